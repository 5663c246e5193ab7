"""Monica's export when it is damaged: one record costs only itself, and nothing but a refusal is raised."""

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.book.contact_rows import checked
from bondtui.domain.incoming import Asked, Person, Skipped
from bondtui.domain.text import MAX_TEXT, clean, too_long
from bondtui.errors import Refused
from bondtui.exchange import monica, monica_json
from bondtui.exchange.source import Source
from tests.conftest import TODAY
from tests.exchange.monica_exports import SAMPLE, contact, export, on, people, read, read_one, record, warnings, written


@pytest.mark.parametrize(
    "damaged",
    [
        "a string", 12, None, [], {}, {"uuid": 1}, {"properties": []}, {"properties": "x"},
        {"properties": {"first_name": None}}, {"properties": {"first_name": ["x"]}}, {"properties": {"is_partial": 1}},
    ],
)  # fmt: skip
def test_a_contact_of_a_wrong_shape_is_skipped_and_stops_nobody(tmp_path: Path, damaged: Any) -> None:
    records = read(written(tmp_path, export(contact("u1"), damaged, contact("u2", "Bob"))))
    assert [each.form.name if isinstance(each, Person) else "skipped" for each in records] == ["Ann", "skipped", "Bob"]


@pytest.mark.parametrize(
    "damaged",
    ['{"uuid": "u9" "properties": {}}', '{"uuid": "\n"}', "{'uuid': 1}", '{"data": ' + "[" * 9_000 + "]" * 9_000 + "}",
     '{"n": ' + "1" * 5_000 + "}", '{"n": [' + "0," * 600_000 + "0]}"],
)  # fmt: skip
def test_a_contact_that_is_no_json_is_skipped_and_stops_nobody(tmp_path: Path, damaged: str) -> None:
    whole = json.dumps(export(contact("u1"), "HERE", contact("u2", "Bob"))).replace('"HERE"', damaged)
    records = read(written(tmp_path, whole))
    assert [each.form.name if isinstance(each, Person) else "skipped" for each in records] == ["Ann", "skipped", "Bob"]


def test_parts_of_a_wrong_shape_cost_only_themselves(tmp_path: Path) -> None:
    odd = {
        "call": ["x", 5, [1]],
        "note": [record("n1", "2026-01-01", body={"a": 1})],
        "contact_field": [None],
        "tag": {},
    }
    person, *remarks = read(
        written(tmp_path, export(contact("u1", "Ann", odd, tags="vip", birthdate="1980", gender=[1], company=True)))
    )
    assert isinstance(person, Person)
    assert [each.text for each in person.happened] == ['Body: {"a": 1}']
    for told in ("Call: x", "Call: 5", "Call: [1]", "Tags: vip", "Birthdate: 1980", "Gender: [1]", "Company: yes"):
        assert told in person.form.about
    assert len(remarks) == 2


def test_a_name_too_long_for_a_line_is_cut_and_told_in_full(tmp_path: Path) -> None:
    long = "Anna " * 300
    person = read_one(tmp_path, long, {"call": [record("c", called_at=on("2026-01-01"))]}, company="Co " * 400)
    assert person.form.name == long[:999]
    assert [each.name for each in person.happened[0].people] == [person.form.name]
    assert person.form.company == ""
    assert long.strip() in person.form.about
    assert ("Co " * 400).strip() in person.form.about


def test_texts_over_64_kib_are_cut_and_the_cut_is_told(tmp_path: Path) -> None:
    huge = "ä\U0001f600 " * 700_000
    note = record("n", "2026-01-01", body=huge)
    records = read(
        written(tmp_path, export(contact("u1", "Ann", {"note": [note]}, description=huge), contact("u2", "Bob")))
    )
    ann = people(records)["Ann"]
    for text in (ann.form.about, ann.happened[0].text):
        assert MAX_TEXT - 10 <= len(text.encode()) <= MAX_TEXT
        assert huge.startswith(text)
    assert warnings(records) == [
        "Ann: the text of a note was cut at 64 KiB.",
        "Ann: the text about them was cut at 64 KiB.",
    ]
    assert "Bob" in people(records)


@pytest.mark.parametrize(
    "whole",
    ["\ufeff", "", "[]", "{}", "null", '{"account": []}', '{"account": {}}', '{"account": {"data": [', "[" * 100_000,
     '{"a":' * 100_000, '{"account": {"data": ' + "[" * 100_000,
     '{"account": {"data": [{"type": "contact", "values": [{"a": "'],
)  # fmt: skip
def test_what_is_no_export_is_refused_in_one_sentence(tmp_path: Path, whole: str) -> None:
    with pytest.raises(Refused, match=r"^export\.json could not be read as a Monica export: [^.]+\.$"):
        read(written(tmp_path, whole))


@given(st.integers(0, SAMPLE.stat().st_size - 10))
@settings(max_examples=5000, derandomize=False, suppress_health_check=list(__import__("hypothesis").HealthCheck), deadline=None)
def test_a_file_that_is_cut_off_anywhere_is_refused_before_anything_comes(tmp_path_factory: Any, at: int) -> None:
    path = tmp_path_factory.mktemp("cut") / "export.json"
    path.write_bytes(SAMPLE.read_bytes()[:at])
    with pytest.raises(Refused):
        next(monica.read(Source(path), Asked(TODAY)))


@given(
    st.lists(st.text(st.sampled_from('a"\\\\{}[]:, \n\u20ac\U0001f600'), max_size=90), max_size=4), st.integers(64, 140)
)
@settings(max_examples=5000, derandomize=False, suppress_health_check=list(__import__("hypothesis").HealthCheck), deadline=None)
def test_a_text_is_whole_wherever_the_file_is_cut_in_two_for_reading(
    tmp_path_factory: Any, texts: list[str], chunk: int
) -> None:
    contacts = [contact(f"u{number}", "Ann", description=text) for number, text in enumerate(texts)]
    path = written(tmp_path_factory.mktemp("cut"), export(*contacts))
    with patch.object(monica_json, "_CHUNK", chunk):
        records = read(path)
    assert [each.form.about for each in records if isinstance(each, Person)] == [clean(text) for text in texts]


