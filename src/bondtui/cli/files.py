"""export, path, demo: what leaves the book, where it lies, and a look around without one."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from bondtui.cli import output
from bondtui.cli.verbs import Session, Verb, takes_json
from bondtui.errors import UsageError


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
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
    audience = Audience(wanted.audience)
    uid = session.book.contacts.find(wanted.name).uid
    if wanted.output in (None, "-"):
        print(session.book.exchange.summary(uid, audience).rstrip("\n"))
        return 0
    written = session.book.exchange.export(uid, audience, Path(wanted.output))
    if wanted.json:
        output.print_json({"written": [str(written)]})
    else:
        print(f"Wrote {written}")
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

    return run_demo()


VERBS = {
    "export": Verb(
        "Markdown, to stdout unless a file is named.",
        (
            'bondtui export "Anna Petrova"',
            'bondtui export "Anna Petrova" --for handover -o anna.md',
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
