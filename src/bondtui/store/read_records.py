"""The whole book as records, a few hundred at a time: read within a snapshot, so that all of them are of one moment.

Lists stand in the order of their rows. Answers to nudges of what was removed are left out: a number may be given again
where the records go.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm, InteractionForm
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.money import Money
from bondtui.domain.records import (
    Answered,
    BookRecord,
    ContactRecord,
    FollowUpRecord,
    InteractionRecord,
    Offered,
    PaymentRecord,
    ProjectRecord,
    Snoozed,
    is_of,
    numbered,
)
from bondtui.domain.stages import Stage, StageChange
from bondtui.domain.work import Concession, ConcessionKind, ProjectKind, Status, Step, Verdict
from bondtui.store.read_contacts import day
from bondtui.store.read_work import money
from bondtui.store.reader import Reader

PAGE = 100
"""Records read at a time, without their lists."""

_TABLES = {"f": "follow_up", "p": "project"}

Parts = dict[int, list[tuple[Any, ...]]]


def records(reader: Reader) -> Iterator[BookRecord]:
    """Everything: what a record names stands before it, but for what a contact names."""
    yield from _contacts(reader)
    yield from _projects(reader)
    yield from _interactions(reader)
    yield from _follow_ups(reader)
    yield from _payments(reader)


def _pages(reader: Reader, sql: str) -> Iterator[list[Any]]:
    """The rows in the order of the id they begin with; `sql` ends where its condition does."""
    after = 0
    while rows := reader.rows(f"{sql} > :after ORDER BY 1 LIMIT {PAGE}", after=after):
        yield rows
        after = rows[-1][0]


def _contacts(reader: Reader) -> Iterator[ContactRecord]:
    sql = """
        SELECT contact.id, contact.uid, contact.name, contact.company, contact.role, contact.expertise, contact.about,
            contact.how_met, referrer.uid, contact.every_days, contact.added_on, contact.archived
        FROM contact LEFT JOIN contact AS referrer ON referrer.id = contact.referred_by_id WHERE contact.id
    """
    for rows in _pages(reader, sql):
        yield from _with_lists(reader, rows)


def _with_lists(reader: Reader, rows: Sequence[Any]) -> Iterator[ContactRecord]:
    ids = [row[0] for row in rows]

    def parts(table: str, columns: str, order: str = "id") -> Parts:
        sql = f"SELECT contact_id, {columns} FROM {table} WHERE contact_id IN (:values) ORDER BY {order}"
        return reader.grouped(sql, ids)

    aliases, tags = parts("alias", "name"), parts("tag", "name")
    methods, dates = parts("contact_method", "kind, value, label"), parts("important_date", "label, month, day, year")
    snoozes, answers = parts("snooze", "nudge, set_on, until", "nudge"), parts("answer", _ANSWER, "nudge")
    ledgers, sources = reader.grouped(_LEDGER, ids), parts("source", "key")
    there = _there(reader, [row[0] for each in (snoozes, answers) for rows in each.values() for row in rows])
    for number, uid, name, company, role, expertise, about, how_met, referrer, every, added, archived in rows:
        form = ContactForm(
            name, aliases=_first(aliases, number), company=company, role=role, expertise=expertise, about=about,
            how_met=how_met, methods=tuple(ContactMethod(*each) for each in methods.get(number, ())),
            dates=tuple(ImportantDate(label, PartialDate(*on)) for label, *on in dates.get(number, ())),
            tags=_first(tags, number), every_days=every, referred_by=referrer,
        )  # fmt: skip
        # One contact's may be sixteen megabytes.
        sql = "SELECT line FROM vcard_property WHERE contact_id = :id ORDER BY id"
        yield ContactRecord(
            uid, form, date.fromisoformat(added), bool(archived),
            tuple(_change(*each) for each in ledgers.get(number, ())),
            tuple(
                Snoozed(nudge, _day(on), _day(until))
                for nudge, on, until in snoozes.get(number, ())
                if nudge in there and is_of(nudge, uid)
            ),
            tuple(
                Answered(nudge, _day(on), known)
                for nudge, on, known in answers.get(number, ())
                if nudge in there and is_of(nudge, uid)
            ),
            tuple(line for (line,) in reader.rows(sql, id=number)), _first(sources, number),
        )  # fmt: skip


_ANSWER = "nudge, answered_on, evidence"
_LEDGER = """
    SELECT contact_id, stage_change.id, stage_change.date, stage, reason, interaction.uid
    FROM stage_change LEFT JOIN interaction ON interaction.id = interaction_id
    WHERE contact_id IN (:values) ORDER BY stage_change.id
