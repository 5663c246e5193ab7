"""A small grammar of date phrases and recurrences (R11).

General parsers guess: they take `12.04.` for an American and `1/1/50` for the future. Here nothing is guessed, only the
beginning of a text is looked at, and whatever cannot be a day ends in a ValueError whose message a person can read.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from bondtui.domain.contacts import PartialDate

DateOrder = Literal["dmy", "mdy"]

LONGEST_CADENCE = 3650
"""Days between check-ins, at most."""

_OUTSIDE = "That day is outside the years 1 to 9999."
_UNIT_DAYS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {"a": 1, "an": 1, "a couple": 2, "a couple of": 2, "a few": 3, "last": -1, "next": 1}
_COUNTS |= {word: number for number, word in enumerate(_NUMBERS, 1)}
_AHEAD = {"today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2}
_BEHIND = {
    **dict.fromkeys(("today", "tonight", "just now", "this morning", "this afternoon", "this evening"), 0),
    **dict.fromkeys(("yesterday", "last night"), -1),
    **dict.fromkeys(("day before yesterday", "the day before yesterday"), -2),
}

# A blank in a pattern stands for one to three; nothing repeats without a bound, so no text is slow to refuse.
_DAY = "(?P<day>[0-9]{1,2})"
_MONTH = "(?P<month>[0-9]{1,2})"
_MONTH_NAME = f"(?P<month>{'|'.join(_MONTHS)}|{'|'.join(name[:3] for name in _MONTHS)}|sept)"
_YEAR = "(?P<year>[0-9]{4})"
_ANY_YEAR = "(?P<year>[0-9]{4}|(?<=[./])[0-9]{2})"  # in `12.11. 20 came` 20 is no year
_NO_MORE = "(?![./-][0-9])"  # `12/11/5` and `12.11.2026-14` are something else
_DAY_FIRST = rf"(?:on )?(?:the )?{_DAY}(?:st|nd|rd|th|\.)? (?:of )?{_MONTH_NAME}(?:\.?,? {_YEAR})?"
_MONTH_FIRST = rf"(?:on )?{_MONTH_NAME}\.? {_DAY}(?:st|nd|rd|th)?(?:,? {_YEAR})?"
_ISO = rf"(?:on )?{_YEAR}(?P<mark>[-/.]){_MONTH}(?P=mark){_DAY}{_NO_MORE}"
_YEARLESS = (f"(?:--)?{_MONTH}-{_DAY}", "--(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_WEEKDAY = f"(?P<name>{'|'.join(_WEEKDAYS)}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_AMOUNT = (
    rf"(?P<count>[0-9]{{1,9}}|an?|a couple(?: of)?|a few|{'|'.join(_NUMBERS)})"
    "(?P<unit> (?:day|week|month|year)s?|(?<=[0-9])[dwmy])"
)


def read_day(text: str, today: date, order: DateOrder = "dmy") -> tuple[date, int] | None:
    """The day something happened, if `text` begins with a phrase for one, and the phrase's length.

    Days after today are read too, so that the caller can refuse them as plans. ValueError: there is no such day.
    """
    return (
        _read_word(text, today, _BEHIND | _AHEAD)
        or _read_amount(text, today, "(?P<count>last|next)(?P<unit> (?:week|month|year))")
        or _read_weekday(text, today, -1)
        or _read_amount(text, today, f"{_AMOUNT} ago", -1)
        or _read_amount(text, today, f"in {_AMOUNT}")
        or _read_written(text, today, order, -1)
        or _read_nth(text, today, -1)
    )


def read_when(text: str, today: date, order: DateOrder = "dmy") -> tuple[date, int] | None:
    """The same for a day ahead, today included. ValueError for a day that does not exist or is past."""
    return (
        _read_word(text, today, _AHEAD)
        or _read_amount(text, today, "(?P<count>next)(?P<unit> (?:week|month|year))")
        or _read_weekday(text, today, 1)
        or _read_amount(text, today, rf"(?:in )?{_AMOUNT}(?! ago\b)")
        or _read_written(text, today, order, 1)
        or _read_nth(text, today, 1)
    )


def parse_day(text: str, today: date, order: DateOrder = "dmy") -> date:
    """The day the whole of `text` is a phrase for, as `read_day` has it; ValueError when it is none."""
    phrase = text.strip()
    found = read_day(phrase, today, order)
    if found is None or found[1] < len(phrase):
        raise ValueError(f"{_quote(phrase)} is not a day: write it like yesterday or 12 Nov.")
    return found[0]


def parse_when(text: str, today: date, order: DateOrder = "dmy") -> date:
    """The day ahead the whole of `text`, with or without a leading `+`, is a phrase for; ValueError when it is none."""
    phrase = text.strip().removeprefix("+").lstrip()
    found = read_when(phrase, today, order)
    if found is None or found[1] < len(phrase):
        raise ValueError(f"{_quote(phrase)} is not a day ahead: write it like 2w or 12 Dec.")
    return found[0]


def parse_every(text: str) -> int:
    """A cadence in days: `30d`, `2w`, `3m` (30 days each), `1y` (365), plain days; 0 means never."""
    phrase = text.strip()
    match = re.fullmatch("([0-9]{1,9})([dwmy]?)", phrase.lower())
    if not match:
        raise ValueError(f"{_quote(phrase)} is not a cadence: write it like 30d or 2w.")
    days = int(match[1]) * _UNIT_DAYS[match[2]]
    if days > LONGEST_CADENCE:
        raise ValueError(f"A cadence is at most {LONGEST_CADENCE} days.")
    return days


def parse_partial(text: str, order: DateOrder = "dmy") -> PartialDate:
    """An important date, its year perhaps unknown; `12-04` is month and day whatever the order.

    A year of two digits is refused: nobody knows the century of a birthday.
    """
    phrase = text.strip()
    written = next(filter(None, (_match(shape, phrase) for shape in (*_YEARLESS, *_shapes(order)))), None)
    if written is None or written.end() < len(phrase):
        raise ValueError(f"{_quote(phrase)} is not a date: write it like 4 Dec or 1986-12-04.")
    digits = written.groupdict().get("year")
    if digits and len(digits) < 4:
        raise ValueError(f"Write the year in {_quote(phrase)} with four digits.")
    month, day, year = _month(written["month"]), int(written["day"]), int(digits) if digits else None
    _existing(month, day, year)
    return PartialDate(month, day, year)


def occurrence(anchor: PartialDate, year: int) -> date:
    """The day the anchor falls on in `year`; R11: 29 February falls on 28 February in common years."""
    if not 1 <= year <= 9999:
        raise ValueError(_OUTSIDE)
    if (anchor.month, anchor.day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return _existing(anchor.month, anchor.day, year)


def next_occurrence(anchor: PartialDate, today: date) -> date | None:
    """The first occurrence from today and the anchor's own year on, computed from the anchor; None after year 9999."""
    year = max(today.year, anchor.year or 1)
    found = occurrence(anchor, year)
    if found >= today:
        return found
    return occurrence(anchor, year + 1) if year < date.max.year else None


