"""What a person writes after a verb → stages, days, signals; what cannot be one is refused in a sentence."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bondtui.cli.verbs import Session
from bondtui.domain.contacts import ImportantDate
from bondtui.domain.dates import parse_day, parse_every, parse_partial, parse_when
from bondtui.domain.stages import Stage
from bondtui.domain.text import clean_line
from bondtui.errors import Refused

_Word = TypeVar("_Word", bound=StrEnum)
_Read = TypeVar("_Read")


def word(kind: type[_Word], text: str, what: str) -> _Word:
    """`text` as one of the words of `kind`, whatever its case."""
    try:
        return kind(clean_line(text).lower())
    except ValueError:
        *some, last = kind
        raise Refused(f"There is no {what} “{clean_line(text)}”; there are {', '.join(some)} and {last}.") from None


def stage(text: str) -> Stage:
    return word(Stage, text, "stage")


def day(session: Session, text: str) -> date:
    """A day that was."""
    return _refusing(lambda: parse_day(text, session.today, session.settings.date_order))


def when(session: Session, text: str) -> date:
    """A day ahead."""
    return _refusing(lambda: parse_when(text, session.today, session.settings.date_order))


def every(text: str) -> int | None:
    """Days between check-ins; 0 is never, None (`default`) is the stage's."""
    return None if text.strip().lower() in ("default", "") else _refusing(lambda: parse_every(text))


def important_date(session: Session, label: str, text: str) -> ImportantDate:
    return ImportantDate(label, _refusing(lambda: parse_partial(text, session.settings.date_order)))


def labelled_date(session: Session, text: str) -> ImportantDate:
    """`LABEL=12-04`."""
    label, equals, rest = text.partition("=")
    if not equals or not label.strip():
        raise Refused(f"“{clean_line(text)}” is not a date with its label: write it like wedding=12-04.")
    return important_date(session, clean_line(label), rest)


def _refusing(read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except ValueError as error:
        raise Refused(str(error)) from None
