"""Work by keystrokes: projects and their standard, money and concessions, the income of a year."""

from collections.abc import Callable
from datetime import date

import pytest
from textual.pilot import Pilot

from bondtui.book import Book
from bondtui.domain.money import Money
from bondtui.domain.stages import Stage
from bondtui.domain.work import Concession, ConcessionKind, ProjectKind, Status, Verdict
from bondtui.tui.actions import ACTIONS, BY_ID, WORKING, scopes
from bondtui.tui.app import BondApp
from bondtui.tui.screens.contact import ContactScreen
from bondtui.tui.screens.project import ProjectScreen
from bondtui.tui.screens.work import WorkScreen
from bondtui.tui.widgets.income_panel import incomes

from .conftest import HOSTILE, settle
from .dialog_host import seen, write
from .keystrokes import LARGE, SMALL, answered, flat, opened, over, until

BOTH_SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
TODAY = date(2026, 11, 23)
PAGE = ("4", "enter")


def euros(amount: int) -> Money:
    return Money(amount * 100, "EUR")


@pytest.fixture
def shop(book: Book, people: dict[str, str]) -> str:
    """A running project for Anna, begun on 1 September, 1,200 euros agreed."""
    return book.work.add(people["anna"], "Online shop", agreed=euros(1200), on=date(2026, 9, 1)).id


async def said(pilot: Pilot[int], sentence: str) -> None:
    await until(pilot, lambda: sentence in flat(pilot.app))


@BOTH_SIZES
async def test_without_work_a_kind_sentence_says_what_will_be_there_and_which_key_begins(
    book: Book, people: dict[str, str], size: tuple[int, int]
) -> None:
    async with over(book, size, "4") as pilot:
        assert isinstance(pilot.app.screen, WorkScreen)
        assert "[4 Work]" in flat(pilot.app)
        assert "No work is noted yet" in flat(pilot.app)
        assert "a adds your first project" in flat(pilot.app)
        for key in ("enter", "f", "delete", "p"):
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(pilot.app.screen, WorkScreen)


async def test_with_nobody_in_the_book_the_first_contact_comes_first(book: Book) -> None:
    async with over(book, SMALL, "4") as pilot:
        assert "1 and then a add the first contact" in flat(pilot.app)


