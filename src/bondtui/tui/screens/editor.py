"""A longer text, written in the editor the person is used to. It lies in a private folder and is removed after."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from bondtui.domain.text import clean, too_long
from bondtui.errors import Refused


def edit_text(app: App[Any], text: str) -> str:
    """`text` as the editor left it. Refused, in one sentence, when the editor cannot be used or fails."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        raise Refused("No editor is set: put its name into VISUAL or EDITOR.")
    try:
        words = shlex.split(command)
    except ValueError:
        raise Refused(f"The editor's name cannot be read: {command}.") from None
    try:
        with tempfile.TemporaryDirectory(prefix="bondtui-") as folder:
            return _edit(app, words, Path(folder) / "log.md", text)
    except SuspendNotSupported:
        raise Refused("This terminal cannot make room for an editor.") from None
    except OSError as error:
        raise Refused(f"The editor could not be used: {error.strerror or error}.") from None


def _edit(app: App[Any], words: list[str], path: Path, text: str) -> str:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    with app.suspend():
        code = subprocess.run([*words, str(path)], check=False).returncode
    if code:
        raise Refused(f"The editor ended with an error ({code}); the text is as it was.")
    try:
        written = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        raise Refused("The editor removed the file; the text is as it was.") from None
    if too_long(written):
        raise Refused("That is longer than the 64 KiB a text may have.")
    return clean(written)
