"""When to get in touch: the last contact, the cadence, the day it is due, and a fair order (R1–R3)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bondtui.domain.stages import Stage

if TYPE_CHECKING:
    from bondtui.domain.interactions import Interaction

DEFAULT_CADENCES: Mapping[Stage, int] = {
    Stage.STRANGER: 90,
    Stage.ACQUAINTANCE: 60,
    Stage.PARTNER: 30,
    Stage.FRIEND: 30,
}
"""Days between check-ins for contacts without a cadence of their own."""


def last_contact(interactions: Iterable["Interaction"]) -> date | None:
    """R1: the latest date of an interaction that reached them, other than a note."""
    return max((each.date for each in interactions if each.moves_the_clock), default=None)


def days_after(day: date, days: int) -> date | None:
    """The day so many days later, or earlier; None outside the years 1 to 9999: what would fall there never comes."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def cadence(own: int | None, stage: Stage, defaults: Mapping[Stage, int]) -> int:
    """Days between check-ins: the contact's own, else the stage's; 0 means never."""
    return defaults[stage] if own is None else own


def due_on(last: date | None, added_on: date, cadence_days: int, snoozed_until: date | None) -> date | None:
    """R2: the last contact, else the day they were added, plus the cadence; the snooze's end, if later."""
    due = days_after(last or added_on, cadence_days) if cadence_days else None
    return max(due, snoozed_until or due) if due else None


def days_overdue(due: date | None, today: date) -> int | None:
    """0 on the day a check-in falls due; None when it is not due."""
    return None if due is None or due > today else (today - due).days


def fairness(due: date, cadence_days: int, today: date) -> float:
    """R3: sorts check-ins by days overdue / cadence, the longest wait first; names settle a tie."""
    return -(today - due).days / cadence_days
