"""Tables as text: where the header is, what a row is, and that one stray quote costs one row."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.domain.incoming import Remark
from bondtui.exchange.csv_rows import LONGEST, Header, Table, guarded, header_in, open_table, without_guard

HEADER = ("Name", "Note", "Email")


def is_header(names: Header) -> bool:
    return names == HEADER


def table(text: str) -> Table:
    found = open_table(StringIO(text, newline=""), is_header)
    assert found is not None
    return found


def rows(text: str) -> list[tuple[int, list[str]] | Remark]:
    """The rows below the header, without the empty cell each ends with."""
    return [row if isinstance(row, Remark) else (row[0], row[1][:-1]) for row in table(text).rows()]


def cells(text: str) -> list[list[str]]:
    return [row[1] for row in rows(text) if not isinstance(row, Remark)]


def warned(text: str) -> list[int | None]:
    return [row.line for row in rows(text) if isinstance(row, Remark)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "notes", ["", "Notes:\n\n", '"A note, of\ntwo lines; and ""words"""\n\n', "sep=;\n", 'one " quote\n']
)
def test_the_header_is_found_by_its_names_below_any_notes(separator: str, end: str, notes: str) -> None:
    text = (notes + f"{separator.join(HEADER)}\nAnn{separator}x{separator}a@x\n").replace("\n", end)
    assert rows(text) == [(notes.count("\n") + 2, ["Ann", "x", "a@x"])]


def test_a_text_without_the_header_is_no_table() -> None:
    assert open_table(StringIO("Name,Note\nAnn,x\n"), is_header) is None
    assert open_table(StringIO(""), is_header) is None
    assert header_in("nothing here", is_header) is None


def test_the_separator_is_what_the_header_uses_whatever_the_cells_hold() -> None:
    assert cells("Name;Note;Email\nAnn;a, b, c, d;a@x\n") == [["Ann", "a, b, c, d", "a@x"]]


def test_a_row_is_read_as_far_as_its_cells_have_a_column() -> None:
    text = "Name,Note,Email\nAnn\nBob,x,b@x,,\nCy,y,c@x,lost\n"
    assert cells(text) == [["Ann", "", ""], ["Bob", "x", "b@x"], ["Cy", "y", "c@x"]]
    assert warned(text) == [4]


def test_blank_lines_and_rows_of_nothing_are_no_rows() -> None:
    assert rows("Name,Note,Email\n\n,,\n  , ,\nAnn,,\n") == [(5, ["Ann", "", ""])]


def test_a_row_begins_at_the_line_an_editor_shows() -> None:
    text = 'Name,Note,Email\r\nAnn,"one\r\ntwo",\r\n\r\nBob,"a\rb",\r\nCy,,\r\n'
    assert [row[0] for row in rows(text) if not isinstance(row, Remark)] == [2, 5, 7]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("'+47 22", "+47 22"),
        ("'-x", "-x"),
        ("'@me", "@me"),
        ("'\tx", "\tx"),
        ("''=1", "'=1"),
        ("'t Veld", "'t Veld"),
        ("''t Veld", "''t Veld"),
        ("'", "'"),
        ("", ""),
        ("+47", "+47"),
    ],
)
def test_a_cell_loses_exactly_the_quote_a_spreadsheet_wrote(cell: str, text: str) -> None:
    assert without_guard(cell) == text


