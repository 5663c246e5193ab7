"""Work for a contact: projects with their standard, concessions and payments (R7, R12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bondtui.domain.contacts import ContactRef
from bondtui.domain.money import Money


class ProjectKind(StrEnum):
    """An `extra` is an additional service."""

    PROJECT = "project"
    EXTRA = "extra"


class Status(StrEnum):
    LEAD = "lead"
    ACTIVE = "active"
    DONE = "done"
    LOST = "lost"


class Verdict(StrEnum):
    POSITIVE = "positive"
    MIXED = "mixed"
    NEGATIVE = "negative"


class ConcessionKind(StrEnum):
    RUSH = "rush"
    SCOPE = "scope"
    DISCOUNT = "discount"
    FREE = "free"


STANDARD = (
    "brief confirmed in writing",
    "scope and price agreed in writing",
    "contract signed",
    "deposit received",
    "schedule agreed",
    "progress reported",
    "result accepted in writing",
    "effect measured after delivery",
)
"""The steps copied into a new project unless the settings name others."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the standard: done on a day, waived for a reason, or open. `n` counts from 1."""

    n: int
    title: str
    done_on: date | None = None
    waived: str | None = None

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.waived is None


@dataclass(frozen=True, slots=True)
class Concession:
    """What a client asked beyond the deal."""

    kind: ConcessionKind
    granted: bool
    amount: Money | None
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """`id` is what a person types: `p3`. `started_on` is None for a lead; `paid` maps a currency to minor units."""

    id: str
    contact: ContactRef
    title: str
    kind: ProjectKind
    status: Status
    agreed: Money | None
    started_on: date | None
    finished_on: date | None
    verdict: Verdict | None
    result: str
    steps: tuple[Step, ...]
    concessions: tuple[Concession, ...]
    paid: Mapping[str, int]

    @property
    def owed(self) -> Money | None:
        """What is agreed and not paid yet, in the agreed currency; None when nothing is."""
        if self.agreed is None or self.status in (Status.LEAD, Status.LOST):
            return None
        left = self.agreed.minor - self.paid.get(self.agreed.currency, 0)
        return Money(left, self.agreed.currency) if left > 0 else None


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received; a refund is negative. `id` is what a person types: `m40`; `project` is a project's id."""

    id: str
    contact: ContactRef
    project: str | None
    date: date
    amount: Money
    note: str = ""
