"""A book record by record, as it leaves whole and comes back: all that was typed or remembered, nothing derived.

People and interactions are named by uid; follow-ups, projects and payments by the number in their id.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bondtui.domain.forms import ContactForm, InteractionForm
from bondtui.domain.money import Money
from bondtui.domain.stages import StageChange
from bondtui.domain.work import Concession, ProjectKind, Status, Step, Verdict

_NUMBERED = re.compile(r"(f|st-p|idea:p|after:p)([1-9][0-9]{0,8})((?:[-:].*)?)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Snoozed:
    """A nudge that rests until a day."""

    nudge: str
    set_on: date
    until: date


@dataclass(frozen=True, slots=True)
class Answered:
    """A nudge that was dismissed or done, and the evidence known then."""

    nudge: str
    answered_on: date
    evidence: str


@dataclass(frozen=True, slots=True)
class Offered:
    """The opener a contact's check-in came with; `key` is empty when there was none."""

    contact: str
    key: str


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """Of the form, stage and since are left out: the ledger says them. `line` is where the record stands in a file."""

    uid: str
    form: ContactForm
    added_on: date
    archived: bool
    ledger: tuple[StageChange, ...]
    snoozes: tuple[Snoozed, ...]
    answers: tuple[Answered, ...]
    properties: tuple[str, ...]
    sources: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class InteractionRecord:
    uid: str
    form: InteractionForm
    openers: tuple[Offered, ...]
    sources: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class FollowUpRecord:
    number: int
    contact: str
    interaction: str | None
    due_on: date
    text: str
    done_on: date | None
    line: int = 0


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    number: int
    contact: str
    title: str
    kind: ProjectKind
    status: Status
    agreed: Money | None
    added_on: date
    started_on: date | None
    finished_on: date | None
    verdict: Verdict | None
    result: str
    steps: tuple[Step, ...]
    concessions: tuple[Concession, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    number: int
    contact: str
    project: int | None
    date: date
    amount: Money
    note: str
    line: int = 0


BookRecord = ContactRecord | ProjectRecord | InteractionRecord | FollowUpRecord | PaymentRecord


def is_of(nudge: str, uid: str) -> bool:
    """Whether a nudge's id can be this contact's: one that is made from a uid is, unless it thanks for another."""
    kind, _, rest = nudge.partition("-")
    return kind not in ("ci", "su", "re", "da") or rest.partition("-")[0] == uid


def numbered(key: str) -> tuple[str, int] | None:
    """The letter and number of the follow-up or project that a nudge's id or an opener's key names, if it does."""
    found = _NUMBERED.fullmatch(key)
    return (found[1][-1], int(found[2])) if found else None


def renumbered(key: str, numbers: Mapping[tuple[str, int], int]) -> str | None:
    """The key with the number that the follow-up or project has now; None when it is not there."""
    found = _NUMBERED.fullmatch(key)
    if found is None:
        return key
    number = numbers.get((found[1][-1], int(found[2])))
    return None if number is None else f"{found[1]}{number}{found[3]}"
