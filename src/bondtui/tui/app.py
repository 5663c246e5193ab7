"""BondApp: the theme, the keymap, the modes, signals, and the thread a change is written in. Nothing else."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.css.query import NoMatches
from textual.filter import LineFilter

from bondtui.book import Book
from bondtui.domain.text import printable
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.drafts import keep
from bondtui.tui.keymap import checked
from bondtui.tui.leaving import obey_signals
from bondtui.tui.palette import BondCommands
from bondtui.tui.screens.base import BUSY, BondScreen
from bondtui.tui.screens.modes import MODES
from bondtui.tui.starting import after_first_frame
from bondtui.tui.terminal import NO_COLOURS, require_terminal
from bondtui.tui.themes import THEMES, theme_named

T = TypeVar("T")

LOOK_EVERY = 1.0
"""Seconds between looks whether the book or the day changed."""


class BondApp(App[int]):
    """The app over one open book, which the caller closes."""

    TITLE = "bondtui"
    CSS_PATH = "app.tcss"
    MODES = MODES
    DEFAULT_MODE = "today"
    HORIZONTAL_BREAKPOINTS = [(0, "-thin"), (60, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]  # noqa: RUF012
    COMMAND_PALETTE_BINDING = "f1"
    COMMANDS = {BondCommands}  # noqa: RUF012
    BINDINGS = [  # noqa: RUF012
        *bindings("app.help", "app.palette"),
        *bindings("app.today", "app.people", "app.journey", "app.work", "app.insights", show=False),
        *bindings("app.theme", "app.suspend", "app.quit", "app.leave", show=False),
    ]

    def __init__(self, book: Book) -> None:
        self.overrides = checked(book.settings.keys)
        super().__init__()
        self.book = book
        self._seen: tuple[object, date] | None = None

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = theme_named(self.book.settings.theme)
        self.set_keymap(self.overrides)
        self.book.hurry()
        self._seen = self._look()
        self.set_interval(LOOK_EVERY, self.look_again)
        self.call_after_refresh(after_first_frame, self)
        obey_signals(self)

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        super().exit(result, return_code, keep(self) or message)

    def _look(self) -> tuple[object, date] | None:
        try:
            return self.book.version(), self.book.today()
        except BondtuiError:
            return self._seen

    def look_again(self) -> None:
        """Show the book anew when anybody changed it, or when the day did."""
        seen = self._look()
        if seen != self._seen and isinstance(self.screen, BondScreen):
            self._seen = seen
            with suppress(NoMatches):  # the screen is just being built, or taken down
                self.screen.refresh_book()

    def look_later(self) -> bool:
        """The book could not be read just now: show it when it can be. Whether this is news."""
        news, self._seen = self._seen is not None, None
        return news

    def get_line_filters(self) -> Sequence[LineFilter]:
        return NO_COLOURS if self.no_color else super().get_line_filters()

    async def on_event(self, event: events.Event) -> None:
        """What is pasted is cleaned before any field draws it: a control character would reach the terminal."""
        if isinstance(event, events.Paste):
            event.text = printable(event.text)
        await super().on_event(event)

    async def commit(self, use_case: Callable[[], T]) -> T:
        """Run a change in a thread, so that the screen stays live; its BondtuiError is the caller's."""
        self.book.waiting = cache(partial(self.notify, BUSY, severity="warning", markup=False))  # said once
        return await asyncio.to_thread(use_case)

    def action_mode(self, mode: str) -> None:
        """Go to a mode; in it already, back to its first screen."""
        if not isinstance(self.screen, BondScreen):
            return
        if mode == self.current_mode:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        else:
            self.switch_mode(mode)

    def action_help(self) -> None:
        from bondtui.tui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        elif isinstance(self.screen, BondScreen):
            self.push_screen(HelpScreen(self.overrides))


def run_app(path: Path) -> int:
    """Open the book at `path` in the app; the exit code. Refused without a terminal."""
    from bondtui import paths, settings

    require_terminal()
    return _run(Book.open(path, settings.load(), paths.today))


def run_demo() -> int:
    """The app over a throwaway sample book; the exit code."""
    require_terminal()
    from bondtui.demo import open_sample

    return _run(open_sample())


def _run(book: Book) -> int:
    try:
        app = BondApp(book)
        app.run()
        return app.return_code or 0
    finally:
        book.close()
