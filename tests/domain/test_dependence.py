"""What each client carries, themselves and through whom they recommended."""

from datetime import date

import pytest

from bondtui.domain.dependence import Carrier, dependence
from bondtui.domain.insight_words import concentration_sentence
from bondtui.domain.money import Money
from bondtui.domain.pareto import Income
from bondtui.domain.referrals import trees

NAMES = {1: "ann", 2: "ben", 3: "cleo"}


def paid(contact: int, minor: int, currency: str = "EUR") -> Income:
    return Income(contact, date(2026, 3, 2), Money(minor, currency), False)


def test_a_client_carries_their_own_and_their_whole_tree() -> None:
    income = [paid(2, 300), paid(3, 100), paid(3, 70, "USD")]
    euros, dollars = dependence(income, trees({2: 1, 3: 2}, income, {}, NAMES), NAMES)
    assert euros.carriers == (Carrier(1, 0, 400), Carrier(2, 300, 100), Carrier(3, 100, 0))
    assert (euros.total, euros.clients, euros.hhi) == (400, 2, 0.625)
    assert (dollars.currency, dollars.total) == ("USD", 70)
    assert dollars.carriers == (Carrier(1, 0, 70), Carrier(2, 0, 70), Carrier(3, 70, 0))


def test_who_got_all_of_it_back_carries_nothing() -> None:
    income = [paid(1, 100), paid(1, -100)]
    (euros,) = dependence(income, [], NAMES)
    assert (euros.total, euros.carriers, euros.clients, euros.hhi) == (0, (), 0, None)


@pytest.mark.parametrize(
    ("hhi", "said"),
    [
        (None, "no data"),
        (1.0, "rests on few clients, as if one client brought it all"),
        (0.2, "rests on several clients, as if 5 clients brought the same each"),
        (0.05, "is spread widely, as if 20 clients brought the same each"),
    ],
)
def test_concentration_is_told_in_plain_words(hhi: float | None, said: str) -> None:
    assert said in concentration_sentence(hhi)
