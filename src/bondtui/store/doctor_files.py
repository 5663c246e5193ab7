"""The files of a book: for its owner's eyes only, and nothing left lying about by what was stopped."""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bondtui.domain.text import clean_line
from bondtui.store import backups
from bondtui.store.doctor_report import Report

OTHERS = 0o077
LEFTOVER = 24 * 60 * 60
"""Seconds after which nobody is writing a file any more."""


def look(path: Path, report: Report) -> None:
    """Report files that others may open, and what stopped processes left."""
    for file, mode in _open_to_others(path):
        report.add("mode", _exposed(file, mode), mendable=True)
    for file in _temporary(path):
        report.add("temporary", _left(file), mendable=True)
    journal = Path(f"{path.resolve()}-journal")
    if _is_leftover(journal):
        report.add("journal", f"{_left(journal)} It goes with the next change of the book.")


def mend(path: Path, report: Report) -> None:
    """Close the files to others and remove our own temporary ones; what the system refuses is not reported."""
    for file, mode in list(_open_to_others(path)):
        with suppress(OSError):
            file.chmod(mode & ~OTHERS)
            report.add("mode", _exposed(file, mode), mendable=True)
    for file in list(_temporary(path)):
        with suppress(OSError):
            file.unlink()
            report.add("temporary", _left(file), mendable=True)


def _open_to_others(path: Path) -> Iterator[tuple[Path, int]]:
    folder = path.parent / backups.FOLDER
    ours = (each for each in _files(folder) if each.name.startswith(f"{backups.base(path)}-"))
    for file in (path, path.with_suffix(".draft.json"), folder, *ours):
        with suppress(OSError):
            mode = stat.S_IMODE(file.stat().st_mode)
            if mode & OTHERS:
                yield file, mode


def _temporary(path: Path) -> Iterator[Path]:
    for folder in (path.parent, path.parent / backups.FOLDER):
        yield from (each for each in _files(folder) if each.name.startswith(".bondtui-") and _is_leftover(each))


def _files(folder: Path) -> list[Path]:
    """The regular files of a folder, in order; links are no business of ours."""
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(each.path) for each in entries if each.is_file(follow_symlinks=False))
    except OSError:
        return []


def _is_leftover(file: Path) -> bool:
    try:
        return time.time() - file.stat().st_mtime > LEFTOVER
    except OSError:
        return False


def _exposed(file: Path, mode: int) -> str:
    return f"Others on this machine may open {clean_line(str(file))}: its mode is {mode:04o}."


def _left(file: Path) -> str:
    return f"{clean_line(str(file))} was left by a process that was stopped."
