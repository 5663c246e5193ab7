"""How people move through the stages: how many moved, and how long they stayed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median

from bondtui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class Moves:
    """`n` moves from one stage to another, and the median of the days spent in the one that was left."""

    came_from: Stage
    to: Stage
    n: int
    median_days: float


@dataclass(frozen=True, slots=True)
class Flow:
    """The moves of a span, in the order of the stages, and each stage's median days; a stage nobody left has none."""

    moves: tuple[Moves, ...]
    stays: dict[Stage, float]

    @property
    def forward(self) -> int:
        return sum(each.n for each in self.moves if each.to.rank > each.came_from.rank)

    @property
    def back(self) -> int:
        return sum(each.n for each in self.moves if each.to.rank < each.came_from.rank)


Entry = tuple[int, date, Stage]
"""One entry of a ledger: the contact, the day, the stage moved to."""


def flow(entries: Iterable[Entry], since: date | None = None, until: date | None = None) -> Flow:
    """The moves dated after `since` and not after `until`, None for no bound.

    `entries` come contact by contact, each ledger in its order.

    An entry for the stage that held already, which one inserted before it can leave behind, moves nobody.
    """
    days: dict[tuple[Stage, Stage], list[int]] = {}
    for _, ledger in groupby(entries, key=itemgetter(0)):
        entries_that_moved = [next(group) for _, group in groupby(ledger, key=itemgetter(2))]
        for (_, began, stage), (_, on, to) in pairwise(entries_that_moved):
            if (since is None or on > since) and (until is None or on <= until):
                days.setdefault((stage, to), []).append((on - began).days)
    moves = [Moves(*pair, len(days[pair]), _whole(median(days[pair]))) for pair in sorted(days, key=_ranks)]
    left = {
        stage: [stay for (came_from, _), stays in days.items() if came_from is stage for stay in stays]
        for stage in Stage
    }
    return Flow(tuple(moves), {stage: _whole(median(stays)) for stage, stays in left.items() if stays})


def _ranks(pair: tuple[Stage, Stage]) -> tuple[int, int]:
    return pair[0].rank, pair[1].rank


def _whole(days: float) -> float:
    return int(days) if days == int(days) else days
