"""What doctor found, said so that a person knows whom and what it is about."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bondtui.domain.health import Problem
from bondtui.domain.text import clean_line

FEW = 20
"""Problems of one kind that are told; the rest are counted."""

_PREFIX = {"follow_up": "f", "project": "p", "payment": "m"}
_LONGEST = 60

_PEOPLE = {
    "contact_id": "SELECT name FROM contact WHERE id = ?",
    "project_id": "SELECT name FROM project JOIN contact ON contact.id = contact_id WHERE project.id = ?",
    "interaction_id": """
        SELECT name FROM participant JOIN contact ON contact.id = contact_id WHERE interaction_id = ?
        ORDER BY participant.id LIMIT 3
    """,
}
"""Whom a row is about, by the column that says so; the first a row has counts."""


class Report:
    """Problems in the order they were found, each kind together."""

    def __init__(self) -> None:
        self._told: dict[str, list[Problem]] = {}
        self._found: Counter[str] = Counter()

    def add(self, kind: str, what: str, *, mendable: bool = False) -> None:
        """`kind` only groups; problems of one kind are all mendable or none is."""
        self._found[kind] += 1
        if self._found[kind] <= FEW:
            self._told.setdefault(kind, []).append(Problem(what, mendable))

    def problems(self) -> list[Problem]:
        """At most FEW of a kind, then one that counts the others."""
        told = []
        for kind, found in self._found.items():
            told += self._told[kind]
            if found > FEW:
                others = f"There are {found - FEW} more" if found > FEW + 1 else "There is one more"
                told.append(Problem(f"{others} like the last one.", told[-1].mendable))
        return told


def short(value: object) -> str:
    """Whatever stands in the book, harmless and on one line."""
    return clean_line(str(value))[:_LONGEST]


def subject(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> str:
    """A row of a table as a sentence opens with it: `Anna Berg`, `Interaction i4k2 with Anna Berg`, `Follow-up f1`."""
    if table == "contact":
        return short(row.get("name", "")) or f"Contact {row['id']}"
    if table == "interaction":
        who = _people(connection, "interaction_id", row["id"])
        return f"Interaction {short(row.get('uid', row['id']))}{' with ' + who if who else ''}"
    column = next((each for each in _PEOPLE if row.get(each) is not None), None)
    who = _people(connection, column, row[column]) if column else ""
    word = "Follow-up" if table == "follow_up" else table.replace("_", " ").capitalize()
    return f"{word} {_PREFIX.get(table, '')}{row['id']}{' of ' + who if who else ''}"


def subject_of(connection: sqlite3.Connection, table: str, row_id: int) -> str:
    """The same for the row of that id, which is there."""
    found = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
    names = [column[0] for column in found.description]
    return subject(connection, table, dict(zip(names, found.fetchone(), strict=True)))


def _people(connection: sqlite3.Connection, column: str, number: int) -> str:
    names = [short(name) for (name,) in connection.execute(_PEOPLE[column], (number,))]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
