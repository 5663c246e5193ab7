"""What is due today, and what one does about it: snooze, promise, done."""

from datetime import date
from typing import TYPE_CHECKING, Any

from bondtui.domain.contacts import Contact, FollowUp
from bondtui.domain.nudges import Nudge, NudgeKind, check_in_id, check_in_why
from bondtui.errors import NotFound, Refused
from bondtui.store import read_contacts, read_nudges

if TYPE_CHECKING:
    from bondtui.book import Book


class Nudges:
    def __init__(self, book: "Book") -> None:
        self.book, self.reader = book, book.reader

    def due(self) -> list[Nudge]:
        """Today's nudges: check-ins in fair order (R3), then what was promised, by day."""
        today = self.book.today()
        check_ins = sorted(read_nudges.check_ins(self.reader, today), key=lambda each: self._fair(each, today))
        return [
            *(self._check_in(each, today) for each in check_ins),
            *(self._promised(*each, today) for each in read_nudges.promised(self.reader, today)),
        ]

    @staticmethod
    def _fair(each: read_nudges.DueCheckIn, today: date) -> tuple[float, str]:
        from bondtui.domain.clock import fairness

        return fairness(each.due_on, each.cadence_days, today), each.fold

    def next_due(self) -> Nudge | None:
        """The first nudge after today."""
        today = self.book.today()
        check_in = read_nudges.next_check_in(self.reader, today)
        promised = read_nudges.next_promised(self.reader, today)
        if promised and (check_in is None or promised[0][2] <= check_in.due_on):
            return self._promised(*promised[0], today)
        return self._check_in(check_in, today) if check_in else None

    @staticmethod
    def _check_in(each: read_nudges.DueCheckIn, today: date) -> Nudge:
        return Nudge(
            check_in_id(each.contact.uid), NudgeKind.CHECK_IN, each.contact, each.due_on, (today - each.due_on).days,
            each.cadence_days, check_in_why(each.last_contact_on, each.added_on, each.cadence_days, today),
        )  # fmt: skip

    @staticmethod
    def _promised(number: int, contact: Any, due_on: date, text: str, today: date) -> Nudge:
        return Nudge(f"f{number}", NudgeKind.FOLLOW_UP, contact, due_on, (today - due_on).days, None, text)

    def follow_up(self, ident: str) -> FollowUp:
        """The follow-up with this id, such as `f12`."""
        found = read_contacts.follow_ups(self.reader, "follow_up.id = :n", n=self._number(ident))
        if not found:
            raise NotFound(f"There is no follow-up {ident[:40]}.")
        return found[0]

    @staticmethod
    def _number(ident: str) -> int:
        digits = ident[1:]
        if ident[:1] != "f" or not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
            raise NotFound(f"There is no follow-up “{ident[:40]}”; their ids look like f12.")
        return int(digits)

    def snooze(self, uid: str, until: date) -> Contact:
        """Rest the contact's check-in until a day after today."""
        contact = self.book.contacts.get(uid)
        if contact.due_on is None:
            raise Refused(f"{contact.name} has no check-ins that could be snoozed.")
        self._snooze(contact.id, check_in_id(uid), until, f"Snoozed {contact.name} until {until}")
        return self.book.contacts.get(uid)

    def snooze_follow_up(self, ident: str, until: date) -> FollowUp:
        """Rest a follow-up's nudge until a day after today; its own date stays."""
        follow_up = self.follow_up(ident)
        if follow_up.done_on:
            raise Refused(f"Follow-up {ident} is done already.")
        number = self.book.contacts.id_of(follow_up.contact.uid)
        self._snooze(number, ident, until, f"Snoozed a follow-up for {follow_up.contact.name} until {until}")
        return self.follow_up(ident)

    def _snooze(self, contact: int, nudge: str, until: date, label: str) -> None:
        from sqlmodel import select

        from bondtui.store.tables import SnoozeRow

        if until <= self.book.today():
            raise Refused("A snooze ends after today.")
        with self.book.writer.change(label) as session:
            row = session.exec(select(SnoozeRow).where(SnoozeRow.nudge == nudge)).first()
            if row is None:
                session.add(SnoozeRow(contact_id=contact, nudge=nudge, set_on=self.book.today(), until=until))
            else:
                row.until, row.set_on = until, self.book.today()

    def promise(self, uid: str, due_on: date, text: str) -> FollowUp:
        """Add a follow-up, due today or later."""
        from bondtui.store.tables import FollowUpRow

        contact = self.book.contacts.get(uid)
        text = self._checked(due_on, text)
        with self.book.writer.change(f"Promised {contact.name}: {text[:60]}") as session:
            row = FollowUpRow(contact_id=contact.id, due_on=due_on, text=text)
            session.add(row)
        return self.follow_up(f"f{row.id}")

    def _checked(self, due_on: date, text: str) -> str:
        from bondtui.book.contact_rows import line

        if due_on < self.book.today():
            raise Refused("A follow-up is due today or later.")
        cleaned = line("follow-up", text)
        if not cleaned:
            raise Refused("A follow-up needs a few words: what did you promise?")
        return cleaned

    def amend_follow_up(self, ident: str, due_on: date, text: str, *, turn: bool = False) -> FollowUp:
        """Change a follow-up's day and text; a day that stays may be past. `turn`: close it too, or open it again."""
        was = self.follow_up(ident)
        text = self._checked(self.book.today() if due_on == was.due_on else due_on, text)
        with self._changing(was, "Changed a follow-up for") as row:
            row.due_on, row.text = due_on, text
            if turn:
                row.done_on = None if was.done_on else self.book.today()
        return self.follow_up(ident)

    def done(self, ident: str, undo: bool = False) -> FollowUp:
        """Close a follow-up today, or open it again. Refused when it is so already."""
        was = self.follow_up(ident)
        if undo == (was.done_on is None):
            raise Refused(f"Follow-up {ident} is {'still open' if undo else 'done already'}.")
        with self._changing(was, "Reopened a follow-up for" if undo else "Kept a promise to") as row:
            row.done_on = None if undo else self.book.today()
        return self.follow_up(ident)

    def remove_follow_up(self, ident: str) -> None:
        was = self.follow_up(ident)
        with self._changing(was, "Removed a follow-up for") as row:
            row._sa_instance_state.session.delete(row)

    def _changing(self, was: FollowUp, label: str) -> Any:
        from contextlib import contextmanager

        from sqlmodel import select

        from bondtui.store.tables import FollowUpRow, SnoozeRow

        @contextmanager
        def changing() -> Any:
            with self.book.writer.change(f"{label} {was.contact.name}") as session:
                for snooze in session.exec(select(SnoozeRow).where(SnoozeRow.nudge == was.id)):
                    session.delete(snooze)
                yield session.get_one(FollowUpRow, self._number(was.id))

        return changing()
