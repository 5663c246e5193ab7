"""Leaving and coming back: what a book says of itself makes the same book again, and no other file does harm."""

import dataclasses
import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.book.imports import Cancelled, Wanted
from bondtui.demo import SAMPLE_TODAY, write_sample
from bondtui.domain.contacts import ContactMethod
from bondtui.domain.forms import ContactForm
from bondtui.domain.imported import Report
from bondtui.domain.money import Money
from bondtui.domain.stages import Stage
from bondtui.domain.work import Status
from bondtui.errors import BondtuiError, Refused
from bondtui.settings import Settings
from tests.book.small_books import Small, small_book
from tests.book.test_undo import deeds, dump
from tests.conftest import TODAY

Shape = dict[str, Any]
HEAD = {"bondtui": "book", "schema": 1}
ANNA: Shape = {"type": "contact", "uid": "canna0000000", "name": "Anna Berg", "added_on": "2026-01-05"}
BEN: Shape = {"type": "contact", "uid": "cben00000000", "name": "Ben Ode", "added_on": "2026-01-06"}
CALL: Shape = {
    "type": "interaction", "uid": "icall0000000", "date": "2026-11-02", "channel": "call", "initiator": "them",
    "contacts": [ANNA["uid"]], "text": "the spring course",
}  # fmt: skip
SITE: Shape = {
    "type": "project", "id": "p3", "contact": ANNA["uid"], "title": "Site", "kind": "project", "status": "active",
    "added_on": "2026-10-01", "started_on": "2026-10-01", "steps": [{"title": "brief confirmed in writing"}],
}  # fmt: skip
RUSH: Shape = {
    "kind": "rush", "granted": True, "amount": {"minor": 5, "currency": "JPY"}, "on": "2026-11-02", "note": "",
}  # fmt: skip
QUOTE: Shape = {
    "type": "follow_up", "id": "f12", "contact": ANNA["uid"], "due_on": "2026-11-20", "text": "send the quote",
}  # fmt: skip
PAID: Shape = {
    "type": "payment", "id": "m40", "contact": ANNA["uid"], "project": "p3", "date": "2026-11-01",
    "amount": {"minor": 120000, "currency": "EUR"},
}  # fmt: skip


def lines(book: Book) -> bytes:
    return b"".join(book.exchange.lines())


def objects(book: Book) -> list[Shape]:
    return [json.loads(line) for line in lines(book).decode().splitlines()[1:]]


def bring(book: Book, data: bytes, **said: Any) -> Report:
    path = book.path.parent / "back.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return book.exchange.import_file(path, Wanted(**said))


def told(*shapes: Shape, head: Shape = HEAD) -> bytes:
    return "".join(f"{json.dumps(shape)}\n" for shape in (head, *shapes)).encode()


def counts(report: Report) -> tuple[int, int, int, int]:
    assert report.read == report.added + report.updated + report.unchanged + report.skipped
    return report.added, report.updated, report.unchanged, report.skipped


def warned(report: Report) -> list[tuple[int | None, str]]:
    return [(each.line, each.why) for each in report.warnings]


def everybody(book: Book) -> list[str]:
    return [each.uid for each in (*book.contacts.list(), *book.contacts.list("is:archived"))]


def seen(book: Book) -> dict[str, Any]:
    """What a person sees of the book, with no number of a row in it."""
    people, insights = book.insights.people(), book.insights

    def plain(value: Any, name: str = "") -> Any:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = ((each.name, getattr(value, each.name)) for each in dataclasses.fields(value))
            return {name: plain(each, name) for name, each in fields if not (name == "id" and isinstance(each, int))}
        if isinstance(value, tuple | list):
            return [plain(each, name) for each in value]
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items()}
        return people[value].uid if name in ("contact", "smallest_80") and isinstance(value, int) else value

    return {
        "people": {
            uid: plain(
                (
                    book.contacts.page(uid), book.interactions.timeline(uid, limit=-1), book.contacts.reciprocity(uid),
                    book.nudges.opener(uid), book.nudges.of(uid),
                )
            )
            for uid in everybody(book)
        },
        "due": plain((book.nudges.due(), book.nudges.next_due(), book.due_count())),
        "work": plain((book.work.projects(), book.work.payments())),
        "insights": plain(
            (
                list(people.values()), insights.stages(), insights.flow(), insights.origins(), insights.reciprocity(),
                insights.pareto(), insights.referrals(), insights.parity(), insights.rhythm(), insights.dependence(),
            )
        ),
    }  # fmt: skip


