"""What one can do with the contact or entry under the cursor, the same on every screen."""

from functools import partial
from typing import TYPE_CHECKING

from textual import work

from bondtui.domain.dates import show
from bondtui.domain.nudges import NudgeKind
from bondtui.errors import BondtuiError
from bondtui.tui.screens.asking import AskingScreen
from bondtui.tui.widgets.facts import a_stage

if TYPE_CHECKING:
    from bondtui.domain.nudges import Nudge


class ActingScreen(AskingScreen):
    """A screen on which people are worked with."""

    @work
    async def action_log(self) -> None:
        from bondtui.tui.screens.log import LogScreen

        logged = await self.ask(lambda: LogScreen(self.book, self.chosen().uid))
        if logged is not None:
            names = ", ".join(each.name for each in logged.interaction.contacts)
            self.changed(f"Logged with {names}.")
            self.show_interaction(logged.interaction)

    @work
    async def action_snooze(self) -> None:
        from bondtui.tui.screens.dialogs import SnoozeDialog

        chosen = self.chosen()
        if self.someone() is None:
            return
        nudge = chosen.follow_up or (chosen.nudge.id if chosen.nudge else None)
        if await self.ask(lambda: SnoozeDialog(self.book, chosen.uid or "", nudge)):
            self.changed("Put off.")

    @work
    async def action_done(self) -> None:
        chosen = self.chosen()
        if chosen.follow_up is not None:
            await self.write(partial(self.book.follow_ups.done, chosen.follow_up), "Done.")
        elif chosen.nudge is not None and chosen.nudge.kind in (NudgeKind.DATE, NudgeKind.THANK, NudgeKind.STANDARD):
            await self.write(partial(self.book.nudges.keep, chosen.nudge.id), "Done.")
        elif self.someone() is not None:
            self.action_log()

    def proposal(self) -> "Nudge | None":
        """The suggestion or review that y and n answer."""
        nudge = self.chosen().nudge
        return nudge if nudge is not None and nudge.stage is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("accept_nudge", "dismiss_nudge"):
            return self.proposal() is not None
        return super().check_action(action, parameters)

    @work
    async def action_accept_nudge(self) -> None:
        if (nudge := self.proposal()) is not None and nudge.stage is not None:
            sentence = f"{nudge.contact.name} is {a_stage(nudge.stage)} now."
            await self.write(partial(self.book.nudges.accept, nudge.id), sentence)

    @work
    async def action_dismiss_nudge(self) -> None:
        if (nudge := self.proposal()) is not None:
            sentence = "Put away until there is new evidence."
            await self.write(partial(self.book.nudges.dismiss, nudge.id), sentence)

    @work
    async def action_signal(self) -> None:
        from bondtui.tui.screens.dialogs import SignalDialog

        if (uid := self.someone()) is None:
            return
        here, latest = self.chosen().interaction, self.book.interactions.timeline(uid)
        candidates = [self.book.interactions.get(here), *latest] if here else latest
        # An attempt or a note is no evidence.
        interaction = next((each.uid for each in candidates if each.moves_the_clock), None)
        if interaction is None:
            self.say("Nothing is logged yet that could show a signal.")
        elif await self.ask(lambda: SignalDialog(self.book, interaction)):
            self.changed("Noted.")

    @work
    async def action_referrer(self) -> None:
        from bondtui.tui.screens.dialogs import ReferrerDialog

        if (uid := self.someone()) is not None:
            contact = await self.ask(lambda: ReferrerDialog(self.book, uid))
            if contact is not None:
                self.changed(f"{contact.name} is up to date.")

    @work
    async def action_move(self) -> None:
        from bondtui.tui.screens.dialogs import MoveDialog

        if (uid := self.someone()) is not None:
            moved = await self.ask(lambda: MoveDialog(self.book, uid))
            if moved is not None:
                self.changed(f"{moved.name} is {a_stage(moved.stage)} now.")

    @work
    async def action_promise(self) -> None:
        from bondtui.tui.screens.dialogs import PromiseDialog

        if (uid := self.someone()) is not None:
            promise = await self.ask(lambda: PromiseDialog(self.book, uid))
            if promise is not None:
                self.changed(f"Promised for {show(promise.due_on, self.book.today())}.")

    @work
    async def action_export(self) -> None:
        from bondtui.tui.screens.dialogs import ExportDialog

        if (uid := self.someone()) is not None:
            path = await self.ask(lambda: ExportDialog(self.book, uid))
            if path is not None:
                self.changed(f"Written to {path}.")

    @work
    async def action_add(self) -> None:
        from bondtui.tui.screens.dialogs import ContactDialog

        contact = await self.ask(lambda: ContactDialog(self.book, None))
        if contact is not None:
            self.changed(f"{contact.name} is in the book.")
            self.open_contact(contact.uid)

    @work
    async def action_edit(self) -> None:
        from bondtui.tui.screens.dialogs import ContactDialog

        if (uid := self.someone()) is not None:
            contact = await self.ask(lambda: ContactDialog(self.book, uid))
            if contact is not None:
                self.changed(f"{contact.name} is up to date.")

    @work
    async def action_amend(self) -> None:
        from bondtui.tui.screens.dialogs import FollowUpDialog, InteractionDialog

        chosen = self.chosen()
        if (interaction := chosen.interaction) is not None:
            answer = await self.ask(lambda: InteractionDialog(self.book, interaction))
            if answer == "removed":
                self.changed("The interaction is removed.")
            elif answer is not None:
                self.changed("The interaction is corrected.")
        elif (follow_up := chosen.follow_up) is not None:
            amended = await self.ask(lambda: FollowUpDialog(self.book, follow_up))
            if amended is not None:
                self.changed("The promise is removed." if amended == "removed" else "The promise is corrected.")
        else:
            self.say("Put the cursor on an interaction or a promise to correct it.")

    @work
    async def action_remove(self) -> None:
        from bondtui.tui.screens.dialogs import ConfirmDialog

        chosen, book = self.chosen(), self.book
        if (interaction := chosen.interaction) is not None:
            question, use_case = "Remove this interaction?", partial(book.interactions.remove, interaction)
        elif (follow_up := chosen.follow_up) is not None:
            question, use_case = "Remove this promise?", partial(book.follow_ups.remove, follow_up)
        elif (uid := self.someone()) is not None:
            name = book.contacts.get(uid).name
            question, use_case = f"Remove {name} and what is known of them?", partial(book.contacts.remove, uid)
        else:
            return
        if await self.ask(lambda: ConfirmDialog(question)):
            await self.write(use_case, "Removed.")

    @work
    async def action_archive(self) -> None:
        if (uid := self.someone()) is None:
            return
        contacts = self.book.contacts
        try:
            contact = contacts.get(uid)
        except BondtuiError as error:
            self.say(str(error), "warning")
            return
        if contact.archived:
            await self.write(partial(contacts.unarchive, uid), f"{contact.name} is back among People.")
        else:
            await self.write(partial(contacts.archive, uid), f"{contact.name} is archived.")

    def action_open(self) -> None:
        if (uid := self.someone()) is not None:
            self.open_contact(uid)
