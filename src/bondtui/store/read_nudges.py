"""What is due, read from the columns that say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bondtui.domain.clock import days_after
from bondtui.domain.contacts import ContactRef, ImportantDate, PartialDate
from bondtui.domain.stages import Stage
from bondtui.store.count_due import IN_REVIEW, LIVING, OPEN, SUGGESTED
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


_STANDING = """
    SELECT id, uid, name, stage, cadence_days, added_on FROM contact
    WHERE {} AND NOT EXISTS (SELECT 1 FROM snooze WHERE nudge = '{}-' || uid AND until > :today)
    ORDER BY fold, id
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A contact for whom a suggestion or a review stands, with what its reason rests on."""

    id: int
    contact: ContactRef
    cadence_days: int
    added_on: date


def suggested(reader: Reader, today: date, only: str = "") -> list[Standing]:
    """Contacts with a suggestion that stands; `only` the one with this uid."""
    return _standing(reader, _STANDING.format(SUGGESTED + _ONLY * bool(only), "su"), today, only)


def in_review(reader: Reader, today: date, only: str = "") -> list[Standing]:
    """Contacts whose stage is to be reviewed; `only` the one with this uid."""
    return _standing(reader, _STANDING.format(IN_REVIEW + _ONLY * bool(only), "re"), today, only)


def anybody(reader: Reader, uid: str) -> list[Standing]:
    """The contact with this uid, if there is one and they are not archived, whatever stands for them."""
    sql = "SELECT id, uid, name, stage, cadence_days, added_on FROM contact WHERE uid = :only AND archived = 0"
    return [
        Standing(number, ContactRef(uid, name, Stage(stage)), cadence, date.fromisoformat(added))
        for number, uid, name, stage, cadence, added in reader.rows(sql, only=uid)
    ]


_ONLY = " AND uid = :only"


def _standing(reader: Reader, sql: str, today: date, only: str) -> list[Standing]:
    parameters = {"today": today.isoformat()} | ({"only": only} if only else {})
    return [
        Standing(number, ContactRef(uid, name, Stage(stage)), cadence, date.fromisoformat(added))
        for number, uid, name, stage, cadence, added in reader.rows(sql, **parameters)
    ]


def coming(reader: Reader, today: date, horizon: int) -> list[tuple[ContactRef, ImportantDate]]:
    """Important dates that may fall within `horizon` days of today, of contacts neither archived nor dead."""
    sql = f"""
        SELECT uid, name, stage, label, month, day, year FROM important_date JOIN contact ON contact.id = contact_id
        WHERE month = :month AND day BETWEEN :first AND :last AND archived = 0 AND {LIVING}
        ORDER BY fold, important_date.id
    """
    return [
        (ContactRef(uid, name, Stage(stage)), ImportantDate(label, PartialDate(month, day, year)))
        for span in _months(today, horizon)
        for uid, name, stage, label, month, day, year in reader.rows(sql, **span)
    ]


def _months(today: date, horizon: int) -> Iterator[dict[str, int]]:
    """The days from today on, month by month; the end of February holds the 29th, which common years keep earlier."""
    days = [day for ahead in range(min(horizon, 365) + 1) if (day := days_after(today, ahead))]
    for month in dict.fromkeys(each.month for each in days):
        within = [each.day for each in days if each.month == month]
        last = 29 if month == 2 and max(within) == 28 else max(within)
        yield {"month": month, "first": min(within), "last": last}


def answered(reader: Reader, ids: Sequence[str], today: date) -> set[str]:
    """Which of these nudges are done, dismissed or snoozed beyond today."""
    return {
        row[0]
        for sql in (
            "SELECT nudge FROM answer WHERE nudge IN (:values)",
            "SELECT nudge FROM snooze WHERE nudge IN (:values) AND until > :today",
        )
        for row in reader.chunks(sql, ids, today=today.isoformat())
    }


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
