"""What a verb of the command line is, and what it works with: a book that is opened when it is first asked for."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bondtui import paths
from bondtui.errors import ChangedElsewhere

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.settings import Settings

T = TypeVar("T")


class Session:
    """One run of the command line."""

    def __init__(self, db: str | None) -> None:
        self._db = db

    @property
    def path(self) -> Path:
        return paths.book_path(self._db)

    @cached_property
    def today(self) -> date:
        return paths.today()

    @cached_property
    def settings(self) -> "Settings":
        from bondtui.settings import load

        return load()

    @cached_property
    def book(self) -> "Book":
        from bondtui.book import Book

        today = self.today
        book = Book.open(self.path, self.settings, lambda: today, _waiting)
        if notice := book.notice:
            tell(notice)
        return book

    def close(self) -> None:
        if "book" in vars(self):
            self.book.close()


def _waiting() -> None:
    tell("The book is busy, trying again.")


def tell(sentence: str) -> None:
    """A sentence for a person, on stderr: stdout is for results. Nobody may be there to read it."""
    from bondtui.domain.text import clean

    with suppress(OSError):
        print(clean(sentence), file=sys.stderr)


def anew(change: Callable[[], T]) -> T:
    """Do what the command says to what is there, and anew when another process has changed that meanwhile."""
    while True:
        with suppress(ChangedElsewhere):
            return change()


class Verb:
    """`description` and `examples` are what `bondtui VERB --help` teaches; `run` returns the exit code."""

    def __init__(
        self,
        description: str,
        examples: tuple[str, ...],
        arguments: Callable[[ArgumentParser], None],
        run: Callable[[Session, Namespace], int],
    ) -> None:
        self.description, self.examples, self.arguments, self.run = description, examples, arguments, run


def takes_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
