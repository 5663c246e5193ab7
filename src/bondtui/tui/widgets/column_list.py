"""The columns of a table, each with something that stands in it and what it is taken for."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from bondtui.tui.actions import bindings
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from bondtui.book.import_questions import Column

LEFT_OUT, KEPT = "none", "about, with the column's name"
"""The two fields that are no field of a contact."""

_SHORT = {KEPT: "kept in about", LEFT_OUT: "left out", "uid": "id", "how met": "how you met", "expertise": "knows"}


def field_words(field: str) -> str:
    """A field as the screens call it."""
    return _SHORT.get(field, field)


def _widths(width: int) -> tuple[int, int, int]:
    field = 17
    name = min(max((width - field) // 2, 8), 34)
    return name, max(width - field - name, 0), field


class ColumnHeader(Widget):
    """The titles above the list."""

    DEFAULT_CSS = """
    ColumnHeader { height: 1; padding: 0 1; color: $primary; text-style: bold; }
    """

    def render(self) -> Content:
        titles = ("Column", "Such as", "Becomes")
        widths = _widths(self.content_size.width)
        return Content("".join(fit(title, size) for title, size in zip(titles, widths, strict=True)))


class ColumnList(LineList):
    """`fields` is what each column is, by its name; whoever changes it calls `refresh`."""

    BINDINGS = [*bindings("tell.go_on", "tell.change")]  # noqa: RUF012
    DEFAULT_CSS = """
    ColumnList { scrollbar-gutter: stable; }
    """

    def __init__(self, columns: "Sequence[Column]", fields: Mapping[str, str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns, self._fields = columns, fields

    def on_mount(self) -> None:
        self.lines_changed(0)

    @property
    def column(self) -> "Column":
        """The one under the cursor; a table has at least one."""
        return self._columns[self.cursor or 0]

    def count(self) -> int:
        return len(self._columns)

    def line(self, index: int, width: int) -> list[Part]:
        column = self._columns[index]
        name, example, field = _widths(width)
        now = self._fields[column.name]
        style = {LEFT_OUT: "dim", KEPT: "dim"}.get(now, "accent")
        return [
            (fit(column.name, name - 1) + " ", "strong"),
            (fit(column.example or "–", example - 2) + "  " if example > 2 else "", "dim"),
            (fit(field_words(now), field), style),
        ]
