"""import: the address books, calendars and notes people already have."""

from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.cli import output
from bondtui.cli.verbs import Session, Verb, takes_json, tell
from bondtui.domain.text import clean_line
from bondtui.errors import BondtuiError, UsageError

if TYPE_CHECKING:
    from bondtui.domain.imported import Report

KINDS = ("vcard", "google", "linkedin", "outlook", "csv", "icalendar", "friends", "monica", "whatsapp", "jsonl")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="the files to bring in")
    parser.add_argument("--from", dest="kind", choices=KINDS, metavar="KIND", help=f"{', '.join(KINDS)} (recognised)")
    parser.add_argument("--me", default="", metavar="NAME", help="who you are in a chat")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    takes_json(parser)


def _import(session: Session, wanted: Namespace) -> int:
    from bondtui.book.imports import Wanted

    if "" in wanted.files:
        raise UsageError("import wants files.")
    asked = Wanted(wanted.kind or "", wanted.me, dry_run=wanted.dry_run)
    reports: list[Report] = []
    code = 0
    exchange = session.book.exchange
    with exchange.in_memory() if wanted.dry_run else nullcontext() as copy:
        for file in wanted.files:
            try:
                reports.append(exchange.import_file(Path(file), asked, copy))
            except BondtuiError as error:
                if len(wanted.files) == 1:
                    raise
                tell(str(error))
                code = error.exit_code
    if wanted.json:
        output.print_json({"files": [_shape(each) for each in reports]})
    else:
        for each in reports:
            output.say(_text(each, wanted.dry_run))
    return code


def _shape(report: "Report") -> output.Shape:
    return {
        "file": report.file,
        "kind": report.kind,
        "read": report.read,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "warnings": [{"line": each.line, "why": each.why} for each in report.warnings],
    }


def _text(report: "Report", dry_run: bool) -> str:
    would = ", nothing is changed yet" if dry_run else ""
    lines = [
        f"{clean_line(report.file)} ({report.kind}{would}): {report.read} read, {report.added} added, "
        f"{report.updated} updated, {report.unchanged} unchanged, {report.skipped} skipped"
    ]
    for each in report.warnings:
        lines.append(f"  line {each.line}: {clean_line(each.why)}" if each.line else f"  {clean_line(each.why)}")
    return "\n".join(lines)


VERBS = {
    "import": Verb(
        "vCard, CSV of Google, LinkedIn, Outlook and others, iCalendar, friends.md, Monica, WhatsApp, and a book that\n"
        "was exported as JSON Lines. What a file is, is seen by its content. Nothing that is in the book is\n"
        "overwritten, and importing again adds nothing.",
        (
            "bondtui import contacts.vcf",
            "bondtui import --dry-run google.csv Connections.csv",
            'bondtui import chat.txt --me "Rui Castro"',
        ),
        _arguments,
        _import,
    ),
}
