"""Any table of people: what its columns are is guessed or said, and nothing in them is lost."""

import pytest

from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.incoming import Asked, Person, Skipped
from bondtui.errors import Refused
from bondtui.exchange.generic_csv import Field, guess, header, looks_like, read, signature
from bondtui.exchange.source import Source
from tests.exchange import csv_files
from tests.exchange.csv_files import DATA, TODAY, email, forms, methods, only, warned


def found(text: str) -> csv_files.ContactForm:
    return only(csv_files.read(read, text))


GUESSED = [
    ("Name,E-mail,Phone", "name email phone"),
    ("Full Name,Nickname,Organization,Job Title,Notes", "name alias company role about"),
    ("first_name,LAST_NAME,Mobile Phone,Work Email 2", "given family phone email"),
    ("Name,Surname,Date of Birth,Website,Tags", "given family birthday url tags"),
    ("Name,How we met,Skills,LinkedIn URL,Shoe size", "name how_met expertise url other"),
    ("Title,First Name,Last Name", "none given family"),
    ("Name,Title", "name role"),
    ("Title,Name,Role", "none name role"),
    ("Name,Contact", "name other"),
    ("Contact,Phone", "name phone"),
    ("Anrede;Vorname;Name;Firma;Straße;PLZ;Ort", "none given family company address address address"),
    ("Nachname;Telefon geschäftlich;Handy;E-Mail-Adresse;Geburtstag", "family phone phone email birthday"),
    ("Name;Bemerkungen;Gruppe;Kenntnisse;Spitzname;Webseite", "name about tags expertise alias url"),
    ("Nom,Prénom,Société,Fonction,Téléphone portable", "family given company role phone"),
    ("Nom,Courriel,Code postal,Ville,Date de naissance", "name email address address birthday"),
    ("Nombre,Apellidos,Empresa,Cargo,Correo electrónico", "given family company role email"),
    ("Nombre;Segundo nombre;Apellidos;Correo", "given given family email"),
    ("Nom;Prénom;Suffixe;Email", "family given family email"),
    ("Titre,Prénom,Deuxième prénom,Nom,Suffixe", "none given given family family"),
    ("Name;Vorname;Namenszusatz", "family given family"),
    ("First Name,Middle Name,Name,Suffix", "given given family family"),
    ("Name,Suffix,Email", "given family email"),
    ("Full Name,Name,Suffix", "name name family"),
    ("Prénom,Adresse de messagerie,Adresse de messagerie 2,Type de messagerie", "given email email none"),
    ("Prénom,Adresse électronique principale,Adresse privée,Messagerie instantanée", "given email address other"),
    ("Vorname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Arbeitstitel", "given email email role"),
    ("First,Last,Primary Email,Secondary Email,Alternate Email 1", "given family email email email"),
    ("Name,Work Phone,Mobile Number,Fax Number,Pager Number", "name phone phone phone phone"),
    ("Name,Company Name,Web Page 1,Home ZipCode", "name company url address"),
    ("Nombre,Dirección electrónica,Dirección", "name email address"),
    ("Nombre,Teléfono móvil,Dirección,Cumpleaños,Notas", "name phone address birthday about"),
]


@pytest.mark.parametrize(("names", "fields"), GUESSED)
def test_columns_are_guessed_from_their_names_in_four_languages(names: str, fields: str) -> None:
    short = {"given": Field.GIVEN, "family": Field.FAMILY, "how_met": Field.HOW_MET, "other": Field.OTHER}
    columns = names.replace(";", ",").split(",")
    guessed = guess(columns)
    assert [guessed[name] for name in columns] == [short.get(field) or Field(field) for field in fields.split()]


def test_a_german_table_is_read_whole() -> None:
    form = found(
        "sep=;\nAnrede;Vorname;Name;Firma;Straße;PLZ;Ort;Telefon geschäftlich;E-Mail;Geburtstag;Gruppen;Kundennummer\n"
        "Frau;Jutta;Weiß;Café;Weg 1;80331;München;+49 89 1;a@b.de, c@d.de;3.7.1985;Kunden, Presse;17\n"
    )
    assert (form.name, form.company, form.tags, form.about) == (
        "Jutta Weiß",
        "Café",
        ("Kunden", "Presse"),
        "Kundennummer: 17",
    )
    assert methods(form, "address") == [("Weg 1, 80331, München", "")]
    assert methods(form, "phone") == [("+49 89 1", "geschäftlich")]
    assert methods(form, "email") == [("a@b.de", ""), ("c@d.de", "")]
    assert form.dates == (ImportantDate("birthday", PartialDate(7, 3, 1985)),)


