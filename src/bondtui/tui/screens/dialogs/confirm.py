"""One question before something is taken away or lost; the safe answer has the focus."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.hints import hints
from bondtui.tui.text import block


class ConfirmDialog(ModalScreen[bool]):
    """Asks `question`; True when the answer is `yes`, the word for what is done."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#no"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("confirm.yes", "confirm.no"),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, question: str, yes: str = "Remove") -> None:
        super().__init__()
        self._question, self._yes = question, yes

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog small"):
            yield Static(block(self._question), classes="title")
            with Horizontal(classes="buttons"):
                yield Button(Content("Keep"), id="no", compact=True)
                yield Button(Content(self._yes), id="yes", compact=True, variant="error")
            yield Static(classes="hints")

    def on_mount(self) -> None:
        self.query_one(".hints", Static).update(hints(self))

    @on(Button.Pressed)
    def answer(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, sure: bool) -> None:
        self.dismiss(sure)