def years_on(anchor: PartialDate, day: date) -> int | None:
    """How many years it is at the occurrence `day`; None when the anchor's year is unknown."""
    return None if anchor.year is None else day.year - anchor.year


def span(days: int) -> str:
    """A number of days in the words of a kind sentence, never more than it is but for rounded months."""
    if days < 1:
        return "today"
    if days < 14:
        number, unit = days, "day"
    elif days < 120:
        number, unit = days // 7, "week"
    elif days < 730:
        number, unit = round(days / 30.44), "month"
    else:
        number, unit = days // 365, "year"
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def show(day: date, today: date) -> str:
    """A day as a screen writes it: `12 Nov`, with the year when it is not today's."""
    short = f"{day.day} {_MONTHS[day.month - 1][:3]}"
    return short if day.year == today.year else f"{short} {day.year:04}"


def _match(pattern: str, text: str) -> re.Match[str] | None:
    """The pattern's letters are ASCII, the boundary at its end is that of any script. `re` keeps what it compiled."""
    blanks = pattern.replace(" ", " {1,3}")
    return re.match(rf"(?ai:{blanks})(?![^\W_])", text)


def _read_word(text: str, today: date, words: dict[str, int]) -> tuple[date, int] | None:
    match = _match("|".join(words), text)
    return (_shift(today, words[_folded(match[0])], "d"), match.end()) if match else None


def _read_amount(text: str, today: date, pattern: str, sign: int = 1) -> tuple[date, int] | None:
    match = _match(pattern, text)
    if not match:
        return None
    count, unit = _folded(match["count"]), _folded(match["unit"])
    number = int(count) if count.isdigit() else _COUNTS[count]
    return _shift(today, sign * number, unit[0]), match.end()


