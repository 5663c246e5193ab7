"""Builds the parser of the verb that was asked for and no other, so that `bondtui due` in a status bar stays fast."""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import NoReturn

from bondtui import __version__
from bondtui.cli.verbs import Verb

VERBS: dict[str, tuple[str, str]] = {
    "add": ("people", "add a contact"),
    "edit": ("people", "change what is known of a contact"),
    "log": ("interactions", "write down what happened, in one line"),
    "list": ("people", "find contacts"),
    "show": ("people", "all about one contact"),
    "due": ("nudges", "whom to get in touch with today"),
    "snooze": ("nudges", "put a nudge off"),
    "move": ("people", "move a contact to another stage"),
    "promise": ("nudges", "add a follow-up"),
    "done": ("nudges", "close a follow-up, or an important day"),
    "accept": ("nudges", "make the move that is suggested"),
    "dismiss": ("nudges", "put a suggestion or a review away"),
    "project": ("work", "work for a contact, step by step"),
    "paid": ("work", "note money received"),
    "insights": ("insights", "what it comes to: income, moves, who begins, fairness"),
    "amend": ("interactions", "correct an interaction"),
    "remove": ("corrections", "delete an entry, a project, a payment or a contact"),
    "archive": ("corrections", "put a contact away"),
    "unarchive": ("corrections", "bring a contact back"),
    "duplicates": ("duplicates", "who may be in the book twice, and why"),
    "merge": ("duplicates", "make one contact of two"),
    "undo": ("safety", "take the latest change back"),
    "redo": ("safety", "make it again"),
    "history": ("safety", "what was changed, and when"),
    "backup": ("safety", "copy the book"),
    "backups": ("safety", "the copies of the book there are"),
    "restore": ("safety", "put a copy in the book's place"),
    "doctor": ("safety", "look the book over, and mend what can be computed"),
    "import": ("imports", "bring in the contacts, meetings and notes you have"),
    "export": ("files", "write contacts as Markdown, vCard, CSV, a calendar or JSON"),
    "path": ("files", "where the book lies, and what can be set"),
    "demo": ("files", "look around in a sample book that is thrown away"),
}
"""Each verb with the module of its family and its line in `bondtui --help`."""

_DESCRIPTION = """\
A personal CRM in the terminal: follow each client from stranger to friend, one typed line at a time.
Without a verb the app opens."""

_EPILOG = """\
examples:
  bondtui add "Anna Petrova" --email anna@example.org --birthday 12-04
  bondtui log "called Anna yesterday: her course sold out #shared-business +2w ask how the site sells"
  bondtui due

`bondtui VERB --help` says more. The book: --db, else $BONDTUI_DB, else where `bondtui path` says."""


class _Help(RawDescriptionHelpFormatter):
    """argparse makes one for every argument and asks shutil for the width, 3 ms that `due` can do without."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    try:
        return int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        return os.get_terminal_size().columns or 80 if sys.stdout.isatty() else 80


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Exit 2; what a person typed is echoed without the control characters it may hold."""
        from bondtui.domain.text import clean_line

        super().error(clean_line(message))


def parse(arguments: Sequence[str]) -> Namespace:
    """The arguments as a namespace with `db`, `verb` (None: open the app) and what the verb takes.

    SystemExit 2 for wrong usage, 0 for help and version.
    """
    asked = _verb_in(arguments)
    parser = _Parser(
        prog="bondtui",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    parser.add_argument("--db", metavar="PATH", help="the book to use")
    parser.add_argument("--version", action="version", version=f"bondtui {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs", prog="bondtui")
    for name in _to_build(asked, arguments):
        if name == asked:
            _teach(verbs.add_parser(name, formatter_class=_Help, allow_abbrev=False), name)
        else:
            verbs.add_parser(name, help=VERBS[name][1])
    return parser.parse_args(arguments)


def verb_named(name: str) -> Verb:
    """The verb, its module imported now."""
    verb: Verb = import_module(f"bondtui.cli.{VERBS[name][0]}").VERBS[name]
    return verb


def _teach(parser: ArgumentParser, name: str) -> None:
    verb, line = verb_named(name), VERBS[name][1]
    parser.description = f"{line[0].upper()}{line[1:]}.\n{verb.description}".rstrip()
    parser.epilog = "\n".join(["examples:", *(f"  {example}" for example in verb.examples)])
    verb.arguments(parser)


def _to_build(asked: str | None, arguments: Sequence[str]) -> Iterable[str]:
    """The verb asked for; all of them when there is none of that name or help is wanted."""
    if asked is None and not {"-h", "--help"} & set(arguments):
        return ()
    return [asked] if asked in VERBS else VERBS


def _verb_in(arguments: Sequence[str]) -> str | None:
    """The first argument that is no option of bondtui itself."""
    takes_value = False
    for argument in arguments:
        if takes_value or argument.startswith("-"):
            takes_value = not takes_value and argument == "--db"
            continue
        return argument
    return None
