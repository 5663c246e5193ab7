"""What answering a nudge writes: a snooze, an answer, a change of a follow-up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from bondtui.book import meanwhile
from bondtui.domain.contacts import FollowUp
from bondtui.domain.nudges import Nudge
from bondtui.errors import NotFound, Refused

if TYPE_CHECKING:
    from bondtui.book import Book


def snooze(book: "Book", contact: int, nudge: str, until: date, label: str) -> None:
    """Rest the nudge; a snooze it had already gets the new end."""
    from sqlmodel import select

    from bondtui.store.tables import SnoozeRow

    if until <= book.today():
        raise Refused("A snooze ends after today.")
    with book.writer.change(label) as session:
        row = session.exec(select(SnoozeRow).where(SnoozeRow.nudge == nudge)).first()
        if row is None:
            session.add(SnoozeRow(contact_id=contact, nudge=nudge, set_on=book.today(), until=until))
        else:
            row.until, row.set_on = until, book.today()


def answer(book: "Book", nudge: Nudge, evidence: str, label: str) -> None:
    """Note that the nudge is dismissed or done, and what was known; an older answer to it is replaced."""
    from sqlmodel import select

    from bondtui.store.tables import AnswerRow

    contact = book.contacts.id_of(nudge.contact.uid)
    with book.writer.change(label[:200]) as session:
        row = session.exec(select(AnswerRow).where(AnswerRow.nudge == nudge.id)).first()
        if row is None:
            session.add(AnswerRow(contact_id=contact, nudge=nudge.id, answered_on=book.today(), evidence=evidence))
        else:
            row.answered_on, row.evidence = book.today(), evidence


def reopen(book: "Book", ident: str, kinds: tuple[str, ...]) -> None:
    """Take back the answer to a nudge whose id begins in one of these ways."""
    from sqlmodel import select

    from bondtui.store.tables import AnswerRow, ContactRow

    with book.writer.change(lambda: f"Brought a nudge of {name} back") as session:
        row = session.exec(select(AnswerRow).where(AnswerRow.nudge == ident)).first()
        if row is None or not ident.startswith(kinds):
            raise NotFound(f"No nudge with the id {ident[:40]} was dismissed or done.")
        name = session.get_one(ContactRow, row.contact_id).name
        session.delete(row)


@contextmanager
def changing(book: "Book", was: FollowUp, label: str, seen: FollowUp | None = None) -> Iterator[Any]:
    """A follow-up's row while it is changed, if it still is what was seen; its snooze ends."""
    from sqlmodel import select

    from bondtui.store.tables import FollowUpRow, SnoozeRow

    with book.writer.change(f"{label} {was.contact.name}") as session:
        meanwhile.check(session, "This promise", seen and _terms(seen), lambda: _terms(book.follow_ups.get(was.id)))
        for each in session.exec(select(SnoozeRow).where(SnoozeRow.nudge == was.id)):
            session.delete(each)
        yield session.get_one(FollowUpRow, int(was.id[1:]))


def _terms(follow_up: FollowUp) -> tuple[date, str, date | None]:
    return follow_up.due_on, follow_up.text, follow_up.done_on


def number_of(ident: str, letter: str, what: str) -> int:
    """The number of an id such as `p3`; NotFound when it is none."""
    digits = ident.strip().lower()[1:]
    if ident.strip().lower()[:1] != letter or not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
        raise NotFound(f"There is no {what} “{ident.strip()[:40]}”; their ids look like {letter}12.")
    return int(digits)
