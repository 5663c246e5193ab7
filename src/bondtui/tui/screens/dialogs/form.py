"""What every dialog with fields shares: saving, leaving without losing work, and what others changed meanwhile."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from bondtui.errors import BondtuiError, ChangedElsewhere, NotFound
from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.confirm import ConfirmDialog
from bondtui.tui.screens.dialogs.fields import Field, Reading
from bondtui.tui.screens.dialogs.hints import hints
from bondtui.tui.screens.saving import SavingScreen
from bondtui.tui.text import block

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.book.drafts import Draft

T = TypeVar("T")

IS_GONE = "It was removed from the book elsewhere meanwhile. What you typed stays here until you close."
AGAIN = "Saving again writes what stands here."
RESTORED = "This is what you had typed; it is not in the book yet."


class FormDialog(SavingScreen[T]):
    """A dialog with fields. Subclasses say which, read them into what is to be saved, and save it.

    `about` is what the dialog was opened on: with the book it makes the same dialog again.
    """

    CSS_PATH = "dialogs.tcss"
    TYPED_INTO, SENTENCE = ".fields", ".sentence"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form.save", "form.cancel")]

    def __init__(self, book: "Book", *about: str | int | None) -> None:
        super().__init__(book)
        self.about = about
        self.fields: dict[str, Field] = {}
        self._before: dict[str, object] = {}

    @abstractmethod
    def title_line(self) -> str:
        """What the dialog is about."""

    @abstractmethod
    def make_fields(self) -> Sequence[Field]:
        """The fields with what is in the book now."""

    @abstractmethod
    def read(self, reading: Reading) -> Callable[[], T]:
        """What saves the fields. It is called only when nothing was wrong with them."""

    def doing(self) -> str:
        """What the person is doing here: it goes on from “You were …”."""
        return f"filling in “{self.title_line()}”"

    def _from_book(self) -> tuple[Sequence[Field], str]:
        """The fields and the title, of one moment of the book."""
        with self._book.snapshot():
            return self.make_fields(), self.title_line()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            try:
                (made, title), problem = self._from_book(), ""
            except BondtuiError as error:  # taken away by another process meanwhile
                made, title, problem = (), "Not in the book any more", str(error)
            self.fields = {field.key: field for field in made}
            yield Static(block(title), classes="title")
            with VerticalScroll(classes="fields", can_focus=False):
                yield from made
            sentence = Static(block(problem), classes="sentence")
            sentence.display = bool(problem)
            yield sentence
            yield Static(classes="hints")

    def on_mount(self) -> None:
        self._before = self.values()
        self.query_one(".hints", Static).update(hints(self))
        if self.draft and self.fields:
            for key in set(self.fields) & set(self.draft.typed):
                self.fields[key].put_back(self.draft.typed[key], self.draft.before.get(key))
            self.say(RESTORED)

    def on_resize(self) -> None:
        """The field one is in stays in view."""
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def values(self) -> dict[str, object]:
        return {key: field.value for key, field in self.fields.items()}

    @property
    def changed(self) -> bool:
        return self.values() != self._before

    def checked(self) -> Callable[[], T] | None:
        """What saves the form; None when something is wrong, which is then shown under its field."""
        reading = Reading(self.values())
        save = self.read(reading)
        self.say("")
        for key, field in self.fields.items():
            field.say(reading.errors.get(key, ""))
        for key in reading.errors:
            self.fields[key].control.focus()
            return None
        return save

    def action_save(self) -> None:
        if self.fields and not self._busy and (save := self.checked()):
            self.finish(save)

    def refusal(self, error: BondtuiError) -> str:
        """Why it was not saved. What is different in the book by now is put into the form, or beside what was typed."""
        if not isinstance(error, ChangedElsewhere | NotFound):
            return str(error)
        try:
            made, title = self._from_book()
        except NotFound:
            return IS_GONE
        except BondtuiError as problem:
            return str(problem)
        self.query_one(".title", Static).update(block(title))
        for new in made:
            self.fields[new.key].catch_up(self._before[new.key], new)
            self._before[new.key] = new.value
        return f"{error} {AGAIN}" if isinstance(error, ChangedElsewhere) else str(error)

    def unsaved(self) -> "Draft | None":
        from bondtui.book.drafts import Draft

        typed = {key: value for key, value in self.values().items() if value != self._before.get(key)}
        if not typed:
            return None
        try:
            doing = self.doing()
        except BondtuiError:
            doing = "filling in a form"
        before = {key: self._before[key] for key in typed}
        new = Draft(type(self).__name__, self.about, doing, typed, before)
        self.draft = replace(new, id=self.draft.id) if self.draft else new
        return self.draft

    def action_cancel(self) -> None:
        if self._busy:
            return
        if not self.changed:
            self.give_up()
            return
        question = "Close without saving what you changed?"
        self.app.push_screen(ConfirmDialog(question, yes="Close"), lambda sure: self.give_up() if sure else None)

    def give_up(self) -> None:
        """Close with nothing saved."""
        self.dismiss(None)

    @on(Input.Submitted)
    def go_on_or_save(self, event: Input.Submitted) -> None:
        """Enter goes to the next field, and saves in the last."""
        event.stop()
        if list(self.fields)[-1] == event.input.id:
            self.action_save()
        else:
            self.focus_next()
