"""Taking back, copying, bringing back and looking over, from the command line, across processes."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Run


def test_the_last_change_is_undone_and_redone(run: Run, anna: str) -> None:
    run("log", "called Anna yesterday: sold out")
    undone = run("undo", "--json").json
    (change,) = undone["undone"]
    assert (undone["schema"], set(change)) == (1, {"id", "label", "at"})
    assert change["label"] == "Logged a call with Anna Petrova"
    assert run("show", "Anna", "--json").json["interactions"] == []
    assert run("redo", "--json").json["redone"] == [change]
    assert len(run("show", "Anna", "--json").json["interactions"]) == 1


def test_nothing_to_undo_or_redo_exits_with_1_and_one_sentence(run: Run, anna: str) -> None:
    assert run("redo").code == 1
    assert run("undo").out == "Undone: Added Anna Petrova\n"
    ran = run("undo")
    assert (ran.code, ran.out, ran.err) == (1, "", "There is nothing to undo.\n")
    assert run("list", "--json").json["contacts"] == []


def test_history_lists_the_newest_first_and_says_what_is_undone(run: Run, anna: str) -> None:
    run("promise", "Anna", "2w", "the quote")
    run("undo")
    changes = run("history", "--json").json["changes"]
    assert [(each["label"], each["undone"]) for each in changes] == [
        ("Promised Anna Petrova: the quote", True), ("Added Anna Petrova", False),
    ]  # fmt: skip
    assert "Promised Anna Petrova: the quote (undone)" in run("history", "--limit", "1").out
    assert run("history", "--limit", "0").code == 2


def test_a_book_that_is_not_there_has_no_history(run: Run) -> None:
    assert run("history", "--json").json["changes"] == []
    assert run("undo").code == 1


def test_doctor_says_that_a_book_is_sound(run: Run, anna: str) -> None:
    assert run("doctor", "--json").json == {"schema": 1, "ok": True, "problems": [], "mended": []}
    assert (run("doctor").code, run("doctor").out) == (0, "The book is sound.\n")


def test_doctor_without_a_book_finds_nothing_and_makes_none(run: Run, db: Path) -> None:
    assert run("doctor").code == 0
    assert not db.exists()


def test_doctor_tells_mends_after_a_backup_and_is_content_the_next_time(run: Run, anna: str, db: Path) -> None:
    with closing(sqlite3.connect(db)) as book:
        book.execute("UPDATE contact SET due_on = '2020-01-01'")
        book.commit()

    looked, mended, again = run("doctor", "--dry-run"), run("doctor", "--json"), run("doctor")

    assert looked.code == mended.code == 1
    assert "due date" in looked.out
    told = json.loads(mended.out)
    assert told["ok"] is False
    assert told["problems"] == told["mended"] == [looked.out.strip()]
    assert again.code == 0
    assert len(run("backups", "--json").json["backups"]) == 1


def test_doctor_does_not_touch_what_only_a_person_can_know(run: Run, anna: str, db: Path) -> None:
    with closing(sqlite3.connect(db)) as book:
        book.execute("UPDATE stage_change SET stage = 'colleague'")
        book.commit()
    before = db.read_bytes()

    ran = run("doctor")

    assert ran.code == 1
    assert "mended" not in ran.out
    assert db.read_bytes() == before


def test_doctor_of_a_damaged_book_exits_4_and_names_the_backup(run: Run, anna: str, db: Path) -> None:
    backup = run("backup", "--json").json["backup"]
    db.write_bytes(b"x" * 5000)

    ran = run("doctor", "--json")

    assert ran.code == 4
    assert backup in json.loads(ran.out)["problems"][0]


def test_backups_are_listed_the_newest_first_and_restored(run: Run, anna: str) -> None:
    run("add", "Ben Birch", today="2026-11-24")
    run("add", "Cy Cole", today="2026-11-25")

    listed = run("backups", "--json").json["backups"]
    assert [(each["contacts"], each["interactions"], each["ok"]) for each in listed] == [(2, 0, True), (1, 0, True)]
    told = run("restore", listed[1]["path"], "--json").json

    assert [each["name"] for each in run("list", "--json").json["contacts"]] == ["Anna Petrova"]
    assert told["saved_as"] in {each["path"] for each in run("backups", "--json").json["backups"]}
    assert "whole" in run("backups").out


def test_a_backup_without_a_book_is_one_sentence(run: Run) -> None:
    ran = run("backup")

    assert (ran.code, ran.err.count("\n")) == (1, 1)
