"""Killed in an import, the disk full in one, two at once: the book is as it was before the file, or has all of it."""

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.book.imports import Wanted
from bondtui.book.safety import backups_of
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.forms import ContactForm
from bondtui.settings import Settings
from bondtui.store import doctor

from .conftest import TODAY
from .test_death import LIMITED, assert_sound, dump, killed_after

pytestmark = pytest.mark.slow

PEOPLE = 3_000
IMPORTING = """
from bondtui.book.imports import Wanted
done(0)
book.exchange.import_file(path.with_name("many.csv"), Wanted(progress=lambda read: read > 1_000 and done(read)))
"""


@pytest.fixture
def ann(book: Book) -> Book:
    """A book with somebody in it, and beside it a file with thousands."""
    book.contacts.add(ContactForm("Ann"))
    write(book.path.with_name("many.csv"), "Person")
    return book


def write(path: Path, name: str, people: int = PEOPLE) -> None:
    rows = "".join(f"{name} {number} Ö,p{number}@x.example,+47 {number},Note {number}\n" for number in range(people))
    path.write_text(f"Name,Email,Phone,Notes\n{rows}", encoding="utf-8")


def people(book: Book) -> int:
    with closing(Book.open(book.path, book.settings, book.today)) as opened:
        return opened.contacts.count()


def moments() -> list[float]:
    """Spread over what such an import takes, on a slow machine too."""
    return [random.Random(number).uniform(0, most) for number, most in enumerate((0.1, 0.3, 0.6, 1.2, 2.4, 2.4))]


@pytest.mark.parametrize("seconds", moments())
def test_a_kill_in_an_import_leaves_the_book_as_it_was_or_with_the_whole_file(ann: Book, seconds: float) -> None:
    before = dump(ann.path)

    said = killed_after(ann, IMPORTING, 1, seconds)

    assert dump(ann.path) == before or people(ann) == 1 + PEOPLE
    assert said[-1] < PEOPLE or people(ann) in (1, 1 + PEOPLE)
    assert_sound(ann)


def test_a_kill_when_rows_are_in_the_file_already_leaves_none_of_them(ann: Book) -> None:
    """After thousands of rows SQLite has begun to write them: only its journal says that they do not count."""
    before, size = dump(ann.path), ann.path.stat().st_size
    write(ann.path.with_name("many.csv"), "Person", 4 * PEOPLE)

    said = killed_after(ann, IMPORTING, 75, 0)

    if said[-1] < 4 * PEOPLE:
        assert ann.path.stat().st_size > size
        assert ann.path.with_name("book.db-journal").stat().st_size > 0
        assert dump(ann.path) == before
    assert_sound(ann)


@pytest.mark.parametrize("room", [0, 100_000, 400_000, 1_000_000, 3_000_000])
def test_a_full_disk_in_an_import_is_one_sentence_and_the_book_is_as_it_was(ann: Book, room: int) -> None:
    before, size = dump(ann.path), ann.path.stat().st_size
    limit = size + room if room else size // 2

    file = str(ann.path.with_name("many.csv"))
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), "--db", str(ann.path), "import", file],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert dump(ann.path) == before
    assert [each.contacts for each in backups_of(ann.path)] == ([1] if room else [])
    assert_sound(ann)


def test_a_full_disk_while_a_new_book_is_made_leaves_no_half_a_book(tmp_path: Path) -> None:
    write(tmp_path / "many.csv", "Person")
    db = tmp_path / "home" / "book.db"

    for limit in (0, 100_000, 1_000_000):
        ran = subprocess.run(
            [sys.executable, "-c", LIMITED, str(limit), "--db", str(db), "import", str(tmp_path / "many.csv")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
        assert not db.exists() or doctor.examine(db, DEFAULT_CADENCES) == []
        assert not db.exists() or people(Book(db, Settings(), lambda: TODAY)) == 0


def test_two_imports_at_once_are_one_after_the_other(ann: Book) -> None:
    write(ann.path.with_name("more.csv"), "Somebody")
    files = [ann.path.with_name(f"{each}.csv") for each in ("many", "more", "many")]
    command = [sys.executable, "-m", "bondtui", "--db", str(ann.path), "import"]

    running = [
        subprocess.Popen([*command, str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for file in files
    ]
    told = [each.communicate() for each in running]

    assert [each.returncode for each in running] == [0, 0, 0], told
    assert sum(f"{PEOPLE} added" in out for out, _ in told) == 2
    assert sum(f"{PEOPLE} unchanged" in out for out, _ in told) == 1
    assert people(ann) == 1 + 2 * PEOPLE
    assert_sound(ann)


def test_what_is_written_while_an_import_is_read_is_not_lost(ann: Book) -> None:
    """Another process adds somebody between the dry run and the import."""
    file = ann.path.with_name("many.csv")
    would = ann.exchange.import_file(file, Wanted(dry_run=True))
    with closing(Book.open(ann.path, ann.settings, ann.today)) as other:
        other.contacts.add(ContactForm("Person 7 Ö"))

    report = ann.exchange.import_file(file, Wanted())

    assert (would.added, report.added, report.updated) == (PEOPLE, PEOPLE - 1, 1)
    assert people(ann) == 1 + PEOPLE
