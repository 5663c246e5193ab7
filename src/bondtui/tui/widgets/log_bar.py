"""The one line in which everything is logged: it marks what was understood and completes names and signals."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from bondtui.domain.quicklog import Understood
from bondtui.tui.actions import bindings

KINDS = ("name", "date", "verb", "signal", "promise", "private")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What Tab would write from `start` on, with a word on what it is."""

    start: int
    written: str
    explained: str
    contact: str | None = None
    """The uid of whom a name means."""


class _Pieces(Highlighter):
    """Draws the pieces of the line that were understood."""

    def __init__(self, line: "LogInput") -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        understood = self._line.understood
        if understood is None:
            return
        offset = text.plain.find(understood.line)
        for piece in understood.pieces if offset >= 0 else ():
            style = self._line.get_component_rich_style(f"log-input--{piece.kind}", partial=True)
            text.stylize(style, offset + piece.start, offset + piece.end)


class LogInput(Input):
    """`typed` is called with every change, before the next frame, and answers what was understood."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"log-input--{kind}" for kind in KINDS}
    DEFAULT_CSS = """
    LogInput {
        &>.log-input--name { text-style: bold; color: $text-primary; }
        &>.log-input--date { text-style: underline; color: $text-accent; }
        &>.log-input--verb { text-style: italic; color: $text-secondary; }
        &>.log-input--signal { text-style: bold italic; color: $text-success; }
        &>.log-input--promise { text-style: underline; color: $text-warning; }
        &>.log-input--private { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("log.save", "log.complete")]

    class Pasted(Message):
        """More than one line was pasted; `rest` has those after the first."""

        def __init__(self, rest: str) -> None:
            super().__init__()
            self.rest = rest

    def __init__(
        self,
        typed: Callable[[str], Understood | None],
        candidates: Callable[[str], list[Candidate]],
        completed: Callable[[Candidate], None],
    ) -> None:
        super().__init__(compact=True, select_on_focus=False, id="line")
        self.understood: Understood | None = None
        self.candidates: list[Candidate] = []
        self._typed, self._candidates, self._completed = typed, candidates, completed
        self._turn, self._cycling = 0, False
        self.highlighter = _Pieces(self)

    def on_paste(self, event: events.Paste) -> None:
        """The line takes the first line of what is pasted; the others are handed on."""
        _, _, rest = event.text.strip().partition("\n")
        if rest.strip():
            self.post_message(self.Pasted(rest))

    def watch_value(self, value: str) -> None:
        if not self._cycling:
            self._turn = 0
            self.candidates = self._candidates(value[: self._end_of_word(value)])
        self.understood = self._typed(value)
        self.refresh()

    def _end_of_word(self, value: str) -> int:
        """The cursor moves after the value does: while typing at the end, the end is where it will be."""
        return len(value) if self.cursor_position >= len(value) - 1 else self.cursor_position

    def action_complete(self) -> None:
        """Write the next candidate where the last one stands; without any, go on to the next field."""
        if not self.candidates:
            self.candidates = self._candidates(self.value[: self.cursor_position])
        if not self.candidates:
            self.screen.focus_next()
            return
        candidate = self.candidates[self._turn % len(self.candidates)]
        self._turn += 1
        rest = self.value[self.cursor_position :]
        self._completed(candidate)
        self._cycling = True
        try:
            self.value = self.value[: candidate.start] + candidate.written + rest
        finally:
            self._cycling = False
        self.cursor_position = candidate.start + len(candidate.written)

    def replace_line(self, value: str, *, select: bool = False) -> None:
        """Put `value` in the line, all of it selected or the cursor at its end."""
        self.value = value
        self.candidates = []
        self.cursor_position = len(value)
        if select:
            self.action_select_all()
