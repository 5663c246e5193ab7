"""A morning with the app: from the real screens by keystrokes, what one sees afterwards and what the book holds."""

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from bondtui.book import Book
from bondtui.demo_people import PEOPLE
from bondtui.domain.interactions import Signal
from bondtui.domain.stages import Stage
from bondtui.tui import app as tui_app
from bondtui.tui.actions import ACTIONS
from bondtui.tui.app import BondApp
from bondtui.tui.screens.contact import ContactScreen
from bondtui.tui.screens.dialogs import MoveDialog, PromiseDialog, SnoozeDialog
from bondtui.tui.screens.people import PeopleScreen
from bondtui.tui.screens.today import TodayScreen

from .dialog_host import seen, write
from .keystrokes import ELSEWISE, EVERYWHERE, LARGE, SMALL, answered, flat, opened, over, retype, until


@EVERYWHERE
async def test_one_key_puts_a_check_in_off_for_a_week(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await opened(pilot, "s")
        assert "Remind me later of Anna Petrova" in seen(pilot.app)
        await answered(pilot, "w")
        assert "Put off." in seen(pilot.app)
        if way == ("enter",):
            assert "check-in 30 Nov, in 7 days, snoozed" in seen(pilot.app)
        elif not way:
            assert "Check-ins" not in seen(pilot.app)
            assert "1 due" in seen(pilot.app)
    assert open_book().contacts.get(people["anna"]).snoozed_until == date(2026, 11, 30)


@ELSEWISE
async def test_a_typed_day_puts_a_check_in_off_until_then(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await opened(pilot, "s")
        await pilot.press("t")
        await write(pilot, "12 Dec")
        await answered(pilot, "enter")
        assert "Put off." in seen(pilot.app)
    assert open_book().contacts.get(people["anna"]).snoozed_until == date(2026, 12, 12)
    assert f"ci-{people['anna']}" not in {each.id for each in open_book(date(2026, 12, 11)).nudges.due()}
    assert people["anna"] in {each.contact.uid for each in open_book(date(2026, 12, 12)).nudges.due()}


async def test_on_a_promise_the_promise_rests_and_the_check_ins_do_not(
    book: Book, open_book: Callable[..., Book], people: dict[str, str]
) -> None:
    async with over(book, SMALL, "j") as pilot:
        await opened(pilot, "s")
        assert "Remind me later: send the quote" in seen(pilot.app)
        await answered(pilot, "d")
        assert "Promised · 1" not in seen(pilot.app)
        assert "Check-ins · 1" in seen(pilot.app)
    again = open_book()
    assert again.contacts.get(people["ben"]).snoozed_until is None
    assert again.contacts.page(people["ben"]).follow_ups[0].due_on == date(2026, 11, 23)
    assert [each.why for each in open_book(date(2026, 11, 24)).nudges.due()][-1] == "send the quote"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_day_that_is_none_is_said_once_and_what_was_typed_stays(
    book: Book, people: dict[str, str], size: tuple[int, int]
) -> None:
    async with over(book, size) as pilot:
        before = book.version()
        await opened(pilot, "s")
        await pilot.press("t")
        await write(pilot, "nevermore\n")
        await until(pilot, lambda: "not a day ahead" in seen(pilot.app))
        assert isinstance(pilot.app.screen, SnoozeDialog)
        assert flat(pilot.app).count("'nevermore' is not a day ahead: write it like 2w or 12 Dec.") == 1
        assert book.version() == before
        await retype(pilot, "2w")
        await answered(pilot, "enter")
    assert book.contacts.get(people["anna"]).snoozed_until == date(2026, 12, 7)


@EVERYWHERE
async def test_a_contact_moves_a_stage_on_with_the_reason(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await opened(pilot, "m")
        assert "Anna Petrova is a partner now" in seen(pilot.app)
        await pilot.press("tab", "tab")
        await write(pilot, "we went sailing")
        await answered(pilot, "enter")
        assert "Anna Petrova is a friend now." in flat(pilot.app)
        if way == ("enter",):
            assert "friend 23 Nov: we went sailing" in flat(pilot.app)
    entry = open_book().contacts.page(people["anna"]).ledger[-1]
    assert (entry.came_from, entry.change.to) == (Stage.PARTNER, Stage.FRIEND)
    assert (entry.change.date, entry.change.reason) == (date(2026, 11, 23), "we went sailing")


@ELSEWISE
async def test_a_stage_that_is_held_already_is_said_and_the_reason_stays(
    book: Book, people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        before = book.version()
        await opened(pilot, "m")
        await pilot.press("enter", "up", "enter", "tab", "tab")
        await write(pilot, "sailing\n")
        await until(pilot, lambda: "already" in seen(pilot.app))
        assert isinstance(pilot.app.screen, MoveDialog)
        assert flat(pilot.app).count("The stage on 2026-11-23 is partner already.") == 1
        assert "sailing" in seen(pilot.app)
        assert book.version() == before


@EVERYWHERE
async def test_a_promise_is_noted_with_its_day(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await opened(pilot, "p")
        await write(pilot, "friday\nlend her the book")
        await answered(pilot, "enter")
        assert "Promised for 27 Nov." in seen(pilot.app)
        if way != ("2",) or size == LARGE:  # the small table of people has no room for a brief
            assert "lend her the book" in seen(pilot.app)
    (promised,) = open_book().contacts.page(people["anna"]).follow_ups
    assert (promised.due_on, promised.text, promised.done_on) == (date(2026, 11, 27), "lend her the book", None)


@pytest.mark.parametrize(("key", "tells"), [("m", True), ("h", False)])
@ELSEWISE
async def test_a_summary_is_where_the_dialog_said_and_for_nobody_else_to_read(
    book: Book, people: dict[str, str], way: tuple[str, ...], size: tuple[int, int], key: str, tells: bool
) -> None:
    book.interactions.log(book.interactions.understand("met Anna 2 Oct: her divorce !private"))
    async with over(book, size, *way) as pilot:
        await opened(pilot, "x")
        await pilot.press(key)
        await until(pilot, lambda: "Written to" in seen(pilot.app))
        (path,) = book.settings.export_dir.iterdir()
        assert f"Written to {path}".replace(" ", "") in flat(pilot.app).replace(" ", "")
        await answered(pilot, "enter")
        assert "Written to" in seen(pilot.app)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Anna Petrova" in path.read_text()
    assert ("divorce" in path.read_text()) is tells


async def test_an_export_that_cannot_be_written_says_so_in_the_dialog(book: Book, people: dict[str, str]) -> None:
    book.settings.export_dir.write_text("in the way")
    async with over(book, SMALL) as pilot:
        await opened(pilot, "x")
        await pilot.press("m")
        await until(pilot, lambda: "exports" in flat(pilot.app).replace(" ", ""))
        assert "Written to" not in seen(pilot.app)
        await answered(pilot, "escape")
        assert isinstance(pilot.app.screen, TodayScreen)
    assert book.settings.export_dir.read_text() == "in the way"


@EVERYWHERE
async def test_a_line_is_logged_from_any_screen(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await opened(pilot, "l")
        await write(pilot, "emailed: a catalogue #thanked +2w send photos")
        await answered(pilot, "enter")
        assert "Logged with Anna Petrova." in seen(pilot.app)
        if way != ("2",) or size == LARGE:
            assert "a cat" in seen(pilot.app)
        if not way:
            assert "Check-ins" not in seen(pilot.app)
    newest = open_book().interactions.timeline(people["anna"])[0]
    assert (newest.date, newest.signals) == (date(2026, 11, 23), (Signal.THANKED,))
    assert newest.text == "a catalogue"
    (promised,) = open_book().contacts.page(people["anna"]).follow_ups
    assert (promised.due_on, promised.text) == (date(2026, 12, 7), "send photos")


async def test_who_is_found_by_typing_is_whom_the_keys_act_on(
    book: Book, open_book: Callable[..., Book], people: dict[str, str]
) -> None:
    async with over(book, SMALL, "2", "slash", "o", "k", "a", "f", "enter") as pilot:
        assert "1 person" in seen(pilot.app)
        await opened(pilot, "p")
        assert "Promise to Ben Okafor" in seen(pilot.app)
        await write(pilot, "2w\nbring wine")
        await answered(pilot, "enter")
        assert "1 person" in seen(pilot.app)
    assert "bring wine" in [each.text for each in open_book().contacts.page(people["ben"]).follow_ups]
    assert not open_book().contacts.page(people["anna"]).follow_ups


@pytest.mark.parametrize(
    ("way", "home", "keys"),
    [
        ((), TodayScreen, "lsmpxaed"),
        (("2",), PeopleScreen, "lsmpxae"),
        (("enter",), ContactScreen, "lsmpxaec"),
    ],
    ids=["today", "people", "page"],
)
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_escape_leaves_everything_as_it_was(
    book: Book, people: dict[str, str], way: tuple[str, ...], home: type[object], keys: str, size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        before, shown = book.version(), seen(pilot.app)
        for key in (*keys, "delete"):
            await opened(pilot, key)
            await answered(pilot, "escape")
            assert isinstance(pilot.app.screen, home), key
            assert seen(pilot.app) == shown, key
        assert book.version() == before


@pytest.mark.parametrize("key", ["p", "m", "a", "e"])
async def test_half_filled_forms_ask_before_they_are_thrown_away(book: Book, people: dict[str, str], key: str) -> None:
    async with over(book, SMALL) as pilot:
        before = book.version()
        dialog = await opened(pilot, key)
        await pilot.press(*(["tab"] if key == "m" else []))
        await write(pilot, "half")
        await pilot.press("escape")
        await until(pilot, lambda: "Close without saving" in seen(pilot.app))
        await pilot.press("n")
        await until(pilot, lambda: pilot.app.screen is dialog)
        assert "half" in seen(pilot.app)
        await pilot.press("escape")
        await until(pilot, lambda: "Close without saving" in seen(pilot.app))
        await answered(pilot, "y")
        assert book.version() == before


@ELSEWISE
async def test_a_question_mark_lists_the_keys_and_goes_away_again(
    book: Book, people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        shown = seen(pilot.app)
        await opened(pilot, "question_mark")
        told = [action.help in seen(pilot.app) for action in ACTIONS]
        assert all(told[:12])
        await pilot.press("end")
        await until(pilot, lambda: "Press escape to go back." in seen(pilot.app))
        assert ACTIONS[-1].help in seen(pilot.app)
        await answered(pilot, "escape")
        assert seen(pilot.app) == shown


@EVERYWHERE
async def test_the_palette_finds_an_action_and_does_it(
    book: Book, people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await opened(pilot, "ctrl+p")
        await write(pilot, "promi")
        await until(pilot, lambda: "note something promised and its day" in seen(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PromiseDialog))
        assert "Promise to Anna Petrova" in seen(pilot.app)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_the_demo_shows_the_sample_people_and_no_book_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, own_home: Path, size: tuple[int, int]
) -> None:
    shown: list[str] = []

    async def look(pilot: Pilot[Any]) -> None:
        await until(pilot, lambda: "Check-ins" in seen(pilot.app))
        shown.append(seen(pilot.app))
        await pilot.press("2")
        await until(pilot, lambda: "people by name" in seen(pilot.app))
        shown.append(seen(pilot.app))
        await pilot.press("q")

    run = BondApp.run
    monkeypatch.setattr(tui_app, "require_terminal", lambda: None)
    monkeypatch.setattr(BondApp, "run", lambda self: run(self, headless=True, size=size, auto_pilot=look))
    assert tui_app.run_demo() == 0
    today, everybody = shown
    kept = [each.name for each in PEOPLE if each.archived is None]
    assert "23 Nov" in today
    assert any(name in today for name in kept)
    assert f"{len(kept)} people" in everybody
    assert sum(name in everybody for name in kept) >= min(len(kept), 15)
    assert not list(own_home.rglob("*.db"))
