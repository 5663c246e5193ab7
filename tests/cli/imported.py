"""What the tests of importing share: the samples, and all that is in a book, told briefly."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.cli.conftest import Ran, Run

DATA = Path(__file__).parent.parent / "data"
SAMPLES = {
    "google.csv": ("google", 14, 13, 1), "google-old.csv": ("google", 6, 6, 0), "linkedin.csv": ("linkedin", 8, 6, 1),
    "outlook.csv": ("outlook", 6, 6, 0), "apple.vcf": ("vcard", 6, 5, 1), "nextcloud.vcf": ("vcard", 5, 4, 1),
    "nokia.vcf": ("vcard", 5, 5, 0), "broken.vcf": ("vcard", 8, 7, 1), "friends.md": ("friends", 13, 13, 0),
    "monica.json": ("monica", 8, 6, 2), "whatsapp-android.txt": ("whatsapp", 4, 4, 0),
    "whatsapp-ios.txt": ("whatsapp", 3, 3, 0), "meetings.ics": ("icalendar", 10, 5, 5),
}  # fmt: skip
"""The kind of each, and how many records are read, added and skipped."""

NEWCOMER = {"last_contact_on": None, "cadence_days": 90, "due_on": "2027-02-21"}
"""What is computed of somebody added on the tests' day with whom nothing has happened."""


def bring(run: Run, name: str, *options: str, today: str = "2026-11-23") -> Ran:
    """`import` a sample, the calendar's people being there."""
    if name == "meetings.ics" and not run("list", "--json").json["contacts"]:
        run("add", "Petra Vogel", "--email", "petra@vogel.example")
        run("add", "Andrzej Sowa", "--email", "andrzej@sowa.example")
    return run("import", str(DATA / name), "--me", "Rui Castro", *options, today=today)


def report(ran: Ran) -> dict[str, Any]:
    (told,) = ran.json["files"]
    assert told["read"] == told["added"] + told["updated"] + told["unchanged"] + told["skipped"]
    return dict(told)


def figures(ran: Ran) -> tuple[int, int, int, int, int]:
    """Read, added, updated, unchanged, skipped."""
    told = report(ran)
    return told["read"], told["added"], told["updated"], told["unchanged"], told["skipped"]


def everybody(run: Run, query: str = "") -> str:
    """Everybody in name order with all that is known of them and is not so of every newcomer, line by line."""
    arguments = ("list", query, "--json") if query else ("list", "--json")
    pages = (run("show", each["uid"], "--json").json for each in run(*arguments).json["contacts"])
    return "".join(line.replace("\n", " ⏎ ") + "\n" for page in pages for line in _lines(page))


def _lines(page: dict[str, Any]) -> Iterator[str]:
    who, (began,) = page["contact"], page["ledger"]
    assert (who["stage"], who["added_on"], who["snoozed_until"]) == ("stranger", "2026-11-23", None)
    assert (began["date"], began["from"], began["to"], began["reason"]) == ("2026-11-23", None, "stranger", None)
    assert [page[each] for each in ("payments", "projects", "referred_by", "referred", "expertise")] == [
        [], [], None, [], None,
    ]  # fmt: skip
    assert not any(each["private"] or each["signals"] for each in page["interactions"])
    yield who["name"]
    yield from (f"  also {each}" for each in who["aliases"])
    yield from (f"  {key} {who[key]}" for key in ("company", "role") if who[key])
    yield from (f"  tag {each}" for each in who["tags"])
    yield from (f"  {_labelled(each['kind'], each['label'])} {each['value']}" for each in page["methods"])
    yield from (f"  date {each['label']} {_day(each)}" for each in page["dates"])
    yield from (f"  {key} {page[key]}" for key in ("how_met", "about") if page[key])
    if {key: who[key] for key in NEWCOMER} != NEWCOMER or who["archived"]:
        state = ", archived" if who["archived"] else ""
        yield f"  last {who['last_contact_on']}, every {who['cadence_days']}, due {who['due_on']}{state}"
    for each in page["interactions"]:
        reached = "" if each["reached"] else " (in vain)"
        people = " + ".join(who["name"] for who in each["contacts"])
        yield f"  {each['date']} {each['channel']} by {each['initiator']}{reached} with {people}: {each['text']}"
    for each in page["follow_ups"]:
        assert each["done_on"] is None
        yield f"  follow-up {each['due_on']} {each['text']}"


def _labelled(kind: str, label: str | None) -> str:
    return f"{kind} ({label})" if label else kind


def _day(each: dict[str, Any]) -> str:
    day = f"{each['month']:02}-{each['day']:02}"
    return f"{each['year']}-{day}" if each["year"] else day


def rows(path: Path) -> list[str]:
    """The whole book, with its history and what is computed, row by row."""
    with closing(sqlite3.connect(path)) as book:
        return list(book.iterdump())
