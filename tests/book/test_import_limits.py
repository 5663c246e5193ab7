"""An import that is too large, stopped, or not alone leaves the book as it was; and none takes longer than its file."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from bondtui.book import Book, imports
from bondtui.book.exchange import Audience, Format
from bondtui.book.imports import Cancelled, Wanted
from bondtui.book.safety import backups_of
from bondtui.domain.contacts import ContactMethod
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Participant, Person, Remark
from bondtui.errors import BookBusy, Refused
from bondtui.settings import Settings
from tests.book.test_busy import TEN_SECONDS, Clock, Holder, clock
from tests.book.test_import_rules import bring, counts, met, person
from tests.book.test_undo import dump
from tests.conftest import TODAY

__all__ = ["clock"]

APPLE = Path(__file__).parent.parent / "data" / "apple.vcf"
MANY = tuple(person(f"Person {number}", f"p{number}@x.example") for number in range(25))


def test_more_records_than_may_come_are_counted_and_none_comes(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MOST", 24)
    book.contacts.add(ContactForm("Ann"))
    before = dump(book)

    for dry_run in (True, False):
        with pytest.raises(Refused) as refused:
            bring(book, *MANY, Remark(3, "a damaged line"), dry_run=dry_run)
        assert str(refused.value) == "file.vcf has 25 records; 24 at a time is the most."

    assert dump(book) == before
    assert counts(bring(book, *MANY[:24])) == (24, 0, 0, 0)


def test_the_report_of_many_holds_the_first_and_says_how_many_more_there_are(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "TOLD", 3)
    monkeypatch.setattr(imports, "SHOWN", 2)

    report = bring(book, *MANY, *(Remark(line, "damaged") for line in range(1, 6)))

    assert [each.line for each in report.warnings] == [1, 2, 3, None]
    assert report.warnings[-1].why == "There were 2 warnings more."
    assert (report.added, report.added_names) == (25, ["Person 0", "Person 1"])


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("at", [0, 100, 250])
def test_stopped_by_its_progress_nothing_of_it_is_there(book: Book, at: int, dry_run: bool) -> None:
    book.contacts.add(ContactForm("Ann"))
    before, told = dump(book), list[int]()

    def progress(read: int) -> None:
        told.append(read)
        if read >= at:
            raise Cancelled

    file = book.path.with_name("many.csv")
    rows = "".join(f"Person {number},p{number}@x.example\n" for number in range(250))
    file.write_text(f"Name,Email\n{rows}", encoding="utf-8")
    with pytest.raises(Cancelled, match="nothing of it is in the book"):
        book.exchange.import_file(file, Wanted(dry_run=dry_run, progress=progress))

    assert told == [each for each in (100, 200, 250) if each <= at or each == 100]
    assert dump(book) == before
    book.contacts.add(ContactForm("Ben"))


def test_a_file_of_nothing_but_damaged_lines_can_be_stopped_too(book: Book) -> None:
    def stop(_: int) -> None:
        raise Cancelled

    file = book.path.parent / "damaged.vcf"
    file.parent.mkdir(exist_ok=True)
    file.write_text("BEGIN:VCARD\nFN:Ann\nEND:VCARD\n" + "no property\n" * 200, encoding="utf-8")
    lines_read = patch.object(imports.Importing, "warn", autospec=True)
    with lines_read as warned, pytest.raises(Cancelled):
        book.exchange.import_file(file, Wanted(progress=stop))
    assert warned.call_count < 100


HOW = pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])


@HOW
def test_a_book_another_process_holds_is_waited_for_and_told_of_once(book: Book, clock: Clock, how: str) -> None:
    book.contacts.add(ContactForm("Ann"))
    holder = Holder(book.path, clock, TEN_SECONDS, how)
    book.waiting = holder.waiting

    assert counts(book.exchange.import_file(APPLE, Wanted())) == (5, 0, 0, 1)
    assert holder.told == 1


@HOW
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_book_that_stays_held_is_one_sentence_and_as_it_was(
    book: Book, clock: Clock, how: str, dry_run: bool
) -> None:
    book.contacts.add(ContactForm("Ann"))
    before = book.path.read_bytes()
    holder = Holder(book.path, clock, 1_000.0, how)

    if dry_run and how == "BEGIN IMMEDIATE":
        assert counts(book.exchange.import_file(APPLE, Wanted(dry_run=True))) == (5, 0, 0, 1)
    else:
        with pytest.raises(BookBusy, match="busy"):
            book.exchange.import_file(APPLE, Wanted(dry_run=dry_run))

    holder.connection.execute("ROLLBACK")
    assert book.path.read_bytes() == before


def test_a_dry_run_waits_for_a_book_that_is_being_written(book: Book, clock: Clock) -> None:
    book.contacts.add(ContactForm("Ann"))
    holder = Holder(book.path, clock, TEN_SECONDS, "BEGIN EXCLUSIVE")
    book.waiting = holder.waiting

    assert counts(book.exchange.import_file(APPLE, Wanted(dry_run=True))) == (5, 0, 0, 1)
    assert holder.told == 1


def test_a_file_that_is_none_is_refused_before_the_book_is_waited_for(book: Book, tmp_path: Path) -> None:
    book.contacts.add(ContactForm("Ann"))
    (tmp_path / "cut.json").write_text('{"account": {"data": [', encoding="utf-8")
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refused, match="could not be read as a Monica export"):
            book.exchange.import_file(tmp_path / "cut.json", Wanted())


def test_history_that_is_let_go_does_not_stand_in_the_way_of_the_backup(
    open_book: Callable[..., Book], settings: Settings
) -> None:
    """What is forgotten on the first change of a day is more than SQLite keeps in memory: it locks the book."""
    book = open_book(TODAY - timedelta(days=90))
    book.now = lambda: datetime.combine(TODAY, datetime.min.time(), UTC) - timedelta(days=90)
    bring(book, *(person(f"Person {number}", about="x" * 60_000) for number in range(120)))
    book.contacts.add(ContactForm("Ann"))
    today = open_book(TODAY, replace(settings, history_age=30))
    today.now = lambda: datetime.combine(TODAY, datetime.min.time(), UTC)

    today.exchange.import_file(APPLE, Wanted())

    assert [each.label for each in today.safety.history()] == ["Imported apple.vcf", "Added Ann"]
    assert [each.contacts for each in backups_of(today.path)] == [121]


def test_a_book_that_is_thrown_away_is_not_backed_up(book: Book) -> None:
    book.backed_up = False
    bring(book, *MANY)
    book.exchange.import_file(APPLE, Wanted())
    assert backups_of(book.path) == []


def statements(book: Book, *records: Person) -> int:
    """How many statements SQLite was given for an import of these records."""
    given = 0

    class Counting(sqlite3.Connection):
        def execute(self, *arguments: object) -> sqlite3.Cursor:
            nonlocal given
            given += 1
            return super().execute(*arguments)  # type: ignore[arg-type]

    connect = sqlite3.connect
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite3, "connect", lambda *args, **more: connect(*args, **more, factory=Counting))
        bring(book, *records)
    return given


def test_newcomers_cost_no_statement_each(book: Book) -> None:
    bring(book, person("Ann"))
    few = statements(book, *MANY[:5])
    assert statements(book, *MANY[5:]) == few


def test_thousands_of_records_of_one_person_do_not_read_them_anew_each_time(book: Book) -> None:
    def same(first: int, number: int) -> list[Person]:
        return [person("Ann", "a@x.example", f"a{each}@x.example") for each in range(first, first + number)]

    bring(book, person("Ann", "a@x.example"))
    few = statements(book, *same(0, 5))
    assert statements(book, *same(5, 25)) == few


def test_a_record_with_half_a_million_addresses_comes_in_and_leaves_whole(book: Book) -> None:
    """Anything quadratic in them would not end; what is linear takes some seconds less than a tenth of it each."""
    ways = tuple(ContactMethod("email", f"{number}@x.example") for number in range(20_000))
    ann = Person(1, ContactForm("Ann", aliases=tuple(f"Ann {number}" for number in range(20_000)), methods=ways))
    assert counts(bring(book, ann)) == (1, 0, 0, 0)
    assert counts(bring(book, ann)) == (0, 0, 1, 0)
    assert book.reader.rows("SELECT count(*) FROM contact_method") == [(20_000,)]
    card = b"".join(book.exchange.data(Format.VCF, Audience.ME))
    assert card.count(b"@x.example") == 20_000


def test_thousands_of_meetings_with_somebody_further_down_come_in(book: Book) -> None:
    """Anything quadratic in them would take half a minute; what is linear takes half a second."""
    both = Participant("Ann", source_uid="a"), Participant("Bo", source_uid="b")
    met_often = tuple(met(f"key {number}", *both) for number in range(20_000))
    ann = replace(person("Ann", uid="a"), happened=met_often)
    assert counts(bring(book, ann, person("Bo", uid="b"))) == (2, 0, 0, 0)
    assert book.reader.rows("SELECT count(*) FROM participant") == [(40_000,)]
