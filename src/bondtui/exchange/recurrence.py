"""On which days a series fell (the RRULE of RFC 5545, DAILY to YEARLY), in time bounded by the days asked for.

Going from date to date runs for ever on a 30 February or an INTERVAL of 0; here each day is asked whether it belongs.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

EARLIEST = 1900
"""A series that began before this year is a mistake."""

COUNTED = 40
"""Years for which the days of a COUNT are counted one by one where they cannot be calculated."""

_WEEKDAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_WEEKDAY = re.compile(f"([+-]?[0-9]{{1,2}})?({'|'.join(_WEEKDAYS)})")
_NUMBER = re.compile("[+-]?[0-9]{1,18}")
_OF_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", *_OF_A_DAY}
_KNOWN |= {"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY", "BYSETPOS"}
_LAST_DAY = date.max.toordinal() - 6  # so that the whole week of each day exists


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE as far as days go. A weekday is (which one in its month or year, or 0 for each; 0 for Monday to 6)."""

    freq: str
    interval: int
    count: int | None
    until: str
    week_start: int
    months: frozenset[int]
    month_days: frozenset[int]
    year_days: frozenset[int]
    weeks: frozenset[int]
    weekdays: frozenset[tuple[int, int]]
    positions: frozenset[int]


def read_rule(text: str) -> Rule:
    """ValueError, to be read by a person, when the rule is damaged, repeats within a day, or has an unknown part."""
    parts = dict(_part(part) for part in "".join(text.upper().split()).split(";") if part)
    freq, count, within = parts.get("FREQ", ""), _numbers(parts, "COUNT"), [parts.get(name, "") for name in _OF_A_DAY]
    if freq not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise ValueError(f"A series that repeats “{freq[:20]}” is not read.")
    if any("," in times for times in within) and (count or "BYSETPOS" in parts):
        raise ValueError("A series of several times a day is not counted.")
    interval = _numbers(parts, "INTERVAL") or {1}
    if min(interval) < 1 or len(interval) > 1 or (count and (min(count) < 1 or len(count) > 1)):
        raise ValueError("A series needs one INTERVAL and one COUNT of at least 1.")
    weekdays = frozenset(_weekday(each) for each in parts.get("BYDAY", "").split(",") if each)
    if freq in ("DAILY", "WEEKLY"):
        weekdays = frozenset((0, weekday) for _, weekday in weekdays)
    return Rule(
        freq, min(interval), min(count, default=None), parts.get("UNTIL", ""), _weekday(parts.get("WKST", "MO"))[1],
        _numbers(parts, "BYMONTH"), _numbers(parts, "BYMONTHDAY"), _numbers(parts, "BYYEARDAY"),
        _numbers(parts, "BYWEEKNO"), weekdays, _numbers(parts, "BYSETPOS"),
    )  # fmt: skip


