"""The commands on the first and the last day there is, with clocks set back, and in every timezone."""

import shlex
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bondtui import paths
from bondtui.cli import main
from bondtui.domain.clock import days_after, due_on
from bondtui.domain.contacts import ContactRef, PartialDate
from bondtui.domain.dates import next_occurrence
from bondtui.domain.interactions import Initiator, Signal
from bondtui.domain.openers import openers
from bondtui.domain.stages import LedgerEntry, Stage, StageChange
from bondtui.domain.suggestions import Seen, cooling, stands_until
from bondtui.domain.work import Project, ProjectKind, Status
from tests.cli.conftest import Ran, Run, anna, db, run

__all__ = ["anna", "db", "run"]

BEYOND = "That day is outside the years 1 to 9999.\n"
DAYS = ("9999-12-31", "9999-12-30", "9999-11-30", "9998-12-31", "2038-01-20", "0001-01-01", "0001-01-02", "0001-03-01")

DAILY = (
    'add "Anna Petrova" --birthday 02-29 --date end=12-31 --date begin=01-01 --stage partner --every 30d',
    'add "Bo Lind" --stage friend --every 3650d --since yesterday',
    'add "田中 健" --since 0001-01-01 --referred-by Anna',
    'log "Anna called: sold out #shared-business #thanked #gave-advice"',
    'log "called Anna yesterday: hm #opened-up"',
    'log "called Anna last year: hm #helped"',
    'log "met Anna: a plan +2w ask how it went"',
    "snooze Anna 1d",
    "snooze Anna 1y",
    "promise Anna today words",
    "promise Anna 1m words",
    "promise Anna 9999-12-31 words",
    "move Anna friend --because so",
    "move Anna stranger --on yesterday",
    "due --format plain",
    "due --format json",
    "due --format count",
    "due --format waybar",
    "due --exit-code",
    "list due:yes",
    "list --json",
    "show Anna",
    "show Anna --json",
    "show Bo",
    "project add 健 Shop --amount 1200",
    "project add Bo Sign --on yesterday",
    "project step p1 1",
    "project concede p1 rush --amount 5",
    "project close p1 positive --result more",
    "project list",
    "project show p1",
    "paid 健 100",
    "paid 健 20 --on yesterday",
    "insights pareto",
    "insights journey",
    "insights referrals",
    "insights parity",
    "insights reciprocity --json",
    "export Anna",
    "export Anna --for handover",
    "export --format ics",
    "edit Anna --birthday 9999-12-31 --every 3650d",
    "edit Anna --since 0001-01-01",
    "archive Bo",
    "unarchive Bo",
    "undo",
    "undo",
    "redo",
    "history",
    "remove f1",
    "remove Bo --yes",
    "due",
)
"""Every daily command, each with days that may lie beyond what there is."""


def sound(ran: Ran) -> bool:
    """It worked, perhaps with a word on it, or was refused in one sentence."""
    return ran.err.count("\n") <= (ran.code != 10) and (ran.code in (0, 10) or (ran.code in (1, 3) and not ran.out))


@pytest.mark.parametrize("today", DAYS)
def test_every_daily_command_works_or_refuses_in_a_sentence(run: Run, today: str) -> None:
    for line in DAILY:
        ran = run(*shlex.split(line), today=today)
        assert sound(ran), (line, ran)
    nudges = run("due", "--format", "json", today=today).json["nudges"]
    assert nudges
    for nudge in nudges:
        assert sound(run("accept" if nudge["stage"] else "done", nudge["id"], today=today))


@pytest.mark.parametrize("today", DAYS)
def test_amending_and_counting_agree_on_any_day(run: Run, today: str) -> None:
    run("add", "Anna", "--birthday", "02-29", "--date", f"day={today[5:]}", today=today)
    uid = run("log", "called Anna: hm", "--json", today=today).json["interaction"]["uid"]
    for line in (f"amend {uid} words --signal helped", f"amend {uid} --on today"):
        assert run(*shlex.split(line), today=today).code == 0
    assert sound(run("amend", uid, "--on", "yesterday", today=today))
    assert sound(run("amend", uid, "--on", "tomorrow", today=today))
    nudges = run("due", "--format", "json", today=today).json["nudges"]
    ahead = [each for each in nudges if each["kind"] == "date" and each["days_overdue"] is None]
    assert run("due", "--format", "count", today=today).out == f"{len(nudges) - len(ahead)}\n"
    assert [each["why"] for each in nudges if each["days_overdue"] == 0] == ["day, today"]


