"""Insights by keystrokes: each view shows the book's own figures, for a year or for all of them."""

from collections.abc import Callable
from datetime import date

import pytest
from textual.app import App
from textual.pilot import Pilot

from bondtui.book import Book
from bondtui.domain.insight_words import concentration_sentence, friends_sentence, parity_rows
from bondtui.domain.interactions import Initiator
from bondtui.domain.money import Money
from bondtui.domain.stages import Origin, Stage
from bondtui.domain.work import ConcessionKind, Verdict
from bondtui.tui.screens.contact import ContactScreen
from bondtui.tui.widgets.people_pictures import SHADES

from .conftest import HOSTILE, settle
from .dialog_host import seen
from .keystrokes import LARGE, SMALL, flat, over, until

BOTH_SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
LABELS = ("Pareto", "Referrals", "One standard", "Journey", "Rhythm", "If one left")


def eur(whole: int) -> Money:
    return Money(whole * 100, "EUR")


@pytest.fixture
def worked(book: Book, add: Callable[..., str]) -> dict[str, str]:
    """Ben recommended Anna, and Anna Omar; all paid in 2026, Ben in 2025 too, and Zoe in dollars."""
    found = {"ben": add("Ben Okafor", stage=Stage.FRIEND, since=date(2025, 1, 6))}
    found["anna"] = add("Anna Petrova", stage=Stage.PARTNER, referred_by=found["ben"])
    found["omar"] = add("Omar Haddad", referred_by=found["anna"])
    found["zoe"] = add("Zoe Lind")
    for n, (who, on) in enumerate([("ben", date(2025, 3, 3)), *((who, date(2026, 3, 2)) for who in 5 * ["anna"])]):
        project = book.work.add(found[who], f"Site {n}", on=on)
        book.work.step(project.id, 1, done_on=on)
        book.work.concede(project.id, ConcessionKind.RUSH, amount=eur(50), on=on)
        book.work.close(project.id, Verdict.POSITIVE, on=on)
    for who, amount, day in (
        ("ben", eur(700), date(2025, 4, 1)),
        ("ben", eur(4000), date(2026, 2, 2)),
        ("anna", eur(3000), date(2026, 3, 2)),
        ("omar", eur(500), date(2026, 4, 1)),
        ("zoe", Money(90_000, "USD"), date(2026, 5, 4)),
    ):
        book.work.pay(found[who], amount, on=day)
    for line in (
        "Ben Okafor called 5 Oct: hello",
        "called Anna Petrova 5 Oct: hello",
        "met Ben Okafor 2025-02-04: tea",
    ):
        book.interactions.log(book.interactions.understand(line))
    book.journey.move(found["anna"], Stage.FRIEND, date(2026, 9, 1))
    return found


async def view(pilot: Pilot[int], label: str) -> str:
    """Go to Insights, and right until this view; its words in one line."""
    await pilot.press("5")
    await settle(pilot)
    while f"[{label}]" not in seen(pilot.app):
        await pilot.press("right")
        await settle(pilot)
    return flat(pilot.app)


async def all_of_it(pilot: Pilot[int]) -> str:
    """What stands on the screen, and what stands below when one pages down."""
    found = flat(pilot.app)
    await pilot.press("G")
    await settle(pilot)
    return f"{found} {flat(pilot.app)}"


@BOTH_SIZES
async def test_r8_pareto_shows_each_currency_by_itself(
    book: Book, worked: dict[str, str], size: tuple[int, int]
) -> None:
    euros, dollars = book.insights.pareto(2026)
    async with over(book, size) as pilot:
        shown = await view(pilot, "Pareto")
        assert "Who brings the income · 2026" in shown
        assert "EUR 7,500 · 80 % comes from 2 of 4 clients" in shown
        assert len(euros.smallest_80) == 2
        assert "1 Ben Okafor 4,000 53 %" in shown
        assert "2 Anna Petrova 3,000 93 %" in shown
        assert "── 80 % ──" in shown
        shown = await all_of_it(pilot)
        assert f"{friends_sentence(euros)}." in shown
        assert "partner ▆" in shown
        assert dollars.total == 90_000
        assert "USD 900 · 80 % comes from 1 of 4 clients" in shown


