"""R1, R2 and R3 in a real book, against oracles that know nothing of its columns."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Channel, Initiator
from bondtui.domain.stages import Stage
from bondtui.errors import Refused
from bondtui.settings import Settings
from tests.conftest import TODAY

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def log(book: Book, line: str) -> str:
    return book.interactions.log(book.interactions.understand(line)).interaction.uid


def test_r1_an_attempt_and_a_note_do_not_move_the_clock(book: Book) -> None:
    anna = book.contacts.add(ContactForm("Anna Petrova"))
    log(book, "called Anna 10 days ago: talked")
    log(book, "tried Anna yesterday")
    log(book, "note about Anna: likes tea")
    assert book.contacts.get(anna.uid).last_contact_on == TODAY - timedelta(days=10)


def test_r1_a_backdated_entry_never_moves_it_backwards(book: Book) -> None:
    anna = book.contacts.add(ContactForm("Anna Petrova"))
    log(book, "called Anna yesterday: talked")
    log(book, "called Anna 30 days ago: talked")
    assert book.contacts.get(anna.uid).last_contact_on == TODAY - timedelta(days=1)


def test_r1_every_participants_clock_moves_and_removing_the_latest_recomputes_all(book: Book) -> None:
    anna, omar = book.contacts.add(ContactForm("Anna Petrova")), book.contacts.add(ContactForm("Omar Haddad"))
    log(book, "lunch with Anna and Omar 20 days ago")
    latest = log(book, "dinner with Anna and Omar")
    assert {book.contacts.get(each.uid).last_contact_on for each in (anna, omar)} == {TODAY}
    book.interactions.remove(latest)
    assert {book.contacts.get(each.uid).last_contact_on for each in (anna, omar)} == {TODAY - timedelta(days=20)}


def test_r1_a_day_after_today_is_refused_as_a_plan(book: Book) -> None:
    book.contacts.add(ContactForm("Anna Petrova"))
    with pytest.raises(Refused, match=r"(?i)that is a plan: add a follow-up"):
        log(book, "called Anna 2026-12-01")
    assert book.reader.rows("SELECT count(*) FROM interaction") == [(0,)]


def test_r2_a_snooze_rests_until_its_end_and_ends_with_the_next_contact(book: Book) -> None:
    anna = book.contacts.add(ContactForm("Anna Petrova", every_days=10))
    log(book, "called Anna 20 days ago: talked")
    assert book.contacts.get(anna.uid).due_on == TODAY - timedelta(days=10)
    assert book.nudges.snooze(anna.uid, date(2026, 12, 1)).due_on == date(2026, 12, 1)
    log(book, "called Anna: talked")
    after = book.contacts.get(anna.uid)
    assert (after.snoozed_until, after.due_on) == (None, TODAY + timedelta(days=10))


def test_r2_cadence_zero_is_never_due_and_default_is_the_stages(book: Book) -> None:
    anna = book.contacts.add(ContactForm("Anna Petrova", every_days=0))
    assert book.contacts.get(anna.uid).due_on is None
    book.contacts.edit(anna.uid, replace(book.contacts.form(anna.uid), every_days=None))
    assert book.contacts.get(anna.uid).due_on == TODAY + timedelta(days=90)


def test_r2_opening_after_the_cadences_changed_computes_the_due_dates_anew(
    open_book: Callable[..., Book], settings: Settings
) -> None:
    anna = open_book().contacts.add(ContactForm("Anna Petrova"))
    changed = replace(settings, cadences={**DEFAULT_CADENCES, Stage.STRANGER: 7})
    assert open_book(settings=changed).contacts.get(anna.uid).due_on == TODAY + timedelta(days=7)


entries = st.tuples(
    st.integers(0, 400), st.sampled_from(Channel), st.sampled_from(Initiator), st.booleans(), st.sampled_from([0, 1])
)


@FEW
@given(st.lists(entries, min_size=1, max_size=6), st.integers(0, 120))
def test_r1_r2_the_columns_are_what_a_replay_of_the_book_says(happened: list[tuple], every: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        book = Book.open(home / "b.db", Settings(cadences=dict(DEFAULT_CADENCES), export_dir=home), lambda: TODAY)
        people = [book.contacts.add(ContactForm(name, every_days=every)) for name in ("Anna Berg", "Omar Haddad")]
        left: list[tuple[int, date, bool]] = []
        for days, channel, initiator, reached, who in happened:
            uid = log(book, f"met {people[who].name}: hello")
            form = book.interactions.form(uid)
            on = TODAY - timedelta(days=days)
            book.interactions.amend(uid, replace(form, date=on, channel=channel, initiator=initiator, reached=reached))
            left.append((who, on, reached and channel is not Channel.NOTE))
        for who, person in enumerate(people):
            last = max((on for whose, on, counted in left if whose == who and counted), default=None)
            due = (last or TODAY) + timedelta(days=every) if every else None
            now = book.contacts.get(person.uid)
            assert (now.last_contact_on, now.due_on) == (last, due)
        book.close()


def test_r3_check_ins_stand_by_days_overdue_over_cadence_then_by_name(book: Book) -> None:
    for name, every, days in (("Ömer", 30, 40), ("Zoe", 10, 30), ("Adam", 30, 40), ("Bea", 100, 105)):
        book.contacts.add(ContactForm(name, every_days=every))
        log(book, f"called {name} {days} days ago: talked")
    assert [nudge.contact.name for nudge in book.nudges.due()] == ["Zoe", "Adam", "Ömer", "Bea"]


def test_r3_a_check_in_is_due_from_its_day_on(open_book: Callable[..., Book]) -> None:
    open_book().contacts.add(ContactForm("Anna Petrova", every_days=10))
    day = TODAY + timedelta(days=10)
    assert open_book(today=day - timedelta(days=1)).nudges.due() == []
    (nudge,) = open_book(today=day).nudges.due()
    assert (nudge.due_on, nudge.days_overdue, nudge.id[:3]) == (day, 0, "ci-")
    assert open_book(today=day).due_count() == 1


def test_an_archived_contact_has_no_nudges_and_is_left_out_of_lists_unless_asked_for(book: Book) -> None:
    anna = book.contacts.add(ContactForm("Anna Petrova", every_days=1))
    log(book, "called Anna 9 days ago: talked")
    book.contacts.archive(anna.uid)
    assert (book.nudges.due(), book.contacts.list()) == ([], [])
    assert [each.name for each in book.contacts.list("is:archived")] == ["Anna Petrova"]
    assert book.interactions.understand("met Anna").people[0].candidates[0].id == anna.id
