"""Doctor never sees harm where there is none: whatever the use cases, undo, migrations and thinning have made."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.money import Money
from bondtui.domain.stages import Stage
from bondtui.errors import BondtuiError
from bondtui.settings import Settings
from bondtui.store import doctor, engine
from tests import hostile
from tests.book.small_books import Small, small_book
from tests.book.test_undo import deeds
from tests.conftest import TODAY
from tests.store.doctored import told

FIRST = (Path(__file__).parents[1] / "data" / "schema-0001.sql").read_text(encoding="utf-8")


def test_where_there_is_no_book_there_is_nothing_wrong_with_it(tmp_path: Path) -> None:
    assert told(tmp_path / "none.db") == []
    assert list(tmp_path.iterdir()) == []


def test_a_book_with_nothing_in_it_is_sound(tmp_path: Path) -> None:
    engine.create(tmp_path / "new.db")
    assert told(tmp_path / "new.db") == []


def test_a_book_full_of_hostile_texts_is_sound(patient: Book) -> None:
    for what, text in hostile.HOSTILE.items():
        form = ContactForm(
            hostile.name_of(what), aliases=(text,), company=text, role=text, expertise=text, about=text, how_met=text,
            dates=(ImportantDate(text, PartialDate(2, 29)),), tags=(text,),
        )  # fmt: skip
        patient.contacts.add(form)
    met = patient.interactions.understand("met Anna")
    patient.interactions.log(met, "\n".join(hostile.HOSTILE.values()))
    assert told(patient.path) == []


def test_a_book_that_was_emptied_by_undoing_is_sound(patient: Book) -> None:
    for _ in [each for each in patient.safety.history() if not each.undone]:
        patient.safety.undo()
        assert told(patient.path) == []
    assert patient.contacts.count() == 0


def test_a_book_of_the_first_version_is_sound_once_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    image = '{"id": 1, "uid": "c1", "name": "Bea", "every_days": null, "added_on": "2026-01-01", "archived": false}'
    with closing(sqlite3.connect(path)) as old:
        old.executescript(FIRST)
        old.executescript(
            f"""
            PRAGMA application_id = {engine.APPLICATION_ID};
            INSERT INTO alembic_version VALUES ('0001');
            INSERT INTO contact (id, uid, name, fold, stage, cadence_days, due_on, added_on)
                VALUES (1, 'c1', 'Bea', 'bea', 'partner', 30, '2026-01-31', '2026-01-01');
            INSERT INTO contact_search (rowid, words) VALUES (1, 'bea' || replace('....', '.', char(10)));
            INSERT INTO name_key VALUES ('bea', 1, 0);
            INSERT INTO stage_change VALUES (1, 1, '2026-01-01', 'partner', '', NULL);
            INSERT INTO kept_with VALUES ('cadences', 'stranger=90 acquaintance=60 partner=30 friend=30');
            INSERT INTO change VALUES (1, '2026-01-01 10:00:00.000000', 'Added Bea');
            INSERT INTO change_row VALUES (1, 1, 'contact', 1, NULL, '{image}');
            """
        )
    path.chmod(0o600)

    with closing(Book.open(path, Settings(), lambda: TODAY)):
        assert told(path) == []


def more_deeds(book: Book, dice: random.Random) -> list[Callable[[], object]]:
    """What is not done in the tests of undo: several people at once, corrections, nudges put off and answered."""
    people = [each.uid for each in book.contacts.list() + book.contacts.list("is:archived")]
    if not people:
        return [lambda: book.contacts.add(ContactForm("Zoë Å"))]
    uid, other = dice.choice(people), dice.choice(people)
    day = book.today() - timedelta(days=dice.randint(0, 90))
    form, names = book.contacts.form(uid), [book.contacts.get(each).name for each in (uid, other)]
    happened = book.interactions.timeline(dice.choice(people))
    payments, promises = book.work.payments(uid), book.contacts.page(uid).follow_ups
    nudge = dice.choice([*(each.id for each in book.nudges.due(openers=False)), "none"])
    found: list[Callable[[], object]] = [
        lambda: book.interactions.log(book.interactions.understand(f"met {names[0]} and {names[1]} #idea +3d x")),
        lambda: book.interactions.log(book.interactions.understand(f"met {names[0]} and **Ny Person** yesterday")),
        lambda: book.contacts.edit(uid, replace(form, name="Än Other", aliases=("Zo", "Zoë"), referred_by=other)),
        lambda: book.contacts.edit(uid, replace(form, every_days=dice.choice((0, 7, None)), since=day, about="Ünder")),
        lambda: book.contacts.unarchive(uid),
        lambda: book.journey.move(uid, dice.choice(list(Stage)), day, "earlier"),
        lambda: book.work.pay(uid, Money(-500, "EUR")),
        lambda: book.nudges.dismiss(nudge),
        lambda: book.nudges.dismiss(nudge, undo=True),
        lambda: book.nudges.keep(nudge),
        lambda: book.nudges.snooze_nudge(nudge, book.today() + timedelta(days=2)),
    ]  # fmt: skip
    if happened:
        each = dice.choice(happened)
        amended = replace(
            book.interactions.form(each.uid), date=day, contacts=(other,), signals=tuple(dice.sample(list(Signal), 3)),
            initiator=dice.choice(list(Initiator)), reached=dice.random() < 0.8, channel=dice.choice(list(Channel)),
        )  # fmt: skip
        found += [lambda: book.interactions.amend(each.uid, amended)] * 3
        found += [lambda: book.journey.move(uid, Stage.FRIEND, day, "seen", each.uid)]
    if payments:
        found += [lambda: book.work.remove_payment(payments[0].id)]
    if promises:
        found += [lambda: book.follow_ups.snooze(promises[0].id, book.today() + timedelta(days=2))]
        found += [lambda: book.follow_ups.amend(promises[0].id, book.today(), "else", turn=True)]
    return found


def do(small: Small, dice: random.Random) -> None:
    dice.choice(dice.choice((deeds, more_deeds))(small.book, dice))()


def take_back(small: Small, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 3)):
        small.book.safety.undo()


def make_again(small: Small, dice: random.Random) -> None:
    small.book.safety.redo()


def wait(small: Small, dice: random.Random) -> None:
    small.today += timedelta(days=dice.randint(1, 70))


def open_with_other_cadences(small: Small, dice: random.Random) -> None:
    cadences = DEFAULT_CADENCES | {Stage.STRANGER: dice.choice((0, 9, 90))}
    small.book.settings = replace(small.book.settings, cadences=cadences)
    tell_the_time(small, small.reopen())


def tell_the_time(small: Small, book: Book) -> None:
    book.now = lambda: datetime.combine(small.today, datetime.min.time(), UTC)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9), st.integers(5, 30))
def test_whatever_was_done_undone_thinned_and_opened_anew_doctor_finds_nothing(seed: int, number: int) -> None:
    dice = random.Random(seed)
    with small_book(TODAY - timedelta(days=900), history_age=60) as small:
        tell_the_time(small, small.book)
        for _ in range(number):
            with suppress(BondtuiError):
                dice.choice((do, do, do, do, take_back, make_again, wait, open_with_other_cadences))(small, dice)
        assert doctor.examine(small.book.path, small.book.settings.cadences) == []
