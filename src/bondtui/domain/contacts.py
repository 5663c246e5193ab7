"""A contact: the person, how to reach them, and the days that matter to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bondtui.domain.stages import LedgerEntry, Origin, Stage


@dataclass(frozen=True, slots=True)
class ContactRef:
    """A contact in passing: enough to name and find them."""

    uid: str
    name: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as a list shows them. `cadence_days` is what counts: their own, else the stage's; 0 means never.

    `due_on` is None for somebody who is never nudged. Empty texts are unknown.
    """

    id: int
    uid: str
    name: str
    aliases: tuple[str, ...]
    company: str
    role: str
    stage: Stage
    tags: tuple[str, ...]
    cadence_days: int
    last_contact_on: date | None
    due_on: date | None
    snoozed_until: date | None
    added_on: date
    archived: bool

    @property
    def ref(self) -> ContactRef:
        return ContactRef(self.uid, self.name, self.stage)


@dataclass(frozen=True, slots=True)
class ContactMethod:
    """A way to reach them; `kind` is `email`, `phone`, `url` or `address`, `label` their own word for it."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day of the year; the year may be unknown."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """`1986-12-04`, or `12-04` when the year is unknown."""
        day = f"{self.month:02}-{self.day:02}"
        return day if self.year is None else f"{self.year:04}-{day}"


@dataclass(frozen=True, slots=True)
class ImportantDate:
    label: str
    on: PartialDate


BIRTHDAY = "birthday"
"""The label of the day somebody was born."""

DEATH = "death"
"""The label of the day somebody died."""


def birthday(dates: Iterable[ImportantDate]) -> PartialDate | None:
    """The first of somebody's days that is their birthday, however it is written."""
    return next((each.on for each in dates if each.label.casefold() == BIRTHDAY), None)


def has_died(dates: Iterable[ImportantDate]) -> bool:
    """Whether one of somebody's days is that of their death: then none of them is told any more."""
    return any(each.label.casefold() == DEATH for each in dates)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something promised. `id` is what a person types: `f12`; `interaction` is the uid of that in which it was."""

    id: str
    contact: ContactRef
    due_on: date
    text: str
    done_on: date | None
    interaction: str | None = None


@dataclass(frozen=True, slots=True)
class ContactPage:
    """All that is known of one contact but the timeline, which is read apart."""

    contact: Contact
    every_days: int | None
    expertise: str
    about: str
    how_met: str
    methods: tuple[ContactMethod, ...]
    dates: tuple[ImportantDate, ...]
    ledger: tuple[LedgerEntry, ...]
    follow_ups: tuple[FollowUp, ...]
    referred_by: ContactRef | None
    referred: tuple[ContactRef, ...]
    origin: Origin | None = None
