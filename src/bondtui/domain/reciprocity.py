"""Who begins, and the high point of a relationship (R10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bondtui.domain.interactions import HUMAN, Channel, Initiator, Interaction
from bondtui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Of the last twelve months: interactions begun by you, by them, by both; `both` counts for both sides."""

    me: int
    them: int
    both: int
    high_point: bool


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def reciprocity(interactions: Iterable[Interaction], stage: Stage, today: date) -> Reciprocity:
    """R10, over the twelve months up to `today`. Notes and attempts count for nobody.

    The high point: stage friend, both sides begin, and at least three different human signals in that time.
    """
    start = year_before(today)
    counted = [
        each
        for each in interactions
        if each.reached and each.channel is not Channel.NOTE and start < each.date <= today
    ]
    me, them, both = (sum(each.initiator is who for each in counted) for who in Initiator)
    human = {signal for each in counted for signal in each.signals} & HUMAN
    high = stage is Stage.FRIEND and me + both > 0 and them + both > 0 and len(human) >= 3
    return Reciprocity(me, them, both, high)
