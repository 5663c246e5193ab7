"""R5: what the evidence suggests and when a relationship has cooled, against a day by day oracle."""

import inspect
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.domain import suggestions
from bondtui.domain.contacts import ContactRef
from bondtui.domain.interactions import HUMAN, SPEAKS_FOR, Channel, Initiator, Interaction, Signal
from bondtui.domain.stages import LedgerEntry, Stage, StageChange, ledger
from bondtui.domain.suggestions import (
    Answer,
    Cooling,
    Seen,
    Suggestion,
    cooling,
    cooling_why,
    evidence,
    known_evidence,
    standing,
    stands_until,
    suggestion,
    suggestion_why,
)
from tests.conftest import TODAY
from tests.domain import r5_oracle as oracle

ANNA = ContactRef("c1", "Anna Petrova", Stage.STRANGER)
LEAP = date(2028, 2, 29)

DAYS = st.one_of(
    st.integers(0, 420).map(lambda ago: TODAY - timedelta(days=ago)),
    st.integers(-3, 3).map(lambda off: date(2025, 11, 23) + timedelta(days=off)),
)
ROUND_LEAP = st.one_of(
    st.integers(-3, 3).map(lambda off: LEAP + timedelta(days=off)),
    st.integers(-3, 3).map(lambda off: date(2027, 3, 1) + timedelta(days=off)),
    st.integers(0, 400).map(lambda ago: LEAP - timedelta(days=ago)),
)


def lists_of(days: st.SearchStrategy[date]) -> st.SearchStrategy[list[Seen]]:
    one = st.tuples(days, st.sampled_from(Initiator), st.lists(st.sampled_from(Signal), max_size=3, unique=True))
    return st.lists(one, max_size=7).map(
        lambda drawn: [Seen(f"i{n}", on, who, tuple(signals)) for n, (on, who, signals) in enumerate(drawn)]
    )


SEEN = st.one_of(lists_of(DAYS), lists_of(ROUND_LEAP))


def events(seen: Sequence[Seen]) -> list[oracle.Event]:
    return [oracle.Event(s.uid, s.date, s.initiator.value, tuple(x.value for x in s.signals)) for s in seen]


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def call(ago: int, *signals: Signal, who: Initiator = Initiator.ME, uid: str = "") -> Seen:
    return Seen(uid or f"i{ago}", day(ago), who, signals)


def test_r5_the_signals_speak_for_what_the_table_in_the_rules_says() -> None:
    assert {signal.value: stage.value for signal, stage in SPEAKS_FOR.items()} == oracle.SPEAKS
    assert {signal.value for signal in Signal} - {signal.value for signal in HUMAN} == oracle.NOT_HUMAN


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(Stage), SEEN, st.integers(-2, 380))
def test_r5_the_highest_stage_that_fits_is_suggested_citing_all_that_carried_a_counted_signal(
    stage: Stage, seen: list[Seen], after: int
) -> None:
    today = max((each.date for each in seen), default=TODAY) + timedelta(days=after)
    found, expected = suggestion(stage, seen, today), oracle.suggests(stage.value, events(seen), today)
    if expected is None or found is None:
        assert (found, expected) == (None, None)
        return
    assert (found.stage.value, {each.uid for each in found.evidence}) == expected
    assert len(found.evidence) == len(expected[1])
    assert [each.date for each in found.evidence] == sorted((each.date for each in found.evidence), reverse=True)


@given(st.sampled_from(Stage), SEEN, st.integers(0, 200))
def test_r5_every_cited_interaction_exists_and_carries_a_counted_signal(
    stage: Stage, seen: list[Seen], after: int
) -> None:
    today = max((each.date for each in seen), default=TODAY) + timedelta(days=after)
    found = suggestion(stage, seen, today)
    for cited in found.evidence if found else ():
        assert cited in seen
        assert found is not None
        (event,) = events([cited])
        assert oracle.counted(event, found.stage.value, today)