def test_what_a_column_says_of_an_address_or_a_number_is_its_label() -> None:
    form = found(
        "Nom,Adresse de messagerie,Adresse de messagerie 2,Alternate Email 1,Primäre E-Mail-Adresse,Tél. (domicile)\n"
        "Rémi,a@x,b@x,c@x,d@x,5\n"
    )
    assert methods(form, "email") == [("a@x", ""), ("b@x", ""), ("c@x", "Alternate"), ("d@x", "Primäre")]
    assert (methods(form, "phone"), form.about) == ([("5", "domicile")], "")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nombre;Segundo nombre;Apellidos\nJuan;;Pérez\nJuan;Luis;Pérez\n", ["Juan Pérez", "Juan Luis Pérez"]),
        ("Nom;Prénom;Suffixe\nDupré;Rémi;\nDupré;Rémi;fils\n", ["Rémi Dupré", "Rémi Dupré fils"]),
        ("Name;Vorname;Namenszusatz\nStein;Bodo;\nStein;Bodo;jun.\n", ["Bodo Stein", "Bodo Stein jun."]),
        ("Suffix,Name,Middle Name,First Name\n,Hale,,Bo\nJr.,Hale,A.,Bo\n", ["Bo Hale", "Bo A. Hale Jr."]),
        ("Name,Suffix\nBo Hale,\nBo Hale,Jr.\n", ["Bo Hale", "Bo Hale Jr."]),
    ],
)
def test_a_second_name_and_a_suffix_tear_no_name_apart(text: str, names: list[str]) -> None:
    people = forms(csv_files.read(read, text))
    assert [(form.name, form.aliases) for form in people] == [(name, ()) for name in names]


@pytest.mark.parametrize(
    ("column", "cell", "values"),
    [
        ("Email", "a@x; b@x,c@x d@x\ne@x", ["a@x", "b@x", "c@x", "d@x", "e@x"]),
        ("Phone", "030 12345, 0171 23456", ["030 12345", "0171 23456"]),
        ("Phone", "12345, ext 9", ["12345, ext 9"]),
        ("Phone", "tel:+47 1", ["+47 1"]),
        ("Website", "https://x.example/?a=1,2", ["https://x.example/?a=1,2"]),
        ("Website", "x.example\ny.example", ["x.example", "y.example"]),
        ("Address", "Weg 1,\n80331 München", ["Weg 1, 80331 München"]),
    ],
)
def test_several_in_a_cell_are_divided_where_each_can_stand_alone(column: str, cell: str, values: list[str]) -> None:
    form = found(f'Name,{column}\nAnn,"{cell}"\n')
    assert [each.value for each in form.methods] == values


def test_what_is_none_of_its_kind_is_kept_in_about() -> None:
    form = found("Name,Email,Birthday,Shoe size\nAnn,ask her,in spring,39\n")
    assert form.methods == ()
    assert form.about == "Email: ask her\nBirthday: in spring\nShoe size: 39"


def test_an_english_table_with_an_e_mail_alone_loses_nobody() -> None:
    rows = csv_files.read(
        read, "First Name,Last Name,Email,Job Title,Home Phone,Mobile\nAnn,Lind,a@x,Baker,1,2\n,,b@x,,,\n"
    )
    ann, other = forms(rows)
    assert (ann.name, ann.role, methods(ann, "phone"), ann.about) == (
        "Ann Lind", "Baker", [("1", "Home"), ("2", "Mobile")], "",
    )  # fmt: skip
    assert (other.name, other.methods) == ("b@x", (email("b@x"),))


