"""How the app ends and pauses by a signal: the terminal is given back, and nothing that was typed is lost."""

import asyncio
import os
import signal
import sys
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bondtui.tui.app import BondApp


def obey_signals(app: "BondApp") -> None:
    """End with 128 and the signal's number as the shell expects; stop for ctrl+z, and go on in the foreground."""
    if app.is_headless or sys.platform == "win32":
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, partial(app.exit, return_code=128 + number))
    _come_back_once(app)
    app.set_interval(1, partial(_look_for_terminal, app))


def _look_for_terminal(app: "BondApp") -> None:
    """One that is closed says so by SIGHUP, but not to every program in it; what is left reads nothing for ever."""
    if not os.isatty(0):
        app.exit(return_code=128 + signal.SIGHUP)


def _come_back_once(app: "BondApp") -> None:
    """Textual takes the terminal at every SIGCONT, also when it has it: then it could not give it back as it was."""
    leave, come_back = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    if not callable(leave) or not callable(come_back):
        return
    away = coming = once_more = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal away
        away = True
        leave(number, frame)

    def go_on(number: int, frame: FrameType | None) -> None:
        """In the background the terminal cannot be taken: the program stops, and goes on in the midst of this."""
        nonlocal away, coming, once_more
        once_more = True
        if coming:
            return
        coming = True
        while away and once_more:
            once_more = False
            come_back(number, frame)
            away = _edits_lines()
        coming = False
        app.call_later(app.refresh, layout=True)

    signal.signal(signal.SIGTSTP, stop)
    signal.signal(signal.SIGCONT, go_on)


def _edits_lines() -> bool:
    """Whether the terminal is as a shell wants it."""
    import termios

    try:
        return bool(termios.tcgetattr(0)[3] & termios.ICANON)
    except termios.error:  # closed
        return False
