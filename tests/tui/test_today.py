"""Today by keystrokes: what is due, the brief beside it, and what one does about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bondtui.book import Book
from bondtui.errors import BondtuiError, UsageError
from bondtui.tui.actions import ACTIONS
from bondtui.tui.app import BondApp, run_app
from bondtui.tui.keymap import checked
from bondtui.tui.screens.contact import ContactScreen
from bondtui.tui.screens.people import PeopleScreen
from bondtui.tui.screens.today import TodayScreen

from .conftest import HOSTILE, seen, settle


async def test_an_empty_book_greets_with_the_ways_in(book: Book) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Welcome to bondtui" in seen(app)
        assert "bondtui demo" in seen(app)
        assert "nothing due" in seen(app)


async def test_what_is_due_stands_in_groups_with_the_contact_in_brief(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = seen(app)
        for part in ("Check-ins · 1", "▌Anna Petrova", "23 d", "█", "Promised · 1", "send the quote", "due today"):
            assert part in screen
        assert "Studio Lumen" in screen
        assert "call, 1 Oct, you began" in screen
        assert "2 due" in screen


async def test_done_closes_the_promise_under_the_cursor(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("j", "d")
        await settle(pilot)
        assert "Promised" not in seen(app)
    assert book.contacts.page(people["ben"]).follow_ups[0].done_on == date(2026, 11, 23)


async def test_nothing_due_says_so_and_what_comes_next(book: Book, add: Callable[..., str]) -> None:
    add("Anna Petrova", since=date(2026, 11, 20))
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Nothing is due today." in seen(app)
        assert "Next  Anna Petrova" in seen(app)


async def test_keys_lead_to_people_to_a_contact_and_back(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ContactScreen)
        await pilot.press("escape", "2")
        await settle(pilot)
        assert isinstance(app.screen, PeopleScreen)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(app.screen, PeopleScreen)
        await pilot.press("1")
        await settle(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_hostile_names_are_shown_as_they_are(book: Book, add: Callable[..., str]) -> None:
    for name in HOSTILE:
        add(name)
    app = BondApp(book)
    async with app.run_test(size=(140, 40), notifications=True, tooltips=True) as pilot:
        await settle(pilot)
        for part in ("Ann [/x]", "[@click=app.quit]x[/]", "Nul $bell", "[bold]", "nnn…"):
            assert part in seen(app)
        names = []
        for _ in HOSTILE:
            chosen = app.screen.chosen().uid
            names.append(book.contacts.get(chosen).name)
            await pilot.press("z")
            await settle(pilot)
            assert f"{names[-1][:20]}" in seen(app)
        assert len(set(names)) == len(HOSTILE)
        assert "Nothing is due today." in seen(app)


async def test_a_change_by_somebody_else_shows_itself(
    book: Book, open_book: Callable[..., Book], people: dict[str, str]
) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        open_book().contacts.archive(people["anna"])
        app.look_again()
        await settle(pilot)
        assert "Check-ins" not in seen(app)


async def test_help_shows_every_action_with_the_keys_of_the_settings(book: Book, people: dict[str, str]) -> None:
    book.settings = replace(book.settings, keys={"contact.promise": "v"}, export_dir=book.path.parent)
    app = BondApp(book)
    async with app.run_test(size=(90, 200)) as pilot:
        await settle(pilot)
        assert "v Promise" in seen(app)
        await pilot.press("question_mark")
        await settle(pilot)
        screen = seen(app)
        assert [action.help for action in ACTIONS if action.help not in screen] == []


async def test_the_palette_finds_a_contact_by_name(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p", *"Ben")
        await app.workers.wait_for_complete()
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert isinstance(app.screen, ContactScreen)
        assert "Ben Okafor" in seen(app)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"contact.fly": "y"}, "no such action"),
        ({"contact.log": "s"}, "twice"),
        ({"contact.log": "?"}, "twice"),
        ({"contact.log": " , "}, "no key"),
        ({"contact.log": "tab"}, "moving between fields"),
        ({"app.leave": "x"}, "a key that writes"),
        ({"form.save": "ctrl+z"}, "twice"),
    ],
)
def test_keys_that_cannot_be_are_refused(keys: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        checked(keys)


def test_keys_may_change_places() -> None:
    assert checked({"contact.log": "s", "contact.snooze": "l"}) == {"contact.log": "s", "contact.snooze": "l"}


def test_a_key_of_another_action_that_does_the_same_stays_with_that_one() -> None:
    assert checked({"app.quit": "Q,ctrl+q"}) == {"app.quit": "Q"}
    assert checked({"app.quit": "ctrl+q"}) == {"app.quit": "ctrl+q"}


def test_without_a_terminal_the_app_refuses_to_start(book: Book) -> None:
    with pytest.raises(BondtuiError, match="needs a terminal"):
        run_app(book.path)
