"""What answering a nudge writes: a snooze, an answer, a change of a follow-up."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from bondtui.book import meanwhile
from bondtui.domain.contacts import FollowUp
from bondtui.domain.nudges import Nudge, check_in_id
from bondtui.errors import NotFound, Refused
from bondtui.store.reader import CHUNK

if TYPE_CHECKING:
    from sqlmodel import Session

    from bondtui.book import Book


def snooze(book: "Book", contact: int, nudge: str, until: date, label: str) -> None:
    """Rest the nudge; a snooze it had already gets the new end."""
    from sqlmodel import select

    from bondtui.store.tables import SnoozeRow

    if until <= book.today():
        raise Refused("A snooze ends after today.")
    with book.writer.change(label) as session:
        row = session.exec(select(SnoozeRow).where(SnoozeRow.nudge == nudge)).first()
        _rest(session, contact, row, nudge, (book.today(), until))


def snooze_all(book: "Book", uids: Sequence[str], until: date) -> int:
    """Rest the check-ins of those who have any; how many these are."""
    from sqlmodel import col, select

    from bondtui.store.tables import ContactRow, SnoozeRow

    if until <= book.today():
        raise Refused("A snooze ends after today.")
    resting: list[str] = []
    with book.writer.change(lambda: f"Snoozed {_whom(resting)} until {until}") as session:
        for start in range(0, len(uids), CHUNK):
            some = col(ContactRow.uid).in_(uids[start : start + CHUNK]), col(ContactRow.due_on).is_not(None)
            people = session.exec(select(ContactRow.id, ContactRow.uid, ContactRow.name).where(*some)).all()
            nudges = [check_in_id(uid) for _, uid, _ in people]
            there = {row.nudge: row for row in session.exec(select(SnoozeRow).where(col(SnoozeRow.nudge).in_(nudges)))}
            for number, uid, name in people:
                _rest(session, number or 0, there.get(check_in_id(uid)), check_in_id(uid), (book.today(), until))
                resting.append(name)
    return len(resting)


def _rest(session: "Session", contact: int, row: Any, nudge: str, days: tuple[date, date]) -> None:
    """Set a snooze from a day until another, in the row there is or a new one."""
    from bondtui.store.tables import SnoozeRow

    set_on, until = days
    if row is None:
        session.add(SnoozeRow(contact_id=contact, nudge=nudge, set_on=set_on, until=until))
    else:
        row.until, row.set_on = until, set_on


def _whom(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names):,} contacts"


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
