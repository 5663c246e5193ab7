"""What lies in a folder, one line each; the list shows what fits the name that is being typed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bondtui.domain.text import fold
from bondtui.tui.folders import Entry, size_words
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.facts import Days
from bondtui.tui.widgets.line_list import LineList

SIZE, DAY = 8, 13


class FileList(LineList, can_focus=False):
    """The field above it has the focus, and its keys move the cursor here."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._all: Sequence[Entry] = ()
        self._shown: list[Entry] = []
        self._days = Days(date.min)

    def show(self, folder: Path, entries: Sequence[Entry], days: Days) -> None:
        """Show another folder's contents, the way up before them."""
        up = [] if folder.parent == folder else [Entry(folder.parent, "..", "..", True)]
        self._all, self._days = [*up, *entries], days

    def narrow(self, typed: str) -> None:
        """Show what has this in its name, the hidden only when a dot is typed; the cursor is on the likeliest."""
        key = fold(typed)
        self._shown = [each for each in self._all if self._fits(each, key)]
        firsts = (
            (lambda each: each.key == key) if key else (lambda each: each.is_likely),
            (lambda each: each.key.startswith(key)) if key else (lambda each: not each.is_folder),
        )
        places = (next((n for n, each in enumerate(self._shown) if first(each)), None) for first in firsts)
        self.lines_changed(next((place for place in places if place is not None), 0))

    @staticmethod
    def _fits(entry: Entry, key: str) -> bool:
        if entry.name == "..":
            return "..".startswith(key)
        return key in entry.key and (key.startswith(".") or not entry.name.startswith("."))

    @property
    def entry(self) -> Entry | None:
        """What is under the cursor."""
        return None if self.cursor is None else self._shown[self.cursor]

    def count(self) -> int:
        return len(self._shown)

    def line(self, index: int, width: int) -> list[Part]:
        entry = self._shown[index]
        size, changed = SIZE if width >= 32 else 0, DAY if width >= 48 else 0
        name = max(width - size - changed, 8)
        if entry.is_folder:
            return [(fit(f"{fit(entry.name, name - 1).rstrip()}/", width), "strong")]
        style = "" if entry.is_likely else "dim"
        day = self._days.show(entry.changed_on) if entry.changed_on else ""
        return [
            (fit(entry.name, name), style),
            (fit(size_words(entry.size), size, right=True), "dim"),
            (fit(day, changed, right=True), "dim"),
        ]
