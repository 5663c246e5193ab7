"""The lines of an iCalendar file (RFC 5545) as they stream by: unfolded, decoded, taken apart.

The icalendar package wants a whole file at once and refuses what a person mended by hand; here a bad line costs itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bondtui.exchange.source import Source

LONGEST = 256 * 1024
"""Bytes of a line that are read: four times what any text in the book may have."""

# Possessive throughout: what was read once is never tried again, so no line is slow to refuse.
_NAME = re.compile(r"\s*+([\w-]++)(?=[;:])", re.ASCII)
_UP_TO_VALUE = re.compile(r'[^":]*+(?:"[^"]*+"[^":]*+)*+:')
_PARAMETER = re.compile(r';\s*+([\w-]++)\s*+=([^";]*+(?:"[^"]*+"[^";]*+)*+)', re.ASCII)
_CARET = re.compile(r"\^([n^'])")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A property: its name and its parameters' names in capitals, its value still escaped."""

    number: int
    name: str
    parameters: Mapping[str, str]
    value: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time on it, as written: `at` is midnight for a day, UTC where `utc`, else of some zone."""

    at: datetime
    timed: bool
    utc: bool


def unfolded(source: Source) -> Iterator[tuple[int, str]]:
    """Each line that is not empty, with the number it begins at; cut soon after `LONGEST` bytes.

    Decoded after unfolding, since a fold can fall inside a letter; a line that is no UTF-8 is taken for cp1252.
    """
    begins, parts, size = 0, list[bytes](), 0
    for number, line in enumerate(source.lines(LONGEST), 1):
        if not (parts and line[:1] in (b" ", b"\t")):
            if parts:
                yield begins, _decoded(b"".join(parts))
            begins, parts, size = number, [], 0
        elif size >= LONGEST:
            continue
        else:
            line = line[1:]
        if line or parts:
            parts.append(line)
            size += len(line)
    if parts:
        yield begins, _decoded(b"".join(parts))


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        if len(line) >= LONGEST and error.start > len(line) - 4:
            return line[: error.start].decode()
        return line.decode("cp1252", "replace")


def read_line(number: int, text: str) -> Line | None:
    """The property on an unfolded line; None when it is none, for want of a name or a colon or for an open quote."""
    name = _NAME.match(text)
    before = name and _UP_TO_VALUE.match(text, name.end())
    if not name or not before:
        return None
    found: dict[str, str] = {}
    if len(before[0]) > 1:
        for parameter in _PARAMETER.finditer(before[0][:-1]):
            found.setdefault(parameter[1].upper(), _CARET.sub(_uncaret, parameter[2].replace('"', "")))
    return Line(number, name[1].upper(), found, text[before.end() :])


def _uncaret(match: re.Match[str]) -> str:
    """RFC 6868: how a parameter holds a line break, a caret or a quote."""
    return {"n": "\n", "^": "^", "'": '"'}[match[1]]


def unescaped(value: str) -> str:
    """A text value as it was written by a person."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def moment(value: str) -> Moment:
    """`20260914`, `20260914T100000` or `20260914T080000Z`; ValueError, to be read by a person, for all else."""
    match = _MOMENT.fullmatch(value.strip())
    try:
        if match:
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
            # A leap second is the last second of its minute here.
            at = datetime(year, month, day, hour, minute, min(second, 59) if second == 60 else second)
            return Moment(at, match[4] is not None, bool(match[7]))
    except ValueError:
        pass
    raise ValueError(f"“{value.strip()[:40]}” is no day in any calendar.")
