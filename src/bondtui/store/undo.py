"""Undo and redo: the journal's row images put back in one transaction, and what is kept computed anew."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from bondtui.domain.history import Change
from bondtui.domain.stages import Stage
from bondtui.errors import Refused
from bondtui.store import keeping
from bondtui.store.daily import Terms
from bondtui.store.reader import Reader
from bondtui.store.transaction import transaction

_CHANGE = "SELECT id, label, at, undone FROM change"
_STANDS = "SELECT coalesce(max(id), 0) FROM change WHERE undone = 0"
_NEXT = {
    "undo": f"{_CHANGE} WHERE undone = 0 ORDER BY id DESC LIMIT 1",
    "redo": f"{_CHANGE} WHERE undone = 1 AND id > ({_STANDS}) ORDER BY id",
}
END_REDO = f"UPDATE change SET undone = 2 WHERE undone = 1 AND id > ({_STANDS} AND id < :change)"
"""What was undone before a new `change` (an id) is never made again, also when that one is undone in its turn."""

_ROWS = "SELECT table_name, row_id, before, after FROM change_row WHERE change_id = ? ORDER BY id"


def history(reader: Reader, limit: int, offset: int) -> list[Change]:
    """The latest changes, the newest first."""
    rows = reader.rows(f"{_CHANGE} ORDER BY id DESC LIMIT :limit OFFSET :offset", limit=limit, offset=offset)
    return [_change(*row) for row in rows]


def turn(terms: Terms, way: str) -> Change:
    """`undo` the latest change that stands, or `redo` the first that was undone since the last one made.

    Refused when there is none, or when one of its rows is not what the change left.
    """
    if not terms.file.path.exists():
        raise Refused(f"There is nothing to {way}.")
    with transaction(terms) as connection:
        found = connection.execute(_NEXT[way]).fetchone()
        if found is None:
            raise Refused(f"There is nothing to {way}.")
        number, label, at, _ = found
        rows = connection.execute(_ROWS, (number,)).fetchall()
        steps = [(table, row, after, before) for table, row, before, after in reversed(rows)]
        if way == "redo":
            steps = rows
        for table, row, was, becomes in steps:
            _put(connection, table, row, _image(was), _image(becomes), label)
        _keep(connection, [(table, row, _image(a) or {}, _image(b) or {}) for table, row, a, b in rows], terms.cadences)
        connection.execute("UPDATE change SET undone = ? WHERE id = ?", (way == "undo", number))
    return _change(number, label, at, int(way == "undo"))


def _change(number: int, label: str, at: str, undone: int) -> Change:
    return Change(number, label, f"{at[:19].replace(' ', 'T')}Z", undone > 0, undone == 1)


def _image(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def _put(
    connection: sqlite3.Connection,
    table: str,
    row: int,
    was: dict[str, Any] | None,
    becomes: dict[str, Any] | None,
    label: str,
) -> None:
    """Make a row what it `becomes`; table and column names are the journal's own."""
    columns = list(was or becomes or {})
    found = connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row,)).fetchone()
    if (None if found is None else dict(zip(columns, found, strict=True))) != was:
        raise Refused(f"“{label}” was built upon since, so it cannot be turned back.")
    if becomes is None:
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
    elif was is None:
        marks = ", ".join(f":{column}" for column in columns)
        connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", becomes)
    else:
        settings = ", ".join(f"{column} = :{column}" for column in columns)
        connection.execute(f"UPDATE {table} SET {settings} WHERE id = :id", becomes)


def _keep(
    connection: sqlite3.Connection,
    rows: list[tuple[str, int, dict[str, Any], dict[str, Any]]],
    cadences: Mapping[Stage, int],
) -> None:
    contacts = {row for table, row, *_ in rows if table == "contact"}
    interactions = {row for table, row, *_ in rows if table == "interaction"}
    for _, _, before, after in rows:
        for image in (before, after):
            contacts |= {image["contact_id"]} if image.get("contact_id") else set()
            interactions |= {image["interaction_id"]} if image.get("interaction_id") else set()
    for interaction in interactions:
        sql = "SELECT contact_id FROM participant WHERE interaction_id = ?"
        contacts |= {contact for (contact,) in connection.execute(sql, (interaction,))}
    keeping.keep_texts(connection, sorted(interactions))
    keeping.keep(connection, sorted(contacts), cadences)
