"""Calendars (iCalendar): past events with people in them become meetings, a series one on each day it took place."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bondtui.domain.incoming import Asked, Happening, Occasion, Participant, Record, Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator
from bondtui.domain.text import MAX_LINE, clean_line, cut, fold, too_long
from bondtui.exchange.ical_events import Event, Start, events
from bondtui.exchange.ical_lines import Line, Moment, moment
from bondtui.exchange.recurrence import days, read_rule
from bondtui.exchange.source import Source

BACK = 400
"""Days before today from which on the days of a series count."""

REMEMBERED = 500_000
"""Changed days of series that are kept in mind."""

_FIRST = re.compile(r"^[ \t]*BEGIN:[ \t]*(\w+)", re.ASCII | re.IGNORECASE | re.MULTILINE)
_ABSENT = {"CUTYPE": {"ROOM", "RESOURCE"}, "PARTSTAT": {"DECLINED", "DELEGATED"}, "ROLE": {"NON-PARTICIPANT"}}
_Changes = Mapping[str, list[str]]


def looks_like(head: str) -> bool:
    """Whether the first component is a calendar or, torn out of one, an event."""
    first = _FIRST.search(head)
    return first is not None and first[1].upper() in ("VCALENDAR", "VEVENT")


def read(source: Source, asked: Asked) -> Iterator[Record | Remark]:
    """An occasion for each event that took place. Who of its people is known, and so counts, is for the book to say.

    THEM as initiator is the organizer, then the first of the people, and holds only should they be known. A day is as
    written: in the event's own zone, in UTC where it says so. The file is read twice, since what changes one day of a
    series may stand before it.
    """
    changes: dict[str, list[str]] = {}
    changed = (each for each in events(source) if isinstance(each, Event) and each.changed)
    for count, each in enumerate(changed):
        if count == REMEMBERED:
            yield Remark(each.line, f"Only the first {REMEMBERED} changed days of series are taken into account.")
            break
        changes.setdefault(each.value("UID"), []).append(each.value("RECURRENCE-ID"))
    for found in events(source):
        if isinstance(found, Remark):
            yield found
        else:
            record = _record(found, changes, asked.today)
            yield from found.remarks
            yield record


def _record(event: Event, changes: _Changes, today: date) -> Occasion | Skipped:
    if event.value("STATUS").upper() == "CANCELLED":
        return Skipped(event.line, f"{event.title} was called off.")
    try:
        start = event.start
    except ValueError as error:
        return Skipped(event.line, f"{event.title} has no day: {error}")
    if start.day > today:
        return Skipped(event.line, f"{event.title} on {start.day} is a plan.")
    people, initiator = _people(event)
    if not people:
        return Skipped(event.line, f"{event.title} names nobody who took part.")
    took_place = _days(event, start, changes, today)
    if not took_place:
        return Skipped(event.line, f"{event.title} took place on none of the last {BACK} days.")
    text, key = _text(event), _key(event, start, people)
    return Occasion(
        event.line,
        tuple(
            Happening(f"ical:{key}:{day}", day, Channel.MEETING, initiator, True, text, people) for day in took_place
        ),
    )


def _people(event: Event) -> tuple[tuple[Participant, ...], Initiator]:
    """Who took part, the organizer first; an address that declined anywhere in the event did not."""
    organizers = event.all("ORGANIZER")[:1]
    found: dict[str, Participant] = {}
    absent = {""}
    for line in [*organizers, *event.all("ATTENDEE")]:
        who = _participant(line)
        ident = fold(who.email or who.name)
        if any(line.parameters.get(key, "").strip().upper() in values for key, values in _ABSENT.items()):
            absent.add(ident)
        elif ident not in found or not found[ident].name:
            found[ident] = who
    organized = {fold(who.email or who.name) for who in map(_participant, organizers)}
    people = tuple(who for ident, who in found.items() if ident not in absent)
    return people, Initiator.THEM if organized & found.keys() - absent else Initiator.BOTH


def _participant(line: Line) -> Participant:
    """The address is that in `mailto:`, or bare; where the value is of another kind, that of the EMAIL parameter."""
    value = clean_line(line.value)
    address = value[7:].strip() if value[:7].lower() == "mailto:" else value
    if ":" in address or "@" not in address:
        address = clean_line(line.parameters.get("EMAIL", ""))
    name = clean_line(line.parameters.get("CN", ""))[:MAX_LINE]
    return Participant(name, address if "@" in address and len(address) <= MAX_LINE else "", add=False)


def _days(event: Event, start: Start, changes: _Changes, today: date) -> list[date]:
    since = today - timedelta(days=BACK)
    if event.changed:
        return [start.day] if start.day >= since else []
    if event.all("RRULE"):
        found = _repeated(event, start, since, today)
    elif event.all("RDATE"):
        found = {start.day} if start.day >= since else set()
    else:
        return [start.day]
    found |= {day for day in _listed(event, "RDATE", start) if since <= day <= today}
    changed = set()
    for value in changes.get(event.value("UID"), ()):
        try:
            changed.add(start.here(moment(value)).date())
        except ValueError:
            continue
    return sorted(found - _listed(event, "EXDATE", start) - changed)


def _listed(event: Event, name: str, start: Start) -> set[date]:
    """The days of RDATE or EXDATE; of a period, the day it begins. A line counts as far as it can be read."""
    found: set[date] = set()
    for line in event.all(name):
        try:
            found.update(start.here(moment(each.partition("/")[0])).date() for each in line.value.split(","))
        except ValueError as error:
            event.remarks.append(Remark(line.number, str(error)))
    return found


def _repeated(event: Event, start: Start, since: date, today: date) -> set[date]:
    """The days of its rule from `since` to today; the first day alone where the rule cannot be read."""
    rule, *others = event.all("RRULE")
    if others:
        event.remarks.append(Remark(others[0].number, "Of the rules of a series only the first is read."))
    try:
        read = read_rule(rule.value)
        last = min(today, _until(moment(read.until), start)) if read.until else today
        return set(days(read, start.day, since, last))
    except ValueError as error:
        event.remarks.append(Remark(rule.number, f"{error} {event.title} counts on its first day only."))
        return {start.day}


def _until(until: Moment, start: Start) -> date:
    """The last day a series can have: UNTIL's own, or the day before when the event begins later in the day.

    Times of which one is in a zone nobody knows are not compared.
    """
    at = start.here(until)
    comparable = until.timed and start.moment.timed and (until.utc == start.moment.utc or start.zone is not None)
    if comparable and start.moment.at.time() > at.time():
        return date.fromordinal(max(1, at.toordinal() - 1))
    return at.date()


def _text(event: Event) -> str:
    """What the event says of itself, line by line."""
    text = "\n".join(filter(None, (event.text("SUMMARY"), event.text("LOCATION"), event.text("DESCRIPTION"))))
    if too_long(text):
        event.remarks.append(Remark(event.line, f"{event.title} has a text longer than 64 KiB, which was cut there."))
        text = cut(text)
    return text


def _key(event: Event, start: Start, people: tuple[Participant, ...]) -> str:
    """The event's UID; a digest where it has none, or one that fills a line."""
    uid = clean_line(event.value("UID"))
    if uid and len(uid) <= MAX_LINE // 4:
        return uid
    whom = (f"{who.name} {who.email}" for who in people)
    known = uid or "\n".join((event.text("SUMMARY"), str(start.moment.at), *whom))
    return hashlib.sha256(known.encode()).hexdigest()[:32]
