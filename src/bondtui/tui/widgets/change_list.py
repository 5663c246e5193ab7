"""The changes of the book, newest first: when each was made, what it was, and which of them is turned next."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from bondtui.domain.dates import show
from bondtui.domain.history import Change
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.facts import Days
from bondtui.tui.widgets.line_list import LineList

PAGE = 400
"""More than the lines of the highest screen."""

DAY, TIME, STATE = 12, 7, 12
NARROW_DAY, NARROW_STATE = 9, 6


class ChangeList(LineList):
    """Read page by page as one goes down; `read(limit, offset)` brings one."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._changes: list[Change] = []
        self._whole = False
        self._undone = 0
        """How many from the top are undone: the one after them is undone next."""
        self._redo: int | None = None
        """The one that is made again next."""
        self._read: Callable[[int, int], list[Change]] = lambda limit, offset: []
        self._days = Days(date.min)

    def show(self, read: Callable[[int, int], list[Change]], days: Days) -> None:
        """Show these from now on; the cursor stays on its change."""
        here = self._changes[self.cursor].id if self.cursor is not None and self.cursor < self.count() else None
        self._read, self._days = read, days
        self._changes, self._whole, limit = [], False, max(self.count(), PAGE)
        self._more(limit)
        numbers = [each.id for each in self._changes]
        self.lines_changed(numbers.index(here) if here in numbers else None)

    def find_next(self) -> None:
        """Put the cursor on the change that undo takes back."""
        while self._undone == self.count() and self._more():
            pass
        self.move_to(self._undone)

    def _more(self, limit: int = PAGE) -> bool:
        """Read on where the list ends; whether there was more."""
        more = [] if self._whole else self._read(limit, self.count())
        self._whole = limit < 0 or len(more) < limit
        self._changes += more
        self._undone = next((number for number, each in enumerate(self._changes) if not each.undone), self.count())
        again = (number for number in reversed(range(self._undone)) if self._changes[number].redoable)
        self._redo = next(again, None)
        self.virtual_size = self.virtual_size.with_height(self.count())
        return bool(more)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if new_value > old_value and new_value + 2 * self.size.height > self.count():
            self._more()

    def action_edge(self, step: int) -> None:
        if step > 0:
            self._more(-1)
        super().action_edge(step)

    def count(self) -> int:
        return len(self._changes)

    def line(self, index: int, width: int) -> list[Part]:
        """Where there is little room, the time of day is left out, and the day of an earlier year is its month."""
        each, here = self._changes[index], index == self._undone
        narrow = width < 60
        taken, state = (NARROW_DAY, NARROW_STATE) if narrow else (DAY + TIME, STATE)
        said = "undone" if each.undone else ""
        if index in (self._undone, self._redo) and not narrow:
            said = "next to undo" if here else "next to redo"
        elif here:
            said = "undo ▸"
        return [
            (_when(each.at, self._days, narrow), "dim"),
            (fit(each.label, max(width - taken - state - 1, 0)), "dim" if each.undone else ""),
            (" " + fit(said, state, right=True), "accent" if here else "dim"),
        ]


def _when(at: str, days: Days, narrow: bool) -> str:
    """Day and time where the person is; at the edges of the calendar they stay in UTC."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:  # another program's
        return fit(at, NARROW_DAY if narrow else DAY + TIME)
    with suppress(OverflowError, OSError, ValueError):
        moment = moment.astimezone()
    day = moment.date()
    if not narrow:
        return fit(days.show(day), DAY) + fit(f"{moment:%H:%M}", TIME)
    short = show(day, days.today)
    return fit(short if day.year == days.today.year else short.partition(" ")[2], NARROW_DAY)
