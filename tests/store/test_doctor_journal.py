"""Doctor holds the history against the book, as far as the history that is left can tell."""

from dataclasses import replace
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.domain.health import Problem
from bondtui.store import doctor
from tests.store.doctored import examined, harm, told

JOURNAL = {
    "another value": (
        "UPDATE contact SET how_met = 'else', role = '' WHERE id = 1",
        ["Ben Falk is not what the history says: how_met."],
    ),
    "a value that was undone": (
        "UPDATE contact SET how_met = 'else', archived = 1, due_on = NULL, review_on = NULL WHERE id = 2",
        ["Anna Berg is not what the history says: how_met, archived."],
    ),
    "a row gone": (
        "DELETE FROM follow_up",
        ["Follow-up f1 of Anna Berg is missing, though the history has it."],
    ),
    "a contact gone of whom little was noted": (
        """UPDATE change_row SET after = '{"id": 4}' WHERE table_name = 'contact' AND row_id = 4;
        DELETE FROM stage_change WHERE contact_id = 4; DELETE FROM contact WHERE id = 4;
        DELETE FROM name_key WHERE contact_id = 4; DELETE FROM contact_search WHERE rowid = 4""",
        [
            "Contact 4 is missing, though the history has it.",
            "Stage change 4 is missing, though the history has it.",
        ],
    ),
    "a row back that was undone": (
        "INSERT INTO stage_change (id, contact_id, date, stage) VALUES (6, 4, '2026-11-16', 'stranger')",
        ["Stage change 6 of Dan Holm is there, though the history does not have it."],
    ),
    "a change without rows": (
        "DELETE FROM change_row WHERE change_id = 3",
        ["The history does not know any more what “Added Chloé Gris” changed."],
    ),
    "rows without a change": (
        "DELETE FROM change WHERE id = 8",
        [
            "Change row 20 refers to a change that is not in the book.",
            "Changes are missing in the midst of the history, so it is not compared with the book.",
        ],
    ),
    "a change gone": (
        "DELETE FROM change_row WHERE change_id = 3; DELETE FROM change WHERE id = 3; UPDATE follow_up SET text = 'x'",
        ["Changes are missing in the midst of the history, so it is not compared with the book."],
    ),
    "the last change gone": (
        "DELETE FROM change_row WHERE change_id > 12; DELETE FROM change WHERE id > 12;",
        ["Changes are missing in the midst of the history, so it is not compared with the book."],
    ),
    "an image that is no JSON": (
        "UPDATE change_row SET after = after || '}' WHERE id = 1",
        ["The history cannot be read where “Added Ben Falk” changed contact 1."],
    ),
    "an image of an unknown column": (
        """UPDATE change_row SET after = '{"id": 1, "colour": "red"}' WHERE id = 1""",
        ["The history cannot be read where “Added Ben Falk” changed contact 1."],
    ),
    "an image of a kept column": (
        """UPDATE change_row SET after = '{"id": 1, "stage": "friend"}' WHERE id = 1""",
        ["The history cannot be read where “Added Ben Falk” changed contact 1."],
    ),
    "an image of another row": (
        """UPDATE change_row SET after = '{"id": 2}' WHERE id = 1""",
        ["The history cannot be read where “Added Ben Falk” changed contact 1."],
    ),
    "an image of nothing": (
        "UPDATE change_row SET after = NULL WHERE id = 1",
        ["The history cannot be read where “Added Ben Falk” changed contact 1."],
    ),
    "a table there is not": (
        "UPDATE change_row SET table_name = 'pet' WHERE id = 1",
        ["The history speaks of “pet”, which it does not keep."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "sentences"), JOURNAL.values(), ids=JOURNAL)
def test_the_history_is_held_against_the_book(patient: Book, sql: str, sentences: list[str]) -> None:
    harm(patient.path, sql)

    assert examined(patient.path) == [Problem(each, mendable=False) for each in sentences]
    assert doctor.repair(patient.terms) == []
    assert told(patient.path) == sentences


def test_images_of_an_older_bondtui_may_lack_columns(patient: Book) -> None:
    harm(patient.path, """UPDATE change_row SET after = '{"id": 1, "name": "Ben Falk"}' WHERE id = 1""")
    assert told(patient.path) == []


def thin(path: Path, first: int) -> None:
    """What the history's age does: its beginning goes."""
    harm(path, f"DELETE FROM change_row WHERE change_id < {first}; DELETE FROM change WHERE id < {first}")


def test_what_an_undone_change_found_is_known_while_the_history_before_it_is(patient: Book) -> None:
    (last,) = (each.id for each in patient.safety.history() if not each.undone and each.label.startswith("Snoozed"))
    thin(patient.path, last)
    assert told(patient.path) == []
    harm(patient.path, "UPDATE contact SET how_met = 'else' WHERE id = 1")

    assert told(patient.path) == ["Ben Falk is not what the history says: how_met."]


def test_where_the_history_begins_with_undone_changes_those_before_them_may_have_been_undone_too(patient: Book) -> None:
    ben = patient.contacts.find("Ben").uid
    for company in ("One", "Two"):
        patient.contacts.edit(ben, replace(patient.contacts.form(ben), company=company))
    (last, *_) = patient.safety.history()
    patient.safety.undo()
    patient.safety.undo()
    thin(patient.path, last.id)

    assert told(patient.path) == []
