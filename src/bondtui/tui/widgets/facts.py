"""The sentences that lists, the brief and the contact page share, so that a fact reads the same everywhere."""

from dataclasses import dataclass
from datetime import date

from bondtui.domain.clock import days_overdue
from bondtui.domain.contacts import Contact, ContactPage, FollowUp
from bondtui.domain.dates import show, span
from bondtui.domain.interactions import Initiator, Interaction
from bondtui.domain.nudges import Nudge, NudgeKind
from bondtui.domain.stages import Stage

ARROWS = {Initiator.THEM: "←", Initiator.ME: "→", Initiator.BOTH: "↔"}
BEGAN = {Initiator.THEM: "they began", Initiator.ME: "you began", Initiator.BOTH: "both began"}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Days:
    """How the days of the past are written: `relative` says whether near ones read "3 days ago"."""

    today: date
    relative: bool = False

    def show(self, day: date) -> str:
        ago = (self.today - day).days
        if not self.relative or not 0 <= ago < 7:
            return show(day, self.today)
        return ("today", "yesterday")[ago] if ago < 2 else f"{ago} days ago"


def long_day(day: date) -> str:
    """`Mon 23 Nov 2026`, whatever the locale."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def due_sentence(contact: Contact, today: date) -> str:
    """When the next check-in is, in kind words."""
    if contact.archived:
        return "archived, so there are no check-ins"
    if contact.due_on is None:
        return "no check-ins"
    late = days_overdue(contact.due_on, today)
    if late == 0:
        return "check-in today"
    if late:
        return f"check-in since {show(contact.due_on, today)}, {span(late)}"
    ahead = span((contact.due_on - today).days)
    snoozed = ", snoozed" if contact.snoozed_until == contact.due_on else ""
    return f"check-in {show(contact.due_on, today)}, in {ahead}{snoozed}"


def due_short(day: date, today: date) -> str:
    """A promise's day: `due today`, `3 d late`, `30 Nov`."""
    late = (today - day).days
    if late > 0:
        return f"{late} d late"
    if late == 0:
        return "due today"
    return "tomorrow" if late == -1 else show(day, today)


def day_ahead(day: date, today: date) -> str:
    """A day to come: `today`, `tomorrow`, `in 4 days`."""
    ahead = (day - today).days
    return ("today", "tomorrow")[ahead] if ahead < 2 else f"in {ahead} days"


def a_stage(stage: Stage) -> str:
    """`a friend`, `an acquaintance`."""
    return f"{'an' if stage is Stage.ACQUAINTANCE else 'a'} {stage}"


def stage_question(nudge: Nudge) -> str:
    """What a suggestion or a review comes to, in three words."""
    if nudge.kind is NudgeKind.SUGGESTION and nudge.stage is not None:
        return f"looks like {a_stage(nudge.stage)}"
    return f"still {a_stage(nudge.contact.stage)}?"


def cadence_words(days: int) -> str:
    return f"every {days} days" if days > 1 else ("every day" if days else "no check-ins")


def stage_age(page: ContactPage, today: date) -> str:
    """How long the stage of today has held: `since 23 Mar, 8 months`."""
    if not page.ledger:
        return ""
    held = (today - page.ledger[-1].change.date).days
    if held == 0:
        return "since today"
    return stage_since(page, today) + (f", {span(held)}" if held > 0 else "")


def stage_since(page: ContactPage, today: date) -> str:
    """How long the stage of today has held."""
    return f"since {show(page.ledger[-1].change.date, today)}" if page.ledger else ""


def work(contact: Contact) -> str:
    return ", ".join(part for part in (contact.company, contact.role) if part)


def last_words(page: ContactPage, newest: list[Interaction], days: Days) -> str:
    """The last contact: `call, 12 Oct, they began`."""
    last = page.contact.last_contact_on
    if last is None:
        return f"not in touch yet; added {days.show(page.contact.added_on)}"
    found = next((each for each in newest if each.moves_the_clock and each.date == last), None)
    if found is None:
        return days.show(last)
    return f"{found.channel}, {days.show(last)}, {BEGAN[found.initiator]}"


def open_promises(page: ContactPage) -> list[FollowUp]:
    """What is promised and not done, by day."""
    return sorted((each for each in page.follow_ups if each.done_on is None), key=lambda each: each.due_on)