def more_deeds(book: Book, dice: random.Random) -> list[Callable[[], object]]:
    """What the deeds of undo leave out, and what a file of another program brings."""
    someone = everybody(book)
    if not someone:
        return []
    uid, other = dice.choice(someone), dice.choice(someone)
    found: list[Callable[[], object]] = [
        lambda: book.contacts.edit(
            uid,
            replace(
                book.contacts.form(uid), referred_by=other, every_days=dice.choice([None, 0, 7]),
                about="Ünser\n\n*Wort*",
                methods=(ContactMethod("phone", "+49 1", "mobile"), ContactMethod("email", "a@x.example")),
                tags=("#web", "web", "Web site"), expertise="ǰazz, law",
            ),
        ),
        lambda: bring_card(book, dice),
        lambda: book.contacts.unarchive(uid),
        lambda: book.work.add(uid, "a lead", status=Status.LEAD),
        lambda: book.interactions.log(book.interactions.understand(f"called {book.contacts.get(uid).name} +1w a  b")),
    ]  # fmt: skip
    if happened := book.interactions.timeline(uid):
        shown_by = dice.choice(happened).uid
        found += [lambda: book.journey.move(uid, dice.choice(list(Stage)), interaction=shown_by)]
    if promised := [each.id for each in book.contacts.page(uid).follow_ups if not each.done_on]:
        found += [lambda: book.follow_ups.snooze(promised[0], book.today() + timedelta(days=2))]
    for nudge in dice.sample(due := book.nudges.due(), min(2, len(due))):
        found += [lambda nudge=nudge: answered(book, nudge.id, book.today() + timedelta(days=2))] * 3
    if projects := book.work.projects():
        found += [lambda: book.work.lose(projects[0].id, "too dear"), lambda: book.work.remove(projects[-1].id)]
    if payments := book.work.payments():
        found += [lambda: book.work.remove_payment(payments[-1].id)]
    return found


def answered(book: Book, nudge: str, until: date) -> None:
    if nudge[:2] in ("da", "th", "st"):
        book.nudges.keep(nudge)
    elif nudge[:2] in ("su", "re"):
        book.nudges.snooze_nudge(nudge, until)


def bring_card(book: Book, dice: random.Random) -> None:
    """A card with a photo and an id of its own; the second time it is the same person."""
    path = book.path.parent / "card.vcf"
    who = dice.randint(1, 3)
    path.write_text(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:other-{who}\nFN:Card {who} 😀\nX-ODD;A=\"b\":c\\,d\t\x01\n"
        "PHOTO;ENCODING=b:AAAA\nEND:VCARD\n", encoding="utf-8",
    )  # fmt: skip
    book.exchange.import_file(path, Wanted())


def live(small: Small, dice: random.Random, count: int) -> None:
    for _ in range(count):
        small.today += timedelta(days=dice.randint(0, 9))
        try:
            dice.choice(deeds(small.book, dice) + more_deeds(small.book, dice))()
        except BondtuiError:
            continue


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9), st.integers(0, 40))
def test_a_book_that_left_and_came_back_is_the_same_book(seed: int, count: int) -> None:
    with small_book() as small, small_book() as empty:
        live(small, random.Random(seed), count)
        empty.today = small.today
        left = lines(small.book)
        report = bring(empty.book, left)
        assert counts(report) == (left.count(b"\n") - 1, 0, 0, 0)
        assert report.warnings == []
        assert lines(empty.book) == left
        assert seen(empty.book) == seen(small.book)
        assert empty.book.safety.doctor(repair=False)[0] == []
        states = dump(empty.book)
        assert counts(bring(empty.book, left)) == (0, 0, report.added, 0)
        assert dump(empty.book) == states


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9), st.integers(1, 25), st.integers(1, 25))
def test_a_book_with_others_in_it_keeps_them_and_one_undo_takes_back_what_came(seed: int, mine: int, came: int) -> None:
    with small_book() as here, small_book() as there:
        live(here, random.Random(seed), mine)
        live(there, random.Random(seed + 1), came)
        here.today = there.today = max(here.today, there.today)
        before, was, left = dump(here.book), seen(here.book), lines(there.book)
        known, records = everybody(here.book), left.count(b"\n") - 1
        assert counts(bring(here.book, left, dry_run=True)) == (records, 0, 0, 0)
        assert dump(here.book) == before
        report = bring(here.book, left)
        assert counts(report) == (records, 0, 0, 0)
        assert report.warnings == []
        now = seen(here.book)
        assert {uid: now["people"][uid] for uid in known} == was["people"]
        ours, theirs = strangers(lines(there.book)), strangers(lines(here.book))
        assert [each for each in theirs if each in ours] == ours
        assert counts(bring(here.book, left)) == (0, 0, records, 0)
        assert here.book.safety.doctor(repair=False)[0] == []
        if records:
            here.book.safety.undo()
        assert dump(here.book) == before


