"""Runs until the first frame with data is painted, then ends at once: `bare`, or the app over the book named."""

import asyncio
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

WANTED = "Anna Petrova"
"""Longest overdue in every book of big_book.py, so on top of Today."""


def bare(rows: int) -> Any:
    """The least a Textual app can be that shows a table of as many people."""
    from textual.app import App, ComposeResult
    from textual.widgets import DataTable

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield DataTable[str]()

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            table.add_columns("name", "stage", "due")
            for number in range(rows):
                table.add_row(WANTED if not number else f"Person {number}", "partner", "12 d")

    return Bare()


def bondtui(path: Path) -> Any:
    from bondtui.book import Book
    from bondtui.settings import Settings
    from bondtui.tui.app import BondApp

    return BondApp(Book.open(path, Settings(), lambda: date(2026, 11, 23)))


async def first_frame(app: Any) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        while WANTED not in _painted(app):
            await pilot.pause(0.002)
        os._exit(0)


def _painted(app: Any) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


if __name__ == "__main__":
    what = sys.argv[1]
    asyncio.run(first_frame(bare(1_000) if what == "bare" else bondtui(Path(what))))
