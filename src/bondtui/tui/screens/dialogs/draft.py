"""The question at the start: go on with what was typed and not saved when the app was closed?"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.hints import hints
from bondtui.tui.text import block, lines

if TYPE_CHECKING:
    from bondtui.book.drafts import Draft

_ANSWERS = {"go-on": True, "discard": False, "later": None}


class DraftDialog(ModalScreen[bool | None]):
    """Shows what was typed. True to go on with it, False to discard it, None to be asked again at the next start.

    Where going on is not `possible`, because what it was about is gone, it can still be read.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("draft.go_on", "draft.discard", "draft.later"),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, draft: "Draft", possible: bool = True) -> None:
        super().__init__()
        self._draft, self._possible = draft, possible

    def compose(self) -> ComposeResult:
        was = f"You were {self._draft.doing} when bondtui was closed"
        gone = f"{was}. That is no longer in the book; this is what you had typed."
        with Vertical(classes="dialog"):
            yield Static(block(f"{was}. Go on with it?" if self._possible else gone), classes="title")
            with VerticalScroll(classes="fields"):
                yield Static(lines(self._typed()))
            with Horizontal(classes="buttons"):
                if self._possible:
                    yield Button(Content("Go on"), id="go-on", compact=True, variant="primary")
                yield Button(Content("Later"), id="later", compact=True)
                yield Button(Content("Discard"), id="discard", compact=True, variant="error")
            yield Static(classes="hints")

    def _typed(self) -> Iterable[Content]:
        for key, value in self._draft.typed.items():
            said = ", ".join(map(str, value)) if isinstance(value, list) else value
            yield block(f"{key.replace('_', ' ')}: {said}")

    def on_mount(self) -> None:
        self.query_one(".hints", Static).update(hints(self))
        self.query_one("#go-on" if self._possible else "#later").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._possible or (action, parameters) != ("answer", (True,))

    @on(Button.Pressed)
    def press(self, event: Button.Pressed) -> None:
        self.dismiss(_ANSWERS[event.button.id or "later"])

    def action_answer(self, answer: bool | None) -> None:
        self.dismiss(answer)