async def test_r8_the_curve_rises_to_the_whole_income(book: Book, worked: dict[str, str]) -> None:
    async with over(book, SMALL) as pilot:
        await view(pilot, "Pareto")
        rows = seen(pilot.app).splitlines()
        top = next(row for row in rows if "100 % ┤" in row)
        assert any("\u2800" < each < "\u28ff" for each in top)
        assert any("80 % ┤┄" in row for row in rows)
        assert any("0 % └" in row for row in rows)


@BOTH_SIZES
async def test_r9_the_referral_tree_is_walked_and_a_page_opened(
    book: Book, worked: dict[str, str], size: tuple[int, int]
) -> None:
    (root,) = book.insights.referrals(2026)
    async with over(book, size) as pilot:
        shown = await view(pilot, "Referrals")
        assert (root.people, root.depth, root.subtree) == (2, 2, {"EUR": 350_000})
        assert "▌Ben Okafor" in seen(pilot.app)
        assert "2 2 5 4,000 EUR 3,500 EUR" in shown
        assert "└ Anna Petrova 1 1 0 3,000 EUR 500 EUR" in shown
        assert "   └ Omar Haddad" in seen(pilot.app)
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ContactScreen))
        await settle(pilot)
        assert "Anna Petrova" in flat(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert "[Referrals]" in seen(pilot.app)
        assert "▌└ Anna" in seen(pilot.app)


@BOTH_SIZES
async def test_r7_friends_stand_beside_the_others(book: Book, worked: dict[str, str], size: tuple[int, int]) -> None:
    parity = book.insights.parity(2026)
    async with over(book, size) as pilot:
        shown = await view(pilot, "One standard")
        assert "friends the others" in shown
        for label, figure in parity_rows()[:5]:
            assert f"{label} {figure(parity[True])} {figure(parity[False])}" in shown
        assert "5 of 5 (100 %), likely" in shown


@BOTH_SIZES
async def test_the_moves_of_the_year_and_the_two_roads(
    book: Book, worked: dict[str, str], size: tuple[int, int]
) -> None:
    async with over(book, size) as pilot:
        shown = await view(pilot, "Journey")
        assert "→ 1 to friend" in shown
        assert "239 days" in shown
        assert "1 forward, 0 back" in shown
        roads = book.insights.origins()
        for name, road in (("client-friends", Origin.CLIENT_FRIEND), ("friend-clients", Origin.FRIEND_CLIENT)):
            row = next(row for row in seen(pilot.app).splitlines() if name in row)
            assert f" {roads[road]}  " in row
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "0 forward, 0 back" in flat(pilot.app))


@BOTH_SIZES
async def test_the_days_in_touch_are_marked_by_density(
    book: Book, worked: dict[str, str], size: tuple[int, int]
) -> None:
    for _ in range(3):
        book.interactions.log(book.interactions.understand("called Omar Haddad 6 Oct: hello"))
    found = book.insights.rhythm(2026)
    assert found.days == {date(2026, 10, 5): 2, date(2026, 10, 6): 3}
    assert found.begun == {Initiator.THEM: 1, Initiator.ME: 4, Initiator.BOTH: 0}
    async with over(book, size) as pilot:
        shown = await view(pilot, "Rhythm")
        assert "5 interactions on 2 days" in shown
        assert "you began" in shown
        assert "4 80 %" in shown
        rows = seen(pilot.app).splitlines()
        monday, tuesday = (next(row for row in rows if row.strip().startswith(day)) for day in ("Mon ", "Tue "))
        assert SHADES[2] in monday
        assert SHADES[3] in tuesday
        assert monday.split()[-1] == "2"


async def test_check_ins_in_time_are_counted_for_the_year(book: Book, add: Callable[..., str]) -> None:
    add("Ida Berg", since=date(2025, 1, 6), every_days=30)
    for month in range(2, 9):
        book.interactions.log(book.interactions.understand(f"called Ida Berg 2025-0{month}-05: hello"))
    late, due = book.insights.rhythm(2025).late
    assert (late, due) == (1, 7)
    assert book.insights.rhythm(2024).late == (0, 0)
    async with over(book, SMALL) as pilot:
        await view(pilot, "Rhythm")
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "6 86 % of 7" in flat(pilot.app))


