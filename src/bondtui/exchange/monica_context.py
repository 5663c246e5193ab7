"""What a contact of a Monica export needs to know of the rest of the file: who the others are, what all of them did."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from bondtui.domain.contacts import PartialDate
from bondtui.domain.incoming import Participant
from bondtui.domain.interactions import Channel
from bondtui.domain.text import MAX_LINE, MAX_TEXT, clean_line
from bondtui.errors import Refused
from bondtui.exchange.monica_item import Item, ident, label, sections

_ROOM = 300_000_000
"""Bytes of memory for what is known of the others; the contacts themselves are read one by one."""

_MEALS = {"ate_at_his_place", "ate_at_their_place", "ate_at_home", "ate_at_restaurant", "picnicked", "went_bar"}
_EVENTS = {"went_theater", "went_concert", "went_play", "went_museum"}


class Kind(NamedTuple):
    """An entry of the export's own lists: a type of contact field, of activity or life event, a gender."""

    name: str = ""
    key: str = ""


class Activity(NamedTuple):
    day: date | None
    channel: Channel
    text: str


class Heading(NamedTuple):
    """A contact as far as others need it. `name` is empty for somebody who cannot be named."""

    uid: str
    name: str
    partial: bool
    activities: tuple[str, ...]
    born: str


@dataclass
class Context:
    """Filled by one reading of the file; the second, contact by contact, asks it."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    me: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    partial: dict[str, str] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    relatives: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    relative_of: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    met: set[str] = field(default_factory=set)
    _room: int = _ROOM

    def add_kind(self, record: Any) -> None:
        item = Item(record)
        key = item.text("type") or item.text("translation_key") or item.text("protocol").rstrip(":")
        if item.uid:
            key = {"mailto": "email", "tel": "phone"}.get(key, key)
            self.kinds[item.uid] = Kind(self._take(item.text("name")), key)

    def add(self, kind: str, record: Any, number: int) -> None:
        """Remember a record of the account's own sections, if it is of use to a contact."""
        item = Item(record)
        if kind == "user" and (me := item.known("me_contact")):
            self.me.add(me)
        elif kind == "contact":
            self._add_contact(item, number)
        elif kind == "activity":
            self._add_activity(item)
        elif kind == "relationship":
            self._add_relation(item.text("type"), item.known("contact_is"), item.known("of_contact"))
        elif kind == "document" and item.uid:
            self.documents[item.uid] = self._take(item.text("original_filename"))

    def _add_contact(self, item: Item, number: int) -> None:
        parts = list(sections(item.sections))
        who = heading(item, parts, self.kinds, number)
        self.names.setdefault(who.uid, self._take(who.name))
        if who.partial:
            self.partial[who.uid] = who.born
        for kind, each in parts:
            if kind == "activity" and isinstance(each, dict):
                self._add_activity(Item(each))
        for uid in who.activities:
            self._take("")
            self.people.setdefault(uid, []).append(who.uid)

    def _add_activity(self, item: Item) -> None:
        kind = self.kinds.get(item.known("type"), Kind())
        key = (kind.key or kind.name.casefold()).replace(" ", "_")
        channel = Channel.MEAL if key in _MEALS else Channel.EVENT if key in _EVENTS else Channel.MEETING
        day = item.day("happened_at")
        lines = [item.text("summary"), item.text("description")]
        lines += [f"Type: {kind.name}"] if kind.name else []
        lines += [f"Emotions: {', '.join(words)}"] if (words := item.words("emotions")) else []
        text = "\n".join(filter(None, [*lines, *item.rest()]))
        if not item.uid:
            self.left_out["activity without an id"] += 1
        elif text or day or item.uid not in self.activities:
            self.activities[item.uid] = Activity(day, channel, self._take(text[: MAX_TEXT + 1]))

    def _add_relation(self, kind: str, who: str, of: str) -> None:
        self.relatives.setdefault(of, []).append((self._take(kind), who))
        self.relative_of.setdefault(who, []).append((self._take(kind), of))

    def relations(self, uid: str) -> Iterator[tuple[str, str]]:
        """Who somebody's relatives are, as (what, who); also whose they are, if the other has neither page nor word."""
        relatives = self.relatives.get(uid, ())
        yield from ((label(kind) or "Related", self.told(other)) for kind, other in relatives)
        said = {other for _, other in relatives}
        for kind, other in self.relative_of.get(uid, ()):
            if other not in said and not self.comes(other):
                yield f"{label(kind)} of" if kind else "Related", self.told(other)

    def comes(self, uid: str) -> bool:
        """Whether the contact comes into the book: not yourself, no mere relative, somebody with a name."""
        return bool(self.names.get(uid)) and uid not in self.me and uid not in self.partial

    def participants(self, activity: str) -> tuple[Participant, ...]:
        """Who of those who come into the book took part, in the order of the file."""
        there = filter(self.comes, dict.fromkeys(self.people.get(activity, ())))
        return tuple(participant(uid, self.names[uid]) for uid in there)

    def day_of(self, activity: str) -> date | None:
        found = self.activities.get(activity)
        return found.day if found else None

    def told(self, uid: str) -> str:
        """Somebody as another's page mentions them; a relative without a page with the birthday."""
        name, born = self.names.get(uid, "")[:200] or "somebody the file does not name", self.partial.get(uid)
        return f"{name}, born {born}" if born else name

    def _take(self, text: str) -> str:
        """`text`, for which there is still room. Refused when there is none."""
        self._room -= 500 + sys.getsizeof(text)
        if self._room < 0:
            raise Refused("This export has more contacts and activities than can be read at once.")
        return text


def participant(uid: str, name: str) -> Participant:
    return Participant(name[:MAX_LINE].rstrip(), source_uid="" if uid.startswith("#") else uid)


def heading(item: Item, parts: list[tuple[str, Any]], kinds: dict[str, Kind], number: int) -> Heading:
    """Who a contact record is about: the name in its parts, else nickname, company, e-mail, phone.

    Who has no id goes by their `number` in the file.
    """
    name = " ".join(filter(None, (item.text(f"{part}_name") for part in ("first", "middle", "last"))))
    name = name or item.text("nickname") or item.text("company") or _address(parts, kinds)
    of_kind = (Item(each).uid if isinstance(each, dict) else ident(each) for kind, each in parts if kind == "activity")
    birth = item.inner("birthdate")
    born = str(day_of_year(birth) or "") if birth and not birth.flag("is_age_based") else ""
    uid = item.uid or f"#{number}"
    return Heading(uid, clean_line(name), item.flag("is_partial"), tuple(filter(None, of_kind)), born)


def _address(parts: list[tuple[str, Any]], kinds: dict[str, Kind]) -> str:
    found: dict[str, str] = {}
    for kind, each in parts:
        if kind == "contact_field":
            item = Item(each)
            found.setdefault(kinds.get(item.known("type"), Kind()).key, item.text("data"))
    return found.get("email") or found.get("phone", "")


def day_of_year(special: Item) -> PartialDate | None:
    """The day of a date of Monica's own kind, its year perhaps unknown."""
    unknown, day = special.flag("is_year_unknown"), special.day("date")
    return PartialDate(day.month, day.day, None if unknown else day.year) if day else None
