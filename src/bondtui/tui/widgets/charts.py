"""Charts of characters: they follow the theme, need no colour, and can be read line by line."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from bondtui.tui.text import Part, styled

Row = list[Part]

ACCENT, DIM, STRONG = "$accent", "$text-muted", "bold"
BAR, FULL, SHADE, LIGHT = "▆", "█", "▒", "░"
"""A bar leaves air to the one above it; shades fill the whole cell."""
_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each of a braille character's four by two dots."""
_AXIS = 7
"""Cells the scale on the left takes."""


def bar(part: float, width: int) -> str:
    """A bar of `part`, 0 to 1, of `width` cells; what is more than nothing shows."""
    return BAR * max(round(min(max(part, 0), 1) * width), part > 0)


def split_bar(own: float, more: float, width: int) -> str:
    """Two parts one after the other, told apart without colour."""
    first = round(min(max(own, 0), 1) * width)
    both = round(min(max(own + more, 0), 1) * width)
    return FULL * first + SHADE * max(both - first, 0)


def interval_bar(low: float, high: float, width: int) -> str:
    """A range on a line from 0 to 1: sure up to `low`, likely up to `high`."""
    sure, likely = round(low * width), round(high * width)
    return FULL * sure + SHADE * (likely - sure) + LIGHT * (width - likely)


def width_of(row: Iterable[Part]) -> int:
    return sum(cell_len(text) for text, _ in row)


def beside(left: Sequence[Row], right: Sequence[Row], width: int) -> list[Row]:
    """Two blocks next to each other; `width` is what the left one takes with the space after it."""
    rows = []
    for one, other in zip_longest(left, right, fillvalue=list[Part]()):
        space: Row = [(" " * max(width - width_of(one), 1), "")] if other else []
        rows.append([*one, *space, *other])
    return rows


def content(rows: Iterable[Row]) -> list[Content]:
    return [styled(*row) for row in rows]


def curve_chart(shares: Sequence[float], at_80: int, width: int, height: int) -> list[Row]:
    """What share the first, the first two ... bring, as a line of dots, and the 80 % mark where `at_80` reach it.

    It takes `height` rows and two more for the scale below. `shares` go from 0 to 1 and are not empty.
    """
    columns = max(width - _AXIS, 4)
    cells = _dots(shares, columns, height)
    mark_row = int(0.2 * height)
    mark_column = min(round(at_80 / len(shares) * columns), columns) - 1 if at_80 else columns
    rows: list[Row] = []
    for number, row in enumerate(cells):
        scale = {0: "100 % ┤", mark_row: " 80 % ┤"}.get(number, "      │")
        line: Row = [(scale, DIM)]
        for column, dots in enumerate(row):
            marked = number == mark_row and column <= mark_column
            below = number > mark_row and column == mark_column
            if dots:
                line.append((chr(_BRAILLE + dots), ACCENT))
            else:
                line.append(("┄" if marked else "┊" if below else " ", DIM))
        rows.append(line)
    last = f"{len(shares):,} client{'' if len(shares) == 1 else 's'}"
    number_80 = f"{at_80:,}" if at_80 else ""
    under = number_80.rjust(mark_column + 1)
    if len(under) + len(last) + 3 > columns:
        under = ""
    foot = "┴" if at_80 and mark_column < columns else "─"
    axis = "".join(foot if column == mark_column else "─" for column in range(columns))
    return [*rows, [("  0 % └" + axis, DIM)], [(" " * _AXIS + under + last.rjust(columns - len(under)), DIM)]]


def _dots(shares: Sequence[float], columns: int, height: int) -> list[list[int]]:
    """The bits of the braille characters of the line from nothing through all the shares."""
    across, up = columns * 2, height * 4
    points = [0.0, *shares]
    heights = []
    for x in range(across):
        place = x / (across - 1) * (len(points) - 1)
        left = min(int(place), len(points) - 2)
        share = points[left] + (points[left + 1] - points[left]) * (place - left)
        heights.append(round(min(max(share, 0), 1) * (up - 1)))
    cells = [[0] * columns for _ in range(height)]
    for x, y in enumerate(heights):
        before = heights[x - 1] if x else y
        for each in range(min(before + 1, y), y + 1) if before < y else (y,):
            row = up - 1 - each
            cells[row // 4][x // 2] |= _DOTS[row % 4][x % 2]
    return cells
