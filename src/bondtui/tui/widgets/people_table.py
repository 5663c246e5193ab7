"""Everybody found, as aligned lines: ids first, the contacts themselves only for the pages one looks at."""

from collections.abc import Callable, Sequence
from datetime import date

from textual.content import Content
from textual.widget import Widget

from bondtui.domain.contacts import Contact
from bondtui.domain.dates import show
from bondtui.domain.queries import Sort
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.facts import Days
from bondtui.tui.widgets.line_list import LineList

PAGE = 100

SIGN = "✓ "
"""Stands before everybody who is marked, as soon as anybody is; the others are moved to the right by a blank."""

TITLES = {
    Sort.NAME: "Name",
    Sort.STAGE: "Stage",
    Sort.COMPANY: "Company",
    Sort.LAST_CONTACT: "Last",
    Sort.DUE: "Due",
}


def columns(width: int) -> dict[str, int]:
    """The width of every column that fits, each with a blank after it; names get most."""
    fixed = {Sort.STAGE: 14, Sort.LAST_CONTACT: 12, Sort.DUE: 12}
    room = max(width - sum(fixed.values()), 8)
    company = room // 3 if room >= 36 else 0
    tags = room // 4 if room >= 60 else 0
    found: dict[str, int] = {Sort.NAME: room - company - tags, Sort.STAGE: fixed[Sort.STAGE], Sort.COMPANY: company}
    found |= {Sort.LAST_CONTACT: 12, Sort.DUE: 12, "tags": tags}
    return {name: size for name, size in found.items() if size}


class PeopleHeader(Widget):
    """The titles above the table, with the mark of the sort."""

    DEFAULT_CSS = """
    PeopleHeader { height: 1; padding: 0 1; color: $primary; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sort, self._descending = Sort.NAME, False
        self._indent = ""

    def show(self, sort: Sort, descending: bool, marking: bool) -> None:
        self._sort, self._descending = sort, descending
        self._indent = " " * len(SIGN) if marking else ""
        self.refresh()

    def render(self) -> Content:
        mark = " ▼" if self._descending else " ▲"
        titles = {str(sort): title + (mark if sort is self._sort else "") for sort, title in TITLES.items()}
        titles["tags"] = "Tags"
        shown = columns(self.size.width - len(self._indent))
        return Content(self._indent + "".join(fit(titles[name], size - 1) + " " for name, size in shown.items()))


class PeopleTable(LineList):
    """Contacts as lines. `read(ids)` brings the contacts of a page. `marks` are ids, also of some not shown now."""

    DEFAULT_CSS = """
    PeopleTable { scrollbar-gutter: stable; }
    """

    def __init__(self, read: Callable[[Sequence[int]], list[Contact]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._read = read
        self._ids: Sequence[int] = ()
        self._pages: dict[int, list[Contact]] = {}
        self.marks: set[int] = set()
        self._days = Days(date.min)

    def show(self, ids: Sequence[int], days: Days, *, keep: bool = True) -> None:
        """Show these contacts; with `keep` the cursor stays with its contact, else it goes to the first."""
        here = self._ids[self.cursor] if keep and self.cursor is not None and self.cursor < len(self._ids) else None
        self._ids, self._days = ids, days
        self._pages.clear()
        try:
            at = ids.index(here) if here is not None else (None if keep else 0)
        except ValueError:
            at = None
        self.lines_changed(at)

    @property
    def contact(self) -> Contact | None:
        """The contact under the cursor."""
        return None if self.cursor is None else self._contact(self.cursor)

    def find(self, id: int) -> None:
        """Put the cursor on a contact, if it is among those shown."""
        if id in self._ids:
            self.move_to(self._ids.index(id))

    def mark(self) -> None:
        """Mark the contact under the cursor; one who is marked is not any more."""
        if self.cursor is not None:
            self.marks ^= {self._ids[self.cursor]}
            self.refresh()

    def mark_all(self) -> None:
        """Mark everybody shown; when they all are, none of them is any more."""
        shown = set(self._ids)
        self.marks = self.marks - shown if shown <= self.marks else self.marks | shown
        self.refresh()

    def unmark(self) -> None:
        self.marks = set()
        self.refresh()

    def count(self) -> int:
        return len(self._ids)

    def line(self, index: int, width: int) -> list[Part]:
        contact = self._contact(index)
        if contact is None:
            return [("", "")]
        cells = {
            Sort.NAME: (contact.name + (" (archived)" if contact.archived else ""), "strong"),
            Sort.STAGE: (contact.stage, ""),
            Sort.COMPANY: (contact.company, ""),
            Sort.LAST_CONTACT: (self._days.show(contact.last_contact_on) if contact.last_contact_on else "–", "dim"),
            Sort.DUE: self._due(contact),
            "tags": (" ".join(contact.tags), "dim"),
        }
        sign = [self._sign(contact)] if self.marks else []
        room = columns(width - sum(len(text) for text, _ in sign))
        return sign + [(fit(cells[name][0], size - 1) + " ", cells[name][1]) for name, size in room.items()]

    def _sign(self, contact: Contact) -> Part:
        return SIGN if contact.id in self.marks else " " * len(SIGN), "accent"

    def _due(self, contact: Contact) -> Part:
        if contact.due_on is None:
            return "–", "dim"
        late = (self._days.today - contact.due_on).days
        if late < 0:
            return show(contact.due_on, self._days.today), "dim"
        return (f"{late} d late" if late else "today"), "accent"

    def _contact(self, index: int) -> Contact | None:
        page, at = divmod(index, PAGE)
        if page not in self._pages:
            self._pages[page] = self._read(self._ids[page * PAGE : (page + 1) * PAGE])
        rows = self._pages[page]
        return rows[at] if at < len(rows) else None
