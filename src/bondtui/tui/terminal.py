"""What the app asks of the terminal before it draws on it."""

import os
import sys
from collections.abc import Sequence
from functools import lru_cache
from io import TextIOWrapper

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from bondtui.errors import BondtuiError

WITHOUT_CURSOR = ("dumb", "unknown")
"""What TERM says where text can only be added at the end."""


def require_terminal() -> None:
    """Refuse to begin where the app could not be seen or used. Textual draws on stderr, whatever stdout is."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise BondtuiError("The app needs a terminal; `bondtui --help` lists the commands that do without one.")
    if (kind := os.environ.get("TERM")) in WITHOUT_CURSOR:
        raise BondtuiError(f"TERM is {kind}, a terminal the app cannot draw on; `bondtui --help` lists the commands.")
    if isinstance(sys.__stderr__, TextIOWrapper):
        sys.__stderr__.reconfigure(encoding="utf-8")  # frames and names; where it is wrong, no encoding has them


class NoColours(LineFilter):
    """For NO_COLOR: not one colour is sent, not even the terminal's own by its number."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text, _bare(style) if style else None, control) for text, style, control in segments]


@lru_cache(1024)
def _bare(style: Style) -> Style:
    return style.without_color + Style.from_meta(style.meta)


NO_COLOURS: Sequence[LineFilter] = [NoColours()]
