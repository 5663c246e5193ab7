"""Being reminded later: a day, a week or a month by one key, or any day typed."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from bondtui.domain.dates import parse_when
from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.fields import Field, Reading, line_input
from bondtui.tui.screens.dialogs.form import FormDialog
from bondtui.tui.screens.dialogs.tags import whom

if TYPE_CHECKING:
    from bondtui.book import Book


class SnoozeDialog(FormDialog[bool]):
    """Snoozes a contact's check-in, or another nudge of theirs. The keys act until the field is entered with `t`."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("snooze.day", "snooze.week", "snooze.month", "snooze.type")]

    def __init__(self, book: "Book", uid: str, nudge: str | None = None) -> None:
        super().__init__(book, uid, nudge)
        self._uid, self._nudge = uid, nudge

    def title_line(self) -> str:
        if self._nudge and self._nudge.startswith("f"):
            return f"Remind me later: {self._book.follow_ups.get(self._nudge).text}"
        name = self._book.contacts.get(self._uid).name
        if self._nudge and not self._nudge.startswith("ci-"):
            return f"Remind me later: {name}, {self._book.nudges.get(self._nudge).why}"
        return f"Remind me later of {name}"

    def make_fields(self) -> Sequence[Field]:
        return [Field("when", "until", line_input(placeholder="2w, friday, 12 Dec"))]

    def read(self, reading: Reading) -> Callable[[], bool]:
        return self._until(reading.text("when", self._day))

    def _day(self, phrase: str) -> date:
        return parse_when(phrase, self._book.today(), self._book.settings.date_order)

    def _until(self, day: date) -> Callable[[], bool]:
        def snooze() -> bool:
            if self._nudge and self._nudge.startswith("f"):
                self._book.follow_ups.snooze(self._nudge, day)
            elif self._nudge and not self._nudge.startswith("ci-"):
                self._book.nudges.snooze_nudge(self._nudge, day)
            else:
                self._book.nudges.snooze(self._uid, day)
            return True

        return snooze

    def action_later(self, phrase: str) -> None:
        if self.fields:
            self.finish(self._until(self._day(phrase)))

    def action_type_it(self) -> None:
        for field in self.fields.values():
            field.control.focus()

    def give_up(self) -> None:
        self.dismiss(False)


class SnoozeSeveralDialog(SnoozeDialog):
    """Snoozes the check-ins of all of these contacts, by the same keys."""

    def __init__(self, book: "Book", *uids: str) -> None:
        super().__init__(book, uids[0])
        self.about = self._uids = uids

    def title_line(self) -> str:
        return f"Remind me later of {whom(self._book, self._uids)}"

    def _until(self, day: date) -> Callable[[], bool]:
        return lambda: self._book.nudges.snooze_all(self._uids, day) > 0
