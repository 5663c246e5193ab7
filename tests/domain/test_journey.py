"""R4's ledger and the flow through the stages, against a replay that lives through every day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.domain.journey import Flow, Moves, flow
from bondtui.domain.stages import Stage, StageChange, ledger, stage_on

FIRST = date(2027, 11, 1)
SPAN = 200
Way = list[tuple[int, Stage]]
"""A contact's moves in the order of the ledger: days after FIRST, and the stage moved to."""


def way(drawn: Sequence[tuple[int, Stage]]) -> Way:
    """As the book lets a ledger be written from its beginning on: by date, never to the stage there is."""
    made: Way = []
    for at, to in sorted(drawn, key=lambda move: move[0]):
        if not made or made[-1][1] is not to:
            made.append((at, to))
    return made


WAYS = st.lists(
    st.lists(st.tuples(st.integers(0, SPAN), st.sampled_from(Stage)), min_size=1, max_size=7).map(way), max_size=6
)


def entries(ways: Sequence[Way]) -> list[tuple[int, date, Stage]]:
    return [(who, FIRST + timedelta(days=at), to) for who, moves in enumerate(ways) for at, to in moves]


@dataclass
class Life:
    """What a replay saw: for each pair of stages the days spent in the first before the move."""

    stayed: dict[tuple[Stage, Stage], list[int]] = field(default_factory=dict)


def replay(ways: Sequence[Way], since: int | None) -> Life:
    """Every contact's every day, one after the other; a move counts if it is dated after `since`."""
    life = Life()
    for moves in ways:
        stage, days_in_it = None, 0
        for today in range(SPAN + 1):
            days_in_it += 1
            for at, to in moves:
                if at != today:
                    continue
                if stage is not None and (since is None or today > since):
                    life.stayed.setdefault((stage, to), []).append(days_in_it)
                stage, days_in_it = to, 0
    return life


def middle(numbers: Sequence[int]) -> float:
    """The median by hand."""
    inorder = sorted(numbers)
    half = len(inorder) // 2
    return inorder[half] if len(inorder) % 2 else (inorder[half - 1] + inorder[half]) / 2


@settings(max_examples=200, deadline=None)
@given(WAYS, st.none() | st.integers(-5, SPAN + 5))
def test_the_flow_counts_the_moves_and_days_a_replay_of_every_day_sees(ways: list[Way], since: int | None) -> None:
    life = replay(ways, since)
    found = flow(entries(ways), None if since is None else FIRST + timedelta(days=since))
    assert {(each.came_from, each.to): (each.n, each.median_days) for each in found.moves} == {
        pair: (len(days), middle(days)) for pair, days in life.stayed.items()
    }
    left = {stage: [n for (at, _), days in life.stayed.items() if at is stage for n in days] for stage in Stage}
    assert found.stays == {stage: middle(days) for stage, days in left.items() if days}
    order = list(Stage)
    every = [(order.index(at), order.index(to)) for (at, to), days in life.stayed.items() for _ in days]
    assert (found.forward, found.back) == (sum(a < b for a, b in every), sum(a > b for a, b in every))


@given(WAYS)
def test_the_moves_stand_in_the_order_of_the_stages(ways: list[Way]) -> None:
    order = list(Stage)
    pairs = [(order.index(each.came_from), order.index(each.to)) for each in flow(entries(ways)).moves]
    assert pairs == sorted(set(pairs))


@given(WAYS, st.integers(0, SPAN))
def test_the_moves_up_to_a_day_and_after_it_are_all_moves(ways: list[Way], at: int) -> None:
    day = FIRST + timedelta(days=at)
    until = [[(on, to) for on, to in moves if on <= at] for moves in ways]

    def n(found: Flow) -> int:
        return sum(each.n for each in found.moves)

    assert n(flow(entries([each for each in until if each]))) + n(flow(entries(ways), day)) == n(flow(entries(ways)))


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ([], Flow((), {})),
        ([[(0, Stage.FRIEND)]], Flow((), {})),
        (
            [
                [(0, Stage.STRANGER), (10, Stage.PARTNER), (40, Stage.FRIEND)],
                [(5, Stage.STRANGER), (20, Stage.PARTNER)],
            ],
            Flow(
                (Moves(Stage.STRANGER, Stage.PARTNER, 2, 12.5), Moves(Stage.PARTNER, Stage.FRIEND, 1, 30)),
                {Stage.STRANGER: 12.5, Stage.PARTNER: 30},
            ),
        ),
        (
            [[(0, Stage.FRIEND), (0, Stage.PARTNER)]],
            Flow((Moves(Stage.FRIEND, Stage.PARTNER, 1, 0),), {Stage.FRIEND: 0}),
        ),
    ],
)  # fmt: skip
def test_a_table_of_flows(ways: list[Way], expected: Flow) -> None:
    assert flow(entries(ways)) == expected


def test_a_stage_nobody_left_has_no_median_and_is_not_called_zero() -> None:
    found = flow(entries([[(0, Stage.STRANGER), (0, Stage.PARTNER)]]))
    assert found.stays == {Stage.STRANGER: 0}


LOOSE = st.lists(st.tuples(st.integers(0, SPAN), st.sampled_from(Stage)), min_size=1, max_size=8)


@settings(deadline=None)
@given(LOOSE, st.randoms(use_true_random=False))
def test_r4_the_stage_on_every_day_is_what_living_through_the_days_says(drawn: Way, chance: object) -> None:
    """Entered in any order: what counts is the date, then the order of entry."""
    changes = [StageChange(n, FIRST + timedelta(days=at), to) for n, (at, to) in enumerate(drawn)]
    told = list(changes)
    chance.shuffle(told)  # type: ignore[attr-defined]
    stage: Stage | None = None
    for today in range(-2, SPAN + 3):
        for at, to in drawn:
            stage = to if at == today else stage
        assert stage_on(told, FIRST + timedelta(days=today)) is stage


@given(LOOSE, st.integers(0, SPAN), st.sampled_from(Stage))
def test_r4_an_entry_put_in_between_changes_no_other_day_than_those_up_to_the_next(
    drawn: Way, at: int, to: Stage
) -> None:
    before = [StageChange(n, FIRST + timedelta(days=on), stage) for n, (on, stage) in enumerate(drawn)]
    after = [*before, StageChange(len(drawn), FIRST + timedelta(days=at), to)]
    following = min((on for on, _ in drawn if on > at), default=SPAN + 5)
    for today in range(-1, SPAN + 3):
        on = FIRST + timedelta(days=today)
        expected = to if at <= today < following else stage_on(before, on)
        assert stage_on(after, on) is expected
    assert {row.change for row in ledger(after)} == set(after)
