"""What happens to a file before it is used as a book: a look at all of it, carrying forward, and what to tell."""

from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.errors import BookRefused
from bondtui.store import engine, kept_with

if TYPE_CHECKING:
    from bondtui.book import Book


def prepare(book: "Book") -> None:
    """Check the file, bring it to this version, and compute anew what rests on settings that changed.

    Raises BookRefused, with the newest good backup named. A file that may only be read is left as it is.
    """
    try:
        version = engine.version_of(book.path, book.waiting)
    except BookRefused as refused:
        raise BookRefused(f"{refused}{_way_back(book.path)}") from refused
    if version != engine.HEAD:
        _carry_forward(book)
    noted = book.reader.rows(kept_with.NOTED)
    outdated = noted and noted[0][0] != kept_with.cadences_text(book.settings.cadences)
    if outdated and not book.file.read_only:
        from bondtui.store import keeping

        keeping.keep_all(book.path, book.settings.cadences)


def notice(book: "Book") -> str:
    """A sentence for the person, or nothing."""
    if book.file.read_only:
        return f"The book {book.path} can only be read here."
    if not book.exists() and (lost := _way_back(book.path)):
        return f"There is no book at {book.path}, but there was.{lost}"
    return ""


def _carry_forward(book: "Book") -> None:
    if book.file.read_only:
        raise BookRefused(f"The book {book.path} is of an older bondtui, and can only be read where it lies.")
    from bondtui.store.migrate import migrate

    migrate(book.path, book.now())


def _way_back(path: Path) -> str:
    from bondtui.store.backups import newest_good

    good = newest_good(path)
    return f" The newest good backup is {good}: `bondtui restore` brings it back." if good else ""
