"""Monica's JSON export (version 4, `1.0-preview.1`), read three times: its outline, who is in it, then each contact."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TextIO

from bondtui.domain.incoming import Asked, Record, Remark, Skipped
from bondtui.domain.text import clean_line
from bondtui.errors import Refused
from bondtui.exchange.monica_context import Context, heading
from bondtui.exchange.monica_facts import page_of
from bondtui.exchange.monica_item import Item, sections
from bondtui.exchange.monica_json import BadValue, Broken, JsonReader
from bondtui.exchange.source import Source

_ACCOUNT = re.compile(r'"account"\s{0,40}:\s{0,40}\{')
_MOST_SECTIONS = 10_000
_OF_USE = ("user", "contact", "activity", "relationship", "document")
_LISTS = ("activity_types", "contact_field_types", "genders", "life_event_types")


def looks_like(head: str) -> bool:
    """Whether a file begins like an export: an object with an account in it."""
    return head.lstrip("\ufeff \t\r\n").startswith("{") and bool(_ACCOUNT.search(head))


def read(source: Source, asked: Asked) -> Iterator[Record | Remark]:
    """Contact by contact; what several did together comes with the first of them. Lines are None: JSON has none.

    Refused before anything comes when the file is no export, or is cut off.
    """
    context = Context()
    name = clean_line(source.path.name)
    try:
        with source.text() as text:
            kinds = _outline(JsonReader(text), context)
        with source.text() as text:
            _survey(text, kinds, context)
        with source.text() as text:
            yield from _people(text, kinds, context, asked)
    except Broken as error:
        why = str(error) or "it is cut off or no JSON"
        raise Refused(f"{name} could not be read as a Monica export: {why}.") from None
    yield from _left_out(context)


def _outline(reader: JsonReader, context: Context) -> list[str]:
    """The kind of each section, to the end of the file: a section may name it behind its records."""
    kinds: list[str] | None = None
    for key in _account(reader):
        if key == "data":
            kinds = [*(kinds or []), *(_kind(reader) for _ in islice(reader.elements(), _MOST_SECTIONS))]
            if len(kinds) >= _MOST_SECTIONS:
                raise Broken("it has too many sections")
        elif key == "instance" and reader.peek() == "{":
            for name in reader.members():
                _list(reader, name, context)
        elif key == "properties" and reader.peek() == "{":
            for name in reader.members():
                if name == "journal_entries":
                    context.left_out.update("journal entry" for _ in _skipping(reader))
                else:
                    reader.skip()
        else:
            reader.skip()
    if kinds is None:
        raise Broken("there is no account in it")
    if reader.peek():
        context.left_out["what follows its end"] += 1
    return kinds


def _account(reader: JsonReader) -> Iterator[str]:
    if reader.peek() != "{":
        raise Broken("there is no account in it")
    for key in reader.members():
        if key == "account" and reader.peek() == "{":
            yield from reader.members()
        else:
            reader.skip()


def _kind(reader: JsonReader) -> str:
    if reader.peek() != "{":
        reader.skip()
        return ""
    kind = ""
    for key in reader.members():
        if key == "type" and reader.peek() == '"':
            kind = _text(reader)
        else:
            reader.skip()
    return kind


def _text(reader: JsonReader) -> str:
    try:
        return str(reader.value())
    except BadValue:
        return ""


def _list(reader: JsonReader, name: str, context: Context) -> None:
    """The entries of one of the export's own lists: types and genders."""
    for _ in reader.elements():
        if name not in _LISTS:
            reader.skip()
            continue
        try:
            context.add_kind(reader.value())
        except BadValue:
            context.left_out["a type it could not name"] += 1


def _skipping(reader: JsonReader) -> Iterator[None]:
    for _ in reader.elements():
        yield
        reader.skip()


def _records(text: TextIO, kinds: list[str]) -> Iterator[tuple[str, JsonReader]]:
    """Stops before each record of the account's sections, with its kind."""
    reader, coming = JsonReader(text), iter(kinds)
    for key in _account(reader):
        if key != "data":
            reader.skip()
            continue
        for _ in reader.elements():
            yield from _of_section(reader, next(coming, ""))


def _of_section(reader: JsonReader, kind: str) -> Iterator[tuple[str, JsonReader]]:
    if reader.peek() != "{":
        yield "", reader
        return
    for key in reader.members():
        if key != "values":
            reader.skip()
            continue
        for _ in reader.elements():
            yield kind, reader


def _survey(text: TextIO, kinds: list[str], context: Context) -> None:
    """Who is in the file, and what all of them did."""
    for number, (kind, reader) in enumerate(_records(text, kinds)):
        if kind not in _OF_USE or kind == "document":
            context.left_out[clean_line(kind)[:40] or "a section without a kind"] += 1
        if kind not in _OF_USE:
            reader.skip()
            continue
        try:
            context.add(kind, reader.value(), number)
        except BadValue as error:
            if kind != "contact":
                context.left_out[f"{kind} that could not be read, {error}"] += 1


def _people(text: TextIO, kinds: list[str], context: Context, asked: Asked) -> Iterator[Record | Remark]:
    for number, (kind, reader) in enumerate(_records(text, kinds)):
        if kind != "contact":
            reader.skip()
            continue
        try:
            record = reader.value()
            item = Item(record)
            who = heading(item, list(sections(item.sections)), context.kinds, number)
            if why := _why_not(who.name, who.uid in context.me, who.partial):
                yield Skipped(None, why)
                continue
            page, person = page_of(who, record, context, asked.today)
        except BadValue as error:
            yield Skipped(None, f"A contact could not be read: {error}.")
            continue
        yield person
        yield from page.remarks


def _why_not(name: str, is_me: bool, partial: bool) -> str:
    """Why a contact does not come into the book; empty when they do."""
    who = name[:200] or "A contact without a name"
    if is_me:
        return f"{who} is you."
    if partial:
        return f"{who} is a relative without a page of their own."
    return "" if name else "A contact has no name, company, e-mail or phone."


def _left_out(context: Context) -> Iterator[Remark]:
    for uid, activity in context.activities.items():
        if uid not in context.met:
            what = clean_line(activity.text)[:60]
            yield Remark(None, f"The activity “{what}” of {activity.day or 'no day'} is with nobody who came in.")
    for what, count in context.left_out.items():
        yield Remark(None, f"The book has no place for what the export calls {what}: {count} left out.")
