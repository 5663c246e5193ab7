"""R9: the referral trees, against an oracle that asks everybody about everybody."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.domain.money import Money
from bondtui.domain.pareto import Income
from bondtui.domain.referrals import Node, closing, trees

ON = date(2026, 11, 23)


def payment(contact: int, minor: int, currency: str = "EUR") -> Income:
    return Income(contact, ON, Money(minor, currency), False)


@dataclass(frozen=True)
class Forest:
    """Contacts by number, each with at most one referrer; some stand alone."""

    names: dict[int, str]
    referrer: dict[int, int]
    income: list[Income]
    projects: dict[int, int]

    def trees(self) -> list[Node]:
        return trees(self.referrer, self.income, self.projects, self.names)

    def is_above(self, upper: int, contact: int) -> bool:
        above = self.referrer.get(contact)
        return above is not None and (above == upper or self.is_above(upper, above))

    def below(self, contact: int) -> list[int]:
        return [other for other in self.names if self.is_above(contact, other)]

    def paid_by(self, *contacts: int) -> dict[str, int]:
        """In order of the currencies' codes."""
        paid: dict[str, int] = {}
        for currency in ("EUR", "JPY"):
            theirs = [one for one in self.income if one.contact in contacts and one.amount.currency == currency]
            if theirs:
                paid[currency] = sum(one.amount.minor for one in theirs)
        return paid

    def levels(self, contact: int) -> int:
        return max((1 + self.levels(other) for other, above in self.referrer.items() if above == contact), default=0)


@st.composite
def forests(draw: st.DrawFn) -> Forest:
    """From chains to stars; the numbers say nothing about the height, and names tie."""
    n = draw(st.integers(1, 12))
    height = draw(st.permutations(range(n)))
    reach = draw(st.integers(1, 12))
    referrer = {}
    for at in draw(st.permutations(range(1, n))):
        above = draw(st.none() | st.integers(max(0, at - reach), at - 1))
        if above is not None:
            referrer[height[at]] = height[above]
    names = {contact: draw(st.sampled_from(["anna", "bo", "cleo", "dai"])) for contact in range(n)}
    amounts = st.builds(Money, st.integers(-6, 12), st.sampled_from(["JPY", "EUR"]))
    income = st.lists(st.builds(Income, st.integers(0, n - 1), st.just(ON), amounts, st.booleans()), max_size=20)
    projects = st.dictionaries(st.integers(0, n - 1), st.integers(0, 4))
    return Forest(names, referrer, draw(income), draw(projects))


def everybody(found: list[Node]) -> Iterator[Node]:
    waiting = list(found)
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.children)


@settings(max_examples=100, deadline=None)
@given(forests())
def test_r9_every_figure_is_what_asking_everybody_below_gives(forest: Forest) -> None:
    for node in everybody(forest.trees()):
        below = forest.below(node.contact)
        direct = [other for other, above in forest.referrer.items() if above == node.contact]
        assert node.own == forest.paid_by(node.contact)
        assert node.direct == forest.paid_by(*direct)
        assert node.subtree == forest.paid_by(*below)
        assert node.people == len(below)
        assert node.projects == sum(forest.projects.get(other, 0) for other in below)
        assert node.depth == forest.levels(node.contact)
        for amounts in (node.own, node.direct, node.subtree):
            assert list(amounts) == sorted(amounts)


@settings(max_examples=100, deadline=None)
@given(forests())
def test_r9_whoever_was_referred_or_referred_stands_in_one_tree_once_siblings_by_name(forest: Forest) -> None:
    found = forest.trees()
    nodes = list(everybody(found))
    assert sorted(node.contact for node in nodes) == sorted({*forest.referrer, *forest.referrer.values()})
    assert {node.contact for node in found} == set(forest.referrer.values()) - set(forest.referrer)
    assert all(forest.referrer[child.contact] == node.contact for node in nodes for child in node.children)
    for siblings in [found, *(node.children for node in nodes)]:
        order = [(forest.names[node.contact], node.contact) for node in siblings]
        assert order == sorted(order)


@settings(max_examples=100, deadline=None)
@given(forests())
def test_r9_a_tree_counts_each_payment_of_its_people_once(forest: Forest) -> None:
    found = forest.trees()
    counted: Counter[str] = Counter()
    for node in found:
        for amounts in (node.own, node.subtree):
            counted.update(amounts)
    people = [node.contact for node in everybody(found)]
    assert {**counted} == forest.paid_by(*people)


