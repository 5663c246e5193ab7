"""What a person entered, looked through for what no use case could have written. None of it can be recomputed."""

import sqlite3
from collections.abc import Iterator
from enum import StrEnum

from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.stages import Stage
from bondtui.domain.work import ConcessionKind, ProjectKind, Status, Verdict
from bondtui.store.doctor_journal import JOURNALED
from bondtui.store.doctor_report import Report, short, subject_of
from bondtui.store.kept_with import KEPT

_KNOWN: dict[tuple[str, str], type[StrEnum]] = {
    ("interaction", "channel"): Channel,
    ("interaction", "initiator"): Initiator,
    ("interaction_signal", "signal"): Signal,
    ("stage_change", "stage"): Stage,
    ("project", "kind"): ProjectKind,
    ("project", "status"): Status,
    ("project", "verdict"): Verdict,
    ("concession", "kind"): ConcessionKind,
}
_WRONG = {
    "VARCHAR": ("typeof({}) <> 'text'", "no text"),
    "INTEGER": ("typeof({}) <> 'integer'", "no whole number"),
    "BOOLEAN": ("{} NOT IN (0, 1)", "neither yes nor no"),
    "DATE": ("({0} IS NOT date({0}, '+0 days') OR substr({0}, 1, 4) = '0000')", "no day"),
}
"""What no value of a column of that type is, and what to call one that is."""

_TOLD_OF_A_CIRCLE = 10
_NO_DAY_OF_A_YEAR = """
    SELECT id, month || '-' || day FROM important_date
    WHERE typeof(month) <> 'integer' OR typeof(day) <> 'integer' OR coalesce(year, 1) NOT BETWEEN 1 AND 9999
        OR printf('2000-%02d-%02d', month, day) IS NOT date(printf('2000-%02d-%02d', month, day), '+0 days')
"""
_WITHOUT_LEDGER = "SELECT id FROM contact WHERE NOT EXISTS (SELECT 1 FROM stage_change WHERE contact_id = contact.id)"
_WITHOUT_PEOPLE = """
    SELECT uid, date FROM interaction WHERE NOT EXISTS (SELECT 1 FROM participant WHERE interaction_id = interaction.id)
"""


def look(connection: sqlite3.Connection, report: Report) -> None:
    """Report references to nothing, unknown values, contacts and interactions that lack a part, referral circles."""
    _references(connection, report)
    for (table, column), known in _KNOWN.items():
        marks = ", ".join(f"'{each}'" for each in known)
        _values(connection, report, table, column, f"{column} NOT IN ({marks})", "none")
    for table, column, kind in _columns(connection):
        wrong, which = _WRONG[kind]
        _values(connection, report, table, column, wrong.format(column), which)
    for number, day in connection.execute(_NO_DAY_OF_A_YEAR).fetchall():
        what = subject_of(connection, "important_date", number)
        report.add("no day of a year", f"{what}: “{short(day)}” is in no year.")
    for (number,) in connection.execute(_WITHOUT_LEDGER).fetchall():
        who = subject_of(connection, "contact", number)
        report.add("ledger", f"{who}: the ledger is empty and does not say how the relationship began.")
    for uid, day in connection.execute(_WITHOUT_PEOPLE).fetchall():
        report.add("nobody", f"Nobody takes part in interaction {short(uid)} of {short(day)}.")
    _circles(connection, report)


def _columns(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Every column a person's entries are in, with its table and type."""
    for table in sorted(JOURNALED):
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
            if not (table == "contact" and column in KEPT):
                yield table, column, kind


def _references(connection: sqlite3.Connection, report: Report) -> None:
    for table, number, to, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        what = f"refers to a {to.replace('_', ' ')} that is not in the book"
        report.add("reference", f"{subject_of(connection, table, number)} {what}.")


def _values(connection: sqlite3.Connection, report: Report, table: str, column: str, wrong: str, which: str) -> None:
    sql = f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL AND {wrong}"
    for number, value in connection.execute(sql).fetchall():
        what = f"{column.replace('_', ' ')} is “{short(value)}”, which is {which}"
        report.add(f"{table} {column}", f"{subject_of(connection, table, number)}: {what}.")


def _circles(connection: sqlite3.Connection, report: Report) -> None:
    """Follow every contact's referrers up to one seen before; a circle is met once, on the first way into it."""
    above = dict(connection.execute("SELECT id, referred_by_id FROM contact WHERE referred_by_id IS NOT NULL"))
    seen: set[int] = set()
    for start in above:
        way: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in seen:
            seen.add(at)
            way[at] = None
            at = above.get(at)
        if at in way:
            circle = list(way)[list(way).index(at) :]
            names = [subject_of(connection, "contact", each) for each in [*circle, at][:_TOLD_OF_A_CIRCLE]]
            more = " ← …" if len(circle) >= len(names) else ""
            report.add("circle", f"Referrals go in a circle: {' ← '.join(names)}{more}.")