def strangers(data: bytes) -> list[Shape]:
    """The lines, without the numbers that are given anew where others have them."""
    shapes = [json.loads(line) for line in data.decode().splitlines()]
    for shape in shapes:
        for key in {"id", "project"} & shape.keys():
            shape[key] = bool(shape[key])
        for key in {"snoozes", "answers"} & shape.keys():
            shape[key] = sorted(str({**each, "nudge": _bare(each["nudge"])}) for each in shape[key])
        for opener in shape.get("openers", ()):
            opener["offered"] = _bare(opener["offered"])
    return shapes


def _bare(key: str) -> str:
    head, mark, rest = key.partition("p") if key.startswith(("st-p", "idea:p", "after:p")) else ("", "", "")
    return f"{head}{mark}{rest.lstrip('0123456789')}" if mark else "f" if key[:1] == "f" else key


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    write_sample(path)
    book = Book.open(path, Settings(), lambda: SAMPLE_TODAY)
    yield book
    book.close()


def test_the_sample_book_comes_back_to_the_byte(sample: Book, open_book: Callable[..., Book]) -> None:
    book = open_book(SAMPLE_TODAY, Settings())
    left = lines(sample)
    assert left.count(b'\n{"type": "contact"') == 40
    assert counts(bring(book, left))[1:] == (0, 0, 0)
    assert lines(book) == left
    assert seen(book) == seen(sample)
    assert book.safety.doctor(repair=False)[0] == []
    assert [each.label for each in book.safety.history()] == ["Imported back.jsonl"]
    book.safety.undo()
    assert book.contacts.count() == 0
    assert counts(bring(book, left))[1:] == (0, 0, 0)
    assert lines(book) == left


SAMPLES = sorted(each for each in Path("tests/data").iterdir() if each.suffix != ".sql")


def test_what_other_programs_brought_comes_back_too(book: Book, tmp_path: Path, settings: Settings) -> None:
    for path in SAMPLES:
        book.exchange.import_file(path, Wanted(me="Rui Castro" if path.suffix == ".txt" else ""))
    again = Book.open(tmp_path / "again.db", settings, lambda: TODAY)
    left = lines(book)
    assert bring(again, left).warnings == []
    assert lines(again) == left
    for path in SAMPLES:
        report = again.exchange.import_file(path, Wanted(me="Rui Castro" if path.suffix == ".txt" else ""))
        assert (report.added, report.updated) == (0, 0)
    again.close()


def test_a_book_that_stands_twice_in_one_file_comes_once(book: Book) -> None:
    uid = book.contacts.add(ContactForm("Anna")).uid
    book.work.add(uid, "Web shop")
    book.follow_ups.promise(uid, TODAY, "call back")
    for _ in range(2):
        book.work.pay(uid, Money(500, "EUR"))
    whole = lines(book)
    book.contacts.remove(uid)
    report = bring(book, whole + whole)
    assert counts(report) == (5, 0, 5, 1)
    assert warned(report) == [(7, "This line has no type.")]
    assert lines(book) == whole


