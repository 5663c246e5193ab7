"""Who of a file is who of the book: the same id or profile address, or the same name with nothing that contradicts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bondtui.domain.contacts import ContactMethod
from bondtui.domain.text import fold

_SCHEME = re.compile("[a-z][a-z0-9+.-]{0,20}://")
_PROFILE = re.compile(
    # Whether it is the network's page for phones or for one country says nothing about whose profile it is.
    "(?:[a-z]{1,3}\\.)?"
    "((?:linkedin\\.com/in|xing\\.com/profile|bsky\\.app/profile)/[^/]+|(?:linkedin\\.com/pub|facebook\\.com/people)/.+"
    "|(?:(?:facebook|instagram|github|gitlab|twitter|x|tiktok|dribbble|medium)\\.com|behance\\.net|mastodon\\.social"
    "|t\\.me)/(?!profile\\.php)[^/]+$)"
)
_NO_DIGIT = re.compile("[^0-9]")


def profile(url: str) -> str:
    """A profile address as it is compared: no scheme, no query, no closing slash, any case; empty for other pages."""
    bare = url.strip().partition("?")[0].partition("#")[0].rstrip("/").casefold()
    found = _PROFILE.match(bare, begins.end() if (begins := _SCHEME.match(bare)) else 0)
    return found[1] if found else ""


def phone(number: str) -> str:
    """A number as it is compared: its digits, behind a `+` when it begins with one, or with 00."""
    digits = _NO_DIGIT.sub("", number)
    if number.strip().startswith("+"):
        return f"+{digits}"
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def trait(method: ContactMethod) -> str:
    """What tells people of one name apart: an e-mail address, a phone number or a profile address, comparable.

    Empty for other ways to reach somebody, which people share.
    """
    if method.kind == "email":
        return f"email {method.value.strip().casefold()}"
    if method.kind == "phone":
        return f"phone {number}" if (number := phone(method.value)) else ""
    return f"profile {page}" if method.kind == "url" and (page := profile(method.value)) else ""


def traits(methods: Iterable[ContactMethod]) -> frozenset[str]:
    """All of them that somebody has."""
    return frozenset(filter(None, map(trait, methods)))


@dataclass(slots=True)
class _Namesakes:
    """Everybody of one name: all, those without a trait, and who has which; each in the order they came to be known."""

    all: dict[int, None] = field(default_factory=dict)
    bare: dict[int, None] = field(default_factory=dict)
    by_trait: dict[str, int] = field(default_factory=dict)


def _hold(holders: dict[str, int], its: Iterable[str], number: int) -> None:
    for each in its:
        if holders.get(each, number) >= number:
            holders[each] = number


class People:
    """Everybody known so far, by what they are recognised by. Ids are in the order in which people came.

    Who came first is meant where several hold one address, whenever they got it. Thousands may have one name, or share
    an address: nobody is looked for among all of them.
    """

    def __init__(self) -> None:
        self._by_key: dict[str, int] = {}
        self._by_name: dict[str, _Namesakes] = {}
        self._by_alias: dict[str, dict[int, None]] = {}

    def add(
        self, number: int, name: str, aliases: Iterable[str], its: frozenset[str], keys: Iterable[str] = ()
    ) -> None:
        """Somebody, or more about somebody who is known by this name."""
        for key in keys:
            self._by_key.setdefault(key, number)
        _hold(self._by_key, its, number)
        for alias in aliases:
            self._by_alias.setdefault(fold(alias), {})[number] = None
        namesakes = self._by_name.get(folded := fold(name)) or self._by_name.setdefault(folded, _Namesakes())
        if its:
            namesakes.bare.pop(number, None)
            _hold(namesakes.by_trait, its, number)
        elif number not in namesakes.all:
            namesakes.bare[number] = None
        namesakes.all[number] = None

    def note(self, key: str, number: int) -> None:
        """An id somebody is known by, too."""
        self._by_key.setdefault(key, number)

    def same(self, name: str, its: frozenset[str], keys: Iterable[str] = ()) -> int | None:
        """Who this is. `keys` are ids of other programs; None for somebody new."""
        for key in (*keys, *sorted(each for each in its if each.startswith("profile "))):
            if key in self._by_key:
                return self._by_key[key]
        namesakes = self._by_name.get(fold(name))
        if namesakes is None:
            return None
        if sharing := [namesakes.by_trait[each] for each in its if each in namesakes.by_trait]:
            return min(sharing)
        return next(iter(namesakes.bare if its else namesakes.bare or namesakes.all), None)

    def known(self, key: str, name: str = "") -> int | None:
        """Who has this id, address or number; of several the one of this name, else the first."""
        namesakes = self._by_name.get(fold(name)) if name else None
        return namesakes.by_trait[key] if namesakes and key in namesakes.by_trait else self._by_key.get(key)

    def named(self, name: str) -> list[int]:
        """Everybody of this name."""
        namesakes = self._by_name.get(fold(name))
        return list(namesakes.all) if namesakes else []

    def nicknamed(self, alias: str) -> list[int]:
        """Everybody of this alias."""
        return list(self._by_alias.get(fold(alias), ()))
