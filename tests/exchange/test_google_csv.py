"""Google Contacts: today's header and the one until 2024."""

import pytest

from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.incoming import Skipped
from bondtui.exchange.google_csv import looks_like, read
from tests.exchange import csv_files
from tests.exchange.csv_files import DATA, counted, email, forms, methods, only, sample, warned

NOW = sample(read, "google.csv")
OLD = sample(read, "google-old.csv")


def row(**cells: str) -> str:
    """A table of one row: `email_1_label` is the column `E-mail 1 - Label`."""
    names = {name: _column(name) for name in cells}
    quoted = ['"{}"'.format(cell.replace('"', '""')) for cell in cells.values()]
    return ",".join(names.values()) + ",Phone 9 - Value\n" + ",".join(quoted) + ",\n"


def _column(name: str) -> str:
    words = name.split("_")
    if not any(word.isdigit() for word in words):
        return " ".join(word.capitalize() for word in words)
    at = next(index for index, word in enumerate(words) if word.isdigit())
    kind = {"email": "E-mail"}.get(words[0], " ".join(word.capitalize() for word in words[:at]))
    return f"{kind} {words[at]} - {' '.join(word.capitalize() for word in words[at + 1 :])}"


def one(**cells: str) -> csv_files.ContactForm:
    return only(csv_files.read(read, row(**cells)))


def test_the_sample_of_today_is_read_whole() -> None:
    assert counted(NOW) == (14, 13, 1)
    assert [each.line for each in NOW] == [2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18]
    assert isinstance(NOW[-1], Skipped)
    assert [form.name for form in forms(NOW)] == [
        "Marit Solberg",
        "Owen Rhys Prys-Davies",
        "Inês Costa",
        "Bäckerei Kornblume",
        "hello@studio-quince.example",
        "[Team] Ruud Bakker",
        "林 美雪",
        "Jan Kolar",
        "Jan Kolar",
        "Ana Ruiz",
        "Luis Ruiz",
        "Halvard Nygård",
        "Zuzana 🌻 Malá",
    ]


def test_the_sample_of_old_is_read_whole() -> None:
    assert counted(OLD) == (6, 6, 0)
    assert warned(OLD) == []
    names = ["Teodor Blaga", "Sanna Kivelä", "Pascal Noël Roche", "Vance, Odile", "森 春人", "Kiosk am Damm"]
    assert [form.name for form in forms(OLD)] == names
    assert (forms(OLD)[0].company, forms(OLD)[0].role) == ("Moara de Hârtie", "Director")
    assert forms(OLD)[0].tags == ("Print",)
    assert forms(OLD)[3].about == "Asked twice about hosting.\nCall on Tuesdays."
    assert forms(OLD)[3].aliases == ()


def test_a_person_is_read_with_all_that_is_known() -> None:
    marit = forms(NOW)[0]
    assert (marit.company, marit.role, marit.aliases, marit.tags) == (
        "Fjordlys Interiør",
        "Owner",
        ("Mia",),
        ("Clients",),
    )
    assert marit.about == "Prefers a call before nine."
    assert marit.dates == (ImportantDate("birthday", PartialDate(3, 7)),)
    assert methods(marit, "email") == [("marit@fjordlys.example", "Work"), ("m.solberg@post.example", "Work")]


def test_what_has_no_place_of_its_own_goes_to_about_and_days_to_the_days() -> None:
    owen, zuzana = forms(NOW)[1], forms(NOW)[-1]
    assert owen.about == "Spouse: Cerys"
    assert owen.dates == (
        ImportantDate("birthday", PartialDate(2, 29, 1984)),
        ImportantDate("anniversary", PartialDate(6, 30, 2012)),
    )
    assert zuzana.about == "VAT: CZ00000019"
    assert methods(zuzana, "url") == [("https://mala.example/?a=1,2", "Homepage")]


def test_a_name_filed_the_other_way_round_is_no_alias() -> None:
    assert forms(NOW)[2].aliases == ()
    assert one(first_name="Inês", last_name="Costa", file_as="The tile lady").aliases == ("The tile lady",)


def test_parts_that_say_more_than_the_whole_name_are_an_alias() -> None:
    assert one(name="Ann Lind", given_name="Ann", additional_name="Maria", family_name="Lind").aliases == (
        "Ann Maria Lind",
    )
    assert one(name="LIND, Ann", given_name="Ann", family_name="Lind").aliases == ()


def test_an_address_keeps_its_lines_divided() -> None:
    halvard = forms(NOW)[11]
    assert methods(halvard, "address") == [("Strandgata 4, 5004 Bergen, NO", "Work")]
    assert methods(halvard, "phone") == [("+47 22 00 01 12", "Mobile"), ("+47 22 00 01 13", "Mobile")]


