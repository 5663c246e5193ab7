"""Outlook's table of contacts, as the desktop and the web write it: close to a hundred columns, most of them empty."""

import re
from collections.abc import Iterator
from functools import partial

from bondtui.domain.incoming import Asked, Record, Remark
from bondtui.exchange.csv_days import Days, told_order
from bondtui.exchange.csv_people import Put, Step, cells_of, people, telling
from bondtui.exchange.csv_person import Draft
from bondtui.exchange.csv_rows import Header, header_in
from bondtui.exchange.source import Source

_DATES = ("birthday", "anniversary")
_KNOWN_BY = {
    *("e-mail address", "e-mail display name", "business phone", "home phone", "business street", "home street"),
    *("business fax", "company main phone", "other phone", "primary phone", "web page", "job title"),
}
_ITS_OWN = {
    *("e-mail address", "e-mail type", "e-mail display name", "e-mail 2 address", "e-mail 2 type", "e-mail 3 address"),
    *("business street", "business street 2", "business city", "business state", "business postal code"),
    *("business country", "business country/region", "business fax", "business phone 2", "company main phone"),
    *("other street", "other fax", "callback", "radio phone", "tty/tdd phone", "given yomi", "given name yomi"),
}
"""Names that hardly anybody else gives a column."""

_MORE = {
    *("account", "assistant's name", "assistant's phone", "billing information", "children", "company yomi"),
    *("department", "directory server", "family name yomi", "gender", "given name yomi", "given yomi"),
    *("government id number", "hobby", "imaddress", "initials", "internet free busy", "keywords", "language"),
    *("location", "manager's name", "mileage", "office location", "organizational id number", "priority", "private"),
    *("profession", "referred by", "schools", "sensitivity", "spouse", "surname yomi"),
    *("pager", "callback", "telex", "isdn", "web page", "personal web page"),
}
"""What it writes beside what there are several of, and beside what has a place of its own here."""

_SEVERAL = re.compile(
    "e-mail(?: [23])? (?:address|type|display name)|user [1-4]"
    "|(?:home|business|mobile|car|other|primary|company main|radio|tty/tdd) (?:phone|fax)(?: 2)?"
    "|(?:home|business|other) (?:address|street(?: [23])?|(?:address )?po box|city|state|postal code)"
    "|(?:home|business|other) country(?:/region)?"
)
_LABELS = {"business": "work", "company main": "company"}
_EMAIL = re.compile("e-?mail(?: [0-9]{1,2})? (address|type|display name)")
_PHONE = re.compile("(?:(.+) )?(phone|fax)(?: [0-9]{1,2})?|(pager|callback|telex|isdn)")
_PLACE = re.compile("(.+?) (street(?: [23])?|(?:address )?po box|city|state|postal code|country(?:/region)?)")
_URL = re.compile("(?:(.+) )?web page")
_PLACES = ("street", "street 2", "street 3", "address po box", "po box", "city", "state", "postal code")


def looks_like(head: str) -> bool:
    """Whether the text begins as this table does."""
    return header_in(head, _is_its_own) is not None


def read(source: Source, asked: Asked) -> Iterator[Record | Remark]:
    """Everybody in the file. Refused when it has no such header."""
    told = told_order(cells_of(source, _is_header, lambda name: name.casefold() in _DATES))
    yield from people(source, _is_header, "Outlook's contacts", partial(_plan, Days(told, slashed="mdy")))


def _is_header(header: Header) -> bool:
    names = {name.casefold() for name in header}
    return {"first name", "last name"} <= names and len(names & (_KNOWN_BY | _ITS_OWN)) > 1


def _is_its_own(header: Header) -> bool:
    """Whether nearly all columns are Outlook's: a table of somebody's own has a few by the same name."""
    names = {name.casefold() for name in header if name}
    if not {"first name", "last name"} <= names or len(names & _ITS_OWN) < 2:
        return False
    others = names - _MORE - _ONCE.keys() - {*_DATES}
    return 10 * sum(not _SEVERAL.fullmatch(name) for name in others) <= len(names)


def _plan(days: Days, header: Header) -> list[Step]:
    """The columns there are once, in the order a name is spoken; then all others as they stand."""
    columns = {name.casefold(): at for at, name in reversed(list(enumerate(header)))}
    puts = _ONCE | {name: partial(_date, days, name) for name in _DATES}
    steps = [Step(columns.pop(name), put) for name, put in puts.items() if name in columns]
    places: dict[str, dict[str, int]] = {}
    for name, at in sorted(columns.items(), key=lambda column: column[1]):
        if match := _PLACE.fullmatch(name):
            places.setdefault(match[1], {})[match[2].removesuffix("/region")] = at
        elif name:
            steps.append(Step(at, _put(name, header[at])))
    for prefix, parts in places.items():
        put = partial(_place, _LABELS.get(prefix, prefix))
        steps += [Step(parts[part], put) for part in (*_PLACES, "country") if part in parts]
    return steps


def _put(name: str, title: str) -> Put:
    """What becomes of a column that may be there several times, or that has no place of its own."""
    if match := _EMAIL.fullmatch(name):
        puts: dict[str, Put] = {"address": _email, "type": Draft.leave_out, "display name": partial(_made, title)}
        return puts[match[1]]
    if (match := _PHONE.fullmatch(name)) and match[1] != "assistant's":
        label = match[3] or _LABELS.get(match[1] or "", match[1] or "")
        return partial(_method, "phone", f"{label} fax".strip() if match[2] == "fax" else label, title)
    if match := _URL.fullmatch(name):
        return partial(_method, "url", match[1] or "", title)
    return partial(_made, title) if name == "initials" else telling(title)


def _tags(draft: Draft, text: str, label: str) -> None:
    draft.tags += text.split(";")


def _date(days: Days, named: str, draft: Draft, text: str, label: str) -> None:
    draft.date(days, named, text)


def _email(draft: Draft, text: str, label: str) -> None:
    draft.method("email", text, "", "E-mail")


def _method(kind: str, named: str, title: str, draft: Draft, text: str, label: str) -> None:
    draft.method(kind, text, named, title)


def _made(title: str, draft: Draft, text: str, label: str) -> None:
    draft.tell_if_new(title, text)


def _place(named: str, draft: Draft, text: str, label: str) -> None:
    draft.place("", named, text)


_ONCE: dict[str, Put] = {
    "first name": Draft.add_part,
    "middle name": Draft.add_part,
    "last name": Draft.add_part,
    "suffix": Draft.add_part,
    # The honorific is no part of the name.
    "title": Draft.leave_out,
    "nickname": Draft.add_alias,
    "company": Draft.add_company,
    "job title": Draft.add_role,
    "notes": Draft.add_note,
    "categories": _tags,
}
