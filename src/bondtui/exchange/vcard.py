"""vCard 2.1, 3.0 and 4.0, card by card. A damaged line costs itself, a damaged card nobody else."""

import re
from collections.abc import Iterator

from bondtui.domain.dates import DateOrder
from bondtui.domain.incoming import Asked, Record, Remark
from bondtui.exchange.source import Source
from bondtui.exchange.vcard_lines import LONGEST, Property, decode, edge, escape, parse, quote, unfold
from bondtui.exchange.vcard_person import read_card

MOST_LINES = 10_000
"""Content lines of a card that are read."""

_BEGIN = re.compile(r"\ufeff?BEGIN[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_STRAY = 10
"""Lines before the first card that may be something else."""


def looks_like(head: str) -> bool:
    """Whether a card begins there, with hardly anything before it."""
    lines = [line for line in head[:10_000].splitlines() if line.strip()]
    return any(_BEGIN.fullmatch(line) for line in lines[:_STRAY]) and not lines[0].upper().startswith("BEGIN:VCAL")


def read(source: Source, asked: Asked) -> Iterator[Record | Remark]:
    """Each card as a person or as skipped, and a remark for each line that could not be read, in the file's order.

    A card is at most 16 MiB and 10,000 lines; what is more is left out.
    """
    transcoded = source.encoding == "utf-16"
    card: _Card | None = None
    for line, raw in unfold(source.lines(LONGEST + 1)):
        at = edge(raw)
        if card is None:
            if at == b"BEGIN":
                card = _Card(line, transcoded)
            else:
                why = "This END belongs to no card." if at else f"This line stands between two cards: {_quoted(raw)}."
                yield Remark(line, why)
        elif at == b"END":
            if card.ends():
                yield from card.read(asked.order)
                card = None
        elif at == b"BEGIN":
            if not card.begins_agent():
                yield from card.read(asked.order)
                yield Remark(line, "The card before this line has no END.")
                card = _Card(line, transcoded)
        else:
            card.add(line, raw)
    if card:
        yield from card.read(asked.order)
        yield Remark(card.line, "This card has no END: the file may have been cut off.")


class _Card:
    """The lines of a card until its end."""

    def __init__(self, line: int, transcoded: bool) -> None:
        self.line = line
        self._transcoded = transcoded
        self._properties: list[Property] = []
        self._remarks: list[Remark] = []
        self._size = self._count = 0
        self._is_full = False
        self._agent: list[str] | None = None

    def add(self, line: int, raw: bytes) -> None:
        self._count += 1
        if self._size + len(raw) > LONGEST or self._count > MOST_LINES:
            if not self._is_full:
                self._remarks.append(Remark(line, "This card is too large: from here on not all of it was read."))
            self._is_full = True
            return
        self._size += len(raw)
        if self._agent is not None:
            self._agent.append(decode(raw))
        elif (found := parse(line, raw, self._transcoded)) and found.name not in ("BEGIN", "END"):
            self._properties.append(found)
        else:
            self._remarks.append(Remark(line, f"This line is no property and was left out: {_quoted(raw)}."))

    def begins_agent(self) -> bool:
        """Whether a BEGIN within the card is of the card of somebody's agent, which 2.1 puts inside."""
        last = self._properties[-1] if self._properties else None
        if self._agent is not None or not last or last.name != "AGENT" or last.value.strip():
            return False
        self._agent = []
        return True

    def ends(self) -> bool:
        """Whether an END is the card's own. The card of an agent becomes one line, as 3.0 has it."""
        if self._agent is None:
            return True
        inner = escape("\n".join(("BEGIN:VCARD", *self._agent, "END:VCARD", "")))
        last = self._properties.pop()
        agent = parse(last.line, f"AGENT:{inner}".encode())
        if agent:
            self._properties.append(agent)
        self._agent = None
        return False

    def read(self, order: DateOrder) -> Iterator[Record | Remark]:
        who, remarks = read_card(self.line, self._properties, order)
        yield who
        yield from sorted((*self._remarks, *remarks), key=lambda remark: remark.line or 0)


def _quoted(raw: bytes) -> str:
    return quote(decode(raw[:200]))
