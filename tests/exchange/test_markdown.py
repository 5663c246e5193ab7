"""The contact summary: what stands in it, for whom, and that no text can change its shape."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bondtui.domain import contacts
from bondtui.domain.contacts import ContactMethod, ContactPage, ContactRef, FollowUp, ImportantDate, PartialDate
from bondtui.domain.interactions import Channel, Initiator, Interaction, Signal
from bondtui.domain.stages import Stage, StageChange, ledger
from bondtui.domain.text import clean, clean_line
from bondtui.exchange.markdown import Audience, summary

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

ANNA = ContactRef("anna", "Anna Petrova", Stage.PARTNER)
OMAR = ContactRef("omar", "Omar Haddad", Stage.STRANGER)
JO = ContactRef("jo", "Jo Lind", Stage.FRIEND)

CONTACT = contacts.Contact(
    id=1,
    uid="anna",
    name="Anna Petrova",
    aliases=("Anya",),
    company="Studio Lumen",
    role="owner",
    stage=Stage.PARTNER,
    tags=("web", "retail"),
    cadence_days=30,
    last_contact_on=date(2026, 10, 12),
    due_on=date(2026, 11, 11),
    snoozed_until=None,
    added_on=date(2025, 12, 1),
    archived=False,
)
CALLED = (Signal.SHARED_BUSINESS, Signal.THANKED)
SON = "Talked about her son.\n\n- he starts school\n- she is proud"


def happened(uid: str, on: date, channel: Channel, began: Initiator, text: str, *others: ContactRef) -> Interaction:
    return Interaction(on.toordinal(), uid, on, channel, began, True, False, (), text, (ANNA, *others))


CALL = happened("call", date(2026, 10, 12), Channel.CALL, Initiator.THEM, "spring course sold out", OMAR)
CALL = replace(CALL, signals=CALLED)
DINNER = happened("dinner", date(2026, 9, 28), Channel.MEAL, Initiator.BOTH, SON)
DINNER = replace(DINNER, private=True, signals=(Signal.OPENED_UP,))
TRIED = replace(happened("tried", date(2026, 3, 2), Channel.CALL, Initiator.ME, "", OMAR), reached=False)
NOTE = happened("note", date(2025, 12, 1), Channel.NOTE, Initiator.ME, "likes linen")
TIMELINE = (CALL, DINNER, TRIED, NOTE)
PAGE = ContactPage(
    contact=CONTACT,
    every_days=None,
    expertise="retail, textiles",
    about="Runs a studio.\n\n# Likes\nlinen",
    how_met="At a fair.",
    methods=(ContactMethod("email", "anna@lumen.example", "work"), ContactMethod("phone", "+49 170 1234567")),
    dates=(ImportantDate("birthday", PartialDate(12, 4, 1986)), ImportantDate("shop anniversary", PartialDate(2, 29))),
    ledger=ledger(
        [
            StageChange(1, date(2025, 12, 1), Stage.STRANGER),
            StageChange(2, date(2026, 9, 28), Stage.ACQUAINTANCE, "she told me of her son", "dinner"),
            StageChange(3, date(2026, 10, 12), Stage.PARTNER, "talks business", "call"),
        ]
    ),
    follow_ups=(
        FollowUp("f1", ANNA, date(2026, 12, 7), "ask how the new site sells", None),
        FollowUp("f2", ANNA, date(2026, 10, 1), "send the quote", date(2026, 10, 1)),
    ),
    referred_by=OMAR,
    referred=(JO, replace(JO, uid="max", name="Max Orr")),
)
NOTHING = dict.fromkeys(("methods", "dates", "ledger", "follow_ups", "referred"), ()) | {"referred_by": None}
NO_WORDS = dict.fromkeys(("expertise", "about", "how_met"), "")
UNKNOWN = replace(CONTACT, aliases=(), company="", role="", tags=(), last_contact_on=None, due_on=None)
BARE = replace(PAGE, contact=UNKNOWN, **NOTHING, **NO_WORDS)

FOR_ME = """\
---
name: "Anna Petrova"
aliases: ["Anya"]
stage: "partner"
tags: ["web", "retail"]
last_contact: "2026-10-12"
due: "2026-11-11"
---

# Anna Petrova

partner · owner, Studio Lumen · also known as Anya · knows: retail, textiles

## About

Runs a studio.

### Likes
linen

## Contact methods

- email (work): anna@lumen.example
- phone: +49 170 1234567

## Dates

- birthday: 4 Dec 1986
- shop anniversary: 29 Feb

