"""The one-line log: what is understood of a line and what is kept as its text, on a Monday that never moves."""

from datetime import date

import pytest

from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.names import FULL, Known
from bondtui.domain.quicklog import A_PLAN, Promise, Understood, understand
from bondtui.domain.stages import Stage
from tests.domain.test_names import Book

TODAY = date(2026, 11, 23)
BOOK = Book("Anna Petrova", "Omar Haddad", "May Ito", "Lena")
EXAMPLE = "called Anna yesterday: she sold out the spring course #shared-business +2w ask how the new site sells"
IMPLIED = Known(1, "u1", "Anna Petrova", Stage.STRANGER, FULL)


def read(line: str, implied: Known | None = None) -> Understood:
    return understand(line, TODAY, BOOK, implied=implied)


def people(seen: Understood) -> list[str]:
    return [mention.candidates[0].name for mention in seen.people]


def test_the_example_is_understood() -> None:
    seen = read(EXAMPLE)
    assert people(seen) == ["Anna Petrova"]
    assert (seen.date, seen.date_said) == (date(2026, 11, 22), True)
    assert (seen.channel, seen.initiator, seen.reached, seen.private) == (Channel.CALL, Initiator.ME, True, False)
    assert seen.signals == (Signal.SHARED_BUSINESS,)
    assert seen.promises == (Promise(date(2026, 12, 7), "ask how the new site sells"),)
    assert seen.text == "she sold out the spring course"
    assert (seen.unknown, seen.problem) == ((), None)
    kinds = {piece.kind: seen.line[piece.start : piece.end] for piece in seen.pieces}
    assert kinds == {
        "verb": "called",
        "name": "Anna",
        "date": "yesterday",
        "signal": "#shared-business",
        "promise": "+2w ask how the new site sells",
    }


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("called Anna", None),
        ("called Anna yesterday", "2026-11-22"),
        ("yesterday called Anna", "2026-11-22"),
        ("Yesterday, Anna called", "2026-11-22"),
        ("yesterday: called Anna", "2026-11-22"),
        ("called yesterday Anna", "2026-11-22"),
        ("Anna called 3 days ago: hi", "2026-11-20"),
        ("called Anna, 3 days ago: hi", "2026-11-20"),
        ("called Anna (3 days ago)", "2026-11-20"),
        ("called Anna P. 3 days ago", "2026-11-20"),
        ("called Anna last friday", "2026-11-20"),
        ("called Anna on monday", "2026-11-16"),
        ("called Anna 12 Nov", "2026-11-12"),
        ("called Anna 2026-11-12", "2026-11-12"),
        ("called Anna 12.11.", "2026-11-12"),
        ("called Anna 12.11.: hi", "2026-11-12"),
        ("called Anna 12 Dec", "2025-12-12"),
        ("lunch with Anna and Omar on monday", "2026-11-16"),
        ("tried Anna yesterday", "2026-11-22"),
        ("tried yesterday to reach Anna", "2026-11-22"),
        ("called **Zoe Lind** yesterday", "2026-11-22"),
        ("called Anna today", "2026-11-23"),
        ("called Anna: yesterday she left", None),
        ("called Anna: 12 Nov is fine", None),
        ("called Anna: Omar 3 days ago", None),
        ("called Anna, she left yesterday", None),
        ("12 May called Anna", "2026-05-12"),
        ("12 May called May", "2026-05-12"),
        ("12 May: called Anna: hi", "2026-05-12"),
        ("May 12 called Anna", "2026-05-12"),
        ("called May 3 days ago", "2026-11-20"),
        ("called May 12 Nov", "2026-11-12"),
        ("called May on monday", "2026-11-16"),
    ],
)
def test_the_date_stands_at_the_beginning_or_after_a_name_or_the_verb(line: str, day: str | None) -> None:
    seen = read(line)
    assert (seen.date.isoformat() if seen.date_said else None) == day
    assert seen.date == (date.fromisoformat(day) if day else TODAY)
    assert seen.problem is None


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("12 May called Anna", ["Anna Petrova"]),
        ("12 May called May", ["May Ito"]),
        ("May 12 called Anna", ["Anna Petrova"]),
        ("called May 3 days ago", ["May Ito"]),
        ("called Anna: she moves on 12 May", ["Anna Petrova"]),
        ("called Anna: she moves on May 12.", ["Anna Petrova"]),
        ("called Anna +12 May write her", ["Anna Petrova"]),
        ("called Anna: hi +2w ask Omar", ["Anna Petrova"]),
        ("called: hi +2w ask Omar", ["Omar Haddad"]),
    ],
)
def test_a_month_in_a_date_and_a_name_in_a_follow_up_name_nobody_else(line: str, who: list[str]) -> None:
    assert people(read(line)) == who


