"""What becomes of a vCard: who is on it, what has no place and is told or kept, what could not be read."""

import pytest

from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Person, Skipped
from tests.exchange.vcards import DATA, card, form, one, people, read, warnings


def sample(name: str) -> dict[str, ContactForm]:
    return {each.form.name: each.form for each in people((DATA / name).read_bytes())}


@pytest.mark.parametrize(
    ("name", "persons", "skipped", "lines"),
    [
        ("apple.vcf", 5, 1, [74]),
        ("nextcloud.vcf", 4, 1, [45]),
        ("nokia.vcf", 5, 0, []),
        ("broken.vcf", 7, 1, [9, 12, 20, 23, 27, 28, 30, 37]),
    ],
)
def test_of_a_sample_everybody_is_read_and_every_warning_has_its_line(
    name: str, persons: int, skipped: int, lines: list[int]
) -> None:
    records = read((DATA / name).read_bytes())
    assert sum(isinstance(each, Person) for each in records) == persons
    assert sum(isinstance(each, Skipped) for each in records) == skipped
    assert warnings(records) == lines


def test_a_mac_s_card_is_read_whole() -> None:
    cards = sample("apple.vcf")
    assert list(cards) == ["Sofie Aldenhoven", "Doyle, Aoife", "Quill, Tobias", "Carlo Maria Bianchi", "Fornace Verde"]
    assert cards["Sofie Aldenhoven"] == ContactForm(
        "Sofie Aldenhoven",
        aliases=("Fietje", "So"),
        company="Werkplaats Noord; Partners",
        role="Creative lead",
        about="Likes paper samples, thick ones; hates PDFs.\nSecond line, with a back\\slash.\n\nDepartment: Design",
        methods=(
            ContactMethod("email", "sofie@noord.example", "work"),
            ContactMethod("phone", "+32 470 00 01 41", "Atelier"),
            ContactMethod("phone", "+32 470 00 01 42", "cell"),
            ContactMethod("url", "https://noord.example/?work=1,2", "homepage"),
        ),
        dates=(
            ImportantDate("birthday", PartialDate(4, 12)),
            ImportantDate("anniversary", PartialDate(9, 3, 2011)),
        ),
        tags=("Clients", "Antwerp"),
    )
    assert cards["Carlo Maria Bianchi"].about == "Spouse: Lucia Bianchi"
    address = ContactMethod("address", "Via Lunga 8, Cortile B, Faenza, RA, 48018, Italy", "work")
    assert cards["Fornace Verde"].methods == (address,)


def test_a_server_s_card_is_read_whole() -> None:
    cards = sample("nextcloud.vcf")
    assert list(cards) == ["Yara Haidar", "Mehmet Aydın", "דנה לוי", "Ewa Król"]
    yara = cards["Yara Haidar"]
    assert yara.methods[0] == ContactMethod("phone", "+33-6-00-00-01-51", "cell, home")
    assert yara.dates == (
        ImportantDate("birthday", PartialDate(4, 12)),
        ImportantDate("anniversary", PartialDate(8, 8, 2009)),
    )
    assert cards["Mehmet Aydın"].about == "Three shops, one warehouse.\nAsk for the loading plan 🚚"
    assert cards["דנה לוי"].about == "Birthday: some time in May"
    assert cards["Ewa Król"].aliases == ("E. Król",)
    assert cards["Ewa Król"].about == "Chat: xmpp:ewa@chat.example"


def test_an_old_phone_s_cards_are_read_whole() -> None:
    cards = sample("nokia.vcf")
    assert list(cards) == ["Jörg Grüner", "Begoña Núñez", "Вера Смирнова", "Kemi Oduya", "+43 660 0000 166"]
    assert cards["Jörg Grüner"].about == (
        "Fährt jeden Herbst nach Grado; bringt Öl mit.\n"
        "Schreibt lieber, als er spricht, und vergisst nie einen Namen = selten."
    )
    assert [each.label for each in cards["Jörg Grüner"].methods] == ["cell", "work"]
    assert cards["Kemi Oduya"].methods[1].value == "http://oduya.example/a=b"


def test_in_a_mended_file_the_good_lines_count() -> None:
    cards = sample("broken.vcf")
    assert list(cards) == [
        *("Ida Moen", "Piotr Wrona", "Salma Idrissi", "Bent Juul"),
        *("Linh Tran", "Nadia Wirth", "Gwen Parry"),
    ]
    assert cards["Piotr Wrona"].methods == (ContactMethod("email", "piotr@wrona.example"),)
    assert cards["Bent Juul"].dates == ()
    assert cards["Bent Juul"].about == "Birthday: 1980-13-45"
    assert cards["Gwen Parry"].methods == (ContactMethod("phone", "+44 7700 900174", "cell"),)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:Quill, Tobias (Toby) [old] \"T\" 🚚", "N:Q;T;;;"], "Quill, Tobias (Toby) [old] \"T\" 🚚"),
        (["FN:", "FN:Ann", "FN:Anne"], "Ann"),
        (["N:Vance;Odile;Marie,Anne;Dr.;Jr.\\, MD"], "Odile Marie Anne Vance Jr., MD"),
        (["N:Quill, T.;Ann;;;"], "Ann Quill, T."),
        (["N:Ann Vance"], "Ann Vance"),
        (["N:;;;Dr.;", "NICKNAME:Bo,Bob", "ORG:Acme"], "Bo"),
        (["ORG:Acme\\; Sons;Sales", "EMAIL:a@b.example"], "Acme; Sons"),
        (["TEL:12", "EMAIL:a@b.example"], "a@b.example"),
        (["TEL:tel:12"], "12"),
    ],
)  # fmt: skip
def test_the_name_is_the_one_given_whole_else_the_best_there_is(lines: list[str], name: str) -> None:
    assert one(*lines).form.name == name


