"""Trust: undo, redo and the history of changes, backups, and the way back to them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.domain.health import Problem
from bondtui.domain.history import Backup, Change
from bondtui.errors import Refused
from bondtui.store import undo

if TYPE_CHECKING:
    from bondtui.book import Book


class Safety:
    def __init__(self, book: "Book") -> None:
        self.book = book

    def history(self, limit: int = 100, offset: int = 0) -> list[Change]:
        """The latest changes, the newest first, without the first `offset`; `limit` -1 for all."""
        return undo.history(self.book.reader, limit, offset)

    def undo(self) -> Change:
        """Take the latest change back, also after a restart. Refused when there is none."""
        return undo.turn(self.book.terms, "undo")

    def redo(self) -> Change:
        """Make the change again that was undone last; only as long as nothing new was changed."""
        return undo.turn(self.book.terms, "redo")

    def backup(self, to: Path | None = None) -> Path:
        """Copy the book into its `backups/`, or to a file of one's own; where the copy is.

        Nothing changed since the newest backup: that one. A file is replaced in one step, never a link or a folder.
        """
        from bondtui.exchange import safe_file
        from bondtui.store import backups

        if not self.book.exists():
            raise Refused("There is no book yet to copy.")
        if to is None:
            return backups.take(self.book.path, self.book.now())
        if to.exists() and to.samefile(self.book.path):
            raise Refused(f"{to} is the book itself.")
        return safe_file.write(to, backups.contents(self.book.path))

    def doctor(self, *, repair: bool) -> tuple[list[Problem], list[Problem]]:
        """Look the whole book over: what was found, and what of it was mended, after a backup.

        Only what can be computed anew is ever mended; nothing a person typed is touched.
        """
        from bondtui.store import doctor

        book = self.book
        found = doctor.examine(book.path, book.settings.cadences, book.waiting)
        if not (repair and any(each.mendable for each in found)) or book.file.read_only:
            return found, []
        self.backup()
        return found, doctor.repair(book.terms)


def backups_of(path: Path) -> list[Backup]:
    """The backups of the book at `path`, the newest first, whatever has become of the book."""
    from bondtui.store import backups

    return backups.backups(path.absolute())


def restore(path: Path, source: Path) -> Path | None:
    """Put the backup `source` at `path`, whatever stands there; where that is kept now, None if nothing stood there.

    Raises BookRefused when `source` is no sound book; then nothing is changed.
    """
    from bondtui.store.restore import restore as put

    return put(path.absolute(), source.absolute(), datetime.now(UTC))
