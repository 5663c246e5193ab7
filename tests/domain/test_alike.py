"""Names that could be one person's, and names that could not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.domain.alike import SAME, SIMILAR, is_telling, likeness, parts

SAME_NAMES = [
    ("Odile Vance", "Vance, Odile"),
    ("Zoë Müller", "zoe MULLER"),
    ("Dr. Odile Vance", "Odile Vance, PhD"),
    ("Anna-Maria O'Neil", "anna maria oneil"),
    ("Anna (Annie) Petrova [Lumen]", "Petrova Anna"),
    ("(Ida)", "Ida"),
    ("田中 健", "田中健"),
    ("Ida", "ida"),
]
SIMILAR_NAMES = [
    ("Odile Vance", "O. Vance"),
    ("Vance, O.", "Odile Vance"),
    ("J. R. Smith", "John Smith"),
    ("Anna Petrova", "Anna Maria Petrova"),
    ("Anna Petrova", "Ana Petrova"),
    ("Anna Petrova", "Anna Petrov"),
    ("Erik Lund", "Eric Lund"),
    ("Jörg Müller", "Joerg Mueller"),
    ("Katherine Jones", "Catherine Jones"),
    ("Alex Morgan", "Alexander Morgan"),
    ("Bo Lind", "Bo Lindström"),
    ("Иван Петров", "Иван Петрова"),
]
OTHER_NAMES = [
    ("Anna Petrova", "Anna Berg"),
    ("Anna Petrova", "Boris Petrov"),
    ("Anna", "Anna Petrova"),
    ("Anna", "Anne"),
    ("John Smith Jr", "John Smith Sr"),
    ("Anna van Dijk", "Berta van den Berg"),
    ("A. P.", "Anna Petrova"),
    ("Rui Castro", "Ana Castro"),
    ("Katarina Joneson", "Martina Janssen"),
    ("Erik Lund", "Eric Lind"),
    ("王小明", "王小红"),
    ("", ""),
    ("-", "?"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_the_same_name_is_written_in_many_ways(one: str, other: str) -> None:
    assert likeness(parts(one), parts(other)) == SAME


@pytest.mark.parametrize(("one", "other"), SIMILAR_NAMES)
def test_a_name_may_be_short_long_or_mistyped(one: str, other: str) -> None:
    assert likeness(parts(one), parts(other)) == SIMILAR


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_a_first_name_or_a_family_alone_makes_nobody_alike(one: str, other: str) -> None:
    assert likeness(parts(one), parts(other)) == 0


WORDS = st.lists(st.sampled_from(["anna", "ana", "berg", "b", "van", "lund", "lind", "jr", "petrova"]), max_size=5)


@given(WORDS, WORDS)
def test_neither_the_order_of_two_names_nor_that_of_their_words_counts(one: list[str], other: list[str]) -> None:
    known = likeness(parts(" ".join(one)), parts(" ".join(other)))
    assert likeness(parts(" ".join(other)), parts(" ".join(one))) == known
    assert likeness(parts(" ".join(sorted(one))), parts(" ".join(other))) == known


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    known = likeness(parts(one), parts(other))
    assert known == likeness(parts(other), parts(one))
    assert likeness(parts(one), parts(one)) == (SAME if parts(one) else 0)


@pytest.mark.parametrize(
    ("name", "telling"),
    [("Anna Petrova", True), ("Anna", False), ("Anna P.", False), ("Anna van", False), ("田中健", True), ("健", False)],
)
def test_a_whole_name_tells_more_than_a_first_name(name: str, telling: bool) -> None:
    assert is_telling(parts(name)) is telling
