"""People by keystrokes: filter, sort, open, and names that stay what they are."""

from collections.abc import Callable

from rich.cells import cell_len

from bondtui.book import Book
from bondtui.domain.stages import Stage
from bondtui.tui.app import BondApp
from bondtui.tui.screens.contact import ContactScreen
from bondtui.tui.text import fit, wrap

from .conftest import HOSTILE, seen, settle


async def test_the_filter_narrows_as_one_types_and_escape_clears_it(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "slash", *"lum")
        await settle(pilot)
        assert "1 person by name" in seen(app)
        assert "Ben Okafor" not in seen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "2 people by name" in seen(app)
        await pilot.press("j", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ContactScreen)
        assert "Ben Okafor" in seen(app)


async def test_letters_typed_into_the_filter_do_nothing_else(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "slash", *"q1lzd")
        await settle(pilot)
        assert app.is_running
        assert "Nobody fits “q1lzd”" in seen(app)


async def test_texts_are_searched_from_three_letters_on(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "slash", *"spring")
        await settle(pilot)
        assert "Anna Petrova" in seen(app)
        assert "1 person" in seen(app)


async def test_a_filter_that_cannot_be_says_why(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("2", "slash", *"due:x")
        await settle(pilot)
        assert "stands yes or no" in seen(app)


async def test_sorting_goes_through_the_columns_and_keeps_the_cursor(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        assert "Name ▲" in seen(app)
        await pilot.press("o", "O")
        await settle(pilot)
        assert "Stage ▼" in seen(app)
        rows = [row for row in seen(app).split("\n") if "Okafor" in row or "Petrova" in row]
        assert ["Ben" in rows[0], rows[1].startswith("▌Anna")] == [True, True]


async def test_hostile_names_are_shown_as_they_are_and_columns_stay_aligned(
    book: Book, add: Callable[..., str]
) -> None:
    for name in HOSTILE:
        add(name, stage=Stage.PARTNER, company="[red]Co[/red]", tags=("[b]", "x"))
    add("田中 健", stage=Stage.PARTNER)
    for size in ((80, 24), (200, 60)):
        app = BondApp(book)
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await pilot.press("2")
            await settle(pilot)
            screen = seen(app)
            for part in ("Ann [/x]", "[@click=app.quit]", "Nul $bell", "[red]Co[/r", "田中 健"):
                assert part in screen
            assert "\x00" not in screen
            rows = [row for row in screen.split("\n") if " partner " in row and "since" not in row]
            assert len({cell_len(row[: row.index(" partner ")]) for row in rows}) == 1
            for _ in range(7):
                await pilot.press("enter")
                await settle(pilot)
                await pilot.press("escape", "j")
                await settle(pilot)


async def test_a_thousand_people_are_a_key_away_from_the_last(book: Book, add: Callable[..., str]) -> None:
    for number in range(60):
        add(f"Person {number:02}")
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "G")
        await settle(pilot)
        assert "▌Person 59" in seen(app)
        await pilot.press("g")
        await settle(pilot)
        assert "▌Person 00" in seen(app)
        await pilot.press("ctrl+d", "k")
        await settle(pilot)
        assert "▌Person 00" not in seen(app)


async def test_a_click_chooses_and_a_double_click_opens(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.click("#people", offset=(5, 1))
        await settle(pilot)
        assert "▌Ben Okafor" in seen(app)
        await pilot.click("#people", offset=(5, 1), times=2)
        await settle(pilot)
        assert isinstance(app.screen, ContactScreen)


def test_a_cell_is_as_wide_as_asked_whatever_stands_in_it() -> None:
    for text in ("", "a", "田中 健" * 9, "👨‍👩‍👧‍👦" * 5, "é" * 40, "a\nb\tc", *HOSTILE):
        for width in (0, 1, 2, 7, 20):
            assert cell_len(fit(text, width)) == width
        assert all(cell_len(row) <= 10 for row in wrap(text, 10))
