"""Outlook's table: close to a hundred columns, in cp1252 or UTF-8, dates in the way of the machine that wrote them."""

import pytest

from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.exchange.outlook_csv import looks_like, read
from tests.exchange import csv_files
from tests.exchange.csv_files import DATA, counted, email, forms, methods, only, sample, warned

FOUND = sample(read, "outlook.csv")


def table(*rows: dict[str, str]) -> str:
    """Rows by the names of their columns, beside those by which the table is known."""
    names = dict.fromkeys(
        ["First Name", "Last Name", "E-mail Address", "Home Phone", *(name for row in rows for name in row)]
    )
    lines = [[row.get(name, "") for name in names] for row in rows]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in [list(names), *lines])


def one(**cells: str) -> csv_files.ContactForm:
    named = {name.replace("_", " "): cell for name, cell in cells.items()}
    return only(csv_files.read(read, table({"First Name": "Ann", **named})))


def test_the_sample_is_read_whole() -> None:
    assert counted(FOUND) == (6, 6, 0)
    assert warned(FOUND) == []
    assert [each.line for each in FOUND] == [2, 4, 5, 6, 7, 8]
    names = ["Jutta Weiß", "Desmond A. Hale Jr.", "Élodie Marchand", "Ateliér Smrk", "Bozena Lis", "'t Veld Arjen"]
    assert [form.name for form in forms(FOUND)] == names


def test_a_person_is_read_with_all_that_is_known() -> None:
    jutta, _, elodie, _, bozena, arjen = forms(FOUND)
    assert (jutta.company, jutta.role, jutta.tags) == ("Café Löwe", "Geschäftsführerin", ("Kunden", "Presse"))
    assert jutta.about == "Pays within a week – always.\n“Send the long version.”"
    assert jutta.dates == (ImportantDate("birthday", PartialDate(3, 7, 1985)),)
    assert (methods(jutta, "phone"), methods(jutta, "email")) == (
        [("+49 89 5550 0131", "work")],
        [("jutta@cafeloewe.example", "")],
    )
    assert elodie.about == "Quote: 1 200 €; paid in two parts, no rush."
    assert methods(elodie, "address") == [("3, rue des Tanneurs, Colmar, 68000", "home")]
    assert elodie.dates == (
        ImportantDate("birthday", PartialDate(12, 4, 1990)),
        ImportantDate("anniversary", PartialDate(6, 21, 2014)),
    )
    assert bozena.about == "Spouse: Marek"
    assert methods(arjen, "phone") == [("+31 6 0000 0134", "mobile")]


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["3/7/1985"], (3, 7)),
        (["3/7/1985", "21/6/2014"], (7, 3)),
        (["3/7/1985", "6/21/2014"], (3, 7)),
        (["3.7.1985"], (7, 3)),
        (["1985-03-07"], (3, 7)),
    ],
)
def test_the_whole_file_says_whether_the_day_or_the_month_stands_first(
    dates: list[str], first: tuple[int, int]
) -> None:
    text = table(*({"First Name": f"A{index}", "Birthday": day} for index, day in enumerate(dates)))
    (birthday,) = forms(csv_files.read(read, text))[0].dates
    assert birthday.on == PartialDate(*first, 1985)


def test_the_many_columns_of_phones_and_addresses_find_their_label() -> None:
    form = one(
        Business_Phone="1", Business_Phone_2="2", Home_Phone="3", Mobile_Phone="4", Business_Fax="5", Pager="6",
        Primary_Phone="4", Car_Phone="7", Company_Main_Phone="8", Web_Page="x.example", Personal_Web_Page="y.example",
        Business_City="Oslo", Business_Street="Gate 1", Business_Street_2="b", Other_City="Rome",
    )  # fmt: skip
    assert methods(form, "phone") == [
        ("3", "home"), ("1", "work"), ("2", "work"), ("4", "mobile"), ("5", "work fax"), ("6", "pager"), ("7", "car"),
        ("8", "company"),
    ]  # fmt: skip
    assert methods(form, "url") == [("x.example", ""), ("y.example", "personal")]
    assert methods(form, "address") == [("Gate 1, b, Oslo", "work"), ("Rome", "other")]