## How you met

At a fair.

Referred by Omar Haddad. Referred Jo Lind, Max Orr.

## Ledger

- 2025-12-01: began as stranger
- 2026-09-28: stranger → acquaintance, because she told me of her son (meal on 2026-09-28)
- 2026-10-12: acquaintance → partner, because talks business (call on 2026-10-12)

## Follow-ups

- [ ] 2026-12-07 ask how the new site sells

## Timeline

### 2026

- **12 Oct** call, they began, with Omar Haddad `#shared-business` `#thanked`: spring course sold out
- **28 Sep** meal, both began (private) `#opened-up`

  Talked about her son.

  - he starts school
  - she is proud
- **2 Mar** call, you began (not reached), with Omar Haddad

### 2025

- **1 Dec** note: likes linen
"""


def parts(document: str) -> tuple[dict[str, object], str]:
    """The front matter's values and the document after it."""
    assert document.startswith("---\n")
    front, _, body = document[4:].partition("\n---\n")
    values = dict(line.split(": ", 1) for line in front.split("\n"))
    return {key: json.loads(value) for key, value in values.items()}, body


def read(body: str) -> list[Token]:
    """All tokens, those inside lines too."""
    return [each for token in READER.parse(body) for each in (token, *(token.children or ()))]


def headings(body: str) -> list[tuple[str, str]]:
    """Tag and words of each heading of level 1 and 2, wherever it stands."""
    found = pairwise(token for token in READER.parse(body) if token.type in ("heading_open", "inline"))
    return [
        (a.tag, "".join(child.content for child in b.children or ()))
        for a, b in found
        if a.type == "heading_open" and a.tag in ("h1", "h2")
    ]


def test_a_summary_for_me_says_all_there_is() -> None:
    assert summary(PAGE, TIMELINE, Audience.ME) == FOR_ME


def test_a_handover_leaves_out_what_is_private_signals_and_third_people() -> None:
    expected = FOR_ME.replace(" `#shared-business` `#thanked`", "").replace(" (meal on 2026-09-28)", "")
    dinner, tried = expected.index("- **28 Sep**"), expected.index("- **2 Mar**")
    names = "Referred by Omar Haddad. Referred Jo Lind, Max Orr."
    expected = (expected[:dinner] + expected[tried:]).replace(names, "Came through a referral. Referred 2 people.")
    assert summary(PAGE, TIMELINE, Audience.HANDOVER) == expected


def test_one_referred_person_is_not_people() -> None:
    assert "Referred 1 person." in summary(replace(PAGE, referred=(JO,)), (), Audience.HANDOVER)


def test_a_handover_does_not_date_a_private_last_contact() -> None:
    timeline = (replace(CALL, private=True), replace(DINNER, private=False))
    values, _ = parts(summary(PAGE, timeline, Audience.HANDOVER))
    assert (values["last_contact"], values["due"]) == ("2026-09-28", "2026-10-28")
    values, _ = parts(summary(PAGE, timeline, Audience.ME))
    assert (values["last_contact"], values["due"]) == ("2026-10-12", "2026-11-11")


def test_a_handover_of_somebody_never_nudged_has_no_due_date() -> None:
    page = replace(PAGE, contact=replace(CONTACT, due_on=None, cadence_days=0))
    assert parts(summary(page, TIMELINE, Audience.HANDOVER))[0]["due"] is None


def test_evidence_that_is_not_at_hand_is_not_cited() -> None:
    assert "because talks business\n" in summary(PAGE, (DINNER,), Audience.ME)


def test_sections_without_content_are_left_out() -> None:
    assert summary(BARE, (), Audience.ME) == (
        '---\nname: "Anna Petrova"\naliases: []\nstage: "partner"\ntags: []\nlast_contact: null\ndue: null\n---\n\n'
        "# Anna Petrova\n\npartner\n"
    )


