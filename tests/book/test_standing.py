"""What the book keeps and remembers for R3, R5 and R6: kept columns, the daily cap's deal, the openers offered."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.nudges import Nudge, NudgeKind
from bondtui.domain.stages import Stage
from bondtui.errors import BondtuiError, Refused
from bondtui.settings import Settings
from bondtui.store.keeping import keep_all
from tests.book.small_books import FEW, HAPPENED, RECIPES, Happened, Recipe, Small, fill, log, nudges_of, small_book
from tests.conftest import TODAY
from tests.domain import r5_oracle as oracle

KEPT = (
    "SELECT uid, stage, cadence_days, last_contact_on, snoozed_until, due_on, suggested_until, review_on FROM contact"
)


@dataclass
class Watched:
    """A book to which things are done, and what was known when a nudge was dismissed."""

    small: Small
    uids: list[str]
    known: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    heard: dict[str, date | None] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        return self.small.book

    def events(self, uid: str) -> list[oracle.Event]:
        told = self.book.interactions.timeline(uid, limit=-1)
        return [
            oracle.Event(each.uid, each.date, each.initiator.value, tuple(signal.value for signal in each.signals))
            for each in told
            if each.reached and each.channel is not Channel.NOTE
        ]

    def signals(self, uid: str) -> set[tuple[str, str]]:
        return {(event.uid, signal) for event in self.events(uid) for signal in event.signals}

    def last_heard(self, uid: str) -> date | None:
        warm = [e.on for e in self.events(uid) if e.began == "them" or set(e.signals) - oracle.NOT_HUMAN]
        return max(warm, default=None)

    def dismiss(self, uid: str, kind: str) -> None:
        known, heard = self.signals(uid), self.last_heard(uid)
        self.book.nudges.dismiss(f"{kind}-{uid}")
        if kind == "su":
            self.known[uid] = known
        else:
            self.heard[uid] = heard

    def expected(self, uid: str, days: Sequence[date]) -> dict[date, tuple[bool, bool]]:
        """Whether a suggestion and whether a review stands for the contact on each day, by the rules' words."""
        page = self.book.contacts.page(uid)
        contact, entries = page.contact, [(row.change.date, row.change.to.value) for row in page.ledger]
        if contact.archived:
            return dict.fromkeys(days, (False, False))
        stage, events = entries[-1][1], self.events(uid)
        cadence = DEFAULT_CADENCES[Stage(stage)] if page.every_days is None else page.every_days
        dismissed = uid in self.known and self.signals(uid) <= self.known[uid]
        put_away = uid in self.heard and (self.last_heard(uid) or date.min) <= (self.heard[uid] or date.min)
        moves, expected = oracle.moved(entries), {}
        for day in days:
            suggested = not dismissed and oracle.suggests(stage, events, day) is not None
            cooled = oracle.cools(stage, moves, events, contact.added_on, cadence, day)
            expected[day] = (suggested, cooled and not put_away and not suggested)
        return expected


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["log", "amend", "remove", "move", "edit", "archive", "unarchive", "su", "re", "su", "re"]),
        st.integers(0, 2), HAPPENED, st.sampled_from(Stage), st.integers(0, 50),
    ),
    max_size=7,
)  # fmt: skip


def change(watched: Watched, what: str, who: int, each: Happened, stage: Stage, number: int) -> None:
    """One change of the book; what the book refuses is no change."""
    book, uid = watched.book, watched.uids[who]
    told = book.interactions.timeline(uid, limit=-1)
    some = told[number % len(told)].uid if told else ""
    if what == "log":
        log(book, [watched.uids[n] for n in each.who], each)
    elif what == "amend" and some:
        form = replace(
            book.interactions.form(some), date=book.today() - timedelta(days=each.ago), initiator=each.initiator,
            signals=each.signals, reached=each.reached, contacts=tuple(watched.uids[n] for n in each.who),
        )  # fmt: skip
        book.interactions.amend(some, form)
    elif what == "remove" and some:
        book.interactions.remove(some)
    elif what == "move":
        book.journey.move(uid, stage, book.today() - timedelta(days=number))
    elif what == "edit":
        book.contacts.edit(uid, replace(book.contacts.form(uid), every_days=(None, 0, 1, 20, 100)[number % 5]))
    elif what in ("archive", "unarchive"):
        getattr(book.contacts, what)(uid)
    elif what in ("su", "re"):
        watched.dismiss(uid, what)


