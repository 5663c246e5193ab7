"""What one can do with the project under the cursor, the same in the list of projects and on a project's page."""

from functools import partial

from textual import work

from bondtui.domain.work import Project, Status
from bondtui.tui.screens.acting import ActingScreen
from bondtui.tui.screens.asking import Chosen
from bondtui.tui.widgets.work_words import short


class WorkingScreen(ActingScreen):
    """A screen on which projects are worked on."""

    def project(self) -> Project | None:
        """What the next action is about."""
        return None

    def chosen(self) -> Chosen:
        project = self.project()
        return Chosen(project.contact.uid if project else None)

    def some_project(self) -> Project | None:
        """The chosen project; that there is none is said."""
        project = self.project()
        if project is None:
            self.say("There is no project under the cursor; a adds one.")
        return project

    def running_project(self) -> Project | None:
        """The chosen project if it can still be finished or lost; else why not is said."""
        project = self.some_project()
        if project is not None and project.status in (Status.DONE, Status.LOST):
            ended = self.days.show(project.finished_on) if project.finished_on else "before"
            self.say(f"{project.title} is {project.status} already, since {ended}.")
            return None
        return project

    @work
    async def action_add_project(self) -> None:
        await self.add_project(None)

    @work
    async def action_edit_project(self) -> None:
        from bondtui.tui.screens.dialogs.work import EditProjectDialog

        if (project := self.some_project()) is not None:
            changed = await self.ask(lambda: EditProjectDialog(self.book, project.id))
            if changed is not None:
                self.changed(f"{changed.title} is up to date.")

    @work
    async def action_pay(self) -> None:
        from bondtui.tui.screens.dialogs.work import PaymentDialog

        if (project := self.some_project()) is not None:
            payment = await self.ask(lambda: PaymentDialog(self.book, project.id))
            if payment is not None:
                done = "was paid back" if payment.amount.minor < 0 else "is noted"
                self.changed(f"{short(payment.amount).removeprefix('-')} {done}.")

    @work
    async def action_concede(self) -> None:
        from bondtui.tui.screens.dialogs.work import ConcessionDialog

        if (project := self.some_project()) is None:
            return
        if await self.ask(lambda: ConcessionDialog(self.book, project.id)) is not None:
            self.changed("The concession is noted.")

    @work
    async def action_finish(self) -> None:
        from bondtui.tui.screens.dialogs.work import FinishDialog

        if (project := self.running_project()) is None:
            return
        if await self.ask(lambda: FinishDialog(self.book, project.id)) is not None:
            self.changed(f"{project.title} is done.")

    @work
    async def action_lose(self) -> None:
        from bondtui.tui.screens.dialogs.work import LoseDialog

        if (project := self.running_project()) is None:
            return
        if await self.ask(lambda: LoseDialog(self.book, project.id)) is not None:
            self.changed(f"{project.title} is noted as lost.")

    def action_person(self) -> None:
        if (uid := self.someone()) is not None:
            self.open_contact(uid)

    @work
    async def remove_project(self, project: Project) -> None:
        """Ask, then take the project out of the book."""
        from bondtui.tui.screens.dialogs import ConfirmDialog

        kept = f"Its payments stay with {project.contact.name}." if project.paid else ""
        question = f"Remove {project.title} with its steps and concessions? {kept}".strip()
        if await self.ask(lambda: ConfirmDialog(question)):
            await self.write(partial(self.book.work.remove, project.id), "Removed.")
