"""R7: one standard, friends beside the others, against replays of every day and formulas solved by trying."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import erf, sqrt

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bondtui.domain.contacts import ContactRef
from bondtui.domain.insight_words import parity_rows
from bondtui.domain.interactions import Initiator
from bondtui.domain.money import Money
from bondtui.domain.parity import History, Parity, Share, late_check_ins, parity, reply_days, wilson
from bondtui.domain.stages import Stage
from bondtui.domain.work import Concession, ConcessionKind, Project, ProjectKind, Status, Step, Verdict

TODAY = date(2026, 11, 23)
ME, THEM, BOTH = Initiator


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def solved(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Where it begins to hold between low and high, by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


Z = solved(lambda z: erf(z / sqrt(2)) >= 0.95, 0, 10)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
@example((0, 1))
@example((1, 1))
@example((499, 500))
def test_r7_wilson_ends_where_the_share_seen_is_as_far_from_the_true_one_as_chance_allows(
    case: tuple[int, int],
) -> None:
    n, of = case
    seen = n / of
    low, high = wilson(n, of)
    assert low == pytest.approx(solved(lambda p: seen - p <= Z * sqrt(p * (1 - p) / of), 0, seen), abs=1e-9)
    assert high == pytest.approx(solved(lambda p: p - seen >= Z * sqrt(p * (1 - p) / of), seen, 1), abs=1e-9)
    assert 0 <= low <= seen <= high <= 1
    assert (low == 0, high == 1) == (n == 0, n == of)


@given(st.integers(0, 200), st.integers(0, 200))
def test_r7_wilson_is_the_same_seen_from_the_other_side(n: int, rest: int) -> None:
    low, high = wilson(n, n + rest)
    assert wilson(rest, n + rest) == pytest.approx((1 - high, 1 - low))


def test_r7_wilson_says_anything_of_no_cases_and_what_the_textbook_says_of_some() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(8, 10) == pytest.approx((0.4901625, 0.9433178))
    assert wilson(0, 5) == pytest.approx((0.0, 0.4344825))
    assert wilson(5, 5) == pytest.approx((0.5655175, 1.0))


def answers(begun: Sequence[tuple[int, date, Initiator]]) -> list[int]:
    """For every one begun by them, looks through everything after it."""
    found: list[int] = []
    for at, (contact, on, who) in enumerate(begun):
        if who is THEM:
            later = [then for other, then, by in begun[at + 1 :] if other == contact and by is not THEM]
            found.extend((then - on).days for then in later[:1])
    return found


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 12).map(ago), st.sampled_from(Initiator)), max_size=25))
def test_r7_reply_days_run_from_each_of_theirs_to_my_next_with_that_contact(
    drawn: list[tuple[int, date, Initiator]],
) -> None:
    begun = sorted(drawn, key=lambda each: each[:2])
    assert sorted(reply_days(iter(begun))) == sorted(answers(begun))


def test_r7_an_answer_comes_after_the_question_and_from_you_or_both() -> None:
    assert reply_days([(1, ago(5), ME), (1, ago(5), THEM), (2, ago(3), ME)]) == []
    assert reply_days([(1, ago(9), THEM), (1, ago(5), THEM), (1, ago(5), BOTH), (1, ago(1), ME)]) == [4, 0]
    assert reply_days([]) == []


def lived(history: History, today: date) -> list[tuple[date, bool]]:
    """Every check-in that ever fell due, with whether it was late, by living through every day."""
    found = []
    clock: date | None = None
    open_since: date | None = None
    quarter = timedelta(days=history.cadence_days) / 4
    on = min([history.added_on, *history.reached])
    while on <= today:
        clock = clock or (history.added_on if on >= history.added_on else None)
        if clock is not None and on == clock + timedelta(days=history.cadence_days):
            open_since = on
        if on in history.reached:
            if open_since is not None:
                found.append((open_since, on - open_since > quarter))
            clock, open_since = on, None
        on += timedelta(days=1)
    if open_since is not None:
        found.append((open_since, today - open_since > quarter))
    return found


HISTORIES = st.builds(
    History,
    st.integers(0, 800).map(ago),
    st.integers(1, 120) | st.sampled_from([4, 8, 365]),
    st.lists(st.integers(0, 900).map(ago), max_size=12).map(sorted),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(HISTORIES, max_size=3))
def test_r7_late_check_ins_are_those_a_life_through_every_day_saw(histories: list[History]) -> None:
    start = TODAY - relativedelta(months=12)
    seen = [late for each in histories for due, late in lived(each, TODAY) if start < due <= TODAY]
    assert late_check_ins(histories, TODAY) == (sum(seen), len(seen))


@pytest.mark.parametrize(
    ("added", "cadence", "reached", "late", "of"),
    [
        (100, 40, [50], 0, 2),  # met after a quarter of 40 and no more; the next is open for as long
        (100, 40, [49], 1, 2),
        (100, 41, [49], 0, 2),  # a quarter of 41 is 10.25
        (100, 41, [48], 1, 2),
        (100, 40, [60], 1, 2),  # met on its day; the next is open for 20 days
        (100, 40, [61, 22], 0, 0),  # contact came first, both times
        (40, 40, [], 0, 1),  # due today
        (50, 40, [], 0, 1),  # open for a quarter
        (51, 40, [], 1, 1),
        (39, 40, [], 0, 0),  # not due yet
        (40, 40, [0], 0, 1),  # due and met today
        (100, 0, [50], 0, 0),  # never nudged
        (404, 40, [1], 1, 1),  # due 364 days ago
        (405, 40, [1], 0, 0),  # due a full year ago
        (100, 40, [130, 80, 39], 0, 2),  # contact before they were added begins the clock: due 90 days ago
        (100, 40, [80, 80, 80], 1, 1),  # several on a day are one
    ],
)
def test_r7_a_check_in_is_late_after_more_than_a_quarter_of_its_cadence(
    added: int, cadence: int, reached: list[int], late: int, of: int
) -> None:
    assert late_check_ins([History(ago(added), cadence, [ago(n) for n in reached])], TODAY) == (late, of)


def project(
    status: Status = Status.DONE,
    verdict: Verdict | None = None,
    steps: Sequence[Step] = (),
    concessions: Sequence[Concession] = (),
) -> Project:
    who = ContactRef("c1", "Anna", Stage.PARTNER)
    return Project(
        "p1",
        who,
        "Site",
        ProjectKind.PROJECT,
        status,
        None,
        None,
        None,
        verdict,
        "",
        tuple(steps),
        tuple(concessions),
        {},
    )


STEPS = st.sampled_from([Step(1, "brief"), Step(1, "brief", TODAY), Step(1, "brief", waived="known for years")])
CONCESSIONS = st.builds(
    Concession,
    st.sampled_from(ConcessionKind),
    st.booleans(),
    st.none() | st.builds(Money, st.integers(0, 50), st.sampled_from(["EUR", "JPY"])),
    st.just(TODAY),
)
PROJECTS = st.builds(
    project,
    st.sampled_from(Status),
    st.none() | st.sampled_from(Verdict),
    st.lists(STEPS, max_size=4),
    st.lists(CONCESSIONS, max_size=4),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(PROJECTS, st.booleans()), max_size=14))
def test_r7_each_group_adds_up_what_its_started_projects_tell(projects: list[tuple[Project, bool]]) -> None:
    found = parity(iter(projects), {}, {})
    assert list(found) == [True, False]
    for friend, group in found.items():
        started = [each for each, is_friend in projects if is_friend == friend and each.status in ("active", "done")]
        granted = [one for each in started for one in each.concessions if one.granted]
        amounts = [one.amount for one in granted if one.amount]
        judged = [each.verdict for each in started if each.verdict]
        good = len([verdict for verdict in judged if verdict == "positive"])
        assert group.projects == len(started)
        assert group.steps_done == len([step for each in started for step in each.steps if step.done_on])
        assert group.steps_waived == len([step for each in started for step in each.steps if step.waived])
        assert group.concessions == len(granted)
        assert group.conceded == {
            code: sum(one.minor for one in amounts if one.currency == code)
            for code in sorted({one.currency for one in amounts})
        }
        assert group.positive == Share(good, len(judged), *wilson(good, len(judged)))
        assert group.enough == (len(started) > 4)


@given(st.lists(st.tuples(PROJECTS, st.booleans()), max_size=8), st.lists(PROJECTS, max_size=4))
def test_r7_what_strangers_get_changes_nothing_in_the_friends_column(
    projects: list[tuple[Project, bool]], more: list[Project]
) -> None:
    others = [(each, False) for each in more]
    assert parity([*projects, *others], {}, {})[True] == parity(projects, {}, {})[True]


def test_r7_the_groups_keep_their_own_replies_and_check_ins() -> None:
    found = parity([], {True: [9, 1, 4], False: [3, 0]}, {True: (1, 7), False: (2, 3)})
    assert (found[True].reply_days, found[True].late) == (4, (1, 7))
    assert (found[False].reply_days, found[False].late) == (1.5, (2, 3))


def test_r7_an_empty_book_has_two_groups_of_nothing() -> None:
    nothing = Parity(0, 0, 0, 0, {}, Share(0, 0, 0.0, 1.0), None, (0, 0), False)
    assert parity([], {}, {}) == {True: nothing, False: nothing}


def test_r7_five_started_projects_are_enough_and_leads_and_lost_ones_make_none() -> None:
    four = [(project(Status.ACTIVE), True)] * 4
    idle = [(project(Status.LEAD), True), (project(Status.LOST, Verdict.POSITIVE), True)]
    assert not parity([*four, *idle], {}, {})[True].enough
    assert parity([*four, *idle], {}, {})[True].positive.of == 0
    assert parity([*four, (project(), True)], {}, {})[True].enough


def test_r7_fewer_than_five_answers_print_nothing_and_stand_in_the_figures() -> None:
    said = dict(parity_rows())["days to answer"]
    few, enough = (parity([], {True: [3] * n}, {})[True] for n in (4, 5))
    assert (few.reply_days, said(few)) == (3.0, "not enough yet")
    assert said(enough) == "3 in the median"
