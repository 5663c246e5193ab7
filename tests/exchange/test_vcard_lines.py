"""A file of vCards is read in any encoding, past every damaged line, card and oversized thing in it."""

from pathlib import Path

import pytest

from bondtui.book.contact_rows import checked
from bondtui.domain.contacts import ContactMethod
from bondtui.domain.incoming import Person
from bondtui.exchange import vcard
from bondtui.exchange.source import Source
from tests.exchange.vcards import DATA, TODAY, card, form, one, people, read, warnings


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("NOTE:caffè €".encode(), "caffè €"),
        ("NOTE:caffè €".encode("cp1252"), "caffè €"),
        (b"NOTE:caff\xc3\r\n \xa8", "caffè"),
        (b"NOTE;CHARSET=koi8-r:\xd7", "в"),
        (b"NOTE;CHARSET=Shift_JIS:\x95\x5c", "表"),
        (b"NOTE;CHARSET=ISO-8859-1:\x80", "€"),
        ("NOTE;CHARSET=UTF-8:è".encode("cp1252"), "è"),
        (b"NOTE;CHARSET=UTF-8;QUOTED-PRINTABLE:=C3=\r\n=A8=20=\r\n x", "è  x"),
        (b"NOTE;ENCODING=QUOTED-PRINTABLE:=E8=", "è"),
        (b"NOTE;ENCODING=8BIT:a=3D", "a=3D"),
        (b"VERSION:2.1\r\nNOTE:a\\nb", "a\nb"),
        (b"NOTE;QUOTED-PRINTABLE:C:\\new\\; x", "C:\\new; x"),
        (b"NOTE:a\r\n  b\r\n\tc\r\n \r\n\r\n d", "a bcd"),
    ],
)
def test_letters_survive_folds_and_charsets(line: bytes, about: str) -> None:
    assert form(line).about == about


@pytest.mark.parametrize("name", ["no-such", "hex", "rot13", "idna", "punycode", "unicode_escape", "", "a" * 5000])
def test_a_charset_that_does_not_exist_is_a_warning(name: str) -> None:
    records = read(card("FN:Ann", f"NOTE;CHARSET={name}:caffè"))
    assert isinstance(records[0], Person)
    assert records[0].form.about == "caffè"
    assert warnings(records) == ([4] if name else [])


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_any_encoding_with_any_line_end(end: str, encoding: str) -> None:
    text = card("FN:Zoë 🚚", "NOTE;CHARSET=utf-8:ü", "junk").decode().replace("\r\n", end)
    who, remark = read(text.encode(encoding))
    assert isinstance(who, Person)
    assert (who.form.name, who.form.about, warnings([remark])) == ("Zoë 🚚", "ü", [5])


def test_in_utf_16_a_line_s_charset_means_nothing() -> None:
    (who,) = people(card("FN:Ann", "NOTE;CHARSET=koi8-r:ü").decode().encode("utf-16"))
    assert who.form.about == "ü"


def test_each_stray_line_has_its_warning_and_no_card_is_lost() -> None:
    data = b"junk\n" + card("FN:Ann") + b"\n stray\n\xef\xbb\xbf" + card("FN:Bo", "tel") + b"END:VCARD\nX:1"
    records = read(data)
    assert [each.form.name for each in records if isinstance(each, Person)] == ["Ann", "Bo"]
    assert warnings(records) == [1, 7, 11, 13, 14]


def test_a_card_within_a_card_ends_the_one_around_it() -> None:
    records = read(b"BEGIN:VCARD\nFN:Ann\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\nTEL:1\nEND:VCARD\n")
    assert [each.form.name for each in records if isinstance(each, Person)] == ["Ann", "Bo"]
    assert warnings(records) == [3, 6, 7]


def test_the_card_of_an_agent_is_kept_inside_and_is_nobody_in_the_file() -> None:
    who = one("N:B;A", "AGENT:", "BEGIN:VCARD", "N:D;C", "TEL:2", "END:VCARD", "TEL:1", version="2.1")
    assert who.form.methods == (ContactMethod("phone", "1"),)
    assert who.properties == ("AGENT:BEGIN:VCARD\\nN:D\\;C\\nTEL:2\\nEND:VCARD\\n",)