def test_an_export_is_recognised_by_its_account_and_nothing_else_is() -> None:
    for path in SAMPLE.parent.iterdir():
        assert monica.looks_like(Source(path).head) == (path == SAMPLE)
    assert not monica.looks_like('{"contacts": []}')
    assert not monica.looks_like('[{"account": {}}]')


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
NAMES = TEXTS.filter(lambda text: bool(" ".join(clean(text).split())))
DAYS = st.dates(date(1990, 1, 1), date(2027, 12, 31))


@given(
    st.lists(st.tuples(NAMES, st.booleans(), st.lists(st.tuples(DAYS, TEXTS), max_size=3)), max_size=5),
    st.lists(st.tuples(DAYS, st.sets(st.integers(0, 4))), max_size=4),
    st.booleans(),
)
@settings(max_examples=5000, derandomize=False, suppress_health_check=list(__import__("hypothesis").HealthCheck), deadline=None)
def test_what_was_written_is_read(
    tmp_path_factory: Any, everybody: list[Any], together: list[tuple[date, set[int]]], pretty: bool
) -> None:
    """Relatives are skipped; each note and each activity of the past comes once, with those who come in."""
    contacts = []
    for number, (name, relative, notes) in enumerate(everybody):
        records = [record(f"n{number}-{n}", str(day), body=text) for n, (day, text) in enumerate(notes)]
        did = [f"a{n}" for n, (_, who) in enumerate(together) if number in who]
        contacts.append(contact(f"u{number}", name, {"note": records, "activity": did}, is_partial=relative))
    activities = [record(f"a{n}", happened_at=on(str(day))) for n, (day, _) in enumerate(together)]
    path = tmp_path_factory.mktemp("made") / "export.json"
    path.write_text(json.dumps(export(*contacts, activity=activities), indent=pretty or None), encoding="utf-8")
    records = read(path)

    come = {n: name for n, (name, relative, _) in enumerate(everybody) if not relative}
    read_people = [each for each in records if isinstance(each, Person)]
    assert [each.source_uid for each in read_people] == [f"u{n}" for n in come]
    assert sum(isinstance(each, Skipped) for each in records) == len(everybody) - len(come)
    happened = {each.key: each for person in read_people for each in person.happened}
    notes = {f"monica:n{n}-{k}": (day, clean(text)) for n in come for k, (day, text) in enumerate(everybody[n][2])}
    past = {key: told for key, told in notes.items() if told[0] <= TODAY}
    assert {key: (each.date, each.text) for key, each in happened.items() if ":n" in key} == past
    met = {
        f"monica:a{n}": [f"u{k}" for k in sorted(who & come.keys())]
        for n, (day, who) in enumerate(together)
        if day <= TODAY
    }
    took_part = {key: [who.source_uid for who in each.people] for key, each in happened.items() if ":a" in key}
    assert took_part == {key: who for key, who in met.items() if who}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in members:
        yield from places(each, (*path, key))


WHOLE = json.loads(SAMPLE.read_text(encoding="utf-8"))
PLACES = list(places(WHOLE))
ODD = ["\ud800", "1968-03-19", "\x00", "x" * 2000, True, 10**20]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def grafted(changes: list[tuple[tuple[Any, ...], Any]]) -> Any:
    """The sample with other values in some places, as far as those are still there."""
    whole = {"": deepcopy(WHOLE)}
    for path, value in changes:
        where: Any = whole
        with suppress(KeyError, IndexError, TypeError):
            for key in ("", *path)[:-1]:
                where = where[key]
            where[("", *path)[-1]] = value
    return whole[""]


def read_or_refused(path: Path) -> None:
    """The book would take all that comes, or nothing comes but a sentence."""
    try:
        records = read(path)
    except Refused:
        return
    for each in records:
        if not isinstance(each, Person):
            assert each.why
            continue
        assert checked(each.form, TODAY).name == " ".join(clean(each.form.name).split())
        for happening in each.happened:
            assert happening.date <= TODAY
            assert happening.people
            assert not too_long(clean(happening.text))
        (each.source_uid + "".join(happening.key for happening in each.happened)).encode()
        assert all(planned.text and planned.due_on >= TODAY for planned in each.planned)


@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON), max_size=6))
@settings(max_examples=5000, derandomize=False, suppress_health_check=list(__import__("hypothesis").HealthCheck), deadline=None)
def test_whatever_stands_anywhere_in_an_export_only_a_refusal_is_raised(
    tmp_path_factory: Any, changes: list[Any]
) -> None:
    path = tmp_path_factory.mktemp("odd") / "export.json"
    path.write_text(json.dumps(grafted(changes)), encoding="utf-8")
    read_or_refused(path)


@given(
    st.lists(st.tuples(st.integers(0, SAMPLE.stat().st_size), st.integers(0, 40), st.binary(max_size=8)), max_size=6)
)
@settings(max_examples=5000, derandomize=False, suppress_health_check=list(__import__("hypothesis").HealthCheck), deadline=None)
def test_whatever_bytes_are_changed_only_a_refusal_is_raised(tmp_path_factory: Any, changes: list[Any]) -> None:
    data = SAMPLE.read_bytes()
    for at, gone, put in changes:
        data = data[:at] + put + data[at + gone :]
    path = tmp_path_factory.mktemp("odd") / "export.json"
    path.write_bytes(data)
    read_or_refused(path)