"""


def _there(reader: Reader, keys: Sequence[str]) -> set[str]:
    """Those of the keys that name nothing that was removed."""
    named = {key: numbered(key) for key in keys}
    there = {
        (letter, number)
        for letter, table in _TABLES.items()
        for (number,) in reader.chunks(
            f"SELECT id FROM {table} WHERE id IN (:values)",
            list({found[1] for found in named.values() if found and found[0] == letter}),
        )
    }
    return {key for key, found in named.items() if found is None or found in there}


def _first(parts: Parts, owner: int) -> tuple[str, ...]:
    return tuple(row[0] for row in parts.get(owner, ()))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _change(number: int, on: str, stage: str, reason: str, interaction: str | None) -> StageChange:
    return StageChange(number, _day(on), Stage(stage), reason, interaction)


def _projects(reader: Reader) -> Iterator[ProjectRecord]:
    sql = """
        SELECT project.id, contact.uid, title, kind, status, agreed_minor, agreed_currency, project.added_on,
            started_on, finished_on, verdict, result
        FROM project JOIN contact ON contact.id = contact_id WHERE project.id
    """
    steps = """
        SELECT project_id, n, title, done_on, waived FROM step WHERE project_id IN (:values) ORDER BY project_id, n
    """
    asked = """
        SELECT project_id, kind, granted, minor, currency, asked_on, note FROM concession
        WHERE project_id IN (:values) ORDER BY id
    """
    for rows in _pages(reader, sql):
        ids = [row[0] for row in rows]
        standard, conceded = reader.grouped(steps, ids), reader.grouped(asked, ids)
        for number, uid, title, kind, status, minor, currency, added, started, finished, verdict, result in rows:
            yield ProjectRecord(
                number, uid, title, ProjectKind(kind), Status(status), money(minor, currency), _day(added),
                day(started), day(finished), Verdict(verdict) if verdict else None, result,
                tuple(Step(n, step, day(done), waived) for n, step, done, waived in standard.get(number, ())),
                tuple(_concession(*each) for each in conceded.get(number, ())),
            )  # fmt: skip


def _concession(kind: str, granted: int, minor: int | None, currency: str | None, on: str, note: str) -> Concession:
    return Concession(ConcessionKind(kind), bool(granted), money(minor, currency), _day(on), note)


def _interactions(reader: Reader) -> Iterator[InteractionRecord]:
    columns = "id, uid, date, channel, initiator, reached, private, text"
    with_whom = """
        SELECT interaction_id, uid FROM participant JOIN contact ON contact.id = contact_id
        WHERE interaction_id IN (:values) ORDER BY participant.id
    """
    offers = """
        SELECT interaction_id, uid, offered FROM opener JOIN contact ON contact.id = contact_id
        WHERE interaction_id IN (:values) ORDER BY opener.id
    """
    seen = "SELECT interaction_id, signal FROM interaction_signal WHERE interaction_id IN (:values) ORDER BY id"
    keys = "SELECT interaction_id, key FROM source WHERE interaction_id IN (:values) ORDER BY id"
    for rows in _pages(reader, f"SELECT {columns} FROM interaction WHERE id"):
        ids = [row[0] for row in rows]
        people, signals, sources, openers = (reader.grouped(sql, ids) for sql in (with_whom, seen, keys, offers))
        there = _there(reader, [key for offered in openers.values() for _, key in offered])
        for number, uid, on, channel, initiator, reached, private, text in rows:
            form = InteractionForm(
                _day(on), Channel(channel), Initiator(initiator), bool(reached), bool(private),
                tuple(map(Signal, _first(signals, number))), text, _first(people, number),
            )  # fmt: skip
            # An opener that is gone still says that another was not the last.
            offered = tuple(Offered(who, key if key in there else "") for who, key in openers.get(number, ()))
            yield InteractionRecord(uid, form, offered, _first(sources, number))


def _follow_ups(reader: Reader) -> Iterator[FollowUpRecord]:
    sql = """
        SELECT follow_up.id, contact.uid, interaction.uid, follow_up.due_on, follow_up.text, done_on
        FROM follow_up JOIN contact ON contact.id = contact_id LEFT JOIN interaction ON interaction.id = interaction_id
        WHERE follow_up.id
    """
    for rows in _pages(reader, sql):
        for number, uid, interaction, due, text, done in rows:
            yield FollowUpRecord(number, uid, interaction, _day(due), text, day(done))


def _payments(reader: Reader) -> Iterator[PaymentRecord]:
    sql = """
        SELECT payment.id, uid, project_id, date, minor, currency, note
        FROM payment JOIN contact ON contact.id = contact_id WHERE payment.id
    """
    for rows in _pages(reader, sql):
        for number, uid, project, on, minor, currency, note in rows:
            yield PaymentRecord(number, uid, project, _day(on), Money(minor, currency), note)
