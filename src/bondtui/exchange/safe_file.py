"""The one way a file is written: beside its place, synced, then renamed onto it, for the owner's eyes only.

Names of files come from names of people, so those are made harmless here too.
"""

import errno
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from bondtui.domain.text import clean_line
from bondtui.errors import Refused

MAX_NAME = 200
"""UTF-8 bytes in a file's name before its suffix; file systems allow 255 with everything."""

AT_ONCE = 4
"""Files that are synced at a time: one after the other, each would wait for the disk alone, ten times as long."""

_JOINERS = "\u200c\u200d"
_FORBIDDEN = re.compile(r'[/\\<>:"|?*\[\]#^]')  # separators, what Windows refuses, what breaks an Obsidian link
_STRAY_JOINER = re.compile(  # one that does not stand alone between two letters or emoji
    f"(?<![^\\x00-\\x7f{_JOINERS}])[{_JOINERS}]+|[{_JOINERS}]++(?![^\\x00-\\x7f{_JOINERS}])"
)
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")  # invisible, though Unicode calls them letters
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)
_NO_FOLDER_SYNC = frozenset([errno.EINVAL, errno.ENOTSUP, errno.EACCES])


def write(path: Path, data: bytes | Iterable[bytes]) -> Path:
    """Put `data` at `path` in one step, readable by the owner only (0600), and return `path`.

    Only a regular file is replaced: a symlink, even a dangling one, a folder, a pipe or a device raises Refused, as
    does a missing folder or a full disk. After a failure, one of `data`'s own too, the old file is whole and nothing
    is left beside it.
    """
    _put(path, [data] if isinstance(data, bytes) else data)
    _sync(path.parent)
    return path


def write_each(files: Sequence[tuple[Path, bytes]]) -> None:
    """Put each of these files of one folder in its place as `write` does. What is there already is left alone.

    Refused for the first that cannot be written; the others are in their places then.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        written = [pool.submit(_put_if_new, file) for file in files]
    for each in written:
        each.result()
    if files:
        _sync(files[0][0].parent)


def _put_if_new(file: tuple[Path, bytes]) -> None:
    path, data = file
    if not _is_so(path, data):
        _put(path, [data])


def _is_so(path: Path, data: bytes) -> bool:
    with suppress(OSError, ValueError):
        there = path.lstat()
        return stat.S_IMODE(there.st_mode) == 0o600 and there.st_size == len(data) and path.read_bytes() == data
    return False


def _put(path: Path, data: Iterable[bytes]) -> None:
    try:
        _check_target(path)
        _replace(path, data)
    except (OSError, ValueError) as error:
        raise _refusal(path, "written", _reason(error)) from error


def _sync(folder: Path) -> None:
    try:
        _sync_folder(folder)
    except OSError as error:
        raise _refusal(folder, "written", _reason(error)) from error


def ensure_folder(path: Path) -> None:
    """Make `path` and the folders above it that are missing, each 0700; one that exists keeps its mode.

    Refused when something that is no folder stands there, or the folder cannot be made.
    """
    try:
        if path.is_dir():
            return
        if path.parent != path:
            ensure_folder(path.parent)
        _make_folder(path)
    except (OSError, ValueError) as error:
        raise _refusal(path, "made", _reason(error)) from error


def file_name(name: str, suffix: str) -> str:
    """A file name that any system and any Obsidian link takes, with nothing in it that a person cannot see.

    `suffix` brings its own dot. Letters of every script, spaces and emoji stay; a name of nothing but what must go
    is `contact`. NFC, at most 200 bytes of UTF-8 before the suffix, never cut inside a visible character.
    """
    seen = "".join(char for char in clean_line(name) if not _is_invisible(char))
    plain = _STRAY_JOINER.sub("", _FORBIDDEN.sub(" ", seen))
    plain = unicodedata.normalize("NFC", " ".join(plain.split()))
    stem = _cut(plain.lstrip(f" .-{_JOINERS}"), MAX_NAME).rstrip(f" .{_JOINERS}")
    first, dot, rest = stem.partition(".")
    if _DEVICE.fullmatch(first.rstrip()):
        stem = f"{first.rstrip()}_{dot}{rest}"
    return (stem or "contact") + suffix


def _check_target(path: Path) -> None:
    if not path.parent.is_dir():
        raise _refusal(path, "written", "its folder does not exist")
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        raise _refusal(path, "written", "it is a symbolic link")
    if stat.S_ISDIR(mode):
        raise _refusal(path, "written", "it is a folder")
    if not stat.S_ISREG(mode):
        raise _refusal(path, "written", "it is not a regular file")


def _replace(path: Path, data: Iterable[bytes]) -> None:
    temp = path.parent / f".bondtui-{secrets.token_hex(8)}.tmp"
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            os.fchmod(fd, 0o600)  # the umask may have taken more than was asked
            for part in data:
                left = memoryview(part)
                while left:
                    left = left[os.write(fd, left) :]
            os.fsync(fd)
        finally:
            os.close(fd)
        temp.replace(path)  # onto a symlink that has just appeared: replaces the link, never follows it
    finally:
        with suppress(OSError):
            temp.unlink()  # there is nothing to remove once it was renamed


def _sync_folder(folder: Path) -> None:
    """Make the rename durable, where the file system can and the folder may be read."""
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700)
    except FileExistsError as error:
        if not path.is_dir():
            raise _refusal(path, "made", "something that is no folder stands there") from error
    else:
        path.chmod(0o700)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)


def _refusal(path: Path, done: str, reason: str) -> Refused:
    return Refused(f"{clean_line(str(path))} could not be {done}: {reason}.")


def _is_invisible(char: str) -> bool:
    return char not in _JOINERS and (unicodedata.category(char) in ("Cc", "Cf", "Cs") or char in _BLANK_LETTERS)


def _cut(text: str, limit: int) -> str:
    """The longest beginning of `text` within `limit` bytes of UTF-8 that ends between two visible characters."""
    end = len(text.encode()[:limit].decode(errors="ignore"))
    if end == len(text):
        return text
    whole = end
    while whole and not _may_part(text, whole):
        whole -= 1
    return text[: whole or end]


def _may_part(text: str, at: int) -> bool:
    """Whether no mark, joiner, skin tone or half of a flag hangs over the place between `at - 1` and `at`."""
    after = text[at]
    if text[at - 1] in _JOINERS or after in _JOINERS or unicodedata.category(after).startswith("M"):
        return False
    if "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    if not _is_flag_half(after):
        return True
    halves = 0
    while halves < at and _is_flag_half(text[at - 1 - halves]):
        halves += 1
    return halves % 2 == 0


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
