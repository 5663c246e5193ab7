"""Where the book and the settings lie, and what day it is. Nothing is created here."""

import os
import sys
from datetime import date
from pathlib import Path

from bondtui.errors import UsageError


def book_path(option: str | None) -> Path:
    """The book: `--db`, else BONDTUI_DB, else the default place."""
    if option == "":
        raise UsageError("--db wants the path of a book.")
    named = option or os.environ.get("BONDTUI_DB")
    path = Path(_expanded(named)) if named else _data_folder() / "book.db"
    try:
        path.absolute()
    except FileNotFoundError:
        raise UsageError("The folder you are in is gone, so name the book by its full path.") from None
    return path


def settings_path() -> Path:
    """The settings file, which need not exist: BONDTUI_CONFIG, else the default place."""
    named = os.environ.get("BONDTUI_CONFIG")
    return Path(_expanded(named)) if named else _config_folder() / "settings.toml"


def documents_folder() -> Path:
    """Where exports go unless the settings say otherwise."""
    import platformdirs

    return _absolute(platformdirs.user_documents_path(), "Documents")


def today() -> date:
    """The local date, or the one BONDTUI_TODAY fixes."""
    fixed = os.environ.get("BONDTUI_TODAY")
    if not fixed:
        return date.today()
    try:
        day = date.fromisoformat(fixed)
    except ValueError:
        day = None
    if day is None or day.isoformat() != fixed:
        raise UsageError(f"BONDTUI_TODAY is {fixed!r}; write it like 2026-11-23.")
    return day


def _data_folder() -> Path:
    if sys.platform == "linux":
        return _xdg("XDG_DATA_HOME", ".local/share") / "bondtui"
    import platformdirs

    return _absolute(platformdirs.user_data_path("bondtui", appauthor=False), "bondtui")


def _config_folder() -> Path:
    if sys.platform == "linux":
        return _xdg("XDG_CONFIG_HOME", ".config") / "bondtui"
    import platformdirs

    return _absolute(platformdirs.user_config_path("bondtui", appauthor=False), "bondtui")


def _xdg(variable: str, below_home: str) -> Path:
    """What platformdirs says too, without the 4 ms it takes to import; a relative path is ignored, as XDG asks."""
    return _absolute(Path(os.environ.get(variable, "")), below_home)


def _absolute(found: Path, below_home: str) -> Path:
    if found.is_absolute():
        return found
    home = Path(os.path.expanduser("~"))
    if not home.is_absolute() or os.environ.get("HOME") == "":
        raise UsageError("There is no home folder here; name the book with --db and the settings with BONDTUI_CONFIG.")
    return home / below_home


def _expanded(path: str) -> str:
    if "\0" in path:
        raise UsageError("A path cannot hold a null character.")
    return os.path.expanduser(path)
