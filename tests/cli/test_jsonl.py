"""The book leaves and comes back by the command line."""

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_the_whole_book_goes_to_stdout_or_a_file_and_comes_back(run: Run, anna: str, tmp_path: Path) -> None:
    run("log", "called Anna: the café 😀 #thanked +1w send it")
    out, path = run("export", "--format", "json").out, tmp_path / "book.jsonl"
    assert run("export", "--format", "json", "-o", str(path), "--json").json["written"] == [str(path)]
    assert path.read_text(encoding="utf-8") == out
    assert path.stat().st_mode & 0o777 == 0o600
    assert [json.loads(line).get("type", "book") for line in out.splitlines()] == [
        "book", "contact", "interaction", "follow_up",
    ]  # fmt: skip
    other = ("--db", str(tmp_path / "other.db"))
    (report,) = run(*other, "import", str(path), "--json").json["files"]
    assert (report["kind"], report["read"], report["added"], report["warnings"]) == ("jsonl", 3, 3, [])
    assert run(*other, "export", "--format", "json").out == out
    assert run(*other, "show", anna).out == run("show", anna).out
