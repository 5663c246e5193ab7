"""How days in touch are counted, shaded and laid out over a year's weeks."""

from datetime import date

import pytest

from bondtui.domain.interactions import Initiator
from bondtui.domain.rhythm import rhythm, thresholds, week


def test_days_and_sides_are_added_up() -> None:
    day, other = date(2026, 3, 2), date(2025, 3, 3)
    found = rhythm([(day, Initiator.ME, 2), (day, Initiator.THEM, 1), (other, Initiator.ME, 1)], (1, 9))
    assert found.days == {day: 3, other: 1}
    assert found.begun == {Initiator.ME: 3, Initiator.THEM: 1, Initiator.BOTH: 0}
    assert (found.total, found.years, found.late) == (4, (2026, 2025), (1, 9))


@pytest.mark.parametrize(
    ("counts", "bounds"),
    [
        ([], (1, 2, 3, 4)),
        ([1, 1, 2], (1, 2, 3, 4)),
        ([8] * 10, (1, 3, 5, 7)),
        ([*[2] * 99, 500], (1, 2, 3, 4)),
    ],
    ids=["none", "few", "many", "one day of very many"],
)
def test_the_densities_follow_the_busiest_twentieth(counts: list[int], bounds: tuple[int, ...]) -> None:
    assert thresholds(counts) == bounds


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2026, 1, 1), 0),
        (date(2026, 1, 4), 0),
        (date(2026, 1, 5), 1),
        (date(2026, 12, 31), 52),
        (date(2040, 12, 31), 53),
    ],
)
def test_weeks_are_calendar_weeks_from_january(day: date, number: int) -> None:
    assert week(day) == number