def test_what_would_fall_after_the_last_day_never_comes_due(run: Run) -> None:
    last = "9999-12-31"
    run("add", "Anna", "--every", "30d", "--birthday", "01-01", today=last)
    run("log", "called Anna: hm", today=last)
    contact = run("show", "Anna", "--json", today=last).json["contact"]
    assert (contact["cadence_days"], contact["due_on"]) == (30, None)
    assert run("due", "--format", "count", today=last).out == "0\n"
    assert run("snooze", "Anna", "1d", today=last).err == BEYOND
    assert run("log", "called Anna: hm +2w ask", today=last).err == BEYOND
    assert run("log", "called Anna: hm +2w ask", today="9999-12-17").code == 0


def test_r7_a_project_begun_on_the_first_day_owes_the_standard_nothing_before_a_week_has_passed(run: Run) -> None:
    run("add", "Anna", today="0001-01-01")
    run("project", "add", "Anna", "Shop", today="0001-01-01")
    for today, owed in (("0001-01-01", 0), ("0001-01-07", 0), ("0001-01-08", 1)):
        assert run("due", "--format", "count", today=today).out == f"{owed}\n"


def test_a_calendar_of_the_first_and_the_last_day_can_be_read(run: Run) -> None:
    for today in (DAYS[0], DAYS[-2]):
        run("add", f"Born {today}", "--birthday", "02-29", "--date", "end=9999-12-31", "--every", "1d", today=today)
        feed = Calendar.from_ical(run("export", "--format", "ics", today=today).out)
        begun = {each.decoded("dtstart") for each in feed.walk("VEVENT")}
        assert date.max in begun


def test_a_day_on_the_last_day_can_be_told_snoozed_and_done(run: Run) -> None:
    run("add", "Anna", "--date", "end=12-31", today="9999-12-20")
    (nudge,) = run("due", "--format", "json", today="9999-12-20").json["nudges"]
    assert nudge["due_on"] == "9999-12-31"
    assert run("snooze", nudge["id"], "31 Dec", today="9999-12-20").code == 0
    assert run("due", "--format", "count", today="9999-12-30").out == "0\n"
    assert run("done", nudge["id"], today="9999-12-31").code == 0
    assert run("due", "--format", "json", today="9999-12-31").json["nudges"] == []


CENTURIES = timedelta(days=146_097)
"""400 years, after which the calendar repeats itself to the day of the week."""

ends = st.dates(date(9975, 1, 1), date.max)


def later(day: date | None) -> date | None:
    """The day 400 years later; None when there is none."""
    return day + CENTURIES if day and day <= date.max - CENTURIES else None


@given(ends, st.integers(0, 3650), st.none() | ends)
def test_r2_a_check_in_is_due_as_four_hundred_years_before_or_never(day: date, every: int, rests: date | None) -> None:
    then = due_on(day - CENTURIES, day, every, rests - CENTURIES if rests else None)
    assert due_on(day, day, every, rests) == later(then)


@given(ends, st.integers(1, 12), st.integers(1, 29))
def test_r11_a_day_of_the_year_comes_as_four_hundred_years_before_or_never(day: date, month: int, number: int) -> None:
    anchor = PartialDate(month, number)
    assert next_occurrence(anchor, day) == later(next_occurrence(anchor, day - CENTURIES))


seen_at_the_end = st.lists(
    st.builds(
        Seen,
        uid=st.uuids().map(str),
        date=ends,
        initiator=st.sampled_from(Initiator),
        signals=st.lists(st.sampled_from(Signal), max_size=3).map(tuple),
    ),
    max_size=6,
)


@given(seen_at_the_end, ends, st.sampled_from(Stage), st.integers(0, 3650))
def test_r5_what_stands_and_cools_does_so_as_four_hundred_years_before(
    seen: list[Seen], moved: date, stage: Stage, every: int
) -> None:
    before = [Seen(each.uid, each.date - CENTURIES, each.initiator, each.signals) for each in seen]
    then = stands_until(Stage.STRANGER, before)
    assert stands_until(Stage.STRANGER, seen) == (then and (later(then) or date.max))

    def cooled(seen: list[Seen], moved: date) -> date | None:
        ledger = [LedgerEntry(StageChange(1, moved, stage), Stage.STRANGER)]
        found = cooling(stage, ledger, seen, moved, every)
        return found.begins if found else None

    assert cooled(seen, moved) == later(cooled(before, moved - CENTURIES))


