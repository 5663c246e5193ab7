"""export, path, demo: what leaves the book, where it lies, and a look around without one."""

import signal
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import FrameType
from typing import NoReturn

from bondtui.cli import output
from bondtui.cli.verbs import Session, Verb, takes_json
from bondtui.domain.text import printable
from bondtui.errors import UsageError


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="whose summary; for ics everybody's days, so nobody's")
    parser.add_argument(
        "--format", choices=("md", "ics"), default="md", help="a summary in Markdown, or a calendar (md)"
    )
    parser.add_argument(
        "--for",
        dest="audience",
        choices=("me", "handover"),
        default="me",
        help="handover leaves out what is private, signals and names of third people (me)",
    )
    parser.add_argument("-o", dest="output", metavar="FILE", help="the file to write; - or nothing: stdout")
    takes_json(parser)


def _export(session: Session, wanted: Namespace) -> int:
    from bondtui.book.exchange import Audience

    if wanted.output == "":
        raise UsageError("-o wants a file, or - for stdout.")
    if (wanted.format == "md") == (wanted.name is None):
        raise UsageError("A summary wants a NAME; a calendar (--format ics) is everybody's and takes none.")
    exchange = session.book.exchange
    if wanted.format == "ics":
        data = exchange.calendar()
    else:
        data = exchange.summary(session.book.contacts.find(wanted.name).uid, Audience(wanted.audience)).encode()
    if wanted.output in (None, "-"):
        print(data.decode(), end="")
        return 0
    written = exchange.write(data, Path(wanted.output))
    if wanted.json:
        output.print_json({"written": [str(written)]})
    else:
        print(f"Wrote {printable(str(written))}")
    return 0


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
        "A contact's summary in Markdown, or with --format ics everybody's check-ins and dates as a calendar feed;\n"
        "to stdout unless a file is named.",
        (
            'bondtui export "Anna Petrova"',
            'bondtui export "Anna Petrova" --for handover -o anna.md',
            "bondtui export --format ics -o bondtui.ics",
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
