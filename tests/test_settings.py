"""Settings and paths: what is read, what is complained about with file and line, and a home that is not there."""

import dataclasses
import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from bondtui import paths
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.stages import Stage
from bondtui.errors import UsageError
from bondtui.settings import DOCUMENTATION, Settings, load


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings.toml"
    monkeypatch.setenv("BONDTUI_CONFIG", str(path))
    return path


def test_without_a_file_everything_has_its_default(file: Path, own_home: Path) -> None:
    settings = load()
    assert settings == Settings()
    assert (settings.date_order, settings.theme, settings.relative_dates) == ("dmy", "dark", True)
    assert (settings.cadences, settings.keys) == (DEFAULT_CADENCES, {})
    assert settings.export_dir == own_home / "Documents"


def test_the_documentation_is_a_settings_file_that_changes_nothing(file: Path) -> None:
    file.write_text(DOCUMENTATION, encoding="utf-8")
    assert load() == Settings()
    every = DOCUMENTATION.replace("# export_dir", "export_dir").replace("# standard", "standard").replace('# "', '"')
    named = {*tomllib.loads(every)}
    assert named == {field.name for field in dataclasses.fields(Settings)}


def test_every_setting_is_read(file: Path, own_home: Path) -> None:
    file.write_text(
        '\ufeffdate_order = "mdy"\nexport_dir = "~/out"\ntheme = "light"\nrelative_dates = false\n'
        '[cadences]\nfriend = "2w"\nstranger = 0\n[keys]\n"contact.log" = "ctrl+l"\n',
        encoding="utf-8",
    )
    settings = load()
    assert (settings.date_order, settings.theme, settings.relative_dates) == ("mdy", "light", False)
    assert settings.export_dir == own_home / "out"
    assert settings.cadences == {**DEFAULT_CADENCES, Stage.FRIEND: 14, Stage.STRANGER: 0}
    assert settings.keys == {"contact.log": "ctrl+l"}


def test_settings_can_be_replaced_and_not_changed(tmp_path: Path) -> None:
    settings = dataclasses.replace(Settings(theme="light"), export_dir=tmp_path)
    assert (settings.theme, settings.export_dir) == ("light", tmp_path)
    assert dataclasses.replace(settings, theme="dark").export_dir == tmp_path
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.theme = "x"  # type: ignore[misc]


BAD = {
    "unknown key": ("theme = 'dark'\n\ncolour = 'red'\n", 3, "there is no setting colour"),
    "unknown section": ("theme = 'dark'\n[colours]\nx = 1\n", 2, "there is no setting colours"),
    "no TOML": ("theme = 'dark'\ntheme = \n", 2, "Invalid value"),
    "not ended": ("[cadences]\nfriend = '2w", 2, ""),
    "twice": ("theme = 'a'\ntheme = 'b'\n", 2, "overwrite"),
    "date order": ("\ndate_order = 'ymd'\n", 2, 'date_order is "dmy" or "mdy"'),
    "date order's kind": ("date_order = []\n", 1, "date_order is"),
    "relative folder": ("export_dir = 'here'\n", 1, "the full path"),
    "folder's kind": ("export_dir = 1\n", 1, "the full path"),
    "theme": ("theme = ''\n", 1, "theme is the name"),
    "relative dates": ("relative_dates = 'yes'\n", 1, "true or false"),
    "a stage": ("[keys]\na = 'b'\n[cadences]\n# pal\npal = '2w'\n", 5, "there is no stage pal"),
    "a cadence": ("[cadences]\nfriend = 'often'\n", 2, "is not a cadence"),
    "a cadence's kind": ("[cadences]\nfriend = true\n", 2, "is not a cadence"),
    "too long a cadence": ("[cadences]\nfriend = 4000\n", 2, "at most 3650 days"),
    "no section": ("theme = 'x'\ncadences = 30\n", 2, "write [cadences] on a line"),
    "dotted": ("theme = 'x'\ncadences.friend = 'x'\n", 2, "is not a cadence"),
    "inline": ("cadences = { friend = 'x' }\n", 1, "is not a cadence"),
    "a key": ("[keys]\n'contact.log' = 3\n", 2, "contact.log wants a key"),
}


@pytest.mark.parametrize(("text", "line", "why"), BAD.values(), ids=BAD)
def test_a_mistake_is_named_with_file_and_line(file: Path, text: str, line: int, why: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load()
    assert str(caught.value).startswith(f"{file}, line {line}: ")
    assert why in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_a_sentence(file: Path) -> None:
    file.write_bytes(b"theme = '\xff'")
    with pytest.raises(UsageError, match="UTF-8"):
        load()
    file.unlink()
    file.mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        load()


def test_the_option_goes_before_the_environment_before_the_default(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paths.book_path(None) == own_home / ".local/share/bondtui/book.db"
    assert paths.settings_path() == own_home / ".config/bondtui/settings.toml"
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/config")
    assert paths.book_path(None) == Path("/data/bondtui/book.db")
    assert paths.settings_path() == Path("/config/bondtui/settings.toml")
    monkeypatch.setenv("BONDTUI_DB", "~/b.db")
    assert paths.book_path(None) == own_home / "b.db"
    assert paths.book_path("o.db") == Path("o.db")


def test_relative_xdg_folders_are_ignored(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    monkeypatch.setenv("XDG_CONFIG_HOME", "config")
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", "documents")
    assert paths.book_path(None) == own_home / ".local/share/bondtui/book.db"
    assert paths.settings_path() == own_home / ".config/bondtui/settings.toml"
    assert paths.documents_folder() == own_home / "Documents"


@pytest.mark.parametrize("home", [None, "", "relative"])
def test_a_home_that_is_not_there_does_not_crash(home: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if home is None:
        monkeypatch.delenv("HOME")
    else:
        monkeypatch.setenv("HOME", home)
    for find in (lambda: paths.book_path(None), paths.settings_path, paths.documents_folder):
        with suppress(UsageError):
            assert find().is_absolute()


def test_today_is_the_clocks_or_the_fixed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.today() == date(2026, 11, 23)
    for wrong in ("20261123", "2026-W48-1", "tomorrow", "2026-02-30"):
        monkeypatch.setenv("BONDTUI_TODAY", wrong)
        with pytest.raises(UsageError, match="BONDTUI_TODAY"):
            paths.today()
    monkeypatch.delenv("BONDTUI_TODAY")
    assert abs((paths.today() - date.today()).days) <= 1
