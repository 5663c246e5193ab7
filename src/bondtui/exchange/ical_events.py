"""The events of an iCalendar file one by one, each with the lines that are read of it, and what is damaged beside."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bondtui.domain.incoming import Remark
from bondtui.domain.text import clean, clean_line
from bondtui.exchange.ical_lines import Line, Moment, moment, read_line, unescaped, unfolded
from bondtui.exchange.source import Source

LARGEST = 4 << 20
"""Characters of one event that are kept, and what its lines cost beside."""

_PER_LINE = 200
_READ = {"UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "ORGANIZER", "ATTENDEE"}
_READ |= {"DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}


@dataclass(frozen=True, slots=True)
class Start:
    """When an event begins; `zone` is known where its time is in one that this machine knows."""

    moment: Moment
    zone: ZoneInfo | None

    @property
    def day(self) -> date:
        return self.moment.at.date()

    def here(self, other: Moment) -> datetime:
        """Another time in the event's own zone; as written when that cannot be known."""
        if not (other.utc and self.zone):
            return other.at
        try:
            return other.at.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=None)
        except OverflowError:
            return other.at


@dataclass(slots=True)
class Event:
    """`line` is where it begins, `remarks` what is damaged in it."""

    line: int
    remarks: list[Remark] = field(default_factory=list)
    _properties: dict[str, list[Line]] = field(default_factory=dict)
    _size: int = 0

    def add(self, number: int, text: str) -> None:
        if self._size > LARGEST:
            return
        line = read_line(number, text)
        if line and line.name not in _READ:
            return
        self._size += _PER_LINE + len(text)
        if self._size > LARGEST:
            self.remarks.append(Remark(number, "The event is so large that what follows in it is left out."))
        elif line:
            self._properties.setdefault(line.name, []).append(line)
        else:
            self.remarks.append(Remark(number, f"{_quoted(text)} in an event is damaged and left out."))

    @property
    def changed(self) -> bool:
        """Whether it stands for one day of a series, moved or called off."""
        return "RECURRENCE-ID" in self._properties

    @property
    def start(self) -> Start:
        """ValueError, to be read by a person, when there is none."""
        lines = self.all("DTSTART")
        if not lines:
            raise ValueError("it does not say when it begins.")
        begins = moment(lines[0].value)
        zone = lines[0].parameters.get("TZID", "")
        return Start(begins, _zone(zone) if zone and begins.timed and not begins.utc else None)

    @property
    def title(self) -> str:
        """How it is called in a remark."""
        summary = clean_line(unescaped(self.value("SUMMARY")[:200]))
        return _quoted(summary) if summary else "The event without a title"

    def all(self, name: str) -> list[Line]:
        return self._properties.get(name, [])

    def value(self, name: str) -> str:
        lines = self.all(name)
        return lines[0].value.strip() if lines else ""

    def text(self, name: str) -> str:
        return clean(unescaped(self.value(name)))


def events(source: Source) -> Iterator[Event | Remark]:
    """Each event without what is nested in it; a remark on what stands wrongly between them."""
    event: Event | None = None
    nested = ""
    told = False
    for number, text in unfolded(source):
        mark = text.strip().upper() if nested or text.lstrip()[:6].upper() in ("BEGIN:", "END:VE", "END:VC") else ""
        if event and mark in ("BEGIN:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR"):
            yield Remark(number, f"The event that begins on line {event.line} has no END.")
            yield event
            event = None
        if mark == "BEGIN:VEVENT":
            event, nested = Event(number), ""
        elif event and mark == "END:VEVENT":
            yield event
            event = None
        elif event and nested:
            nested = "" if mark == nested else nested
        elif event and mark.startswith("BEGIN:"):
            nested = f"END:{mark[6:].strip()}"
        elif event:
            event.add(number, text)
        elif mark in ("BEGIN:VTODO", "BEGIN:VJOURNAL") and not told:
            told = True
            yield Remark(number, "To-dos and journal entries are not read.")
        elif not mark and not read_line(number, text):
            yield Remark(number, f"{_quoted(text)} between events is damaged and left out.")
    if event:
        yield Remark(event.line, "The last event has no END.")
        yield event


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    # Some calendars put their own address before the name of the zone.
    for key in dict.fromkeys((name, "/".join(name.split("/")[-2:]))):
        try:
            return ZoneInfo(key)
        except (KeyError, ValueError, OSError):
            continue
    return None


def _quoted(text: str) -> str:
    return f"“{clean_line(text[:200])[:60]}”"