@FEW
@given(RECIPES, CHANGES)
def test_r5_the_kept_days_are_what_the_rules_say_day_by_day_after_any_change(
    recipe: Recipe, changes: Sequence[tuple[str, int, Happened, Stage, int]]
) -> None:
    with small_book() as small:
        watched = Watched(small, fill(small, recipe))
        for each in changes:
            try:
                change(watched, *each)
            except BondtuiError:
                continue
            small.today += timedelta(days=each[-1] % 4)
        for uid in watched.uids:
            (kept,) = small.book.reader.rows("SELECT suggested_until, review_on FROM contact WHERE uid = :uid", uid=uid)
            until, begins = (date.fromisoformat(day) if day else None for day in kept)
            near = [day + timedelta(days=n) for day in (until, begins) if day for n in (-1, 0, 1)]
            days = [small.today + timedelta(days=n) for n in range(0, 400, 7)] + near
            for day, told in watched.expected(uid, [day for day in days if day >= small.today]).items():
                kept_says = (until is not None and day <= until, begins is not None and begins <= day)
                assert kept_says == told, (uid, day)
        before = small.book.reader.rows(KEPT)
        keep_all(small.book.path, small.book.settings.cadences)
        assert small.book.reader.rows(KEPT) == before


@FEW
@given(RECIPES)
def test_r5_what_is_listed_is_what_stands_and_cites_interactions_of_that_contact(recipe: Recipe) -> None:
    with small_book() as small:
        watched = Watched(small, fill(small, recipe))
        for _ in range(3):
            listed = nudges_of(small.book)
            for uid in watched.uids:
                told = f"su-{uid}" in listed, f"re-{uid}" in listed
                assert watched.expected(uid, [small.today]) == {small.today: told}
                for nudge in small.book.nudges.of(uid):
                    assert listed[nudge.id] == nudge
                    assert set(nudge.evidence) <= {each.uid for each in watched.events(uid)}
                if told[0]:
                    stage = small.book.contacts.get(uid).stage.value
                    found = oracle.suggests(stage, watched.events(uid), small.today)
                    nudge = listed[f"su-{uid}"]
                    assert (str(nudge.stage), set(nudge.evidence)) == found
            small.today += timedelta(days=40)


def test_r5_other_cadences_in_the_settings_change_when_a_review_begins(
    open_book: Callable[..., Book], settings: Settings
) -> None:
    open_book().contacts.add(ContactForm("Anna Berg", Stage.PARTNER))
    rarely = replace(settings, cadences={**DEFAULT_CADENCES, Stage.PARTNER: 100})
    for chosen, begins in ((settings, 60), (rarely, 200), (settings, 60)):
        for ahead, due in ((begins - 1, 0), (begins, 1)):
            book = open_book(today=TODAY + timedelta(days=ahead), settings=chosen)
            assert len([each for each in book.nudges.due() if each.kind is NudgeKind.REVIEW]) == due


def check_ins(book: Book) -> list[Nudge]:
    return [each for each in book.nudges.due(openers=False) if each.kind is NudgeKind.CHECK_IN]


def people(book: Book, numbers: Sequence[int], every: int = 10) -> list[str]:
    """So many strangers, acquaintances, partners, friends."""
    return [
        book.contacts.add(ContactForm(f"{stage.value.title()} {chr(97 + n) * 3}{every}", stage, every_days=every)).uid
        for stage, many in zip(Stage, numbers, strict=True)
        for n in range(many)
    ]


@pytest.mark.parametrize(
    ("cap", "numbers", "dealt"),
    [
        (4, (5, 5, 5, 5), (1, 1, 1, 1)), (8, (9, 1, 9, 1), (3, 1, 3, 1)), (3, (9, 0, 0, 1), (2, 0, 0, 1)),
        (9, (1, 1, 1, 1), (1, 1, 1, 1)), (None, (2, 1, 0, 3), (2, 1, 0, 3)),
    ],
)  # fmt: skip
def test_the_daily_cap_is_dealt_in_turn_over_the_stages(
    cap: int | None, numbers: tuple[int, ...], dealt: tuple[int, ...]
) -> None:
    with small_book(daily_cap=cap) as small:
        people(small.book, numbers)
        small.today += timedelta(days=30)
        shown = Counter(each.contact.stage for each in check_ins(small.book))
        assert tuple(shown[stage] for stage in Stage) == dealt


def test_with_a_daily_cap_nobody_starves_when_the_days_list_is_done_every_day() -> None:
    with small_book(daily_cap=4) as small:
        everybody = people(small.book, (2, 2, 2, 6), every=5)
        seldom = people(small.book, (1, 0, 0, 0), every=90)
        small.today += timedelta(days=95)
        last_shown = dict.fromkeys(everybody + seldom, small.today)
        for _ in range(24):
            listed = check_ins(small.book)
            waiting = small.book.reader.rows(
                "SELECT DISTINCT stage FROM contact WHERE due_on <= :d", d=str(small.today)
            )
            assert {each.contact.stage.value for each in listed} == {stage for (stage,) in waiting}
            shares = [-(each.days_overdue or 0) / (each.cadence_days or 1) for each in listed]
            assert shares == sorted(shares)
            for each in listed:
                last_shown[each.contact.uid] = small.today
                log(small.book, [each.contact.uid], Happened((), 0))
            small.today += timedelta(days=1)
            assert all((small.today - last_shown[uid]).days <= 12 for uid in everybody)
        last = small.book.contacts.get(seldom[0]).last_contact_on
        assert last is not None
        assert last <= TODAY + timedelta(days=95 + 4)


