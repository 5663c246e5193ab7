"""The real program in a real terminal: what arrives there, byte by byte, and what a person sees of it.

Names and texts try to steer the terminal and to be read as markup. They are to be shown, and to do nothing.
"""

import codecs
import fcntl
import os
import pty
import re
import select
import shutil
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pyte
import pytest

from bondtui.book import Book
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.forms import ContactForm
from bondtui.domain.stages import Stage
from bondtui.settings import Settings

TODAY, ADDED = date(2026, 11, 23), date(2026, 1, 5)
WIDTH, HEIGHT = 80, 24
DEADLINE = 20.0

STEERING = "\x1b]52;c;aGk=\x07\x1b[2J\x1b[31m\x9b2J\x9d0;t\x9c\x00\x08\x7f\u202e\u2066"
"""Takes the clipboard, empties the screen, colours it, sets its title, turns the writing round."""

ANN, CLICK, FAMILY = "Ann [/x]", "[@click=app.quit]x[/]", "👨‍👩‍👧‍👦 Family [bold]"
NAMES = (
    ANN,
    CLICK,
    FAMILY,
    f"Bo{STEERING} Steers",
    "Cy Plain",
    "\u202eנועה\u202c לוי",
    "田中 健",
    "q\u0303\u0323 Marks",
    "🙂 Smile",
    "n" * 300,
)

# Asked of the terminal or said to it about itself: a screen in memory knows none of these.
_ABOUT_ITSELF = re.compile(r"\x1b\[(?:[<>=][0-9;]*[A-Za-z]|\?[0-9;]*\$p|\?2026[hl])")
# A terminal draws an emoji with what is joined to it as one sign; the screen in memory knows only single ones.
_JOINED = re.compile("\u200d.|[\ufe0f\U0001f3fb-\U0001f3ff]")
_UNFINISHED = re.compile("(?:\x1b(?:\\[[0-?$]*)?|\u200d)\\Z")

_POINTER = "\x1b]22;default\x07"
_SEQUENCE = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|.)?", re.DOTALL)
_MOVES_COLOURS_AND_MODES = re.compile(r"\x1b\[(?:[0-9;]*[Hm]|[0-9]*K|[?<>=]?[0-9;]*\$?[hlup])")
_CONTROLS = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


class Terminal:
    """The program in a terminal of 80 by 24, the bytes it wrote and the screen they made."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.raw = b""
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._pending = ""
        self._side, other = pty.openpty()
        fcntl.ioctl(self._side, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        self.program = subprocess.Popen(
            [sys.executable, "-m", "bondtui"],
            stdin=other, stdout=other, stderr=other, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(other)

    def close(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()
        os.close(self._side)

    def press(self, keys: str) -> None:
        os.write(self._side, keys.encode())

    def read(self, seconds: float) -> bool:
        """Take what was written meanwhile; False when nothing was, or nothing will be any more."""
        if not select.select([self._side], [], [], max(seconds, 0))[0]:
            return False
        try:
            came = os.read(self._side, 1 << 16)
        except OSError:  # on Linux a terminal that everybody left cannot be read
            return False
        self.raw += came
        text = self._pending + self._decoder.decode(came)
        cut = found.start() if (found := _UNFINISHED.search(text)) else len(text)
        self._pending = text[cut:]
        self._stream.feed(_JOINED.sub("", _ABOUT_ITSELF.sub("", text[:cut])))
        return bool(came)

    def until(self, *texts: str) -> str:
        """The screen once all of the texts are on it and nothing more is coming."""
        end = time.monotonic() + DEADLINE
        while self.read(0.1) or not all(text in self.seen for text in texts):
            if time.monotonic() > end or self.program.poll() is not None:
                pytest.fail(f"{texts} not shown (exit code {self.program.poll()}):\n{self.seen}")
        return self.seen

    @property
    def seen(self) -> str:
        return "\n".join(self._screen.display)

    def cells(self) -> list[list[str]]:
        """What is in every cell; the second cell of a wide character is empty."""
        return [[self._screen.buffer[y][x].data for x in range(WIDTH)] for y in range(HEIGHT)]

    def columns_of(self, text: str) -> list[int]:
        """In which column of the terminal `text` begins, for every row that has it."""
        return [
            next(x for x in range(WIDTH) if "".join(row[x:]).startswith(text))
            for row in self.cells()
            if text in "".join(row)
        ]

    def leave(self) -> int:
        """Press q; the exit code, once everything that was written is read."""
        self.press("q")
        end = time.monotonic() + DEADLINE
        while self.read(0.1) or self.program.poll() is None:
            if time.monotonic() > end:
                pytest.fail(f"The program did not end:\n{self.seen}")
        return self.program.wait()


def steered(raw: bytes) -> list[str]:
    """What a terminal would obey, beyond moving, colouring and switching modes as every program on it does."""
    text = raw.decode().replace(_POINTER, "")
    strange = [each[0] for each in _SEQUENCE.finditer(text) if not _MOVES_COLOURS_AND_MODES.fullmatch(each[0])]
    return strange + _CONTROLS.findall(text)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which every text steers or is markup; Ann was called once and is promised a quote."""
    folder = tmp_path_factory.mktemp("written")
    settings = Settings(cadences=dict(DEFAULT_CADENCES), export_dir=folder)
    with closing(Book.open(folder / "book.db", settings, lambda: ADDED)) as book:
        for name in NAMES:
            form = ContactForm(
                name, Stage.PARTNER, ADDED, aliases=(f"A{STEERING}",), company=f"[red]Co[/red]{STEERING}",
                role="[/]", expertise=f"[link=x]y{STEERING}", about=f"[b\n{STEERING}", tags=("[b]", f"t{STEERING}"),
            )  # fmt: skip
            book.contacts.add(form)
        line = f"called {ANN} today: [blink]sold[/blink] 田中{STEERING}"
        book.interactions.log(book.interactions.understand(line))
    with closing(Book.open(folder / "book.db", settings, lambda: TODAY)) as book:
        book.follow_ups.promise(book.contacts.find(ANN).uid, TODAY, f"[b]quote[/b]{STEERING}")
    return folder / "book.db"


