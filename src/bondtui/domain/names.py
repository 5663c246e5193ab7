"""How a contact can be named in a line: the keys they are found by, and where in a text those keys stand."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bondtui.domain.stages import Stage
from bondtui.domain.text import fold
from bondtui.domain.words import EVERYDAY_WORDS, HONORIFICS, PARTICLES, SUFFIXES

FULL, ALIAS, SHORT, PART = range(4)
"""How a key names somebody: their whole name, an alias, a short form of it, or any other word in it."""

MAX_WORDS = 8
MAX_DENSE = 24

_KANA = "\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f"
_HANGUL = "\uac00-\ud7a3"
_DENSE = (
    f"\u3005-\u3007\u3041-\u309f{_KANA}\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    f"\u0e01-\u0e2e\u0e30-\u0e4e\u0e81-\u0ede\u1000-\u104f\u1780-\u17d3{_HANGUL}"
)
_SPACED = (  # letters and digits of the other scripts
    "0-9A-Za-z_\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0589\u0591-\u05bd\u05bf-\u05f2"
    "\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u0963\u0966-\u0e00\u0e50-\u0e80\u0edf-\u0fff"
    "\u1050-\u177f\u17d4-\u1fff\u200c\u200d\u2c00-\u2dff\u3100-\u33ff\ua000-\uabff\ud7a4-\ud7ff"
    "\ufb00-\ufdff\ufe70-\ufefe\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uffa0-\uffdc\U00010000-\U0001efff"
)
# One atom is a word of a script that sets blanks, with its inner hyphens and apostrophes, or one character of a
# script that sets none.
_ATOM = re.compile(f"([{_DENSE}])|[{_SPACED}]+(?:['’ʼ\\-‐‑][{_SPACED}]+)*")
_SOFT = re.compile("[ \\t.·・&\"“”()'’ʼ‘]*")
_POSSESSIVE = re.compile("['’ʼ][sS]$")
_IS_KANA = re.compile(f"[{_KANA}]")
_IS_HANGUL = re.compile(f"[{_HANGUL}]")
_BRACKETED = re.compile(r"[(\[{<][^)\]}>]*[)\]}>]")


@dataclass(frozen=True, slots=True)
class Atom:
    """One word, or one character of a script without blanks, and where it stands."""

    start: int
    end: int
    key: str
    dense: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the book as a key finds them; `how` is FULL, ALIAS, SHORT or PART."""

    id: int
    uid: str
    name: str
    stage: Stage
    how: int
    last_contact_on: date | None = None


class Roll(Protocol):
    """The names in the book. Answers from an index, never by looking at every contact."""

    def named(self, keys: Collection[str]) -> Mapping[str, Sequence[Known]]:
        """Who goes by each of the keys, FULL, ALIAS and SHORT."""

    def in_company_of(self, candidates: Collection[int], others: Collection[int]) -> Collection[int]:
        """Those of the candidates who shared an interaction with one of the others."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text where the key stands."""

    start: int
    end: int
    key: str


def atoms(text: str) -> list[Atom]:
    """The words of `text` in order."""
    return [Atom(m.start(), m.end(), fold(m[0]), m[1] is not None) for m in _ATOM.finditer(text)]


def key_of(words: Iterable[Atom]) -> str:
    """One key for a run of words: `anna petrova`, `田中健`."""
    return _joined_up((word.key, word.dense) for word in words)


def _key(text: str) -> str:
    """The key of all the words of `text`."""
    return _joined_up((fold(m[0]), m[1] is not None) for m in _ATOM.finditer(text))


def _joined_up(words: Iterable[tuple[str, bool]]) -> str:
    key, after_dense = "", False
    for word, dense in words:
        key += word if not key or (after_dense and dense) else " " + word
        after_dense = dense
    return key


def keys_of(name: str, aliases: Iterable[str]) -> dict[str, int]:
    """Every key that names a contact, with how: the whole name, an alias, first name, first name and last initial."""
    keys: dict[str, int] = {}

    def add(key: str, how: int) -> None:
        if key:
            keys[key] = min(how, keys.get(key, how))

    add(_key(name) or fold(name), FULL)
    for alias in aliases:
        add(_key(alias) or fold(alias), ALIAS)
    last, comma, first = name.partition(",")
    natural = f"{first} {last}" if comma and first.strip() else name
    words = _BRACKETED.sub(" ", natural).replace(".", " ").split()
    parts = [key for part in words if (key := _key(part))]
    while len(parts) > 1 and parts[0] in HONORIFICS:
        parts.pop(0)
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts.pop()
    for key in _short_forms(parts):
        add(key, SHORT)
    for part in parts:
        add(part, PART)
    return keys


