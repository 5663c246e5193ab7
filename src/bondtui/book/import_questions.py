"""What must be asked before a file can be imported: who one is in a chat, what the columns of a table are."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.book.imports import columns_of, kind_of
from bondtui.domain.incoming import Asked
from bondtui.exchange import generic_csv, whatsapp
from bondtui.exchange.csv_names import is_ours
from bondtui.exchange.kinds import Kind
from bondtui.exchange.source import Source

if TYPE_CHECKING:
    from bondtui.book import Book

FIELDS = tuple(field.value for field in generic_csv.Field)
"""What a column can be."""

WHO = frozenset(field.value for field in generic_csv.WHO)
"""What one of the columns must be: without it no row is anybody."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name, what it is as far as is known, and what stands in it somewhere."""

    name: str
    field: str
    example: str


@dataclass(frozen=True, slots=True)
class Questions:
    """Of what kind a file is. `senders`: which of them is you? `columns`: is each what it is taken for?"""

    kind: str
    senders: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()


def questions(book: "Book", path: Path) -> Questions:
    """What is to be asked about a file. Refused when it cannot be read or is of no known kind; reads it, so it takes
    its time.
    """
    source = Source(path)
    kind = kind_of(source)
    if kind is Kind.WHATSAPP:
        return Questions(kind, senders=tuple(whatsapp.senders(source, Asked(book.today()))))
    if kind is not Kind.CSV:
        return Questions(kind)
    names, fields = columns_of(book, path)
    if is_ours(names):
        return Questions(kind)
    examples = generic_csv.examples(source)
    once = (name for name in dict.fromkeys(names) if name)
    return Questions(
        kind,
        columns=tuple(Column(name, fields.get(name, generic_csv.Field.OTHER), examples.get(name, "")) for name in once),
    )
