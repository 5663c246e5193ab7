"""The use cases over a real file: what is acknowledged is there, what is refused changes nothing."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.queries import Sort
from bondtui.domain.stages import Stage
from bondtui.errors import Ambiguous, BookRefused, NotFound, Refused
from bondtui.settings import Settings
from tests.conftest import TODAY

FULL = ContactForm(
    "Anna Petrova", Stage.PARTNER, date(2025, 3, 1), ("Anya",), "Studio Lumen", "owner", "retail", "# hi", "at a fair",
    (ContactMethod("email", "anna@lumen.example", "work"),), (ImportantDate("birthday", PartialDate(2, 29)),),
    ("web",), 14, None,
)  # fmt: skip


def dump(book: Book) -> list[object]:
    tables = [row[0] for row in book.reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [(table, book.reader.rows(f"SELECT * FROM {table} ORDER BY 1")) for table in tables if "search" not in table]


def test_nothing_is_created_until_something_is_written(open_book: Callable[..., Book], tmp_path: Path) -> None:
    book = open_book()
    assert (book.contacts.list(), book.nudges.due(), book.due_count()) == ([], [], 0)
    assert not (tmp_path / "data").exists()


def test_a_new_book_is_for_its_owner_alone_under_any_umask(open_book: Callable[..., Book]) -> None:
    before = os.umask(0)
    try:
        book = open_book()
        book.contacts.add(ContactForm("Anna"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(book.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(book.path.parent.stat().st_mode) == 0o700


def test_every_field_of_a_contact_comes_back_as_it_was_given(book: Book) -> None:
    anna = book.contacts.add(FULL)
    assert book.contacts.form(anna.uid) == FULL
    assert book.contacts.edit(anna.uid, FULL) == book.contacts.get(anna.uid)


def test_editing_with_nothing_changed_writes_nothing(book: Book) -> None:
    anna = book.contacts.add(FULL)
    before = book.reader.rows("SELECT count(*) FROM change")
    book.contacts.edit(anna.uid, book.contacts.form(anna.uid))
    assert book.reader.rows("SELECT count(*) FROM change") == before


@pytest.mark.parametrize(
    "changed",
    [
        {"name": " \n"}, {"name": "x" * 1001}, {"about": "ж" * 40_000}, {"every_days": -1}, {"since": date(2027, 1, 1)},
        {"methods": (ContactMethod("email", "no address"),)}, {"methods": (ContactMethod("pigeon", "x"),)},
    ],
)  # fmt: skip
def test_a_form_that_cannot_stand_is_refused_and_changes_nothing(book: Book, changed: dict) -> None:
    anna = book.contacts.add(FULL)
    before = dump(book)
    with pytest.raises(Refused):
        book.contacts.edit(anna.uid, replace(FULL, **changed))
    assert dump(book) == before


def test_a_referral_cycle_is_refused_with_its_chain(book: Book) -> None:
    anna = book.contacts.add(ContactForm("Anna"))
    omar = book.contacts.add(ContactForm("Omar", referred_by=anna.uid))
    jo = book.contacts.add(ContactForm("Jo", referred_by=omar.uid))
    with pytest.raises(Refused, match="Jo ← Omar ← Anna"):
        book.contacts.edit(anna.uid, ContactForm("Anna", referred_by=jo.uid))


def test_a_name_is_found_by_whole_name_alias_short_form_part_and_id(book: Book) -> None:
    anna = book.contacts.add(FULL)
    book.contacts.add(ContactForm("Annabel Lee"))
    for name in ("anna petrova", "ANYA", "anna", "Anna P.", "petro", anna.uid):
        assert book.contacts.find(name).uid == anna.uid
    with pytest.raises(Ambiguous) as caught:
        book.contacts.find("ann")
    assert len(caught.value.candidates) == 2
    with pytest.raises(NotFound):
        book.contacts.find("Zoe")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ana Ávila", "Anna Petrova", "田中 健"]), ("lumen", ["Anna Petrova"]),
        ("stage:partner", ["Anna Petrova"]),
        ("tag:WEB ret", ["Anna Petrova"]), ("avi", ["Ana Ávila"]), ("av", ["Ana Ávila"]), ("田中", ["田中 健"]),
        ("due:yes", []), ("referred-by:anna", ["Ana Ávila"]), ('"', []), ("100%", []), ("' OR 1=1 --", []),
        ("cinnamon", ["田中 健"]), ("anna due:", ["Anna Petrova"]), ("anna tag:", ["Anna Petrova"]),
    ],
)  # fmt: skip
def test_the_filter_finds_by_name_company_tag_text_and_fields(book: Book, query: str, names: list[str]) -> None:
    anna = book.contacts.add(FULL)
    book.contacts.add(ContactForm("Ana Ávila", referred_by=anna.uid))
    book.contacts.add(ContactForm("田中 健"))
    book.interactions.log(book.interactions.understand("met 田中健: cinnamon buns"))
    assert [each.name for each in book.contacts.list(query)] == names


@pytest.mark.parametrize("sort", Sort)
def test_every_order_holds_everybody_both_ways(book: Book, sort: Sort) -> None:
    for name in ("Anna", "Omar", "Jo"):
        book.contacts.add(ContactForm(name))
    assert set(book.contacts.search("", sort=sort)) == set(book.contacts.search("", sort=sort, descending=True))


def test_removing_a_contact_keeps_what_they_shared_with_others(book: Book) -> None:
    anna, omar = book.contacts.add(FULL), book.contacts.add(ContactForm("Omar Haddad"))
    book.interactions.log(book.interactions.understand("called Anna: alone +2w ask"))
    book.interactions.log(book.interactions.understand("lunch with Anna and Omar: together"))
    book.contacts.remove(anna.uid)
    assert [each.text for each in book.interactions.timeline(omar.uid)] == ["together"]
    assert book.reader.rows("SELECT count(*) FROM interaction") == [(1,)]
    assert book.reader.rows("PRAGMA foreign_key_check") == []


def test_follow_ups_are_promised_done_reopened_amended_snoozed_and_removed(book: Book) -> None:
    anna = book.contacts.add(FULL)
    made = book.follow_ups.promise(anna.uid, TODAY, "send the quote")
    assert [nudge.id for nudge in book.nudges.due()] == [made.id]
    book.follow_ups.snooze(made.id, date(2026, 11, 25))
    assert book.nudges.due() == []
    assert book.follow_ups.done(made.id).done_on == TODAY
    with pytest.raises(Refused):
        book.follow_ups.done(made.id)
    assert book.follow_ups.done(made.id, undo=True).done_on is None
    assert book.follow_ups.amend(made.id, date(2026, 12, 1), "send it").text == "send it"
    book.follow_ups.remove(made.id)
    with pytest.raises(NotFound):
        book.follow_ups.get(made.id)


def test_nothing_is_written_without_its_image(book: Book) -> None:
    """Replaying the journal's images from nothing gives every row of every table, kept columns aside."""
    anna = book.contacts.add(FULL)
    book.contacts.edit(anna.uid, replace(FULL, name="Anna P", tags=(), aliases=("A", "B")))
    logged = book.interactions.log(book.interactions.understand("lunch with Anna and **Zoe Lind** #thanked +2w ask"))
    book.interactions.amend(
        logged.interaction.uid, replace(book.interactions.form(logged.interaction.uid), signals=(), text="other")
    )
    book.journey.move(anna.uid, Stage.FRIEND, reason="dinner")
    book.nudges.snooze(anna.uid, date(2026, 12, 24))
    book.follow_ups.done(logged.follow_ups[0].id)
    book.contacts.remove(book.contacts.find("Zoe").uid)
    rows: dict[tuple[str, int], dict] = {}
    for table, row, before, after in book.reader.rows(
        "SELECT table_name, row_id, before, after FROM change_row ORDER BY id"
    ):
        assert (json.loads(before) if before else None) == rows.get((table, row))
        rows.pop((table, row), None)
        if after:
            rows[table, row] = json.loads(after)
    for table in {table for table, _ in rows}:
        ids = {row for name, row in rows if name == table}
        assert {row[0] for row in book.reader.rows(f"SELECT id FROM {table}")} == ids
    for (table, row), image in rows.items():
        (real,) = book.reader.rows(f"SELECT {', '.join(image)} FROM {table} WHERE id = {row}")
        assert list(real) == [int(value) if isinstance(value, bool) else value for value in image.values()]


