"""The fields of a dialog: a label, a control, what is to be said about what stands in it, and how it is read."""

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, SelectionList, Static, TextArea

from bondtui.domain.text import clean, clean_line
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.text import block

T = TypeVar("T")

SHOWN = 2_000
"""Characters of a text that are shown beside a field."""


class Choice(Select[str]):
    """One of several values, each with a word for it; with a `prompt` instead of a value, none is chosen yet."""

    def __init__(self, words: dict[str, str], value: str | None = None, prompt: str = "Select") -> None:
        options = [(word, each) for each, word in words.items()]
        given = Select.NULL if value is None else value
        super().__init__(options, value=given, prompt=prompt, allow_blank=value is None, compact=True)
        self.words, self._given = words, value

    @property
    def chosen(self) -> str | None:
        """The value, also of a control that is not on a screen yet."""
        if not self.is_mounted:
            return self._given
        now = self.value
        return now if isinstance(now, str) else None


class Lines(TextArea):
    """A text of several lines. ctrl+z is the terminal's, so taking back what was typed has a key of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("text.undo", show=False)]


class Field(Horizontal):
    """A label, its control, and below the control what is wrong with it and what else there is to say."""

    def __init__(self, key: str, label: str, control: Widget, height: int = 1) -> None:
        super().__init__(id=f"field-{key}", classes="field")
        self.key, self.label, self.control = key, label, control
        self.remark = ""
        control.id = key
        if height > 1:
            control.styles.height = height

    def compose(self) -> ComposeResult:
        yield Static(Content(self.label), classes="label")
        with Vertical(classes="column"):
            yield self.control
            yield Static(classes="error")
            yield Static(classes="remark")

    @property
    def value(self) -> object:
        """What stands in the control: a text, a choice, a yes or no, or the chosen values."""
        match self.control:
            case TextArea() as area:
                return area.text
            case SelectionList() as choices:
                return tuple(choices.selected)
            case Choice() as choice:
                return choice.chosen
            case Input() | Checkbox():
                return self.control.value
        raise TypeError(type(self.control))

    def put(self, value: object) -> None:
        """Write a value of the same kind into the control, which stands on a screen."""
        match self.control:
            case TextArea() as area:
                area.load_text(clean(str(value)))
            case SelectionList() as choices:
                choices.deselect_all()
                for each in value if isinstance(value, tuple | list) else ():
                    choices.select(each)
            case Choice() as choice if isinstance(value, str) and value in choice.words:
                choice.value = value
            case Checkbox() as box:
                box.value = bool(value)
            case Input() as line:
                line.value = clean_line(str(value))

    @property
    def words(self) -> str:
        """What stands in the control as a person reads it."""
        match self.value:
            case bool() as yes:
                return "yes" if yes else "no"
            case tuple() as several:
                return ", ".join(str(each) for each in several) or "nothing"
            case None:
                return "nothing"
            case one:
                said = self.control.words[str(one)] if isinstance(self.control, Choice) else str(one)
                return (said[:SHOWN] + " …" if len(said) > SHOWN else said) or "nothing"

    def say(self, sentence: str) -> None:
        """Show what is wrong; an empty sentence takes it away."""
        self._show(".error", sentence)

    def note(self, sentence: str) -> None:
        """Show what else is to be known of the field; an empty sentence takes it away."""
        self.remark = sentence
        self._show(".remark", sentence)

    def put_back(self, typed: object, was: object) -> None:
        """Write what had been typed before the app was closed, over what `was` in the book then."""
        now = list(self.value) if isinstance(self.value, tuple) else self.value
        self.note("Not saved yet." + (f" In the book now: {self.words}" if now != was else ""))
        self.put(typed)

    def catch_up(self, was: object, new: "Field") -> None:
        """Take the `new` value the book has by now; what was typed over what it `was` stays, with the new beside it."""
        if self.value == was:
            self.put(new.value)
            self.note("")
        elif new.value != was or self.remark:
            self.note("" if self.value == new.value else f"In the book now: {new.words}")

    def _show(self, where: str, sentence: str) -> None:
        told = self.query_one(where, Static)
        told.update(block(sentence))
        told.display = bool(sentence)


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


def lines_input(value: str, placeholder: str = "") -> Lines:
    """A field of several lines, cleaned in the same way."""
    return Lines(clean(value), placeholder=Content(placeholder), compact=True, highlight_cursor_line=False)


def non_empty_lines(text: str) -> Iterable[str]:
    """The lines of a field with one thing a line."""
    return (line.strip() for line in text.splitlines() if line.strip())
