"""log and amend: what is saved, what a dry run says, what is refused."""

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LINE = "called Anna yesterday: her course sold out #shared-business !private +2w ask how it sells"


def in_passing(uid: str | None, name: str, stage: str) -> dict[str, str | None]:
    return {"uid": uid, "name": name, "stage": stage}


def test_a_line_is_saved_and_printed_key_by_key(run: Run, anna: str) -> None:
    printed = run("log", LINE, "--json").json
    uid = printed["interaction"].pop("uid")
    who = in_passing(anna, "Anna Petrova", "partner")
    assert uid
    assert printed == {
        "schema": 1,
        "saved": True,
        "interaction": {
            "date": "2026-11-22",
            "channel": "call",
            "initiator": "me",
            "reached": True,
            "private": True,
            "signals": ["shared-business"],
            "text": "her course sold out",
            "contacts": [who],
        },
        "follow_ups": [
            {"id": "f1", "contact": who, "due_on": "2026-12-07", "text": "ask how it sells", "done_on": None}
        ],
        "added": [],
    }
    assert run("show", anna, "--json").json["contact"]["last_contact_on"] == "2026-11-22"


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, anna: str) -> None:
    before = run("show", anna, "--json").out
    dry = run("log", LINE + " with **Zoe Lind**", "--dry-run", "--json").json
    assert dry["saved"] is False
    assert (dry["interaction"]["uid"], dry["follow_ups"][0]["id"]) == (None, None)
    assert run("show", anna, "--json").out == before
    dry = run("log", LINE, "--dry-run", "--json").json
    real = run("log", LINE, "--json").json
    for printed in (dry, real):
        printed["interaction"].pop("uid")
        printed.pop("saved")
        for promised in printed["follow_ups"]:
            promised.pop("id")
    assert dry == real


def test_a_starred_name_is_added_as_a_stranger(run: Run, anna: str) -> None:
    dry = run("log", "lunch with Anna and **Zoe Lind**", "--dry-run", "--json").json
    assert dry["added"] == [in_passing(None, "Zoe Lind", "stranger")]
    assert len(run("list", "--json").json["contacts"]) == 1
    saved = run("log", "lunch with Anna and **Zoe Lind**", "--json").json
    assert saved["added"] == [saved["interaction"]["contacts"][1]]
    assert run("show", "Zoe", "--json").json["contact"]["stage"] == "stranger"


def test_plain_text_says_what_was_saved(run: Run, anna: str) -> None:
    out = run("log", "met", "Anna", "and", "**Zoe**:", "plans", "+1w", "send", "it").out
    assert out.startswith("Saved: 2026-11-23  meeting  Anna Petrova, Zoe  (both began)")
    assert "Follow-up: f1  30 Nov  send it" in out
    assert "Added: Zoe, stranger" in out
    assert run("log", "called Anna", "--dry-run").out.startswith("Would save: 2026-11-23  call")


def test_a_dash_reads_the_line_from_stdin(run: Run, anna: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("called Anna: first\nsecond line\n"))
    assert run("log", "-", "--json").json["interaction"]["text"] == "first\nsecond line"
    monkeypatch.setattr("sys.stdin", io.StringIO("called Anna " + "x" * 100_000))
    assert run("log", "-").code == 1


def test_an_ambiguous_name_is_refused_with_its_candidates(run: Run, anna: str) -> None:
    run("add", "Anna Berg")
    for options in ((), ("--dry-run",)):
        ran = run("log", "called Anna: hello", *options)
        sentence, *candidates = ran.err.splitlines()
        assert (ran.code, ran.out, len(candidates)) == (3, "", 2)
        assert "“Anna”" in sentence
        assert any(all(part in line for part in ("Anna Petrova", "Lumen", "partner", anna)) for line in candidates)
    assert run("show", anna, "--json").json["interactions"] == []
    assert run("log", "called anna p: hello").code == 0


REFUSED = {
    "nobody": ("went for a walk", 3, "Nobody in the book is named here."),
    "somebody unknown": ("called Nemo: hello", 3, "Nobody in the book is called Nemo"),
    "nothing": ("", 1, "Nothing is written yet"),
    "blanks": (" \t ", 1, "Nothing is written yet"),
    "a plan": ("lunch with Anna tomorrow", 1, "That is a plan"),
    "no such day": ("called Anna 31.11.: hello", 1, "There is no 31 November."),
    "an empty promise": ("called Anna: hello +2w", 1, "what did you promise?"),
    "too long": ("called Anna: " + "x" * 70_000, 1, "64 KiB"),
}


@pytest.mark.parametrize(("line", "code", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_line_that_cannot_stand_is_refused_and_nothing_is_saved(
    run: Run, anna: str, line: str, code: int, sentence: str
) -> None:
    for options in ((), ("--json",), ("--dry-run",)):
        ran = run("log", line, *options)
        assert (ran.code, ran.out) == (code, "")
        assert sentence in ran.err
    assert run("show", anna, "--json").json["interactions"] == []


def test_a_refused_line_creates_no_book(run: Run, db: Path) -> None:
    assert run("log", "called Anna").code == 3
    assert not db.exists()


@pytest.fixture
def uid(run: Run, anna: str) -> str:
    uid: str = run("log", "called Anna: hello #thanked", "--json").json["interaction"]["uid"]
    return uid


def test_amend_changes_what_is_named(run: Run, uid: str) -> None:
    changed = run(
        "amend", uid, "hello again", "--on", "12 Nov", "--signal", "idea", "--signal", "#Helped", "--no-signal",
        "thanked", "--channel", "email", "--began", "them", "--attempt", "--private", "--json",
    ).json  # fmt: skip
    contacts = changed["interaction"].pop("contacts")
    assert [each["name"] for each in contacts] == ["Anna Petrova"]
    changed["interaction"]["signals"].sort()
    assert changed == {
        "schema": 1,
        "interaction": {
            "uid": uid, "date": "2026-11-12", "channel": "email", "initiator": "them", "reached": False,
            "private": True, "signals": ["helped", "idea"], "text": "hello again",
        },
    }  # fmt: skip
    back = run("amend", uid, "--reached", "--public", "--json").json["interaction"]
    assert (back["reached"], back["private"], back["text"]) == (True, False, "hello again")
    assert run("show", "Anna", "--json").json["contact"]["last_contact_on"] == "2026-11-12"


BAD_AMENDS = {
    "nothing": ((), 2, "Say what to change"),
    "unknown signal": (("--signal", "nice"), 1, "There is no signal “nice”"),
    "absent signal": (("--no-signal", "idea"), 1, "It has no signal idea."),
    "unknown channel": (("--channel", "fax"), 1, "There is no channel “fax”"),
    "unknown side": (("--began", "you"), 1, "there are me, them and both"),
    "a plan": (("--on", "tomorrow"), 1, "That is a plan"),
    "no day": (("--on", "someday"), 1, "is not a day"),
    "too long": (("x" * 70_000,), 1, "64 KiB"),
    "both": (("--private", "--public"), 2, "not allowed with"),
}


@pytest.mark.parametrize(("options", "code", "sentence"), BAD_AMENDS.values(), ids=BAD_AMENDS)
def test_a_bad_amendment_changes_nothing(
    run: Run, uid: str, options: tuple[str, ...], code: int, sentence: str
) -> None:
    before = run("show", "Anna", "--json").out
    ran = run("amend", uid, *options)
    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err
    assert run("show", "Anna", "--json").out == before


def test_amending_what_is_not_there_exits_3(run: Run, anna: str) -> None:
    assert run("amend", "i000", "text").code == 3
