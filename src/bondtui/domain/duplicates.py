"""Who may be in the book twice, and why one may think so: for a person to decide, never certain.

Only those are compared who share something, and what very many share is no evidence but a hint at best, so that the
time grows with the contacts and not with their pairs.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from bondtui.domain.alike import SAME, Parts, is_telling, likeness, parts
from bondtui.domain.contacts import ContactMethod, PartialDate
from bondtui.domain.same_person import profile
from bondtui.domain.text import fold
from bondtui.domain.words import PARTICLES

CROWD = 6
"""What more contacts than these share, be it an address, a number or a bare name, makes nobody a pair by itself; and
for a detail and a similar name nobody is a pair with more than so many others."""

SMALL, LIMIT, NEIGHBOURS = 30, 40, 10
"""Of so many who share a detail all are compared; of more those who share a name too, if they are not over the limit;
else each with their neighbours in the alphabet."""

TOLD = 10
"""Notes on what was too many to compare, at most."""

TELLING = 4
"""Words of a name by which others are looked for, the longest first."""

LOCAL = 8
"""Digits at the end of a phone number by which it is known whether its country is written or not."""

_Key = TypeVar("_Key", bound=Hashable)

_WORD = re.compile(r"\w+")
_PAGE = re.compile(r"^(?:[a-z]{1,8}://)?(?:www\.)?|[?#].*$")
_LEGAL_FORMS = {
    "gmbh", "ag", "kg", "ug", "ltd", "limited", "inc", "llc", "llp", "plc", "corp", "co", "sa", "sarl", "sas", "srl",
    "spa", "bv", "nv", "oy", "ab", "aps",
}  # fmt: skip
_IN_WORDS = {"email": "e-mail address", "phone": "number", "address": "postal address", "page": "web page"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is compared of a contact. `traits` are as same_person has them.

    `places` are postal addresses and web pages, folded, behind `address ` or `page `.
    """

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    company: str = ""
    traits: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    birthday: PartialDate | None = None
    interactions: int = 0
    added_on: date = date.min


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids and the reason in plain words; `keep` is the one with more history."""

    keep: int
    other: int
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs, the likeliest first, and sentences on what was too many to compare."""

    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]


def duplicates(entries: Sequence[Entry]) -> Found:
    """Pairs who share an address or a number, a name and a detail, or a whole name."""
    return _Search(entries).run()


