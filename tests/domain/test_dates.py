"""Date phrases, days ahead, cadences and important dates (R11), on a Monday that never moves."""

import re
import subprocess
import sys
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bondtui.domain.contacts import PartialDate
from bondtui.domain.dates import (
    DateOrder,
    next_occurrence,
    occurrence,
    parse_day,
    parse_every,
    parse_partial,
    parse_when,
    read_day,
    read_when,
    show,
    span,
    years_on,
)

TODAY = date(2026, 11, 23)
OUTSIDE = "That day is outside the years 1 to 9999."


def day(text: str) -> date:
    return date.fromisoformat(text)


def table(phrases: dict[str, str]) -> list[tuple[str, str]]:
    """Each phrase with its day or its refusal; `phrases` has them the other way round, parted by semicolons."""
    return [(text, expected) for expected, texts in phrases.items() for text in texts.split("; ")]


def outcome(call: Callable[..., object], *arguments: object) -> object:
    """What the call returns; None where it refuses in a sentence. Nothing but a ValueError may come out."""
    try:
        return call(*arguments)
    except ValueError as refusal:
        sentence = str(refusal)
    assert sentence.endswith(".")
    return None


PAST_PHRASES = table(
    {
        "2026-11-23": (
            "today; Today; this morning; this afternoon; this evening; tonight; just now; 0 days ago; "
            "23 Nov; on the 23rd"
        ),
        "2026-11-22": "yesterday; YESTERDAY; last night; 1 day ago; a day ago; an day ago; sunday; last sun; 22nd Nov",
        "2026-11-21": "day before yesterday; the day before yesterday; a couple of days ago; on sat",
        "2026-11-20": (
            "3 days ago; 3  days  ago; a few days ago; 3d ago; last friday; last fri; on friday; On Fri; "
            "friday; on last friday"
        ),
        "2026-11-09": "two weeks ago; a couple weeks ago; 2w ago",
        "2026-08-31": "Twelve Weeks Ago",
        "2026-10-23": "a month ago; last month",
        "2025-12-23": "eleven months ago",
        "2025-11-23": "one year ago; last year",
        "2026-02-23": "9m ago",
        "2024-11-23": "2y ago",
        "2026-11-16": "last week; monday; on monday; last monday; on last monday",
        "2026-11-17": "tuesday; on tue; on tues",
        "2026-11-18": "on wed",
        "2026-11-19": "last thu; last thur; last thurs",
        "2026-11-12": (
            "12 Nov; on 12 Nov; 12th nov; 12. November; 12 November 2026; 12th of November; "
            "on the 12th of November; Nov 12; Nov. 12; on Nov 12; on the 12th; 2026-11-12; on 2026-11-12; "
            "2026/11/12; 2026.11.12; 12.11.; 12. 11.; 12/11"
        ),
        "2026-11-01": "1st Nov",
        "2026-11-03": "3rd Nov",
        "2025-11-12": (
            "12 Nov 2025; 12 Nov, 2025; 12 Nov. 2025; November 12th, 2025; Nov 12 2025; 12.11.2025; "
            "12. 11. 2025; 12.11.25; 12/11/2025; 12/11/25"
        ),
        "2024-11-12": "on the 12th of November 2024",
        "2025-11-24": "24 Nov",
        "2026-09-03": "3 sept",
        "2026-05-03": "May 3; 3 may",
        "2026-10-24": "on the 24th",
        "2026-10-31": "on the 31st",
        "2026-01-05": "2026-1-5",
        "2026-10-05": "5/10",
        "2046-11-23": "23/11/46",
        "1946-11-24": "24/11/46",
        "1999-01-01": "01.01.99",
        "2024-02-29": "29 Feb; 29/2",
        "0001-01-01": "0001-01-01",
        "9999-12-31": "31.12.9999",
    }
)


@pytest.mark.parametrize(("text", "expected"), PAST_PHRASES)
def test_a_phrase_is_the_day_something_happened(text: str, expected: str) -> None:
    assert read_day(text, TODAY) == (day(expected), len(text))


