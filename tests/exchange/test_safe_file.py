"""A file is written whole or not at all, and no name leads it astray."""

import errno
import os
import socket
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.errors import Cancelled, Refused
from bondtui.exchange.safe_file import ensure_folder, file_name, write, write_each


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_a_file_is_written_and_its_path_returned(tmp_path: Path) -> None:
    path = tmp_path / "anna.md"
    assert write(path, b"hello") == path
    assert path.read_bytes() == b"hello"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("umask")
def test_a_new_file_is_for_its_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    assert mode(write(tmp_path / "anna.md", b"x")) == 0o600


def test_a_regular_file_is_replaced_and_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "anna.md"
    path.write_bytes(b"a longer text than the new one")
    path.chmod(0o644)
    write(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600


def test_an_empty_file_can_be_written(tmp_path: Path) -> None:
    assert write(tmp_path / "empty", b"").read_bytes() == b""


def test_replacing_a_hard_link_leaves_the_other_name_alone(tmp_path: Path) -> None:
    path, other = tmp_path / "anna.md", tmp_path / "other.md"
    other.write_bytes(b"old")
    path.hardlink_to(other)
    write(path, b"new")
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"old")


def test_a_file_with_the_longest_name_is_written(tmp_path: Path) -> None:
    assert write(tmp_path / ("x" * 255), b"x").read_bytes() == b"x"


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: whole(fd, data[:3]))
    assert write(tmp_path / "a", b"0123456789").read_bytes() == b"0123456789"


@pytest.mark.parametrize("exists", [True, False])
def test_a_symlink_is_refused_and_what_it_points_to_untouched(tmp_path: Path, exists: bool) -> None:
    target, link = tmp_path / "target", tmp_path / "link.md"
    if exists:
        target.write_bytes(b"old")
    link.symlink_to(target)
    with pytest.raises(Refused, match=r"link\.md could not be written: it is a symbolic link\.$"):
        write(link, b"new")
    assert link.is_symlink()
    assert target.exists() is exists
    assert not exists or target.read_bytes() == b"old"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refused, match="it is a folder"):
        write(tmp_path / "folder", b"x")
    with pytest.raises(Refused, match="it is a folder"):
        write(tmp_path / "folder" / "..", b"x")
    assert (tmp_path / "folder").is_dir()


def test_a_pipe_and_a_socket_are_refused_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for name in ("pipe", "socket"):
            with pytest.raises(Refused, match=f"{name} could not be written: it is not a regular file"):
                write(Path(name), b"x")
    assert sorted(os.listdir()) == ["pipe", "socket"]


@pytest.mark.parametrize("parent", ["nowhere", "file"])
def test_a_folder_that_is_none_is_refused(tmp_path: Path, parent: str) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(Refused, match="its folder does not exist"):
        write(tmp_path / parent / "anna.md", b"x")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_path_no_system_takes_is_refused_in_one_clean_line(tmp_path: Path) -> None:
    for name in ("a\0b", "x" * 300, "\x1b]52;c;x\x07" + "y" * 300):
        with pytest.raises(Refused) as refused:
            write(tmp_path / name, b"x")
        assert str(refused.value).isprintable()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", ["write", "fsync", "fchmod", "replace"])
