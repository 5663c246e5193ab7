"""Who a file brings: people matched or added, what is empty filled, the rest left alone."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from bondtui.book.contact_rows import METHOD_KINDS, body, checked
from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate, has_died
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Person
from bondtui.domain.same_person import People, trait, traits
from bondtui.domain.stages import Stage
from bondtui.domain.text import clean_line, fold
from bondtui.store import keeping
from bondtui.store.bulk import BATCH, Bulk

FILLED = ("company", "role", "expertise", "about", "how_met", "every_days")
"""Columns of a contact that a file fills when they are empty."""

_REMEMBERED = 1_000
"""Contacts whose parts are remembered, so that thousands of records of one person do not read them anew."""

_UNLABELLED = "date"
"""The label of a day that has none: somebody may have many such."""


@dataclass(slots=True)
class _There:
    """What the book has of a contact, with its lists as they are compared."""

    fields: dict[str, Any]
    names: set[str]
    tags: set[str]
    methods: set[object]
    dates: dict[object, set[PartialDate]]
    sources: set[str]
    has_properties: bool


class ImportPeople:
    """Writes people through a Bulk. Who is new in the book is known at once.

    `fresh` are the ids of who came, `came` their names.
    """

    def __init__(self, bulk: Bulk, today: date, uids: Callable[[str], str], cadences: Mapping[Stage, int]) -> None:
        self.bulk, self.today, self._uids, self._cadences = bulk, today, uids, cadences
        self.known = everybody(bulk.connection)
        self.fresh: set[int] = set()
        self.came: list[str] = []
        self.touched: set[int] = set()
        self._newcomers: list[tuple[int, keeping.Derived]] = []
        self._seen: dict[int, _There] = {}

    def person(self, record: Person) -> tuple[int, bool | None]:
        """Add or fill somebody; their id, and whether they are new, changed (False) or neither (None).

        Refused when there is no name in the record, or one that cannot stand.
        """
        form = checked(_salvaged(record.form), self.today)
        if form.every_days is None and has_died(form.dates):
            form = replace(form, every_days=0)
        its = traits(form.methods)
        key = record_key(record, form)
        number = self.known.same(form.name, its, [key])
        if number is None:
            return self.add(form, record, key), True
        if number in self.fresh:
            # Where two records of one file differ, the second's name is an alias.
            form = replace(form, aliases=(form.name, *form.aliases))
        there = self._there(number)
        changed = self._fill(number, there, form, record, key if record.source_uid else "")
        self.known.add(number, there.fields["name"], form.aliases, its, [key])
        return number, False if changed else None

    def add(self, form: ContactForm, record: Person | None = None, key: str = "") -> int:
        """Somebody new, whom nobody of this name and with these ways to reach them is."""
        archived = record is not None and record.archived
        if form.aliases:
            folded = fold(form.name)
            form = replace(form, aliases=tuple(each for each in form.aliases if fold(each) != folded))
        found = keeping.of_a_newcomer(form, self.today, archived, self._cadences)
        day, insert = self.today.isoformat(), self.bulk.insert
        number = insert(
            "contact", found.columns, uid=self._uids("c"), name=form.name, company=form.company, role=form.role,
            expertise=form.expertise, about=form.about, how_met=form.how_met, every_days=form.every_days,
            added_on=day, archived=archived,
        )  # fmt: skip
        insert("stage_change", contact_id=number, date=day, stage=Stage.STRANGER.value, reason="")
        self._add_names(number, form.aliases, form.tags)
        self._add_ways(number, form.methods)
        self._add_dates(number, form.dates)
        if key:
            insert("source", key=key, contact_id=number)
        for line in record.properties if record else ():
            insert("vcard_property", contact_id=number, line=line)
        self.fresh.add(number)
        self.came.append(form.name)
        self._newcomers.append((number, found))
        if len(self._newcomers) >= BATCH:
            self._index()
        self.known.add(number, form.name, form.aliases, traits(form.methods), [key] if key else ())
        return number

    def _fill(self, number: int, there: _There, form: ContactForm, record: Person, key: str) -> bool:
        """Write what the book does not say yet; whether there was anything.

        Where two records of one file differ, what the second says is told in about. Refused when there is no room for
        it.
        """
        rows = self.bulk.rows
        values = {
            field: value
            for field in FILLED
            if (value := getattr(form, field)) not in ("", None) and there.fields[field] in ("", None)
        }
        if number in self.fresh:
            values["about"] = _told(form, there)
        if any(there.fields[field] != value for field, value in values.items()):
            self.bulk.update("contact", number, **values)
            there.fields |= values
        self._add_names(number, _new(there.names, form.aliases, fold), _new(there.tags, form.tags, fold))
        self._add_ways(number, _new(there.methods, form.methods, _comparable))
        self._add_dates(number, [each for each in form.dates if _occasion(each) not in there.dates])
        for day in form.dates:
            there.dates.setdefault(_occasion(day), set()).add(day.on)
        for each in _new(there.sources, [key] if key else [], str):
            self.bulk.insert("source", key=each, contact_id=number)
        if record.properties and not there.has_properties:
            there.has_properties = True
            for line in record.properties:
                self.bulk.insert("vcard_property", contact_id=number, line=line)
        if self.bulk.rows == rows:
            return False
        self.touched.add(number)
        return True

    def _there(self, number: int) -> _There:
        if number not in self._seen:
            if len(self._seen) >= _REMEMBERED:
                del self._seen[next(iter(self._seen))]
            self.bulk.flush()
            self._seen[number] = _read(self.bulk.connection, number)
        return self._seen[number]

    def _add_names(self, number: int, aliases: Iterable[str], tags: Iterable[str]) -> None:
        for alias in aliases:
            self.bulk.insert("alias", contact_id=number, name=alias)
        for tag in tags:
            self.bulk.insert("tag", contact_id=number, name=tag)

    def _add_ways(self, number: int, methods: Iterable[ContactMethod]) -> None:
        for each in methods:
            self.bulk.insert("contact_method", contact_id=number, kind=each.kind, label=each.label, value=each.value)

    def _add_dates(self, number: int, dates: Iterable[ImportantDate]) -> None:
        for each in dates:
            on = each.on
            self.bulk.insert(
                "important_date", contact_id=number, label=each.label, month=on.month, day=on.day, year=on.year
            )

    def _index(self) -> None:
        self.bulk.flush()
        keeping.index(self.bulk.connection, self._newcomers)
        self._newcomers.clear()

    def finish(self) -> None:
        """Compute what is kept of everybody who was touched; all is written."""
        self._index()
        keeping.keep(self.bulk.connection, sorted(self.touched), self._cadences)


def record_key(record: Person, form: ContactForm) -> str:
    """What the record is known by when its file comes again, however the contact is called by then.

    The file's own id of them, else their name there with the first that tells them from others of that name.
    """
    if record.source_uid:
        return f"uid {record.source_uid}"
    first = next(filter(None, map(trait, form.methods)), "")
    known_by = f"{fold(form.name)}\n{first}".encode("utf-8", "replace")
    return f"record {sha256(known_by).hexdigest()[:20]}"


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


def _read(connection: sqlite3.Connection, number: int) -> _There:
    """What is there of the lists a contact has, as it is compared."""

    def of(table: str, columns: str) -> Iterator[Any]:
        rows: Iterator[Any] = connection.execute(f"SELECT {columns} FROM {table} WHERE contact_id = ?", (number,))
        return rows

    columns = ("uid", "name", *FILLED)
    row = connection.execute(f"SELECT {', '.join(columns)} FROM contact WHERE id = ?", (number,)).fetchone()
    fields = dict(zip(columns, row, strict=True))
    dates: dict[object, set[PartialDate]] = {}
    for label, month, day, year in of("important_date", "label, month, day, year"):
        dates.setdefault(_dated(label, month, day), set()).add(PartialDate(month, day, year))
    return _There(
        fields,
        {fold(fields["name"]), *(fold(name) for (name,) in of("alias", "name"))},
        {fold(name) for (name,) in of("tag", "name")},
        {_comparable(ContactMethod(*each)) for each in of("contact_method", "kind, value")},
        dates,
        {f"uid {fields['uid']}", *(key for (key,) in of("source", "key"))},
        any(of("vcard_property", "1")),
    )


def _told(form: ContactForm, there: _There) -> str:
    """The text about somebody, with what the form says otherwise than what is there."""
    others = ("company", "Company"), ("role", "Role"), ("expertise", "Expertise"), ("how_met", "How we met")
    fields = there.fields
    told: list[str] = [fields["about"]] if fields["about"] else []
    said = [
        f"{what}: {getattr(form, field)}" for field, what in others if _differs(getattr(form, field), fields[field])
    ]
    said += [
        f"{day.label[:1].upper()}{day.label[1:]}: {day.on}"
        for day in form.dates
        if _is_another(day.on, there.dates.get(_occasion(day), ()))
    ]
    for each in filter(None, (form.about, *said)):
        if not any(f"\n{each}\n" in f"\n{text}\n" for text in told):
            told.append(each)
    return body("text about them", "\n\n".join(told))


def _differs(said: str, there: str) -> bool:
    return bool(said and there) and said != there


def _is_another(day: PartialDate, there: Collection[PartialDate]) -> bool:
    """Whether those that are there do not say this day, or not its year."""
    known = (each if day.year is not None else replace(each, year=None) for each in there)
    return bool(there) and day not in known


def _new(there: set[Any], each: Iterable[Any], compared: Callable[[Any], Any]) -> Iterator[Any]:
    """Those that are not there; now they are."""
    for one in each:
        if (key := compared(one)) not in there:
            there.add(key)
            yield one


def _comparable(method: ContactMethod) -> object:
    return trait(method) or (method.kind, fold(method.value))


def _occasion(each: ImportantDate) -> object:
    return _dated(each.label, each.on.month, each.on.day)


def _dated(label: str, month: int, day: int) -> object:
    """What there is one of: a birthday as it was typed stays the only one."""
    return fold(label) if label != _UNLABELLED else (label, month, day)


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