@pytest.mark.parametrize(("text", "_"), PAST_PHRASES)
def test_a_phrase_ends_where_the_sentence_goes_on(text: str, _: str) -> None:
    alone = read_day(text, TODAY)
    assert read_day(f"{text}: she sold out", TODAY) == alone
    assert read_day(f"{text} 1 call", TODAY) == alone
    glued = read_day(f"{text}é", TODAY)
    assert glued is None or glued[1] < len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    table(
        {
            "2026-11-24": "tomorrow; 24 Nov 2026",
            "2026-11-25": "the day after tomorrow; day after tomorrow",
            "2026-11-26": "in 3 days",
            "2026-11-27": "next friday; next fri; on next friday",
            "2026-11-30": "next monday; next week; in a week",
            "2026-12-07": "in 2w",
            "2026-12-23": "next month",
            "2027-01-01": "2027-01-01",
            "2027-01-23": "in two months",
            "2027-11-23": "next year",
        }
    ),
)
def test_a_plan_is_read_as_a_day_after_today(text: str, expected: str) -> None:
    assert read_day(text, TODAY) == (day(expected), len(text))


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("yesterday evening with Anna", "yesterday"),
        ("yesterday's lunch", "yesterday"),
        ("12.11. lunch", "12.11."),
        ("12.11.2026.", "12.11.2026"),
        ("12.11. 20 people", "12.11."),
        ("12.11. 2026", "12.11. 2026"),
        ("12 Nov. lunch", "12 Nov"),
        ("12 Nov 20 people", "12 Nov"),
        ("12 Nov, 20 people", "12 Nov"),
        ("12 Nov 20265", "12 Nov"),
        ("on the 12th floor", "on the 12th"),
        ("12/11, lunch", "12/11"),
        ("last week Anna called", "last week"),
    ],
)
def test_the_longest_phrase_is_taken_and_no_more(text: str, taken: str) -> None:
    found = read_day(text, TODAY)
    assert found is not None
    assert text[: found[1]] == taken


@pytest.mark.parametrize(
    "text",
    [
        *("", " today", "todays", "today1", "todaý", "may", "May will call", "mon", "sat with Anna", "sun", "wed"),
        *("3 days", "3 day", "a week", "2w", "ago", "last", "on", "next", "12", "12.11", "12.11 EUR", "12.50"),
        *("12.11.5", "12.11.205", "12.11.Anna", "12/11/5", "12/11/2026/3", "12/11-14", "50/50", "0/5", "11/23"),
        *("100 Dec", "12Nov", "Nov 2026", "Nov", "the 12th", "on the 12", "20261112", "2026-11/12"),
        *("2026-11-12T10:00", "٣ days ago", "１２.１１.", "yeſterday", "1234567890 days ago", "aw ago"),
        *("a  \n day ago", "\ud800", "ayer"),
    ],
)
def test_what_is_no_date_phrase_is_left_alone(text: str) -> None:
    assert read_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "message"),
    table(
        {
            "There is no 31 November.": "31 Nov; Nov 31",
            "There is no 99 December.": "99 Dec",
            "There is no 0 December.": "0 Dec",
            "There is no 30 February.": "30.02.",
            "There is no 30 February 2026.": "30 Feb 2026; 2026-02-30",
            "There is no 29 February 2025.": "29 Feb 2025",
            "There is no month 13.": "2026-13-01",
            "There is no month 23.": "11/23/2026; 11.23.26",
            "There is no day 32 in any month.": "on the 32nd",
            "There is no day 0 in any month.": "on the 0th",
            "There is no 12 November 0000.": "12 Nov 0000",
            OUTSIDE: "2027 years ago; 999999999 days ago; 999999999 weeks ago; in 999999999 years",
        }
    ),
)
def test_a_day_in_no_calendar_is_refused_in_a_sentence(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("11/12", "dmy", "2025-12-11"),
        ("11/12", "mdy", "2026-11-12"),
        ("11.12.", "dmy", "2025-12-11"),
        ("11.12.", "mdy", "2026-11-12"),
        ("11/12/2026", "mdy", "2026-11-12"),
        ("11.12.26", "mdy", "2026-11-12"),
        ("11/23", "mdy", "2026-11-23"),
        ("2026/11/12", "mdy", "2026-11-12"),
        ("12 Nov", "mdy", "2026-11-12"),
    ],
)
def test_numbers_follow_the_order_of_the_settings(text: str, order: DateOrder, expected: str) -> None:
    assert read_day(text, TODAY, order) == (day(expected), len(text))


