"""The file of an open book: whether it is still the one that was opened, and whether it may be written."""

import os
from pathlib import Path

from bondtui.errors import BondtuiError
from bondtui.store import engine

Identity = tuple[int, int]


def identity(path: Path) -> Identity | None:
    """What tells one file from another that takes its place under the same name; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


class BookFile:
    """Looked at before every write: nothing is written into a file the person has not seen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = identity(path)

    @property
    def read_only(self) -> bool:
        """Whether the file, or its folder, where SQLite needs to write, may only be read."""
        if self.path.exists():
            return not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK | os.X_OK))
        return False

    def make(self) -> None:
        """Make the book if there has never been one."""
        if self._seen is None and identity(self.path) is None:
            engine.create(self.path)
            self._seen = identity(self.path)

    def check(self) -> None:
        """Raises BondtuiError when the book cannot be written: read-only, gone, or another than was opened.

        One that took the book's place is refused once: what is shown next is read from it.
        """
        if self.read_only:
            raise BondtuiError(f"The book {self.path} can only be read here; nothing was changed.")
        there = identity(self.path)
        if there == self._seen:
            return
        if there is None:
            raise BondtuiError(f"The book {self.path} is not there any more; nothing was written.")
        engine.expect_head(self.path)
        known, self._seen = self._seen, there
        if known is not None:
            raise BondtuiError(
                "Another file has taken the place of the book meanwhile. Nothing was written, and what is shown now "
                "is read from that file; save again if it still fits."
            )