@pytest.fixture
def start(tmp_path: Path, written: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts the program over a copy of the book, changed by another program if told, up to its first screen."""
    opened: list[Terminal] = []

    def starter(changes: Sequence[str] = (), shown: str = "Promised") -> Terminal:
        path = shutil.copy(written, tmp_path / "book.db")
        with closing(sqlite3.connect(path)) as other_program, other_program:
            for change in changes:
                other_program.execute(change, {"steering": STEERING})
        unwanted = ("BONDTUI_", "XDG_", "COLUMNS", "LINES", "NO_COLOR", "COLORTERM", "TEXTUAL", "LC_", "LANG")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        opened.append(
            Terminal(
                environment
                | {"TERM": "xterm-256color", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
                | {"BONDTUI_DB": str(path), "BONDTUI_TODAY": TODAY.isoformat()}
            )
        )
        opened[-1].until(shown)
        return opened[-1]

    yield starter
    for terminal in opened:
        terminal.close()


def test_today_shows_markup_as_it_is_and_its_border_stays_straight(start: Callable[..., Terminal]) -> None:
    terminal = start()
    screen = terminal.until("Check-ins · 10", ANN, CLICK, "Family [bold]", "[b]quote[/b]", "田中 健", "🙂 Smile")
    assert "nnnnnnnnn…" in screen
    borders = [{x for x, cell in enumerate(row) if cell == "│"} for row in terminal.cells()[1:-1]]
    assert borders == [{45}] * (HEIGHT - 2)
    assert len(set(terminal.columns_of("partner  "))) == 1
    assert steered(terminal.raw) == []


def test_a_column_of_people_begins_in_the_same_cell_whatever_the_name(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.press("2")
    terminal.until("10 people by name", ANN, CLICK, "Family [bold]", "[red]Co[/r", "田中 健", "Marks", "נועה לוי")
    for column in ("partner ", "[red]Co[/"):
        assert len(terminal.columns_of(column)) == len(NAMES)
        assert len(set(terminal.columns_of(column))) == 1
    assert set(terminal.columns_of("Stage  ")) == set(terminal.columns_of("partner "))
    terminal.press("G")
    terminal.until("▌🙂 Smile")
    assert len(set(terminal.columns_of("partner "))) == 1
    assert steered(terminal.raw) == []


def test_a_contact_page_shows_markup_as_it_is(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.press("2")
    terminal.until("10 people by name")
    terminal.press("j")
    terminal.until(f"▌{ANN}")
    terminal.press("\r")
    terminal.until(ANN, "[red]Co[/red]", ", [/]", "[link=x]y", "[b] t", "[blink]sold[/blink] 田中", "[b]quote[/b]")
    terminal.press("\x1b")
    terminal.until("10 people by name")
    assert steered(terminal.raw) == []


def test_the_log_bar_shows_what_is_typed_and_a_toast_says_with_whom(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.press("l")
    terminal.until("enter Save")
    terminal.press(f"met {ANN} today: {CLICK} [/b] さくら #thanked")
    terminal.until(
        f"met {ANN} today: {CLICK} [/b] さくら #thanked",
        f"meeting · both began · {ANN} ·",
        f"“met {ANN} today: {CLICK} [/b]",
    )
    terminal.press("\r")
    terminal.until(f"Logged with {ANN}.", "Check-ins · 9")
    assert steered(terminal.raw) == []
    assert terminal.leave() == 0


def test_a_contact_is_added_under_a_name_of_markup_and_signs(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.press("a")
    terminal.until("Add a contact")
    terminal.press("[b]Ida[/] 山田")
    terminal.until("[b]Ida[/] 山田")
    rows = ["".join(row) for row in terminal.cells()]
    framed = [row for row in rows if row.count("│") == 2]
    assert len(framed) > HEIGHT // 2
    assert len({column for column in terminal.columns_of("│") if column < 10}) == 1
    assert "[b]Ida[/] 山田" in "".join(framed)
    terminal.press("\x13")
    terminal.until("[b]Ida[/] 山田 is in the book.", "Nothing is logged yet")
    assert steered(terminal.raw) == []


def test_what_another_program_wrote_into_the_book_does_not_steer_the_terminal(start: Callable[..., Terminal]) -> None:
    terminal = start(
        (
            "UPDATE contact SET name = '[raw]' || :steering || name, company = :steering, about = :steering",
            "UPDATE interaction SET text = :steering || text",
            "UPDATE follow_up SET text = :steering || text",
            "UPDATE tag SET name = :steering || name",
            "UPDATE stage_change SET reason = :steering",
        )
    )
    terminal.press("2")
    terminal.until("10 people by name", "[raw]")
    assert len(set(terminal.columns_of("partner "))) == 1
    terminal.press("j\r")
    terminal.until("Timeline ·", "[raw]")
    assert steered(terminal.raw) == []


def test_q_leaves_with_0_and_gives_the_terminal_back(start: Callable[..., Terminal]) -> None:
    terminal = start()
    assert b"\x1b[?1049h" in terminal.raw
    assert terminal.leave() == 0
    taken, _, given_back = terminal.raw.rpartition(b"\x1b[?1049l")
    assert b"\x1b[?1049h" in taken
    assert b"\x1b[?25h" in given_back
    assert b"Traceback" not in terminal.raw
    assert steered(terminal.raw) == []
