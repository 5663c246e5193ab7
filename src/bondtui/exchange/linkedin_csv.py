"""LinkedIn's Connections.csv: notes above the header, and somebody one is connected with but may never have met."""

import re
from collections.abc import Iterator
from datetime import date

from bondtui.domain.incoming import Asked, Record, Remark
from bondtui.exchange.csv_people import Put, Step, people, telling
from bondtui.exchange.csv_person import Draft
from bondtui.exchange.csv_rows import Header, header_in
from bondtui.exchange.source import Source

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile("([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})")


def looks_like(head: str) -> bool:
    """Whether the text begins as this table does."""
    return header_in(head, _is_header) is not None


def read(source: Source, asked: Asked) -> Iterator[Record | Remark]:
    """Everybody in the file. Refused when it has no such header."""
    return people(source, _is_header, "LinkedIn's connections", _plan)


def _is_header(header: Header) -> bool:
    return {"first name", "last name", "connected on"} <= {name.casefold() for name in header}


def _plan(header: Header) -> list[Step]:
    columns = {name.casefold(): at for at, name in reversed(list(enumerate(header)))}
    steps = [Step(columns.pop(name), put) for name, put in _PUTS.items() if name in columns]
    return steps + [Step(at, telling(header[at])) for at in columns.values() if header[at]]


def _met(draft: Draft, text: str, label: str) -> None:
    draft.how_met = f"LinkedIn, {_day(text)}"


def _day(text: str) -> str:
    """`2025-12-07`, or the words as they are. Nobody was connected before 2003, so two digits are of this century."""
    if not (match := _DAY.fullmatch(text)) or (month := match[2][:3].lower()) not in _MONTHS:
        return text
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    try:
        return date(year, _MONTHS.index(month) + 1, int(match[1])).isoformat()
    except ValueError:
        return text


def _url(draft: Draft, text: str, label: str) -> None:
    draft.method("url", text, "LinkedIn", "URL")


def _email(draft: Draft, text: str, label: str) -> None:
    draft.method("email", text, "", "E-mail")


_PUTS: dict[str, Put] = {
    "first name": Draft.add_part,
    "last name": Draft.add_part,
    "url": _url,
    "email address": _email,
    "company": Draft.add_company,
    "position": Draft.add_role,
    "connected on": _met,
}