@BOTH_SIZES
async def test_a_project_is_added_for_somebody_named_and_its_page_opens(
    book: Book, people: dict[str, str], size: tuple[int, int]
) -> None:
    async with over(book, size, "4") as pilot:
        await opened(pilot, "a")
        await write(pilot, "Anna Pe")
        await until(pilot, lambda: "Anna Petrova" in flat(pilot.app))  # completed by the field
        await pilot.press("right", "enter")
        await write(pilot, "Online shop")
        await pilot.press("tab", "tab", "tab")
        await write(pilot, "1200.50")
        await answered(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ProjectScreen)
        assert "1,200.50 EUR agreed · 1,200.50 EUR owed" in flat(pilot.app)
        assert "Standard · 0/8" in flat(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert "Active · 1" in flat(pilot.app)
        assert "□□□□□□□□ 0/8" in flat(pilot.app)
    (project,) = book.work.projects()
    assert project.contact.uid == people["anna"]
    assert (project.agreed, project.status, project.started_on) == (Money(120050, "EUR"), Status.ACTIVE, TODAY)


async def test_a_project_without_a_contact_or_title_is_refused_and_nothing_typed_is_lost(
    book: Book, people: dict[str, str]
) -> None:
    async with over(book, SMALL, "4") as pilot:
        await opened(pilot, "a")
        await write(pilot, "Nobody Here")
        await pilot.press("tab", "tab", "tab", "tab")
        await write(pilot, "12.345")
        await pilot.press("ctrl+s")
        await said(pilot, "A project needs a title.")
        assert "Nobody Here" in flat(pilot.app)
        assert "EUR has 2 decimals, so “12.345” is no amount of it." in flat(pilot.app)
    assert book.work.projects() == []


async def test_a_contacts_page_adds_a_project_for_them_and_shows_it(book: Book, people: dict[str, str]) -> None:
    async with over(book, LARGE, "enter") as pilot:
        await opened(pilot, "w")
        await said(pilot, "Add a project for Anna Petrova")
        await write(pilot, "Spring flyer")
        await answered(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ProjectScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ContactScreen)
        assert "work Spring flyer (active, 0/8)" in flat(pilot.app)


@BOTH_SIZES
async def test_r7_a_step_is_ticked_by_space_and_opened_again(book: Book, shop: str, size: tuple[int, int]) -> None:
    async with over(book, size, *PAGE) as pilot:
        await pilot.press("j", "space")
        await said(pilot, "scope and price agreed in writing: done today.")
        assert "Standard · 1/8" in flat(pilot.app)
        assert "2 ■ scope and price agreed in writing today" in flat(pilot.app)
        assert book.work.project(shop).steps[1].done_on == TODAY
        await pilot.press("space")
        await said(pilot, "scope and price agreed in writing: open again.")
    assert book.work.project(shop).steps[1].is_open


async def test_a_step_is_done_on_the_day_one_types_but_not_on_one_to_come(book: Book, shop: str) -> None:
    async with over(book, SMALL, *PAGE) as pilot:
        await opened(pilot, "c")
        await write(pilot, "tomorrow\n")
        await said(pilot, "A step cannot be done after today.")
        await pilot.press("end", "ctrl+u")
        await write(pilot, "3 Sep")
        await answered(pilot, "enter")
        assert "1 ■ brief confirmed in writing 3 Sep" in flat(pilot.app)
    assert book.work.project(shop).steps[0].done_on == date(2026, 9, 3)


@BOTH_SIZES
async def test_r7_a_step_is_waived_only_with_a_reason(book: Book, shop: str, size: tuple[int, int]) -> None:
    async with over(book, size, *PAGE) as pilot:
        await pilot.press("j", "j")
        await opened(pilot, "w")
        await said(pilot, "Waive: contract signed")
        await pilot.press("enter")
        await said(pilot, "A step is waived only with a reason")
        assert book.work.project(shop).steps[2].is_open
        await write(pilot, "old contract")
        await answered(pilot, "enter")
        assert "3 ▣ contract signed waived: old contract" in " ".join(flat(pilot.app).split())
        await pilot.press("escape")
        await settle(pilot)
        assert "□□▣□□□□□ 1/8" in flat(pilot.app)
    assert book.work.project(shop).steps[2].waived == "old contract"


async def test_a_project_is_finished_with_a_verdict_and_what_it_changed(book: Book, shop: str) -> None:
    async with over(book, SMALL, *PAGE) as pilot:
        await opened(pilot, "f")
        await said(pilot, "what did it change for Anna Petrova?")
        await pilot.press("tab")
        await write(pilot, "sales doubled")
        await pilot.press("ctrl+s")
        await said(pilot, "Say how it went: positive, mixed or negative.")
        assert "sales doubled" in flat(pilot.app)
        await pilot.press("enter", "down", "enter")
        await settle(pilot)
        await answered(pilot, "ctrl+s")
        assert "project done today, begun 1 Sep" in flat(pilot.app)
        assert "changed sales doubled" in flat(pilot.app)
        await pilot.press("f")
        await said(pilot, "Online shop is done already")
        assert isinstance(pilot.app.screen, ProjectScreen)
    done = book.work.project(shop)
    assert (done.status, done.finished_on, done.result) == (Status.DONE, TODAY, "sales doubled")
    assert done.verdict in list(Verdict)


async def test_a_project_is_lost_with_what_one_learned_and_moves_to_its_group(book: Book, shop: str) -> None:
    async with over(book, LARGE, "4") as pilot:
        await opened(pilot, "L")
        await write(pilot, "their nephew does it")
        await answered(pilot, "enter")
        assert "Lost · 1" in flat(pilot.app)
        assert "Active" not in flat(pilot.app)
    assert book.work.project(shop).result == "their nephew does it"


@BOTH_SIZES
async def test_r12_a_payment_and_then_a_refund_change_what_is_owed(
    book: Book, shop: str, size: tuple[int, int]
) -> None:
    async with over(book, size, *PAGE) as pilot:
        await opened(pilot, "dollar_sign")
        await said(pilot, "Payment for Online shop by Anna Petrova, who owes 1,200 EUR")
        await write(pilot, "-50")
        await pilot.press("ctrl+s")
        await said(pilot, "Anna Petrova has paid nothing yet that could be paid back.")
        assert "-50" in flat(pilot.app)
        await pilot.press("home", "delete", "end", "enter")
        await write(pilot, "1 Oct\ndeposit")
        await answered(pilot, "enter")
        assert "1,200 EUR agreed · 50 EUR paid · 1,150 EUR owed" in flat(pilot.app)
        await opened(pilot, "dollar_sign")
        await write(pilot, "-20.50")
        await answered(pilot, "ctrl+s")
        assert "20.50 EUR was paid back." in flat(pilot.app)
        assert "29.50 EUR paid" in flat(pilot.app)
        assert "1,170.50 EUR" in flat(pilot.app)
    refund, payment = book.work.payments_for(shop)
    assert (refund.amount, refund.date) == (Money(-2050, "EUR"), TODAY)
    assert (payment.amount, payment.date, payment.note) == (euros(50), date(2026, 10, 1), "deposit")


@BOTH_SIZES
async def test_a_concession_is_noted_granted_or_declined(book: Book, shop: str, size: tuple[int, int]) -> None:
    async with over(book, size, *PAGE) as pilot:
        assert "Concessions · none" in flat(pilot.app)
        await opened(pilot, "o")
        await pilot.press("tab", "enter", "down", "enter", "tab")
        await write(pilot, "300USD")
        await pilot.press("tab", "tab")
        await write(pilot, "a second language")
        await answered(pilot, "enter")
        assert "beyond 1 declined" in flat(pilot.app)
        await pilot.press("end")
        await settle(pilot)
        if size == LARGE:  # on a small screen the sentence that it is noted lies over it
            assert "today scope declined 300 USD a second language" in flat(pilot.app)
        await pilot.press("delete")
        await said(pilot, "A concession stays with its project")
    expected = Concession(ConcessionKind.SCOPE, False, Money(30000, "USD"), TODAY, "a second language")
    assert book.work.project(shop).concessions == (expected,)


async def test_a_project_is_changed(book: Book, shop: str) -> None:
    async with over(book, SMALL, *PAGE) as pilot:
        await opened(pilot, "e")
        await pilot.press("end", "ctrl+u", "ctrl+s")
        await said(pilot, "A project needs a title.")
        await write(pilot, "Web shop")
        await answered(pilot, "ctrl+s")
        assert "Web shop is up to date." in flat(pilot.app)
    project = book.work.project(shop)
    assert (project.title, project.agreed, project.started_on) == ("Web shop", euros(1200), date(2026, 9, 1))


async def test_delete_removes_the_payment_under_the_cursor_and_elsewhere_the_project(book: Book, shop: str) -> None:
    uid = book.work.project(shop).contact.uid
    book.work.pay(uid, euros(100), project=shop, on=date(2026, 9, 5))
    book.work.pay(uid, euros(200), project=shop, on=date(2026, 9, 9))
    async with over(book, SMALL, *PAGE) as pilot:
        await pilot.press("end")
        await opened(pilot, "delete")
        await said(pilot, "Remove the payment of 100 EUR, 5 Sep?")
        await answered(pilot, "y")
        assert [each.amount for each in book.work.payments_for(shop)] == [euros(200)]
        await pilot.press("home")
        await opened(pilot, "delete")
        await said(pilot, "Remove Online shop with its steps and concessions?")
        await answered(pilot, "n")
        await opened(pilot, "delete")
        await answered(pilot, "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, WorkScreen))
        assert "No work is noted yet" in flat(pilot.app)
        assert "Income in 2026" in flat(pilot.app)
    assert book.work.projects() == []
    assert len(book.work.payments()) == 1


async def test_a_project_another_process_removed_closes_its_page(
    book: Book, open_book: Callable[..., Book], shop: str
) -> None:
    async with over(book, SMALL, *PAGE) as pilot:
        open_book().work.remove(shop)
        await pilot.press("space")
        await said(pilot, "There is no project")
        assert isinstance(pilot.app, BondApp)
        pilot.app.look_again()
        await said(pilot, "This project is no longer in the book.")
        assert isinstance(pilot.app.screen, WorkScreen)


async def test_the_contact_of_a_project_is_one_key_away(book: Book, shop: str) -> None:
    async with over(book, SMALL, *PAGE, "p") as pilot:
        assert isinstance(pilot.app.screen, ContactScreen)
        assert "work Online shop (active, 0/8)" in flat(pilot.app)


async def test_keys_for_steps_say_so_when_there_is_no_step_under_the_cursor(book: Book, shop: str) -> None:
    book.work.pay(book.work.project(shop).contact.uid, euros(100), project=shop)
    async with over(book, SMALL, *PAGE, "end") as pilot:
        before = book.version()
        for key in ("space", "w", "c"):
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(pilot.app.screen, ProjectScreen)
        assert "Put the cursor on a step of the standard." in flat(pilot.app)
        assert book.version() == before


@pytest.fixture
def paid(book: Book, people: dict[str, str]) -> None:
    """Two clients, two currencies, two years."""
    pay = book.work.pay
    pay(people["anna"], euros(1000), on=date(2026, 3, 2))
    pay(people["ben"], euros(400), on=date(2026, 3, 9))
    pay(people["anna"], euros(-250), on=date(2026, 7, 1))
    pay(people["ben"], Money(70000, "JPY"), on=date(2026, 7, 2))
    pay(people["ben"], euros(90), on=date(2025, 12, 31))


@BOTH_SIZES
async def test_the_income_of_a_year_stands_by_month_and_by_client(
    book: Book, shop: str, paid: None, size: tuple[int, int]
) -> None:
    async with over(book, size, "4") as pilot:
        shown = flat(pilot.app)
        assert "Income in 2026" in shown
        assert "EUR 1,150" in shown
        assert "1,400" in shown  # March
        assert "-250" in shown  # July: paid back
        assert "Anna Petrova 750" in shown
        assert "Ben Okafor 400" in shown
        await pilot.press("left_square_bracket")
        await settle(pilot)
        assert "Income in 2025" in flat(pilot.app)
        assert "Ben Okafor 90" in flat(pilot.app)
        await pilot.press("left")
        await settle(pilot)
        assert "No payment is noted in 2024." in flat(pilot.app)
        await pilot.press("right", "right_square_bracket", "right_square_bracket")
        await settle(pilot)
        assert "Income in 2026" in flat(pilot.app)


def test_r12_currencies_are_never_added_up(book: Book, paid: None) -> None:
    euro, yen = incomes(book.work.payments(year=2026))
    assert (yen.currency, sum(yen.months), yen.largest_first()) == ("JPY", 70000, [("Ben Okafor", 70000)])
    assert (euro.currency, euro.months[2], euro.months[6]) == ("EUR", 140000, -25000)


@BOTH_SIZES
async def test_projects_stand_by_status_with_their_money_and_no_line_is_too_wide(
    book: Book, shop: str, people: dict[str, str], size: tuple[int, int]
) -> None:
    work = book.work
    lead = work.add(people["ben"], "Maybe an app", kind=ProjectKind.EXTRA, status=Status.LEAD)
    lost = work.add(people["ben"], "Not this", status=Status.LEAD)
    work.lose(lost.id)
    work.pay(people["anna"], euros(500), project=shop)
    async with over(book, size, "4") as pilot:
        shown = flat(pilot.app)
        assert shown.index("Active · 1") < shown.index("Lead · 1") < shown.index(lead.title)
        assert shown.index("Online shop") < shown.index("700 EUR") < shown.index("Lead · 1")
        assert "500 EUR" in shown.partition("Lead")[0]
        await pilot.press("end")
        await settle(pilot)
        assert "Lost · 1" in flat(pilot.app)
        assert "▌Not this" in seen(pilot.app)


@pytest.mark.parametrize("title", HOSTILE)
@BOTH_SIZES
async def test_a_title_and_a_reason_of_any_kind_stay_themselves(
    book: Book, add: Callable[..., str], title: str, size: tuple[int, int]
) -> None:
    uid = add(title, stage=Stage.PARTNER)
    project = book.work.add(uid, title, agreed=euros(10))
    book.work.step(project.id, 1, waived=title)
    book.work.pay(uid, euros(5), project=project.id, note=title)
    book.work.concede(project.id, ConcessionKind.FREE, note=title)
    begin = project.title.split()[0][:8]
    async with over(book, size, "4") as pilot:
        assert seen(pilot.app).count(begin) >= 2
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("end")
        assert begin in seen(pilot.app)
        for key in ("f", "L", "dollar_sign", "o", "e", "delete"):
            await opened(pilot, key)
            await until(pilot, lambda: begin in seen(pilot.app))
            await answered(pilot, "escape")
        await pilot.press("home", "space")
        await said(pilot, "open again.")


def test_no_key_does_two_things_on_the_work_screens() -> None:
    taken = [key for each in ACTIONS if WORKING in scopes(each) for key in each.key.split(",")]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize("way", [("4",), PAGE], ids=["list", "page"])
async def test_what_is_bound_on_the_work_screens_is_in_their_scope(book: Book, shop: str, way: tuple[str, ...]) -> None:
    async with over(book, SMALL, *way) as pilot:
        bound = {each.binding.id for each in pilot.app.screen.active_bindings.values()} & set(BY_ID)
        assert {each for each in bound if WORKING not in scopes(BY_ID[each])} == set()
