"""Doctor sees what was done to a book, mends what can be computed anew and leaves to the person what cannot."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.domain.health import Problem
from bondtui.errors import BondtuiError, BookRefused
from bondtui.store import doctor
from tests.modes import _give_up_privileges
from tests.store.doctored import FORGET, entered, examined, harm, told

KEPT = {
    "a stage": (
        "UPDATE contact SET stage = 'partner' WHERE id = 2",
        "Anna Berg: the stage is kept as “partner” and comes out as “friend”.",
    ),
    "several columns": (
        "UPDATE contact SET cadence_days = 5, last_contact_on = NULL, due_on = '2026-01-01' WHERE id = 2",
        "Anna Berg: the cadence is kept as “5” and comes out as “30”; the last contact is kept as nothing and comes "
        "out as “2026-11-16”; the due date is kept as “2026-01-01” and comes out as “2026-12-16”.",
    ),
    "a snooze": (
        "UPDATE contact SET snoozed_until = NULL WHERE id = 3",
        "Chloé Gris: the snooze is kept as nothing and comes out as “2026-12-23”.",
    ),
    "what R5 says": (
        "UPDATE contact SET suggested_until = '2026-12-01', review_on = NULL WHERE id = 2",
        "Anna Berg: the suggestion's last day is kept as “2026-12-01” and comes out as nothing; the review's first "
        "day is kept as nothing and comes out as “2027-11-16”.",
    ),
    "a day for the archived": (
        "UPDATE contact SET due_on = '2026-12-01' WHERE id = 4",
        "Dan Holm: the due date is kept as “2026-12-01” and comes out as nothing.",
    ),
    "a sorting name": (
        "UPDATE contact SET fold = 'chloé gris' WHERE id = 3",
        "Chloé Gris: the sorting name is kept as “chloé gris” and comes out as “chloe gris”.",
    ),
    "a name key gone": (
        "DELETE FROM name_key WHERE name_key = 'annie'",
        "Anna Berg: the names it is found by are not those it has.",
    ),
    "a name key too many": (
        "INSERT INTO name_key VALUES ('zoe', 2, 0)",
        "Anna Berg: the names it is found by are not those it has.",
    ),
    "a name key of another kind": (
        "UPDATE name_key SET how = 3 WHERE name_key = 'annie'",
        "Anna Berg: the names it is found by are not those it has.",
    ),
    "a name key of nobody": (
        "INSERT INTO name_key VALUES ('zoe', 77, 0)",
        "The search knows a contact (77) who is not in the book.",
    ),
    "other words": (
        "UPDATE contact_search SET words = 'zoe' WHERE rowid = 2",
        "Anna Berg: the words it is searched by are not those it has.",
    ),
    "no words": (
        "DELETE FROM contact_search WHERE rowid = 2",
        "Anna Berg: the words it is searched by are not those it has.",
    ),
    "words of nobody": (
        "INSERT INTO contact_search (rowid, words) VALUES (77, 'zoe')",
        "The search knows a contact (77) who is not in the book.",
    ),
    "another text": (
        "UPDATE interaction_search SET words = 'zoe' WHERE rowid = 1",
        "Interaction i5 with Anna Berg and Ben Falk: the words it is searched by are not those it has.",
    ),
    "no text": (
        "DELETE FROM interaction_search WHERE rowid = 2",
        "Interaction i6 with Anna Berg: the words it is searched by are not those it has.",
    ),
    "a text of nothing": (
        "INSERT INTO interaction_search (rowid, words) VALUES (77, 'zoe')",
        "The search knows an interaction (77) that is not in the book.",
    ),
    "an index without its words": (
        "DELETE FROM contact_search_data WHERE id > 10",
        "The search index of the contacts is damaged.",
    ),
    "words past the index": (
        "UPDATE interaction_search_content SET c0 = 'zoe' WHERE id = 1",
        "The search index of the interactions is damaged.",
    ),
    "no cadences": (
        "DELETE FROM kept_with WHERE name = 'cadences'",
        "The cadences noted in the book are not those of the settings.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "sentence"), KEPT.values(), ids=KEPT)
def test_what_is_derived_is_held_against_the_book_and_mended(patient: Book, sql: str, sentence: str) -> None:
    good = entered(patient.path), found_by(patient)
    harm(patient.path, sql)

    assert examined(patient.path) == [Problem(sentence, mendable=True)]
    assert Problem(sentence, mendable=True) in doctor.repair(patient.terms)
    assert told(patient.path) == []
    assert (entered(patient.path), found_by(patient)) == good


def found_by(patient: Book) -> list[object]:
    """What searching and naming rest on, and whom they find."""
    keys = patient.reader.rows("SELECT * FROM name_key ORDER BY name_key, contact_id")
    return [
        keys,
        *([each.name for each in patient.contacts.list(word)] for word in ("annie", "shop", "dinner", "gris")),
    ]


ENTERED = {
    "a contact who is gone": (
        "UPDATE follow_up SET contact_id = 99",
        ["Follow-up f1 refers to a contact that is not in the book."],
    ),
    "a channel": (
        "UPDATE interaction SET channel = 'fax' WHERE id = 1",
        ["Interaction i5 with Anna Berg and Ben Falk: channel is “fax”, which is none."],
    ),
    "an initiator": (
        "UPDATE interaction SET initiator = 'he' WHERE id = 2",
        [
            "Interaction i6 with Anna Berg: initiator is “he”, which is none.",
            "Anna Berg: what is to be kept cannot be computed ('he' is not a valid Initiator).",
        ],
    ),
    "a signal": (
        "UPDATE interaction_signal SET signal = 'wink' WHERE id = 2",
        [
            "Interaction signal 2 of Anna Berg: signal is “wink”, which is none.",
            "Anna Berg: what is to be kept cannot be computed ('wink' is not a valid Signal).",
        ],
    ),
    "a stage": (
        "UPDATE stage_change SET stage = 'fan' WHERE id = 3",
        [
            "Stage change 3 of Chloé Gris: stage is “fan”, which is none.",
            "Chloé Gris: what is to be kept cannot be computed ('fan' is not a valid Stage).",
        ],
    ),
    "a day": (
        "UPDATE payment SET date = '2026-02-30'",
        ["Payment m1 of Anna Berg: date is “2026-02-30”, which is no day."],
    ),
    "a day before all years": (
        "UPDATE payment SET date = '0000-12-31'",
        ["Payment m1 of Anna Berg: date is “0000-12-31”, which is no day."],
    ),
    "a day of a year": (
        "UPDATE important_date SET month = 2, day = 30",
        ["Important date 1 of Anna Berg: “2-30” is in no year."],
    ),
    "a project": (
        "UPDATE project SET kind = 'odd', status = 'odd', verdict = 'odd'",
        [f"Project p1 of Anna Berg: {what} is “odd”, which is none." for what in ("kind", "status", "verdict")],
    ),
    "a concession": (
        "UPDATE concession SET kind = 'odd', granted = 7",
        [
            "Concession 1 of Anna Berg: kind is “odd”, which is none.",
            "Concession 1 of Anna Berg: granted is “7”, which is neither yes nor no.",
        ],
    ),
    "an amount": (
        "UPDATE payment SET minor = 1.5",
        ["Payment m1 of Anna Berg: minor is “1.5”, which is no whole number."],
    ),
    "a text": (
        "UPDATE interaction SET text = x'ff' WHERE id = 2",
        ["Interaction i6 with Anna Berg: text is “b'\\xff'”, which is no text."],
    ),
    "a name": (
        "UPDATE contact SET name = x'ff' WHERE id = 4",
        [
            "b'\\xff': name is “b'\\xff'”, which is no text.",
            "b'\\xff': what is to be kept cannot be computed (cannot use a string pattern on a bytes-like object).",
        ],
    ),
    "a cadence": (
        "UPDATE contact SET every_days = 'often' WHERE id = 3",
        [
            "Chloé Gris: every days is “often”, which is no whole number.",
            "Chloé Gris: what is to be kept cannot be computed (unsupported type for timedelta days component: str).",
        ],
    ),
    "no ledger": (
        "DELETE FROM stage_change WHERE contact_id = 4",
        ["Dan Holm: the ledger is empty and does not say how the relationship began."],
    ),
    "nobody": (
        "DELETE FROM participant WHERE interaction_id = 2",
        ["Nobody takes part in interaction i6 of 2026-11-16."],
    ),
    "a circle": (
        "UPDATE contact SET referred_by_id = 3 WHERE id = 1",
        ["Referrals go in a circle: Anna Berg ← Ben Falk ← Chloé Gris ← Anna Berg."],
    ),
    "oneself": (
        "UPDATE contact SET referred_by_id = 4 WHERE id = 4",
        ["Referrals go in a circle: Dan Holm ← Dan Holm."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "sentences"), ENTERED.values(), ids=ENTERED)
def test_what_no_use_case_writes_is_told_and_left_to_the_person(patient: Book, sql: str, sentences: list[str]) -> None:
    harm(patient.path, FORGET + sql)
    harmed = entered(patient.path)

    assert examined(patient.path) == [Problem(each, mendable=False) for each in sentences]
    assert doctor.repair(patient.terms) == []
    assert told(patient.path) == sentences
    assert entered(patient.path) == harmed


def test_what_follows_from_a_loss_is_computed_anew_and_the_loss_still_told(patient: Book) -> None:
    harm(patient.path, f"{FORGET} DELETE FROM participant WHERE contact_id = 1")
    clock = "Ben Falk: the last contact is kept as “2026-11-16” and comes out as nothing."

    assert told(patient.path) == [clock]
    harm(patient.path, "DELETE FROM participant")
    nobody = [f"Nobody takes part in interaction {each} of 2026-11-16." for each in ("i5", "i6")]
    assert told(patient.path)[:3] == [*nobody, clock]
    doctor.repair(patient.terms)
    assert told(patient.path) == nobody


def test_a_name_that_steers_the_terminal_is_told_without_its_steering(patient: Book) -> None:
    harm(patient.path, f"{FORGET} UPDATE contact SET name = 'An' || char(27) || ']0;x' || char(7) || 'na' WHERE id = 2")

    (sentence,) = told(patient.path)
    assert sentence.startswith("An]0;xna: the sorting name is kept as “anna berg”")
    assert sentence.isprintable()


@pytest.mark.parametrize(("harms", "counted"), [(21, "There is one more"), (30, "There are 10 more")])
def test_of_many_harms_of_a_kind_some_are_told_and_the_others_counted(patient: Book, harms: int, counted: str) -> None:
    for each in range(harms):
        patient.contacts.add(ContactForm(f"Person {each:02}"))
    harm(patient.path, "UPDATE contact SET stage = 'friend' WHERE name LIKE 'Person%'")

    problems = examined(patient.path)

    assert [each.what.partition(":")[0] for each in problems[:-1]] == [f"Person {each:02}" for each in range(20)]
    assert problems[-1] == Problem(f"{counted} like the last one.", mendable=True)
    doctor.repair(patient.terms)
    assert told(patient.path) == []


def unlink_index(path: Path, index: str, meanwhile: str) -> None:
    """As if writing the index had failed while `meanwhile` was written."""
    aside = f"CREATE TABLE aside AS SELECT * FROM sqlite_schema WHERE name = '{index}';"
    harm(path, f"PRAGMA writable_schema = ON; {aside} DELETE FROM sqlite_schema WHERE name = '{index}'")
    harm(path, meanwhile)
    harm(path, "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT * FROM aside; DROP TABLE aside")


def test_an_index_that_does_not_know_its_rows_is_made_anew(patient: Book) -> None:
    unlink_index(patient.path, "contact_by_name", f"{FORGET} UPDATE contact SET fold = 'zoe' WHERE id = 2")
    missing = Problem("The file is damaged: row 2 missing from index contact_by_name.", mendable=True)
    assert examined(patient.path) == [missing]

    kept = Problem("Anna Berg: the sorting name is kept as “zoe” and comes out as “anna berg”.", mendable=True)
    assert doctor.repair(patient.terms) == [missing, kept]
    assert told(patient.path) == []
    assert [each.name for each in patient.contacts.list()] == ["Anna Berg", "Ben Falk", "Chloé Gris"]


def test_an_index_that_cannot_be_made_anew_is_left_with_all_the_rest(patient: Book) -> None:
    lax = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '{}', '{}') WHERE name = 'contact';"
    aside = "CREATE TABLE aside AS SELECT * FROM sqlite_schema WHERE name = 'sqlite_autoindex_contact_1';"
    gone = "DELETE FROM sqlite_schema WHERE name = 'sqlite_autoindex_contact_1'"
    harm(patient.path, aside + lax.format("uid VARCHAR NOT NULL UNIQUE", "uid VARCHAR NOT NULL") + gone)
    harm(patient.path, "UPDATE contact SET uid = 'c1', fold = 'zoe'")
    back = "INSERT INTO sqlite_schema SELECT * FROM aside; DROP TABLE aside"
    harm(patient.path, lax.format("uid VARCHAR NOT NULL", "uid VARCHAR NOT NULL UNIQUE") + back)
    harmed = entered(patient.path)

    assert "The file is damaged: row 2 missing from index sqlite_autoindex_contact_1." in told(patient.path)
    with pytest.raises(BondtuiError, match=r"UNIQUE constraint failed: contact\.uid"):
        doctor.repair(patient.terms)
    assert entered(patient.path) == harmed


def test_where_more_than_indexes_is_damaged_nothing_is_made_anew(patient: Book) -> None:
    patient.contacts.add(ContactForm("Finn"))  # the day's backup is taken, which would have refused the book
    lax = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '{}', '{}') WHERE name = 'payment'"
    harm(patient.path, lax.format("note VARCHAR NOT NULL", "note VARCHAR"))
    harm(patient.path, "UPDATE payment SET note = NULL")
    harm(patient.path, lax.format("note VARCHAR", "note VARCHAR NOT NULL"))
    unlink_index(patient.path, "contact_by_name", "UPDATE contact SET fold = 'zoe' WHERE id = 2")
    harmed = entered(patient.path)

    damage = ["NULL value in payment.note", "row 2 missing from index contact_by_name"]
    assert sorted(told(patient.path)) == [f"The file is damaged: {each}." for each in damage]
    assert doctor.repair(patient.terms) == []
    assert len(told(patient.path)) == len(damage)
    assert entered(patient.path) == harmed


@pytest.mark.parametrize("page", [2, 5, 9])
def test_a_damaged_page_is_told_or_the_book_refused(patient: Book, page: int) -> None:
    patient.close()
    with patient.path.open("r+b") as file:
        file.seek(4096 * page)
        file.write(b"\xa5" * 4096)

    verdicts = told_or_refused(patient.path)
    assert verdicts != []
    assert [each for each in verdicts if "damaged" not in each] == []


def told_or_refused(path: Path) -> list[str]:
    try:
        return told(path)
    except BookRefused as refused:
        return [str(refused)]


def test_looking_changes_nothing(patient: Book) -> None:
    harm(patient.path, KEPT["words past the index"][0])
    before = patient.path.read_bytes(), patient.path.stat().st_mtime_ns

    assert told(patient.path) != []
    assert (patient.path.read_bytes(), patient.path.stat().st_mtime_ns) == before
    assert [each.name for each in patient.path.parent.iterdir()] == ["book.db"]


def test_a_book_that_may_only_be_read_is_looked_through(patient: Book) -> None:
    harm(patient.path, KEPT["a stage"][0])
    patient.path.chmod(0o400)
    program = (
        "import sys; from pathlib import Path; from bondtui.domain.clock import DEFAULT_CADENCES;"
        "from bondtui.store.doctor import examine;"
        "print(*(each.what for each in examine(Path(sys.argv[1]), DEFAULT_CADENCES)))"
    )
    looked = subprocess.run(
        [sys.executable, "-c", program, patient.path], capture_output=True, text=True, check=False,
        preexec_fn=_give_up_privileges if os.geteuid() == 0 else None,
    )  # fmt: skip

    assert (looked.stdout, looked.stderr) == (f"{KEPT['a stage'][1]}\n", "")
