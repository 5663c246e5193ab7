"""The command line. Everything that can go wrong is caught here, once, and becomes one sentence and an exit code."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from io import TextIOWrapper

from bondtui.errors import Ambiguous, BondtuiError

INTERRUPTED = 130
"""What a shell reports for Ctrl+C."""

GARBAGE = 50_000
"""New objects between two collections: loading modules makes many and leaves none behind, so looking is time lost."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb, or the app when none is named, and return the exit code."""
    gc.set_threshold(GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    from bondtui.cli.verbs import tell

    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except BondtuiError as error:
        tell(str(error))
        for candidate in error.candidates if isinstance(error, Ambiguous) else ():
            tell(candidate)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; the interpreter must not stumble over the pipe again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        tell(f"{error.strerror or error}: {error.filename}." if error.filename else f"{error.strerror or error}.")
        return 1


def _run(arguments: Sequence[str]) -> int:
    from bondtui.cli.parser import parse

    try:
        wanted = parse(arguments)
    except SystemExit as finished:
        return finished.code if isinstance(finished.code, int) else 0
    code = _open_app(wanted.db) if wanted.verb is None else _run_verb(wanted)
    sys.stdout.flush()
    return code


def _run_verb(wanted: Namespace) -> int:
    from bondtui.cli.parser import verb_named
    from bondtui.cli.verbs import Session

    session = Session(wanted.db)
    try:
        return verb_named(wanted.verb).run(session, wanted)
    finally:
        session.close()


def _open_app(db: str | None) -> int:
    from bondtui.paths import book_path

    path = book_path(db)
    from bondtui.tui.app import run_app

    return run_app(path)
