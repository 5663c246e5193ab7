"""Each sample, imported from the command line: its counts, its warnings, and everything that is in the book then."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.imported import DATA, SAMPLES, bring, everybody, report, rows

TOLD = Path(__file__).with_name("brought.txt").read_text(encoding="utf-8")
BROUGHT = dict(part.split("\n", 1) for part in TOLD.split("\n== ")[1:])
WARNED = {
    "google.csv": [18], "linkedin.csv": [9], "apple.vcf": [74], "nextcloud.vcf": [45],
    "broken.vcf": [9, 12, 20, 23, 27, 28, 30, 37], "monica.json": [None, None],
    "meetings.ics": [74, 82, 91, 100, 108],
}  # fmt: skip
"""The lines the warnings are for; in JSON there are none."""


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_gives_its_counts_and_its_people_with_everything_in_its_place(run: Run, name: str) -> None:
    told = report(bring(run, name, "--json"))

    assert (told["kind"], told["read"], told["added"], told["skipped"]) == SAMPLES[name]
    assert [each["line"] for each in told["warnings"]] == WARNED.get(name, [])
    assert all(each["why"] for each in told["warnings"])
    brought = everybody(run) + everybody(run, "is:archived")
    assert brought.rstrip("\n").split("\n") == BROUGHT[name].rstrip("\n").split("\n")
    assert run("doctor").code == 0


@pytest.mark.parametrize("name", SAMPLES)
def test_importing_a_sample_again_changes_no_row(run: Run, db: Path, name: str) -> None:
    first = report(bring(run, name, "--json"))
    before = rows(db)

    told = report(bring(run, name, "--json"))

    unchanged = first["added"] + first["updated"] + first["unchanged"]
    assert (told["added"], told["updated"], told["unchanged"]) == (0, 0, unchanged)
    assert (told["skipped"], told["warnings"]) == (first["skipped"], first["warnings"])
    assert rows(db) == before
    assert run("doctor").code == 0


@pytest.mark.parametrize("name", SAMPLES)
def test_one_undo_takes_a_sample_back_with_every_row_and_redo_brings_it_again(run: Run, db: Path, name: str) -> None:
    bring(run, "linkedin.csv" if name != "linkedin.csv" else "google.csv")
    run("add", "Petra Vogel", "--email", "petra@vogel.example")
    run("add", "Andrzej Sowa", "--email", "andrzej@sowa.example")
    before = entered(db)
    bring(run, name)
    after = entered(db)

    undone = run("undo", "--json").json["undone"]

    assert [each["label"] for each in undone] == [f"Imported {name}"]
    assert entered(db) == before
    run("redo")
    assert entered(db) == after
    assert run("doctor").code == 0


def entered(path: Path) -> list[str]:
    """Every row but those of the history itself and of the numbers that were given."""
    history = ('INSERT INTO "change', 'INSERT INTO "sqlite_sequence', 'INSERT INTO "contact_search_')
    return [row for row in rows(path) if not row.startswith((*history, 'INSERT INTO "interaction_search_'))]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_dry_run_says_the_same_and_changes_nothing(run: Run, db: Path, name: str) -> None:
    run("add", "Petra Vogel", "--email", "petra@vogel.example")
    run("add", "Andrzej Sowa", "--email", "andrzej@sowa.example")
    before = {path: path.read_bytes() for path in db.parent.rglob("*") if path.is_file()}

    would = report(bring(run, name, "--json", "--dry-run"))

    assert {path: path.read_bytes() for path in db.parent.rglob("*") if path.is_file()} == before
    assert report(bring(run, name, "--json")) == would


@pytest.mark.parametrize("name", SAMPLES)
def test_a_dry_run_makes_no_book(run: Run, db: Path, name: str) -> None:
    told = report(run("import", str(DATA / name), "--me", "Rui Castro", "--dry-run", "--json"))

    _, read, added, skipped = SAMPLES[name]
    assert (told["read"], told["added"], told["skipped"]) == (
        (10, 0, 10) if name == "meetings.ics" else (read, added, skipped)
    )
    assert not db.parent.exists()


def test_what_a_card_has_no_place_for_is_kept_with_it(run: Run, db: Path) -> None:
    bring(run, "nextcloud.vcf")

    with closing(sqlite3.connect(db)) as book:
        kept = dict(book.execute("SELECT line, name FROM vcard_property JOIN contact ON contact.id = contact_id"))
    assert kept["TZ:Europe/Warsaw"] == kept["IMPP:xmpp:ewa@chat.example"] == "Ewa Król"
    assert kept["REV:20260901T101500Z"] == "Yara Haidar"
    assert len([line for line in kept if line.startswith("PHOTO:data:image/jpeg;base64,/9j/4AAQ")]) == 1


def test_all_samples_together_are_one_book(run: Run) -> None:
    for name in SAMPLES:
        bring(run, name)

    assert run("doctor").code == 0
    names = [each["name"] for each in run("list", "--json").json["contacts"]]
    # Linh Tran is in two files, once with nothing that tells her from another one.
    assert len(names) == 13 + 6 + 6 + 6 + 5 + 4 + 5 + 7 + (6 - 1) + 5 + 1 + 1
