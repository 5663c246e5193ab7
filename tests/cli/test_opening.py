"""Files that are no book, or no longer, or may only be read: refused or read, never overwritten, the way back named."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.modes import bound_by_modes

from .conftest import Run


@pytest.fixture
def backup(run: Run, db: Path) -> Path:
    """A book with Ann and Ben, and a backup of it."""
    run("add", "Ann Alder")
    run("add", "Ben Birch")
    return Path(run("backup", "--json").json["backup"])


def damaged_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\x00" * 100)


def damaged_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 30] = b"\xa5" * (4096 * 28)
    path.write_bytes(bytes(data))


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def one_byte(path: Path) -> None:
    path.write_bytes(b"S")


def a_text(path: Path) -> None:
    path.write_text("Dear diary\n" * 500)


def another_programs(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE contact (id, name)")
        other.execute("INSERT INTO contact VALUES (1, 'theirs')")
        other.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as book:
        book.execute("UPDATE alembic_version SET version_num = '9999'")
        book.commit()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_dangling_link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere.db"))


HARM = [
    damaged_header, damaged_page, truncated, empty, one_byte, a_text, another_programs, newer, a_folder, a_pipe,
    a_dangling_link,
]  # fmt: skip


def looked_at(path: Path) -> object:
    return path.read_bytes() if path.is_file() else (path.is_dir(), path.is_fifo(), path.is_symlink())


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("verb", [("list",), ("add", "Cy"), ("log", "called Ann"), ("undo",), ("backup",)])
def test_what_is_no_sound_book_is_refused_untouched_and_the_newest_good_backup_named(
    run: Run, db: Path, backup: Path, harm: Callable[[Path], None], verb: tuple[str, ...]
) -> None:
    harm(db)
    before = looked_at(db)

    ran = run(*verb)

    assert (ran.code, ran.out) == (4, "")
    assert ran.err.count("\n") == 1
    assert str(backup) in ran.err
    assert looked_at(db) == before


@pytest.mark.parametrize("harm", [h for h in HARM if h not in (a_folder, a_pipe)])
def test_the_named_backup_brings_the_book_back_and_what_was_there_is_kept(
    run: Run, db: Path, backup: Path, harm: Callable[[Path], None]
) -> None:
    harm(db)
    before = db.read_bytes() if db.is_file() else None

    told = run("restore", str(backup), "--json").json

    assert [each["name"] for each in run("list", "--json").json["contacts"]] == ["Ann Alder", "Ben Birch"]
    if before is None:
        assert told["saved_as"] is None
    elif harm is newer:
        assert Path(told["saved_as"]).exists()
    else:
        assert Path(told["saved_as"]).read_bytes() == before


@pytest.mark.parametrize("harm", [h for h in HARM if h is not a_folder])
def test_what_is_no_sound_book_cannot_be_restored(
    run: Run, db: Path, backup: Path, harm: Callable[[Path], None]
) -> None:
    book = db.read_bytes()
    other = db.with_name("other.db")
    other.write_bytes(book)
    harm(other)

    ran = run("restore", str(other))

    assert (ran.code, ran.out, ran.err.count("\n")) == (4, "", 1)
    assert db.read_bytes() == book


def test_a_book_that_is_gone_is_missed(run: Run, db: Path, backup: Path) -> None:
    db.unlink()

    ran = run("list")

    assert (ran.code, str(backup) in ran.err) == (0, True)
    assert not db.exists()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_book_is_read_says_so_and_refuses_changes(
    run: Run, db: Path, backup: Path, what: str, child_environment: dict[str, str]
) -> None:
    before = db.read_bytes()
    place = db if what == "file" else db.parent
    place.chmod(0o400 if what == "file" else 0o500)

    read = bound_by_modes("list", "--json", environment=child_environment)
    written = bound_by_modes("log", "called Ann", environment=child_environment)
    undone = bound_by_modes("undo", environment=child_environment)

    place.chmod(0o700)
    assert [each["name"] for each in json.loads(read.stdout)["contacts"]] == ["Ann Alder", "Ben Birch"]
    assert (read.returncode, read.stderr) == (0, f"The book {db} can only be read here.\n")
    for ran in (written, undone):
        assert (ran.returncode, ran.stdout) == (1, "")
        assert "nothing was changed" in ran.stderr
        assert "Traceback" not in ran.stderr
    assert db.read_bytes() == before


def test_a_book_one_may_not_read_is_refused(
    run: Run, db: Path, backup: Path, child_environment: dict[str, str]
) -> None:
    db.chmod(0)

    ran = bound_by_modes("list", environment=child_environment)

    db.chmod(0o600)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (4, "", 1)
    assert "Permission denied" in ran.stderr


def test_an_older_book_that_is_read_only_is_left_as_it_is(db: Path, child_environment: dict[str, str]) -> None:
    db.parent.mkdir()
    old = (Path(__file__).parents[1] / "data" / "schema-0001.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(db)) as book:
        book.executescript(f"PRAGMA application_id = {0x626F6E64}; {old}")
        book.execute("INSERT OR REPLACE INTO alembic_version VALUES ('0001')")
        book.commit()
    before = db.read_bytes()
    db.chmod(0o400)

    ran = bound_by_modes("list", environment=child_environment)

    assert (ran.returncode, ran.stderr.count("\n")) == (4, 1)
    assert db.read_bytes() == before