def test_a_nickname_that_serves_as_the_name_is_no_alias() -> None:
    assert one("NICKNAME:Bo,Bob").form.aliases == ("Bob",)
    assert one("N:Vance;;;;", "NICKNAME:Bo,Bob").form.aliases == ("Bo", "Bob")


def test_a_comma_in_a_name_of_2_1_divides_nothing() -> None:
    assert one("N:Smith,Jones;Ann", version="2.1").form.name == "Ann Smith,Jones"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("BDAY:1986-12-04", PartialDate(12, 4, 1986)),
        ("BDAY:19861204", PartialDate(12, 4, 1986)),
        ("BDAY:1986-12-04T00:00:00Z", PartialDate(12, 4, 1986)),
        ("BDAY;VALUE=date:--12-04", PartialDate(12, 4)),
        ("BDAY:--1204", PartialDate(12, 4)),
        ("BDAY:1604-02-29", PartialDate(2, 29)),
        ("BDAY;X-APPLE-OMIT-YEAR=1804:1804-12-04", PartialDate(12, 4)),
        ("BDAY:0000-12-04", PartialDate(12, 4)),
        ("BDAY:4 Dec 1986", PartialDate(12, 4, 1986)),
        ("BDAY:4.12.1986", PartialDate(12, 4, 1986)),
        ("BDAY;VALUE=text:4 Dec", PartialDate(12, 4)),
    ],
)
def test_a_date_keeps_what_is_known(line: str, day: PartialDate) -> None:
    assert form(line).dates == (ImportantDate("birthday", day),)


@pytest.mark.parametrize("said", ["some time in May", "1986", "1986-12", "--12", "---04"])
def test_a_birthday_that_is_no_day_of_the_year_is_told_in_words(said: str) -> None:
    assert form(f"BDAY;VALUE=text:{said}").about == f"Birthday: {said}"
    assert form(f"BDAY:{said}").about == f"Birthday: {said}"


@pytest.mark.parametrize("said", ["", "0000-00-00", "00000000", "-"])
def test_no_birthday_is_none(said: str) -> None:
    assert form(f"BDAY:{said}") == ContactForm("Ann")


@pytest.mark.parametrize("said", ["1986-02-30", "19860230", "1986-13-45", "--0230", "12/11/86 or so"])
def test_a_day_that_does_not_exist_is_told_with_a_warning(said: str) -> None:
    who, remark = read(card("FN:Ann", f"BDAY:{said}"))
    assert isinstance(who, Person)
    assert (who.form.dates, who.form.about) == ((), f"Birthday: {said}")
    assert warnings([remark]) == [4]


def test_dates_have_their_own_labels() -> None:
    lines = ["a.X-ABDATE:2011-09-03", "a.X-ABLabel:First order", "X-ABDATE:--0102", "X-ANNIVERSARY:2000-01-03"]
    assert [each.label for each in form(*lines).dates] == ["First order", "date", "anniversary"]


@pytest.mark.parametrize(
    ("line", "method"),
    [
        ("TEL;TYPE=WORK,VOICE,pref:1", ContactMethod("phone", "1", "work")),
        ("TEL;WORK;FAX:1", ContactMethod("phone", "1", "work, fax")),
        ("TEL:Hotel: 1", ContactMethod("phone", "Hotel: 1")),
        ("TEL;TYPE=Atelier:1", ContactMethod("phone", "1", "Atelier")),
        ("TEL;X-Atelier:1", ContactMethod("phone", "1", "Atelier")),
        ('TEL;VALUE=uri;TYPE="cell,home":tel:+33-6;ext=5', ContactMethod("phone", "+33-6;ext=5", "cell, home")),
        ("EMAIL;TYPE=INTERNET;TYPE=HOME:mailto:a@b.example", ContactMethod("email", "a@b.example", "home")),
        ("URL:https\\://a.example/x,y;z?a=b", ContactMethod("url", "https://a.example/x,y;z?a=b")),
        ("ADR;HOME:;;Main St 1\\, left;Bath;;;UK", ContactMethod("address", "Main St 1, left, Bath, UK", "home")),
        ('ADR;LABEL="Main St 1^nBath":;;;;;;', ContactMethod("address", "Main St 1, Bath")),
        ("LABEL;WORK:Main St 1\\nBath", ContactMethod("address", "Main St 1, Bath", "work")),
        ("X-SOCIALPROFILE;type=linkedin:http://l.example/x", ContactMethod("url", "http://l.example/x", "linkedin")),
    ],
)  # fmt: skip
def test_a_method_keeps_its_value_and_its_label(line: str, method: ContactMethod) -> None:
    assert form(line).methods == (method,)


