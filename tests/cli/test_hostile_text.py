"""Hostile text through every field and out by every command: it is text again, and does nothing on the way."""

import json
import os
import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from wcwidth import wcswidth

from bondtui.book import Book
from bondtui.settings import Settings
from tests.conftest import TODAY
from tests.hostile import FORBIDDEN, HOSTILE, PATHS, STEERING, Filled, is_legal, name_of, on_a_line

from .conftest import Run

TYPED = [
    *STEERING, "lone surrogate", "override", "line separators", "only blanks", "a thousand letters", "option",
    "long option", "minus", "dot", "closing tag", "sql", "search operators", "like", "format",
]  # fmt: skip
"""The texts that can be more than a value to a command."""
DISPUTED = {"zero width", "joined letters", "flags", "half a flag", "keycap", "variation selectors", "filler"}
"""Terminals and the tables of widths give these different numbers of cells."""


@pytest.fixture
def filled(hostile_book: tuple[Path, dict[str, Filled]], db: Path) -> dict[str, Filled]:
    """The book these commands work on has every text in every field."""
    db.parent.mkdir()
    shutil.copy(hostile_book[0], db)
    return hostile_book[1]


def texts_in(shape: Any) -> Iterator[str]:
    """Every text in a JSON value, keys too."""
    match shape:
        case str():
            yield shape
        case dict():
            yield from shape
            for each in shape.values():
                yield from texts_in(each)
        case list():
            for each in shape:
                yield from texts_in(each)


def harmless(text: str) -> bool:
    return not FORBIDDEN.search(text) and unicodedata.is_normalized("NFC", text)


def came_back(what: str, text: str | None, *, one_line: bool = True) -> bool:
    """Whether the text is the one that went in, or, where that was not legal, what is left of it without harm."""
    went_in = HOSTILE[what]
    if (on_a_line if one_line else is_legal)(went_in):
        return text == went_in
    bare = "".join(re.sub(FORBIDDEN, "", unicodedata.normalize("NFC", went_in)).split())
    left = "".join((text or "").split())
    return harmless(text or "") and (left in ("", "saidnothing") if not bare else left == bare)


def test_every_text_comes_back_from_every_field(run: Run, filled: dict[str, Filled]) -> None:
    wrong = []
    for what, at in filled.items():
        told = run("show", at.contact, "--json").json
        who, (project,), (payment,) = told["contact"], told["projects"], told["payments"]
        newest, oldest = told["interactions"]
        lines = {
            "alias": (who["aliases"] or [""])[0], "company": who["company"], "role": who["role"],
            "expertise": told["expertise"], "follow-up": told["follow_ups"][0]["text"],
            "label of a date": told["dates"][0]["label"].removeprefix("date"),
            "reason of a move": told["ledger"][-1]["reason"], "title": project["title"],
            "reason of a step": project["steps"][0]["waived"], "concession": project["concessions"][0]["note"],
            "payment": payment["note"],
        }  # fmt: skip
        if HOSTILE[what].strip():
            lines |= {"name": who["name"], "method": told["methods"][0]["value"], "label": told["methods"][0]["label"]}
        bodies = {"about": told["about"], "how met": told["how_met"], "text": oldest["text"]}
        bodies["result"] = project["result"]
        wrong += [(what, field) for field, text in lines.items() if not came_back(what, text)]
        wrong += [(what, field) for field, text in bodies.items() if not came_back(what, text, one_line=False)]
        wrong += [(what, "tag") for tag in who["tags"] if not harmless(tag) or " " in tag]
        wrong += [(what, "twice") for text in texts_in(newest) if not harmless(text)]
    assert wrong == []


LISTS = (
    ("list",), ("due",), ("history", "--limit", "10000"), ("project", "list"),
    *(("insights", which) for which in ("pareto", "journey", "referrals", "parity", "reciprocity")),
)  # fmt: skip


@pytest.mark.parametrize("command", LISTS, ids=" ".join)
def test_lists_hold_nothing_but_text(run: Run, filled: dict[str, Filled], command: tuple[str, ...]) -> None:
    plain, shaped = run(*command), run(*command, "--json")
    assert (plain.code, plain.err) == (0, "")
    assert not FORBIDDEN.search(plain.out)
    assert not FORBIDDEN.search(shaped.out)
    assert all(map(harmless, texts_in(shaped.json)))


@pytest.mark.parametrize(
    ("command", "column"),
    [(("list",), " partner "), (("project", "list"), " 1 of 8 "), (("insights", "reciprocity"), " partner ")],
)
def test_a_column_begins_in_the_same_cell_whatever_stands_before_it(
    run: Run, filled: dict[str, Filled], command: tuple[str, ...], column: str
) -> None:
    for what, at in filled.items():
        if len(HOSTILE[what]) > 100 or what in DISPUTED:
            run("remove", at.contact, "--yes")
    rows = run(*command).out.splitlines()[1:]
    assert len(rows) == len([text for what, text in HOSTILE.items() if len(text) <= 100 and what not in DISPUTED])
    assert len({wcswidth(row[: row.index(column)]) for row in rows}) == 1


