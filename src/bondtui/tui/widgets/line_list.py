"""A list that draws lines: a ScrollView over render_line stays instant at any length, where DataTable does not."""

from abc import abstractmethod
from itertools import chain

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from bondtui.tui.actions import bindings
from bondtui.tui.text import Part

MARK = "▌"
"""Stands before the line under the cursor, so that colour is not needed to see it."""


class LineList(ScrollView, can_focus=True):
    """Lines with a cursor. Subclasses say how many there are, what is on one, and which can be chosen.

    `line()` returns parts whose styles are `dim`, `strong`, `heading`, `accent` or empty.
    """

    BINDINGS = [  # noqa: RUF012
        *bindings("list.up", "list.down", "list.page_up", "list.page_down", "list.top", "list.bottom", show=False),
        *bindings("contact.open", show=False),
    ]
    STYLES = ("cursor", "dim", "strong", "heading", "accent")
    COMPONENT_CLASSES = {f"line--{name}" for name in STYLES}  # noqa: RUF012
    DEFAULT_CSS = """
    LineList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .line--cursor { background: $panel; color: $foreground; }
        & > .line--dim { color: $text-muted; }
        & > .line--strong { text-style: bold; }
        & > .line--heading { color: $primary; text-style: bold; }
        & > .line--accent { color: $accent; }
        &:focus > .line--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:ansi > .line--dim { color: ansi_default; text-style: dim; }
        &:ansi:focus > .line--cursor { text-style: reverse; background: ansi_default; color: ansi_default; }
    }
    """

    class Highlighted(Message):
        """The cursor stands on another line; `index` is None when no line can be chosen.

        `moved` is whether the person moved it, not a change of the lines.
        """

        def __init__(self, sender: "LineList", index: int | None, moved: bool = True) -> None:
            super().__init__()
            self.sender, self.index, self.moved = sender, index, moved

        @property
        def control(self) -> "LineList":
            return self.sender

    class Selected(Highlighted):
        """A line was opened, by enter or by a double click."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor: int | None = None

    @abstractmethod
    def count(self) -> int:
        """How many lines there are."""

    @abstractmethod
    def line(self, index: int, width: int) -> list[Part]:
        """What stands on a line, on at most `width` cells."""

    def can_choose(self, index: int) -> bool:
        """Whether the cursor may stand there; headings say no."""
        return True

    def lines_changed(self, cursor: int | None = None) -> None:
        """Draw anew after the lines changed, with the cursor on `cursor`, else as near as can be to where it was."""
        count = self.count()
        self.virtual_size = Size(0, count)
        wanted = cursor if cursor is not None else (self.cursor or 0)
        self.cursor = None
        self.refresh()
        self.move_to(min(wanted, count - 1), moved=False)

    def move_to(self, index: int, step: int = 1, *, moved: bool = True) -> None:
        """Put the cursor on a line, or on the next one in the direction of `step` that can be chosen."""
        count = self.count()
        index = min(max(index, 0), count - 1)
        onward, back = (range(index, count), range(index, -1, -1))[:: 1 if step > 0 else -1]
        found = next((each for each in chain(onward, back) if 0 <= each < count and self.can_choose(each)), None)
        previous, self.cursor = self.cursor, found
        for each in (previous, found):
            if each is not None:
                self.refresh_line(each)
        if found is not None:
            self._show(found)
        if previous != found or found is None:
            self.post_message(self.Highlighted(self, found, moved))

    def _show(self, index: int) -> None:
        top, height = self.scroll_offset.y, max(self.scrollable_content_region.height, 1)
        first = index - 1 if index and not self.can_choose(index - 1) else index
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False)

    def on_resize(self) -> None:
        if self.cursor is not None:
            self._show(self.cursor)

    def action_line(self, step: int) -> None:
        if self.cursor is not None and 0 <= self.cursor + step < self.count():
            self.move_to(self.cursor + step, step)

    def action_page(self, step: int) -> None:
        if self.cursor is not None:
            page = max(self.scrollable_content_region.height - 1, 1)
            self.move_to(min(max(self.cursor + step * page, 0), self.count() - 1), step)

    def action_edge(self, step: int) -> None:
        if self.count():
            self.move_to(0 if step < 0 else self.count() - 1, -step)

    def action_open(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Selected(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        index = None if offset is None else offset.y + self.scroll_offset.y
        if index is None or not 0 <= index < self.count() or not self.can_choose(index):
            return
        self.move_to(index)
        if event.chain == 2:
            self.action_open()

    def render_line(self, y: int) -> Strip:
        width, index = self.scrollable_content_region.width, y + self.scroll_offset.y
        base = self.rich_style
        if index >= self.count():
            return Strip.blank(width, base)
        here = index == self.cursor
        if here:
            base += self.get_component_rich_style("line--cursor", partial=True)
        mark = Segment(MARK if here else " ", base + self._style("accent"))
        segments = [mark, *(Segment(text, base + self._style(style)) for text, style in self.line(index, width - 1))]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"line--{name}", partial=True) if name else Style()
