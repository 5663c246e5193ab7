"""The real program in a real terminal: a pseudo-terminal, the bytes that arrive there and the screen they make."""

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte
import pytest

WIDTH, HEIGHT = 80, 24
DEADLINE = 60.0

# Asked of the terminal or said to it about itself: a screen in memory knows none of these.
_ABOUT_ITSELF = re.compile(r"\x1b\[(?:[<>=][0-9;]*[A-Za-z]|\?[0-9;]*\$p|\?2026[hl])")
# A terminal draws an emoji with what is joined to it as one sign; the screen in memory knows only single ones.
_JOINED = re.compile("\u200d.|[\ufe0f\U0001f3fb-\U0001f3ff]")
_UNFINISHED = re.compile("(?:\x1b(?:\\[[0-?$]*)?|\u200d)\\Z")

_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
_POINTER = "\x1b]22;default\x07"
_SEQUENCE = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|.)?", re.DOTALL)
_MOVES_COLOURS_AND_MODES = re.compile(r"\x1b\[(?:[0-9;]*[Hm]|[0-9]*K|[?<>=]?[0-9;]*\$?[hlup])")
_CONTROLS = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")

# A shell's terminal rules the programs in it: it ends them when it is closed, and tells them its new size.
TAKE_IT = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


class Terminal:
    """The program in a terminal that rules it as a shell's would, the bytes it wrote and the screen they made."""

    def __init__(
        self,
        environment: dict[str, str],
        size: tuple[int, int] = (WIDTH, HEIGHT),
        command: Sequence[str] = (sys.executable, "-m", "bondtui"),
    ) -> None:
        self.raw = b""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._pending = ""
        self._side, other = pty.openpty()
        self.resize(*size)
        self.program = subprocess.Popen(
            [sys.executable, "-ISc", TAKE_IT, *command],
            stdin=other, stdout=other, stderr=other, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(other)

    def close(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Close the window."""
        if self._side >= 0:
            os.close(self._side)
        self._side = -1

    def resize(self, width: int, height: int) -> None:
        """Make the window so many cells wide and high, as a person does who pulls at its corner."""
        self._screen.resize(height, width)
        fcntl.ioctl(self._side, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def press(self, keys: str) -> None:
        os.write(self._side, keys.encode())

    def read(self, seconds: float) -> bool:
        """Take what was written meanwhile; False when nothing was, or nothing will be any more."""
        if self._side < 0:
            time.sleep(min(seconds, 0.02))  # nothing can be waited for but the program's end
            return False
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

    def until(self, *texts: str, gone: str = "\n\n") -> str:
        """The screen once all of the texts are on it, another is `gone`, and nothing more is coming."""
        end = time.monotonic() + DEADLINE
        while self.read(0.1) or gone in self.seen or not all(text in self.seen for text in texts):
            if time.monotonic() > end or self.program.poll() is not None:
                pytest.fail(f"{texts} not shown (exit code {self.program.poll()}):\n{self.seen}")
        return self.seen

    @property
    def seen(self) -> str:
        return "\n".join(self._screen.display)

    def cells(self) -> list[list[str]]:
        """What is in every cell; the second cell of a wide character is empty."""
        rows, columns = range(self._screen.lines), range(self._screen.columns)
        return [[self._screen.buffer[y][x].data for x in columns] for y in rows]

    def columns_of(self, text: str) -> list[int]:
        """In which column of the terminal `text` begins, for every row that has it."""
        return [
            next(x for x in range(len(row)) if "".join(row[x:]).startswith(text))
            for row in self.cells()
            if text in "".join(row)
        ]

    def leave(self) -> int:
        """Press q; the exit code."""
        self.press("q")
        return self.ended()

    def ended(self) -> int:
        """The exit code, once the program has ended and everything that it wrote is read."""
        self._read_until(lambda: self.program.poll() is not None, "The program did not end")
        return self.program.wait()

    def given_back(self) -> None:
        """Wait until it is `usable`."""
        self._read_until(self.usable, "The terminal was not given back")

    def _read_until(self, true: Callable[[], bool], else_: str) -> None:
        end = time.monotonic() + DEADLINE
        while self.read(0.1) or not true():
            if time.monotonic() > end:
                pytest.fail(f"{else_}:\n{self.seen}")

    def usable(self) -> bool:
        """Whether one could go on working in it: it shows what is typed, lines are edited, signals are sent, the
        main screen and the cursor are shown, and nothing but keys is reported.
        """
        flags = termios.tcgetattr(self._side)[3]
        wanted = termios.ECHO | termios.ICANON | termios.ISIG
        modes = dict(_MODE.findall(self.raw))
        on = {mode for mode, state in modes.items() if state == b"h"}
        return flags & wanted == wanted and on <= {b"25", b"7"} and modes.get(b"25") != b"l"


def steered(raw: bytes) -> list[str]:
    """What a terminal would obey, beyond moving, colouring and switching modes as every program on it does."""
    text = raw.decode().replace(_POINTER, "")
    strange = [each[0] for each in _SEQUENCE.finditer(text) if not _MOVES_COLOURS_AND_MODES.fullmatch(each[0])]
    return strange + _CONTROLS.findall(text)


def clean_environment(home: Path) -> dict[str, str]:
    """What the program finds in a terminal of one's own: nothing of this machine's, and a home of the test's."""
    unwanted = ("BONDTUI_", "XDG_", "COLUMNS", "LINES", "NO_COLOR", "COLORTERM", "TEXTUAL", "LC_", "LANG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return kept | {"TERM": "xterm-256color", "HOME": str(home), "LANG": "C.UTF-8"}
