"""What the records of a file become in the book: people matched or added, what is empty filled, the rest left alone."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bondtui.book.contact_rows import METHOD_KINDS, checked
from bondtui.domain.contacts import ContactMethod
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Happening, Participant, Person, Planned
from bondtui.domain.interactions import Initiator
from bondtui.domain.nudges import check_in_id
from bondtui.domain.same_person import People, phone, traits
from bondtui.domain.stages import Stage
from bondtui.domain.text import clean, clean_line, fold
from bondtui.store import keeping, kept_with
from bondtui.store.bulk import BATCH, Bulk

FILLED = ("company", "role", "expertise", "about", "how_met", "every_days")
"""Columns of a contact that a file fills when they are empty."""


class ImportRows:
    """Writes records through a Bulk. What is new in the book is known to `people` at once."""

    def __init__(self, bulk: Bulk, today: date, uids: Callable[[str], str], cadences: Mapping[Stage, int]) -> None:
        self.bulk, self.today, self._uids, self._cadences = bulk, today, uids, cadences
        self._newcomers: list[tuple[int, keeping.Derived]] = []
        self._day = today.isoformat()
        self.people = everybody(bulk.connection)
        self._known = dict(
            bulk.connection.execute("SELECT key, interaction_id FROM source WHERE interaction_id IS NOT NULL")
        )
        self._fresh: set[int] = set()
        self._touched: set[int] = set()
        self._happened: list[int] = []

    def person(self, record: Person) -> tuple[int, bool | None]:
        """Add or fill somebody; their id, and whether they are new, changed (False) or neither (None).

        Refused when there is no name in the record, or one that cannot stand.
        """
        form = checked(_salvaged(record.form), self.today)
        keys = [f"uid {record.source_uid}"] if record.source_uid else []
        its = traits(form.methods)
        number = self.people.same(form.name, its, keys)
        if number is None:
            return self.add(form, record, keys), True
        changed = self._fill(number, form, record, keys)
        self.people.add(number, form.name, form.aliases, its, keys)
        return number, False if changed else None

    def add(self, form: ContactForm, record: Person | None = None, keys: Collection[str] = ()) -> int:
        """Somebody new."""
        number = self.bulk.insert(
            "contact", uid=self._uids("c"), name=form.name, every_days=form.every_days, added_on=self._day,
            archived=record is not None and record.archived,
            **{field: getattr(form, field) for field in FILLED if field != "every_days"},
        )  # fmt: skip
        since = (form.since or self.today).isoformat()
        self.bulk.insert("stage_change", contact_id=number, date=since, stage=form.stage.value, reason="")
        self._add_parts(number, form, {})
        for key in keys:
            self.bulk.insert("source", key=key, contact_id=number)
        for line in record.properties if record else ():
            self.bulk.insert("vcard_property", contact_id=number, line=line)
        self._fresh.add(number)
        archived = record is not None and record.archived
        self._newcomers.append((number, keeping.of_a_newcomer(form, self.today, archived, self._cadences)))
        if len(self._newcomers) >= BATCH:
            self._keep_newcomers()
        self.people.add(number, form.name, form.aliases, traits(form.methods), keys)
        return number

    def _fill(self, number: int, form: ContactForm, record: Person, keys: Iterable[str]) -> bool:
        """Write what the book does not say yet."""
        rows = self.bulk.rows
        self.bulk.flush()
        fetch = self.bulk.connection.execute
        there = fetch(f"SELECT {', '.join(FILLED)} FROM contact WHERE id = ?", (number,)).fetchone()
        empty = {
            field: getattr(form, field)
            for field, value in zip(FILLED, there, strict=True)
            if value in ("", None) and getattr(form, field) not in ("", None)
        }
        if empty:
            self.bulk.update("contact", number, **empty)
        self._add_parts(number, form, self._parts(number))
        known = {key for (key,) in fetch("SELECT key FROM source WHERE contact_id = ?", (number,))}
        for key in keys:
            if key not in known:
                self.bulk.insert("source", key=key, contact_id=number)
        if not fetch("SELECT 1 FROM vcard_property WHERE contact_id = ?", (number,)).fetchone():
            for line in record.properties:
                self.bulk.insert("vcard_property", contact_id=number, line=line)
        if self.bulk.rows == rows:
            return False
        self._touched.add(number)
        return True

    def _parts(self, number: int) -> Mapping[str, Collection[object]]:
        """What is there of the lists a contact has, as it is compared."""
        fetch = self.bulk.connection.execute
        return {
            "name": {fold(name) for (name,) in fetch("SELECT name FROM contact WHERE id = ?", (number,))},
            "alias": {fold(name) for (name,) in fetch("SELECT name FROM alias WHERE contact_id = ?", (number,))},
            "tag": {fold(name) for (name,) in fetch("SELECT name FROM tag WHERE contact_id = ?", (number,))},
            "contact_method": {
                _comparable(ContactMethod(kind, value))
                for kind, value in fetch("SELECT kind, value FROM contact_method WHERE contact_id = ?", (number,))
            },
            "important_date": {
                label for (label,) in fetch("SELECT label FROM important_date WHERE contact_id = ?", (number,))
            },
        }

    def _add_parts(self, number: int, form: ContactForm, there: Mapping[str, Collection[object]]) -> None:
        for alias in form.aliases:
            if fold(alias) not in there.get("alias", ()) and fold(alias) not in there.get("name", (fold(form.name),)):
                self.bulk.insert("alias", contact_id=number, name=alias)
        for tag in form.tags:
            if fold(tag) not in there.get("tag", ()):
                self.bulk.insert("tag", contact_id=number, name=tag)
        for each in form.methods:
            if _comparable(each) not in there.get("contact_method", ()):
                self.bulk.insert(
                    "contact_method", contact_id=number, kind=each.kind, label=each.label, value=each.value
                )
        for day in form.dates:
            # Their birthday as it was typed here stays the only one.
            if day.label not in there.get("important_date", ()):
                on = day.on
                self.bulk.insert(
                    "important_date", contact_id=number, label=day.label, month=on.month, day=on.day, year=on.year
                )

    def planned(self, number: int, each: Planned) -> bool:
        """A follow-up, unless it is there already."""
        text = clean_line(each.text)
        if number not in self._fresh:
            sql = "SELECT 1 FROM follow_up WHERE contact_id = ? AND text = ? AND due_on = ?"
            if self.bulk.connection.execute(sql, (number, text, each.due_on.isoformat())).fetchone():
                return False
        self.bulk.insert(
            "follow_up",
            contact_id=number,
            due_on=each.due_on.isoformat(),
            text=text,
            done_on=each.done_on.isoformat() if each.done_on else None,
        )
        return True

    def unresolved(self, happened: Happening) -> bool:
        """Whether somebody who took part may stand further down in the file."""
        return any(each.source_uid and self.people.known(f"uid {each.source_uid}") is None for each in happened.people)

    def is_known(self, happened: Happening) -> bool:
        return happened.key in self._known

    def happening(self, happened: Happening, whose: int | None = None) -> bool:
        """Write an interaction with those who are in the book, or are added for it; False when there is nobody."""
        found = [self._participant(each) for each in happened.people] or [whose]
        people = [number for number in found if number is not None]
        if not people:
            return False
        # A meeting called by somebody who is not in the book, such as oneself, was not begun by those who are.
        theirs = happened.initiator is not Initiator.THEM or found[0] is not None
        initiator = happened.initiator if theirs else Initiator.BOTH
        number = self.bulk.insert(
            "interaction", uid=self._uids("i"), date=happened.date.isoformat(), channel=happened.channel.value,
            initiator=initiator.value, reached=happened.reached, private=False, text=clean(happened.text),
        )  # fmt: skip
        for person in dict.fromkeys(people):
            self.bulk.insert("participant", interaction_id=number, contact_id=person)
            self._end_snooze(person, happened)
            self._touched.add(person)
        self.bulk.insert("source", key=happened.key, interaction_id=number)
        self._known[happened.key] = number
        self._happened.append(number)
        return True

    def _participant(self, who: Participant) -> int | None:
        found = self.people.known(f"uid {who.source_uid}") if who.source_uid else None
        if found is None and who.email:
            found = self.people.known(f"email {who.email.strip().casefold()}")
        if found is None and (number := phone(who.name)) and not any(char.isalpha() for char in who.name):
            found = self.people.known(f"phone {number}")
        if found is not None:
            return found
        name = clean_line(who.name)
        called = self.people.called(name) if name else []
        if len(called) == 1 or (called and who.add):
            return called[0]
        return self.add(checked(ContactForm(name), self.today)) if name and who.add else None

    def _end_snooze(self, person: int, happened: Happening) -> None:
        """A snooze ends with the next contact that reaches them."""
        if person in self._fresh or not happened.reached or happened.channel.value == "note":
            return
        fetch = self.bulk.connection.execute
        (uid,) = fetch("SELECT uid FROM contact WHERE id = ?", (person,)).fetchone()
        snooze = fetch("SELECT id, set_on FROM snooze WHERE nudge = ?", (check_in_id(uid),)).fetchone()
        if snooze and happened.date.isoformat() >= snooze[1]:
            self.bulk.delete("snooze", snooze[0])

    def _keep_newcomers(self) -> None:
        self.bulk.flush()
        keeping.write(self.bulk.connection, self._newcomers)
        self._newcomers.clear()

    def finish(self, label: str) -> None:
        """Write the rest, and what is kept of everybody and everything that was touched."""
        self._keep_newcomers()
        self.bulk.finish(label)
        kept_with.note(self.bulk.connection, self._cadences)
        keeping.keep_texts(self.bulk.connection, self._happened)
        keeping.keep(self.bulk.connection, sorted(self._touched), self._cadences)


def everybody(connection: sqlite3.Connection) -> People:
    """Who is in the book, as the files of others recognise them."""
    people = People()
    lists: dict[str, dict[int, list[Any]]] = {"methods": {}, "aliases": {}, "keys": {}}
    for contact, kind, value in connection.execute("SELECT contact_id, kind, value FROM contact_method"):
        lists["methods"].setdefault(contact, []).append(ContactMethod(kind, value))
    for contact, name in connection.execute("SELECT contact_id, name FROM alias"):
        lists["aliases"].setdefault(contact, []).append(name)
    for contact, key in connection.execute("SELECT contact_id, key FROM source WHERE contact_id IS NOT NULL"):
        lists["keys"].setdefault(contact, []).append(key)
    for number, uid, name in connection.execute("SELECT id, uid, name FROM contact ORDER BY id"):
        its = traits(lists["methods"].get(number, ()))
        keys = [f"uid {uid}", *lists["keys"].get(number, ())]
        people.add(number, name, lists["aliases"].get(number, ()), its, keys)
    return people


def _comparable(method: ContactMethod) -> object:
    return next(iter(traits([method])), (method.kind, fold(method.value)))


def _salvaged(form: ContactForm) -> ContactForm:
    """The form with what cannot stand as it is moved to where it can: nothing of a record is lost for one bad field."""
    methods, moved = [], []
    for each in form.methods:
        value = clean_line(each.value)
        sound = each.kind in METHOD_KINDS and value and (each.kind != "email" or ("@" in value and " " not in value))
        if sound:
            methods.append(each)
        elif value:
            moved.append(f"{each.label or each.kind}: {value}")
    if not moved:
        return form
    return replace(form, methods=tuple(methods), about="\n".join(filter(None, (form.about, *moved))))
