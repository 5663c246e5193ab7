"""Calendars written by hand, and what reading them gives."""

from collections.abc import Sequence
from pathlib import Path

from bondtui.domain.incoming import Asked, Happening, Occasion, Record, Remark, Skipped
from bondtui.exchange.ical_read import read
from bondtui.exchange.source import Source
from tests.conftest import TODAY

ANNA = "ATTENDEE;CN=Anna:mailto:anna@x.example"
Found = Sequence[Record | Remark]


def reading(content: str | bytes, folder: Path) -> list[Record | Remark]:
    path = folder / "any.name"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(Source(path), Asked(TODAY)))


def event(*lines: str, uid: str = "u1") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def calendar(*events: str) -> str:
    return "BEGIN:VCALENDAR\r\n" + "".join(events) + "END:VCALENDAR\r\n"


def happened(found: Found) -> list[Happening]:
    return [each for record in found if isinstance(record, Occasion) for each in record.happened]


def on(found: Found) -> list[str]:
    return [str(each.date) for each in happened(found)]


def said(found: Found) -> list[tuple[int | None, str]]:
    return [(each.line, each.why) for each in found if isinstance(each, Remark | Skipped)]