@settings(max_examples=100, deadline=None)
@given(forests(), st.integers(0, 11))
def test_r9_doubling_somebodys_income_changes_only_their_own_and_what_those_above_see(forest: Forest, who: int) -> None:
    doubled = [
        replace(each, amount=Money(2 * each.amount.minor, each.amount.currency)) if each.contact == who else each
        for each in forest.income
    ]
    before = {node.contact: node for node in everybody(forest.trees())}
    for after in everybody(replace(forest, income=doubled).trees()):
        node = before[after.contact]
        assert (after.own == node.own) or after.contact == who
        assert (after.direct == node.direct) or forest.referrer.get(who) == after.contact
        assert (after.subtree == node.subtree) or forest.is_above(after.contact, who)
        assert (after.people, after.projects, after.depth) == (node.people, node.projects, node.depth)


def test_r9_a_chain_of_5000_is_counted_to_its_end() -> None:
    last = 5000
    referrer = {contact: contact - 1 for contact in range(1, last + 1)}
    names = {contact: str(contact) for contact in range(last + 1)}
    income = [payment(contact, contact) for contact in range(last + 1)]
    found = trees(referrer, income, dict.fromkeys(range(last + 1), 2), names)
    assert [node.contact for node in found] == [0]
    for node in everybody(found):
        below = last - node.contact
        assert (node.people, node.projects, node.depth) == (below, 2 * below, below)
        expected = sum(range(node.contact + 1, last + 1)) if node.contact in (0, 1, 2500) else None
        assert expected is None or node.subtree == {"EUR": expected}
        assert node.direct == ({"EUR": node.contact + 1} if below else {})


def test_r9_a_star_of_5000_is_one_level_deep() -> None:
    people = range(1, 5001)
    names = {contact: f"{5001 - contact:04}" for contact in range(5001)}
    [found] = trees(dict.fromkeys(people, 0), [payment(each, 3) for each in people], {0: 9, 7: 1}, names)
    assert (found.people, found.projects, found.depth) == (5000, 1, 1)
    assert found.own == {}
    assert found.direct == found.subtree == {"EUR": 15_000}
    assert [child.contact for child in found.children] == list(reversed(people))


def test_r9_a_currency_stands_only_where_somebody_paid_in_it_though_it_was_paid_back() -> None:
    income = [payment(2, 500), payment(2, -500), payment(3, 7, "JPY")]
    [root] = trees({2: 1, 3: 2}, income, {}, {1: "anna", 2: "bo", 3: "cleo"})
    assert (root.own, root.direct, root.subtree) == ({}, {"EUR": 0}, {"EUR": 0, "JPY": 7})
    [bo] = root.children
    assert (bo.own, bo.direct, bo.subtree) == ({"EUR": 0}, {"JPY": 7}, {"JPY": 7})


def test_r9_nobody_referred_makes_no_tree_and_a_cycle_ends() -> None:
    names = {contact: str(contact) for contact in range(5)}
    assert trees({}, [payment(1, 5)], {1: 1}, names) == []
    found = trees({1: 2, 2: 1, 4: 3}, [payment(1, 5)], {}, names)
    assert [node.contact for node in everybody(found)] == [3, 4]


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 12)), st.randoms())
def test_one_link_goes_for_each_circle_and_only_links_that_are_new(wanted: dict[int, int], dice: Random) -> None:
    order = dice.sample(sorted(wanted), len(wanted))
    old = {who: wanted[who] for who in order[: len(order) // 3] if wanted[who] < who}
    new = [who for who in order if who not in old]

    def circles(above: dict[int, int]) -> set[frozenset[int]]:
        found = set()
        for start in above:
            way = [start]
            while way[-1] in above and way.count(way[-1]) == 1:
                way.append(above[way[-1]])
            if way.count(way[-1]) == 2:
                found.add(frozenset(way[way.index(way[-1]) :]))
        return found

    refused = closing(wanted, new)
    assert sorted(refused) == sorted(max(circle & set(new), key=new.index) for circle in circles(wanted))
    assert circles({who: by for who, by in wanted.items() if who not in refused}) == set()