@given(SEEN, st.integers(0, 30), st.randoms(use_true_random=False))
def test_r5_the_order_in_which_the_book_tells_things_changes_nothing(
    seen: list[Seen], after: int, chance: object
) -> None:
    today = max((each.date for each in seen), default=TODAY) + timedelta(days=after)
    shuffled = list(seen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert suggestion(Stage.STRANGER, shuffled, today) == suggestion(Stage.STRANGER, seen, today)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([call(9, Signal.THANKED), call(8, Signal.OFF_TOPIC, Signal.REACHED_OUT, who=Initiator.THEM)], "acquaintance"),
        ([call(9, Signal.IDEA, Signal.TRUSTED), call(8, Signal.REFERRED, who=Initiator.THEM)], "partner"),
        ([call(9, Signal.OPENED_UP, Signal.HELPED), call(8, Signal.INVITED, who=Initiator.THEM)], "friend"),
        # A later stage's signals count for the earlier one too.
        ([call(9, Signal.INVITED, Signal.IDEA), call(8, Signal.THANKED), call(7, who=Initiator.THEM)], "acquaintance"),
        # The same signal three times is one signal.
        ([call(n, Signal.INVITED, who=Initiator.THEM) for n in (7, 8, 9)], None),
        # All on one day.
        ([call(9, Signal.OPENED_UP, uid="a"), call(9, Signal.HELPED, Signal.INVITED, who=Initiator.THEM)], None),
        # Nothing begun by them; `both` is not by them.
        ([call(9, Signal.OPENED_UP, Signal.HELPED), call(8, Signal.INVITED, who=Initiator.BOTH)], None),
        # What they began is longer than twelve months ago.
        ([call(9, Signal.OPENED_UP, Signal.HELPED), call(8, Signal.INVITED), call(365, who=Initiator.THEM)], None),
        ([call(9, Signal.OPENED_UP, Signal.HELPED), call(8, Signal.INVITED), call(364, who=Initiator.THEM)], "friend"),
        ([], None),
    ],
)  # fmt: skip
def test_r5_a_table_of_what_is_enough_and_what_is_not(seen: list[Seen], expected: str | None) -> None:
    found = suggestion(Stage.STRANGER, seen, TODAY)
    assert (found and found.stage) == expected


@pytest.mark.parametrize("stage", Stage)
def test_r5_a_stage_somebody_has_or_had_passed_is_not_suggested(stage: Stage) -> None:
    """Evidence for a partner: it lifts a stranger and an acquaintance, a partner and a friend it leaves as they are."""
    seen = [call(9, Signal.IDEA, Signal.TRUSTED), call(8, Signal.REFERRED, who=Initiator.THEM)]
    found = suggestion(stage, seen, TODAY)
    assert (found is not None) == (stage in (Stage.STRANGER, Stage.ACQUAINTANCE))


@pytest.mark.parametrize(("channel", "reached"), [(Channel.NOTE, True), (Channel.CALL, False), (Channel.NOTE, False)])
def test_r5_notes_and_attempts_are_no_evidence(channel: Channel, reached: bool) -> None:
    every = tuple(Signal)
    told = [
        Interaction(n, f"i{n}", day(n), channel, Initiator.THEM, reached, False, every, "x", (ANNA,)) for n in (1, 2)
    ]
    assert evidence(told) == []
    kept = Interaction(3, "i3", day(3), Channel.CALL, Initiator.THEM, True, True, every, "x", (ANNA,))
    assert evidence([*told, kept]) == [Seen("i3", day(3), Initiator.THEM, every)]


def test_r5_money_is_not_even_an_input() -> None:
    assert {each.name for each in fields(Seen)} == {"uid", "date", "initiator", "signals"}
    for rule in (suggestion, cooling, standing, stands_until):
        text = f"{inspect.signature(rule)} {inspect.getsource(rule)}".casefold()
        assert not [word for word in ("payment", "money", "amount", "project", "income", "currency") if word in text]
    modules = {vars(suggestions)[name].__module__ for name in ("Stage", "Interaction", "LedgerEntry")}
    assert modules == {"bondtui.domain.stages", "bondtui.domain.interactions"}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(Stage), SEEN)
