"""undo, redo, history: taking back what was done."""

from argparse import ArgumentParser, Namespace

from bondtui.cli import output
from bondtui.cli.verbs import Session, Verb, takes_json
from bondtui.domain.history import Change
from bondtui.errors import UsageError


def _shape(change: Change) -> output.Shape:
    return {"id": change.id, "label": change.label, "at": change.at}


def _undo(session: Session, wanted: Namespace) -> int:
    return _tell(wanted, "undone", "Undone", session.book.safety.undo())


def _redo(session: Session, wanted: Namespace) -> int:
    return _tell(wanted, "redone", "Done again", session.book.safety.redo())


def _tell(wanted: Namespace, key: str, said: str, change: Change) -> int:
    if wanted.json:
        output.print_json({key: [_shape(change)]})
    else:
        print(f"{said}: {change.label}")
    return 0


def _history_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=100, metavar="N", help="how many changes (100)")
    takes_json(parser)


def _history(session: Session, wanted: Namespace) -> int:
    if wanted.limit < 1:
        raise UsageError("--limit wants a number above 0.")
    changes = session.book.safety.history(wanted.limit)
    if wanted.json:
        output.print_json({"changes": [_shape(each) | {"undone": each.undone} for each in changes]})
    elif changes:
        rows = [(each.at[:16].replace("T", " "), each.label + (" (undone)" if each.undone else "")) for each in changes]
        print(output.table(("AT (UTC)", "WHAT"), rows))
    return 0


VERBS = {
    "undo": Verb("Any number of times, also after a restart.", ("bondtui undo",), takes_json, _undo),
    "redo": Verb("As long as nothing new was changed.", ("bondtui redo",), takes_json, _redo),
    "history": Verb("The newest first.", ("bondtui history --limit 5",), _history_arguments, _history),
}
