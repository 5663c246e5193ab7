"""undo, redo, history, backup, backups, restore, doctor: taking back what was done, and what was lost."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path

from bondtui.cli import output
from bondtui.cli.verbs import Session, Verb, takes_json
from bondtui.domain.history import Backup, Change
from bondtui.errors import BookRefused, UsageError


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
        output.say(f"{said}: {change.label}")
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
        output.say(output.table(("AT (UTC)", "WHAT"), rows))
    return 0


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="a file of your own (the book's backups folder)")
    takes_json(parser)


def _backup(session: Session, wanted: Namespace) -> int:
    if wanted.file == "":
        raise UsageError("backup wants a file, or nothing.")
    written = session.book.safety.backup(Path(wanted.file) if wanted.file else None)
    if wanted.json:
        output.print_json({"backup": str(written)})
    else:
        output.say(f"The book is copied to {written}")
    return 0


def _backups(session: Session, wanted: Namespace) -> int:
    from bondtui.book.safety import backups_of

    found = backups_of(session.path)
    if wanted.json:
        output.print_json({"backups": [_backup_shape(each) for each in found]})
    elif found:
        rows = [
            (_moment(each.taken_at), _number(each.contacts), _number(each.interactions), _whole(each), str(each.path))
            for each in found
        ]
        output.say(output.table(("TAKEN AT (UTC)", "CONTACTS", "INTERACTIONS", "", "FILE"), rows))
    return 0


def _backup_shape(each: Backup) -> output.Shape:
    return {
        "path": str(each.path),
        "taken_at": f"{each.taken_at:%Y-%m-%dT%H:%M:%SZ}",
        "contacts": each.contacts,
        "interactions": each.interactions,
        "ok": each.ok,
    }


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _whole(each: Backup) -> str:
    return "whole" if each.ok else "damaged"


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a backup, as `bondtui backups` lists them")
    takes_json(parser)


def _restore(session: Session, wanted: Namespace) -> int:
    from bondtui.book.safety import restore

    kept = restore(session.path, Path(wanted.file))
    book = session.book
    if wanted.json:
        output.print_json({"restored": str(book.path), "saved_as": None if kept is None else str(kept)})
    else:
        output.say(f"{book.path} is what {wanted.file} was")
        if kept is not None:
            output.say(f"What was there before is kept as {kept}")
    return 0


def _doctor_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="mend nothing")
    takes_json(parser)


def _doctor(session: Session, wanted: Namespace) -> int:
    try:
        book = session.book
    except BookRefused as refused:
        return _diagnosis(wanted, [str(refused)], [], refused.exit_code)
    found, mended = book.safety.doctor(repair=not wanted.dry_run) if book.exists() else ([], [])
    return _diagnosis(wanted, [each.what for each in found], [each.what for each in mended], 1 if found else 0)


def _diagnosis(wanted: Namespace, problems: list[str], mended: list[str], code: int) -> int:
    if wanted.json:
        output.print_json({"ok": not problems, "problems": problems, "mended": mended})
    else:
        said = "\n".join(f"{each} (mended)" if each in mended else each for each in problems)
        output.say(said or "The book is sound.")
    return code


VERBS = {
    "undo": Verb("Any number of times, also after a restart.", ("bondtui undo",), takes_json, _undo),
    "redo": Verb("As long as nothing new was changed.", ("bondtui redo",), takes_json, _redo),
    "history": Verb("The newest first.", ("bondtui history --limit 5",), _history_arguments, _history),
    "backup": Verb(
        "Whole, checked and for your eyes only. With nothing changed since the newest backup, that one is named.",
        ("bondtui backup", "bondtui backup ~/book-before-summer.db"),
        _backup_arguments,
        _backup,
    ),
    "backups": Verb("The newest first, and whether each is whole.", ("bondtui backups",), takes_json, _backups),
    "restore": Verb(
        "What is there now is kept first, as a backup of its own.",
        ("bondtui restore backups/book-20261123-093500.db",),
        _restore_arguments,
        _restore,
    ),
    "doctor": Verb(
        "Every page, reference, computed column, and the history. What can be computed anew is mended,\n"
        "after a backup; the rest is only told. Exit 1 when anything was found.",
        ("bondtui doctor", "bondtui doctor --dry-run"),
        _doctor_arguments,
        _doctor,
    ),
}
