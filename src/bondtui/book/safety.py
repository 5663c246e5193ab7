"""Taking back: undo, redo and the history of changes."""

from typing import TYPE_CHECKING

from bondtui.domain.history import Change
from bondtui.store import undo

if TYPE_CHECKING:
    from bondtui.book import Book


class Safety:
    def __init__(self, book: "Book") -> None:
        self.book = book

    def history(self, limit: int = 100) -> list[Change]:
        """The latest changes, the newest first."""
        return undo.history(self.book.reader, limit)

    def undo(self) -> Change:
        """Take the latest change back, also after a restart. Refused when there is none."""
        return undo.turn(self.book.path, self.book.settings.cadences, "undo")

    def redo(self) -> Change:
        """Make the change again that was undone last; only as long as nothing new was changed."""
        return undo.turn(self.book.path, self.book.settings.cadences, "redo")
