"""Who is in the book twice, by keystrokes: the pairs, what is chosen of whom, one contact, and two of them again."""

from collections.abc import Callable
from datetime import date
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from bondtui.book import Book
from bondtui.book.contacts import Contacts
from bondtui.book.duplicates import Duplicates
from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.stages import Stage
from bondtui.errors import BookBusy
from bondtui.tui.screens.dialogs.merge import MergeDialog
from bondtui.tui.screens.duplicates import DuplicatesScreen
from bondtui.tui.screens.people import PeopleScreen
from bondtui.tui.widgets.merge_list import MergeList

from .conftest import HOSTILE, settle
from .dialog_host import seen
from .keystrokes import LARGE, SMALL, flat, over, until
from .test_import import BOTH_SIZES, STEERING, words

Add = Callable[..., str]
MAIL = ContactMethod("email", "bo@lumen.example")


@pytest.fixture
def twice(book: Book, add: Add) -> dict[str, str]:
    """Bo is in the book as a partner with a history, and again from some address book."""
    found = {
        "keep": add(
            "Bo Lindström", stage=Stage.PARTNER, company="Studio Lumen", role="owner", methods=(MAIL,),
            tags=("web",), about="Knows everybody in retail.",
        ),
        "other": add(
            "Bo Lind", company="Lumen GmbH", methods=(MAIL, ContactMethod("phone", "+47 22 00 00 00", "work")),
            tags=("fair",), about="Wants a shop.", dates=(ImportantDate("birthday", PartialDate(4, 12)),),
        ),
    }  # fmt: skip
    book.interactions.log(book.interactions.understand("called Bo Lindström 12 Oct: the spring course sold out"))
    book.interactions.log(book.interactions.understand("met Bo Lind 1 Nov: a coffee"))
    return found


async def looked(pilot: Pilot[Any]) -> None:
    """Open the list of pairs, and wait until they are found."""
    await pilot.press("D")
    await until(pilot, lambda: isinstance(pilot.app.screen, DuplicatesScreen))
    await until(pilot, lambda: "Looking for people" not in seen(pilot.app))
    await settle(pilot)


async def asked(pilot: Pilot[Any]) -> MergeList:
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, MergeDialog) and "^s Merge" in words(pilot))
    return pilot.app.screen.query_one(MergeList)


