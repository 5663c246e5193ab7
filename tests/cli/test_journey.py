"""accept, dismiss, done on a day, insights, notify and the calendar: the journey without the app."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SHARED = "Anna called 12 Oct: the spring course is sold out #shared-business #thanked"
OPENED = "met Anna 28 Sep: her son wants to leave swimming #opened-up #asked-advice"


@pytest.fixture
def anna(run: Run) -> str:
    """An acquaintance of whom the evidence says that she is a partner."""
    options = ("--stage", "acquaintance", "--since", "2025-03-01", "--birthday", "1986-12-04")
    uid: str = run("add", "Anna Petrova", *options, "--json").json["contact"]["uid"]
    run("log", SHARED)
    run("log", OPENED)
    return uid


def kinds(run: Run, today: str = "2026-11-23") -> dict[str, str]:
    """Kind to id of what is due."""
    return {each["kind"]: each["id"] for each in run("due", "--json", today=today).json["nudges"]}


def test_due_tells_days_and_suggestions_with_their_evidence(run: Run, anna: str) -> None:
    day, suggested = run("due", "--json").json["nudges"]
    assert (day["id"], day["kind"], day["due_on"]) == (f"da-{anna}-1204-2026", "date", "2026-12-04")
    assert (day["why"], day["days_overdue"]) == ("birthday, 40, on 4 Dec", None)
    assert (suggested["id"], suggested["kind"], suggested["stage"]) == (f"su-{anna}", "suggestion", "partner")
    shown = run("show", "Anna", "--json").json["interactions"]
    assert suggested["evidence"] == [each["uid"] for each in shown]
    assert "on 12 Oct they told of successes or troubles" in suggested["why"]


def test_only_what_is_due_counts_and_not_what_is_ahead(run: Run, anna: str) -> None:
    assert run("due", "--format", "count").out == "1\n"
    assert run("due", "--format", "count", today="2026-12-04").out == "2\n"
    assert run("due", "--exit-code", today="2026-12-04").code == 10


def test_r5_accepting_moves_with_the_evidence_and_stands_once(run: Run, anna: str) -> None:
    accepted = run("accept", f"su-{anna}", "--json").json
    assert (accepted["schema"], accepted["nudge"]["stage"]) == (1, "partner")
    entry = run("show", "Anna", "--json").json["ledger"][-1]
    assert (entry["from"], entry["to"], entry["date"]) == ("acquaintance", "partner", "2026-11-23")
    assert entry["interaction"] == accepted["nudge"]["evidence"][0]
    assert "on 12 Oct 2026 they told of successes" in entry["reason"]
    again = run("accept", f"su-{anna}")
    assert (again.code, again.out) == (3, "")
    assert f"No nudge has the id su-{anna} today" in again.err


def test_r5_dismissed_stays_away_until_a_new_signal_and_can_be_brought_back(run: Run, anna: str) -> None:
    assert run("dismiss", f"su-{anna}", "--json").json["nudge"]["id"] == f"su-{anna}"
    assert "suggestion" not in kinds(run)
    assert run("dismiss", f"su-{anna}").code == 3
    run("log", "called Anna: nothing new")
    assert "suggestion" not in kinds(run)
    assert run("dismiss", f"su-{anna}", "--undo").code == 0
    assert "suggestion" in kinds(run)
    run("dismiss", f"su-{anna}")
    run("log", "called Anna: she helped me move #helped")
    assert "suggestion" in kinds(run)


def test_a_day_is_done_for_this_year_only(run: Run, anna: str) -> None:
    ident = f"da-{anna}-1204-2026"
    assert run("done", ident, "--json").json["nudge"]["why"] == "birthday, 40, on 4 Dec"
    assert "date" not in kinds(run, "2026-12-04")
    assert kinds(run, "2027-12-01")["date"] == f"da-{anna}-1204-2027"
    assert run("done", ident, "--undo").code == 0
    assert kinds(run)["date"] == ident


def test_a_snooze_rests_one_nudge_and_no_other(run: Run, anna: str) -> None:
    assert run("snooze", f"su-{anna}", "1w", "--json").json["nudge"]["kind"] == "suggestion"
    assert set(kinds(run)) == {"date"}
    assert set(kinds(run, "2026-11-30")) == {"date", "suggestion"}


@pytest.mark.parametrize(
    "arguments", [("accept", "su-nobody"), ("dismiss", "ci-x"), ("accept", "f1"), ("done", "da-x-1-1")]
)
def test_an_id_that_does_not_stand_is_said_in_one_sentence(run: Run, anna: str, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)


def test_a_day_is_not_accepted_and_a_suggestion_not_done(run: Run, anna: str) -> None:
    assert run("accept", f"da-{anna}-1204-2026").code == 1
    assert run("done", f"su-{anna}").code == 1
    assert set(kinds(run)) == {"date", "suggestion"}


def test_insights_journey_counts_people_and_moves(run: Run, anna: str) -> None:
    run("accept", f"su-{anna}")
    run("add", "Ben", "--stage", "friend")
    printed = run("insights", "journey", "--json").json
    assert printed == {
        "schema": 1,
        "stages": {"stranger": 0, "acquaintance": 0, "partner": 1, "friend": 1},
        "moves": [{"from": "acquaintance", "to": "partner", "n": 1, "median_days": 632}],
        "friend_clients": 0,
        "client_friends": 0,
    }
    assert run("insights", "journey").out.startswith("STAGE")


def test_insights_reciprocity_is_what_show_says_of_each(run: Run, anna: str) -> None:
    run("log", "I called Anna: hello")
    run("add", "Ben")
    found = {each["contact"]["name"]: each for each in run("insights", "reciprocity", "--json").json["contacts"]}
    shown = run("show", "Anna", "--json").json
    assert {who: found["Anna Petrova"][who] for who in ("me", "them", "both")} == shown["reciprocity"]
    assert found["Anna Petrova"]["high_point"] is False
    assert (found["Ben"]["me"], found["Ben"]["them"], found["Ben"]["both"]) == (0, 0, 0)


def notifier(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notify-send that writes down what it was given, first on the PATH; where it writes."""
    folder.mkdir()
    told = folder / "told"
    program = folder / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return told


