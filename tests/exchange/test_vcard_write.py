"""A contact written as a vCard and read again is the same contact, whatever its texts and whatever it came from."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.book.contact_rows import checked
from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Occasion, Person
from bondtui.domain.text import clean_line
from bondtui.exchange.vcard_write import Card, write
from tests.exchange.vcards import DATA, TODAY, one, people, read


def written(form: ContactForm, *properties: str, uid: str = "u1") -> list[str]:
    """The lines of the card, unfolded."""
    data = b"".join(write([Card(uid, form, properties)]))
    assert data.endswith(b"\r\n")
    return data.replace(b"\r\n ", b"").decode().splitlines()


def test_a_contact_is_written_as_3_0() -> None:
    form = ContactForm(
        "Ann Marie Vance",
        aliases=("Annie", "A, B"),
        company="Acme; Sons",
        role="Buyer",
        expertise="paper",
        about="One, two;\nC:\\new",
        how_met="A fair",
        methods=(
            ContactMethod("email", "a@b.example"),
            ContactMethod("phone", "+1 2", "work, fax"),
            ContactMethod("phone", "+1 3", "Hut, up"),
            ContactMethod("url", "https://a.example/x,y;z\\w"),
            ContactMethod("address", "Main St 1, Bath", "home"),
        ),
        dates=(
            ImportantDate("anniversary", PartialDate(2, 29)),
            ImportantDate("Birthday", PartialDate(12, 4)),
            ImportantDate("First order", PartialDate(1, 2, 2011)),
        ),
        tags=("client", "Antwerp"),
    )
    assert written(form, "REV:1", "item4.X-A:1", "item4.X-ABLabel:a") == [
        *("BEGIN:VCARD", "VERSION:3.0", "UID:u1", "FN:Ann Marie Vance", "N:Vance;Ann Marie;;;"),
        *("NICKNAME:Annie,A\\, B", "ORG:Acme\\; Sons", "TITLE:Buyer"),
        *("EMAIL:a@b.example", "TEL;TYPE=work,fax:+1 2", "item5.TEL:+1 3", "item5.X-ABLabel:Hut\\, up"),
        *("URL:https://a.example/x,y;z\\\\w", "ADR;TYPE=home:;;Main St 1\\, Bath;;;;"),
        *("item6.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-02-29", "item6.X-ABLabel:_$!<Anniversary>!$_"),
        *("BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-04", "item7.X-ABDATE:2011-01-02", "item7.X-ABLabel:First order"),
        *("CATEGORIES:client,Antwerp", "X-BONDTUI-EXPERTISE:paper", "X-BONDTUI-HOW-MET:A fair"),
        *("NOTE:One\\, two\\;\\nC:\\\\new", "REV:1", "item4.X-A:1", "item4.X-ABLabel:a", "END:VCARD"),
    ]


@pytest.mark.parametrize(
    ("form", "line"),
    [
        (ContactForm("Ann Marie Vance"), "N:Vance;Ann Marie;;;"),
        (ContactForm("Ann"), "N:;Ann;;;"),
        (ContactForm("A; B, C"), "N:C;A\\; B\\,;;;"),
        (ContactForm("Acme Sons", company="Acme Sons"), "N:;;;;"),
    ],
)
def test_a_name_in_one_piece_is_parted_by_a_guess(form: ContactForm, line: str) -> None:
    assert written(form)[4] == line


def test_the_parts_of_a_name_are_kept_for_as_long_as_it_is_that_name() -> None:
    for lines in (["FN:Doyle, Aoife", "N:Doyle;Aoife;Una;;"], ["N:Doyle;Aoife;Una;;"]):
        who = one(*lines)
        assert "N:Doyle;Aoife;Una;;" in written(who.form, *who.properties)
        assert "N:Murphy;Aoife;;;" in written(ContactForm("Aoife Murphy"), *who.properties)


def test_lines_are_folded_at_75_bytes_and_never_inside_a_letter() -> None:
    form = ContactForm("x" * 72, about="é🚚" * 5_000)
    lines = b"".join(write([Card("u1", form, ("X-A:" + "y" * 71, "X-B:" + "y" * 72))])).split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert all(line.decode() for line in lines[:-1])
    assert b"X-A:" + b"y" * 71 in lines
    assert lines[lines.index(b"X-B:" + b"y" * 71) + 1] == b" y"


def test_a_card_from_a_mac_comes_out_as_it_went_in() -> None:
    went_in = people((DATA / "apple.vcf").read_bytes())
    data = b"".join(write(Card(each.source_uid, each.form, each.properties) for each in went_in))
    came_out = people(data)
    assert [(each.source_uid, each.form, each.properties) for each in came_out] == [
        (each.source_uid, each.form, each.properties) for each in went_in
    ]
    unfolded = ((DATA / "apple.vcf").read_bytes().replace(b"\r\n ", b""), data.replace(b"\r\n ", b""))
    photos = [re.findall(rb"(?m)^PHOTO.*$", each) for each in unfolded]
    assert photos[0] == photos[1] != []


@pytest.mark.parametrize("name", ["nextcloud.vcf", "nokia.vcf", "broken.vcf"])
def test_cards_of_other_versions_come_out_the_same(name: str) -> None:
    went_in = people((DATA / name).read_bytes())
    came_out = people(b"".join(write(Card("u1", each.form, each.properties) for each in went_in)))
    assert [(each.form, each.properties) for each in came_out] == [(each.form, each.properties) for each in went_in]


def test_what_is_told_of_a_kept_line_is_not_told_twice() -> None:
    who = one("FN:Ann", "NOTE:x", "X-SPOUSE:Bo", "X-SOCIALPROFILE;TYPE=a:http://a.example")
    again = one(*written(who.form, *who.properties)[2:-1])
    assert again.form == who.form
    assert again.form.about == "x\n\nSpouse: Bo"


def test_a_large_photo_comes_out_whole() -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "ABCD" * (1 << 18)
    (data,) = write([Card("u1", ContactForm("Ann"), (photo,))])
    (who,) = people(data)
    assert who.properties == (photo,)


LINES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200).filter(clean_line)
HARD = st.text(st.sampled_from('\\,;:nN"=.- aé🚚\u0301\t\n'), min_size=1, max_size=100).filter(clean_line)
LINE = LINES | HARD
TEXT = st.text(st.characters(codec="utf-8")) | HARD | HARD.map(lambda text: text * 50)
LABEL = st.sampled_from(["", "work", "work, work", "home, cell", "birthday", "anniversary", "Work", "pref"]) | LINE
EMAIL = HARD.map(lambda text: "".join(text.split()) + "@").filter(lambda text: " " not in clean_line(text))
METHODS = st.builds(ContactMethod, st.sampled_from(["phone", "url", "address"]), LINE, LABEL) | st.builds(
    ContactMethod, st.just("email"), EMAIL, LABEL
)
DAYS = st.dates().map(lambda day: PartialDate(day.month, day.day, day.year if day.year != 1604 else None))
DATES = st.builds(ImportantDate, LABEL, DAYS | st.just(PartialDate(2, 29)))


EMPTY = st.just("")


def several(what: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(what, max_size=4).map(tuple)


FORMS = st.builds(
    ContactForm, LINE, aliases=several(LINE), company=EMPTY | LINE, role=EMPTY | LINE, expertise=EMPTY | LINE,
    about=TEXT, how_met=TEXT, methods=several(METHODS), dates=several(DATES),
    tags=st.lists(LINE.filter(lambda tag: tag != "myContacts"), max_size=4, unique=True).map(tuple),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(FORMS)
def test_whatever_the_book_holds_is_read_again_as_it_was_written(form: ContactForm) -> None:
    held = checked(form, TODAY)
    (who,) = people(b"".join(write([Card("u1", held)])))
    assert (who.form, who.source_uid, who.properties) == (held, "u1", ())


NAMES = [
    *(b"FN", b"N", b"ORG", b"NOTE", b"TEL", b"EMAIL", b"ADR", b"BDAY", b"X-ABDATE", b"NICKNAME", b"LABEL", b"URL"),
    *(b"CATEGORIES", b"PHOTO", b"RELATED", b"X-SPOUSE", b"IMPP", b"AGENT", b"KIND", b"UID", b"X-ABLabel", b"TITLE"),
    *(b"item1.X-ABLabel", b"item1.TEL", b"item2.X-A", b"EXPERTISE", b"DEATHDATE", b"X-SOCIALPROFILE", b"two words"),
]
PARAMS = [
    *(b"", b";TYPE=", b";WORK", b';X="', b'"', b";", b";ENCODING=QUOTED-PRINTABLE", b";BASE64", b";ENCODING=b"),
    *(b";CHARSET=utf-16", b";CHARSET=koi8-r", b";CHARSET=shift_jis", b";CHARSET=no-such", b";VALUE=text", b"=a,b"),
]
PIECES = [
    *(b"\r\n ", b"=\r\n", b"\r", b"\n", b":", b";", b",", b'"', b"=", b"=C3=A9", b"=E9", b"=0D=0A", b"\\n", b"\\,"),
    *(b"\\;", b"\\\\", b"\\", b"a", b"Ann", b" ", b"a@b", b"1986-12-04", b"--0412", b"1604-04-12", b"AAAA", b"A=="),
    *(b"group", b"http://x", b"urn:x", b"tel:", b"mailto:", b"data:x;base64,", b"BEGIN:VCARD\r\n", b"END:VCARD\r\n"),
    *(
        b"\xc3",
        b"\xa9",
        b"\xff",
        b"\x00",
        b"\x0b",
        b"\x1b[2J",
        b"\xef\xbb\xbf",
        "é🚚\u202e\u2028".encode(),
        b"_$!<X>!$_",
    ),
]
"""What vCards are made of, and what breaks them."""


def some(of: list[bytes], most: int) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(of) | st.binary(max_size=2), max_size=most).map(b"".join)


PROPERTY = st.tuples(st.sampled_from(NAMES), some(PARAMS, 2), st.just(b":"), some(PIECES, 6)).map(b"".join)
VERSIONS = st.sampled_from([b"VERSION:2.1", b"VERSION:3.0", b"FN:Ann"])
CARD = st.tuples(VERSIONS, st.lists(PROPERTY | some(PIECES, 5), max_size=8)).map(
    lambda parts: b"\r\n".join((b"BEGIN:VCARD", parts[0], *parts[1], b"END:VCARD\r\n"))
)
FILES = st.lists(CARD | some(PIECES, 5), min_size=1, max_size=3).map(b"".join)


@settings(max_examples=200, deadline=None)
@given(FILES)
def test_whatever_a_file_holds_the_book_takes_what_is_read_and_it_comes_out_again(data: bytes) -> None:
    records = read(data)
    assert not any(isinstance(each, Occasion) for each in records)
    lines = [each.line for each in records]
    assert all(line and 1 <= line <= data.count(b"\n") + data.count(b"\r") + 1 for line in lines)
    for who in (each for each in records if isinstance(each, Person)):
        taken = checked(who.form, TODAY)
        (again,) = read(b"".join(write([Card(who.source_uid, taken, who.properties)])))
        assert isinstance(again, Person)
        assert checked(again.form, TODAY) == taken
        assert (again.source_uid, again.properties) == (who.source_uid, who.properties)