def test_an_address_in_parts_is_put_together() -> None:
    parts = {"address_1_city": "Bergen ::: Oslo", "address_1_street": "Strandgata 4 ::: Torg 1"}
    form = one(first_name="Ann", address_1_label="* Home", **parts)
    assert methods(form, "address") == [("Strandgata 4, Bergen", "Home"), ("Torg 1, Oslo", "Home")]


def test_columns_are_read_by_name_in_any_order() -> None:
    form = one(
        last_name="Lind", name_suffix="Jr.", phone_2_value="2", first_name="Ann", phone_1_value="1", name_prefix="Dr."
    )
    assert form.name == "Ann Lind Jr."
    assert [value for value, _ in methods(form, "phone")] == ["2", "1"]


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"nickname": "Mia", "organization_name": "Acme", "email_1_value": "a@x"}, "Mia"),
        ({"organization_name": "Acme", "email_1_value": "a@x"}, "Acme"),
        ({"phone_1_value": "1", "email_1_value": "a@x ::: b@x"}, "a@x"),
        ({"phone_1_value": "+47 1 ::: +47 2"}, "+47 1"),
        ({"name": 'Lind, "Ann" [x] 🌻', "given_name": "Ann"}, 'Lind, "Ann" [x] 🌻'),
        ({"first_name": "=Ann", "last_name": "'=Lind"}, "=Ann =Lind"),
    ],
)
def test_a_name_is_the_whole_one_else_its_parts_else_what_there_is(cells: dict[str, str], name: str) -> None:
    assert one(**cells).name == name


@pytest.mark.parametrize("cells", [{"labels": "* myContacts"}, {"notes": "a note"}, {"address_1_formatted": "Weg 1"}])
def test_a_row_without_name_company_email_and_phone_is_nobody(cells: dict[str, str]) -> None:
    (found,) = csv_files.read(read, row(**cells))
    assert isinstance(found, Skipped)
    assert found.line == 2


def test_several_companies_and_every_unknown_column_are_kept() -> None:
    cells = {"organization_1_name": "Acme ::: Bolt", "organization_1_department": "Sales", "im_1_service": "Skype"}
    form = one(name="Ann", location="Oslo", im_1_value="ann.l", sensitivity="Normal", priority="High", **cells)
    assert form.company == "Acme"
    assert form.about.split("\n") == [
        "Location: Oslo",
        "Priority: High",
        "Skype: ann.l",
        "Company: Bolt",
        "Organization Department: Sales",
    ]


def test_what_is_no_email_is_kept_and_a_picture_is_not() -> None:
    form = one(name="Ann", email_1_value="ask her ::: ann@x", photo="https://x/y.jpg", birthday="in spring")
    assert form.methods == (email("ann@x"),)
    assert form.about == "Birthday: in spring\nE-mail: ask her"


def test_a_day_that_does_not_exist_is_a_warning_and_is_kept_in_words() -> None:
    found = csv_files.read(
        read, row(name="Ann", birthday="1990-02-30", event_1_label="First sale", event_1_value="2020-05-01")
    )
    assert warned(found) == [2]
    assert only(found).about == "Birthday: 1990-02-30"
    assert only(found).dates == (ImportantDate("First sale", PartialDate(5, 1, 2020)),)


def test_notes_stay_as_they_are() -> None:
    note = 'commas, semicolons; "quotes"\n\nan empty line ::: and more'
    assert one(name="Ann", notes=note).about == note


def test_text_that_is_too_long_for_its_place_goes_to_about_and_about_is_cut_with_a_warning() -> None:
    form = one(first_name="A" * 1_200, email_1_value="a@x", organization_name="B" * 1_001)
    assert form.name == "A" * 1_000
    assert form.about == f"Name: {'A' * 1_200}\nCompany: {'B' * 1_001}"
    found = csv_files.read(read, row(name="Ann", notes="é" * 40_000))
    assert warned(found) == [2]
    assert len(only(found).about.encode()) == 64 * 1024


@pytest.mark.parametrize("sample", ["google.csv", "google-old.csv"])
def test_its_own_kind_is_recognised(sample: str) -> None:
    assert looks_like((DATA / sample).read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", sorted(path.name for path in DATA.iterdir() if not path.name.startswith("google")))
def test_no_other_kind_is_taken_for_it(sample: str) -> None:
    assert not looks_like((DATA / sample).read_text(encoding="utf-8", errors="replace"))
