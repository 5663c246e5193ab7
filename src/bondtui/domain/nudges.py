"""One line of "do this now": what is due, with whom, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bondtui.domain.contacts import ContactRef
from bondtui.domain.stages import Stage


class NudgeKind(StrEnum):
    CHECK_IN = "check-in"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Nudge:
    """`id` is the same from day to day: a follow-up's own, else one made from the contact's uid."""

    id: str
    kind: NudgeKind
    contact: ContactRef
    due_on: date
    days_overdue: int
    cadence_days: int | None
    why: str
    opener: str | None = None
    evidence: tuple[str, ...] = ()
    stage: Stage | None = None


def check_in_id(uid: str) -> str:
    """The id of a contact's check-in."""
    return f"ci-{uid}"


def check_in_why(last: date | None, added_on: date, cadence_days: int, today: date) -> str:
    """Why a check-in is due, in plain and kind words."""
    from bondtui.domain.dates import show, span

    every = f"every {cadence_days} days"
    if last is None:
        return f"added {show(added_on, today)}, not in touch yet; {every}"
    gone = span((today - last).days)
    return f"last in touch {show(last, today)}, {gone} ago; {every}" if last < today else f"in touch today; {every}"
