"""What the app's tests share: a book with people in it, an app over it, and the screen as a person reads it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.domain.stages import Stage
from bondtui.tui.app import BondApp

HOSTILE = (
    "Ann [/x]",
    "[@click=app.quit]x[/]",
    "Nul\x00 $bell\x07",
    "נועה לוי",
    "n" * 300,
    "👨‍👩‍👧‍👦 Family [bold]",
)


def seen(app: BondApp) -> str:
    """The screen as text, line by line."""
    return "\n".join("".join(piece.text for piece in strip) for strip in app.screen._compositor.render_strips())


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until messages and workers are through."""
    await pilot.pause()
    if not isinstance(pilot.app.screen, ModalScreen):
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.fixture
def add(open_book: Callable[..., Book]) -> Callable[..., str]:
    """Adds a contact on the day `since`; the uid."""

    def adder(name: str, *, since: date = date(2026, 1, 5), **more: Any) -> str:
        return open_book(since).contacts.add(ContactForm(name=name, since=since, **more)).uid

    return adder


@pytest.fixture
def people(book: Book, add: Callable[..., str]) -> dict[str, str]:
    """Anna is long due, Ben was called yesterday, and he is promised a quote today."""
    found = {
        "anna": add("Anna Petrova", stage=Stage.PARTNER, company="Studio Lumen", expertise="retail"),
        "ben": add("Ben Okafor", stage=Stage.FRIEND),
    }
    book.interactions.log(
        book.interactions.understand("called Anna Petrova 1 Oct: the spring course sold out #thanked")
    )
    book.interactions.log(book.interactions.understand("called Ben Okafor yesterday: about the quote"))
    book.follow_ups.promise(found["ben"], date(2026, 11, 23), "send the quote")
    return found
