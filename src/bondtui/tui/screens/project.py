"""A project's page: what is known of it, and its steps, concessions and payments as lines one acts on."""

from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container

from bondtui.domain.work import Concession, Payment, Project, Step
from bondtui.errors import NotFound
from bondtui.tui.actions import bindings
from bondtui.tui.screens.working import WorkingScreen
from bondtui.tui.widgets.project_facts import ProjectFacts
from bondtui.tui.widgets.project_lines import ProjectLines
from bondtui.tui.widgets.work_words import short


class ProjectScreen(WorkingScreen):
    """One project; escape goes back to where one came from."""

    CSS_PATH = "project.tcss"
    AUTO_FOCUS = "#lines"
    BINDINGS = [  # noqa: RUF012
        *bindings("step.tick", "step.waive", "step.date", "project.pay", "project.concede", "project.finish"),
        *bindings("project.edit"),
        *bindings("project.lose", "project.person", "project.remove", "project.add", "contact.log", show=False),
        *bindings("screen.back", show=False),
    ]

    def __init__(self, ident: str, mode: str) -> None:
        self.MODE = mode
        super().__init__()
        self._ident = ident
        self._project: Project | None = None

    def body(self) -> ComposeResult:
        with Container(id="page"):
            yield ProjectFacts(id="facts")
            yield ProjectLines(id="lines")

    def reload(self) -> None:
        try:
            project = self.book.work.project(self._ident)
        except NotFound:
            self._project = None
            self.say("This project is no longer in the book.")
            self.action_back()
            return
        self._project = project
        self.query_one(ProjectFacts).show(project, self.days)
        self.query_one(ProjectLines).show(project, self.book.work.payments_for(self._ident), self.days)

    def project(self) -> Project | None:
        return self._project

    def step(self) -> Step | None:
        """The step under the cursor; that there is none is said."""
        line = self.query_one(ProjectLines).chosen
        if isinstance(line, Step):
            return line
        self.say("Put the cursor on a step of the standard.")
        return None

    @work
    async def action_tick(self) -> None:
        if (step := self.step()) is None:
            return
        done_on = self.book.today() if step.is_open else None
        sentence = f"{step.title}: {'done today' if step.is_open else 'open again'}."
        await self.write(partial(self.book.work.step, self._ident, step.n, done_on=done_on), sentence)

    @work
    async def action_tick_on(self) -> None:
        from bondtui.tui.screens.dialogs.work import TickDialog

        if (step := self.step()) is None:
            return
        if await self.ask(lambda: TickDialog(self.book, self._ident, step.n)) is not None:
            self.changed(f"{step.title}: done.")

    @work
    async def action_waive(self) -> None:
        from bondtui.tui.screens.dialogs.work import WaiveDialog

        if (step := self.step()) is None:
            return
        if await self.ask(lambda: WaiveDialog(self.book, self._ident, step.n)) is not None:
            self.changed(f"{step.title}: waived.")

    def action_remove_line(self) -> None:
        match self.query_one(ProjectLines).chosen:
            case Payment() as payment:
                self.remove_payment(payment)
            case Concession():
                self.say("A concession stays with its project, also one that was declined.")
            case _:
                if (project := self.some_project()) is not None:
                    self.remove_project(project)

    @work
    async def remove_payment(self, payment: Payment) -> None:
        """Ask, then take the payment out of the book."""
        from bondtui.tui.screens.dialogs import ConfirmDialog

        question = f"Remove the payment of {short(payment.amount)}, {self.days.show(payment.date)}?"
        if await self.ask(lambda: ConfirmDialog(question)):
            await self.write(partial(self.book.work.remove_payment, payment.id), "Removed.")

    @on(ProjectLines.Selected)
    def date_the_step(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        self.action_tick_on()

    def action_back(self) -> None:
        if self.is_current:
            self.app.pop_screen()
