"""add, edit, list, show, move: what scripts read, what is refused."""

import pytest

from tests.cli.conftest import Run

CONTACT = {
    "aliases": [], "company": None, "role": None, "stage": "stranger", "tags": [], "cadence_days": 90,
    "last_contact_on": None, "due_on": "2027-02-21", "days_overdue": None, "snoozed_until": None,
    "added_on": "2026-11-23", "archived": False,
}  # fmt: skip


def test_a_contact_has_every_field_of_the_contract_and_null_for_what_is_unknown(run: Run) -> None:
    printed = run("add", "Ben Okri", "--json").json
    uid = printed["contact"].pop("uid")
    assert uid
    assert printed == {"schema": 1, "contact": {"name": "Ben Okri", **CONTACT}}


def test_everything_that_can_be_added_is_shown(run: Run, anna: str) -> None:
    added = run(
        "add", "Zoe Lind", "--stage", "Friend", "--email", "z@x.org", "--email", "zoe@x.org", "--phone", "+49 30 1",
        "--company", "Lind AB", "--role", "owner", "--expertise", "retail", "--referred-by", "anna p", "--every", "2w",
        "--tag", "web", "--tag", "#b2b", "--alias", "Zo", "--birthday", "1986-12-04", "--date", "wedding=06-01",
        "--since", "3 May 2024", "--about", "likes boats", "--how-met", "at a fair", "--json",
    )  # fmt: skip
    contact = added.json["contact"]
    assert (contact["stage"], contact["cadence_days"], contact["aliases"]) == ("friend", 14, ["Zo"])
    assert (contact["tags"], contact["company"], contact["role"]) == (["web", "b2b"], "Lind AB", "owner")
    shown = run("show", "Zo", "--json").json
    assert shown == {
        "schema": 1,
        "contact": contact,
        "about": "likes boats",
        "methods": [
            {"kind": "email", "label": None, "value": "z@x.org"},
            {"kind": "email", "label": None, "value": "zoe@x.org"},
            {"kind": "phone", "label": None, "value": "+49 30 1"},
        ],
        "dates": [
            {"label": "wedding", "month": 6, "day": 1, "year": None},
            {"label": "birthday", "month": 12, "day": 4, "year": 1986},
        ],
        "how_met": "at a fair",
        "expertise": "retail",
        "ledger": [{"date": "2024-05-03", "from": None, "to": "friend", "reason": None, "interaction": None}],
        "origin": None,
        "interactions": [],
        "follow_ups": [],
        "projects": [],
        "payments": [],
        "referred_by": {"uid": anna, "name": "Anna Petrova", "stage": "partner"},
        "referred": [],
        "reciprocity": {"me": 0, "them": 0, "both": 0},
        "high_point": False,
    }
    assert run("show", anna, "--json").json["referred"] == [
        {"uid": contact["uid"], "name": "Zoe Lind", "stage": "friend"}
    ]
    for told in ("Zoe Lind", "also: Zo", "#web #b2b", "wedding: 06-01", "referred by: Anna Petrova", "likes boats"):
        assert told in run("show", "Zo").out


def test_show_tells_what_happened_newest_first(run: Run, anna: str) -> None:
    run("log", "called Anna on 12 Nov: first #thanked +2w send the offer")
    run("log", "Anna emailed yesterday: second")
    run("move", "Anna", "friend", "--on", "20 Nov", "--because", "our wedding")
    shown = run("show", "Anna", "--json").json
    assert [each["text"] for each in shown["interactions"]] == ["second", "first"]
    assert set(shown["interactions"][0]) == {
        "uid", "date", "channel", "initiator", "reached", "private", "signals", "text", "contacts",
    }  # fmt: skip
    assert shown["reciprocity"] == {"me": 1, "them": 1, "both": 0}
    assert shown["ledger"][1] == {
        "date": "2026-11-20", "from": "partner", "to": "friend", "reason": "our wedding", "interaction": None,
    }  # fmt: skip
    assert shown["follow_ups"] == [
        {
            "id": "f1",
            "contact": {"uid": anna, "name": "Anna Petrova", "stage": "friend"},
            "due_on": "2026-12-07",
            "text": "send the offer",
            "done_on": None,
        }
    ]
    plain = run("show", "Anna").out
    assert plain.index("second") < plain.index("first")
    assert "f1  7 Dec  send the offer" in plain


