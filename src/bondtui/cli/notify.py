"""One notification on the desktop, by the desktop's own program."""

import shutil
import subprocess

from bondtui.domain.text import clean, clean_line
from bondtui.errors import BondtuiError

PATIENCE = 10
"""Seconds notify-send may take."""


def notify(summary: str, body: str) -> None:
    """Show it; the body is escaped, because notify-send reads escapes in it, and notification servers markup.

    BondtuiError when it cannot be shown.
    """
    program = shutil.which("notify-send")
    if program is None:
        raise BondtuiError("notify-send is not installed, so nothing can be shown on the desktop.")
    for plain, escaped in (("\\", "\\\\"), ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        body = body.replace(plain, escaped)
    command = [program, "--app-name=bondtui", "--", clean_line(summary), clean(body)]
    try:
        subprocess.run(command, check=True, timeout=PATIENCE, stdin=subprocess.DEVNULL, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise BondtuiError("The desktop took no notification; is a notification service running?") from error
