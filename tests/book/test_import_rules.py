"""Who of a file is whom, what is filled and what is left: any mixture of records, held against the rules' letter."""

from datetime import date, timedelta
from itertools import count
from unittest.mock import patch

import pytest

from bondtui.book import Book, imports
from bondtui.book.imports import Wanted
from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.imported import Report
from bondtui.domain.incoming import Happening, Occasion, Participant, Person, Planned, Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator
from tests.book.import_oracle import Record
from tests.conftest import TODAY

YESTERDAY = TODAY - timedelta(days=1)


def bring(book: Book, *records: Record, **wanted: bool) -> Report:
    """Import these records as if a file had held them."""
    file = book.path.parent / "file.vcf"
    file.parent.mkdir(exist_ok=True)
    file.write_text("BEGIN:VCARD", encoding="utf-8")
    with patch.object(imports, "records_of", lambda *_: iter(records)):
        return book.exchange.import_file(file, Wanted("vcard", **wanted))


def person(name: str, *ways: str, uid: str = "", **form: object) -> Person:
    kinds = {"@": "email", "+": "phone", "h": "url"}
    methods = tuple(
        ContactMethod(kinds["@" if "@" in each else each[0]] if each[0] != "!" else "address", each) for each in ways
    )
    return Person(1, ContactForm(name, methods=methods, **form), uid)  # type: ignore[arg-type]


def met(key: str, *people: Participant, on: date = YESTERDAY, by: Initiator = Initiator.BOTH) -> Happening:
    return Happening(key, on, Channel.MEETING, by, True, "talked", people)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.skipped


def latest(book: Book) -> list[str]:
    """Who took part in what was written last."""
    sql = """
        SELECT name FROM participant JOIN contact ON contact.id = contact_id
        WHERE interaction_id = (SELECT max(id) FROM interaction) ORDER BY participant.id
    """
    return [name for (name,) in book.reader.rows(sql)]


def names(book: Book) -> list[str]:
    return [each.name for each in book.contacts.list()]


IN = "https://www.linkedin.com/in/ann-1"


@pytest.mark.parametrize(
    ("one", "other", "people"),
    [
        (person("Ann", "a@x.example"), person("ANN", "A@X.Example"), 1),
        (person("Ann", "a@x.example"), person("Ann", "b@x.example"), 2),
        (person("Ann", "a@x.example"), person("Bo", "a@x.example"), 2),
        (person("Ann", "a@x.example"), person("Ann"), 1),
        (person("Ann"), person("Ann", "a@x.example"), 1),
        (person("Ann", "!Main Street 1"), person("Ann", "a@x.example"), 1),
        (person("Ann", "+47 400 00 101"), person("Ann", "+47-400-00101"), 1),
        (person("Ann", "+47 400"), person("Ann", "+47 401"), 2),
        (person("Ann", IN), person("Ann Lee", "linkedin.com/in/ANN-1/?trk=x".replace("l", "http://l", 1)), 1),
        (person("Ann", IN), person("Ann", "https://no.linkedin.com/in/ann-1/en"), 1),
        (person("Ann", IN), person("Ann", "https://www.linkedin.com/in/ann-2"), 2),
        (person("Ann", "https://www.facebook.com/profile.php?id=1", "a@x.example"),
         person("Bo", "https://www.facebook.com/profile.php?id=2", "b@x.example"), 2),
        (person("Ann", "https://acme.example", "a@x.example"), person("Ann", "https://acme.example", "b@x.example"), 2),
        (person("Ann", uid="u1"), person("Bo", "b@x.example", uid="u1"), 1),
        (person("Ann", "a@x.example", uid="u1"), person("Ann", "b@x.example", uid="u2"), 2),
        (person("Ann", "a@x.example", uid="u1"), person("Ann", "a@x.example", uid="u2"), 1),
        (person("José"), person("JOSE"), 1),
    ],
)  # fmt: skip
def test_who_is_the_same_person(book: Book, one: Person, other: Person, people: int) -> None:
    bring(book, one)
    bring(book, other)

    assert book.contacts.count() == people


