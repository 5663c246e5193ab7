"""What Tab can write in the log bar: the names and signals that begin as the word at the cursor does."""

import re
from typing import TYPE_CHECKING

from bondtui.domain.interactions import SEEN_WHEN
from bondtui.domain.text import clean_line
from bondtui.errors import BondtuiError
from bondtui.tui.widgets.log_bar import Candidate

if TYPE_CHECKING:
    from bondtui.book import Book

_SIGNAL = re.compile(r"(?<!\S)#([\w-]*)$")
_WORDS = tuple(re.compile(rf"(?<!\S)(?:[^\s#]+ ){{{more}}}[^\s#]+$") for more in (2, 1, 0))


def candidates(book: "Book", before: str) -> list[Candidate]:
    """For the text before the cursor; the longest run of words that begins a name counts."""
    before = before[-200:] if len(before) <= 200 else ""
    if signal := _SIGNAL.search(before):
        return [
            Candidate(signal.start(), f"#{each}", why)
            for each, why in SEEN_WHEN.items()
            if each.value.startswith(signal[1].lower())
        ]
    for words in _WORDS:
        match = words.search(before)
        if match and (found := _names(book, match.start(), match[0])):
            return found
    return []


def _names(book: "Book", start: int, prefix: str) -> list[Candidate]:
    try:
        found = book.contacts.complete(prefix)
        return [Candidate(start, clean_line(ref.name), ref.stage.value, ref.uid) for ref in found]
    except BondtuiError:  # busy or taken away: nothing is offered now
        return []