def test_notify_shows_names_only_and_escapes_them(
    run: Run, anna: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = notifier(tmp_path / "programs", monkeypatch)
    run("add", "<b>Ben</b> & --help", "--every", "1d")
    run("promise", "Anna", "1d", "a secret present")
    ran = run("due", "--notify", "--exit-code", today="2026-11-24")
    assert (ran.code, ran.out) == (10, "")
    assert told.read_text().splitlines() == [
        "--app-name=bondtui", "--", "3 due today", "&lt;b&gt;Ben&lt;/b&gt; &amp; --help, Anna Petrova",
    ]  # fmt: skip


def test_nothing_due_notifies_nobody(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = notifier(tmp_path / "programs", monkeypatch)
    assert run("due", "--notify").code == 0
    assert not told.exists()


def test_without_a_notifier_one_sentence_says_so(run: Run, anna: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ran = run("due", "--notify")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "notify-send is not installed, so nothing can be shown on the desktop.\n"


def test_the_calendar_goes_to_stdout_or_a_file_for_all_or_for_one(run: Run, anna: str, tmp_path: Path) -> None:
    out = run("export", "--format", "ics").out
    assert out.startswith("BEGIN:VCALENDAR\r\n")
    assert out.count("BEGIN:VEVENT") == 2
    written = run("export", "--format", "ics", "-o", str(tmp_path / "b.ics"), "--json").json["written"]
    assert written == [str(tmp_path / "b.ics")]
    assert (tmp_path / "b.ics").read_bytes() == out.encode()
    assert (tmp_path / "b.ics").stat().st_mode & 0o777 == 0o600
    assert run("export", "Anna", "--format", "ics").out.count("BEGIN:VEVENT") == 2
    assert run("export").code == 2


def test_a_referrer_is_set_and_a_circle_refused_with_the_chain(run: Run, anna: str) -> None:
    run("add", "Ben Okafor", "--referred-by", "Anna")
    run("add", "Chloé", "--referred-by", "Ben")
    ran = run("edit", "Anna", "--referred-by", "Chloé")
    assert (ran.code, ran.out) == (1, "")
    assert "Chloé ← Ben Okafor ← Anna Petrova" in ran.err
    assert run("show", "Anna", "--json").json["referred_by"] is None
