"""A book of hostile texts in a real terminal: nothing steers it, the app lives, and every column stays where it is.

Some of the texts were put into the book by another program, as they are, with all that the book would have taken out.
"""

import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pyte
import pytest
from rich.cells import cell_len
from wcwidth import wcswidth, wcwidth

from bondtui.book import Book
from bondtui.domain.text import clean_line
from bondtui.tui.text import drawn
from tests.conftest import TODAY
from tests.hostile import HOSTILE, STEERING, Filled

from .keystrokes import SMALL, answered, flat, opened, over, until
from .terminal import DEADLINE, HEIGHT, WIDTH, Terminal, clean_environment, steered

RAW = [*STEERING, "override", "isolates", "byte order mark", "line separators"]
"""The texts that another program wrote into the book."""

ESCAPED = 0.2
"""Seconds after which a key is one of its own, and not one pressed together with escape."""

_POINTER = re.compile(rb"\x1b\]22;[a-z]+\x07")
"""The shape of the mouse pointer, which Textual asks for over what can be clicked."""

ZERO_WIDTH_JOINER, COLOURED = "\u200d", "\ufe0f"


class Cells(pyte.Screen):
    """The cells of a terminal that draws an emoji with what is joined to it, and a letter with its marks, as one sign.

    pyte itself knows neither joined emoji nor marks without a combining class. `beyond` has what did not fit its row.
    """

    def __init__(self) -> None:
        super().__init__(WIDTH, HEIGHT)
        self.beyond: list[str] = []

    def draw(self, data: str) -> None:
        signs: list[str] = []
        for char in data:
            half_a_flag = "\U0001f1e6" <= char <= "\U0001f1ff"
            if signs and (
                wcwidth(char) <= 0
                or "\U0001f3fb" <= char <= "\U0001f3ff"
                or signs[-1][-1] == ZERO_WIDTH_JOINER
                or (half_a_flag and len(signs[-1]) == 1 and "\U0001f1e6" <= signs[-1] <= "\U0001f1ff")
            ):
                signs[-1] += char
            else:
                signs.append(char)
        for sign in signs:
            self._put(sign)

    def _put(self, sign: str) -> None:
        width = 2 if COLOURED in sign else max(wcwidth(sign[0]), 0)
        x, line = self.cursor.x, self.buffer[self.cursor.y]
        if x + width > WIDTH:
            self.beyond.append(sign)
            return
        for place, part in zip(range(x, x + width), (sign, ""), strict=False):
            line[place] = self.cursor.attrs._replace(data=part)
        self.cursor.x = x + width

    def rows(self) -> list[list[str]]:
        """What is in every cell; the second cell of a wide sign is empty."""
        return [[self.buffer[y][x].data for x in range(WIDTH)] for y in range(HEIGHT)]


