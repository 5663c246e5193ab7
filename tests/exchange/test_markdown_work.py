"""The summary's work: projects and results for everybody, income and concessions for oneself only."""

from datetime import date

import pytest

from bondtui.book import Book
from bondtui.book.exchange import Audience
from bondtui.domain.forms import ContactForm
from bondtui.domain.money import Money
from bondtui.domain.stages import Stage
from bondtui.domain.work import ConcessionKind, Verdict


@pytest.fixture
def anna(book: Book) -> str:
    uid = book.contacts.add(ContactForm("Anna Petrova")).uid
    shop = book.work.add(uid, "Spring *shop*", agreed=Money(240000, "EUR"), on=date(2026, 3, 1))
    book.work.step(shop.id, 1, done_on=date(2026, 3, 2))
    book.work.step(shop.id, 4, waived="paid [at once]")
    book.work.concede(shop.id, ConcessionKind.RUSH, amount=Money(15000, "EUR"), note="a week earlier")
    book.work.pay(uid, Money(240000, "EUR"), project=shop.id, on=date(2026, 3, 1), note="by bank")
    book.work.close(shop.id, Verdict.POSITIVE, "a third more orders\n\n# in spring", date(2026, 5, 1))
    return uid


def test_for_me_it_has_projects_results_income_and_concessions(book: Book, anna: str) -> None:
    told = book.exchange.summary(anna, Audience.ME)
    assert "### Spring \\*shop\\*\n\nproject · done · 2026-03-01 to 2026-05-01 · verdict positive" in told
    assert "a third more orders\n\n### in spring" in told
    assert "- [x] brief confirmed in writing, 2026-03-02" in told
    assert "- [-] deposit received, waived: paid \\[at once\\]" in told
    assert "agreed 2,400.00 EUR, paid 2,400.00 EUR" in told
    assert "rush, granted, about 150.00 EUR: a week earlier" in told
    assert "## Income\n\n- 2026-03-01 2,400.00 EUR: by bank" in told
    assert told == book.exchange.summary(anna, Audience.ME)


def test_handover_tells_the_work_and_no_money(book: Book, anna: str) -> None:
    told = book.exchange.summary(anna, Audience.HANDOVER)
    assert "a third more orders" in told
    assert "- [x] brief confirmed in writing, 2026-03-02" in told
    assert not [word for word in ("EUR", "Income", "rush", "2,400", "by bank") if word in told]


def test_handover_does_not_tell_the_signals_an_accepted_move_rests_on(book: Book) -> None:
    uid = book.contacts.add(ContactForm("Ben Okafor", Stage.STRANGER)).uid
    for line in ("Ben Okafor called 12 Oct: hello #opened-up #helped", "met Ben Okafor 12 Nov: dinner #invited"):
        book.interactions.log(book.interactions.understand(line))
    book.nudges.accept(f"su-{uid}")
    assert "personal life" in book.exchange.summary(uid, Audience.ME)
    assert "personal life" not in book.exchange.summary(uid, Audience.HANDOVER)
    assert "stranger → friend" in book.exchange.summary(uid, Audience.HANDOVER)
