"""Dates in the cells of a table, in the many ways programs write them.

Whether the day or the month stands first is said by the whole file, not by one cell.
"""

import re
from collections.abc import Iterable
from datetime import date

from bondtui.domain.contacts import PartialDate
from bondtui.domain.dates import DateOrder, parse_partial

_TIME = "(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][Mm])?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}|-)([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.]) ?([0-9]{{1,2}})(?:\2 ?([0-9]{{4}}|[0-9]{{2}})?)?{_TIME}")

_NO_YEAR = (0, 1604)
"""Years that stand for none in programs that cannot leave it out."""

_NEVER = 4501
"""Outlook's year for no date at all."""


def told_order(texts: Iterable[str]) -> DateOrder | None:
    """The order that one of the dates gives away: in 13/2 the day stands first. Looks no further than that one."""
    for text in texts:
        if (match := _YEAR_LAST.fullmatch(text.strip())) and (order := _forced(int(match[1]), int(match[3]))):
            return order
    return None


class Days:
    """Reads the dates of one file."""

    def __init__(self, told: DateOrder | None = None, slashed: DateOrder = "dmy") -> None:
        """`told` holds for all; without it the day stands first, but as `slashed` says where slashes divide."""
        self._told = told
        self._slashed = slashed

    def read(self, text: str) -> tuple[PartialDate | None, bool]:
        """The date, and whether it is all the text says: of a year of two digits nobody knows the century.

        No date and True: a program's way to say none. ValueError: there is no such day.
        """
        if match := _YEAR_FIRST.fullmatch(text):
            return _dated(0 if match[1] == "-" else int(match[1]), int(match[3]), int(match[4])), True
        if (match := _YEAR_LAST.fullmatch(text)) and (match[4] or match[2] != "-"):
            first, second, year = int(match[1]), int(match[3]), match[4] or ""
            order = _forced(first, second) or self._told or (self._slashed if match[2] == "/" else "dmy")
            day, month = (first, second) if order == "dmy" else (second, first)
            found = _dated(int(year) if len(year) == 4 else 0, month, day)
            return found, found is None or len(year) != 2
        try:
            return parse_partial(text), True
        except ValueError:
            return None, False


def _dated(year: int, month: int, day: int) -> PartialDate | None:
    if month == day == 0 or year == _NEVER:
        return None
    known = year not in _NO_YEAR
    try:
        date(year if known else 2000, month, day)
    except ValueError:
        raise ValueError("There is no such day.") from None
    return PartialDate(month, day, year if known else None)


def _forced(first: int, second: int) -> DateOrder | None:
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None