WRITTEN = {
    "contact": "name", "alias": "name", "contact_method": "value", "tag": "name", "interaction": "text",
    "follow_up": "text", "project": "title", "payment": "note", "stage_change": "reason", "change": "label",
}  # fmt: skip
"""What another program could have written into the book, by table."""


def test_what_another_program_wrote_into_the_book_does_not_steer_a_terminal(
    run: Run, filled: dict[str, Filled], db: Path
) -> None:
    with closing(sqlite3.connect(db)) as book, book:
        for table, column in WRITTEN.items():
            book.execute(f"UPDATE {table} SET {column} = {column} || char(27) || '[31m' || char(155) || char(8238)")
    one = filled["cjk"]
    shown = [("show", one.contact), ("project", "show", one.project), ("duplicates",), ("paid", one.contact, "5EUR")]
    done = [("archive", one.contact), ("move", one.contact, "friend"), ("undo",), ("redo",), ("remove", one.contact)]
    for command in (*LISTS, *shown, *done):
        ran = run(*command)
        assert not FORBIDDEN.search(ran.out + ran.err), command


def test_one_contact_and_one_project_are_shown_with_nothing_but_text(run: Run, filled: dict[str, Filled]) -> None:
    for at in filled.values():
        for command in (("show", at.contact), ("project", "show", at.project)):
            ran = run(*command)
            assert (ran.code, ran.err) == (0, "")
            assert not FORBIDDEN.search(ran.out)


def test_a_text_of_several_lines_cannot_pass_for_another_line_of_the_page(run: Run, filled: dict[str, Filled]) -> None:
    forged = "x\nStages\n  2020-01-01  friend\n\nTimeline\n  2020-01-01  call"
    run("edit", filled["cjk"].contact, "--about", forged, "--how-met", forged)
    page = run("show", filled["cjk"].contact).out
    assert [line for line in page.splitlines() if line in ("Stages", "Timeline")] == ["Stages", "Timeline"]
    assert not [line for line in page.splitlines() if line.startswith("  2020")]


def test_the_status_bar_gets_markup_that_says_exactly_the_names(run: Run, filled: dict[str, Filled]) -> None:
    ran = run("due", "--format", "waybar")
    assert not FORBIDDEN.search(ran.out)
    shown = json.loads(ran.out)
    parsed = ElementTree.fromstring(f"<markup>{shown['tooltip']}</markup>")
    assert list(parsed) == []
    nudges = run("due", "--json").json["nudges"]
    assert parsed.text == "\n".join(f"{each['contact']['name']}: {each['why']}" for each in nudges)
    assert shown["text"] == str(len([each for each in nudges if each["kind"] != "date"]))


def as_notify_send_reads(body: str) -> str:
    """C escapes first, as GLib's g_strcompress reads them, then what the notification server reads as markup."""
    plain = re.sub(
        r"\\([0-7]{1,3}|.|$)",
        lambda found: chr(int(found[1], 8)) if found[1].isdigit() else {"n": "\n", "t": "\t"}.get(found[1], found[1]),
        body,
    )
    parsed = ElementTree.fromstring(f"<body>{plain}</body>")
    assert list(parsed) == []
    return parsed.text or ""