def test_after_a_failure_the_old_file_is_whole_and_nothing_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "anna.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(Refused, match=rf"anna\.md could not be written: {os.strerror(errno.ENOSPC)}\.$"):
        write(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "anna.md", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_beyond_the_limit_of_the_system_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "anna.md"
    path.write_bytes(b"old")
    code = (
        "import resource, sys; from pathlib import Path; from bondtui.exchange.safe_file import write\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); write(Path(sys.argv[1]), b'x' * 9999)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert os.strerror(errno.EFBIG) in run.stderr.splitlines()[-1]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_system_that_cannot_sync_a_folder_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def files_only(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.EINVAL, "no")
        sync(fd)

    monkeypatch.setattr(os, "fsync", files_only)
    assert write(tmp_path / "a", b"x").read_bytes() == b"x"


@pytest.mark.usefixtures("umask")
def test_every_missing_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    ensure_folder(tmp_path / "a" / "b" / "c")
    assert [mode(tmp_path / name) for name in ("a", "a/b", "a/b/c")] == [0o700] * 3


def test_an_existing_folder_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    ensure_folder(tmp_path)
    ensure_folder(tmp_path / "new")
    assert (mode(tmp_path), mode(tmp_path / "new")) == (0o755, 0o700)


def test_a_link_to_a_folder_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    ensure_folder(tmp_path / "link" / "new")
    assert (tmp_path / "real" / "new").is_dir()


def test_what_is_no_folder_is_not_made_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for path in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "link", tmp_path / "x\0y"):
        with pytest.raises(Refused) as refused:
            ensure_folder(path)
        assert str(refused.value).isprintable()
    assert (tmp_path / "file").read_bytes() == b"old"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Petrova", "Anna Petrova"),
        ("田中 健", "田中 健"),
        ("Zoë O’Brien-Łuk", "Zoë O’Brien-Łuk"),
        ("Zoe\u0308", "Zoë"),
        ("Dr. No Jr.", "Dr. No Jr"),
        ("../../x", "x"),
        ("/etc/passwd", "etc passwd"),
        ("..\\..\\x", "x"),
        ("C:\\Windows", "C Windows"),
        ("--help", "help"),
        (".bashrc", "bashrc"),
        ("- .- x", "x"),
        ("", "contact"),
        ("..", "contact"),
        (" . ", "contact"),
        ("///", "contact"),
        ("[[Anna]] #friend ^1 | x", "Anna friend 1 x"),
        ('<a> "b" ? *', "a b"),
        ("a\nb\tc\x00\x1b[31md", "a b c 31md"),
        ("abc\u202efdp.exe", "abcfdp.exe"),
        ("a\u200bb\u2060c\u00add\u200de\u3164", "abcde"),
        ("con", "con_"),
        ("NUL", "NUL_"),
        ("Lpt1", "Lpt1_"),
        ("aux.notes", "aux_.notes"),
        ("COM¹", "COM¹_"),
        ("Conny", "Conny"),
        ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
        ("👩\u200d", "👩"),
        ("\u200d👩\u200d\u200d🔬 x", "👩‍🔬 x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_a_file_name_is_harmless_and_still_the_persons(name: str, expected: str) -> None:
    assert file_name(name, ".md") == f"{expected}.md"


@pytest.mark.parametrize(
    ("unit", "count"),
    [("x", 200), ("é", 100), ("健", 66), ("👩‍👩‍👧", 11), ("👍🏽", 25), ("🇩🇪", 25), ("❤️‍🔥", 15), ("q\u0323\u0307", 40)],
)
def test_a_long_name_is_cut_between_two_visible_characters(unit: str, count: int) -> None:
    assert file_name(unit * 300, ".md") == unit * count + ".md"


def test_a_flag_after_a_letter_is_not_cut_in_half() -> None:
    assert file_name("xxx" + "🇩🇪" * 60, "") == "xxx" + "🇩🇪" * 24


def test_a_single_endless_character_is_cut_all_the_same() -> None:
    assert 190 <= len(file_name("👩" + "\u200d👩" * 500, "").encode()) <= 200


@given(
    st.lists(
        st.sampled_from(["..", "/", "\\", "-", "\u200d", "\u200c", "👩", "🇩", "é", "健", "\u0301", "CON", ".", " "])
    )
    | st.lists(st.characters(), max_size=300),
    st.sampled_from(["", ".md"]),
)
def test_whatever_the_name_the_file_name_is_one_plain_part_of_a_path(chars: list[str], suffix: str) -> None:
    made = file_name("".join(chars), suffix)
    stem = made.removesuffix(suffix)
    assert stem
    assert len(stem.encode()) <= 201
    assert Path(made).name == made
    assert made == unicodedata.normalize("NFC", made)
    assert stem[0] not in " .-"
    assert stem[-1] not in " .\u200c\u200d"
    assert not set(made) & set('/\\<>:"|?*[]#^')
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in made if c not in "\u200c\u200d")
    assert file_name(stem, suffix) == made


def test_many_files_are_written_together_and_those_that_are_so_already_are_left_alone(tmp_path: Path) -> None:
    files = [(tmp_path / f"{number}", f"text {number}".encode()) for number in range(9)]
    write_each(files)
    before = {path: path.stat().st_ino for path, _ in files}
    assert {mode(path) for path, _ in files} == {0o600}
    files[0][0].chmod(0o644)
    write_each([*files[:3], (files[3][0], b"new")])
    changed = {path for path, _ in files if path.stat().st_ino != before[path]}
    assert changed == {files[0][0], files[3][0]}
    assert mode(files[0][0]) == 0o600
    assert [path.read_bytes() for path, _ in files[2:5]] == [b"text 2", b"new", b"text 4"]
    assert len(list(tmp_path.iterdir())) == 9
    write_each([])


def test_of_many_files_one_that_cannot_be_written_is_named_and_the_others_are_whole(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with pytest.raises(Refused, match="link could not be written: it is a symbolic link"):
        write_each([(tmp_path / "a", b"a"), (tmp_path / "link", b"x"), (tmp_path / "b", b"b")])
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"a", b"b"]


def test_parts_are_written_as_one_file_or_not_at_all(tmp_path: Path) -> None:
    def parts(fail: bool) -> Iterator[bytes]:
        yield b"one "
        if fail:
            raise Cancelled("Stopped.")
        yield b"two"

    path = write(tmp_path / "x", parts(fail=False))
    assert path.read_bytes() == b"one two"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write(path, parts(fail=True))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
