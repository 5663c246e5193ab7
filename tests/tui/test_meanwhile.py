"""A form that is open while somebody else changes what it is about, or holds the book."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from bondtui.book import Book
from bondtui.domain.interactions import Signal
from bondtui.tui.screens.base import BUSY
from bondtui.tui.screens.dialogs.form import FormDialog
from bondtui.tui.screens.log import LogScreen

from .conftest import seen
from .dialog_host import write
from .keystrokes import LARGE, SMALL, answered, flat, opened, over, retype, until

AGAIN = "Anna Petrova was changed elsewhere meanwhile. Saving again writes what stands here."


@pytest.fixture
def elsewhere(open_book: Callable[..., Book], book: Book) -> Book:
    """The same book, as another process has it open."""
    return open_book()


@contextmanager
def held(book: Book, how: str = "IMMEDIATE") -> Iterator[None]:
    """Another process writes to the book for as long as this lasts; EXCLUSIVE lets nobody read it either."""
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


def form_of(pilot: Pilot[Any]) -> FormDialog[Any]:
    assert isinstance(pilot.app.screen, FormDialog)
    return pilot.app.screen


async def go_to(pilot: Pilot[Any], key: str) -> None:
    form_of(pilot).fields[key].control.focus()
    await pilot.pause()


async def type_into(pilot: Pilot[Any], key: str, text: str) -> None:
    await go_to(pilot, key)
    await retype(pilot, text)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x50"])
async def test_a_form_shows_what_was_changed_elsewhere_beside_what_was_typed(
    book: Book, elsewhere: Book, people: dict[str, str], size: tuple[int, int]
) -> None:
    uid = people["anna"]
    async with over(book, size) as pilot:
        await opened(pilot, "e")
        await type_into(pilot, "company", "Lumen Oslo")
        elsewhere.contacts.edit(
            uid, replace(book.contacts.form(uid), company="Northlight", role="owner", about="knits")
        )
        await pilot.press("ctrl+s")
        await until(pilot, lambda: AGAIN in flat(pilot.app))
        assert "In the book now: Northlight" in flat(pilot.app)
        assert "Lumen Oslo" in seen(pilot.app)
        values = form_of(pilot).values()
        assert (values["role"], values["about"]) == ("owner", "knits")
        await answered(pilot, "ctrl+s")
    now = book.contacts.form(uid)
    assert (now.company, now.role, now.about) == ("Lumen Oslo", "owner", "knits")


async def test_a_third_change_in_between_is_told_again(book: Book, elsewhere: Book, people: dict[str, str]) -> None:
    uid = people["anna"]
    async with over(book, SMALL) as pilot:
        await opened(pilot, "e")
        await type_into(pilot, "company", "Lumen Oslo")
        for other in ("Northlight", "Southlight"):
            elsewhere.contacts.edit(uid, replace(book.contacts.form(uid), company=other))
            await pilot.press("ctrl+s")
            await until(pilot, lambda other=other: f"In the book now: {other}" in flat(pilot.app))  # type: ignore[misc]
        await answered(pilot, "ctrl+s")
    assert book.contacts.form(uid).company == "Lumen Oslo"


async def test_a_new_name_given_elsewhere_stands_in_the_title(
    book: Book, elsewhere: Book, people: dict[str, str]
) -> None:
    uid = people["anna"]
    async with over(book, SMALL) as pilot:
        await opened(pilot, "e")
        await type_into(pilot, "company", "Lumen Oslo")
        elsewhere.contacts.edit(uid, replace(book.contacts.form(uid), name="Anna Berg"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: AGAIN in flat(pilot.app))
        assert "Edit Anna Berg" in seen(pilot.app)
        await answered(pilot, "ctrl+s")
    assert (book.contacts.form(uid).name, book.contacts.form(uid).company) == ("Anna Berg", "Lumen Oslo")


async def test_every_kind_of_field_takes_what_was_changed_elsewhere(
    book: Book, elsewhere: Book, people: dict[str, str]
) -> None:
    uid = book.interactions.timeline(people["anna"])[0].uid
    async with over(book, LARGE, "enter") as pilot:
        await opened(pilot, "c")
        await type_into(pilot, "date", "2 Oct")
        await go_to(pilot, "channel")
        other = replace(
            book.interactions.form(uid), date=date(2026, 10, 3), private=True, signals=(Signal.IDEA, Signal.INVITED),
            text="met in the park", contacts=(people["anna"], people["ben"]),
        )  # fmt: skip
        elsewhere.interactions.amend(uid, other)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "This interaction was changed elsewhere meanwhile." in flat(pilot.app))
        values = form_of(pilot).values()
        assert values["private"] is True
        assert values["signals"] == (Signal.IDEA, Signal.INVITED)
        assert values["text"] == "met in the park"
        assert values["people"] == "Anna Petrova\nBen Okafor"
        assert "In the book now: 2026-10-03" in flat(pilot.app)
        await answered(pilot, "ctrl+s")
    assert book.interactions.form(uid) == replace(other, date=date(2026, 10, 2))


async def test_a_promise_and_a_referrer_changed_elsewhere_are_told_too(
    book: Book, elsewhere: Book, people: dict[str, str], add: Callable[..., str]
) -> None:
    zoe = add("Zoe Lind", since=date(2026, 11, 20))
    promise = book.follow_ups.promise(people["anna"], date(2026, 12, 1), "send the quote")
    async with over(book, LARGE, "enter") as pilot:
        await opened(pilot, "c")
        await type_into(pilot, "text", "send the offer")
        elsewhere.follow_ups.amend(promise.id, date(2026, 12, 5), "send the bill")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "In the book now: send the bill" in flat(pilot.app))
        await answered(pilot, "ctrl+s")
        await opened(pilot, "r")
        await type_into(pilot, "referrer", "Ben Okafor")
        elsewhere.contacts.edit(
            people["anna"], replace(book.contacts.form(people["anna"]), referred_by=zoe, role="cook")
        )
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "In the book now: Zoe Lind" in flat(pilot.app))
        await answered(pilot, "ctrl+s")
    changed = book.follow_ups.get(promise.id)
    assert (changed.due_on, changed.text) == (date(2026, 12, 5), "send the offer")
    assert book.contacts.form(people["anna"]).referred_by == people["ben"]
    assert book.contacts.form(people["anna"]).role == "cook"


async def test_a_contact_removed_elsewhere_is_said_and_what_was_typed_stays(
    book: Book, elsewhere: Book, people: dict[str, str]
) -> None:
    async with over(book, SMALL) as pilot:
        await opened(pilot, "e")
        await type_into(pilot, "company", "Lumen Oslo")
        elsewhere.contacts.remove(people["anna"])
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "It was removed from the book elsewhere meanwhile." in flat(pilot.app))
        assert "Lumen Oslo" in seen(pilot.app)
        elsewhere.safety.undo()
        await answered(pilot, "ctrl+s")
    assert book.contacts.form(people["anna"]).company == "Lumen Oslo"


async def test_a_busy_book_is_said_once_and_nothing_typed_is_lost_or_taken_elsewhere(
    book: Book, people: dict[str, str]
) -> None:
    async with over(book, SMALL) as pilot:
        await opened(pilot, "e")
        await type_into(pilot, "company", "Lumen Oslo")
        with held(book):
            await pilot.press("ctrl+s")
            await until(pilot, lambda: BUSY in flat(pilot.app))
            await pilot.press("escape", "l", "q", "ctrl+s")
            assert "Lumen Oslo" in seen(pilot.app)
            assert len(pilot.app._notifications) == 1
        await until(pilot, lambda: "Anna Petrova is up to date." in flat(pilot.app))
        assert "Log" in seen(pilot.app).splitlines()[-1]
    assert book.contacts.form(people["anna"]).company == "Lumen Oslo"


async def test_a_line_waits_for_a_book_that_nobody_may_even_read(book: Book, people: dict[str, str]) -> None:
    async with over(book, SMALL) as pilot:
        await opened(pilot, "l")
        await pilot.press("ctrl+u")
        await write(pilot, "met Ben Okafor: the park")
        with held(book, "EXCLUSIVE"):
            await pilot.press("enter")
            await until(pilot, lambda: BUSY in flat(pilot.app))
            await pilot.press("escape")
            assert "met Ben Okafor: the park" in seen(pilot.app)
            assert isinstance(pilot.app.screen, LogScreen)
        await until(pilot, lambda: "Logged with Ben Okafor." in flat(pilot.app))
    assert book.interactions.count(people["ben"]) == 2


async def test_a_form_that_is_refused_gives_its_field_back(book: Book, people: dict[str, str]) -> None:
    async with over(book, SMALL) as pilot:
        await opened(pilot, "r")
        await write(pilot, "Anna Petrova\n")
        await until(pilot, lambda: "cannot be referred" in flat(pilot.app))
        assert isinstance(pilot.app.focused, Input)
        await retype(pilot, "Ben Okafor")
        await answered(pilot, "enter")
    assert book.contacts.form(people["anna"]).referred_by == people["ben"]


async def test_ctrl_z_is_the_terminals_so_ctrl_b_takes_back_what_was_typed_in_a_text(
    book: Book, people: dict[str, str]
) -> None:
    async with over(book, SMALL) as pilot:
        await opened(pilot, "e")
        await go_to(pilot, "about")
        await write(pilot, "knits")
        await pilot.press("ctrl+b")
        assert form_of(pilot).query_one("#about", TextArea).text == ""
