"""R8: Pareto, against an oracle that tries every group of clients and lives through every day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bondtui.domain.money import Money
from bondtui.domain.pareto import (
    Friends,
    Income,
    Pareto,
    below_friends,
    concentration,
    curve,
    earned,
    pareto,
    share,
    smallest_80,
    stage_then,
)  # fmt: skip
from bondtui.domain.stages import Stage

FIRST = date(2026, 1, 1)
Ledger = list[tuple[date, Stage]]


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


@dataclass(frozen=True)
class RandomBook:
    """A random book: contact n is `names[n]`, the first `clients` of them are clients, and only those pay."""

    names: list[str]
    clients: int
    ledgers: list[Ledger]
    referrer: dict[int, int]
    income: list[Income]

    @property
    def now(self) -> dict[int, Stage]:
        return {contact: ledger[-1][1] for contact, ledger in enumerate(self.ledgers)}

    def pareto(self) -> list[Pareto]:
        clients = dict(enumerate(self.names[: self.clients]))
        return pareto(self.income, clients, self.now, dict(enumerate(self.ledgers)), self.referrer)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    moves = draw(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(Stage)), min_size=1, max_size=4))
    return [(day(at), stage) for at, stage in sorted(moves, key=lambda move: move[0])]


@st.composite
def books(draw: st.DrawFn) -> RandomBook:
    """Few names and small amounts make ties; days run from before the first entry to after the last."""
    n = draw(st.integers(1, 9))
    clients = draw(st.integers(1, min(n, 7)))
    height = draw(st.permutations(range(n)))
    referrer = {}
    for at in range(1, n):
        above = draw(st.none() | st.integers(0, at - 1))
        if above is not None:
            referrer[height[at]] = height[above]
    amounts = st.builds(Money, st.integers(-6, 12), st.sampled_from(["JPY", "EUR"]))
    payments = st.builds(Income, st.integers(0, clients - 1), st.integers(-5, 35).map(day), amounts, st.booleans())
    names = draw(st.lists(st.sampled_from(["anna", "bo", "cleo"]), min_size=n, max_size=n))
    stages = draw(st.lists(ledgers(), min_size=n, max_size=n))
    return RandomBook(names, clients, stages, referrer, draw(st.lists(payments, max_size=20)))


def stage_at(ledger: Ledger, on: date) -> Stage:
    """By living through every day; what came before the first entry is what the first entry says."""
    stage, today = ledger[0][1], ledger[0][0]
    while today <= on:
        for at, to in ledger:
            if at == today:
                stage = to
        today += timedelta(days=1)
    return stage


def has_friend_above(book: RandomBook, contact: int) -> bool:
    above = book.referrer.get(contact)
    return above is not None and (book.now[above] is Stage.FRIEND or has_friend_above(book, above))


def where(book: RandomBook, each: Income) -> str:
    if book.now[each.contact] is Stage.FRIEND:
        return "extras" if each.extra else "own"
    return "referred" if has_friend_above(book, each.contact) else "others"


def fewest(incomes: Sequence[int]) -> int:
    """How many clients it takes to reach 80 %, by trying every group."""
    sizes = [
        len(group)
        for n in range(len(incomes) + 1)
        for group in combinations(incomes, n)
        if sum(group) * 100 >= sum(incomes) * 80
    ]
    return min(sizes)


@settings(max_examples=60, deadline=None)
@given(books())
def test_r8_the_stages_and_the_friends_are_what_a_replay_of_every_payment_finds(book: RandomBook) -> None:
    found = book.pareto()
    assert [each.currency for each in found] == sorted({each.amount.currency for each in book.income})
    for each in found:
        paid = [one for one in book.income if one.amount.currency == each.currency]
        hangs = {
            kind: sum(one.amount.minor for one in paid if where(book, one) == kind)
            for kind in ("extras", "own", "referred")
        }
        friends = sum(book.now[contact] is Stage.FRIEND for contact in range(book.clients))
        assert each.friends == Friends(friends, book.clients, **hangs)
        assert each.of == book.clients
        for stage in Stage:
            then = [one for one in paid if stage_at(book.ledgers[one.contact], one.date) is stage]
            now = [one for one in paid if book.now[one.contact] is stage]
            assert each.by_stage_then[stage] == sum(one.amount.minor for one in then)
            assert each.by_stage_now[stage] == sum(one.amount.minor for one in now)


@settings(max_examples=60, deadline=None)
@given(books())
def test_r8_both_lenses_sum_to_the_total_and_name_every_stage_in_order(book: RandomBook) -> None:
    for each in book.pareto():
        total = sum(one.amount.minor for one in book.income if one.amount.currency == each.currency)
        assert each.total == sum(each.by_stage_then.values()) == sum(each.by_stage_now.values()) == total
        assert list(each.by_stage_then) == list(each.by_stage_now) == list(Stage)


@settings(max_examples=60, deadline=None)
@given(books())
def test_r8_no_smaller_group_of_clients_brings_80_percent(book: RandomBook) -> None:
    for each in book.pareto():
        by_client = earned(book.income)[each.currency]
        if each.total <= 0:
            assert each.smallest_80 == ()
            continue
        assert len(each.smallest_80) == fewest(list(by_client.values()))
        assert sum(by_client[contact] for contact in each.smallest_80) * 100 >= each.total * 80


@settings(max_examples=60, deadline=None)
@given(books())
def test_r8_the_smallest_group_stands_by_income_then_name_and_leaves_out_nobody_before_it(book: RandomBook) -> None:
    for each in book.pareto():
        rest = dict(earned(book.income)[each.currency])
        for contact in each.smallest_80:
            most = max(rest.values())
            tied = sorted((book.names[other], other) for other, minor in rest.items() if minor == most)
            assert contact == tied[0][1]
            del rest[contact]


@settings(max_examples=60, deadline=None)
@given(books(), st.integers(0, 6))
def test_r8_doubling_somebodys_income_changes_no_others(book: RandomBook, who: int) -> None:
    assume(who < book.clients)
    doubled = [
        replace(each, amount=Money(2 * each.amount.minor, each.amount.currency)) if each.contact == who else each
        for each in book.income
    ]
    richer = replace(book, income=doubled)
    for before, after in zip(book.pareto(), richer.pareto(), strict=True):
        theirs = [one for one in book.income if one.contact == who and one.amount.currency == before.currency]
        more = sum(one.amount.minor for one in theirs)
        assert after.total == before.total + more
        for stage in Stage:
            assert after.by_stage_now[stage] - before.by_stage_now[stage] == (more if book.now[who] is stage else 0)
        assert (after.of, after.friends.clients) == (before.of, before.friends.clients)
        others = [earned(each.income)[before.currency] | {who: 0} for each in (book, richer)]
        assert others[0] == others[1]


def test_r8_80_percent_is_reached_exactly_and_a_unit_less_is_not_enough() -> None:
    names = {1: "anna", 2: "bo", 3: "cleo"}
    huge = 10**15
    assert smallest_80({1: 8 * huge, 2: huge, 3: huge}, names) == (1,)
    assert smallest_80({1: 8 * huge - 1, 2: huge, 3: huge}, names) == (1, 2)
    assert smallest_80({1: 0, 2: 0}, names) == smallest_80({1: 5, 2: -9}, names) == smallest_80({}, names) == ()


def test_r8_names_settle_a_tie_of_incomes_and_who_was_entered_first_a_tie_of_names() -> None:
    names = {1: "dai", 2: "cleo", 3: "anna", 4: "bo", 5: "anna"}
    assert smallest_80(dict.fromkeys(names, 5) | {4: 9}, names) == (4, 3, 5, 2)


def test_r8_what_was_earned_stands_by_currency_code_whoever_paid_first() -> None:
    income = [Income(n, day(0), Money(n, code), False) for n, code in enumerate(["USD", "EUR", "JPY", "EUR"])]
    found = earned(income)
    assert list(found.items()) == [("EUR", {1: 1, 3: 3}), ("JPY", {2: 2}), ("USD", {0: 0})]


def test_r8_a_refund_subtracts_where_its_payment_counted() -> None:
    ledger = [(day(0), Stage.PARTNER), (day(10), Stage.FRIEND)]
    income = [
        Income(1, day(-3), Money(500, "EUR"), False),
        Income(1, day(10), Money(300, "EUR"), True),
        Income(1, day(12), Money(-100, "EUR"), True),
    ]
    [found] = pareto(income, {1: "anna", 2: "bo"}, {1: Stage.FRIEND, 2: Stage.STRANGER}, {1: ledger}, {})
    assert found.by_stage_then == {
        Stage.STRANGER: 0, Stage.ACQUAINTANCE: 0, Stage.PARTNER: 500, Stage.FRIEND: 200,
    }  # fmt: skip
    assert found.friends == Friends(1, 2, own=500, referred=0, extras=200)
    assert (found.smallest_80, found.of) == ((1,), 2)


def test_r8_a_friend_high_above_counts_though_they_never_were_a_client() -> None:
    chain = {contact: contact + 1 for contact in range(20_000)}
    stages = dict.fromkeys(range(20_000), Stage.PARTNER) | {20_000: Stage.FRIEND}
    ledger = [(day(0), Stage.PARTNER)]
    income = [Income(contact, day(0), Money(1, "EUR"), contact % 2 == 0) for contact in range(20_000)]
    clients = {contact: "x" for contact in range(20_000)}
    [found] = pareto(income, clients, stages, dict.fromkeys(clients, ledger), chain)
    assert found.friends == Friends(0, 20_000, own=0, referred=20_000, extras=0)


@given(st.dictionaries(st.integers(0, 7), st.integers(0, 7)), st.sets(st.integers(0, 7), max_size=3))
def test_r8_a_cycle_of_referrals_ends_and_each_is_below_the_friends_they_meet(
    referrer: dict[int, int], friends: set[int]
) -> None:
    for contact in set(range(8)) - friends:
        met, at = set(), contact
        while at in referrer and referrer[at] not in met:
            at = referrer[at]
            met.add(at)
        assert (contact in below_friends(range(8), friends, referrer)) == bool(met & friends)
    assert not below_friends(range(8), friends, referrer) & friends


def test_r8_of_several_moves_on_a_day_the_last_entered_holds_and_before_the_first_its_stage() -> None:
    ledger = [(day(1), Stage.PARTNER), (day(5), Stage.FRIEND), (day(5), Stage.ACQUAINTANCE)]
    expected = {0: "partner", 1: "partner", 4: "partner", 5: "acquaintance", 99: "acquaintance"}
    assert {n: stage_then(ledger, day(n)).value for n in expected} == expected


def test_r8_no_income_makes_no_currency() -> None:
    assert pareto([], {1: "anna"}, {1: Stage.FRIEND}, {}, {}) == []
    assert earned([]) == {}


@given(st.lists(st.integers(-20, 60), max_size=8))
@example([10**15, 1, 1])
def test_r8_the_curve_rises_from_the_first_client_to_the_whole(by_client: list[int]) -> None:
    found = curve(by_client)
    if sum(by_client) <= 0:
        assert found == []
        return
    best = [max(sum(group) for group in combinations(by_client, n)) for n in range(1, len(by_client) + 1)]
    top = [max(best[: n + 1]) for n in range(len(best))]
    assert found == pytest.approx([min(reached / sum(by_client), 1) for reached in top])
    assert found == sorted(found)
    assert found[-1] == 1.0


@given(st.lists(st.integers(-20, 60), max_size=8), st.integers(1, 1000))
def test_r8_concentration_is_the_chance_that_two_units_of_income_come_from_one_client(
    by_client: list[int], times: int
) -> None:
    units = [client for client, minor in enumerate(by_client) for _ in range(minor)]
    found = concentration(by_client)
    if not units:
        assert found is None
        return
    same = sum(units.count(client) for client in units)
    assert found == pytest.approx(same / len(units) ** 2)
    assert found == pytest.approx(concentration([minor * times for minor in by_client]))


def test_r8_concentration_runs_from_one_over_n_to_one() -> None:
    assert concentration([7]) == concentration([7, 0, -3]) == 1.0
    assert concentration([5] * 4) == 0.25
    assert concentration([]) is concentration([0, -5]) is None


def test_r8_a_share_of_nothing_or_less_is_no_share() -> None:
    assert share(1, 4) == 0.25
    assert share(-1, 4) == -0.25
    assert share(1, 0) is share(1, -4) is None
