"""What the app shows when the book is busy, replaced, gone, or may only be read."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.store import engine

from .conftest import settle
from .dialog_host import write
from .keystrokes import flat, opened, over, until


@pytest.fixture
def ann(book: Book) -> Book:
    book.contacts.add(ContactForm("Ann Alder"))
    return book


async def test_a_line_logged_while_the_book_is_busy_is_kept_told_of_and_saved(
    ann: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 0)
    async with over(ann, (120, 40), "2") as pilot:
        with closing(sqlite3.connect(ann.path, isolation_level=None)) as holder:
            await opened(pilot, "l")
            await write(pilot, "called Ann Alder: long talk")
            holder.execute("BEGIN IMMEDIATE")
            await pilot.press("enter")
            await until(pilot, lambda: "The book is busy, trying again." in flat(pilot.app))
            assert pilot.app.screen.query_one(Input).value.endswith("long talk")
            holder.execute("ROLLBACK")
        await until(pilot, lambda: "Logged with Ann Alder." in flat(pilot.app))

    assert [each.text for each in ann.interactions.timeline(ann.contacts.find("Ann").uid)] == ["long talk"]


async def test_a_screen_that_cannot_be_read_just_now_is_shown_when_it_can(ann: Book) -> None:
    async with over(ann, (120, 40), "2") as pilot:
        with closing(sqlite3.connect(ann.path, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            holder.execute("UPDATE contact SET name = 'Ann Birch'")
            await pilot.press("1")
            await until(pilot, lambda: "The book is busy, trying again." in flat(pilot.app))
            holder.execute("COMMIT")
        await pilot.press("2")
        pilot.app.look_again()  # type: ignore[attr-defined]  # what it does by itself every second
        await until(pilot, lambda: "Ann Birch" in flat(pilot.app))


async def test_another_file_in_the_books_place_is_shown_and_the_next_write_refused(ann: Book, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(ann.path, other)
    ann.contacts.add(ContactForm("Ben Birch"))
    async with over(ann, (120, 40), "2") as pilot:
        assert "Ben Birch" in flat(pilot.app)
        await opened(pilot, "l")
        await write(pilot, "called Ann Alder")
        other.replace(ann.path)
        await pilot.press("enter")
        await until(pilot, lambda: "Another file has taken the place of the book" in flat(pilot.app))
        assert pilot.app.screen.query_one(Input).value.endswith("called Ann Alder")
        await pilot.press("enter")
        await until(pilot, lambda: "Logged with Ann Alder." in flat(pilot.app))
        assert "Ben Birch" not in flat(pilot.app)


async def test_a_book_that_is_gone_keeps_what_was_typed(ann: Book) -> None:
    async with over(ann, (120, 40), "2") as pilot:
        await opened(pilot, "l")
        await write(pilot, "called Ann Alder")
        ann.path.rename(ann.path.with_name("moved.db"))
        await pilot.press("enter")
        await until(pilot, lambda: "is not there any more" in flat(pilot.app))
        assert pilot.app.screen.query_one(Input).value.endswith("called Ann Alder")
        assert not ann.path.exists()


async def test_a_book_that_may_only_be_read_says_so(ann: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(ann.file), "read_only", True)
    async with over(Book.open(ann.path, ann.settings, ann.today), (120, 40)) as pilot:
        await until(pilot, lambda: "can only be read here" in flat(pilot.app))
        await settle(pilot)
        assert "read-only" in flat(pilot.app)
        await pilot.press("2")
        await settle(pilot)
        await opened(pilot, "l")
        await write(pilot, "called Ann Alder")
        await pilot.press("enter")
        await until(pilot, lambda: "nothing was changed" in flat(pilot.app))


async def test_a_book_that_is_missed_names_its_backup(ann: Book, open_book: object) -> None:
    backup = ann.safety.backup()
    ann.path.unlink()
    lost = Book.open(ann.path, ann.settings, ann.today)
    async with over(lost, (160, 40)) as pilot:
        await until(pilot, lambda: backup.name in flat(pilot.app).replace(" ", ""))
    lost.close()
