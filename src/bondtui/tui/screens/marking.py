"""Marking people in the table, and what is then done with all of them at once."""

from textual import work
from textual.worker import Worker

from bondtui.book.contacts import uids_of
from bondtui.tui.actions import bindings
from bondtui.tui.screens.acting import ActingScreen
from bondtui.tui.widgets.people_table import PeopleTable


class MarkingScreen(ActingScreen):
    """A screen with a table of people. Without a mark the one under the cursor is meant, as everywhere."""

    BINDINGS = [*bindings("people.mark_all", show=False)]  # noqa: RUF012

    @property
    def table(self) -> PeopleTable:
        return self.query_one(PeopleTable)

    def show_marks(self) -> None:
        """Say how many are marked, and make room for the signs."""

    def marked(self) -> list[str]:
        """The uids of those who are marked and still in the book; that there are none any more is said."""
        there = uids_of(self.book, sorted(self.table.marks))
        if len(there) < len(self.table.marks):
            self.table.marks = set(there)
            self.refresh_book()
            if not there:
                self.say("Those who were marked are not in the book any more.")
        return list(there.values())

    def unmark(self) -> None:
        self.table.unmark()
        self.show_marks()

    def action_mark(self) -> None:
        self.table.mark()
        self.show_marks()

    def action_mark_all(self) -> None:
        self.table.mark_all()
        self.show_marks()

    @work
    async def action_tag(self) -> None:
        from bondtui.tui.screens.dialogs.tags import TagDialog

        uids = self.marked() if self.table.marks else [uid for uid in [self.someone()] if uid]
        if uids:
            said = await self.ask(lambda: TagDialog(self.book, *uids))
            if said is not None:
                self.changed(said)

    def action_snooze(self) -> Worker[None]:
        return self._snooze_marked() if self.table.marks else super().action_snooze()

    @work
    async def _snooze_marked(self) -> None:
        from bondtui.tui.screens.dialogs.snooze import SnoozeSeveralDialog

        if not (uids := self.marked()):
            return
        if await self.ask(lambda: SnoozeSeveralDialog(self.book, *uids)):
            self.changed("Put off.")

    def action_export(self) -> Worker[None]:
        return self._export_marked() if self.table.marks else super().action_export()

    @work
    async def _export_marked(self) -> None:
        from bondtui.tui.screens.dialogs.export import ExportPeopleDialog

        if uids := self.marked():
            said = await self.ask(lambda: ExportPeopleDialog(self.book, uids))
            if said:
                self.changed(said)
