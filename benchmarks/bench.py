"""Measures what bondtui promises on speed, against floors measured in the same run; exit 1 when a promise is broken.

Ratios and not seconds, so that it says the same on a slow machine: a floor is what the same machine needs for the
least that could do the job. Every figure is a median; times of programs are taken in turn with their floor.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from big_book import SOMEBODY, TODAY, make
from importing import CONTACTS, address_book, seconds_to_import, seconds_to_insert

from bondtui.book import Book
from bondtui.settings import Settings

HERE = Path(__file__).parent
ROUNDS = 15
IMPORTS = 5
LINE = "called anna petrova yesterday: the spring course sold out"
FILTERS = ("anna petrova", "studio", "solava")


@dataclass(frozen=True)
class Result:
    """What was promised and measured, in the same unit."""

    what: str
    promised: float
    measured: float
    unit: str
    detail: str

    @property
    def kept(self) -> bool:
        return self.measured <= self.promised


def seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    """Wall time of one run. No timeout: waiting with one polls, in steps that double up to 50 ms."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def ratio(what: str, promised: float, command: Sequence[str], floor: Sequence[str], book: Path) -> Result:
    """The command's median time over the floor's, each run once before, which warms caches and, like pip, compiles."""
    environment = os.environ | {
        "BONDTUI_DB": str(book),
        "BONDTUI_TODAY": TODAY.isoformat(),
        "BONDTUI_CONFIG": str(book.with_name("no-settings.toml")),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    times = [(seconds(command, environment), seconds(floor, environment)) for _ in range(ROUNDS + 1)][1:]
    ours, least = (statistics.median(column) for column in zip(*times, strict=True))
    return Result(what, promised, ours / least, "x", f"{ours * 1000:.0f} ms / {least * 1000:.0f} ms")


def key_by_key(what: str, promised: float, texts: Iterable[str], press: Callable[[str], object]) -> Result:
    """What one key costs while the texts are typed, in ms: the median of all keys, each the median of its rounds."""
    medians = {}
    for typed in (text[:end] for text in texts for end in range(1, len(text) + 1)):
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            press(typed)
            times.append(time.perf_counter() - start)
        medians[typed] = statistics.median(times) * 1000
    slowest = max(medians, key=lambda typed: medians[typed])
    detail = f"slowest {medians[slowest]:.2f} ms, at {slowest!r}"
    return Result(what, promised, statistics.median(medians.values()), "ms", detail)


def commands(book: Path) -> list[Result]:
    python, frame = sys.executable, str(HERE / "first_frame.py")
    bondtui = str(Path(python).with_name("bondtui"))
    return [
        ratio(
            "due --format count, over importing argparse and sqlite3",
            2.5,
            [bondtui, "due", "--format", "count"],
            [python, "-c", "import argparse, sqlite3"],
            book,
        ),
        ratio(
            "first frame with 1,000 contacts, over a bare DataTable app",
            1.5,
            [python, frame, str(book)],
            [python, frame, "bare"],
            book,
        ),
        ratio("log, over importing sqlmodel", 1.4, [bondtui, "log", LINE], [python, "-c", "import sqlmodel"], book),
    ]


def keys(path: Path) -> list[Result]:
    book = Book.open(path, Settings(), lambda: TODAY)
    try:
        book.contacts.find(SOMEBODY)

        def filtered(query: str) -> object:
            return book.contacts.rows(book.contacts.search(query)[:40])

        return [
            key_by_key("name recognition a key, 100,000 contacts", 2, [LINE], book.interactions.understand),
            key_by_key("People filter a key, 100,000 contacts", 10, FILTERS, filtered),
        ]
    finally:
        book.close()


def importing(folder: Path) -> Result:
    """A Google CSV into a new book, over inserting the rows it makes."""
    file, ours, bare = folder / "contacts.csv", folder / "ours.db", folder / "bare.db"
    address_book(file)
    times = []
    for _ in range(IMPORTS):
        times.append((seconds_to_import(file, ours), seconds_to_insert(ours, bare)))
        ours.unlink()
        bare.unlink()
    ours_took, bare_took = (statistics.median(column) for column in zip(*times, strict=True))
    detail = f"{CONTACTS / ours_took:,.0f} contacts/s / {CONTACTS / bare_took:,.0f} contacts/s"
    return Result(f"Google CSV of {CONTACTS:,}, over inserting its rows", 3.5, ours_took / bare_took, "x", detail)


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="bondtui-bench-"))
    try:
        make(folder / "small.db", 1_000)
        results = [*commands(folder / "small.db"), importing(folder)]
        make(folder / "big.db", 100_000)
        results += keys(folder / "big.db")
    finally:
        shutil.rmtree(folder)
    print(f"{'what':<60} {'promised':>9} {'measured':>9}")
    for each in results:
        promised, measured = (f"{value:.2f} {each.unit}" for value in (each.promised, each.measured))
        print(f"{each.what:<60} {promised:>9} {measured:>9}  {'kept' if each.kept else 'BROKEN'}  ({each.detail})")
    return 0 if all(each.kept for each in results) else 1


if __name__ == "__main__":
    sys.exit(main())
