"""duplicates, merge: what is printed, what scripts get, and that nothing is asked because all can be undone."""

import io

import pytest

from tests.cli.conftest import Run
from tests.cli.imported import bring


@pytest.fixture
def twice(run: Run) -> tuple[str, str]:
    """Odile Vance, and Odile Vance once more; their uids."""
    first = run("add", "Odile Vance", "--company", "Lumen", "--tag", "web", "--json").json["contact"]["uid"]
    second = run("add", "Vance, Odile", "--company", "Lumen GmbH", "--phone", "030 1234567", "--json").json
    return first, second["contact"]["uid"]


def test_likely_pairs_are_listed_with_the_reason(run: Run, twice: tuple[str, str]) -> None:
    run("add", "Omar Haddad", "--company", "Lumen")
    first, second = twice
    assert run("duplicates", "--json").json == {
        "schema": 1,
        "pairs": [
            {
                "keep": {"uid": first, "name": "Odile Vance", "stage": "stranger"},
                "other": {"uid": second, "name": "Vance, Odile", "stage": "stranger"},
                "why": "same name, both at Lumen",
            }
        ],
        "notes": [],
    }
    ran = run("duplicates")
    assert ran.out.splitlines()[1].split("  ") == [
        "Odile Vance", first, "Vance, Odile", second, "same name, both at Lumen",
    ]  # fmt: skip
    assert (ran.code, ran.err) == (0, "")


def test_namesakes_and_a_family_of_an_imported_file_stay_apart_and_are_to_be_looked_at(run: Run) -> None:
    bring(run, "google.csv")
    bring(run, "linkedin.csv")
    pairs = run("duplicates", "--json").json["pairs"]
    assert [(each["keep"]["name"], each["other"]["name"], each["why"]) for each in pairs] == [
        ("Ana Ruiz", "Luis Ruiz", "same e-mail address casa@ruiz.example"),
        ("Jan Kolar", "Jan Kolar", "same name, but another company"),
        ("Maja Lind", "Maja Lind", "same name, but another company"),
    ]


def test_archived_contacts_and_those_in_touch_more_often(run: Run, twice: tuple[str, str]) -> None:
    first, second = twice
    assert run("log", "called Vance Odile: hello").code == 0
    run("archive", second)
    (pair,) = run("duplicates", "--json").json["pairs"]
    assert (pair["keep"]["uid"], pair["other"]["uid"]) == (second, first)


def test_a_book_with_nobody_twice_says_so(run: Run, anna: str) -> None:
    assert run("duplicates", "--json").json["pairs"] == []
    ran = run("duplicates")
    assert (ran.code, ran.out, ran.err) == (0, "", "Nobody seems to be in the book twice.\n")


def test_what_too_many_share_is_told(run: Run) -> None:
    for name in ("Ida Holm", "Rui Castro", "Jo Lind", "Omar Haddad", "Anna Petrova", "Bo Berg", "Marta Kowalska"):
        run("add", name, "--phone", "+49 30 1234567")
    note = "7 contacts have the number +49301234567: only similar names among them are listed."
    assert run("duplicates", "--json").json == {"schema": 1, "pairs": [], "notes": [note]}
    assert run("duplicates").err == f"Nobody seems to be in the book twice.\n{note}\n"


def test_merging_asks_nothing_and_is_undone_in_one_step(
    run: Run, twice: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    first, second = twice
    before = [run("show", uid, "--json").json for uid in twice]
    merged = run("merge", "Odile Vance", second, "--json").json
    assert (set(merged), merged["contact"]["uid"]) == ({"schema", "contact"}, first)
    assert (merged["contact"]["name"], merged["contact"]["aliases"]) == ("Odile Vance", ["Vance, Odile"])
    shown = run("show", "vance, odile", "--json").json
    assert [each["value"] for each in shown["methods"]] == ["030 1234567"]
    assert run("show", second).code == 3
    assert run("undo").out == "Undone: Merged Vance, Odile into Odile Vance\n"
    assert [run("show", uid, "--json").json for uid in twice] == before


def test_merging_says_what_stays_and_how_to_take_it_back(run: Run, twice: tuple[str, str]) -> None:
    ida = run("add", "Ida", "--json").json["contact"]["uid"]
    run("add", "Ole")
    run("edit", twice[0], "--referred-by", ida, "--how-met", "at a fair\nin May", "--about", "one", "--every", "9d")
    run("edit", twice[1], "--referred-by", "Ole", "--how-met", "by chance", "--about", "two", "--role", "owner")
    assert run("merge", *twice).out.splitlines() == [
        "Merged Vance, Odile into Odile Vance; `bondtui undo` makes two of them again.",
        "  company: Lumen stays, not Lumen GmbH",
        "  how you met: at a fair… stays, not by chance",
        "  referred by: Ida stays, not Ole",
    ]


def test_a_merge_that_cannot_be_is_one_sentence(run: Run, twice: tuple[str, str]) -> None:
    run("edit", twice[1], "--referred-by", twice[0])
    for pair, code, told in (
        (twice, 1, "One of them was referred by the other, so the two cannot be one: Vance, Odile ← Odile Vance."),
        ((twice[0], twice[0]), 1, "That is one and the same contact; merging takes two."),
        ((twice[0], "Nemo"), 3, "Nobody in the book is called “Nemo”."),
        (("c0", twice[0]), 3, "Nobody in the book is called “c0”."),
    ):
        ran = run("merge", *pair)
        assert (ran.code, ran.out, ran.err) == (code, "", f"{told}\n")
    assert len(run("list", "--json").json["contacts"]) == 2


def test_of_two_with_one_name_the_ids_say_who_is_meant(run: Run) -> None:
    uids = [run("add", "Jan Novak", "--json").json["contact"]["uid"] for _ in range(2)]
    ran = run("merge", "Jan Novak", "Jan Novak")
    assert ran.code == 3
    assert all(uid in ran.err for uid in uids)
    assert run("merge", *uids, "--json").json["contact"]["aliases"] == []