@given(st.text(st.sampled_from("'=+-@\t\rab"), max_size=8))
def test_what_is_guarded_is_no_formula_and_comes_back(text: str) -> None:
    assert without_guard(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


# A quote that is out of place.

STRAY = {
    "never closed, in the middle": ('Ann,"x,a@x', ["Ann", "x", "a@x"]),
    "never closed, at the end": ('Ann,x,"a@x', ["Ann", "x", "a@x"]),
    "quotes inside": ('Ann,"said "hi" to me",a@x', ["Ann", 'said "hi" to me', "a@x"]),
    "quotes and a line inside": ('Ann,"said\n"hi" to me",a@x', ["Ann", 'said\n"hi" to me', "a@x"]),
    "a blank behind": ('"Ann" ,x,a@x', ["Ann", "x", "a@x"]),
    "a quote alone": ('Ann,",a@x', ["Ann", "", "a@x"]),
}


@pytest.mark.parametrize(("broken", "read"), STRAY.values(), ids=STRAY)
@pytest.mark.parametrize("next_row", ["Bob,y,b@x", '"Bob","y","b@x"', 'Bob,"y, and ""z""",b@x', 'Bob,"two\nlines",b@x'])
def test_a_stray_quote_costs_its_own_row_a_warning_and_no_other_row(
    broken: str, read: list[str], next_row: str
) -> None:
    text = f"Name,Note,Email\nZoe,first,z@x\n{broken}\n{next_row}\nCy,last,c@x\n"
    names = [row[0] for row in cells(text)]
    assert names == ["Zoe", "Ann", "Bob", "Cy"]
    assert [each.strip() for each in cells(text)[1]] == read
    assert warned(text) == [3]


def test_a_file_that_ends_inside_a_note_keeps_the_note_and_invents_nobody() -> None:
    text = 'Name,Note,Email\nAnn,"She likes tea\nand long walks\nby the sea'
    assert cells(text) == [["Ann", "She likes tea\nand long walks\nby the sea", ""]]
    assert warned(text) == [2]


def test_blanks_before_a_quoted_cell_are_none_of_it() -> None:
    assert cells('Name,Note,Email\n"Ann", "x, y", "a@x"\n') == [["Ann", "x, y", "a@x"]]


CELL = st.text(st.sampled_from("ab ,;\t\"'\n\r=+\0é🌻"), max_size=12)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_is_written_as_csv_is_read_again_on_its_line(written: list[list[str]], separator: str, end: str) -> None:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    expected = []
    for row in (HEADER, *written):
        line = len(StringIO(text.getvalue(), newline="").readlines()) + 1
        writer.writerow(row)
        plain = list(map(without_guard, row))
        if any(map(str.strip, plain)):
            expected.append((line, plain))
    assert rows(text.getvalue()) == expected[1:]


WORDS = st.text(st.sampled_from("abc"), min_size=1, max_size=4)
QUOTED = st.builds(lambda word, rest: f'"{word}{rest}"', WORDS, st.text(st.sampled_from("a,\n"), max_size=6))
GOOD = st.tuples(WORDS, st.one_of(WORDS, QUOTED), st.one_of(WORDS, QUOTED))


@given(st.lists(GOOD, max_size=6), st.tuples(WORDS, WORDS, WORDS), st.integers(0, 2), st.lists(GOOD, max_size=6))
def test_rows_before_and_after_a_stray_quote_are_read(
    before: list[tuple[str, ...]], broken: tuple[str, ...], at: int, after: list[tuple[str, ...]]
) -> None:
    bad = [f'"{cell}' if index == at else cell for index, cell in enumerate(broken)]
    lines = [",".join(row) for row in (HEADER, *before, bad, *after)]
    found = cells("\n".join(lines) + "\n")
    assert found[: len(before)] == [[cell.strip('"') for cell in row] for row in before]
    assert found[len(before)] == list(broken)
    assert found[len(before) + 1 :] == [[cell.strip('"') for cell in row] for row in after]


HOSTILE = {
    "a quote that opens in every line": 'x,y,"\n',
    "rows between lines that open a quote": 'a","\nx,y,z\n',
    "quotes alone": '"\n',
    "three quotes": '"""\n',
    "escaped quotes": '"",""\n',
    "a note without an end": "plain words, one comma\n",
    "nothing but separators": ",,\n",
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE)
def test_no_quotes_make_a_line_be_read_again_and_again(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = 0
    real = csv.reader

    def counting(lines: Iterable[str], **how: Any) -> Iterator[list[str]]:
        def counted() -> Iterator[str]:
            nonlocal parsed
            for line in lines:
                parsed += 1
                yield line

        return real(counted(), **how)

    found = table('Name,Note,Email\nAnn,"' + line * 3_000)
    monkeypatch.setattr(csv, "reader", counting)
    for _ in found.rows():
        pass
    assert parsed < 3_000 * 70


def test_a_line_without_an_end_is_cut_and_said_to_be() -> None:
    text = f"Name,Note,Email\nAnn,{'x' * (LONGEST + 70_000)},a@x\nBob,y,b@x\n"
    found = rows(text)
    assert warned(text) == [2]
    assert [(row[0], row[1][0]) for row in found if not isinstance(row, Remark)] == [(2, "Ann"), (3, "Bob")]


def test_a_header_of_countless_columns_is_none() -> None:
    assert header_in("a," * 9_000 + "\nName,Note,Email\n", bool) == HEADER
