"""What a line or an amended interaction becomes in the book."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bondtui.book import meanwhile
from bondtui.book.contact_rows import body, delete_if_empty, line, new_row
from bondtui.domain.forms import ContactForm, InteractionForm
from bondtui.domain.interactions import Interaction, Signal
from bondtui.domain.nudges import check_in_id
from bondtui.domain.quicklog import A_PLAN, Understood
from bondtui.errors import Refused

if TYPE_CHECKING:
    from sqlmodel import Session

    from bondtui.book import Book


def log(book: "Book", understood: Understood, text: str) -> tuple[str, list[int], list[str]]:
    """Write the interaction, its follow-ups and the contacts it adds; their uid, ids and uids."""
    from bondtui.store.tables import FollowUpRow, InteractionRow

    names = [mention.candidates[0].name if mention.candidates else mention.name for mention in understood.people]
    channel = understood.channel.value
    label = f"Logged {'an' if channel[0] in 'aeiou' else 'a'} {channel} with {', '.join(names)}"
    with book.writer.change(label) as session:
        people, added = _people(book, session, understood)
        row = InteractionRow(
            uid=book.uids("i"), date=understood.date, channel=understood.channel.value,
            initiator=understood.initiator.value, reached=understood.reached, private=understood.private, text=text,
        )  # fmt: skip
        _write(session, row, people, understood.signals)
        _remember_openers(book, session, row, people)
        promises = [
            FollowUpRow(contact_id=people[0], interaction_id=row.id, due_on=promise.due_on, text=promise.text)
            for promise in understood.promises
        ]
        session.add_all(promises)
        _end_snoozes(session, row, people)
    return row.uid, [promise.id or 0 for promise in promises], added


def _people(book: "Book", session: "Session", understood: Understood) -> tuple[list[int], list[str]]:
    people, added = [], []
    for mention in understood.people:
        if mention.candidates:
            people.append(mention.candidates[0].id)
            continue
        row = new_row(book, session, ContactForm(name=line("name", mention.name)))
        people.append(row.id)
        added.append(row.uid)
    return people, added


def _write(session: "Session", row: Any, people: Sequence[int], signals: Iterable[Signal]) -> None:
    from bondtui.store.tables import ParticipantRow, SignalRow

    session.add(row)
    session.flush()
    session.add_all(ParticipantRow(interaction_id=row.id, contact_id=person) for person in dict.fromkeys(people))
    session.add_all(SignalRow(interaction_id=row.id, signal=signal.value) for signal in dict.fromkeys(signals))
    session.flush()


def _remember_openers(book: "Book", session: "Session", row: Any, people: Iterable[int]) -> None:
    """Whose check-in was due was shown an opener, or none; the same is not to come twice running (R6)."""
    from bondtui.book.standing import opener_for
    from bondtui.store.tables import ContactRow, OpenerRow

    if not row.reached or row.channel == "note":
        return
    for person in people:
        due_on = session.get_one(ContactRow, person).due_on
        if due_on and due_on <= book.today():
            found = opener_for(book, person)
            session.add(OpenerRow(contact_id=person, interaction_id=row.id, offered=found.key if found else ""))


def _end_snoozes(session: "Session", row: Any, people: Iterable[int]) -> None:
    """A snooze ends with the next contact that reaches them."""
    from sqlmodel import select

    from bondtui.store.tables import ContactRow, SnoozeRow

    if not row.reached or row.channel == "note":
        return
    for person in people:
        nudge = check_in_id(session.get_one(ContactRow, person).uid)
        snooze = session.exec(select(SnoozeRow).where(SnoozeRow.nudge == nudge)).first()
        if snooze and row.date >= snooze.set_on:
            session.delete(snooze)


def amend(book: "Book", was: Interaction, form: InteractionForm, seen: InteractionForm | None) -> None:
    from sqlmodel import select

    from bondtui.store import tables as t

    if form.date > book.today():
        raise Refused(A_PLAN)
    if not form.contacts:
        raise Refused("An interaction needs at least one person.")
    text = body("text", form.text)
    people = [book.contacts.id_of(uid) for uid in dict.fromkeys(form.contacts)]
    with book.writer.change(f"Changed a {was.channel.value} with {', '.join(c.name for c in was.contacts)}") as session:
        meanwhile.check(session, "This interaction", seen, lambda: book.interactions.form(was.uid))
        row = session.get_one(t.InteractionRow, was.id)
        row.date, row.channel, row.initiator = form.date, form.channel.value, form.initiator.value
        row.reached, row.private, row.text = form.reached, form.private, text
        there = list(session.exec(select(t.ParticipantRow).where(t.ParticipantRow.interaction_id == was.id)))
        signals = list(session.exec(select(t.SignalRow).where(t.SignalRow.interaction_id == was.id)))
        for gone in [
            *(p for p in there if p.contact_id not in people),
            *(s for s in signals if s.signal not in form.signals),
        ]:
            session.delete(gone)
        session.flush()
        _write(
            session, row, [each for each in people if each not in {p.contact_id for p in there}],
            [each for each in form.signals if each.value not in {s.signal for s in signals}],
        )  # fmt: skip


def remove(book: "Book", was: Interaction) -> None:
    from sqlmodel import select

    from bondtui.store.tables import ParticipantRow

    with book.writer.change(f"Removed a {was.channel.value} with {', '.join(c.name for c in was.contacts)}") as session:
        for participant in session.exec(select(ParticipantRow).where(ParticipantRow.interaction_id == was.id)):
            session.delete(participant)
        session.flush()
        delete_if_empty(session, was.id)
