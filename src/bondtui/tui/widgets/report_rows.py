"""What an import would do, or did: counts, names, warnings with their lines, and the one sentence left of it."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from bondtui.domain.imported import Report
from bondtui.domain.incoming import Remark
from bondtui.tui.actions import BY_ID, shown_keys
from bondtui.tui.text import fit, styled, wrap
from bondtui.tui.widgets.brief import DIM, HEADING

KINDS = {
    "vcard": ("vCard", "card", "cards"),
    "google": ("Google Contacts", "row", "rows"),
    "linkedin": ("LinkedIn connections", "row", "rows"),
    "outlook": ("Outlook contacts", "row", "rows"),
    "csv": ("table", "row", "rows"),
    "icalendar": ("calendar", "event", "events"),
    "friends": ("friends.md", "entry", "entries"),
    "monica": ("Monica", "contact", "contacts"),
    "whatsapp": ("WhatsApp chat", "day", "days"),
    "jsonl": ("a book's own export", "record", "records"),
}
"""What a file of a kind is called, and one and several of what is counted in it."""

WIDEST_NAME, LINE, BAR = 36, 10, 40


def of_kind(report: Report) -> str:
    """`Google Contacts · 14 rows`."""
    kind, one, several = KINDS[report.kind]
    return f"{kind} · {report.read:,} {one if report.read == 1 else several}"


def summary(report: Report, keys: Mapping[str, str]) -> str:
    """What was done: `13 added, 1 skipped. u takes it back.` `keys` are the overrides of the settings."""
    counts = {
        "added": report.added,
        "updated": report.updated,
        "in the book already": report.unchanged,
        "skipped": report.skipped,
    }
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    if not report.added + report.updated:
        return f"Nothing was new: {told}."
    return f"{told}. {shown_keys(keys.get('app.undo', BY_ID['app.undo'].key))} takes it back."


def bar(done: int, total: int | None, width: int = BAR) -> str:
    """How far it is. Without a total a block that wanders on as long as something is done."""
    if total:
        filled = min(width * done // total, width)
        return "█" * filled + "░" * (width - filled)
    block = max(width // 8, 1)
    at = done // 100 % (width - block + 1)
    return "░" * at + "█" * block + "░" * (width - block - at)


class ReportPicture:
    """The preview, drawn for the room there is."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def draw(self, width: int, height: int) -> list[Content]:
        report = self._report
        counts = [
            (report.added, "new"),
            (report.updated, "in the book, and what it lacks is added"),
            (report.unchanged, "in the book, with all of it"),
            (report.skipped, "skipped: the warnings say why"),
        ]
        digits = max(len(f"{count:,}") for count, _ in counts)
        rows = [
            styled((f"  {count:>{digits},}", "bold"), (f"  {what}", "" if count else DIM))
            for count, what in counts
            if count or what == "new"
        ]
        for heading, names in (("New contacts", report.added_names), ("More of", report.updated_names)):
            rows += _named(heading, names, width)
        return rows + _warned(report.warnings, width)


def _named(heading: str, names: Sequence[str], width: int) -> list[Content]:
    """The names in as many columns as fit."""
    from bondtui.book.imports import SHOWN  # it is there by now, and was not to be read before it is needed

    if not names:
        return []
    heading += f" · the first {SHOWN}" if len(names) == SHOWN else ""
    longest = min(max(cell_len(fit(each, WIDEST_NAME).rstrip()) for each in names), WIDEST_NAME)
    columns = max((width - 2) // (longest + 2), 1)
    size = min(longest, width - 2)
    cells = [fit(each, size) for each in names]
    grid = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    return [Content(""), styled((heading, HEADING)), *(styled(("  " + "  ".join(row), "")) for row in grid)]


def _warned(warnings: Sequence[Remark], width: int) -> list[Content]:
    """Each warning behind its line, wrapped."""
    if not warnings:
        return []
    rows = [Content(""), styled(("Warnings", HEADING))]
    for each in warnings:
        where = f"line {each.line}" if each.line else ""
        size = LINE if each.line else 0
        for number, text in enumerate(wrap(each.why, max(width - size - 2, 8))):
            rows.append(styled(("  " + fit(where if number == 0 else "", size), DIM), (text, "")))
    return rows