class Walk:
    """The app in its terminal, and every cell of it as a terminal of today would draw them."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self._screen, self._read = terminal, Cells(), 0
        self._stream = pyte.Stream(self._screen)

    def to(self, keys: str, *shown: str) -> list[str]:
        """Press keys that change something and wait until these texts are shown; the rows, none of them too long."""
        before, end = len(self.terminal.raw), time.monotonic() + DEADLINE
        self.terminal.press(keys)
        while keys and len(self.terminal.raw) == before:
            self.terminal.read(0.1)
            assert time.monotonic() < end, f"{keys!r} changed nothing:\n{self.terminal.seen}"
        self.terminal.until(*shown)
        came, self._read = self.terminal.raw[self._read :], len(self.terminal.raw)
        self._stream.feed(re.sub(r"\x1b\[[<>=?][0-9;]*\$?[A-Za-z]", "", came.decode()))
        assert self._screen.beyond == [], self.terminal.seen
        return ["".join(cells).rstrip() for cells in self._screen.rows()]

    def back(self, from_what: str) -> None:
        """Press escape and wait until what was shown is gone."""
        end = time.monotonic() + DEADLINE
        self.terminal.press("\x1b")
        while self.terminal.read(ESCAPED) or from_what in self.terminal.seen:
            assert time.monotonic() < end, self.terminal.seen

    def places(self, sign: str) -> set[int]:
        """In which cells `sign` begins."""
        return {x for row in self._screen.rows() for x in range(WIDTH) if row[x] and "".join(row[x:]).startswith(sign)}


@pytest.fixture
def walk(tmp_path: Path, hostile_book: tuple[Path, dict[str, Filled]]) -> Iterator[Walk]:
    path = Path(shutil.copy(hostile_book[0], tmp_path / "book.db"))
    with closing(sqlite3.connect(path)) as other_program, other_program:
        for what in RAW:
            write_as_it_is(other_program, hostile_book[1][what], HOSTILE[what])
    book = {"BONDTUI_DB": str(path), "BONDTUI_TODAY": TODAY.isoformat()}
    terminal = Terminal(clean_environment(tmp_path) | book)
    try:
        yield Walk(terminal)
        assert terminal.leave() == 0
        assert steered(_POINTER.sub(b"", terminal.raw)) == []
        assert b"Traceback" not in terminal.raw
    finally:
        terminal.close()


def write_as_it_is(other_program: sqlite3.Connection, at: Filled, text: str) -> None:
    """Put the text into every field of its contact, and into what the book remembers of them."""
    values = {"text": text, "uid": at.contact, "interaction": at.interaction, "project": int(at.project[1:])}
    theirs = "contact_id = (SELECT id FROM contact WHERE uid = :uid)"
    for change in (
        "contact SET name = :text, company = :text, role = :text, expertise = :text, about = :text, how_met = :text "
        "WHERE uid = :uid",
        f"alias SET name = :text WHERE {theirs}", f"tag SET name = :text WHERE {theirs}",
        f"contact_method SET label = :text, value = :text WHERE {theirs}",
        f"important_date SET label = :text WHERE {theirs}", f"stage_change SET reason = :text WHERE {theirs}",
        f"follow_up SET text = :text WHERE {theirs}", f"project SET title = :text, result = :text WHERE {theirs}",
        f"payment SET note = :text WHERE {theirs}", "interaction SET text = :text WHERE uid = :interaction",
        "step SET title = :text, waived = iif(n = 1, :text, NULL) WHERE project_id = :project",
        "concession SET note = :text WHERE project_id = :project",
        "change SET label = :text WHERE id IN (SELECT change_id FROM change_row WHERE instr(after, :uid))",
    ):  # fmt: skip
        other_program.execute(f"UPDATE {change}", values)


LISTS = (
    ("", "Check-ins", "30 d", {"partner        30 d": 1, "│": 1}, 6),
    ("2", "people by name", "30 d late", {"partner ": 1, "24 Sep": 1, "30 d late": 1}, 6),
    ("3", "Moves in", "│", {"│": 3}, 8),
    ("4", "Income in", "▣□", {"▣□□□□□□□ 1/8": 1, "100 EUR": 1}, 9),
    ("5", "Who brings", "50 ", {"·  50 EUR": 1}, 6),
)
"""The key to each list, what is on it, what is on every row of it, how often its columns begin, and its pages."""


@pytest.mark.slow
def test_every_column_begins_in_the_same_cell_of_every_row(walk: Walk) -> None:
    walk.to("", "Check-ins")
    for key, shown, of_a_row, columns, pages in LISTS:
        rows = walk.to(key, shown)
        if shown == "Moves in":
            rows = walk.to("\x1b[C\x1b[C")
        if shown == "Who brings":
            rows = walk.to("\x1b[C", "recommended")
        seen: set[str] = set()
        began: dict[str, set[int]] = {sign: set() for sign in columns}
        for page in range(pages):
            rows = walk.to("\x04") if page else rows
            seen |= {row.lstrip("▌ ") for row in rows if of_a_row in row}
            began = {sign: places | walk.places(sign) for sign, places in began.items()}
        assert {sign: len(places) for sign, places in began.items()} == columns, shown
        assert len(seen) >= len(HOSTILE) - 3, f"a few look alike once they are cut: {shown}"


MARKUP, STEERS = "[@click=app.quit]x[/]", "]52;c;aGk=Clip"


def first_found(walk: Walk, words: str) -> None:
    """Put the cursor of People on the one whom these words find."""
    walk.to("/", "To the list")
    walk.to("\x15")
    walk.to(words, "1 person by name")
    walk.to("\r", "o Sort")


@pytest.mark.slow
def test_every_dialog_shows_the_text_as_it_is(walk: Walk) -> None:
    walk.to("", "Check-ins")
    walk.to("2", "people by name")
    first_found(walk, "app.quit")
    walk.to("e", f"Edit {MARKUP}", "also called")
    walk.back("also called")
    first_found(walk, "aGk=")
    for key, title, field in (
        ("e", "Edit ", "also called"), ("s", "Remind me later", "until"), ("p", "Promise to", "when"),
        ("m", "", "because"), ("x", "Export", "Handover"),
    ):  # fmt: skip
        walk.to(key, title, STEERS, field)
        walk.back(field)
    walk.to("\r", "Timeline ·", STEERS)
    for key, title, field in (
        ("r", "Who recommended", "referred by"), ("#", "What did it show", "speaks for"),
        ("c", "Promised to", "^g Done"), ("jc", "what happened", "who began"), ("\x1b[3~", "Remove ", "Keep"),
    ):  # fmt: skip
        walk.to(key, title, field)
        walk.back(field)


@pytest.mark.slow
def test_palette_log_bar_toasts_and_filter_show_the_text_as_it_is(walk: Walk) -> None:
    walk.to("", "Check-ins")
    walk.to("\x10", "Search for commands")
    walk.to("52;c;", STEERS, "partner")
    walk.back("Search for")
    walk.to("2", "people by")
    first_found(walk, "aGk=")
    walk.to("l", "enter Save", STEERS)
    walk.to("\x05")
    walk.to(": well [b]bold[/b] [/x] $foo #thanked", "well [b]bold[/b] [/x] $foo", "message")
    walk.to("\r", "Logged with", STEERS)
    walk.to("z", "is archived")
    walk.to("/", "To the list")
    walk.to("\x15")
    walk.to("[/x] [b", "Nobody fits “[/x] [b”")
    walk.back("Nobody fits")
    walk.to("l", "enter Save")
    walk.to("\x15")
    walk.to("met overri", "“met overri”")
    walk.to("\t", "met overridden left")
    walk.back("enter Save")


@pytest.mark.slow
def test_pages_views_and_tooltips_show_the_text_as_it_is(walk: Walk) -> None:
    walk.to("", "Check-ins")
    walk.to("4", "Income in")
    walk.to("G")
    walk.to("k" * 11)
    walk.to("\r", "Standard ·", "Concessions · 1", "waived:")
    for key, field in (("e", "changed"), ("$", "amount"), ("o", "answer"), ("c", "Done: "), ("w", "because")):
        walk.to(key, field, "esc Cancel")
        walk.back("esc Cancel")
    walk.to(" ", "open again.")
    walk.to("5", "Who brings")
    for title in ("Who recommended whom", "Friends beside", "From stranger", "Days in touch", "What hangs"):
        walk.to("\x1b[C", title)
    walk.to(f"\x1b[<35;4;{HEIGHT}M", "the view before")
    walk.to("U", "History ·")
    walk.to("G")
    while not walk.places(STEERS):
        walk.to("\x15")


async def test_a_name_of_a_thousand_letters_leaves_the_fields_and_their_keys_in_sight(
    book: Book, add: Callable[..., str]
) -> None:
    add("n" * 1_000)
    async with over(book, SMALL) as pilot:
        for key, field in (("e", "also called"), ("m", "because"), ("p", "when")):
            await opened(pilot, key)
            await until(pilot, lambda field=field: field in flat(pilot.app) and "^s Save" in flat(pilot.app))
            await answered(pilot, "escape")


def test_what_is_drawn_takes_as_many_cells_as_are_counted_and_keeps_its_words() -> None:
    for what, text in HOSTILE.items():
        line = clean_line(text)
        assert cell_len(drawn(line)) == wcswidth(drawn(line)), what
        letters = [
            each for each in line if each.isalnum() and each not in "\u3164\uffa0"
        ]  # blanks, if Unicode is asked
        assert [each for each in drawn(line) if each.isalnum()] == letters, what
    kept = "👨‍👩‍👧‍👦 🇳🇴 🏳️‍🌈 田中 健 김민준 Zoë שָׁלוֹם สมชาย नमस्ते می‌روم"
    assert drawn(kept) == kept
    assert drawn("👋🏽 ❤️ 1️⃣ a\u200db 🇳 x\u200b") == "👋 ❤ 1\u20e3 ab  x"
