"""What the evidence says about a stage: a move forward, or a review when a relationship has cooled (R5).

Nothing here knows of money, so money can never make a friend. Notes and attempts are no evidence: `Seen` holds what
reached them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bondtui.domain.clock import days_after
from bondtui.domain.interactions import HUMAN, SEEN_WHEN, SPEAKS_FOR, Channel, Initiator, Interaction, Signal
from bondtui.domain.reciprocity import year_before
from bondtui.domain.stages import LedgerEntry, Stage

ENOUGH_SIGNALS, ENOUGH_DAYS = 3, 2
REST_AFTER_A_MOVE = 60
"""Days after a move in which no review is suggested; after one back too, or one could be accepted twice running."""

_IN_WORDS = SEEN_WHEN | {Signal.INVITED: "there was an invitation"}
_TOLD = 3
"""Signals spelled out in a reason; the evidence cites them all."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an interaction that reached them shows: its uid, day, who began it and its signals."""

    uid: str
    date: date
    initiator: Initiator
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A stage the evidence speaks for, and every interaction that carried a counted signal, newest first."""

    stage: Stage
    evidence: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Cooling:
    """A review is due from `begins` on: nothing human and nothing begun by them since `since`.

    `last` is the interaction that shows it; None when there was never one, and `since` is the day they were added.
    """

    stage: Stage
    since: date
    begins: date
    last: Seen | None


def evidence(interactions: Iterable[Interaction]) -> list[Seen]:
    """What of these interactions can be evidence."""
    return [
        Seen(each.uid, each.date, each.initiator, each.signals)
        for each in interactions
        if each.reached and each.channel is not Channel.NOTE
    ]


def suggestion(stage: Stage, seen: Iterable[Seen], today: date) -> Suggestion | None:
    """R5 forward: the highest later stage for which, within the last twelve months, three different signals speak.

    They count for it or for a later stage, on two different days at least, and something was begun by them.
    """
    start = year_before(today)
    recent = sorted((each for each in seen if start < each.date <= today), key=lambda s: (s.date, s.uid), reverse=True)
    if not any(each.initiator is Initiator.THEM for each in recent):
        return None
    for to in reversed(Stage):
        if to.rank <= stage.rank:
            return None
        speaking = [each for each in recent if _speaking(each, to)]
        signals = {signal for each in speaking for signal in _speaking(each, to)}
        if len(signals) >= ENOUGH_SIGNALS and len({each.date for each in speaking}) >= ENOUGH_DAYS:
            return Suggestion(to, tuple(speaking))
    return None


def _speaking(seen: Seen, stage: Stage) -> list[Signal]:
    return [signal for signal in seen.signals if SPEAKS_FOR[signal].rank >= stage.rank]


def stands_until(stage: Stage, seen: Sequence[Seen]) -> date | None:
    """The last day on which there is a suggestion if nothing more happens; None when there is none.

    With time evidence only falls out of the twelve months, so a suggestion that has gone does not come back.
    """
    if not seen:
        return None
    newest = max(each.date for each in seen)
    if not suggestion(stage, seen, newest):
        return None
    ends = sorted({end for each in seen if (end := _year_after(each.date)) and end > newest})
    return next((day - timedelta(days=1) for day in ends if not suggestion(stage, seen, day)), date.max)


def _year_after(day: date) -> date | None:
    """The first day of whose last twelve months `day` is no part; None after the year 9999."""
    if day.year == date.max.year:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def is_human(seen: Seen) -> bool:
    """Whether it keeps a relationship warm: begun by them, or with a human signal."""
    return seen.initiator is Initiator.THEM or bool(HUMAN & set(seen.signals))


def cooling(
    stage: Stage, ledger: Sequence[LedgerEntry], seen: Iterable[Seen], added_on: date, cadence_days: int
) -> Cooling | None:
    """R5 back: when a review of the stage begins if nothing more happens. Strangers and the never nudged do not cool.

    It counts from the last human signal or contact begun by them, else from the day they were added: twice the
    cadence, a full year for friends; and not within 60 days after a move. What would begin after 9999 never does.
    """
    if stage is Stage.STRANGER or not cadence_days:
        return None
    human = [each for each in seen if is_human(each)]
    last = max(human, key=lambda each: (each.date, each.uid), default=None)
    since = last.date if last else added_on
    begins = _year_after(since) if stage is Stage.FRIEND else days_after(since, 2 * cadence_days)
    moves = [each.change.date for each in ledger if each.came_from and each.change.to is not each.came_from]
    rested = days_after(moves[-1], REST_AFTER_A_MOVE) if moves else begins
    if begins is None or rested is None:
        return None
    return Cooling(list(Stage)[stage.rank - 1], since, max(begins, rested), last)


def known_evidence(seen: Iterable[Seen], today: date) -> frozenset[str]:
    """The signals of the last twelve months, each with its interaction: what a dismissal is about."""
    start = year_before(today)
    return frozenset(f"{each.uid}#{signal}" for each in seen if each.date > start for signal in each.signals)


@dataclass(frozen=True, slots=True)
class Answer:
    """A suggestion or review that was dismissed: the day, and the evidence known then."""

    on: date
    evidence: str

    def holds_suggestion(self, seen: Iterable[Seen]) -> bool:
        """Whether no signal has been added since."""
        return known_evidence(seen, self.on) <= set(self.evidence.split())

    def holds_review(self, found: Cooling) -> bool:
        """Whether they have not been heard from since."""
        return found.last is None or found.last.date.isoformat() <= self.evidence


@dataclass(frozen=True, slots=True)
class Standing:
    """What the book keeps of R5 for a contact: until when a suggestion stands, from when on a review is due."""

    suggested_until: date | None
    review_on: date | None


def standing(
    stage: Stage,
    ledger: Sequence[LedgerEntry],
    seen: Sequence[Seen],
    added_on: date,
    cadence_days: int,
    suggestion_answer: Answer | None,
    review_answer: Answer | None,
) -> Standing:
    """R5 as two days, one nudge at most on any day: while a suggestion stands, no review begins."""
    until = stands_until(stage, seen)
    if suggestion_answer and suggestion_answer.holds_suggestion(seen):
        until = None
    cooled = cooling(stage, ledger, seen, added_on, cadence_days)
    if cooled is None or (review_answer and review_answer.holds_review(cooled)):
        return Standing(until, None)
    after = days_after(until, 1) if until else cooled.begins
    return Standing(until, max(cooled.begins, after) if after else None)


def suggestion_why(found: Suggestion, today: date) -> str:
    """The suggestion in words: `looks like a partner: on 12 Oct they thanked you for the result; …`."""
    from bondtui.domain.dates import show

    newest: dict[Signal, date] = {}
    for each in found.evidence:
        for signal in _speaking(each, found.stage):
            newest.setdefault(signal, each.date)
    told = [f"on {show(day, today)} {_IN_WORDS[signal]}" for signal, day in list(newest.items())[:_TOLD]]
    more = len(newest) - len(told)
    article = "an" if found.stage is Stage.ACQUAINTANCE else "a"
    return f"looks like {article} {found.stage}: {'; '.join(told)}{f'; and {more} more' if more else ''}"


def cooling_why(name: str, found: Cooling, today: date) -> str:
    """The review in plain, kind words."""
    from bondtui.domain.dates import span

    gone = span((today - found.since).days)
    if found.last is None:
        return f"you have not heard from {name} since you added them {gone} ago"
    return f"you have not heard from {name} for {gone}"


def tells_signals(reason: str) -> bool:
    """Whether a move's reason spells out signals, as that of an accepted suggestion does."""
    return any(words in reason for words in _IN_WORDS.values())