@BOTH_SIZES
async def test_what_hangs_on_each_client(book: Book, worked: dict[str, str], size: tuple[int, int]) -> None:
    euros, _ = book.insights.dependence(2026)
    assert [(each.own, each.through) for each in euros.carriers[:2]] == [(400_000, 350_000), (300_000, 50_000)]
    async with over(book, size) as pilot:
        await view(pilot, "If one left")
        shown = await all_of_it(pilot)
        assert concentration_sentence(euros.hhi) in shown
        assert "100 % 4,000 3,500" in shown
        assert "47 % 3,000 500" in shown
        assert "If Ben Okafor left, 53 % of the income would go with them; another 47 % came through them." in shown


async def test_the_year_is_chosen_by_keys_within_what_the_book_has(book: Book, worked: dict[str, str]) -> None:
    def shows(app: App[int], words: str) -> Callable[[], bool]:
        return lambda: words in flat(app)

    async with over(book, LARGE) as pilot:
        await view(pilot, "Pareto")
        await pilot.press("right_square_bracket")
        await until(pilot, shows(pilot.app, "income · 2026 EUR 7,500"))
        await pilot.press("left_square_bracket")
        await until(pilot, shows(pilot.app, "income · 2025 EUR 700"))
        await pilot.press("left_square_bracket")
        await until(pilot, shows(pilot.app, "income · 2025 EUR 700"))
        await pilot.press("t")
        await until(pilot, shows(pilot.app, "income · all the years EUR 8,200"))
        await pilot.press("t")
        await until(pilot, shows(pilot.app, "income · 2025 EUR 700"))
        await pilot.press("right_square_bracket")
        await until(pilot, shows(pilot.app, "income · 2026 EUR 7,500"))


async def test_the_views_go_round_and_are_clicked(book: Book, worked: dict[str, str]) -> None:
    async with over(book, SMALL, "5", "left") as pilot:
        assert "[If one left]" in seen(pilot.app)
        await pilot.press("right")
        await settle(pilot)
        assert "[Pareto]" in seen(pilot.app)
        await pilot.click("#views", offset=(seen(pilot.app).splitlines()[1].index("Rhythm") + 1, 0))
        await until(pilot, lambda: "[Rhythm]" in seen(pilot.app) and "interactions" in seen(pilot.app))


@BOTH_SIZES
@pytest.mark.parametrize("label", LABELS)
async def test_an_empty_book_says_kindly_what_will_stand_here(book: Book, label: str, size: tuple[int, int]) -> None:
    async with over(book, size) as pilot:
        shown = await view(pilot, label)
        assert " will " in shown or " once " in shown
        assert "goes to" in shown or "logs what happened" in shown
        assert "!" not in shown


async def test_a_year_without_payments_says_so(book: Book, worked: dict[str, str]) -> None:
    book.today = lambda: date(2027, 1, 4)
    async with over(book, SMALL) as pilot:
        assert "No payment is noted in 2027. [ the year before t all the years at once" in await view(pilot, "Pareto")


@BOTH_SIZES
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_name_of_any_kind_stays_itself_in_every_view(
    book: Book, add: Callable[..., str], name: str, size: tuple[int, int]
) -> None:
    uid = add(name, stage=Stage.FRIEND)
    add("Omar Haddad", referred_by=uid)
    book.work.pay(uid, eur(100), on=date(2026, 5, 4))
    shown = book.contacts.get(uid).name[:10].split()[0]
    async with over(book, size) as pilot:
        for label in LABELS:
            await view(pilot, label)
            if label in ("Pareto", "Referrals", "If one left"):
                assert shown in seen(pilot.app)


async def test_what_is_logged_here_shows_at_once(book: Book, worked: dict[str, str]) -> None:
    async with over(book, SMALL) as pilot:
        assert "2 interactions" in await view(pilot, "Rhythm")
        book.interactions.log(book.interactions.understand("called Omar Haddad 6 Oct: hello"))
        pilot.app.look_again()  # type: ignore[attr-defined]
        await until(pilot, lambda: "3 interactions" in flat(pilot.app))
