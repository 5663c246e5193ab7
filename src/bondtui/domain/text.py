"""What enters the book is cleaned once, here; what is searched and sorted is folded, here."""

import re
import unicodedata

MAX_LINE = 1_000
"""Characters in a name, a tag, a company: anything that stands on one line."""

MAX_TEXT = 64 * 1024
"""UTF-8 bytes in an `about`, an interaction's text or a line: more would take seconds to show."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ufeff\ud800-\udfff]"  # byte order mark, lone surrogates
)
_LINE_BREAK = re.compile("\r\n|[\r\u2028\u2029\x85\x0b\x0c]")
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u2060]")
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ`´＇", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒－", "-"))


def printable(text: str) -> str:
    """`text` in NFC without control characters, bidirectional overrides and lone surrogates; lines end in a newline.

    Joiners that hold emoji and scripts together (ZWJ, ZWNJ) stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _CONTROL.sub("", _LINE_BREAK.sub("\n", text)))


def clean(text: str) -> str:
    """`printable(text)` without the blanks around it."""
    return printable(text).strip()


def clean_line(text: str) -> str:
    """`clean(text)` on one line: every run of blanks becomes one blank."""
    cleaned = clean(text)
    return cleaned if cleaned.isprintable() and "  " not in cleaned else " ".join(cleaned.split())


def fold(text: str) -> str:
    """`text` for comparing: case-folded, accents, strokes and invisible characters removed, apostrophes made one.

    Marks that are letters of their own (kana voicing, Indic vowels) stay. Idempotent.
    """
    if text.isascii():
        return text.casefold().translate(_APOSTROPHES)
    wide = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", wide)).translate(_STROKES)
    return unicodedata.normalize("NFC", bare.translate(_APOSTROPHES).translate(_HYPHENS))


def too_long(text: str) -> bool:
    """Whether `text` is over the 64 KiB a text may have."""
    return len(text) > MAX_TEXT // 4 and len(text.encode("utf-8", "replace")) > MAX_TEXT
