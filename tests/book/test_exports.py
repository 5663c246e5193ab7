"""What leaves the book: everybody in every format, whole or as it was, and nothing that was not to be handed over."""

import csv
import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from bondtui.book import Book, exports
from bondtui.book.exchange import Audience, Format
from bondtui.book.imports import Wanted
from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.stages import Stage
from bondtui.errors import BondtuiError, Cancelled, Refused
from bondtui.exchange import safe_file

ME, HANDOVER = Audience.ME, Audience.HANDOVER
LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|[^\[\]|]+)?\]\]")


@pytest.fixture
def people(book: Book, open_book: Callable[..., Book]) -> dict[str, str]:
    """Anna came through Omar and met him twice, once in private; Gone is archived."""
    early = open_book(date(2026, 1, 5))
    omar = early.contacts.add(ContactForm("Omar Haddad", Stage.PARTNER)).uid
    anna = early.contacts.add(
        ContactForm(
            "Anna Petrova", Stage.FRIEND, aliases=("Anya",), company="Studio Lumen", expertise="retail",
            how_met="through Omar at a fair", about="# Likes\n- linen", tags=("web", "fair"), referred_by=omar,
            methods=(ContactMethod("email", "anna@lumen.example", "work"), ContactMethod("phone", "+49 170 1")),
            dates=(ImportantDate("birthday", PartialDate(2, 29)),),
        )
    ).uid  # fmt: skip
    gone = early.contacts.add(ContactForm("Gone Away")).uid
    early.contacts.archive(gone)
    for line in ("met Anna and Omar 1 Oct: lunch talk #thanked", "met Anna and Omar 5 Oct: her divorce !private"):
        book.interactions.log(book.interactions.understand(line))
    return {"anna": anna, "omar": omar, "gone": gone}


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def table(book: Book, audience: Audience, *uids: str) -> dict[str, dict[str, str]]:
    data = b"".join(book.exchange.data(Format.CSV, audience, uids or None)).decode("utf-8-sig")
    return {row["name"]: row for row in csv.DictReader(StringIO(data, newline=""))}


def card(book: Book, audience: Audience, *uids: str) -> str:
    return b"".join(book.exchange.data(Format.VCF, audience, uids or None)).decode()


