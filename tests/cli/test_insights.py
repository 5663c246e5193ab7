"""insights: the shapes of the contract, with figures small enough to add up by hand."""

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def clients(run: Run, anna: str) -> None:
    """Anna, partner, 300 EUR and 50 USD; Ben, friend, 500 EUR and 100 EUR for an extra; Zoe, whom he sent, 100 EUR."""
    run("add", "Ben Okafor", "--stage", "friend", "--since", "2020-01-01")
    run("add", "Zoe Lind", "--referred-by", "Ben", "--since", "2026-01-01")
    run("project", "add", "Ben", "care", "--kind", "extra", "--on", "2026-03-01")
    run("paid", "Anna", "300", "--on", "2025-05-01")
    run("paid", "Anna", "50USD", "--on", "2026-05-01")
    run("paid", "Ben", "500", "--on", "2026-05-01")
    run("paid", "Ben", "100", "--project", "p1", "--on", "2026-05-02")
    run("paid", "Zoe", "150", "--on", "2026-05-03")
    run("paid", "Zoe", "50", "--refund", "--on", "2026-05-04")


def names(shapes: list[dict[str, str]]) -> list[str]:
    return [each["name"] for each in shapes]


@pytest.mark.usefixtures("clients")
def test_r8_pareto_has_every_field_of_the_contract(run: Run) -> None:
    euros, dollars = run("insights", "pareto", "--json").json["currencies"]
    assert [set(each) for each in (euros, dollars)] == [
        {"currency", "total", "by_stage_then", "by_stage_now", "smallest_80", "friends"}
    ] * 2
    assert (euros["currency"], euros["total"], dollars["total"]) == ("EUR", 100_000, 5_000)
    assert euros["by_stage_now"] == {"stranger": 10_000, "acquaintance": 0, "partner": 30_000, "friend": 60_000}
    assert euros["by_stage_then"] == euros["by_stage_now"]
    assert (names(euros["smallest_80"]["clients"]), euros["smallest_80"]["of"]) == (["Ben Okafor", "Anna Petrova"], 3)
    assert euros["friends"] == {"clients": 1, "of": 3, "own": 50_000, "referred": 10_000, "extras": 10_000}
    (only,) = [e for e in run("insights", "pareto", "--year", "2025", "--json").json["currencies"]]
    assert only["total"] == 30_000


@pytest.mark.usefixtures("clients")
def test_r8_pareto_says_it_in_one_sentence(run: Run) -> None:
    told = run("insights").out
    assert "1 of 3 clients (33 %) is a friend; they bring 70 % of the income" in told
    assert "50 % themselves, 10 % through referrals, 10 % as extras" in told


@pytest.mark.usefixtures("clients")
def test_r9_referrals_are_trees(run: Run) -> None:
    (ben,) = run("insights", "referrals", "--json").json["trees"]
    (zoe,) = ben.pop("children")
    assert ben.pop("contact")["name"] == "Ben Okafor"
    assert ben == {
        "own": {"EUR": 60_000}, "direct": {"EUR": 10_000}, "subtree": {"EUR": 10_000}, "people": 1, "projects": 0,
        "depth": 1,
    }  # fmt: skip
    assert (zoe["contact"]["name"], zoe["own"], zoe["children"]) == ("Zoe Lind", {"EUR": 10_000}, [])
    assert "  Zoe Lind" in run("insights", "referrals").out


@pytest.mark.usefixtures("clients")
def test_r7_parity_puts_friends_beside_the_others_and_prints_nothing_from_few(run: Run) -> None:
    run("project", "concede", "p1", "free", "--amount", "80")
    run("project", "step", "p1", "1")
    groups = run("insights", "parity", "--json").json["groups"]
    friends = groups["friends"]
    assert (friends["projects"], friends["steps_done"], friends["concessions"]) == (1, 1, 1)
    assert (friends["conceded"], friends["enough"]) == ({"EUR": 8_000}, False)
    assert set(friends) == set(groups["others"]) == {
        "projects", "steps_done", "steps_waived", "concessions", "conceded", "positive", "reply_days", "late", "enough",
    }  # fmt: skip
    assert groups["others"]["projects"] == 0
    told = run("insights", "parity").out
    assert "not enough yet" in told
    assert "80.00" not in told


def test_an_empty_book_has_insights_too(run: Run) -> None:
    assert run("insights", "pareto", "--json").json == {"schema": 1, "currencies": []}
    assert run("insights", "referrals", "--json").json == {"schema": 1, "trees": []}
    assert run("insights", "parity", "--json").json["groups"]["friends"]["positive"]["of"] == 0
    assert [run("insights", which).code for which in ("pareto", "referrals", "parity", "journey", "reciprocity")] == [
        0
    ] * 5
