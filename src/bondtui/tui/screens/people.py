"""People: everybody in the book, filtered as one types, sorted by a key."""

from collections.abc import Callable, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from bondtui.domain.interactions import Interaction
from bondtui.domain.queries import Sort
from bondtui.errors import BondtuiError, Refused
from bondtui.tui.actions import bindings
from bondtui.tui.messages import TextsSearched
from bondtui.tui.screens.asking import Chosen
from bondtui.tui.screens.marking import MarkingScreen
from bondtui.tui.text import fit, plain
from bondtui.tui.widgets.brief import NEWEST, Brief, Subject
from bondtui.tui.widgets.people_table import PeopleHeader, PeopleTable

LETTERS_FOR_TEXTS = 3
"""From so many letters on, the texts of interactions are searched too, which takes longer."""


class FilterInput(Input):
    """Tells of a new value as it changes, not a message later, so that the results are in the same frame."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter", "submit", "To the list", show=True),
        Binding("escape", "screen.back", "Clear the filter", show=True, id="screen.back"),
        Binding("down", "submit", "To the list", show=False),
    ]

    def __init__(self, changed: Callable[[str], None]) -> None:
        self._told = changed
        super().__init__(placeholder="/ finds: a name, company, tag, stage:friend, due:yes", compact=True, id="filter")

    def watch_value(self, value: str) -> None:
        if self.is_mounted:
            self._told(value)


class PeopleScreen(MarkingScreen):
    """The table, with the contact under the cursor in brief beside it where there is room."""

    MODE = "people"
    CSS_PATH = "people.tcss"
    AUTO_FOCUS = "#people"
    BINDINGS = [  # noqa: RUF012
        *bindings("contact.log", "contact.snooze", "contact.move", "contact.export", "contact.add", "people.sort"),
        *bindings("people.mark", "contact.tag"),
        *bindings("people.find", "contact.edit", show=False),  # what stands in the filter's place teaches /
        *bindings("contact.promise", "people.reverse", "contact.archive", "entry.remove", "screen.back", show=False),
        *bindings("people.duplicates", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._sort, self._descending = Sort.NAME, False
        self._sequence = self._found = 0

    def body(self) -> ComposeResult:
        with Horizontal(id="finding"):
            yield FilterInput(self.filter_changed)
            yield Static(id="found", markup=False)
        with Horizontal(id="everybody"):
            with Vertical(id="left"):
                yield PeopleHeader()
                yield PeopleTable(self.book.contacts.rows, id="people")
                yield Static(id="nobody", markup=False)
            yield Brief(id="brief")

    def reload(self) -> None:
        self._search(keep=True)
        self._show_brief()

    def chosen(self) -> Chosen:
        contact = self.query_one(PeopleTable).contact
        return Chosen(contact.uid if contact else None)

    def show_interaction(self, interaction: Interaction) -> None:
        if interaction.contacts:
            contact = self.book.contacts.get(interaction.contacts[0].uid)
            self.query_one(PeopleTable).find(contact.id)
            self._show_brief(interaction.uid)

    def filter_changed(self, value: str) -> None:
        self._search(keep=False)

    def _search(self, *, keep: bool) -> None:
        """Show whom the filter finds; the texts are searched after, in a thread."""
        query = self.query_one(FilterInput).value
        self._sequence += 1
        look = partial(self.book.contacts.search, query, sort=self._sort, descending=self._descending)
        try:
            self._show_found(look(), keep=keep)
        except Refused as error:
            self.query_one("#found", Static).update(plain(str(error)))
            return
        if sum(each.isalnum() for each in query) >= LETTERS_FOR_TEXTS:
            search = partial(self._search_texts, self._sequence, partial(look, in_texts=True))
            self.run_worker(search, thread=True, exclusive=True, group="texts")

    def _search_texts(self, sequence: int, look: Callable[[], Sequence[int]]) -> None:
        try:
            ids = tuple(look())
        except BondtuiError:
            return  # the first search has said it already
        self.post_message(TextsSearched(sequence, ids))

    @on(TextsSearched)
    def show_texts_found(self, message: TextsSearched) -> None:
        if message.sequence == self._sequence:
            self._show_found(message.ids, keep=True)

    def _show_found(self, ids: Sequence[int], *, keep: bool) -> None:
        self.query_one(PeopleTable).show(ids, self.days, keep=keep)
        self._found = len(ids)
        self.show_marks()
        self.set_class(not ids, "-nobody")
        query = self.query_one(FilterInput).value.strip()
        empty = (
            f"Nobody fits “{fit(query, 40).rstrip()}”. Escape clears the filter."
            if query
            else ("Nobody is in the book yet. Press a to add the first contact.")
        )
        self.query_one("#nobody", Static).update(plain(empty))

    def show_marks(self) -> None:
        marked = len(self.table.marks)
        self.query_one(PeopleHeader).show(self._sort, self._descending, marked > 0)
        people = f"{self._found:,} {'person' if self._found == 1 else 'people'}"
        order = f"by {self._sort}" + (", reversed" if self._descending else "")
        told = f"{marked:,} marked · {people}" if marked else f"{people} {order}"
        self.query_one("#found", Static).update(Content(told))

    def _show_brief(self, mark: str | None = None) -> None:
        brief = self.query_one(Brief)
        contact = self.query_one(PeopleTable).contact
        if contact is None or not brief.display:
            brief.show(None, self.days)
            return
        newest = self.book.interactions.timeline(contact.uid, limit=NEWEST)
        brief.show(Subject(self.book.contacts.page(contact.uid), newest, mark=mark), self.days)

    @on(PeopleTable.Highlighted)
    def follow_the_cursor(self) -> None:
        try:
            self._show_brief()
        except BondtuiError as error:
            self.say(str(error), "warning")

    @on(PeopleTable.Selected)
    def open_the_contact(self) -> None:
        self.action_open()

    @on(Input.Submitted)
    def go_to_the_table(self) -> None:
        self.query_one(PeopleTable).focus()

    def action_find(self) -> None:
        self.set_focus(self.query_one(FilterInput))  # at once: focus() would let the next key act on the table

    def action_back(self) -> None:
        if self.table.marks:
            self.unmark()
            return
        self.query_one(FilterInput).value = ""
        self.query_one(PeopleTable).focus()

    def action_sort(self) -> None:
        orders = list(Sort)
        self._sort = orders[(orders.index(self._sort) + 1) % len(orders)]
        self._search(keep=True)

    def action_reverse(self) -> None:
        self._descending = not self._descending
        self._search(keep=True)

    def action_duplicates(self) -> None:
        """Show above this screen who may be in the book twice."""
        from bondtui.tui.screens.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen())
