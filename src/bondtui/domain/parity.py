"""One standard for everyone: friends' projects beside the others' (R7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from math import sqrt
from operator import itemgetter
from statistics import median

from bondtui.domain.interactions import Initiator
from bondtui.domain.money import totals
from bondtui.domain.reciprocity import year_before
from bondtui.domain.work import Project, Status, Verdict

ENOUGH = 5
"""Fewer cases than these say nothing yet."""

_Z = 1.959963984540054
"""How many standard deviations around the mean hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """`n` of `of`, and the 95 % Wilson interval of that share; 0 to 1, anything, while there are no cases."""

    n: int
    of: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Parity:
    """How one group was served. Only projects that have started count, and of the concessions those granted.

    `conceded` maps a currency to minor units, `positive` is of the projects with a verdict, `reply_days` a median,
    None when nothing was answered. `late` is of the check-ins that fell due. Unless `enough`, none of it says much yet.
    """

    projects: int
    steps_done: int
    steps_waived: int
    concessions: int
    conceded: dict[str, int]
    positive: Share
    reply_days: float | None
    late: tuple[int, int]
    enough: bool
    replies: int = 0
    """How many answers `reply_days` is the median of."""


@dataclass(frozen=True, slots=True)
class History:
    """What the check-ins of a contact follow from; `reached` are the days of contact that reached them, in order."""

    added_on: date
    cadence_days: int
    reached: Sequence[date]


def wilson(n: int, of: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of `n` of `of`, within 0 and 1; all of it when there are no cases."""
    if not of:
        return 0.0, 1.0
    share, square = n / of, _Z**2 / of
    middle = share + square / 2
    margin = sqrt(square * (share * (1 - share) + square / 4))
    low = (middle - margin) / (1 + square) if n else 0.0
    high = (middle + margin) / (1 + square) if n < of else 1.0
    return low, high


def reply_days(begun: Iterable[tuple[int, date, Initiator]]) -> list[int]:
    """For each interaction begun by them, the days to the next one begun by you or by both with that contact.

    `begun` comes contact by contact, by date, then by entry. What was never answered is left out.
    """
    days: list[int] = []
    for _, interactions in groupby(begun, key=itemgetter(0)):
        waiting: list[date] = []
        for _, on, who in interactions:
            if who is Initiator.THEM:
                waiting.append(on)
            else:
                days.extend((on - asked).days for asked in waiting)
                waiting.clear()
    return days


def late_check_ins(contacts: Iterable[History], today: date, since: date | None = None) -> tuple[int, int]:
    """How many check-ins were late, of how many that fell due from `since`, else in the twelve months, up to `today`.

    One falls due a cadence after the contact before it, else after the day they were added, unless contact comes first.
    It is late when met, or still not met, more than a quarter of the cadence after that.
    """
    start, end = since.toordinal() - 1 if since else year_before(today).toordinal(), today.toordinal()
    late = of = 0
    for each in contacts:
        if not each.cadence_days:
            continue
        days = [day.toordinal() for day in (each.added_on, *each.reached)]
        for before, met_or_today in pairwise([*days, end]):
            due = before + each.cadence_days
            if start < due <= met_or_today:
                of += 1
                late += 4 * (met_or_today - due) > each.cadence_days
    return late, of


def parity(
    projects: Iterable[tuple[Project, bool]],
    replies: Mapping[bool, Sequence[int]],
    late: Mapping[bool, tuple[int, int]],
) -> dict[bool, Parity]:
    """Friends under True, the others under False; each project with whether its contact was a friend when it began.

    `replies` are the groups' days from `reply_days`, `late` their figures from
    `late_check_ins`; a group may be left out.
    """
    groups: dict[bool, list[Project]] = {True: [], False: []}
    for project, friend in projects:
        if project.status in (Status.ACTIVE, Status.DONE):
            groups[friend].append(project)
    return {
        friend: _parity(counted, replies.get(friend, ()), late.get(friend, (0, 0)))
        for friend, counted in groups.items()
    }


def _parity(projects: Sequence[Project], replies: Sequence[int], late: tuple[int, int]) -> Parity:
    steps = [step for project in projects for step in project.steps]
    granted = [each for project in projects for each in project.concessions if each.granted]
    verdicts = [project.verdict for project in projects if project.verdict is not None]
    positive = verdicts.count(Verdict.POSITIVE)
    return Parity(
        projects=len(projects),
        steps_done=sum(step.done_on is not None for step in steps),
        steps_waived=sum(step.waived is not None for step in steps),
        concessions=len(granted),
        conceded=totals(each.amount for each in granted if each.amount is not None),
        positive=Share(positive, len(verdicts), *wilson(positive, len(verdicts))),
        reply_days=float(median(replies)) if replies else None,
        late=late,
        enough=len(projects) >= ENOUGH,
        replies=len(replies),
    )
