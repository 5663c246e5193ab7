"""What the records of a book become in this one: added as they were, or left alone where they are there already.

A contact or interaction is known by its uid; a follow-up, project or payment by whose it is and what it says.
"""

from collections.abc import Callable, Mapping
from datetime import date

from bondtui.book import record_checks
from bondtui.book.import_rows import end_snooze
from bondtui.book.record_numbers import Numbers
from bondtui.domain.incoming import Remark
from bondtui.domain.interactions import Channel
from bondtui.domain.records import (
    Answered,
    BookRecord,
    ContactRecord,
    FollowUpRecord,
    InteractionRecord,
    PaymentRecord,
    ProjectRecord,
    Snoozed,
    numbered,
)
from bondtui.domain.referrals import closing
from bondtui.domain.stages import Stage, StageChange
from bondtui.errors import Refused
from bondtui.store import keeping, kept_with
from bondtui.store.bulk import Bulk, Row


class RecordRows:
    """Writes records through a Bulk. What a contact names that stands further down in the file waits for the end."""

    def __init__(self, bulk: Bulk, today: date, cadences: Mapping[Stage, int], warn: Callable[[Remark], None]) -> None:
        self._bulk, self._today, self._cadences, self._warn = bulk, today, cadences, warn
        fetch = bulk.connection.execute
        self._contacts: dict[str, int] = dict(fetch("SELECT uid, id FROM contact"))
        self._interactions: dict[str, int] = {}
        self._numbers = Numbers(bulk)
        self._known_nudges = {
            Snoozed: {nudge for (nudge,) in fetch("SELECT nudge FROM snooze")},
            Answered: {nudge for (nudge,) in fetch("SELECT nudge FROM answer")},
        }
        self._fresh: set[int] = set()
        self._touched: set[int] = set()
        self._happened: list[int] = []
        self._links: dict[int, tuple[int, str, str]] = {}
        self._ledgers: list[tuple[int, int, tuple[StageChange, ...]]] = []
        self._nudges: list[tuple[int, int, Snoozed | Answered]] = []

    def take(self, record: BookRecord) -> bool:
        """Whether it was added; False when it is there. Refused when it cannot stand, or names nobody there is."""
        match record:
            case ContactRecord():
                return self._contact(record_checks.contact(record, self._today))
            case ProjectRecord():
                return self._project(record_checks.project(record, self._today))
            case InteractionRecord():
                return self._interaction(record_checks.interaction(record, self._today))
            case FollowUpRecord():
                return self._follow_up(record_checks.follow_up(record, self._today))
            case PaymentRecord():
                return self._payment(record_checks.payment(record, self._today))

    def _contact(self, each: ContactRecord) -> bool:
        known = self._contacts.get(each.uid)
        number = self._add_contact(each) if known is None else known
        nudges: tuple[Snoozed | Answered, ...] = (*each.snoozes, *each.answers)
        for nudge in nudges:
            if numbered(nudge.nudge):
                self._nudges.append((each.line, number, nudge))
            elif known is None:
                self._add_nudge(number, nudge, nudge.nudge)
        return known is None

    def _add_contact(self, each: ContactRecord) -> int:
        form, insert = each.form, self._bulk.insert
        number = insert(
            "contact", uid=each.uid, name=form.name, company=form.company, role=form.role, expertise=form.expertise,
            about=form.about, how_met=form.how_met, referred_by_id=self._contacts.get(form.referred_by or ""),
            every_days=form.every_days, added_on=each.added_on.isoformat(), archived=each.archived,
        )  # fmt: skip
        if form.referred_by and form.referred_by not in self._contacts:
            self._links[number] = each.line, form.name, form.referred_by
        for alias in form.aliases:
            insert("alias", contact_id=number, name=alias)
        for tag in form.tags:
            insert("tag", contact_id=number, name=tag)
        for way in form.methods:
            insert("contact_method", contact_id=number, kind=way.kind, label=way.label, value=way.value)
        for day in form.dates:
            on = day.on
            insert("important_date", contact_id=number, label=day.label, month=on.month, day=on.day, year=on.year)
        for line in each.properties:
            insert("vcard_property", contact_id=number, line=line)
        for key in each.sources:
            insert("source", key=key, contact_id=number)
        self._contacts[each.uid] = number
        self._fresh.add(number)
        self._touched.add(number)
        if any(change.interaction and self._interaction_id(change.interaction) is None for change in each.ledger):
            self._ledgers.append((each.line, number, each.ledger))
        else:
            self._add_ledger(each.line, number, each.ledger)
        return number

    def _add_ledger(self, line: int, contact: int, ledger: tuple[StageChange, ...]) -> None:
        for change in ledger:
            self._bulk.insert(
                "stage_change", contact_id=contact, date=change.date.isoformat(), stage=change.to.value,
                reason=change.reason, interaction_id=self._shown_by(change.interaction, line),
            )  # fmt: skip

    def _add_nudge(self, contact: int, each: Snoozed | Answered, nudge: str) -> None:
        known = self._known_nudges[type(each)]
        if nudge in known:
            return
        known.add(nudge)
        if isinstance(each, Snoozed):
            on, until = each.set_on.isoformat(), each.until.isoformat()
            self._bulk.insert("snooze", contact_id=contact, nudge=nudge, set_on=on, until=until)
        else:
            on = each.answered_on.isoformat()
            self._bulk.insert("answer", contact_id=contact, nudge=nudge, answered_on=on, evidence=each.evidence)

    def _interaction(self, each: InteractionRecord) -> bool:
        if self._interaction_id(each.uid) is not None:
            return False
        form, insert = each.form, self._bulk.insert
        people = [self._whose(uid) for uid in dict.fromkeys(form.contacts)]
        number = insert(
            "interaction", uid=each.uid, date=form.date.isoformat(), channel=form.channel.value,
            initiator=form.initiator.value, reached=form.reached, private=form.private, text=form.text,
        )  # fmt: skip
        for person in people:
            insert("participant", interaction_id=number, contact_id=person)
            if person not in self._fresh and form.reached and form.channel is not Channel.NOTE:
                end_snooze(self._bulk, person, form.date)
        for signal in dict.fromkeys(form.signals):
            insert("interaction_signal", interaction_id=number, signal=signal.value)
        for key in each.sources:
            insert("source", key=key, interaction_id=number)
        for opener in each.openers:
            if opener.contact in self._contacts:
                # One that is not there any more still says that another was not the last.
                offered, whom = self._numbers.key(opener.key) or "", self._contacts[opener.contact]
                insert("opener", contact_id=whom, interaction_id=number, offered=offered)
            else:
                self._warn(Remark(each.line, f"The opener was for {opener.contact}, who is not there: left out."))
        self._interactions[each.uid] = number
        self._happened.append(number)
        self._touched.update(people)
        return True

    def _interaction_id(self, uid: str) -> int | None:
        if uid in self._interactions:
            return self._interactions[uid]
        found = self._bulk.connection.execute("SELECT id FROM interaction WHERE uid = ?", (uid,)).fetchone()
        return found[0] if found else None

    def _shown_by(self, uid: str | None, line: int) -> int | None:
        number = self._interaction_id(uid) if uid else None
        if uid and number is None:
            self._warn(Remark(line, f"It names the interaction {uid}, which is not there: left out."))
        return number

    def _follow_up(self, each: FollowUpRecord) -> bool:
        contact, named = self._whose(each.contact), ("f", each.number)
        values: Row = {"due_on": each.due_on.isoformat(), "text": each.text, "done_on": _text(each.done_on)}
        if self._numbers.find("follow_up", named, contact, values, is_fresh=contact in self._fresh):
            return False
        values["interaction_id"] = self._shown_by(each.interaction, each.line)
        self._numbers.add("follow_up", named, contact, values)
        return True

    def _project(self, each: ProjectRecord) -> bool:
        contact, named, insert = self._whose(each.contact), ("p", each.number), self._bulk.insert
        agreed = each.agreed
        values: Row = {
            "title": each.title, "kind": each.kind.value, "status": each.status.value,
            "agreed_minor": agreed.minor if agreed else None, "agreed_currency": agreed.currency if agreed else None,
            "added_on": each.added_on.isoformat(), "started_on": _text(each.started_on),
            "finished_on": _text(each.finished_on), "verdict": each.verdict.value if each.verdict else None,
            "result": each.result,
        }  # fmt: skip
        if self._numbers.find("project", named, contact, values, is_fresh=contact in self._fresh):
            return False
        number = self._numbers.add("project", named, contact, values)
        for step in each.steps:
            done = _text(step.done_on)
            insert("step", project_id=number, n=step.n, title=step.title, done_on=done, waived=step.waived)
        for asked in each.concessions:
            worth = asked.amount
            insert(
                "concession", project_id=number, kind=asked.kind.value, granted=asked.granted,
                minor=worth.minor if worth else None, currency=worth.currency if worth else None,
                asked_on=asked.on.isoformat(), note=asked.note,
            )  # fmt: skip
        return True

    def _payment(self, each: PaymentRecord) -> bool:
        contact, named = self._whose(each.contact), ("m", each.number)
        values: Row = {
            "date": each.date.isoformat(), "minor": each.amount.minor, "currency": each.amount.currency,
            "note": each.note,
        }  # fmt: skip
        if self._numbers.find("payment", named, contact, values, is_fresh=contact in self._fresh):
            return False
        project = None if each.project is None else self._numbers.now(("p", each.project), contact)
        if each.project is not None and project is None:
            self._warn(Remark(each.line, f"They have no project p{each.project}: the payment is for none."))
        self._numbers.add("payment", named, contact, values | {"project_id": project})
        return True

    def _whose(self, uid: str) -> int:
        if uid not in self._contacts:
            raise Refused(f"There is no contact {uid}.")
        return self._contacts[uid]

    def write_later(self) -> None:
        """Write what waited for the end of the file."""
        self._bulk.flush()
        self._link()
        for line, contact, ledger in self._ledgers:
            self._add_ledger(line, contact, ledger)
        for line, contact, each in self._nudges:
            nudge = self._numbers.key(each.nudge)
            if nudge and self._numbers.is_new(each.nudge, contact):
                self._add_nudge(contact, each, nudge)
            elif contact in self._fresh:
                self._warn(Remark(line, f"The nudge {each.nudge} is of nothing they have: left out."))

    def _link(self) -> None:
        """Who referred whom, where who did stands further down; a link that would close a circle is left out."""
        links = {}
        for contact, (line, name, uid) in self._links.items():
            if uid in self._contacts:
                links[contact] = self._contacts[uid]
            else:
                self._warn(Remark(line, f"{uid}, who referred {name}, is not there: left out."))
        sql = "SELECT id, referred_by_id FROM contact WHERE referred_by_id IS NOT NULL"
        above = dict(self._bulk.connection.execute(sql)) | links
        for contact in closing(above, links):
            line, name, _ = self._links[contact]
            self._warn(Remark(line, f"{name} cannot be referred by somebody they referred: left out."))
            del links[contact]
        for contact, referrer in links.items():
            self._bulk.update("contact", contact, referred_by_id=referrer)

    def finish(self, label: str) -> None:
        """Write the rest, and what is kept of everybody and everything that was touched."""
        self._bulk.finish(label)
        kept_with.note(self._bulk.connection, self._cadences)
        keeping.keep_texts(self._bulk.connection, self._happened)
        keeping.keep(self._bulk.connection, sorted(self._touched), self._cadences)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
