"""The calendar feed: read back with a calendar library, byte for byte the same, and without a private word."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from icalendar import Calendar, Event

from bondtui.book import Book
from bondtui.book.exchange import Audience, Format
from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.exchange.ical import Dated, write

ADDED = date(2026, 1, 5)


def events(data: Iterable[bytes]) -> list[Event]:
    return [each for each in Calendar.from_ical(b"".join(data)).walk("VEVENT") if isinstance(each, Event)]


def test_a_check_in_is_an_all_day_event_with_a_reminder_in_the_morning() -> None:
    (event,) = events(write([Dated("c1", "Anna; Petrova, “Ä”\\", ADDED, date(2026, 12, 1), ())]))
    assert (event["uid"], event["summary"]) == ("ci-c1@bondtui", "Get in touch with Anna; Petrova, “Ä”\\")
    assert event.decoded("dtstart") == date(2026, 12, 1)
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(hours=9)]


@pytest.mark.parametrize(
    ("on", "begins", "rule"),
    [
        (PartialDate(12, 4, 1986), date(1986, 12, 4), {"FREQ": ["YEARLY"]}),
        (PartialDate(12, 4), date(2026, 12, 4), {"FREQ": ["YEARLY"]}),
        (PartialDate(2, 29, 1988), date(1988, 2, 29), {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [-1]}),
        (PartialDate(2, 29), date(2026, 2, 28), {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [-1]}),
    ],
)
def test_r11_an_important_day_comes_every_year_from_its_anchor(
    on: PartialDate, begins: date, rule: dict[str, list[object]]
) -> None:
    (event,) = events(write([Dated("c1", "Anna", ADDED, None, (ImportantDate("birthday", on),))]))
    assert event.decoded("dtstart") == begins
    assert dict(event["rrule"]) == rule
    assert event["summary"] == "Anna: birthday"


def test_the_feed_of_a_book_is_stable_and_tells_nothing_that_was_logged(book: Book) -> None:
    anna = book.contacts.add(
        ContactForm("Anna Petrova", about="secret", dates=(ImportantDate("birthday", PartialDate(12, 4)),))
    )
    book.interactions.log(book.interactions.understand("called Anna: a hidden word"))
    gone = book.contacts.add(ContactForm("Ben Okafor"))
    book.contacts.archive(gone.uid)
    data, again = (b"".join(book.exchange.data(Format.ICS, Audience.ME)) for _ in range(2))
    assert data == again
    assert [event["uid"] for event in events([data])] == [f"ci-{anna.uid}@bondtui", f"da-{anna.uid}-0@bondtui"]
    assert b"secret" not in data
    assert b"hidden" not in data
