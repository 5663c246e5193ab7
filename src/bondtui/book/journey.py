"""The relationship's way: moves through the stages, entered into the ledger."""

from datetime import date
from typing import TYPE_CHECKING

from bondtui.book.contact_rows import line
from bondtui.domain.contacts import Contact
from bondtui.domain.stages import Stage, check_move
from bondtui.store import read_contacts, read_journey

if TYPE_CHECKING:
    from bondtui.book import Book


class Journey:
    def __init__(self, book: "Book") -> None:
        self.book = book

    def move(
        self, uid: str, to: Stage, on: date | None = None, reason: str = "", interaction: str | None = None
    ) -> Contact:
        """Enter a move into the ledger (R4); `interaction` is the uid of the one that shows it. Refused per R4."""
        from bondtui.store.tables import StageChangeRow

        number, today = self.book.contacts.id_of(uid), self.book.today()
        contact, because = self.book.contacts.get(uid), line("reason", reason)
        check_move(read_contacts.changes(self.book.reader, number), to, on or today, today)
        shown_by = self.book.interactions.get(interaction).id if interaction else None
        with self.book.writer.change(f"Moved {contact.name} to {to}") as session:
            session.add(
                StageChangeRow(
                    contact_id=number, date=on or today, stage=to.value, reason=because, interaction_id=shown_by
                )
            )
        return self.book.contacts.get(uid)

    def column(self, stage: Stage) -> tuple[int, int]:
        """How many people a stage has on the board, and for how many of them a suggestion stands."""
        return read_journey.column(self.book.reader, stage, self.book.today())

    def people(self, stage: Stage, offset: int, limit: int) -> list[Contact]:
        """A part of a stage's people, those with a suggestion first, each group by name; quick at any place."""
        ids = read_journey.people(self.book.reader, stage, self.book.today(), offset, limit)
        return read_contacts.contacts(self.book.reader, ids)

    def place(self, stage: Stage, contact: int) -> int | None:
        """At which place of the stage a contact (id) stands; None when they are in another."""
        return read_journey.place(self.book.reader, stage, self.book.today(), contact)
