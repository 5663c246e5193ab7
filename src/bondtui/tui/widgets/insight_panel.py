"""A picture with its numbers, drawn anew for the room there is, scrolled when it needs more."""

from typing import Protocol

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bondtui.tui.actions import bindings
from bondtui.tui.text import lines, styled, wrap
from bondtui.tui.widgets.charts import ACCENT

WIDEST = 150
"""Beyond so many cells a line is hard to follow, so a picture stays within."""


class Picture(Protocol):
    """What was computed, and how it looks on so many cells and lines; it may take more lines, never more cells."""

    def draw(self, width: int, height: int) -> list[Content]: ...


class Words:
    """Sentences where there is nothing to draw; keys among them are given as (key, what it does)."""

    def __init__(self, *said: str, keys: tuple[tuple[str, str], ...] = ()) -> None:
        self.said, self.keys = said, keys

    def draw(self, width: int, height: int) -> list[Content]:
        rows = [Content(""), *(styled((row, "")) for each in self.said for row in wrap(each, width))]
        if self.keys:
            rows.append(Content(""))
        return rows + [styled((f"{key:<3}", f"bold {ACCENT}"), (f" {does}", "")) for key, does in self.keys]


class InsightPanel(VerticalScroll, inherit_bindings=False):
    """Scrolls by the keys that move in a list; left and right are the screen's."""

    BINDINGS = [  # noqa: RUF012
        *bindings("list.up", "list.down", "list.page_up", "list.page_down", "list.top", "list.bottom", show=False)
    ]
    DEFAULT_CSS = """
    InsightPanel { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picture: Picture | None = None
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, picture: Picture | None) -> None:
        """Show this picture, or nothing while it is being computed."""
        self._picture = picture
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        region = self.scrollable_content_region
        width = min(max(region.width, 30), WIDEST)
        self._text.update(lines(self._picture.draw(width, region.height) if self._picture else []))

    def action_line(self, step: int) -> None:
        self.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        self.scroll_relative(y=step * max(self.scrollable_content_region.height - 1, 1), animate=False)

    def action_edge(self, step: int) -> None:
        self.scroll_to(y=0 if step < 0 else self.max_scroll_y, animate=False)
