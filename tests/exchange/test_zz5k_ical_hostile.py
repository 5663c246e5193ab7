"""Calendars of others: what another library writes is read, and nothing in one stops what stands beside it."""

from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, vCalAddress, vText

from bondtui.domain.incoming import Participant
from bondtui.domain.text import clean
from tests.conftest import TODAY
from tests.exchange.calendars import ANNA, calendar, event, happened, reading

CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
# The other library writes a backslash before an N as a line break.
PLAIN = st.text(CHARACTERS, max_size=40).filter(lambda text: "\\N" not in text)
NAMES = st.text(st.characters(codec="utf-8", categories=("L", "Zs")), max_size=20)
SINCE, UNTIL = datetime(1901, 1, 1), datetime(2026, 11, 23)
WHEN = st.datetimes(SINCE, UNTIL) | st.datetimes(SINCE, UNTIL, timezones=st.just(UTC))


@given(
    st.lists(
        st.tuples(PLAIN, st.lists(PLAIN, max_size=3).map("\n".join), NAMES, WHEN | st.dates(date(1901, 1, 1), TODAY))
    )
)
@settings(max_examples=5000,deadline=None,suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_another_library_writes_is_read(
    tmp_path: Path, meetings: list[tuple[str, str, str, datetime | date]]
) -> None:
    whole = Calendar()
    for number, (summary, description, name, when) in enumerate(meetings):
        each, who = Event(), vCalAddress("mailto:anna@x.example")
        who.params["CN"] = vText(name)
        for key, value in (
            ("uid", f"u{number}"),
            ("summary", summary),
            ("description", description),
            ("dtstart", when),
        ):
            each.add(key, value)
        each.add("attendee", who, encode=False)
        whole.add_component(each)
    found = happened(reading(whole.to_ical(), tmp_path))
    for (summary, description, name, when), meeting in zip(meetings, found, strict=True):
        assert meeting.text == "\n".join(filter(None, (clean(summary), clean(description))))
        assert meeting.people == (Participant(" ".join(clean(name).split()), "anna@x.example", add=False),)
        assert meeting.date == (when.date() if isinstance(when, datetime) else when)


PARTS = st.sampled_from(
    [
        "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VALARM", "END:VALARM",
        "BEGIN:", "END:", "UID", "DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY",
        "DESCRIPTION", "ATTENDEE", "ORGANIZER", ";TZID=", ";CN=", ";VALUE=DATE", "Europe/Berlin", ":", ";", "=",
        ",", '"', "\\", "\\n", "\r\n", "\r\n", "\n ", "\r", "\t", "20261102", "T100000Z", "99991231T235959Z",
        "00010101", "20260231", "/", "FREQ=", "DAILY", "YEARLY", "HOURLY", ";COUNT=", ";UNTIL=", ";BYDAY=MO",
        ";BYMONTHDAY=", ";BYSETPOS=-1", ";BYWEEKNO=", ";INTERVAL=", "0", "1", "-1", "53", "999999999",
        "mailto:", "a@x.example", "é", "森", "\ufeff", "\x00", "\u2028", "😀",
    ]
)  # fmt: skip
GOOD = event("DTSTART:20261102", ANNA, uid="good")


@given(st.lists(PARTS | st.text(max_size=5), max_size=60).map("".join), st.binary(max_size=20))
@settings(max_examples=5000,deadline=None,suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_calendar_the_good_event_below_is_read(tmp_path: Path, text: str, junk: bytes) -> None:
    content = f"BEGIN:VEVENT\r\nDTSTART:20261102\r\n{ANNA}\r\n{text}".encode("utf-8", "replace") + junk
    found = reading(content + b"\r\nEND:VEVENT\r\n" + GOOD.encode(), tmp_path)
    assert [each for each in happened(found) if each.key == "ical:good:2026-11-02"]
    lines = len((content + b"\r\nEND:VEVENT\r\n" + GOOD.encode()).splitlines())
    assert all(each.line and each.line <= lines for each in found)
    assert all(each.date <= TODAY for each in happened(found))


@pytest.mark.parametrize(
    "bomb",
    [
        'ATTENDEE;CN="' + '";CN="' * 300_000,
        "ATTENDEE" + ";" * 2_000_000,
        "A" * 2_000_000,
        "DESCRIPTION:" + "\\" * 2_000_000,
        "RRULE:FREQ=DAILY;BYDAY=" + "MO," * 600_000,
        "RRULE:" + "FREQ=DAILY;" * 200_000,
        "EXDATE:" + "20261101," * 200_000 + "\r\nRRULE:FREQ=DAILY",
        "\r\n".join(["BEGIN:X"] * 200_000),
        "\r\n".join(["x"] * 200_000),
        "\r\n ".join(["SUMMARY:"] * 200_000),
        "\r\n".join(["ATTENDEE:mailto:a@x"] * 100_000),
        "\r\n".join(f"ATTENDEE:mailto:a{number}@x" for number in range(100_000)),
    ],
    ids=lambda bomb: bomb[:12],
)
def test_a_bomb_costs_time_in_proportion_and_nobody_else(tmp_path: Path, bomb: str) -> None:
    began = process_time()
    found = reading(calendar(event("DTSTART:20261102", ANNA, bomb), GOOD), tmp_path)
    assert "ical:good:2026-11-02" in {each.key for each in happened(found)}
    assert process_time() - began < 5
