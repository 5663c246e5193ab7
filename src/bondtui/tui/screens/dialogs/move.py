"""Moving a contact to another stage, with the reason and, where it was another, the day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bondtui.domain.contacts import Contact
from bondtui.domain.dates import parse_day
from bondtui.domain.stages import Stage
from bondtui.tui.screens.dialogs.fields import Choice, Field, Reading, line_input
from bondtui.tui.screens.dialogs.form import FormDialog
from bondtui.tui.widgets.facts import a_stage

if TYPE_CHECKING:
    from bondtui.book import Book


class MoveDialog(FormDialog[Contact | None]):
    """Offers the next stage up; any other is one choice away."""

    def __init__(self, book: "Book", uid: str) -> None:
        super().__init__(book, uid)
        self._uid = uid

    def title_line(self) -> str:
        contact = self._book.contacts.get(self._uid)
        return f"{contact.name} is {a_stage(contact.stage)} now"

    def make_fields(self) -> Sequence[Field]:
        stages = list(Stage)
        now = self._book.contacts.get(self._uid).stage
        upward = stages[min(now.rank + 1, len(stages) - 1)]
        stage = Choice({each: each.value for each in Stage}, upward)
        return [
            Field("stage", "stage", stage),
            Field("on", "on", line_input("today")),
            Field("reason", "because", line_input(placeholder="what showed it")),
        ]

    def read(self, reading: Reading) -> Callable[[], Contact]:
        to, on = Stage(reading.text("stage", str)), reading.text("on", self._day)
        reason = reading.text("reason", str)
        return lambda: self._book.journey.move(self._uid, to, on, reason)

    def _day(self, phrase: str) -> date:
        today = self._book.today()
        day = parse_day(phrase, today, self._book.settings.date_order) if phrase else today
        if day > today:
            raise ValueError("A move cannot be dated after today.")
        return day


class ShiftDialog(FormDialog[Contact | None]):
    """One stage on or back from the board: one line for the reason, which may be left empty."""

    def __init__(self, book: "Book", uid: str, to: Stage) -> None:
        super().__init__(book, uid, to)
        self._uid, self._to = uid, Stage(to)

    def title_line(self) -> str:
        contact = self._book.contacts.get(self._uid)
        return f"{contact.name}: {contact.stage} → {self._to}"

    def make_fields(self) -> Sequence[Field]:
        return [Field("reason", "because", line_input(placeholder="what showed it; may be left empty"))]

    def read(self, reading: Reading) -> Callable[[], Contact]:
        reason = reading.text("reason", str)
        return lambda: self._book.journey.move(self._uid, self._to, reason=reason)