THUNDERBIRD = {
    "First Name": "Ann", "Last Name": "Lind", "Display Name": "Ann Lind", "Nickname": "Annie",
    "Primary Email": "a@x", "Secondary Email": "b@x", "Screen Name": "ann7", "Work Phone": "11", "Home Phone": "12",
    "Fax Number": "13", "Pager Number": "14", "Mobile Number": "15", "Home Address": "Gate 1", "Home Address 2": "b",
    "Home City": "Oslo", "Home State": "", "Home ZipCode": "0150", "Home Country": "Norway", "Work Address": "Via 2",
    "Work Address 2": "", "Work City": "Rome", "Work State": "", "Work ZipCode": "", "Work Country": "",
    "Job Title": "Baker", "Department": "Ovens", "Organization": "Bread", "Web Page 1": "x.example",
    "Web Page 2": "y.example", "Birth Year": "1985", "Birth Month": "7", "Birth Day": "3", "Custom 1": "c1",
    "Custom 2": "", "Custom 3": "", "Custom 4": "", "Notes": "Rings first.",
}  # fmt: skip


def test_thunderbirds_table_is_read_whole() -> None:
    text = "\n".join(map(",".join, (THUNDERBIRD, THUNDERBIRD.values())))
    assert looks_like(text)
    form = found(text)
    assert (form.name, form.aliases, form.company, form.role) == ("Ann Lind", ("Annie",), "Bread", "Baker")
    assert methods(form, "email") == [("a@x", "Primary"), ("b@x", "Secondary")]
    assert methods(form, "phone") == [
        ("11", "Work"), ("12", "Home"), ("13", "Fax"), ("14", "Pager"), ("15", "Mobile"),
    ]  # fmt: skip
    assert methods(form, "address") == [("Gate 1, b, Oslo, 0150, Norway", "Home"), ("Via 2, Rome", "Work")]
    assert [value for value, _ in methods(form, "url")] == ["x.example", "y.example"]
    assert form.about.split("\n") == [
        "Rings first.", "", "Screen Name: ann7", "Department: Ovens", "Custom 1: c1",
    ]  # fmt: skip
    assert form.dates == (ImportantDate("birthday", PartialDate(7, 3, 1985)),)


@pytest.mark.parametrize(
    ("names", "cells", "birthday", "about"),
    [
        ("Birth Year,Birth Month,Birth Day", "1985,7,3", PartialDate(7, 3, 1985), ""),
        ("Geburtsjahr,Geburtsmonat,Geburtstag", ",07,03", PartialDate(7, 3), ""),
        ("Année de naissance,Mois,Jour", "1985,2,29", None, "Birthday: 1985-2-29"),
        ("Année de naissance,Mois,Jour", "1985,,", None, "Année de naissance: 1985"),
        ("Geburtsjahr,Geburtsmonat,Geburtstag", ",Juli,3.7.1985", PartialDate(7, 3, 1985), "Geburtsmonat: Juli"),
        ("Birth Year,Birth Month,Birth Day", "1985,July,", None, "Birth Year: 1985\nBirth Month: July"),
        ("Mois,Jour", "7,3", None, "Mois: 7\nJour: 3"),
        ("Birth Year,Birthday", "1985,1985-07-03", PartialDate(7, 3, 1985), "Birth Year: 1985"),
    ],
)
def test_a_birthday_of_three_columns_is_one_and_nothing_of_it_is_lost(
    names: str, cells: str, birthday: PartialDate | None, about: str
) -> None:
    form = found(f"Name,Email,{names}\nAnn,a@x,{cells}\n")
    assert form.dates == ((ImportantDate("birthday", birthday),) if birthday else ())
    assert form.about == about


def test_a_home_and_a_work_address_stay_apart() -> None:
    form = found("Name,Home Street,Home City,Work Street,Work City,Other address\nAnn,A 1,Oslo,B 2,Rome,C 3 Bonn\n")
    assert methods(form, "address") == [("A 1, Oslo", "Home"), ("B 2, Rome", "Work"), ("C 3 Bonn", "Other")]


def test_a_mapping_says_what_the_columns_are() -> None:
    text = "Wer,Wo,Was,Weg damit\nAnn,a@x,tea,secret\n"
    mapping = {"Wer": Field.NAME, "Wo": Field.EMAIL, "Weg damit": Field.NONE}
    form = only(csv_files.read(lambda source, asked: read(source, asked, mapping), text))
    assert (form.name, form.methods, form.about) == ("Ann", (email("a@x"),), "Was: tea")