@pytest.mark.parametrize(
    ("line", "channel", "initiator"),
    [
        ("called Anna", "call", "me"),
        ("Anna called", "call", "them"),
        ("rang Anna", "call", "me"),
        ("Anna phoned", "call", "them"),
        ("call from Anna", "call", "them"),
        ("got a call from Anna", "call", "them"),
        ("texted Anna", "message", "me"),
        ("Anna wrote", "message", "them"),
        ("messaged Anna", "message", "me"),
        ("whatsapp from Anna", "message", "them"),
        ("emailed Anna about lunch", "email", "me"),
        ("Anna mailed", "email", "them"),
        ("met Anna", "meeting", "both"),
        ("Anna met me", "meeting", "both"),
        ("meeting with Anna", "meeting", "both"),
        ("visited Anna", "meeting", "me"),
        ("lunch with Anna", "meal", "both"),
        ("had dinner with Anna and Omar", "meal", "both"),
        ("coffee with Anna", "meal", "both"),
        ("beer with Omar", "meal", "both"),
        ("zoom with Anna", "video", "both"),
        ("video call with Anna", "video", "both"),
        ("conference with Anna", "event", "both"),
        ("note: Anna likes tea", "note", "me"),
        ("walked with Anna", "meeting", "both"),
        ("Anna: all is well", "message", "both"),
        ("Anna: called it a day", "message", "both"),
        ("Anna and Omar called", "call", "them"),
        ("CALLED ANNA", "call", "me"),
    ],
)
def test_the_verb_gives_the_channel_and_its_place_who_began(line: str, channel: str, initiator: str) -> None:
    seen = read(line)
    assert (seen.channel.value, seen.initiator.value) == (channel, initiator)


@pytest.mark.parametrize(
    ("line", "reached"),
    [
        ("tried Anna", False),
        ("tried calling Anna", False),
        ("Tried to reach Anna", False),
        ("called Anna, no answer", False),
        ("called Anna: no answer", False),
        ("called Anna: voicemail", False),
        ("called Anna, left a voice mail", False),
        ("called Anna: we tried the new place", True),
        ("called Anna: she has no answer to the question of money", True),
        ("called Anna: she likes it and says there was no answer", True),
        ("called Anna", True),
    ],
)
def test_an_attempt_did_not_reach_them(line: str, reached: bool) -> None:
    assert read(line).reached is reached


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (EXAMPLE, "she sold out the spring course"),
        ("called Anna", ""),
        ("called Anna yesterday", ""),
        ("lunch with Anna and Omar on monday", ""),
        ("tried Anna", ""),
        ("called Anna, no answer", ""),
        ("called Anna: hi", "hi"),
        ("called Anna： hi", "hi"),
        ("called Anna: at 10:30: all fine", "at 10:30: all fine"),
        ("called Anna: -5 % on all, she says…", "-5 % on all, she says…"),
        ("called Anna about the site: it sells", "called Anna about the site: it sells"),
        ("called Anna's shop yesterday: closed", "called Anna's shop yesterday: closed"),
        ("called Anna yesterday about the site", "called Anna about the site"),
        ("yesterday, Anna told me all", "Anna told me all"),
        ("called Anna 🎉", "called Anna 🎉"),
        ("called Anna: good #idea and #foo", "good and #foo"),
        ("called Anna: good #idea, really", "good, really"),
        ("called Anna #foo", "called Anna #foo"),
        ("called Anna !private", ""),
        ("called Anna: a secret !private +2w ask", "a secret"),
        ("called Anna: !privately said", "!privately said"),
        (r"called Anna: \#idea stays", "#idea stays"),
        (r"called Anna: \+2w stays", "+2w stays"),
        (r"called Anna: \Will she", "Will she"),
        ("called **Zoe Lind**: hi", "hi"),
        ("called **Zoe Lind** about tea", "called Zoe Lind about tea"),
        ("called Anna: 2 + 2w and C#idea", "2 + 2w and C#idea"),
        ("called Anna: yesterday she left", "yesterday she left"),
        ("called Anna: spring\nOmar: #idea +2w ask\n\n  kept ", "spring\nOmar: #idea +2w ask\n\n  kept"),
        ("called Anna\n**Zoe** yesterday", "**Zoe** yesterday"),
        ("田中健さんに電話 Anna", "田中健さんに電話 Anna"),
        ("called Anna:" + " " * 60 + ". end", ". end"),
    ],
)
def test_the_text_is_what_was_not_understood(line: str, text: str) -> None:
    assert read(line).text == text


