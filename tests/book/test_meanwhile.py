"""What somebody else changed while a person was editing is told, and never written over unseen."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.domain.money import parse_money
from bondtui.domain.stages import Stage
from bondtui.domain.work import ProjectKind, Verdict
from bondtui.errors import BondtuiError, ChangedElsewhere, NotFound

ANNA = ContactForm("Anna Petrova", company="Lumen", since=date(2026, 1, 5))
ELSEWHERE = "Anna Petrova was changed elsewhere meanwhile."


@pytest.fixture
def elsewhere(open_book: Callable[..., Book], book: Book) -> Book:
    """The same book, as another process has it open."""
    return open_book()


def test_a_contact_changed_elsewhere_is_not_written_over(book: Book, elsewhere: Book) -> None:
    uid = book.contacts.add(ANNA).uid
    seen = book.contacts.form(uid)
    elsewhere.contacts.edit(uid, replace(seen, company="Northlight"))
    with pytest.raises(ChangedElsewhere, match=ELSEWHERE) as refused:
        book.contacts.edit(uid, replace(seen, role="owner"), seen)
    assert refused.value.exit_code == 1
    now = book.contacts.form(uid)
    assert (now.company, now.role) == ("Northlight", "")
    book.contacts.edit(uid, replace(now, role="owner"), now)
    assert (book.contacts.form(uid).company, book.contacts.form(uid).role) == ("Northlight", "owner")


@pytest.mark.parametrize(
    "change",
    [{"aliases": ("Annie",)}, {"tags": ("web",)}, {"since": date(2025, 1, 1)}, {"every_days": 0}, {"about": "knits"}],
    ids=lambda change: next(iter(change)),
)
def test_whatever_part_of_a_contact_changed_elsewhere_is_noticed(
    book: Book, elsewhere: Book, change: dict[str, object]
) -> None:
    uid = book.contacts.add(ANNA).uid
    seen = book.contacts.form(uid)
    elsewhere.contacts.edit(uid, replace(seen, **change))  # type: ignore[arg-type]
    with pytest.raises(ChangedElsewhere):
        book.contacts.edit(uid, replace(seen, role="owner"), seen)


def test_a_move_elsewhere_is_no_hindrance_because_the_form_does_not_change_the_stage(
    book: Book, elsewhere: Book
) -> None:
    uid = book.contacts.add(ANNA).uid
    seen = book.contacts.form(uid)
    elsewhere.journey.move(uid, Stage.FRIEND)
    assert book.contacts.edit(uid, replace(seen, role="owner"), seen).role == "owner"
    assert book.contacts.get(uid).stage is Stage.FRIEND


def test_an_interaction_changed_elsewhere_is_not_written_over(book: Book, elsewhere: Book) -> None:
    book.contacts.add(ANNA)
    uid = book.interactions.log(book.interactions.understand("called Anna Petrova")).interaction.uid
    seen = book.interactions.form(uid)
    elsewhere.interactions.amend(uid, replace(seen, text="called Anna Petrova: she sold out"))
    with pytest.raises(ChangedElsewhere, match=r"This interaction was changed elsewhere meanwhile\."):
        book.interactions.amend(uid, replace(seen, private=True), seen)
    assert book.interactions.form(uid) == replace(seen, text="called Anna Petrova: she sold out")


def test_a_promise_and_a_project_changed_elsewhere_are_not_written_over(book: Book, elsewhere: Book) -> None:
    uid = book.contacts.add(ANNA).uid
    promise = book.follow_ups.promise(uid, date(2026, 12, 1), "send the quote")
    elsewhere.follow_ups.done(promise.id)
    with pytest.raises(ChangedElsewhere):
        book.follow_ups.amend(promise.id, date(2026, 12, 2), "send the quote", turn=True, seen=promise)
    assert book.follow_ups.get(promise.id).due_on == date(2026, 12, 1)

    project = book.work.add(uid, "Web shop")
    terms = {"title": "Web shop", "kind": ProjectKind.PROJECT, "started_on": project.started_on}
    elsewhere.work.edit(project.id, **terms, agreed=parse_money("1200", "EUR"), result="")  # type: ignore[arg-type]
    with pytest.raises(ChangedElsewhere, match="Web shop was changed elsewhere meanwhile"):
        book.work.edit(project.id, **terms, agreed=None, result="sells", seen=project)  # type: ignore[arg-type]
    with pytest.raises(ChangedElsewhere):
        book.work.close(project.id, Verdict.POSITIVE, "sells", seen=project)
    assert str(book.work.project(project.id).agreed) == "1,200.00 EUR"


def test_of_two_who_save_what_both_saw_at_the_same_moment_only_one_does(
    book: Book, open_book: Callable[..., Book]
) -> None:
    uid = book.contacts.add(ANNA).uid
    for turn in range(5):
        seen, start, told = book.contacts.form(uid), threading.Barrier(2), list[str]()

        def save(role: str, seen: ContactForm = seen, start: threading.Barrier = start, told: list[str] = told) -> None:
            mine = open_book()
            start.wait()
            try:
                mine.contacts.edit(uid, replace(seen, role=role), seen)
                told.append(role)
            except ChangedElsewhere:
                told.append("")

        both = [threading.Thread(target=save, args=(f"{turn}{letter}",)) for letter in "ab"]
        for each in both:
            each.start()
        for each in both:
            each.join()
        assert sorted(told)[0] == ""
        assert book.contacts.form(uid).role == sorted(told)[1] != ""


def test_what_is_removed_at_the_moment_of_saving_is_said_to_be_gone(book: Book, elsewhere: Book) -> None:
    """Another process removes it after this one looked for it and before it may write."""
    uid = book.contacts.add(ANNA).uid
    happened = book.interactions.log(book.interactions.understand("called Anna Petrova")).interaction.uid
    promise = book.follow_ups.promise(uid, date(2026, 12, 1), "send the quote")
    project = book.work.add(uid, "Web shop")
    forms = book.contacts.form(uid), book.interactions.form(happened)
    change = book.writer.change

    def removed_just_before(label: str) -> object:
        if uid in {each.uid for each in elsewhere.contacts.list("")}:
            elsewhere.contacts.remove(uid)
        return change(label)

    use_cases: list[Callable[[], object]] = [
        lambda: book.contacts.edit(uid, forms[0]),
        lambda: book.interactions.amend(happened, forms[1]),
        lambda: book.follow_ups.amend(promise.id, date(2026, 12, 2), "send it"),
        lambda: book.work.close(project.id, Verdict.POSITIVE),
    ]
    for use_case in use_cases:
        book.writer.change = removed_just_before  # type: ignore[assignment, method-assign]
        with pytest.raises(BondtuiError) as refused:
            use_case()
        assert isinstance(refused.value, NotFound)
        book.writer.change = change  # type: ignore[method-assign]
        elsewhere.safety.undo()
