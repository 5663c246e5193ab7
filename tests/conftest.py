"""Every test has a home of its own, a fixed day, and never sees the person's real folders."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bondtui.book import Book
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.settings import Settings

from .hostile import Filled, fill

TODAY = date(2026, 11, 23)

# The same examples in every run: what failed for one fails for all.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile("steady")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, with the variables that point elsewhere removed."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("BONDTUI_TODAY", TODAY.isoformat())
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "BONDTUI_DB", "BONDTUI_CONFIG", "EDITOR", "VISUAL", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(scope="session")
def hostile_book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Filled]]:
    """A book with every hostile text in every field, to be copied, and where each text stands in it."""
    path = tmp_path_factory.mktemp("hostile") / "book.db"
    with closing(Book.open(path, Settings(), lambda: TODAY)) as book:
        return path, fill(book, TODAY)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cadences=dict(DEFAULT_CADENCES), export_dir=tmp_path / "exports")


@pytest.fixture
def open_book(tmp_path: Path, settings: Settings) -> Iterator[Callable[..., Book]]:
    """Opens the test's book, again and again if need be, on any day."""
    opened: list[Book] = []

    def opener(today: date = TODAY, settings: Settings = settings) -> Book:
        opened.append(Book.open(tmp_path / "data" / "book.db", settings, lambda: today))
        return opened[-1]

    yield opener
    for book in opened:
        book.close()


@pytest.fixture
def book(open_book: Callable[..., Book]) -> Book:
    return open_book()
