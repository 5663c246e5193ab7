"""Small random books, filled through the use cases, on a day that the test moves on."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.nudges import Nudge, NudgeKind
from bondtui.domain.stages import Stage
from bondtui.settings import Settings
from tests.conftest import TODAY

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ADDED = TODAY - timedelta(days=200)
FURTHEST = 700
"""Days before today in which things happened."""
NAMES = ("Anna Berg", "Omar Haddad", "Jo Lind")


@dataclass
class Small:
    """A book and its day."""

    book: Book
    today: date

    def reopen(self) -> Book:
        self.book.close()
        self.book = Book.open(self.book.path, self.book.settings, lambda: self.today)
        return self.book


@contextmanager
def small_book(today: date = TODAY, **chosen: Any) -> Iterator[Small]:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        every = Settings(cadences=dict(DEFAULT_CADENCES), export_dir=home, **chosen)
        small = Small(Book.open(home / "b.db", every, date.today), today)
        small.book.today = lambda: small.today
        yield small
        small.book.close()


@dataclass(frozen=True)
class Happened:
    """An interaction as it is to be logged."""

    who: tuple[int, ...]
    ago: int
    channel: Channel = Channel.CALL
    initiator: Initiator = Initiator.ME
    reached: bool = True
    signals: tuple[Signal, ...] = ()
    text: str = "hello"
    private: bool = False


@dataclass(frozen=True)
class Recipe:
    people: tuple[ContactForm, ...]
    happened: tuple[Happened, ...]
    promised: tuple[tuple[int, int], ...]


MOSTLY = st.sampled_from([True, True, True, True, False])
WHO = st.lists(st.integers(0, len(NAMES) - 1), min_size=1, max_size=2, unique=True).map(tuple)
HAPPENED = st.builds(
    Happened, WHO, st.integers(0, FURTHEST), st.sampled_from([Channel.CALL, Channel.MEAL, Channel.NOTE]),
    st.sampled_from(Initiator), MOSTLY, st.lists(st.sampled_from(Signal), max_size=4, unique=True).map(tuple),
    st.sampled_from(["hello", "the new site. And more", ""]), st.booleans(),
)  # fmt: skip
ANCHORS = st.sampled_from([(2, 28), (2, 29), (3, 1), (11, 23), (11, 24), (12, 5), (1, 1)])
DATES = st.lists(
    st.builds(
        lambda on, year, label: ImportantDate(label, PartialDate(on[0], on[1], year if on != (2, 29) else None)),
        ANCHORS, st.sampled_from([None, 1990, 2027]), st.sampled_from(["birthday", "wedding"]),
    ),
    max_size=3,
).map(tuple)  # fmt: skip
PEOPLE = st.tuples(*(
    st.builds(
        ContactForm, st.just(name), st.sampled_from(Stage), dates=DATES,
        every_days=st.sampled_from([None, None, 0, 1, 20, 100]), expertise=st.sampled_from(["", "retail, law"]),
    )
    for name in NAMES
))  # fmt: skip
RECIPES = st.builds(
    Recipe, PEOPLE, st.lists(HAPPENED, max_size=5).map(tuple),
    st.lists(st.tuples(st.integers(0, len(NAMES) - 1), st.integers(0, 100)), max_size=3).map(tuple),
)  # fmt: skip


def log(book: Book, uids: Sequence[str], each: Happened) -> str:
    """Log it; the interaction's uid."""
    names = [book.contacts.get(uid).name for uid in dict.fromkeys(uids)]
    said = replace(
        book.interactions.understand(f"met {' and '.join(names)}"), date=book.today() - timedelta(days=each.ago),
        channel=each.channel, initiator=each.initiator, reached=each.reached, private=each.private,
        signals=each.signals,
    )  # fmt: skip
    return book.interactions.log(said, each.text).interaction.uid


def fill(small: Small, recipe: Recipe) -> list[str]:
    """Write the recipe into the book, the people on an earlier day; their uids."""
    today, small.today = small.today, ADDED
    uids = [small.book.contacts.add(form).uid for form in recipe.people]
    small.today = today
    for each in recipe.happened:
        log(small.book, [uids[who] for who in each.who], each)
    for who, ahead in recipe.promised:
        small.book.follow_ups.promise(uids[who], small.today + timedelta(days=ahead), "send it")
    return uids


def nudges_of(book: Book) -> dict[str, Nudge]:
    found = book.nudges.due()
    assert len({each.id for each in found}) == len(found)
    return {each.id: each for each in found}


def ways_to_answer(book: Book, nudge: Nudge, until: date) -> list[tuple[Callable[[], object], Callable[[], object]]]:
    """What makes the nudge go, and it alone; each with how to take it back. A snooze comes first."""
    nudges, promises, ident = book.nudges, book.follow_ups, nudge.id
    if nudge.kind is NudgeKind.CHECK_IN:
        return [(lambda: nudges.snooze(nudge.contact.uid, until), lambda: None)]
    if nudge.kind is NudgeKind.FOLLOW_UP:
        return [
            (lambda: promises.snooze(ident, until), lambda: None),
            (lambda: promises.done(ident), lambda: promises.done(ident, undo=True)),
        ]
    answer = nudges.keep if nudge.kind is NudgeKind.DATE else nudges.dismiss
    if nudge.kind is NudgeKind.DATE and until > nudge.due_on:  # a day is not put off beyond itself
        return [(lambda: answer(ident), lambda: None)]
    return [
        (lambda: nudges.snooze_nudge(ident, until), lambda: None),
        (lambda: answer(ident), lambda: answer(ident, undo=True)),
    ]
