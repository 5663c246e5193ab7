"""Undo and redo: whatever was done, as many undos give back every row as it was, and redo every row as it became."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.book.imports import Wanted
from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.money import Money
from bondtui.domain.stages import Stage
from bondtui.domain.work import ConcessionKind, Verdict
from bondtui.errors import BondtuiError, Refused
from tests.book.small_books import small_book

TABLES = (
    "contact", "alias", "contact_method", "important_date", "tag", "interaction", "participant", "interaction_signal",
    "stage_change", "follow_up", "snooze", "answer", "opener", "project", "step", "concession", "payment",
)  # fmt: skip
LINES = (
    "called {} yesterday: sold out #thanked #shared-business +2w send the quote",
    "{} called: dinner at home #invited #opened-up",
    "met {} 12 Oct: the new shop",
)


def dump(book: Book) -> dict[str, list[Any]]:
    """Every row a person would miss, and what is kept for finding people and their words."""
    rows = {table: book.reader.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}
    rows["name_key"] = sorted(book.reader.rows("SELECT name_key, contact_id, how FROM name_key"))
    for search in ("contact_search", "interaction_search"):
        rows[search] = sorted(book.reader.rows(f"SELECT rowid, words FROM {search}"))
    return rows


def deeds(book: Book, dice: random.Random) -> list[Callable[[], object]]:
    """What could be done next, to somebody or something there is."""
    today = book.today()
    someone = [each.uid for each in book.contacts.rows(book.contacts.search("")) + book.contacts.list("is:archived")]
    found: list[Callable[[], object]] = [
        lambda: book.contacts.add(
            ContactForm(
                f"Person {dice.randint(1, 99)} Ö", dice.choice(list(Stage)), tags=("web",), aliases=("Zo",),
                dates=(ImportantDate("birthday", PartialDate(11, 25)),),
            )
        )
    ]  # fmt: skip
    if not someone:
        return found
    uid = dice.choice(someone)
    name = book.contacts.get(uid).name
    happened = book.interactions.timeline(uid)
    projects = book.work.projects(uid)
    promises = [each for each in book.contacts.page(uid).follow_ups if each.done_on is None]
    found += [
        lambda: book.interactions.log(book.interactions.understand(dice.choice(LINES).format(name), implied=uid)),
        lambda: book.contacts.edit(uid, replace(book.contacts.form(uid), company="Lumen", tags=("print",))),
        lambda: book.journey.move(uid, dice.choice(list(Stage)), reason="because"),
        lambda: book.follow_ups.promise(uid, today + timedelta(days=3), "the offer"),
        lambda: book.nudges.snooze(uid, today + timedelta(days=9)),
        lambda: book.contacts.archive(uid),
        lambda: book.contacts.remove(uid),
        lambda: book.work.add(uid, "a site", agreed=Money(1000, "EUR")),
        lambda: book.work.pay(uid, Money(500, "EUR"), project=projects[0].id if projects else None),
    ]
    if happened:
        found += [lambda: book.interactions.remove(happened[0].uid)]
        found += [
            lambda: book.interactions.amend(
                happened[0].uid, replace(book.interactions.form(happened[0].uid), text="else", signals=())
            )
        ]
    if promises:
        found += [lambda: book.follow_ups.done(promises[0].id), lambda: book.follow_ups.remove(promises[0].id)]
    if projects:
        found += [
            lambda: book.work.step(projects[0].id, 2, done_on=today),
            lambda: book.work.concede(projects[0].id, ConcessionKind.RUSH, amount=Money(5, "JPY")),
            lambda: book.work.close(projects[0].id, Verdict.MIXED, "sales"),
            lambda: book.work.remove(projects[0].id),
        ]
    proposals = [each for each in book.nudges.due(openers=False) if each.stage is not None]
    if proposals:
        found += [lambda: book.nudges.dismiss(proposals[0].id), lambda: book.nudges.accept(proposals[0].id)]
    return found


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 14))
def test_any_deeds_are_undone_one_by_one_and_redone_to_the_end(seed: int, count: int) -> None:
    dice = random.Random(seed)
    with small_book() as small:
        states, book = [dump(small.book)], small.book
        while len(states) <= count:
            try:
                dice.choice(deeds(book, dice))()
            except BondtuiError:
                continue
            states.append(dump(book))
        made = len(book.safety.history())
        assert made == count
        for state in reversed(states[:-1]):
            book.safety.undo()
            assert dump(book) == state
        with pytest.raises(Refused, match="nothing to undo"):
            book.safety.undo()
        book = small.reopen()
        for state in states[1:]:
            book.safety.redo()
            assert dump(book) == state
        with pytest.raises(Refused, match="nothing to redo"):
            book.safety.redo()


def test_a_new_change_ends_what_could_be_redone(book: Book) -> None:
    book.contacts.add(ContactForm("Anna"))
    book.contacts.add(ContactForm("Ben"))
    book.safety.undo()
    book.contacts.add(ContactForm("Chloé"))
    with pytest.raises(Refused, match="nothing to redo"):
        book.safety.redo()
    assert [(each.label, each.undone) for each in book.safety.history()] == [
        ("Added Chloé", False), ("Added Ben", True), ("Added Anna", False),
    ]  # fmt: skip
    book.safety.undo()
    book.safety.undo()
    assert book.contacts.count() == 0


def test_what_was_undone_for_something_else_never_comes_back(book: Book) -> None:
    """Also when that something is undone in its turn, be it an import."""
    book.contacts.add(ContactForm("Anna"))
    book.contacts.add(ContactForm("Ben"))
    book.safety.undo()
    path = book.path.with_name("new.csv")
    path.write_text("Name,Email\nChloé,c@x.example\n", encoding="utf-8")
    book.exchange.import_file(path, Wanted())
    book.safety.undo()
    book.contacts.add(ContactForm("Dora"))
    for _ in range(2):
        book.safety.undo()
    assert [book.safety.redo().label for _ in range(2)] == ["Added Anna", "Added Dora"]
    with pytest.raises(Refused, match="nothing to redo"):
        book.safety.redo()
    assert [each.name for each in book.contacts.list()] == ["Anna", "Dora"]


def test_a_change_whose_rows_another_program_has_changed_is_not_undone(book: Book) -> None:
    uid = book.contacts.add(ContactForm("Anna")).uid
    book.contacts.edit(uid, replace(book.contacts.form(uid), company="Lumen"))
    book.reader.rows("UPDATE contact SET company = 'Else'")
    before = dump(book)
    with pytest.raises(Refused, match="built upon since"):
        book.safety.undo()
    assert dump(book) == before


def test_nothing_is_undone_in_a_book_that_does_not_exist(book: Book) -> None:
    with pytest.raises(Refused):
        book.safety.undo()
    assert not book.exists()


def test_undo_keeps_the_clock_right(book: Book) -> None:
    uid = book.contacts.add(ContactForm("Anna", since=date(2026, 1, 1))).uid
    book.interactions.log(book.interactions.understand("called Anna yesterday"))
    assert book.contacts.get(uid).last_contact_on == date(2026, 11, 22)
    book.safety.undo()
    assert book.contacts.get(uid).last_contact_on is None


def test_thousands_of_aliases_are_changed_merged_removed_and_all_come_back(book: Book) -> None:
    """Anything quadratic in them would take minutes; what is linear takes a second."""
    form = ContactForm("Ann", aliases=tuple(f"Ann {number}" for number in range(5_000)))
    ann, ben = book.contacts.add(form).uid, book.contacts.add(ContactForm("Ben")).uid
    before = dump(book)
    book.contacts.edit(ann, replace(book.contacts.form(ann), aliases=form.aliases[1:]))
    book.contacts.merge(ann, ben)
    assert book.contacts.get(ann).aliases == (*form.aliases[1:], "Ben")
    book.contacts.remove(ann)
    for _ in range(3):
        book.safety.undo()
    assert dump(book) == before
