"""The calendar feed: check-ins and important dates as iCalendar (RFC 5545). No word of what was logged is in it.

The same book gives the same bytes: what would be the moment of writing (DTSTAMP) is the day the contact was added.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from bondtui.domain.contacts import ImportantDate
from bondtui.domain.dates import occurrence

MORNING = timedelta(hours=9)
"""When an all-day event reminds, after its day began."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What the feed needs of a contact: the day of the next check-in, if any, and the important dates."""

    uid: str
    name: str
    added_on: date
    due_on: date | None
    dates: tuple[ImportantDate, ...]


_END = b"END:VCALENDAR\r\n"


def write(people: Iterable[Dated]) -> Iterator[bytes]:
    """One calendar with an all-day event for each check-in and a yearly one for each important date.

    Event by event: ten thousand of them at once are a hundred megabytes of objects.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//bondtui//bondtui//EN")
    calendar.add("version", "2.0")
    yield bytes(calendar.to_ical()).removesuffix(_END)
    for who in people:
        for event in _events(who):
            yield bytes(event.to_ical())
    yield _END


def _events(who: Dated) -> Iterator[Event]:
    if who.due_on:
        yield _event(who, f"ci-{who.uid}", who.due_on, f"Get in touch with {who.name}")
    for number, each in enumerate(who.dates):
        yield _anniversary(who, each, number)


def _anniversary(who: Dated, each: ImportantDate, number: int) -> Event:
    """A yearly event from the anchor's year, or from the year they were added when it has none; R11 for 29 February."""
    begins = occurrence(each.on, each.on.year or who.added_on.year)
    event = _event(who, f"da-{who.uid}-{number}", begins, f"{who.name}: {each.label}")
    rule: dict[str, object] = {"freq": "yearly"}
    if (each.on.month, each.on.day) == (2, 29):
        rule |= {"bymonth": 2, "bymonthday": -1}
    event.add("rrule", rule)
    return event


def _event(who: Dated, ident: str, day: date, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{ident}@bondtui")
    event.add("dtstamp", datetime.combine(who.added_on, time(tzinfo=UTC)))
    event.add("dtstart", day)
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", MORNING)
    event.add_component(alarm)
    return event
