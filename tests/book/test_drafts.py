"""What was typed and not saved lies in a file beside the book: private, whole, and never lost in silence."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.book import drafts
from bondtui.book.drafts import Draft
from bondtui.errors import Refused

FORM = Draft("ContactDialog", ("c1",), "editing Anna Petrova", {"company": "Lumen 田中"}, {"company": ""})
LINE = Draft("LogScreen", (None,), "writing a line", {"line": "met Anna", "text": "", "meant": {"anna": 3}})

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=20)
"""Lone surrogates and control characters too."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a book lies, or would."""
    return tmp_path / "made" / "book.db"


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_drafts_are_for_the_owners_eyes_under_any_umask(path: Path) -> None:
    drafts.keep(path, [FORM])
    file = path.with_name("book.draft.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["book.draft.json"]
    assert drafts.kept(path) == [FORM]


def test_drafts_of_several_apps_stand_beside_each_other_until_each_is_forgotten(path: Path) -> None:
    drafts.keep(path, [FORM])
    drafts.keep(path, [LINE])
    assert drafts.kept(path) == [FORM, LINE]
    drafts.keep(path, [Draft("ContactDialog", ("c1",), "editing Anna", {"company": "Oslo"}, id=FORM.id)])
    assert [each.typed for each in drafts.kept(path)] == [LINE.typed, {"company": "Oslo"}]
    drafts.forget(path, LINE.id)
    drafts.forget(path, FORM.id)
    drafts.forget(path, FORM.id)
    assert drafts.kept(path) == []
    assert list(path.parent.iterdir()) == []


@given(
    st.dictionaries(ANYTHING, ANYTHING, max_size=3),
    st.lists(st.none() | st.integers() | ANYTHING, max_size=3),
)
def test_whatever_was_typed_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, typed: dict[str, str], about: list[str | int | None]
) -> None:
    path = tmp_path_factory.mktemp("any") / "book.db"
    draft = Draft("ContactDialog", tuple(about), "editing", typed, typed)
    drafts.keep(path, [draft])
    assert drafts.kept(path) == [draft]


def _folder(file: Path) -> None:
    file.mkdir()


def _link(file: Path) -> None:
    file.symlink_to("/etc/hostname")


SPOILT: dict[str, Callable[[Path], object]] = {
    "cut off": lambda file: file.write_text('{"schema": 1, "drafts": [{"kind": "Contact'),
    "no bytes": lambda file: file.write_bytes(b""),
    "no text": lambda file: file.write_bytes(b"\xff\xfe\x00SQLite"),
    "another shape": lambda file: file.write_text('["drafts"]'),
    "a number for a name": lambda file: file.write_text(json.dumps({"drafts": [{"kind": 5}]})),
    "no list": lambda file: file.write_text('{"drafts": 5}'),
    "deep": lambda file: file.write_text("[" * 100_000),
    "endless": lambda file: file.write_bytes(b"[" * (drafts.MAX_BYTES + 1)),
    "a folder": _folder,
    "a pipe": os.mkfifo,
    "a link": _link,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_file_that_cannot_be_read_is_put_aside_and_nothing_of_it_is_lost(
    path: Path, spoil: Callable[[Path], object]
) -> None:
    path.parent.mkdir()
    file = path.with_name("book.draft.json")
    spoil(file)
    before = file.lstat()
    aside = path.with_name("book.draft.unreadable.json")
    with pytest.raises(Refused, match=rf"could not be read; it lies in {aside} now\."):
        drafts.kept(path)
    assert aside.lstat().st_ino == before.st_ino
    assert drafts.kept(path) == []
    spoil(file)
    drafts.keep(path, [FORM])
    assert drafts.kept(path) == [FORM]
    assert path.with_name("book.draft.unreadable-2.json").lstat().st_size == before.st_size
