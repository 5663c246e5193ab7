"""The sample book: three years of a freelancer's web studio, the same on every machine and on every day."""

import atexit
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from bondtui.book import Book
from bondtui.demo_people import PEOPLE, Person
from bondtui.demo_story import LINES, PROMISES, SCENES, Scene
from bondtui.demo_work import JOBS, UNTHANKED, Job
from bondtui.domain.contacts import ContactMethod, ImportantDate
from bondtui.domain.dates import parse_partial
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Interaction
from bondtui.domain.mentions import Mention
from bondtui.domain.money import Money
from bondtui.domain.names import FULL, Known
from bondtui.domain.nudges import thank_id
from bondtui.domain.quicklog import Understood
from bondtui.domain.stages import Stage
from bondtui.domain.work import STANDARD, Status
from bondtui.settings import Settings

SAMPLE_TODAY = date(2026, 11, 23)
"""The day the sample book is looked at."""

_STILL_OPEN = SAMPLE_TODAY - timedelta(days=7)
"""What was promised for an earlier day has been done."""

_Deed = tuple[date, int, int, Callable[[], object]]


def open_sample() -> Book:
    """The sample book on its day, in a private folder that is removed when the program ends."""
    folder = tempfile.TemporaryDirectory(prefix="bondtui-sample-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "sample.db"
    write_sample(path)
    book = Book.open(path, Settings(), lambda: SAMPLE_TODAY)
    book.backed_up = False
    return book


def write_sample(path: Path) -> None:
    """Make a new book at `path` and live through its three years, day by day, by the Book's use cases."""
    _Years(path).live()


@dataclass
class _Years:
    """The years of the sample book: what is done on which day, and the clock that makes each deed that day's."""

    path: Path
    day: date = SAMPLE_TODAY
    dice: random.Random = field(default_factory=lambda: random.Random("Studio Lumen"))
    deeds: list[_Deed] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    minute: int = 0
    book: Book = field(init=False)

    def live(self) -> None:
        self._plan()
        book = Book.open(self.path, Settings(), lambda: self.day)
        try:
            book.uids, book.now, book.backed_up = self._uid, self._now, False
            self.book = book
            at = 0
            while at < len(self.deeds):  # a deed may plan others for later days
                self.deeds[at:] = sorted(self.deeds[at:], key=lambda deed: deed[:3])
                self.day, *_, deed = self.deeds[at]
                deed()
                at += 1
        finally:
            book.close()

    def _uid(self, prefix: str) -> str:
        return f"{prefix}{self.dice.getrandbits(48):012x}"

    def _now(self) -> datetime:
        self.minute += 1
        return datetime.combine(self.day, time(18, self.minute // 60 % 60, self.minute % 60, tzinfo=UTC))

    def _on(self, day: str | date, rank: int, deed: Callable[[], object]) -> None:
        when = day if isinstance(day, date) else date.fromisoformat(day)
        self.deeds.append((when, rank, len(self.deeds), deed))

    def _plan(self) -> None:
        for person in PEOPLE:
            self._plan_person(person)
        for day, line in LINES:
            self._on(day, 1, partial(self._write, line))
        for day, name, due, text, done in PROMISES:
            self._on(day, 4, partial(self._promise, name, due, text, done))
        for job in JOBS:
            self._on(job.begun, 7, partial(self._begin, job))

    def _plan_person(self, person: Person) -> None:
        self._on(person.added, 0, partial(self._add, person))
        for day, scene in _scenes(person, self.dice):
            self._on(day, 2, partial(self._play, person, scene))
        for day_of_move, to, reason in person.moves:
            self._on(day_of_move, 3, partial(self._move, person.name, to, reason))
        if person.archived:
            self._on(person.archived, 5, partial(self._archive, person.name))
        if person.snoozed:
            set_on, until = person.snoozed
            self._on(set_on, 5, partial(self._snooze, person.name, until))

    def _add(self, person: Person) -> None:
        added = self.book.contacts.add(_form(person, self.known))
        self.known[person.name] = Known(added.id, added.uid, added.name, added.stage, FULL)

    def _write(self, line: str) -> None:
        understood = self.book.interactions.understand(line)
        logged = self.book.interactions.log(understood)
        self._remember(logged.interaction)
        for follow_up in logged.follow_ups:
            if follow_up.due_on < _STILL_OPEN:
                self._on(follow_up.due_on, 6, partial(self._done, follow_up.id))

    def _play(self, person: Person, scene: Scene) -> None:
        channel, initiator, signals, words = scene
        text = words.format(thing=person.thing, knows=person.knows.partition(",")[0] or "their trade")
        who = Mention(0, len(person.name), person.name, (self.known[person.name],))
        logged = self.book.interactions.log(
            Understood(
                line=text,
                people=(who,),
                unknown=(),
                date=self.day,
                date_said=False,
                channel=channel,
                initiator=initiator,
                reached=True,
                private=False,
                signals=signals,
                promises=(),
                text=text,
                pieces=(),
                problem=None,
            )
        )
        self._remember(logged.interaction)

    def _remember(self, interaction: Interaction) -> None:
        if interaction.signals:
            self.evidence.update(dict.fromkeys((who.name for who in interaction.contacts), interaction.uid))

    def _move(self, name: str, to: Stage, reason: str) -> None:
        self.book.journey.move(self.known[name].uid, to, self.day, reason, self.evidence.get(name))

    def _promise(self, name: str, due: str, text: str, done: str | None) -> None:
        follow_up = self.book.follow_ups.promise(self.known[name].uid, date.fromisoformat(due), text)
        if done:
            self._on(done, 6, partial(self._done, follow_up.id))

    def _begin(self, job: Job) -> None:
        """Add the project, and plan its steps, concessions, payments and end for their days."""
        uid, work, currency = self.known[job.name].uid, self.book.work, job.currency
        status = Status.LEAD if job.lead else Status.ACTIVE
        ident = work.add(uid, job.title, kind=job.kind, agreed=_money(job.agreed, currency), status=status).id
        end = date.fromisoformat(job.ended) if job.ended else SAMPLE_TODAY
        for n in range(1, len(STANDARD) + 1):
            waived = dict(job.waived).get(n)
            day = end + timedelta(days=14 * (n - 7)) if n > 6 else self.day + timedelta(days=3 * n)
            if n not in job.open_steps and day <= SAMPLE_TODAY:
                self._on(day, 8, partial(self._tick, ident, n, waived))
        for on, kind, granted, worth, note in job.conceded:
            amount = None if worth is None else _money(worth, currency)
            self._on(on, 8, partial(work.concede, ident, kind, granted=granted, amount=amount, note=note))
        for on, units in job.paid:
            self._on(on, 9, partial(self._pay, job, units, ident))
        if job.verdict:
            self._on(end, 9, partial(work.close, ident, job.verdict, job.result))
        if job.lost:
            self._on(job.lost, 9, partial(work.lose, ident, job.result))

    def _pay(self, job: Job, units: int, ident: str) -> None:
        uid, work = self.known[job.name].uid, self.book.work
        first = not work.payments(uid)
        work.pay(uid, _money(units, job.currency), project=ident)
        if first and job.name != UNTHANKED and self.book.contacts.page(uid).referred_by:
            self.book.nudges.keep(thank_id(uid))

    def _tick(self, ident: str, n: int, waived: str | None) -> None:
        self.book.work.step(ident, n, done_on=None if waived else self.day, waived=waived)

    def _done(self, follow_up: str) -> None:
        self.book.follow_ups.done(follow_up)

    def _archive(self, name: str) -> None:
        self.book.contacts.archive(self.known[name].uid)

    def _snooze(self, name: str, until: str) -> None:
        self.book.nudges.snooze(self.known[name].uid, date.fromisoformat(until))


def _form(person: Person, known: dict[str, Known]) -> ContactForm:
    return ContactForm(
        name=person.name,
        stage=person.began,
        since=date.fromisoformat(person.since) if person.since else None,
        aliases=person.aliases,
        company=person.company,
        role=person.role,
        expertise=person.knows,
        about=person.about,
        how_met=person.met,
        methods=tuple(_method(text) for text in person.methods),
        dates=tuple(_date(text) for text in person.dates),
        tags=person.tags,
        every_days=person.every,
        referred_by=known[person.referred_by].uid if person.referred_by else None,
    )


def _money(units: int, currency: str) -> Money:
    return Money(units * 100, currency)


def _method(text: str) -> ContactMethod:
    """`phone mobile: +49 …` is kind, label and value."""
    head, _, value = text.partition(": ")
    kind, _, label = head.partition(" ")
    return ContactMethod(kind, value, label)


def _date(text: str) -> ImportantDate:
    label, _, day = text.partition(": ")
    return ImportantDate(label, parse_partial(day))


def _scenes(person: Person, dice: random.Random) -> Iterator[tuple[date, Scene]]:
    """Everyday contact from the day they were added to their last day, about every `gap` days, on working days."""
    last = date.fromisoformat(person.last)
    day = date.fromisoformat(person.added) + timedelta(days=dice.randint(2, 6))
    hand: list[Scene] = []
    stage = None
    while day < last:
        if not hand or stage is not _stage_on(person, day):
            stage = _stage_on(person, day)
            hand = dice.sample(SCENES[stage], len(SCENES[stage]))
        yield day, hand.pop()
        day += timedelta(days=max(4, round(person.gap * dice.uniform(0.7, 1.5))))
        day += timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())
    yield last, dice.choice(SCENES[_stage_on(person, last)])


def _stage_on(person: Person, day: date) -> Stage:
    stages = [person.began, *(to for moved, to, _ in person.moves if moved <= day.isoformat())]
    return stages[-1]
