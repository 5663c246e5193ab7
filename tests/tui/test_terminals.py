"""The app on screens of every size and in terminals of every kind, on the first and the last day there is."""

import re
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen

from bondtui.book import Book
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.money import Money
from bondtui.domain.stages import Stage
from bondtui.errors import BondtuiError
from bondtui.settings import Settings
from bondtui.tui import terminal as tui_terminal
from tests.conftest import TODAY

from .conftest import settle
from .dialog_host import seen, write
from .keystrokes import opened, over
from .terminal import Terminal, clean_environment, steered

LEAP_DAY, NEW_YEAR, LAST_DAY = PartialDate(2, 29), PartialDate(1, 1), PartialDate(12, 31)

WALK: dict[tuple[str, ...], str] = {
    (): "l s m p x a number_sign r question_mark ctrl+p",
    ("2", "enter"): "c j c delete w",
    ("3",): "right right greater_than_sign",
    ("4",): "dollar_sign o f L",
    ("4", "enter"): "c w e",
    ("5",): "right right right right right t",
}
"""From where which keys are pressed: every screen, every dialog, every view of Insights."""


def fill(book: Book) -> None:
    """Something in the book for every screen to show, all of it on the book's day."""
    days = tuple(ImportantDate("day", on) for on in (LEAP_DAY, NEW_YEAR, LAST_DAY, PartialDate(2, 29, 2000)))
    anna = book.contacts.add(
        ContactForm("Anna Petrova", Stage.PARTNER, every_days=1, expertise="retail", about="long " * 99, dates=days)
    )
    ken = book.contacts.add(ContactForm("田中 健", Stage.FRIEND, every_days=3650, referred_by=anna.uid, dates=days))
    for line in ("called Anna: sold #shared-business #thanked", "Anna called: hm #opened-up #invited #helped"):
        book.interactions.log(book.interactions.understand(line))
    book.follow_ups.promise(anna.uid, book.today(), "a quote")
    shop = book.work.add(anna.uid, "Shop", agreed=Money(120_000, "EUR"))
    book.work.pay(anna.uid, Money(5_000, "JPY"), project=shop.id)
    book.work.add(ken.uid, "Sign")
    book.work.pay(ken.uid, Money(5_000, "EUR"))


async def walk(pilot: Pilot[Any], ways: Mapping[tuple[str, ...], str]) -> set[str]:
    """Press the keys of each way, close what opened, and come back; the names of all the screens that were seen."""
    app, names = pilot.app, set[str]()
    for way, keys in ways.items():
        for key in (*way, *keys.split()):
            await pilot.press(key)
            await settle(pilot)
            assert seen(app)
            names.add(type(app.screen).__name__)
            while isinstance(app.screen, ModalScreen):
                await pilot.press("escape")
                await settle(pilot)
            names.add(type(app.screen).__name__)
        while len(app.screen_stack) > 1:
            await pilot.press("escape")
            await settle(pilot)
    return names


EVERY_SCREEN = {
    *("TodayScreen", "PeopleScreen", "JourneyScreen", "WorkScreen", "InsightsScreen", "ContactScreen", "ProjectScreen"),
    *("LogScreen", "SnoozeDialog", "MoveDialog", "PromiseDialog", "ExportDialog", "ContactDialog", "SignalDialog"),
    *("ReferrerDialog", "HelpScreen", "CommandPalette", "NewProjectDialog", "InteractionDialog", "ConfirmDialog"),
    *("ShiftDialog", "PaymentDialog", "ConcessionDialog", "FinishDialog", "LoseDialog", "TickDialog", "WaiveDialog"),
    *("EditProjectDialog", "FollowUpDialog"),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "size"),
    [
        pytest.param(date.max, (80, 24), id="the last day"),
        pytest.param(date.min, (20, 5), id="the first day, on a small screen"),
    ],
)
async def test_every_screen_and_dialog_opens(open_book: Callable[..., Book], day: date, size: tuple[int, int]) -> None:
    fill(open_book(day))
    async with over(open_book(day), size) as pilot:
        assert EVERY_SCREEN - await walk(pilot, WALK) == set()


async def test_every_screen_opens_on_one_cell_with_the_clock_set_back(open_book: Callable[..., Book]) -> None:
    fill(open_book(TODAY))
    async with over(open_book(TODAY - timedelta(days=1)), (1, 1)) as pilot:
        names = await walk(pilot, dict.fromkeys(WALK, ""))
    assert names == {f"{each}Screen" for each in ("People", "Contact", "Journey", "Work", "Project", "Insights")}