def test_edit_changes_what_is_named_and_nothing_else(run: Run, anna: str) -> None:
    before = run("show", anna, "--json").json
    after = run("edit", "Anna", "--role", "owner", "--json").json
    assert after == {"schema": 1, "contact": {**before["contact"], "role": "owner"}}
    assert run("show", anna, "--json").json == {**before, "contact": after["contact"]}


def test_edit_adds_to_lists_and_takes_away(run: Run, anna: str) -> None:
    run("edit", anna, "--tag", "web", "--tag", "b2b", "--alias", "Anya", "--phone", "+49 30 1", "--date", "fair=03-02")
    run("edit", anna, "--tag", "new", "--email", "ANNA@lumen.example", "--birthday", "12-04")
    contact = run("edit", anna, "--no-tag", "#WEB", "--no-alias", "anya", "--no-phone", "+49301", "--json").json[
        "contact"
    ]
    assert (contact["tags"], contact["aliases"]) == (["b2b", "new"], [])
    shown = run("show", anna, "--json").json
    assert [each["value"] for each in shown["methods"]] == ["anna@lumen.example"]
    assert [each["label"] for each in shown["dates"]] == ["fair", "birthday"]
    run("edit", anna, "--no-date", "Fair", "--no-email", "anna@lumen.example", "--birthday", "")
    shown = run("show", anna, "--json").json
    assert (shown["dates"], shown["methods"]) == ([], [])


def test_an_empty_value_clears_a_field(run: Run, anna: str) -> None:
    run("add", "Ben", "--referred-by", "Anna", "--about", "x", "--every", "10d")
    assert run("edit", "Anna", "--company", "", "--json").json["contact"]["company"] is None
    run("edit", "Ben", "--referred-by", "", "--about", "")
    shown = run("show", "Ben", "--json").json
    assert (shown["referred_by"], shown["about"]) == (None, None)


def test_every_says_never_own_or_the_stages(run: Run, anna: str) -> None:
    cadences = []
    for every in ("0d", "2w", "default"):
        contact = run("edit", "Anna", "--every", every, "--json").json["contact"]
        cadences.append((contact["cadence_days"], contact["due_on"]))
    assert cadences == [(0, None), (14, "2026-12-07"), (30, "2026-12-23")]


def test_edit_renames_moves_and_says_since_when(run: Run, anna: str) -> None:
    contact = run("edit", "Anna", "--name", "Anna Berg", "--stage", "friend", "--since", "2024-01-02", "--json").json
    assert (contact["contact"]["name"], contact["contact"]["stage"]) == ("Anna Berg", "friend")
    ledger = run("show", "Anna Berg", "--json").json["ledger"]
    assert [(each["date"], each["to"]) for each in ledger] == [("2024-01-02", "partner"), ("2026-11-23", "friend")]


def test_list_is_in_name_order_and_takes_a_query(run: Run, anna: str) -> None:
    run("add", "Émile Zola", "--tag", "books")
    run("add", "ben okri")
    assert [each["name"] for each in run("list", "--json").json["contacts"]] == [
        "Anna Petrova",
        "ben okri",
        "Émile Zola",
    ]
    assert [each["name"] for each in run("list", "tag:books", "--json").json["contacts"]] == ["Émile Zola"]
    assert run("list", "nobody", "at", "all", "--json").json == {"schema": 1, "contacts": []}
    assert run("list").out.splitlines()[0].split() == ["NAME", "STAGE", "COMPANY", "LAST", "CONTACT", "DUE"]
    assert run("list", "xyzzy").err == "Nobody fits that.\n"


def test_columns_stand_below_one_another_for_wide_letters(run: Run) -> None:
    run("add", "山田太郎", "--company", "X")
    run("add", "Bo Ek", "--company", "Y")
    lines = run("list").out.splitlines()
    assert [line.index("stranger") for line in lines[1:]] == [10, 6]


def test_an_empty_book_says_what_to_do_and_is_not_created(run: Run, db: object) -> None:
    ran = run("list")
    assert (ran.code, ran.out) == (0, "")
    assert "bondtui add NAME" in ran.err
    assert run("list", "--json").json == {"schema": 1, "contacts": []}


