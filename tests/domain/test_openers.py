"""R6: each reason to get in touch comes from what the book holds, in order, in turn, and never from what is private."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.interactions import Channel, Initiator, Interaction, Signal
from bondtui.domain.openers import QUOTED, Opener, opener, openers
from bondtui.domain.text import clean
from tests.conftest import TODAY

SHARED = (Signal.SHARED_BUSINESS,)
ORDER = ["shared", "advice", "date", "last"]


def told(
    ago: int, text: str, signals: Sequence[Signal] = (), *, private: bool = False, reached: bool = True,
    channel: Channel = Channel.CALL,
) -> Interaction:  # fmt: skip
    on = TODAY - timedelta(days=ago)
    return Interaction(ago, f"i{ago}", on, channel, Initiator.ME, reached, private, tuple(signals), text, ())


def birthday(month: int, day: int, year: int | None = None, label: str = "birthday") -> ImportantDate:
    return ImportantDate(label, PartialDate(month, day, year))


def every(
    expertise: str = "", dates: Sequence[ImportantDate] = (), newest: Sequence[Interaction] = (), today: date = TODAY,
    horizon: int = 14,
) -> list[Opener]:  # fmt: skip
    return list(openers(expertise, dates, newest, [], today, horizon))


@pytest.mark.parametrize(
    ("expertise", "dates", "newest", "key", "sentence"),
    [
        (
            "", [], [told(42, "spring course sold out. Then lunch", SHARED)],
            "shared:i42", "Ask how it goes on: on 12 Oct, “spring course sold out”.",
        ),
        (
            "", [], [told(400, "lost a big customer!", SHARED)],
            "shared:i400", "Ask how it goes on: on 19 Oct 2025, “lost a big customer!”.",
        ),
        ("retail", [], [], "advice:retail", "Ask their advice on retail."),
        ("Large-scale knitting.", [], [], "advice:large-scale knitting", "Ask their advice on Large-scale knitting."),
        ("", [birthday(11, 27, 1986)], [], "date:2026-11-27", "Wish them well: birthday, 40, on 27 Nov."),
        ("", [birthday(11, 23)], [], "date:2026-11-23", "Wish them well: birthday, today."),
        (
            "", [birthday(11, 23, 2026, "wedding")], [],
            "date:2026-11-23", "Wish them well: wedding, today.",
        ),
        ("", [], [told(3, "the new logo")], "last:i3", "Go on from 20 Nov: “the new logo”."),
        ("", [], [told(3, "新しいロゴ。次は春")], "last:i3", "Go on from 20 Nov: “新しいロゴ。次は春”."),
    ],
)  # fmt: skip
def test_r6_each_opener_names_the_data_it_came_from(
    expertise: str, dates: list[ImportantDate], newest: list[Interaction], key: str, sentence: str
) -> None:
    (found,) = every(expertise, dates, newest)
    assert (found.key, found.sentence) == (key, sentence)
    assert found.again == key.startswith("advice:")
    assert opener([found], []) == found


@pytest.mark.parametrize(
    ("expertise", "dates", "newest"),
    [
        ("", [], []),
        (" , ;", [], []),
        ("", [birthday(12, 8)], []),  # fifteen days ahead
        ("", [birthday(11, 22)], []),  # yesterday
        ("", [birthday(11, 27, 2027)], []),  # a year that has not come
        ("", [], [told(1, "")]),
        ("", [], [told(1, "no answer", SHARED, reached=False)]),
        ("", [], [told(1, "likes tea", channel=Channel.NOTE)]),
        ("", [], [told(1, "her divorce", SHARED, private=True)]),
    ],
)  # fmt: skip
def test_r6_what_the_book_does_not_hold_is_not_invented(
    expertise: str, dates: list[ImportantDate], newest: list[Interaction]
) -> None:
    assert every(expertise, dates, newest) == []
    assert opener([], ["advice:retail"]) is None


def test_r6_the_order_of_preference_is_shared_advice_date_last() -> None:
    found = every("retail; textiles", [birthday(11, 30)], [told(2, "logo"), told(9, "sold out", SHARED)])
    assert [each.key for each in found] == [
        "shared:i9",
        "advice:retail",
        "advice:textiles",
        "date:2026-11-30",
        "last:i2",
    ]


def test_r6_the_last_thing_shared_is_meant_not_an_older_one() -> None:
    found = every("", [], [told(2, "sold out", SHARED), told(9, "all went wrong", SHARED)])
    assert [each.key for each in found] == ["shared:i2"]
    assert opener(found, ["shared:i2"]) is None


@pytest.mark.parametrize(
    ("today", "when", "key"),
    [
        (date(2027, 2, 14), "on 28 Feb", "date:2027-02-28"),
        (date(2027, 2, 28), "today", "date:2027-02-28"),
        (date(2028, 2, 28), "on 29 Feb", "date:2028-02-29"),
        (date(2028, 2, 29), "today", "date:2028-02-29"),
        (date(2100, 2, 28), "today", "date:2100-02-28"),
    ],
)
def test_r6_r11_a_leap_day_is_thought_of_on_28_february_in_common_years(today: date, when: str, key: str) -> None:
    (found,) = every("", [birthday(2, 29)], today=today)
    assert (found.key, found.sentence) == (key, f"Wish them well: birthday, {when}.")
    (found,) = every("", [birthday(2, 29, 2000)], today=today)
    assert found.sentence == f"Wish them well: birthday, {today.year - 2000}, {when}."


@given(st.integers(1, 12), st.integers(1, 28), st.integers(0, 800), st.integers(0, 60))
def test_r6_r11_a_year_less_date_is_told_without_a_number_of_years_within_the_horizon_only(
    month: int, day: int, ahead: int, horizon: int
) -> None:
    today = TODAY + timedelta(days=ahead)
    found = every("", [birthday(month, day)], today=today, horizon=horizon)
    within = [today + timedelta(days=n) for n in range(horizon + 1)]
    falls = [each for each in within if (each.month, each.day) == (month, day)]
    assert [each.key for each in found] == [f"date:{each}" for each in falls]
    assert not [each for each in found if re.search(r", [0-9]+,", each.sentence)]


KINDS = st.sampled_from([(), SHARED, (Signal.THANKED,)])
HAPPENED = st.lists(
    st.builds(
        lambda ago, text, signals, private, reached: told(ago, text, signals, private=private, reached=reached),
        st.integers(0, 300), st.text(max_size=200).map(clean), KINDS, st.booleans(), st.booleans(),
    ),
    max_size=6, unique_by=lambda each: each.uid,
).map(lambda drawn: sorted(drawn, key=lambda each: each.date, reverse=True))  # fmt: skip
EXPERTISE = st.sampled_from(["", "retail", "retail, textiles", "law; Law;tax", "a/b\nc"])
DATES = st.lists(st.builds(birthday, st.just(11), st.integers(20, 30), st.none() | st.just(1990)), max_size=2)


@settings(max_examples=200, deadline=None)
@given(EXPERTISE, DATES, HAPPENED)
def test_r6_the_reasons_are_those_the_rules_words_give_in_their_order(
    expertise: str, dates: list[ImportantDate], newest: list[Interaction]
) -> None:
    found = every(expertise, dates, newest)
    places = [ORDER.index(each.key.partition(":")[0]) for each in found]
    assert places == sorted(places)
    public = [e for e in newest if any(map(str.isalnum, e.text)) and not e.private and e.reached]
    shared = [each.uid for each in public if Signal.SHARED_BUSINESS in each.signals][:1]
    last = [each.uid for each in public][:1]
    uids = {each.key.partition(":")[2] for each in found if each.key.startswith(("shared:", "last:"))}
    assert uids == set(shared) | set(last)
    assert [each.key for each in found[:1] if shared] == [f"shared:{uid}" for uid in shared]


@settings(max_examples=200, deadline=None)
@given(HAPPENED)
def test_r6_every_quoted_text_stands_in_the_interaction_and_nothing_private_is_quoted(
    newest: list[Interaction],
) -> None:
    texts = {each.uid: each for each in newest}
    for each in every("", [], newest):
        source = texts[each.key.partition(":")[2]]
        quoted = each.sentence.partition("“")[2].removesuffix("”.")
        assert quoted.removesuffix(" …") in " ".join(source.text.split())
        assert len(quoted) <= QUOTED + 2
        assert not source.private
        assert source.reached
        assert "\n" not in each.sentence


def test_r6_a_long_text_is_cut_between_two_words() -> None:
    text = "they " + "wonder " * 30
    (found,) = every("", [], [told(1, text.strip())])
    quoted = found.sentence.partition("“")[2].removesuffix("”.")
    assert quoted.endswith("wonder …")
    assert text.startswith(quoted.removesuffix(" …"))


def test_r6_only_the_first_sentence_of_the_first_line_is_told() -> None:
    for text in ("Sold out! Her mother is ill", "Sold out!\nHer mother is ill"):
        (found,) = every("", [], [told(1, text, SHARED)])
        assert found.sentence == "Ask how it goes on: on 22 Nov, “Sold out!”."


@settings(max_examples=200, deadline=None)
@given(EXPERTISE, DATES, st.lists(HAPPENED, min_size=1, max_size=4), st.integers(5, 14))
def test_r6_the_same_is_never_offered_twice_running_and_one_time_openers_never_come_again(
    expertise: str, dates: list[ImportantDate], books: list[list[Interaction]], times: int
) -> None:
    """While the book changes from one check-in to the next."""
    offered: list[str] = []
    for turn in range(times):
        reasons = every(expertise, dates, books[turn % len(books)])
        found = opener(reasons, offered)
        assert found is None or found in reasons
        if found is None:
            assert {each.key for each in reasons} <= set(offered)
            continue
        assert found.key not in offered[-1:]
        assert found.again or found.key not in offered
        offered.append(found.key)


@given(EXPERTISE, DATES, HAPPENED)
def test_r6_every_reason_has_its_turn_in_order_before_one_comes_again(
    expertise: str, dates: list[ImportantDate], newest: list[Interaction]
) -> None:
    reasons = every(expertise, dates, newest)
    offered: list[str] = []
    wanted = list(dict.fromkeys(each.key for each in reasons))
    for key in wanted:
        found = opener(reasons, offered)
        assert found is not None
        assert found.key == key
        offered.append(key)
    fields = [key for key in wanted if key.startswith("advice:")]
    if len(fields) > 1:  # from then on their fields come in turn
        again = []
        for _ in range(2 * len(fields)):
            found = opener(reasons, offered)
            assert found is not None
            again.append(found.key)
            offered.append(found.key)
        assert again == [*fields, *fields]


def test_r6_a_new_thing_they_shared_goes_before_the_fields_that_come_again() -> None:
    offered = ["shared:i9", "advice:retail"]
    before = every("retail", [], [told(9, "sold out", SHARED)])
    assert opener(before, offered) is None
    after = every("retail", [], [told(2, "and again", SHARED), told(9, "sold out", SHARED)])
    found = opener(after, offered)
    assert found is not None
    assert found.key == "shared:i2"
