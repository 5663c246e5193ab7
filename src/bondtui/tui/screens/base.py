"""What all screens share: the first line, the footer, and looking at the book again when it changed."""

from typing import TYPE_CHECKING, Literal, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer

from bondtui.book import Book
from bondtui.errors import BondtuiError
from bondtui.tui.widgets.facts import Days
from bondtui.tui.widgets.mode_line import ModeLine

if TYPE_CHECKING:
    from bondtui.tui.app import BondApp


class BondScreen(Screen[None]):
    """A full screen. Subclasses fill `body()` and read the book in `reload()`."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012

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
            self.query_one(ModeLine).show(self.book.due_count(), self.book.today())
            self.reload()
        except BondtuiError as error:
            self.say(str(error), "warning")

    def on_screen_resume(self) -> None:
        self.refresh_book()

    def say(self, sentence: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """A sentence for the person, shown for a while; no markup in it is read."""
        self.notify(sentence, severity=severity, markup=False)