def test_columns_that_somebody_calls_an_address_are_its_parts() -> None:
    text = "Wer,Wo,Wohin\nAnn,Weg 1,Bonn\n"
    mapping = {"Wer": Field.NAME, "Wo": Field.ADDRESS, "Wohin": Field.ADDRESS}
    form = only(csv_files.read(lambda source, asked: read(source, asked, mapping), text))
    assert methods(form, "address") == [("Weg 1, Bonn", "")]


def test_columns_of_the_same_name_are_all_read() -> None:
    assert [each.value for each in found("Name,Email,Email\nAnn,a@x,b@x\n").methods] == ["a@x", "b@x"]


@pytest.mark.parametrize(
    ("order", "cells", "birthday"),
    [
        ("dmy", ["3/7/1985"], (7, 3)),
        ("mdy", ["3/7/1985"], (3, 7)),
        ("dmy", ["3/7/1985", "6/21/2014"], (3, 7)),
        ("mdy", ["3.7.1985"], (7, 3)),
    ],
)
def test_the_file_says_how_dates_are_read_else_the_person(
    order: str, cells: list[str], birthday: tuple[int, int]
) -> None:
    text = "Name,Birthday\n" + "".join(f"A{index},{cell}\n" for index, cell in enumerate(cells))
    people = forms(csv_files.read(read, text, Asked(TODAY, order=order)))  # type: ignore[arg-type]
    assert people[0].dates == (ImportantDate("birthday", PartialDate(*birthday, 1985)),)


def test_a_uid_of_the_file_is_its_own_and_a_number_is_none() -> None:
    (person,) = csv_files.read(read, "UID,ID,Name\nx-1,17,Ann\n")
    assert isinstance(person, Person)
    assert (person.source_uid, person.form.about) == ("x-1", "ID: 17")


def test_a_header_is_found_below_notes_and_taken_as_it_is_where_no_name_is_known() -> None:
    assert _header("My people\n\nName;Phone\nAnn;1\n") == ("Name", "Phone")
    assert _header("\nNaam;Nummer\nAnn;1\n") == ("Naam", "Nummer")
    assert _header("Name\nAnn\n") == ("Name",)
    with pytest.raises(Refused, match="no line with the names"):
        _header("")


def _header(text: str) -> tuple[str, ...]:
    with csv_files.TemporaryDirectory() as folder:
        path = csv_files.Path(folder) / "people.csv"
        path.write_text(text)
        return header(Source(path))


def test_a_table_of_which_nothing_is_known_is_refused_until_somebody_says_what_it_is() -> None:
    text = "Naam;Nummer\nAnn;1\n"
    with pytest.raises(Refused, match="no column that is known"):
        csv_files.read(read, text)
    assert (
        only(csv_files.read(lambda source, asked: read(source, asked, {"Naam": Field.NAME}), text)).about == "Nummer: 1"
    )


def test_a_row_of_nobody_is_skipped_with_its_line() -> None:
    rows = csv_files.read(read, "Name,Note\nAnn,x\n,only a note\n")
    assert [type(row) for row in rows] == [Person, Skipped]
    assert warned(rows) == [3]


def test_a_mapping_is_found_again_whatever_the_order_and_case() -> None:
    assert signature(("Name", "E-Mail")) == signature(("e-mail", "name")) != signature(("Name", "E-Mail", "Tel"))


TABLES = [
    "Name,Email\nAnn,a@x\n",
    "Name;Telefon\nAnn;1\n",
    "Naam\tNummer\nAnn\t1\n",
    "Notes\n\nVorname,Name\nAnn,Lind\n",
]
OTHERS = [
    "",
    "Ann\nBob\n",
    "Hello Ann, how are you?\nFine\nand you\n",
    '{"name": "Ann", "phone": 1}',
    "# People, and more\n",
]


@pytest.mark.parametrize("text", TABLES)
def test_a_table_is_recognised(text: str) -> None:
    assert looks_like(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_table_is_not_taken_for_one(text: str) -> None:
    assert not looks_like(text)


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_no_other_kind_is_taken_for_a_table(path: csv_files.Path) -> None:
    assert not looks_like(path.read_text(encoding="utf-8", errors="replace"))
