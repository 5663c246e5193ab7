"""Killed at any moment, or the disk full: what was acknowledged is there, the rest is as it was, the book is sound."""

import random
import select
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.book.safety import backups_of
from bondtui.domain.forms import ContactForm
from bondtui.settings import Settings
from bondtui.store import doctor, engine

from .conftest import TODAY

pytestmark = pytest.mark.slow

BEGIN = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.settings import Settings
path = Path(sys.argv[1])
book = Book.open(path, Settings(export_dir=path.parent / "exports"), lambda: date(2026, 11, 23))
def done(what):
    print(what, flush=True)
"""
LOGGING = """
for number in range(10_000):
    book.interactions.log(book.interactions.understand(f"called Ann: number {number}"))
    done(number)
"""
BACKING_UP = """
for number in range(10_000):
    book.contacts.add(ContactForm(f"Person {number}"))
    book.safety.backup()
    done(number)
"""
RESTORING = """
from bondtui.book.safety import restore
copy = book.safety.backup()
for number in range(10_000):
    restore(book.path, copy)
    done(number)
"""
EXPORTING = """
for number in range(10_000):
    book.exchange.write(f"{number} ".encode() * 200_000, path.with_name("out.md"))
    done(number)
"""
TAKING_BACK = """
for number in range(10_000):
    book.safety.undo(); book.safety.redo()
    done(number)
"""


@pytest.fixture
def ann(book: Book) -> Book:
    book.contacts.add(ContactForm("Ann"))
    return book


def killed_after(book: Book, code: str, acknowledged: int, seconds: float) -> list[int]:
    """Run the code over the book, kill it so long after so many acknowledgements; all that it acknowledged."""
    running = subprocess.Popen(
        [sys.executable, "-c", BEGIN + code, str(book.path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stderr is not None
    said = [int(running.stdout.readline() or running.stderr.read()) for _ in range(acknowledged)]
    select.select([], [], [], seconds)
    running.send_signal(signal.SIGKILL)
    said += [int(line) for line in running.stdout.read().split()]
    running.communicate()
    return said


def assert_sound(book: Book) -> None:
    """It opens, has no fault, and can be written."""
    again = Book.open(book.path, book.settings, book.today)
    again.contacts.add(ContactForm("After All"))
    again.close()
    problems = doctor.examine(book.path, book.settings.cadences)
    assert [each for each in problems if "temporary" not in each.what] == []
    assert all(each.ok for each in backups_of(book.path))


MOMENTS = [random.Random(number).uniform(0, 0.03) for number in range(5)]


@pytest.mark.parametrize("seconds", MOMENTS)
def test_what_was_logged_survives_a_kill(ann: Book, seconds: float) -> None:
    said = killed_after(ann, LOGGING, 2, seconds)

    texts = {each.text for each in ann.interactions.timeline(ann.contacts.find("Ann").uid, limit=-1)}
    acknowledged = {f"number {number}" for number in said}
    assert acknowledged <= texts
    assert len(texts - acknowledged) <= 1
    assert_sound(ann)


@pytest.mark.parametrize("seconds", MOMENTS[:3])
@pytest.mark.parametrize("code", [BACKING_UP, RESTORING, TAKING_BACK], ids=["backup", "restore", "undo"])
def test_a_kill_leaves_a_sound_book_and_only_whole_backups(ann: Book, code: str, seconds: float) -> None:
    killed_after(ann, code, 1, seconds)

    assert "Ann" in {each.name for each in Book.open(ann.path, ann.settings, ann.today).contacts.list()} | (
        {"Ann"} if code is TAKING_BACK else set()
    )
    assert_sound(ann)


@pytest.mark.parametrize("seconds", MOMENTS[:3])
def test_a_kill_leaves_the_last_export_whole(ann: Book, seconds: float) -> None:
    said = killed_after(ann, EXPORTING, 1, seconds)

    words = ann.path.with_name("out.md").read_text().split()
    assert len(words) == 200_000
    assert set(words) <= {str(said[-1]), str(said[-1] + 1)}
    assert len(set(words)) == 1


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from bondtui.cli import main
sys.exit(main(sys.argv[2:]))
"""


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as book:
        return list(book.iterdump())


DEEDS = {
    "add": ("add", "Ben", "--about", "x" * 60_000),
    "log": ("log", f"called Ann: {'y ' * 25_000}"),
    "undo": ("undo",),
    "backup": ("backup",),
    "backup to a file": ("backup", "{folder}/mine.db"),
    "export": ("export", "Ann", "-o", "{folder}/ann.md"),
    "calendar": ("export", "--format", "ics", "-o", "{folder}/all.ics"),
    "restore": ("restore", "{folder}/old.db"),
}


@pytest.mark.parametrize("share", [0.0, 0.02, 0.9, 1.0])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_full_disk_is_one_sentence_and_everything_is_as_it_was(ann: Book, deed: str, share: float) -> None:
    folder = ann.path.parent
    old = ann.safety.backup(folder / "old.db").read_bytes()
    ann.contacts.add(ContactForm("Cy", about="z" * 60_000))
    mine = {name: b"what stood there before" for name in ("mine.db", "ann.md", "all.ics")}
    for name, content in mine.items():
        (folder / name).write_bytes(content)
    before = dump(ann.path)
    limit = int(share * ann.path.stat().st_size)
    arguments = [each.format(folder=folder) if "{" in each else each for each in DEEDS[deed]]

    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), "--db", str(ann.path), *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    if ran.returncode == 0:
        return
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert dump(ann.path) == before
    assert {name: (folder / name).read_bytes() for name in mine} == mine
    assert (folder / "old.db").read_bytes() == old
    assert not [file.name for file in folder.rglob("*") if file.name.startswith(".bondtui-")]
    assert_sound(ann)


def test_a_full_disk_does_stop_every_deed(ann: Book) -> None:
    """Else the test above would prove nothing."""
    ann.contacts.add(ContactForm("Cy", about="z" * 60_000))
    ann.safety.backup(ann.path.with_name("old.db"))

    for deed, arguments in DEEDS.items():
        filled = [each.format(folder=ann.path.parent) if "{" in each else each for each in arguments]
        ran = subprocess.run(
            [sys.executable, "-c", LIMITED, "0", "--db", str(ann.path), *filled],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (deed, ran.returncode) == (deed, 1)


@pytest.mark.parametrize("limit", [0, 60_000, 300_000])
def test_a_full_disk_leaves_an_old_book_at_its_version(tmp_path: Path, limit: int) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as book:
        schema = (Path(__file__).parent / "data" / "schema-0001.sql").read_text(encoding="utf-8")
        book.executescript(f"PRAGMA application_id = {engine.APPLICATION_ID}; {schema}")
        book.execute("INSERT OR REPLACE INTO alembic_version VALUES ('0001')")
        for number in range(2_000):
            row = (f"c{number}", f"Person {number}", "x" * 200)
            book.execute("INSERT INTO contact (uid, name, about, added_on) VALUES (?, ?, ?, '2026-01-01')", row)
        book.commit()
    before = dump(old)

    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit), "--db", str(old), "list"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert dump(old) == before
    assert len(Book.open(old, Settings(), lambda: TODAY).contacts.list()) == 2_000
