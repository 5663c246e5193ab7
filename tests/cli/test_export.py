"""export from the shell: one contact or all, to a file, a folder or stdout."""

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def ben(run: Run, anna: str) -> str:
    """Ben, whom Anna recommended; both were met once."""
    uid: str = run("add", "Ben Okri", "--referred-by", "Anna", "--birthday", "12-04", "--json").json["contact"]["uid"]
    run("log", "met Anna Petrova and Ben Okri: talked")
    return uid


def test_of_one_contact_there_is_a_card_a_row_and_a_calendar(run: Run, anna: str, ben: str) -> None:
    card = run("export", "Anna", "--format", "vcf").out
    assert card.splitlines()[:4] == ["BEGIN:VCARD", "VERSION:3.0", f"UID:{anna}", "FN:Anna Petrova"]
    assert card.count("BEGIN:VCARD") == 1
    (row,) = csv.DictReader(StringIO(run("export", "Ben", "--format", "csv").out.removeprefix("\ufeff"), newline=""))
    assert (row["uid"], row["birthday"]) == (ben, "'--12-04")
    days = run("export", "Ben", "--format", "ics").out
    assert "SUMMARY:Get in touch with Ben Okri" in days
    assert "SUMMARY:Ben Okri: birthday" in days
    assert "Anna" not in days


def test_nobody_named_is_everybody_the_archived_too_but_for_the_calendar(run: Run, anna: str, ben: str) -> None:
    run("archive", "Ben")
    assert run("export", "--format", "vcf").out.count("BEGIN:VCARD") == 2
    assert "Ben Okri" in run("export", "--format", "csv").out
    assert "Ben Okri" not in run("export", "--format", "ics").out
    assert "Ben Okri" in run("export", "--format", "json").out


def test_stdout_is_the_same_bytes_as_a_file(
    run: Run, anna: str, ben: str, tmp_path: Path, child_environment: dict[str, str]
) -> None:
    run("edit", "Ben", "--name", "Bén 健")
    for format in ("vcf", "csv", "ics", "json"):
        file = tmp_path / f"out.{format}"
        assert run("export", "--format", format, "-o", str(file), "--json").json["written"] == [str(file)]
        ran = subprocess.run(
            [sys.executable, "-m", "bondtui", "export", "--format", format],
            capture_output=True, check=True, env={**child_environment, "PYTHONIOENCODING": "ascii"},
        )  # fmt: skip
        assert ran.stdout == file.read_bytes()


def test_a_spreadsheet_runs_nothing_of_what_is_in_the_table(run: Run) -> None:
    run("add", "=cmd|' /C calc'!A0", "--company", "@SUM(1)", "--phone", "+49 170")
    (row,) = csv.DictReader(StringIO(run("export", "--format", "csv").out.removeprefix("\ufeff"), newline=""))
    assert (row["name"][:2], row["company"], row["phones"]) == ("'=", "'@SUM(1)", "'+49 170")


def test_all_of_them_become_a_folder_of_notes(run: Run, anna: str, ben: str, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    ran = run("export", "--all", str(folder))
    assert ran.out == f"Wrote 2 notes and index.md to {folder}\n"
    assert "Referred [[Ben Okri]]." in (folder / "Anna Petrova.md").read_text(encoding="utf-8")
    (folder / "mine.md").write_text("mine")
    written = run("export", "--all", str(folder), "--format", "md", "--for", "handover", "--json").json["written"]
    assert written == [str(folder / name) for name in ("Anna Petrova.md", "Ben Okri.md", "index.md")]
    assert "Ben" not in (folder / "Anna Petrova.md").read_text(encoding="utf-8").partition("## Timeline")[0]
    assert (folder / "mine.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("format", "name"),
    [("vcf", "contacts.vcf"), ("csv", "contacts.csv"), ("ics", "bondtui.ics"), ("json", "book.jsonl")],
)
def test_of_another_format_the_folder_gets_one_file(
    run: Run, anna: str, tmp_path: Path, format: str, name: str
) -> None:
    folder = tmp_path / "out"
    assert run("export", "--all", str(folder), "--format", format).out == f"Wrote {folder / name}\n"
    assert "Anna Petrova" in (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text("somebody else's")
    refused = run("export", "--all", str(folder), "--format", format)
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (1, "", 1)
    assert (folder / name).read_text() == "somebody else's"


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("--all", ""), ("--all", "x", "Anna"), ("--all", "x", "-o", "y"), ("Anna", "-o", ""),
        ("Anna", "--format", "json"), ("--format", "json", "--for", "handover"), ("--format", "xls"),
        ("--all", "x", "--format", "json", "--for", "handover"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_wrong_usage(
    run: Run, anna: str, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("export", *arguments).code == 2
    assert not Path("x").exists()


def test_nobody_of_that_name_is_nobody_in_any_format(run: Run, anna: str) -> None:
    for format in ("md", "vcf", "csv", "ics"):
        assert run("export", "Nemo", "--format", format).code == 3


def test_an_output_that_is_closed_or_full_is_said_in_one_sentence(anna: str, child_environment: dict[str, str]) -> None:
    command = f"{sys.executable} -m bondtui export Anna"
    for where in (">&-", ">/dev/full"):
        ran = subprocess.run(
            ["/bin/sh", "-c", f"{command} {where}"], capture_output=True, text=True, env=child_environment, check=False
        )
        assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1), ran.stderr


def test_whoever_reads_slowly_does_not_hold_up_the_book(run: Run, anna: str, child_environment: dict[str, str]) -> None:
    for number in range(40):
        run("add", f"Person {number}", "--about", "long " * 12_000)
    reader, writer = os.pipe()
    slow = subprocess.Popen(
        [sys.executable, "-m", "bondtui", "export", "--format", "json"], stdout=writer, env=child_environment
    )
    os.close(writer)
    with os.fdopen(reader, "rb") as out:
        first = out.readline()
        assert json.loads(first)["schema"] == 1
        assert run("add", "Meanwhile").code == 0
        assert b"Meanwhile" not in out.read()
    assert slow.wait() == 0
