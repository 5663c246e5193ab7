"""The members of a JSON object, each taken once and held to what it may be: a file may say anything."""

import re
from collections.abc import Iterator
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


class Fields:
    """One object. Every reader raises Refused, with a sentence, when the member is not what it should be."""

    def __init__(self, values: Any, what: str = "This line") -> None:
        if not isinstance(values, dict):
            raise Refused(f"{what} is no object.")
        self._left: dict[str, Any] = values

    def unread(self) -> list[str]:
        """The keys nobody asked for, fit to be shown."""
        return [clean_line(key)[:40] for key in self._left]

    def text(self, key: str) -> str:
        """As it is written, but for halves of letters, which nothing could write again."""
        value = self._left.pop(key, None)
        return "" if value is None else self._text(key, value)

    def maybe_text(self, key: str) -> str | None:
        value = self._left.pop(key, None)
        return None if value is None else self._text(key, value)

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._text(key, each) for each in self._list(key))

    def flag(self, key: str, default: bool) -> bool:
        value = self._left.pop(key, None)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        raise Refused(f"“{key}” is neither true nor false.")

    def whole(self, key: str) -> int | None:
        value = self._left.pop(key, None)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST):
            return value
        raise Refused(f"“{key}” is no whole number, or beyond all measure.")

    def day(self, key: str) -> date:
        found = self.maybe_day(key)
        if found is None:
            raise Refused(f"“{key}” is missing.")
        return found

    def maybe_day(self, key: str) -> date | None:
        value = self._left.pop(key, None)
        if value is None:
            return None
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise Refused(f"“{key}” is no day such as 2026-11-23.")

    def partial(self, key: str) -> PartialDate:
        value = self._left.pop(key, None)
        found = _PARTIAL.fullmatch(value) if isinstance(value, str) else None
        try:
            if found:
                day = PartialDate(int(found[2]), int(found[3]), int(found[1]) if found[1] else None)
                date(2000 if day.year is None else day.year, day.month, day.day)
                return day
        except ValueError:
            pass
        raise Refused(f"“{key}” is no date such as 1986-12-04 or 12-04.")

    def one_of(self, key: str, kind: type[E]) -> E:
        found = self.maybe_one_of(key, kind)
        if found is None:
            raise Refused(f"“{key}” is missing.")
        return found

    def maybe_one_of(self, key: str, kind: type[E]) -> E | None:
        value = self._left.pop(key, None)
        return None if value is None else _one_of(key, kind, value)

    def every(self, key: str, kind: type[E]) -> tuple[E, ...]:
        return tuple(_one_of(key, kind, each) for each in self._list(key))

    def uid(self, key: str, letter: str) -> str:
        found = self.maybe_uid(key, letter)
        if found is None:
            raise Refused(f"“{key}” is missing.")
        return found

    def maybe_uid(self, key: str, letter: str) -> str | None:
        value = self._left.pop(key, None)
        return None if value is None else _uid(key, letter, value)

    def uids(self, key: str, letter: str) -> tuple[str, ...]:
        return tuple(_uid(key, letter, each) for each in self._list(key))

    def number(self, key: str, letter: str) -> int:
        found = self.maybe_number(key, letter)
        if found is None:
            raise Refused(f"“{key}” is missing.")
        return found

    def maybe_number(self, key: str, letter: str) -> int | None:
        """The number in an id such as `f12`."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        if isinstance(value, str) and value.startswith(letter) and _NUMBER.fullmatch(value):
            return int(value[1:])
        raise Refused(f"“{key}” is no id such as {letter}12.")

    def money(self, key: str) -> Money:
        found = self.maybe_money(key)
        if found is None:
            raise Refused(f"“{key}” is missing.")
        return found

    def maybe_money(self, key: str) -> Money | None:
        value = self._left.pop(key, None)
        if value is None:
            return None
        amount = Fields(value, f"“{key}”")
        minor, code = amount.whole("minor"), amount.text("currency")
        try:
            if minor is not None and currency(code) == code:
                return Money(minor, code)
        except ValueError:
            pass
        raise Refused(f"“{key}” is no amount in minor units of a currency.")

    def parts(self, key: str) -> "Iterator[Fields]":
        """The objects of a list."""
        return (Fields(each, f"A part of “{key}”") for each in self._list(key))

    def _list(self, key: str) -> list[Any]:
        value = self._left.pop(key, None)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        raise Refused(f"“{key}” is no list.")

    @staticmethod
    def _text(key: str, value: Any) -> str:
        if not isinstance(value, str):
            raise Refused(f"“{key}” is no text.")
        return value if value.isascii() else value.encode("utf-8", "ignore").decode()


def _one_of(key: str, kind: type[E], value: Any) -> E:
    try:
        return kind(value)
    except ValueError:
        raise Refused(f"“{key}” is none of {', '.join(kind)}.") from None


def _uid(key: str, letter: str, value: Any) -> str:
    if isinstance(value, str) and value.startswith(letter) and _UID.fullmatch(value):
        return value
    raise Refused(f"“{key}” is no id of {'a contact' if letter == 'c' else 'an interaction'}.")