def test_a_change_by_another_process_is_noticed(open_book: Callable[..., Book]) -> None:
    mine, theirs = open_book(), open_book()
    theirs.contacts.add(ContactForm("Anna"))
    before = mine.version()
    theirs.contacts.add(ContactForm("Omar"))
    assert mine.version() != before


def test_four_processes_writing_at_once_lose_nothing(book: Book, tmp_path: Path) -> None:
    book.contacts.add(ContactForm("Anna"))
    code = """
import sys; from datetime import date; from pathlib import Path
from bondtui.book import Book; from bondtui.settings import Settings
book = Book.open(Path(sys.argv[1]), Settings(export_dir=Path(sys.argv[1]).parent), lambda: date(2026, 11, 23))
for number in range(10):
    book.interactions.log(book.interactions.understand(f"called Anna: {sys.argv[2]}-{number}"))
"""
    running = [subprocess.Popen([sys.executable, "-c", code, str(book.path), str(each)]) for each in range(4)]
    assert [each.wait() for each in running] == [0] * 4
    texts = {each.text for each in book.interactions.timeline(book.contacts.find("Anna").uid, limit=-1)}
    assert texts == {f"{who}-{number}" for who in range(4) for number in range(10)}


def test_four_commands_changing_one_contact_and_one_entry_at_once_lose_nothing(book: Book) -> None:
    uid = book.contacts.add(ContactForm("Anna")).uid
    entry = book.interactions.log(book.interactions.understand("called Anna: hello")).interaction.uid
    code = """
import sys
from bondtui.cli import main
for number in range(5):
    assert main(["--db", sys.argv[1], "edit", sys.argv[2], "--tag", f"t{sys.argv[4]}{number}"]) == 0
assert main(["--db", sys.argv[1], "amend", sys.argv[3], "--signal", sys.argv[5]]) == 0
"""
    signals = ("thanked", "invited", "idea", "opened-up")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(book.path), uid, entry, str(number), signal], stdout=subprocess.DEVNULL
        )
        for number, signal in enumerate(signals)
    ]
    assert [each.wait() for each in running] == [0] * 4
    assert set(book.contacts.form(uid).tags) == {f"t{who}{number}" for who in range(4) for number in range(5)}
    assert {each.value for each in book.interactions.form(entry).signals} == set(signals)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"just a text file, nothing more", b"SQLite format 3\x00" + b"\x00" * 5000]
)
def test_a_file_that_is_no_book_is_refused_and_not_touched(tmp_path: Path, settings: Settings, content: bytes) -> None:
    path = tmp_path / "no.db"
    path.write_bytes(content)
    with pytest.raises(BookRefused):
        Book.open(path, settings, lambda: TODAY)
    assert path.read_bytes() == content


