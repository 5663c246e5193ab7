"""What stands for a contact: suggestions, reviews, days coming up and openers, built from what the store reads."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from bondtui.domain.contacts import ContactRef, ImportantDate, has_died
from bondtui.domain.dates import next_occurrence, show
from bondtui.domain.nudges import Nudge, NudgeKind, date_id, review_id, standard_id, suggestion_id, thank_id
from bondtui.domain.openers import Opener, date_words, opener, openers
from bondtui.domain.stages import Stage
from bondtui.domain.suggestions import (
    Suggestion,
    cooling,
    cooling_why,
    is_human,
    known_evidence,
    suggestion,
    suggestion_why,
)
from bondtui.domain.text import MAX_LINE
from bondtui.store import owed, read_contacts, read_evidence, read_interactions, read_nudges, read_work

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.store.read_nudges import Standing


def suggested(book: "Book", only: str = "") -> list[Nudge]:
    """The suggestions that stand today, by name; `only` a contact's."""
    found = (_suggested(book, each) for each in read_nudges.suggested(book.reader, book.today(), only))
    return [each for each in found if each]


def _suggested(book: "Book", each: "Standing") -> Nudge | None:
    found, today = _evidence_of(book, each.id, each.contact.stage), book.today()
    if found is None:
        return None
    return Nudge(
        suggestion_id(each.contact.uid), NudgeKind.SUGGESTION, each.contact, found.evidence[0].date, None, None,
        suggestion_why(found, today), evidence=tuple(seen.uid for seen in found.evidence), stage=found.stage,
    )  # fmt: skip


def _evidence_of(book: "Book", contact: int, stage: Stage) -> Suggestion | None:
    """Today's suggestion; of a day ahead when the clock was set back, so that what is counted is what is listed."""
    seen = read_evidence.seen(book.reader.rows, contact)
    return suggestion(stage, seen, max([book.today(), *(each.date for each in seen)]))


def dismissed(book: "Book", ident: str) -> Nudge | None:
    """The suggestion or review that would stand today had it not been dismissed."""
    kind, _, uid = ident.partition("-")
    for each in read_nudges.anybody(book.reader, uid):
        if kind == "su":
            return _suggested(book, each)
        if kind == "re" and (found := _in_review(book, each)) and found.due_on <= book.today():
            return found
    return None


def in_review(book: "Book", only: str = "") -> list[Nudge]:
    """The reviews due today, by name; `only` a contact's."""
    found = (_in_review(book, each) for each in read_nudges.in_review(book.reader, book.today(), only))
    return [each for each in found if each]


def _in_review(book: "Book", each: "Standing") -> Nudge | None:
    rows, today, who = book.reader.rows, book.today(), each.contact
    ledger, seen = read_evidence.ledger_of(rows, each.id), read_evidence.seen(rows, each.id)
    cooled = cooling(who.stage, ledger, seen, each.added_on, each.cadence_days)
    if cooled is None:
        return None
    return Nudge(
        review_id(who.uid), NudgeKind.REVIEW, who, cooled.begins, None, None,
        cooling_why(who.name, cooled, today), evidence=(cooled.last.uid,) if cooled.last else (), stage=cooled.stage,
    )  # fmt: skip


def coming(book: "Book", *, done: bool = False) -> list[Nudge]:
    """Important days within the settings' horizon, the nearest first; days of one contact on one day are one nudge.

    `done` lists those too that are done or snoozed.
    """
    today, horizon = book.today(), book.settings.horizon
    found: dict[str, tuple[ContactRef, date, list[ImportantDate]]] = {}
    for who, each in read_nudges.coming(book.reader, today, horizon):
        day = next_occurrence(each.on, today)
        if day and (day - today).days <= horizon:
            found.setdefault(date_id(who.uid, each.on, day.year), (who, day, []))[2].append(each)
    hidden = set() if done else read_nudges.answered(book.reader, list(found), today)
    nudges = [
        Nudge(ident, NudgeKind.DATE, who, day, 0 if day == today else None, None, _day_words(days, day, today))
        for ident, (who, day, days) in found.items()
        if ident not in hidden
    ]
    return sorted(nudges, key=lambda each: each.due_on)


def _day_words(days: Iterable[ImportantDate], day: date, today: date) -> str:
    when = "today" if day == today else f"on {show(day, today)}"
    return f"{' and '.join(date_words(each, day) for each in days)}, {when}"


def thanks(book: "Book") -> list[Nudge]:
    """R9: one for the referrer of everybody who has paid a first time; taking that payment back withdraws it."""
    today, nudges = book.today(), []
    for pair in owed.thanks(book.reader, today):
        referrer, referred = read_contacts.contacts(book.reader, pair)
        since = min(read_contacts.client_since(book.reader, referred.id) or today, today)
        why = f"{referred.name}, whom they recommended, has paid a first time"
        nudges.append(
            Nudge(thank_id(referred.uid), NudgeKind.THANK, referrer.ref, since, (today - since).days, None, why)
        )
    return nudges


_OWED = {
    "begun": "the work began with open steps: {}",
    "accepted": "closed, and its result is not accepted in writing yet",
    "measured": "closed, and its effect is not measured yet",
}


def owed_to_the_standard(book: "Book") -> list[Nudge]:
    """R7: projects with a step open past the point where it should not be, whoever the client is."""
    today, nudges = book.today(), []
    for what, number in owed.standard(book.reader, today):
        (project,) = read_work.projects(book.reader, "project.id = :id", id=number)
        since = project.started_on if what == "begun" else project.finished_on
        due = (since or today) + (owed.EFFECT if what == "measured" else owed.SETTLING)
        early = ", ".join(step.title for step in project.steps if step.is_open and step.n <= owed.EARLY)
        why = f"{project.title}: {_OWED[what].format(early)}"
        ident = standard_id(project.id, what)
        nudges.append(Nudge(ident, NudgeKind.STANDARD, project.contact, due, (today - due).days, None, why))
    return nudges


def opener_for(book: "Book", contact: int) -> Opener | None:
    """What one could say to the contact next (R6); nothing to somebody who has died."""
    page = read_contacts.page(book.reader, contact)
    if has_died(page.dates):
        return None
    told = read_interactions.told(book.reader, contact)
    projects = read_work.projects(book.reader, "contact_id = :contact", contact=contact)
    every = openers(page.expertise, page.dates, told, projects, book.today(), book.settings.horizon)
    return opener(every, read_interactions.offered(book.reader, contact))


def known(book: "Book", nudge: Nudge) -> str:
    """What a dismissal of the nudge is about, as an Answer keeps it."""
    number = book.contacts.id_of(nudge.contact.uid)
    seen = read_evidence.seen(book.reader.rows, number)
    if nudge.kind is NudgeKind.SUGGESTION:
        return " ".join(sorted(known_evidence(seen, book.today())))
    return max((each.date.isoformat() for each in seen if is_human(each)), default="")


def reason(book: "Book", nudge: Nudge) -> str:
    """Why the move was accepted, as the ledger keeps it: with the year of every day."""
    if nudge.kind is not NudgeKind.SUGGESTION:
        return nudge.why
    found = _evidence_of(book, book.contacts.id_of(nudge.contact.uid), nudge.contact.stage)
    _, _, told = suggestion_why(found, date.min).partition(": ") if found else ("", "", nudge.why)
    return told[:MAX_LINE]
