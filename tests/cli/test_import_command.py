"""What `import` does besides reading: backups, several files, files that are none, what was done to the book since."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.imported import DATA, SAMPLES, bring, figures, report, rows
from tests.modes import bound_by_modes


def test_before_an_import_a_backup_is_taken_also_of_a_book_that_was_changed_today(run: Run) -> None:
    run("add", "Anna Berg")
    run("add", "Ben Birch")
    assert run("backups", "--json").json["backups"] == []

    bring(run, "apple.vcf")
    bring(run, "nokia.vcf")

    listed = run("backups", "--json").json["backups"]
    assert [(each["contacts"], each["ok"]) for each in listed] == [(7, True), (2, True)]


def test_the_first_change_of_a_day_takes_one_backup_and_not_two(run: Run) -> None:
    run("add", "Anna Berg", today="2026-11-22")

    bring(run, "apple.vcf")

    assert [each["contacts"] for each in run("backups", "--json").json["backups"]] == [1]


def test_several_files_are_imported_in_turn_and_one_that_is_none_does_not_stop_the_others(
    run: Run, tmp_path: Path
) -> None:
    files = [str(DATA / "apple.vcf"), str(tmp_path / "none.vcf"), str(DATA / "google.csv")]

    ran = run("import", *files, "--json")

    assert (ran.code, ran.err) == (1, f"{tmp_path / 'none.vcf'} is not a file.\n")
    told = json.loads(ran.out)
    assert (told["schema"], [(each["kind"], each["added"]) for each in told["files"]]) == (
        1, [("vcard", 5), ("google", 13)],
    )  # fmt: skip
    labels = [each["label"] for each in run("history", "--json").json["changes"]]
    assert labels == ["Imported google.csv", "Imported apple.vcf"]


def test_a_dry_run_of_several_files_says_what_importing_them_in_turn_does(run: Run, tmp_path: Path) -> None:
    first, cut, second = (tmp_path / name for name in ("first.csv", "cut.json", "second.csv"))
    first.write_text("Name,Email\nBob,b@x.example\nEva,e@x.example\n")
    cut.write_bytes((DATA / "monica.json").read_bytes()[:-40])
    second.write_text("Name,Email,Company\nBob,b@x.example,Acme\nZed,z@x.example,\n")
    files = (str(first), str(cut), str(second), str(first), "--json")
    would = run("import", *files, "--dry-run")
    assert run("list", "--json").json["contacts"] == []
    assert run("import", *files) == would
    assert [(each["added"], each["updated"]) for each in json.loads(would.out)["files"]] == [(2, 0), (1, 1), (0, 0)]


def test_a_report_for_eyes_has_the_figures_and_each_warning_with_its_line(run: Run) -> None:
    ran = run("import", str(DATA / "google.csv"), "--dry-run")

    assert ran.out == (
        f"{DATA / 'google.csv'} (google, nothing is changed yet): "
        "14 read, 13 added, 0 updated, 0 unchanged, 1 skipped\n"
        "  line 18: This row is nobody: it has no name, no company, no e-mail address and no phone.\n"
    )


def test_no_name_of_a_file_reaches_the_terminal_as_more_than_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]52;c;eA==\x07\u202eb.vcf"
    path.write_bytes((DATA / "apple.vcf").read_bytes())

    ran = run("import", str(path))
    refused = run("import", str(path), "--from", "google")

    assert ran.code == 0
    assert not any(each in ran.out + refused.err for each in "\x1b\x07\u202e")
    assert run("history").out.endswith("Imported a]52;c;eA==b.vcf\n")


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "meetings.ics"])
def test_what_a_file_is_can_be_said_and_is_seen_whatever_its_name(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes((DATA / name).read_bytes())
    kind, read, added, skipped = SAMPLES[name]

    seen = report(run("import", str(path), "--me", "Rui Castro", "--dry-run", "--json"))
    said = report(run("import", str(path), "--from", kind, "--me", "Rui Castro", "--json"))

    assert seen == said
    assert (said["read"], said["added"], said["skipped"]) == (read, added, skipped)


def test_a_list_of_names_is_a_table_of_one_column(run: Run, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("Name\nAnna Petrova\nOmar Haddad\n")
    told = run("import", str(names), "--json").json["files"][0]
    assert (told["kind"], told["added"]) == ("csv", 2)


def test_a_table_of_no_known_kind_is_read_by_the_names_of_its_columns(run: Run, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("Name;Mail;Shoe size\nAnn Vale;ann@vale.example;41\n", encoding="utf-8")
    (tmp_path / "google.csv").write_bytes((DATA / "google.csv").read_bytes())

    told = report(run("import", str(tmp_path / "customers.csv"), "--json"))
    assert (told["kind"], told["added"]) == ("csv", 1)
    page = run("show", "Ann Vale", "--json").json
    assert (page["methods"][0]["value"], page["about"]) == ("ann@vale.example", "Shoe size: 41")
    assert report(run("import", str(tmp_path / "google.csv"), "--from", "csv", "--dry-run", "--json"))["kind"] == "csv"


def test_what_is_no_file_that_can_be_imported_is_one_sentence_and_makes_no_book(
    run: Run, db: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    (tmp_path / "words").write_text("just some words\n", encoding="utf-8")
    (tmp_path / "zeros").write_bytes(bytes(70_000))
    (tmp_path / "cut.json").write_bytes((DATA / "monica.json").read_bytes()[:9_000])
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    expected = {
        "pipe": "is not a file", "empty": "is empty", "words": "no kind that can be imported",
        "zeros": "no kind that can be imported", "cut.json": "could not be read as a Monica export",
        "link": "is not a file", ".": "is not a file", "a\0b": "",
    }  # fmt: skip

    for name, sentence in expected.items():
        for more in ((), ("--dry-run",)):
            ran = run("import", str(tmp_path / name), *more)
            assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), name
            assert sentence in ran.err
    assert run("import", str(DATA / "whatsapp-ios.txt")).err.startswith("Say who you are in the chat with --me")
    assert not db.exists()


def test_an_import_of_nothing_or_of_an_unknown_kind_is_a_wrong_use(run: Run, db: Path) -> None:
    for arguments in ((), ("",), (str(DATA / "google.csv"), "--from", "outlouk")):
        assert run("import", *arguments).code == 2
    assert not db.exists()


def test_a_file_and_a_book_that_may_not_be_read_or_written_are_one_sentence(
    run: Run, db: Path, tmp_path: Path, child_environment: dict[str, str]
) -> None:
    mine = tmp_path / "mine.vcf"
    mine.write_bytes((DATA / "apple.vcf").read_bytes())
    mine.chmod(0)
    ran = bound_by_modes("import", str(mine), environment=child_environment)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert "could not be read: Permission denied" in ran.stderr
    assert not db.exists()

    run("add", "Anna Berg")
    before = db.read_bytes()
    db.chmod(0o400)
    ran = bound_by_modes("import", str(DATA / "apple.vcf"), environment=child_environment)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "can only be read here" in ran.stderr
    assert db.read_bytes() == before
    ran = bound_by_modes("import", str(DATA / "apple.vcf"), "--dry-run", environment=child_environment)
    assert (ran.returncode, "5 added" in ran.stdout) == (0, True)


def test_what_was_typed_since_stays_and_nobody_who_got_another_name_comes_twice(run: Run, db: Path) -> None:
    bring(run, "google.csv")
    run("edit", "Marit Solberg", "--name", "Marit Holm", "--company", "Holm", "--birthday", "8 March 1980")
    run("edit", "Bäckerei Kornblume", "--name", "Frau Korn")
    run("edit", "hello@studio-quince.example", "--name", "Quince")
    before = rows(db)

    assert figures(bring(run, "google.csv", "--json")) == (14, 0, 0, 13, 1)
    assert rows(db) == before


def test_a_card_whose_owner_got_another_name_is_found_by_its_uid(run: Run, db: Path) -> None:
    bring(run, "apple.vcf")
    run("edit", "Quill, Tobias", "--name", "Tobias Quill")
    before = rows(db)

    assert figures(bring(run, "apple.vcf", "--json")) == (6, 0, 0, 5, 1)
    assert rows(db) == before


def test_what_was_removed_comes_again(run: Run) -> None:
    bring(run, "friends.md")
    run("remove", "Quirine Vos", "--yes")

    assert figures(bring(run, "friends.md", "--json")) == (13, 1, 0, 12, 0)
    assert len(run("show", "Quirine", "--json").json["interactions"]) == 1


def test_a_promise_that_was_kept_or_moved_does_not_come_again(run: Run) -> None:
    bring(run, "monica.json")
    run("snooze", "f1", "2027-01-10")
    run("done", "f1")

    assert figures(bring(run, "monica.json", "--json")) == (8, 0, 0, 6, 2)
    assert len(run("show", "Hana", "--json").json["follow_ups"]) == 1


def test_two_address_books_make_one_contact_of_the_same_person(run: Run, tmp_path: Path) -> None:
    bring(run, "linkedin.csv")
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Rasmus  HOLM\nEMAIL:Rasmus@Holmbyg.example\nTEL:+45 1\nTITLE:Boss\nEND:VCARD\n"
    (tmp_path / "one.vcf").write_text(card, encoding="utf-8")

    assert figures(run("import", str(tmp_path / "one.vcf"), "--json")) == (1, 0, 1, 0, 0)
    page = run("show", "Rasmus Holm", "--json").json
    assert page["contact"]["role"] == "Partner"
    assert [each["value"] for each in page["methods"]][1:] == ["rasmus@holmbyg.example", "+45 1"]