def test_r5_a_suggestion_stands_until_the_last_day_a_scan_of_the_next_400_finds(stage: Stage, seen: list[Seen]) -> None:
    start = max((each.date for each in seen), default=TODAY)
    days = [start + timedelta(days=n) for n in range(400)]
    found = [day for day in days if suggestion(stage, seen, day)]
    assert stands_until(stage, seen) == (found[-1] if found else None)
    assert found == days[: len(found)]  # it does not come back by itself
    assert stands_until(stage, seen) == oracle.suggested_until(stage.value, events(seen), start)


MOVES = st.lists(st.tuples(st.integers(0, 420), st.sampled_from(Stage)), max_size=5)
CADENCES = st.sampled_from([0, 1, 7, 30, 45, 90, 200])


def entered(moves: Sequence[tuple[int, Stage]], first: Stage) -> tuple[LedgerEntry, ...]:
    """A ledger that begins with `first` and never moves to the stage there is."""
    changes = [StageChange(0, day(500), first)]
    for number, (ago, to) in enumerate(sorted(moves, key=lambda move: -move[0]), 1):
        if changes[-1].to is not to:
            changes.append(StageChange(number, day(ago), to))
    return ledger(changes)


@settings(max_examples=150, deadline=None)
@given(lists_of(DAYS), MOVES, st.sampled_from(Stage), st.integers(0, 420), CADENCES)
def test_r5_cooling_begins_on_the_day_a_day_by_day_oracle_says(
    seen: list[Seen], moves: list[tuple[int, Stage]], first: Stage, added: int, cadence: int
) -> None:
    entries = entered(moves, first)
    stage = entries[-1].change.to
    found = cooling(stage, entries, seen, day(added), cadence)
    moves = oracle.moved([(each.change.date, each.change.to.value) for each in entries])
    for ahead in range(850):
        today = TODAY + timedelta(days=ahead)
        due = oracle.cools(stage.value, moves, events(seen), day(added), cadence, today)
        assert (found is not None and found.begins <= today) == due, today
    if found:
        assert found.stage.rank == stage.rank - 1
        assert found.last is None or (found.last in seen and found.last.date == found.since)


@settings(max_examples=60, deadline=None)
@given(lists_of(ROUND_LEAP), st.integers(0, 30))
def test_r5_a_friend_cools_after_a_full_year_whatever_29_february_does(seen: list[Seen], added: int) -> None:
    entries = ledger([StageChange(1, date(2020, 1, 1), Stage.FRIEND)])
    start = max([LEAP, *(each.date for each in seen)])
    found = cooling(Stage.FRIEND, entries, seen, LEAP - timedelta(days=added), 30)
    assert found is not None
    for ahead in range(420):
        today = start + timedelta(days=ahead)
        due = oracle.cools("friend", [], events(seen), LEAP - timedelta(days=added), 30, today)
        assert (found.begins <= today) == due, today


@settings(max_examples=60, deadline=None)
@given(SEEN, MOVES, st.sampled_from(Stage), st.integers(0, 420), CADENCES)
def test_r5_a_contact_has_one_nudge_at_most_and_no_day_is_lost_between(
    seen: list[Seen], moves: list[tuple[int, Stage]], first: Stage, added: int, cadence: int
) -> None:
    entries = entered(moves, first)
    stage = entries[-1].change.to
    kept = standing(stage, entries, seen, day(added), cadence, None, None)
    moves = oracle.moved([(each.change.date, each.change.to.value) for each in entries])
    start = max([TODAY, *(each.date for each in seen)])
    for ahead in range(420):
        today = start + timedelta(days=ahead)
        suggested = kept.suggested_until is not None and today <= kept.suggested_until
        in_review = kept.review_on is not None and kept.review_on <= today
        assert not (suggested and in_review)
        assert suggested == (oracle.suggests(stage.value, events(seen), today) is not None)
        cooled = oracle.cools(stage.value, moves, events(seen), day(added), cadence, today)
        assert in_review == (cooled and not suggested)


