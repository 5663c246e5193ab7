"""The lines of a book: what is written is read again as it was, and what was damaged costs its own line only."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm, InteractionForm
from bondtui.domain.incoming import Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.money import Money
from bondtui.domain.records import (
    Answered,
    BookRecord,
    ContactRecord,
    FollowUpRecord,
    InteractionRecord,
    Offered,
    PaymentRecord,
    ProjectRecord,
    Snoozed,
)
from bondtui.domain.stages import Stage, StageChange
from bondtui.domain.work import Concession, ConcessionKind, ProjectKind, Status, Step, Verdict
from bondtui.errors import Refused
from bondtui.exchange import jsonl, jsonl_read
from bondtui.exchange.kinds import Kind, recognised
from bondtui.exchange.source import Source

HEAD = b'{"bondtui": "book", "schema": 1}\n'
ANNA, BEN, CALL = "canna0000000", "cben00000000", "icall0000000"
DAY = date(2026, 11, 23)
CONTACT = ContactRecord(
    ANNA,
    ContactForm(
        "Anna Berg", aliases=("Annie", "アンナ"), company="Lumen", role="owner", expertise="retail",
        about="one\n\ntwo \u2028 \u200d", how_met="a fair", referred_by=BEN, every_days=30, tags=("web", "web"),
        methods=(ContactMethod("email", "a@x.example", "work"),),
        dates=(ImportantDate("birthday", PartialDate(2, 29)), ImportantDate("met", PartialDate(12, 4, 1986))),
    ),
    DAY, True, (StageChange(1, DAY, Stage.FRIEND, "open talk", CALL),),
    (Snoozed("f12", DAY, date(9999, 12, 31)), Snoozed(f"ci-{ANNA}", DAY, DAY)),
    (
        Answered(f"su-{ANNA}", DAY, f"{CALL}#thanked {CALL}#idea"), Answered(f"re-{ANNA}", DAY, "2026-01-05"),
        Answered(f"da-{ANNA}-1204-2026", DAY, ""), Answered(f"th-{BEN}", DAY, ""), Answered("st-p3-begun", DAY, ""),
    ),
    ('X-ODD;A="b:c":d\t\x01',), ("uid 1", "\u202a+49\u202c"),
)  # fmt: skip
PROJECT = ProjectRecord(
    3, ANNA, "Site", ProjectKind.EXTRA, Status.DONE, Money(0, "JPY"), DAY, DAY, DAY, Verdict.MIXED, "sold",
    (Step(1, "brief", DAY), Step(2, "contract", None, "no need"), Step(3, "paid")),
    (
        Concession(ConcessionKind.RUSH, False, None, DAY, "soon"),
        Concession(ConcessionKind.FREE, True, Money(5, "EUR"), DAY),
    ),
)  # fmt: skip
INTERACTION = InteractionRecord(
    CALL,
    InteractionForm(DAY, Channel.CALL, Initiator.BOTH, False, True, (Signal.IDEA, Signal.THANKED), "text", (BEN, ANNA)),
    (Offered(BEN, ""), Offered(ANNA, "after:p3:12"), Offered(ANNA, "advice:ǰazz")), ("ical:1:2026-11-23",),
)  # fmt: skip
FOLLOW_UP = FollowUpRecord(12, ANNA, CALL, DAY, "send  it", DAY)
PAYMENT = PaymentRecord(40, ANNA, 3, DAY, Money(-120000, "EUR"), "back")
EVERY: tuple[BookRecord, ...] = (CONTACT, PROJECT, INTERACTION, FOLLOW_UP, PAYMENT)


def read(path: Path, data: bytes) -> list[BookRecord | Skipped | Remark]:
    path.write_bytes(data)
    return list(jsonl_read.read(Source(path)))


def written(*records: BookRecord) -> bytes:
    return b"".join(jsonl.write(records))


def bare(records: Sequence[Any]) -> list[Any]:
    return [replace(each, line=0) for each in records]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.jsonl"


def test_every_kind_of_record_is_read_as_it_was_written(path: Path) -> None:
    data = written(*EVERY)
    assert data.startswith(HEAD)
    assert recognised(data.decode()) is Kind.JSONL
    found = read(path, data)
    assert bare(found) == list(EVERY)
    assert [each.line for each in found] == [2, 3, 4, 5, 6]


def test_the_least_a_record_can_say_is_read(path: Path) -> None:
    lines = [
        {"type": "contact", "uid": ANNA, "name": "Anna", "added_on": "2026-11-23"},
        {"type": "interaction", "uid": CALL, "date": "2026-11-23", "channel": "call", "initiator": "me"},
    ]
    contact, interaction = read(path, HEAD + "\n\n".join(map(json.dumps, lines)).encode())
    assert contact == ContactRecord(ANNA, ContactForm("Anna"), DAY, False, (), (), (), (), (), 2)
    form = InteractionForm(DAY, Channel.CALL, Initiator.ME, True, False, (), "", ())
    assert interaction == InteractionRecord(CALL, form, (), (), 4)


README = Path("README.md").read_text(encoding="utf-8").partition("<!-- lines -->")[2].partition("<!-- /lines -->")[0]


@pytest.mark.parametrize(
    "blocks",
    [
        re.findall(r"^    (\w+)  +((?:.|\n {5,})+)", jsonl.__doc__ or "", re.MULTILINE),
        re.findall(r"^\| `(\w+)` \| (`.*)", README, re.MULTILINE),
    ],
    ids=["module", "readme"],
)
def test_the_documentation_names_every_key_there_is_and_no_other(blocks: list[tuple[str, str]]) -> None:
    documented = {kind: set(re.findall(r"[a-z_]+", re.sub(r"\([^)]*\)", "", text))) for kind, text in blocks}
    assert list(documented) == [jsonl.shape(record)["type"] for record in EVERY]
    for record in EVERY:
        shape = jsonl.shape(record)
        lists = [each for value in shape.values() if isinstance(value, list) for each in value]
        assert documented[shape.pop("type")] == {*shape, *(key for part in lists for key in part)}


def test_the_same_records_are_the_same_bytes_in_lines_that_end_in_a_line_feed() -> None:
    data = written(*EVERY)
    assert data == written(*EVERY)
    assert data.count(b"\n") == 6
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    assert "アンナ".encode() in data


def test_a_large_book_is_written_some_lines_at_a_time() -> None:
    parts = list(jsonl.write(replace(FOLLOW_UP, number=n) for n in range(1, 10_000)))
    assert len(parts) > 10
    assert max(map(len, parts)) < 100_000
    assert all(part.endswith(b"}\n") for part in parts)


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (b"", "does not begin"),
        (b"\n\n", "does not begin"),
        (b"{}", "does not begin"),
        (b'{"bondtui": 1, "schema": 1}', "does not begin"),
        (b'{"bondtui": "book"}', "does not begin"),
        (b'{"bondtui": "book", "schema": true}', "does not begin"),
        (b'{"bondtui": "book", "schema": 0}', "does not begin"),
        (b'{"bondtui": "book", "schema": "1"}', "does not begin"),
        (b'["bondtui"]', "does not begin"),
        (b"null", "does not begin"),
        (b'{"bondtui": "book", "schema": 1', "does not begin"),
        (b"[" * 100_000, "does not begin"),
        (b"\xff" + HEAD, "does not begin"),
        (b'{"bondtui": "book", "schema": 2, "more": []}', "newer bondtui; this one reads schema 1"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_does_not_begin_as_a_book_is_refused_before_anything_is_read(path: Path, head: bytes, why: str) -> None:
    path.write_bytes(head + b"\n{}\n")
    with pytest.raises(Refused, match=rf"^book\.jsonl .*{why}"):
        jsonl_read.read(Source(path))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "no JSON"),
        (b"[]", "no object"),
        (b"{}", "no type"),
        (b'{"type": 3}', "“type” is no text"),
        (b'{"type": "person\\u001b"}', "“person” is no type of line"),
        (HEAD[:-1], "no type"),
        (b'{"type": "contact", "uid": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" + b"0," * 1_200_000 + b"0]", "too many parts"),
        (b'{"type": "payment", "id": "m' + b"1" * 5000 + b'"}', "no id such as m12"),
        (b'{"type": "payment", "id": ' + b"1" * 5000 + b"}", "no JSON"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_line_that_is_no_record_costs_nobody_else(path: Path, line: bytes, why: str) -> None:
    first, second, third = read(path, HEAD + line + b"\n" + written(FOLLOW_UP).replace(HEAD, b"") + line)
    assert isinstance(first, Skipped)
    assert isinstance(third, Skipped)
    assert (first.line, second.line, third.line) == (2, 3, 4)
    assert why in first.why
    assert first.why == third.why
    assert first.why.isprintable()


@pytest.mark.parametrize(
    ("record", "key", "value", "why"),
    [
        (CONTACT, "uid", "Anna", "“uid” is no id of a contact."),
        (CONTACT, "uid", None, "“uid” is missing."),
        (CONTACT, "uid", CALL, "“uid” is no id of a contact."),
        (CONTACT, "name", 3, "“name” is no text."),
        (CONTACT, "aliases", "Annie", "“aliases” is no list."),
        (CONTACT, "aliases", [None], "“aliases” is no text."),
        (CONTACT, "added_on", "20261123", "“added_on” is no day such as 2026-11-23."),
        (CONTACT, "added_on", "2026-02-30", "“added_on” is no day such as 2026-11-23."),
        (CONTACT, "added_on", None, "“added_on” is missing."),
        (CONTACT, "archived", 1, "“archived” is neither true nor false."),
        (CONTACT, "every_days", True, "“every_days” is no whole number, or beyond all measure."),
        (CONTACT, "every_days", 1.5, "“every_days” is no whole number, or beyond all measure."),
        (CONTACT, "methods", [3], "A part of “methods” is no object."),
        (CONTACT, "dates", [{"label": "x", "on": "02-30"}], "“on” is no date such as 1986-12-04 or 12-04."),
        (CONTACT, "dates", [{"label": "x", "on": "0000-01-01"}], "“on” is no date such as 1986-12-04 or 12-04."),
        (CONTACT, "dates", [{"label": "x", "on": "2025-02-29"}], "“on” is no date such as 1986-12-04 or 12-04."),
        (CONTACT, "ledger", [{"to": "friend"}], "“date” is missing."),
        (
            CONTACT, "ledger", [{"date": "2026-01-01", "to": "Friend"}],
            "“to” is none of stranger, acquaintance, partner, friend.",
        ),
        (
            CONTACT, "ledger", [{"date": "2026-01-01", "to": []}],
            "“to” is none of stranger, acquaintance, partner, friend.",
        ),
        (
            CONTACT, "snoozes", [{"nudge": f"ci-{BEN}", "set_on": "2026-01-01", "until": "2026-01-02"}],
            "“ci-cben00000000” is no id of a nudge of theirs.",
        ),
        (CONTACT, "snoozes", [{"nudge": "f01"}], "“f01” is no id of a nudge of theirs."),
        (CONTACT, "answers", [{"nudge": "f1"}], "That is no answer to f1."),
        (CONTACT, "answers", [{"nudge": f"su-{ANNA}", "evidence": "x"}], f"That is no answer to su-{ANNA}."),
        (CONTACT, "answers", [{"nudge": "st-p3-begun", "evidence": "x"}], "That is no answer to st-p3-begun."),
        (CONTACT, "properties", ["X:1\r\nEND:VCARD"], "“X:1 END:VCARD” is no line of a vCard."),
        (CONTACT, "properties", ["END:VCARD"], "“END:VCARD” is no line of a vCard."),
        (CONTACT, "properties", ["nothing"], "“nothing” is no line of a vCard."),
        (INTERACTION, "uid", ANNA, "“uid” is no id of an interaction."),
        (INTERACTION, "channel", "smoke", f"“channel” is none of {', '.join(Channel)}."),
        (INTERACTION, "channel", None, "“channel” is missing."),
        (INTERACTION, "signals", ["thanked", "liked"], f"“signals” is none of {', '.join(Signal)}."),
        (INTERACTION, "contacts", ["Anna"], "“contacts” is no id of a contact."),
        (INTERACTION, "openers", [{"contact": ANNA, "offered": "say:hi"}], "“say:hi” is no opener."),
        (INTERACTION, "openers", [{"contact": ANNA, "offered": "advice:\x1b[2J"}], "“advice:[2J” is no opener."),
        (FOLLOW_UP, "id", "12", "“id” is no id such as f12."),
        (FOLLOW_UP, "id", "p12", "“id” is no id such as f12."),
        (FOLLOW_UP, "id", "f1234567890", "“id” is no id such as f12."),
        (FOLLOW_UP, "due_on", None, "“due_on” is missing."),
        (PAYMENT, "amount", 12, "“amount” is no object."),
        (PAYMENT, "amount", None, "“amount” is missing."),
        (PAYMENT, "amount", {"minor": 12.5, "currency": "EUR"}, "“minor” is no whole number, or beyond all measure."),
        (PAYMENT, "amount", {"minor": 10**16, "currency": "EUR"}, "“minor” is no whole number, or beyond all measure."),
        (PAYMENT, "amount", {"minor": 1, "currency": "eur"}, "“amount” is no amount in minor units of a currency."),
        (PAYMENT, "amount", {"minor": 1, "currency": "€"}, "“amount” is no amount in minor units of a currency."),
        (PAYMENT, "amount", {"currency": "EUR"}, "“amount” is no amount in minor units of a currency."),
        (PROJECT, "status", "open", "“status” is none of lead, active, done, lost."),
        (PROJECT, "verdict", "good", "“verdict” is none of positive, mixed, negative."),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_named_in_one_sentence(
    path: Path, record: BookRecord, key: str, value: Any, why: str
) -> None:
    shape = jsonl.shape(record) | {key: value}
    assert read(path, HEAD + json.dumps(shape).encode()) == [Skipped(2, why)]


def test_what_has_no_place_is_told_and_the_rest_is_read(path: Path) -> None:
    remark, found = read(path, HEAD + json.dumps(jsonl.shape(FOLLOW_UP) | {"colour\x1b": "red", "x": 1}).encode())
    assert remark == Remark(2, "Left out, as it has no place: colour, x.")
    assert bare([found]) == [FOLLOW_UP]


def test_half_a_letter_is_left_out(path: Path) -> None:
    (found,) = read(path, HEAD + written(FOLLOW_UP).replace(HEAD, b"").replace(b"send", b"se\\ud83dnd"))
    assert bare([found]) == [FOLLOW_UP]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_an_editor_may_have_saved_it_in_its_own_way(path: Path, encoding: str, end: str) -> None:
    text = written(*EVERY).decode().replace("\n", end)
    assert bare(read(path, text.encode(encoding))) == list(EVERY)


def test_signs_within_a_text_are_no_parts(path: Path) -> None:
    kept = replace(CONTACT, properties=("X-ODD:" + ',"[\\{' * 200_000,))
    assert bare(read(path, written(kept))) == [kept]


def test_a_line_longer_than_any_contact_is_read_past(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl_read, "LONGEST", 5_000)
    long = jsonl.shape(FOLLOW_UP) | {"text": "x" * 9_000}
    skipped, found = read(path, HEAD + json.dumps(long).encode() + b"\n" + written(PAYMENT).replace(HEAD, b""))
    assert skipped == Skipped(2, "This line is longer than 0 MiB.")
    assert bare([found]) == [PAYMENT]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_with_any_bytes_changed_gives_a_record_or_a_reason_for_each_line(
    path: Path, data: st.DataObject
) -> None:
    made = written(*EVERY)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(len(HEAD), len(made)))
        made = made[:at] + data.draw(st.binary(max_size=4)) + made[at + data.draw(st.integers(0, 4)) :]
    found = read(path, made)
    records = [each for each in found if not isinstance(each, Remark)]
    lines = re.split(rb"\r\n|\r|\n", made)[1:]
    assert [each.line for each in records] == [n for n, line in enumerate(lines, 2) if line.strip()]
    assert all(each.why.isprintable() for each in found if isinstance(each, Skipped | Remark))
