"""Dates in cells: what is known of them, and in which order the day and the month stand."""

import pytest

from bondtui.domain.contacts import PartialDate
from bondtui.domain.dates import DateOrder
from bondtui.exchange.csv_days import Days, told_order

READ = [
    ("1984-02-29", PartialDate(2, 29, 1984)),
    ("--03-07", PartialDate(3, 7)),
    ("--0307", PartialDate(3, 7)),
    ("12-24", PartialDate(12, 24)),
    ("1604-03-07", PartialDate(3, 7)),
    ("0000-03-07", PartialDate(3, 7)),
    ("1985/3/7", PartialDate(3, 7, 1985)),
    ("1985.03.07", PartialDate(3, 7, 1985)),
    ("07.03.1985", PartialDate(3, 7, 1985)),
    ("7. 3. 1985", PartialDate(3, 7, 1985)),
    ("24.12.", PartialDate(12, 24)),
    ("07-03-1985", PartialDate(3, 7, 1985)),
    ("13/2/1990", PartialDate(2, 13, 1990)),
    ("2/13/1990", PartialDate(2, 13, 1990)),
    ("2/13/1990 12:00:00 AM", PartialDate(2, 13, 1990)),
    ("1990-02-13T00:00:00", PartialDate(2, 13, 1990)),
    ("4 Dec 1986", PartialDate(12, 4, 1986)),
    ("December 4", PartialDate(12, 4)),
]


@pytest.mark.parametrize(("text", "day"), READ)
def test_a_date_keeps_what_is_known(text: str, day: PartialDate) -> None:
    assert Days().read(text) == (day, True)


@pytest.mark.parametrize("text", ["0/0/00", "00.00.0000", "0000-00-00", "1/1/4501"])
def test_a_programs_way_to_say_none_is_none(text: str) -> None:
    assert Days().read(text) == (None, True)


@pytest.mark.parametrize("text", ["in spring", "around 1970", "1970", "12/4/1986 and later", "99999", "٣/٧/١٩٨٥", ""])
def test_words_are_no_date(text: str) -> None:
    assert Days().read(text) == (None, False)


@pytest.mark.parametrize("text", ["1990-02-30", "2/30/1990", "13/13/1990", "0.5.1990", "--02-30", "2023-02-29"])
def test_a_day_that_is_in_no_calendar_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="no such day"):
        Days().read(text)


def test_of_a_year_of_two_digits_the_day_is_kept() -> None:
    assert Days().read("3.7.85") == (PartialDate(7, 3), False)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/7/1985", "6/21/2014"], "mdy"),
        (["3/7/1985", "21/6/2014"], "dmy"),
        (["0/0/00", "", "words", "12/12/1990"], None),
        (["13/13/1990", "2014-06-21"], None),
    ],
)
def test_one_date_gives_away_the_order_of_all(texts: list[str], order: DateOrder | None) -> None:
    assert told_order(texts) == order


@pytest.mark.parametrize(
    ("days", "slashed", "dotted"),
    [
        (Days(), (7, 3), (7, 3)),
        (Days(slashed="mdy"), (3, 7), (7, 3)),
        (Days("mdy"), (3, 7), (3, 7)),
        (Days("dmy", slashed="mdy"), (7, 3), (7, 3)),
    ],
)
def test_the_order_is_the_files_else_that_of_its_separator(
    days: Days, slashed: tuple[int, int], dotted: tuple[int, int]
) -> None:
    assert days.read("3/7/1985") == (PartialDate(*slashed, 1985), True)
    assert days.read("3.7.1985") == (PartialDate(*dotted, 1985), True)
