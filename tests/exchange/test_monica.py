"""Monica's export: everything in it has its place in the book, and what has none is told."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.incoming import Happening, Participant, Person, Planned, Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator
from tests.conftest import TODAY
from tests.exchange.monica_exports import (
    CONCERT,
    EATING,
    SAMPLE,
    contact,
    export,
    on,
    people,
    read,
    read_one,
    record,
    warnings,
    written,
)


def test_the_sample_comes_out_as_its_readme_says() -> None:
    records = read(SAMPLE)
    everybody = people(records)
    assert (len(records), len(everybody)) == (8, 6)
    assert [type(each) for each in records if not isinstance(each, Person)] == [Skipped, Skipped]
    assert warnings(records) == ["Katrin Auer is you.", "Benno is a relative without a page of their own."]
    happened = [each.channel for person in everybody.values() for each in person.happened]
    assert len(happened) == 8
    assert [happened.count(each) for each in (Channel.NOTE, Channel.CALL, Channel.MESSAGE)] == [2, 2, 1]


def test_the_sample_s_facts_are_each_in_their_place() -> None:
    everybody = people(read(SAMPLE))
    ilse, ruben, hana = (everybody[name] for name in ("Ilse Brandauer", "Ruben Castell", "Hana Marie Kubíková"))
    assert ilse.form.aliases == ("Isi",)
    assert (ilse.form.role, ilse.form.company) == ("Bookseller", "Bücherstube Linz")
    assert ilse.form.tags == ("client", "books")
    assert (ilse.form.every_days, hana.form.every_days, ruben.form.every_days) == (45, 30, None)
    assert ilse.form.dates == (ImportantDate("birthday", PartialDate(3, 19, 1968)),)
    assert ruben.form.dates == (ImportantDate("birthday", PartialDate(8, 30)),)
    assert hana.form.dates == ()
    assert ilse.form.methods == (
        ContactMethod("email", "ilse@buecherstube.example"),
        ContactMethod("phone", "+43 732 0000 181"),
        ContactMethod("address", "Hahnengasse 3, 4020 Linz, AT", "shop"),
    )
    assert (ruben.form.how_met, ruben.form.referred_by) == ("Through Ilse Brandauer, 2023-05-13", None)
    assert hana.planned == (Planned(date(2026, 12, 15), "Renew Hana's domain: ends in January"),)
    for told in ("Knows every small publisher between Linz and Graz.", "No celery.", "they owe me 84.5 EUR",
                 "Send the poster files", "Child: Benno, born 05-05"):  # fmt: skip
        assert told in ilse.form.about
    for told in ("Ink set, brown, not black, 35, 2025-12-20", "Telegram: rubencastell", "Colleague: Hana Marie"):
        assert told in ruben.form.about
    assert "about 1986 (estimated)" in hana.form.about
    dead, gone = everybody["Ferdinand Lechner"], everybody["Nura Selim"]
    assert (dead.form.every_days, dead.archived, gone.archived) == (0, False, True)
    assert [(each.label, str(each.on)) for each in dead.form.dates] == [
        ("birthday", "1941-06-07"), ("death", "2025-02-11"),
    ]  # fmt: skip


def test_an_activity_is_one_interaction_of_all_who_come_in() -> None:
    happened = [each for person in people(read(SAMPLE)).values() for each in person.happened]
    ilse = Participant("Ilse Brandauer", source_uid="e45e0843-5d9d-437d-8111-9b3dac79c15b")
    ruben = Participant("Ruben Castell", source_uid="abca4c30-7dcb-4cdf-9ff4-deb068ba5259")
    hana = Participant("Hana Marie Kubíková", source_uid="cfe31c71-4bac-4925-8ba0-1dc6790d8041")
    together = {each.text.split("\n")[0]: each for each in happened if len(each.people) > 1}
    assert {text: each.people for text, each in together.items()} == {
        "Dinner at the river": (ilse, ruben),
        "Ran the small half-marathon": (ruben, hana),
    }
    assert together["Dinner at the river"] == Happening(
        "monica:59fab3f3-b7d3-4605-8f69-a5238b165d5d", date(2026, 9, 27), Channel.MEAL, Initiator.BOTH, True,
        "Dinner at the river\nTalked about a joint catalogue.\nType: ate at restaurant", (ilse, ruben),
    )  # fmt: skip


def test_calls_and_conversations_know_who_began() -> None:
    happened = [each for person in people(read(SAMPLE)).values() for each in person.happened]
    begun = {each.date: (each.channel, each.initiator, each.reached) for each in happened}
    assert begun[date(2026, 10, 5)] == (Channel.CALL, Initiator.THEM, True)
    assert begun[date(2026, 8, 21)] == (Channel.CALL, Initiator.ME, True)
    assert begun[date(2026, 9, 14)] == (Channel.MESSAGE, Initiator.THEM, True)


def test_the_same_export_comes_out_the_same_twice() -> None:
    assert read(SAMPLE) == read(SAMPLE)


def reordered(value: Any) -> Any:
    """The same JSON with the members of every object, and the account's sections, in the reverse order."""
    if isinstance(value, dict):
        return {key: reordered(each) for key, each in reversed(value.items())}
    return [reordered(each) for each in value] if isinstance(value, list) else value