def test_another_programs_database_a_newer_book_a_folder_and_a_pipe_are_refused(
    book: Book, tmp_path: Path, settings: Settings
) -> None:
    import sqlite3

    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE contact (id)")
    other.commit()
    other.close()
    book.contacts.add(ContactForm("Anna"))
    newer = sqlite3.connect(book.path)
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "other.db", book.path, tmp_path, tmp_path / "pipe"):
        with pytest.raises(BookRefused):
            Book.open(path, settings, lambda: TODAY)


def test_a_damaged_page_is_refused(book: Book, settings: Settings) -> None:
    for number in range(60):
        book.contacts.add(ContactForm(f"Person {number}", about="x" * 500))
    data = bytearray(book.path.read_bytes())
    data[4096 * 3 : 4096 * 12] = b"\xff" * (4096 * 9)
    book.path.write_bytes(bytes(data))
    with pytest.raises(BookRefused):
        Book.open(book.path, settings, lambda: TODAY)


def test_a_private_summary_stays_private(book: Book) -> None:
    from bondtui.book.exchange import Audience

    anna = book.contacts.add(FULL)
    book.interactions.log(book.interactions.understand("called Anna: her divorce #opened-up !private"))
    book.interactions.log(book.interactions.understand("called Anna: the invoice #thanked"))
    handover = book.exchange.summary(anna.uid, Audience.HANDOVER)
    assert "divorce" not in handover
    assert "thanked" not in handover
    assert "invoice" in handover
    assert "divorce" in book.exchange.summary(anna.uid, Audience.ME)


def test_a_tag_is_there_once_however_it_is_written(book: Book) -> None:
    assert book.contacts.add(ContactForm("Anna", tags=("#web", "web", "@Web", "print"))).tags == ("web", "print")
