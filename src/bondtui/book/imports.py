"""Importing a file: one transaction and one change a file, a backup before it, and a report whose figures add up."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.book.import_rows import ImportRows
from bondtui.domain.imported import Report
from bondtui.domain.incoming import Asked, Happening, Occasion, Person, Record, Remark, Skipped
from bondtui.domain.text import clean_line
from bondtui.errors import BondtuiError, Refused
from bondtui.exchange.kinds import Kind, recognised
from bondtui.exchange.source import Source
from bondtui.store import backups, engine
from bondtui.store.bulk import Bulk
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


class Cancelled(BondtuiError):
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


def import_file(book: "Book", path: Path, wanted: Wanted) -> Report:
    """Bring a file into the book, or with `dry_run` find out what that would do.

    Raises Refused for a file that cannot be read or is of no known kind, or has more than 250,000 records, and
    Cancelled; then the book is as it was.
    """
    source = Source(path)
    kind = Kind(wanted.kind) if wanted.kind else recognised(source.head)
    name = clean_line(path.name)
    if kind is None:
        raise Refused(f"{name} is of no kind that can be imported.")
    asked = Asked(book.today(), wanted.me, book.settings.date_order)
    records = records_of(source, kind, asked, wanted.columns)
    with _copy(book) if wanted.dry_run else _transaction(book) as connection:
        rows = ImportRows(Bulk(connection, book.now()), book.today(), book.uids, book.settings.cadences)
        report = _Importing(rows, Report(str(path), kind.value)).run(records, wanted.progress)
        rows.finish(f"Imported {name}")
        if wanted.columns is not None:
            remember_columns(connection, source, wanted.columns)
    return report


def records_of(
    source: Source, kind: Kind, asked: Asked, columns: Mapping[str, str] | None
) -> Iterator[Record | Remark]:
    """The file read as this kind."""
    from importlib import import_module

    if kind is Kind.CSV and columns is not None:
        from bondtui.exchange import generic_csv

        return generic_csv.read(source, asked, {name: generic_csv.Field(what) for name, what in columns.items()})
    modules = {
        Kind.VCARD: "vcard", Kind.GOOGLE: "google_csv", Kind.LINKEDIN: "linkedin_csv", Kind.OUTLOOK: "outlook_csv",
        Kind.CSV: "generic_csv", Kind.ICALENDAR: "ical_read", Kind.FRIENDS: "friends_md", Kind.MONICA: "monica",
        Kind.WHATSAPP: "whatsapp",
    }  # fmt: skip
    found: Iterator[Record | Remark] = import_module(f"bondtui.exchange.{modules[kind]}").read(source, asked)
    return found


class _Importing:
    """Takes the records of one file in turn. What waits for people further down in the file is written at the end."""

    def __init__(self, rows: ImportRows, report: Report) -> None:
        self._rows, self._report = rows, report
        self._untold = 0
        self._later: list[tuple[Person, int, bool | None, Happening]] = []

    def run(self, records: Iterator[Record | Remark], progress: Callable[[int], None]) -> Report:
        report = self._report
        for record in records:
            if isinstance(record, Remark):
                self._warn(record)
                continue
            if report.read >= MOST:
                count = MOST + 1 + sum(not isinstance(each, Remark) for each in records)
                raise Refused(f"{Path(report.file).name} has {count:,} records; {MOST:,} at a time is the most.")
            self._take(record)
            if report.read % _EVERY == 0:
                progress(report.read)
        self._write_later()
        if self._untold:
            report.warnings.append(Remark(None, f"There were {self._untold:,} warnings more."))
        progress(report.read)
        return report

    def _warn(self, remark: Remark) -> None:
        if len(self._report.warnings) < TOLD:
            self._report.warnings.append(remark)
        else:
            self._untold += 1

    def _take(self, record: Record) -> None:
        try:
            if isinstance(record, Person):
                self._person(record)
            elif isinstance(record, Occasion):
                self._occasion(record)
            else:
                self._skip(record)
        except Refused as refused:
            self._skip(Skipped(record.line, str(refused)))

    def _skip(self, record: Skipped) -> None:
        self._report.skipped += 1
        self._warn(Remark(record.line, record.why))

    def _person(self, record: Person) -> None:
        number, state = self._rows.person(record)
        more = False
        for happened in record.happened:
            if self._rows.unresolved(happened):
                self._later.append((record, number, state, happened))
            else:
                more |= self._happening(happened, number, record.line)
        for planned in record.planned:
            more |= self._rows.planned(number, planned)
        self._count(record.form.name, False if more and state is None else state)

    def _write_later(self) -> None:
        updated = set()
        for record, number, state, happened in self._later:
            if self._happening(happened, number, record.line) and state is None and number not in updated:
                updated.add(number)
                self._report.unchanged -= 1
                self._count(record.form.name, False)

    def _occasion(self, record: Occasion) -> None:
        known = [self._rows.is_known(each) for each in record.happened]
        written = [self._happening(each, None, record.line) for each in record.happened]
        if any(written):
            self._count("", not any(known))
        elif any(known):
            self._count("", None)
        else:
            self._skip(Skipped(record.line, "Nobody who took part is in the book."))

    def _happening(self, happened: Happening, whose: int | None, line: int | None) -> bool:
        """Write what is not there yet; whether it was written."""
        if self._rows.is_known(happened):
            return False
        if happened.date > self._rows.today:
            self._warn(Remark(line, _A_PLAN))
            return False
        return self._rows.happening(happened, whose)

    def _count(self, name: str, state: bool | None) -> None:
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


@contextmanager
def _transaction(book: "Book") -> Iterator[sqlite3.Connection]:
    """A change of the book with a backup before it."""
    book.terms.file.check()
    if book.exists():
        backups.take(book.path, book.now())
    else:
        book.terms.file.make()
    with transaction(book.terms) as connection:
        yield connection


@contextmanager
def _copy(book: "Book") -> Iterator[sqlite3.Connection]:
    """The book in memory, to try things out on."""
    with closing(engine.empty()) as copy:
        if book.exists():
            with closing(engine.connect(book.path)) as there:
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