def _part(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    if name not in _KNOWN:
        raise ValueError(f"“{part[:20]}” in a rule of a series is not known.")
    return name, value


def _numbers(parts: dict[str, str], name: str) -> frozenset[int]:
    words = [word for word in parts.get(name, "").split(",") if word]
    if not all(map(_NUMBER.fullmatch, words)):
        raise ValueError(f"“{name}={parts[name][:20]}” in a rule of a series is not a number.")
    return frozenset(map(int, words))


def _weekday(text: str) -> tuple[int, int]:
    match = _WEEKDAY.fullmatch(text)
    if not match:
        raise ValueError(f"“{text[:20]}” in a rule of a series is not a weekday.")
    return int(match[1] or 0), _WEEKDAYS[match[2]]


@lru_cache(maxsize=1024)
def days(rule: Rule, begins: date, first: date, last: date) -> tuple[date, ...]:
    """The days of the series from `first` to `last`, in order. UNTIL is for the caller, who knows the zones.

    ValueError, to be read by a person, when it began so long ago that this would take long.
    """
    if begins.year < EARLIEST:
        raise ValueError(f"A series that began before {EARLIEST} is not read.")
    return tuple(_walked(_completed(rule, begins), begins, first, last))


def _walked(rule: Rule, begins: date, first: date, last: date) -> Iterator[date]:
    left, end = rule.count, last.toordinal()
    counted = _last_counted(rule, begins)
    if counted:
        left, end = None, min(end, counted)
    elif left and first.year - begins.year > COUNTED:
        raise ValueError(f"A series whose days have to be counted for more than {COUNTED} years is not read.")
    for period in _periods(rule, begins, begins if left else first, end):
        for day in _chosen(rule, period):
            if left == 0 or day.toordinal() > end:
                return
            if day < begins:
                continue
            if left:
                left -= 1
            if day >= first:
                yield day


def _completed(rule: Rule, begins: date) -> Rule:
    """What a rule leaves open is as on its first day."""
    if rule.weeks and not (rule.weekdays or rule.month_days or rule.year_days):
        return replace(rule, weekdays=frozenset({(0, begins.weekday())}))
    if rule.weeks or rule.weekdays or rule.month_days or rule.year_days or rule.freq == "DAILY":
        return rule
    if rule.freq == "WEEKLY":
        return replace(rule, weekdays=frozenset({(0, begins.weekday())}))
    months = frozenset({begins.month}) if rule.freq == "YEARLY" and not rule.months else rule.months
    return replace(rule, months=months, month_days=frozenset({begins.day}))


def _last_counted(rule: Rule, begins: date) -> int | None:
    """The ordinal of the last of COUNT days where each period has as many; None where they must be counted."""
    if rule.count is None or rule.year_days or rule.weeks or rule.positions:
        return None
    steps = (rule.count - 1) * rule.interval
    if rule.freq in ("MONTHLY", "YEARLY"):
        months = {begins.month} if rule.freq == "YEARLY" else set()
        if rule.weekdays or rule.months != months or rule.month_days != {begins.day} or begins.day > 28:
            return None
        return _first_of(_month(begins) + steps * (12 if months else 1)) + begins.day - 1
    if rule.months or rule.month_days:
        return None
    if rule.freq == "WEEKLY":
        return _last_counted_week(rule, begins, rule.count)
    return None if rule.weekdays else begins.toordinal() + steps


def _last_counted_week(rule: Rule, begins: date, count: int) -> int:
    since = (begins.weekday() - rule.week_start) % 7
    offsets = sorted((weekday - rule.week_start) % 7 for _, weekday in rule.weekdays)
    before = sum(offset < since for offset in offsets)
    week, place = divmod(before + count - 1, len(offsets))
    return begins.toordinal() - since + 7 * rule.interval * week + offsets[place]


def _periods(rule: Rule, begins: date, since: date, end: int) -> Iterator[range]:
    """Ordinals of the days of each day, week, month or year the rule looks at, from the one with `since` on."""
    if rule.freq in ("DAILY", "WEEKLY"):
        length = 7 if rule.freq == "WEEKLY" else 1
        start = begins.toordinal() - (begins.weekday() - rule.week_start) % length
        step = length * rule.interval
        for first in range(_aligned(start, step, since.toordinal()), end + 1, step):
            yield range(first, min(first + length, _LAST_DAY + 1))
        return
    length = 12 if rule.freq == "YEARLY" else 1
    start = begins.year * 12 + (begins.month - 1) // length * length
    step = length * rule.interval
    limit = date.fromordinal(end)
    for month in range(_aligned(start, step, _month(since)), _month(limit) + 1, step):
        yield range(_first_of(month), _first_of(month + length))


def _aligned(start: int, step: int, since: int) -> int:
    return start + max(0, since - start) // step * step


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(month: int) -> int:
    year, index = divmod(month, 12)
    return _LAST_DAY + 1 if year > date.max.year else date(year, index + 1, 1).toordinal()


def _chosen(rule: Rule, period: range) -> list[date]:
    found = [day for ordinal in period if _belongs(rule, day := date.fromordinal(ordinal))]
    if not rule.positions:
        return found
    places = rule.positions | {len(found) + 1 + position for position in rule.positions if position < 0}
    return [day for place, day in enumerate(found, 1) if place in places]


def _belongs(rule: Rule, day: date) -> bool:
    """Whether every BY… part the rule has lets the day through; one below zero counts from the end."""
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and day.day not in rule.month_days and not _is_nth_last(rule, day):
        return False
    if rule.year_days and not {_day_of_year(day), _day_of_year(day) - _days_in(day.year) - 1} & rule.year_days:
        return False
    if rule.weeks and not _weeks(day, rule.week_start) & rule.weeks:
        return False
    return not rule.weekdays or (0, day.weekday()) in rule.weekdays or _is_nth(rule, day)


def _is_nth_last(rule: Rule, day: date) -> bool:
    return min(rule.month_days) < 0 and day.day - monthrange(day.year, day.month)[1] - 1 in rule.month_days


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday


def _days_in(year: int) -> int:
    return 366 if isleap(year) else 365


def _weeks(day: date, week_start: int) -> set[int]:
    """The number of its week from the year's beginning and from its end: a week is of the year that has most of it."""
    middle = day + timedelta(days=3 - (day.weekday() - week_start) % 7)
    number = (_day_of_year(middle) - 1) // 7 + 1
    after = (_days_in(middle.year) - _day_of_year(middle)) // 7
    return {number, -after - 1}


def _is_nth(rule: Rule, day: date) -> bool:
    """Whether BYDAY names it by its place in its month or year, as `2MO` or `-3MO`."""
    if all(weekday != day.weekday() for _, weekday in rule.weekdays):
        return False
    if rule.freq == "MONTHLY" or rule.months:
        place, length = day.day, monthrange(day.year, day.month)[1]
    else:
        place, length = _day_of_year(day), _days_in(day.year)
    nth = {(place - 1) // 7 + 1, -((length - place) // 7) - 1}
    return any((each, day.weekday()) in rule.weekdays for each in nth)
