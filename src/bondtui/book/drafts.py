"""What was typed and not saved when the app ended: a file beside the book holds it until it is saved or discarded."""

import json
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bondtui.errors import Refused
from bondtui.exchange import safe_file

MAX_BYTES = 4 * 1024 * 1024
"""A dozen forms with the longest of texts; what is larger was not written here."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One form or line. `kind` is the dialog and `about` what it was opened on; `doing` says both to a person.

    `typed` has the fields that were changed, `before` what stood there when the person began. Their values are texts,
    yes or no, lists of texts, or None.
    """

    kind: str
    about: tuple[str | int | None, ...]
    doing: str
    typed: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=lambda: secrets.token_hex(8))


def file_of(book: Path) -> Path:
    """Where the drafts of the book at this path lie."""
    return book.with_name(f"{book.stem}.draft.json")


def kept(book: Path) -> list[Draft]:
    """What was not saved, the oldest first.

    Refused when the file cannot be read: it is put aside then, and the sentence says where its text can be found.
    """
    path = file_of(book)
    try:
        return _read(path)
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused(f"What you had typed when bondtui was closed could not be read; {_put_aside(path)}.") from error


def keep(book: Path, drafts: Iterable[Draft]) -> None:
    """Add these to what is kept, each in the place of an earlier one with its id. Refused when it cannot be written."""
    new = {each.id: each for each in drafts}
    earlier: list[Draft] = []
    with suppress(Refused):  # what cannot be read was put aside
        earlier = kept(book)
    _write(file_of(book), [*(each for each in earlier if each.id not in new), *new.values()])


def forget(book: Path, ident: str) -> None:
    """Drop the draft with this id: what it held was saved or discarded. Refused when the file cannot be changed."""
    path = file_of(book)
    if not os.path.lexists(path):
        return
    rest = [each for each in kept(book) if each.id != ident]
    if rest:
        _write(path, rest)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(f"{path} could not be removed: {error.strerror or error}.") from error


def _write(path: Path, drafts: Iterable[Draft]) -> None:
    text = json.dumps({"schema": 1, "drafts": [asdict(each) for each in drafts]}, ensure_ascii=False, indent=1)
    safe_file.ensure_folder(path.parent)
    safe_file.write(path, text.encode("utf-8", "backslashreplace"))  # JSON reads an escaped lone surrogate back


def _read(path: Path) -> list[Draft]:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return []
    with open(fd, "rb") as file:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            raise ValueError(path)
        found = json.loads(file.read(MAX_BYTES))
    return [_draft(**each) for each in found["drafts"]]


def _draft(
    *, kind: object, about: object, doing: object, typed: object, before: object, id: object, **_: object
) -> Draft:
    match kind, about, doing, typed, before, id:
        case str(), list(), str(), dict(), dict(), str() if all(isinstance(a, str | int | None) for a in about):
            return Draft(kind, tuple(about), doing, typed, before, id)
    raise ValueError(kind)


def _put_aside(path: Path) -> str:
    """Move an unreadable file out of the way, and say where it lies."""
    number, aside = 1, path.with_suffix(".unreadable.json")
    while os.path.lexists(aside):
        number += 1
        aside = path.with_suffix(f".unreadable-{number}.json")
    try:
        path.rename(aside)
    except OSError:
        return f"it lies in {path}"
    return f"it lies in {aside} now"
