"""The contact's page by keystrokes: what is known, the whole timeline, and changes that show at once."""

from collections.abc import Callable
from datetime import date, timedelta

from bondtui.book import Book
from bondtui.domain.contacts import ContactMethod
from bondtui.domain.stages import Stage
from bondtui.domain.work import Verdict
from bondtui.tui.app import BondApp
from bondtui.tui.screens.contact import ContactScreen
from bondtui.tui.screens.today import TodayScreen

from .conftest import seen, settle
from .keystrokes import LARGE, flat, over


async def test_the_page_shows_what_is_known_and_what_happened(book: Book, add: Callable[..., str]) -> None:
    anna = add("Anna Petrova", methods=(ContactMethod("email", "[b]anna@example.org"),), about="Two\nlines [/]")
    book.journey.move(anna, Stage.PARTNER, date(2026, 3, 1), "she [asked] me")
    book.interactions.log(book.interactions.understand("Anna called 1 Oct: news [/b] #thanked !private"))
    app = BondApp(book)
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(ContactScreen(anna, "today"))
        await settle(pilot)
        screen = seen(app)
        for part in ("[b]anna@example.org", "lines [/]", "partner 1 Mar: she [asked] me", "1 interaction", "←"):
            assert part in screen
        assert "news [/b]" in screen
        assert "#thanked private" in screen


async def test_a_long_timeline_is_read_as_one_goes(book: Book, add: Callable[..., str]) -> None:
    uid = add("Anna Petrova", since=date(2026, 1, 1))
    for number in range(120):
        day = date(2026, 11, 20) - timedelta(days=number)
        book.interactions.log(book.interactions.understand(f"called Anna {day.isoformat()}: entry {number}"))
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ContactScreen(uid, "today"))
        await settle(pilot)
        assert "120 interactions" in seen(app)
        assert "entry 0" in seen(app)
        await pilot.press("G")
        await settle(pilot)
        assert "entry 119" in seen(app)


async def test_a_promise_stands_on_top_and_done_closes_it(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ContactScreen(people["ben"], "today"))
        await settle(pilot)
        assert "due today" in seen(app)
        await pilot.press("d")
        await settle(pilot)
        assert "due today" not in seen(app)


async def test_logging_puts_the_cursor_on_what_was_saved(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.push_screen(ContactScreen(people["anna"], "today"))
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        await pilot.press(*"emailed Anna 2 Oct: a fine plan", "enter")
        await settle(pilot)
        assert any(row.strip().startswith("▌2 Oct") and "a fine plan" in row for row in seen(app).split("\n"))


async def test_a_contact_removed_elsewhere_closes_its_page(
    book: Book, open_book: Callable[..., Book], people: dict[str, str]
) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.push_screen(ContactScreen(people["anna"], "today"))
        await settle(pilot)
        open_book().contacts.remove(people["anna"])
        app.look_again()
        await settle(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_delete_asks_first_and_then_removes(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ContactScreen(people["anna"], "today"))
        await settle(pilot)
        await pilot.press("delete")
        await settle(pilot)
        assert "Remove this interaction?" in seen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert book.interactions.count(people["anna"]) == 1


async def test_a_contacts_page_tells_what_the_work_changed_and_which_road_it_was(
    book: Book, people: dict[str, str]
) -> None:
    shop = book.work.add(people["anna"], "Spring shop", on=date(2026, 3, 1))
    book.work.close(shop.id, Verdict.POSITIVE, "a third more orders\nand calmer mornings", date(2026, 5, 1))
    book.journey.move(people["anna"], Stage.FRIEND)
    async with over(book, LARGE, "2", "enter") as pilot:
        assert "work Spring shop (done, 0/8): a third more orders …" in flat(pilot.app)
        assert "road a client who became a friend" in flat(pilot.app)
