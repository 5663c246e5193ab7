"""Writing one contact's summary to a file, or many people in a format of one's choice, and saying where it went."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from bondtui.book.exchange import Audience, Format
from bondtui.errors import BondtuiError, Cancelled
from bondtui.tui.actions import bindings
from bondtui.tui.messages import PeopleWritten
from bondtui.tui.screens.dialogs.hints import hints
from bondtui.tui.screens.dialogs.tags import whom
from bondtui.tui.screens.saving import commit
from bondtui.tui.text import block, plain

if TYPE_CHECKING:
    from bondtui.book import Book

_MEANT = {
    Audience.ME: "For me: everything that is in the book.",
    Audience.HANDOVER: "Handover: nothing private, no signals, income or names of others.",
}


class ExportDialog(ModalScreen[Path | None]):
    """`m` writes all of it for oneself, `h` what somebody who takes over may read."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("export.me", "export.handover", "export.close"),
        *bindings("export.enter", show=False),
    ]

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

    async def action_enter(self) -> None:
        if self._written is None:
            await self.action_write(Audience.ME)
        else:
            self.action_close()

    def action_close(self) -> None:
        self.dismiss(self._written)


class ExportPeopleDialog(ModalScreen[str | None]):
    """A key for each format, `h` for whom; answers with where the last went. While it writes, closing stops it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("people_export.notes", "people_export.cards", "people_export.table", "people_export.days"),
        *bindings("people_export.turn", "people_export.close"),
        *bindings("people_export.enter", show=False),
    ]

    def __init__(self, book: "Book", uids: Sequence[str]) -> None:
        super().__init__()
        self._book, self._uids = book, uids
        self._title_line = f"Export {whom(book, uids)}"
        self._audience = Audience.ME
        self._said: str | None = None
        self._busy, self._stopped = False, Event()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(self._title_line), classes="title")
            for audience in Audience:
                yield Static(id=audience)
            yield Static(block(f"To {self._book.settings.export_dir}"), classes="note")
            yield Static(classes="hints")

    def on_mount(self) -> None:
        self.query_one(".hints", Static).update(hints(self))
        self._show_audience()

    def on_unmount(self) -> None:
        self._stopped.set()

    def _show_audience(self) -> None:
        for audience, meant in _MEANT.items():
            sign = "(•)" if audience is self._audience else "( )"
            self.query_one(f"#{audience}", Static).update(plain(f"{sign} {meant}"))

    def _note(self, sentence: str) -> None:
        self.query_one(".note", Static).update(block(sentence))

    def action_turn(self) -> None:
        if not self._busy:
            self._audience = Audience.HANDOVER if self._audience is Audience.ME else Audience.ME
            self._show_audience()

    @work
    async def action_write(self, format: str) -> None:
        if self._busy:
            return
        self._busy = True
        self._stopped.clear()
        try:
            written = await commit(self, partial(self._write, Format(format)))
        except BondtuiError as error:
            self._note(str(error))
        else:
            one = len(written) == 1
            self._said = f"Written to {written[0]}" if one else f"{len(written):,} notes are in {written[0].parent}"
            self._note(self._said)
        self._busy = False

    def _write(self, format: Format) -> list[Path]:
        return self._book.exchange.export_people(self._uids, format, self._audience, partial(self._told, format))

    def _told(self, format: Format, written: int) -> None:
        if self._stopped.is_set():
            notes = f"Stopped: {written:,} notes are written, the others are as they were."
            raise Cancelled(notes if format is Format.MD else "Stopped: nothing is written.")
        self.post_message(PeopleWritten(written))

    @on(PeopleWritten)
    def show_progress(self, message: PeopleWritten) -> None:
        if self._busy:
            self._note(f"{message.count:,} of {len(self._uids):,} …")

    def action_enter(self) -> None:
        if self._said is None:
            self.action_write(Format.MD)
        else:
            self.action_close()

    def action_close(self) -> None:
        if self._busy:
            self._stopped.set()
        else:
            self.dismiss(self._said)