def test_ids_that_are_taken_are_given_anew_and_what_names_them_follows(book: Book) -> None:
    ours = book.contacts.add(ContactForm("Ours")).uid
    book.work.add(ours, "another", status=Status.LEAD)
    for _ in range(2):
        book.follow_ups.promise(ours, TODAY, "call back")
    theirs = ANNA | {
        "snoozes": [
            {"nudge": "f1", "set_on": "2026-11-20", "until": "2026-12-01"},
            {"nudge": "f7", "set_on": "2026-11-20", "until": "2026-12-02"},
        ],
        "answers": [{"nudge": "st-p1-begun", "answered_on": "2026-11-20"}],
    }
    call = CALL | {"openers": [{"contact": ANNA["uid"], "offered": "idea:p1"}]}
    shapes = (
        theirs, SITE | {"id": "p1"}, call, QUOTE | {"id": "f1"}, QUOTE | {"id": "f7", "text": "the other"},
        PAID | {"project": "p1"},
    )  # fmt: skip
    assert warned(bring(book, told(*shapes))) == []
    anna, site, happened, first, second, paid = (each for each in objects(book) if ours not in str(each))
    assert (site["id"], first["id"], second["id"], paid["project"]) == ("p2", "f3", "f7", "p2")
    assert [(each["nudge"], each["until"]) for each in anna["snoozes"]] == [("f3", "2026-12-01"), ("f7", "2026-12-02")]
    assert [each["nudge"] for each in anna["answers"]] == ["st-p2-begun"]
    assert happened["openers"] == [{"contact": ANNA["uid"], "offered": "idea:p2"}]
    assert counts(bring(book, told(*shapes))) == (0, 0, 6, 0)


def test_somebody_who_was_there_gets_what_is_new_of_theirs_with_its_snooze(book: Book) -> None:
    bring(book, told(ANNA, QUOTE))
    rests = [{"nudge": nudge, "set_on": "2026-11-20", "until": "2026-12-01"} for nudge in ("f12", "f13")]
    shapes = (ANNA | {"snoozes": rests}, QUOTE, QUOTE | {"id": "f13", "text": "and the terms"})
    assert counts(bring(book, told(*shapes))) == (1, 0, 2, 0)
    assert [each["nudge"] for each in objects(book)[0]["snoozes"]] == ["f13"]
    assert [each.id for each in book.nudges.due() if each.id.startswith("f")] == ["f12"]
    assert counts(bring(book, told(*shapes))) == (0, 0, 3, 0)


def test_the_ids_of_a_file_in_any_order_are_kept_by_an_empty_book(book: Book) -> None:
    bring(book, told(ANNA, *(QUOTE | {"id": f"f{n}", "text": f"no. {n}"} for n in (5, 2, 9))))
    assert {each.id: each.text for each in book.contacts.page(ANNA["uid"]).follow_ups} == {
        "f2": "no. 2", "f5": "no. 5", "f9": "no. 9",
    }  # fmt: skip
    assert book.follow_ups.promise(ANNA["uid"], TODAY, "next").id == "f10"


def test_what_is_in_the_book_is_never_overwritten(book: Book) -> None:
    shapes = (ANNA, SITE, CALL, QUOTE, PAID)
    bring(book, told(*shapes))
    uid = ANNA["uid"]
    book.contacts.edit(uid, replace(book.contacts.form(uid), company="Lumen"))
    book.interactions.amend(CALL["uid"], replace(book.interactions.form(CALL["uid"]), text="else"))
    book.follow_ups.done("f12")
    before = dump(book)
    changed = (
        ANNA | {"name": "Zoe", "company": "Else", "tags": ["new"], "referred_by": BEN["uid"]},
        SITE | {"result": "sold"}, CALL | {"text": "changed"}, QUOTE, PAID,
    )  # fmt: skip
    assert counts(bring(book, told(*changed))) == (0, 0, 5, 0)
    assert dump(book) == before


def test_two_payments_that_say_the_same_are_two(book: Book) -> None:
    twice = (ANNA, SITE, PAID, PAID | {"id": "m41"})
    assert counts(bring(book, told(*twice))) == (4, 0, 0, 0)
    assert len(book.work.payments()) == 2
    assert counts(bring(book, told(*twice, PAID | {"id": "m42"}))) == (1, 0, 4, 0)


def test_contact_that_reaches_somebody_who_was_there_ends_their_snooze(book: Book) -> None:
    bring(book, told(ANNA))
    book.nudges.snooze(ANNA["uid"], TODAY + timedelta(days=9))
    bring(book, told(CALL))
    assert book.contacts.get(ANNA["uid"]).snoozed_until is not None
    bring(book, told(CALL | {"uid": "icall0000001", "date": TODAY.isoformat()}))
    assert book.contacts.get(ANNA["uid"]).snoozed_until is None


REFERRED = "cannot be referred by somebody they referred: left out."


