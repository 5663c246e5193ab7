"""What is due, read from the columns that say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bondtui.domain.contacts import ContactRef
from bondtui.domain.stages import Stage
from bondtui.store.count_due import OPEN
from bondtui.store.reader import Reader


@dataclass(frozen=True, slots=True)
class DueCheckIn:
    """A check-in with what its order and its reason rest on."""

    contact: ContactRef
    due_on: date
    cadence_days: int
    last_contact_on: date | None
    added_on: date
    fold: str


_DUE = "SELECT uid, name, stage, due_on, cadence_days, last_contact_on, added_on, fold FROM contact"


def check_ins(reader: Reader, today: date) -> list[DueCheckIn]:
    """Every check-in due on or before today."""
    return list(_check_ins(reader, f"{_DUE} WHERE due_on <= :today", today))


def next_check_in(reader: Reader, today: date) -> DueCheckIn | None:
    """The first check-in after today."""
    return next(_check_ins(reader, f"{_DUE} WHERE due_on > :today ORDER BY due_on, fold LIMIT 1", today), None)


def _check_ins(reader: Reader, sql: str, today: date) -> Iterator[DueCheckIn]:
    for uid, name, stage, due, cadence, last, added, fold in reader.rows(sql, today=today.isoformat()):
        yield DueCheckIn(
            ContactRef(uid, name, Stage(stage)), date.fromisoformat(due), cadence,
            date.fromisoformat(last) if last else None, date.fromisoformat(added), fold,
        )  # fmt: skip


def promised(reader: Reader, today: date) -> list[tuple[int, ContactRef, date, str]]:
    """Open follow-ups due on or before today: id, contact, day, text."""
    return _promised(reader, f"{OPEN} AND coalesce(snooze.until, follow_up.due_on) <= :today ORDER BY 5, 1", today)


def next_promised(reader: Reader, today: date) -> list[tuple[int, ContactRef, date, str]]:
    """The first open follow-up after today, if any."""
    sql = f"{OPEN} AND coalesce(snooze.until, follow_up.due_on) > :today ORDER BY 5, 1 LIMIT 1"
    return _promised(reader, sql, today)


def _promised(reader: Reader, sql: str, today: date) -> list[tuple[int, ContactRef, date, str]]:
    return [
        (number, ContactRef(uid, name, Stage(stage)), date.fromisoformat(due), text)
        for number, uid, name, stage, due, text in reader.rows(sql, today=today.isoformat())
    ]
