"""Nudges in a real book: counted as they are listed, answered one at a time, back when they should be (R5, R11)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.nudges import NudgeKind
from bondtui.domain.stages import Stage
from bondtui.errors import NotFound, Refused
from tests.book.small_books import FEW, RECIPES, Happened, Recipe, fill, log, nudges_of, small_book, ways_to_answer
from tests.conftest import TODAY

LEAP_DAYS = [date(year, *day) for year in (2027, 2028) for day in ((2, 27), (2, 28), (3, 1))] + [date(2028, 2, 29)]
FRIENDLY = (Signal.OPENED_UP, Signal.HELPED)


def partner_to_be(book: Book, name: str = "Anna Berg", stage: Stage = Stage.STRANGER) -> str:
    """Somebody for whom the evidence speaks, with no check-ins in the way."""
    uid = book.contacts.add(ContactForm(name, stage, every_days=0)).uid
    log(book, [uid], Happened((), 9, signals=(Signal.IDEA, Signal.TRUSTED)))
    log(book, [uid], Happened((), 8, initiator=Initiator.THEM, signals=(Signal.ASKED_ADVICE,)))
    return uid


def one_of_each(open_book: Callable[..., Book]) -> dict[NudgeKind, str]:
    """A book with a nudge of every kind; their ids."""
    early = open_book(today=TODAY - timedelta(days=400))
    early.contacts.add(ContactForm("Zoe Cold", Stage.FRIEND, every_days=300))
    book = open_book()
    anna = partner_to_be(book)
    jo = book.contacts.add(ContactForm("Jo Lind", dates=(ImportantDate("birthday", PartialDate(11, 30)),))).uid
    book.follow_ups.promise(anna, TODAY, "send the quote")
    ids = {each.kind: each.id for each in book.nudges.due()}
    assert set(ids) == set(NudgeKind) - {NudgeKind.THANK, NudgeKind.STANDARD}  # which rest on work
    assert ids[NudgeKind.DATE] == f"da-{jo}-1130-2026"
    return ids


@FEW
@given(
    RECIPES, st.sampled_from([None, 1, 2, 5]), st.sampled_from([0, 14, 60]), st.lists(st.integers(0, 50), max_size=4)
)
def test_the_count_is_of_what_is_listed_on_every_day(
    recipe: Recipe, cap: int | None, horizon: int, answers: list[int]
) -> None:
    with small_book(daily_cap=cap, horizon=horizon) as small:
        book, uids = small.book, fill(small, recipe)
        for chosen in answers:
            small.today += timedelta(days=chosen % 7)
            if found := list(nudges_of(book).values()):
                nudge = found[chosen % len(found)]
                ways = ways_to_answer(book, nudge, small.today + timedelta(days=chosen + 1))
                ways[chosen % len(ways)][0]()
        if answers:
            book.contacts.archive(uids[answers[0] % len(uids)])
        ahead = [small.today + timedelta(days=n) for n in (0, 1, 7, 30, 61, 90, 200, 365, 800)]
        for small.today in ahead + [day for day in LEAP_DAYS if day > ahead[0]]:
            listed = nudges_of(book).values()
            assert book.due_count() == len([each for each in listed if not each.is_ahead]), small.today
            assert not [each for each in listed if each.days_overdue is not None and each.due_on > small.today]


@FEW
@given(RECIPES, st.integers(0, 20), st.integers(0, 1), st.integers(0, 40))
def test_snooze_done_and_dismiss_act_on_exactly_one_nudge_and_can_be_taken_back(
    recipe: Recipe, which: int, how: int, ahead: int
) -> None:
    with small_book() as small:
        fill(small, recipe)
        small.today += timedelta(days=ahead)
        before = nudges_of(small.book)
        if not before:
            return
        nudge = list(before.values())[which % len(before)]
        ways = ways_to_answer(small.book, nudge, small.today + timedelta(days=1))
        act, take_back = ways[how % len(ways)]
        act()
        after = nudges_of(small.reopen())
        # Where a suggestion stood, the review that waited behind it may be told.
        behind = f"re-{nudge.contact.uid}" if nudge.kind is NudgeKind.SUGGESTION and act is ways[-1][0] else ""
        left = {ident: each for ident, each in after.items() if ident != behind}
        assert left == {ident: each for ident, each in before.items() if ident != nudge.id}
        if act is not ways[0][0]:
            take_back()
            assert nudges_of(small.book) == before
        elif not (nudge.kind is NudgeKind.DATE and nudge.due_on == small.today):  # tomorrow that day is over
            small.today += timedelta(days=1)
            assert nudge.id in nudges_of(small.book)


def test_ids_are_the_same_from_day_to_day_and_after_reopening(open_book: Callable[..., Book]) -> None:
    ids = one_of_each(open_book)
    assert {ident[:2] for ident in ids.values()} == {"ci", "f1", "da", "su", "re"}
    for ahead in (0, 0, 1, 2, 7):
        book = open_book(today=TODAY + timedelta(days=ahead))
        assert {each.kind: each.id for each in book.nudges.due()} == ids
    for kind, ident in ids.items():
        if kind not in (NudgeKind.CHECK_IN, NudgeKind.FOLLOW_UP):
            assert book.nudges.get(ident).kind is kind


def test_an_archived_contact_has_no_nudge_of_any_kind_and_gets_them_back(open_book: Callable[..., Book]) -> None:
    one_of_each(open_book)
    book = open_book()
    before, people = nudges_of(book), book.contacts.list()
    for each in people:
        book.contacts.archive(each.uid)
        assert each.uid not in {nudge.contact.uid for nudge in book.nudges.due()}
        assert book.due_count() == len([nudge for nudge in book.nudges.due() if not nudge.is_ahead])
    assert (book.nudges.due(), book.due_count()) == ([], 0)
    for ident in before:
        with pytest.raises(NotFound):
            book.nudges.get(ident)
    for each in people:
        book.contacts.unarchive(each.uid)
    assert nudges_of(open_book()) == before


def test_r5_dismissing_twice_is_dismissing_once_and_survives_reopening(open_book: Callable[..., Book]) -> None:
    ids = one_of_each(open_book)
    for kind in (NudgeKind.SUGGESTION, NudgeKind.REVIEW):
        book = open_book()
        book.nudges.dismiss(ids[kind])
        once = book.reader.rows("SELECT * FROM answer"), nudges_of(book), book.due_count()
        with pytest.raises(NotFound):
            book.nudges.dismiss(ids[kind])
        again = open_book()
        assert (again.reader.rows("SELECT * FROM answer"), nudges_of(again), again.due_count()) == once
        assert ids[kind] not in once[1]
        assert ids[kind] not in nudges_of(open_book(today=TODAY + timedelta(days=5)))


def test_r5_a_dismissed_suggestion_comes_back_with_a_new_signal_only(open_book: Callable[..., Book]) -> None:
    book = open_book()
    anna = partner_to_be(book)
    book.nudges.dismiss(f"su-{anna}")
    every = tuple(Signal)
    for nothing_new in (
        Happened((), 1), Happened((), 1, initiator=Initiator.THEM), Happened((), 2, Channel.NOTE, signals=every),
        Happened((), 2, reached=False, signals=every), Happened((), 3, Channel.MEAL, Initiator.BOTH),
    ):  # fmt: skip
        log(book, [anna], nothing_new)
        assert book.nudges.due() == []
    book = open_book(today=TODAY + timedelta(days=3))
    assert book.nudges.due() == []
    log(book, [anna], Happened((), 0, signals=(Signal.TRUSTED,)))
    (back,) = book.nudges.due()
    assert (back.id, back.stage, len(back.evidence)) == (f"su-{anna}", Stage.PARTNER, 3)
    book.nudges.dismiss(back.id)
    assert book.nudges.due() == []


def test_r5_a_dismissed_review_comes_back_only_after_they_were_heard_from(open_book: Callable[..., Book]) -> None:
    book = open_book(today=TODAY - timedelta(days=100))
    anna = book.contacts.add(ContactForm("Anna Berg", Stage.PARTNER, every_days=30)).uid
    book = open_book()
    review = f"re-{anna}"
    assert nudges_of(book)[review].stage is Stage.ACQUAINTANCE
    book.nudges.dismiss(review)
    log(book, [anna], Happened((), 0))  # you called, and nothing human was said
    assert review not in nudges_of(open_book(today=TODAY + timedelta(days=300)))
    log(book, [anna], Happened((), 0, initiator=Initiator.THEM))
    assert review not in nudges_of(open_book(today=TODAY + timedelta(days=59)))
    assert review in nudges_of(open_book(today=TODAY + timedelta(days=60)))


def test_r5_accepting_writes_the_ledger_with_the_evidence_and_refuses_a_second_time(
    open_book: Callable[..., Book],
) -> None:
    book = open_book()
    anna = partner_to_be(book)
    (nudge,) = book.nudges.due()
    shown = {each.uid for each in book.interactions.timeline(anna)}
    assert set(nudge.evidence) == shown
    assert book.nudges.accept(nudge.id).stage is Stage.PARTNER
    rows = book.contacts.page(anna).ledger
    assert [(row.came_from, row.change.to, row.change.date) for row in rows][1:] == [
        (Stage.STRANGER, Stage.PARTNER, TODAY)
    ]
    assert rows[-1].change.interaction == nudge.evidence[0]
    assert "on 15 Nov 2026 they asked your advice beyond the project" in rows[-1].change.reason
    for again in (book, open_book()):
        with pytest.raises(NotFound):
            again.nudges.accept(nudge.id)
    assert len(book.contacts.page(anna).ledger) == 2
    assert book.contacts.get(anna).stage is Stage.PARTNER


def test_r5_accepting_a_review_moves_one_stage_back_and_says_why(open_book: Callable[..., Book]) -> None:
    open_book(today=TODAY - timedelta(days=400)).contacts.add(ContactForm("Anna Berg", Stage.FRIEND, every_days=300))
    book = open_book()
    (review,) = [each for each in book.nudges.due() if each.kind is NudgeKind.REVIEW]
    book.nudges.accept(review.id)
    row = book.contacts.page(review.contact.uid).ledger[-1]
    assert (row.came_from, row.change.to, row.change.interaction) == (Stage.FRIEND, Stage.PARTNER, None)
    assert row.change.reason == review.why
    assert review.id not in nudges_of(book)


def test_r5_a_stage_is_never_changed_by_itself(open_book: Callable[..., Book]) -> None:
    book = open_book()
    anna = partner_to_be(book)
    for ahead in (0, 100, 500):
        later = open_book(today=TODAY + timedelta(days=ahead))
        later.nudges.due()
        assert later.contacts.get(anna).stage is Stage.STRANGER
        assert len(later.contacts.page(anna).ledger) == 1


def test_only_suggestions_and_reviews_are_accepted_or_dismissed_and_only_days_are_kept(
    open_book: Callable[..., Book],
) -> None:
    ids = one_of_each(open_book)
    book = open_book()
    before = nudges_of(book)
    for answer in (book.nudges.accept, book.nudges.dismiss):
        for kind in (NudgeKind.CHECK_IN, NudgeKind.FOLLOW_UP, NudgeKind.DATE):
            with pytest.raises((Refused, NotFound)):
                answer(ids[kind])
    for kind in ids:
        if kind is not NudgeKind.DATE:
            with pytest.raises((Refused, NotFound)):
                book.nudges.keep(ids[kind])
    for wrong in ("", "su-", "su", "da-x", "xx-1", "su-%", "re-' OR 1=1 --"):
        with pytest.raises(NotFound):
            book.nudges.get(wrong)
    assert nudges_of(book) == before


@pytest.mark.parametrize("on", [(11, 30), (2, 28), (2, 29), (1, 1), (12, 31)])
def test_r11_a_day_thought_of_this_year_comes_back_next_year(
    open_book: Callable[..., Book], on: tuple[int, int]
) -> None:
    book = open_book()
    uid = book.contacts.add(ContactForm("Anna Berg", every_days=0, dates=(ImportantDate("day", PartialDate(*on)),))).uid
    told: dict[int, list[date]] = {}
    for ahead in range(0, 1600):
        today = TODAY + timedelta(days=ahead)
        if today.month not in (on[0], (on[0] - 2) % 12 + 1):
            continue
        book.today = lambda today=today: today  # type: ignore[misc]
        for nudge in book.nudges.due():
            assert today <= nudge.due_on <= today + timedelta(days=14)
            assert nudge.id == f"da-{uid}-{on[0]:02}{on[1]:02}-{nudge.due_on.year}"
            told.setdefault(nudge.due_on.year, []).append(nudge.due_on)
            book.nudges.keep(nudge.id)
            with pytest.raises(NotFound):
                book.nudges.keep(nudge.id)
            assert book.nudges.due() == []
    years = sorted(told)
    assert years == list(range(years[0], years[0] + len(years)))
    assert len(years) >= 4
    leap = {year: 29 if year % 4 == 0 else 28 for year in years}
    day_in = {year: leap[year] if on == (2, 29) else on[1] for year in years}
    assert told == {year: [date(year, on[0], day_in[year])] for year in years}


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2027, 2, 27), 0), (date(2027, 2, 28), 2), (date(2027, 3, 1), 0), (date(2028, 2, 28), 1),
        (date(2028, 2, 29), 1), (date(2028, 3, 1), 0), (date(2100, 2, 28), 2),
    ],
)  # fmt: skip
def test_r11_both_last_days_of_february_are_counted_on_their_day(
    open_book: Callable[..., Book], today: date, due: int
) -> None:
    days = tuple(ImportantDate("day", PartialDate(2, day)) for day in (28, 29))
    open_book().contacts.add(ContactForm("Anna Berg", every_days=0, dates=days))
    book = open_book(today=today)
    assert book.due_count() == len([each for each in book.nudges.due() if not each.is_ahead]) == due
