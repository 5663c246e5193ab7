"""The fields of two contacts, of whom one is made: each with a box on the left and on the right."""

from collections.abc import Sequence

from textual import events

from bondtui.tui.actions import bindings
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.line_list import LineList
from bondtui.tui.widgets.two_people import LABEL, Choice, Row, choices, first_choice, laid_out

BOX = 4
MOST = 6
"""Lines of a field that are shown."""


class MergeList(LineList):
    """`chosen` is what is taken of each field. A click on a side takes that side."""

    BINDINGS = [  # noqa: RUF012
        *bindings("merge.keep", "merge.other", show=False),
        *bindings("merge.next"),
    ]
    DEFAULT_CSS = """
    MergeList { scrollbar-gutter: stable; }
    """

    def __init__(self, rows: Sequence[Row], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = rows
        self.chosen: dict[str, Choice] = {row.name: first_choice(row) for row in rows}
        self._lines: list[tuple[Row, bool, str, str]] = []
        """A field's lines one by one, the first of each marked."""

    def on_resize(self) -> None:
        row = self._row
        _, column = self._widths(self.scrollable_content_region.width - 1)
        self._lines = [
            (each, number == 0, keep, other)
            for each in self._rows
            for number, (keep, other) in enumerate(laid_out(each, column - BOX - 1, MOST))
        ]
        here = next((at for at, line in enumerate(self._lines) if line[0] is row), 0)
        self.lines_changed(here)

    @staticmethod
    def _widths(width: int) -> tuple[int, int]:
        """The cells of the label and of a side."""
        label = LABEL if width >= 50 else LABEL - 4
        return label, max((width - label) // 2, BOX + 3)

    @property
    def _row(self) -> Row | None:
        return self._lines[self.cursor][0] if self.cursor is not None else None

    def count(self) -> int:
        return len(self._lines)

    def can_choose(self, index: int) -> bool:
        return self._lines[index][1]

    def line(self, index: int, width: int) -> list[Part]:
        row, first, keep, other = self._lines[index]
        label, column = self._widths(width)
        chosen = self.chosen[row.name]
        parts: list[Part] = [(fit(row.label if first else "", label - 1) + " ", "dim")]
        for side, text in (("keep", keep), ("other", other)):
            taken = row.same or chosen in (side, "both")
            box = ("[x] " if taken else "[ ] ") if first else " " * BOX
            parts += [(box, "accent" if taken else "dim"), (fit(text, column - BOX - 1) + " ", "" if taken else "dim")]
        return parts

    def action_choose(self, choice: Choice) -> None:
        if (row := self._row) is not None and not row.same:
            self.chosen[row.name] = choice
            self.refresh()

    def action_next_choice(self) -> None:
        if (row := self._row) is not None:
            there = choices(row.name)
            self.action_choose(there[(there.index(self.chosen[row.name]) + 1) % len(there)])

    def on_click(self, event: events.Click) -> None:
        """A field's further lines count as its first."""
        offset = event.get_content_offset(self)
        index = None if offset is None else offset.y + self.scroll_offset.y
        if offset is None or index is None or index >= self.count():
            return
        row = self._lines[index][0]
        self.move_to(next(at for at, line in enumerate(self._lines) if line[0] is row))
        label, column = self._widths(self.scrollable_content_region.width - 1)
        at = offset.x - 1 - label
        if at >= 0:
            self.action_choose("keep" if at < column else "other")
