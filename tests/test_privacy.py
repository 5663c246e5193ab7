"""What is written about people is for the owner's eyes, lies where it is said to lie, and never leaves the machine."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.settings import Settings

from .conftest import TODAY
from .modes import bound_by_modes
from .tui.terminal import Terminal, clean_environment

TALKED, WROTE = 77, 78
"""How a watched program ends that wanted to talk to the network, or to write outside its home."""

PATIENCE = 120.0
"""Seconds in which the sample is made on a machine that has much else to do."""

WATCH = f"""
import os, sys

AF_UNIX = 1  # the pair of sockets by which asyncio wakes itself
NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib.")
HOME = os.path.realpath(os.environ["HOME"]) + "/"

def watch(event, arguments):
    if event.startswith(NETWORK) and not (event == "socket.__new__" and arguments[1] == AF_UNIX):
        end({TALKED}, event, arguments)
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        path = os.path.realpath(arguments[0])
        if not path.startswith((HOME, "/dev/")):
            end({WROTE}, event, arguments)

def end(code, event, arguments):
    os.write(2, f"{{event}} {{arguments}}".encode())
    os._exit(code)

sys.addaudithook(watch)
"""


@pytest.fixture(params=[0o000, 0o777], ids=["open", "shut"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """The environment of a program that is ended when it talks to the network or writes outside its home."""
    hook = tmp_path / "hook"
    hook.mkdir(mode=0o700)
    hook.chmod(0o700)
    write(hook / "sitecustomize.py", WATCH)
    home = tmp_path / "home"
    for folder in (home, home / "tmp", home / ".config" / "bondtui"):
        folder.mkdir(parents=True)
    for folder in (home, home / ".config", home / ".config" / "bondtui", home / "tmp"):
        folder.chmod(0o755)
    return clean_environment(home) | {
        "TMPDIR": str(home / "tmp"), "BONDTUI_TODAY": TODAY.isoformat(), "PYTHONPATH": str(hook),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip


def write(path: Path, text: str, mode: int = 0o600) -> None:
    path.touch()
    path.chmod(mode)
    path.write_text(text)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


WRITING = (
    ("add", "Anna Petrova", "--email", "anna@secret.example", "--about", "a secret"),
    ("log", "called Anna: a secret was told #opened-up +2w ask after the secret"),
    ("project", "add", "Anna", "Secret shop", "--amount", "100"), ("undo",),
    ("export", "Anna", "-o", "anna.md"), ("export", "--format", "ics", "-o", "feed.ics"), ("backup", "copy.db"),
    ("restore", "copy.db"), ("log", "called Secret Nobody"),
)  # fmt: skip
READING = (("due",), ("show", "Anna"), ("insights",), ("list", "secret"), ("doctor",), ("show", "Nobody Secret"))


@pytest.mark.slow
def test_a_day_writes_only_what_it_should_for_the_owner_alone_and_talks_to_nobody(
    watched: dict[str, str], umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(watched["HOME"])
    editor, config = home / "editor", home / ".config" / "bondtui" / "settings.toml"
    write(
        editor, '#!/bin/sh\nstat -c "%a" "$1" "${1%/*}" > "$HOME/seen"\necho "a secret in the editor" >> "$1"\n', 0o700
    )
    write(config, 'currency = "NOK"\n', 0o644)
    given = {path: (mode(path), path.stat().st_mtime_ns) for path in (editor, config)}
    monkeypatch.chdir(home)
    for command in WRITING if umask else WRITING + READING:
        day = "2026-11-20" if command is WRITING[0] else TODAY.isoformat()
        ran = bound_by_modes(*command, environment=watched | {"BONDTUI_TODAY": day})
        assert ran.returncode in (0, 3), (command, ran.returncode, ran.stderr)
        assert (ran.returncode == 3) == ("Nobody" in " ".join(command)), ran.stderr
        assert ran.returncode or "secret" not in ran.stderr.lower(), ran.stderr
    work_in_the_app(watched | {"EDITOR": str(editor)})
    assert (home / "seen").read_text().split() == ["600", "700"]
    data = Path(".local/share/bondtui")
    wanted = {
        "editor", "seen", "anna.md", "feed.ics", "copy.db", ".config/bondtui/settings.toml", f"{data}/book.db",
        f"{data}/book.draft.json", "Documents/Anna Petrova.md",
    }  # fmt: skip
    files = {path.relative_to(home) for path in home.rglob("*") if not path.is_dir()}
    copies = {path for path in files if path.parent == data / "backups"}
    assert {str(path) for path in files - copies} == wanted
    assert copies
    assert {path: mode(home / path) for path in files if home / path not in given} == dict.fromkeys(
        files - {path.relative_to(home) for path in given}, 0o600
    )
    folders = {path.relative_to(home): mode(path) for path in home.rglob("*") if path.is_dir()}
    new = (Path(".local"), Path(".local/share"), data, data / "backups", Path("Documents"))
    assert folders == dict.fromkeys(new, 0o700) | dict.fromkeys(
        (Path("tmp"), Path(".config"), Path(".config/bondtui")), 0o755
    )
    assert {path: (mode(path), path.stat().st_mtime_ns) for path in given} == given


def work_in_the_app(environment: dict[str, str]) -> None:
    """Log a line with a text from the editor, export a summary, and be ended while typing the next line."""
    terminal = Terminal(environment)
    try:
        terminal.until("Nothing is due today.", "Anna Petrova")
        terminal.press("l")
        terminal.until("enter Save")
        terminal.press("called Anna Petrova: a secret was told")
        terminal.until("a secret was told", "call ·")
        terminal.press("\x0f")
        terminal.until("a secret in the editor")
        terminal.press("\x13")
        terminal.until("Logged with Anna Petrova.", gone="enter Save")
        terminal.press("2")
        terminal.until("1 person by name")
        terminal.press("x")
        terminal.until("Handover")
        terminal.press("m")
        terminal.until("Written to")
        terminal.press("\r")
        terminal.until("1 person by name", gone="Handover")
        terminal.press("5")
        terminal.until("Who brings")
        terminal.press("l")
        terminal.until("enter Save")
        terminal.press("called Anna Petrova: a secret that is not saved")
        terminal.until("is not saved")
        os.kill(terminal.program.pid, signal.SIGTERM)
        assert terminal.ended() == 143
    finally:
        terminal.close()


def test_the_journal_of_a_change_is_for_the_owner_alone_while_it_is_made(tmp_path: Path) -> None:
    path = tmp_path / "data" / "book.db"
    with closing(Book.open(path, Settings(), lambda: TODAY)) as book:
        book.contacts.add(ContactForm("Anna Petrova"))
        before = os.umask(0)
        try:
            with book.writer.change("A change") as session:
                from bondtui.store.tables import ContactRow

                session.add(ContactRow(uid="c1", name="Secret", added_on=TODAY))
                session.flush()
                there = {each.name: mode(each) for each in path.parent.iterdir() if each.is_file()}
        finally:
            os.umask(before)
    assert there == {"book.db": 0o600, "book.db-journal": 0o600}
    assert [each.name for each in path.parent.iterdir() if each.is_file()] == ["book.db"]


HARMS = {
    "a connection": ("import socket; socket.create_connection(('127.0.0.1', 9))", TALKED),
    "a server": ("import socket; socket.socket(socket.AF_INET).bind(('127.0.0.1', 0))", TALKED),
    "a socket of the machine's own": ("import socket; socket.socket(socket.AF_UNIX).connect('/x')", TALKED),
    "a name": ("import socket; socket.getaddrinfo('localhost', 80)", TALKED),
    "a name of old": ("import socket; socket.gethostbyname('localhost')", TALKED),
    "a page": ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')", TALKED),
    "a file transfer": ("import ftplib; ftplib.FTP('127.0.0.1')", TALKED),
    "a file elsewhere": ("open('../elsewhere', 'w')", WROTE),
    "asyncio alone": ("import asyncio; asyncio.run(asyncio.sleep(0)); open('here', 'w')", 0),
}


@pytest.mark.parametrize("harm", HARMS)
def test_the_watch_ends_who_talks_or_writes_elsewhere_and_nobody_else(watched: dict[str, str], harm: str) -> None:
    code, ended = HARMS[harm]
    command = [sys.executable, "-c", textwrap.dedent(code)]
    ran = subprocess.run(command, env=watched, cwd=watched["HOME"], capture_output=True, check=False)
    assert ran.returncode == ended, ran.stderr


@pytest.mark.slow
@pytest.mark.parametrize("when", ["while it is made", "while one looks around"])
def test_a_demo_ended_by_a_signal_leaves_nothing_behind(watched: dict[str, str], when: str) -> None:
    home = Path(watched["HOME"])
    before = sorted(home.rglob("*"))
    terminal = Terminal(watched, command=(sys.executable, "-m", "bondtui", "demo"))
    try:
        terminal.until("Living through")
        made = "Check-ins" if when == "while one looks around" else "Living through"
        end = time.monotonic() + PATIENCE
        while not list((home / "tmp").glob("bondtui-sample-*/sample.db")) or made not in terminal.seen:
            terminal.read(0.1)
            assert time.monotonic() < end, terminal.seen
        os.kill(terminal.program.pid, signal.SIGTERM)
        assert terminal.ended() == 143
        assert b"Traceback" not in terminal.raw
    finally:
        terminal.close()
    assert sorted(home.rglob("*")) == before