def test_a_label_of_ones_own_wins_wherever_it_stands() -> None:
    assert form("b.X-ABLabel:Hut\\, up", "B.TEL;TYPE=HOME:1").methods == (ContactMethod("phone", "1", "Hut, up"),)


def test_what_is_no_e_mail_address_is_told_with_a_warning() -> None:
    who, remark = read(card("FN:Ann", "EMAIL:ann at home"))
    assert isinstance(who, Person)
    assert (who.form.methods, who.form.about) == ((), "E-mail: ann at home")
    assert warnings([remark]) == [4]


def test_what_has_no_field_is_told_below_the_notes() -> None:
    about = form(
        "RELATED;VALUE=text;TYPE=friend:Bo",
        "RELATED:urn:uuid:1234",
        "NOTE:  One, two; \"three\".\\n\\n- four\\\\",
        "ORG:Acme;Sales;North",
        "ORG:Other",
        "ROLE:Buys paper",
        "TITLE:Buyer",
        "NOTE:Second note",
        "X-SKYPE-USERNAME:ann.v",
    ).about  # fmt: skip
    assert about == (
        'One, two; "three".\n\n- four\\\n\nSecond note\n\n'
        "Friend: Bo\nDepartment: Sales\nDepartment: North\nCompany: Other\nSkype: ann.v\nRole: Buys paper"
    )


def test_who_has_died_is_never_nudged() -> None:
    dead = form("BDAY:1941-06-07", "DEATHDATE:20190302")
    assert (dead.every_days, dead.about) == (0, "")
    assert dead.dates == (
        ImportantDate("birthday", PartialDate(6, 7, 1941)), ImportantDate("death", PartialDate(3, 2, 2019)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "told"), [("DEATHDATE:2019", "2019"), ("DEATHDATE;VALUE=text:in the war", "in the war")]
)
def test_the_days_of_who_died_on_a_day_nobody_knows_are_only_told(said: str, told: str) -> None:
    dead = form(said, "BDAY:--0607", "ANNIVERSARY:1962-05-01")
    assert (dead.every_days, dead.dates) == (0, ())
    assert dead.about == f"Death: {told}\nBirthday: 06-07\nAnniversary: 1962-05-01"


def test_everybody_s_category_is_no_tag() -> None:
    assert form("CATEGORIES:myContacts,Clients\\, old,VIP").tags == ("Clients, old", "VIP")


@pytest.mark.parametrize("line", ["KIND:group", "X-ADDRESSBOOKSERVER-KIND:Group"])
def test_a_group_is_no_contact(line: str) -> None:
    assert read(card("FN:Clients", line)) == [Skipped(1, "“Clients” is a group, not a contact.")]


def test_unknown_properties_are_kept_as_they_are() -> None:
    lines = (
        "PRODID:-//X//Y//EN",
        "X-Foo;TYPE=a;q=\"1:2\":a\\, b\\nc",
        "GEO:1;2",
        "item3.X-THING:1",
        "item3.X-ABLabel:Thing",
        "KIND:org",
    )  # fmt: skip
    assert one("FN:Ann", *lines).properties == lines


def test_the_label_of_what_has_a_place_is_not_kept() -> None:
    assert one("FN:Ann", "item1.TEL:1", "item1.X-ABLabel:Hut", "item1.X-ABADR:it").properties == ("item1.X-ABADR:it",)


def test_a_kept_line_of_2_1_is_made_one_of_3_0() -> None:
    who = one(
        "N:B;A",
        "X-Foo;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE;HOME:=E9\\=0D=0A=",
        "x;y",
        "PHOTO;ENCODING=BASE64;JPEG:",
        " AAEC",
        "AwQF",
        "",
        "X-Bar:1",
        version="2.1",
    )
    assert who.properties == ("X-Foo;TYPE=HOME:é\\\\\\nx;y", "PHOTO;ENCODING=b;TYPE=JPEG:AAECAwQF", "X-Bar:1")


@pytest.mark.parametrize(
    "line", ["PHOTO;ENCODING=b:!!", "LOGO;BASE64:AAA=A", "KEY:data:x/y;base64,A", "SOUND;ENCODING=b:AAECA"]
)
def test_a_photo_that_is_none_is_left_out_with_a_warning(line: str) -> None:
    who, remark = read(card("FN:Ann", line))
    assert isinstance(who, Person)
    assert (who.properties, warnings([remark])) == ((), [4])


@pytest.mark.parametrize("line", ["PHOTO;VALUE=uri:https://a.example/p.jpg", "PHOTO;ENCODING=b:AAECAw", "X-A;B:AA=="])
def test_a_photo_that_is_one_is_kept_without_a_word(line: str) -> None:
    assert len(one("FN:Ann", line).properties) == 1


def test_a_note_in_base64_is_text() -> None:
    assert form("NOTE;ENCODING=b:SGVsbG8=").about == "Hello"
