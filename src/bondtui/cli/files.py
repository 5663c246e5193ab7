"""export, path, demo: what leaves the book, where it lies, and a look around without one."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from bondtui.cli import output
from bondtui.cli.verbs import Session, Verb, takes_json
from bondtui.errors import UsageError

SPOOL = 8 << 20
"""Bytes of an export to stdout that are held in memory."""


def _export_arguments(parser: ArgumentParser) -> None:
    one = parser.add_argument
    one("name", metavar="NAME", nargs="?", help="whose; nobody named: everybody's in one file")
    one("--all", dest="folder", metavar="DIR", help="write everybody into this folder: a note each, or one file")
    one(
        "--format",
        choices=("md", "vcf", "csv", "json", "ics"),
        default="md",
        help="Markdown, vCard 3.0, CSV, the whole book as JSON Lines, a calendar (md)",
    )
    one(
        "--for",
        dest="audience",
        choices=("me", "handover"),
        default="me",
        help="handover leaves out what is private, signals and names of third people (me)",
    )
    one("-o", dest="output", metavar="FILE", help="the file to write; - or nothing: stdout")
    takes_json(parser)


def _expect_sense(wanted: Namespace) -> None:
    if wanted.output == "":
        raise UsageError("-o wants a file, or - for stdout.")
    if wanted.folder == "":
        raise UsageError("--all wants a folder.")
    if wanted.folder is not None and (wanted.name is not None or wanted.output is not None):
        raise UsageError("--all DIR is everybody in a folder, so it takes neither NAME nor -o.")
    if wanted.format == "md" and wanted.name is None and wanted.folder is None:
        raise UsageError("A summary wants a NAME; --all DIR writes one for everybody.")
    if wanted.format == "json" and (wanted.name is not None or wanted.audience != "me"):
        raise UsageError("--format json is the whole book, for yourself: it takes neither NAME nor --for handover.")


def _export(session: Session, wanted: Namespace) -> int:
    from bondtui.book.exchange import Audience, Format

    _expect_sense(wanted)
    exchange, format, audience = session.book.exchange, Format(wanted.format), Audience(wanted.audience)
    if wanted.folder is not None:
        written = exchange.export_all(Path(wanted.folder), format, audience)
        notes = "a note" if len(written) == 2 else f"{len(written) - 1:,} notes"
        return _tell_written(wanted, written, f"{notes} and {written[-1].name} to {wanted.folder}")
    uid = None if wanted.name is None else session.book.contacts.find(wanted.name).uid
    data: Iterable[bytes]
    if format is Format.MD and uid is not None:
        data = [exchange.summary(uid, audience).encode()]
    else:
        data = exchange.data(format, audience, uid and [uid])
    if wanted.output in (None, "-"):
        _print(data)
        return 0
    to = exchange.write(data, Path(wanted.output))
    return _tell_written(wanted, [to], str(to))


def _tell_written(wanted: Namespace, written: Sequence[Path], sentence: str) -> int:
    if wanted.json:
        output.print_json({"written": [str(each) for each in written]})
    else:
        output.say(f"Wrote {written[0] if len(written) == 1 else sentence}")
    return 0


def _print(data: Iterable[bytes]) -> None:
    """All of it or nothing, and the book is not held up by whoever reads it slowly."""
    from shutil import copyfileobj
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(SPOOL) as whole:
        whole.writelines(data)
        whole.seek(0)
        sys.stdout.flush()
        # Its encoding is the format's, whatever the terminal's is.
        copyfileobj(whole, getattr(sys.stdout, "buffer", sys.stdout))


def _path_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--settings", action="store_true", help="the settings file and all that can stand in it")


def _path(session: Session, wanted: Namespace) -> int:
    if not wanted.settings:
        print(session.path)
        return 0
    from bondtui.paths import settings_path
    from bondtui.settings import DOCUMENTATION

    print(f"# {settings_path()}\n\n{DOCUMENTATION}", end="")
    return 0


def _demo_arguments(_: ArgumentParser) -> None:
    """A demo takes nothing."""


def _demo(_session: Session, _wanted: Namespace) -> int:
    from bondtui.tui.app import run_demo

    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, _leave)
    print("Living through three years of the sample book takes a few seconds …", file=sys.stderr, flush=True)
    return run_demo()


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """End in good order also while the sample is still being made: it is thrown away as the program ends."""
    sys.exit(128 + number)


VERBS = {
    "export": Verb(
        "NAME's summary in Markdown, or with --format a card, a table row, a calendar of their days. Without NAME\n"
        "everybody's: vcf, csv, ics, or json, the whole book, which `import` brings back. To stdout unless a file is\n"
        "named. --all DIR writes a folder of notes that link to each other, with an index, ready for Obsidian; or one\n"
        "file of another format. Doing so again replaces the notes of the same people and nothing else: what you put\n"
        "into the folder stays, and so do notes of people who were renamed or removed since.",
        (
            'bondtui export "Anna Petrova"',
            'bondtui export "Anna Petrova" --for handover -o anna.md',
            "bondtui export --all ~/vault/people",
            "bondtui export --format csv -o contacts.csv",
            "bondtui export --format ics -o bondtui.ics",
            "bondtui export --format json -o book.jsonl",
        ),
        _export_arguments,
        _export,
    ),
    "path": Verb(
        "The output of --settings is itself a settings file to begin with.",
        ("bondtui path", "bondtui path --settings"),
        _path_arguments,
        _path,
    ),
    "demo": Verb("Nothing of yours is read or changed.", ("bondtui demo",), _demo_arguments, _demo),
}
