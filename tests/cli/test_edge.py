"""What stands around the verbs: usage, help, books that are refused, streams that end, and what `due` may import."""

import argparse
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bondtui import __version__
from bondtui.cli import main
from bondtui.cli.parser import VERBS, verb_named
from tests.cli.conftest import Run

HEAVY = ("sqlmodel", "sqlalchemy", "textual", "rich", "alembic", "pydantic")


def test_version_and_help_go_to_stdout(run: Run) -> None:
    assert run("--version").out == f"bondtui {__version__}\n"
    ran = run("--help")
    assert ran.code == 0
    for verb, (_, line) in VERBS.items():
        assert f"    {verb}" in ran.out
        assert line in ran.out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_examples(run: Run, verb: str) -> None:
    ran = run(verb, "--help")
    assert (ran.code, ran.err) == (0, "")
    line = VERBS[verb][1]
    assert f"{line[0].upper()}{line[1:]}"[:20] in ran.out
    assert f"  bondtui {verb}" in ran.out.partition("examples:")[2]
    assert 1 <= len(verb_named(verb).examples) <= 6


WRONG = {
    "no such verb": ("frobnicate",),
    "no such option": ("list", "--frob"),
    "no name": ("add",),
    "an option cut short": ("list", "--jso"),
    "no value": ("--db",),
    "an empty path": ("--db", "", "list"),
    "an option before the verb": ("--json", "list"),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_usage_exits_2(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_control_characters_never_reach_the_terminal(run: Run, anna: str) -> None:
    evil = "x\x1b[31m\x9b2J\u202e"
    run("add", f"Eve {evil}", "--company", evil)
    run("log", f"called Eve: {evil}\x07")
    for arguments in (
        ("list",), ("show", "Eve"), ("show", evil), ("frob" + evil,), ("list", "stage:" + evil),
        ("move", "Eve", evil), ("log", f"called Nemo{evil}"), ("done", evil), ("amend", evil, "x"),
    ):  # fmt: skip
        ran = run(*arguments)
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(ran.out + ran.err)


def test_today_must_be_a_day(run: Run) -> None:
    ran = run("due", today="23.11.2026")
    assert (ran.code, ran.out) == (2, "")
    assert "BONDTUI_TODAY" in ran.err


def test_bad_settings_are_named_with_file_and_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("theme = 'dark'\ncolour = 1\n")
    ran = run("due")
    assert (ran.code, ran.out) == (2, "")
    assert f"{tmp_path / 'settings.toml'}, line 2: there is no setting colour" in ran.err


def test_settings_count(run: Run, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("date_order = 'mdy'\n[cadences]\nstranger = '2w'\n")
    contact = run("add", "Ben", "--since", "11/12/2025", "--json").json["contact"]
    assert contact["cadence_days"] == 14
    assert run("show", "Ben", "--json").json["ledger"][0]["date"] == "2025-11-12"


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


def test_a_newer_book_is_refused_and_untouched(run: Run, anna: str, db: Path) -> None:
    _newer(db)
    before = db.read_bytes()
    for arguments in (("list",), ("due", "--format", "count"), ("add", "X"), ("log", "called Anna")):
        ran = run(*arguments)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (4, "", 1)
        assert "newer bondtui" in ran.err
    assert db.read_bytes() == before


@pytest.mark.parametrize("content", [b"Dear diary", b"", b"SQLite format 3\x00 but damaged"])
def test_a_file_that_is_no_book_is_refused_and_untouched(run: Run, db: Path, content: bytes) -> None:
    db.parent.mkdir()
    db.write_bytes(content)
    for arguments in (("list",), ("due",), ("add", "X")):
        ran = run(*arguments)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (4, "", 1)
    assert db.read_bytes() == content


def test_a_folder_is_no_book(run: Run, tmp_path: Path) -> None:
    assert run("--db", str(tmp_path), "list").code == 4


def test_a_missing_folder_is_made_by_the_first_change_only(run: Run, db: Path) -> None:
    run("list")
    assert not db.parent.exists()
    run("add", "Ben")
    assert db.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run("--db", str(tmp_path / "file" / "book.db"), "add", "Ben")
    assert (ran.code in (1, 4), ran.out, len(ran.err.splitlines())) == (True, "", 1)


def test_ctrl_c_ends_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("bondtui.cli._run", interrupted)
    assert run("list").code == 130


def test_alone_it_opens_the_app(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = pytest.importorskip("bondtui.tui.app")
    opened: list[Path] = []
    monkeypatch.setattr(app, "run_app", lambda path: opened.append(path) or 0)
    monkeypatch.setattr(app, "run_demo", lambda: 7)
    assert main([]) == 0
    assert opened == [db]
    assert main(["demo"]) == 7


def test_a_reader_that_goes_away_leaves_no_traceback(anna: str, child_environment: dict[str, str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        ran = subprocess.run(
            [sys.executable, "-m", "bondtui", "list"], stdout=pipe, stderr=subprocess.PIPE, env=child_environment
        )
    assert ran.stderr == b""
    assert ran.returncode == 1


def test_a_terminal_without_unicode_is_no_reason_to_stumble(anna: str, child_environment: dict[str, str]) -> None:
    environment = {**child_environment, "PYTHONIOENCODING": "ascii"}
    for arguments in (["add", "Zoë 山田"], ["list"], ["list", "--json"]):
        ran = subprocess.run([sys.executable, "-m", "bondtui", *arguments], env=environment, capture_output=True)
        assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize(
    "arguments", [["--version"], ["due"], ["due", "--format", "count"], ["list"], ["show", "Anna"], ["path"]]
)
def test_asking_imports_neither_sqlmodel_nor_textual(
    anna: str, child_environment: dict[str, str], arguments: list[str]
) -> None:
    script = (
        "import sys; from bondtui.cli import main; code = main(sys.argv[1:])\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=child_environment, capture_output=True, text=True
    )
    assert ran.returncode == 0
    assert ran.stderr.splitlines()[-1] == "[]"


def test_counting_what_is_due_imports_no_more_of_the_command_line_than_it_needs(
    anna: str, child_environment: dict[str, str]
) -> None:
    script = (
        "import sys; from bondtui.cli import main; main(['due', '--format', 'count'])\n"
        "print(*sorted(name for name in sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], env=child_environment, capture_output=True, text=True)
    there = set(ran.stderr.split())
    assert (
        not {"json", "tomllib", "platformdirs", "bondtui.cli.people", "bondtui.cli.output", "bondtui.cli.words"} & there
    )


def test_only_the_verb_that_was_asked_for_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    from bondtui.cli.parser import parse

    built: list[str] = []
    original = argparse.ArgumentParser.__init__

    def counting(self: argparse.ArgumentParser, *args: object, **kwargs: object) -> None:
        built.append(str(kwargs.get("prog")))
        original(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(argparse.ArgumentParser, "__init__", counting)
    parse(["--db", "x", "due"])
    assert built == ["bondtui", "bondtui due"]
