"""A backup takes the book's place; what was there is kept, and an open book notices."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.book.safety import backups_of, restore
from bondtui.domain.forms import ContactForm
from bondtui.errors import BondtuiError, Refused
from bondtui.store import backups
from tests.conftest import TODAY

Opener = Callable[..., Book]


def names(book: Book) -> list[str]:
    return [each.name for each in book.contacts.list()]


@pytest.fixture
def backup(book: Book) -> Path:
    """A backup with Ann in it; the book has Ben too."""
    book.contacts.add(ContactForm("Ann"))
    taken = book.safety.backup()
    book.contacts.add(ContactForm("Ben"))
    return taken


def test_what_is_restored_is_the_backup_and_what_was_there_is_a_backup_itself(
    book: Book, backup: Path, open_book: Opener
) -> None:
    kept = restore(book.path, backup)

    assert names(open_book()) == ["Ann"]
    assert kept is not None
    restore(book.path, kept)
    assert names(open_book()) == ["Ann", "Ben"]


def test_on_the_day_of_a_restore_no_backup_is_thinned_out(book: Book, backup: Path) -> None:
    for hour in range(20):
        (backup.parent / f"book-20200301-{hour:02}0000.db").write_bytes(b"")

    restore(book.path, backup)

    assert len(backups_of(book.path)) == 22
    day_after = backups_of(book.path)[0].taken_at + timedelta(days=1)
    backups.thin(book.path, day_after)
    assert len(backups_of(book.path)) == 10


def test_a_book_is_no_backup_of_itself(book: Book, backup: Path) -> None:
    with pytest.raises(Refused, match="itself"):
        restore(book.path, book.path)
    with pytest.raises(Refused, match="itself"):
        book.safety.backup(book.path)

    assert names(book) == ["Ann", "Ben"]


def test_an_old_backup_opens_and_is_carried_forward(book: Book, tmp_path: Path, open_book: Opener) -> None:
    old = tmp_path / "old.db"
    schema = (Path(__file__).parents[1] / "data" / "schema-0001.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(old)) as first:
        first.executescript(f"PRAGMA application_id = {0x626F6E64}; {schema}")
        first.execute("INSERT OR REPLACE INTO alembic_version VALUES ('0001')")
        sql = "INSERT INTO contact (uid, name, added_on, stage) VALUES ('c1', 'Old Friend', '2020-01-01', 'friend')"
        first.execute(sql)
        first.execute("INSERT INTO stage_change (contact_id, date, stage) VALUES (1, '2020-01-01', 'friend')")
        first.commit()

    assert restore(book.path, old) is None

    assert [(each.name, each.stage) for each in open_book().contacts.list()] == [("Old Friend", "friend")]


def test_a_book_behind_a_link_is_restored_where_it_lies(book: Book, backup: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(book.path)

    restore(link, backup)

    assert link.is_symlink()
    assert names(book) == ["Ann"]


def test_a_backup_to_a_file_of_ones_own_never_follows_a_link_or_replaces_a_folder(
    book: Book, backup: Path, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    link = tmp_path / "link.db"
    link.symlink_to(target)

    for to in (link, tmp_path):
        with pytest.raises(Refused):
            book.safety.backup(to)

    assert target.read_text() == "mine"
    written = book.safety.backup(tmp_path / "copy.db")
    assert written.stat().st_mode & 0o777 == 0o600
    restore(book.path, written)
    assert names(book) == ["Ann", "Ben"]


def test_an_open_book_reads_the_file_that_took_its_place_and_refuses_the_next_write_once(
    book: Book, backup: Path
) -> None:
    before = book.version()
    restore(book.path, backup)

    assert book.version() != before
    assert names(book) == ["Ann"]
    with pytest.raises(BondtuiError, match="taken the place"):
        book.contacts.add(ContactForm("Cy"))
    assert names(book) == ["Ann"]
    book.contacts.add(ContactForm("Cy"))
    assert names(book) == ["Ann", "Cy"]


def test_undo_too_is_refused_once_in_another_file(book: Book, backup: Path) -> None:
    restore(book.path, backup)

    with pytest.raises(BondtuiError, match="taken the place"):
        book.safety.undo()

    assert names(book) == ["Ann"]


def test_an_open_book_whose_file_is_gone_makes_no_new_one(book: Book, backup: Path) -> None:
    gone = book.path.with_name("moved.db")
    book.path.rename(gone)

    for _ in range(2):
        with pytest.raises(BondtuiError, match="not there any more"):
            book.contacts.add(ContactForm("Cy"))

    assert not book.path.exists()
    gone.rename(book.path)
    book.contacts.add(ContactForm("Cy"))
    assert names(book) == ["Ann", "Ben", "Cy"]


@pytest.mark.parametrize("content", [b"", b"x" * 9000])
def test_a_file_that_is_no_book_in_the_books_place_is_neither_read_nor_written(
    book: Book, backup: Path, content: bytes
) -> None:
    new = book.path.with_name("new")
    new.write_bytes(content)
    new.replace(book.path)

    for use in (book.contacts.list, lambda: book.contacts.add(ContactForm("Cy")), book.safety.undo):
        with pytest.raises(BondtuiError):
            use()

    assert book.path.read_bytes() == content


def test_two_who_make_the_book_at_the_same_time_make_one(open_book: Opener) -> None:
    mine, theirs = open_book(TODAY), open_book(TODAY)

    theirs.contacts.add(ContactForm("Ann"))
    mine.contacts.add(ContactForm("Ben"))

    assert names(mine) == names(theirs) == ["Ann", "Ben"]
