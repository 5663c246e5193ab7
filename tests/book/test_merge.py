"""Merging: everything of both is there once, nothing goes in a circle, and one undo gives back every row."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.book.imports import Wanted
from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.merging import fields, united
from bondtui.domain.money import Money
from bondtui.domain.same_person import traits
from bondtui.domain.stages import Stage
from bondtui.domain.text import MAX_TEXT, fold
from bondtui.errors import BondtuiError, NotFound, Refused
from tests.book.small_books import FEW, Small, nudges_of, small_book
from tests.book.test_undo import deeds, dump
from tests.conftest import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def whole(book: Book) -> dict[str, list[Any]]:
    """Every row there is, but for the journal."""
    more = {table: book.reader.rows(f"SELECT * FROM {table} ORDER BY id") for table in ("source", "vcard_property")}
    return dump(book) | more


def log(book: Book, line: str) -> str:
    return book.interactions.log(book.interactions.understand(line)).interaction.uid


def two(book: Book, keep: ContactForm | None = None, other: ContactForm | None = None) -> tuple[str, str]:
    """Bo Lindström and Bo Lind, who is also Bosse; their uids."""
    return (
        book.contacts.add(keep or ContactForm("Bo Lindström")).uid,
        book.contacts.add(other or ContactForm("Bosse Lind")).uid,
    )


def test_all_that_one_card_had_is_on_the_other(book: Book) -> None:
    keep, other = two(book, other=ContactForm("Bosse Lind", company="Acme", tags=("web",)))
    log(book, "called Bosse yesterday: sold out #thanked +2w send the quote")
    project = book.work.add(other, "a site", agreed=Money(100_000, "EUR"))
    book.work.pay(other, Money(500, "EUR"), project=project.id)
    merged = book.contacts.merge(keep, other)
    page = book.contacts.page(keep)
    assert (merged.uid, merged.name, merged.aliases) == (keep, "Bo Lindström", ("Bosse Lind",))
    assert (merged.company, merged.tags, merged.last_contact_on) == ("Acme", ("web",), YESTERDAY)
    assert [each.text for each in page.follow_ups] == ["send the quote"]
    assert [each.title for each in book.work.projects(keep)] == ["a site"]
    assert [(each.amount, each.project) for each in book.work.payments(keep)] == [(Money(500, "EUR"), project.id)]
    assert book.contacts.find("bosse lind").uid == keep
    with pytest.raises(NotFound):
        book.contacts.get(other)
    assert book.safety.history()[0].label == "Merged Bosse Lind into Bo Lindström"


def test_who_took_part_twice_took_part_once(open_book: Callable[..., Book]) -> None:
    keep, other = two(open_book(date(2026, 1, 5)))
    book = open_book()
    uid = log(book, "met Bo Lindström and Bosse Lind yesterday: the fair")
    book.contacts.merge(keep, other)
    assert [each.uid for each in book.interactions.timeline(keep)] == [uid]
    assert [who.uid for who in book.interactions.get(uid).contacts] == [keep]
    assert [number for (number,) in book.reader.rows("SELECT count(*) FROM opener")] == [1]


def test_the_chosen_form_counts_field_by_field_and_both_names_stay(book: Book) -> None:
    keep, other = two(
        book,
        ContactForm("Bo Lindström", Stage.FRIEND, company="Acme", about="one", tags=("web",)),
        ContactForm("Bosse Lind", company="Else", about="two", tags=("print",)),
    )
    ours, theirs = book.contacts.form(keep), book.contacts.form(other)
    choice = replace(united(ours, theirs), name=theirs.name, company=theirs.company, about="three", tags=())
    merged = book.contacts.merge(keep, other, replace(choice, stage=Stage.STRANGER, since=date(2020, 1, 1)))
    assert (merged.name, merged.aliases, merged.company, merged.tags) == ("Bosse Lind", ("Bo Lindström",), "Else", ())
    page = book.contacts.page(keep)
    assert (page.about, merged.stage, page.ledger[0].change.date) == ("three", Stage.FRIEND, TODAY)
    assert fields(ours, theirs)[0] == ("name", "Bo Lindström", "Bosse Lind")


def test_r4_a_card_begun_today_does_not_make_a_stranger_of_a_friend(book: Book) -> None:
    keep, other = two(book, other=ContactForm("Bosse Lind", since=date(2024, 1, 1)))
    book.journey.move(other, Stage.FRIEND, on=date(2025, 1, 1), reason="we sailed")
    merged = book.contacts.merge(keep, other)
    assert merged.stage is Stage.FRIEND
    assert [(each.change.date, each.came_from, each.change.to) for each in book.contacts.page(keep).ledger] == [
        (date(2024, 1, 1), None, Stage.STRANGER),
        (date(2025, 1, 1), Stage.STRANGER, Stage.FRIEND),
    ]


def test_archived_is_only_who_was_archived_twice(book: Book) -> None:
    keep, other = two(book)
    book.contacts.archive(keep)
    assert not book.contacts.merge(keep, other).archived
    book.safety.undo()
    book.contacts.archive(other)
    assert book.contacts.merge(keep, other).archived


def test_r2_the_clock_goes_by_the_earlier_day_added(open_book: Callable[..., Book]) -> None:
    other = open_book(date(2026, 1, 5)).contacts.add(ContactForm("Bosse Lind")).uid
    book = open_book()
    keep = book.contacts.add(ContactForm("Bo Lindström")).uid
    merged = book.contacts.merge(keep, other)
    assert (merged.added_on, merged.due_on) == (date(2026, 1, 5), date(2026, 4, 5))


def test_whom_one_referred_the_other_has_referred(book: Book) -> None:
    keep, other = two(book, other=ContactForm("Bosse Lind", referred_by=book.contacts.add(ContactForm("Ida")).uid))
    cleo = book.contacts.add(ContactForm("Cleo", referred_by=other)).uid
    book.contacts.merge(keep, other)
    page = book.contacts.page(keep)
    assert ([each.uid for each in page.referred], page.referred_by and page.referred_by.name) == ([cleo], "Ida")


def chain(book: Book) -> tuple[str, str, str]:
    """Anna referred Ben, who referred Cleo."""
    anna = book.contacts.add(ContactForm("Anna")).uid
    ben = book.contacts.add(ContactForm("Ben", referred_by=anna)).uid
    return anna, ben, book.contacts.add(ContactForm("Cleo", referred_by=ben)).uid


@pytest.mark.parametrize(
    ("keep", "other", "told"), [(0, 2, "Cleo ← Ben ← Anna"), (2, 0, "Cleo ← Ben ← Anna"), (0, 1, "Ben ← Anna")]
)
def test_r9_two_of_one_chain_do_not_become_one(book: Book, keep: int, other: int, told: str) -> None:
    uids = chain(book)
    before = whole(book)
    with pytest.raises(Refused, match=f"One of them was referred by the other, .*: {told}.$"):
        book.contacts.merge(uids[keep], uids[other])
    assert whole(book) == before


def test_r9_nor_is_somebody_chosen_as_referrer_whom_they_referred(book: Book) -> None:
    _, ben, cleo = chain(book)
    dora = book.contacts.add(ContactForm("Dora")).uid
    for keep, other in ((ben, dora), (dora, ben)):
        for referrer in (cleo, ben):
            with pytest.raises(Refused, match=r"cannot be referred by somebody they referred: .*Ben ← Anna"):
                book.contacts.merge(keep, other, ContactForm("Ben", referred_by=referrer))


def test_one_contact_twice_and_unknown_ones_are_refused_without_a_backup(book: Book) -> None:
    keep, _ = two(book)
    with pytest.raises(Refused, match="takes two"):
        book.contacts.merge(keep, keep)
    for pair in ((keep, "c0"), ("c0", keep)):
        with pytest.raises(NotFound):
            book.contacts.merge(*pair)
    with pytest.raises(NotFound):
        book.contacts.merge(keep, two(book)[1], ContactForm("Bo", referred_by="c0"))
    assert not list(book.path.parent.glob("backups/*"))


def test_texts_too_long_for_one_card_are_refused(book: Book) -> None:
    keep, other = two(book, ContactForm("Bo", about="x" * MAX_TEXT), ContactForm("Bosse", about="y"))
    with pytest.raises(Refused, match="longer than the 64 KiB"):
        book.contacts.merge(keep, other)
    assert book.contacts.count() == 2


def test_a_backup_of_both_is_taken_before(book: Book) -> None:
    keep, other = two(book)
    book.contacts.merge(keep, other)
    (backup,) = book.path.parent.glob("backups/*.db")
    restored = Book.open(backup, book.settings, lambda: TODAY)
    assert [each.name for each in restored.contacts.list()] == ["Bo Lindström", "Bosse Lind"]
    restored.close()


def test_a_file_that_knows_either_card_finds_who_they_are_now(book: Book) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:{}\nFN:Bo\nX-BOAT:{}\nX-PIER:4\nEND:VCARD\n"
    uids = []
    for number in (1, 2):
        path = book.path.parent / f"{number}.vcf"
        path.parent.mkdir(exist_ok=True)
        path.write_text(card.format(f"card{number}", number), encoding="utf-8")
        assert book.exchange.import_file(path, Wanted()).added == 1
        uids.append(book.contacts.list("bo")[0].uid)
        book.contacts.edit(uids[-1], replace(book.contacts.form(uids[-1]), name=f"Card {number}"))
    book.contacts.merge(*uids)
    for number in (1, 2):
        assert book.exchange.import_file(book.path.parent / f"{number}.vcf", Wanted()).added == 0
    path.write_text(card.format(uids[1], 3), encoding="utf-8")
    assert book.exchange.import_file(path, Wanted()).added == 0
    assert book.contacts.count() == 1
    assert [line for (line,) in book.reader.rows("SELECT line FROM vcard_property ORDER BY id")] == [
        "X-BOAT:1", "X-PIER:4", "X-BOAT:2",
    ]  # fmt: skip


def test_a_snooze_of_either_card_rests_the_check_in(book: Book) -> None:
    keep, other = two(book)
    until = TODAY + timedelta(days=200)
    book.nudges.snooze(other, until)
    assert book.contacts.merge(keep, other).snoozed_until == until
    book.safety.undo()
    book.nudges.snooze(keep, until - timedelta(days=1))
    assert book.contacts.merge(keep, other).snoozed_until == until - timedelta(days=1)


@pytest.mark.parametrize("snoozed", ["keep", "other"])
def test_r1_a_snooze_ends_with_a_contact_of_the_other_card(open_book: Callable[..., Book], snoozed: str) -> None:
    early = open_book(TODAY - timedelta(days=9))
    keep, other = two(early)
    resting, met = (keep, "Bosse Lind") if snoozed == "keep" else (other, "Bo Lindström")
    early.nudges.snooze(resting, TODAY + timedelta(days=99))
    book = open_book()
    log(book, f"called {met} yesterday")
    merged = book.contacts.merge(keep, other)
    assert (merged.snoozed_until, merged.due_on) == (None, YESTERDAY + timedelta(days=90))


def test_a_day_that_was_thought_of_on_one_card_is_done(book: Book) -> None:
    birthday = ImportantDate("birthday", PartialDate(11, 25))
    keep, other = two(book, ContactForm("Bo Lindström", dates=(birthday,)), ContactForm("Bosse", dates=(birthday,)))
    (theirs,) = [each for each in book.nudges.due() if each.contact.uid == other]
    book.nudges.keep(theirs.id)
    book.contacts.merge(keep, other)
    assert book.nudges.due() == []


def thanked_for(book: Book) -> list[tuple[str, str]]:
    return [(each.contact.name, each.id) for each in book.nudges.due(openers=False) if each.id.startswith("th-")]


def test_r9_who_was_thanked_for_one_card_is_not_to_be_thanked_again(book: Book) -> None:
    ida = book.contacts.add(ContactForm("Ida")).uid
    keep, other = two(
        book, ContactForm("Bo Lindström", referred_by=ida), ContactForm("Bosse Lind", referred_by=ida)
    )  # fmt: skip
    for uid in (keep, other):
        book.work.pay(uid, Money(500, "EUR"))
    book.nudges.keep(f"th-{other}")
    book.contacts.merge(keep, other)
    assert thanked_for(book) == []


@pytest.mark.parametrize("chosen", ["Ida", "Ole"])
def test_r9_who_is_the_referrer_of_both_cards_is_thanked_though_another_was(book: Book, chosen: str) -> None:
    referrers = {name: book.contacts.add(ContactForm(name)).uid for name in ("Ida", "Ole")}
    keep, other = two(
        book,
        ContactForm("Bo Lindström", referred_by=referrers["Ida"]),
        ContactForm("Bosse Lind", referred_by=referrers["Ole"]),
    )
    for uid in (keep, other):
        book.work.pay(uid, Money(500, "EUR"))
    book.nudges.keep(f"th-{other}" if chosen == "Ida" else f"th-{keep}")
    both = united(book.contacts.form(keep), book.contacts.form(other))
    book.contacts.merge(keep, other, replace(both, referred_by=referrers[chosen]))
    assert thanked_for(book) == [(chosen, f"th-{keep}")]


def test_r9_who_was_thanked_stays_thanked_whichever_of_two_is_chosen(book: Book) -> None:
    referrers = [book.contacts.add(ContactForm(name)).uid for name in ("Ida", "Ole")]
    cards = [ContactForm(name, referred_by=uid) for name, uid in zip(("Bo", "Bosse"), referrers, strict=True)]
    keep, other = two(book, *cards)
    for uid in (keep, other):
        book.work.pay(uid, Money(500, "EUR"))
        book.nudges.keep(f"th-{uid}")
    before = whole(book)
    for referrer in referrers:
        book.contacts.merge(keep, other, ContactForm("Bo", referred_by=referrer))
        assert thanked_for(book) == []
        book.safety.undo()
        assert whole(book) == before


def facts(book: Book, *uids: str) -> dict[str, Any]:
    """What one would miss of these contacts together, each once."""
    pages = [book.contacts.page(uid) for uid in uids]
    payments = [each for uid in uids for each in book.work.payments(uid)]
    money: Counter[str] = Counter()
    for each in payments:
        money[each.amount.currency] += each.amount.minor
    return {
        "interactions": sorted({each.uid for uid in uids for each in book.interactions.timeline(uid, limit=-1)}),
        "payments": sorted(each.id for each in payments),
        "money": dict(money),
        "projects": sorted(each.id for uid in uids for each in book.work.projects(uid)),
        "follow-ups": sorted(each.id for page in pages for each in page.follow_ups),
        "methods": {next(iter(traits([m])), (m.kind, m.value)) for page in pages for m in page.methods},
        "tags": {fold(tag) for page in pages for tag in page.contact.tags},
        "names": {fold(name) for page in pages for name in (page.contact.name, *page.contact.aliases)},
        "referred": sorted(each.uid for page in pages for each in page.referred),
        "last contact": max((p.contact.last_contact_on for p in pages if p.contact.last_contact_on), default=None),
        "beginning": min(page.ledger[0].change.date for page in pages),
    }


def all_above(book: Book, uid: str) -> list[str]:
    """Everybody up to the top of the referral tree."""
    referrer = book.contacts.page(uid).referred_by
    return [referrer.uid, *all_above(book, referrer.uid)] if referrer else []


METHODS = st.lists(
    st.sampled_from(
        [
            ContactMethod("email", "bo@acme.example"),
            ContactMethod("email", "BO@acme.example", "work"),
            ContactMethod("phone", "+49 30 1234567"),
            ContactMethod("phone", "0049301234567"),
            ContactMethod("address", "Seestr. 4"),
        ]
    ),
    max_size=4,
).map(tuple)
PLAIN = st.builds(
    ContactForm, st.sampled_from(["Bo Lind", "bo lind", "Bosse"]), st.sampled_from(Stage),
    st.sampled_from([None, date(2025, 1, 1), date(2026, 5, 1)]), st.sampled_from([(), ("Bo",), ("BOSSE", "Lind, Bo")]),
    st.sampled_from(["", "Acme"]), about=st.sampled_from(["", "one", "two"]), methods=METHODS,
    tags=st.lists(st.sampled_from(["web", "Web", "print"]), max_size=2).map(tuple),
    every_days=st.sampled_from([None, 0, 5]),
)  # fmt: skip


def lived(small: Small, dice: random.Random, forms: list[ContactForm], count: int) -> list[str]:
    """People of these forms to whom a number of random things happened; those of them who are still there."""
    book = small.book
    for form in forms:
        uid = book.contacts.add(form).uid
        others = [each.uid for each in book.contacts.list() if each.uid != uid]
        with suppress(BondtuiError):
            if others and dice.random() < 0.4:
                book.contacts.edit(uid, replace(book.contacts.form(uid), referred_by=dice.choice(others)))
    for _ in range(count):
        small.today += timedelta(days=dice.choice([0, 0, 20]))
        with suppress(BondtuiError):
            dice.choice(deeds(book, dice))()
        due = nudges_of(book)
        with suppress(BondtuiError):
            ident = dice.choice(sorted(due)) if due else ""
            dice.choice([book.nudges.keep, book.nudges.dismiss])(ident)
    return [each.uid for each in book.contacts.rows(book.contacts.search("")) + book.contacts.list("is:archived")]


@FEW
@given(st.integers(0, 10**9), st.lists(PLAIN, min_size=2, max_size=4), st.integers(0, 12))
def test_nothing_is_lost_or_doubled_the_book_stays_sound_and_one_undo_gives_all_back(
    seed: int, forms: list[ContactForm], count: int
) -> None:
    dice = random.Random(seed)
    with small_book() as small:
        uids, book = lived(small, dice, forms, count), small.book
        if len(uids) < 2:
            return
        keep, other = dice.sample(uids, 2)
        before, had = whole(book), facts(book, keep, other)
        if keep in all_above(book, other) or other in all_above(book, keep):
            with pytest.raises(Refused, match="referred by the other"):
                book.contacts.merge(keep, other)
            assert whole(book) == before
            return
        book.contacts.merge(keep, other)
        after = whole(book)
        assert facts(book, keep) == had
        assert book.safety.doctor(repair=False) == ([], [])
        assert [each for table in ("snooze", "answer") for each in after[table] if other in each[2]] == []
        nudges_of(book)
        book.safety.undo()
        assert whole(book) == before
        book = small.reopen()
        book.safety.redo()
        assert whole(book) == after


MERGES = st.lists(st.tuples(st.integers(), st.integers()), max_size=6)


@FEW
@given(st.lists(st.integers(0, 5), min_size=2, max_size=7), MERGES)
def test_r9_referrals_stay_trees_whoever_is_merged(heights: list[int], merges: list[tuple[int, int]]) -> None:
    with small_book() as small:
        book, uids, above = small.book, list[str](), dict[str, str]()
        for number, reach in enumerate(heights):
            referrer = uids[reach % number] if number and reach else None
            uids.append(book.contacts.add(ContactForm(f"Person {number}", referred_by=referrer)).uid)
            if referrer:
                above[uids[-1]] = referrer
        for one, other in merges:
            keep, gone = uids[one % len(uids)], uids[other % len(uids)]
            if goes_round(above, keep, gone):
                with pytest.raises(Refused):
                    book.contacts.merge(keep, gone)
                continue
            book.contacts.merge(keep, gone)
            uids.remove(gone)
            links = {(keep if low == gone else low, keep if up == gone else up) for low, up in above.items()}
            known = {uid: page.referred_by.uid for uid in uids if (page := book.contacts.page(uid)).referred_by}
            assert set(known.items()) <= links
            assert known.keys() == {low for low, _ in links}
            above = known
        assert book.safety.doctor(repair=False) == ([], [])


def goes_round(above: dict[str, str], one: str, other: str) -> bool:
    """Whether with the two made one somebody would be above themselves: every link is followed, from everybody."""
    if one == other:
        return True
    links = [(low.replace(other, one), up.replace(other, one)) for low, up in above.items()]
    for start in {low for low, _ in links}:
        reached, edge = set[str](), {start}
        while edge:
            edge = {up for low, up in links if low in edge} - reached
            reached |= edge
        if start in reached:
            return True
    return False
