"""What a screen with a cursor does with what is under it: ask in a dialog, write, and show what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.screen import Screen

from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.screens.base import BondScreen

if TYPE_CHECKING:
    from bondtui.domain.history import Change
    from bondtui.domain.interactions import Interaction
    from bondtui.domain.nudges import Nudge

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is under the cursor: a contact, and the promise, interaction or other nudge of theirs, if it is on one."""

    uid: str | None = None
    follow_up: str | None = None
    interaction: str | None = None
    nudge: "Nudge | None" = None


class AskingScreen(BondScreen):
    """A screen with something under a cursor. Every change ends in `changed()`, which shows it."""

    BINDINGS = [*bindings("app.undo", "app.redo", "app.history", "app.import", show=False)]  # noqa: RUF012

    def chosen(self) -> Chosen:
        """What the next action is about."""
        return Chosen()

    def show_interaction(self, interaction: "Interaction") -> None:
        """Bring a saved interaction before the person's eyes, if the screen can."""

    def changed(self, sentence: str) -> None:
        self.refresh_book()
        self.say(sentence)

    async def ask(self, dialog: Callable[[], Screen[T]]) -> T | None:
        """The dialog's answer; None when it was closed, or could not be opened, which is said."""
        try:
            return await self.app.push_screen_wait(dialog())
        except BondtuiError as error:
            self.say(str(error), "warning")
            return None

    async def write(self, use_case: Callable[[], T], sentence: str) -> bool:
        """Change the book and say so, or say why not."""
        try:
            await self.bond.commit(use_case)
        except BondtuiError as error:
            self.say(str(error), "warning")
            return False
        if self.is_running:  # the app may have been left meanwhile
            self.changed(sentence)
        return True

    def someone(self) -> str | None:
        """The uid of the chosen contact; nobody chosen is said."""
        uid = self.chosen().uid
        if uid is None:
            self.say("There is nobody under the cursor.")
        return uid

    def open_contact(self, uid: str) -> None:
        """Show the contact's page above this screen."""
        from bondtui.tui.screens.contact import ContactScreen

        self.app.push_screen(ContactScreen(uid, self.MODE))

    def open_project(self, ident: str) -> None:
        """Show the project's page above this screen."""
        from bondtui.tui.screens.project import ProjectScreen

        self.app.push_screen(ProjectScreen(ident, self.MODE))

    async def add_project(self, uid: str | None) -> None:
        """Ask for a project, of this contact or of one who is named, and open its page."""
        from bondtui.tui.screens.dialogs.work import NewProjectDialog

        project = await self.ask(lambda: NewProjectDialog(self.book, uid))
        if project is not None:
            self.changed(f"{project.title} is in the book.")
            self.open_project(project.id)

    def action_history(self) -> None:
        """Show above this screen what was changed, and when."""
        from bondtui.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.MODE))

    @work
    async def action_import(self) -> None:
        from bondtui.tui.screens.dialogs.import_file import FileDialog
        from bondtui.tui.widgets.report_rows import summary

        report = await self.ask(lambda: FileDialog(self.book))
        if report is not None:
            self.changed(summary(report, self.bond.overrides))

    @work
    async def action_undo(self) -> None:
        await self._turn(self.book.safety.undo, "Undone")

    @work
    async def action_redo(self) -> None:
        await self._turn(self.book.safety.redo, "Done again")

    async def _turn(self, use_case: "Callable[[], Change]", said: str) -> None:
        try:
            change = await self.bond.commit(use_case)
        except BondtuiError as error:
            self.say(str(error), "warning")
            return
        if self.is_running:
            self.changed(f"{said}: {change.label}.")
