"""A longer text, written in the editor the person is used to. It lies in a private folder and is removed after."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from bondtui.domain.text import MAX_TEXT, clean
from bondtui.errors import Refused


def edit_text(app: App[Any], text: str) -> str:
    """`text` as the editor left it. Refused, in one sentence, when the editor cannot be used or fails."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError:
        raise Refused(f"The editor's name cannot be read: {command}.") from None
    if not words:
        raise Refused("No editor is set: put its name into VISUAL or EDITOR.")
    try:
        folder = Path(tempfile.mkdtemp(prefix="bondtui-"))
        return _edited(app, words, folder / "log.md", text)
    except SuspendNotSupported:
        raise Refused("This terminal cannot make room for an editor.") from None
    except OSError as error:
        raise Refused(f"The editor could not be used: {error.strerror or error}.") from None


def _edited(app: App[Any], words: list[str], path: Path, text: str) -> str:
    """What the editor made of the text. All is removed again, but what is too long to be taken over."""
    with ExitStack() as afterwards:
        afterwards.callback(shutil.rmtree, path.parent, ignore_errors=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        with app.suspend():
            problem = _run([*words, str(path)])
        if problem:
            raise Refused(f"The editor {problem}; the text is as it was.")
        written = _read(path)
        if len(written.encode()) > MAX_TEXT:
            afterwards.pop_all()
            raise Refused(f"That is longer than the 64 KiB a text may have; it is kept in {path}.")
    return clean(written)


def _run(command: list[str]) -> str:
    """What went wrong; empty when the editor ended well. Nothing is raised, or a suspended app would not come back.

    However the editor ends, ctrl+c in it was its own, and the terminal is as it was before.
    """
    import termios

    terminal = termios.tcgetattr(0) if os.isatty(0) else None
    interrupted = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        return f"could not be used ({error.strerror})"
    finally:
        signal.signal(signal.SIGINT, interrupted)
        if terminal:
            termios.tcsetattr(0, termios.TCSANOW, terminal)
    if code < 0:
        return f"was ended ({signal.strsignal(-code)})"
    return f"ended with an error ({code})" if code else ""


def _read(path: Path) -> str:
    """No more than shows that it is too much. What is not UTF-8 is taken for cp1252, rather than lost."""
    try:
        with path.open("rb") as file:
            written = file.read(MAX_TEXT + 1)
    except FileNotFoundError:
        raise Refused("The editor removed the file; the text is as it was.") from None
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        return written.decode("cp1252", errors="replace")
