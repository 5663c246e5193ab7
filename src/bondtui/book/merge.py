"""Making one contact of two who are the same person, as one change that can be undone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bondtui.book.contact_rows import FIELDS, checked, write_parts
from bondtui.domain.forms import ContactForm
from bondtui.domain.merging import aliases, joined, nudge_of, united
from bondtui.domain.nudges import check_in_id, thank_id
from bondtui.errors import Refused
from bondtui.store import backups, read_contacts

if TYPE_CHECKING:
    from sqlmodel import Session

    from bondtui.book import Book


def merge(book: "Book", keep: str, other: str, choice: ContactForm | None = None) -> None:
    """Make `other` (a uid) part of `keep`, who then has all that both had; a backup is taken before.

    `choice` is the contact as it is to be, but for its stage and `since`, which the ledgers of both say; without one it
    is as merging.united makes it. Whatever is chosen, both names stay. Of an interaction both took part in nothing is
    doubled; a snooze or an answer both have to one nudge is `keep`'s. Archived is who was archived twice.
    Refused for one contact twice, and for two of whom one was referred by the other, directly or through others.
    """
    ours, theirs = book.contacts.id_of(keep), book.contacts.id_of(other)
    if ours == theirs:
        raise Refused("That is one and the same contact; merging takes two.")
    label = f"Merged {book.contacts.get(other).name} into {book.contacts.get(keep).name}"
    with book.writer.change(label) as session:
        # Nobody else can write from here on, so what is read now holds.
        form = _form(book, keep, other, choice)
        ledger = joined(read_contacts.changes(book.reader, ours), read_contacts.changes(book.reader, theirs))
        _refuse_a_circle(book, ours, theirs, form)
        referrer = book.contacts.id_of(form.referred_by) if form.referred_by else None
        backups.take(book.path, book.now())
        _Merging(session, ours, theirs).run(form, referrer, {entry.id for entry in ledger})


def _form(book: "Book", keep: str, other: str, choice: ContactForm | None) -> ContactForm:
    kept, gone = book.contacts.form(keep), book.contacts.form(other)
    form = choice or united(kept, gone)
    names = aliases(form.name, (*form.aliases, kept.name, gone.name))
    return checked(replace(form, aliases=names, since=None), book.today())


def _refuse_a_circle(book: "Book", ours: int, theirs: int, form: ContactForm) -> None:
    """R9, also through a merge: nobody is above themselves."""
    reader = book.reader
    for upper, lower in ((ours, theirs), (theirs, ours)):
        if read_contacts.is_above(reader, upper, lower):
            chain = " ← ".join(read_contacts.referrers(reader, lower))
            raise Refused(f"One of them was referred by the other, so the two cannot be one: {chain}.")
    if form.referred_by:
        referrer = book.contacts.id_of(form.referred_by)
        if any(read_contacts.is_above(reader, each, referrer) for each in (ours, theirs)):
            chain = " ← ".join(read_contacts.referrers(reader, referrer))
            raise Refused(f"{form.name} cannot be referred by somebody they referred: {chain}.")


class _Merging:
    """The rows of one merge."""

    def __init__(self, session: "Session", keep: int, other: int) -> None:
        from bondtui.store.tables import ContactRow

        self.session = session
        self.keep, self.other = session.get_one(ContactRow, keep), session.get_one(ContactRow, other)

    def run(self, form: ContactForm, referrer: int | None, ledger: set[int]) -> None:
        """Make `keep` what the form says, referred by `referrer` (an id), with these entries (ids) as the ledger."""
        from bondtui.store import tables as t
        from bondtui.store import work_tables as w

        self._write_ledger(ledger)
        for table, one_each in (
            (t.ParticipantRow, "interaction_id"), (t.OpenerRow, "interaction_id"), (t.PropertyRow, "line"),
            (t.FollowUpRow, "id"), (w.ProjectRow, "id"), (w.PaymentRow, "id"), (t.SourceRow, "id"),
        ):  # fmt: skip
            self._move(table, one_each)
        # A file that knows the other by the uid they had here, such as an export, is to find who they are now.
        self.session.add(t.SourceRow(key=f"uid {self.other.uid}", contact_id=self.keep.id))
        self._end_snoozes()
        for nudges in (t.SnoozeRow, t.AnswerRow):
            self._forget_thanks(nudges, referrer)
            self._rename_nudges(nudges)
        self._write_contact(form, referrer)
        for row in self._rows(t.ContactRow, t.ContactRow.referred_by_id == self.other.id):
            row.referred_by_id = self.keep.id
        for part in (t.AliasRow, t.MethodRow, t.DateRow, t.TagRow):
            self._delete(self._of(part, self.other))
        write_parts(self.session, self.keep.id, form)
        self._delete([self.other])

    def _write_ledger(self, stay: set[int]) -> None:
        from bondtui.store.tables import StageChangeRow

        entries = [*self._of(StageChangeRow, self.keep), *self._of(StageChangeRow, self.other)]
        for entry in entries:
            entry.contact_id = self.keep.id
        self._delete(entry for entry in entries if entry.id not in stay)

    def _move(self, table: Any, one_each: str) -> None:
        """Make the other's rows `keep`'s, but for those that say again what `keep`'s have in a column."""
        there = {getattr(row, one_each) for row in self._of(table, self.keep)}
        rows = self._of(table, self.other)
        self._delete(row for row in rows if getattr(row, one_each) in there)
        for row in rows:
            if getattr(row, one_each) not in there:
                row.contact_id = self.keep.id

    def _end_snoozes(self) -> None:
        """A check-in's snooze ends with the next contact, which now may be one of the other card."""
        from bondtui.store.tables import SnoozeRow

        for whose, met in ((self.keep, self.other.last_contact_on), (self.other, self.keep.last_contact_on)):
            snoozes = self._rows(SnoozeRow, SnoozeRow.nudge == check_in_id(whose.uid))
            self._delete(row for row in snoozes if met and met > row.set_on)

    def _forget_thanks(self, table: Any, referrer: int | None) -> None:
        """What was answered on thanking somebody who is not the referrer any more must not hide thanking who is."""
        for whose in (self.keep, self.other):
            if whose.referred_by_id != referrer:
                self._delete(self._rows(table, table.nudge == thank_id(whose.uid)))

    def _rename_nudges(self, table: Any) -> None:
        """Nudges about the other become nudges about `keep`, whose own snoozes and answers come first."""
        about = (table.contact_id == self.other.id) | (table.nudge == thank_id(self.other.uid))
        for row in self._rows(table, about):
            nudge = nudge_of(row.nudge, self.other.uid, self.keep.uid)
            if nudge != row.nudge and self._rows(table, table.nudge == nudge):
                self._delete([row])
                continue
            row.nudge = nudge
            if row.contact_id == self.other.id:
                row.contact_id = self.keep.id

    def _write_contact(self, form: ContactForm, referrer: int | None) -> None:
        for field in FIELDS:
            setattr(self.keep, field, getattr(form, field))
        self.keep.referred_by_id = referrer
        self.keep.archived = self.keep.archived and self.other.archived
        self.keep.added_on = min(self.keep.added_on, self.other.added_on)

    def _of(self, table: Any, whose: Any) -> list[Any]:
        return self._rows(table, table.contact_id == whose.id)

    def _rows(self, table: Any, where: Any) -> list[Any]:
        from sqlmodel import select

        return list(self.session.exec(select(table).where(where).order_by(table.id)))

    def _delete(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self.session.delete(row)
        # Before a row that is unique takes the place of one that goes; undo then finds the same order.
        self.session.flush()
