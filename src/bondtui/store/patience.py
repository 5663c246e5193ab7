"""Waiting for a book that another process holds: the person is told once, and nothing typed is lost meanwhile."""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

from bondtui.errors import BookBusy

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds a change, or a command that reads, waits for another process."""

_PAUSE = 0.02
"""Between two attempts: SQLite itself waits in each, but not in every case."""


def is_busy(error: BaseException | None) -> bool:
    """Whether another connection's lock is what went wrong; SQLite's extended codes included."""
    busy = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in busy


def patiently(attempt: Callable[[], T], waiting: Callable[[], None], patience: float = PATIENCE) -> T:
    """What `attempt` returns, tried again while another process holds the book; `waiting` is called once.

    Raises BookBusy when it still does after `patience` seconds; 0 is one attempt, and nobody is told.
    """
    end = time.monotonic() + patience
    told = not patience
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            if time.monotonic() >= end:
                raise BookBusy("The book is busy: another process is using it. Try again in a moment.") from error
        if not told:
            waiting()
            told = True
        time.sleep(_PAUSE)