def test_of_two_with_one_name_the_one_who_shares_an_address_is_meant_else_the_one_without_any(book: Book) -> None:
    for _ in range(2):
        book.contacts.add(ContactForm("Jan Kolar"))
    report = bring(
        book, person("Jan Kolar", "a@x.example"), person("Jan Kolar", "b@x.example"),
        person("Jan Kolar", "c@x.example"), person("Jan Kolar", "b@x.example", "+42 1"), person("Jan Kolar"),
    )  # fmt: skip

    assert counts(report) == (1, 3, 1, 0)
    ways = [[way.value for way in book.contacts.page(each.uid).methods] for each in book.contacts.list()]
    assert ways == [["a@x.example"], ["b@x.example", "+42 1"], ["c@x.example"]]


def test_an_update_fills_what_is_empty_and_leaves_what_was_typed(book: Book) -> None:
    uid = book.contacts.add(
        ContactForm(
            "Ann", company="Lumen", methods=(ContactMethod("email", "a@x.example", "home"),), tags=("VIP",),
            dates=(ImportantDate("birthday", PartialDate(3, 8)),), every_days=14,
        )
    ).uid  # fmt: skip
    brought = ContactForm(
        "ANN", aliases=("Annie", "ann"), company="Other", role="Boss", about="Tall.", how_met="At sea",
        methods=(ContactMethod("email", "A@x.example", "work"), ContactMethod("phone", "+1")), tags=("vip", "new"),
        dates=(ImportantDate("birthday", PartialDate(3, 7, 1980)), ImportantDate("anniversary", PartialDate(1, 2))),
        every_days=90,
    )  # fmt: skip

    assert counts(bring(book, Person(1, brought, archived=True))) == (0, 1, 0, 0)

    form, who = book.contacts.form(uid), book.contacts.get(uid)
    assert (form.name, form.company, form.role, form.about, form.how_met) == ("Ann", "Lumen", "Boss", "Tall.", "At sea")
    assert (form.aliases, form.tags, form.every_days, who.archived) == (("Annie",), ("VIP", "new"), 14, False)
    assert [(each.value, each.label) for each in form.methods] == [("a@x.example", "home"), ("+1", "")]
    assert [(each.label, str(each.on)) for each in form.dates] == [("anniversary", "01-02"), ("birthday", "03-08")]


def test_what_two_records_of_one_file_say_differently_of_one_person_is_kept(book: Book) -> None:
    report = bring(
        book, person("Ann", "a@x.example", uid="u", company="Lumen", about="Tall."),
        person("Ann Lee", uid="u", company="Solava", role="Boss", about="Likes tea."),
        person("Ann", uid="u", company="Solava", about="Tall."),
    )  # fmt: skip

    assert counts(report) == (1, 1, 1, 0)
    (uid,) = [each.uid for each in book.contacts.list()]
    form = book.contacts.form(uid)
    assert (form.aliases, form.company, form.role) == (("Ann Lee",), "Lumen", "Boss")
    assert form.about == "Tall.\n\nLikes tea.\n\nCompany: Solava"
    assert counts(bring(book, person("Ann Lee", uid="u", company="Third", about="Else"))) == (0, 0, 1, 0)


def test_of_two_days_of_one_kind_in_one_file_the_second_is_told(book: Book) -> None:
    def born(*day: int | None) -> Person:
        return person("Ann", uid="u", dates=(ImportantDate("birthday", PartialDate(*day)),))

    assert counts(bring(book, born(3, 7), born(3, 8, 1980), born(3, 8), born(3, 7, 1981))) == (1, 2, 1, 0)
    form = book.contacts.form(book.contacts.list()[0].uid)
    assert [str(each.on) for each in form.dates] == ["03-07"]
    assert form.about == "Birthday: 1980-03-08\n\nBirthday: 1981-03-07"
    assert counts(bring(book, born(3, 9, 1982))) == (0, 0, 1, 0)


def test_days_without_a_label_of_their_own_are_each_kept(book: Book) -> None:
    days = [ImportantDate("date", PartialDate(month, 1)) for month in (2, 3)]
    bring(book, person("Ann", dates=tuple(days[:1])))
    assert counts(bring(book, person("Ann", dates=tuple(days)))) == (0, 1, 0, 0)
    assert book.contacts.form(book.contacts.list()[0].uid).dates == tuple(days)