def _read_weekday(text: str, today: date, sign: int) -> tuple[date, int] | None:
    """One to seven days away, never today itself. Looking back, `sat` and `sun` alone are words."""
    match = _match(f"(?:(?P<how>on last|on next|on|last|next) )?{_WEEKDAY}", text)
    if not match:
        return None
    how, name = _folded(match["how"] or ""), match["name"].lower()
    if (sign > 0 and "last" in how) or (sign < 0 and not how and name not in _WEEKDAYS):
        return None
    number = next(index for index, weekday in enumerate(_WEEKDAYS) if weekday[:3] == name[:3])
    sign = 1 if "next" in how else sign
    return _shift(today, sign * ((sign * (number - today.weekday()) - 1) % 7 + 1), "d"), match.end()


def _read_written(text: str, today: date, order: DateOrder, sign: int) -> tuple[date, int] | None:
    match = next(filter(None, (_match(shape, text) for shape in _shapes(order))), None)
    if not match:
        return None
    month, day, year = _month(match["month"]), int(match["day"]), match["year"]
    if year is None:
        if "/" in match[0] and _date(2000, month, day) is None:
            return None  # a fraction: 50/50
        _existing(month, day, None)
        # Around 1900 and 2100 one 29 February is eight years from the next.
        candidates = (_date(today.year + sign * years, month, day) for years in range(9))
        return _first(candidates, today, sign), match.end()
    found = _existing(month, day, int(year) if len(year) == 4 else _full_year(int(year), month, day, today))
    if sign > 0 and found < today:
        raise ValueError(f"{_spell(month, day, found.year)} is past.")
    return found, match.end()


def _read_nth(text: str, today: date, sign: int) -> tuple[date, int] | None:
    match = _match(f"on the {_DAY}(?:st|nd|rd|th)", text)
    if not match:
        return None
    day = int(match["day"])
    if not 1 <= day <= 31:
        raise ValueError(f"There is no day {day} in any month.")
    # No two months running lack a 31st, and this month's may lie on the other side of today.
    months = (divmod(today.year * 12 + today.month - 1 + sign * distance, 12) for distance in range(3))
    return _first((_date(year, month + 1, day) for year, month in months), today, sign), match.end()


def _first(candidates: Iterable[date | None], today: date, sign: int) -> date:
    """The first that is today or on the side of today that `sign` says."""
    for found in candidates:
        if found and sign * (found - today).days >= 0:
            return found
    raise ValueError(_OUTSIDE)


def _shapes(order: DateOrder) -> tuple[str, ...]:
    """The ways a calendar day is written; no text fits two of them."""
    first, second = (_DAY, _MONTH) if order == "dmy" else (_MONTH, _DAY)
    dotted = rf"(?:on )?{first}\.(?: )?{second}\.(?:(?: )?{_ANY_YEAR})?{_NO_MORE}"
    slashed = f"(?:on )?{first}/{second}(?:/{_ANY_YEAR})?{_NO_MORE}"
    return _DAY_FIRST, _MONTH_FIRST, _ISO, dotted, slashed


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(number for number, name in enumerate(_MONTHS, 1) if name[:3].lower() == text[:3].lower())


def _full_year(year: int, month: int, day: int, today: date) -> int:
    """Two digits are of this century up to twenty years from today, else of the last."""
    return year + (1900 if (2000 + year, month, day) > (today.year + 20, today.month, today.day) else 2000)


def _shift(day: date, count: int, unit: str) -> date:
    """`day` moved by `d`, `w`, `m` or `y`; the end of a shorter month clips it."""
    try:
        if unit in "dw":
            return day + timedelta(days=count * _UNIT_DAYS[unit])
        from dateutil.relativedelta import relativedelta

        return day + relativedelta(months=count * (12 if unit == "y" else 1))
    except (OverflowError, ValueError):
        raise ValueError(_OUTSIDE) from None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _existing(month: int, day: int, year: int | None) -> date:
    """The day, in a leap year when no year is said; ValueError names the day that is in no calendar."""
    found = _date(2000 if year is None else year, month, day)
    if found is None:
        raise ValueError(f"There is no {_spell(month, day, year)}.")
    return found


def _spell(month: int, day: int, year: int | None) -> str:
    if not 1 <= month <= 12:
        return f"month {month}"
    return f"{day} {_MONTHS[month - 1]}" + ("" if year is None else f" {year:04}")


def _folded(words: str) -> str:
    return " ".join(words.lower().split())


def _quote(text: str) -> str:
    """At most 40 characters of `text` in quotes; what would move a cursor is escaped."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
