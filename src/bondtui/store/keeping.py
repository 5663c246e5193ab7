"""The kept columns: computed here from the rest of the book, in the transaction that changes it."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from bondtui.domain import clock
from bondtui.domain.nudges import check_in_id
from bondtui.domain.stages import Stage
from bondtui.domain.text import fold
from bondtui.store import engine, kept_with

_FACTS = """
    SELECT uid, name, company, role, expertise, about, every_days, added_on, archived,
        (SELECT stage FROM stage_change WHERE contact_id = contact.id ORDER BY date DESC, id DESC LIMIT 1),
        (SELECT max(interaction.date) FROM participant JOIN interaction ON interaction.id = interaction_id
            WHERE contact_id = contact.id AND reached AND channel <> 'note')
    FROM contact WHERE id = :id
"""
_KEEP = """
    UPDATE contact SET fold = :fold, stage = :stage, cadence_days = :cadence_days,
        last_contact_on = :last_contact_on, snoozed_until = :snoozed_until, due_on = :due_on
    WHERE id = :id
"""


def keep(connection: sqlite3.Connection, contacts: Iterable[int], cadences: Mapping[Stage, int]) -> None:
    """Compute the kept columns, name keys and search words of these contacts anew; one who was removed loses them."""
    for contact in contacts:
        facts = connection.execute(_FACTS, {"id": contact}).fetchone()
        connection.execute("DELETE FROM name_key WHERE contact_id = :id", {"id": contact})
        connection.execute("DELETE FROM contact_search WHERE rowid = :id", {"id": contact})
        if facts:
            _keep_one(connection, contact, facts, cadences)


def _keep_one(
    connection: sqlite3.Connection, contact: int, facts: tuple[object, ...], cadences: Mapping[Stage, int]
) -> None:
    from bondtui.domain.names import keys_of  # the grammar's patterns: not for those who only read

    uid, name, company, role, expertise, about = map(str, facts[:6])
    every_days, added_on, archived, stage, last = facts[6:]
    aliases = _names(connection, "alias", contact)
    tags = _names(connection, "tag", contact)
    where = {"id": contact, "nudge": check_in_id(uid)}
    snooze = connection.execute("SELECT until FROM snooze WHERE contact_id = :id AND nudge = :nudge", where).fetchone()
    now = Stage(str(stage or "stranger"))
    days = clock.cadence(every_days if isinstance(every_days, int) else None, now, cadences)
    until = _day(snooze[0]) if snooze else None
    due = None if archived else clock.due_on(_day(last), _day(added_on) or date.min, days, until)
    kept = {
        "id": contact, "fold": fold(name), "stage": now.value, "cadence_days": days,
        "last_contact_on": last, "snoozed_until": snooze[0] if snooze else None,
        "due_on": due.isoformat() if due else None,
    }  # fmt: skip
    connection.execute(_KEEP, kept)
    words = fold("\n".join([name, *aliases, company, role, *tags, expertise, about]))
    connection.execute("INSERT INTO contact_search (rowid, words) VALUES (?, ?)", (contact, words))
    keys = keys_of(name, aliases)
    connection.executemany(
        "INSERT INTO name_key (name_key, contact_id, how) VALUES (?, ?, ?)",
        [(key, contact, how) for key, how in keys.items()],
    )


def keep_texts(connection: sqlite3.Connection, interactions: Iterable[int]) -> None:
    """Make the texts of these interactions searchable as they are now."""
    for interaction in interactions:
        connection.execute("DELETE FROM interaction_search WHERE rowid = ?", (interaction,))
        found = connection.execute("SELECT text FROM interaction WHERE id = ?", (interaction,)).fetchone()
        if found:
            words = (interaction, fold(found[0]))
            connection.execute("INSERT INTO interaction_search (rowid, words) VALUES (?, ?)", words)


def _names(connection: sqlite3.Connection, table: str, contact: int) -> list[str]:
    sql = f"SELECT name FROM {table} WHERE contact_id = :id ORDER BY id"
    return [row[0] for row in connection.execute(sql, {"id": contact})]


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def keep_all(path: Path, cadences: Mapping[Stage, int]) -> None:
    """Compute every contact's cadence and due date with these cadences, in one transaction, and note them."""
    with closing(engine.connect(path)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        sql = "SELECT id, every_days, stage, last_contact_on, added_on, snoozed_until, archived FROM contact"
        new = []
        for contact, own, stage, last, added, until, archived in connection.execute(sql).fetchall():
            days = clock.cadence(own, Stage(stage), cadences)
            due = None if archived else clock.due_on(_day(last), _day(added) or date.min, days, _day(until))
            new.append((days, due.isoformat() if due else None, contact))
        connection.executemany("UPDATE contact SET cadence_days = ?, due_on = ? WHERE id = ?", new)
        kept_with.note(connection, cadences)
