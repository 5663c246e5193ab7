"""R5 and section 4 once more, written from the rules' words alone: slow, day by day, without a look at the code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from dateutil.relativedelta import relativedelta

STAGES = ["stranger", "acquaintance", "partner", "friend"]
SPEAKS = {
    "off-topic": "acquaintance", "reached-out": "acquaintance", "thanked": "acquaintance",
    "shared-business": "partner", "asked-advice": "partner", "gave-advice": "partner",
    "idea": "partner", "trusted": "partner", "referred": "partner",
    "opened-up": "friend", "invited": "friend", "helped": "friend",
}  # fmt: skip
NOT_HUMAN = {"idea", "trusted", "referred"}


@dataclass(frozen=True)
class Event:
    """An interaction that reached somebody and was no note."""

    uid: str
    on: date
    began: str
    signals: tuple[str, ...]


@cache
def twelve_months_before(today: date) -> date:
    return today - relativedelta(months=12)


def in_twelve_months(day: date, today: date) -> bool:
    return twelve_months_before(today) < day <= today


def counted(event: Event, stage: str, today: date) -> set[str]:
    """The signals of the event that speak for the stage or for a later one, within the last twelve months."""
    if not in_twelve_months(event.on, today):
        return set()
    return {signal for signal in event.signals if STAGES.index(SPEAKS[signal]) >= STAGES.index(stage)}


def suggests(stage: str, events: Sequence[Event], today: date) -> tuple[str, set[str]] | None:
    """The highest stage that fits, if it is later than the one there is, and the uids to be cited."""
    fitting = []
    for candidate in STAGES:
        different = {signal for event in events for signal in counted(event, candidate, today)}
        days = {event.on for event in events if counted(event, candidate, today)}
        begun = [event for event in events if event.began == "them" and in_twelve_months(event.on, today)]
        if len(different) >= 3 and len(days) >= 2 and begun:
            fitting.append(candidate)
    later = [candidate for candidate in fitting if STAGES.index(candidate) > STAGES.index(stage)]
    if not later:
        return None
    return later[-1], {event.uid for event in events if counted(event, later[-1], today)}


def suggested_until(stage: str, events: Sequence[Event], start: date) -> date | None:
    """The last day from `start` on with a suggestion, by asking on each of more than a year's days."""
    days = [start + timedelta(days=n) for n in range(400)]
    return max((day for day in days if suggests(stage, events, day)), default=None)


def cools(
    stage: str, moves: Iterable[date], events: Sequence[Event], added: date, cadence: int, today: date
) -> bool:  # fmt: skip
    """Whether a review is due today, as far as cooling goes."""
    if stage == "stranger" or cadence == 0:
        return False
    warm = [event.on for event in events if event.began == "them" or set(event.signals) - NOT_HUMAN] or [added]
    if stage == "friend":
        heard = any(in_twelve_months(day, today) for day in warm)
    else:
        heard = any(day > today - timedelta(days=2 * cadence) for day in warm)
    return not heard and not any(move > today - timedelta(days=60) for move in moves)


def moved(stages: Sequence[tuple[date, str]]) -> list[date]:
    """The days of a ledger's moves; its entries in order."""
    return [on for (_, before), (on, to) in pairwise(stages) if to != before]