def test_neither_the_order_of_members_nor_the_layout_matters(tmp_path: Path) -> None:
    whole = json.loads(SAMPLE.read_text(encoding="utf-8"))
    turned = reordered(whole)
    turned["account"]["data"].reverse()
    assert read(written(tmp_path, json.dumps(turned, separators=(",", ":")))) == read(SAMPLE)
    assert read(written(tmp_path, json.dumps(turned, indent=8, ensure_ascii=False))) == read(SAMPLE)


def test_lists_that_became_objects_with_numbers_are_read_as_lists(tmp_path: Path) -> None:
    numbered = export()
    numbered["account"]["data"] = {"3": {"type": "contact", "values": {"7": contact("u1", tags={"1": "a", "4": "b"})}}}
    (person,) = read(written(tmp_path, numbered))
    assert isinstance(person, Person)
    assert person.form.tags == ("a", "b")


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ({"first_name": "Ann", "middle_name": "B.", "last_name": "Cole"}, "Ann B. Cole"),
        ({"first_name": None, "last_name": "Cole"}, "Cole"),
        ({"first_name": " ", "nickname": "Annie", "company": "Cole Ltd"}, "Annie"),
        ({"first_name": None, "company": "Cole Ltd"}, "Cole Ltd"),
        ({"first_name": 12}, "12"),
        ({"first_name": "O'Neil, [x] \U0001f600"}, "O'Neil, [x] \U0001f600"),
    ],
)
def test_a_name_is_put_together_from_what_there_is(tmp_path: Path, properties: dict[str, Any], name: str) -> None:
    assert read_one(tmp_path, **properties).form.name == name


def test_without_any_name_the_email_or_phone_is_one(tmp_path: Path) -> None:
    fields = [record("f1", data="+44 20 1", type="t-phone"), record("f2", data="a@b.example", type="t-mail")]
    assert read_one(tmp_path, None, {"contact_field": fields}).form.name == "a@b.example"
    assert read_one(tmp_path, None, {"contact_field": fields[:1]}).form.name == "+44 20 1"


@pytest.mark.parametrize(
    ("kind", "value", "method", "told"),
    [
        ("t-mail", "a@b.example", ContactMethod("email", "a@b.example"), ""),
        ("t-mail", "mailto:a@b.example", ContactMethod("email", "a@b.example"), ""),
        ("t-mail", "ask my sister", None, "Email: ask my sister"),
        ("t-phone", "tel:+44 (0)20", ContactMethod("phone", "+44 (0)20"), ""),
        ("t-desk", "+44 20 7", ContactMethod("phone", "+44 20 7", "Desk"), ""),
        ("t-web", "https://linkedin.com/in/ann", ContactMethod("url", "https://linkedin.com/in/ann", "LinkedIn"), ""),
        ("t-web", "linkedin.com/in/ann", ContactMethod("url", "linkedin.com/in/ann", "LinkedIn"), ""),
        ("t-web", "ann-cole", None, "LinkedIn: ann-cole"),
        ("t-wa", "+44 7700 900123", ContactMethod("phone", "+44 7700 900123", "Whatsapp"), ""),
        ("t-chat", "anncole", None, "Telegram: anncole"),
        ("t-none", "anncole", None, "Contact field: anncole"),
        ("t-phone", "1" * 1001, None, "Phone: " + "1" * 1001),
    ],
)
def test_a_contact_field_is_a_method_where_it_can_be_one_and_told_where_not(
    tmp_path: Path, kind: str, value: str, method: ContactMethod | None, told: str
) -> None:
    form = read_one(tmp_path, "Ann", {"contact_field": [record("f1", data=value, type=kind)]}).form
    assert form.methods == ((method,) if method else ())
    assert form.about == told