NAMES = ["---", "# x", 'say "hi": \\', "null", "[[Anna]]", "{a: b}", "A #", "C#", "\u2028x\ufeffy", "<i>", "%%"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_heading_and_a_yaml_text_whatever_it_is(name: str) -> None:
    values, body = parts(summary(replace(BARE, contact=replace(CONTACT, name=name)), (), Audience.ME))
    assert values["name"] == name
    assert headings(body) == [("h1", clean_line(name))]


OPEN = ["```\nx", "<!-- x", "<script>x\n", "~~~", "- a\n  ```", "> ```", "%%\nx", "$$\nx", "x\n---"]


@pytest.mark.parametrize("text", OPEN)
@pytest.mark.parametrize("field", ["about", "how_met", "text"])
def test_a_text_left_open_swallows_nothing(text: str, field: str) -> None:
    page = PAGE if field == "text" else replace(PAGE, **{field: text})
    timeline = (replace(CALL, text=text), *TIMELINE[1:]) if field == "text" else TIMELINE
    _, body = parts(summary(page, timeline, Audience.ME))
    assert headings(body) == headings(parts(FOR_ME)[1])
    assert not [token for token in read(body) if token.type.startswith("html")]
    spoken = "\n".join(token.content for token in read(body) if token.type == "text")
    assert "likes linen" in spoken
    assert "%%" not in body.replace("\\%\\%", "")
    assert "$$" not in body


SIGNS = [*'#=-+*_`~%$|:<>!&\\^"aé健', "---", "===", "```", "~~~", "%%", "$$", "==", "**", "&lt;", "#tag", "|--|"]
LINKS = ["<!--", "-->", "<script>", "</b>", "<javascript:x>", "[a](b)", "![a](b)", "[[x]]", "[x]: /y", "[^1]", "`c`"]
BLANKS = [" ", "    ", "\t", "\n", "\n\n", "\x85", "\u2028", "\ufeff", "\x00", "# x", "## y", "- ", "> ", "1. "]
texts = st.lists(st.sampled_from(SIGNS + LINKS + BLANKS), max_size=10).map("".join) | st.text(max_size=30)


def reworded(value: Any, draw: Callable[[st.SearchStrategy[str]], str]) -> Any:
    """`value` with any text in every field that holds one, names of things that cite each other aside."""
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in ("id", "uid", "interaction")]
        return replace(value, **{name: reworded(getattr(value, name), draw) for name in names})
    if isinstance(value, tuple):
        return tuple(reworded(each, draw) for each in value)
    return draw(texts) if type(value) is str else value


books = st.composite(lambda draw: (reworded(PAGE, draw), reworded(TIMELINE, draw)))
Book = tuple[ContactPage, tuple[Interaction, ...]]


@given(books(), st.sampled_from(Audience))
def test_whatever_the_texts_the_document_keeps_its_shape(book: Book, audience: Audience) -> None:
    page, timeline = book
    document = summary(page, timeline, audience)
    values, body = parts(document)
    assert list(values) == ["name", "aliases", "stage", "tags", "last_contact", "due"]
    assert (values["name"], values["tags"]) == (page.contact.name, list(page.contact.tags))
    sections = ["About"] * bool(clean(page.about))
    sections += ["Contact methods", "Dates", "How you met", "Ledger", "Follow-ups", "Timeline"]
    assert headings(body) == [("h1", clean_line(page.contact.name)), *(("h2", title) for title in sections)]
    assert not [token for token in read(body) if token.type.startswith("html")]
    assert document.endswith("\n")
    assert not document.endswith("\n\n")
    assert summary(page, timeline, audience) == document


@given(books())
def test_texts_that_are_no_markdown_make_no_links_images_or_code(book: Book) -> None:
    page, timeline = replace(book[0], about="", how_met=""), [replace(each, text="") for each in book[1]]
    tokens = read(parts(summary(page, timeline, Audience.HANDOVER))[1])
    markup = {"link_open", "image", "code_inline", "fence", "code_block", "em_open", "s_open", "hr", "html_inline"}
    assert not {token.type for token in tokens} & markup


@given(books(), st.lists(st.booleans(), min_size=4, max_size=4))
def test_a_handover_never_tells_a_private_text_or_a_signal(book: Book, private: list[bool]) -> None:
    page, plain = replace(book[0], about="", how_met=""), book[1]
    secret, known = str(3**60), str(5**60)  # computed, so that no generated text holds them
    timeline = [
        replace(each, private=hidden, signals=tuple(Signal), text=secret if hidden else known)
        for each, hidden in zip(plain, private, strict=True)
    ]
    promised = tuple(FollowUp("f1", ANNA, date(2026, 12, 7), each.text, None, each.uid) for each in timeline)
    page = replace(page, follow_ups=promised)
    document = summary(page, timeline, Audience.HANDOVER)
    assert secret not in document
    assert document.count(f"2026-12-07 {known}\n") == private.count(False)
    assert document.count(f": {known}\n") == private.count(False)
    assert not [signal for signal in Signal if f"`#{signal}`" in document]
    assert summary(page, timeline, Audience.ME).count(f": {secret}\n") == private.count(True)
