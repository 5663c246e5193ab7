"""One line of "do this now": what is due, with whom, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice, zip_longest
from typing import TypeVar

from bondtui.domain.contacts import ContactRef, PartialDate
from bondtui.domain.stages import Stage

T = TypeVar("T")


class NudgeKind(StrEnum):
    CHECK_IN = "check-in"
    FOLLOW_UP = "follow-up"
    DATE = "date"
    SUGGESTION = "suggestion"
    REVIEW = "review"
    THANK = "thank"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Nudge:
    """`id` is the same from day to day: a follow-up's own, else one made from the contact's uid.

    `days_overdue` is None for a day still ahead, a suggestion and a review, which are never late. `evidence` are uids
    of interactions; `stage` is the one proposed.
    """

    id: str
    kind: NudgeKind
    contact: ContactRef
    due_on: date
    days_overdue: int | None
    cadence_days: int | None
    why: str
    opener: str | None = None
    evidence: tuple[str, ...] = ()
    stage: Stage | None = None

    @property
    def is_ahead(self) -> bool:
        """Whether it is a day still to come, which is told but not due."""
        return self.kind is NudgeKind.DATE and self.days_overdue is None


def check_in_id(uid: str) -> str:
    """The id of a contact's check-in."""
    return f"ci-{uid}"


def suggestion_id(uid: str) -> str:
    """The id of what the evidence suggests for a contact."""
    return f"su-{uid}"


def review_id(uid: str) -> str:
    """The id of the review of a contact's stage."""
    return f"re-{uid}"


def date_id(uid: str, on: PartialDate, year: int) -> str:
    """The id of a contact's important day in one year: that occasion and no other is done."""
    return f"da-{uid}-{on.month:02}{on.day:02}-{year}"


def thank_id(uid: str) -> str:
    """The id of thanking whoever recommended a contact, once that contact has paid."""
    return f"th-{uid}"


def standard_id(project: str, what: str) -> str:
    """The id of one step of the standard that a project still owes: `begun`, `accepted` or `measured`."""
    return f"st-{project}-{what}"


def dealt(groups: Iterable[Sequence[T]], cap: int | None) -> list[T]:
    """With a cap, that many, dealt in turn over the groups, which stand in order; without one, all of them."""
    rounds = (each for turn in zip_longest(*groups) for each in turn if each is not None)
    return list(islice(rounds, cap))


def check_in_why(last: date | None, added_on: date, cadence_days: int, today: date) -> str:
    """Why a check-in is due, in plain and kind words."""
    from bondtui.domain.dates import show, span

    every = f"every {cadence_days} days"
    if last is None:
        return f"added {show(added_on, today)}, not in touch yet; {every}"
    gone = span((today - last).days)
    return f"last in touch {show(last, today)}, {gone} ago; {every}" if last < today else f"in touch today; {every}"
