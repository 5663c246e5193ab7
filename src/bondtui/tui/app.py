"""BondApp: the theme, the keymap, the modes, signals, and the thread a change is written in. Nothing else."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from textual import events
from textual.app import App
from textual.css.query import NoMatches

from bondtui.book import Book
from bondtui.domain.text import printable
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.keymap import checked
from bondtui.tui.palette import BondCommands
from bondtui.tui.screens.base import BondScreen
from bondtui.tui.screens.modes import MODES
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
    COMMAND_PALETTE_BINDING = "f1"
    COMMANDS = {BondCommands}  # noqa: RUF012
    BINDINGS = [  # noqa: RUF012
        *bindings("app.help", "app.palette"),
        *bindings("app.today", "app.people", "app.journey", "app.work", "app.insights", show=False),
        *bindings("app.theme", "app.quit", show=False),
    ]

    def __init__(self, book: Book) -> None:
        self.overrides = checked(book.settings.keys)
        super().__init__()
        self.book = book
        self._seen: tuple[int, date] | None = None

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = theme_named(self.book.settings.theme)
        self.set_keymap(self.overrides)
        self._seen = self._look()
        self.set_interval(LOOK_EVERY, self.look_again)
        self.call_after_refresh(self._preload)
        if not self.is_headless and sys.platform != "win32":
            self._leave_tidily()

    def _preload(self) -> None:
        """After the first frame: what writing needs is imported, and what lives on is left alone by the collector."""
        self.run_worker(self.book.preload, thread=True, exit_on_error=False)
        if not self.is_headless:
            gc.freeze()
            gc.set_threshold(50_000, 20, 20)

    def _leave_tidily(self) -> None:
        """A polite end by a signal gives the terminal back."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, partial(self.exit, return_code=128 + number))

    def _look(self) -> tuple[int, date] | None:
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

    async def on_event(self, event: events.Event) -> None:
        """What is pasted is cleaned before any field draws it: a control character would reach the terminal."""
        if isinstance(event, events.Paste):
            event.text = printable(event.text)
        await super().on_event(event)

    async def commit(self, use_case: Callable[[], T]) -> T:
        """Run a change in a thread, so that the screen stays live; its BondtuiError is the caller's."""
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

    _require_terminal()
    return _run(Book.open(path, settings.load(), paths.today))


def run_demo() -> int:
    """The app over a throwaway sample book; the exit code."""
    _require_terminal()
    from bondtui.demo import open_sample

    return _run(open_sample())


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BondtuiError("The app needs a terminal; `bondtui --help` lists the commands that do without one.")


def _run(book: Book) -> int:
    try:
        app = BondApp(book)
        app.run()
        return app.return_code or 0
    finally:
        book.close()
