"""What every dialog with fields shares: labelled fields, errors under them, saving, and leaving without losing work."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import ClassVar, Protocol, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, SelectionList, Static, TextArea

from bondtui.domain.text import clean, clean_line
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.confirm import ConfirmDialog
from bondtui.tui.screens.dialogs.hints import hints
from bondtui.tui.text import block

T = TypeVar("T")


class _Commits(Protocol):
    def commit(self, change: Callable[[], T]) -> Awaitable[T]: ...


async def commit(widget: Widget, change: Callable[[], T]) -> T:
    """Run `change` where the app runs its writes. BondtuiError: it was refused, and nothing was changed."""
    return await cast(_Commits, widget.app).commit(change)


class Field(Horizontal):
    """A label, its control, and below the control what is wrong with it."""

    def __init__(self, key: str, label: str, control: Widget, height: int = 1) -> None:
        super().__init__(id=f"field-{key}", classes="field")
        self.key, self.label, self.control = key, label, control
        control.id = key
        if height > 1:
            control.styles.height = height

    def compose(self) -> ComposeResult:
        yield Static(Content(self.label), classes="label")
        with Vertical(classes="column"):
            yield self.control
            yield Static(classes="error")

    @property
    def value(self) -> object:
        """What stands in the control: a text, a choice, a yes or no, or the chosen values."""
        match self.control:
            case TextArea() as area:
                return area.text
            case SelectionList() as choices:
                return tuple(choices.selected)
            case Input() | Select() | Checkbox():
                return self.control.value
        raise TypeError(type(self.control))

    def say(self, sentence: str) -> None:
        """Show what is wrong; an empty sentence takes it away."""
        error = self.query_one(".error", Static)
        error.update(block(sentence))
        error.display = bool(sentence)


class Reading:
    """Reads the fields of a form and collects what is wrong with them, so that all of it is said at once."""

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values
        self.errors: dict[str, str] = {}

    def text(self, key: str, parse: Callable[[str], T]) -> T:
        """What `parse` makes of the field. After an error the result means nothing and must not be used."""
        try:
            return parse(str(self._values[key]).strip())
        except (ValueError, BondtuiError) as error:
            self.errors[key] = str(error)
            return cast(T, None)


def optional(parse: Callable[[str], T]) -> Callable[[str], T | None]:
    """`parse`, with None for an empty field."""
    return lambda text: parse(text) if text else None


def required(sentence: str) -> Callable[[str], str]:
    """The text itself; `sentence` is said when there is none."""

    def parse(text: str) -> str:
        if not text:
            raise ValueError(sentence)
        return text

    return parse


def line_input(value: str = "", placeholder: str = "") -> Input:
    """A one-line field, holding `value` without what could steer the terminal."""
    return Input(clean_line(value), placeholder=placeholder, compact=True, select_on_focus=False)


def lines_input(value: str, placeholder: str = "") -> TextArea:
    """A field of several lines, cleaned in the same way."""
    return TextArea(clean(value), placeholder=Content(placeholder), compact=True, highlight_cursor_line=False)


class FormDialog(ModalScreen[T]):
    """A dialog with fields. Subclasses say which, read them into what is to be saved, and save it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form.save", "form.cancel")]

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._before: dict[str, object] = {}
        self._busy = False

    @abstractmethod
    def title_line(self) -> str:
        """What the dialog is about."""

    @abstractmethod
    def make_fields(self) -> Sequence[Field]:
        """The fields with what is in the book now."""

    @abstractmethod
    def read(self, reading: Reading) -> Callable[[], T]:
        """What saves the fields. It is called only when nothing was wrong with them."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            try:
                made, title, problem = self.make_fields(), self.title_line(), ""
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

    def values(self) -> dict[str, object]:
        return {key: field.value for key, field in self.fields.items()}

    @property
    def changed(self) -> bool:
        return self.values() != self._before

    def say(self, sentence: str) -> None:
        """Show a sentence that is about the whole form."""
        line = self.query_one(".sentence", Static)
        line.update(block(sentence))
        line.display = bool(sentence)

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

    async def action_save(self) -> None:
        if self.fields and (save := self.checked()):
            await self.finish(save)

    async def finish(self, change: Callable[[], T]) -> None:
        """Write, then close; a refusal is shown and the dialog stays as it is."""
        if self._busy:
            return
        self._busy = True
        try:
            result = await commit(self, change)
        except BondtuiError as error:
            self.say(str(error))
            self._busy = False
        else:
            self.dismiss(result)

    def action_cancel(self) -> None:
        if not self.changed:
            self.give_up()
            return
        question = "Close without saving what you changed?"
        self.app.push_screen(ConfirmDialog(question, yes="Close"), self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            self.give_up()

    def give_up(self) -> None:
        """Close with nothing saved."""
        self.dismiss(None)

    @on(Input.Submitted)
    async def go_on_or_save(self, event: Input.Submitted) -> None:
        """Enter goes to the next field, and saves in the last."""
        event.stop()
        if list(self.fields)[-1] == event.input.id:
            await self.action_save()
        else:
            self.focus_next()


def non_empty_lines(text: str) -> Iterable[str]:
    """The lines of a field with one thing a line."""
    return (line.strip() for line in text.splitlines() if line.strip())
