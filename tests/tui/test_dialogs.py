"""Every dialog by keystrokes: what it saves, what it refuses and where it says so."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input, TextArea

from bondtui.book import Book
from bondtui.domain.contacts import Contact, ContactMethod, FollowUp, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Channel, Interaction, Signal
from bondtui.domain.stages import Stage
from bondtui.tui.screens.dialogs import (
    ConfirmDialog,
    ContactDialog,
    ExportDialog,
    FollowUpDialog,
    InteractionDialog,
    MoveDialog,
    PromiseDialog,
    SnoozeDialog,
)
from tests.tui.dialog_host import TODAY, Host, a_book, seen, until_answered, write

SIZE = (80, 24)
HOSTILE = ["Ann [/x]", "[@click=app.quit]x[/]"]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def omar(book: Book) -> str:
    return book.contacts.find("Omar Haddad").uid


def logged(book: Book, line: str = "called Omar 20 Nov: hello #idea +2w send the quote") -> tuple[str, str]:
    done = book.interactions.log(book.interactions.understand(line))
    return done.interaction.uid, done.follow_ups[0].id


def fill(app: Host, **values: str) -> None:
    """Type over the fields: what is written at once is one change, as a paste is."""
    for key, value in values.items():
        control = app.screen.query_one(f"#{key}")
        if isinstance(control, TextArea):
            control.text = value
        elif isinstance(control, Input):
            control.value = value


async def test_a_contact_is_added_from_what_was_typed(book: Book) -> None:
    app = Host(book, lambda: ContactDialog(book, None))
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "Zoe Lind")
        fill(
            app,
            since="1 Nov",
            aliases="Zo, Z",
            company="Fjord",
            methods="email work: zoe@x.example\nphone +47 12",
            dates="birthday 4 Dec 1986\nwedding day 02-29",
            tags="web, oslo",
            every="2w",
            about="one\ntwo",
            referred_by="Omar",
        )
        await pilot.press("ctrl+s")
        added = await until_answered(app, pilot)
    assert isinstance(added, Contact)
    form = book.contacts.form(added.uid)
    assert (form.since, form.every_days, form.referred_by) == (date(2026, 11, 1), 14, omar(book))
    assert form.methods == (ContactMethod("email", "zoe@x.example", "work"), ContactMethod("phone", "+47 12"))
    assert ImportantDate("wedding day", PartialDate(2, 29)) in form.dates
    assert set(form.aliases) == {"Zo", "Z"}
    assert form.about == "one\ntwo"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("name", "", "A contact wants a name."),
        ("since", "someday", "is not a day"),
        ("since", "2027-01-01", "cannot begin after today"),
        ("methods", "fax 12", "with email, phone, url or address"),
        ("methods", "email anna", "it has no @"),
        ("dates", "birthday 30 Feb", "There is no 30 February."),
        ("dates", "birthday", "wants a word and a date"),
        ("every", "often", "is not a cadence"),
        ("about", "x" * 70_000, "longer than the 64 KiB"),
        ("referred_by", "Nobody Here", "Nobody Here"),
        ("referred_by", "Anna", "Anna"),
    ],
)
async def test_a_wrong_field_of_a_contact_is_said_under_it_and_kept(
    book: Book, key: str, value: str, said: str
) -> None:
    app = Host(book, lambda: ContactDialog(book, omar(book)))
    async with app.run_test(size=(80, 40)) as pilot:
        before = book.version()
        fill(app, company="Changed", **{key: value})
        await pilot.press("ctrl+s")
        await pilot.pause()
        error = app.screen.query_one(f"#field-{key} .error")
        assert error.display
        assert said in str(error.render())
        assert app.screen.query_one("#company", Input).value == "Changed"
        assert app.focused is not None
        assert app.focused.id == key
        assert book.version() == before


async def test_an_edit_left_alone_changes_nothing_and_closes_at_once(book: Book) -> None:
    app = Host(book, lambda: ContactDialog(book, omar(book)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("escape")
        assert await until_answered(app, pilot) is None


async def test_escape_asks_before_typed_work_is_lost(book: Book) -> None:
    app = Host(book, lambda: ContactDialog(book, omar(book)))
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "x")
        await pilot.press("escape")
        assert "Close without saving what you changed?" in seen(app)
        await pilot.press("n")
        assert isinstance(app.screen, ContactDialog)
        await pilot.press("escape", "y")
        assert await until_answered(app, pilot) is None


async def test_enter_goes_on_and_saves_in_the_last_field(book: Book) -> None:
    app = Host(book, lambda: PromiseDialog(book, omar(book)))
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "2w\nsend the quote\n")
        promised = await until_answered(app, pilot)
    assert isinstance(promised, FollowUp)
    assert (promised.due_on, promised.text) == (date(2026, 12, 7), "send the quote")


@pytest.mark.parametrize(
    ("key", "value", "said"), [("when", "last year", "is not a day ahead"), ("text", "", "Say in a few words")]
)
async def test_a_wrong_promise_is_said_in_place(book: Book, key: str, value: str, said: str) -> None:
    app = Host(book, lambda: PromiseDialog(book, omar(book)))
    async with app.run_test(size=SIZE) as pilot:
        fill(app, **({"when": "2w", "text": "call"} | {key: value}))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert said in str(app.screen.query_one(f"#field-{key} .error").render())


async def test_a_promise_is_changed_and_then_done(book: Book) -> None:
    _, number = logged(book)
    app = Host(book, lambda: FollowUpDialog(book, number))
    async with app.run_test(size=SIZE) as pilot:
        fill(app, text="send the offer", when="friday")
        await pilot.press("ctrl+g")
        await until_answered(app, pilot)
    done = book.follow_ups.get(number)
    assert (done.text, done.due_on, done.done_on) == ("send the offer", date(2026, 11, 27), TODAY)


async def test_a_promise_is_removed_after_asking(book: Book) -> None:
    _, number = logged(book)
    app = Host(book, lambda: FollowUpDialog(book, number))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+r", "y")
        assert await until_answered(app, pilot) == "removed"


async def test_an_interaction_is_corrected(book: Book) -> None:
    uid, _ = logged(book)
    app = Host(book, lambda: InteractionDialog(book, uid))
    async with app.run_test(size=SIZE) as pilot:
        assert "[x] you reached them" in seen(app)
        assert "[ ] private" in seen(app)
        assert "[ ] thanked" in seen(app)
        fill(app, date="19 Nov", text="a longer talk", people="Omar Haddad\nAnna Berg")
        app.screen.query_one("#signals").focus()
        await pilot.press("home", "space", "ctrl+s")
        amended = await until_answered(app, pilot)
    assert isinstance(amended, Interaction)
    assert (amended.date, amended.text, amended.channel) == (date(2026, 11, 19), "a longer talk", Channel.CALL)
    assert set(amended.signals) == {Signal.OFF_TOPIC, Signal.IDEA}
    assert [ref.name for ref in amended.contacts] == ["Omar Haddad", "Anna Berg"]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("date", "tomorrow", "That is a plan"),
        ("date", "soon", "is not a day"),
        ("people", "", "Somebody must have taken part"),
        ("people", "Nobody Here", "Nobody Here"),
        ("text", "x" * 70_000, "longer than the 64 KiB"),
    ],
)
async def test_a_wrong_correction_is_said_in_place(book: Book, key: str, value: str, said: str) -> None:
    uid, _ = logged(book)
    app = Host(book, lambda: InteractionDialog(book, uid))
    async with app.run_test(size=SIZE) as pilot:
        fill(app, **{key: value})
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert said in str(app.screen.query_one(f"#field-{key} .error").render())


async def test_an_interaction_is_removed_after_asking(book: Book) -> None:
    uid, _ = logged(book)
    app = Host(book, lambda: InteractionDialog(book, uid))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+r", "n", "ctrl+r", "y")
        assert await until_answered(app, pilot) == "removed"
    assert book.interactions.count(omar(book)) == 0


async def test_a_contact_moves_to_the_next_stage_with_a_reason(book: Book) -> None:
    app = Host(book, lambda: MoveDialog(book, omar(book)))
    async with app.run_test(size=SIZE) as pilot:
        fill(app, on="yesterday", reason="dinner")
        await pilot.press("ctrl+s")
        await until_answered(app, pilot)
    entry = book.contacts.page(omar(book)).ledger[-1].change
    assert (entry.to, entry.reason, entry.date) == (Stage.ACQUAINTANCE, "dinner", date(2026, 11, 22))


@pytest.mark.parametrize(
    ("on", "said"), [("tomorrow", "after today"), ("whenever", "is not a day"), ("2020-01-01", "begins on")]
)
async def test_a_move_that_cannot_be_is_said(book: Book, on: str, said: str) -> None:
    app = Host(book, lambda: MoveDialog(book, omar(book)))
    async with app.run_test(size=SIZE) as pilot:
        fill(app, on=on)
        await pilot.press("ctrl+s")
        for _ in range(20):
            await pilot.pause(0.01)
        assert said in seen(app)


@pytest.mark.parametrize(
    ("keys", "until"),
    [
        (("d",), date(2026, 11, 24)),
        (("w",), date(2026, 11, 30)),
        (("m",), date(2026, 12, 23)),
        (("t", "2", "w", "enter"), date(2026, 12, 7)),
    ],
)
async def test_a_contact_is_snoozed(book: Book, keys: tuple[str, ...], until: date) -> None:
    app = Host(book, lambda: SnoozeDialog(book, omar(book)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        assert await until_answered(app, pilot) is True
    assert book.contacts.get(omar(book)).snoozed_until == until


async def test_a_promise_is_snoozed_and_a_wrong_day_is_said(book: Book) -> None:
    _, number = logged(book)
    app = Host(book, lambda: SnoozeDialog(book, omar(book), number))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("tab")
        await write(pilot, "never\n")
        assert "is not a day ahead" in seen(app)
        fill(app, when="3w")
        await pilot.press("enter")
        assert await until_answered(app, pilot) is True
    later = Book.open(book.path, book.settings, lambda: date(2026, 12, 13))
    assert number not in {nudge.id for nudge in later.nudges.due()}
    later.today = lambda: date(2026, 12, 14)
    assert number in {nudge.id for nudge in later.nudges.due()}
    later.close()


@pytest.mark.parametrize("key", ["m", "h", "enter"])
async def test_an_export_says_where_it_was_written(book: Book, key: str) -> None:
    app = Host(book, lambda: ExportDialog(book, omar(book)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        for _ in range(20):
            await pilot.pause(0.01)
        assert "Written to" in seen(app)
        await pilot.press("enter")
        path = await until_answered(app, pilot)
    assert isinstance(path, Path)
    assert "Omar Haddad" in path.read_text()


async def test_a_question_is_answered_safely_by_enter(book: Book) -> None:
    app = Host(book, lambda: ConfirmDialog("Remove it?"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        assert await until_answered(app, pilot) is False


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "make",
    [
        lambda book, uid, name: ContactDialog(book, uid),
        lambda book, uid, name: InteractionDialog(book, logged(book, f"met **{name}**: {name} +2w x")[0]),
        lambda book, uid, name: FollowUpDialog(book, logged(book, f"met **{name}**: y +2w {name}")[1]),
        lambda book, uid, name: PromiseDialog(book, uid),
        lambda book, uid, name: MoveDialog(book, uid),
        lambda book, uid, name: SnoozeDialog(book, uid=uid),
        lambda book, uid, name: ExportDialog(book, uid),
        lambda book, uid, name: ConfirmDialog(f"Remove {name}?", yes=name),
    ],
)
async def test_hostile_names_are_shown_as_they_are(
    book: Book, make: Callable[[Book, str, str], Screen[Any]], name: str
) -> None:
    uid = book.contacts.add(ContactForm(name)).uid
    app = Host(book, lambda: make(book, uid, name))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert name in seen(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.is_running


async def test_somebody_taken_away_meanwhile_is_said_kindly(book: Book) -> None:
    uid = omar(book)
    book.contacts.remove(uid)
    app = Host(book, lambda: ContactDialog(book, uid))
    async with app.run_test(size=SIZE) as pilot:
        assert "Not in the book any more" in seen(app)
        await pilot.press("ctrl+s", "escape")
        assert await until_answered(app, pilot) is None
