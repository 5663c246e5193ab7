"""The command line in this process, over a book of the test's own."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bondtui.cli import main
from tests.conftest import TODAY


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "new" / "book.db"
    monkeypatch.setenv("BONDTUI_DB", str(path))
    monkeypatch.setenv("BONDTUI_CONFIG", str(tmp_path / "settings.toml"))
    return path


@pytest.fixture
def run(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `bondtui ARGUMENTS`, on another day if `today` says so."""

    def ran(*arguments: str, today: str = TODAY.isoformat()) -> Ran:
        monkeypatch.setenv("BONDTUI_TODAY", today)
        code = main(arguments)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)

    return ran


@pytest.fixture
def anna(run: Run) -> str:
    """Anna Petrova, a partner since 2025; her uid."""
    arguments = ("--stage", "partner", "--company", "Lumen", "--email", "anna@lumen.example", "--since", "2025-03-01")
    uid: str = run("add", "Anna Petrova", *arguments, "--json").json["contact"]["uid"]
    return uid


@pytest.fixture
def child_environment(db: Path) -> dict[str, str]:
    return {**os.environ, "BONDTUI_DB": str(db)}
