"""The kept columns: which they are, and what they were computed with, so that a change of the settings is seen."""

import sqlite3
from collections.abc import Mapping

from bondtui.domain.stages import Stage

UNKEPT: Mapping[str, object] = {
    "fold": "",
    "stage": "stranger",
    "cadence_days": 0,
    "last_contact_on": None,
    "snoozed_until": None,
    "due_on": None,
    "suggested_until": None,
    "review_on": None,
}
"""The columns of `contact` that are derived from the rest of the book, as they are before that is done."""

KEPT = frozenset(UNKEPT)

NOTED = "SELECT value FROM kept_with WHERE name = 'cadences'"
"""Reads the cadences the due dates were last computed with, as `cadences_text` writes them; no row in a new book."""


def cadences_text(cadences: Mapping[Stage, int]) -> str:
    """The stages' cadences as the book notes them."""
    return " ".join(f"{stage}={cadences[stage]}" for stage in Stage)


def note(connection: sqlite3.Connection, cadences: Mapping[Stage, int]) -> None:
    """Note what the due dates are computed with."""
    sql = "INSERT OR REPLACE INTO kept_with (name, value) VALUES ('cadences', ?)"
    connection.execute(sql, (cadences_text(cadences),))