@given(ends, st.integers(0, 500))
def test_r6_a_project_is_asked_after_as_four_hundred_years_before(ended: date, ago: int) -> None:
    def asked(ended: date, today: date) -> list[str]:
        project = Project(
            "p1", ContactRef("c1", "Anna", Stage.FRIEND), "Shop", ProjectKind.PROJECT, Status.DONE, None, ended, ended,
            None, "", (), (), {},
        )  # fmt: skip
        return [each.key for each in openers("", [], [], [project], today, 14)]

    today = days_after(ended, ago) or date.max
    assert asked(ended, today) == asked(ended - CENTURIES, today - CENTURIES)


def test_an_entry_after_the_clock_was_set_back_moves_and_loses_nothing(run: Run, anna: str) -> None:
    run("log", "called Anna: the later #helped", today="2026-11-24")
    run("promise", "Anna", "3d", "the quote", today="2026-11-24")
    before = run("show", "Anna", "--json", today="2026-11-23").json
    assert run("log", "met Anna: the earlier +1d send it", today="2026-11-23").code == 0
    after = run("show", "Anna", "--json", today="2026-11-23").json
    assert [(each["date"], each["text"]) for each in after["interactions"]] == [
        ("2026-11-24", "the later"),
        ("2026-11-23", "the earlier"),
    ]
    for day in ("last_contact_on", "due_on", "stage"):
        assert after["contact"][day] == before["contact"][day]
    assert [each["label"] for each in run("history", "--json", today="2026-11-23").json["changes"]][:2] == [
        "Logged a meeting with Anna Petrova",
        "Promised Anna Petrova: the quote",
    ]
    assert run("undo", today="2026-11-23").out == "Undone: Logged a meeting with Anna Petrova\n"
    assert run("show", "Anna", "--json", today="2026-11-23").json == before
    assert run("redo", today="2026-11-22").code == 0
    assert run("show", "Anna", "--json", today="2026-11-23").json == after
    assert run("undo", today="2026-11-20").code == 0
    assert run("undo", today="2026-11-20").out == "Undone: Promised Anna Petrova: the quote\n"


def test_work_after_the_clock_was_set_back_is_refused_where_it_would_end_before_it_began(run: Run, anna: str) -> None:
    run("project", "add", "Anna", "Shop", today="2026-11-24")
    for does in (("close", "p1", "positive"), ("lose", "p1")):
        ran = run("project", *does, today="2026-11-23")
        assert (ran.code, ran.err) == (1, "The project began on 2026-11-24; it cannot end before that.\n")
    assert run("move", "Anna", "friend", today="2025-02-01").err.startswith("The relationship begins on 2025-03-01")
    assert run("project", "lose", "p1", today="2026-11-24").code == 0


def test_thanks_for_a_payment_that_lies_ahead_are_due_today(run: Run, anna: str) -> None:
    run("add", "Bo", "--referred-by", "Anna", today="2026-11-24")
    run("paid", "Bo", "100", today="2026-11-24")
    (thank,) = run("due", "--format", "json", today="2026-11-23").json["nudges"][-1:]
    assert (thank["kind"], thank["due_on"], thank["days_overdue"]) == ("thank", "2026-11-23", 0)
    assert run("done", thank["id"], today="2026-11-23").code == 0


AUCKLAND, HONOLULU = "NZST-12NZDT,M9.5.0,M4.1.0/3", "HST10"
NEW_YORK, BERLIN = "EST5EDT,M3.2.0,M11.1.0", "CET-1CEST,M3.5.0,M10.5.0/3"

