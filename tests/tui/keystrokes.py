"""Driving the whole app: a screen one starts from, a dialog that opens on a key, and waiting for what one sees."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen

from bondtui.book import Book
from bondtui.tui.app import BondApp

from .conftest import settle
from .dialog_host import seen, write

SMALL, LARGE = (80, 24), (160, 50)
BORDERS = "│┃▌▐█▏▕▊▎"

# Each way leads to Anna: she is first on Today, first among People, and enter opens her page.
WAYS: list[tuple[str, ...]] = [(), ("2",), ("enter",)]
EVERYWHERE = pytest.mark.parametrize(
    ("way", "size"), list(zip(WAYS, (SMALL, LARGE, SMALL), strict=True)), ids=["today", "people wide", "page"]
)
ELSEWISE = pytest.mark.parametrize(
    ("way", "size"), list(zip(WAYS, (LARGE, SMALL, LARGE), strict=True)), ids=["today wide", "people", "page wide"]
)


@asynccontextmanager
async def over(book: Book, size: tuple[int, int], *way: str) -> AsyncIterator[Pilot[int]]:
    """The app over this book, on the screen these keys lead to from Today."""
    app = BondApp(book)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for key in way:
            await pilot.press(key)
            await settle(pilot)
        yield pilot
        app.look_again()  # nothing is left to be shown while the app closes


def flat(app: App[Any]) -> str:
    """The screen's words in one line, with borders left out, so that a wrapped sentence is whole."""
    return " ".join(seen(app).translate(str.maketrans(BORDERS, " " * len(BORDERS))).split())


async def until(pilot: Pilot[Any], true: Callable[[], bool]) -> None:
    """Wait for threads and messages until this is so."""
    for _ in range(500):
        await pilot.pause()
        if true():
            return
        await asyncio.to_thread(lambda: None)
    raise AssertionError(f"It did not come to be:\n{seen(pilot.app)}")


async def opened(pilot: Pilot[Any], key: str) -> Screen[Any]:
    """Press a key that opens a dialog; the dialog."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, ModalScreen))
    return pilot.app.screen


async def answered(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys that close the dialog, and wait until what they changed is shown."""
    await pilot.press(*keys)
    await until(pilot, lambda: not isinstance(pilot.app.screen, ModalScreen))
    await settle(pilot)


async def retype(pilot: Pilot[Any], text: str) -> None:
    """Type over what stands in the field of one line."""
    await pilot.press("end", "ctrl+u")
    await write(pilot, text)
