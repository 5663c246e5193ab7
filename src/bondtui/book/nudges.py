"""What is due today, and what one does about it: snooze, promise, done, accept, dismiss."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bondtui.book import nudge_rows, standing
from bondtui.domain.contacts import Contact, ContactRef
from bondtui.domain.nudges import Nudge, NudgeKind, check_in_id, check_in_why, dealt
from bondtui.domain.stages import Stage
from bondtui.errors import NotFound, Refused
from bondtui.store import read_nudges

if TYPE_CHECKING:
    from bondtui.book import Book


class Nudges:
    def __init__(self, book: "Book") -> None:
        self.book, self.reader = book, book.reader

    def due(self, *, openers: bool = True) -> list[Nudge]:
        """Today's nudges by kind; check-ins in fair order (R3), `openers` says whether with what to say (R6)."""
        today = self.book.today()
        return [
            *(self._check_in(each, today, opener=openers) for each in self._due_check_ins(today)),
            *(self._promised(*each, today) for each in read_nudges.promised(self.reader, today)),
            *standing.owed_to_the_standard(self.book),
            *standing.thanks(self.book),
            *standing.coming(self.book),
            *standing.suggested(self.book),
            *standing.in_review(self.book),
        ]

    def _due_check_ins(self, today: date) -> list[read_nudges.DueCheckIn]:
        """In fair order; with a daily cap as many, dealt in turn over the stages, beginning with another every day."""
        from bondtui.domain.clock import fairness

        def fair(each: read_nudges.DueCheckIn) -> tuple[float, str]:
            return fairness(each.due_on, each.cadence_days, today), each.fold

        due = sorted(read_nudges.check_ins(self.reader, today), key=fair)
        cap = self.book.settings.daily_cap
        if cap is None:
            return due
        stages = [waiting for stage in Stage if (waiting := [each for each in due if each.contact.stage is stage])]
        first = today.toordinal() % len(stages) if stages else 0
        return sorted(dealt(stages[first:] + stages[:first], cap), key=fair)

    def opener(self, uid: str) -> str | None:
        """What one could say to the contact (R6)."""
        found = standing.opener_for(self.book, self.book.contacts.id_of(uid))
        return found.sentence if found else None

    def of(self, uid: str) -> list[Nudge]:
        """The suggestion or review that stands for a contact, if any."""
        return [*standing.suggested(self.book, uid), *standing.in_review(self.book, uid)]

    def get(self, ident: str) -> Nudge:
        """The suggestion, review or day with this id; NotFound when it does not stand any more."""
        kind, _, uid = ident.strip().partition("-")
        readers: dict[str, Callable[[], list[Nudge]]] = {
            "su": partial(standing.suggested, self.book, uid),
            "re": partial(standing.in_review, self.book, uid),
            "da": partial(standing.coming, self.book),
            "th": partial(standing.thanks, self.book),
            "st": partial(standing.owed_to_the_standard, self.book),
        }
        found = readers[kind]() if kind in readers and uid else []
        for nudge in found:
            if nudge.id == ident.strip():
                return nudge
        raise NotFound(f"No nudge has the id {ident.strip()[:40]} today; `bondtui due` lists them.")

    def next_due(self) -> Nudge | None:
        """The first check-in or follow-up after today."""
        today = self.book.today()
        check_in = read_nudges.next_check_in(self.reader, today)
        promised = read_nudges.next_promised(self.reader, today)
        if promised and (check_in is None or promised[0][2] <= check_in.due_on):
            return self._promised(*promised[0], today)
        return self._check_in(check_in, today) if check_in else None

    def _check_in(self, each: read_nudges.DueCheckIn, today: date, *, opener: bool = False) -> Nudge:
        return Nudge(
            check_in_id(each.contact.uid), NudgeKind.CHECK_IN, each.contact, each.due_on, (today - each.due_on).days,
            each.cadence_days, check_in_why(each.last_contact_on, each.added_on, each.cadence_days, today),
            self.opener(each.contact.uid) if opener else None,
        )  # fmt: skip

    @staticmethod
    def _promised(number: int, contact: ContactRef, due_on: date, text: str, today: date) -> Nudge:
        return Nudge(f"f{number}", NudgeKind.FOLLOW_UP, contact, due_on, (today - due_on).days, None, text)

    def accept(self, ident: str) -> Nudge:
        """Make the move a suggestion or review proposes, with its evidence; the nudge as it was."""
        nudge = self._proposal(ident)
        if nudge.stage is not None:
            shown_by = nudge.evidence[0] if nudge.evidence else None
            self.book.journey.move(
                nudge.contact.uid, nudge.stage, reason=standing.reason(self.book, nudge), interaction=shown_by
            )
        return nudge

    def dismiss(self, ident: str, *, undo: bool = False) -> Nudge:
        """Put a suggestion or review away until there is new evidence; `undo` brings it back."""
        if undo:
            nudge = standing.dismissed(self.book, ident)
            if nudge is None:
                raise NotFound(f"No nudge with the id {ident[:40]} could be brought back.")
            nudge_rows.reopen(self.book, ident, ("su-", "re-"))
            return nudge
        nudge = self._proposal(ident)
        known = standing.known(self.book, nudge)
        nudge_rows.answer(self.book, nudge, known, f"Dismissed: {nudge.contact.name} {nudge.why}")
        return nudge

    def _proposal(self, ident: str) -> Nudge:
        nudge = self.get(ident)
        if nudge.stage is None:
            raise Refused("Only a suggestion or a review can be accepted or dismissed.")
        return nudge

    def keep(self, ident: str, *, undo: bool = False) -> Nudge:
        """Note that a day was thought of, thanks given, a step seen to, this once; `undo` brings the nudge back."""
        if undo:
            if ident.startswith("da-") and ident not in {each.id for each in standing.coming(self.book, done=True)}:
                raise NotFound(f"No nudge with the id {ident[:40]} could be brought back.")
            nudge_rows.reopen(self.book, ident, ("da-", "th-", "st-"))
            return self.get(ident)
        nudge = self.get(ident)
        if nudge.stage is not None:
            raise Refused("A suggestion or a review is accepted or dismissed.")
        nudge_rows.answer(self.book, nudge, "", f"Done for {nudge.contact.name}: {nudge.why}")
        return nudge

    def snooze(self, uid: str, until: date) -> Contact:
        """Rest the contact's check-in until a day after today."""
        contact = self.book.contacts.get(uid)
        if contact.due_on is None:
            raise Refused(f"{contact.name} has no check-ins that could be snoozed.")
        nudge_rows.snooze(self.book, contact.id, check_in_id(uid), until, f"Snoozed {contact.name} until {until}")
        return self.book.contacts.get(uid)

    def snooze_all(self, uids: Sequence[str], until: date) -> int:
        """Rest the check-ins of these contacts, as one change; how many of them have check-ins."""
        resting = nudge_rows.snooze_all(self.book, uids, until)
        if not resting:
            raise Refused("None of them has check-ins that could be snoozed.")
        return resting

    def snooze_nudge(self, ident: str, until: date) -> Nudge:
        """Rest a suggestion, a review or a day coming up until a day after today."""
        nudge = self.get(ident)
        if nudge.kind is NudgeKind.DATE and until > nudge.due_on:
            raise Refused("A day cannot be put off beyond itself.")
        number = self.book.contacts.id_of(nudge.contact.uid)
        nudge_rows.snooze(self.book, number, nudge.id, until, f"Snoozed {nudge.contact.name}: {nudge.why[:60]}")
        return nudge
