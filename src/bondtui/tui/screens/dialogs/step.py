"""What the steps of an import share: a title, what is to be said, one sentence, and the keys of what has the focus."""

from abc import abstractmethod
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from bondtui.tui.screens.dialogs.hints import hints
from bondtui.tui.text import block, plain

T = TypeVar("T")


class StepDialog(ModalScreen[T | None]):
    """Steps lie one on the other and have one size, unless SIZE says `small`. None is the answer of going back."""

    CSS_PATH = ["dialogs.tcss", "steps.tcss"]  # noqa: RUF012
    SIZE: ClassVar[str] = "step"
    NOTE: ClassVar[str] = ""

    @abstractmethod
    def title_line(self) -> str:
        """What the step is about."""

    @abstractmethod
    def body(self) -> ComposeResult:
        """What stands between the title and the sentence."""

    def compose(self) -> ComposeResult:
        with Vertical(classes=f"dialog {self.SIZE}"):
            yield Static(plain(self.title_line()), classes="title")
            yield from self.body()
            yield Static(classes="sentence")
            if self.NOTE:
                yield Static(self.NOTE, classes="note", markup=False)
            yield Static(classes="hints")

    def on_mount(self) -> None:
        self.query_one(".sentence", Static).display = False
        self.call_after_refresh(self.show_keys)

    def retitle(self, title: str) -> None:
        self.query_one(".title", Static).update(plain(title))

    def say(self, sentence: str) -> None:
        """Show what is wrong; an empty sentence takes it away."""
        told = self.query_one(".sentence", Static)
        told.update(block(sentence))
        told.display = bool(sentence)

    def show_keys(self) -> None:
        """Once something has the focus, its keys count too."""
        focused = [self.focused] if self.focused else []
        self.query_one(".hints", Static).update(hints(self, *focused))

    def action_back(self) -> None:
        self.dismiss(None)
