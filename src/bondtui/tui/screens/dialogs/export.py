"""Writing a contact's summary to a file, and saying where it went."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from bondtui.book.exchange import Audience
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.hints import hints
from bondtui.tui.screens.saving import commit
from bondtui.tui.text import block, plain

if TYPE_CHECKING:
    from bondtui.book import Book


class ExportDialog(ModalScreen[Path | None]):
    """`m` writes all of it for oneself, `h` what somebody who takes over may read."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export.me", "export.handover", "export.close")]

    def __init__(self, book: "Book", uid: str) -> None:
        super().__init__()
        self._book, self._uid = book, uid
        self._written: Path | None = None

    def compose(self) -> ComposeResult:
        try:
            title = f"Export {self._book.contacts.get(self._uid).name}"
        except BondtuiError as error:  # taken away by another process meanwhile
            title = str(error)
        with Vertical(classes="dialog small"):
            yield Static(plain(title), classes="title")
            yield Static("For me: everything that is in the book.")
            yield Static("Handover: without what is private, signals, income and other people's names.")
            yield Static(classes="note")
            yield Static(classes="hints")

    def on_mount(self) -> None:
        self.query_one(".hints", Static).update(hints(self))

    async def action_write(self, audience: str) -> None:
        note = self.query_one(".note", Static)
        try:
            self._written = await commit(self, lambda: self._book.exchange.export(self._uid, Audience(audience)))
        except BondtuiError as error:
            note.update(block(str(error)))
        else:
            note.update(block(f"Written to {self._written}"))

    def action_close(self) -> None:
        self.dismiss(self._written)
