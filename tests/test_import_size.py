"""Ten megabytes of bad input through the whole command: a report or one sentence, and never more than it may take."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bondtui.book import Book
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.forms import ContactForm
from bondtui.store import doctor

from .test_death import dump

pytestmark = pytest.mark.slow

MUCH = 10_000_000
MEMORY = 500_000_000
LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
from bondtui.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""What is linear takes a few seconds for these files on any machine; a quadratic step would take hours."""

GOOGLE = (Path(__file__).parent / "data" / "google.csv").read_text(encoding="utf-8").splitlines()[0]
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\n{}\r\nEND:VCARD\r\n"
GOOD = CARD.format("FN:Good One")
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n"
EVENT = (
    "BEGIN:VEVENT\r\nUID:u{}\r\nDTSTART:20261102T100000Z\r\nATTENDEE;CN=Ann:mailto:ann@x.example\r\n{}END:VEVENT\r\n"
)
MONICA = '{{"version": "1.0-preview.1", "account": {{"uuid": "u", "data": {}}}}}'


def filled(unit: str, size: int = MUCH) -> str:
    return unit * (size // len(unit))


def folded(text: str) -> str:
    return "\r\n ".join(text[at : at + 74] for at in range(0, len(text), 74))


def report(read: int, added: int, skipped: int, updated: int = 0) -> dict[str, int]:
    return {"read": read, "added": added, "updated": updated, "skipped": skipped}


NOT_KNOWN = "is of no kind that can be imported."
NO_MONICA = "could not be read as a Monica export: it is cut off or no JSON."
CHAT = "12/10/26, 10:00 - Me: hi\n12/10/26, 10:01 - Ann: hi\n"
FILES: dict[str, tuple[Callable[[], str | bytes], dict[str, int] | str]] = {
    "cards.vcf": (
        lambda: "".join(
            CARD.format(f"UID:{n}\r\nFN:Person {n}\r\nEMAIL:p{n}@x.example\r\nNOTE:{'x' * 400}") for n in range(20_000)
        ),
        report(20_000, 20_000, 0),
    ),
    "one-note.vcf": (lambda: CARD.format("FN:Noted\r\nNOTE:" + folded(filled("word "))) + GOOD, report(2, 2, 0)),
    "one-line.vcf": (lambda: CARD.format("FN:Lined\r\nX-LONG:" + filled("x")) + GOOD, report(2, 2, 0)),
    "nested.vcf": (lambda: "BEGIN:VCARD\r\n" * 200_000 + GOOD, report(200_001, 1, 200_000)),
    "nested-more.vcf": (
        lambda: filled("BEGIN:VCARD\r\n") + GOOD,
        "has 769,231 records; 250,000 at a time is the most.",
    ),
    "parameters.vcf": (lambda: CARD.format("FN:P\r\nTEL" + filled(';TYPE=x,"y') + ":1") + GOOD, report(2, 2, 0)),
    "printable.vcf": (
        lambda: CARD.format("FN:Q\r\nNOTE;ENCODING=QUOTED-PRINTABLE:" + filled("=C3=A4=\r\n")) + GOOD,
        report(2, 2, 0),
    ),
    "escapes.vcf": (lambda: CARD.format("FN:E\r\nNOTE:" + filled(r"\n\,\\")) + GOOD, report(2, 2, 0)),
    "nulls.vcf": (lambda: GOOD + filled("\0"), report(1, 1, 0)),
    "noise.vcf": (
        lambda: GOOD.encode() + random.Random(1).randbytes(MUCH) + b"\r\n" + CARD.format("FN:Better").encode(),
        report(2, 2, 0),
    ),
    "utf-16.vcf": (lambda: filled(GOOD).encode("utf-16-le"), NOT_KNOWN),
    "quote.csv": (lambda: f'{GOOGLE}\r\n"' + filled("Anna,Berg,,\r\n"), report(1, 1, 0)),
    "quotes.csv": (lambda: f"{GOOGLE}\r\n" + filled('"a""b",'), report(1, 1, 0)),
    "cell.csv": (lambda: f"{GOOGLE}\r\nAnna" + filled(" x") + "\r\nBea\r\n", report(2, 2, 0)),
    "columns.csv": (lambda: f"Name{filled(',c')}\r\nAnna{filled(',1')}\r\n", NOT_KNOWN),
    "latin.csv": (
        lambda: f"First Name,Last Name\r\n{filled('Ünï,,Nåme')}\r\nBea\r\n".encode("latin-1"),
        report(2, 2, 0),
    ),
    "namesakes.csv": (lambda: f"{GOOGLE}\r\n" + "Bea\r\n" * 200_000, report(200_000, 1, 0)),
    "too-many.csv": (
        lambda: f"{GOOGLE}\r\n" + "Bea\r\n" * 300_000,
        "has 300,000 records; 250,000 at a time is the most.",
    ),
    "nested.ics": (
        lambda: CALENDAR.format("BEGIN:VEVENT\r\n" * 200_000 + EVENT.format(1, "")),
        report(200_001, 1, 200_000),
    ),
    "boxes.ics": (
        lambda: CALENDAR.format(filled("BEGIN:X\r\n") + filled("END:X\r\n") + EVENT.format(1, "")),
        report(1, 1, 0),
    ),
    "seconds.ics": (
        lambda: CALENDAR.format("".join(EVENT.format(n, "RRULE:FREQ=SECONDLY\r\n") for n in range(20_000))),
        report(20_000, 20_000, 0),
    ),
    "daily.ics": (
        lambda: CALENDAR.format("".join(EVENT.format(n, "RRULE:FREQ=DAILY;COUNT=99999\r\n") for n in range(2_000))),
        report(2_000, 2_000, 0),
    ),
    "attendees.ics": (
        lambda: CALENDAR.format(EVENT.format(1, filled("ATTENDEE:mailto:ann@x.example\r\n"))),
        report(1, 1, 0),
    ),
    "days.ics": (lambda: CALENDAR.format(EVENT.format(1, f"RDATE:{filled('20261101T100000Z,')}\r\n")), report(1, 1, 0)),
    "deep.json": (lambda: MONICA.format(filled("[")), NO_MONICA),
    "cut.json": (lambda: MONICA.format('[{"type": "contact", "values": [' + filled('{"uuid": "u"},')), NO_MONICA),
    "string.json": (lambda: MONICA.format('"' + filled("x")), NO_MONICA),
    "number.json": (lambda: MONICA.format(filled("9")), NO_MONICA),
    "line.jsonl": (lambda: '{"bondtui": "book", "schema": 1}\n{"name": "' + filled("x"), report(1, 0, 1)),
    "lines.jsonl": (lambda: '{"bondtui": "book", "schema": 1}\n' + "{}\n" * 100_000, report(100_000, 0, 100_000)),
    "stars.md": (
        lambda: "### Activities:\n- 2026-10-18: **Bea** " + filled("**a") + "\n### Friends:\n- Bea\n",
        report(2, 2, 0),
    ),
    "brackets.md": (lambda: "### Friends:\n- Bea " + filled("(a") + filled("[") + "\n- Cy\n", report(2, 2, 0)),
    "spaces.txt": (lambda: CHAT + filled(" "), report(1, 1, 0)),
    "digits.txt": (lambda: CHAT + filled("12/10/26, 10:0"), report(1, 1, 0)),
    "lines.txt": (lambda: CHAT + filled("\n"), report(1, 1, 0)),
    "colons.txt": (lambda: CHAT + filled("12/10/26, 10:00 - a" + ":" * 900 + "\n"), report(2, 2, 0)),
}


@pytest.fixture
def ann(book: Book) -> Book:
    book.contacts.add(ContactForm("Ann"))
    return book


def imported(book: Book, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIMITED, "--db", str(book.path), "import", str(path), "--me", "Me", "--json"],
        capture_output=True, text=True, check=False, env={**os.environ, "BONDTUI_TODAY": book.today().isoformat()},
    )  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_big_bad_file_gives_its_report_or_a_sentence(ann: Book, tmp_path: Path, name: str) -> None:
    make, expected = FILES[name]
    content = make()
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    before = dump(ann.path)

    ran = imported(ann, path)

    if isinstance(expected, str):
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
        assert expected in ran.stderr
        assert dump(ann.path) == before
    else:
        assert (ran.returncode, ran.stderr) == (0, "")
        told: Any = json.loads(ran.stdout)["files"][0]
        assert {key: told[key] for key in expected} == expected
    assert doctor.examine(ann.path, DEFAULT_CADENCES) == []
