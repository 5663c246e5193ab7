"""Which file is to be imported; the steps after it lie above this one, so that going back finds it as it was."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from bondtui.domain.imported import Report
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.folders import Entry, contents, meant, start, written
from bondtui.tui.screens.dialogs.step import StepDialog
from bondtui.tui.text import block
from bondtui.tui.widgets.facts import Days
from bondtui.tui.widgets.file_list import FileList

if TYPE_CHECKING:
    from collections.abc import Callable

    from bondtui.book import Book
    from bondtui.book.import_questions import Questions
    from bondtui.book.imports import Wanted

KINDS = (
    "vCard; tables of Google, Outlook, LinkedIn or anything else; calendars; friends.md, Monica, WhatsApp chats; "
    "what bondtui exports."
)


class PathInput(Input):
    """Tells of a new path as it changes. Its keys move the cursor of the list below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("file.choose", "file.complete"),
        *bindings("file.up", "file.down", "file.page_up", "file.page_down", show=False),
    ]

    def __init__(self, changed: "Callable[[str], None]") -> None:
        self._told = changed
        super().__init__(compact=True, select_on_focus=False, id="path")

    def watch_value(self, value: str) -> None:
        """A second slash begins anew at the root, `~/` at home, as what stood before it is no path then."""
        for anew in ("/", "~/"):
            if value.endswith(f"/{anew}"):
                self.value = anew
                return
        if self.is_mounted:
            self._told(value)

    def on_paste(self, event: events.Paste) -> None:
        """A whole path takes the place of what stands here."""
        if event.text.strip().startswith(("/", "~", "'", '"', "file://")):
            self.action_select_all()


class FileDialog(StepDialog[Report]):
    """A path is typed, pasted, or found in the list below it. Answers with what was imported."""

    AUTO_FOCUS = "#path"
    NOTE = KINDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("file.close")]

    def __init__(self, book: "Book") -> None:
        super().__init__()
        self._book = book
        self._head: str | None = None
        self._listed = False
        self._known: dict[str, Path] = {}
        """Folders by how they are written, as a name that could steer the terminal is not written as it is."""

    def title_line(self) -> str:
        return "Import a file"

    def body(self) -> ComposeResult:
        yield PathInput(self.path_changed)
        yield FileList(id="files")
        yield Static(id="nothing")

    def on_mount(self) -> None:
        self._go_to(start())

    def _go_to(self, folder: Path) -> None:
        path = self.query_one(PathInput)
        head = written(folder)
        self._known[head] = folder
        path.value = head
        path.cursor_position = len(head)

    def path_changed(self, value: str) -> None:
        self.say("")
        head, slash, tail = value.rpartition("/")
        if head + slash != self._head:
            self._head, self._listed = head + slash, False
            self._list(self._head)
        elif self._listed:
            self._narrow(tail)

    @work(exclusive=True, group="folder")
    async def _list(self, head: str) -> None:
        try:
            folder, entries = await asyncio.to_thread(self._contents, head)
        except BondtuiError as error:
            self._show_nothing(str(error))
            return
        self.query_one(FileList).show(folder, entries, Days(self._book.today(), self._book.settings.relative_dates))
        self._listed = True
        self._narrow(self.query_one(PathInput).value.rpartition("/")[2])

    def _contents(self, head: str) -> tuple[Path, list[Entry]]:
        folder = self._known.get(head) or meant(head)
        return folder, contents(folder)

    def _narrow(self, tail: str) -> None:
        files = self.query_one(FileList)
        files.narrow(tail)
        self._show_nothing("" if files.count() else f"Nothing here has “{tail}” in its name.")

    def _show_nothing(self, why: str) -> None:
        self.set_class(bool(why), "-nothing")
        self.query_one("#nothing", Static).update(block(why))

    @property
    def _marked(self) -> Entry | None:
        """What is under the cursor, if the list shows what the path means."""
        return self.query_one(FileList).entry if self._listed else None

    def action_line(self, step: int) -> None:
        self.query_one(FileList).action_line(step)

    def action_page(self, step: int) -> None:
        self.query_one(FileList).action_page(step)

    def action_complete(self) -> None:
        if (marked := self._marked) is None:
            return
        if marked.is_folder:
            self._go_to(marked.path)
            return
        path = self.query_one(PathInput)
        path.value = f"{self._head}{marked.name}"
        path.cursor_position = len(path.value)

    @on(FileList.Selected)
    def choose_the_line(self) -> None:
        self.action_choose()

    @work(exclusive=True, group="choosing")
    async def action_choose(self) -> None:
        marked, typed = self._marked, self.query_one(PathInput).value
        try:
            place = marked.path if marked else await asyncio.to_thread(meant, typed)
            if await asyncio.to_thread(place.is_dir):
                self._go_to(place)
            else:
                await self._import(place)
        except BondtuiError as error:
            self.say(str(error))

    async def _import(self, path: Path) -> None:
        """The steps above this one. Going back from the last leads to the question before it, if there was one."""
        from bondtui.tui.screens.dialogs.import_preview import PreviewDialog

        self.say("")
        asked = await asyncio.to_thread(_questions, self._book, path)
        wanted = await self._asked(path, asked, None)
        while wanted is not None:
            found = wanted
            report = await self.app.push_screen_wait(PreviewDialog(self._book, path, found))
            if report is not None:
                self.dismiss(report)
                return
            if not (asked.senders or asked.columns):
                return
            wanted = await self._asked(path, asked, found)

    async def _asked(self, path: Path, asked: "Questions", before: "Wanted | None") -> "Wanted | None":
        """What is said beside the file; None when the person went back. `before` is what they said the last time."""
        from bondtui.book.imports import Wanted
        from bondtui.tui.screens.dialogs.import_columns import ColumnsDialog
        from bondtui.tui.screens.dialogs.import_sender import SenderDialog

        if asked.senders:
            me = await self.app.push_screen_wait(SenderDialog(path, asked.senders, before.me if before else ""))
            return None if me is None else Wanted(asked.kind, me)
        if asked.columns:
            dialog = ColumnsDialog(path, asked.columns, before.columns if before else None)
            columns = await self.app.push_screen_wait(dialog)
            return None if columns is None else Wanted(asked.kind, columns=columns)
        return Wanted(asked.kind)


def _questions(book: "Book", path: Path) -> "Questions":
    """In a thread, so that what reads files is not imported before the screen can show it."""
    from bondtui.book.import_questions import questions

    return questions(book, path)