def test_r6_the_opener_shown_when_a_due_contact_is_logged_is_not_offered_again_after_reopening_either(
    open_book: Callable[..., Book],
) -> None:
    book = open_book(today=TODAY - timedelta(days=60))
    form = ContactForm("Anna Berg", every_days=10, expertise="retail, law")
    anna = book.contacts.add(form).uid
    log(book, [anna], Happened((), 0, signals=(Signal.SHARED_BUSINESS,), text="spring course sold out"))
    shown: list[str | None] = []
    for ago in (40, 28, 16, 4):
        book = open_book(today=TODAY - timedelta(days=ago))
        (nudge,) = [each for each in book.nudges.due() if each.kind is NudgeKind.CHECK_IN]
        assert nudge.opener == book.nudges.opener(anna)
        shown.append(nudge.opener)
        log(book, [anna], Happened((), 0, text="", signals=()))
        assert book.nudges.opener(anna) != nudge.opener
        assert open_book(today=TODAY - timedelta(days=ago)).nudges.opener(anna) != nudge.opener
    assert shown == [
        "Ask how it goes on: on 24 Sep, “spring course sold out”.", "Ask their advice on retail.",
        "Ask their advice on law.", "Ask their advice on retail.",
    ]  # fmt: skip


@pytest.mark.parametrize(("channel", "reached"), [(Channel.NOTE, True), (Channel.CALL, False)])
def test_r6_a_note_or_an_attempt_uses_no_opener_up(
    open_book: Callable[..., Book], channel: Channel, reached: bool
) -> None:
    anna = open_book(today=TODAY - timedelta(days=60)).contacts.add(ContactForm("Anna", every_days=10, expertise="law"))
    book = open_book()
    log(book, [anna.uid], Happened((), 0, channel, reached=reached))
    assert book.nudges.opener(anna.uid) == "Ask their advice on law."


def test_r6_logging_somebody_who_is_not_due_uses_no_opener_up_and_removing_the_entry_gives_it_back(
    open_book: Callable[..., Book],
) -> None:
    book = open_book(today=TODAY - timedelta(days=60))
    anna = book.contacts.add(ContactForm("Anna Berg", every_days=10, expertise="law")).uid
    log(book, [anna], Happened((), 0, text=""))
    assert book.nudges.opener(anna) == "Ask their advice on law."
    book = open_book()
    used = log(book, [anna], Happened((), 0, text=""))
    assert book.nudges.opener(anna) is None
    book.interactions.remove(used)
    assert book.nudges.opener(anna) == "Ask their advice on law."


def test_r6_nothing_private_is_said_and_a_leap_day_is_thought_of(open_book: Callable[..., Book]) -> None:
    book = open_book(today=date(2027, 2, 20))
    leap = (ImportantDate("birthday", PartialDate(2, 29, 1988)),)
    anna = book.contacts.add(ContactForm("Anna Berg", dates=leap, every_days=3)).uid
    log(book, [anna], Happened((), 0, signals=(Signal.SHARED_BUSINESS,), text="her divorce", private=True))
    assert book.nudges.opener(anna) == "Wish them well: birthday, 39, on 28 Feb."
    (nudge,) = open_book(today=date(2027, 2, 28)).nudges.due()[:1]
    assert nudge.opener == "Wish them well: birthday, 39, today."
    later = open_book(today=date(2027, 3, 1)).nudges.due()
    assert not [each for each in later if "divorce" in f"{each.opener}{each.why}"]
    with pytest.raises(Refused):
        book.nudges.snooze_nudge(f"da-{anna}-0229-2027", date(2027, 2, 20))


def test_r5_a_friend_who_began_something_is_warm_for_a_full_year(open_book: Callable[..., Book]) -> None:
    book = open_book(today=TODAY - timedelta(days=300))
    anna = book.contacts.add(ContactForm("Anna Berg", Stage.FRIEND, every_days=7)).uid
    book = open_book()
    log(book, [anna], Happened((), 0, initiator=Initiator.THEM))
    for today, due in ((date(2027, 11, 22), False), (date(2027, 11, 23), True)):
        assert (f"re-{anna}" in nudges_of(open_book(today=today))) == due
