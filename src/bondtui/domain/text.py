"""What enters the book is cleaned once, here; what is searched and sorted is folded, here."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

MAX_LINE = 1_000
"""Characters in a name, a tag, a company: anything that stands on one line."""

MAX_TEXT = 64 * 1024
"""UTF-8 bytes in an `about`, an interaction's text or a line: more would take seconds to show."""

_A_NAME = 60
"""Characters of what is folded again and again and so remembered."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ufeff\ud800-\udfff]"  # byte order mark, lone surrogates
)
_LINE_BREAK = re.compile("\r\n|[\r\u2028\u2029\x85\x0b\x0c]")
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u2060]")
_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
    | dict.fromkeys("’‘ʼʹ`´＇", "'")
    | dict.fromkeys("‐‑‒－", "-")
)

_MOST_MARKS = 30
"""Marks on one letter, as many as Unicode's Stream-Safe Text Format has (UAX #15)."""

_MAYBE_MARKS = re.compile("\\w?[^\\w\\s\x00-\x7f]{14,}")  # a letter stands for itself and three at most, a mark for two


def printable(text: str) -> str:
    """`text` in NFC without control characters, bidirectional overrides and lone surrogates; lines end in a newline.

    Joiners that hold emoji and scripts together (ZWJ, ZWNJ) stay. Of more than 30 marks on a letter the first 30 do.
    """
    if text.isascii() and text.isprintable():
        return text
    return _normal("NFC", _CONTROL.sub("", _LINE_BREAK.sub("\n", text)))


def _normal(form: Literal["NFC", "NFKD"], text: str) -> str:
    """The normal form, in linear time: marks are sorted by insertion, so one letter must not have thousands."""
    return unicodedata.normalize(form, _MAYBE_MARKS.sub(_fewer_marks, text))


def _fewer_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in run[0]:
        for part in unicodedata.normalize("NFKD", char):
            marks = marks + 1 if unicodedata.combining(part) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def is_plain(text: str) -> bool:
    """Whether nothing in `text` would be taken away by `printable`, whatever its normal form."""
    return printable(text) == _normal("NFC", text)


def clean(text: str) -> str:
    """`printable(text)` without the blanks around it."""
    return printable(text).strip()


def clean_line(text: str) -> str:
    """`clean(text)` on one line: every run of blanks becomes one blank."""
    cleaned = clean(text)
    return cleaned if cleaned.isprintable() and "  " not in cleaned else " ".join(cleaned.split())


def as_tag(line: str) -> str:
    """What is cleaned for one line, as a tag is written: no `#` or `@` before it, hyphens for blanks."""
    return line.lstrip("#@ ").replace(" ", "-")


def fold(text: str) -> str:
    """`text` for comparing: case-folded, accents, strokes and invisible characters removed, apostrophes made one.

    Marks that are letters of their own (kana voicing, Indic vowels) stay. Idempotent.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    return _folded(text) if len(text) <= _A_NAME else _folded.__wrapped__(text)


@lru_cache(maxsize=1_000)
def _folded(text: str) -> str:
    seen = _INVISIBLE.sub("", text).replace("ﾞ", "\u3099").replace("ﾟ", "\u309a")  # as marks, which they are in NFKD
    bare = _ACCENTS.sub("", _normal("NFKD", _normal("NFKD", seen).casefold()))
    return _normal("NFC", bare.translate(_ALIKE))


def too_long(text: str) -> bool:
    """Whether `text` is over the 64 KiB a text may have."""
    return len(text) > MAX_TEXT // 4 and len(text.encode("utf-8", "replace")) > MAX_TEXT


def cut(text: str, most: int = MAX_TEXT) -> str:
    """The beginning of `text` that fits into `most` bytes of UTF-8, without blanks at its end."""
    return text.encode("utf-8", "ignore")[: max(most, 0)].decode("utf-8", "ignore").rstrip()
