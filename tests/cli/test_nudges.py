"""due, snooze, promise, done: what is asked daily, by people, scripts and status bars."""

import json

import pytest

from tests.cli.conftest import Run

LATER = "2027-01-10"


def test_due_has_every_field_of_the_contract(run: Run, anna: str) -> None:
    run("promise", "Anna", "2w", "ask how it sells")
    printed = run("due", "--format", "json", today=LATER).json
    who = {"uid": anna, "name": "Anna Petrova", "stage": "partner"}
    why = printed["nudges"][0].pop("why")
    assert "added 23 Nov 2026" in why
    rest = {"contact": who, "opener": None, "evidence": [], "stage": None}
    assert printed == {
        "schema": 1,
        "today": LATER,
        "nudges": [
            {
                "id": f"ci-{anna}", "kind": "check-in", "due_on": "2026-12-23", "days_overdue": 18,
                "cadence_days": 30, **rest,
            },
            {
                "id": "f1", "kind": "follow-up", "due_on": "2026-12-07", "days_overdue": 34,
                "cadence_days": None, "why": "ask how it sells", **rest,
            },
        ],
    }  # fmt: skip
    assert run("due", "--json", today=LATER).out == run("due", "--format", "json", today=LATER).out


def test_due_in_plain_text_names_id_and_reason(run: Run, anna: str) -> None:
    head, line = run("due", today=LATER).out.splitlines()
    assert head.split() == ["ID", "NAME", "STAGE", "WHY"]
    assert line.startswith(f"ci-{anna}  Anna Petrova  partner  added 23 Nov 2026")


def test_when_nothing_is_due_stdout_is_empty_and_stderr_says_what_is_next(run: Run, anna: str) -> None:
    ran = run("due")
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing is due today. Next: Anna Petrova, 23 Dec.\n")


@pytest.mark.parametrize("form", ["plain", "json", "count", "waybar"])
def test_exit_code_10_says_that_something_is_due(run: Run, anna: str, form: str) -> None:
    assert run("due", "--format", form, "--exit-code").code == 0
    assert run("due", "--format", form, "--exit-code", today="2026-12-23").code == 10
    assert run("due", "--format", form, today="2026-12-23").code == 0


def test_count_is_one_number(run: Run, anna: str) -> None:
    run("promise", "Anna", "1d", "call")
    assert [run("due", "--format", "count", today=day).out for day in ("2026-11-23", "2026-11-24", LATER)] == [
        "0\n",
        "1\n",
        "2\n",
    ]


def test_waybar_gets_one_line_with_markup_escaped(run: Run) -> None:
    run("add", "Tom & <b>Jerry</b>")
    shape = json.loads(run("due", "--format", "waybar").out)
    assert shape == {"text": "0", "tooltip": "Nothing is due today.", "class": "clear"}
    out = run("due", "--format", "waybar", today="2027-06-01").out
    shape = json.loads(out)
    assert out.count("\n") == 1
    assert set(shape) == {"text", "tooltip", "class"}
    assert (shape["text"], shape["class"]) == ("1", "due")
    assert shape["tooltip"].startswith("Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;: ")


def test_snooze_rests_a_check_in_until_a_day(run: Run, anna: str) -> None:
    printed = run("snooze", "Anna", "+2w", "--json", today=LATER).json
    assert set(printed) == {"schema", "contact"}
    assert printed["contact"]["snoozed_until"] == printed["contact"]["due_on"] == "2027-01-24"
    assert printed["contact"]["days_overdue"] is None
    assert run("due", "--format", "count", today=LATER).out == "0\n"
    assert "is snoozed until 1 Feb" in run("snooze", "Anna", "1 Feb", today=LATER).out


def test_snooze_takes_a_follow_up_too(run: Run, anna: str) -> None:
    run("promise", "Anna", "today", "call")
    assert run("due", "--format", "count").out == "1\n"
    printed = run("snooze", "F1", "3d", "--json").json
    assert (set(printed), printed["follow_up"]["id"]) == ({"schema", "follow_up"}, "f1")
    assert run("due", "--format", "count").out == "0\n"


def test_promise_and_done_print_the_follow_up(run: Run, anna: str) -> None:
    promised = run("promise", "Anna", "friday", "send", "the", "offer", "--json").json
    assert promised == {
        "schema": 1,
        "follow_up": {
            "id": "f1",
            "contact": {"uid": anna, "name": "Anna Petrova", "stage": "partner"},
            "due_on": "2026-11-27",
            "text": "send the offer",
            "done_on": None,
        },
    }
    done = {**promised["follow_up"], "done_on": "2026-11-23"}
    assert run("done", "f1", "--json").json == {"schema": 1, "follow_up": done}
    assert run("done", "f1").err == "Follow-up f1 is done already.\n"
    assert run("done", "f1", "--undo", "--json").json == promised
    assert run("done", "f1", "--undo").code == 1
    assert run("done", "F1").out == "Done: send the offer (Anna Petrova, 27 Nov, f1)\n"


REFUSED = {
    "snooze nobody": (("snooze", "Nemo", "2w"), 3, "Nobody in the book"),
    "snooze until no day": (("snooze", "Anna", "whenever"), 1, "is not a day ahead"),
    "snooze until today": (("snooze", "Anna", "today"), 1, "A snooze ends after today."),
    "snooze into the past": (("snooze", "Anna", "2020-01-01"), 1, "is past"),
    "snooze no follow-up": (("snooze", "f9", "2w"), 3, "There is no follow-up f9."),
    "promise nobody": (("promise", "Nemo", "2w", "x"), 3, "Nobody in the book"),
    "promise nothing": (("promise", "Anna", "2w", " "), 1, "needs a few words"),
    "promise on no day": (("promise", "Anna", "31.11.", "x"), 1, "There is no 31 November."),
    "promise too much": (("promise", "Anna", "2w", "x" * 1001), 1, "longer than the 1000"),
    "promise without words": (("promise", "Anna", "2w"), 2, "required: TEXT"),
    "no such follow-up": (("done", "f9"), 3, "There is no follow-up f9."),
    "no id": (("done", "Anna"), 3, "their ids look like f12"),
    "no such format": (("due", "--format", "xml"), 2, "invalid choice"),
}


@pytest.mark.parametrize(("arguments", "code", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused(run: Run, anna: str, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err
    assert run("due", "--format", "count", today="2026-12-22").out == "0\n"