def test_the_order_is_kept_even_where_only_the_other_makes_a_day() -> None:
    with pytest.raises(ValueError, match=r"^There is no month 23\.$"):
        read_day("23/11/2026", TODAY, "mdy")
    assert read_day("23/11", TODAY, "mdy") is None


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("a month ago", "2026-03-31", "2026-02-28"),
        ("last month", "2026-07-31", "2026-06-30"),
        ("last year", "2024-02-29", "2023-02-28"),
        ("29 Feb", "2024-02-28", "2020-02-29"),
        ("29 Feb", "2024-02-29", "2024-02-29"),
        ("29 Feb", "1904-02-28", "1896-02-29"),
        ("on the 31st", "2026-07-30", "2026-05-31"),
        ("on the 31st", "2026-03-30", "2026-01-31"),
        ("on the 30th", "2026-03-29", "2026-01-30"),
        ("on the 1st", "2026-01-01", "2026-01-01"),
        ("on the 2nd", "2026-01-01", "2025-12-02"),
        ("31 Dec", "2026-01-01", "2025-12-31"),
        ("on friday", "2026-11-27", "2026-11-20"),
    ],
)
def test_looking_back_stays_on_real_days(text: str, today: str, expected: str) -> None:
    assert read_day(text, day(today)) == (day(expected), len(text))


AHEAD_PHRASES = table(
    {
        "2026-11-23": "today; 0d; 23 Nov; 2026-11-23",
        "2026-11-24": "tomorrow; tues",
        "2026-11-25": "the day after tomorrow; in a couple of days",
        "2026-11-26": "3d; thu",
        "2026-11-27": "fri; Friday; next friday; on friday; on next fri",
        "2026-11-29": "sun",
        "2026-11-30": "next week; mon; monday",
        "2026-12-03": "10 days",
        "2026-12-07": "2w; 2W; 2 weeks; in 2 weeks; in 2w",
        "2026-12-12": "12 Dec; 12 Dec 2026; Dec 12; 12.12.; 12/12; 12.12.26; 2026-12-12; on the 12th",
        "2026-12-14": "a few weeks",
        "2026-12-23": "1m; a month; next month",
        "2026-12-31": "on the 31st",
        "2027-11-22": "22 Nov",
        "2027-11-23": "1y; next year",
        "2028-02-29": "29 Feb",
    }
)


