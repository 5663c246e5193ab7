"""History: what was changed in the book, and when; here it is taken back and made again, step by step."""

from textual.app import ComposeResult
from textual.widgets import Static

from bondtui.tui.actions import bindings
from bondtui.tui.screens.asking import AskingScreen
from bondtui.tui.widgets.change_list import ChangeList

NOTHING = "Nothing has been changed yet. What you write into the book stands here from then on, and can be taken back."
HEADING = "History · the newest change first"


class HistoryScreen(AskingScreen):
    """Above the screen one came from; escape goes back there."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#changes"
    BINDINGS = [  # noqa: RUF012
        *bindings("app.undo", "app.redo", "screen.back"),
        *bindings("app.history", show=False),
    ]

    def __init__(self, mode: str) -> None:
        self.MODE = mode
        super().__init__()

    def body(self) -> ComposeResult:
        yield Static(id="heading", markup=False)
        yield ChangeList(id="changes")

    def reload(self) -> None:
        changes = self.query_one(ChangeList)
        changes.show(self.book.safety.history, self.days)
        self.query_one("#heading", Static).update(HEADING if changes.count() else NOTHING)

    def changed(self, sentence: str) -> None:
        super().changed(sentence)
        self.query_one(ChangeList).find_next()

    def action_history(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        if self.is_current:
            self.app.pop_screen()
