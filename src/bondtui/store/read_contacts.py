"""Contacts as they are shown: list rows, and one contact's page."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bondtui.domain.contacts import (
    Contact,
    ContactMethod,
    ContactPage,
    ContactRef,
    FollowUp,
    ImportantDate,
    PartialDate,
)
from bondtui.domain.stages import Origin, Stage, StageChange, ledger, origin
from bondtui.store.reader import Reader

COLUMNS = (
    "id, uid, name, company, role, stage, cadence_days, last_contact_on, due_on, snoozed_until, added_on, archived"
)


def day(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None


def contacts(reader: Reader, ids: Sequence[int]) -> list[Contact]:
    """The contacts of these ids, in this order; one that is gone is left out."""
    rows = {row[0]: row for row in reader.chunks(f"SELECT {COLUMNS} FROM contact WHERE id IN (:values)", ids)}
    aliases = _by_contact(reader, "alias", ids)
    tags = _by_contact(reader, "tag", ids)
    return [_contact(rows[each], aliases.get(each, ()), tags.get(each, ())) for each in ids if each in rows]


def _by_contact(reader: Reader, table: str, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    sql = f"SELECT contact_id, name FROM {table} WHERE contact_id IN (:values) ORDER BY id"
    return {contact: tuple(name for (name,) in rows) for contact, rows in reader.grouped(sql, ids).items()}


def _contact(row: Any, aliases: tuple[str, ...], tags: tuple[str, ...]) -> Contact:
    number, uid, name, company, role, stage, cadence, last, due, until, added, archived = row
    return Contact(
        number, uid, name, aliases, company, role, Stage(stage), tags, cadence, day(last), day(due), day(until),
        date.fromisoformat(added), bool(archived),
    )  # fmt: skip


def id_of(reader: Reader, uid: str) -> int | None:
    """The contact's id."""
    found = reader.rows("SELECT id FROM contact WHERE uid = :uid", uid=uid)
    return found[0][0] if found else None


def ids_of_names(reader: Reader, key: str, *, parts: bool) -> list[int]:
    """Whom a key names, by the best way it names anybody: a whole name before an alias before a short form.

    With `parts`, anybody one of whose words begins with it.
    """
    if parts:
        sql = "SELECT DISTINCT contact_id FROM name_key WHERE name_key >= :key AND name_key < :end ORDER BY contact_id"
        return [row[0] for row in reader.rows(sql, key=key, end=key + "\U0010ffff")]
    found = reader.rows("SELECT contact_id, how FROM name_key WHERE name_key = :key AND how < 3 ORDER BY how", key=key)
    return [contact for contact, how in found if how == found[0][1]]


def refs(reader: Reader, where: str, **parameters: object) -> tuple[ContactRef, ...]:
    """Contacts in passing, in name order; `where` is this package's own SQL."""
    rows = reader.rows(f"SELECT uid, name, stage FROM contact WHERE {where} ORDER BY fold, id", **parameters)
    return tuple(ContactRef(uid, name, Stage(stage)) for uid, name, stage in rows)


def page(reader: Reader, number: int) -> ContactPage:
    """All that is known of the contact but the timeline."""
    contact = contacts(reader, [number])[0]
    sql = "SELECT every_days, expertise, about, how_met, referred_by_id FROM contact WHERE id = :id"
    every_days, expertise, about, how_met, referrer = reader.rows(sql, id=number)[0]
    entries = ledger(changes(reader, number))
    return ContactPage(
        contact=contact,
        every_days=every_days,
        expertise=expertise,
        about=about,
        how_met=how_met,
        methods=tuple(_methods(reader, number)),
        dates=tuple(_dates(reader, number)),
        ledger=entries,
        follow_ups=follow_ups(reader, "follow_up.contact_id = :id", id=number),
        referred_by=next(iter(refs(reader, "id = :id", id=referrer)), None) if referrer else None,
        referred=refs(reader, "referred_by_id = :id", id=number),
        origin=origin(entries, client_since(reader, number)),
    )


def client_since(reader: Reader, number: int) -> date | None:
    """The day a contact became a client: of the first payment, or of the first project neither lead nor lost."""
    sql = """
        SELECT min(first) FROM (
            SELECT min(date) AS first FROM payment WHERE contact_id = :id
            UNION ALL
            SELECT min(coalesce(started_on, added_on)) FROM project
            WHERE contact_id = :id AND status NOT IN ('lead', 'lost'))
    """
    return day(reader.rows(sql, id=number)[0][0])


def origin_of(reader: Reader, number: int) -> Origin | None:
    """By which road a contact became friend and client, if both."""
    return origin(ledger(changes(reader, number)), client_since(reader, number))


def _methods(reader: Reader, number: int) -> Iterable[ContactMethod]:
    sql = "SELECT kind, value, label FROM contact_method WHERE contact_id = :id ORDER BY id"
    return (ContactMethod(*row) for row in reader.rows(sql, id=number))


def _dates(reader: Reader, number: int) -> Iterable[ImportantDate]:
    sql = "SELECT label, month, day, year FROM important_date WHERE contact_id = :id ORDER BY month, day, id"
    return (ImportantDate(label, PartialDate(month, d, year)) for label, month, d, year in reader.rows(sql, id=number))


def dates_of(reader: Reader, ids: Sequence[int]) -> dict[int, tuple[ImportantDate, ...]]:
    """The important dates of these contacts."""
    sql = "SELECT contact_id, label, month, day, year FROM important_date WHERE contact_id IN (:values) ORDER BY id"
    return {
        contact: tuple(ImportantDate(label, PartialDate(*on)) for label, *on in rows)
        for contact, rows in reader.grouped(sql, ids).items()
    }


def changes(reader: Reader, number: int) -> list[StageChange]:
    """The contact's stage changes."""
    sql = """
        SELECT stage_change.id, stage_change.date, stage, reason, interaction.uid
        FROM stage_change LEFT JOIN interaction ON interaction.id = interaction_id WHERE contact_id = :id
    """
    return [
        StageChange(each, date.fromisoformat(on), Stage(stage), reason, shown_by)
        for each, on, stage, reason, shown_by in reader.rows(sql, id=number)
    ]


def follow_ups(reader: Reader, where: str, **parameters: object) -> tuple[FollowUp, ...]:
    """Follow-ups by the day they are due; `where` is this package's own SQL."""
    sql = f"""
        SELECT follow_up.id, contact.uid, name, stage, follow_up.due_on, follow_up.text, done_on, interaction.uid
        FROM follow_up JOIN contact ON contact.id = contact_id LEFT JOIN interaction ON interaction.id = interaction_id
        WHERE {where} ORDER BY follow_up.due_on, follow_up.id
    """
    return tuple(
        FollowUp(f"f{each}", ContactRef(uid, name, Stage(stage)), date.fromisoformat(due), text, day(done), said_in)
        for each, uid, name, stage, due, text, done, said_in in reader.rows(sql, **parameters)
    )


def referrers(reader: Reader, number: int) -> list[str]:
    """The names above a contact in the referral tree, nearest first, with the contact's own first."""
    names: list[str] = []
    at: int | None = number
    while at is not None:
        name, at = reader.rows("SELECT name, referred_by_id FROM contact WHERE id = :id", id=at)[0]
        names.append(name)
    return names


def is_above(reader: Reader, number: int, other: int) -> bool:
    """Whether `number` is `other` or stands above it in the referral tree."""
    at: int | None = other
    while at is not None:
        if at == number:
            return True
        at = reader.rows("SELECT referred_by_id FROM contact WHERE id = :id", id=at)[0][0]
    return False