@pytest.mark.parametrize(("text", "expected"), AHEAD_PHRASES)
def test_a_phrase_is_a_day_ahead(text: str, expected: str) -> None:
    assert read_when(text, TODAY) == (day(expected), len(text))
    assert read_when(f"{text} ask how the site sells", TODAY) == (day(expected), len(text))
    assert parse_when(f" +{text} ", TODAY) == day(expected)


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("1m", "2027-01-31", "2027-02-28"),
        ("1m", "2028-01-31", "2028-02-29"),
        ("1y", "2028-02-29", "2029-02-28"),
        ("12 months", "2028-02-29", "2029-02-28"),
        ("29 Feb", "1896-03-01", "1904-02-29"),
        ("on the 31st", "2026-06-01", "2026-07-31"),
        ("on the 30th", "2026-01-31", "2026-03-30"),
        ("thu", "2026-11-26", "2026-12-03"),
    ],
)
def test_looking_ahead_stays_on_real_days(text: str, today: str, expected: str) -> None:
    assert read_when(text, day(today)) == (day(expected), len(text))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "ask how it sells",
            "3days",
            "3 d",
            "ad campaign",
            "-3d",
            "3 days ago",
            "2w ago",
            "last friday",
            "wedding",
        ),
        *("yesterday", "last week", "may", "12.12", "50/50", "monthly", "sunny", "3dé", "٣d", "just now", "5"),
    ],
)
def test_what_is_no_day_ahead_is_left_alone(text: str) -> None:
    assert read_when(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "message"),
    table(
        {
            "22 November 2026 is past.": "22 Nov 2026",
            "1 November 2026 is past.": "2026-11-01",
            "1 January 2020 is past.": "01.01.20",
            "There is no 31 November.": "31 Nov",
            "There is no 29 February 2027.": "2027-02-29",
            OUTSIDE: "9999y; 999999999w",
        }
    ),
)
def test_a_day_ahead_that_cannot_be_is_refused_in_a_sentence(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_when(text, TODAY)


def test_the_ends_of_the_calendar_are_refused_and_not_passed() -> None:
    for text in ("yesterday", "monday", "last week", "31 Dec", "on the 2nd"):
        with pytest.raises(ValueError, match="outside the years"):
            read_day(text, date.min)
    for text in ("tomorrow", "fri", "1m", "1 Jan", "on the 30th"):
        with pytest.raises(ValueError, match="outside the years"):
            read_when(text, date.max)


def test_a_whole_text_is_one_day() -> None:
    assert parse_day("  12 Nov ", TODAY) == date(2026, 11, 12)
    assert parse_day("tomorrow", TODAY) == date(2026, 11, 24)
    assert parse_day("11/12", TODAY, "mdy") == date(2026, 11, 12)
    assert parse_when("+ 2w", TODAY) == date(2026, 12, 7)
    assert parse_when("12/13", TODAY, "mdy") == date(2026, 12, 13)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("blue moon", "'blue moon' is not a day: write it like yesterday or 12 Nov."),
        ("yesterday evening", "'yesterday evening' is not a day: write it like yesterday or 12 Nov."),
        ("", "'' is not a day: write it like yesterday or 12 Nov."),
        ("\x1b[2J", r"'\x1b[2J' is not a day: write it like yesterday or 12 Nov."),
        ("x" * 41, f"'{'x' * 39}…' is not a day: write it like yesterday or 12 Nov."),
        ("31 Nov", "There is no 31 November."),
    ],
)
def test_a_text_that_is_no_day_is_shown_with_two_examples(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_day(text, TODAY)


@pytest.mark.parametrize("text", ["", "+", "++2w", "2w later", "yesterday", "-2w", "soon"])
def test_a_text_that_is_no_day_ahead_is_shown_with_two_examples(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a day ahead: write it like 2w or 12 Dec\.$"):
        parse_when(text, TODAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(("0", 0), ("0d", 0), ("30", 30), ("30d", 30), ("2w", 14), ("3m", 90), ("1y", 365), ("1Y", 365)),
        *((" 30d ", 30), ("10y", 3650), ("3650", 3650), ("121m", 3630), ("007", 7)),
    ],
)
def test_a_cadence_is_a_number_of_days(text: str, days: int) -> None:
    assert parse_every(text) == days


@pytest.mark.parametrize(
    "text", ["", "d", "-1", "-3d", "+3d", "3 d", "2 weeks", "1.5w", "weekly", "٣d", "²", "3q", "3dd", "1" * 5000]
)
def test_what_is_no_cadence_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a cadence: write it like 30d or 2w\.$"):
        parse_every(text)


@pytest.mark.parametrize("text", ["3651", "11y", "122m", "999999999y"])
def test_a_cadence_of_more_than_ten_years_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^A cadence is at most 3650 days\.$"):
        parse_every(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    table(
        {
            "12-04": "12-04; --12-04; --1204; 4 Dec; 4th of December; Dec 4; 04.12.; 4/12",
            "1986-12-04": (
                "1986-12-04; 1986/12/04; 4 December 1986;  4 Dec 1986 ; December 4th, 1986; 04.12.1986; 4/12/1986"
            ),
            "2024-02-29": "2024-02-29",
            "0001-01-01": "0001-01-01",
            "3000-01-01": "3000-01-01",
        }
    ),
)
def test_an_important_date_is_read_with_or_without_its_year(text: str, expected: str) -> None:
    assert str(parse_partial(text)) == expected


def test_an_important_date_follows_the_order_but_month_and_day_by_dash_do_not() -> None:
    assert parse_partial("4/12/1986", "mdy") == PartialDate(4, 12, 1986)
    assert parse_partial("04.12.", "mdy") == PartialDate(4, 12)
    assert parse_partial("12-04", "mdy") == PartialDate(12, 4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31 Nov", "There is no 31 November."),
        ("02-30", "There is no 30 February."),
        ("13-01", "There is no month 13."),
        ("--1301", "There is no month 13."),
        ("29 Feb 1985", "There is no 29 February 1985."),
        ("1985-02-29", "There is no 29 February 1985."),
        ("0000-01-01", "There is no 1 January 0000."),
        ("50/50", "There is no month 50."),
        ("04.12.86", "Write the year in '04.12.86' with four digits."),
        ("1204", "'1204' is not a date: write it like 4 Dec or 1986-12-04."),
        ("12-04-1986", "'12-04-1986' is not a date: write it like 4 Dec or 1986-12-04."),
        ("yesterday", "'yesterday' is not a date: write it like 4 Dec or 1986-12-04."),
        ("10000-01-01", "'10000-01-01' is not a date: write it like 4 Dec or 1986-12-04."),
        ("", "'' is not a date: write it like 4 Dec or 1986-12-04."),
    ],
)
def test_an_important_date_that_cannot_be_is_refused_in_a_sentence(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_partial(text)


@pytest.mark.parametrize("text", ["29 Feb", "02-29", "--0229", "29.02.", "Feb 29"])
def test_r11_29_february_without_a_year_stays_without_a_year(text: str) -> None:
    assert parse_partial(text) == PartialDate(2, 29, None)


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2023, "2023-02-28"), (2024, "2024-02-29"), (1900, "1900-02-28"), (2000, "2000-02-29"), (2100, "2100-02-28")],
)
def test_r11_29_february_is_kept_on_28_february_in_common_years(year: int, expected: str) -> None:
    assert occurrence(PartialDate(2, 29), year) == day(expected)
    assert occurrence(PartialDate(2, 29, 2000), year) == day(expected)


