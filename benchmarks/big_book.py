"""Makes books of any size in seconds: rows go in by SQL, what is derived comes from the rules the app itself uses."""

import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bondtui.domain import clock
from bondtui.domain.names import keys_of
from bondtui.domain.stages import Stage
from bondtui.domain.text import fold
from bondtui.store import engine, keeping

TODAY = date(2026, 11, 23)
INTERACTIONS_EACH = 3
SOMEBODY = "Anna Petrova"
"""The one contact every book has, with no other of that name."""

_BEGINNINGS = ["Al", "Ba", "Co", "Da", "El", "Fi", "Ga", "Ha", "Il", "Jo", "Ka", "Le", "Ma", "Ni", "Or", "Pe", "Ra", "So", "Ti", "Ul", "Va", "Wi", "Ya", "Zo"]
_MIDDLES = ["ba", "do", "fe", "gi", "ka", "lo", "mi", "na", "ra", "sa", "ti", "vo"]
_ENDINGS = ["bert", "dan", "fried", "ka", "la", "lin", "mar", "na", "nik", "rik", "sa", "ta", "ton", "vin"]
_TRADES = ["bakery", "clinic", "gallery", "garden", "school", "shop", "studio", "workshop"]
_TEXTS = ("the spring course sold out", "sent the offer", "talked about the holidays", "asked how the site sells")


def make(path: Path, size: int) -> None:
    """A book of `size` contacts at `path`, each with a few interactions; the same for the same size."""
    engine.create(path)
    connection = engine.connect(path)
    dice = random.Random(size)
    connection.execute("BEGIN IMMEDIATE")
    for start in range(1, size + 1, 5_000):
        _fill(connection, dice, range(start, min(start + 5_000, size + 1)))
    keeping.note(connection, clock.DEFAULT_CADENCES)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()


def _fill(connection: sqlite3.Connection, dice: random.Random, ids: range) -> None:
    people, keys, ledger, tags = [], [], [], []
    happened, took_part = [], []
    for number in ids:
        name = SOMEBODY if number == 1 else _name(dice)
        stage = dice.choices(list(Stage), (60, 25, 10, 5))[0]
        trade, added = dice.choice(_TRADES), TODAY - timedelta(days=dice.randint(400, 1100))
        last = TODAY - timedelta(days=dice.randint(0, 120))
        days = clock.cadence(None, stage, clock.DEFAULT_CADENCES)
        due = clock.due_on(last, added, days, None)
        company = f"{name.split()[-1]} {trade}"
        search = fold("\n".join([name, company, "owner", trade, "", ""]))
        people.append(
            (number, f"c{number:08}", name, company, "owner", added, fold(name), search, stage, days, last, due)
        )
        keys += [(key, number, how) for key, how in keys_of(name, ()).items()]
        ledger.append((number, added, stage))
        tags.append((number, trade))
        for nth in range(INTERACTIONS_EACH):
            meeting = number * INTERACTIONS_EACH + nth
            day = last - timedelta(days=nth * 40)
            happened.append((meeting, f"i{meeting:09}", day, "call", dice.choice(("me", "them")), dice.choice(_TEXTS)))
            took_part.append((meeting, number))
    for sql, rows in _statements(people, keys, ledger, tags, happened, took_part):
        connection.executemany(sql, (tuple(_plain(value) for value in row) for row in rows))


def _statements(*rows: list[tuple[object, ...]]) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    contact = "id, uid, name, company, role, added_on, fold, search, stage, cadence_days, last_contact_on, due_on"
    yield f"INSERT INTO contact ({contact}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows[0]
    yield "INSERT OR IGNORE INTO name_key (name_key, contact_id, how) VALUES (?, ?, ?)", rows[1]
    yield "INSERT INTO stage_change (contact_id, date, stage) VALUES (?, ?, ?)", rows[2]
    yield "INSERT INTO tag (contact_id, name) VALUES (?, ?)", rows[3]
    columns = "id, uid, date, channel, initiator, text, reached, private"
    yield f"INSERT INTO interaction ({columns}) VALUES (?, ?, ?, ?, ?, ?, 1, 0)", rows[4]
    yield "INSERT INTO participant (interaction_id, contact_id) VALUES (?, ?)", rows[5]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Stage) else value


def _name(dice: random.Random) -> str:
    first = dice.choice(_BEGINNINGS) + dice.choice(_ENDINGS)
    last = dice.choice(_BEGINNINGS) + dice.choice(_MIDDLES) + dice.choice(_MIDDLES) + dice.choice(_ENDINGS)
    return f"{first} {last}"


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
