"""The board: a column for each stage, drawn line by line, so that a stage may hold a hundred thousand people."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from bondtui.domain.contacts import Contact
from bondtui.domain.stages import Stage
from bondtui.tui.text import Part, fit, styled
from bondtui.tui.widgets.line_list import LineList

PAGE = 100

SUGGESTED = "◆"
"""Stands before whom the evidence says something new about, so that colour is not needed to see it."""


class StageColumn(LineList):
    """The people of one stage, those with a suggestion first. `read(ids)` brings the contacts of a page."""

    class Dropped(Message):
        """A card was dragged by the mouse and let go at this place of the screen."""

        def __init__(self, column: "StageColumn", x: int, y: int) -> None:
            super().__init__()
            self.column, self.x, self.y = column, x, y

    def __init__(self, stage: Stage, read: Callable[[Sequence[int]], list[Contact]]) -> None:
        super().__init__(id=f"people-{stage}")
        self.stage, self._read = stage, read
        self._ids: Sequence[int] = ()
        self._suggested = 0
        self._pages: dict[int, list[Contact]] = {}
        self._dragging = False

    def show(self, ids: Sequence[int], suggested: int) -> None:
        """Show these; the first `suggested` are marked. The cursor stays with its contact."""
        here = self.contact
        self._ids, self._suggested = ids, suggested
        self._pages.clear()
        self.lines_changed(self._place(here.id) if here else None)

    def _place(self, contact: int) -> int | None:
        return self._ids.index(contact) if contact in self._ids else None

    def find(self, contact: int) -> bool:
        """Put the cursor on a contact; False when they are not in this column."""
        place = self._place(contact)
        if place is not None:
            self.move_to(place)
        return place is not None

    @property
    def contact(self) -> Contact | None:
        """The contact under the cursor."""
        return None if self.cursor is None else self._contact(self.cursor)

    def count(self) -> int:
        return len(self._ids)

    def line(self, index: int, width: int) -> list[Part]:
        contact = self._contact(index)
        mark = f"{SUGGESTED} " if index < self._suggested else "  "
        return [(mark, "accent"), (fit(contact.name if contact else "", width - 2), "")]

    def _contact(self, index: int) -> Contact | None:
        page, at = divmod(index, PAGE)
        if page not in self._pages:
            self._pages[page] = self._read(self._ids[page * PAGE : (page + 1) * PAGE])
        rows = self._pages[page]
        return rows[at] if at < len(rows) else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = event.get_content_offset(self)
        index = None if offset is None else offset.y + self.scroll_offset.y
        if index is not None and 0 <= index < self.count():
            self.move_to(index)
            self.capture_mouse()
            self._dragging = True

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragging:
            self.release_mouse()
            self._dragging = False
            self.post_message(self.Dropped(self, event.screen_x, event.screen_y))


class StageBoardColumn(Vertical):
    """A column with its stage and how many are in it above."""

    DEFAULT_CSS = """
    StageBoardColumn { width: 1fr; border-right: solid $border-blurred; }
    StageBoardColumn:last-of-type { border-right: none; }
    StageBoardColumn > .title { height: 1; padding: 0 1; color: $primary; text-style: bold; }
    StageBoardColumn.-here > .title { text-style: bold reverse; }
    """

    def __init__(self, stage: Stage, read: Callable[[Sequence[int]], list[Contact]]) -> None:
        super().__init__(id=f"column-{stage}")
        self.stage = stage
        self.people = StageColumn(stage, read)
        self._title = Static(classes="title", markup=False)

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.people

    def show(self, ids: Sequence[int], suggested: int) -> None:
        """Show these people of the stage; the first `suggested` are marked."""
        mark = f" {SUGGESTED} {suggested}" if suggested else ""
        self._title.update(styled((f"{self.stage} · {len(ids):,}{mark}", "")))
        self.people.show(ids, suggested)
