"""Doctor looks at the files of a book too: who may open them, and what was left lying about."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.domain.health import Problem
from bondtui.store import backups, doctor
from tests.store.doctored import examined, told

NOW = datetime(2026, 11, 23, 9, 35)

EXPOSED = {
    "the book": ("book.db", 0o644, 0o600),
    "a book that may only be read": ("book.db", 0o444, 0o400),
    "the folder of backups": ("backups", 0o755, 0o700),
    "a backup": ("backups/book-20261123-093500.db", 0o640, 0o600),
    "what a restore kept": ("backups/book-20261123-093500-1-before-restore.damaged", 0o604, 0o600),
    "a draft": ("book.draft.json", 0o660, 0o600),
}


@pytest.mark.parametrize(("name", "mode", "mended"), EXPOSED.values(), ids=EXPOSED)
def test_files_that_others_may_open_are_closed_to_them(patient: Book, name: str, mode: int, mended: int) -> None:
    taken = backups.take(patient.path, NOW)
    (taken.parent / "book-20261123-093500-1-before-restore.damaged").touch(0o600)
    patient.path.with_name("book.draft.json").touch(0o600)
    assert told(patient.path) == []
    file = patient.path.parent / name
    file.chmod(mode)
    problem = Problem(f"Others on this machine may open {file}: its mode is {mode:04o}.", mendable=True)

    assert examined(patient.path) == [problem]
    assert doctor.repair(patient.terms) == [problem]
    assert (file.stat().st_mode & 0o7777, told(patient.path)) == (mended, [])


def test_the_files_of_others_keep_their_modes(patient: Book) -> None:
    taken = backups.take(patient.path, NOW)
    theirs = [
        taken.with_name("notes.txt"),
        taken.with_name("holiday-20261123-093500.db"),
        patient.path.with_name("a.db"),
    ]
    outside = patient.path.parent.parent / "outside.db"
    for each in (*theirs, outside):
        each.touch()
        each.chmod(0o644)
    taken.with_name("book-20261124-093500.db").symlink_to(outside)

    assert told(patient.path) == []
    doctor.repair(patient.terms)
    assert {each.stat().st_mode & 0o777 for each in (*theirs, outside)} == {0o644}


LEFT = (".bondtui-x1y2z3ab", "backups/.bondtui-book-x1y2z3ab.tmp", ".bondtui-0123456789abcdef.tmp")


@pytest.mark.parametrize("name", LEFT)
def test_what_stopped_processes_left_long_ago_is_removed(patient: Book, name: str) -> None:
    backups.take(patient.path, NOW)
    file = patient.path.parent / name
    file.touch(0o600)
    assert told(patient.path) == []
    os.utime(file, (0, 0))
    problem = Problem(f"{file} was left by a process that was stopped.", mendable=True)

    assert examined(patient.path) == [problem]
    assert doctor.repair(patient.terms) == [problem]
    assert (file.exists(), told(patient.path)) == (False, [])


def test_a_journal_left_long_ago_is_told_and_goes_with_the_next_change(patient: Book) -> None:
    journal = Path(f"{patient.path}-journal")
    journal.touch(0o600)
    assert told(patient.path) == []
    os.utime(journal, (0, 0))

    sentence = f"{journal} was left by a process that was stopped. It goes with the next change of the book."
    assert examined(patient.path) == [Problem(sentence, mendable=False)]
    patient.contacts.add(ContactForm("Finn"))
    assert told(patient.path) == []
