"""Pairs who may be one person, each with the reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from bondtui.book.duplicates import Likely


class PairList(LineList):
    """The likeliest first; the cursor stays with its pair."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pairs: Sequence[Likely] = ()

    def show(self, pairs: "Sequence[Likely]") -> None:
        here = self.pair
        self._pairs = pairs
        at = next((n for n, each in enumerate(pairs) if here and both(each) == both(here)), None)
        self.lines_changed(at)

    @property
    def pair(self) -> "Likely | None":
        """The pair under the cursor."""
        return self._pairs[self.cursor] if self.cursor is not None and self.cursor < len(self._pairs) else None

    def count(self) -> int:
        return len(self._pairs)

    def line(self, index: int, width: int) -> list[Part]:
        pair = self._pairs[index]
        name = min(width * 3 // 10, 30)
        return [
            (fit(pair.keep.name, name) + "  ", "strong"),
            (fit(pair.other.name, name) + "  ", "strong"),
            (fit(pair.why, max(width - 2 * name - 4, 0)), "dim"),
        ]


def both(pair: "Likely") -> frozenset[str]:
    """Who the two are, whichever of them stands first."""
    return frozenset((pair.keep.uid, pair.other.uid))
