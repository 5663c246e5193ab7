"""Who may be in the book twice: for a worker thread, as everybody is looked at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondtui.domain.contacts import ContactRef
from bondtui.domain.duplicates import duplicates
from bondtui.store import read_contacts, read_duplicates

if TYPE_CHECKING:
    from bondtui.book import Book


@dataclass(frozen=True, slots=True)
class Likely:
    """Two contacts who may be one, `keep` the one with more history, and why, in plain words."""

    keep: ContactRef
    other: ContactRef
    why: str


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The likeliest first. `notes` are sentences on what was too many to compare."""

    pairs: tuple[Likely, ...]
    notes: tuple[str, ...]


def likely(book: "Book") -> Duplicates:
    """All pairs, archived contacts among them; some seconds for 100,000 contacts."""
    with book.snapshot():
        found = duplicates(read_duplicates.entries(book.reader))
        ids = sorted({each for pair in found.pairs for each in (pair.keep, pair.other)})
        refs = {each.id: each.ref for each in read_contacts.contacts(book.reader, ids)}
    return Duplicates(tuple(Likely(refs[pair.keep], refs[pair.other], pair.why) for pair in found.pairs), found.notes)