def test_move_enters_the_ledger(run: Run, anna: str) -> None:
    printed = run("move", "Anna", "FRIEND", "--on", "yesterday", "--json").json
    assert (set(printed), printed["contact"]["stage"]) == ({"schema", "contact"}, "friend")
    again = run("move", "Anna", "friend")
    assert (again.code, again.err) == (1, "The stage on 2026-11-23 is friend already.\n")


REFUSED = {
    "unknown stage": (("add", "X", "--stage", "pal"), 1, "There is no stage “pal”"),
    "bad cadence": (("add", "X", "--every", "often"), 1, "is not a cadence"),
    "endless cadence": (("add", "X", "--every", "99y"), 1, "at most 3650 days"),
    "no name": (("add", " "), 1, "A contact needs a name."),
    "name too long": (("add", "x" * 1001), 1, "longer than the 1000 characters"),
    "text too long": (("add", "X", "--about", "x" * 70_000), 1, "longer than the 64 KiB"),
    "impossible birthday": (("add", "X", "--birthday", "02-30"), 1, "There is no 30 February"),
    "date without a label": (("add", "X", "--date", "12-04"), 1, "write it like wedding=12-04"),
    "since tomorrow": (("add", "X", "--since", "tomorrow"), 1, "cannot begin after today"),
    "since no day": (("add", "X", "--since", "soon"), 1, "is not a day"),
    "empty tag": (("add", "X", "--tag", ""), 1, "--tag wants a value"),
    "no address": (("add", "X", "--email", "nowhere"), 1, "is not an e-mail address"),
    "unknown referrer": (("add", "X", "--referred-by", "Nemo"), 3, "Nobody in the book is called “Nemo”."),
    "unknown contact": (("show", "Nemo"), 3, "Nobody in the book is called “Nemo”."),
    "edit nobody": (("edit", "Nemo", "--role", "x"), 3, "Nobody in the book"),
    "edit nothing": (("edit", "Anna"), 2, "Say what to change"),
    "absent tag": (("edit", "Anna", "--no-tag", "x"), 1, "Anna Petrova has no tag “x”."),
    "absent alias": (("edit", "Anna", "--no-alias", "x"), 1, "has no alias"),
    "absent e-mail": (("edit", "Anna", "--no-email", "x@y.z"), 1, "has no email"),
    "absent phone": (("edit", "Anna", "--no-phone", "1"), 1, "has no phone"),
    "absent date": (("edit", "Anna", "--no-date", "x"), 1, "has no date"),
    "empty name": (("edit", "Anna", "--name", ""), 1, "A contact needs a name."),
    "referred by themself": (("edit", "Anna", "--referred-by", "Anna"), 1, "cannot be referred"),
    "edit to no stage": (("edit", "Anna", "--stage", "pal", "--role", "x"), 1, "There is no stage"),
    "move to no stage": (("move", "Anna", "pal"), 1, "there are stranger, acquaintance, partner and friend"),
    "move tomorrow": (("move", "Anna", "friend", "--on", "tomorrow"), 1, "after today"),
    "move before the beginning": (("move", "Anna", "friend", "--on", "2020-01-01"), 1, "begins on 2025-03-01"),
    "move on no day": (("move", "Anna", "friend", "--on", "31.11."), 1, "There is no 31 November."),
    "bad query": (("list", "stage:pal"), 1, "pal"),
}


@pytest.mark.parametrize(("arguments", "code", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_stand_is_one_sentence_and_changes_nothing(
    run: Run, anna: str, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    before = run("list", "--json").out, run("show", anna, "--json").out
    ran = run(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err
    assert len(ran.err.splitlines()) == 1
    assert (run("list", "--json").out, run("show", anna, "--json").out) == before


def test_a_name_that_fits_several_lists_them(run: Run, anna: str) -> None:
    run("add", "Anna Berg")
    ran = run("show", "anna")
    assert (ran.code, ran.out) == (3, "")
    sentence, *candidates = ran.err.splitlines()
    assert "fits 2 people" in sentence
    assert len(candidates) == 2
    assert any(anna in line and "Lumen" in line and "partner" in line for line in candidates)
