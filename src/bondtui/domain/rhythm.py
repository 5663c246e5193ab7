"""How steadily one is in touch: interactions day by day, who began them, and check-ins met in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bondtui.domain.interactions import Initiator

DENSITIES = 4
"""How many shades of busy days are told apart."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Interactions that reached somebody, notes left out, each counted once however many took part.

    `days` has the days with any; `late` are the late check-ins, of those that fell due, as `late_check_ins` has them.
    """

    days: Mapping[date, int]
    begun: Mapping[Initiator, int]
    late: tuple[int, int]

    @property
    def total(self) -> int:
        return sum(self.days.values())

    @property
    def years(self) -> tuple[int, ...]:
        """The years with any interaction, the latest first."""
        return tuple(sorted({day.year for day in self.days}, reverse=True))


def rhythm(counted: Iterable[tuple[date, Initiator, int]], late: tuple[int, int]) -> Rhythm:
    """From how many interactions each side began on each day."""
    days: dict[date, int] = {}
    begun = dict.fromkeys(Initiator, 0)
    for day, who, n in counted:
        days[day] = days.get(day, 0) + n
        begun[who] += n
    return Rhythm(days, begun, late)


def thresholds(counts: Sequence[int]) -> tuple[int, ...]:
    """From how many interactions on a day belongs to each of the densities.

    The densest begins at the busiest twentieth of the days, so that one day of many does not pale all the others.
    """
    busy = sorted(counts)[int(0.95 * (len(counts) - 1))] if counts else 0
    return tuple(1 + step * max(busy, DENSITIES) // DENSITIES for step in range(DENSITIES))


def week(day: date) -> int:
    """Which of the year's calendar weeks the day is in: 0 holds 1 January, the next begins on the next Monday."""
    start = date(day.year, 1, 1)
    return ((day - start).days + start.weekday()) // 7
