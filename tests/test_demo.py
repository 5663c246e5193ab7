"""The sample book shows every feature there is, and is the same wherever and whenever it is made."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.demo import SAMPLE_TODAY, open_sample, write_sample
from bondtui.domain.interactions import Channel, Initiator, Interaction, Signal
from bondtui.domain.nudges import NudgeKind
from bondtui.domain.stages import Stage
from bondtui.settings import Settings
from bondtui.store.doctor import examine


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sample") / "sample.db"
    write_sample(made)
    return made


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    opened = Book.open(path, Settings(), lambda: SAMPLE_TODAY)
    yield opened
    opened.close()


def everybody(book: Book) -> list[str]:
    return [each.uid for each in (*book.contacts.list(), *book.contacts.list("is:archived"))]


def interactions(book: Book) -> list[Interaction]:
    found = {each.uid: each for uid in everybody(book) for each in book.interactions.timeline(uid, limit=1000)}
    return list(found.values())


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_two_sample_books_are_the_same_to_the_last_row(path: Path, tmp_path: Path) -> None:
    write_sample(tmp_path / "again.db")
    assert dump(tmp_path / "again.db") == dump(path)


def test_doctor_finds_nothing_wrong_with_it(path: Path) -> None:
    assert examine(path, Settings().cadences) == []


def test_it_has_about_forty_people_and_three_years_of_contact(book: Book) -> None:
    assert book.contacts.count() == 40
    seen = interactions(book)
    assert 250 <= len(seen) <= 420
    assert max(each.date for each in seen) <= SAMPLE_TODAY
    assert min(each.date for each in seen) < SAMPLE_TODAY - timedelta(days=1050)


def test_names_come_from_many_scripts(book: Book) -> None:
    names = "".join(each.name for each in book.contacts.list())
    scripts = {unicodedata.name(letter).split()[0] for letter in names if letter.isalpha()}
    assert scripts >= {"LATIN", "CYRILLIC", "CJK", "HANGUL", "ARABIC", "DEVANAGARI", "GREEK", "HEBREW", "THAI"}


def test_every_kind_of_interaction_is_shown(book: Book) -> None:
    seen = interactions(book)
    assert {each.channel for each in seen} == set(Channel)
    assert {each.initiator for each in seen} == set(Initiator)
    assert {signal for each in seen for signal in each.signals} == set(Signal)
    assert any(not each.reached for each in seen)
    assert any(each.private for each in seen)
    assert any(len(each.contacts) > 2 for each in seen)


def test_every_kind_of_contact_is_shown(book: Book) -> None:
    people = book.contacts.list()
    pages = [book.contacts.page(uid) for uid in everybody(book)]
    assert {each.stage for each in people} == set(Stage)
    assert any(each.snoozed_until for each in people)
    assert any(each.cadence_days == 0 for each in people)
    assert len(everybody(book)) == len(people) + 1
    dates = [each.on for page in pages for each in page.dates]
    assert any((each.month, each.day) == (2, 29) for each in dates)
    assert any(each.year is None for each in dates)
    assert {method.kind for page in pages for method in page.methods} == {"email", "phone", "url", "address"}
    assert any(entry.change.interaction for page in pages for entry in page.ledger)
    follow_ups = [each for page in pages for each in page.follow_ups]
    assert any(each.done_on for each in follow_ups)
    assert any(not each.done_on and each.due_on > SAMPLE_TODAY for each in follow_ups)


def test_friends_brought_friends_of_friends(book: Book) -> None:
    first = book.contacts.page(book.contacts.find("Marta Kowalska").uid)
    assert len(first.referred) == 4
    assert [len(book.contacts.page(each.uid).referred) for each in first.referred].count(3) == 1


def test_its_day_is_neither_empty_nor_too_full(book: Book) -> None:
    due = book.nudges.due()
    check_ins = [each for each in due if each.kind is NudgeKind.CHECK_IN]
    promised = [each for each in due if each.kind is NudgeKind.FOLLOW_UP]
    assert 6 <= len(check_ins) <= 9
    assert 3 <= len(promised) <= 4
    overdue = {each.contact.name: each.days_overdue for each in check_ins}
    assert (overdue["Anna Petrova"], overdue["田中 健"], overdue["Omar Haddad"]) == (12, 3, 1)


def test_the_opened_sample_lies_in_a_private_folder() -> None:
    book = open_sample()
    try:
        assert book.today() == SAMPLE_TODAY
        assert book.path.parent.stat().st_mode & 0o777 == 0o700
        assert book.path.stat().st_mode & 0o777 == 0o600
    finally:
        book.close()