Clock = Callable[[str, str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Sets this process's timezone and clock, as TZ and a moment in UTC."""
    now = [0.0]

    def at(zone: str, moment: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        now[0] = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()

    monkeypatch.setattr(time, "time", lambda: now[0])
    yield at
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def by_the_clock(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs `bondtui ARGUMENTS` on the day the clock says."""

    def ran(*arguments: str) -> Ran:
        monkeypatch.delenv("BONDTUI_TODAY", raising=False)
        code = main(arguments)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return ran


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        (AUCKLAND, "2026-11-22T10:59", "2026-11-22"),
        (AUCKLAND, "2026-11-22T11:00", "2026-11-23"),
        (HONOLULU, "2026-11-23T09:59", "2026-11-22"),
        (HONOLULU, "2026-11-23T10:00", "2026-11-23"),
        (NEW_YORK, "2026-03-08T04:59", "2026-03-07"),
        (NEW_YORK, "2026-03-09T03:59", "2026-03-08"),
        (NEW_YORK, "2026-11-02T04:59", "2026-11-01"),
        (BERLIN, "2026-03-29T21:59", "2026-03-29"),
        (BERLIN, "2026-10-25T22:59", "2026-10-25"),
        (BERLIN, "2038-01-19T03:14:08", "2038-01-19"),
    ],
)
def test_today_is_the_local_date(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, zone: str, moment: str, day: str
) -> None:
    monkeypatch.delenv("BONDTUI_TODAY")
    clock(zone, moment)
    assert paths.today().isoformat() == day


SHORT_AND_LONG_DAYS = {
    "New York, 23 hours": (NEW_YORK, "2026-03-08", "2026-03-08T04:30", "2026-03-08T05:30", "2026-03-09T03:30", 4),
    "New York, 25 hours": (NEW_YORK, "2026-11-01", "2026-11-01T03:30", "2026-11-01T04:30", "2026-11-02T04:30", 5),
    "Berlin, 23 hours": (BERLIN, "2026-03-29", "2026-03-28T22:30", "2026-03-28T23:30", "2026-03-29T21:30", 22),
    "Berlin, 25 hours": (BERLIN, "2026-10-25", "2026-10-24T21:30", "2026-10-24T22:30", "2026-10-25T22:30", 23),
    "Auckland, 23 hours": (AUCKLAND, "2026-09-27", "2026-09-26T11:30", "2026-09-26T12:30", "2026-09-27T10:30", 11),
    "Auckland, 25 hours": (AUCKLAND, "2026-04-05", "2026-04-04T10:30", "2026-04-04T11:30", "2026-04-05T11:30", 12),
}
"""The zone, the day its clocks change, half an hour before, within it and before its end, and its end's hour (UTC)."""


@pytest.mark.parametrize("change", SHORT_AND_LONG_DAYS.values(), ids=SHORT_AND_LONG_DAYS)
def test_r2_a_change_of_the_clocks_between_two_runs_moves_nothing(
    clock: Clock, by_the_clock: Callable[..., Ran], change: tuple[Any, ...]
) -> None:
    zone, day, eve, early, late, end = change
    clock(zone, eve)
    by_the_clock("add", "Anna", "--every", "1d")
    by_the_clock("log", "called Anna: hm +2d send it")
    assert by_the_clock("due", "--format", "count").out == "0\n"
    for moment in (early, late):
        clock(zone, moment)
        found = by_the_clock("due", "--format", "json").json
        (check_in,) = found["nudges"]
        assert (found["today"], check_in["due_on"], check_in["days_overdue"]) == (day, day, 0)
    clock(zone, f"{late[:11]}{end:02}:30")
    found = by_the_clock("due", "--format", "json").json
    tomorrow = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    assert found["today"] == tomorrow
    assert [(each["kind"], each["days_overdue"]) for each in found["nudges"]] == [("check-in", 1), ("follow-up", 0)]


def test_r2_a_flight_from_auckland_to_honolulu_moves_and_loses_nothing(
    clock: Clock, by_the_clock: Callable[..., Ran]
) -> None:
    moment = "2026-11-22T20:00"
    clock(AUCKLAND, moment)
    by_the_clock("add", "Anna", "--every", "7d")
    by_the_clock("log", "called Anna: over there #helped +1d send it")
    there = by_the_clock("show", "Anna", "--json").json
    assert (there["contact"]["last_contact_on"], there["contact"]["due_on"]) == ("2026-11-23", "2026-11-30")
    clock(HONOLULU, moment)
    assert by_the_clock("show", "Anna", "--json").json["contact"] == there["contact"]
    assert by_the_clock("log", "met Anna: over here").code == 0
    here = by_the_clock("show", "Anna", "--json").json
    assert [each["date"] for each in here["interactions"]] == ["2026-11-23", "2026-11-22"]
    assert here["contact"] == there["contact"]
    assert by_the_clock("undo").code == 0
    clock(AUCKLAND, moment)
    assert by_the_clock("show", "Anna", "--json").json == there
