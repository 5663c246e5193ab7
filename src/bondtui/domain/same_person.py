"""Who of a file is who of the book: the same id or profile address, or the same name with nothing that contradicts."""

import re
from collections.abc import Iterable

from bondtui.domain.contacts import ContactMethod
from bondtui.domain.text import fold

_SCHEME = re.compile("^[a-z][a-z0-9+.-]{0,20}://(?:www\\.|m\\.)?", re.IGNORECASE)
_PROFILES = re.compile(
    "^(?:[a-z]{2,3}\\.)?(?:linkedin\\.com/(?:in|pub)|xing\\.com/profile|(?:facebook|instagram|github|gitlab|twitter|x"
    "|tiktok|dribbble|behance|medium)\\.(?:com|net)|t\\.me|bsky\\.app/profile|mastodon\\.social)/[^/]"
)
_NO_DIGIT = re.compile("[^0-9]")


def profile(url: str) -> str:
    """A profile address as it is compared: no scheme, no query, no closing slash, any case; empty for other pages."""
    bare = _SCHEME.sub("", url.strip()).partition("?")[0].partition("#")[0].rstrip("/").casefold()
    return bare if _PROFILES.match(bare) else ""


def phone(number: str) -> str:
    """A number as it is compared: its digits, behind a `+` when it begins with one, or with 00."""
    digits = _NO_DIGIT.sub("", number)
    if number.strip().startswith("+"):
        return f"+{digits}"
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def traits(methods: Iterable[ContactMethod]) -> frozenset[str]:
    """What tells people of one name apart: e-mail addresses, phone numbers and profile addresses, each comparable."""
    found = set()
    for each in methods:
        if each.kind == "email":
            found.add(f"email {each.value.strip().casefold()}")
        elif each.kind == "phone" and (number := phone(each.value)):
            found.add(f"phone {number}")
        elif each.kind == "url" and (address := profile(each.value)):
            found.add(f"profile {address}")
    return frozenset(found)


class People:
    """Everybody known so far, by what they are recognised by. An id is whatever the caller counts people with."""

    def __init__(self) -> None:
        self._by_key: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = {}
        self._by_alias: dict[str, list[int]] = {}
        self._traits: dict[int, frozenset[str]] = {}

    def add(
        self, number: int, name: str, aliases: Iterable[str], its: frozenset[str], keys: Iterable[str] = ()
    ) -> None:
        """Somebody, or more about somebody who is known."""
        self._traits[number] = self._traits.get(number, frozenset()) | its
        for key in (*keys, *its):
            self._by_key.setdefault(key, number)
        _list(self._by_name, name, number)
        for alias in aliases:
            _list(self._by_alias, alias, number)

    def same(self, name: str, its: frozenset[str], keys: Iterable[str] = ()) -> int | None:
        """Who this is. `keys` are ids of other programs; None for somebody new."""
        for key in (*keys, *sorted(each for each in its if each.startswith("profile "))):
            if key in self._by_key:
                return self._by_key[key]
        namesakes = self._by_name.get(fold(name), ())
        if its:
            sharing = [each for each in namesakes if its & self._traits[each]]
            bare = [each for each in namesakes if not self._traits[each]]
            return next(iter((*sharing, *bare)), None)
        return min(namesakes, key=lambda each: bool(self._traits[each]), default=None)

    def known(self, key: str) -> int | None:
        """Who has this id, address or number."""
        return self._by_key.get(key)

    def called(self, name: str) -> list[int]:
        """Everybody of this name, or if there is nobody, of this alias."""
        return list(self._by_name.get(fold(name)) or self._by_alias.get(fold(name)) or ())


def _list(people: dict[str, list[int]], name: str, number: int) -> None:
    known = people.setdefault(fold(name), [])
    if number not in known:
        known.append(number)