def test_a_notification_says_the_names_and_obeys_nothing(
    run: Run, filled: dict[str, Filled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, program = tmp_path / "said", tmp_path / "bin" / "notify-send"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nprintf '%s\\0' \"$@\" > '{said}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.setattr("bondtui.cli.nudges.NAMED", len(HOSTILE))
    assert run("due", "--notify").code == 0
    *options, summary, body, end = said.read_bytes().decode().split("\0")
    nudges = run("due", "--json").json["nudges"]
    names = dict.fromkeys(each["contact"]["name"] for each in nudges if each["kind"] != "date")
    assert len(names) == len(HOSTILE)
    assert (options, end) == (["--app-name=bondtui", "--"], "")
    assert re.fullmatch("[0-9]+ due today", summary)
    assert as_notify_send_reads(body) == ", ".join(names)


def test_the_calendar_has_one_event_a_thing_and_says_the_names(run: Run, filled: dict[str, Filled]) -> None:
    feed = run("export", "--format", "ics").out
    assert all(len(line.encode()) <= 75 for line in feed.split("\r\n"))
    assert not FORBIDDEN.search(feed.replace("\r\n", "\n"))
    events = Calendar.from_ical(feed).walk("VEVENT")
    people = run("list", "--json").json["contacts"]
    labels = {at.contact: run("show", at.contact, "--json").json["dates"][0]["label"] for at in filled.values()}
    wanted = [f"Get in touch with {each['name']}" for each in people]
    wanted += [f"{each['name']}: {labels[each['uid']]}" for each in people]
    assert sorted(str(event["summary"]) for event in events) == sorted(wanted)
    assert {alarm["description"] for event in events for alarm in event.walk("VALARM")} == set(wanted)
    assert {line.split(":")[0] for line in feed.split("\r\n") if line[:1].isalpha()} == {
        "BEGIN", "END", "PRODID", "VERSION", "SUMMARY", "DTSTART;VALUE=DATE", "DTSTAMP", "UID", "TRANSP", "RRULE",
        "ACTION", "DESCRIPTION", "TRIGGER",
    }  # fmt: skip


@pytest.mark.parametrize("what", TYPED)
def test_a_text_typed_after_a_verb_is_taken_or_refused_in_a_clean_sentence(run: Run, what: str) -> None:
    text = HOSTILE[what]
    run("add", "Anna Petrova")
    for command in (
        ("edit", "Anna", f"--company={text}", f"--about={text}", f"--tag={text}", f"--alias={text}"),
        ("edit", "Anna", f"--date={text}=12-04", f"--birthday={text}", f"--every={text}", f"--since={text}"),
        ("log", "--", f"called Anna: {text}"), ("log", "--dry-run", "--", f"met **{text}** and Anna"),
        ("promise", "--", "Anna", "2w", text), ("promise", "--", "Anna", text, "x"), ("snooze", "--", "Anna", text),
        ("move", "Anna", "partner", f"--because={text}"), ("move", "--", "Anna", text), ("amend", "--", text, text),
        ("project", "add", "--", "Anna", text), ("project", "step", "p1", "1", f"--waive={text}"),
        ("project", "concede", "p1", "rush", f"--note={text}"), ("project", "close", "p1", "mixed", f"--result={text}"),
        ("paid", "--note", f"x{text}", "--", "Anna", "5"), ("paid", "--", "Anna", text), ("done", "--", text),
        ("list", "--", text), ("list", "--", f"tag:{text}"), ("show", "--", text), ("export", "--", text),
        ("accept", "--", text), ("accept", "--", f"su-{text}"), ("dismiss", "--undo", "--", f"re-{text}"),
        ("done", "--", f"da-{text}"), ("snooze", "--", f"th-{text}", "2w"), ("remove", "--", f"p{text}"),
        ("project", "show", f"p{text}"), ("paid", "Anna", "5", f"--project=p{text}"), ("done", "--", f"f{text}"),
        ("unarchive", "--", text), ("insights", "--year", text), ("history", "--limit", text), (text,), ("--db", text),
    ):  # fmt: skip
        ran = run(*command)
        assert ran.code in (0, 1, 2, 3, 4), (command, ran)
        assert not FORBIDDEN.search(ran.out.replace("\r\n", "\n") + ran.err), command
    assert run("show", "Anna", "--json").json["contact"]["name"] == "Anna Petrova"


def test_a_contact_is_found_and_removed_by_any_name_and_nobody_else_is(
    run: Run, filled: dict[str, Filled], db: Path
) -> None:
    """Also by one that is an operator to the search or the database."""
    with closing(sqlite3.connect(db)) as other:
        people = dict(other.execute("SELECT uid, name FROM contact"))
        assert len(people) == len(HOSTILE)
        for what, at in filled.items():
            found = run("list", "--", people[at.contact])
            assert (found.code, FORBIDDEN.search(found.out + found.err)) in ((0, None), (1, None)), what
            by_name = run("remove", "--yes", "--", name_of(what))
            assert not FORBIDDEN.search(by_name.out + by_name.err)
            if by_name.code == 0:
                del people[at.contact]
            assert set(people) == {uid for (uid,) in other.execute("SELECT uid FROM contact")}
    assert len(people) < len(HOSTILE) / 10, "those whose names are but signs are reached by their ids"


def test_a_path_with_control_characters_is_told_without_them(run: Run, anna: str, tmp_path: Path) -> None:
    to = tmp_path / "a\x1b]0;t\x07\x7f\u202eb.md"
    plain = run("export", anna, "-o", str(to))
    assert (plain.code, FORBIDDEN.search(plain.out)) == (0, None)
    shaped = run("export", anna, "-o", str(to), "--json")
    assert not FORBIDDEN.search(shaped.out)
    assert shaped.json["written"] == [str(to)]
    assert not FORBIDDEN.search(run("export", anna, "-o", str(to / "x")).err)


def test_a_name_never_chooses_where_a_file_goes(run: Run, filled: dict[str, Filled], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    before = set(tmp_path.rglob("*"))
    with closing(Book.open(tmp_path / "new" / "book.db", Settings(export_dir=folder), lambda: TODAY)) as book:
        from bondtui.book.exchange import Audience

        written = {what: book.exchange.export(at.contact, Audience.ME) for what, at in filled.items()}
    assert {path.parent for path in written.values()} == {folder}
    assert set(tmp_path.rglob("*")) - before == {folder, *written.values()}
    for path in written.values():
        assert not FORBIDDEN.search(path.name)
        assert not re.search(r'[/\\<>:"|?*\[\]#^\n]', path.name)
        assert not path.name.startswith((".", "-", " "))
        assert len(path.name.encode()) < 255
        assert path.is_file()
        assert not path.is_symlink()
    assert {written[what].stem for what in PATHS} & {"..", ".", "CON", "passwd"} == set()