ONCE, YEARLY = {"frequency_type": "one_time"}, {"frequency_type": "year", "frequency_number": 1}


@pytest.mark.parametrize(
    ("reminder", "planned", "dates", "told"),
    [
        ({**ONCE, "initial_date": on("2026-12-01"), "title": "Ring"}, [(date(2026, 12, 1), "Ring")], [], ""),
        ({**ONCE, "initial_date": on("2026-11-23"), "title": "Ring"}, [(TODAY, "Ring")], [], ""),
        ({**ONCE, "initial_date": on("2026-11-22"), "title": "Ring"}, [], [], "Reminder, 2026-11-22: Ring"),
        (
            {**ONCE, "initial_date": on("2026-12-01"), "title": "Ring", "inactive": True},
            [], [], "Reminder (off), 2026-12-01: Ring",
        ),
        ({**YEARLY, "initial_date": on("1980-05-06"), "title": "Wish", "delible": False}, [], [], ""),
        (
            {**YEARLY, "initial_date": on("2020-05-06"), "title": "Flowers", "delible": True},
            [], [], "Reminder, every year from 2020-05-06: Flowers",
        ),
        (
            {**YEARLY, "initial_date": on("2010-07-08"), "title": "Wedding", "description": "in Graz"},
            [], [("Wedding", PartialDate(7, 8))], "Reminder, every year from 2010-07-08: Wedding: in Graz",
        ),
        (
            {"frequency_type": "month", "frequency_number": 3, "initial_date": on("2026-01-01"), "title": "Lunch"},
            [], [], "Reminder, every 3 months from 2026-01-01: Lunch",
        ),
        ({**YEARLY, "initial_date": "2010-02-31", "title": "Odd"}, [], [],
         "Reminder, every year: Odd, Initial date: 2010-02-31"),
    ],
)  # fmt: skip
def test_a_reminder_is_a_follow_up_a_date_or_told(
    tmp_path: Path,
    reminder: dict[str, Any],
    planned: list[tuple[date, str]],
    dates: list[tuple[str, PartialDate]],
    told: str,
) -> None:
    birthdate = {"date": on("1980-05-06"), "is_age_based": False, "is_year_unknown": False}
    person = read_one(tmp_path, "Ann", {"reminder": [record("r1", **reminder)]}, birthdate=birthdate)
    assert [(each.due_on, each.text) for each in person.planned] == planned
    assert [(each.label, each.on) for each in person.form.dates] == [("birthday", PartialDate(5, 6, 1980)), *dates]
    assert person.form.about == told


def test_the_dead_have_neither_cadence_nor_follow_up_nor_dates_to_come(tmp_path: Path) -> None:
    reminders = [record("r1", **ONCE, initial_date=on("2027-01-01"), title="Ring"),
                 record("r2", **YEARLY, initial_date=on("2010-07-08"), title="Wedding")]  # fmt: skip
    person = read_one(tmp_path, "Ann", {"reminder": reminders}, is_dead=True, stay_in_touch_frequency=30)
    assert (person.form.every_days, person.planned, person.form.dates) == (0, (), ())
    assert "Ring" in person.form.about
    assert "Wedding" in person.form.about


