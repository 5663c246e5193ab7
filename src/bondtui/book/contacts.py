"""Contacts: found by name, shown, added, corrected, put away, removed."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bondtui.book import contact_rows
from bondtui.domain.contacts import Contact, ContactPage, ContactRef
from bondtui.domain.forms import ContactForm
from bondtui.domain.names import atoms, key_of
from bondtui.domain.queries import Sort, parse_query
from bondtui.domain.reciprocity import Reciprocity, reciprocity
from bondtui.domain.text import clean_line, fold
from bondtui.errors import Ambiguous, NotFound
from bondtui.store import read_contacts, read_interactions, search

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.book.duplicates import Duplicates


class Contacts:
    def __init__(self, book: "Book") -> None:
        self.book, self.reader = book, book.reader

    def id_of(self, uid: str) -> int:
        """The contact's id; NotFound if there is none."""
        number = read_contacts.id_of(self.reader, uid)
        if number is None:
            raise NotFound(f"No contact has the id {clean_line(uid)[:40]}.")
        return number

    def get(self, uid: str) -> Contact:
        return read_contacts.contacts(self.reader, [self.id_of(uid)])[0]

    def find(self, name: str) -> Contact:
        """Whom `name` means: uid, whole name, alias, short form, else an unambiguous part of a name.

        Raises NotFound, or Ambiguous with a line for each candidate.
        """
        wanted = clean_line(name)
        number = read_contacts.id_of(self.reader, wanted)
        if number is not None:
            return read_contacts.contacts(self.reader, [number])[0]
        key = key_of(atoms(wanted)) or fold(wanted)
        found = read_contacts.ids_of_names(self.reader, key, parts=False) if key else []
        if not found and key:
            found = read_contacts.ids_of_names(self.reader, key, parts=True)
        if not found:
            raise NotFound(f"Nobody in the book is called “{wanted[:80]}”.")
        if len(found) > 1:
            people = read_contacts.contacts(self.reader, found[:20])
            lines = [describe(each) for each in sorted(people, key=_by_recency)]
            raise Ambiguous(f"“{wanted[:80]}” fits {len(found)} people; use a fuller name or the id.", lines)
        return read_contacts.contacts(self.reader, found)[0]

    def page(self, uid: str) -> ContactPage:
        return read_contacts.page(self.reader, self.id_of(uid))

    def search(
        self, query: str, *, sort: Sort = Sort.NAME, descending: bool = False, in_texts: bool = False
    ) -> Sequence[int]:
        """The ids that fit the query, in order. With `in_texts` timelines are searched too: for a worker thread."""
        return search.search(self.reader, parse_query(query), sort, descending, in_texts, self.book.today())

    def rows(self, ids: Sequence[int]) -> list[Contact]:
        return read_contacts.contacts(self.reader, ids)

    def list(self, query: str = "") -> list[Contact]:
        """All that fit the query, in name order."""
        return self.rows(self.search(query, in_texts=True))

    def count(self) -> int:
        """How many contacts are in the book, archived ones too."""
        return int(self.reader.rows("SELECT count(*) FROM contact")[0][0])

    def complete(self, prefix: str, limit: int = 8) -> Sequence[ContactRef]:
        """Contacts whose name, alias or short name begins with `prefix`, in touch most recently first."""
        return search.complete(self.reader, key_of(atoms(prefix)) or fold(prefix), limit) if prefix.strip() else []

    def reciprocity(self, uid: str) -> Reciprocity:
        """R10 for this contact, today."""
        contact = self.get(uid)
        return reciprocity(read_interactions.timeline(self.reader, contact.id, 0, -1), contact.stage, self.book.today())

    def form(self, uid: str) -> ContactForm:
        """The contact's values, to be changed and given to `edit`."""
        page = self.page(uid)
        contact = page.contact
        return ContactForm(
            name=contact.name, stage=contact.stage, since=page.ledger[0].change.date, aliases=contact.aliases,
            company=contact.company, role=contact.role, expertise=page.expertise, about=page.about,
            how_met=page.how_met, methods=page.methods, dates=page.dates, tags=contact.tags,
            every_days=page.every_days, referred_by=page.referred_by.uid if page.referred_by else None,
        )  # fmt: skip

    def add(self, form: ContactForm) -> Contact:
        uid = contact_rows.add(self.book, form)
        return self.get(uid)

    def edit(self, uid: str, form: ContactForm, seen: ContactForm | None = None) -> Contact:
        """Replace what is known of the contact by the form.

        `seen` is the form as it was when the person began: ChangedElsewhere when the book says something else by now.
        """
        contact_rows.edit(self.book, uid, form, seen)
        return self.get(uid)

    def tag(self, uids: Sequence[str], add: Iterable[str], remove: Iterable[str] = ()) -> int:
        """Put tags on these contacts and take tags off, as one change; how many of them changed."""
        from bondtui.book import tags

        return tags.change(self.book, uids, add, remove)

    def archive(self, uid: str) -> Contact:
        """Put away: no nudges, left out of lists, still found in a line."""
        contact_rows.set_archived(self.book, uid, True)
        return self.get(uid)

    def unarchive(self, uid: str) -> Contact:
        contact_rows.set_archived(self.book, uid, False)
        return self.get(uid)

    def remove(self, uid: str) -> None:
        """Delete the contact, their interactions that name nobody else, their ledger and follow-ups."""
        contact_rows.remove(self.book, uid)

    def duplicates(self) -> "Duplicates":
        """Who may be in the book twice, and why."""
        from bondtui.book.duplicates import likely

        return likely(self.book)

    def merge(self, keep: str, other: str, choice: ContactForm | None = None) -> Contact:
        """Make one contact of two, with `keep`'s uid; `choice` is what they are to be, else merging.united."""
        from bondtui.book.merge import merge

        merge(self.book, keep, other, choice)
        return self.get(keep)


def uids_of(book: "Book", ids: Sequence[int]) -> dict[int, str]:
    """The uids of those of these ids who are in the book."""
    return dict(book.reader.chunks("SELECT id, uid FROM contact WHERE id IN (:values)", ids))


def describe(contact: Contact) -> str:
    """One line that tells a contact from others of the same name."""
    last = f"last contact {contact.last_contact_on}" if contact.last_contact_on else "not in touch yet"
    parts = [contact.name, contact.company, contact.stage.value, last, contact.uid]
    return " · ".join(part for part in parts if part)


def _by_recency(contact: Contact) -> tuple[int, str]:
    return (-contact.last_contact_on.toordinal() if contact.last_contact_on else 0, fold(contact.name))
