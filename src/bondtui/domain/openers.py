"""A reason to get in touch, built from what the book knows of somebody (R6). Nothing is invented, nothing private told.

Each opener has a key that says what it rests on, so that the book can remember which were offered.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from bondtui.domain.contacts import ImportantDate
from bondtui.domain.dates import next_occurrence, show, years_on
from bondtui.domain.interactions import Channel, Interaction, Signal
from bondtui.domain.work import Project, Status

AFTER, FORGOTTEN = (1, 3, 12), 15
"""Months after its end at which a project is asked after, and from which it is not any more."""

QUOTED = 80
"""Characters of a text that are quoted, at most."""

_SENTENCE = re.compile(r"(?<=[!?])\s|(?<=\w{3}\.)\s")  # a dot after one or two letters is an abbreviation's
_FIELDS = re.compile(r"[,;/\n]+")


@dataclass(frozen=True, slots=True)
class Opener:
    """`key` names what it rests on: `shared:` and `last:` an interaction, `advice:` a field, `date:` a day, `idea:` and
    `after:` a project.

    `again`: it may be offered anew when another was offered in between; the others come once.
    """

    key: str
    sentence: str
    again: bool = False


def openers(
    expertise: str,
    dates: Iterable[ImportantDate],
    newest: Sequence[Interaction],
    projects: Sequence[Project],
    today: date,
    horizon: int,
) -> Iterator[Opener]:
    """Every reason there is, in R6's order of preference; interactions and projects come newest first."""
    told = [each for each in newest if not each.private and any(letter.isalnum() for letter in each.text)]
    shared = next((each for each in told if each.reached and Signal.SHARED_BUSINESS in each.signals), None)
    if shared:
        yield Opener(f"shared:{shared.uid}", f"Ask how it goes on: on {show(shared.date, today)}, {_quoted(shared)}")
    for field in _FIELDS.split(expertise):
        if known := field.strip(" ."):
            yield Opener(f"advice:{known.casefold()}", f"Ask their advice on {known}.", again=True)
    yield from _about_work(projects, today)
    for each in sorted(dates, key=lambda each: next_occurrence(each.on, today) or date.max):
        if opener := _coming(each, today, horizon):
            yield opener
    last = next((each for each in told if each.reached and each.channel is not Channel.NOTE), None)
    if last and last is not shared:
        yield Opener(f"last:{last.uid}", f"Go on from {show(last.date, today)}: {_quoted(last)}")


def opener(every: Iterable[Opener], offered: Sequence[str]) -> Opener | None:
    """The first that was never offered, else of those that may come again the one offered longest ago.

    The same is never offered twice running. `offered` are the keys of those offered before, oldest first.
    """
    order = {key: place for place, key in enumerate(offered)}
    left = [each for each in every if each.key not in order or (each.again and each.key != offered[-1])]
    return min(left, key=lambda each: order.get(each.key, -1), default=None)


def _about_work(projects: Sequence[Project], today: date) -> Iterator[Opener]:
    """An idea for the running project, else for the last one; how a finished one is doing 1, 3 and 12 months after."""
    running = [each for each in projects if each.status is Status.ACTIVE]
    finished = [each for each in projects if each.status is Status.DONE]
    for each in (running or finished)[:1]:
        yield Opener(f"idea:{each.id}", f"Propose an idea for “{each.title}”.", again=True)
    for each in finished:
        months = [n for n in AFTER if each.finished_on and _months_over(n, each.finished_on, today)]
        if months and each.finished_on and not _months_over(FORGOTTEN, each.finished_on, today):
            ago = "a month" if months[-1] == 1 else f"{months[-1]} months"
            yield Opener(f"after:{each.id}:{months[-1]}", f"Ask how “{each.title}” is doing, {ago} after its end.")


def _months_over(months: int, since: date, today: date) -> bool:
    """Whether so many months have passed; never, when they would end after the year 9999."""
    try:
        return since + relativedelta(months=months) <= today
    except ValueError:
        return False


def date_words(each: ImportantDate, day: date) -> str:
    """`birthday, 40` on that day; the label alone where the year is unknown or nothing is counted yet."""
    years = years_on(each.on, day)
    return f"{each.label}, {years}" if years else each.label


def _coming(each: ImportantDate, today: date, horizon: int) -> Opener | None:
    day = next_occurrence(each.on, today)
    if day is None or (day - today).days > horizon:
        return None
    when = "today" if day == today else f"on {show(day, today)}"
    return Opener(f"date:{day}", f"Wish them well: {date_words(each, day)}, {when}.")


def _quoted(each: Interaction) -> str:
    """The text's first sentence as it was written, cut between two words."""
    line = " ".join(_SENTENCE.split(each.text.strip().partition("\n")[0], maxsplit=1)[0].split())
    if len(line) > QUOTED:
        line = line[:QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return f"“{line.rstrip('.')}”."
