"""Many contacts tagged or snoozed at once: one change, one step back."""

from collections.abc import Callable
from datetime import date

import pytest

from bondtui.book import Book
from bondtui.book.tags import on_any
from bondtui.domain.forms import ContactForm
from bondtui.errors import Refused
from bondtui.store import reader

UNTIL = date(2026, 12, 24)


@pytest.fixture
def three(book: Book, open_book: Callable[..., Book]) -> list[str]:
    early = open_book(date(2026, 1, 5))
    forms = (
        ContactForm("Anna", tags=("web", "Fair")),
        ContactForm("Ben", tags=("web", "print")),
        ContactForm("Cy", every_days=0),
    )
    return [early.contacts.add(form).uid for form in forms]


def tags(book: Book, uids: list[str]) -> list[tuple[str, ...]]:
    return [book.contacts.get(uid).tags for uid in uids]


def labels(book: Book) -> list[str]:
    return [each.label for each in book.safety.history()]


def test_tags_are_put_on_and_taken_off_in_one_step_that_can_be_undone(book: Book, three: list[str]) -> None:
    before = tags(book, three)
    assert book.contacts.tag(three, ["#fair", "# new one"], ["WEB"]) == 3
    assert tags(book, three) == [("Fair", "new-one"), ("print", "fair", "new-one"), ("fair", "new-one")]
    assert labels(book)[0] == "Tagged 3 contacts #fair #new-one, no longer #WEB"
    assert [contact.name for contact in book.contacts.list("tag:new-one")] == ["Anna", "Ben", "Cy"]
    book.safety.undo()
    assert tags(book, three) == before
    assert book.contacts.list("tag:new-one") == []


def test_only_who_changes_is_counted_and_named(book: Book, three: list[str]) -> None:
    assert book.contacts.tag(three, ["fair"]) == 2
    assert labels(book)[0] == "Tagged 2 contacts #fair"
    assert book.contacts.tag(three, [], ["print"]) == 1
    assert labels(book)[0] == "Took #print off Ben"
    count = len(labels(book))
    assert book.contacts.tag(three, ["fair"], ["nothing"]) == 0
    assert len(labels(book)) == count


@pytest.mark.parametrize(("add", "remove"), [((), ()), (("#", " "), ()), (("x",), ("X",)), (("t" * 1001,), ())])
def test_tags_that_say_nothing_or_both_are_refused(
    book: Book, three: list[str], add: tuple[str, ...], remove: tuple[str, ...]
) -> None:
    before = labels(book)
    with pytest.raises(Refused):
        book.contacts.tag(three, add, remove)
    assert labels(book) == before


def test_whoever_is_gone_is_left_out_and_more_than_fit_one_question_are_taken(
    book: Book, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "CHUNK", 2)
    monkeypatch.setattr("bondtui.book.tags.CHUNK", 2)
    monkeypatch.setattr("bondtui.book.nudge_rows.CHUNK", 2)
    book.contacts.remove(three[0])
    assert book.contacts.tag(three, ["x"]) == 2
    assert book.nudges.snooze_all(three, UNTIL) == 1
    assert on_any(book, three) == ["x", "print", "web"]


def test_those_who_have_check_ins_are_snoozed_together(book: Book, three: list[str]) -> None:
    assert {each.contact.name for each in book.nudges.due()} == {"Anna", "Ben"}
    assert book.nudges.snooze_all(three, UNTIL) == 2
    assert book.nudges.due() == []
    assert [book.contacts.get(uid).snoozed_until for uid in three] == [UNTIL, UNTIL, None]
    assert labels(book)[0] == "Snoozed 2 contacts until 2026-12-24"
    book.nudges.snooze_all(three[:1], date(2026, 12, 1))
    assert book.contacts.get(three[0]).snoozed_until == date(2026, 12, 1)
    assert labels(book)[0] == "Snoozed Anna until 2026-12-01"
    book.safety.undo()
    book.safety.undo()
    assert {each.contact.name for each in book.nudges.due()} == {"Anna", "Ben"}


def test_a_snooze_of_nobody_or_into_the_past_is_refused(book: Book, three: list[str]) -> None:
    for uids, until in ((three[2:], UNTIL), (three, book.today()), ([], UNTIL)):
        with pytest.raises(Refused):
            book.nudges.snooze_all(uids, until)