class _Search:
    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.names = [_names(each) for each in entries]
        self.by_trait = _grouped({_trait_key(trait) for trait in each.traits} for each in entries)
        self.crowds = {key for key, members in self.by_trait.items() if len(members) > CROWD}
        self.details = [self._details(each) for each in entries]
        self.found: dict[tuple[int, int], tuple[int, list[str]]] = {}
        self.partners = [0] * len(entries)
        self.notes: list[tuple[int, str]] = []

    def run(self) -> Found:
        for key, members in self.by_trait.items():
            if key in self.crowds:
                trait = next(each for each in self.entries[members[0]].traits if _trait_key(each) == key)
                self._note(members, f"have the {_words(trait)}: only similar names among them are listed.")
            else:
                self._judge(combinations(members, 2))
        for key, members in _grouped(self.details).items():
            self._judge(pair for pair in self._near(key, members) if self._may_be(*pair))
        for name, members in _grouped({each for each in names if is_telling(each)} for names in self.names).items():
            if len(members) > CROWD:
                self._note(members, f"are called {' '.join(name)}: only those who share more are listed.")
            else:
                self._judge(combinations(members, 2))
        if many := [place for place, count in enumerate(self.partners) if count >= CROWD]:
            self._note(many, f"are like {CROWD} others or more: of similar names no more are listed.")
        return Found(tuple(self._pairs()), tuple(self._told()))

    def _details(self, entry: Entry) -> frozenset[str]:
        """What two of similar names may share to be a pair."""
        found = set(entry.places) | {key for trait in entry.traits if (key := _trait_key(trait)) in self.crowds}
        if company := _company(entry.company):
            found.add(f"company {company}")
        if entry.birthday:
            found.add(f"birthday {entry.birthday.month:02}-{entry.birthday.day:02}")
        return frozenset(found)

    def _near(self, key: str, members: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Those who share a detail and are worth comparing."""
        if len(members) <= SMALL:
            yield from combinations(members, 2)
            return
        by_word = _grouped(_telling_words(self.names[member]) for member in members)
        for word, places in by_word.items():
            some = [members[place] for place in places]
            if len(some) <= LIMIT:
                yield from combinations(some, 2)
                continue
            self._note(some, f"share the {_words(key)} and the name {word}: only the nearest names were compared.")
            some.sort(key=lambda member: self.names[member])
            for at, member in enumerate(some):
                yield from ((member, other) for other in some[at + 1 : at + 1 + NEIGHBOURS])

    def _judge(self, pairs: Iterable[tuple[int, int]]) -> None:
        for one, other in pairs:
            pair = (min(one, other), max(one, other))
            if pair in self.found or not (reason := self._reason(*pair)):
                continue
            self.found[pair] = reason
            for each in pair:
                self.partners[each] += 1

    def _reason(self, one: int, other: int) -> tuple[int, list[str]] | None:
        """How likely it is, the higher the more, and why."""
        a, b = self.entries[one], self.entries[other]
        alike = self._likeness(one, other)
        named = ["same name" if alike == SAME else "similar names"] if alike else []
        details = [_detail(each, a) for each in sorted(self.details[one] & self.details[other])]
        shared = sorted(each for each in _shared(a.traits, b.traits) if _trait_key(each) not in self.crowds)
        if shared:
            return 5 if alike else 3, [*(f"same {_words(each)}" for each in shared), *named, *details]
        if not alike or _born_apart(a, b):
            return None
        if details:
            return 4 if alike == SAME else 2, [*named, *details]
        if alike != SAME:
            return None
        if other_than := _told_apart(a, b):
            return 0, [*named, f"but another {other_than}"]
        return 1, [*named, "and nothing that tells them apart"]

    def _may_be(self, one: int, other: int) -> bool:
        """Whether their names are alike, and neither is like everybody."""
        partners = self.partners
        return partners[one] < CROWD and partners[other] < CROWD and self._likeness(one, other) > 0

    def _likeness(self, one: int, other: int) -> int:
        return max((likeness(name, called) for name in self.names[one] for called in self.names[other]), default=0)

    def _note(self, members: Sequence[int], what: str) -> None:
        self.notes.append((len(members), f"{len(members):,} contacts {what}"))

    def _told(self) -> Iterator[str]:
        for _, note in sorted(self.notes, key=lambda each: (-each[0], each[1]))[:TOLD]:
            yield note
        if len(self.notes) > TOLD:
            yield f"There are {len(self.notes) - TOLD:,} more such groups."

    def _pairs(self) -> Iterator[Pair]:
        def order(pair: tuple[int, int]) -> tuple[int, int, str, int, int]:
            strength, why = self.found[pair]
            return -strength, -len(why), fold(self.entries[pair[0]].name), *pair

        for pair in sorted(self.found, key=order):
            keep, other = sorted((self.entries[each] for each in pair), key=_history)
            yield Pair(keep.id, other.id, ", ".join(self.found[pair][1]))


def _history(entry: Entry) -> tuple[int, date, int]:
    """The more history, the earlier in order."""
    return -entry.interactions, entry.added_on, entry.id


def places(methods: Iterable[ContactMethod]) -> frozenset[str]:
    """The postal addresses and web pages among these, as an Entry has them."""
    found = set()
    for each in methods:
        if each.kind == "address" and (words := _folded(each.value)):
            found.add(f"address {words}")
        elif each.kind == "url" and not profile(each.value) and (page := _PAGE.sub("", fold(each.value)).rstrip("/")):
            found.add(f"page {page}")
    return frozenset(found)


def _names(entry: Entry) -> tuple[Parts, ...]:
    """The name and those aliases that are more than a nickname."""
    return (parts(entry.name), *(name for alias in entry.aliases if is_telling(name := parts(alias))))


def _telling_words(names: Iterable[Parts]) -> list[str]:
    words = {word for name in names for word in name if len(word) > 1 and word not in PARTICLES}
    return sorted(words, key=len, reverse=True)[:TELLING]


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _company(text: str) -> str:
    words = _folded(text).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def _trait_key(trait: str) -> str:
    """What groups those who may share the trait: of a phone number the last digits, as it may be written +49 or 0."""
    kind, _, value = trait.partition(" ")
    digits = value.lstrip("+0")
    return f"phone {digits[-LOCAL:]}" if kind == "phone" and len(digits) >= LOCAL else trait


def _shared(ours: frozenset[str], theirs: frozenset[str]) -> set[str]:
    """The traits both have; a number with its country is the same as that number without."""
    shared = set(ours & theirs)
    if numbers := [each for each in theirs if each.startswith("phone ")]:
        by_key = {_trait_key(each): each for each in numbers}
        for each in ours - shared:
            number = by_key.get(_trait_key(each), "")
            if each.startswith("phone ") and number not in shared and _same_number(each, number):
                shared.add(max(each, number, key=len))
    return shared


def _same_number(one: str, other: str) -> bool:
    if not other or (one.startswith("phone +") and other.startswith("phone +")):
        return False
    short, long = sorted((each.removeprefix("phone ").lstrip("+0") for each in (one, other)), key=len)
    return len(short) >= LOCAL and long.endswith(short) and len(long) - len(short) <= 3


def _born_apart(a: Entry, b: Entry) -> bool:
    one, other = a.birthday, b.birthday
    if one is None or other is None:
        return False
    return (one.month, one.day) != (other.month, other.day) or (
        one.year != other.year and None not in (one.year, other.year)
    )


def _told_apart(a: Entry, b: Entry) -> str:
    """What both have, and not the same: a company, or addresses of one kind; empty when there is nothing."""
    if a.company and b.company:
        return "company"
    kinds = [{trait.partition(" ")[0] for trait in each.traits} for each in (a, b)]
    return next((_IN_WORDS.get(kind, kind) for kind in sorted(kinds[0] & kinds[1])), "")


def _words(key: str) -> str:
    """`number +4930123` for `phone +4930123`."""
    kind, _, value = key.partition(" ")
    return f"{_IN_WORDS.get(kind, kind)} {value}"


def _detail(key: str, entry: Entry) -> str:
    """A detail both share, in words."""
    kind = key.partition(" ")[0]
    if kind == "company":
        return f"both at {entry.company}"
    return f"same {_IN_WORDS.get(kind, kind)}"


def _grouped(keys: Iterable[Iterable[_Key]]) -> dict[_Key, list[int]]:
    """Each key with the places at which it stands."""
    groups: dict[_Key, list[int]] = {}
    for place, its in enumerate(keys):
        for key in its:
            groups.setdefault(key, []).append(place)
    return groups
