"""Makes books of any size in seconds: rows go in by SQL, what is derived comes from the rules the app itself uses."""

import random
import sqlite3
import sys
from datetime import date, timedelta
from pathlib import Path

from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.stages import Stage
from bondtui.store import engine, keeping, kept_with

TODAY = date(2026, 11, 23)
INTERACTIONS_EACH = 3
SOMEBODY = "Anna Petrova"
"""The one contact every book has, with no other of that name, and the longest overdue."""

_BEGINNINGS = (
    "Al",
    "Ba",
    "Co",
    "Da",
    "El",
    "Fi",
    "Ga",
    "Ha",
    "Il",
    "Jo",
    "Ka",
    "Le",
    "Ma",
    "Ni",
    "Or",
    "Pe",
    "Ra",
    "So",
)
_MIDDLES = ("ba", "do", "fe", "gi", "ka", "lo", "mi", "na", "ra", "sa", "ti", "vo")
_ENDINGS = ("bert", "dan", "fried", "ka", "la", "lin", "mar", "na", "nik", "rik", "sa", "ta", "ton", "vin")
_TRADES = ("bakery", "clinic", "gallery", "garden", "school", "shop", "studio", "workshop")
_TEXTS = ("the spring course sold out", "sent the offer", "talked about the holidays", "asked how the site sells")
_PLACES = {
    "contact": "id, uid, name, company, role, added_on",
    "stage_change": "contact_id, date, stage",
    "tag": "contact_id, name",
    "interaction": "id, uid, date, channel, initiator, text, reached, private",
    "participant": "interaction_id, contact_id",
}


def make(path: Path, size: int) -> None:
    """A book of `size` contacts at `path`, each with a few interactions; the same for the same size."""
    engine.create(path)
    connection = engine.connect(path)
    dice = random.Random(size)
    connection.execute("BEGIN IMMEDIATE")
    for number in range(1, size + 1):
        for table, rows in _somebody(dice, number).items():
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} ({_PLACES[table]}) VALUES ({marks})", rows)
    _derive(connection, size)
    connection.execute("COMMIT")
    connection.close()


def _derive(connection: sqlite3.Connection, size: int) -> None:
    keeping.keep(connection, range(1, size + 1), DEFAULT_CADENCES)
    keeping.keep_texts(connection, range(INTERACTIONS_EACH, (size + 1) * INTERACTIONS_EACH))
    kept_with.note(connection, DEFAULT_CADENCES)


def _somebody(dice: random.Random, number: int) -> dict[str, list[tuple[object, ...]]]:
    """The rows of one contact, by table."""
    name = SOMEBODY if number == 1 else full_name(dice)
    trade, stage = dice.choice(_TRADES), dice.choices(list(Stage), (60, 25, 10, 5))[0]
    added, last = (TODAY - timedelta(days=dice.randint(*span)) for span in ((400, 1100), (0, 120)))
    if number == 1:
        stage, added, last = Stage.PARTNER, TODAY - timedelta(days=1100), TODAY - timedelta(days=900)
    met = range(number * INTERACTIONS_EACH, (number + 1) * INTERACTIONS_EACH)
    days = [(last - timedelta(days=40 * nth)).isoformat() for nth in range(INTERACTIONS_EACH)]
    return {
        "contact": [(number, f"c{number:011}", name, f"{name.split()[-1]} {trade}", "owner", added.isoformat())],
        "stage_change": [(number, added.isoformat(), stage.value)],
        "tag": [(number, trade)],
        "interaction": [
            (each, f"i{each:011}", day, "call", dice.choice(("me", "them")), dice.choice(_TEXTS), 1, 0)
            for each, day in zip(met, days, strict=True)
        ],
        "participant": [(each, number) for each in met],
    }


def full_name(dice: random.Random) -> str:
    first = dice.choice(_BEGINNINGS) + dice.choice(_ENDINGS)
    last = dice.choice(_BEGINNINGS) + dice.choice(_MIDDLES) + dice.choice(_MIDDLES) + dice.choice(_ENDINGS)
    return f"{first} {last}"


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
