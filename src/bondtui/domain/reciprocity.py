"""Who begins, and the high point of a relationship (R10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bondtui.domain.interactions import HUMAN, Channel, Initiator, Interaction, Signal
from bondtui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Of the last twelve months: interactions begun by you, by them, by both; `both` counts for both sides."""

    me: int
    them: int
    both: int
    high_point: bool


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th. In the year 1 the first day there is."""
    if day.year == 1:
        return date.min
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
    begun = {who: sum(each.initiator is who for each in counted) for who in Initiator}
    return balance(begun, {signal for each in counted for signal in each.signals}, stage)


def balance(begun: Mapping[Initiator, int], signals: Iterable[Signal], stage: Stage) -> Reciprocity:
    """R10 from what was counted: how many each side began, and the signals seen in them."""
    me, them, both = (begun.get(who, 0) for who in Initiator)
    human = set(signals) & HUMAN
    high = stage is Stage.FRIEND and me + both > 0 and them + both > 0 and len(human) >= 3
    return Reciprocity(me, them, both, high)
