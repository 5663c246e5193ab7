"""From a table to its people: what becomes of each column is decided once, from the header."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bondtui.domain.incoming import Record, Remark
from bondtui.domain.text import clean_line
from bondtui.errors import Refused
from bondtui.exchange.csv_person import Draft
from bondtui.exchange.csv_rows import Header, IsHeader, open_table
from bondtui.exchange.source import Source

Put = Callable[[Draft, str, str], None]


class Step(NamedTuple):
    """What to do with a column's cell where it is filled; `label_at` is the column that says what it is, if any."""

    at: int
    put: Put
    label_at: int = -1
    """-1 is the empty cell every row ends with."""


Plan = Callable[[Header], Sequence[Step]]


def people(source: Source, is_header: IsHeader, what: str, plan: Plan) -> Iterator[Record | Remark]:
    """Everybody in the table; Refused when there is no such header, `what` being the table it would be of."""
    with source.text() as text:
        table = open_table(text, is_header)
        if table is None:
            raise Refused(f"{clean_line(source.path.name)} has no header of {what}.")
        steps = plan(table.header)
        for row in table.rows():
            if isinstance(row, Remark):
                yield row
                continue
            line, cells = row
            draft = Draft(line)
            for at, put, label_at in steps:
                if (cell := cells[at]) and (cell := cell.strip()):
                    put(draft, cell, cells[label_at])
            yield from draft.finish()


def cells_of(source: Source, is_header: IsHeader, wanted: Callable[[str], bool]) -> Iterator[str]:
    """All cells of the columns whose name is wanted, for what only the whole file can tell."""
    with source.text() as text:
        table = open_table(text, is_header)
        columns = [at for at, name in enumerate(table.header) if wanted(name)] if table else []
        if table and columns:
            for row in table.rows():
                if not isinstance(row, Remark):
                    yield from (row[1][at] for at in columns)


def telling(title: str) -> Put:
    """Keeps a column under its name in `about`, but for what a program writes where nobody chose anything."""
    usual = _USUAL.get(title.casefold(), ())

    def put(draft: Draft, text: str, label: str) -> None:
        if text.casefold() not in usual:
            draft.tell(title, text)

    return put


_USUAL = {
    **dict.fromkeys(("priority", "priorität", "priorité", "prioridad"), ("normal", "normale")),
    **dict.fromkeys(
        ("sensitivity", "vertraulichkeit", "critère de diffusion", "confidencialidad"), ("normal", "normale")
    ),
    **dict.fromkeys(("private", "privat", "privé", "privado"), ("false", "falsch", "faux", "falso", "0")),
    **dict.fromkeys(("gender", "geschlecht"), ("unspecified", "keine angabe")),
}
