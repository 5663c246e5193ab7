"""What two cards of one person come to: their fields side by side, the fields of both, one ledger."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.merging import fields, joined, nudge_of, united
from bondtui.domain.stages import Stage, StageChange, ledger, stage_on

STRANGER, ACQUAINTANCE, PARTNER, FRIEND = Stage
EMAIL, PHONE = ContactMethod("email", "bo@acme.example", "work"), ContactMethod("phone", "+49 30 1234567")
BIRTHDAY, WEDDING = ImportantDate("birthday", PartialDate(12, 4)), ImportantDate("wedding", PartialDate(5, 1, 2010))


def test_what_one_does_not_say_the_other_says() -> None:
    keep = ContactForm("Bo Lindström", company="Acme", every_days=0, about="Likes boats.")
    other = ContactForm(
        "Bo Lind", company="Else", role="owner", expertise="boats", how_met="a fair", every_days=9, referred_by="c1"
    )
    both = united(keep, other)
    assert (both.name, both.company, both.role, both.expertise) == ("Bo Lindström", "Acme", "owner", "boats")
    assert (both.how_met, both.every_days, both.referred_by, both.about) == ("a fair", 0, "c1", "Likes boats.")
    assert both.aliases == ("Bo Lind",)


@pytest.mark.parametrize(
    ("keep", "other", "together"),
    [("one", "two", "one\n\ntwo"), ("one", "one", "one"), ("", "two", "two"), ("one", "", "one"), ("", "", "")],
)
def test_texts_about_them_stand_one_below_the_other(keep: str, other: str, together: str) -> None:
    assert united(ContactForm("A", about=keep), ContactForm("A", about=other)).about == together


def test_lists_are_united_and_nothing_is_in_them_twice() -> None:
    keep = ContactForm("Bo Lind", aliases=("Bosse",), methods=(EMAIL,), tags=("Web", "print"))
    other = ContactForm(
        "bo LIND",
        aliases=("bosse", "Bo L."),
        methods=(PHONE, ContactMethod("email", "BO@acme.example"), ContactMethod("phone", "0049 30 1234567")),
        tags=("web", "boats"),
    )
    both = united(keep, other)
    assert both.aliases == ("Bosse", "Bo L.")
    assert both.methods == (EMAIL, PHONE)
    assert both.tags == ("Web", "print", "boats")


@pytest.mark.parametrize(
    ("keep", "other", "together"),
    [
        ([BIRTHDAY], [WEDDING], [BIRTHDAY, WEDDING]),
        ([BIRTHDAY], [BIRTHDAY], [BIRTHDAY]),
        ([BIRTHDAY], [ImportantDate("Birthday", PartialDate(12, 4, 1986))], [(12, 4, 1986)]),
        ([ImportantDate("birthday", PartialDate(12, 4, 1986))], [BIRTHDAY], [(12, 4, 1986)]),
        ([BIRTHDAY], [ImportantDate("birthday", PartialDate(1, 1))], [BIRTHDAY]),
        ([WEDDING], [ImportantDate("wedding", PartialDate(6, 1, 2020))], [WEDDING, (6, 1, 2020)]),
        ([], [BIRTHDAY], [BIRTHDAY]),
    ],
)
def test_there_is_one_birthday_and_every_other_day_of_both(
    keep: list[ImportantDate], other: list[ImportantDate], together: list[ImportantDate | tuple[int, int, int]]
) -> None:
    both = united(ContactForm("A", dates=tuple(keep)), ContactForm("A", dates=tuple(other))).dates
    assert [each.on for each in both] == [
        each.on if isinstance(each, ImportantDate) else PartialDate(*each) for each in together
    ]


def test_side_by_side_stands_what_at_least_one_of_them_has() -> None:
    keep = ContactForm("Bo Lindström", company="Acme", tags=("web",), every_days=0)
    other = ContactForm("Bo Lind", company="Acme", role="owner", every_days=30)
    shown = fields(keep, other)
    assert [tuple(each) for each in shown] == [
        ("name", "Bo Lindström", "Bo Lind"),
        ("company", "Acme", "Acme"),
        ("role", "", "owner"),
        ("every_days", 0, 30),
        ("tags", ("web",), ()),
    ]
    assert [each.name for each in shown if each.differs] == ["name", "every_days"]


def entries(*written: tuple[int, str, Stage]) -> list[StageChange]:
    return [StageChange(number, date.fromisoformat(day), stage) for number, day, stage in written]


LEDGERS = {
    "a card begun today for a friend does not make a stranger of them": (
        entries((1, "2024-01-01", STRANGER), (2, "2025-01-01", FRIEND)),
        entries((9, "2026-11-23", STRANGER)),
        [1, 2],
    ),
    "not even when that card is the one that is kept": (
        entries((9, "2026-11-23", STRANGER)),
        entries((1, "2024-01-01", STRANGER), (2, "2025-01-01", FRIEND)),
        [1, 2],
    ),
    "the earlier beginning is the beginning": (
        entries((2, "2025-01-01", PARTNER)),
        entries((1, "2024-01-01", STRANGER)),
        [1, 2],
    ),
    "a later card that begins closer is a move": (
        entries((1, "2024-01-01", ACQUAINTANCE)),
        entries((2, "2025-01-01", FRIEND)),
        [1, 2],
    ),
    "of two beginnings on a day the closer counts": (
        entries((1, "2024-01-01", STRANGER)),
        entries((2, "2024-01-01", FRIEND)),
        [2],
    ),
    "and of two that are the same the first": (
        entries((3, "2024-01-01", FRIEND)),
        entries((2, "2024-01-01", FRIEND)),
        [2],
    ),
    "what both entered stands once, on the earlier day": (
        entries((1, "2024-01-01", STRANGER), (2, "2024-06-01", PARTNER)),
        entries((3, "2024-02-01", STRANGER), (4, "2024-07-01", PARTNER), (5, "2025-01-01", FRIEND)),
        [1, 2, 5],
    ),
    "moves back stay too": (
        entries((1, "2024-01-01", FRIEND), (4, "2025-06-01", PARTNER)),
        entries((2, "2024-03-01", PARTNER), (3, "2025-01-01", FRIEND)),
        [1, 4],
    ),
    "the latest move says the stage today": (
        entries((1, "2024-01-01", STRANGER), (2, "2024-06-01", FRIEND)),
        entries((3, "2024-02-01", STRANGER), (4, "2025-01-01", ACQUAINTANCE)),
        [1, 2, 4],
    ),
}


@pytest.mark.parametrize(("keep", "other", "stay"), LEDGERS.values(), ids=LEDGERS)
def test_r4_two_ledgers_become_one(keep: list[StageChange], other: list[StageChange], stay: list[int]) -> None:
    assert [entry.id for entry in joined(keep, other)] == stay


@st.composite
def two_ledgers(draw: st.DrawFn) -> tuple[list[StageChange], list[StageChange]]:
    """Two ledgers as the book keeps them: every move is to another stage than the one held."""
    numbers = iter(draw(st.permutations(range(1, 20))))
    both: tuple[list[StageChange], list[StageChange]] = ([], [])
    for entered in both:
        days = sorted(draw(st.lists(st.integers(0, 6), min_size=1, max_size=4)))
        own = sorted(next(numbers) for _ in days)
        for number, day in zip(own, days, strict=True):
            to = draw(st.sampled_from([each for each in Stage if not entered or each is not entered[-1].to]))
            entered.append(StageChange(number, date(2026, 1, 1) + timedelta(days=day), to))
    return both


@given(two_ledgers())
def test_r4_the_one_ledger_is_a_ledger_and_holds_every_move_but_repetitions(
    both: tuple[list[StageChange], list[StageChange]],
) -> None:
    keep, other = both
    stay = joined(keep, other)
    assert stay == [entry.change for entry in ledger(stay)]
    assert stay == joined(other, keep)
    assert stay[0].date == min(each.date for each in (*keep, *other))
    assert all(one.to is not then.to for one, then in pairwise(stay))
    beginnings = {keep[0].id, other[0].id}
    for gone in {*keep, *other} - {*stay}:
        held = stage_on([each for each in stay if (each.date, each.id) < (gone.date, gone.id)], gone.date)
        assert gone.id in beginnings or held is gone.to


@pytest.mark.parametrize(
    ("nudge", "becomes"),
    [
        ("ci-c1", "ci-c2"),
        ("su-c1", "su-c2"),
        ("th-c1", "th-c2"),
        ("da-c1-1204-2026", "da-c2-1204-2026"),
        ("ci-c11", "ci-c11"),
        ("st-p1-begun", "st-p1-begun"),
        ("f12", "f12"),
        ("c1", "c1"),
    ],
)
def test_a_nudge_about_one_becomes_a_nudge_about_the_other(nudge: str, becomes: str) -> None:
    assert nudge_of(nudge, "c1", "c2") == becomes