@pytest.mark.parametrize(
    ("links", "left"),
    [
        ({"a": "a"}, {}),
        ({"a": "b", "b": "a"}, {"b": "a"}),
        ({"a": "c", "b": "a", "c": "b"}, {"b": "a", "c": "b"}),
        ({"a": "b", "b": "c", "c": "b"}, {"a": "b", "c": "b"}),
        ({"a": "b", "b": "c", "c": "a", "d": "e", "e": "d"}, {"a": "b", "c": "a", "e": "d"}),
        ({"a": "b", "b": "c", "c": "d", "d": "e"}, {"a": "b", "b": "c", "c": "d", "d": "e"}),
    ],
)
def test_a_circle_of_referrals_is_opened_at_one_link(book: Book, links: dict[str, str], left: dict[str, str]) -> None:
    def uid(letter: str) -> str:
        return f"c{letter * 11}"

    people = sorted({*links, *links.values()})
    shapes = [
        ANNA | {"uid": uid(each), "name": each, "referred_by": uid(links[each]) if each in links else None}
        for each in people
    ]
    report = bring(book, told(*shapes))
    assert counts(report) == (len(people), 0, 0, 0)
    assert {each["name"]: each["referred_by"] for each in objects(book) if each["referred_by"]} == {
        each: uid(by) for each, by in left.items()
    }
    assert len(warned(report)) == len(links) - len(left)
    assert all(why.endswith(REFERRED) for _, why in warned(report))


def test_ten_thousand_who_all_hang_on_one_long_chain_take_no_time(book: Book) -> None:
    def uid(number: int) -> str:
        return f"c{number:011}"

    low = [ANNA | {"uid": uid(n), "name": f"L{n}", "referred_by": uid(9_999)} for n in range(5_000)]
    chain = [ANNA | {"uid": uid(n), "name": f"C{n}", "referred_by": uid(n - 1)} for n in range(5_001, 10_000)]
    report = bring(book, told(*low, ANNA | {"uid": uid(5_000), "name": "top"}, *chain))
    assert counts(report) == (10_000, 0, 0, 0)
    assert report.warnings == []


@pytest.mark.parametrize(
    ("shapes", "line", "why"),
    [
        ([ANNA, CALL | {"contacts": [ANNA["uid"], BEN["uid"]]}], 3, "There is no contact cben00000000."),
        ([ANNA, CALL | {"contacts": []}], 3, "An interaction needs at least one person."),
        ([ANNA, CALL | {"date": "2026-11-24"}], 3, "A day in this line is after today."),
        ([ANNA, CALL | {"text": "x" * 70_000}], 3, "The text is longer than the 64 KiB a text may have."),
        ([QUOTE], 2, "There is no contact canna0000000."),
        ([ANNA, QUOTE | {"text": " \u202e"}], 3, "A follow-up needs a few words: what did you promise?"),
        ([ANNA, PAID | {"amount": {"minor": 0, "currency": "EUR"}}], 3, "A payment of nothing is none."),
        ([ANNA, PAID | {"date": "2027-01-01"}], 3, "A day in this line is after today."),
        ([ANNA, SITE | {"title": ""}], 3, "A project needs a title."),
        ([ANNA, SITE | {"status": "lead"}], 3, "A lead has neither begun nor ended."),
        ([ANNA, SITE | {"started_on": None}], 3, "A running project has begun and has not ended."),
        ([ANNA, SITE | {"status": "lost"}], 3, "A project that is lost has the day it ended."),
        ([ANNA, SITE | {"verdict": "mixed"}], 3, "Only a project that is done has a verdict."),
        (
            [ANNA, SITE | {"status": "done", "finished_on": "2026-10-02"}], 3,
            "A project that is done has begun and ended, with a verdict.",
        ),
        (
            [ANNA, SITE | {"status": "done", "finished_on": "2026-09-02", "verdict": "mixed"}], 3,
            "A project cannot end before it begins.",
        ),
        ([ANNA, SITE | {"steps": [{"title": "x", "waived": " "}]}], 3, "A step is waived only with a reason."),
        (
            [ANNA, SITE | {"concessions": [RUSH | {"amount": {"minor": -1, "currency": "EUR"}}]}], 3,
            "What a concession costs is not less than nothing.",
        ),
        ([ANNA | {"name": "\x1b"}], 2, "A contact needs a name."),
        ([ANNA | {"added_on": "2026-12-01"}], 2, "A day in this line is after today."),
        ([ANNA | {"every_days": 4000}], 2, "A cadence is between 0 days, which means never, and ten years."),
        ([ANNA | {"ledger": [{"date": "2027-01-01", "to": "friend"}]}], 2, "A day in this line is after today."),
        (
            [ANNA | {"snoozes": [{"nudge": "f1", "set_on": "2026-11-02", "until": "2026-11-02"}]}], 2,
            "A snooze ends after the day it was set.",
        ),
        ([ANNA | {"methods": [{"kind": "email", "value": "no"}]}], 2, "“no” is not an e-mail address."),
    ],
)  # fmt: skip
def test_a_line_that_no_use_case_could_have_written_is_skipped(
    book: Book, shapes: list[Shape], line: int, why: str
) -> None:
    report = bring(book, told(*shapes))
    assert counts(report) == (len(shapes) - 1, 0, 0, 1)
    assert warned(report) == [(line, why)]


