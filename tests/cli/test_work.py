"""project and paid: every field of the contract, every refusal in one sentence, and the nudges they make."""

import pytest

from tests.cli.conftest import Run

STEPS = [
    "brief confirmed in writing", "scope and price agreed in writing", "contract signed", "deposit received",
    "schedule agreed", "progress reported", "result accepted in writing", "effect measured after delivery",
]  # fmt: skip


@pytest.fixture
def shop(run: Run, anna: str) -> str:
    """A running project for Anna; its id."""
    ident: str = run("project", "add", "Anna", "Spring shop", "--amount", "2400", "--json").json["project"]["id"]
    return ident


def test_r7_a_new_project_has_every_step_and_every_field_of_the_contract(run: Run, anna: str, shop: str) -> None:
    who = {"uid": anna, "name": "Anna Petrova", "stage": "partner"}
    steps = [{"n": n, "title": title, "done_on": None, "waived": None} for n, title in enumerate(STEPS, 1)]
    expected = {
        "id": "p1", "contact": who, "title": "Spring shop", "kind": "project", "status": "active",
        "agreed": {"minor": 240000, "currency": "EUR"}, "started_on": "2026-11-23", "finished_on": None,
        "verdict": None, "result": None, "steps": steps, "concessions": [], "paid": {},
    }  # fmt: skip
    assert run("project", "show", shop, "--json").json == {"schema": 1, "project": expected}
    assert run("project", "list", "--json").json == {"schema": 1, "projects": [expected]}
    assert run("project", "list", "Anna", "--status", "lead", "--json").json["projects"] == []
    assert run("show", "Anna", "--json").json["projects"] == [expected]


def test_r7_a_step_is_ticked_waived_with_a_reason_and_reopened(run: Run, shop: str) -> None:
    run("project", "step", shop, "1")
    run("project", "step", shop, "2", "--done", "12 Nov")
    run("project", "step", shop, "4", "--waive", "paid in full at the start")
    steps = run("project", "step", shop, "1", "--reopen", "--json").json["project"]["steps"]
    assert [(s["done_on"], s["waived"]) for s in steps[:4]] == [
        (None, None), ("2026-11-12", None), (None, None), (None, "paid in full at the start"),
    ]  # fmt: skip
    before = run("project", "show", shop).out
    for arguments in (("9",), ("x",), ("0",), ("1", "--waive", ""), ("1", "--done", "2027-01-01")):
        ran = run("project", "step", shop, *arguments)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), arguments
    assert run("project", "show", shop).out == before


def test_a_project_is_closed_once_with_a_verdict_and_a_result(run: Run, shop: str) -> None:
    closed = run("project", "close", shop, "positive", "--result", "a third more orders", "--json").json["project"]
    assert (closed["status"], closed["verdict"], closed["result"]) == ("done", "positive", "a third more orders")
    assert closed["finished_on"] == "2026-11-23"
    for again in (("close", shop, "mixed"), ("lose", shop)):
        ran = run("project", *again)
        assert (ran.code, ran.err) == (1, "Project p1 was closed on 2026-11-23 already.\n")


def test_a_concession_is_noted_with_what_it_costs(run: Run, shop: str) -> None:
    run("project", "concede", shop, "rush", "--amount", "150", "--note", "a week earlier")
    shown = run("project", "concede", shop, "free", "--declined", "--json").json["project"]["concessions"]
    assert shown == [
        {"kind": "rush", "granted": True, "amount": {"minor": 15000, "currency": "EUR"}, "on": "2026-11-23",
         "note": "a week earlier"},
        {"kind": "free", "granted": False, "amount": None, "on": "2026-11-23", "note": None},
    ]  # fmt: skip


def test_r12_payments_and_refunds_are_whole_minor_units(run: Run, anna: str, shop: str) -> None:
    paid = run("paid", "Anna", "1200.50", "--project", shop, "--json").json
    assert paid["payment"] == {
        "id": "m1", "contact": {"uid": anna, "name": "Anna Petrova", "stage": "partner"}, "project": "p1",
        "date": "2026-11-23", "amount": {"minor": 120050, "currency": "EUR"}, "note": None,
    }  # fmt: skip
    run("paid", "Anna", "50EUR", "--refund", "--project", shop)
    run("paid", "Anna", "3000 JPY", "--note", "a book")
    assert run("project", "show", shop, "--json").json["project"]["paid"] == {"EUR": 115050}
    assert [each["amount"]["minor"] for each in run("show", "Anna", "--json").json["payments"]] == [3000, -5000, 120050]