def test_one_bad_record_never_stops_the_others(book: Book) -> None:
    report = bring(
        book, person("Ann"), person(""), person("x" * 1_001), person("Bo", about="x" * 70_000),
        person("Cy", every_days=-1), Remark(7, "a line is damaged"), Skipped(8, "a group"), person("Dan"),
        person("Ed", "no address@", "@"),
    )  # fmt: skip

    assert (report.read, counts(report)) == (8, (3, 0, 0, 5))
    assert [each.line for each in report.warnings] == [1, 1, 1, 1, 7, 8]
    assert names(book) == ["Ann", "Dan", "Ed"]
    assert book.contacts.form(book.contacts.list()[2].uid).about == "email: no address@"


def test_a_snooze_ends_with_what_reached_them_since_it_was_set(book: Book) -> None:
    uid = book.contacts.add(ContactForm("Ann")).uid
    book.nudges.snooze(uid, TODAY + timedelta(days=300))
    before, note = met("k1", Participant("Ann")), Happening(
        "k2", TODAY, Channel.NOTE, Initiator.ME, True, "x", (Participant("Ann"),)
    )  # fmt: skip
    vain = Happening("k3", TODAY, Channel.CALL, Initiator.ME, False, "", (Participant("Ann"),))
    bring(book, *(Occasion(1, (each,)) for each in (before, note, vain)))
    assert book.contacts.get(uid).snoozed_until is not None

    bring(book, Occasion(1, (met("k4", Participant("Ann"), on=TODAY),)))

    assert book.contacts.get(uid).snoozed_until is None
    book.safety.undo()
    assert book.contacts.get(uid).snoozed_until == TODAY + timedelta(days=300)


def test_who_took_part_is_found_by_address_then_by_name_then_by_alias(book: Book) -> None:
    ana, luis = person("Ana Ruiz", "casa@ruiz.example"), person("Luis Ruiz", "casa@ruiz.example", "+34 5")
    bring(
        book, ana, luis, person("Petra Vogel", aliases=("Pe", "Ana Ruiz")), person("Jan"), person("Jan", "j@x.example")
    )

    def with_whom(*people: Participant) -> list[str]:
        happened = met(f"k{next(numbers)}", *people)
        bring(book, Occasion(1, (happened,)))
        return latest(book)

    numbers = count()
    assert with_whom(Participant("Luis Ruiz", "CASA@ruiz.example", add=False)) == ["Luis Ruiz"]
    assert with_whom(Participant("Somebody", "casa@ruiz.example", add=False)) == ["Ana Ruiz"]
    assert with_whom(Participant("Pe", add=False), Participant("ana ruiz", "else@x.example")) == [
        "Petra Vogel", "Ana Ruiz",
    ]  # fmt: skip
    assert with_whom(Participant("Vogel, Petra", add=False)) == ["Petra Vogel"]
    assert with_whom(Participant("+34-5", add=False)) == ["Luis Ruiz"]
    assert with_whom(Participant("Jan"), Participant("New One")) == ["Jan", "New One"]


def test_a_calendar_adds_nobody_and_does_not_guess_who_of_two_it_was(book: Book) -> None:
    bring(book, person("Jan", "a@x.example"), person("Jan", "b@x.example"))
    of = [("Jan", ""), ("Nobody Known", "n@x.example"), ("", "")]
    report = bring(book, *(Occasion(3, (met(f"k{each}", Participant(*each, add=False)),)) for each in of))

    assert (counts(report), book.contacts.count()) == ((0, 0, 0, 3), 2)
    assert {each.why for each in report.warnings} == {"Nobody who took part is in the book."}


