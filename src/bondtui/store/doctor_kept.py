"""What the book derives for speed, held against what it is derived from: kept columns, name keys, words, indexes."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bondtui.domain.stages import Stage
from bondtui.domain.text import fold
from bondtui.store import keeping, kept_with
from bondtui.store.doctor_report import Report, short, subject_of

SEARCHES = ("contact_search", "interaction_search")

_WORDS = {
    "fold": "sorting name",
    "stage": "stage",
    "cadence_days": "cadence",
    "last_contact_on": "last contact",
    "snoozed_until": "snooze",
    "due_on": "due date",
    "suggested_until": "suggestion's last day",
    "review_on": "review's first day",
}
_KEPT_OF = f"SELECT {', '.join(_WORDS)} FROM contact WHERE id = ?"
_TEXTS = """
    SELECT interaction.id, text, words FROM interaction
    LEFT JOIN interaction_search ON interaction_search.rowid = interaction.id
"""
_NOBODY = """
    SELECT rowid FROM contact_search WHERE rowid NOT IN (SELECT id FROM contact)
    UNION SELECT contact_id FROM name_key WHERE contact_id NOT IN (SELECT id FROM contact)
"""
_NOTHING = "SELECT rowid FROM interaction_search WHERE rowid NOT IN (SELECT id FROM interaction)"


@dataclass
class Stale:
    """What is to be derived anew."""

    contacts: set[int] = field(default_factory=set)
    interactions: set[int] = field(default_factory=set)
    note: bool = False


def broken_searches(connection: sqlite3.Connection, report: Report) -> list[str]:
    """The search indexes that do not hold the words they were given. The transaction must be one that may write."""
    broken = []
    for search in SEARCHES:
        try:
            connection.execute(f"INSERT INTO {search} ({search}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            what = search.removesuffix("_search")
            report.add("search index", f"The search index of the {what}s is damaged.", mendable=True)
            broken.append(search)
    return broken


def rebuild(connection: sqlite3.Connection, searches: Iterable[str]) -> None:
    """Make these search indexes anew from the words they were given."""
    for search in searches:
        connection.execute(f"INSERT INTO {search} ({search}) VALUES ('rebuild')")


def stale(
    connection: sqlite3.Connection, cadences: Mapping[Stage, int], report: Report, broken: Iterable[str] = ()
) -> Stale:
    """What differs from what it is derived from; words in `broken` search indexes are not looked at."""
    found, whole = Stale(), [search for search in SEARCHES if search not in broken]
    with_words = "contact_search" in whole
    for (contact,) in connection.execute("SELECT id FROM contact ORDER BY id"):
        if _differs(connection, contact, cadences, report, with_words):
            found.contacts.add(contact)
    if with_words:
        for (number,) in connection.execute(_NOBODY).fetchall():
            report.add("stray", f"The search knows a contact ({number}) who is not in the book.", mendable=True)
            found.contacts.add(number)
    if "interaction_search" in whole:
        _stale_texts(connection, report, found)
    noted = connection.execute(kept_with.NOTED).fetchone()
    if noted != (kept_with.cadences_text(cadences),) and connection.execute("SELECT 1 FROM contact").fetchone():
        report.add("note", "The cadences noted in the book are not those of the settings.", mendable=True)
        found.note = True
    return found


def mend(connection: sqlite3.Connection, found: Stale, cadences: Mapping[Stage, int]) -> None:
    """Derive anew what is stale."""
    keeping.keep(connection, sorted(found.contacts), cadences)
    keeping.keep_texts(connection, sorted(found.interactions))
    if found.note:
        kept_with.note(connection, cadences)


def _differs(
    connection: sqlite3.Connection, contact: int, cadences: Mapping[Stage, int], report: Report, with_words: bool
) -> bool:
    """Whether what is kept of the contact is not what the rest of the book says, and can be computed."""
    try:
        found = keeping.derived(connection, contact, cadences)
    except (ValueError, TypeError, OverflowError) as error:
        who = subject_of(connection, "contact", contact)
        report.add("no computing", f"{who}: what is to be kept cannot be computed ({short(error)}).")
        return False
    if found is None:
        return False
    whats = []
    kept = zip(_WORDS, connection.execute(_KEPT_OF, (contact,)).fetchone(), strict=True)
    for column, value in kept:
        if value != (right := found.columns[column]):
            whats.append(f"the {_WORDS[column]} is kept as {_said(value)} and comes out as {_said(right)}")
    keys = "SELECT name_key, how FROM name_key WHERE contact_id = ?"
    if dict(connection.execute(keys, (contact,))) != found.keys:
        whats.append("the names it is found by are not those it has")
    if with_words:
        words = connection.execute("SELECT words FROM contact_search WHERE rowid = ?", (contact,)).fetchone()
        if words != (found.words,):
            whats.append("the words it is searched by are not those it has")
    if whats:
        who = subject_of(connection, "contact", contact)
        report.add("kept", f"{who}: {'; '.join(whats)}.", mendable=True)
    return bool(whats)


def _stale_texts(connection: sqlite3.Connection, report: Report, found: Stale) -> None:
    for number, text, words in connection.execute(_TEXTS):
        if isinstance(text, str) and words != fold(text):
            what = subject_of(connection, "interaction", number)
            report.add("text", f"{what}: the words it is searched by are not those it has.", mendable=True)
            found.interactions.add(number)
    for (number,) in connection.execute(_NOTHING).fetchall():
        report.add("stray", f"The search knows an interaction ({number}) that is not in the book.", mendable=True)
        found.interactions.add(number)


def _said(value: object) -> str:
    return "nothing" if value is None else f"“{short(value)}”"