def test_r11_a_date_kept_on_28_february_returns_to_the_29th() -> None:
    anchor = PartialDate(2, 29, 2020)
    days = [next_occurrence(anchor, date(year, 1, 1)) for year in range(2021, 2025)]
    assert days == [date(2021, 2, 28), date(2022, 2, 28), date(2023, 2, 28), date(2024, 2, 29)]


@pytest.mark.parametrize(
    ("anchor", "today", "expected"),
    [
        (PartialDate(12, 4), "2026-11-23", "2026-12-04"),
        (PartialDate(12, 4, 1986), "2026-11-23", "2026-12-04"),
        (PartialDate(11, 23), "2026-11-23", "2026-11-23"),
        (PartialDate(11, 22), "2026-11-23", "2027-11-22"),
        (PartialDate(2, 29), "2027-02-28", "2027-02-28"),
        (PartialDate(2, 29), "2027-03-01", "2028-02-29"),
        (PartialDate(2, 29), "2028-02-28", "2028-02-29"),
        (PartialDate(1, 1, 2030), "2026-11-23", "2030-01-01"),
        (PartialDate(12, 31, 2026), "2026-11-23", "2026-12-31"),
    ],
)
def test_r11_the_next_occurrence_is_computed_from_the_anchor(anchor: PartialDate, today: str, expected: str) -> None:
    assert next_occurrence(anchor, day(today)) == day(expected)


def test_r11_there_is_no_occurrence_outside_the_calendar() -> None:
    for year in (0, 10_000):
        for anchor in (PartialDate(2, 29), PartialDate(1, 1)):
            with pytest.raises(ValueError, match="outside the years"):
                occurrence(anchor, year)
    assert next_occurrence(PartialDate(1, 1), date.max) is None


def test_the_years_are_counted_only_from_a_known_year() -> None:
    assert years_on(PartialDate(12, 4, 1986), date(2026, 12, 4)) == 40
    assert years_on(PartialDate(12, 4, 2026), date(2026, 12, 4)) == 0
    assert years_on(PartialDate(2, 29, 2024), date(2027, 2, 28)) == 3
    assert years_on(PartialDate(12, 4), date(2026, 12, 4)) is None


@pytest.mark.parametrize(
    ("days", "words"),
    [
        *((-1, "today"), (0, "today"), (1, "1 day"), (6, "6 days"), (13, "13 days"), (14, "2 weeks")),
        *((20, "2 weeks"), (63, "9 weeks"), (119, "17 weeks"), (120, "4 months"), (365, "12 months")),
        *((729, "24 months"), (730, "2 years"), (1094, "2 years"), (1095, "3 years"), (3650, "10 years")),
    ],
)
def test_a_span_is_told_in_the_largest_fitting_unit(days: int, words: str) -> None:
    assert span(days) == words


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("2026-11-12", "12 Nov"), ("2026-05-01", "1 May"), ("2025-11-12", "12 Nov 2025")),
        *(("2027-01-01", "1 Jan 2027"), ("0099-03-09", "9 Mar 0099")),
    ],
)
def test_a_screen_names_the_year_only_when_it_is_another(written: str, expected: str) -> None:
    assert show(day(written), TODAY) == expected


