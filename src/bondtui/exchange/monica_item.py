"""One record of a Monica export, whatever shape it has: asked for by name, and what nobody asked for is the rest."""

import json
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from bondtui.domain.text import clean, clean_line
from bondtui.exchange.monica_json import BadValue

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]|$)")
_LONGEST_ID = 100
_ENOUGH = 1_000_000
"""Characters of a text that are looked at: the book would cut it long before."""


class Item:
    """A record's own columns and its properties together. Asking takes: what was asked for is not in the rest."""

    def __init__(self, value: Any) -> None:
        columns = dict(value) if isinstance(value, dict) else {"": value}
        self.sections = columns.pop("data", None) if isinstance(columns.get("properties"), dict) else None
        properties = columns.get("properties")
        if isinstance(properties, dict) or not properties:
            columns.pop("properties", None)
        self._left: dict[str, Any] = {**columns, **(properties if isinstance(properties, dict) else {})}
        self.uid = ident(self._left.pop("uuid", None))
        self.created = self.day("created_at")
        self._left.pop("updated_at", None)

    def text(self, key: str) -> str:
        """A text or a number; empty when there is none. What has another shape stays in the rest."""
        value = self._left.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            del self._left[key]
            return clean(str(value)[:_ENOUGH])
        return ""

    def day(self, key: str) -> date | None:
        """The day as it is written; what is no day stays in the rest."""
        found = day_of(self._left.get(key))
        if found:
            del self._left[key]
        return found

    def flag(self, key: str, missing: bool = False) -> bool:
        value = self._left.get(key)
        if isinstance(value, str | int):
            del self._left[key]
        return missing if value is None else value in (True, "1", "true", "yes")

    def known(self, key: str) -> str:
        """The id of another record."""
        value = self._left.get(key)
        return ident(self._left.pop(key)) if isinstance(value, str | int) and not isinstance(value, bool) else ""

    def whole(self, key: str) -> int | None:
        """A whole number; anything else stays in the rest."""
        value = self._left.get(key)
        if isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        del self._left[key]
        return value

    def inner(self, key: str) -> "Item | None":
        """The record that stands in this one."""
        value = self._left.get(key)
        return Item(self._left.pop(key)) if isinstance(value, dict) and value else None

    def several(self, key: str) -> list[Any]:
        """What stands in a list, or in what became an object of numbered values."""
        value = self._left.get(key)
        return each_of(self._left.pop(key)) if isinstance(value, list | dict) else []

    def words(self, key: str) -> list[str]:
        """A list of texts, or of records with a name."""
        return [word for value in self.several(key) if (word := _named(value))]

    def drop(self, *keys: str) -> None:
        """Forget what is the program's own bookkeeping."""
        for key in keys:
            self._left.pop(key, None)

    def rest(self) -> list[str]:
        """What nobody asked for, each with its name, but what says nothing: null, false, empty."""
        return [
            f"{label(key)}: {text}" if key else text
            for key, value in self._left.items()
            if value not in (None, False, "", [], {}) and (text := shown(value))
        ]


def _named(value: Any) -> str:
    if not isinstance(value, dict):
        return shown(value)
    item = Item(value)
    return item.text("name") or "; ".join(item.rest())


def sections(value: Any) -> Iterator[tuple[str, Any]]:
    """A contact's parts as (kind, record) pairs; what is no section has the kind `data`."""
    for section in each_of(value):
        if isinstance(section, dict) and isinstance(section.get("type"), str) and "values" in section:
            for record in each_of(section["values"]):
                yield section["type"], record
        elif section:
            yield "data", section


def each_of(value: Any) -> list[Any]:
    """The members of a list, the values of an object, the value itself; nothing of null."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else [] if value is None else [value]


def ident(value: Any) -> str:
    """An id that can be compared and kept; empty when there is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = clean_line(str(value))
    return text if len(text) <= _LONGEST_ID else sha256(text.encode()).hexdigest()


def day_of(value: Any) -> date | None:
    match = _DAY.match(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def shown(value: Any) -> str:
    """Any value as text. BadValue when it is nested too deeply to be written."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return clean(str(value)[:_ENOUGH])
    try:
        return clean(json.dumps(value, ensure_ascii=False)[:_ENOUGH])
    except RecursionError:
        raise BadValue("it is nested too deeply") from None


def label(key: str) -> str:
    """`food_preferences` as `Food preferences`."""
    words = clean_line(key.replace("_", " "))
    return words[:1].upper() + words[1:]
