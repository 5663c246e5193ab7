"""The signals with what each means: one key adds one to an interaction, or takes it away."""

from collections.abc import Iterable
from dataclasses import replace
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bondtui.domain.interactions import SEEN_WHEN, SPEAKS_FOR, Interaction, Signal
from bondtui.domain.stages import Stage
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.hints import hints
from bondtui.tui.screens.saving import commit
from bondtui.tui.text import block, first_line, fit, styled
from bondtui.tui.widgets.facts import a_stage

if TYPE_CHECKING:
    from bondtui.book import Book

LETTERS = dict(zip(ascii_lowercase, Signal, strict=False))


class SignalDialog(ModalScreen[Interaction | None]):
    """Each signal has a letter; the interaction is saved at once."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(letter, f"turn('{signal}')", signal, show=False) for letter, signal in LETTERS.items()),
        *bindings("form.cancel"),
    ]

    def __init__(self, book: "Book", uid: str) -> None:
        super().__init__()
        self._book, self._happened = book, book.interactions.get(uid)

    def compose(self) -> ComposeResult:
        each = self._happened
        names = ", ".join(who.name for who in each.contacts)
        with Vertical(classes="dialog wide"):
            yield Static(block(f"What did it show? {each.channel} with {names}"), classes="title")
            yield Static(block(first_line(each.text)), classes="about")
            yield OptionList(*self._options())
            yield Static(classes="sentence")
            yield Static(classes="hints")

    def on_mount(self) -> None:
        self.query_one(".sentence", Static).display = False
        self.query_one(".hints", Static).update(hints(self))

    def _options(self) -> Iterable[Option]:
        """The signals below the stage they speak for."""
        for stage in list(Stage)[1:]:
            yield Option(styled((f"speaks for {a_stage(stage)}", "$text-muted")), disabled=True)
            for letter, signal in LETTERS.items():
                if SPEAKS_FOR[signal] is stage:
                    yield Option(self._row(letter, signal), signal)

    def _row(self, letter: str, signal: Signal) -> Content:
        there = "✓" if signal in self._happened.signals else " "
        return styled(
            (f"{letter} ", "bold $accent"), (f"{there} ", "bold"), (fit(f"#{signal}", 17), "bold"),
            (SEEN_WHEN[signal], ""),
        )  # fmt: skip

    @on(OptionList.OptionSelected)
    async def turn_the_chosen(self, event: OptionList.OptionSelected) -> None:
        await self.action_turn(str(event.option_id))

    async def action_turn(self, name: str) -> None:
        signal, happened = Signal(name), self._happened
        interactions = self._book.interactions

        def turn() -> Interaction:
            now = interactions.form(happened.uid)
            kept = tuple(each for each in now.signals if each is not signal)
            signals = kept if signal in happened.signals else (*kept, signal)
            return interactions.amend(happened.uid, replace(now, signals=signals), now)

        try:
            self.dismiss(await commit(self, turn))
        except BondtuiError as error:
            sentence = self.query_one(".sentence", Static)
            sentence.update(block(str(error)))
            sentence.display = True

    def action_cancel(self) -> None:
        self.dismiss(None)
