"""Journey and the evidence by keystrokes: the board, moves with a reason, suggestions answered, signals added."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from textual.pilot import Pilot

from bondtui.book import Book
from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.interactions import Signal
from bondtui.domain.stages import Stage
from bondtui.tui.screens.contact import ContactScreen
from bondtui.tui.screens.journey import JourneyScreen

from .conftest import HOSTILE, settle
from .dialog_host import seen, write
from .keystrokes import LARGE, SMALL, answered, flat, opened, over, until

BOTH_SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])


@pytest.fixture
def jo(book: Book, add: Callable[..., str]) -> str:
    """An acquaintance of whom the evidence says that he is a partner."""
    uid = add("Jo Brandt", stage=Stage.ACQUAINTANCE, dates=(ImportantDate("birthday", PartialDate(12, 4, 1986)),))
    add("Ida Berg", stage=Stage.ACQUAINTANCE)
    for line in (
        "Jo Brandt called 12 Oct: how do others charge #asked-advice #shared-business",
        "met Jo Brandt 12 Nov: he fixed my bicycle #helped",
    ):
        book.interactions.log(book.interactions.understand(line))
    return uid


def stage_of(book: Book, uid: str) -> Stage:
    return book.contacts.get(uid).stage


async def board(pilot: Pilot[int]) -> JourneyScreen:
    await pilot.press("3")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, JourneyScreen)
    await until(pilot, lambda: "Moves in twelve months" in seen(pilot.app))
    return screen


@BOTH_SIZES
async def test_the_board_has_everybody_by_stage_with_the_suggested_first(
    book: Book, people: dict[str, str], jo: str, size: tuple[int, int]
) -> None:
    async with over(book, size) as pilot:
        await board(pilot)
        shown = seen(pilot.app)
        assert "acquaintance · 2" in shown
        assert "partner · 1" in shown
        assert shown.index("Jo Brandt") < shown.index("Ida Berg")
        assert "◆ Jo Brandt" in shown
        await pilot.press("right")
        await settle(pilot)
        assert "◆ Jo Brandt looks like a partner: on 12 Nov one helped the other" in flat(pilot.app)


@BOTH_SIZES
async def test_a_card_is_moved_by_its_key_with_a_reason_and_the_cursor_follows(
    book: Book, jo: str, size: tuple[int, int]
) -> None:
    async with over(book, size) as pilot:
        screen = await board(pilot)
        await pilot.press("right")
        await opened(pilot, "greater_than_sign")
        assert "Jo Brandt: acquaintance → partner" in flat(pilot.app)
        await write(pilot, "asks me before he decides")
        await answered(pilot, "enter")
        assert "Jo Brandt is a partner now." in flat(pilot.app)
        assert screen.chosen().uid == jo
        assert screen.column.stage is Stage.PARTNER
        await opened(pilot, "less_than_sign")
        await answered(pilot, "enter")
        assert screen.column.stage is Stage.ACQUAINTANCE
    reasons = [entry.change.reason for entry in book.contacts.page(jo).ledger[1:]]
    assert reasons == ["asks me before he decides", ""]


async def test_nobody_is_moved_before_the_first_stage_or_after_the_last(
    book: Book, people: dict[str, str], jo: str
) -> None:
    async with over(book, LARGE) as pilot:
        await board(pilot)
        await pilot.press("right", "right", "right", "greater_than_sign")
        await settle(pilot)
        assert isinstance(pilot.app.screen, JourneyScreen)
    assert stage_of(book, people["ben"]) is Stage.FRIEND


async def test_a_card_is_dragged_by_the_mouse_to_another_column(book: Book, jo: str) -> None:
    async with over(book, LARGE) as pilot:
        await board(pilot)
        await pilot.mouse_down("#people-acquaintance", offset=(4, 0))
        await pilot.mouse_up("#column-friend", offset=(5, 3))
        await until(pilot, lambda: "Jo Brandt: acquaintance → friend" in flat(pilot.app))
        await answered(pilot, "enter")
    assert stage_of(book, jo) is Stage.FRIEND


async def test_a_card_let_go_where_it_was_stays(book: Book, jo: str) -> None:
    async with over(book, LARGE) as pilot:
        await board(pilot)
        await pilot.mouse_down("#people-acquaintance", offset=(4, 0))
        await pilot.mouse_up("#people-acquaintance", offset=(4, 5))
        await settle(pilot)
        assert isinstance(pilot.app.screen, JourneyScreen)
    assert stage_of(book, jo) is Stage.ACQUAINTANCE


async def test_the_span_of_the_flow_is_chosen_by_a_key(book: Book, jo: str) -> None:
    book.journey.move(jo, Stage.PARTNER, date(2026, 2, 5))
    async with over(book, LARGE) as pilot:
        await board(pilot)
        assert "Moves in twelve months · 1 forward, 0 back" in flat(pilot.app)
        assert "acquaintance stayed 31 days → 1 to partner" in flat(pilot.app)
        await pilot.press("t")
        await until(pilot, lambda: "Moves in three months · 0 forward, 0 back" in flat(pilot.app))


@pytest.mark.parametrize("way", [("3", "right"), ("end", "k"), ("2", "j", "enter")], ids=["board", "today", "page"])
async def test_r5_a_suggestion_is_accepted_by_y_wherever_it_shows(book: Book, jo: str, way: tuple[str, ...]) -> None:
    """Ida's review is the last line of Today, Jo's suggestion the one before."""
    async with over(book, SMALL, *way) as pilot:
        assert "y Accept n Dismiss" in flat(pilot.app)
        await pilot.press("y")
        await until(pilot, lambda: "Jo Brandt is a partner now." in flat(pilot.app))
    assert stage_of(book, jo) is Stage.PARTNER
    assert book.contacts.page(jo).ledger[-1].change.interaction is not None


async def test_r5_a_suggestion_is_dismissed_by_n_and_comes_back_with_new_evidence(book: Book, jo: str) -> None:
    async with over(book, LARGE, "2", "j", "enter") as pilot:
        assert "looks like a partner" in flat(pilot.app)
        await pilot.press("n")
        await until(pilot, lambda: "looks like a partner" not in flat(pilot.app))
        await opened(pilot, "number_sign")
        assert "What did it show? meeting with Jo Brandt" in flat(pilot.app)
        await answered(pilot, "j")
        assert "#helped #opened-up" in flat(pilot.app)
        assert "looks like a partner" in flat(pilot.app)


async def test_y_and_n_do_nothing_where_nothing_is_suggested(book: Book, people: dict[str, str]) -> None:
    async with over(book, SMALL) as pilot:
        assert "Accept" not in flat(pilot.app)
        before = book.version()
        await pilot.press("y", "n")
        await settle(pilot)
        assert book.version() == before


async def test_a_key_turns_a_signal_of_the_latest_interaction_on_and_off(book: Book, people: dict[str, str]) -> None:
    async with over(book, SMALL, "enter") as pilot:
        await opened(pilot, "number_sign")
        assert "c ✓ #thanked they thanked you for the result" in flat(pilot.app)
        await answered(pilot, "a")
        await opened(pilot, "number_sign")
        await answered(pilot, "c")
    (happened,) = book.interactions.timeline(people["anna"])
    assert happened.signals == (Signal.OFF_TOPIC,)


async def test_a_signal_goes_to_the_latest_that_reached_them_and_not_to_an_attempt(
    book: Book, people: dict[str, str]
) -> None:
    book.interactions.log(book.interactions.understand("tried to call Anna Petrova yesterday, voicemail"))
    async with over(book, SMALL, "enter") as pilot:
        await opened(pilot, "number_sign")
        await answered(pilot, "a")
    attempt, call = book.interactions.timeline(people["anna"])
    assert (attempt.reached, attempt.signals) == (False, ())
    assert Signal.OFF_TOPIC in call.signals


async def test_a_day_coming_up_is_done_and_snoozed_from_today(book: Book, jo: str) -> None:
    async with over(book, LARGE) as pilot:
        assert "Coming up · 1" in flat(pilot.app)
        assert "birthday, 40 in 11 days" in flat(pilot.app)
        await pilot.press("home", "j")
        await opened(pilot, "s")
        assert "Remind me later: Jo Brandt, birthday, 40, on 4 Dec" in flat(pilot.app)
        await answered(pilot, "w")
        assert "Coming up" not in flat(pilot.app)
    again = Book.open(book.path, book.settings, lambda: date(2026, 12, 1))
    try:
        async with over(again, LARGE) as pilot:
            assert "Coming up · 1" in flat(pilot.app)
            await pilot.press("home")
            nudges = [each.kind.value for each in again.nudges.due()]
            await pilot.press(*["j"] * nudges.index("date"), "d")
            await until(pilot, lambda: "Coming up" not in flat(pilot.app))
    finally:
        again.close()


async def test_a_check_in_says_what_to_say(book: Book, people: dict[str, str]) -> None:
    async with over(book, LARGE) as pilot:
        assert "say Go on from 1 Oct: “the spring course sold out”." in flat(pilot.app)


async def test_who_recommended_somebody_is_set_by_a_key_and_a_circle_is_refused(
    book: Book, people: dict[str, str]
) -> None:
    async with over(book, LARGE, "enter") as pilot:
        await opened(pilot, "r")
        await write(pilot, "Ben")
        await answered(pilot, "enter")
        assert "came by Ben Okafor" in flat(pilot.app)
        await pilot.press("2", "j", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ContactScreen)
        await opened(pilot, "r")
        await write(pilot, "Anna\n")
        await until(pilot, lambda: "Anna Petrova ← Ben Okafor" in flat(pilot.app))
        assert "Anna" in flat(pilot.app)
    assert book.contacts.page(people["ben"]).referred_by is None


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_name_of_any_kind_stays_itself_on_the_board(book: Book, add: Callable[..., str], name: str) -> None:
    uid = add(name, stage=Stage.PARTNER)
    shown = book.contacts.get(uid).name
    async with over(book, LARGE) as pilot:
        await board(pilot)
        await pilot.press("right", "right")
        await settle(pilot)
        assert shown[:20].split()[0][:10] in seen(pilot.app)
        await opened(pilot, "greater_than_sign")
        await answered(pilot, "escape")


async def test_with_a_daily_cap_so_many_check_ins_are_listed(book: Book, add: Callable[..., str]) -> None:
    for number in range(5):
        add(f"Person {number}")
    book.settings = replace(book.settings, export_dir=book.path.parent, daily_cap=3)
    async with over(book, SMALL) as pilot:
        assert "Check-ins · 3" in flat(pilot.app)
        assert "3 due" in flat(pilot.app)