def test_an_agent_without_an_end_costs_nobody_else() -> None:
    data = b"BEGIN:VCARD\nFN:Ann\nAGENT:\nBEGIN:VCARD\nFN:Cy\n" + card("FN:Bo")
    records = read(data)
    assert [each.form.name for each in records if isinstance(each, Person)] == ["Ann", "Bo"]
    assert warnings(records) == [6]


@pytest.mark.parametrize("line", ["BEGIN:VEVENT", "END:x", "two words:x", "a.b c.TEL:1", ":x", ";TYPE=x:y", "émail:x"])
def test_a_line_that_is_no_property_is_a_warning(line: str) -> None:
    records = read(card("FN:Ann", line, "TEL:1"))
    assert isinstance(records[0], Person)
    assert records[0].form.methods == (ContactMethod("phone", "1"),)
    assert warnings(records) == [4]


def test_quotes_out_of_order_mean_nothing() -> None:
    assert form('TEL;TYPE="CELL:+44 7').methods == (ContactMethod("phone", "+44 7", "cell"),)
    assert form('NOTE:"a: b').about == '"a: b'
    assert one("FN:A", 'X-A;P="a;b:c";Q=d:e').properties == ('X-A;P="a;b:c";Q=d:e',)


def test_what_does_not_fit_on_a_line_is_told_and_the_name_is_cut() -> None:
    who = one(f"FN:{'Ann ' * 300}", f"ORG:{'x' * 1001}", f"a.TEL:{'1' * 1001}", f"EMAIL:{'a' * 999}@b").form
    assert who.name == ("Ann " * 250).strip()
    assert (who.company, who.methods) == ("", ())
    for said in (f"Name: {'Ann ' * 300}".strip(), f"Company: {'x' * 1001}", f"Phone: {'1' * 1001}"):
        assert said in who.about.split("\n")
    assert checked(who, TODAY) == who


def test_of_a_note_that_is_too_long_the_beginning_is_read_and_the_rest_of_the_card_too() -> None:
    records = read(card("FN:Ann", "NOTE:" + "é\\n" * 2_500_000, "TEL:1", "ORG:Acme;Sales"))
    who = records[0]
    assert isinstance(who, Person)
    assert 65_000 < len(who.form.about.encode()) <= 65_536
    assert who.form.about.endswith("é\n\nDepartment: Sales")
    assert who.form.methods == (ContactMethod("phone", "1"),)
    assert warnings(records) == [4]
    assert checked(who.form, TODAY) == who.form


def test_a_card_without_bounds_is_read_as_far_as_it_is_reasonable() -> None:
    records = read(card("FN:Ann", *["TEL:1"] * 20_000, "NOTE:x") + card("FN:Bo"))
    assert [each.form.name for each in records if isinstance(each, Person)] == ["Ann", "Bo"]
    assert warnings(records) == [10_002]


def test_a_line_without_bounds_costs_only_itself() -> None:
    records = read(card("FN:Ann", "PHOTO;ENCODING=b:" + "AAAA" * (5 << 20), "TEL:1"))
    who = records[0]
    assert isinstance(who, Person)
    assert (who.properties, who.form.methods) == ((), (ContactMethod("phone", "1"),))
    assert warnings(records) == [4]


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        ("BEGIN:VCARD\r\nVERSION:3.0\r\n", True),
        ("\n\nbegin : vcard\rversion:2.1\r", True),
        ("\ufeffBEGIN:VCARD\n", True),
        ("a stray line\nBEGIN:VCARD\n", True),
        ("", False),
        ("BEGIN:VCALENDAR\nBEGIN:VCARD\n", False),
        ("BEGIN:VCARDS\n", False),
        ("Name,Note\nAnn,BEGIN:VCARD\n", False),
        ("line\n" * 20 + "BEGIN:VCARD\n", False),
    ],
)
def test_a_vcard_is_known_by_its_beginning(head: str, is_one: bool) -> None:
    assert vcard.looks_like(head) is is_one


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_of_the_samples_only_the_vcards_look_like_some(path: Path) -> None:
    assert vcard.looks_like(Source(path).head) is (path.suffix == ".vcf")