@pytest.mark.parametrize(
    ("shapes", "line", "why"),
    [
        ([ANNA | {"referred_by": BEN["uid"]}], 2, "cben00000000, who referred Anna Berg, is not there: left out."),
        (
            [ANNA | {"ledger": [{"date": "2026-01-05", "to": "friend", "interaction": "inone0000000"}]}], 2,
            "It names the interaction inone0000000, which is not there: left out.",
        ),
        (
            [ANNA, QUOTE | {"interaction": "inone0000000"}], 3,
            "It names the interaction inone0000000, which is not there: left out.",
        ),
        ([ANNA, PAID], 3, "They have no project p3: the payment is for none."),
        ([ANNA, BEN, SITE, PAID | {"contact": BEN["uid"]}], 5, "They have no project p3: the payment is for none."),
        (
            [ANNA | {"snoozes": [{"nudge": "f4", "set_on": "2026-11-02", "until": "2026-12-02"}]}], 2,
            "The nudge f4 is of nothing they have: left out.",
        ),
        (
            [ANNA, BEN | {"answers": [{"nudge": "st-p3-begun", "answered_on": "2026-11-02"}]}, SITE], 3,
            "The nudge st-p3-begun is of nothing they have: left out.",
        ),
        (
            [ANNA, CALL | {"openers": [{"contact": BEN["uid"], "offered": ""}]}], 3,
            "The opener was for cben00000000, who is not there: left out.",
        ),
    ],
)  # fmt: skip
def test_what_a_line_names_in_passing_and_is_not_there_is_left_out_of_it(
    book: Book, shapes: list[Shape], line: int, why: str
) -> None:
    report = bring(book, told(*shapes))
    assert counts(report) == (len(shapes), 0, 0, 0)
    assert warned(report) == [(line, why)]
    assert book.safety.doctor(repair=False)[0] == []


def test_somebody_written_by_hand_needs_little(book: Book) -> None:
    assert counts(bring(book, told(ANNA, CALL))) == (2, 0, 0, 0)
    page = book.contacts.page(ANNA["uid"])
    assert page.contact.stage is Stage.STRANGER
    assert page.contact.last_contact_on == date(2026, 11, 2)
    assert [entry.change.date for entry in page.ledger] == [date(2026, 1, 5)]


def test_what_is_typed_is_cleaned_and_ids_of_other_programs_stay_as_they_are(book: Book) -> None:
    shape = ANNA | {"name": " Anna\u202e \x1b[2JBerg\n", "about": "a\x07b\r\n", "sources": ["whatsapp:\u202a+49\u202c"]}
    bring(book, told(shape, QUOTE | {"text": "send\x1b it\nnow"}))
    (anna, quote) = objects(book)
    assert (anna["name"], anna["about"], quote["text"]) == ("Anna [2JBerg", "ab", "send it now")
    assert anna["sources"] == shape["sources"]


def test_the_report_names_people_and_the_person_can_stop(book: Book) -> None:
    many = told(*(ANNA | {"uid": f"c{n:011}", "name": f"P{n}"} for n in range(250)))
    told_of = []
    report = bring(book, many, progress=told_of.append)
    assert (report.kind, report.added_names[:2], len(report.added_names)) == ("jsonl", ["P0", "P1"], 200)
    assert told_of == [100, 200, 250]

    def stop(_: int) -> None:
        raise Cancelled

    before = dump(book)
    with pytest.raises(Cancelled):
        bring(book, many.replace(b'"uid": "c0', b'"uid": "c1'), progress=stop)
    assert dump(book) == before


