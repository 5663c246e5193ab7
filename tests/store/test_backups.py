"""A backup is whole, private and never replaces another; the newest good one is found, not the newest."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bondtui.errors import BondtuiError, BookBusy, BookRefused
from bondtui.store import backups, tables
from bondtui.store.engine import APPLICATION_ID, HEAD

NOW = datetime(2026, 11, 23, 9, 35)
SCHEMA = Path(tables.__file__).with_name("schema.sql").read_text(encoding="utf-8")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "book.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as new:
        new.executescript(SCHEMA)
        new.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        new.execute("INSERT INTO alembic_version VALUES (?)", (HEAD,))
        new.executemany(
            "INSERT INTO contact (uid, name, about, added_on) VALUES (?, ?, ?, '2026-01-01')",
            [(f"u{n}", f"Ann {n}", f"ann {n} " * 20) for n in range(200)],
        )
        new.commit()
    return path


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as opened:
        return list(opened.iterdump())


def change(book: Path) -> None:
    with closing(sqlite3.connect(book)) as opened:
        opened.execute("UPDATE contact SET company = company || 'x' WHERE id = 1")
        opened.commit()


def taken_after_a_change(book: Path, now: datetime) -> Path:
    change(book)
    return backups.take(book, now)


def files(book: Path) -> list[str]:
    folder = book.parent / "backups"
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def spoil(path: Path) -> None:
    """Overwrite a page in the middle, as a failing disk would."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096 * (size // 8192))
        file.write(b"\xa5" * 4096)


def test_a_backup_is_the_whole_book_named_after_it_and_the_time(book: Path) -> None:
    taken = backups.take(book, NOW)

    assert taken == book.parent / "backups" / "book-20261123-093500.db"
    assert dump(taken) == dump(book)
    assert files(book) == [taken.name]


def test_a_backup_and_its_new_folder_are_private_whatever_the_umask(book: Path) -> None:
    before = os.umask(0)
    try:
        taken = backups.take(book, NOW)
    finally:
        os.umask(before)

    assert taken.stat().st_mode & 0o777 == 0o600
    assert taken.parent.stat().st_mode & 0o777 == 0o700


def test_an_existing_folder_keeps_its_mode(book: Path) -> None:
    folder = book.parent / "backups"
    folder.mkdir()
    folder.chmod(0o750)

    backups.take(book, NOW)

    assert folder.stat().st_mode & 0o777 == 0o750


def test_backups_of_the_same_second_do_not_replace_each_other(book: Path) -> None:
    names = [taken_after_a_change(book, NOW).name for _ in range(3)]

    assert names == ["book-20261123-093500.db", "book-20261123-093500-2.db", "book-20261123-093500-3.db"]


