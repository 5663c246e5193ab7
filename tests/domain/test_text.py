"""What enters the book is clean, and what is compared is folded the same way everywhere."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.domain.text import MAX_TEXT, clean, clean_line, cut, fold, too_long

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x1b[31mc\x7f\x9bd", "ab[31mcd"), ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202eabc\u202c\u2066x\u2069", "abcx"),
        ("Zoe\u0308", "Zoë"), ("👩\u200d👧", "👩\u200d👧"), ("a\ud800b", "ab"), ("  x  ", "x"), ("a\tb", "a\tb"),
    ],
)  # fmt: skip
def test_control_characters_and_overrides_go_and_joiners_stay(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(ANYTHING)
def test_cleaning_leaves_no_control_character_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert all(unicodedata.category(each) not in ("Cc", "Cs") or each in "\n\t" for each in cleaned)
    assert clean(cleaned) == cleaned
    assert "\n" not in clean_line(text)
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ANNA", "anna"), ("Zoë", "zoe"), ("Łukasz", "lukasz"), ("Søren", "soren"), ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ёлка", "елка"), ("D’Angelo", "d'angelo"), ("ガク", "ガク"), ("김민준", "김민준"), ("Ａｎｎａ", "anna"),
        ("İpek", "ipek"),
    ],
)  # fmt: skip
def test_folding_removes_case_and_accents_and_keeps_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANYTHING)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40), st.integers(0, 3))
def test_too_long_counts_bytes(text: str, over: int) -> None:
    long = "x" * (MAX_TEXT - len(text.encode())) + text + "y" * over
    assert too_long(long) is (over > 0)


def test_what_is_cut_ends_with_a_whole_letter_and_without_blanks() -> None:
    assert [cut("ab é", most) for most in range(-1, 7)] == ["", "", "a", "ab", "ab", "ab", "ab é", "ab é"]
    assert not too_long(cut("é" * MAX_TEXT))
