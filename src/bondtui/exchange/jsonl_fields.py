"""The members of a JSON object, each taken once and held to what it may be: a file may say anything."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from bondtui.domain.contacts import PartialDate
from bondtui.domain.money import MOST, Money, currency
from bondtui.domain.text import clean_line
from bondtui.errors import Refused

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile("(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})")
_UID = re.compile("[ci][0-9a-z]{11,40}")
_NUMBER = re.compile("[fpm][1-9][0-9]{0,8}")

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
Reader = Callable[[str, Any], T]
"""Makes of a member, its key and its value, what it means; Refused, with a sentence, when it is not what it should be.
"""


class Fields:
    """One object. A member that is null is none."""

    def __init__(self, values: Any, what: str = "This line") -> None:
        if not isinstance(values, dict):
            raise Refused(f"{what} is no object.")
        self._left: dict[str, Any] = values

    def maybe(self, key: str, read: Reader[T]) -> T | None:
        """The member, if there is one."""
        value = self._left.pop(key, None)
        return None if value is None else read(key, value)

    def need(self, key: str, read: Reader[T]) -> T:
        """The member, which has to be there."""
        found = self.maybe(key, read)
        if found is None:
            raise Refused(f"“{key}” is missing.")
        return found

    def each(self, key: str, read: Reader[T]) -> tuple[T, ...]:
        """A list; none is empty."""
        values = self._left.pop(key, None)
        if not isinstance(values, list | None):
            raise Refused(f"“{key}” is no list.")
        return tuple(read(key, value) for value in values or ())

    def text(self, key: str) -> str:
        """A text; none is empty."""
        return self.maybe(key, text) or ""

    def unread(self) -> list[str]:
        """The keys nobody asked for, fit to be shown."""
        return [clean_line(key)[:40] for key in self._left]


def part(key: str, value: Any) -> Fields:
    """An object in a list."""
    return Fields(value, f"A part of “{key}”")


def text(key: str, value: Any) -> str:
    """As it is written, but for halves of letters, which nothing could write again."""
    if not isinstance(value, str):
        raise Refused(f"“{key}” is no text.")
    return value if value.isascii() else value.encode("utf-8", "ignore").decode()


def flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused(f"“{key}” is neither true nor false.")
    return value


def whole(key: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MOST:
        raise Refused(f"“{key}” is no whole number, or beyond all measure.")
    return value


def day(key: str, value: Any) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Refused(f"“{key}” is no day such as 2026-11-23.")


def partial(key: str, value: Any) -> PartialDate:
    found = _PARTIAL.fullmatch(value) if isinstance(value, str) else None
    try:
        if found:
            year = int(found[1]) if found[1] else None
            there = date(2000 if year is None else year, int(found[2]), int(found[3]))
            return PartialDate(there.month, there.day, year)
    except ValueError:
        pass
    raise Refused(f"“{key}” is no date such as 1986-12-04 or 12-04.")


def money(key: str, value: Any) -> Money:
    amount = Fields(value, f"“{key}”")
    minor, code = amount.maybe("minor", whole), amount.text("currency")
    try:
        if minor is not None and currency(code) == code:
            return Money(minor, code)
    except ValueError:
        pass
    raise Refused(f"“{key}” is no amount in minor units of a currency.")


def one_of(kind: type[E]) -> Reader[E]:
    def read(key: str, value: Any) -> E:
        try:
            return kind(value)
        except ValueError:
            raise Refused(f"“{key}” is none of {', '.join(kind)}.") from None

    return read


def contact(key: str, value: Any) -> str:
    """A contact's uid."""
    if isinstance(value, str) and value[:1] == "c" and _UID.fullmatch(value):
        return value
    raise Refused(f"“{key}” is no id of a contact.")


def interaction(key: str, value: Any) -> str:
    """An interaction's uid."""
    if isinstance(value, str) and value[:1] == "i" and _UID.fullmatch(value):
        return value
    raise Refused(f"“{key}” is no id of an interaction.")


def number(letter: str) -> Reader[int]:
    """The number in an id such as `f12`."""

    def read(key: str, value: Any) -> int:
        if isinstance(value, str) and value[:1] == letter and _NUMBER.fullmatch(value):
            return int(value[1:])
        raise Refused(f"“{key}” is no id such as {letter}12.")

    return read