@pytest.mark.parametrize(
    ("death", "told"),
    [(None, "Died\n"), ({"date": on("2015-01-01"), "is_age_based": True}, "Died: about 2015 (estimated)\n")],
)
def test_the_birthday_of_who_died_on_a_day_nobody_knows_is_only_told(
    tmp_path: Path, death: dict[str, object] | None, told: str
) -> None:
    person = read_one(tmp_path, "Ann", {}, is_dead=True, birthdate={"date": on("1941-06-07")}, deceased_date=death)
    assert (person.form.every_days, person.form.dates) == (0, ())
    assert person.form.about == f"{told}Birthday: 1941-06-07"


@pytest.mark.parametrize(
    ("section", "value", "told"),
    [
        ("debt", record("d", in_debt=True, amount=12, currency="USD", status="complete"), "I owe them 12 USD, settled"),
        ("debt", record("d", in_debt=False, amount="7", reason="lunch"), "they owe me 7, lunch"),
        ("gift", record("g", name="Tea", url="https://t.example", recipient="u1"), "Tea, for Ann, https://t.example"),
        ("task", record("t", title="Ask", completed=True, completed_at=on("2026-01-02")), "done on 2026-01-02: Ask"),
        ("pet", record("p", name="Rex", category="dog"), "Pet: Rex, dog"),
        ("life_event", record("l", name="Moved", note="to Rome", happened_at=on("2020-02-03"), type="x"),
         "Life event, 2020-02-03: Moved, to Rome"),
        ("address", record("a", latitude=48.3, longitude=14.2), "Address: Latitude: 48.3, Longitude: 14.2"),
        ("occupation", record("o", title="Baker", since={"year": 9}), 'Occupation: Title: Baker, Since: {"year": 9}'),
    ],
)  # fmt: skip
def test_what_has_no_place_is_told(tmp_path: Path, section: str, value: Any, told: str) -> None:
    assert told in read_one(tmp_path, "Ann", {section: [value]}).form.about


def test_a_property_nobody_knows_is_told(tmp_path: Path) -> None:
    person = read_one(
        tmp_path, favourite_colour="teal", is_starred=True, number_of_views=3, avatar={"has_avatar": False}
    )
    assert person.form.about == "Favourite colour: teal\nIs starred: yes"


@pytest.mark.parametrize(
    ("met", "how_met"),
    [
        ({"first_met_through": "u2"}, "Through Bob"),
        ({"first_met_through": "u9"}, "Through somebody the file does not name"),
        ({"first_met_date": {"date": on("2020-01-02"), "is_year_unknown": True}}, "01-02"),
        ({"first_met_date": {"date": on("2020-01-01"), "is_age_based": True}}, "about 2020"),
        ({"first_met_through": "u2", "first_met_date": {"date": on("2020-01-02")}, "first_met_where": "Rome",
          "first_met_additional_info": "In the rain.\nOh."}, "Through Bob, 2020-01-02, Rome\nIn the rain.\nOh."),
    ],
)  # fmt: skip
def test_how_one_met_says_through_whom_when_and_where(tmp_path: Path, met: dict[str, Any], how_met: str) -> None:
    records = read(written(tmp_path, export(contact("u1", **met), contact("u2", "Bob", is_partial=True))))
    assert people(records)["Ann"].form.how_met == how_met


def test_a_relation_is_told_to_those_who_come_in(tmp_path: Path) -> None:
    relations = [record("r1", type="partner", contact_is="u1", of_contact="u2"),
                 record("r2", type="uncle", contact_is="u1", of_contact="u3")]  # fmt: skip
    contacts = contact("u1"), contact("u2", "Bob"), contact("u3", "Kim", is_partial=True)
    everybody = people(read(written(tmp_path, export(*contacts, relationship=relations))))
    assert everybody["Bob"].form.about == "Partner: Ann"
    assert everybody["Ann"].form.about == "Uncle of: Kim"


def test_what_happens_after_today_or_on_no_day_is_told_and_warned_of(tmp_path: Path) -> None:
    calls = [record("c1", called_at=on("2026-11-24"), content="later"), record("c2", content="some day"),
             record("c3", called_at=on("2026-11-23"), content="now")]  # fmt: skip
    both = {"activity": ["a1"]}
    plan = record("a1", happened_at=on("2027-01-01"), summary="Dinner")
    records = read(
        written(
            tmp_path, export(contact("u1", "Ann", {"call": calls, **both}), contact("u2", "Bob", both), activity=[plan])
        )
    )
    ann = people(records)["Ann"]
    assert [each.text for each in ann.happened] == ["now"]
    assert ann.form.about == "Call on 2026-11-24: later\nCall: some day\nActivity on 2027-01-01: Dinner"
    assert warnings(records) == [
        "Ann: the call of 2026-11-24 is after today and went to about.",
        "Ann: the call has no day and went to about.",
        "Ann: the activity of 2027-01-01 is after today and went to about.",
    ]


