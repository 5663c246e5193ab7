"""Writes the pictures of the README from the sample book. Two runs write the same bytes."""

import asyncio
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Before Textual is imported: no surprise from the environment of whoever runs this.
for name in ("NO_COLOR", "COLORTERM", "TEXTUAL", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
    os.environ.pop(name, None)
os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TERM": "xterm-256color", "BONDTUI_CONFIG": os.devnull}

from bondtui.demo import open_sample  # noqa: E402
from bondtui.tui.app import BondApp  # noqa: E402

HERE = Path(__file__).parent
WIDE, SMALL = (110, 32), (80, 24)
ADDRESS_BOOK = HERE.parent / "tests" / "data" / "google.csv"
LINE = "called Anna yesterday: she sold out the spring course #shared-business +2w ask how the new site sells"


@dataclass(frozen=True)
class Picture:
    """`keys` are pressed one after the other; `typed` is typed after them, and then `last` pressed."""

    name: str
    size: tuple[int, int] = WIDE
    keys: Sequence[str] = ()
    typed: str = ""
    last: Sequence[str] = ()


PICTURES = (
    Picture("today"),
    Picture("people", keys=("2",)),
    Picture("contact", keys=("enter",)),
    Picture("journey", keys=("3", "right")),
    Picture("work", keys=("4",)),
    Picture("insights", keys=("5", "t")),
    Picture("log", keys=("l",), typed=LINE),
    Picture("edit", keys=("enter", "e")),
    Picture("import", keys=("i", "ctrl+u"), typed=str(ADDRESS_BOOK), last=("enter",)),
    Picture("today-80x24", size=SMALL),
)


async def take(picture: Picture) -> str:
    book = open_sample()
    app = BondApp(book)
    try:
        async with app.run_test(size=picture.size) as pilot:
            await settled(pilot)
            for key in picture.keys:
                await pilot.press(key)
                await settled(pilot)
            for character in picture.typed:
                await pilot.press(KEY_NAMES.get(character, character))
            for key in picture.last:
                await settled(pilot)
                await pilot.press(key)
            await settled(pilot)
            for widget in app.screen.query("Input"):
                widget.cursor_blink = False  # type: ignore[attr-defined]
            await settled(pilot)
            return stable(app.export_screenshot(title="bondtui"))
    finally:
        book.close()


KEY_NAMES = {
    " ": "space",
    "/": "slash",
    ".": "full_stop",
    "_": "underscore",
    "#": "number_sign",
    "+": "plus",
    ":": "colon",
    "-": "minus",
}


async def settled(pilot: object) -> None:
    """Wait until what was found is drawn. An open dialog is a worker that waits for a person, so none is waited for."""
    for _ in range(3):
        await pilot.pause(0.2)  # type: ignore[attr-defined]


def stable(svg: str) -> str:
    """The picture with the ids Rich makes from its contents' hash replaced, and lines without trailing blanks."""
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def main() -> int:
    wanted = sys.argv[1:] or [picture.name for picture in PICTURES]
    for picture in PICTURES:
        if picture.name in wanted:
            (HERE / f"{picture.name}.svg").write_text(asyncio.run(take(picture)), encoding="utf-8")
            print(f"screenshots/{picture.name}.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