@pytest.mark.parametrize(
    ("line", "signals", "private"),
    [
        ("called Anna: hi #idea", "idea", False),
        ("#idea called Anna", "idea", False),
        ("called Anna #Opened-Up #idea #idea", "opened-up idea", False),
        ("called Anna (#thanked)", "thanked", False),
        ("called Anna #ideas #foo", "", False),
        (r"called Anna: \#idea", "", False),
        ("called Anna: x#idea https://x.example/#idea", "", False),
        ("called Anna: hi +2w ask #idea", "idea", False),
        ("!private called Anna", "", True),
        ("called Anna: hi !PRIVATE.", "", True),
        (r"called Anna: hi \!private", "", False),
        ("called Anna\n#idea !private", "", False),
    ],
)
def test_signals_and_the_private_mark(line: str, signals: str, private: bool) -> None:
    seen = read(line)
    assert " ".join(seen.signals) == signals
    assert seen.private is private


@pytest.mark.parametrize(
    ("line", "promises"),
    [
        ("called Anna +2w write", [("2026-12-07", "write")]),
        ("called Anna: hi +12 Dec send it", [("2026-12-12", "send it")]),
        ("called Anna: hi +friday send it", [("2026-11-27", "send it")]),
        ("called Anna: hi +3d a +1m b c +1y d", [("2026-11-26", "a"), ("2026-12-23", "b c"), ("2027-11-23", "d")]),
        ("called Anna: hi +2w: ask #foo", [("2026-12-07", "ask #foo")]),
        ("called Anna: hi +2w ask #idea", [("2026-12-07", "ask")]),
        (r"called Anna: \+2w ask", []),
        ("called Anna: C++ and +5 % and a+2w", []),
        ("called Anna\n+2w ask", []),
    ],
)
def test_follow_ups_end_the_line(line: str, promises: list[tuple[str, str]]) -> None:
    seen = read(line)
    assert [(promise.due_on.isoformat(), promise.text) for promise in seen.promises] == promises
    assert seen.problem is None


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "nothing is written"),
        (" \n ", "nothing is written"),
        ("called", "nobody in the book is named"),
        ("called nobody at all", "nobody in the book is named"),
        ("met Zoe Lind yesterday", "write **zoe lind** to add them"),
        ("called Anna tomorrow", "that is a plan: add a follow-up"),
        ("called Anna in 3 days", "that is a plan: add a follow-up"),
        ("called Anna 24.11.2026", "that is a plan: add a follow-up"),
        ("called Anna 31 Nov", "there is no 31 november"),
        ("31 Nov called Anna", "there is no 31 november"),
        ("called Anna: hi +31 Nov ask", "there is no 31 november"),
        ("called Anna: hi +12 Nov 2020 ask", "is past"),
        ("called Anna: hi +2w", "+2w wants a few words"),
        ("called Anna: hi +2w #idea", "+2w wants a few words"),
        ("called Anna: hi +2w +3d ask", "+2w wants a few words"),
        ("called Anna: " + "ы" * 32_768, "64 kib"),
    ],
)
def test_what_cannot_be_saved_says_why(line: str, problem: str) -> None:
    assert problem in (read(line).problem or "").lower()


def test_a_plan_is_refused_in_the_words_of_r1() -> None:
    assert "that is a plan: add a follow-up" in A_PLAN.lower()


def test_a_text_of_just_64_kib_is_taken() -> None:
    line = "called Anna: "
    assert read(line + "x" * (64 * 1024 - len(line))).problem is None


def test_who_is_implied_is_meant_when_the_line_names_nobody() -> None:
    seen = read("called yesterday: hi", IMPLIED)
    assert people(seen) == ["Anna Petrova"]
    assert (seen.initiator, seen.text, seen.date) == (Initiator.ME, "hi", date(2026, 11, 22))
    assert people(read("called Omar: hi", IMPLIED)) == ["Omar Haddad"]
    assert people(read("called: hi +2w ask Omar", IMPLIED)) == ["Anna Petrova"]
    assert not any(piece.kind == "name" for piece in seen.pieces)


def test_somebody_to_be_added_is_no_problem() -> None:
    seen = read("**Zoe Lind** wrote yesterday: hi")
    assert (seen.added, seen.problem, seen.initiator) == (("Zoe Lind",), None, Initiator.THEM)


def test_a_first_name_with_an_unknown_last_name_can_still_be_saved() -> None:
    seen = read("called Anna Berg")
    assert (seen.unknown, seen.problem) == (("Anna Berg",), None)
