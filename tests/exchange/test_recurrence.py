"""Series: the days of a rule are those another library finds date by date, and no rule takes long."""

from datetime import date, datetime, time
from time import process_time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from bondtui.exchange.recurrence import days, read_rule

FIRST, LAST = date(2025, 10, 19), date(2026, 11, 23)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def found(rule: str, begins: date, first: date = FIRST, last: date = LAST) -> list[date]:
    return list(days(read_rule(rule), begins, first, last))


def listed(values: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=most, unique=True).map(lambda each: ",".join(map(str, each)))


def maybe(draw: st.DrawFn, name: str, values: st.SearchStrategy[object], most: int = 3) -> str:
    return f";{name}={draw(listed(values, most))}" if draw(st.booleans()) else ""


MONTHS = st.integers(1, 12)
MONTH_DAYS = st.integers(1, 28) | st.integers(-28, -1)
NTH = st.sampled_from([1, 2, 3, 4, -1, -2, -3, -4])


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules both libraries understand alike, and that come true often enough for one to find it out."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    each, nth = (
        st.sampled_from(WEEKDAYS),
        st.tuples(NTH, st.sampled_from(WEEKDAYS)).map(lambda day: f"{day[0]}{day[1]}"),
    )
    rule = f"FREQ={freq};INTERVAL={draw(st.sampled_from([1, 2, 3, 5]))}"
    if freq == "DAILY":
        rule += maybe(draw, "BYDAY", each) + maybe(draw, "BYMONTH", MONTHS)
    elif freq == "WEEKLY":
        rule += maybe(draw, "BYDAY", each, 7) + maybe(draw, "WKST", each, 1)
    elif freq == "MONTHLY":
        by_weekday = maybe(draw, "BYDAY", draw(st.sampled_from([each, nth])))
        rule += by_weekday or maybe(draw, "BYMONTHDAY", MONTH_DAYS)
        rule += maybe(draw, "BYSETPOS", NTH, 2) if by_weekday else ""
    else:
        year_days = st.integers(1, 365) | st.integers(-365, -1)
        parts = [
            maybe(draw, "BYMONTH", MONTHS) + maybe(draw, "BYMONTHDAY", MONTH_DAYS),
            maybe(draw, "BYMONTH", MONTHS) + maybe(draw, "BYDAY", draw(st.sampled_from([each, nth]))),
            maybe(draw, "BYYEARDAY", year_days),
            f";BYWEEKNO={draw(listed(st.integers(2, 51) | st.integers(-51, -2)))};BYDAY={draw(listed(each))}",
        ]
        rule += draw(st.sampled_from(parts))
    return rule + draw(st.just("") | st.integers(1, 60).map(lambda count: f";COUNT={count}"))


@given(rules(), st.dates(date(2014, 1, 1), LAST))
def test_the_days_of_a_rule_are_those_dateutil_finds(rule: str, begins: date) -> None:
    every = rrulestr(rule, dtstart=datetime.combine(begins, time()))
    expected = every.between(datetime.combine(FIRST, time()), datetime.combine(LAST, time()), inc=True)
    assert found(rule, begins) == [each.date() for each in expected]


@pytest.mark.parametrize(
    ("rule", "begins", "expected"),
    [
        ("FREQ=YEARLY", (2024, 2, 29), []),
        ("FREQ=YEARLY", (1960, 12, 4), ["2025-12-04"]),
        ("FREQ=MONTHLY", (2026, 5, 31), ["2026-05-31", "2026-07-31", "2026-08-31", "2026-10-31"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", (2026, 9, 25), ["2026-09-25", "2026-10-30"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", (2026, 9, 30), ["2026-09-30", "2026-10-30"]),
        (
            "FREQ=WEEKLY;BYDAY=MO,1TU",
            (2026, 11, 9),
            ["2026-11-09", "2026-11-10", "2026-11-16", "2026-11-17", "2026-11-23"],
        ),
        ("FREQ=YEARLY;BYWEEKNO=1", (2025, 12, 31), ["2025-12-31"]),
        ("FREQ=DAILY;BYHOUR=9,15;INTERVAL=5", (2026, 11, 12), ["2026-11-12", "2026-11-17", "2026-11-22"]),
        ("freq=weekly; interval=2;count=2;", (2026, 11, 2), ["2026-11-02", "2026-11-16"]),
        ("FREQ=WEEKLY;COUNT=3", (2020, 1, 6), []),
        ("FREQ=DAILY;COUNT=1000000000;INTERVAL=1000000000", (2026, 11, 2), ["2026-11-02"]),
        ("FREQ=MONTHLY;INTERVAL=6;COUNT=10000", (1901, 11, 14), ["2025-11-14", "2026-05-14", "2026-11-14"]),
        ("FREQ=MONTHLY;INTERVAL=6;COUNT=250", (1901, 11, 14), ["2025-11-14", "2026-05-14"]),
        ("FREQ=YEARLY;INTERVAL=5;COUNT=25", (1906, 11, 14), ["2026-11-14"]),
        ("FREQ=DAILY", (2026, 12, 9), []),
    ],
)
def test_a_rule_falls_on(rule: str, begins: tuple[int, int, int], expected: list[str]) -> None:
    assert [str(day) for day in found(rule, date(*begins))] == expected


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=5", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=1,2", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=many", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=1.5", "FREQ=YEARLY;BYEASTER=1", "FREQ=YEARLY;RSCALE=CHINESE", "FREQ",
        "FREQ=DAILY;BYHOUR=9,15;COUNT=4", f"FREQ=DAILY;INTERVAL={'9' * 5000}",
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_followed_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_rule(rule)


def test_a_series_that_would_take_long_to_count_is_refused() -> None:
    with pytest.raises(ValueError, match="before 1900"):
        found("FREQ=DAILY", date(1, 1, 1))
    with pytest.raises(ValueError, match="more than 40 years"):
        found("FREQ=MONTHLY;BYDAY=1MO;COUNT=999", date(1980, 1, 7))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=1000000000",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=366,-366;COUNT=1000000000",
        "FREQ=YEARLY;BYMONTHDAY=" + ",".join(map(str, range(1, 32))) + ";BYSETPOS=1,2,3,-1;COUNT=1000000000",
        "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=5",
    ],
)
def test_no_rule_takes_long(rule: str) -> None:
    began = process_time()
    found(rule, date(1987, 1, 1))
    assert process_time() - began < 0.5


@pytest.mark.parametrize("freq", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY;BYWEEKNO=51"])
def test_the_last_year_there_is_has_its_days(freq: str) -> None:
    assert found(f"FREQ={freq}", date(9999, 12, 20), date(9999, 1, 1), date(9999, 12, 31))[0] >= date(9999, 12, 20)