def test_r5_a_move_rests_the_review_for_60_days() -> None:
    up = ledger([StageChange(1, day(300), Stage.STRANGER), StageChange(2, TODAY, Stage.PARTNER)])
    back = ledger([StageChange(1, day(300), Stage.FRIEND), StageChange(2, TODAY, Stage.PARTNER)])
    seen = [call(200, Signal.THANKED)]
    for entries in (up, back):
        found = cooling(Stage.PARTNER, entries, seen, day(300), 30)
        assert found is not None
        assert found.begins == TODAY + timedelta(days=60)


def test_r5_a_deals_signal_is_not_human_and_keeps_nobody_warm() -> None:
    entries = ledger([StageChange(1, day(300), Stage.PARTNER)])
    business = [call(1, Signal.IDEA, Signal.TRUSTED, Signal.REFERRED, who=Initiator.BOTH)]
    for seen, since in ((business, 300), ([*business, call(90, who=Initiator.THEM)], 90)):
        found = cooling(Stage.PARTNER, entries, seen, day(300), 30)
        assert found is not None
        assert found.since == day(since)


@given(lists_of(DAYS), st.lists(st.sampled_from(Signal), max_size=3), st.sampled_from(Initiator), st.integers(0, 360))
def test_r5_dismissed_stays_dismissed_until_a_signal_is_added(
    seen: list[Seen], more: list[Signal], who: Initiator, ago: int
) -> None:
    answer = Answer(TODAY, " ".join(sorted(known_evidence(seen, TODAY))))
    assert answer.holds_suggestion(seen)
    assert answer.holds_suggestion(seen[1:])
    after = [*seen, Seen("inew", day(ago), who, tuple(more))]
    assert answer.holds_suggestion(after) == (not more)


UNKIND = ("neglect", "score", "lead", "!", "stale", "ignored")


@given(st.sampled_from(Stage), SEEN, st.integers(0, 360))
def test_r5_the_reason_for_a_suggestion_is_told_in_kind_words(stage: Stage, seen: list[Seen], after: int) -> None:
    today = max((each.date for each in seen), default=TODAY) + timedelta(days=after)
    found = suggestion(stage, seen, today)
    if not found:
        return
    why = suggestion_why(found, today)
    assert why.startswith(f"looks like a{'n' if found.stage is Stage.ACQUAINTANCE else ''} {found.stage.value}: on ")
    assert not [word for word in UNKIND if word in why.casefold()]
    assert "\n" not in why


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (5, "5 days"), (13, "13 days"), (14, "2 weeks"), (65, "9 weeks"), (119, "17 weeks"), (300, "10 months"),
        (800, "2 years"),
    ],
)  # fmt: skip
def test_r5_a_review_says_for_how_long_one_has_not_heard_from_them(gone: int, words: str) -> None:
    heard = Cooling(Stage.PARTNER, day(gone), TODAY, call(gone))
    assert cooling_why("Anna", heard, TODAY) == f"you have not heard from Anna for {words}"
    never = Cooling(Stage.PARTNER, day(gone), TODAY, None)
    assert cooling_why("Anna", never, TODAY) == f"you have not heard from Anna since you added them {words} ago"


@given(st.integers(2, 5000), st.booleans())
def test_r5_a_review_is_told_in_kind_words(gone: int, heard: bool) -> None:
    why = cooling_why("Anna", Cooling(Stage.PARTNER, day(gone), TODAY, call(gone) if heard else None), TODAY)
    assert not [word for word in UNKIND if word in why.casefold()]


def test_r5_a_reason_names_the_newest_day_of_each_signal_and_how_many_more_there_are() -> None:
    seen = (
        call(2, Signal.INVITED, who=Initiator.THEM), call(5, Signal.HELPED, Signal.IDEA), call(9, Signal.INVITED),
        call(400, Signal.OPENED_UP),
    )  # fmt: skip
    assert suggestion_why(Suggestion(Stage.FRIEND, seen), TODAY) == (
        "looks like a friend: on 21 Nov there was an invitation; on 18 Nov one helped the other with no deal in it; "
        "on 19 Oct 2025 they shared their personal life"
    )
    more = suggestion_why(Suggestion(Stage.PARTNER, seen), TODAY)
    assert more.startswith("looks like a partner: on 21 Nov there was an invitation; on 18 Nov ")
    assert more.endswith("; and 1 more")
