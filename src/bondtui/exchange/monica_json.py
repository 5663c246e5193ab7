"""JSON read piece by piece: an export with photos in it is larger than memory, and one damaged record is not to cost
the others. Strings and brackets are followed over the text; only what is asked for is decoded.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

LONGEST = 32_000_000
"""Characters in a value that is decoded."""

MOST_PARTS = 500_000
"""Parts of a value that is decoded: two characters of JSON can take 200 bytes of memory."""

_CHUNK = 1 << 18
_BLANK = re.compile(r"[ \t\r\n]*")
_INSIDE = r'(?:[^"\\]++|\\.)*+'
# Up to the next bracket, over whole strings, or to a string that goes on in the next chunk; nothing is tried twice.
_TOKEN = re.compile(rf'(?:[^"{{}}\[\]]++|"{_INSIDE}")*+["{{}}\[\]]', re.DOTALL)
_STRING_END = re.compile(rf'{_INSIDE}(?:"|\\$)', re.DOTALL)
_LITERAL = re.compile(r"[-+.0-9A-Za-z]{1,64}")


class Broken(Exception):
    """The text is no JSON from here on, or it ends too early."""


class BadValue(Exception):
    """One value cannot be read; the reader stands behind it. The message says why, to go into a sentence."""


class JsonReader:
    """Stands before a value. Whoever is given a key or an element consumes its value before asking for the next."""

    def __init__(self, text: TextIO) -> None:
        self._text, self._buffer, self._at = text, "", 0
        if self.peek() == "\ufeff":
            self._at += 1

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            self._at = _blank_end(self._buffer, self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._refill():
                return ""

    def members(self) -> Iterator[str]:
        """The keys of the object that comes next, each before its value. Broken when it is none."""
        self._expect("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            if self.peek() != '"':
                raise Broken
            key = self._key()
            self._expect(":")
            yield key
            if self._closes("}"):
                return

    def elements(self) -> Iterator[None]:
        """Stops before each element of the list that comes next, or each value of an object.

        Anything else is its own only element; null has none.
        """
        opening = self.peek()
        if opening == "{":
            for _ in self.members():
                yield
        elif opening == "[":
            self._at += 1
            if self.peek() == "]":
                self._at += 1
                return
            while True:
                yield
                if self._closes("]"):
                    return
        elif opening == "n":
            self.skip()
        else:
            yield

    def value(self) -> Any:
        """The value that comes next, decoded. BadValue, and it is passed over, when it is damaged or too large."""
        return _decoded(self._raw(LONGEST))

    def skip(self) -> None:
        """Pass over the value that comes next."""
        self._raw(0)

    def _key(self) -> str:
        try:
            return str(self.value())
        except BadValue as error:
            raise Broken from error

    def _closes(self, closing: str) -> bool:
        """Past the comma or the bracket behind a value; whether it was the bracket."""
        found = self.peek()
        if found not in (",", closing):
            raise Broken
        self._at += 1
        return found == closing

    def _expect(self, mark: str) -> None:
        if self.peek() != mark:
            raise Broken
        self._at += 1

    def _refill(self) -> bool:
        """The next of the text instead of what was read."""
        self._buffer, self._at = self._text.read(_CHUNK), 0
        return bool(self._buffer)

    def _raw(self, limit: int) -> str | None:
        """The text of the value that comes next, passed over; None when it is longer than `limit`."""
        opening = self.peek()
        if opening and opening in '"{[':
            return self._bracketed(limit)
        if len(self._buffer) - self._at < 64:
            self._buffer, self._at = self._buffer[self._at :] + self._text.read(_CHUNK), 0
        match = _LITERAL.match(self._buffer, self._at)
        if not match:
            raise Broken
        self._at = match.end()
        return match[0]

    def _bracketed(self, limit: int) -> str | None:
        """A string or whatever stands in brackets, to its end. Followed without recursion, so any depth will do."""
        kept: list[str] = []
        inside = self._buffer[self._at] == '"'
        length, depth, at = 0, 0, self._at + inside
        while True:
            at, depth, inside, closed = _follow(self._buffer, at, depth, inside)
            end = min(at, len(self._buffer))
            length += end - self._at
            if length <= limit:
                kept.append(self._buffer[self._at : end])
            else:
                kept.clear()
            self._at = end
            if closed:
                return "".join(kept) if length <= limit else None
            at -= end
            if not self._refill():
                raise Broken


def _blank_end(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _follow(text: str, at: int, depth: int, inside: bool) -> tuple[int, int, bool, bool]:
    """Where the value ends in `text`, or `text` does: position, depth, whether inside a string, whether it is closed.

    The position is one beyond the text when that ends in a backslash.
    """
    while match := (_STRING_END if inside else _TOKEN).match(text, at):
        at = match.end()
        found = text[at - 1]
        if found == "\\":
            return at + 1, depth, inside, False
        if found == '"':
            inside = not inside
        else:
            depth += 1 if found in "{[" else -1
        if depth <= 0 and not inside:
            return at, depth, inside, True
    return max(at, len(text)), depth, inside, False


def _decoded(raw: str | None) -> Any:
    if raw is None:
        raise BadValue("it is too large")
    if raw.count(",") + raw.count("[") + raw.count("{") > MOST_PARTS:
        raise BadValue("it has too many parts")
    try:
        return json.loads(raw)
    except RecursionError:
        raise BadValue("it is nested too deeply") from None
    except ValueError:
        raise BadValue("it is not written as JSON is") from None
