"""Contacts as they leave the book, a page at a time: what a card, a table row or a calendar wants of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bondtui.domain.contacts import Contact, ContactMethod
from bondtui.domain.forms import ContactForm
from bondtui.store import read_contacts
from bondtui.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Leaving:
    """A contact with what can be typed of it. `open_contact_on` is the last contact that is not private."""

    contact: Contact
    form: ContactForm
    open_contact_on: date | None


def everybody(reader: Reader, *, archived: bool) -> list[int]:
    """The ids in name order; the archived ones too, or not."""
    where = "1 = 1" if archived else "archived = 0"
    return [row[0] for row in reader.rows(f"SELECT id FROM contact WHERE {where} ORDER BY fold, id")]


def these(reader: Reader, uids: Sequence[str]) -> list[int]:
    """The ids of these in name order; whoever is gone is left out."""
    found = reader.chunks("SELECT fold, id FROM contact WHERE uid IN (:values)", uids)
    return [number for _, number in sorted(found)]


def names(reader: Reader) -> Iterable[tuple[str, str]]:
    """Everybody's uid and name, the first who was added first."""
    return ((uid, name) for uid, name in reader.rows("SELECT uid, name FROM contact ORDER BY id"))


def leaving(reader: Reader, ids: Sequence[int]) -> Iterator[Leaving]:
    """These contacts in this order, read at once: no more of them than memory may hold."""
    sql = "SELECT id, expertise, about, how_met FROM contact WHERE id IN (:values)"
    texts = {number: rest for number, *rest in reader.chunks(sql, ids)}
    methods, dates = _methods_of(reader, ids), read_contacts.dates_of(reader, ids)
    last = _open_contacts(reader, ids)
    for each in read_contacts.contacts(reader, ids):
        expertise, about, how_met = texts[each.id]
        form = ContactForm(
            each.name, each.stage, aliases=each.aliases, company=each.company, role=each.role, expertise=expertise,
            about=about, how_met=how_met, methods=methods.get(each.id, ()), dates=dates.get(each.id, ()),
            tags=each.tags,
        )  # fmt: skip
        yield Leaving(each, form, last.get(each.id))


def _methods_of(reader: Reader, ids: Sequence[int]) -> dict[int, tuple[ContactMethod, ...]]:
    sql = "SELECT contact_id, kind, value, label FROM contact_method WHERE contact_id IN (:values) ORDER BY id"
    return {contact: tuple(ContactMethod(*each) for each in rows) for contact, rows in reader.grouped(sql, ids).items()}


def _open_contacts(reader: Reader, ids: Sequence[int]) -> dict[int, date]:
    sql = """
        SELECT contact_id, max(date) FROM participant JOIN interaction ON interaction.id = interaction_id
        WHERE contact_id IN (:values) AND reached AND channel <> 'note' AND NOT private GROUP BY contact_id
    """
    return {contact: date.fromisoformat(on) for contact, on in reader.chunks(sql, ids)}


def properties(reader: Reader, number: int) -> tuple[str, ...]:
    """What was kept of the contact's card: apart, for one's may be a photo."""
    sql = "SELECT line FROM vcard_property WHERE contact_id = :id ORDER BY id"
    return tuple(line for (line,) in reader.rows(sql, id=number))
