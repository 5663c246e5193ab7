"""Tags put on many contacts at once, and taken off: one change, however many they are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bondtui.book.contact_rows import line
from bondtui.domain.text import as_tag, fold
from bondtui.errors import Refused
from bondtui.store.reader import CHUNK

if TYPE_CHECKING:
    from sqlmodel import Session

    from bondtui.book import Book


def change(book: "Book", uids: Sequence[str], add: Iterable[str], remove: Iterable[str]) -> int:
    """Put tags on these contacts and take tags off; how many of them changed. What is on already stays as it is."""
    adding, removing = _by_key(add), _by_key(remove)
    if not adding and not removing:
        raise Refused("Say which tag: fair puts it on, -fair takes it off.")
    if both := adding.keys() & removing.keys():
        raise Refused(f"#{adding[min(both)]} cannot be put on and taken off at once.")
    changed: list[str] = []
    with book.writer.change(lambda: _label(changed, adding.values(), removing.values())) as session:
        for name, number, tags in _tagged(session, uids):
            gone = [row for row in tags if fold(row.name) in removing]
            new = [tag for key, tag in adding.items() if key not in {fold(row.name) for row in tags}]
            _write(session, number, gone, new)
            if gone or new:
                changed.append(name)
    return len(changed)


def on_any(book: "Book", uids: Sequence[str]) -> list[str]:
    """The tags that are on any of these contacts, on most of them first."""
    sql = "SELECT tag.name FROM tag JOIN contact ON contact.id = contact_id WHERE uid IN (:values)"
    counted = Counter(row[0] for row in book.reader.chunks(sql, uids))
    return sorted(counted, key=lambda tag: (-counted[tag], fold(tag)))


def _by_key(tags: Iterable[str]) -> dict[str, str]:
    """By what makes them the same, cleaned."""
    return {fold(tag): tag for each in tags if (tag := as_tag(line("tag", each)))}


def _label(changed: Sequence[str], added: Iterable[str], removed: Iterable[str]) -> str:
    whom = changed[0] if len(changed) == 1 else f"{len(changed):,} contacts"
    on, off = (" ".join(f"#{tag}" for tag in tags) for tags in (added, removed))
    if on and off:
        return f"Tagged {whom} {on}, no longer {off}"
    return f"Tagged {whom} {on}" if on else f"Took {off} off {whom}"


def _tagged(session: "Session", uids: Sequence[str]) -> Iterator[tuple[str, int, list[Any]]]:
    """Name, id and the rows of the tags of those who are still there."""
    from sqlmodel import col, select

    from bondtui.store.tables import ContactRow, TagRow

    for start in range(0, len(uids), CHUNK):
        some = uids[start : start + CHUNK]
        people = session.exec(select(ContactRow.name, ContactRow.id).where(col(ContactRow.uid).in_(some))).all()
        tags: dict[int, list[Any]] = {}
        ids = [number for _, number in people]
        for row in session.exec(select(TagRow).where(col(TagRow.contact_id).in_(ids)).order_by(col(TagRow.id))):
            tags.setdefault(row.contact_id, []).append(row)
        yield from ((name, number, tags.get(number, [])) for name, number in people if number is not None)


def _write(session: "Session", number: int, gone: Iterable[Any], new: Iterable[str]) -> None:
    from bondtui.store.tables import TagRow

    for row in gone:
        session.delete(row)
    session.add_all(TagRow(contact_id=number, name=tag) for tag in new)