def test_an_alias_of_two_is_nobody_s_and_somebody_new_where_they_may_be_added(book: Book) -> None:
    bring(book, person("Ines Duarte", aliases=("Ines",)), person("Ines Costa", aliases=("Inês", "D. Ines")))

    report = bring(book, Occasion(3, (met("k1", Participant("Ines", add=False)),)))
    assert (counts(report), book.contacts.count()) == ((0, 0, 0, 1), 2)

    chat = [Occasion(line, (met(f"k{line}", Participant("Ines")),)) for line in (4, 5)]
    report = bring(book, *chat, Occasion(6, (met("k6", Participant("Ines, D."), Participant("x" * 1_001)),)))
    assert (counts(report), report.added_names) == ((3, 0, 0, 0), ["Ines"])
    assert report.warnings == [Remark(4, "2 people have the alias Ines: added as somebody new.")]
    assert latest(book) == ["Ines Costa"]
    assert {each.last_contact_on for each in book.contacts.list() if each.name == "Ines"} == {YESTERDAY}
    report = bring(book, *chat)
    assert (counts(report), report.warnings) == ((0, 0, 2, 0), [])


def test_a_meeting_called_by_somebody_who_is_not_in_the_book_was_called_by_both(book: Book) -> None:
    me, ann = Participant("Rui", add=False), Participant("Ann")
    happened = [met("k1", me, ann, by=Initiator.THEM), met("k2", ann, me, by=Initiator.THEM), met("k3", ann)]
    bring(book, *(Occasion(1, (each,)) for each in happened))

    by = [each.initiator for each in book.interactions.timeline(book.contacts.list()[0].uid)]
    assert sorted(by) == [Initiator.BOTH, Initiator.BOTH, Initiator.THEM]


def test_of_a_series_the_new_days_are_an_update_and_what_is_ahead_is_a_plan(book: Book) -> None:
    ann, ahead = Participant("Ann"), met("k3", Participant("Ann"), on=TODAY + timedelta(days=1))
    assert counts(bring(book, Occasion(1, (met("k1", ann),)))) == (1, 0, 0, 0)
    assert counts(bring(book, Occasion(1, (met("k1", ann), met("k2", ann), ahead)))) == (0, 1, 0, 0)
    assert counts(bring(book, Occasion(1, (met("k1", ann), met("k2", ann), ahead)))) == (0, 0, 1, 0)
    report = bring(book, Occasion(9, (ahead,)))
    assert (counts(report), [each.why for each in report.warnings]) == ((0, 0, 0, 1), [imports._A_PLAN])


def test_what_happened_with_somebody_further_down_in_the_file_has_both(book: Book) -> None:
    both = met("k", Participant("Ann", source_uid="u1"), Participant("Bo", source_uid="u2"))
    records = [Person(1, ContactForm("Ann"), "u1", happened=(both,)), person("Bo", uid="u2")]

    assert counts(bring(book, *records)) == (2, 0, 0, 0)
    assert latest(book) == ["Ann", "Bo"]
    assert counts(bring(book, *records)) == (0, 0, 2, 0)


def test_somebody_who_is_there_already_is_updated_by_what_waited_once(book: Book) -> None:
    bring(book, person("Ann", uid="u1"))
    later = [met(f"k{each}", Participant("Ann", source_uid="u1"), Participant("Bo", source_uid="u2")) for each in "ab"]
    now = met("kc", Participant("Ann", source_uid="u1"))
    records = [
        Person(1, ContactForm("Ann"), "u1", happened=(*later, now)),
        Person(2, ContactForm("Ann"), "u1", happened=(met("kd", Participant("Bo", source_uid="u2")),)),
        person("Bo", uid="u2"),
    ]

    assert counts(bring(book, *records)) == (1, 2, 0, 0)


def test_a_promise_comes_once_whatever_became_of_it(book: Book) -> None:
    record = Person(
        1, ContactForm("Ann"), planned=(Planned(TODAY, "call"), Planned(TODAY, "call"), Planned(TODAY, "x"))
    )
    assert counts(bring(book, record, record)) == (1, 0, 1, 0)
    uid = book.contacts.list()[0].uid
    first, second = book.contacts.page(uid).follow_ups
    book.follow_ups.done(first.id)
    book.follow_ups.amend(second.id, TODAY + timedelta(days=9), "later")

    assert counts(bring(book, record)) == (0, 0, 1, 0)
    assert len(book.contacts.page(uid).follow_ups) == 2
