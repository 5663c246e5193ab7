"""What the tests of doctor share: the harm, and what doctor says of it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.health import Problem
from bondtui.store import doctor
from tests.book.test_undo import TABLES

FORGET = "DELETE FROM change_row; DELETE FROM change;"
"""So that only the harm itself is told, and not that the history says otherwise too."""


def examined(path: Path) -> list[Problem]:
    return doctor.examine(path, DEFAULT_CADENCES)


def told(path: Path) -> list[str]:
    return [each.what for each in examined(path)]


def harm(path: Path, sql: str) -> None:
    """Change the file as any other program might."""
    with closing(sqlite3.connect(path)) as other:
        other.executescript(sql)


def entered(path: Path) -> dict[str, list[object]]:
    """What people typed, with all that was made of it."""
    with closing(sqlite3.connect(path)) as opened:
        return {table: opened.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES}
