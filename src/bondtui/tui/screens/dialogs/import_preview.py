"""What importing a file would do, before it is done; and doing it, which can be stopped."""

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from bondtui.domain.imported import Report
from bondtui.errors import BondtuiError, Cancelled
from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.step import StepDialog
from bondtui.tui.text import lines, styled
from bondtui.tui.widgets.brief import DIM
from bondtui.tui.widgets.insight_panel import InsightPanel
from bondtui.tui.widgets.report_rows import ReportPicture, bar, of_kind

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.book.imports import Wanted
    from bondtui.tui.app import BondApp

NOTHING_NEW = "There is nothing in it that is not in the book already."
NOTHING = "There is nothing in it that could be imported."


class PreviewDialog(StepDialog[Report]):
    """First tries the import out on a copy of the book; `enter` does it. Answers with the report of what was done."""

    AUTO_FOCUS = "#report"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("import.start", "import.back")]

    class Counted(Message):
        """So many records were read, in the thread that does it."""

        def __init__(self, read: int) -> None:
            super().__init__()
            self.read = read

    def __init__(self, book: "Book", path: Path, wanted: "Wanted") -> None:
        super().__init__()
        self._book, self._path = book, path
        self._stop = Event()
        self._wanted = replace(wanted, progress=self._count)
        self._report: Report | None = None
        self._writing = False
        self._doing = ""
        self._total: int | None = None

    def title_line(self) -> str:
        return self._path.name

    def body(self) -> ComposeResult:
        yield InsightPanel(id="report")
        yield Static(id="progress")

    def on_mount(self) -> None:
        self._work("Reading", None)
        self._preview()

    def on_unmount(self) -> None:
        self._stop.set()

    def _count(self, read: int) -> None:
        """In the thread: stop if that was asked for, else tell."""
        if self._stop.is_set():
            from bondtui.book import imports

            raise imports.Cancelled
        self.post_message(self.Counted(read))

    @work
    async def _preview(self) -> None:
        try:
            self._report = await asyncio.to_thread(partial(self._run, dry_run=True))
        except Cancelled:
            return
        except BondtuiError as error:
            self._rest(str(error))
            return
        report = self._report
        self.retitle(f"{self._path.name} · {of_kind(report)}")
        self.query_one(InsightPanel).show(ReportPicture(report))
        self._rest("" if self._is_worth_it else (NOTHING_NEW if report.unchanged else NOTHING))

    @work
    async def action_start(self) -> None:
        if self._report is None or self._writing or not self._is_worth_it:
            return
        self._writing = True
        self._work("Importing", self._report.read)
        try:
            report = await cast("BondApp", self.app).commit(partial(self._run, dry_run=False))
        except BondtuiError as error:
            self._writing = False
            self._stop.clear()
            self._rest(str(error))
        else:
            self.dismiss(report)

    def _run(self, *, dry_run: bool) -> Report:
        """In a thread."""
        return self._book.exchange.import_file(self._path, replace(self._wanted, dry_run=dry_run))

    @property
    def _is_worth_it(self) -> bool:
        return self._report is not None and bool(self._report.added or self._report.updated)

    def _work(self, doing: str, total: int | None) -> None:
        self._doing, self._total = doing, total
        self.set_class(True, "-working")
        self.say("")
        self._show_progress(0)
        self.show_keys()

    @on(Counted)
    def show_counted(self, message: Counted) -> None:
        self._show_progress(message.read)

    def _show_progress(self, read: int) -> None:
        of = f" of {self._total:,}" if self._total else ""
        rows = [
            styled((bar(read, self._total), "$accent"), (f"  {self._doing} {read:,}{of} …", "")),
            styled(("", "")),
            styled(("Escape stops it, and then nothing of it stays in the book.", DIM)),
        ]
        self.query_one("#progress", Static).update(lines(rows[: 3 if self._writing else 1]))

    def _rest(self, told: str) -> None:
        """Nothing is being done any more; the person goes on."""
        self.set_class(False, "-working")
        self.query_one(InsightPanel).focus()
        self.say(told)
        self.show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._is_worth_it and not self._writing if action == "start" else True

    def action_back(self) -> None:
        """Close; once it is being written, stop that first, and what was done until then is taken back."""
        self._stop.set()
        if self._writing:
            self.say("Stopping …")
        else:
            self.dismiss(None)
