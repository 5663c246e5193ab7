"""What was changed in a book, step by step: one use case is one change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`label` says it to a person, `at` is the moment in UTC as ISO 8601 writes it."""

    id: int
    label: str
    at: str
    undone: bool