def test_a_backup_is_taken_while_another_connection_waits_to_commit(book: Path) -> None:
    before = dump(book)
    with closing(sqlite3.connect(book, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM contact")
        taken = backups.take(book, NOW)
        writer.execute("ROLLBACK")

    assert dump(taken) == before


def test_a_locked_book_is_said_to_be_busy_and_nothing_is_left(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BookBusy, match="another process"):
            backups.take(book, NOW)

    assert files(book) == []


def test_a_damaged_book_gives_no_backup(book: Path) -> None:
    spoil(book)

    with pytest.raises(BookRefused, match=r"^No backup of [^\n]+ damaged\.$"):
        backups.take(book, NOW)

    assert files(book) == []


def test_a_file_that_is_no_database_gives_no_backup(book: Path) -> None:
    book.write_bytes(b"Dear Ann, " * 1000)

    with pytest.raises(BookRefused, match=r"^No backup of [^\n]+ not a database\.$"):
        backups.take(book, NOW)

    assert files(book) == []


def test_a_missing_book_is_neither_made_nor_backed_up(tmp_path: Path) -> None:
    with pytest.raises(BondtuiError, match="unable to open"):
        backups.take(tmp_path / "none.db", NOW)

    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fails_leaves_nothing_behind(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)

    with pytest.raises(BondtuiError, match=r"^No backup of [^\n]+: No space left on device\.$"):
        backups.take(book, NOW)

    assert files(book) == []


def test_without_a_backup_there_is_no_newest(book: Path) -> None:
    assert backups.newest_good(book) is None


def test_the_newest_good_backup_is_the_latest_by_its_name(book: Path) -> None:
    backups.take(book, NOW.replace(hour=11))
    for _ in range(3):
        last = taken_after_a_change(book, NOW.replace(hour=12))
    taken_after_a_change(book, NOW.replace(hour=10))

    assert last.name == "book-20261123-123500-3.db"
    assert backups.newest_good(book) == last


def test_damaged_empty_and_foreign_backups_are_passed_over(book: Path) -> None:
    good = backups.take(book, NOW)
    spoil(taken_after_a_change(book, NOW.replace(hour=10)))
    (good.parent / "book-20261123-110000.db").touch()
    (good.parent / "book-20261123-120000.db").write_bytes(b"no database at all, but long enough " * 100)
    (good.parent / "book-20261123-130000.db").mkdir()
    with closing(sqlite3.connect(good.parent / "book-20261123-140000.db")) as foreign:
        foreign.execute("CREATE TABLE t (x)")

    assert backups.newest_good(book) == good


def test_the_backups_of_another_book_in_the_folder_are_not_ours(book: Path) -> None:
    other = book.with_name("book-old.db")
    other.write_bytes(book.read_bytes())
    mine = backups.take(book, NOW)
    backups.take(other, NOW.replace(hour=15))

    assert backups.newest_good(book) == mine


def test_nothing_changed_since_the_newest_is_no_new_backup(book: Path) -> None:
    first = backups.take(book, NOW)
    with closing(sqlite3.connect(book)) as opened:  # a write that comes to nothing changes the file's counters only
        opened.execute("UPDATE contact SET company = company")
        opened.commit()

    assert backups.take(book, NOW.replace(hour=17)) == first
    assert files(book) == [first.name]


def test_ten_latest_seven_daily_four_weekly_and_twelve_monthly_are_kept(book: Path) -> None:
    start = datetime(2024, 1, 1, 8)
    days = [start + timedelta(days=n, hours=h) for n in range(500) for h in (0, 5)]
    folder = backups.take(book, start).parent
    for day in days[1:]:  # as if one had been taken twice a day
        (folder / f"book-{day:%Y%m%d-%H%M%S}.db").write_bytes(b"")

    backups.thin(book, days[-1])

    kept = sorted(datetime.strptime(name, "book-%Y%m%d-%H%M%S.db") for name in files(book))
    latest, dates = days[-10:], sorted({day.date() for day in days})
    mondays = sorted({day - timedelta(days=day.weekday()) for day in dates})[-4:]
    months = sorted({(day.year, day.month) for day in dates})[-12:]
    of_day = [max(day for day in days if day.date() == each) for each in dates[-7:]]
    of_week = [max(d for d in days if d.date() - timedelta(days=d.weekday()) == each) for each in mondays]
    of_month = [max(d for d in days if (d.year, d.month) == each) for each in months]
    assert kept == sorted({*latest, *of_day, *of_week, *of_month})


def test_taking_one_thins_out_the_old_ones_and_touches_nothing_else(book: Path) -> None:
    folder = backups.take(book, NOW).parent
    for hour in range(24):
        (folder / f"book-20260301-{hour:02}0000.db").write_bytes(b"")
    mine = folder / "book-before-summer.db"
    mine.write_bytes(b"")

    taken_after_a_change(book, NOW.replace(hour=17))

    assert mine.exists()
    assert len(files(book)) == 11  # ten latest; nine of them of 1 March; and mine


def test_what_a_backup_holds_is_told_and_whether_it_is_whole(book: Path) -> None:
    good = backups.take(book, NOW)
    bad = taken_after_a_change(book, NOW.replace(hour=10))
    spoil(bad)

    newest, older = backups.backups(book)

    assert (newest.path, newest.ok) == (bad, False)
    assert (older.path, older.contacts, older.interactions, older.ok) == (good, 200, 0, True)
    assert older.taken_at == NOW.replace(tzinfo=UTC)


def test_the_contents_of_a_book_are_a_whole_book(book: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(backups.contents(book))

    assert dump(tmp_path / "copy.db") == dump(book)


def test_the_contents_of_a_damaged_book_are_refused(book: Path) -> None:
    spoil(book)

    with pytest.raises(BookRefused):
        backups.contents(book)


def test_with_the_clock_set_back_the_backup_just_taken_stays(book: Path) -> None:
    folder = backups.take(book, NOW).parent
    for day in range(400):
        (folder / f"book-{NOW - timedelta(days=day):%Y%m%d}-120000.db").write_bytes(b"")

    taken = taken_after_a_change(book, NOW - timedelta(days=3000))

    assert taken.exists()
