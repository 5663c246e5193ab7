"""Interactions: understood from a line, logged, shown, amended, removed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondtui.book import contact_rows, interaction_rows
from bondtui.domain.contacts import ContactRef, FollowUp
from bondtui.domain.forms import InteractionForm
from bondtui.domain.interactions import Interaction
from bondtui.domain.names import FULL, Known
from bondtui.domain.quicklog import Understood, understand
from bondtui.domain.text import clean_line
from bondtui.errors import NotFound, Refused
from bondtui.store import read_contacts, read_interactions
from bondtui.store.search import StoreRoll

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bondtui.book import Book


@dataclass(frozen=True, slots=True)
class Logged:
    """What a line became: the interaction, its follow-ups, and the contacts it added."""

    interaction: Interaction
    follow_ups: tuple[FollowUp, ...]
    added: tuple[ContactRef, ...]


class Interactions:
    def __init__(self, book: "Book") -> None:
        self.book, self.reader = book, book.reader
        self._roll = StoreRoll(book.reader)

    def understand(
        self, line: str, chosen: "Mapping[str, int] | None" = None, implied: str | None = None
    ) -> Understood:
        """Read a line; nothing is written. `implied` is the uid of who is meant when it names nobody."""
        known = None
        if implied:
            contact = self.book.contacts.get(implied)
            known = Known(contact.id, contact.uid, contact.name, contact.stage, FULL, contact.last_contact_on)
        order = self.book.settings.date_order
        return understand(line, self.book.today(), self._roll, order=order, chosen=chosen, implied=known)

    def log(self, understood: Understood, text: str | None = None) -> Logged:
        """Save what a line says, with the first candidate of every name. Refused when the line has a problem."""
        if understood.problem:
            raise Refused(understood.problem)
        said = contact_rows.body("text", understood.text if text is None else text)
        uid, promises, added = interaction_rows.log(self.book, understood, said)
        follow_ups = tuple(
            each for number in promises for each in read_contacts.follow_ups(self.reader, "follow_up.id = :n", n=number)
        )
        return Logged(self.get(uid), follow_ups, tuple(self.book.contacts.get(each).ref for each in added))

    def get(self, uid: str) -> Interaction:
        found = read_interactions.one(self.reader, uid)
        if found is None:
            raise NotFound(f"No interaction has the id {clean_line(uid)[:40]}.")
        return found

    def timeline(self, uid: str, offset: int = 0, limit: int = 50) -> list[Interaction]:
        """The contact's interactions, newest first; `limit` -1 for all."""
        return read_interactions.timeline(self.reader, self.book.contacts.id_of(uid), offset, limit)

    def count(self, uid: str) -> int:
        return read_interactions.count(self.reader, self.book.contacts.id_of(uid))

    def form(self, uid: str) -> InteractionForm:
        each = self.get(uid)
        people = tuple(contact.uid for contact in each.contacts)
        return InteractionForm(
            each.date, each.channel, each.initiator, each.reached, each.private, each.signals, each.text, people
        )

    def amend(self, uid: str, form: InteractionForm, seen: InteractionForm | None = None) -> Interaction:
        """Make the interaction what the form says; every clock it moves is set anew.

        `seen` is the form as it was when the person began: ChangedElsewhere when the book says something else by now.
        """
        interaction_rows.amend(self.book, self.get(uid), form, seen)
        return self.get(uid)

    def remove(self, uid: str) -> None:
        """Delete the interaction; follow-ups and stage changes that came of it stay."""
        interaction_rows.remove(self.book, self.get(uid))
