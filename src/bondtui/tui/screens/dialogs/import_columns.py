"""What the columns of a table are: as was said the last time, else as a guess has it, until it is said otherwise."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType

from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.step import StepDialog
from bondtui.tui.widgets.choices import Choice, Choices
from bondtui.tui.widgets.column_list import ColumnHeader, ColumnList, field_words

if TYPE_CHECKING:
    from bondtui.book.import_questions import Column

HELP = {
    "name": "the whole name",
    "given name": "a part of the name: Ada, Ada Maria",
    "family name": "a part of the name: Palm, Palm Jr.",
    "alias": "how they are called, too",
    "company": "where they work",
    "role": "what they do there",
    "email": "one or several addresses",
    "phone": "one or several numbers",
    "url": "a web page or a profile",
    "address": "a postal address, or a part of one",
    "birthday": "a day, with or without its year",
    "anniversary": "a day, with or without its year",
    "tags": "words with commas between",
    "about": "notes on them",
    "how met": "where, when, through whom",
    "expertise": "what they know better than you",
    "uid": "they are known again by it",
    "archived": "yes: they are put away",
    "about, with the column's name": "in about, with the column's name",
    "none": "not imported",
}


class ColumnsDialog(StepDialog[dict[str, str]]):
    """Answers with each column's field. `before` is what was said a moment ago."""

    NOTE = "What you say here is remembered for the next table with these columns."
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("tell.back")]

    def __init__(self, path: Path, columns: "Sequence[Column]", before: Mapping[str, str] | None) -> None:
        super().__init__()
        self._path, self._columns = path, columns
        self._fields = {each.name: (before or {}).get(each.name, each.field) for each in columns}

    def title_line(self) -> str:
        return f"{self._path.name}: what are its columns?"

    def body(self) -> ComposeResult:
        yield ColumnHeader()
        yield ColumnList(self._columns, self._fields, id="columns")

    @on(ColumnList.Selected)
    @work
    async def action_change(self) -> None:
        column = self.query_one(ColumnList).column
        field = await self.app.push_screen_wait(FieldDialog(column, self._fields[column.name]))
        if field is not None:
            self._fields[column.name] = field
            self.say("")
            self.query_one(ColumnList).refresh()

    def action_go_on(self) -> None:
        from bondtui.book.import_questions import WHO

        if WHO.isdisjoint(self._fields.values()):
            self.say("Say which column is the name, or at least an e-mail, a phone or the company.")
        else:
            self.dismiss(self._fields)


class FieldDialog(StepDialog[str]):
    """What one column is."""

    SIZE = "small"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("tell.back")]

    def __init__(self, column: "Column", field: str) -> None:
        super().__init__()
        self._column, self._field = column, field

    def title_line(self) -> str:
        example = f": {self._column.example}" if self._column.example else ""
        return f"{self._column.name}{example}"

    def body(self) -> ComposeResult:
        from bondtui.book.import_questions import FIELDS

        yield Choices([Choice(each, field_words(each), HELP[each]) for each in FIELDS], self._field)

    @on(Choices.Selected)
    def action_go_on(self) -> None:
        self.dismiss(self.query_one(Choices).value)
