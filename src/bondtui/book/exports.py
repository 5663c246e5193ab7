"""What leaves the book, in every format: read a page of contacts at a time, so that no book is too large to leave.

A page is of one moment, all of them need not be: a reader who takes their time must not keep others from writing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.domain.clock import due_on
from bondtui.domain.contacts import birthday, has_died
from bondtui.domain.text import clean_line
from bondtui.errors import NotFound, Refused
from bondtui.exchange import markdown, safe_file
from bondtui.exchange.markdown import Audience, Notes
from bondtui.store import read_contacts, read_export
from bondtui.store.read_export import Leaving

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.exchange.csv_write import Listed
    from bondtui.exchange.ical import Dated

PAGE = 100
"""Contacts that are read at a time, and notes that are held until they are written."""

HEAVY = 4 << 20
"""Bytes of notes that are not held any longer."""

Progress = Callable[[int], None]
"""Told how many contacts are written; it may raise Cancelled."""


class Format(StrEnum):
    MD = "md"
    VCF = "vcf"
    CSV = "csv"
    ICS = "ics"
    JSON = "json"


FILES = {
    Format.VCF: "contacts.vcf",
    Format.CSV: "contacts.csv",
    Format.ICS: "bondtui.ics",
    Format.JSON: "book.jsonl",
}
"""How the one file of a format is called in a folder."""

_OURS = {
    Format.VCF: re.compile(rb"BEGIN:VCARD\r\nVERSION:3\.0\r\nUID:c[0-9a-z]{11,40}\r\n"),
    Format.CSV: re.compile(rb"\xef\xbb\xbfuid,name,aliases,"),
    Format.ICS: re.compile(rb"BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:-//bondtui//"),
    Format.JSON: re.compile(rb'\{"bondtui":'),
}
"""How a file begins that was exported before; an empty one is nobody's."""

_NAME = re.compile(r"(?:[\w-]{1,100}\.)?F?N[;:]", re.IGNORECASE)


def in_one_file(
    book: "Book", format: Format, audience: Audience, uids: Sequence[str] | None, progress: Progress
) -> Iterator[bytes]:
    """These people, else everybody, by name: the file part by part, in any format but Markdown.

    The archived are among everybody but in the calendar. JSON Lines are always the whole book, for oneself. Handed
    over are no expertise, how one met, and what was kept of an imported card; days count without private interactions.
    """
    if format is Format.JSON:
        yield from book.exchange.lines()
        return
    if uids is None:
        ids = read_export.everybody(book.reader, archived=format is not Format.ICS)
    else:
        ids = read_export.these(book.reader, uids)
    people = _leaving(book, ids, audience, progress)
    if format is Format.VCF:
        from bondtui.exchange import vcard_write

        cards = (vcard_write.Card(each.contact.uid, each.form, _kept(book, each, audience)) for each in people)
        yield from vcard_write.write(cards)
    elif format is Format.CSV:
        from bondtui.exchange import csv_write

        yield from csv_write.write(map(_listed, people))
    else:
        from bondtui.exchange import ical

        yield from ical.write(map(_dated, people))


def _leaving(book: "Book", ids: Sequence[int], audience: Audience, progress: Progress) -> Iterator[Leaving]:
    for start in range(0, len(ids), PAGE):
        with book.snapshot():
            page = list(read_export.leaving(book.reader, ids[start : start + PAGE]))
        yield from page if audience is Audience.ME else map(_handed_over, page)
        progress(min(start + PAGE, len(ids)))


def _handed_over(each: Leaving) -> Leaving:
    contact, last = each.contact, each.open_contact_on
    if last != contact.last_contact_on:
        due = contact.due_on and due_on(last, contact.added_on, contact.cadence_days, contact.snoozed_until)
        contact = replace(contact, last_contact_on=last, due_on=due)
    return replace(each, contact=contact, form=replace(each.form, expertise="", how_met=""))


def _kept(book: "Book", each: Leaving, audience: Audience) -> tuple[str, ...]:
    """What was kept of the card they came with; to be handed over only how the name is put together."""
    lines = read_export.properties(book.reader, each.contact.id)
    return lines if audience is Audience.ME else tuple(line for line in lines if _NAME.match(line))


def _dated(each: Leaving) -> "Dated":
    from bondtui.exchange.ical import Dated

    contact, days = each.contact, () if has_died(each.form.dates) else each.form.dates
    return Dated(contact.uid, contact.name, contact.added_on, contact.due_on, days)


