"""The commands with streams that are closed or full, in any locale, without a home and where no folder is any more."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bondtui import paths
from bondtui.errors import UsageError
from tests.cli.conftest import Run, anna, db, run

__all__ = ["anna", "db", "run"]

Shell = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def shell(db: Path) -> Shell:
    """Runs a line of the shell in which $BONDTUI is the program, its output buffered unless told."""

    def run_line(line: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        environment = os.environ | {"BONDTUI": f"{sys.executable} -m bondtui", "PYTHONUNBUFFERED": ""}
        return subprocess.run(["sh", "-c", line], env=environment | variables, capture_output=True, check=False)

    return run_line


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("$BONDTUI list >&-", 1, b"The output is closed, so nothing could be shown.\n"),
        ("$BONDTUI list >/dev/full", 1, b"No space left on device.\n"),
        ("PYTHONUNBUFFERED=1 $BONDTUI list >/dev/full", 1, b"No space left on device.\n"),
        ("$BONDTUI export Anna >/dev/full", 1, b"No space left on device.\n"),
        ("$BONDTUI --help >/dev/full", 1, b"No space left on device.\n"),
        ("$BONDTUI show Nobody >&- 2>&-", 3, b""),
        ("$BONDTUI show Nobody 2>/dev/full", 3, b""),
        ("$BONDTUI frobnicate 2>/dev/full", 2, b""),
        ("$BONDTUI list <&- >/dev/null", 0, b""),
        ("$BONDTUI remove Anna <&-", 1, b"Removing Anna Petrova also removes"),
        ("$BONDTUI <&-", 1, b"The app needs a terminal;"),
        ("$BONDTUI </dev/null", 1, b"The app needs a terminal;"),
        ("$BONDTUI >&- 2>&-", 1, b""),
        ("mkdir gone; cd gone; rmdir ../gone; $BONDTUI list >/dev/null", 0, b""),
        (
            "mkdir gone; cd gone; rmdir ../gone; $BONDTUI --db a.db list",
            2,
            b"The folder you are in is gone, so name the book by its full path.\n",
        ),
    ],
)
def test_streams_that_are_closed_or_full_end_in_a_sentence_or_in_none(
    shell: Shell, anna: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, code: int, said: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = shell(line)
    assert (ran.returncode, ran.stdout) == (code, b"")
    assert ran.stderr.startswith(said)
    assert ran.stderr.count(b"\n") == bool(said)


def test_what_was_logged_into_a_closed_output_is_in_the_book_once(shell: Shell, run: Run, anna: str, db: Path) -> None:
    assert shell("$BONDTUI log 'called Anna: unseen' >&-").returncode == 1
    assert [each["text"] for each in run("show", "Anna", "--json").json["interactions"]] == ["unseen"]
    assert run("history").out.count("Logged") == 1


@pytest.mark.parametrize(
    "variables",
    [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"COLUMNS": "1"}, {"NO_COLOR": "1", "TERM": "dumb"}],
    ids=["LC_ALL=C", "ascii", "one column", "dumb"],
)
def test_a_japanese_name_is_added_and_found_in_any_environment(
    shell: Shell, run: Run, variables: dict[str, str]
) -> None:
    ran = shell("$BONDTUI add '田中 健' --role '桜' && $BONDTUI list --help", **variables)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"\x1b" not in ran.stdout
    shown = run("show", "田中 健", "--json").json["contact"]
    assert (shown["name"], shown["role"]) == ("田中 健", "桜")


@pytest.mark.parametrize("home", [None, ""])
def test_without_a_home_the_password_database_is_asked_and_else_it_is_said(
    monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    import pwd

    here = pwd.getpwuid(os.getuid()).pw_dir
    if home is None:
        monkeypatch.delenv("HOME")
        assert paths.book_path(None) == Path(here, ".local/share/bondtui/book.db")
        monkeypatch.setattr(pwd, "getpwuid", lambda _: {}["nobody"])
    else:
        monkeypatch.setenv("HOME", home)
    with pytest.raises(UsageError, match="There is no home folder here; name the book with --db"):
        paths.book_path(None)
