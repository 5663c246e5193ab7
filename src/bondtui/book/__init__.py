"""The use cases. `Book` is the only door through which commands and screens reach the data."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.book import opening
from bondtui.store.book_file import BookFile
from bondtui.store.count_due import count_due
from bondtui.store.reader import Reader

if TYPE_CHECKING:
    from bondtui.book.contacts import Contacts
    from bondtui.book.exchange import Exchange
    from bondtui.book.follow_ups import FollowUps
    from bondtui.book.insights import Insights
    from bondtui.book.interactions import Interactions
    from bondtui.book.journey import Journey
    from bondtui.book.nudges import Nudges
    from bondtui.book.safety import Safety
    from bondtui.book.work import Work
    from bondtui.settings import Settings
    from bondtui.store.daily import Terms
    from bondtui.store.writer import Writer

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_uid(prefix: str) -> str:
    """A new random id, 55 bits behind a letter that says what it is: `c…` a contact, `i…` an interaction."""
    number = int.from_bytes(os.urandom(7), "big")
    return prefix + "".join(_ALPHABET[number >> shift & 31] for shift in range(0, 55, 5))


class Book:
    """One database file and all that is in it. `waiting` is called when another process holds it for a while.

    `backed_up` is False for one that is thrown away. `notice` is what a person should know of it when it opens: it may
    only be read, or only backups are left of it.
    """

    def __init__(
        self, path: Path, settings: "Settings", today: Callable[[], date], waiting: Callable[[], None] = lambda: None
    ) -> None:
        self.path, self.settings, self.today, self.waiting = path, settings, today, waiting
        self.uids: Callable[[str], str] = new_uid
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.file, self.backed_up, self.notice = BookFile(path), True, ""
        self.reader = Reader(path, lambda: self.waiting())

    @classmethod
    def open(
        cls, path: Path, settings: "Settings", today: Callable[[], date], waiting: Callable[[], None] = lambda: None
    ) -> "Book":
        """The book at `path`. A missing file reads as an empty book and is made by the first change.

        Raises BookRefused for a file that is damaged, no book, or of a newer bondtui, and names the newest good
        backup. A book of an older version is backed up and migrated; due dates are computed anew when the settings'
        cadences have changed. One that may only be read is left as it is.
        """
        book = cls(path.absolute(), settings, today, waiting)
        if book.exists() or path.is_symlink():
            opening.prepare(book)
        book.notice = opening.notice(book)
        return book

    def exists(self) -> bool:
        """Whether there is a file yet."""
        return self.path.exists()

    def version(self) -> tuple[object, ...]:
        """It changes whenever the file was changed, by this process or another, or another took its place."""
        return self.reader.version() if self.exists() else ()

    def due_count(self) -> int:
        """How many nudges are due; for status bars, so it stands apart from what lists them."""
        return count_due(self.reader, self.today(), self.settings.daily_cap)

    def snapshot(self) -> AbstractContextManager[None]:
        """Within it everything read is of one moment: what is computed from several reads adds up."""
        return self.reader.snapshot()

    def hurry(self) -> None:
        """What this thread reads does not wait for other processes, so that a screen does not stand still: BookBusy."""
        self.reader.hurry()

    def preload(self) -> None:
        """Import what writing needs, a third of a second, before it is needed."""
        _ = self.writer

    def close(self) -> None:
        self.reader.close()

    @cached_property
    def writer(self) -> "Writer":
        from bondtui.store.writer import Writer

        return Writer(self.terms)

    @cached_property
    def terms(self) -> "Terms":
        """On what terms everything that writes does so."""
        from bondtui.store.daily import Terms

        return Terms(
            self.file, self.settings.cadences, self.settings.history_age, lambda: self.today(), lambda: self.now(),
            lambda: self.waiting(), self.backed_up,
        )  # fmt: skip

    @cached_property
    def contacts(self) -> "Contacts":
        from bondtui.book.contacts import Contacts

        return Contacts(self)

    @cached_property
    def interactions(self) -> "Interactions":
        from bondtui.book.interactions import Interactions

        return Interactions(self)

    @cached_property
    def journey(self) -> "Journey":
        from bondtui.book.journey import Journey

        return Journey(self)

    @cached_property
    def nudges(self) -> "Nudges":
        from bondtui.book.nudges import Nudges

        return Nudges(self)

    @cached_property
    def follow_ups(self) -> "FollowUps":
        from bondtui.book.follow_ups import FollowUps

        return FollowUps(self)

    @cached_property
    def insights(self) -> "Insights":
        from bondtui.book.insights import Insights

        return Insights(self)

    @cached_property
    def work(self) -> "Work":
        from bondtui.book.work import Work

        return Work(self)

    @cached_property
    def safety(self) -> "Safety":
        from bondtui.book.safety import Safety

        return Safety(self)

    @cached_property
    def exchange(self) -> "Exchange":
        from bondtui.book.exchange import Exchange

        return Exchange(self)