def _listed(each: Leaving) -> "Listed":
    from bondtui.exchange.csv_write import Listed

    contact, form = each.contact, each.form

    def ways(kind: str) -> tuple[str, ...]:
        return tuple(method.value for method in form.methods if method.kind == kind)

    return Listed(
        contact.uid, form.name, contact.stage, contact.added_on, form.aliases, form.company, form.role, form.tags,
        ways("email"), ways("phone"), ways("url"), ways("address"),
        birthday(form.dates), form.expertise, form.how_met, form.about, contact.last_contact_on, contact.due_on,
        contact.archived,
    )  # fmt: skip


def to_folder(
    book: "Book", folder: Path, format: Format, audience: Audience, uids: Sequence[str] | None, progress: Progress
) -> list[Path]:
    """These people, else everybody, as files in a folder, which is made if need be; what was written.

    Every file is whole at any moment, the old or the new one. A file that is not an export's is never replaced:
    a note gets another name, any other format is Refused. Nothing is deleted.
    """
    safe_file.ensure_folder(folder)
    if format is Format.MD:
        return _notes(book, folder, audience, uids, progress)
    path = folder / FILES[format]
    _expect_ours(path, format)
    return [safe_file.write(path, in_one_file(book, format, audience, uids, progress))]


def _expect_ours(path: Path, format: Format) -> None:
    if not path.is_file():
        return  # what is there and no file, safe_file refuses
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise Refused(f"{clean_line(str(path))} could not be read: {error.strerror}.") from error
    if head and not _OURS[format].match(head):
        raise Refused(f"{clean_line(str(path))} is there already and is no export of a book; move it away first.")


def _notes(
    book: "Book", folder: Path, audience: Audience, uids: Sequence[str] | None, progress: Progress
) -> list[Path]:
    from bondtui.exchange import vault

    with book.snapshot():
        names = list(read_export.names(book.reader))
        everybody = read_export.everybody(book.reader, archived=True)
        ids = everybody if uids is None else read_export.these(book.reader, uids)
    notes = vault.vault(names, folder)
    linked = notes.names.keys() if uids is None else notes.there.union(uids)
    links = {uid: name for uid, name in notes.names.items() if uid in linked}
    written: list[Path] = []
    for some in _batches(_texts(book, ids, audience, links)):
        files = [(folder / f"{notes.names[uid]}{vault.SUFFIX}", text) for uid, text in some]
        safe_file.write_each(files)
        written += [path for path, _ in files]
        progress(len(written))
    if uids is None:
        text = vault.index(read_contacts.contacts(book.reader, ids), notes.names)
        written.append(safe_file.write(folder / f"{notes.names[vault.INDEX]}{vault.SUFFIX}", text.encode()))
    return written


def _texts(book: "Book", ids: Sequence[int], audience: Audience, links: Notes) -> Iterator[tuple[str, bytes]]:
    """Whose note it is, and the note; whoever was removed meanwhile has none."""
    for start in range(0, len(ids), PAGE):
        for each in read_contacts.contacts(book.reader, ids[start : start + PAGE]):
            with suppress(NotFound):
                yield each.uid, note(book, each.uid, audience, links).encode()


def _batches(notes: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    """As many as are written together."""
    batch: list[tuple[str, bytes]] = []
    for each in notes:
        batch.append(each)
        if len(batch) == PAGE or sum(len(text) for _, text in batch) > HEAVY:
            yield batch
            batch = []
    if batch:
        yield batch


def note(book: "Book", uid: str, audience: Audience, links: Notes | None = None) -> str:
    """The contact summary, with `links` as a note; all of it of one moment."""
    with book.snapshot():
        happened = book.interactions.timeline(uid, limit=-1)
        projects, payments = book.work.projects(uid), book.work.payments(uid)
        return markdown.summary(book.contacts.page(uid), happened, audience, projects, payments, links)


def to_one_file(book: "Book", uid: str, audience: Audience, folder: Path) -> Path:
    """The contact's note alone, in the place of what is called so, but for the note of somebody else."""
    from bondtui.exchange import vault

    safe_file.ensure_folder(folder)
    name = vault.note_name(book.contacts.get(uid).name)
    if vault.owner(folder / f"{name}{vault.SUFFIX}") not in (None, uid):
        name += f" ({uid})"
    text = note(book, uid, audience, {uid: name})
    return safe_file.write(folder / f"{name}{vault.SUFFIX}", text.encode())
