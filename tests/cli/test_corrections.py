"""remove, archive, unarchive: what goes, what is asked first."""

import io

import pytest

from tests.cli.conftest import Run


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_an_interaction_and_a_follow_up_are_removed_by_their_ids(run: Run, anna: str) -> None:
    uid = run("log", "called Anna: hello +2w call", "--json").json["interaction"]["uid"]
    assert run("remove", uid, "--json").json == {"schema": 1, "removed": [uid]}
    assert run("remove", "F1", "--json").json == {"schema": 1, "removed": ["f1"]}
    shown = run("show", anna, "--json").json
    assert (shown["interactions"], shown["follow_ups"]) == ([], [])
    assert shown["contact"]["last_contact_on"] is None


def test_removing_a_contact_wants_yes_without_a_terminal(run: Run, anna: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    ran = run("remove", "Anna")
    assert (ran.code, ran.out) == (1, "")
    assert "--yes" in ran.err
    assert run("remove", "Anna", "--yes", "--json").json == {"schema": 1, "removed": [anna]}
    assert run("list", "--json").json["contacts"] == []


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("YES\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_removing_a_contact_asks_on_a_terminal(
    run: Run, anna: str, answer: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    ran = run("remove", "Anna")
    assert ran.code == code
    assert "Remove Anna Petrova" in ran.err
    assert len(run("list", "--json").json["contacts"]) == (1 if code else 0)


def test_removing_what_is_not_there_or_several_exits_3(run: Run, anna: str) -> None:
    run("add", "Anna Berg")
    assert [run("remove", what, "--yes").code for what in ("Nemo", "f9", "i000", "anna")] == [3, 3, 3, 3]
    assert len(run("list", "--json").json["contacts"]) == 2


def test_an_archived_contact_has_no_nudges_and_comes_back(run: Run, anna: str) -> None:
    printed = run("archive", "Anna", "--json").json
    assert (set(printed), printed["contact"]["archived"]) == ({"schema", "contact"}, True)
    assert run("list", "--json", today="2026-12-30").json["contacts"] == []
    (archived,) = run("list", "is:archived", "--json", today="2026-12-30").json["contacts"]
    assert archived["days_overdue"] is None
    assert run("due", "--format", "count", today="2026-12-30").out == "0\n"
    assert run("unarchive", "Anna", "--json", today="2026-12-30").json["contact"]["archived"] is False
    assert run("due", "--format", "count", today="2026-12-30").out == "1\n"
    assert [run(verb, "Nemo").code for verb in ("archive", "unarchive")] == [3, 3]
