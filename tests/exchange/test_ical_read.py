"""Calendars: what took place with somebody is a meeting on its day; what did not, and what is damaged, is said."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bondtui.domain.incoming import Asked, Happening, Occasion, Participant, Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator
from bondtui.exchange.ical_read import looks_like, read
from bondtui.exchange.source import Source
from tests.conftest import TODAY
from tests.exchange.calendars import ANNA, calendar, event, happened, on, reading, said


def test_the_sample_gives_what_its_table_says() -> None:
    found = list(read(Source(Path("tests/data/meetings.ics")), Asked(TODAY)))
    assert [each.line for each in found if isinstance(each, Skipped)] == [74, 82, 91, 108]
    assert len([each for each in found if not isinstance(each, Remark)]) == 10
    with_petra, with_andrzej = (
        [str(each.date) for each in happened(found) if any(who.email.lower() == address for who in each.people)]
        for address in ("petra@vogel.example", "andrzej@sowa.example")
    )
    assert with_petra == ["2026-09-14", "2026-10-07", "2026-09-18"]
    assert with_andrzej == ["2026-09-14", "2026-10-05", "2026-10-12", "2026-10-26", "2026-11-02"]


def test_a_meeting_is_what_its_event_says(tmp_path: Path) -> None:
    lines = (
        "DTSTART;TZID=Asia/Tokyo:20260914T080000", "SUMMARY:Plan\\, round two", "LOCATION:Room 4",
        "DESCRIPTION:One\\; two\\nthree\\\\", "ORGANIZER;CN=Ben:MAILTO:Ben@x.example", ANNA,
    )  # fmt: skip
    assert reading(calendar(event(*lines)), tmp_path) == [
        Occasion(
            2,
            (
                Happening(
                    "ical:u1:2026-09-14", date(2026, 9, 14), Channel.MEETING, Initiator.THEM, True,
                    "Plan, round two\nRoom 4\nOne; two\nthree\\",
                    (Participant("Ben", "Ben@x.example", add=False), Participant("Anna", "anna@x.example", add=False)),
                ),
            ),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20261007T233000Z", "2026-10-07"),
        ("DTSTART:20261007T003000", "2026-10-07"),
        ("DTSTART;TZID=America/Los_Angeles:20261007T233000", "2026-10-07"),
        ("DTSTART;TZID=Nobody's Own Time:20261007T233000", "2026-10-07"),
        ('DTSTART;TZID="../../etc/passwd":20261007T233000', "2026-10-07"),
        ("DTSTART;VALUE=DATE:20261007", "2026-10-07"),
        ("dtstart;value=date:20261007", "2026-10-07"),
        ("DTSTART:19990101T120000Z", "1999-01-01"),
        ("DTSTART:20261123T235959Z", "2026-11-23"),
        ("DTSTART:20161231T235960Z", "2016-12-31"),
    ],
)
def test_the_day_is_the_one_that_is_written(tmp_path: Path, start: str, expected: str) -> None:
    assert on(reading(calendar(event(start, ANNA)), tmp_path)) == [expected]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((ANNA,), "does not say when it begins"),
        (("DTSTART:20260231T100000Z", ANNA), "“20260231T100000Z” is no day in any calendar"),
        (("DTSTART:tomorrow", ANNA), "“tomorrow” is no day in any calendar"),
        (("DTSTART:20261124", ANNA), "on 2026-11-24 is a plan"),
        (("DTSTART:20261101", "STATUS:Cancelled", ANNA), "was called off"),
        (("DTSTART:20261101",), "names nobody who took part"),
        (("DTSTART:20261101", "ATTENDEE;CUTYPE=ROOM;CN=R:mailto:r@x.example"), "names nobody"),
        (("DTSTART:20261101", "ATTENDEE;CUTYPE=resource;CN=R:mailto:r@x.example"), "names nobody"),
        (("DTSTART:20261101", "ATTENDEE;PARTSTAT=DECLINED:mailto:a@x.example"), "names nobody"),
        (
            ("DTSTART:20261101", "ORGANIZER:mailto:a@x.example", "ATTENDEE;PARTSTAT=DECLINED:MAILTO:A@x.example"),
            "names nobody",
        ),
        (("DTSTART:20250101", "RRULE:FREQ=WEEKLY;COUNT=2", ANNA), "on none of the last 400 days"),
        (("DTSTART:20261101", "RRULE:FREQ=WEEKLY;COUNT=1", "EXDATE:20261101", ANNA), "on none of the last 400 days"),
    ],
)  # fmt: skip
def test_an_event_that_was_no_meeting_is_skipped_where_it_begins(
    tmp_path: Path, lines: tuple[str, ...], why: str
) -> None:
    good = event("DTSTART:20261101", ANNA)
    found = reading(calendar(good, event("SUMMARY:Plan", *lines, uid="u2"), good), tmp_path)
    assert [type(each) for each in found] == [Occasion, Skipped, Occasion]
    ((line, reason),) = said(found)
    assert line == 7
    assert reason.startswith("“Plan” ")
    assert why in reason


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('ATTENDEE;CN="Vogel, Petra":mailto:p@x.example', Participant("Vogel, Petra", "p@x.example", add=False)),
        ("ATTENDEE;CN=Petra ^'P^' Vogel:mailto:p@x.example", Participant('Petra "P" Vogel', "p@x.example", add=False)),
        ('ATTENDEE;DELEGATED-TO="mailto:q@x.example":Mailto: p@x.example ', Participant("", "p@x.example", add=False)),
        ("ATTENDEE:p@x.example", Participant("", "p@x.example", add=False)),
        ("ATTENDEE;CN=Petra;EMAIL=p@x.example:/principals/1/", Participant("Petra", "p@x.example", add=False)),
        ("ATTENDEE;CN=Petra:invalid:nomail", Participant("Petra", "", add=False)),
        ("ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=TENTATIVE;CN=森 春人:urn:uuid:1", Participant("森 春人", "", add=False)),
        ("ORGANIZER;CN=Petra:mailto:p@x.example", Participant("Petra", "p@x.example", add=False)),
    ],
)
def test_people_are_found_by_address_and_name(tmp_path: Path, line: str, expected: Participant) -> None:
    (meeting,) = happened(reading(calendar(event("DTSTART:20261101", line)), tmp_path))
    assert meeting.people == (expected,)


def test_somebody_named_twice_took_part_once_and_the_organizer_comes_first(tmp_path: Path) -> None:
    lines = (ANNA, "ATTENDEE;CN=Ben:mailto:BEN@x.example", "ORGANIZER:mailto:ben@x.example")
    (meeting,) = happened(reading(calendar(event("DTSTART:20261101", *lines)), tmp_path))
    assert [who.name for who in meeting.people] == ["Ben", "Anna"]


@pytest.mark.parametrize(
    ("organizer", "initiator"),
    [
        ((), Initiator.BOTH),
        (("ORGANIZER:mailto:ben@x.example",), Initiator.THEM),
        (("ORGANIZER;PARTSTAT=DECLINED:mailto:ben@x.example",), Initiator.BOTH),
    ],
)
def test_the_organizer_began_it(tmp_path: Path, organizer: tuple[str, ...], initiator: Initiator) -> None:
    (meeting,) = happened(reading(calendar(event("DTSTART:20261101", ANNA, *organizer)), tmp_path))
    assert meeting.initiator is initiator


TOKYO = "DTSTART;TZID=Asia/Tokyo:20261102T080000"
UNKNOWN = "DTSTART;TZID=Nobody's Own Time:20261102T080000"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART:20261102", "RRULE:FREQ=WEEKLY"), [2, 9, 16, 23]),
        (("DTSTART:20261102", "RRULE:FREQ=WEEKLY;UNTIL=20261116"), [2, 9, 16]),
        (("DTSTART:20261102T100000Z", "RRULE:FREQ=WEEKLY;UNTIL=20261116T100000Z"), [2, 9, 16]),
        (("DTSTART:20261102T100000Z", "RRULE:FREQ=WEEKLY;UNTIL=20261116T095959Z"), [2, 9]),
        (("DTSTART:20261102T100000", "RRULE:FREQ=WEEKLY;UNTIL=20261116"), [2, 9, 16]),
        ((TOKYO, "RRULE:FREQ=WEEKLY;UNTIL=20261115T230000Z"), [2, 9, 16]),
        ((TOKYO, "RRULE:FREQ=WEEKLY;UNTIL=20261115T225959Z"), [2, 9]),
        ((TOKYO, "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z"), [2, 9, 16, 23]),
        ((UNKNOWN, "RRULE:FREQ=WEEKLY;UNTIL=20261116T070000Z"), [2, 9, 16]),
        ((TOKYO, "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Asia/Tokyo:20261109T080000"), [2, 16, 23]),
        ((TOKYO, "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20261108T230000Z,20261115T230000Z"), [2, 23]),
        ((TOKYO, "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;VALUE=DATE:20261109", "EXDATE:20261101T230000Z"), [16, 23]),
        (("DTSTART:20261102", "RDATE;VALUE=DATE:20261104,20261224", "RDATE;VALUE=PERIOD:20261105T1/PT1H"), [2, 4]),
        (("DTSTART:20261102", "RDATE;VALUE=PERIOD:20261105T100000Z/PT1H"), [2, 5]),
        (("DTSTART:20261102", "RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20261103"), [2, 3, 9]),
        (("DTSTART:20200106", "RDATE:20261103"), [3]),
        (("DTSTART:19700105", "RRULE:FREQ=MONTHLY;BYDAY=1MO;UNTIL=20261110;BYMONTH=11", "EXDATE:20251103"), [2]),
    ],
)  # fmt: skip
def test_a_series_counts_on_each_day_it_took_place(tmp_path: Path, lines: tuple[str, ...], expected: list[int]) -> None:
    assert on(reading(calendar(event(*lines, ANNA)), tmp_path)) == [f"2026-11-{day:02}" for day in expected]


def test_a_series_counts_400_days_back_and_a_single_event_whenever_it_was(tmp_path: Path) -> None:
    found = reading(calendar(event("DTSTART:20200101T090000Z", "RRULE:FREQ=DAILY", ANNA)), tmp_path)
    assert on(found)[0] == str(TODAY - timedelta(days=400))
    assert on(found)[-1] == str(TODAY)
    assert len(on(found)) == 401
    assert on(reading(calendar(event("DTSTART:20200101T090000Z", ANNA)), tmp_path)) == ["2020-01-01"]


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("RECURRENCE-ID:20261109T080000Z", "DTSTART:20261110T080000Z", ANNA), [2, 10, 16, 23]),
        (("RECURRENCE-ID:20261109T080000Z", "DTSTART:20261109T100000Z", ANNA), [2, 9, 16, 23]),
        (("RECURRENCE-ID:20261109T080000Z", "DTSTART:20261109T080000Z", "STATUS:CANCELLED", ANNA), [2, 16, 23]),
        (("RECURRENCE-ID:20261109T080000Z", "DTSTART:20261209T080000Z", ANNA), [2, 16, 23]),
        (("RECURRENCE-ID:20261109T080000Z", "RRULE:FREQ=DAILY", "DTSTART:20261110T080000Z", ANNA), [2, 10, 16, 23]),
        (("RECURRENCE-ID:never", "DTSTART:20261110T080000Z", ANNA), [2, 9, 10, 16, 23]),
        (("RECURRENCE-ID:20240101", "DTSTART:20240102T080000Z", ANNA), [2, 9, 16, 23]),
    ],
)
def test_a_changed_day_of_a_series_takes_the_place_of_its_own(
    tmp_path: Path, before: bool, change: tuple[str, ...], expected: list[int]
) -> None:
    parts = [event("DTSTART:20261102T080000Z", "RRULE:FREQ=WEEKLY", ANNA), event(*change)]
    found = reading(calendar(*(reversed(parts) if before else parts)), tmp_path)
    assert sorted(on(found)) == [f"2026-11-{day:02}" for day in expected]
    assert len({each.key for each in happened(found)}) == len(expected)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=9",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;UNTIL=x",
        "nonsense",
    ],
)
def test_of_a_rule_that_cannot_be_read_the_first_day_counts_and_the_line_is_named(tmp_path: Path, rule: str) -> None:
    found = reading(calendar(event("DTSTART:20241101", f"RRULE:{rule}", ANNA)), tmp_path)
    assert on(found) == ["2024-11-01"]
    assert [line for line, _ in said(found)] == [5]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("no colon here", ["2026-11-02"]),
        ('ATTENDEE;CN="Vogel, Petra:mailto:p@x.example', ["2026-11-02"]),
        (": nameless", ["2026-11-02"]),
        ("RDATE:20261103,20260231,20261104", ["2026-11-02", "2026-11-03"]),
        ("RRULE:FREQ=WEEKLY;COUNT=1\r\nEXDATE:nonsense", ["2026-11-02"]),
    ],
)
def test_a_damaged_line_costs_only_itself(tmp_path: Path, line: str, expected: list[str]) -> None:
    found = reading(calendar(event("DTSTART:20261102", line, ANNA)), tmp_path)
    assert on(found) == expected
    assert [number for number, _ in said(found)] == [5 + line.count("\n")]


def test_what_is_nested_in_an_event_is_not_its_own(tmp_path: Path) -> None:
    alarm = ("BEGIN:VALARM", "SUMMARY:Ring", "ATTENDEE:mailto:alarm@x.example", "DTSTART:20200101", "END:VALARM")
    deep = ("BEGIN:X-BOX",) * 50
    (meeting,) = happened(
        reading(calendar(event(*alarm, "DTSTART:20261102", ANNA, "SUMMARY:Lunch", *alarm, *deep)), tmp_path)
    )
    assert (meeting.text, len(meeting.people), str(meeting.date)) == ("Lunch", 1, "2026-11-02")


def test_an_event_without_end_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    open_event = event("DTSTART:20261102", ANNA).removesuffix("END:VEVENT\r\n")
    found = reading(
        "BEGIN:VCALENDAR\r\n" + open_event * 2 + "END:VCALENDAR\r\n" + open_event + "BEGIN:VALARM\r\n", tmp_path
    )
    assert len(on(found)) == 3
    assert [line for line, _ in said(found)] == [6, 10, 11]


def test_to_dos_are_mentioned_once_and_words_between_events_each_time(tmp_path: Path) -> None:
    todo = "BEGIN:VTODO\r\nSUMMARY:Call\r\nDTSTART:20261102\r\nATTENDEE:mailto:a@x.example\r\nEND:VTODO\r\n"
    found = reading(calendar(todo, todo, "what is this\r\n", event("DTSTART:20261102", ANNA), "and this\r\n"), tmp_path)
    assert on(found) == ["2026-11-02"]
    assert [line for line, _ in said(found)] == [2, 12, 18]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_encodings_line_ends_and_folds_change_nothing(tmp_path: Path, encoding: str, end: str) -> None:
    content = calendar(event("DTSTART:20261102", "SUMMARY:Caf\r\n é – “\r\n\t ü”", ANNA)).replace("\r\n", end)
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (meeting,) = happened(reading((mark + content).encode(encoding), tmp_path))
    assert meeting.text == "Café – “ ü”"


def test_a_fold_can_fall_inside_a_letter(tmp_path: Path) -> None:
    content = calendar(event("DTSTART:20261102", "SUMMARY:Zoë@ and 森", ANNA)).encode()
    folded = content.replace("ë@".encode(), b"\xc3\r\n \xab").replace("森".encode(), b"\xe6\r\n\t\xa3\r\n \xae")
    assert [each.text for each in happened(reading(folded, tmp_path))] == ["Zoë and 森"]


def test_events_without_an_id_have_a_key_of_what_they_say(tmp_path: Path) -> None:
    def key(*lines: str) -> str:
        content = calendar(event(*lines)).replace("UID:u1\r\n", "")
        return happened(reading(content, tmp_path))[0].key

    start = "DTSTART:20261102T100000Z"
    first = key("SUMMARY:Lunch", start, ANNA)
    assert first == key(ANNA, start, "SUMMARY:Lunch")
    assert len({first, key("SUMMARY:Tea", start, ANNA), key("SUMMARY:Lunch", start, ANNA.replace("Anna", "Eva"))}) == 3
    (long,) = happened(reading(calendar(event(start, ANNA, uid="x" * 5000)), tmp_path))
    assert len(long.key) < 100


def test_a_text_too_long_for_the_book_is_cut_and_that_is_said(tmp_path: Path) -> None:
    text = "ö" * 5_000_000
    for description in (text, text.replace("ö" * 1000, "ö" * 1000 + "\r\n ")):
        found = reading(
            calendar(event("DTSTART:20261102", f"DESCRIPTION:{description}", "SUMMARY:Plan", ANNA)), tmp_path
        )
        (meeting,) = happened(found)
        assert 64 * 1024 - 4 < len(meeting.text.encode()) <= 64 * 1024
        ((line, why),) = said(found)
        assert line == 2
        assert "64 KiB" in why


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("BEGIN:VCALENDAR\r\nVERSION:2.0", True),
        ("\n\n  begin:vcalendar\n", True),
        ("BEGIN:VEVENT\nUID:1", True),
        ("a word above\nBEGIN:VCALENDAR\n", True),
        ("BEGIN:VCARD\r\nNOTE:x\r\nEND:VCARD\r\nBEGIN:VCALENDAR", False),
        ("Name,Notes\nAnn,see BEGIN:VCALENDAR", False),
        ("", False),
    ],
)
def test_a_calendar_is_known_by_its_first_component(head: str, expected: bool) -> None:
    assert looks_like(head) is expected
