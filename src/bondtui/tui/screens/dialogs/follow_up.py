"""What was promised: making a promise, changing it, keeping it, taking it back."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import BindingType

from bondtui.domain.contacts import FollowUp
from bondtui.domain.dates import parse_when
from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.confirm import ConfirmDialog
from bondtui.tui.screens.dialogs.fields import Field, Reading, line_input, required
from bondtui.tui.screens.dialogs.form import FormDialog

if TYPE_CHECKING:
    from bondtui.book import Book

_WHAT = required("Say in a few words what you promised.")


class PromiseDialog(FormDialog[FollowUp | None]):
    """A new promise to a contact."""

    def __init__(self, book: "Book", uid: str) -> None:
        super().__init__(book, uid)
        self._uid = uid

    def doing(self) -> str:
        return f"noting a promise to {self._book.contacts.get(self._uid).name}"

    def title_line(self) -> str:
        return f"Promise to {self._book.contacts.get(self._uid).name}"

    def make_fields(self) -> Sequence[Field]:
        return [
            Field("when", "when", line_input(placeholder="2w, friday, 12 Dec")),
            Field("text", "what", line_input(placeholder="send the quote")),
        ]

    def read(self, reading: Reading) -> Callable[[], FollowUp]:
        book = self._book
        due = reading.text("when", lambda said: parse_when(said, book.today(), book.settings.date_order))
        text = reading.text("text", _WHAT)
        return lambda: book.follow_ups.promise(self._uid, due, text)


class FollowUpDialog(FormDialog["FollowUp | Literal['removed'] | None"]):
    """A promise that stands in the book."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form.done", "form.remove")]

    def __init__(self, book: "Book", id: str) -> None:
        super().__init__(book, id)
        self._number = id
        self._was: FollowUp | None = None
        self._turning = False

    def title_line(self) -> str:
        was = self._book.follow_ups.get(self._number)
        return f"Promised to {was.contact.name}" + (f", done on {was.done_on}" if was.done_on else "")

    def doing(self) -> str:
        return f"changing what you promised to {self._was.contact.name}" if self._was else "changing a promise"

    def make_fields(self) -> Sequence[Field]:
        self._was = self._book.follow_ups.get(self._number)
        return [
            Field("when", "when", line_input(self._was.due_on.isoformat())),
            Field("text", "what", line_input(self._was.text)),
        ]

    def read(self, reading: Reading) -> Callable[[], FollowUp]:
        due, text = reading.text("when", self._due), reading.text("text", _WHAT)
        turn, seen = self._turning, self._was
        return lambda: self._book.follow_ups.amend(self._number, due, text, turn=turn, seen=seen)

    def _due(self, said: str) -> date:
        """The day as it stands may be past by now; a new one may not."""
        if self._was and said == self._was.due_on.isoformat():
            return self._was.due_on
        return parse_when(said, self._book.today(), self._book.settings.date_order)

    def action_done(self) -> None:
        """Save what was changed, and that the promise is kept, or open after all, in one change."""
        self._turning = True
        self.action_save()
        self._turning = False

    def action_remove(self) -> None:
        self.app.push_screen(ConfirmDialog("Remove this promise? You can undo it."), self._remove)

    def _remove(self, sure: bool | None) -> None:
        def remove() -> Literal["removed"]:
            self._book.follow_ups.remove(self._number)
            return "removed"

        if sure:
            self.finish(remove)
