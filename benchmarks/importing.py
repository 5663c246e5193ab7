"""What bringing in an address book costs, over a bare insert of the very rows that it makes."""

import csv
import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from big_book import TODAY, full_name

from bondtui.book import Book
from bondtui.book.imports import Wanted
from bondtui.settings import Settings
from bondtui.store import engine

CONTACTS = 20_000
_THERE_ALREADY = ("alembic_version", "kept_with", "sqlite_sequence")
_COLUMNS = ("First Name", "Last Name", "Organization Name", "Organization Title", "Notes", "Labels",
            "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value")  # fmt: skip


def address_book(path: Path) -> None:
    """A Google CSV of so many contacts, the same each time."""
    dice = random.Random(CONTACTS)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_COLUMNS)
        for number in range(CONTACTS):
            first, last = full_name(dice).split()
            rows.writerow(
                (first, last, f"{last} studio", "owner", f"Met {number % 9}.", "* myContacts ::: Clients", "Work",
                 f"{first}.{last}.{number}@mail.example".lower(), "Mobile", f"+47 400 {number:05}")
            )  # fmt: skip


def seconds_to_import(file: Path, path: Path) -> float:
    """Wall time of the import into a new book."""
    with closing(Book.open(path, Settings(), lambda: TODAY)) as book:
        start = time.perf_counter()
        report = book.exchange.import_file(file, Wanted())
        taken = time.perf_counter() - start
    assert report.added == CONTACTS
    return taken


def seconds_to_insert(like: Path, path: Path) -> float:
    """Wall time of inserting all the rows of the other book into a new one, in one transaction."""
    with closing(sqlite3.connect(like)) as book:
        tables = {
            table: rows
            for (table,) in book.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            if "_search" not in table
            and table not in _THERE_ALREADY
            and (rows := book.execute(f"SELECT * FROM {table}").fetchall())
        }
        words = book.execute("SELECT rowid, words FROM contact_search").fetchall()
    engine.create(path)
    with closing(engine.connect(path)) as book:
        start = time.perf_counter()
        book.execute("BEGIN IMMEDIATE")
        for table, rows in tables.items():
            book.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        book.executemany("INSERT INTO contact_search (rowid, words) VALUES (?, ?)", words)
        book.execute("COMMIT")
        return time.perf_counter() - start
