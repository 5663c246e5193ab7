"""The file of the `friends` command: a Markdown list of friends, of what was done with them, and of notes on them."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Asked, Happening, Occasion, Participant, Person, Record, Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator
from bondtui.domain.text import MAX_LINE, clean, clean_line, cut, fold, too_long
from bondtui.exchange.source import Source

LONGEST = 256 * 1024
"""Characters of a line that are read: no text in the book has so many."""

REMEMBERED = 500_000
"""Names, and lines already met, that are kept in mind."""

_HEADING = re.compile(r"^### (?:Activities|Notes|Friends|Locations):[ \t]*\r?$", re.MULTILINE)
_BULLET = re.compile(r"[-*+][ \t]+")
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9-])[ \t]?:?")
_KINDS = {"activities": (Channel.MEETING, Initiator.BOTH), "notes": (Channel.NOTE, Initiator.ME)}


class _Entry(NamedTuple):
    section: str
    line: int
    text: str
    whole: bool


def looks_like(head: str) -> bool:
    """Whether one of the four headings of the file stands on a line of its own."""
    return _HEADING.search(head) is not None


def read(source: Source, asked: Asked) -> Iterator[Record | Remark]:
    """The friends first, then what happened: theirs is the third section, so the file is read twice."""
    names: dict[str, str] = {}
    for entry in _entries(source):
        if not entry.whole:
            yield Remark(entry.line, f"The line is longer than {LONGEST} characters, and what follows was left out.")
        if entry.section == "friends":
            yield from _friend(entry, names)
    met: dict[str, int] = {}
    for entry in _entries(source):
        if entry.section in _KINDS:
            yield from _dated(entry, names, met, asked.today)
        elif entry.section not in ("friends", "locations", ""):
            yield Remark(
                entry.line,
                f"“{clean_line(entry.text[:200])[:60]}” stands in a section that is not known and was left out.",
            )


def _entries(source: Source) -> Iterator[_Entry]:
    """Each line that says something, cleaned and without its bullet; the section is the heading in small letters."""
    section, number = "", 0
    with source.text() as file:
        while line := file.readline(LONGEST):
            number += 1
            end, whole = line, True
            while end and end[-1] not in "\r\n":
                end = file.readline(LONGEST)
                whole = whole and not end.rstrip("\r\n")
            if line.isspace():
                continue
            text = clean(line)
            bullet = _BULLET.match(f"{text} ")
            if text.startswith("#"):
                section = text.strip("#: \t").casefold()
            elif text := text[bullet.end() :].strip() if bullet else text:
                yield _Entry(section, number, text, whole)


def _friend(entry: _Entry, names: dict[str, str]) -> Iterator[Record | Remark]:
    name, aliases, place, tags = _parts(clean_line(entry.text))
    long = [each for each in (name, *aliases, *tags) if len(each) > MAX_LINE]
    if long:
        yield Remark(entry.line, f"What is too long for one line of “{name[:60]}” is in the text about them.")
    about = "\n".join([*([f"Location: {place}"] if place else []), *long])
    if too_long(about):
        yield Remark(entry.line, f"The text about “{name[:60]}” is longer than 64 KiB and was cut there.")
    form = ContactForm(name[:MAX_LINE].rstrip(), aliases=_short(aliases), about=cut(about), tags=_short(tags))
    if len(names) < REMEMBERED:
        names[fold(form.name)] = form.name
        for alias in form.aliases:
            # A nickname of two is nobody's.
            taken = names.setdefault(fold(alias), form.name) != form.name
            names[fold(alias)] = alias if taken else form.name
    yield Person(entry.line, form)


def _parts(text: str) -> tuple[str, list[str], str, list[str]]:
    """Name, nicknames, place and tags, read from the end, in any order: brackets within the name stay there."""
    aliases: list[str] = []
    place = ""
    words = text.split(" ")
    tags: list[str] = []
    for _ in range(3):
        while len(words) > 1 and words[-1].startswith("@") and len(words[-1]) > 1:
            tags.append(words.pop()[1:])
        text = " ".join(words)
        name, mark, nicknames = text.rpartition(" (a.k.a. ")
        if not aliases and mark and text.endswith(")"):
            aliases = [alias for each in nicknames[:-1].split("a.k.a. ") if (alias := each.strip())]
            text = name
        name, mark, bracketed = text.rpartition(" [")
        if not place and mark and text.endswith("]"):
            place, text = bracketed[:-1].strip(), name
        words = text.split(" ")
    return text, aliases, place, tags[::-1]


def _short(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if len(text) <= MAX_LINE)


def _dated(entry: _Entry, names: dict[str, str], met: dict[str, int], today: date) -> Iterator[Record | Remark]:
    match = _DAY.match(entry.text)
    shown = f"“{clean_line(entry.text[:200])[:60]}”"
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        yield Skipped(entry.line, f"The day of {shown} is in no calendar.")
        return
    if day is None or match is None:
        yield Skipped(entry.line, f"{shown} has no day.")
        return
    if day > today:
        yield Skipped(entry.line, f"{shown} is after today.")
        return
    said = clean(entry.text[match.end() :])
    text, starred = _starred(cut(said))
    if not starred:
        yield Skipped(entry.line, f"{shown} has nobody's name between stars.")
        return
    if too_long(said):
        yield Remark(entry.line, f"{shown} is longer than 64 KiB and was cut there.")
    channel, initiator = _KINDS[entry.section]
    whom = dict.fromkeys(names.get(fold(name), name) for name in starred)
    people = tuple(Participant(name) for name in whom)
    key = _key(entry.section, day, text, met)
    yield Occasion(entry.line, (Happening(key, day, channel, initiator, True, text, people),))


def _starred(text: str) -> tuple[str, list[str]]:
    """The text without the stars around names, and the names. Other stars stay."""
    pieces = text.split("**")
    plain, names = [pieces[0]], list[str]()
    at = 1
    while at < len(pieces):
        name = pieces[at]
        if at + 1 < len(pieces) and _is_name(name):
            names.append(clean_line(name))
            plain += name, pieces[at + 1]
            at += 2
        else:
            plain += "**", name
            at += 1
    return "".join(plain), names


def _is_name(text: str) -> bool:
    return bool(text) and text == text.strip() and "*" not in text and len(text) <= MAX_LINE


def _key(section: str, day: date, text: str, met: dict[str, int]) -> str:
    """The same line has the same key in the next file; the second of two that are the same has another."""
    digest = hashlib.sha256(f"{section}\n{text}".encode()).hexdigest()[:16]
    key = f"friends:{day}:{digest}"
    if len(met) >= REMEMBERED:
        met.clear()
    met[key] = met.get(key, 0) + 1
    return key if met[key] == 1 else f"{key}:{met[key]}"
