"""Contacts as a table for a spreadsheet, which must neither run what is in it nor lose any of it."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from bondtui.domain.contacts import PartialDate
from bondtui.exchange.csv_rows import guarded

COLUMNS = (
    *("uid", "name", "aliases", "company", "role", "stage", "tags", "emails", "phones", "urls", "addresses"),
    *("birthday", "expertise", "how met", "about", "last contact", "due", "added", "archived"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One contact as a row. What there can be several of stands one to a line in its cell."""

    uid: str
    name: str
    stage: str
    added: date
    aliases: tuple[str, ...] = ()
    company: str = ""
    role: str = ""
    tags: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    birthday: PartialDate | None = None
    expertise: str = ""
    how_met: str = ""
    about: str = ""
    last_contact: date | None = None
    due: date | None = None
    archived: bool = False


def write(contacts: Iterable[Listed]) -> Iterator[bytes]:
    """The table as RFC 4180 has it, row by row, in UTF-8 with the mark by which Excel knows it.

    What could be a formula has a `'` before it. A birthday without a year is `--12-04`, which no spreadsheet completes.
    """
    yield f"\ufeff{_row(COLUMNS)}".encode()
    for each in contacts:
        yield _row(map(guarded, _cells(each))).encode()


def _row(cells: Iterable[str]) -> str:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _cells(each: Listed) -> tuple[str, ...]:
    return (
        each.uid,
        each.name,
        _lines(each.aliases),
        each.company,
        each.role,
        each.stage,
        _lines(each.tags),
        _lines(each.emails),
        _lines(each.phones),
        _lines(each.urls),
        _lines(each.addresses),
        _birthday(each.birthday),
        each.expertise,
        each.how_met,
        each.about,
        _day(each.last_contact),
        _day(each.due),
        _day(each.added),
        "yes" if each.archived else "",
    )


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(texts)


def _birthday(on: PartialDate | None) -> str:
    if on is None:
        return ""
    return str(on) if on.year is not None else f"--{on}"


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
