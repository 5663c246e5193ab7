"""A book for doctor to look at, made by the use cases."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.money import Money
from bondtui.domain.stages import Stage
from bondtui.domain.work import ConcessionKind, ProjectKind
from bondtui.settings import Settings
from tests.conftest import TODAY
from tests.store.doctored import told

WEEK_AGO = TODAY - timedelta(days=7)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a little of everything in it: Anna Berg (1), Ben Falk (2), Chloé Gris (3), Dan Holm (4), archived."""
    path = tmp_path_factory.mktemp("sound") / "book.db"
    numbers = count(1)
    with closing(Book.open(path, Settings(), lambda: WEEK_AGO)) as book:
        book.uids = lambda prefix: f"{prefix}{next(numbers)}"
        ben = book.contacts.add(ContactForm("Ben Falk", Stage.FRIEND)).uid
        dates = (ImportantDate("birthday", PartialDate(12, 4)),)
        anna = book.contacts.add(
            ContactForm("Anna Berg", Stage.PARTNER, aliases=("Annie",), tags=("web",), dates=dates, referred_by=ben)
        ).uid
        chloe = book.contacts.add(ContactForm("Chloé Gris", referred_by=anna)).uid
        book.contacts.archive(book.contacts.add(ContactForm("Dan Holm")).uid)
        book.interactions.log(book.interactions.understand("called Anna and Ben: the shop opens #thanked"))
        book.interactions.log(book.interactions.understand("Anna called: dinner #invited"))
        book.follow_ups.promise(anna, TODAY, "send the offer")
        project = book.work.add(anna, "a shop", agreed=Money(100_00, "EUR"), kind=ProjectKind.EXTRA).id
        book.work.concede(project, ConcessionKind.RUSH)
        book.work.pay(anna, Money(50_00, "EUR"), project=project)
        book.journey.move(anna, Stage.FRIEND, reason="dinner", interaction="i6")
        book.nudges.snooze(chloe, TODAY + timedelta(days=30))
        book.contacts.edit(ben, replace(book.contacts.form(ben), company="Lumen"))
        book.contacts.add(ContactForm("Eve Iden"))
        book.safety.undo()
        book.safety.undo()
    return path


@pytest.fixture
def patient(sound: Path, tmp_path: Path) -> Iterator[Book]:
    """A book of the test's own, as sound as it was made."""
    path = tmp_path / "home" / "book.db"
    path.parent.mkdir()
    shutil.copy(sound, path)
    assert told(path) == []
    with closing(Book.open(path, Settings(), lambda: TODAY)) as opened:
        yield opened
