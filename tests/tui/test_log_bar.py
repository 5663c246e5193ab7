"""The log bar, by keystrokes: what is typed, what is shown, what ends in the book."""

import contextlib
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import TextArea

from bondtui.book import Book
from bondtui.book.interactions import Logged
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Channel, Signal
from bondtui.tui.screens.log import LogScreen
from bondtui.tui.widgets.log_bar import LogInput
from tests.tui.dialog_host import Host, a_book, seen, until_answered, write

SIZE = (80, 24)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return a_book(tmp_path)


def bar(book: Book, name: str | None = None) -> Host:
    uid = book.contacts.find(name).uid if name else None
    return Host(book, lambda: LogScreen(book, uid))


async def test_a_line_is_logged_as_it_was_typed(book: Book) -> None:
    app = bar(book)
    async with app.run_test(size=(120, 30)) as pilot:
        await write(pilot, "called Omar yesterday: sold out #shared-business !private +2w ask how")
        shown = seen(app)
        assert "call · you began · Omar Haddad · Sun 22 Nov, yesterday · #shared-business · private" in shown
        assert "→ Mon 7 Dec: ask how" in shown
        await pilot.press("enter")
        logged = await until_answered(app, pilot)
    assert isinstance(logged, Logged)
    assert logged.interaction.channel is Channel.CALL
    assert logged.interaction.signals == (Signal.SHARED_BUSINESS,)
    assert logged.interaction.date == date(2026, 11, 22)
    assert logged.follow_ups[0].text == "ask how"


async def test_the_pieces_that_were_understood_are_drawn_apart(book: Book) -> None:
    app = bar(book)
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "called Omar: hi")
        spans = app.screen.query_one(LogInput)._value.spans
        assert {(span.start, span.end) for span in spans} == {(0, 6), (7, 11)}


async def test_a_contacts_name_stands_there_and_typing_replaces_it(book: Book) -> None:
    app = bar(book, "Omar Haddad")
    async with app.run_test(size=SIZE) as pilot:
        line = app.screen.query_one(LogInput)
        assert line.selected_text == "Omar Haddad"
        await pilot.press("enter")
        assert "Nothing is written yet" in seen(app)
        await write(pilot, "sent the invoice")
        assert line.value == "sent the invoice"
        await pilot.press("enter")
        logged = await until_answered(app, pilot)
    assert isinstance(logged, Logged)
    assert [ref.name for ref in logged.interaction.contacts] == ["Omar Haddad"]


async def test_an_ambiguous_name_shows_its_people_and_the_next_one_is_a_key_away(book: Book) -> None:
    app = bar(book)
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "called anna: hello")
        assert "Northlight · partner · no contact yet" in seen(app)
        assert "▸ Anna Berg" in seen(app)
        await pilot.press("ctrl+n")
        assert "▸ Anna Petrova" in seen(app)
        await pilot.press("enter")
        logged = await until_answered(app, pilot)
    assert isinstance(logged, Logged)
    assert logged.interaction.contacts[0].name == "Anna Petrova"


async def test_somebody_unknown_is_added_with_one_key(book: Book) -> None:
    app = bar(book)
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "met Zoe Lind: at the fair")
        assert "^y adds Zoe Lind" in seen(app)
        await pilot.press("ctrl+y")
        assert "Zoe Lind (new)" in seen(app)
        await pilot.press("enter")
        await until_answered(app, pilot)
    assert book.contacts.find("Zoe Lind").stage == "stranger"


async def test_a_refused_line_says_why_and_stays(book: Book) -> None:
    app = bar(book)
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "called Omar tomorrow: hi")
        await pilot.press("enter")
        await pilot.pause()
        assert "That is a plan" in seen(app)
        assert app.screen.query_one(LogInput).value == "called Omar tomorrow: hi"
    assert book.interactions.count(book.contacts.find("Omar").uid) == 0


async def test_tab_completes_names_and_signals_and_takes_the_next(book: Book) -> None:
    app = bar(book)
    async with app.run_test(size=SIZE) as pilot:
        line = app.screen.query_one(LogInput)
        await write(pilot, "called An")
        await pilot.press("tab")
        first = line.value
        await pilot.press("tab")
        assert {first, line.value} == {"called Anna Berg", "called Anna Petrova"}
        await write(pilot, ": hi #i")
        assert "you proposed a way to grow" in seen(app)
        await pilot.press("tab", "tab")
        assert line.value.endswith(": hi #invited")


async def test_more_text_stands_on_lines_of_its_own(book: Book) -> None:
    app = bar(book)
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "met Omar: first")
        await pilot.press("ctrl+t")
        await write(pilot, "second\nthird")
        await pilot.press("ctrl+s")
        logged = await until_answered(app, pilot)
    assert isinstance(logged, Logged)
    assert logged.interaction.text == "first\nsecond\nthird"


async def test_what_was_not_saved_is_there_again(book: Book) -> None:
    app = bar(book, "Omar Haddad")
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "half a thou")
        await pilot.press("escape")
        await pilot.pause()
        app.make = lambda: LogScreen(book, None)
        app.open()
        await pilot.pause()
        assert app.screen.query_one(LogInput).value == "half a thou"
        assert "Omar Haddad" in seen(app)


def _edited(app: Host, monkeypatch: pytest.MonkeyPatch, work: Callable[[Path], int]) -> list[Path]:
    paths: list[Path] = []

    class Done:
        def __init__(self, code: int) -> None:
            self.returncode = code

    def run(words: list[str], check: bool) -> Done:
        paths.append(Path(words[-1]))
        return Done(work(paths[-1]))

    monkeypatch.setenv("VISUAL", "ed -x")
    monkeypatch.setattr("bondtui.tui.screens.editor.subprocess.run", run)
    monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
    return paths


def _write_well(path: Path) -> int:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.write_text("from the editor")
    return 0


def _remove(path: Path) -> int:
    path.unlink()
    return 0


@pytest.mark.parametrize(
    ("work", "text", "said"),
    [
        (_write_well, "from the editor", ""),
        (_remove, "", "The editor removed the file"),
        (lambda path: 3, "", "ended with an error (3)"),
    ],
)
async def test_the_editors_text_is_taken_over_and_its_failures_are_said(
    book: Book, monkeypatch: pytest.MonkeyPatch, work: Callable[[Path], int], text: str, said: str
) -> None:
    app = bar(book)
    paths = _edited(app, monkeypatch, work)
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "met Omar")
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert app.screen.query_one(TextArea).text == text
        assert app.screen.query_one(LogInput).value == "met Omar"
        assert said in seen(app)
    assert not paths[0].parent.exists()


async def test_a_terminal_that_cannot_be_left_is_said(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bar(book)
    monkeypatch.setenv("VISUAL", "no-such-editor")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "cannot make room for an editor" in seen(app)


@pytest.mark.parametrize("name", ["Ann [/x]", "[@click=app.quit]x[/]"])
async def test_names_are_shown_as_they_are(book: Book, name: str) -> None:
    book.contacts.add(ContactForm(name))
    app = Host(book, lambda: LogScreen(book, book.contacts.find(name).uid))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        assert seen(app).count(name) >= 2
        await write(pilot, f"met **{name}**: [b]x[/y]")
        assert name in seen(app)