def test_everybody_becomes_a_note_and_the_index_leads_to_all(
    book: Book, people: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "vault"
    written = book.exchange.export_all(folder, Format.MD, ME)
    assert [path.name for path in written] == ["Anna Petrova.md", "Gone Away.md", "Omar Haddad.md", "index.md"]
    notes = texts(folder)
    assert set(notes) == {path.name for path in written}
    assert "Referred by [[Omar Haddad]]." in notes["Anna Petrova.md"]
    assert "with [[Anna Petrova]] `#thanked`: lunch talk" in notes["Omar Haddad.md"]
    assert {f"{target}.md" for note in notes.values() for target in LINK.findall(note)} <= set(notes)
    assert "## Friends\n\n- [[Anna Petrova]] · Studio Lumen\n\n## Partners\n\n- [[Omar Haddad]]" in notes["index.md"]
    assert "## Archived\n\n- [[Gone Away]]\n" in notes["index.md"]
    assert [folder.stat().st_mode & 0o777, *{path.stat().st_mode & 0o777 for path in written}] == [0o700, 0o600]


def test_a_second_export_writes_the_same_and_touches_only_what_changed(
    book: Book, people: dict[str, str], tmp_path: Path
) -> None:
    book.exchange.export_all(tmp_path / "v", Format.MD, ME)
    before = {path.name: path.stat().st_ino for path in (tmp_path / "v").iterdir()}
    said = texts(tmp_path / "v")
    book.contacts.tag([people["omar"]], ["new"])
    book.exchange.export_all(tmp_path / "v", Format.MD, ME)
    after = {path.name: path.stat().st_ino for path in (tmp_path / "v").iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"Omar Haddad.md", "index.md"}
    assert {name for name, text in texts(tmp_path / "v").items() if text != said[name]} == {"Omar Haddad.md"}


def test_a_birthday_is_one_however_it_is_written(book: Book) -> None:
    for day in (4, 5):
        book.contacts.add(ContactForm("Bo Lind", dates=(ImportantDate("Birthday", PartialDate(12, day)),)))
    assert table(book, ME)["Bo Lind"]["birthday"] == "'--12-05"
    assert book.contacts.duplicates().pairs == ()


def test_what_is_not_an_exports_stays_and_the_notes_take_other_names(
    book: Book, people: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "v" / ".obsidian").mkdir(parents=True)
    for name in ("anna petrova.md", "index.md", "Omar Haddad.txt", "more.md"):
        (tmp_path / "v" / name).write_text("mine")
    for _ in range(2):
        book.exchange.export_all(tmp_path / "v", Format.MD, ME)
        notes = {path.name: path.read_text() for path in (tmp_path / "v").iterdir() if path.is_file()}
        mine = {name for name, text in notes.items() if text == "mine"}
        assert mine == {"anna petrova.md", "index.md", "Omar Haddad.txt", "more.md"}
        other = f"Anna Petrova ({people['anna']})"
        assert set(notes) - mine == {f"{other}.md", "Gone Away.md", "Omar Haddad.md", "index (index).md"}
        assert f"with [[{other}|Anna Petrova]] `#thanked`: lunch talk" in notes["Omar Haddad.md"]
    assert (tmp_path / "v" / ".obsidian").is_dir()


def test_the_notes_of_who_was_renamed_or_removed_stay_until_one_deletes_them(
    book: Book, people: dict[str, str], tmp_path: Path
) -> None:
    book.exchange.export_all(tmp_path / "v", Format.MD, ME)
    book.contacts.edit(people["anna"], replace(book.contacts.form(people["anna"]), name="Anna Berg"))
    book.contacts.remove(people["omar"])
    other = book.contacts.add(ContactForm("Omar Haddad")).uid
    book.exchange.export_all(tmp_path / "v", Format.MD, ME)
    notes = texts(tmp_path / "v")
    assert set(notes) == {
        "Anna Petrova.md", "Anna Berg.md", "Omar Haddad.md", f"Omar Haddad ({other}).md", "Gone Away.md", "index.md",
    }  # fmt: skip
    assert people["omar"] in notes["Omar Haddad.md"]
    assert LINK.findall(notes["index.md"]) == ["Anna Berg", f"Omar Haddad ({other})", "Gone Away"]


@pytest.mark.parametrize("format", Format)
def test_of_every_format_there_is_a_file_for_everybody(
    book: Book, people: dict[str, str], tmp_path: Path, format: Format
) -> None:
    expected = {
        Format.VCF: ("contacts.vcf", 3), Format.CSV: ("contacts.csv", 3), Format.ICS: ("bondtui.ics", 0),
        Format.JSON: ("book.jsonl", 3), Format.MD: ("index.md", 1),
    }  # fmt: skip
    name, archived = expected[format]
    for _ in range(2):
        written = book.exchange.export_all(tmp_path / "out", format, ME)
        assert written[-1] == tmp_path / "out" / name
        text = written[-1].read_text(encoding="utf-8")
        assert "Anna Petrova" in text
        assert ("Gone Away" in text) is bool(archived)
        assert written[-1].stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("format", [Format.VCF, Format.CSV, Format.JSON])
def test_what_comes_back_to_the_book_it_left_is_all_there_and_changes_nothing(
    book: Book, people: dict[str, str], tmp_path: Path, format: Format
) -> None:
    [file] = book.exchange.export_all(tmp_path / "out", format, ME)
    before = book.safety.history()
    report = book.exchange.import_file(file, Wanted())
    assert (report.added, report.updated, report.skipped, report.warnings) == (0, 0, 0, [])
    assert report.unchanged >= len(people)
    assert book.safety.history() == before


@pytest.mark.parametrize("format", [Format.VCF, Format.CSV, Format.ICS, Format.JSON])
def test_a_file_of_that_name_that_no_export_wrote_is_not_replaced(
    book: Book, people: dict[str, str], tmp_path: Path, format: Format
) -> None:
    there = tmp_path / exports.FILES[format]
    there.write_text("Name,Phone\nAnn,1\n")
    with pytest.raises(Refused, match="is no export of a book"):
        book.exchange.export_all(tmp_path, format, ME)
    assert there.read_text() == "Name,Phone\nAnn,1\n"
    there.write_text("")
    book.exchange.export_all(tmp_path, format, ME)
    assert "Anna" in there.read_text(encoding="utf-8")


@pytest.mark.parametrize("format", [Format.MD, Format.CSV])
def test_what_stands_in_the_way_is_said_in_one_sentence(
    book: Book, people: dict[str, str], tmp_path: Path, format: Format
) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(Refused):
            book.exchange.export_all(folder, format, ME)
    os.mkfifo(tmp_path / "contacts.csv")
    with pytest.raises(Refused, match="not a regular file"):
        book.exchange.export_all(tmp_path, Format.CSV, ME)


def test_what_is_handed_over_says_nothing_private_in_any_format(
    book: Book, people: dict[str, str], tmp_path: Path
) -> None:
    rows, own = table(book, HANDOVER), table(book, ME)
    assert (own["Anna Petrova"]["last contact"], own["Anna Petrova"]["due"]) == ("2026-10-05", "2026-11-04")
    assert (rows["Anna Petrova"]["last contact"], rows["Anna Petrova"]["due"]) == ("2026-10-01", "2026-10-31")
    assert own["Anna Petrova"]["expertise"] == "retail"
    assert (rows["Anna Petrova"]["expertise"], rows["Anna Petrova"]["how met"]) == ("", "")
    assert rows["Anna Petrova"]["tags"] == "web\nfair"
    assert "retail" in card(book, ME)
    assert "retail" not in card(book, HANDOVER)
    assert "through Omar" not in card(book, HANDOVER)
    days = b"".join(book.exchange.data(Format.ICS, HANDOVER)).decode()
    assert "20261031" in days
    assert "20261104" not in days
    book.exchange.export_all(tmp_path, Format.MD, HANDOVER)
    note = (tmp_path / "Anna Petrova.md").read_text(encoding="utf-8")
    assert "divorce" not in note
    assert "thanked" not in note
    assert "Came through a referral." in note
    assert not LINK.search(note)
    assert LINK.findall((tmp_path / "index.md").read_text()) == ["Anna Petrova", "Omar Haddad", "Gone Away"]


def test_what_was_kept_of_a_card_comes_out_for_oneself_and_is_not_handed_over(book: Book, tmp_path: Path) -> None:
    from bondtui.book.imports import Wanted

    (tmp_path / "in.vcf").write_bytes(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mary Ann Lee\r\nN:Lee;Mary Ann;;Dr.;\r\n"
        b"X-SECRET;TYPE=x:her \x1b]52;c;a\x07 key\r\nEND:VCARD\r\n"
    )
    book.exchange.import_file(tmp_path / "in.vcf", Wanted())
    for audience in Audience:
        text = card(book, audience)
        assert "N:Lee;Mary Ann;;Dr.;" in text
        assert ("X-SECRET;TYPE=x:her ]52;c;a key" in text) is (audience is ME)
        assert "\x1b" not in text


def test_the_calendar_of_one_person_has_their_days(book: Book, people: dict[str, str]) -> None:
    data = b"".join(book.exchange.data(Format.ICS, ME, [people["anna"]]))
    events = [str(event["summary"]) for event in Calendar.from_ical(data).walk("VEVENT")]
    assert events == ["Get in touch with Anna Petrova", "Anna Petrova: birthday"]


def test_some_people_are_written_to_the_settings_folder_and_linked_to_the_notes_that_are_there(
    book: Book, people: dict[str, str]
) -> None:
    export, folder = book.exchange.export_people, book.settings.export_dir
    assert export([people["anna"]], Format.MD, ME) == [folder / "Anna Petrova.md"]
    assert not LINK.search((folder / "Anna Petrova.md").read_text())
    export([people["omar"]], Format.MD, ME)
    assert set(LINK.findall((folder / "Omar Haddad.md").read_text())) == {"Anna Petrova"}
    assert export([people["omar"], people["anna"]], Format.CSV, ME) == [folder / "contacts.csv"]
    assert list(table(book, ME, people["omar"], people["anna"])) == ["Anna Petrova", "Omar Haddad"]
    assert set(texts(folder)) == {"Anna Petrova.md", "Omar Haddad.md", "contacts.csv"}


def test_one_persons_summary_takes_the_place_of_no_other_persons(book: Book, people: dict[str, str]) -> None:
    other = book.contacts.add(ContactForm("Anna Petrova", about="the other")).uid
    first, second = (book.exchange.export(uid, ME) for uid in (people["anna"], other))
    assert [first.name, second.name] == ["Anna Petrova.md", f"Anna Petrova ({other}).md"]
    assert book.exchange.export(people["anna"], HANDOVER) == first
    assert "the other" in second.read_text()
    assert book.exchange.export_people([people["anna"], other], Format.MD, ME) == [first, second]


def test_whoever_was_removed_meanwhile_is_left_out(book: Book, people: dict[str, str]) -> None:
    book.contacts.remove(people["omar"])
    uids = list(people.values())
    assert len(book.exchange.export_people(uids, Format.MD, ME)) == 2
    assert set(table(book, ME, *uids)) == {"Anna Petrova", "Gone Away"}


def test_progress_is_told_and_may_stop_it_with_every_file_whole(
    book: Book, people: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PAGE", 1)
    folder, told = tmp_path / "out", list[int]()
    for format in (Format.MD, Format.CSV):
        book.exchange.export_all(folder, format, ME, told.append)
    assert told == [1, 2, 3, 1, 2, 3]
    before = texts(folder)
    for uid in people.values():
        book.contacts.edit(uid, replace(book.contacts.form(uid), about="all new"))

    def stop(written: int) -> None:
        if written == 2:
            raise Cancelled("Stopped.")

    for format in (Format.MD, Format.CSV):
        with pytest.raises(BondtuiError, match="Stopped"):
            book.exchange.export_all(folder, format, ME, stop)
    after = texts(folder)
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"Anna Petrova.md", "Gone Away.md"}
    assert all("all new" in after[name] for name in changed)


def test_a_full_disk_leaves_the_old_files(
    book: Book, people: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    for format in (Format.MD, Format.CSV):
        book.exchange.export_all(folder, format, ME)
    before = texts(folder)
    book.contacts.tag(list(people.values()), ["new"])

    def full(fd: int, data: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_file.os, "write", full)
    for format in (Format.MD, Format.CSV):
        with pytest.raises(Refused, match="No space left"):
            book.exchange.export_all(folder, format, ME)
    assert texts(folder) == before


def test_a_book_that_is_not_there_yet_leaves_an_empty_index(book: Book, tmp_path: Path) -> None:
    assert book.exchange.export_all(tmp_path / "v", Format.MD, ME) == [tmp_path / "v" / "index.md"]
    assert table(book, ME) == {}


EXPORTING = """
import sys
from datetime import date
from pathlib import Path
from bondtui.book import Book
from bondtui.book.exchange import Audience, Format
from bondtui.settings import Settings
path, folder = Path(sys.argv[1]), Path(sys.argv[2])
book = Book.open(path, Settings(export_dir=folder), lambda: date(2026, 11, 23))
everybody = [each.uid for each in book.contacts.list()]
for number in range(10_000):
    book.contacts.tag(everybody, [f"round{number}"], [f"round{number - 1}"])
    for format in (Format.MD, Format.CSV, Format.VCF):
        book.exchange.export_all(folder, format, Audience.ME)
    print(number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.25, 0.5])
def test_a_killed_export_leaves_every_file_whole_the_old_or_the_new_one(
    book: Book, tmp_path: Path, seconds: float
) -> None:
    for number in range(120):
        book.contacts.add(ContactForm(f"Person {number:03}", about="long " * 2000))
    folder = tmp_path / "vault"
    running = subprocess.Popen(
        [sys.executable, "-c", EXPORTING, str(book.path), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "0\n"
    select.select([], [], [], seconds)
    running.send_signal(signal.SIGKILL)
    done = [0, *map(int, running.stdout.read().split())][-1]
    running.communicate()

    rounds = {f"round{done}", f"round{done + 1}"}
    notes = {name: text for name, text in texts(folder).items() if name.startswith("Person")}
    assert len(notes) == 120
    for text in notes.values():
        head, body = text.split("\n---\n")
        tags = json.loads(head.partition("\ntags: ")[2].partition("\n")[0])
        assert rounds.issuperset(tags)
        assert body.count("long") == 2000
    assert (folder / "index.md").read_text().count("[[Person") == 120
    rows = list(csv.DictReader(StringIO((folder / "contacts.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [row["name"] for row in rows] == [f"Person {number:03}" for number in range(120)]
    assert len({row["tags"] for row in rows}) == 1
    assert (folder / "contacts.vcf").read_text().count("END:VCARD\n") == 120
    left = {path.name for path in folder.iterdir()} - notes.keys() - {"index.md", "contacts.csv", "contacts.vcf"}
    assert all(re.fullmatch(r"\.bondtui-[0-9a-f]{16}\.tmp", name) for name in left)
    book.exchange.export_all(folder, Format.MD, ME)
