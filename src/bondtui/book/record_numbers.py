"""Follow-ups, projects and payments that come back: the number a person types stays theirs wherever it is free."""

from typing import Any

from bondtui.domain.records import numbered, renumbered
from bondtui.store.bulk import Bulk, Row

_SAYS = {
    "follow_up": ("due_on", "text"),
    "project": ("title", "added_on"),
    "payment": ("date", "minor", "currency", "note"),
}
"""By what a contact's row is known to be there already; whatever else it says may have changed since."""

Named = tuple[str, int]
"""A letter and a number, such as f and 12."""


class Numbers:
    """Which row every number of the file is now."""

    def __init__(self, bulk: Bulk) -> None:
        self._bulk = bulk
        self._now: dict[Named, int] = {}
        self._owners: dict[Named, int] = {}
        self._added: set[Named] = set()
        self._said: set[tuple[Any, ...]] = set()
        self._there: dict[tuple[str, int], dict[tuple[Any, ...], list[int]]] = {}
        is_empty = {table: not bulk.connection.execute(f"SELECT 1 FROM {table}").fetchone() for table in _SAYS}
        self._free = {table for table, empty in is_empty.items() if empty}

    def find(self, table: str, named: Named, contact: int, values: Row, *, is_fresh: bool) -> bool:
        """Whether it stood in the file before, or a contact who is not fresh has it; each row is found once."""
        key, columns = (table, contact), _SAYS[table]
        said = (named, contact, *(values[column] for column in columns))
        if said in self._said:
            return True
        self._said.add(said)
        if is_fresh:
            return False
        if key not in self._there:
            sql = f"SELECT id, {', '.join(columns)} FROM {table} WHERE contact_id = ? ORDER BY id"
            rows = self._there[key] = {}
            for number, *says in self._bulk.connection.execute(sql, (contact,)):
                rows.setdefault(tuple(says), []).append(number)
        found = self._there[key].get(tuple(values[column] for column in columns))
        if not found:
            return False
        self._note(named, found.pop(0), contact)
        return True

    def add(self, table: str, named: Named, contact: int, values: Row) -> int:
        """A new row; its id is the file's in a table that was empty, and wherever it is beyond all that were given."""
        letter, wanted = named
        is_given = (letter, wanted) in self._added
        if is_given or (wanted < self._bulk.next_id(table) and table not in self._free):
            number = self._bulk.insert(table, contact_id=contact, **values)
        else:
            number = self._bulk.insert(table, id=wanted, contact_id=contact, **values)
        self._added.add((letter, number))
        self._note(named, number, contact)
        return number

    def _note(self, named: Named, number: int, contact: int) -> None:
        self._now.setdefault(named, number)
        self._owners[named[0], number] = contact

    def now(self, named: Named, contact: int) -> int | None:
        """The number it has now, if it is this contact's."""
        number = self._now.get(named)
        return number if number is not None and self._owners[named[0], number] == contact else None

    def key(self, key: str) -> str | None:
        """A nudge's id or an opener's key with the number of now; None when what it names is not there."""
        return renumbered(key, self._now)

    def is_new(self, key: str, contact: int) -> bool:
        """Whether what the key names came with the file, and is this contact's."""
        named = numbered(key)
        number = self.now(named, contact) if named else None
        return named is not None and (named[0], number) in self._added
