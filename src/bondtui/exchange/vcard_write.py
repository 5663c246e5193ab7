"""Contacts as vCard 3.0, the version every address book reads: with what was kept of the card they came from."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bondtui.domain.contacts import BIRTHDAY, DEATH, ContactMethod, ImportantDate
from bondtui.domain.forms import ContactForm
from bondtui.exchange.vcard_lines import KINDS, Property, escape, harmless, parse
from bondtui.exchange.vcard_name import parted, whole

FOLD = 75
"""Bytes of a line, without its end."""

_ITEM = re.compile(r"item([0-9]{1,9})\.", re.IGNORECASE)
_PROPERTY = {"email": "EMAIL", "phone": "TEL", "url": "URL", "address": "ADR"}


@dataclass(frozen=True, slots=True)
class Card:
    """A contact to be written. `properties` are lines kept when they were read."""

    uid: str
    form: ContactForm
    properties: tuple[str, ...] = ()


def write(cards: Iterable[Card]) -> Iterator[bytes]:
    """Each card's bytes. Texts are taken to be cleaned, as the book has them.

    Stage, cadence, referrer and the ledger's first day are the book's own and are not in it.
    """
    for card in cards:
        lines = ("BEGIN:VCARD", "VERSION:3.0", *_Lines(card).all(), "END:VCARD")
        yield b"".join(_folded(harmless(line)) for line in lines)


class _Lines:
    """The lines of one card. Groups are numbered on from those that were kept."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._item = max((int(found[1]) for each in card.properties if (found := _ITEM.match(each))), default=0)

    def all(self) -> Iterator[str]:
        form = self._card.form
        kept = [parse(0, each.encode()) for each in self._card.properties]
        yield f"UID:{escape(self._card.uid)}"
        yield f"FN:{escape(form.name)}"
        yield _structured_name(form, [each for each in kept if each])
        yield from _list("NICKNAME", form.aliases)
        yield from _text("ORG", form.company)
        yield from _text("TITLE", form.role)
        for method in form.methods:
            yield from self._method(method)
        yield from self._dates(form.dates)
        yield from _list("CATEGORIES", form.tags)
        yield from _text("X-BONDTUI-EXPERTISE", form.expertise)
        yield from _text("X-BONDTUI-HOW-MET", form.how_met)
        yield from _text("NOTE", form.about)
        for line, found in zip(self._card.properties, kept, strict=True):
            if found and found.name not in ("N", "FN"):
                yield line

    def _method(self, method: ContactMethod) -> Iterator[str]:
        name = _PROPERTY[method.kind]
        # A URL is no text: other programs take its commas as they are.
        value = method.value.replace("\\", "\\\\") if method.kind == "url" else escape(method.value)
        if method.kind == "address":
            value = f";;{value};;;;"
        types = method.label.split(", ")
        if KINDS.issuperset(types) and len(set(types)) == len(types):
            yield f"{name};TYPE={','.join(types)}:{value}"
        else:
            yield from self._labelled(f"{name}:{value}", method.label)

    def _dates(self, dates: Iterable[ImportantDate]) -> Iterator[str]:
        of_one = {BIRTHDAY: "BDAY", DEATH: "DEATHDATE"}
        for each in dates:
            day = each.on
            form = f":{day}" if day.year is not None else f";X-APPLE-OMIT-YEAR=1604:1604-{day}"
            if name := of_one.pop(each.label.casefold(), ""):
                yield f"{name}{form}"
            else:
                label = "_$!<Anniversary>!$_" if each.label.casefold() == "anniversary" else each.label
                yield from self._labelled(f"X-ABDATE{form}", label)

    def _labelled(self, line: str, label: str) -> Iterator[str]:
        if not label:
            yield line
            return
        self._item += 1
        yield f"item{self._item}.{line}"
        yield f"item{self._item}.X-ABLabel:{escape(label)}"


def _structured_name(form: ContactForm, kept: list[Property]) -> str:
    """As it was read, as long as the name is still the one it came with."""
    structured = next((each for each in kept if each.name == "N"), None)
    formatted = next((each.text for each in kept if each.name == "FN"), "")
    if structured and (whole(structured) in (form.name, "") or formatted == form.name):
        return structured.kept
    if form.name == form.company:
        return "N:;;;;"
    return f"N:{';'.join(map(escape, parted(form.name)))};;;"


def _text(name: str, text: str) -> Iterator[str]:
    if text:
        yield f"{name}:{escape(text)}"


def _list(name: str, texts: Iterable[str]) -> Iterator[str]:
    if value := ",".join(map(escape, texts)):
        yield f"{name}:{value}"


def _folded(line: str) -> bytes:
    """The line with its end, broken where a letter ends; a line that goes on begins with a blank."""
    data = line.encode()
    pieces = []
    start, room = 0, FOLD
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, FOLD - 1
    return b"\r\n ".join((*pieces, data[start:])) + b"\r\n"
