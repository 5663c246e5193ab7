"""A small app over a real book, for driving one dialog by keystrokes and looking at what a person sees."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.domain.stages import Stage
from bondtui.settings import Settings

TODAY = date(2026, 11, 23)
T = TypeVar("T")


class Host(App[None]):
    """Opens one screen and keeps its answer."""

    def __init__(self, book: Book, make: Callable[[], Screen[Any]]) -> None:
        super().__init__()
        self.book, self.make = book, make
        self.answers: list[object] = []

    def on_mount(self) -> None:
        self.open()

    def open(self) -> None:
        self.push_screen(self.make(), self.answers.append)

    async def commit(self, change: Callable[[], T]) -> T:
        return await asyncio.to_thread(change)


def a_book(folder: Path) -> Book:
    book = Book.open(folder / "book.db", Settings(export_dir=folder / "out"), lambda: TODAY)
    book.contacts.add(ContactForm("Anna Petrova", company="Studio Lumen", since=date(2026, 3, 1)))
    book.contacts.add(ContactForm("Anna Berg", company="Northlight", stage=Stage.PARTNER, since=date(2026, 3, 1)))
    book.contacts.add(ContactForm("Omar Haddad", since=date(2026, 3, 1)))
    return book


def seen(app: App[Any]) -> str:
    """What stands on the screen, as text."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)


async def write(pilot: Pilot[Any], text: str) -> None:
    names = {" ": "space", "\n": "enter"}
    await pilot.press(*(names.get(char, char) for char in text))


async def until_answered(app: Host, pilot: Pilot[Any]) -> object:
    for _ in range(200):
        await pilot.pause()
        if app.answers:
            return app.answers[-1]
        await asyncio.to_thread(lambda: None)
    raise AssertionError(f"The dialog is still open:\n{seen(app)}")
