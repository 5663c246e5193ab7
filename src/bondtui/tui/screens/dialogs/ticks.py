"""Boxes whose tick can be seen without colour: Textual's own draw the same sign, on and off."""

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Checkbox, SelectionList

from bondtui.domain.interactions import Signal


class Tick(Checkbox):
    """Yes or no."""

    @property
    def _button(self) -> Content:
        return Content("[x]" if self.value else "[ ]")


class Ticks(SelectionList[Signal]):
    """Any of several signals; each stands on one line."""

    def render_line(self, y: int) -> Strip:
        segments = list(super().render_line(y))
        index = self.scroll_offset.y + y
        if index >= self.option_count or len(segments) < 3:
            return Strip(segments)
        sign = "x" if self.get_option_at_index(index).value in self.selected else " "
        style = segments[3].style if len(segments) > 3 else None
        return Strip([*(Segment(text, style) for text in ("[", sign, "]")), *segments[3:]])
