"""The kept columns: computed here from the rest of the book, in the transaction that changes it."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bondtui.domain import clock
from bondtui.domain.forms import ContactForm
from bondtui.domain.nudges import check_in_id, review_id, suggestion_id
from bondtui.domain.stages import Stage
from bondtui.domain.suggestions import standing
from bondtui.domain.text import fold
from bondtui.store import engine, kept_with, read_evidence

_FACTS = """
    SELECT uid, name, company, role, expertise, about, every_days, added_on, archived,
        (SELECT max(interaction.date) FROM participant JOIN interaction ON interaction.id = interaction_id
            WHERE contact_id = contact.id AND reached AND channel <> 'note')
    FROM contact WHERE id = :id
"""
_KEEP = """
    UPDATE contact SET fold = :fold, stage = :stage, cadence_days = :cadence_days,
        last_contact_on = :last_contact_on, snoozed_until = :snoozed_until, due_on = :due_on,
        suggested_until = :suggested_until, review_on = :review_on
    WHERE id = :id
"""


@dataclass(frozen=True, slots=True)
class Derived:
    """What the rest of the book says of a contact: the kept columns, the search words, the name keys and how each."""

    columns: dict[str, object]
    words: str
    keys: dict[str, int]


def keep(connection: sqlite3.Connection, contacts: Iterable[int], cadences: Mapping[Stage, int]) -> None:
    """Compute the kept columns, name keys and search words of these contacts anew; one who was removed loses them."""
    for contact in contacts:
        found = derived(connection, contact, cadences)
        connection.execute("DELETE FROM name_key WHERE contact_id = :id", {"id": contact})
        connection.execute("DELETE FROM contact_search WHERE rowid = :id", {"id": contact})
        if found:
            connection.execute(_KEEP, {"id": contact, **found.columns})
            index(connection, [(contact, found)])


def keep_all(path: Path, cadences: Mapping[Stage, int]) -> None:
    """Compute every contact's kept columns with these cadences, in one transaction, and note them."""
    with closing(engine.connect(path)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        for (contact,) in connection.execute("SELECT id FROM contact").fetchall():
            facts = connection.execute(_FACTS, {"id": contact}).fetchone()
            connection.execute(_KEEP, {"id": contact, **_columns(connection, contact, facts, cadences)})
        kept_with.note(connection, cadences)


def derived(connection: sqlite3.Connection, contact: int, cadences: Mapping[Stage, int]) -> Derived | None:
    """What is to be kept of a contact, computed from the rest of the book; None when there is no such contact.

    Raises ValueError, TypeError or OverflowError where the book holds what no use case writes.
    """
    from bondtui.domain.names import keys_of  # the grammar's patterns: not for those who only read

    facts = connection.execute(_FACTS, {"id": contact}).fetchone()
    if facts is None:
        return None
    _, name, company, role, expertise, about, *_ = facts
    aliases, tags = _names(connection, "alias", contact), _names(connection, "tag", contact)
    form = ContactForm(name, aliases=aliases, company=company, role=role, tags=tags, expertise=expertise, about=about)
    return Derived(_columns(connection, contact, facts, cadences), _words(form), keys_of(name, aliases))


def _words(form: ContactForm) -> str:
    """What a contact is found by, folded."""
    return fold("\n".join([form.name, *form.aliases, form.company, form.role, *form.tags, form.expertise, form.about]))


def _columns(
    connection: sqlite3.Connection, contact: int, facts: Sequence[Any], cadences: Mapping[Stage, int]
) -> dict[str, object]:
    uid, name, *_, every_days, added_on, archived, last = facts
    added = date.fromisoformat(added_on)

    def rows(sql: str, **parameters: object) -> Iterable[Any]:
        return connection.execute(sql, parameters)

    ledger = read_evidence.ledger_of(rows, contact)
    stage = ledger[-1].change.to if ledger else Stage.STRANGER
    days = clock.cadence(every_days, stage, cadences)
    where = {"nudge": check_in_id(uid)}
    snooze = connection.execute("SELECT until FROM snooze WHERE nudge = :nudge", where).fetchone()
    due = clock.due_on(_day(last), added, days, _day(snooze[0]) if snooze else None)
    stands = standing(
        stage, ledger, read_evidence.seen(rows, contact), added, days,
        read_evidence.answer(rows, suggestion_id(uid)), read_evidence.answer(rows, review_id(uid)),
    )  # fmt: skip
    return {
        "fold": fold(name), "stage": stage.value, "cadence_days": days,
        "last_contact_on": last, "snoozed_until": snooze[0] if snooze else None,
        "due_on": None if archived else _text(due),
        "suggested_until": None if archived else _text(stands.suggested_until),
        "review_on": None if archived else _text(stands.review_on),
    }  # fmt: skip


def index(connection: sqlite3.Connection, found: Sequence[tuple[int, Derived]]) -> None:
    """Make contacts findable who are not so far, or not any more."""
    connection.executemany(
        "INSERT INTO contact_search (rowid, words) VALUES (?, ?)", [(contact, each.words) for contact, each in found]
    )
    connection.executemany(
        "INSERT INTO name_key (name_key, contact_id, how) VALUES (?, ?, ?)",
        [(key, contact, how) for contact, each in found for key, how in each.keys.items()],
    )


def of_a_newcomer(form: ContactForm, added: date, archived: bool, cadences: Mapping[Stage, int]) -> Derived:
    """What is to be kept of a stranger with whom nothing has happened: the same as `derived`, and nothing is read."""
    from bondtui.domain.names import keys_of

    days = clock.cadence(form.every_days, Stage.STRANGER, cadences)
    columns = {
        **kept_with.UNKEPT,
        "fold": fold(form.name), "stage": Stage.STRANGER.value, "cadence_days": days,
        "due_on": None if archived else _text(clock.due_on(None, added, days, None)),
    }  # fmt: skip
    return Derived(columns, _words(form), keys_of(form.name, form.aliases))


def keep_texts(connection: sqlite3.Connection, interactions: Iterable[int]) -> None:
    """Make the texts of these interactions searchable as they are now."""
    for interaction in interactions:
        connection.execute("DELETE FROM interaction_search WHERE rowid = ?", (interaction,))
        found = connection.execute("SELECT text FROM interaction WHERE id = ?", (interaction,)).fetchone()
        if found:
            words = (interaction, fold(found[0]))
            connection.execute("INSERT INTO interaction_search (rowid, words) VALUES (?, ?)", words)


def _names(connection: sqlite3.Connection, table: str, contact: int) -> tuple[str, ...]:
    sql = f"SELECT name FROM {table} WHERE contact_id = :id ORDER BY id"
    return tuple(row[0] for row in connection.execute(sql, {"id": contact}))


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