def test_columns_without_a_place_are_kept_by_their_name_and_what_nobody_chose_is_not() -> None:
    chosen = {
        "Children": "Ida; Jon",
        "Department": "Sales",
        "Referred By": "Omar",
        "Priority": "High",
        "Sensitivity": "Private",
    }
    form = one(**{"Private": "FALSE", "Gender": "Unspecified", "Assistant's Phone": "9"}, **chosen)
    lines = [f"{name}: {cell}" for name, cell in {"Assistant's Phone": "9", **chosen}.items()]
    assert form.about.split("\n") == lines
    assert form.methods == ()


def test_what_outlook_makes_of_a_name_and_an_address_is_not_said_again() -> None:
    made = {"E-mail Address": "ann@x.example", "E-mail Type": "SMTP", "Last Name": "Lind"}
    assert one(**made, **{"E-mail Display Name": "Ann Lind (ann@x.example)", "Initials": "A.L."}).about == ""
    assert one(**made, **{"E-mail Display Name": "Annie"}).about == "E-mail Display Name: Annie"


def test_the_title_is_an_honorific_and_the_job_title_the_role() -> None:
    form = one(Title="Dr.", Job_Title="Baker", Last_Name="Lind", Suffix="II")
    assert (form.name, form.role, form.about) == ("Ann Lind II", "Baker", "")


def test_the_web_writes_utf_8_and_the_desktop_cp1252() -> None:
    text = table({"First Name": "Zoë", "E-mail Address": "z@x.example"})
    for encoding in ("utf-8-sig", "cp1252"):
        form = only(csv_files.read(read, text.encode(encoding)))
        assert (form.name, form.methods) == ("Zoë", (email("z@x.example"),))


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_only_its_own_kind_is_recognised(path: csv_files.Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    assert looks_like(text) == (path.name == "outlook.csv")


WEB = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,Mobile Phone,Car Phone,Other Phone,"
    "Primary Phone,Pager,Business Fax,Home Fax,Other Fax,Company Main Phone,Callback,Radio Phone,Telex,TTY/TDD Phone,"
    "IMAddress,Job Title,Department,Company,Office Location,Manager's Name,Assistant's Name,Assistant's Phone,"
    "Company Yomi,Business Street,Business City,Business State,Business Postal Code,Business Country/Region,"
    "Home Street,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other City,Other State,"
    "Other Postal Code,Other Country/Region,Personal Web Page,Spouse,Schools,Hobby,Location,Web Page,Birthday,"
    "Anniversary,Notes"
)
TRIMMED = "First Name,Last Name,Company,Job Title,Business Street,Business City,Mobile Phone,E-mail Address,Categories"


@pytest.mark.parametrize("header", [WEB, WEB.upper(), f"{WEB},Shoe size,Since", TRIMMED])
def test_what_outlook_writes_is_known_with_columns_left_out_or_a_few_put_in(header: str) -> None:
    assert looks_like(f"{header}\nAnn,Lind\n")


OTHERS = [
    "First Name,Last Name,Email,Job Title,Home Phone,Mobile",
    "First Name,Last Name,E-mail Address,Home Phone,Other Phone,Web Page,Birthday",
    "First Name,Last Name,E-mail Address,Business Street,Mobile,Tags",
    "First Name,Last Name,Primary Email,Work Phone,Home Phone,Home Street,Job Title,Organization,Web Page 1",
]


@pytest.mark.parametrize("header", OTHERS)
def test_a_table_of_ones_own_is_none_of_outlook(header: str) -> None:
    assert not looks_like(f"{header}\nAnn,Lind\n")


def test_a_table_that_is_said_to_be_outlooks_is_read_as_such() -> None:
    form = only(csv_files.read(read, "First Name,Last Name,Job Title,Home Phone\nAnn,Lind,Baker,5\n"))
    assert (form.name, form.role, methods(form, "phone")) == ("Ann Lind", "Baker", [("5", "home")])
