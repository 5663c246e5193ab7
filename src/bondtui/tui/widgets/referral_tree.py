"""Who recommended whom, as a tree one can walk, with what came of each recommendation (R9)."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len

from bondtui.book.insights import Insights
from bondtui.domain.contacts import ContactRef
from bondtui.domain.referrals import Node, walk
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.insight_panel import Words
from bondtui.tui.widgets.line_list import LineList
from bondtui.tui.widgets.work_words import amounts

_PEOPLE, _DEPTH, _PROJECTS = 8, 7, 10
_GAP = 2
_WIDEST = 110
"""On a wide screen the figures stay near the names."""
_HEADS = ("people", "depth", "projects", "own", "through them")


@dataclass(frozen=True, slots=True)
class TreeLine:
    """Somebody in a tree, and how far below its top."""

    level: int
    who: ContactRef
    people: int
    depth: int
    projects: int
    own: str
    through: str


@dataclass(frozen=True, slots=True)
class Trees:
    """All the trees, line by line."""

    lines: tuple[TreeLine, ...]


def read_trees(insights: Insights, year: int | None) -> Trees | Words:
    roots, people = insights.referrals(year), insights.people()
    if not roots:
        return Words(
            "Who recommended whom will grow here, with what came of it: friends, and friends of friends.",
            keys=(("2", "goes to People, where r says who recommended somebody"),),
        )
    return Trees(tuple(_line(level, node, people) for level, node in walk(roots)))


def _line(level: int, node: Node, people: Mapping[int, ContactRef]) -> TreeLine:
    own, through = (", ".join(amounts(each)) for each in (node.own, node.subtree))
    return TreeLine(level, people[node.contact], node.people, node.depth, node.projects, own, through)


class ReferralTree(LineList, inherit_bindings=False):
    """A line for everybody who recommended somebody or was recommended; left and right are the screen's."""

    BINDINGS = LineList.BINDINGS

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[TreeLine, ...] = ()
        self._own = self._through = 0

    def show(self, trees: Trees) -> None:
        """Show the trees, with the cursor on whom it was on."""
        before = self.contact
        self._lines = trees.lines
        self._own = max(4, *(cell_len(each.own) for each in trees.lines)) + _GAP
        self._through = max(12, *(cell_len(each.through) for each in trees.lines)) + _GAP
        places = (n for n, each in enumerate(self._lines) if before is not None and each.who.uid == before.uid)
        self.lines_changed(next(places, None))

    @property
    def contact(self) -> ContactRef | None:
        """Whom the cursor is on."""
        return self._lines[self.cursor].who if self.cursor is not None else None

    def count(self) -> int:
        return len(self._lines)

    def head(self, width: int) -> str:
        """What stands above the columns."""
        sizes = self._sizes(width)
        return " " * (1 + sizes[0]) + "".join(_right(_HEADS, sizes[1:]))

    def line(self, index: int, width: int) -> list[Part]:
        each = self._lines[index]
        room, *sizes = self._sizes(width)
        branch = _branch(each.level, room // 2)
        counts = (str(n) if each.people else "·" for n in (each.people, each.depth, each.projects))
        rest = _right((*counts, each.own or "·", each.through or "·"), sizes)
        name = fit(each.who.name, room - cell_len(branch))
        style = "" if each.level else "strong"
        return [(branch, "dim"), (name, style), ("".join(rest[:3]), "dim"), ("".join(rest[3:]), "")]

    def _sizes(self, width: int) -> list[int]:
        """The cells of the name and of each figure; a narrow screen leaves the projects out."""
        width = min(width, _WIDEST)
        sizes = [_PEOPLE, _DEPTH, _PROJECTS, self._own, self._through]
        if width - sum(sizes) < 24:
            sizes[2] = 0
        room = max(width - sum(sizes[:3]) - 20, 8)
        if self._own + self._through > room:
            sizes[3] = min(self._own, room // 2)
            sizes[4] = min(self._through, room - sizes[3])
        return [max(width - sum(sizes), 8), *sizes]


def _branch(level: int, room: int) -> str:
    """The indentation of a level, on at most so many cells; a number tells what is deeper."""
    if not level:
        return ""
    told = 2 * " " * (level - 1) + "└ "
    return told if len(told) <= room else f"{level:>{max(room - 4, 1)}} └ "


def _right(texts: tuple[str, ...], sizes: list[int]) -> list[str]:
    return [fit(text, size, right=True) for text, size in zip(texts, sizes, strict=True)]
