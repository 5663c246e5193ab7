"""What was changed in a book, step by step: one use case is one change. And the whole copies of it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """`label` says it to a person, `at` is the moment in UTC as ISO 8601 writes it.

    One that is undone can be made again until something else is changed.
    """

    id: int
    label: str
    at: str
    undone: bool
    redoable: bool


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the book, taken at a moment in UTC. One that is not `ok` is damaged; its counts may be unknown."""

    path: Path
    taken_at: datetime
    contacts: int | None
    interactions: int | None
    ok: bool
