"""What leaves the book, in any of its formats, and what comes in from other programs."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.book import exports
from bondtui.book.exports import Format, Progress
from bondtui.domain.text import clean_line
from bondtui.errors import Refused
from bondtui.exchange import safe_file
from bondtui.exchange.markdown import Audience

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from sqlite3 import Connection

    from bondtui.book import Book
    from bondtui.book.imports import Wanted
    from bondtui.domain.imported import Report

__all__ = ["Audience", "Exchange", "Format"]


def _untold(written: int) -> None:
    """Nobody wants to know."""


class Exchange:
    def __init__(self, book: "Book") -> None:
        self.book = book

    def summary(self, uid: str, audience: Audience) -> str:
        """The contact summary as Markdown text."""
        return exports.note(self.book, uid, audience)

    def data(self, format: Format, audience: Audience, uids: Sequence[str] | None = None) -> Iterator[bytes]:
        """These people, else everybody, as a file of any format but Markdown, part by part."""
        return exports.in_one_file(self.book, format, audience, uids, _untold)

    def lines(self) -> Iterator[bytes]:
        """The whole book as JSON Lines, some at a time, all of one moment: the book cannot be written meanwhile."""
        from bondtui.exchange import jsonl
        from bondtui.store.read_records import records

        with self.book.snapshot():
            yield from jsonl.write(records(self.book.reader))

    def import_file(self, path: Path, wanted: "Wanted", copy: "Connection | None" = None) -> "Report":
        """Bring a file of another program into the book; a dry run of several, one after the other, into their copy."""
        from bondtui.book.imports import import_file

        return import_file(self.book, path, wanted, copy)

    def in_memory(self) -> "AbstractContextManager[Connection]":
        """A copy of the book for dry runs."""
        from bondtui.book.imports import in_memory

        return in_memory(self.book)

    def write(self, data: bytes | Iterable[bytes], to: Path) -> Path:
        """Write what was made to a file of one's own choice; where it was written. Refused for a book or its copy."""
        if _is_book(to, self.book.path):
            raise Refused(f"{clean_line(str(to))} is a book; an export goes to another file.")
        return safe_file.write(to, data)

    def export(self, uid: str, audience: Audience) -> Path:
        """Write the summary to the settings' folder under the contact's name; where it was written."""
        return exports.to_one_file(self.book, uid, audience, self.book.settings.export_dir)

    def export_all(self, folder: Path, format: Format, audience: Audience, progress: Progress = _untold) -> list[Path]:
        """Write everybody to a folder: a note each with an index, or one file; what was written.

        Refused when a file of that name is there that no export wrote. `progress` may raise Cancelled: then a file is
        as it was, and of the notes some are new and all are whole.
        """
        return exports.to_folder(self.book, folder, format, audience, None, progress)

    def export_people(
        self, uids: Sequence[str], format: Format, audience: Audience, progress: Progress = _untold
    ) -> list[Path]:
        """Write these people to the settings' folder as `export_all` does, without an index."""
        return exports.to_folder(self.book, self.book.settings.export_dir, format, audience, uids, progress)


def _is_book(path: Path, book: Path) -> bool:
    from bondtui.store.engine import is_database

    with suppress(OSError):  # of what cannot be read nothing is known, and writing says why it cannot be
        return realpath(path) == realpath(book) or (path.is_file() and is_database(path))
    return False
