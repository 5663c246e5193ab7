"""Projects by status, a line each: the standard's progress and the money are in columns as wide as what is in them."""

from dataclasses import dataclass

from rich.cells import cell_len

from bondtui.domain.work import Project, Status
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.line_list import LineList
from bondtui.tui.widgets.work_words import NONE, paid_first, progress, short

ORDER = (Status.ACTIVE, Status.LEAD, Status.DONE, Status.LOST)
COLUMNS = ("standard", "agreed", "paid", "owed")
LEFT_OUT = ("paid", "agreed")
"""The columns that make room for the title, in this order, where there is little."""
FOR_NAMES, GAP, WIDEST = 28, 2, 20


@dataclass(frozen=True, slots=True)
class _Row:
    project: Project
    cells: dict[str, str]


class ProjectList(LineList):
    """Groups with a heading and a count; the cursor stays with its project when the list changes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[_Row | tuple[Status | None, int]] = []
        self._widths: dict[str, int] = {}

    def show(self, projects: list[Project]) -> None:
        """Show these from now on."""
        here = self.project
        rows = [_Row(each, _cells(each)) for each in projects]
        self._widths = {
            column: min(max([len(column), *(cell_len(row.cells[column]) for row in rows)]), WIDEST)
            for column in COLUMNS
        }
        self._lines = []
        for status in ORDER:
            group = [row for row in rows if row.project.status is status]
            if group:
                self._lines += [*([(None, 0)] if self._lines else []), (status, len(group)), *group]
        ids = [each.project.id if isinstance(each, _Row) else None for each in self._lines]
        self.lines_changed(ids.index(here.id) if here is not None and here.id in ids else None)

    @property
    def project(self) -> Project | None:
        """The project under the cursor."""
        if self.cursor is None or self.cursor >= len(self._lines):
            return None
        line = self._lines[self.cursor]
        return line.project if isinstance(line, _Row) else None

    def count(self) -> int:
        return len(self._lines)

    def can_choose(self, index: int) -> bool:
        return isinstance(self._lines[index], _Row)

    def line(self, index: int, width: int) -> list[Part]:
        row, columns = self._lines[index], self._columns(width)
        names = max(width - 1 - sum(size + GAP for size in columns.values()), 0)
        if not isinstance(row, _Row):
            status, count = row
            if status is None:
                return [("", "")]
            titles = "".join(self._cell(column, column, size) for column, size in columns.items())
            return [(fit(f"{status.capitalize()} · {count:,}", names), "heading"), (titles, "dim")]
        title = names * 3 // 5
        return [
            (fit(row.project.title, title), "strong"),
            (" " * GAP + fit(row.project.contact.name, names - title - GAP), ""),
            *(
                (self._cell(column, row.cells[column], size), _style(column, row.cells[column]))
                for column, size in columns.items()
            ),
        ]

    def _columns(self, width: int) -> dict[str, int]:
        """The width of every column that leaves room for the names."""
        found = dict(self._widths)
        for column in LEFT_OUT:
            if width - sum(size + GAP for size in found.values()) < FOR_NAMES:
                found.pop(column, None)
        return found

    @staticmethod
    def _cell(column: str, text: str, size: int) -> str:
        return " " * GAP + fit(text, size, right=column != "standard")


def _cells(project: Project) -> dict[str, str]:
    paid = paid_first(project)
    return {
        "standard": progress(project),
        "agreed": short(project.agreed) if project.agreed else NONE,
        "paid": (paid[0] + (f" +{len(paid) - 1}" if len(paid) > 1 else "")) if paid else NONE,
        "owed": short(project.owed) if project.owed else NONE,
    }


def _style(column: str, cell: str) -> str:
    if cell == NONE:
        return "dim"
    return "accent" if column == "owed" else ""