def _short_forms(parts: Sequence[str]) -> Iterable[str]:
    if not parts:
        return
    first, last = parts[0], parts[-1]
    if _is_dense(first):
        yield from (part for part in parts if len(part) > 1)
    else:
        if len(first) > 1:
            yield first
        if len(parts) > 1:
            yield f"{first} {last[0]}"
            yield from (f"{first} {part[0]}" for part in parts[1:-1] if part in PARTICLES)
            yield f"{first} {last}"
            yield " ".join(parts)


def _is_dense(key: str) -> bool:
    return all(m[1] is not None for m in _ATOM.finditer(key))


def spans(text: str, words: Sequence[Atom]) -> list[Span]:
    """Every place where a name could stand: runs of words that only blanks and full stops divide."""
    found = []
    for first in range(len(words)):
        if not _begins(text, words, first):
            continue
        limit = MAX_DENSE if words[first].dense else MAX_WORDS
        start, key = words[first].start, ""
        for last in range(first, min(first + limit, len(words))):
            word = words[last]
            if last > first and not _joined(text, words[last - 1], word):
                break
            key += word.key if not key or (word.dense and words[last - 1].dense) else " " + word.key
            if key and _ends(text, words, last):
                found.append(Span(start, word.end, key))
                if len(word.key) > 2 and _POSSESSIVE.search(text, word.start, word.end):
                    found.append(Span(start, word.end - 2, key[:-2]))
    return found


def _joined(text: str, left: Atom, right: Atom) -> bool:
    gap = text[left.end : right.start]
    if not gap or gap == " ":
        return True
    if gap == ".":
        return left.end - left.start == 1 or right.end - right.start == 1
    return _SOFT.fullmatch(gap) is not None


def _begins(text: str, words: Sequence[Atom], at: int) -> bool:
    """A name begins at a word boundary: not inside an address or a run of one script."""
    word = words[at]
    before = text[word.start - 1 : word.start]
    if before == "/":
        return _listed(text, word.start - 1)
    if before in ("#", "@", "\\") and before:
        return before == "@" and not text[word.start - 2 : word.start - 1].strip()
    if before == "." and text[word.start - 2 : word.start - 1].isalnum() and at and len(words[at - 1].key) > 1:
        return False
    return not (at and word.dense and words[at - 1].end == word.start and _one_run(before, text[word.start]))


def _ends(text: str, words: Sequence[Atom], at: int) -> bool:
    word = words[at]
    after = text[word.end : word.end + 1]
    if after == "/" and not _listed(text, word.end):
        return False
    if after == "@" or (after == "." and len(word.key) > 1 and text[word.end + 1 : word.end + 2].isalnum()):
        return False
    return not (word.dense and _IS_KANA.match(text[word.end - 1]) and _IS_KANA.match(after))


def _listed(text: str, slash: int) -> bool:
    """`Anna/Omar` are two people; a slash in a path or an address divides no names."""
    word = re.search(r"(?<![^\s(,])([\w'’-]+)$", text[max(0, slash - 60) : slash])
    return bool(word and word[1][0].isupper() and text[slash + 1 : slash + 2].isupper())


def _one_run(before: str, here: str) -> bool:
    """Katakana and Hangul words begin where their run begins; Han and the others may begin anywhere."""
    return any(script.match(before) and script.match(here) for script in (_IS_KANA, _IS_HANGUL))


def counts(text: str, span: Span) -> bool:
    """Whether the span may be a name at all: an everyday word only with its capital, one character only alone."""
    head, _, rest = span.key.partition(" ")
    if len(span.key) == 1 and _is_dense(span.key):
        return not _glued(text, span)
    if len(rest) == 1 and rest in ("a", "i") and text[span.end - 1].islower() and text[span.end : span.end + 1] == " ":
        return False
    if head in EVERYDAY_WORDS and len(rest) < 2:
        return text[span.start].isupper()
    return True


def _glued(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return any(atom.dense for atom in atoms(f"{before} {after}"))
