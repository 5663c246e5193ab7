"""A file is read line by line in its own encoding, however its lines end and however long they are."""

from pathlib import Path

import pytest

from bondtui.errors import Refused
from bondtui.exchange.source import Source


def lines(tmp_path: Path, data: bytes, longest: int = 100) -> list[bytes]:
    path = tmp_path / "file"
    path.write_bytes(data)
    return list(Source(path).lines(longest))


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines_are_those_an_editor_shows(tmp_path: Path, end: str, encoding: str) -> None:
    data = end.join(["né", "", "\u2028x\x0b\x85", "last"]).encode(encoding)
    assert lines(tmp_path, data) == ["né".encode(), b"", "\u2028x\x0b\x85".encode(), b"last"]


def test_a_letter_cut_by_a_line_end_keeps_its_bytes(tmp_path: Path) -> None:
    assert lines(tmp_path, b"a\xc3\n \xa9\n") == [b"a\xc3", b" \xa9"]


def test_of_a_line_that_is_too_long_only_the_beginning_is_given(tmp_path: Path) -> None:
    assert lines(tmp_path, b"abcdefg\nhi\n1234\n12345", longest=4) == [b"abcd", b"hi", b"1234", b"1234"]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"", "utf-8"),
        ("é".encode(), "utf-8"),
        ("é".encode("cp1252"), "cp1252"),
        ("é".encode("utf-16"), "utf-16"),
        ("é".encode("utf-8-sig"), "utf-8-sig"),
    ],
)
def test_a_mark_decides_else_utf_8_else_cp1252(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert Source(path).encoding == encoding


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is not a file"):
        Source(tmp_path)
