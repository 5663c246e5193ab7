"""A few things of which one is taken: by enter, or by a double click."""

from collections.abc import Sequence
from dataclasses import dataclass

from bondtui.tui.actions import bindings
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.line_list import LineList


@dataclass(frozen=True, slots=True)
class Choice:
    """What is taken, how it is called, and what there is to say of it."""

    value: str
    label: str
    help: str = ""


class Choices(LineList):
    """The cursor begins on `value`, if it is among them. The screen's `go_on` takes what is under it."""

    BINDINGS = [*bindings("tell.go_on")]  # noqa: RUF012

    def __init__(self, choices: Sequence[Choice], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = choices
        self._first = next((n for n, each in enumerate(choices) if each.value == value), 0)

    def on_mount(self) -> None:
        self.lines_changed(self._first)

    @property
    def value(self) -> str:
        """What is under the cursor; there is at least one choice."""
        return self._choices[self.cursor or 0].value

    def count(self) -> int:
        return len(self._choices)

    def line(self, index: int, width: int) -> list[Part]:
        choice = self._choices[index]
        if not choice.help:
            return [(fit(choice.label, width), "")]
        label = min(16, width // 2)
        return [(fit(choice.label, label), "strong"), (fit(choice.help, width - label), "dim")]