@pytest.mark.parametrize(
    "arguments",
    [
        ("paid", "Anna", "12.345"), ("paid", "Anna", "1.5JPY"), ("paid", "Anna", "abc"), ("paid", "Anna", "5XXX"),
        ("paid", "Anna", "5", "--on", "2027-01-01"), ("paid", "Anna", "5", "--refund"), ("paid", "Anna", "0"),
        ("paid", "Ben", "5", "--project", "p1"), ("project", "add", "Anna", ""),
        ("project", "add", "Anna", "x", "--kind", "y"),
        ("project", "add", "Anna", "x", "--status", "done"), ("project", "add", "Anna", "x", "--on", "2027-01-01"),
        ("project", "concede", "p1", "more"), ("project", "close", "p1", "fine"),
        ("project", "close", "p1", "mixed", "--on", "2020-01-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence_and_nothing_changes(
    run: Run, shop: str, arguments: tuple[str, ...]
) -> None:
    run("add", "Ben Okafor")
    before = run("project", "list", "--json").out, run("show", "Anna", "--json").out
    ran = run(*arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert (run("project", "list", "--json").out, run("show", "Anna", "--json").out) == before


@pytest.mark.parametrize("arguments", [("project", "show", "p9"), ("project", "step", "f1", "1"), ("remove", "m9")])
def test_an_id_that_is_none_is_not_found(run: Run, shop: str, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 3


def due_kinds(run: Run, today: str) -> dict[str, str]:
    return {each["kind"]: each["id"] for each in run("due", "--json", today=today).json["nudges"]}


def test_r7_open_steps_make_a_standard_nudge_that_can_be_done(run: Run, shop: str) -> None:
    assert "standard" not in due_kinds(run, "2026-11-29")
    ident = due_kinds(run, "2026-11-30")["standard"]
    assert run("due", "--format", "count", today="2026-11-30").out == "1\n"
    assert run("done", ident, today="2026-11-30").code == 0
    assert run("due", "--format", "count", today="2026-11-30").out == "0\n"
    assert run("done", ident, "--undo", today="2026-11-30").code == 0
    for n in range(1, 6):
        run("project", "step", shop, str(n), today="2026-11-30")
    assert "standard" not in due_kinds(run, "2026-11-30")
    run("project", "close", shop, "positive", today="2026-12-01")
    assert due_kinds(run, "2026-12-08")["standard"] == "st-p1-accepted"
    run("project", "step", shop, "7", today="2026-12-08")
    assert "standard" not in due_kinds(run, "2026-12-08")
    assert due_kinds(run, "2027-03-01")["standard"] == "st-p1-measured"


def test_r9_a_referred_contacts_first_payment_makes_one_thank_nudge_and_taking_it_back_withdraws_it(
    run: Run, anna: str
) -> None:
    run("add", "Ben Okafor", "--referred-by", "Anna")
    assert "thank" not in due_kinds(run, "2026-11-23")
    run("paid", "Ben", "100")
    run("paid", "Ben", "200")
    nudges = [each for each in run("due", "--json").json["nudges"] if each["kind"] == "thank"]
    assert [(each["contact"]["name"], each["why"]) for each in nudges] == [
        ("Anna Petrova", "Ben Okafor, whom they recommended, has paid a first time")
    ]
    assert run("due", "--format", "count").out == "1\n"
    run("remove", "m1")
    run("remove", "m2")
    assert "thank" not in due_kinds(run, "2026-11-23")
    run("paid", "Ben", "100")
    run("done", due_kinds(run, "2026-11-23")["thank"])
    run("paid", "Ben", "300")
    assert "thank" not in due_kinds(run, "2026-11-23")


def test_r4_which_road_it_was_is_computed(run: Run, anna: str) -> None:
    assert run("show", "Anna", "--json").json["origin"] is None
    run("paid", "Anna", "100", "--on", "12 Oct")
    assert run("show", "Anna", "--json").json["origin"] is None
    run("move", "Anna", "friend")
    assert run("show", "Anna", "--json").json["origin"] == "client-friend"
    run("add", "Ben", "--stage", "friend", "--since", "2020-01-01")
    run("project", "add", "Ben", "a site", "--status", "lead")
    assert run("show", "Ben", "--json").json["origin"] is None
    run("paid", "Ben", "100")
    assert run("show", "Ben", "--json").json["origin"] == "friend-client"


def test_r6_openers_tell_of_projects(run: Run, anna: str, shop: str) -> None:
    def opener(today: str) -> str:
        (check_in,) = [e for e in run("due", "--json", today=today).json["nudges"] if e["kind"] == "check-in"]
        found: str = check_in["opener"]
        return found

    assert opener("2026-12-23") == "Propose an idea for “Spring shop”."
    run("log", "called Anna", today="2026-12-23")
    run("project", "close", shop, "positive", today="2026-12-23")
    assert opener("2027-01-25") == "Ask how “Spring shop” is doing, a month after its end."


def test_a_contact_is_removed_with_their_work(run: Run, shop: str) -> None:
    run("paid", "Anna", "100", "--project", shop)
    run("project", "concede", shop, "rush")
    assert run("remove", "Anna", "--yes").code == 0
    assert run("project", "list", "--json").json["projects"] == []
