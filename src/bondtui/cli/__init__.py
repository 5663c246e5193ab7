"""The command line. Everything that can go wrong is caught here, once, and becomes one sentence and an exit code."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from bondtui.cli import streams
from bondtui.errors import Ambiguous, BondtuiError

INTERRUPTED = 130
"""What a shell reports for Ctrl+C."""

OWNER_ALONE = 0o077
"""The umask of everything that is written: by us, by SQLite, by the editor we start."""

GARBAGE = 50_000
"""New objects between two collections: loading modules makes many and leaves none behind, so looking is time lost."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb, or the app when none is named, and return the exit code."""
    gc.set_threshold(GARBAGE)
    streams.prepare()
    before = os.umask(OWNER_ALONE)
    try:
        code = _run_and_tell(sys.argv[1:] if argv is None else argv)
    finally:
        os.umask(before)
    streams.let_go()
    return code


def _run_and_tell(arguments: Sequence[str]) -> int:
    from bondtui.cli.verbs import tell

    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except BondtuiError as error:
        tell(str(error))
        for candidate in error.candidates if isinstance(error, Ambiguous) else ():
            tell(candidate)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has gone
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
    return _open_app(wanted.db) if wanted.verb is None else _run_verb(wanted)


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