async def merged(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys, "ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, DuplicatesScreen))
    await settle(pilot)


@BOTH_SIZES
async def test_a_pair_stands_there_with_the_reason_and_what_is_newest_of_both(
    book: Book, twice: dict[str, str], size: tuple[int, int]
) -> None:
    async with over(book, size, "2") as pilot:
        await looked(pilot)
        for part in (
            "Perhaps one person, twice · 1 pair",
            "Same e-mail address bo@lumen.example",
            "partner since 5 Jan",
            "stranger since 5 Jan",
        ):
            assert part in flat(pilot.app)
        assert "call, 12 Oct, you began: the" in flat(pilot.app)
        assert "meeting, 1 Nov, both" in flat(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)


@BOTH_SIZES
async def test_two_become_one_with_what_both_had_and_one_undo_makes_two_of_them(
    book: Book, open_book: Callable[..., Book], twice: dict[str, str], size: tuple[int, int]
) -> None:
    async with over(book, size, "2") as pilot:
        await looked(pilot)
        await asked(pilot)
        assert "Make one contact of Bo Lindström and Bo Lind" in words(pilot)
        assert "name [x] Bo Lindström [ ] Bo Lind company [x] Studio Lumen [ ] Lumen GmbH" in words(pilot)
        assert "tags [x] #web [x] #fair" in words(pilot)
        await merged(pilot)
        assert "Bo Lindström is one contact now. u takes it back." in flat(pilot.app)
        assert "Nobody seems to be in the book twice." in flat(pilot.app)
        contacts = open_book().contacts
        form = contacts.form(twice["keep"])
        assert contacts.count() == 1
        assert (form.company, form.role, set(form.tags)) == ("Studio Lumen", "owner", {"web", "fair"})
        assert [each.value for each in form.methods] == ["bo@lumen.example", "+47 22 00 00 00"]
        assert form.about == "Knows everybody in retail.\n\nWants a shop."
        assert open_book().interactions.count(twice["keep"]) == 2
        await pilot.press("u")
        await until(pilot, lambda: "1 pair" in flat(pilot.app))
        assert open_book().contacts.count() == 2


async def test_each_field_is_chosen_from_the_left_the_right_or_both(
    book: Book, open_book: Callable[..., Book], twice: dict[str, str]
) -> None:
    async with over(book, LARGE, "2") as pilot:
        await looked(pilot)
        fields = await asked(pilot)
        await pilot.press("right", "j", "right", "j", "space", "j", "left")
        assert "name [ ] Bo Lindström [x] Bo Lind company [ ] Studio Lumen [x] Lumen GmbH" in words(pilot)
        assert "role [ ] owner [x] –" in words(pilot)
        await pilot.press("G", "space")
        assert "about [x] Knows everybody in retail. [ ] Wants a shop." in words(pilot)
        await pilot.press("space")
        assert fields.chosen["about"] == "other"
        await pilot.press("k", "right")
        assert "tags [ ] #web [x] #fair" in words(pilot)
        await merged(pilot)
    form = open_book().contacts.form(twice["keep"])
    assert (form.name, form.aliases, form.company, form.role) == ("Bo Lind", ("Bo Lindström",), "Lumen GmbH", "")
    assert [each.value for each in form.methods] == ["bo@lumen.example"]
    assert (form.about, form.tags, len(form.dates)) == ("Wants a shop.", ("fair",), 1)


async def test_a_click_on_a_side_chooses_it(book: Book, open_book: Callable[..., Book], twice: dict[str, str]) -> None:
    async with over(book, SMALL, "2") as pilot:
        await looked(pilot)
        fields = await asked(pilot)
        await pilot.click(fields, offset=(45, 1))
        assert "company [ ] Studio Lumen [x] Lumen GmbH" in words(pilot)
        await pilot.click(fields, offset=(16, 1))
        assert "company [x] Studio Lumen [ ] Lumen GmbH" in words(pilot)
        await pilot.click(fields, offset=(45, 1))
        await merged(pilot)
    assert open_book().contacts.form(twice["keep"]).company == "Lumen GmbH"


async def test_a_pair_is_left_as_it_is_until_the_app_is_started_again(
    book: Book, open_book: Callable[..., Book], twice: dict[str, str], add: Add
) -> None:
    for name in ("Eva Holm", "Eva Holmes"):
        add(name, methods=(ContactMethod("email", "eva@holm.example"),))
    async with over(book, SMALL, "2") as pilot:
        await looked(pilot)
        assert "2 pairs" in flat(pilot.app)
        await pilot.press("n")
        assert "1 pair" in flat(pilot.app)
        await pilot.press("n")
        assert "That was the last pair." in flat(pilot.app)
        await pilot.press("n", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DuplicatesScreen)
        await pilot.press("escape")
        await settle(pilot)
        await looked(pilot)
        assert "That was the last pair." in flat(pilot.app)
    async with over(open_book(), SMALL, "2") as pilot:
        await looked(pilot)
        assert "2 pairs" in flat(pilot.app)
    assert open_book().contacts.count() == 4


@BOTH_SIZES
async def test_when_nobody_is_there_twice_a_kind_sentence_says_so(
    book: Book, people: dict[str, str], size: tuple[int, int]
) -> None:
    async with over(book, size, "2") as pilot:
        await looked(pilot)
        assert "Nobody seems to be in the book twice." in flat(pilot.app)
        assert "m Merge" not in flat(pilot.app)


async def test_two_of_whom_one_recommended_the_other_stay_two_and_the_dialog_says_why(
    book: Book, open_book: Callable[..., Book], add: Add
) -> None:
    above = add("Bo Lindström", methods=(MAIL,))
    add("Bo Lind", methods=(MAIL,), referred_by=above)
    async with over(book, SMALL, "2") as pilot:
        await looked(pilot)
        fields = await asked(pilot)
        await pilot.press("right", "ctrl+s")
        await until(pilot, lambda: "One of them was referred by the other" in words(pilot))
        assert fields.chosen["name"] == "other"
        assert "[x] Bo Lind" in words(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "1 pair" in flat(pilot.app)
    assert open_book().contacts.count() == 2


async def test_a_merge_that_fails_says_why_and_what_was_chosen_stays(
    book: Book, twice: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise BookBusy("The book is busy.")

    async with over(book, SMALL, "2") as pilot:
        await looked(pilot)
        await asked(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(Contacts, "merge", busy)
            await pilot.press("j", "right", "ctrl+s")
            await until(pilot, lambda: "The book is busy." in words(pilot))
        await merged(pilot)
    assert book.contacts.form(twice["keep"]).company == "Lumen GmbH"


async def test_hostile_names_and_texts_stay_text(book: Book, add: Add) -> None:
    for name in HOSTILE:
        add(name, methods=(MAIL,), about=f"{name}\n[red]x", company=name, tags=(name[:20],), role="\x1b[2J" + name)
    async with over(book, LARGE, "2") as pilot:
        await looked(pilot)
        assert "15 pairs" in flat(pilot.app)
        for _ in range(15):
            assert not STEERING & set(seen(pilot.app))
            await pilot.press("j")
        await pilot.press("g")
        await asked(pilot)
        assert not STEERING & set(seen(pilot.app))
        await merged(pilot, "right", "j", "space", "j", "right")
        assert "10 pairs" in flat(pilot.app)
        assert pilot.app.is_running
    assert book.contacts.count() == 5


async def test_one_who_was_removed_elsewhere_meanwhile_is_said_to_be_gone(
    book: Book, open_book: Callable[..., Book], twice: dict[str, str]
) -> None:
    async with over(book, SMALL, "2") as pilot:
        await looked(pilot)
        await asked(pilot)
        open_book().contacts.remove(twice["other"])
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "No contact has the id" in words(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Nobody seems to be in the book twice." in flat(pilot.app))


async def test_pairs_that_were_found_too_late_are_not_shown(
    book: Book, open_book: Callable[..., Book], twice: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    go, real, calls = Event(), Contacts.duplicates, []

    def slow(contacts: Contacts) -> Duplicates:
        calls.append(1)
        found = real(contacts)
        if len(calls) == 1:
            go.wait(30)
        return found

    monkeypatch.setattr(Contacts, "duplicates", slow)
    async with over(book, SMALL, "2") as pilot:
        await pilot.press("D")
        await until(pilot, lambda: bool(calls))
        assert "Looking for people who are in the book twice" in flat(pilot.app)
        open_book(date(2026, 11, 23)).contacts.remove(twice["other"])
        pilot.app.look_again()
        await until(pilot, lambda: "Nobody seems" in flat(pilot.app))
        go.set()
        await settle(pilot)
        assert "Nobody seems" in flat(pilot.app)
