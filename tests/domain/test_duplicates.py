"""Likely duplicates: who is a pair and why, who is not, and what happens when very many share something."""

import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.domain.contacts import ContactMethod, PartialDate
from bondtui.domain.duplicates import CROWD, Entry, Found, Pair, duplicates, places
from bondtui.domain.same_person import traits


def entry(number: int, name: str, *methods: tuple[str, str], **more: object) -> Entry:
    known = [ContactMethod(kind, value) for kind, value in methods]
    return replace(Entry(number, name, traits=traits(known), places=places(known)), **more)


ANNA, BORN = "anna@lumen.example", PartialDate(12, 4, 1986)

PAIRS = {
    "an e-mail address": (
        entry(1, "Anna", ("email", ANNA)),
        entry(2, "Boris Ivanov", ("email", ANNA.upper())),
        "same e-mail address anna@lumen.example",
    ),
    "a number, written with its country and without": (
        entry(1, "Anna", ("phone", "+49 171 555 01 01")),
        entry(2, "A.", ("phone", "0171/5550101")),
        "same number +491715550101",
    ),
    "a number as an American writes it": (
        entry(1, "Anna", ("phone", "+1 (555) 123-4567")),
        entry(2, "A.", ("phone", "555.123.4567")),
        "same number +15551234567",
    ),
    "a profile": (
        entry(1, "Anna", ("url", "https://www.linkedin.com/in/anna-p/")),
        entry(2, "A.", ("url", "linkedin.com/in/anna-p?x=1")),
        "same profile linkedin.com/in/anna-p",
    ),
    "a name and a company": (
        entry(1, "Odile Vance", company="Studio Lumen GmbH"),
        entry(2, "VANCE, Odile", company="studio lumen"),
        "same name, both at Studio Lumen GmbH",
    ),
    "a first name and a company": (
        entry(1, "Anna", company="Lumen"),
        entry(2, "anna", company="LUMEN"),
        "same name, both at Lumen",
    ),
    "a similar name and a company": (
        entry(1, "Katherine Jones", company="Lumen"),
        entry(2, "Catherine Jones", company="Lumen"),
        "similar names, both at Lumen",
    ),
    "a similar name and a birthday": (
        entry(1, "Anna Petrova", company="Lumen", birthday=BORN),
        entry(2, "A. Petrova", company="Else", birthday=PartialDate(12, 4)),
        "similar names, same birthday",
    ),
    "a similar name and a postal address": (
        entry(1, "Anna Petrova", ("address", "Seestr. 4, 13353 Berlin")),
        entry(2, "Anna M. Petrova", ("address", "Seestr. 4\n13353 BERLIN")),
        "similar names, same postal address",
    ),
    "a similar name and a web page": (
        entry(1, "Anna Petrova", ("url", "https://lumen.example/")),
        entry(2, "Ana Petrova", ("url", "http://www.lumen.example")),
        "similar names, same web page",
    ),
    "a whole name": (
        entry(1, "Omar Haddad", ("email", "omar@e.example"), company="Haddad"),
        entry(2, "Haddad, Omar", ("phone", "+49 30 1234567")),
        "same name, and nothing that tells them apart",
    ),
    "an alias": (
        entry(1, "Anna Berg", aliases=("Anna Petrova", "Annie")),
        entry(2, "Anna Petrova"),
        "same name, and nothing that tells them apart",
    ),
    "a whole name, of two companies": (
        entry(1, "Jan Novak", company="A"),
        entry(2, "Jan Novak", company="B"),
        "same name, but another company",
    ),
    "a whole name, with two addresses": (
        entry(1, "Jan Novak", ("email", "jan@a.example"), ("url", "xing.com/profile/a")),
        entry(2, "Jan Novak", ("email", "jan@b.example"), ("phone", "1")),
        "same name, but another e-mail address",
    ),
    "everything": (
        entry(1, "Anna Petrova", ("email", ANNA), company="Lumen", birthday=BORN),
        entry(2, "Anna Petrova", ("email", ANNA), company="Lumen", birthday=BORN),
        "same e-mail address anna@lumen.example, same name, same birthday, both at Lumen",
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS.values(), ids=PAIRS)
def test_two_who_share_this_are_a_pair(one: Entry, other: Entry, expected: str) -> None:
    assert duplicates([one, other]).pairs == (Pair(1, 2, expected),)


NO_PAIRS = {
    "a first name": (entry(1, "Anna"), entry(2, "Anna")),
    "a first name, where one has a last name": (entry(1, "Anna"), entry(2, "Anna Petrova")),
    "a company": (entry(1, "Anna Petrova", company="Lumen"), entry(2, "Omar Haddad", company="Lumen")),
    "a first name and a company": (entry(1, "Anna Petrova", company="Lumen"), entry(2, "Anna Berg", company="Lumen")),
    "a family and an address": (
        entry(1, "Rui Castro", ("address", "Seestr. 4")),
        entry(2, "Ana Castro", ("address", "Seestr. 4")),
    ),
    "a similar name alone": (entry(1, "Anna Petrova"), entry(2, "Ana Petrova")),
    "a name and a company with two birthdays": (
        entry(1, "Jan Novak", company="A", birthday=BORN),
        entry(2, "Jan Novak", company="A", birthday=PartialDate(12, 5)),
    ),
    "a birthday with two years": (
        entry(1, "Jan Novak", birthday=BORN),
        entry(2, "Jan Novak", birthday=PartialDate(12, 4, 1987)),
    ),
    "father and son": (
        entry(1, "John Smith Jr.", company="Smith"),
        entry(2, "John Smith Sr.", company="Smith"),
    ),
    "numbers that only end alike": (
        entry(1, "Anna", ("phone", "+49 171 5550101")),
        entry(2, "Omar", ("phone", "+43 171 5550101")),
    ),
    "short numbers": (entry(1, "Anna", ("phone", "110")), entry(2, "Omar", ("phone", "+49 110"))),
    "no company": (entry(1, "Anna", company="-"), entry(2, "Anna", company="–")),
    "nothing": (entry(1, ""), entry(2, "")),
}


@pytest.mark.parametrize(("one", "other"), NO_PAIRS.values(), ids=NO_PAIRS)
def test_two_who_only_share_this_are_none(one: Entry, other: Entry) -> None:
    assert duplicates([one, other]) == Found((), ())


def test_the_likeliest_come_first() -> None:
    found = duplicates(
        [
            entry(1, "Marta Kowalska"),
            entry(2, "Kowalska, Marta"),
            entry(3, "Katherine Jones", ("address", "Bergstr. 4")),
            entry(4, "Catherine Jones", ("address", "Bergstr. 4")),
            entry(5, "Ida Holm", ("email", "b@x.example")),
            entry(6, "Rui Castro", ("email", "b@x.example")),
            entry(7, "Omar Haddad", company="Haddad"),
            entry(8, "Omar Haddad", company="Haddad"),
            entry(9, "Anna Petrova", ("email", "a@x.example")),
            entry(10, "A. Petrova", ("email", "a@x.example")),
            entry(11, "Jan Novak", company="A"),
            entry(12, "Jan Novak", company="B"),
        ]
    )
    assert [pair.keep for pair in found.pairs] == [9, 7, 5, 3, 1, 11]


@pytest.mark.parametrize(
    ("first", "second", "keep"),
    [
        ({"interactions": 1}, {"interactions": 2, "added_on": date(2026, 1, 1)}, 2),
        ({"added_on": date(2026, 1, 2)}, {"added_on": date(2026, 1, 1)}, 2),
        ({"interactions": 1}, {"interactions": 1}, 1),
    ],
)
def test_who_has_more_history_is_kept(first: dict[str, object], second: dict[str, object], keep: int) -> None:
    one, other = (entry(1, "Jan Novak", **first), entry(2, "Jan Novak", **second))
    for entries in ([one, other], [other, one]):
        assert [(pair.keep, pair.other) for pair in duplicates(entries).pairs] == [(keep, 3 - keep)]


# Few enough that nothing is shared by a crowd: then every pair is to be found that looking at all of them finds.
SMALL_BOOKS = st.lists(
    st.tuples(
        st.sampled_from(["Anna Berg", "Berg, Anna", "Anna", "Omar Haddad", "Jo Lind"]),
        st.sampled_from(["", "Lumen", "Acme"]),
        st.sets(st.sampled_from(["a@x.example", "b@x.example", "c@x.example"]), max_size=2),
    ),
    max_size=CROWD,
)


@given(SMALL_BOOKS, st.randoms(use_true_random=False))
def test_all_are_found_that_comparing_everybody_finds(
    people: list[tuple[str, str, set[str]]], dice: random.Random
) -> None:
    entries = [
        entry(number, name, *(("email", each) for each in mails), company=company)
        for number, (name, company, mails) in enumerate(people)
    ]
    expected = set()
    for (i, (name, company, mails)), (j, (called, firm, theirs)) in combinations(enumerate(people), 2):
        same = {*name.replace(",", "").split()} == {*called.replace(",", "").split()}
        at_one = bool(company) and company == firm
        if mails & theirs or (same and (at_one or " " in name)):
            expected.add((i, j))
    found = duplicates(entries)
    assert {(pair.keep, pair.other) for pair in found.pairs} == expected
    assert found.notes == ()
    dice.shuffle(entries)
    assert set(duplicates(entries).pairs) == set(found.pairs)


def _names(dice: random.Random, count: int) -> list[str]:
    def word() -> str:
        return "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(4)).capitalize()

    return [f"{word()} {word()}" for _ in range(count)]


def test_a_switchboard_makes_nobody_a_pair_but_two_similar_names_there_do() -> None:
    names = [*_names(random.Random(1), 3_000), "Katherine Jones", "Jones, Catherine"]
    entries = [entry(number, name, ("phone", "+49 30 1234567")) for number, name in enumerate(names)]
    found = duplicates(entries)
    assert found.pairs == (Pair(3_000, 3_001, "similar names, same number"),)
    assert found.notes == ("3,002 contacts have the number +49301234567: only similar names among them are listed.",)


def test_in_a_company_of_thousands_the_same_and_the_similar_are_found() -> None:
    names = [*_names(random.Random(2), 5_000), "Odile Vance", "Vance, Odile", "O. Vance"]
    found = duplicates([entry(number, name, company="Acme") for number, name in enumerate(names)])
    ours = {(pair.keep, pair.other) for pair in found.pairs if pair.keep >= 5_000}
    assert ours == {(5_000, 5_001), (5_000, 5_002), (5_001, 5_002)}


def test_what_everybody_shares_is_bounded_and_said() -> None:
    many = [entry(number, "John Smith", company="Acme") for number in range(2_000)]
    found = duplicates(many)
    assert len(found.pairs) <= CROWD * len(many)
    assert found.notes[0].startswith("2,000 contacts ")
    assert duplicates([entry(number, "John Smith") for number in range(2_000)]) == Found(
        (), ("2,000 contacts are called john smith: only those who share more are listed.",)
    )
