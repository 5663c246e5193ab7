"""The app ends or stops in the middle of typing, in a real terminal, which is usable then; what was typed is back."""

import os
import shlex
import signal
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bondtui.book import Book, drafts
from bondtui.domain.forms import ContactForm
from bondtui.settings import Settings

from . import terminal
from .terminal import Terminal, clean_environment

TODAY = date(2026, 11, 23)
OFFER = "You were editing Anna Petrova when bondtui was closed. Go on with it?"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book with Anna in it, long due."""
    path = tmp_path / "book.db"
    with closing(Book.open(path, Settings(), lambda: date(2026, 1, 5))) as book:
        book.contacts.add(ContactForm("Anna Petrova", company="Lumen"))
    return path


@pytest.fixture
def start(path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts the program over the book, or a command that starts it, until this is on the screen."""
    opened: list[Terminal] = []

    def starter(*shown: str, command: tuple[str, ...] = (sys.executable, "-m", "bondtui")) -> Terminal:
        environment = clean_environment(path.parent) | {"PS1": "shell> ", "ENV": ""}
        environment |= {"BONDTUI_DB": str(path), "BONDTUI_TODAY": TODAY.isoformat()}
        opened.append(Terminal(environment, command=command))
        opened[-1].until(*shown)
        return opened[-1]

    yield starter
    for window in opened:
        window.close()


def names(path: Path) -> list[str]:
    with closing(Book.open(path, Settings(), lambda: TODAY)) as book:
        return [each.name for each in book.contacts.list()]


def kept(path: Path) -> list[object]:
    """What was typed in each draft."""
    return [each.typed for each in drafts.kept(path)]


def type_more(window: Terminal) -> None:
    window.press("e")
    window.until("Edit Anna Petrova", "^s Save")
    window.press(" Berg")
    window.until("Anna Petrova Berg")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_in_a_form_gives_the_terminal_back_and_keeps_what_was_typed(
    start: Callable[..., Terminal], path: Path, number: int, code: int
) -> None:
    window = start("Check-ins")
    type_more(window)
    assert not window.usable()
    os.kill(window.program.pid, number)
    assert window.ended() == code
    assert window.usable()
    assert b"Traceback" not in window.raw
    assert kept(path) == [{"name": "Anna Petrova Berg"}]
    assert stat.S_IMODE(drafts.file_of(path).stat().st_mode) == 0o600
    assert names(path) == ["Anna Petrova"]


def test_what_was_typed_in_a_window_that_was_closed_is_offered_again_and_saved(
    start: Callable[..., Terminal], path: Path
) -> None:
    window = start("Check-ins")
    type_more(window)
    window.hang_up()
    assert window.ended() == 129

    again = start(OFFER, "name: Anna Petrova Berg")
    again.press("y")
    again.until("Edit Anna Petrova", "Anna Petrova Berg", "Not saved yet.", "This is what you had typed")
    again.press("\x13")
    again.until("What you had typed is in the book.")
    assert names(path) == ["Anna Petrova Berg"]
    assert again.leave() == 0
    assert not drafts.file_of(path).exists()


def test_a_closed_window_that_sends_no_signal_ends_the_program_too(
    start: Callable[..., Terminal], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "TAKE_IT", "import os, sys; os.execv(sys.argv[1], sys.argv[1:])")
    window = start("Check-ins")
    type_more(window)
    window.hang_up()
    assert window.ended() == 129
    assert kept(path) == [{"name": "Anna Petrova Berg"}]


def test_a_line_that_was_not_saved_comes_back_in_the_log_bar(start: Callable[..., Terminal], path: Path) -> None:
    window = start("Check-ins")
    window.press("l")
    window.until("enter Save")
    window.press("met Anna Petrova: the park")
    window.until("“the park”")
    os.kill(window.program.pid, signal.SIGTERM)
    assert window.ended() == 143

    again = start("met Anna Petrova: the park", "The line you had not saved is back.")
    again.press("\r")
    again.until("Logged with Anna Petrova.")
    assert not drafts.file_of(path).exists()
    os.kill(again.program.pid, signal.SIGTERM)
    again.ended()
    assert not drafts.file_of(path).exists()


def test_a_line_whose_saving_waits_when_the_app_is_ended_is_saved_once_and_not_offered_again(
    start: Callable[..., Terminal], path: Path
) -> None:
    window = start("Check-ins")
    window.press("l")
    window.until("enter Save")
    window.press("met Anna Petrova: the park")
    window.until("“the park”")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        window.press("\r")
        window.until("The book is busy, trying again.", "met Anna Petrova: the park")
        os.kill(window.program.pid, signal.SIGTERM)
        os.kill(window.program.pid, signal.SIGHUP)
        window.given_back()
        assert kept(path)
        other.execute("ROLLBACK")
    assert window.ended() in (129, 143)
    assert not drafts.file_of(path).exists()
    with closing(Book.open(path, Settings(), lambda: TODAY)) as book:
        assert book.interactions.count(book.contacts.find("Anna").uid) == 1


def test_ctrl_z_gives_the_shell_its_terminal_and_fg_brings_back_what_was_typed(start: Callable[..., Terminal]) -> None:
    window = start("shell> ", command=("/bin/sh", "-i"))
    window.press(f"{shlex.join([sys.executable, '-m', 'bondtui'])}\r")
    window.until("Check-ins", "s Snooze")
    type_more(window)
    window.press("\x1a")
    window.until("shell> ", "Stopped")
    assert window.usable()
    window.press("echo $((6 * 7))\r")
    window.until("42")
    window.press("bg\r")
    window.press("echo $((6 * 6))\r")
    window.until("36")
    window.press("fg\r")
    window.until("Edit Anna Petrova", "Anna Petrova Berg", "^s Save")
    window.press(" Oslo")
    window.until("Anna Petrova Berg Oslo")
    window.press("\x13")
    window.until("Anna Petrova Berg Oslo is up to date.")
    window.press("q")
    window.until("shell> ")
    assert window.usable()


def test_stopped_from_outside_and_going_on_it_still_gives_the_terminal_back(start: Callable[..., Terminal]) -> None:
    window = start("Check-ins")
    type_more(window)
    for stop in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGSTOP):
        os.kill(window.program.pid, stop)
        os.waitpid(window.program.pid, os.WUNTRACED)
        os.kill(window.program.pid, signal.SIGCONT)
        os.waitpid(window.program.pid, os.WCONTINUED)
    window.press(" Oslo")
    window.until("Anna Petrova Berg Oslo")
    os.kill(window.program.pid, signal.SIGTERM)
    assert window.ended() == 143
    assert window.usable()


def test_what_a_full_disk_does_not_take_is_said_when_the_app_ends(start: Callable[..., Terminal], path: Path) -> None:
    program = shlex.join([sys.executable, "-m", "bondtui"])
    window = start("Check-ins", command=("/bin/sh", "-c", f"ulimit -f 0; exec {program}"))
    type_more(window)
    os.kill(window.program.pid, signal.SIGTERM)
    assert window.ended() == 143
    assert "What you had typed could not be kept:" in window.seen
    assert "File too large." in window.seen
    assert window.usable()
    assert [each.name for each in path.parent.glob("*draft*")] == []
