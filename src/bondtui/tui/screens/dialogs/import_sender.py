"""Who one is in a chat: its file names everybody alike."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.step import StepDialog
from bondtui.tui.widgets.choices import Choice, Choices


class SenderDialog(StepDialog[str]):
    """One of those who wrote is taken. `before` is who was taken the last time."""

    NOTE = "What was written is not kept: only the days, and how many messages there were."
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("tell.back")]

    def __init__(self, path: Path, senders: Sequence[str], before: str) -> None:
        super().__init__()
        self._path, self._senders, self._before = path, senders, before

    def title_line(self) -> str:
        return f"{self._path.name} · WhatsApp chat"

    def body(self) -> ComposeResult:
        yield Static("Who are you in this chat?", classes="head")
        yield Choices([Choice(each, each) for each in self._senders], self._before)

    @on(Choices.Selected)
    def action_go_on(self) -> None:
        self.dismiss(self.query_one(Choices).value)
