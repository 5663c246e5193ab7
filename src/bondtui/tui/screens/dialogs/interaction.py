"""Correcting what was logged, or taking it away."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import BindingType

from bondtui.domain.dates import parse_day
from bondtui.domain.forms import InteractionForm
from bondtui.domain.interactions import SEEN_WHEN, Channel, Initiator, Interaction, Signal
from bondtui.domain.text import too_long
from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.confirm import ConfirmDialog
from bondtui.tui.screens.dialogs.fields import Choice, Field, Reading, line_input, lines_input, non_empty_lines
from bondtui.tui.screens.dialogs.form import FormDialog
from bondtui.tui.screens.dialogs.ticks import Tick, Ticks

if TYPE_CHECKING:
    from bondtui.book import Book

_WHO = {Initiator.ME: "you", Initiator.THEM: "they", Initiator.BOTH: "both"}


class InteractionDialog(FormDialog["Interaction | Literal['removed'] | None"]):
    """All of an interaction in one form."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form.remove")]

    def __init__(self, book: "Book", uid: str) -> None:
        super().__init__(book, uid)
        self._uid = uid
        self._seen: InteractionForm | None = None
        self._people: dict[str, str] = {}

    def title_line(self) -> str:
        return "Correct what happened"

    def doing(self) -> str:
        return f"correcting what happened with {', '.join(dict.fromkeys(self._people))}"

    def make_fields(self) -> Sequence[Field]:
        self._seen = self._book.interactions.form(self._uid)
        happened = self._book.interactions.get(self._uid)
        self._people |= {ref.name: ref.uid for ref in reversed(happened.contacts)}
        people = "\n".join(ref.name if self._people[ref.name] == ref.uid else ref.uid for ref in happened.contacts)
        signals = Ticks(
            *((f"{each}: {why}", each, each in happened.signals) for each, why in SEEN_WHEN.items()), compact=True
        )
        channel = Choice({each: each.value for each in Channel}, happened.channel)
        began = Choice({who: word for who, word in _WHO.items()}, happened.initiator)
        return [
            Field("date", "date", line_input(happened.date.isoformat())),
            Field("channel", "channel", channel),
            Field("initiator", "who began", began),
            Field("reached", "", Tick("you reached them", happened.reached, compact=True)),
            Field("private", "", Tick("private", happened.private, compact=True)),
            Field("people", "people", lines_input(people), 2),
            Field("signals", "signals", signals, 4),
            Field("text", "text", lines_input(happened.text), 5),
        ]

    def read(self, reading: Reading) -> Callable[[], Interaction]:
        values = self.values()
        chosen = values["signals"]
        form = InteractionForm(
            date=reading.text("date", self._day),
            channel=Channel(reading.text("channel", str)),
            initiator=Initiator(reading.text("initiator", str)),
            reached=bool(values["reached"]),
            private=bool(values["private"]),
            signals=tuple(each for each in Signal if isinstance(chosen, tuple) and each in chosen),
            text=reading.text("text", _fitting),
            contacts=reading.text("people", self._uids),
        )
        seen = self._seen
        return lambda: self._book.interactions.amend(self._uid, form, seen)

    def _day(self, phrase: str) -> date:
        today = self._book.today()
        day = parse_day(phrase, today, self._book.settings.date_order)
        if day > today:
            raise ValueError("That is a plan: add a follow-up.")
        return day

    def _uids(self, text: str) -> tuple[str, ...]:
        names = list(non_empty_lines(text))
        if not names:
            raise ValueError("Somebody must have taken part: name them, one on each line.")
        uids = (self._people.get(name) or self._book.contacts.find(name).uid for name in names)
        return tuple(dict.fromkeys(uids))

    def action_remove(self) -> None:
        self.app.push_screen(ConfirmDialog("Remove this interaction? You can undo it."), self._remove)

    def _remove(self, sure: bool | None) -> None:
        def remove() -> Literal["removed"]:
            self._book.interactions.remove(self._uid)
            return "removed"

        if sure:
            self.finish(remove)


def _fitting(text: str) -> str:
    if too_long(text):
        raise ValueError("That is longer than the 64 KiB a text may have.")
    return text
