"""A folder of notes, one a contact, that link to one another, with an index: ready for Obsidian.

Whose note a file is stands in its front matter. By that a note is replaced only by one of the same contact: what
else lies in the folder stays, and so does the note of somebody who was renamed or removed since.
"""

import stat
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from bondtui.domain.contacts import Contact
from bondtui.domain.stages import Stage
from bondtui.domain.text import clean_line, fold
from bondtui.errors import Refused
from bondtui.exchange.markdown import MARK, Notes, front_matter
from bondtui.exchange.markdown_text import bare, escape_inline, wiki_link
from bondtui.exchange.safe_file import file_name

INDEX = "index"
"""The name of the note that lists everybody, and in its front matter what stands for a uid."""

SUFFIX = ".md"

_HEAD = 4096
"""Bytes of a file in which its front matter says whose note it is."""

_PLURAL = {
    Stage.FRIEND: "Friends",
    Stage.PARTNER: "Partners",
    Stage.ACQUAINTANCE: "Acquaintances",
    Stage.STRANGER: "Strangers",
}


@dataclass(frozen=True, slots=True)
class Vault:
    """The names of the notes in a folder, by uid; `there` are those whose note lies in it already."""

    names: Notes
    there: frozenset[str]


def note_name(name: str) -> str:
    """The name of a note without its suffix: any file system and any link takes it, and nothing in it is markup."""
    plain = file_name(bare(name), "")
    # A link to it would lead to the note of whoever is called like the rest.
    return f"{plain[:-3]} md" if plain.casefold().endswith(SUFFIX) else plain


def vault(people: Iterable[tuple[str, str]], folder: Path) -> Vault:
    """How the notes of these (uid, name) are called in a folder, whether it is there or not.

    Nobody shares a name, whatever its case: the first of several keeps it, and the others, like whoever would take
    the place of a file that is not theirs, have their uid after it. So that a name stays the same, `people` are
    always all of the book, the first who was added first.
    """
    files, taken = _files(folder), set[str]()
    names, there = {}, set()
    for uid, name in [(INDEX, INDEX), *people]:
        called = note_name(name)
        while _same(called) in taken or any(owner(file) != uid for file in files.get(_same(called), ())):
            called += f" ({uid})"
        taken.add(_same(called))
        names[uid] = called
        if _same(called) in files:
            there.add(uid)
    return Vault(names, frozenset(there))


def index(people: Iterable[Contact], notes: Notes) -> str:
    """The note that leads to all others: by stage, the closest first, then by name."""
    groups: dict[str, list[Contact]] = {title: [] for title in (*_PLURAL.values(), "Archived")}
    for each in people:
        groups["Archived" if each.archived else _PLURAL[each.stage]].append(each)
    blocks = [front_matter({MARK: INDEX}), "# People"]
    for title, group in groups.items():
        if group:
            ordered = sorted(group, key=lambda each: (fold(each.name), each.id))
            lines = (f"- {_line(each, notes)}" for each in ordered)
            blocks += [f"## {title}", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def _line(contact: Contact, notes: Notes) -> str:
    work = ", ".join(escape_inline(each) for each in (contact.role, contact.company) if each)
    return wiki_link(notes[contact.uid], contact.name) + (f" · {work}" if work else "")


def owner(path: Path) -> str | None:
    """The uid of whose note a file is; None when it is nobody's, or cannot be read."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            first, *lines = file.read(_HEAD).decode(errors="replace").splitlines() or [""]
    except OSError:
        return None
    if first != "---":
        return None
    facts = (line.partition(":") for line in takewhile(lambda line: line != "---", lines))
    return next((value.strip().strip("\"'") for key, _, value in facts if key == MARK), None)


def _files(folder: Path) -> Mapping[str, list[Path]]:
    """What lies in the folder and is called like a note, by what file systems take for the same name."""
    found: dict[str, list[Path]] = {}
    try:
        files = list(folder.iterdir())
    except FileNotFoundError:
        files = []
    except OSError as error:
        raise Refused(f"{clean_line(str(folder))} could not be read: {error.strerror}.") from error
    for file in files:
        if file.name.casefold().endswith(SUFFIX):
            found.setdefault(_same(file.name[: -len(SUFFIX)]), []).append(file)
    return found


def _same(name: str) -> str:
    """Equal for names that some file system takes for one: they fold case and put accents together differently."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).upper().casefold())
