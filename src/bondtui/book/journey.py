"""The relationship's way: moves through the stages, entered into the ledger."""

from collections.abc import Sequence
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

    def column(self, stage: Stage) -> tuple[Sequence[int], int]:
        """The ids of the people in a stage, those with a suggestion first, by name; and how many of these there are."""
        return read_journey.column(self.book.reader, stage, self.book.today())
