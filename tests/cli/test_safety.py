"""undo, redo, history: taking back from the command line, across processes."""

from tests.cli.conftest import Run


def test_the_last_change_is_undone_and_redone(run: Run, anna: str) -> None:
    run("log", "called Anna yesterday: sold out")
    undone = run("undo", "--json").json
    (change,) = undone["undone"]
    assert (undone["schema"], set(change)) == (1, {"id", "label", "at"})
    assert change["label"] == "Logged a call with Anna Petrova"
    assert run("show", "Anna", "--json").json["interactions"] == []
    assert run("redo", "--json").json["redone"] == [change]
    assert len(run("show", "Anna", "--json").json["interactions"]) == 1


def test_nothing_to_undo_or_redo_exits_with_1_and_one_sentence(run: Run, anna: str) -> None:
    assert run("redo").code == 1
    assert run("undo").out == "Undone: Added Anna Petrova\n"
    ran = run("undo")
    assert (ran.code, ran.out, ran.err) == (1, "", "There is nothing to undo.\n")
    assert run("list", "--json").json["contacts"] == []


def test_history_lists_the_newest_first_and_says_what_is_undone(run: Run, anna: str) -> None:
    run("promise", "Anna", "2w", "the quote")
    run("undo")
    changes = run("history", "--json").json["changes"]
    assert [(each["label"], each["undone"]) for each in changes] == [
        ("Promised Anna Petrova: the quote", True), ("Added Anna Petrova", False),
    ]  # fmt: skip
    assert "Promised Anna Petrova: the quote (undone)" in run("history", "--limit", "1").out
    assert run("history", "--limit", "0").code == 2


def test_a_book_that_is_not_there_has_no_history(run: Run) -> None:
    assert run("history", "--json").json["changes"] == []
    assert run("undo").code == 1
