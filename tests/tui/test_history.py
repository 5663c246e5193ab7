"""The history screen: what was changed and when, what is undone, and turning it back and forth where one sees it."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.tui.app import BondApp
from bondtui.tui.widgets.change_list import PAGE

from .conftest import seen
from .keystrokes import LARGE, SMALL, flat, over, until


@pytest.fixture
def in_auckland(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thirteen hours before UTC in November."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def lines_with(app: BondApp, text: str) -> list[str]:
    return [line for line in seen(app).splitlines() if text in line]


def under_the_cursor(app: BondApp) -> str:
    return lines_with(app, "▌")[0]


def changed(book: Book, times: int) -> str:
    """A contact whose name was changed this often; the uid."""
    uid = book.contacts.add(ContactForm("Ben Okafor")).uid
    for number in range(times):
        book.contacts.edit(uid, ContactForm(f"Ben {number:03}"))
    return uid


def changed_for_years(book: Book) -> None:
    """More than one page of changes; the first of all added Ben."""
    book.contacts.add(ContactForm("Ben Okafor"))
    with closing(sqlite3.connect(book.path)) as other, other:
        rows = [(f"2026-11-01 08:{number % 60:02}:00.000000", f"Change {number:03}") for number in range(PAGE + 60)]
        other.executemany("INSERT INTO change (at, label, undone) VALUES (?, ?, 0)", rows)


@pytest.mark.parametrize("way", [(), ("enter",), ("4",), ("5",)], ids=["today", "page", "work", "insights"])
async def test_history_opens_over_every_screen_and_escape_goes_back(
    book: Book, people: dict[str, str], way: tuple[str, ...]
) -> None:
    async with over(book, SMALL, *way) as pilot:
        before = type(pilot.app.screen)
        await pilot.press("U")
        await until(pilot, lambda: "Logged a call with Ben Okafor" in seen(pilot.app))
        assert "History · the newest change first" in seen(pilot.app)
        await pilot.press("escape")
        await until(pilot, lambda: type(pilot.app.screen) is before)


async def test_history_is_in_the_palette(book: Book, people: dict[str, str]) -> None:
    async with over(book, LARGE) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: pilot.app.screen.id == "--command-palette")
        await pilot.press(*"hist")
        await until(pilot, lambda: "what was changed in the book, and when" in seen(pilot.app))


@pytest.mark.usefixtures("in_auckland")
async def test_a_change_stands_with_the_day_and_time_it_had_where_the_person_is(book: Book) -> None:
    book.now = lambda: datetime(2026, 11, 22, 19, 5, tzinfo=UTC)
    book.contacts.add(ContactForm("Anna Petrova"))
    book.now = lambda: datetime(9999, 12, 31, 23, 30, tzinfo=UTC)
    book.contacts.add(ContactForm("Zoe Far"))
    async with over(book, SMALL, "U") as pilot:
        assert lines_with(pilot.app, "Added Anna Petrova")[0].split()[:3] == ["today", "08:05", "Added"]
        assert lines_with(pilot.app, "Added Zoe Far")[0].split()[:4] == ["▌31", "Dec", "9999", "23:30"]


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 20)], ids=["80x24", "160x50", "40x20"])
async def test_what_is_undone_says_so_and_what_comes_next_is_marked(book: Book, size: tuple[int, int]) -> None:
    changed(book, 3)
    book.safety.undo()
    book.safety.undo()
    narrow = size[0] < 60
    async with over(book, size, "U") as pilot:
        states = {name: lines_with(pilot.app, name)[0].rstrip() for name in ("002", "001", "000")}
        assert states["002"].endswith("undone")
        assert states["001"].endswith("undone" if narrow else "next to redo")
        assert states["000"].endswith("undo ▸" if narrow else "next to undo")


async def test_what_cannot_be_made_again_is_not_offered(book: Book) -> None:
    changed(book, 1)
    book.safety.undo()
    book.contacts.add(ContactForm("Cy"))
    book.safety.undo()
    async with over(book, SMALL, "U") as pilot:
        assert "next to redo" in lines_with(pilot.app, "Added Cy")[0]
        assert lines_with(pilot.app, "Changed Ben 000")[0].rstrip().endswith("undone")


async def test_u_and_ctrl_r_turn_a_change_and_show_it_at_once(book: Book) -> None:
    uid = changed(book, 2)
    async with over(book, SMALL, "U") as pilot:
        await pilot.press("u")
        await until(pilot, lambda: "Undone: Changed Ben 001." in flat(pilot.app))
        assert "next to redo" in lines_with(pilot.app, "Changed Ben 001")[0]
        assert "Changed Ben 000" in under_the_cursor(pilot.app)
        assert book.contacts.get(uid).name == "Ben 000"
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Done again: Changed Ben 001." in flat(pilot.app))
        assert "next to undo" in lines_with(pilot.app, "Changed Ben 001")[0]
        assert "next to redo" not in seen(pilot.app)
        assert book.contacts.get(uid).name == "Ben 001"


async def test_a_long_history_is_read_as_one_goes_down(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    changed_for_years(book)
    asked: list[tuple[int, int]] = []
    read = book.safety.history

    def history(limit: int = 100, offset: int = 0) -> object:
        asked.append((limit, offset))
        return read(limit, offset)

    monkeypatch.setattr(book.safety, "history", history)
    async with over(book, LARGE, "U") as pilot:
        for _ in range(PAGE // 40 + 5):
            await pilot.press("pagedown")
        await until(pilot, lambda: "Added Ben Okafor" in under_the_cursor(pilot.app))
        assert asked == [(PAGE, 0), (PAGE, PAGE)]


async def test_the_end_of_a_long_history_is_one_key_away(book: Book) -> None:
    changed_for_years(book)
    async with over(book, SMALL, "U") as pilot:
        assert "Added Ben Okafor" not in seen(pilot.app)
        await pilot.press("G")
        await until(pilot, lambda: "Added Ben Okafor" in under_the_cursor(pilot.app))


async def test_what_another_process_changes_is_shown_and_the_cursor_stays(
    book: Book, open_book: Callable[..., Book], people: dict[str, str]
) -> None:
    async with over(book, SMALL, "U") as pilot:
        await pilot.press("j")
        assert "Logged a call with Ben Okafor" in under_the_cursor(pilot.app)
        open_book(date(2026, 11, 23)).contacts.archive(people["anna"])
        pilot.app.look_again()  # type: ignore[attr-defined]
        await until(pilot, lambda: "Archived Anna Petrova" in seen(pilot.app))
        assert "Logged a call with Ben Okafor" in under_the_cursor(pilot.app)


async def test_an_empty_history_says_so_kindly(book: Book) -> None:
    async with over(book, SMALL, "U") as pilot:
        assert "Nothing has been changed yet." in flat(pilot.app)
        await pilot.press("u")
        await until(pilot, lambda: "There is nothing to undo." in flat(pilot.app))
