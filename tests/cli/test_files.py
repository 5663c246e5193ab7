"""export and path: what leaves the book, and where it lies."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_an_export_never_takes_the_place_of_a_book(run: Run, anna: str, db: Path, tmp_path: Path) -> None:
    copy = Path(run("backup", "--json").json["backup"])
    another = tmp_path / "another.db"
    run("--db", str(another), "add", "Ben")
    for path in (db, copy, another):
        before = path.read_bytes()
        ran = run("export", "--format", "csv", "-o", os.path.relpath(path))
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert "is a book" in ran.err
        assert path.read_bytes() == before
    new = tmp_path / "nobody.db"
    assert run("--db", str(new), "export", "--format", "csv", "-o", str(new)).code == 1
    assert not new.exists()


def test_a_summary_goes_to_stdout_unless_a_file_is_named(run: Run, anna: str, tmp_path: Path) -> None:
    run("log", "called Anna: open #thanked")
    run("log", "called Anna: between us !private +2w ask what remains between us")
    out = run("export", "Anna").out
    assert "# Anna Petrova" in out
    assert "between us" in out
    assert run("export", "Anna", "-o", "-").out == out
    handover = run("export", "Anna", "--for", "handover").out
    assert "open" in handover
    assert "between us" not in handover
    target = tmp_path / "anna.md"
    printed = run("export", "Anna", "--for", "me", "-o", str(target), "--json").json
    assert printed == {"schema": 1, "written": [str(target)]}
    assert target.read_text(encoding="utf-8").strip() == out.strip()
    assert target.stat().st_mode & 0o777 == 0o600


def test_an_export_replaces_a_file_and_never_a_link_or_a_folder(run: Run, anna: str, tmp_path: Path) -> None:
    target, link, folder = tmp_path / "a.md", tmp_path / "link.md", tmp_path / "folder"
    target.write_text("old")
    link.symlink_to(target)
    folder.mkdir()
    for refused in (link, folder, tmp_path / "missing" / "a.md"):
        ran = run("export", "Anna", "-o", str(refused))
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert target.read_text() == "old"
    assert run("export", "Anna", "-o", str(target)).out == f"Wrote {target}\n"
    assert "Anna Petrova" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"), [(("Nemo",), 3), (("Anna", "--for", "all"), 2), (("Anna", "-o", ""), 2)]
)
def test_what_cannot_be_exported(run: Run, anna: str, arguments: tuple[str, ...], code: int) -> None:
    assert run("export", *arguments).code == code


def test_path_says_where_the_book_lies(run: Run, db: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("path").out == f"{db}\n"
    assert run("--db", "/elsewhere/b.db", "path").out == "/elsewhere/b.db\n"
    monkeypatch.delenv("BONDTUI_DB")
    assert str(own_home) in run("path").out
    assert not db.exists()


def test_path_settings_documents_every_setting(run: Run, tmp_path: Path) -> None:
    out = run("path", "--settings").out
    assert out.startswith(f"# {tmp_path / 'settings.toml'}\n")
    for key in ("date_order", "export_dir", "theme", "relative_dates", "[cadences]", "[keys]"):
        assert key in out