async def test_on_20_by_5_one_sees_who_is_under_the_cursor(open_book: Callable[..., Book]) -> None:
    fill(open_book(TODAY - timedelta(days=60)))
    async with over(open_book(), (20, 5)) as pilot:
        assert "▌Anna Petrova" in seen(pilot.app)
        for key, shown in (("2", "▌Anna"), ("3", "│"), ("4", "▌Sign"), ("5", "Who brings the"), ("2", "▌Anna")):
            await pilot.press(key)
            await settle(pilot)
            assert shown in seen(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert "Anna Petrova" in seen(pilot.app)


@pytest.mark.parametrize("key", ["a", "p", "r", "l"])
async def test_on_20_by_5_one_sees_what_one_types(open_book: Callable[..., Book], key: str) -> None:
    fill(open_book(TODAY - timedelta(days=60)))
    async with over(open_book(), (20, 5)) as pilot:
        await opened(pilot, key)
        await write(pilot, "xyz")
        assert "xyz" in seen(pilot.app)


async def test_on_20_by_5_the_line_and_the_text_below_it_are_both_seen(open_book: Callable[..., Book]) -> None:
    fill(open_book(TODAY - timedelta(days=60)))
    async with over(open_book(), (20, 5)) as pilot:
        await opened(pilot, "l")
        await write(pilot, "met Anna: silk")
        await pilot.press("ctrl+t")
        await settle(pilot)
        await write(pilot, "and wool")
        assert "silk" in seen(pilot.app)
        assert "and wool" in seen(pilot.app)


async def test_the_field_one_is_in_stays_in_view_when_the_window_shrinks(open_book: Callable[..., Book]) -> None:
    fill(open_book(TODAY - timedelta(days=60)))
    async with over(open_book(), (80, 24)) as pilot:
        await opened(pilot, "e")
        while pilot.app.focused.id != "expertise":
            await pilot.press("tab")
        await write(pilot, ", silk")
        for size in ((20, 5), (500, 200), (20, 5)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert "silk" in seen(pilot.app)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts the program over a filled book in a terminal of this size, with these variables; None takes one away."""
    settings = Settings(cadences=dict(DEFAULT_CADENCES), export_dir=tmp_path)
    with closing(Book.open(tmp_path / "book.db", settings, lambda: TODAY)) as book:
        fill(book)
    running: list[Terminal] = []

    def starter(size: tuple[int, int] = (80, 24), **variables: str | None) -> Terminal:
        own = {"BONDTUI_DB": str(tmp_path / "book.db"), "BONDTUI_TODAY": TODAY.isoformat(), "TMPDIR": str(tmp_path)}
        environment = {name: value for name, value in (clean_environment(tmp_path) | own | variables).items() if value}
        running.append(Terminal(environment, size))
        return running[-1]

    yield starter
    for each in running:
        each.close()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1, 1), (20, 5), (500, 200)], ids=str)
def test_the_program_begins_goes_round_and_ends_at_any_size(
    start: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    terminal = start(size)
    while b"\x1b[?1049h" not in terminal.raw and terminal.program.poll() is None:
        terminal.read(0.1)
    terminal.until("" if size == (1, 1) else "Anna Petrova")
    for key in "23451":
        terminal.press(key)
        terminal.until("")
    assert terminal.leave() == 0
    assert terminal.usable()
    assert b"Traceback" not in terminal.raw


def test_fifty_sizes_in_a_row_leave_a_form_as_it_was_typed(start: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = start()
    terminal.until("Anna Petrova")
    terminal.press("a")
    terminal.until("Add a contact")
    terminal.press("Storm Berg")
    terminal.until("Storm Berg")
    dice = Random(50)
    for _ in range(50):
        terminal.resize(dice.randint(1, 300), dice.randint(1, 100))
        terminal.read(0.02)
    terminal.resize(80, 24)
    terminal.until("Add a contact", "Storm Berg")
    terminal.press(", Ltd\x13")
    terminal.until("Storm Berg, Ltd is in the book.")
    assert terminal.leave() == 0
    with closing(Book.open(tmp_path / "book.db", Settings(), lambda: TODAY)) as book:
        assert book.contacts.find("Storm Berg, Ltd").added_on == TODAY


EDITORS = {
    "": "The editor could not be used (No such file or directory); the text is as it was.",
    "exit 1": "The editor ended with an error (1); the text is as it was.",
    "rm $1": "The editor removed the file; the text is as it was.",
    "stty raw -echo; echo half > $1; kill -9 $$": "The editor was ended (Killed); the text is as it was.",
    "head -c 70000 /dev/zero | tr '\\0' x > $1": "That is longer than the 64 KiB a text may have; it is kept in",
}
"""What an editor may do as a shell script (none: there is no such program), and what the person is told."""


def test_whatever_the_editor_does_what_was_typed_is_kept(start: Callable[..., Terminal], tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    terminal = start(EDITOR=str(editor))
    terminal.until("Anna Petrova")
    terminal.press("l")
    terminal.until("enter Save")
    terminal.press("met Anna today\x14")
    terminal.until("met Anna today")
    terminal.press("the text so far")
    terminal.until("the text so far")
    for script, sentence in EDITORS.items():
        if script:
            editor.write_text(f"#!/bin/sh\n{script}\n")
            editor.chmod(0o700)
        terminal.press("\x0f")
        told = " ".join(terminal.until("the text so far", sentence[:30], "met Anna today").split())
        assert sentence in told
    (kept,) = tmp_path.glob("bondtui-*/log.md")
    assert (kept.stat().st_size, stat.S_IMODE(kept.stat().st_mode)) == (70_000, 0o600)
    editor.write_text("#!/bin/sh\nprintf 'Zo\\353 came' > $1\n")
    terminal.press("\x0f")
    terminal.until("Zoë came")
    terminal.press("\x13")
    terminal.until("Logged with Anna Petrova.")
    assert terminal.leave() == 0
    assert terminal.usable()
    with closing(Book.open(tmp_path / "book.db", Settings(), lambda: TODAY)) as book:
        anna = book.contacts.find("Anna").uid
        assert "Zoë came" in book.interactions.timeline(anna)[0].text


def test_ctrl_c_in_the_editor_is_the_editors(start: Callable[..., Terminal], tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\ntrap 'echo interrupted > $1; exit 0' INT\necho ready\nread line\n")
    editor.chmod(0o700)
    terminal = start(VISUAL=str(editor))
    terminal.until("Anna Petrova")
    terminal.press("l")
    terminal.until("enter Save")
    terminal.press("\x0f")
    terminal.until("ready")
    terminal.press("\x03")
    terminal.until("enter Save", "interrupted")


@pytest.mark.parametrize("name", ["dumb", "unknown"])
def test_a_terminal_without_a_cursor_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    monkeypatch.setenv("TERM", name)
    with pytest.raises(BondtuiError, match=f"TERM is {name}"):
        tui_terminal.require_terminal()


def test_term_dumb_ends_with_1(start: Callable[..., Terminal]) -> None:
    terminal = start(TERM="dumb")
    assert terminal.ended() == 1
    assert "TERM is dumb" in terminal.seen
    assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize(
    "variables",
    [{"TERM": None}, {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}, {"HOME": None}],
    ids=["no TERM", "LC_ALL=C", "ascii", "no HOME"],
)
def test_names_and_frames_are_drawn_whatever_the_environment_says(
    start: Callable[..., Terminal], tmp_path: Path, variables: dict[str, str | None]
) -> None:
    terminal = start(**variables, BONDTUI_CONFIG=str(tmp_path / "settings.toml"))
    terminal.until("▌Anna Petrova", "│")
    terminal.press("2")
    terminal.until("田中 健")
    assert terminal.leave() == 0


def test_no_color_sends_no_colour(start: Callable[..., Terminal]) -> None:
    terminal = start(NO_COLOR="1")
    terminal.until("Anna Petrova")
    for key, shown in (("2", "2 people"), ("3", "stranger ·"), ("4", "Shop"), ("5", "Who brings"), ("1", "Promised")):
        terminal.press(key)
        terminal.until(shown)
    terminal.press("s")
    terminal.until("Remind me later")
    terminal.press("\x1b")
    terminal.until("l Log", gone="Remind me later")
    terminal.press("l")
    terminal.until("enter Save")
    sent = {code for codes in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for code in codes.split(b";")}
    assert sent <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"9"}
    assert {b"1", b"7"} <= sent
    assert steered(terminal.raw) == []


async def test_without_colours_the_chosen_line_is_underlined(
    open_book: Callable[..., Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    fill(open_book(TODAY))
    async with over(open_book(), (80, 40)) as pilot:
        for key, chosen in (("number_sign", "#off-topic"), ("ctrl+p", "Log")):
            await opened(pilot, key)
            await settle(pilot)
            rows = pilot.app.screen._compositor.render_strips()
            underlined = [piece.text for row in rows for piece in row if piece.style and piece.style.underline]
            assert any(chosen in text for text in underlined)
            await pilot.press("escape")
