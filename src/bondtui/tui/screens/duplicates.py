"""Duplicates: who may be in the book twice, side by side, to be made one or left as they are."""

import asyncio
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from textual import on, work
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.widgets import Static

from bondtui.errors import BondtuiError
from bondtui.tui.actions import BY_ID, bindings, shown_keys
from bondtui.tui.screens.asking import AskingScreen
from bondtui.tui.text import block, lines, styled
from bondtui.tui.widgets.brief import DIM
from bondtui.tui.widgets.insight_panel import InsightPanel
from bondtui.tui.widgets.pair_list import PairList, both
from bondtui.tui.widgets.two_people import PairPicture, Side

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.book.duplicates import Duplicates

LOOKING = "Looking for people who are in the book twice …"
NOBODY = "Nobody seems to be in the book twice. Should two look like one, they stand here side by side."
NO_MORE = "That was the last pair. Those you left as they are stand here again when the app is next started."

_left: WeakKeyDictionary[App[Any], set[frozenset[str]]] = WeakKeyDictionary()
"""The pairs that were left as they are, for as long as the app runs."""


def side(book: "Book", uid: str) -> Side:
    """One of a pair as the book has them."""
    return Side(book.contacts.page(uid), book.contacts.form(uid), book.interactions.timeline(uid, limit=5))


class DuplicatesScreen(AskingScreen):
    """Above People; escape goes back there. They are looked for again when the book has changed."""

    MODE = "people"
    CSS_PATH = "duplicates.tcss"
    AUTO_FOCUS = "#pairs"
    BINDINGS = [  # noqa: RUF012
        *bindings("pair.merge", "pair.pass", "screen.back"),
        *bindings("people.duplicates", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: Duplicates | None = None
        self._version: tuple[object, ...] | None = None

    def body(self) -> ComposeResult:
        yield Static(LOOKING, id="heading", markup=False)
        with Container(id="twice"):
            yield PairList(id="pairs")
            yield InsightPanel(id="beside")
        yield Static(id="notes", markup=False)

    def reload(self) -> None:
        version = self.book.version()
        if version != self._version:
            self._version = version
            self._look()

    @work(exclusive=True, group="pairs")
    async def _look(self) -> None:
        try:
            self._found = await asyncio.to_thread(self.book.contacts.duplicates)
        except BondtuiError as error:
            self._version = None
            self.say(str(error), "warning")
        else:
            self._show()

    @property
    def _passed(self) -> set[frozenset[str]]:
        return _left.setdefault(self.app, set())

    def _show(self, gone: str = "") -> None:
        """Show the pairs that are neither left as they are nor `gone` (a uid) by a merge."""
        if self._found is None:
            return
        found = [each for each in self._found.pairs if gone not in both(each)]
        pairs = [each for each in found if both(each) not in self._passed]
        one = "pair" if len(pairs) == 1 else "pairs"
        heading = f"Perhaps one person, twice · {len(pairs):,} {one}" if pairs else (NO_MORE if found else NOBODY)
        self.query_one("#heading", Static).update(block(heading))
        self.set_class(not pairs, "-nobody")
        self.query_one("#notes", Static).update(lines(styled((note, DIM)) for note in self._found.notes[:3]))
        self.query_one(PairList).show(pairs)
        self._show_beside()
        self.refresh_bindings()

    def _show_beside(self) -> None:
        pair = self.query_one(PairList).pair
        panel = self.query_one(InsightPanel)
        if pair is None:
            panel.show(None)
            return
        keep, other = side(self.book, pair.keep.uid), side(self.book, pair.other.uid)
        panel.show(PairPicture(pair.why, keep, other, self.days))

    @on(PairList.Highlighted)
    def follow_the_cursor(self) -> None:
        try:
            self._show_beside()
        except BondtuiError as error:
            self.say(str(error), "warning")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("merge", "pass_over"):
            return self.is_mounted and self.query_one(PairList).pair is not None
        return super().check_action(action, parameters)

    @on(PairList.Selected)
    @work
    async def action_merge(self) -> None:
        from bondtui.tui.screens.dialogs.merge import MergeDialog

        if (pair := self.query_one(PairList).pair) is None:
            return
        merged = await self.ask(lambda: MergeDialog(self.book, pair.keep.uid, pair.other.uid))
        if merged is not None:
            self._show(gone=pair.other.uid)
            undo = shown_keys(self.bond.overrides.get("app.undo", BY_ID["app.undo"].key))
            self.changed(f"{merged.name} is one contact now. {undo} takes it back.")

    def action_pass_over(self) -> None:
        if (pair := self.query_one(PairList).pair) is not None:
            self._passed.add(both(pair))
            self._show()

    def action_duplicates(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        if self.is_current:
            self.app.pop_screen()
