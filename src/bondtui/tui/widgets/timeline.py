"""A contact's timeline: what is promised, then everything that happened, newest first, read page by page."""

from collections.abc import Callable
from datetime import date

from rich.cells import cell_len

from bondtui.domain.contacts import FollowUp
from bondtui.domain.dates import show
from bondtui.domain.interactions import Interaction
from bondtui.tui.text import Part, first_line, fit
from bondtui.tui.widgets.facts import ARROWS, Days, due_short
from bondtui.tui.widgets.line_list import LineList

PAGE = 50

DATE, CHANNEL = 12, 8


def interaction_parts(each: Interaction, days: Days, width: int) -> list[Part]:
    """One interaction on one line: day, channel, who began, the first line of the text, its signals.

    Where there is little room, the day of an earlier year is its month, and the signals are left out.
    """
    narrow = width < 48
    day = 9 if narrow else DATE
    when = show(each.date, days.today) if narrow else days.show(each.date)
    when = when.partition(" ")[2] if narrow and each.date.year != days.today.year else when
    arrow = ARROWS[each.initiator] if each.reached else "…"
    marks = "".join(f" #{signal}" for signal in each.signals) + (" private" if each.private else "")
    text = first_line(each.text) or ("no text" if each.reached else "tried to reach them")
    room = max(width - day - CHANNEL - 2, 0)
    if cell_len(marks) > room // 2 and len(each.signals) > 1:
        marks = f" {len(each.signals)} signals"
    beside = 0 if narrow or cell_len(marks) > room // 2 else cell_len(marks)
    return [
        (fit(when, day), "dim"),
        (fit(each.channel, CHANNEL), ""),
        (arrow + " ", "accent"),
        (fit(text, room - beside), "" if each.text else "dim"),
        (fit(marks, beside, right=True), "dim"),
    ]


class Timeline(LineList):
    """Open promises on top, then interactions; `read(offset, limit)` brings a page of these."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._promises: list[FollowUp] = []
        self._total = 0
        self._pages: dict[int, list[Interaction]] = {}
        self._read: Callable[[int, int], list[Interaction]] = lambda offset, limit: []
        self._days = Days(date.min)

    def show(
        self, promises: list[FollowUp], total: int, read: Callable[[int, int], list[Interaction]], days: Days
    ) -> None:
        """Show this contact from now on; the cursor stays on its line."""
        here = self.interaction
        self._promises, self._total, self._read, self._days = promises, total, read, days
        self._pages.clear()
        self.lines_changed()
        if here is not None:
            self.find(here.uid)

    @property
    def promise(self) -> FollowUp | None:
        """The promise under the cursor."""
        on_one = self.cursor is not None and self.cursor < len(self._promises)
        return self._promises[self.cursor or 0] if on_one else None

    @property
    def interaction(self) -> Interaction | None:
        """The interaction under the cursor."""
        return None if self.cursor is None else self._interaction(self.cursor - len(self._promises))

    def find(self, uid: str) -> None:
        """Put the cursor on an interaction; far down the timeline it is left alone."""
        for number in range(min(self._total, 20 * PAGE)):
            each = self._interaction(number)
            if each is not None and each.uid == uid:
                self.move_to(len(self._promises) + number)
                return

    def count(self) -> int:
        return len(self._promises) + self._total

    def line(self, index: int, width: int) -> list[Part]:
        if index < len(self._promises):
            promise = self._promises[index]
            return [
                (fit(due_short(promise.due_on, self._days.today), DATE), "accent"),
                (fit("promise", CHANNEL + 2), ""),
                (fit(first_line(promise.text), width - DATE - CHANNEL - 2), "strong"),
            ]
        each = self._interaction(index - len(self._promises))
        return [("", "")] if each is None else interaction_parts(each, self._days, width)

    def _interaction(self, number: int) -> Interaction | None:
        if not 0 <= number < self._total:
            return None
        page, at = divmod(number, PAGE)
        if page not in self._pages:
            self._pages[page] = self._read(page * PAGE, PAGE)
        rows = self._pages[page]
        return rows[at] if at < len(rows) else None
