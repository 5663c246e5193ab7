"""Adding, correcting, putting away and taking out, from the real screens by keystrokes: what one sees, what is kept."""

from collections.abc import Callable
from datetime import date

import pytest

from bondtui.book import Book
from bondtui.domain.contacts import ContactMethod
from bondtui.domain.stages import Stage
from bondtui.errors import NotFound
from bondtui.tui.screens.contact import ContactScreen
from bondtui.tui.screens.dialogs import ContactDialog, FollowUpDialog, InteractionDialog
from bondtui.tui.screens.people import PeopleScreen
from bondtui.tui.screens.today import TodayScreen

from .conftest import settle
from .dialog_host import seen, write
from .keystrokes import ELSEWISE, EVERYWHERE, LARGE, SMALL, answered, flat, opened, over, retype, until

BOTH_SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
BENS_PROMISE = pytest.mark.parametrize(
    ("way", "size"), [(("j",), SMALL), (("j", "enter"), LARGE)], ids=["today", "page wide"]
)


@BOTH_SIZES
async def test_the_first_contact_is_added_from_the_greeting(
    book: Book, open_book: Callable[..., Book], size: tuple[int, int]
) -> None:
    async with over(book, size) as pilot:
        await opened(pilot, "a")
        await write(pilot, "Zoe Lind")
        await answered(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ContactScreen)
        assert "Zoe Lind is in the book." in seen(pilot.app)
        assert "Nothing is logged yet" in seen(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Welcome to bondtui" not in seen(pilot.app)
    zoe = open_book().contacts.find("Zoe Lind")
    assert (zoe.stage, zoe.added_on) == (Stage.STRANGER, date(2026, 11, 23))


@pytest.mark.parametrize(("way", "size"), [((), SMALL), (("2",), LARGE)], ids=["today", "people wide"])
async def test_a_contact_is_added_with_all_one_knows_by_keyboard_alone(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await opened(pilot, "a")
        await write(pilot, "Zoe Lind\n")
        await pilot.press("enter", "down", "enter", "tab")
        await write(pilot, "1 Nov\nZo\nFjord\nowner\nsails\nemail zoe@x.example\nphone work: +47 12")
        await pilot.press("tab")
        await write(pilot, "birthday 4 Dec 1986")
        await pilot.press("tab")
        await write(pilot, "web, oslo\n2w\nat the fair\nkind\nand quick")
        await pilot.press("tab")
        await write(pilot, "Ben\n")
        await answered(pilot)
        for part in ("Zoe Lind (Zo)", "every 14 days · Fjord, owner", "zoe@x.example", "4 Dec 1986"):
            assert part in flat(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen if way else TodayScreen)
    form = open_book().contacts.form(open_book().contacts.find("Zo").uid)
    assert (form.stage, form.since, form.every_days) == (Stage.ACQUAINTANCE, date(2026, 11, 1), 14)
    assert form.methods == (ContactMethod("email", "zoe@x.example"), ContactMethod("phone", "+47 12", "work"))
    assert (set(form.tags), form.about, form.referred_by) == ({"web", "oslo"}, "kind\nand quick", people["ben"])


@ELSEWISE
async def test_what_is_known_of_a_contact_is_changed_and_shows_at_once(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await opened(pilot, "e")
        await retype(pilot, "Anna Berg")
        await pilot.press("tab", "tab", "tab")
        await retype(pilot, "Northlight")
        await answered(pilot, "ctrl+s")
        assert "Anna Berg is up to date." in seen(pilot.app)
        assert "Anna Petrova" not in seen(pilot.app)
        assert "Northlight" in seen(pilot.app)
    form = open_book().contacts.form(people["anna"])
    assert (form.name, form.company, form.expertise) == ("Anna Berg", "Northlight", "retail")
    assert form.stage is Stage.PARTNER


@EVERYWHERE
async def test_a_contact_without_a_name_is_not_saved_and_the_form_says_why(
    book: Book, people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        before = book.version()
        await opened(pilot, "e")
        await retype(pilot, "")
        await pilot.press("tab", "tab", "tab")
        await retype(pilot, "Northlight")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "A contact wants a name." in seen(pilot.app))
        assert isinstance(pilot.app.screen, ContactDialog)
        assert "Northlight" in seen(pilot.app)
        assert book.version() == before
        await write(pilot, "Anna P")  # the cursor is where the name is wanted
        await answered(pilot, "ctrl+s")
    assert book.contacts.get(people["anna"]).name == "Anna P"


@ELSEWISE
async def test_an_archived_contact_leaves_the_lists_and_comes_back(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await pilot.press("z")
        await settle(pilot)
        assert "Anna Petrova is archived." in seen(pilot.app)
        assert open_book().contacts.get(people["anna"]).archived
        if way == ("enter",):
            assert "archived, so there are no check-ins" in flat(pilot.app)
            await pilot.press("z")
            await settle(pilot)
            assert "Anna Petrova is back among People." in seen(pilot.app)
            assert not open_book().contacts.get(people["anna"]).archived
            assert "check-in since 31 Oct" in flat(pilot.app)
        else:
            assert "1 due" in seen(pilot.app)
            shown = seen(pilot.app).replace("Anna Petrova is archived.", "")
            assert "Anna Petrova" not in shown
            assert "Ben Okafor" in shown


@pytest.mark.parametrize(("way", "size"), [((), SMALL), (("2",), LARGE)], ids=["today", "people wide"])
async def test_a_contact_is_removed_only_after_a_yes(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        for key in ("n", "enter", "escape"):
            await opened(pilot, "delete")
            assert "Remove Anna Petrova and what is known of them?" in flat(pilot.app)
            await answered(pilot, key)
            assert open_book().contacts.get(people["anna"]).name == "Anna Petrova"
        await opened(pilot, "delete")
        await answered(pilot, "y")
        assert "Removed." in seen(pilot.app)
        assert "Anna Petrova" not in seen(pilot.app)
        assert "Ben Okafor" in seen(pilot.app)
    again = open_book()
    with pytest.raises(NotFound):
        again.contacts.get(people["anna"])
    assert [each.name for each in again.contacts.list()] == ["Ben Okafor"]


async def test_removing_a_contact_from_their_own_empty_page_leads_back(
    book: Book, open_book: Callable[..., Book], add: Callable[..., str]
) -> None:
    add("Zoe Lind")
    add("Ben Okafor")
    async with over(book, SMALL, "2", "G", "enter") as pilot:
        assert "Nothing is logged yet" in seen(pilot.app)
        await opened(pilot, "delete")
        assert "Remove Zoe Lind" in flat(pilot.app)
        await answered(pilot, "y")
        assert isinstance(pilot.app.screen, PeopleScreen)
        assert "1 person" in seen(pilot.app)
    assert [each.name for each in open_book().contacts.list()] == ["Ben Okafor"]


@BOTH_SIZES
@pytest.mark.parametrize("key", ["c", "enter"])
async def test_an_interaction_is_corrected_on_the_page(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], key: str, size: tuple[int, int]
) -> None:
    async with over(book, size, "enter") as pilot:
        await opened(pilot, key)
        assert isinstance(pilot.app.screen, InteractionDialog)
        await retype(pilot, "10 Nov")
        await pilot.press("shift+tab", "end")
        await write(pilot, " by noon")
        await answered(pilot, "ctrl+s")
        assert "The interaction is corrected." in seen(pilot.app)
        assert "last call, 10 Nov, you began" in flat(pilot.app)
        assert "sold out by noon" in seen(pilot.app)
    (kept,) = open_book().interactions.timeline(people["anna"])
    assert (kept.date, kept.text) == (date(2026, 11, 10), "the spring course sold out by noon")
    assert open_book().contacts.get(people["anna"]).due_on == date(2026, 12, 10)


@BOTH_SIZES
async def test_a_correction_to_a_day_ahead_is_refused_in_one_sentence(
    book: Book, people: dict[str, str], size: tuple[int, int]
) -> None:
    async with over(book, size, "enter") as pilot:
        before = book.version()
        await opened(pilot, "c")
        await retype(pilot, "tomorrow")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "That is a plan" in seen(pilot.app))
        assert isinstance(pilot.app.screen, InteractionDialog)
        assert flat(pilot.app).count("That is a plan: add a follow-up.") == 1
        assert "tomorrow" in seen(pilot.app)
        assert book.version() == before


@pytest.mark.parametrize(
    ("keys", "size", "said"),
    [(("delete",), SMALL, "Removed."), (("c", "ctrl+r"), LARGE, "The interaction is removed.")],
    ids=["at once", "from the form"],
)
async def test_an_interaction_is_removed_and_the_check_in_counts_anew(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], keys: tuple[str, ...], size: tuple[int, int],
    said: str,
) -> None:  # fmt: skip
    book.interactions.log(book.interactions.understand("met Anna 20 Nov: coffee"))
    async with over(book, size, "2", "enter") as pilot:
        assert "2 interactions" in seen(pilot.app)
        for key in keys:
            await opened(pilot, key)
        await until(pilot, lambda: "Remove this interaction?" in seen(pilot.app))
        await answered(pilot, "y")
        assert said in seen(pilot.app)
        assert "1 interaction" in seen(pilot.app)
        assert "coffee" not in seen(pilot.app)
        assert "check-in since 31 Oct" in flat(pilot.app)
    assert [each.text for each in open_book().interactions.timeline(people["anna"])] == ["the spring course sold out"]


@BENS_PROMISE
async def test_a_promise_is_changed_in_day_and_words(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with over(book, size, *way) as pilot:
        await opened(pilot, "c")
        assert isinstance(pilot.app.screen, FollowUpDialog)
        await retype(pilot, "friday")
        await pilot.press("enter")
        await retype(pilot, "send the offer")
        await answered(pilot, "enter")
        assert "The promise is corrected." in seen(pilot.app)
        assert "send the quote" not in seen(pilot.app)
        assert ("send the offer" in seen(pilot.app)) is ("enter" in way)  # on Today it is not due any more
        assert "1 due" in seen(pilot.app)
    (promised,) = open_book().contacts.page(people["ben"]).follow_ups
    assert (promised.due_on, promised.text, promised.done_on) == (date(2026, 11, 27), "send the offer", None)


@BENS_PROMISE
@pytest.mark.parametrize("keys", [("d",), ("c", "ctrl+g")], ids=["at once", "from the form"])
async def test_a_promise_that_is_kept_is_closed(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int],
    keys: tuple[str, ...],
) -> None:  # fmt: skip
    async with over(book, size, *way) as pilot:
        if keys[0] == "c":
            await opened(pilot, "c")
        await answered(pilot, keys[-1])
        assert "send the quote" not in seen(pilot.app)
        assert "1 due" in seen(pilot.app)
    (promised,) = open_book().contacts.page(people["ben"]).follow_ups
    assert (promised.done_on, promised.text) == (date(2026, 11, 23), "send the quote")


@BENS_PROMISE
@pytest.mark.parametrize("keys", [("delete",), ("c", "ctrl+r")], ids=["at once", "from the form"])
async def test_a_promise_is_removed_after_a_yes_and_its_contact_stays(
    book: Book, open_book: Callable[..., Book], people: dict[str, str], way: tuple[str, ...], size: tuple[int, int],
    keys: tuple[str, ...],
) -> None:  # fmt: skip
    async with over(book, size, *way) as pilot:
        for key in keys:
            await opened(pilot, key)
        await until(pilot, lambda: "Remove this promise?" in seen(pilot.app))
        await answered(pilot, "y")
        assert ("Removed." if keys == ("delete",) else "The promise is removed.") in seen(pilot.app)
        assert "send the quote" not in seen(pilot.app)
    again = open_book()
    assert again.contacts.page(people["ben"]).follow_ups == ()
    assert again.interactions.count(people["ben"]) == 1


async def test_a_contact_taken_away_meanwhile_is_said_and_the_app_goes_on(
    book: Book, open_book: Callable[..., Book], people: dict[str, str]
) -> None:
    async with over(book, SMALL) as pilot:
        await opened(pilot, "p")
        open_book().contacts.remove(people["anna"])
        await write(pilot, "2w\ncall\n")
        await until(pilot, lambda: "It was removed from the book elsewhere meanwhile." in flat(pilot.app))
        await pilot.press("escape")
        await until(pilot, lambda: "Close without saving" in seen(pilot.app))
        await answered(pilot, "y")
        assert "Anna Petrova" not in seen(pilot.app)
        assert "send the quote" in seen(pilot.app)


@BOTH_SIZES
async def test_a_mistake_is_taken_back_by_u_and_made_again_by_ctrl_r(
    book: Book, people: dict[str, str], size: tuple[int, int]
) -> None:
    async with over(book, size) as pilot:
        await pilot.press("z")
        await until(pilot, lambda: "Anna Petrova is archived." in flat(pilot.app))
        await pilot.press("u")
        await until(pilot, lambda: "Undone: Archived Anna Petrova." in flat(pilot.app))
        assert book.contacts.get(people["anna"]).archived is False
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Done again: Archived Anna Petrova." in flat(pilot.app))
    assert book.contacts.get(people["anna"]).archived is True
