"""What all screens share: the first line, the footer, and looking at the book again when it changed."""

from typing import TYPE_CHECKING, Literal, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer

from bondtui.book import Book
from bondtui.errors import BondtuiError, BookBusy
from bondtui.tui.text import block
from bondtui.tui.widgets.facts import Days
from bondtui.tui.widgets.mode_line import ModeLine

if TYPE_CHECKING:
    from bondtui.tui.app import BondApp


BUSY = "The book is busy, trying again."


class BondScreen(Screen[None]):
    """A full screen. Subclasses fill `body()` and read the book in `reload()`."""

    MODE = "today"

    def compose(self) -> ComposeResult:
        yield ModeLine(self.MODE)
        yield from self.body()
        yield Footer(compact=True, show_command_palette=False)

    def body(self) -> ComposeResult:
        """What stands between the first line and the footer."""
        yield from ()

    def reload(self) -> None:
        """Read the book and show what it says; may raise BondtuiError."""

    @property
    def bond(self) -> "BondApp":
        return cast("BondApp", self.app)

    @property
    def book(self) -> Book:
        return self.bond.book

    @property
    def days(self) -> Days:
        """Today, and how days near it are written."""
        return Days(self.book.today(), self.book.settings.relative_dates)

    def refresh_book(self) -> None:
        """Show the book as it is now."""
        try:
            line = self.query_one(ModeLine)
            line.show(self.book.due_count(), self.book.today(), read_only=self.book.file.read_only)
            self.reload()
        except BookBusy:
            if self.bond.look_later():
                self.say(BUSY, "warning")
        except BondtuiError as error:
            self.say(str(error), "warning")

    def on_screen_resume(self) -> None:
        self.refresh_book()

    def say(self, sentence: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """A sentence for the person, shown for a while; no markup in it is read."""
        self.notify(block(sentence).plain, severity=severity, markup=False)
