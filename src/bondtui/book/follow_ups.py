"""What was promised: made, changed, put off, kept, taken back."""

from datetime import date
from typing import TYPE_CHECKING

from bondtui.book import nudge_rows
from bondtui.domain.contacts import FollowUp
from bondtui.errors import NotFound, Refused
from bondtui.store import read_contacts

if TYPE_CHECKING:
    from bondtui.book import Book


class FollowUps:
    def __init__(self, book: "Book") -> None:
        self.book, self.reader = book, book.reader

    def get(self, ident: str) -> FollowUp:
        """The follow-up with this id, such as `f12`."""
        found = read_contacts.follow_ups(
            self.reader, "follow_up.id = :n", n=nudge_rows.number_of(ident, "f", "follow-up")
        )
        if not found:
            raise NotFound(f"There is no follow-up {ident[:40]}.")
        return found[0]

    def snooze(self, ident: str, until: date) -> FollowUp:
        """Rest a follow-up's nudge until a day after today; its own date stays."""
        follow_up = self.get(ident)
        if follow_up.done_on:
            raise Refused(f"Follow-up {ident} is done already.")
        number = self.book.contacts.id_of(follow_up.contact.uid)
        nudge_rows.snooze(
            self.book, number, ident, until, f"Snoozed a follow-up for {follow_up.contact.name} until {until}"
        )
        return self.get(ident)

    def promise(self, uid: str, due_on: date, text: str) -> FollowUp:
        """Add a follow-up, due today or later."""
        from bondtui.store.tables import FollowUpRow

        contact = self.book.contacts.get(uid)
        text = self._checked(due_on, text)
        with self.book.writer.change(f"Promised {contact.name}: {text[:60]}") as session:
            row = FollowUpRow(contact_id=contact.id, due_on=due_on, text=text)
            session.add(row)
        return self.get(f"f{row.id}")

    def _checked(self, due_on: date, text: str) -> str:
        from bondtui.book.contact_rows import line

        if due_on < self.book.today():
            raise Refused("A follow-up is due today or later.")
        cleaned = line("follow-up", text)
        if not cleaned:
            raise Refused("A follow-up needs a few words: what did you promise?")
        return cleaned

    def amend(
        self, ident: str, due_on: date, text: str, *, turn: bool = False, seen: FollowUp | None = None
    ) -> FollowUp:
        """Change a follow-up's day and text; a day that stays may be past. `turn`: close it too, or open it again.

        `seen` is what the person saw when they began: ChangedElsewhere when the book says something else by now.
        """
        was = self.get(ident)
        text = self._checked(self.book.today() if due_on == was.due_on else due_on, text)
        with nudge_rows.changing(self.book, was, "Changed a follow-up for", seen) as row:
            row.due_on, row.text = due_on, text
            if turn:
                row.done_on = None if was.done_on else self.book.today()
        return self.get(ident)

    def done(self, ident: str, undo: bool = False) -> FollowUp:
        """Close a follow-up today, or open it again. Refused when it is so already."""
        was = self.get(ident)
        if undo == (was.done_on is None):
            raise Refused(f"Follow-up {ident} is {'still open' if undo else 'done already'}.")
        with nudge_rows.changing(self.book, was, "Reopened a follow-up for" if undo else "Kept a promise to") as row:
            row.done_on = None if undo else self.book.today()
        return self.get(ident)

    def remove(self, ident: str) -> None:
        """Delete a follow-up."""
        was = self.get(ident)
        with nudge_rows.changing(self.book, was, "Removed a follow-up for") as row:
            row._sa_instance_state.session.delete(row)
