"""What of a line is worth keeping as text, once the people, the day, the verb and the signals are understood."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

from bondtui.domain.mentions import NAMED_IN
from bondtui.domain.names import Atom
from bondtui.domain.words import CHANNEL_OF, FILLERS

MARKED = re.compile(r"(?<!\\)\*\*\s{0,9}([^*\s][^*\n]{0,999})\*\*")
"""`**Name**`: somebody to be added."""

ESCAPE = re.compile(r"(?<![^\s(\[{\"'“«])\\(?=\S)")
"""The backslash before a word that is to be read as it stands."""

_LEFT_OUT = ("signal", "private", "date")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the line that was understood: `kind` is `name`, `date`, `verb`, `signal`, `promise` or `private`."""

    start: int
    end: int
    kind: str


def worth_keeping(line: str, pieces: Sequence[Piece], words: Sequence[Atom], head: int, tail: int) -> str:
    """What follows the head, and the head too when it says more than was understood. `words` were not."""
    begin = 0 if _says_more(line, pieces, words, head) else min(head + 1, tail)
    text = without_signs(line, pieces, begin, tail)
    return text if line[begin:].lstrip().startswith(text[:1]) else text.lstrip(" ,;:.")


def _says_more(line: str, pieces: Sequence[Piece], words: Sequence[Atom], head: int) -> bool:
    if head > NAMED_IN:
        return True
    verbs = {piece.end + 1 for piece in pieces if piece.kind == "verb"}
    told = (word for word in words if word.end <= head and not (word.key in CHANNEL_OF and word.start in verbs))
    covered = {at for piece in pieces if piece.start < head for at in range(piece.start, piece.end)}
    signs = (sign for at, sign in enumerate(line[:head]) if at not in covered and sign not in "&+")
    return any(word.key not in FILLERS for word in told) or any(category(sign)[0] == "S" for sign in signs)


def without_signs(line: str, pieces: Sequence[Piece], start: int, end: int) -> str:
    """The line from start to end without signals, marks and the date, its escapes and stars taken off."""
    signs = sorted((piece for piece in pieces if piece.kind in _LEFT_OUT), key=lambda piece: piece.start)
    text, at = "", start
    for piece in signs[bisect_left(signs, start, key=lambda piece: piece.start) :]:
        if piece.start >= end:
            break
        text, at = _seam(text, line[at : piece.start]), piece.end
    return ESCAPE.sub("", MARKED.sub(r"\1", _seam(text, line[at:end])))


def _seam(left: str, right: str) -> str:
    """Two parts of a text put together where something was taken out between them."""
    right = right.strip()
    return f"{left} {right}" if left and right and right[0] not in ",;:." else left + right
