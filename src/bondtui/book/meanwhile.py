"""Whether what a person was changing is still as they saw it, asked where nobody can change it any more."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from bondtui.errors import ChangedElsewhere

if TYPE_CHECKING:
    from sqlmodel import Session

T = TypeVar("T")


def check(session: "Session", what: str, seen: T | None, now: Callable[[], T]) -> None:
    """Before anything of a change is written: ChangedElsewhere when `now()` is not what was `seen`, if that is given.

    `now` reads the book and raises NotFound when what is to be changed was removed meanwhile.
    """
    session.connection()  # begins the transaction: what is read from here on, no other process writes
    found = now()
    if seen is not None and found != seen:
        raise ChangedElsewhere(f"{what} was changed elsewhere meanwhile.")