def test_a_start_that_reads_no_month_does_not_pay_for_dateutil() -> None:
    code = "import sys, bondtui.domain.dates; sys.exit('dateutil' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PIECES = (
    " |  |.|/|-|--|+|,|:|on |the |of |in |last |next | ago|a |a few |0|2|12|29|31|99|2024|2026|9999|999999999|th|st|"
    "d|w|m|y|days|weeks|months|years|Nov|february|may|sept|fri|monday|today|tomorrow|yesterday|é|٣|\n"
)
days = st.dates()
orders: st.SearchStrategy[DateOrder] = st.sampled_from(("dmy", "mdy"))
texts = st.text(max_size=40) | st.lists(st.sampled_from(PIECES.split("|")), max_size=8).map("".join)
anchors = st.dates().map(lambda on: PartialDate(on.month, on.day, on.year)) | st.dates(
    date(2024, 1, 1), date(2024, 12, 31)
).map(lambda on: PartialDate(on.month, on.day))


@given(texts, days, orders)
@example("9" * 10_000 + " days ago", TODAY, "dmy")
@example("on " * 10_000, TODAY, "dmy")
@example(" " * 100_000 + "x", TODAY, "dmy")
def test_any_text_is_a_day_or_none_or_one_sentence(text: str, today: date, order: DateOrder) -> None:
    for read in (read_day, read_when):
        found = outcome(read, text, today, order)
        if isinstance(found, tuple):
            assert 0 < found[1] <= len(text)
            assert not text[found[1] : found[1] + 1].isalnum()
            assert read is read_day or found[0] >= today


@given(texts, days, orders)
def test_any_whole_text_is_understood_or_refused_in_one_sentence(text: str, today: date, order: DateOrder) -> None:
    outcome(parse_day, text, today, order)
    outcome(parse_when, text, today, order)
    outcome(parse_partial, text, order)
    outcome(parse_every, text)


@given(st.dates(date(1, 1, 1), TODAY), orders)
def test_a_past_day_shown_is_a_day_read(on: date, order: DateOrder) -> None:
    assert parse_day(on.isoformat(), TODAY, order) == on
    assert parse_day(show(on, TODAY), TODAY, order) == on


@given(days, st.integers(1, 31), st.integers(1, 12))
def test_a_day_without_a_year_is_the_nearest_on_its_side_of_today(today: date, number: int, month: int) -> None:
    text = f"{number}.{month}."
    for read, step in ((read_day, -1), (read_when, 1)):
        oracle = next(
            (
                date.fromordinal(ordinal)
                for ordinal in range(today.toordinal(), today.toordinal() + step * 3000, step)
                if date.min.toordinal() <= ordinal <= date.max.toordinal()
                and (date.fromordinal(ordinal).month, date.fromordinal(ordinal).day) == (month, number)
            ),
            None,
        )
        if oracle is None:
            with pytest.raises(ValueError, match=r"\.$"):
                read(text, today)
        else:
            assert read(text, today) == (oracle, len(text))


def _falls_on(anchor: PartialDate, on: date) -> bool:
    if anchor.year is not None and on.year < anchor.year:
        return False
    return (on.month, on.day) == (anchor.month, min(anchor.day, monthrange(on.year, anchor.month)[1]))


@given(anchors, st.dates(max_value=date(9990, 1, 1)))
@example(PartialDate(2, 29), date(1900, 2, 28))
@example(PartialDate(2, 29), date(2027, 3, 1))
def test_r11_the_next_occurrence_is_the_one_found_by_walking_day_by_day(anchor: PartialDate, today: date) -> None:
    found = next_occurrence(anchor, today)
    begin = max(today, date(anchor.year or 1, 1, 1))
    assert found == next(each for each in (begin + timedelta(days=n) for n in range(366)) if _falls_on(anchor, each))


@given(anchors, orders)
def test_r11_an_important_date_written_is_the_one_read(anchor: PartialDate, order: DateOrder) -> None:
    assert parse_partial(str(anchor), order) == anchor