def test_a_newer_file_and_one_that_is_too_large_change_nothing(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(book, told(ANNA))
    before = dump(book)
    with pytest.raises(Refused, match=r"^back\.jsonl was written by a newer bondtui; this one reads schema 1\.$"):
        bring(book, told(BEN, head={"bondtui": "book", "schema": 2}))
    monkeypatch.setattr("bondtui.book.imports.MOST", 3)
    with pytest.raises(Refused, match="has 5 records; 3 at a time"):
        bring(book, told(BEN, *[QUOTE] * 4))
    assert dump(book) == before


def test_an_empty_book_is_one_line(book: Book, tmp_path: Path) -> None:
    assert lines(book) == b'{"bondtui": "book", "schema": 1}\n'
    assert not book.exists()
    assert counts(bring(book, lines(book))) == (0, 0, 0, 0)
    assert book.exchange.write(book.exchange.lines(), tmp_path / "out.jsonl").read_bytes() == lines(book)


def test_nothing_of_a_removed_project_is_left_that_another_could_take_for_its_own(book: Book) -> None:
    bring(book, told(ANNA, SITE, CALL | {"openers": [{"contact": ANNA["uid"], "offered": "idea:p3"}]}))
    book.nudges.keep("st-p3-begun")
    book.work.remove("p3")
    anna, call = objects(book)
    assert anna["answers"] == []
    assert call["openers"] == [{"contact": ANNA["uid"], "offered": ""}]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["f1", "p1", "canna0000000", "icall0000000", "2026-11-01", "9999-12-31", "friend", "note"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["nudge", "to"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, shapes: list[Shape]) -> bytes:
    """The lines with values changed, taken out or moved, then perhaps a few bytes of the whole."""
    made = json.loads(json.dumps(shapes))
    for _ in range(draw(st.integers(0, 6))):
        where: Any = draw(st.sampled_from(made))
        while True:
            key = draw(st.sampled_from(sorted(where) if isinstance(where, dict) else range(len(where))))
            if not isinstance(where[key], dict | list) or not where[key] or draw(st.booleans()):
                break
            where = where[key]
        if draw(st.booleans()):
            donor = draw(st.sampled_from(made))
            where[key] = deepcopy(draw(st.sampled_from(list(donor.values())))) if draw(st.booleans()) else draw(VALUES)
        elif isinstance(where, dict):
            del where[key]
            if not where:
                where["type"] = "contact"
    data = told(*(each for each in draw(st.permutations(made)) if each) if draw(st.booleans()) else made)
    for _ in range(draw(st.sampled_from([0, 0, 0, 2]))):
        at = draw(st.integers(40, len(data)))
        data = data[:at] + draw(st.binary(max_size=3)) + data[at + draw(st.integers(0, 3)) :]
    return data


FULL = [
    ANNA | {
        "aliases": ["Annie"], "company": "Lumen", "every_days": 30, "referred_by": BEN["uid"], "tags": ["web"],
        "methods": [{"kind": "email", "label": "work", "value": "a@x.example"}], "sources": ["uid 1"],
        "dates": [{"label": "birthday", "on": "12-04"}, {"label": "met", "on": "2020-02-29"}],
        "ledger": [
            {"date": "2026-01-05", "to": "stranger", "reason": "", "interaction": None},
            {"date": "2026-11-02", "to": "partner", "reason": "open talk", "interaction": CALL["uid"]},
        ],
        "snoozes": [
            {"nudge": "f12", "set_on": "2026-11-20", "until": "2026-12-01"},
            {"nudge": "ci-canna0000000", "set_on": "2026-11-20", "until": "2026-12-01"},
        ],
        "answers": [
            {"nudge": "su-canna0000000", "answered_on": "2026-11-03", "evidence": "icall0000000#thanked"},
            {"nudge": "st-p3-begun", "answered_on": "2026-11-03", "evidence": ""},
        ],
        "properties": ["X-ODD:1"],
    },
    BEN, SITE | {"concessions": [RUSH]},
    CALL | {"signals": ["thanked"], "openers": [{"contact": ANNA["uid"], "offered": "idea:p3"}], "sources": ["ical:1"]},
    QUOTE | {"interaction": CALL["uid"]}, PAID,
]  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated(FULL))
def test_whatever_is_done_to_a_file_the_book_stays_sound_and_could_leave_again(data: bytes) -> None:
    with small_book() as small, small_book() as again:
        report = bring(small.book, data, kind="jsonl")
        counts(report)
        assert small.book.safety.doctor(repair=False)[0] == []
        was = seen(small.book)
        left = lines(small.book)
        assert bring(again.book, left).warnings == []
        assert lines(again.book) == left
        assert seen(again.book) == was
