"""Folders as one chooses a file in them: what lies there, and which place a typed path means."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bondtui.domain.text import clean_line, fold
from bondtui.errors import Refused

LIKELY = frozenset({".vcf", ".vcard", ".csv", ".tsv", ".ics", ".md", ".json", ".jsonl", ".txt"})
"""How the names of files end that one may want to import. What a file is, is seen by its content."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a folder. `name` is how it is shown and typed, `key` how it is compared; `path` alone is exact."""

    path: Path
    name: str
    key: str
    is_folder: bool
    size: int = 0
    changed_on: date | None = None

    @property
    def is_likely(self) -> bool:
        return self.path.suffix.lower() in LIKELY


def start() -> Path:
    """Where one looks first: what was downloaded, else the home folder, else here."""
    for each in ("~/Downloads", "~"):
        try:
            folder = Path(each).expanduser()
            if folder.is_dir():
                return folder
        except (OSError, RuntimeError):
            continue
    return Path("/")


def contents(folder: Path) -> list[Entry]:
    """Folders by name, then files, the newest first; what is neither is left out. Takes its time: for a thread.

    Refused, in one sentence, when it cannot be read.
    """
    shown = clean_line(str(folder))
    try:
        with os.scandir(folder) as found:
            entries = [entry for each in found if (entry := _entry(each))]
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise Refused(f"There is no folder {shown}.") from None
    except OSError as error:
        raise Refused(f"{shown} could not be read: {error.strerror}.") from None
    entries.sort(key=lambda each: (each.key, each.name))
    entries.sort(key=lambda each: (not each.is_folder, -(each.changed_on or date.min).toordinal()))
    return entries


def _entry(found: "os.DirEntry[str]") -> Entry | None:
    name = clean_line(found.name)
    try:
        if found.is_dir():
            return Entry(Path(found.path), name, fold(name), True)
        if not found.is_file():
            return None
        status = found.stat()
    except OSError:
        return None
    try:
        changed_on = date.fromtimestamp(status.st_mtime)
    except (OverflowError, OSError, ValueError):
        changed_on = None
    return Entry(Path(found.path), name, fold(name), False, status.st_size, changed_on)


def meant(typed: str) -> Path:
    """The place a typed or dropped path means; a relative one counts from where the app was started.

    Refused when it cannot be one.
    """
    text = typed.strip()
    if text.startswith("file://"):
        text = unquote(urlsplit(text).path)
    elif len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    try:
        path = Path(text).expanduser()
        if "\\" in text and not path.exists():
            path = Path(text.replace("\\", "")).expanduser()
        return Path.cwd() / path
    except (OSError, RuntimeError, ValueError):
        raise Refused(f"There is no place {clean_line(text)}.") from None


def written(folder: Path) -> str:
    """A folder's path as one types it, with `~` for home and a slash at its end."""
    try:
        inside = folder.relative_to(Path.home())
    except (RuntimeError, ValueError):
        text = clean_line(str(folder))
    else:
        text = clean_line(str("~" / inside))
    return text if text.endswith("/") else f"{text}/"


def size_words(size: int) -> str:
    """`812 B`, `12 KB`, `3.4 MB`."""
    if size < 1_000:
        return f"{size} B"
    shown, unit = size / 1_000, "KB"
    for bigger in ("MB", "GB", "TB"):
        if shown < 1_000:
            break
        shown, unit = shown / 1_000, bigger
    return f"{shown:.1f} {unit}" if shown < 10 and unit != "KB" else f"{shown:.0f} {unit}"
