"""The four stages of a relationship and the ledger of how it moved (R4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bondtui.errors import Refused


class Stage(StrEnum):
    """In order: how close two people are."""

    STRANGER = "stranger"
    ACQUAINTANCE = "acquaintance"
    PARTNER = "partner"
    FRIEND = "friend"

    @property
    def rank(self) -> int:
        """0 for a stranger to 3 for a friend."""
        return _ORDER[self]


_ORDER = {stage: rank for rank, stage in enumerate(Stage)}


@dataclass(frozen=True, slots=True)
class StageChange:
    """One entry of the ledger. `interaction` is the uid of the one that shows it, if any."""

    id: int
    date: date
    to: Stage
    reason: str = ""
    interaction: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A stage change with the stage it came from, None for how the relationship began."""

    change: StageChange
    came_from: Stage | None


def ledger(changes: Iterable[StageChange]) -> tuple[LedgerEntry, ...]:
    """The changes by date, then by entry, each with the stage before it."""
    entries: list[LedgerEntry] = []
    for change in sorted(changes, key=lambda change: (change.date, change.id)):
        entries.append(LedgerEntry(change, entries[-1].change.to if entries else None))
    return tuple(entries)


def stage_on(changes: Iterable[StageChange], day: date) -> Stage | None:
    """The stage at the end of `day`; None before the first entry."""
    stage = None
    for entry in ledger(changes):
        if entry.change.date <= day:
            stage = entry.change.to
    return stage


def check_move(changes: Sequence[StageChange], to: Stage, on: date, today: date) -> None:
    """Raise Refused unless a move to `to` on the day `on` can be entered into the ledger."""
    if on > today:
        raise Refused("A move cannot be dated after today.")
    first = min(change.date for change in changes)
    if on < first:
        raise Refused(f"The relationship begins on {first}; a move cannot be dated before it.")
    if stage_on(changes, on) is to:
        raise Refused(f"The stage on {on} is {to} already.")


class Origin(StrEnum):
    """Which road it was: a friend who became a client, or a client who became a friend."""

    FRIEND_CLIENT = "friend-client"
    CLIENT_FRIEND = "client-friend"


def origin(entries: Sequence[LedgerEntry], client_since: date | None) -> Origin | None:
    """R4: computed from the ledger and the day of the first project or payment; None when it was neither road."""
    if client_since is None:
        return None
    friend_on = [entry.change.date for entry in entries if entry.change.to is Stage.FRIEND]
    if any(day < client_since for day in friend_on):
        return Origin.FRIEND_CLIENT
    return Origin.CLIENT_FRIEND if friend_on else None
