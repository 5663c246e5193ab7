"""The export for spreadsheets: safe to open, and read again without a loss."""

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from bondtui.domain.contacts import PartialDate
from bondtui.domain.incoming import Person
from bondtui.domain.text import clean, clean_line, fold
from bondtui.exchange.csv_write import COLUMNS, Listed, write
from bondtui.exchange.generic_csv import looks_like, read
from tests.exchange import csv_files

ANN = Listed(
    uid="c-1",
    name="=Ann Lind",
    stage="friend",
    added=date(2025, 12, 1),
    aliases=("Annie", "A, L"),
    company="Acme; Sons",
    tags=("web", "retail"),
    emails=("a@x", "b@x"),
    phones=("+47 1", "+47 2"),
    addresses=("Weg 1, Bonn",),
    birthday=PartialDate(12, 4),
    about='Says "hi",\nthen more.',
    last_contact=date(2026, 11, 1),
    due=date(2026, 12, 1),
    archived=True,
)


def table(contacts: Iterable[Listed]) -> bytes:
    return b"".join(write(contacts))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_contact_is_a_row_under_the_names_of_its_columns() -> None:
    (row,) = rows(table([ANN]))
    assert tuple(row) == COLUMNS
    assert {name: cell for name, cell in row.items() if cell} == {
        "uid": "c-1",
        "name": "'=Ann Lind",
        "aliases": "Annie\nA, L",
        "company": "Acme; Sons",
        "stage": "friend",
        "tags": "web\nretail",
        "emails": "a@x\nb@x",
        "phones": "'+47 1\n+47 2",
        "addresses": "Weg 1, Bonn",
        "birthday": "'--12-04",
        "about": 'Says "hi",\nthen more.',
        "last contact": "2026-11-01",
        "due": "2026-12-01",
        "added": "2025-12-01",
        "archived": "yes",
    }


def test_excel_knows_the_encoding_and_the_lines_end_as_the_standard_has_them() -> None:
    data = table([ANN])
    assert data.startswith(b"\xef\xbb\xbfuid,name,")
    assert data.count(b"\r\n") == 2
    assert data.endswith(b"\r\n")
    assert table([]) == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


def test_its_own_export_is_recognised_as_a_table() -> None:
    assert looks_like(table([ANN]).decode("utf-8-sig"))


def test_a_table_whose_columns_a_spreadsheet_left_out_or_divided_otherwise_is_still_its_own() -> None:
    (person,) = csv_files.read(read, '\ufeffname;uid;stage;emails\nAnn;c-1;friend;"a@x\r\nb@x"\n')
    assert isinstance(person, Person)
    assert (person.source_uid, person.form.about) == ("c-1", "")
    assert [each.value for each in person.form.methods] == ["a@x", "b@x"]


HOSTILE = st.text(
    st.one_of(st.sampled_from("'=+-@\t\r\n,;\"| :.[a1é林🌻\u200d"), st.characters(codec="utf-8")), max_size=30
)
LINE = HOSTILE.map(clean_line)
WORDS = st.lists(LINE.filter(bool), max_size=3).map(lambda words: tuple({fold(word): word for word in words}.values()))
EMAILS = st.lists(LINE.map(lambda text: text.replace(" ", "") + "@x"), max_size=3, unique=True).map(tuple)
PHONES = WORDS.map(lambda words: tuple(word for word in words if not word.lower().startswith("tel:")))
DAYS = st.dates(date(1900, 1, 1), date(2026, 1, 1)).filter(lambda day: day.year != 1604)
BIRTHDAYS = st.one_of(
    st.none(),
    st.builds(lambda day, known: PartialDate(day.month, day.day, day.year if known else None), DAYS, st.booleans()),
)
CONTACTS = st.builds(
    Listed,
    uid=LINE,
    name=LINE.filter(bool),
    stage=st.sampled_from(["stranger", "friend"]),
    added=DAYS,
    aliases=WORDS,
    company=LINE,
    role=LINE,
    tags=WORDS.map(lambda words: tuple(word.lstrip("#@").replace(" ", "-") for word in words)).map(
        lambda words: tuple({fold(word): word for word in words if word}.values())
    ),
    emails=EMAILS,
    phones=PHONES,
    urls=WORDS,
    addresses=WORDS,
    birthday=BIRTHDAYS,
    expertise=LINE,
    how_met=HOSTILE.map(clean),
    about=HOSTILE.map(clean),
    last_contact=st.none() | DAYS,
    due=st.none() | DAYS,
    archived=st.booleans(),
)


@given(st.lists(CONTACTS, max_size=4))
def test_what_is_written_is_read_again_as_it_was(written: list[Listed]) -> None:
    people = csv_files.read(read, table(written))
    assert [_listed(person) for person in people] == [_known_again(each) for each in written]


@given(st.lists(CONTACTS, max_size=4))
def test_no_cell_is_a_formula(written: list[Listed]) -> None:
    cells = [cell for row in rows(table(written)) for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []


def _known_again(each: Listed) -> tuple[object, ...]:
    """What an import takes over: the stage and the days of contact are the book's own to say."""
    aliases = tuple(alias for alias in each.aliases if alias != each.name)
    return (
        *(each.uid, each.name, aliases, each.company, each.role, each.tags, each.emails, each.phones, each.urls),
        *(each.addresses, each.birthday, each.expertise, each.how_met, each.about, each.archived),
    )


def _listed(person: object) -> tuple[object, ...]:
    assert isinstance(person, Person)
    form = person.form
    of = {kind: tuple(m.value for m in form.methods if m.kind == kind) for kind in ("email", "phone", "url", "address")}
    birthday = form.dates[0].on if form.dates else None
    return (
        *(person.source_uid, form.name, form.aliases, form.company, form.role, form.tags, *of.values(), birthday),
        *(form.expertise, form.how_met, form.about, person.archived),
    )
