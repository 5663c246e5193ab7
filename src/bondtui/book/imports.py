"""Importing a file: one transaction and one change a file, a backup before it, and a report whose figures add up."""

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bondtui import errors
from bondtui.book.import_rows import ImportRows
from bondtui.domain.imported import Report
from bondtui.domain.incoming import Asked, Happening, Occasion, Person, Remark, Skipped
from bondtui.domain.records import BookRecord
from bondtui.domain.text import clean_line
from bondtui.errors import Refused
from bondtui.exchange.kinds import Kind, recognised
from bondtui.exchange.source import Source
from bondtui.store import backups, engine
from bondtui.store.bulk import Bulk
from bondtui.store.patience import patiently
from bondtui.store.transaction import transaction

if TYPE_CHECKING:
    from bondtui.book import Book

MOST = 250_000
"""Records in a file, at most."""

SHOWN = 200
"""Names of who was added and who was updated that a report holds."""

TOLD = 1_000
"""Warnings that a report holds; after them it says how many more there are."""

_EVERY = 100
_A_PLAN = "That day is ahead, so it is a plan: left out."

R = TypeVar("R", bound=Person | Occasion | BookRecord)


class Cancelled(errors.Cancelled):
    """The person stopped an import; nothing of it is in the book."""

    def __init__(self) -> None:
        super().__init__("The import was stopped; nothing of it is in the book.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is said beside the file: its kind when it is not to be recognised, who one is in a chat, what columns are.

    `progress` is told how many records were read; it may raise Cancelled.
    """

    kind: str = ""
    me: str = ""
    columns: Mapping[str, str] | None = None
    dry_run: bool = False
    progress: Callable[[int], None] = field(default=lambda read: None)


def import_file(book: "Book", path: Path, wanted: Wanted, copy: sqlite3.Connection | None = None) -> Report:
    """Bring a file into the book, or with `dry_run` find out what that would do: after other files, to their `copy`.

    Raises Refused for a file that cannot be read or is of no known kind, or has more than 250,000 records, and
    Cancelled; then the book is as it was.
    """
    source = Source(path)
    if not source.size:
        raise Refused(f"{clean_line(path.name)} is empty.")
    kind = Kind(wanted.kind) if wanted.kind else kind_of(source)
    asked = Asked(book.today(), wanted.me, book.settings.date_order)
    records = records_of(source, kind, asked, wanted.columns)
    # What is no such file at all says so with its first record: the book is neither made nor held for it.
    records = chain(tuple(islice(records, 1)), records)
    with _trial(book, copy) if wanted.dry_run else _transaction(book) as connection:
        importing = _importing(book, Bulk(connection, book.now()), Report(str(path), kind.value))
        report = importing.run(records, wanted.progress)
        importing.finish(f"Imported {clean_line(path.name)}")
        if wanted.columns is not None:
            remember_columns(connection, source, wanted.columns)
    return report


def kind_of(source: Source) -> Kind:
    """What the file is. Refused when it is of no known kind."""
    kind = recognised(source.head)
    if kind is None:
        raise Refused(f"{clean_line(source.path.name)} is of no kind that can be imported.")
    return kind


def _importing(book: "Book", bulk: Bulk, report: Report) -> "Importing[Any]":
    if report.kind == Kind.JSONL:
        from bondtui.book.returning import Returning

        return Returning(bulk, book.today(), book.settings.cadences, report)
    return _OfOthers(ImportRows(bulk, book.today(), book.uids, book.settings.cadences), report)


def records_of(source: Source, kind: Kind, asked: Asked, columns: Mapping[str, str] | None) -> Iterator[Any]:
    """The file read as this kind: book records for a book's own export, else what a file brings."""
    from importlib import import_module

    if kind is Kind.JSONL:
        from bondtui.exchange import jsonl_read

        return jsonl_read.read(source)
    if kind is Kind.CSV and columns is not None:
        from bondtui.exchange import generic_csv

        return generic_csv.read(source, asked, {name: generic_csv.Field(what) for name, what in columns.items()})
    modules = {
        Kind.VCARD: "vcard", Kind.GOOGLE: "google_csv", Kind.LINKEDIN: "linkedin_csv", Kind.OUTLOOK: "outlook_csv",
        Kind.CSV: "generic_csv", Kind.ICALENDAR: "ical_read", Kind.FRIENDS: "friends_md", Kind.MONICA: "monica",
        Kind.WHATSAPP: "whatsapp",
    }  # fmt: skip
    found: Iterator[Any] = import_module(f"bondtui.exchange.{modules[kind]}").read(source, asked)
    return found


class Importing(ABC, Generic[R]):
    """Takes the records of one file in turn, and counts. What waits for others further down is written at the end."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._untold = 0

    @abstractmethod
    def take(self, record: R) -> None:
        """Write one and count it. Refused, and it is skipped."""

    @abstractmethod
    def write_later(self) -> None:
        """Write what waited."""

    @abstractmethod
    def finish(self, label: str) -> None:
        """Make all of it one change."""

    def run(self, records: Iterator[R | Skipped | Remark], progress: Callable[[int], None]) -> Report:
        """Take them all. Refused when there are more than MOST; `progress` may raise Cancelled."""
        report = self._report
        for number, record in enumerate(records, 1):
            if isinstance(record, Remark):
                self.warn(record)
            elif report.read < MOST:
                self._take_or_skip(record)
            else:
                count = MOST + 1 + sum(not isinstance(each, Remark) for each in records)
                name = clean_line(Path(report.file).name)
                raise Refused(f"{name} has {count:,} records; {MOST:,} at a time is the most.")
            if number % _EVERY == 0:
                progress(report.read)
        self.write_later()
        if self._untold:
            report.warnings.append(Remark(None, f"There were {self._untold:,} warnings more."))
        progress(report.read)
        return report

    def _take_or_skip(self, record: R | Skipped) -> None:
        if isinstance(record, Skipped):
            self.skip(record)
            return
        try:
            self.take(record)
        except Refused as refused:
            self.skip(Skipped(record.line, str(refused)))

    def warn(self, remark: Remark) -> None:
        if len(self._report.warnings) < TOLD:
            self._report.warnings.append(remark)
        else:
            self._untold += 1

    def skip(self, record: Skipped) -> None:
        self._report.skipped += 1
        self.warn(Remark(record.line, record.why))

    def count(self, name: str, state: bool | None) -> None:
        """Added (True), updated (False) or neither; a name when it is a contact."""
        report = self._report
        if state:
            report.added += 1
            names = report.added_names
        elif state is False:
            report.updated += 1
            names = report.updated_names
        else:
            report.unchanged += 1
            return
        if name and len(names) < SHOWN:
            names.append(name)


class _OfOthers(Importing[Person | Occasion]):
    """The records of other programs' files."""

    def __init__(self, rows: ImportRows, report: Report) -> None:
        super().__init__(report)
        self._rows = rows
        self._later: list[tuple[Person, int, bool | None, list[Happening]]] = []

    def take(self, record: Person | Occasion) -> None:
        if isinstance(record, Person):
            self._person(record)
        else:
            self._occasion(record)

    def finish(self, label: str) -> None:
        self._rows.finish(label)

    def _person(self, record: Person) -> None:
        number, state = self._rows.person(record)
        now: list[Happening] = []
        later: list[Happening] = []
        for each in record.happened:
            (later if self._rows.unresolved(each) else now).append(each)
        written = [self._happening(each, number, record.line) for each in now]
        written += [self._rows.planned(number, record, each) for each in record.planned]
        state = False if any(written) and state is None else state
        self.count("" if state else record.form.name, state)
        if later:
            self._later.append((record, number, state, later))

    def write_later(self) -> None:
        for record, number, state, happened in self._later:
            written = [self._happening(each, number, record.line) for each in happened]
            if any(written) and state is None:
                self._report.unchanged -= 1
                self.count(record.form.name, False)
        self._report.added_names = self._rows.people.came[:SHOWN]

    def _occasion(self, record: Occasion) -> None:
        past = [each for each in record.happened if each.date <= self._rows.today]
        known = [self._rows.is_known(each) for each in past]
        written = [self._happening(each, None, record.line) for each in past]
        if record.happened and not past:
            self.skip(Skipped(record.line, _A_PLAN))
        elif any(written):
            self.count("", not any(known))
        elif any(known):
            self.count("", None)
        else:
            self.skip(Skipped(record.line, "Nobody who took part is in the book."))

    def _happening(self, happened: Happening, whose: int | None, line: int | None) -> bool:
        """Write what is not there yet, or says more by now; whether anything was written."""
        if self._rows.is_known(happened):
            return self._rows.grown(happened)
        if happened.date > self._rows.today:
            self.warn(Remark(line, _A_PLAN))
            return False
        written = self._rows.happening(happened, whose)
        for why in self._rows.doubts:
            self.warn(Remark(line, why))
        self._rows.doubts.clear()
        return written


@contextmanager
def _transaction(book: "Book") -> Iterator[sqlite3.Connection]:
    """A change of the book with a backup before it."""
    is_new = not book.exists()
    book.terms.file.check()
    book.terms.file.make()
    with transaction(book.terms) as connection:
        # Nobody else can write from here on. The first change of a day has had its backup already, and what it wrote
        # since may have locked the book for another one.
        if book.backed_up and not is_new and not connection.total_changes:
            backups.take(book.path, book.now())
        yield connection


@contextmanager
def _trial(book: "Book", copy: sqlite3.Connection | None) -> Iterator[sqlite3.Connection]:
    """A change of this copy of the book, else of a new one."""
    if copy is None:
        with in_memory(book) as new:
            yield new
        return
    copy.execute("BEGIN")
    with copy:  # takes back what a file that is refused half-way has brought
        yield copy


@contextmanager
def in_memory(book: "Book") -> Iterator[sqlite3.Connection]:
    """A copy of the book to try things out on."""
    with closing(engine.empty()) as copy:
        if book.exists():
            with closing(patiently(lambda: engine.connect(book.path), book.waiting)) as there:
                there.execute("BEGIN")
                # The backup API would wait for ever on a locked book.
                patiently(lambda: there.execute("SELECT count(*) FROM sqlite_schema").fetchone(), book.waiting)
                there.backup(copy)
        yield copy


def columns_of(book: "Book", path: Path) -> tuple[list[str], dict[str, str]]:
    """The columns of a table of no known kind, and what each is: as it was said the last time, else by a guess."""
    from bondtui.exchange import generic_csv

    header = generic_csv.header(Source(path))
    sql = "SELECT value FROM kept_with WHERE name = :name"
    found = book.reader.rows(sql, name=_name_of(header))
    if found:
        return list(header), dict(json.loads(found[0][0]))
    return list(header), {name: field.value for name, field in generic_csv.guess(header).items()}


def remember_columns(connection: sqlite3.Connection, source: Source, columns: Mapping[str, str]) -> None:
    """Note what the columns of such a table are, for the next one."""
    from bondtui.exchange import generic_csv

    noted = (_name_of(generic_csv.header(source)), json.dumps(dict(columns), ensure_ascii=False))
    connection.execute("INSERT OR REPLACE INTO kept_with (name, value) VALUES (?, ?)", noted)


def _name_of(header: "tuple[str, ...] | list[str]") -> str:
    from bondtui.exchange import generic_csv

    return f"columns {generic_csv.signature(header)}"
