"""Google Contacts as CSV, with the header of today and with the one until 2024."""

import re
from collections.abc import Iterator
from functools import partial

from bondtui.domain.incoming import Asked, Record, Remark
from bondtui.exchange.csv_days import Days
from bondtui.exchange.csv_people import Put, Step, people, telling
from bondtui.exchange.csv_person import Draft
from bondtui.exchange.csv_rows import Header, header_in
from bondtui.exchange.source import Source

_JOINED = re.compile(r"(?:^|\s):::(?=\s|$)")
_GROUPED = re.compile("(.+) ([0-9]{1,4}) - (.+)")
_GROUPS = {"e-mail", "phone", "address", "website", "relation", "event", "custom field", "organization", "im"}
_LABELS = ("label", "service", "type")
_ADDRESS = ("formatted", "street", "extended address", "po box", "city", "region", "postal code", "country")


def looks_like(head: str) -> bool:
    """Whether the text begins as this table does."""
    return header_in(head, _is_header) is not None


def read(source: Source, asked: Asked) -> Iterator[Record | Remark]:
    """Everybody in the file. Refused when it has no such header."""
    return people(source, _is_header, "a table of Google contacts", partial(_plan, Days(slashed=asked.order)))


def _is_header(header: Header) -> bool:
    names = {name.casefold() for name in header}
    return (
        names >= {"first name", "file as", "labels"}
        or names >= {"given name", "yomi name", "group membership"}
        or any((match := _GROUPED.fullmatch(name)) and match[1] in _GROUPS for name in names)
    )


def _plan(days: Days, header: Header) -> list[Step]:
    """The columns there are once, in the order a name is spoken; then all others as they stand."""
    columns = {name.casefold(): at for at, name in reversed(list(enumerate(header)))}
    puts: dict[str, Put] = _ONCE | {"birthday": partial(_birthday, days)}
    steps = [Step(columns.pop(name), put) for name, put in puts.items() if name in columns]
    groups: dict[tuple[str, str], dict[str, int]] = {}
    for at in sorted(columns.values()):
        if match := _GROUPED.fullmatch(header[at]):
            groups.setdefault((match[1], match[2]), {})[match[3]] = at
        elif header[at]:
            steps.append(Step(at, telling(header[at])))
    for (kind, number), parts in groups.items():
        steps += _group(days, kind, number, parts)
    return steps


def _group(days: Days, kind: str, number: str, parts: dict[str, int]) -> Iterator[Step]:
    """What becomes of `E-mail 1 - Label`, `E-mail 1 - Value` and their like."""
    at = {name.casefold(): column for name, column in parts.items()}
    label_at = next((at[name] for name in _LABELS if name in at), -1)
    if kind.casefold() == "address":
        yield from (Step(at[part], partial(_place, number, part), label_at) for part in _ADDRESS if part in at)
    for part, column in parts.items():
        known = (kind.casefold(), part.casefold())
        if known[1] in _LABELS or (known[0] == "address" and known[1] in _ADDRESS):
            continue
        if known == ("event", "value"):
            yield Step(column, partial(_event, days), label_at)
        elif known in _NUMBERED:
            yield Step(column, _NUMBERED[known], label_at)
        elif known[1] == "value":
            yield Step(column, partial(_labelled, kind), label_at)
        else:
            yield Step(column, telling(f"{kind} {part}"))


def _each(text: str) -> list[str]:
    return [each.strip() for each in _JOINED.split(text)] if ":::" in text else [text]


def _label(text: str) -> str:
    """`* Work` is Work: the star says that it is the first."""
    return text.strip().removeprefix("*").strip()


def _company(draft: Draft, text: str, label: str) -> None:
    for each in _each(text):
        draft.add_company(each)


def _role(draft: Draft, text: str, label: str) -> None:
    for each in _each(text):
        draft.add_role(each)


def _filed_as(draft: Draft, text: str, label: str) -> None:
    draft.tell_if_new("", text)


def _tags(draft: Draft, text: str, label: str) -> None:
    """Groups with a star are Google's own."""
    draft.tags += (group for group in _each(text) if not group.startswith("*"))


def _method(kind: str, title: str, draft: Draft, text: str, label: str) -> None:
    for each in _each(text):
        draft.method(kind, each, _label(label), title)


def _website(draft: Draft, text: str, label: str) -> None:
    """Older exports escape the colon."""
    _method("url", "Website", draft, text.replace("\\:", ":"), label)


def _place(number: str, part: str, draft: Draft, text: str, label: str) -> None:
    """The parts say again what the formatted address says."""
    for index, each in enumerate(_each(text)):
        key = f"{number} {index}"
        if part == "formatted" or not draft.has_place(f"{key} formatted", _label(label)):
            draft.place(f"{key} formatted" if part == "formatted" else key, _label(label), each)


def _birthday(days: Days, draft: Draft, text: str, label: str) -> None:
    draft.date(days, "birthday", text)


def _event(days: Days, draft: Draft, text: str, label: str) -> None:
    named = _label(label) or "date"
    for each in _each(text):
        draft.date(days, named.lower() if named.lower() in ("anniversary", "birthday") else named, each)


def _labelled(kind: str, draft: Draft, text: str, label: str) -> None:
    for each in _each(text):
        draft.tell(_label(label) or kind, each)


_ONCE: dict[str, Put] = {
    "name": Draft.set_name,
    **dict.fromkeys(("first name", "given name"), Draft.add_part),
    **dict.fromkeys(("middle name", "additional name"), Draft.add_part),
    **dict.fromkeys(("last name", "family name"), Draft.add_part),
    "name suffix": Draft.add_part,
    "nickname": Draft.add_alias,
    "file as": _filed_as,
    "organization name": _company,
    "organization title": _role,
    "notes": Draft.add_note,
    "labels": _tags,
    "group membership": _tags,
    # A picture's address is no knowledge of a person, and the honorific is no part of the name.
    "photo": Draft.leave_out,
    "name prefix": Draft.leave_out,
}
_NUMBERED: dict[tuple[str, str], Put] = {
    ("e-mail", "value"): partial(_method, "email", "E-mail"),
    ("phone", "value"): partial(_method, "phone", "Phone"),
    ("website", "value"): _website,
    ("organization", "name"): _company,
    ("organization", "title"): _role,
}