def test_an_activity_of_yourself_and_relatives_only_is_not_lost_silently(tmp_path: Path) -> None:
    took_part = {"activity": ["a1"]}
    contacts = contact("u1", "Me", took_part), contact("u2", "Kim", took_part, is_partial=True)
    user = record("x", me_contact="u1")
    did = record("a1", happened_at=on("2026-01-01"), summary="Swam")
    records = read(written(tmp_path, export(*contacts, activity=[did], user=[user])))
    assert [type(each) for each in records] == [Skipped, Skipped, Remark]
    assert "“Swam” of 2026-01-01" in warnings(records)[-1]


def test_files_and_unknown_sections_of_the_account_are_counted(tmp_path: Path) -> None:
    photos = [record("p1", dataUrl="data:," + "A" * 300_000), record("p2", dataUrl="x")]
    papers = [record("d1", original_filename="offer.pdf", dataUrl="x")]
    whole = export(
        contact("u1", "Ann", {"photo": ["p1"], "document": ["d1"]}), photo=photos, document=papers, spell=[1]
    )
    records = read(written(tmp_path, whole))
    assert people(records)["Ann"].form.about == "Document: offer.pdf"
    assert [why.rpartition("calls ")[2] for why in warnings(records)] == [
        "photo: 2 left out.", "document: 1 left out.", "spell: 1 left out.",
    ]  # fmt: skip


def test_activities_are_meals_events_or_meetings_by_their_type(tmp_path: Path) -> None:
    did = [
        record(f"a{n}", happened_at=on("2026-01-01"), type=kind) for n, kind in enumerate(("t-eat", "t-concert", "t-?"))
    ]
    whole = export(
        contact("u1", "Ann", {"activity": ["a0", "a1", "a2"]}),
        activity=did,
        instance={"activity_types": [EATING, CONCERT]},
    )
    assert [each.channel for each in people(read(written(tmp_path, whole)))["Ann"].happened] == [
        "meal",
        "event",
        "meeting",
    ]


def test_a_conversation_in_which_only_you_wrote_is_an_attempt(tmp_path: Path) -> None:
    said = [record(content="Hello?", written_by_me=True, written_at=on("2026-01-02")),
            record(content="Anybody?", written_by_me=True, written_at=on("2026-01-03"))]  # fmt: skip
    talk = record("k1", happened_at=on("2026-01-02"), contact_field_type="t-wa", messages=said)
    (happening,) = read_one(tmp_path, "Ann", {"conversation": [talk]}).happened
    assert (happening.initiator, happening.reached) == (Initiator.ME, False)
    assert happening.text == "Whatsapp\nMe: Hello?\n2026-01-03 Me: Anybody?"


def test_records_without_an_id_are_told_apart_by_what_they_say(tmp_path: Path) -> None:
    calls = [record(called_at=on("2026-01-01"), content=text) for text in ("one", "two", "two")]
    first = read_one(tmp_path, "Ann", {"call": calls})
    again = read_one(tmp_path, "Ann", {"call": [calls[0], calls[1], calls[2]]})
    keys = [each.key for each in first.happened]
    assert len(set(keys)) == 3
    assert keys == [each.key for each in again.happened]


def test_two_contacts_with_one_id_are_not_taken_for_each_other(tmp_path: Path) -> None:
    call = {"call": [record("c1", called_at=on("2026-01-01"))]}
    records = read(
        written(tmp_path, export(contact("u1", "Ann", call), contact("u1", "Bob", call), contact("u1", None)))
    )
    assert [person.happened[0].people[0].name for person in people(records).values()] == ["Ann", "Bob"]
    assert warnings(records) == ["A contact has no name, company, e-mail or phone."]
