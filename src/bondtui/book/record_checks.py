"""What a record may say: no more than the use cases would have written. Refused, with a sentence, for the rest."""

from dataclasses import replace
from datetime import date

from bondtui.book.contact_rows import body, line, sound
from bondtui.domain.records import ContactRecord, FollowUpRecord, InteractionRecord, PaymentRecord, ProjectRecord
from bondtui.domain.stages import Stage, StageChange
from bondtui.domain.text import clean_line, is_plain, too_long
from bondtui.domain.work import Concession, Status, Step
from bondtui.errors import Refused


def contact(each: ContactRecord, today: date) -> ContactRecord:
    """Cleaned; somebody without a ledger begins as a stranger on the day they were added."""
    form = sound(each.form, today)
    _not_ahead(today, each.added_on, *(change.date for change in each.ledger))
    _not_ahead(today, *(snooze.set_on for snooze in each.snoozes), *(answer.answered_on for answer in each.answers))
    if any(snooze.until <= snooze.set_on for snooze in each.snoozes):
        raise Refused("A snooze ends after the day it was set.")
    ledger = tuple(replace(change, reason=line("reason", change.reason)) for change in each.ledger)
    return replace(each, form=form, ledger=ledger or (StageChange(1, each.added_on, Stage.STRANGER),))


def interaction(each: InteractionRecord, today: date) -> InteractionRecord:
    """Cleaned."""
    _not_ahead(today, each.form.date)
    if not each.form.contacts:
        raise Refused("An interaction needs at least one person.")
    return replace(each, form=replace(each.form, text=body("text", each.form.text)))


def follow_up(each: FollowUpRecord, today: date) -> FollowUpRecord:
    """Cleaned, but for blanks within: a line that was logged keeps them."""
    _not_ahead(today, each.done_on)
    text = each.text if is_plain(each.text) and "\n" not in each.text else clean_line(each.text)
    if not text.strip():
        raise Refused("A follow-up needs a few words: what did you promise?")
    if too_long(text):
        raise Refused("The follow-up is longer than the 64 KiB a text may have.")
    return replace(each, text=text)


def project(each: ProjectRecord, today: date) -> ProjectRecord:
    """Cleaned."""
    _not_ahead(today, each.added_on, each.started_on, each.finished_on)
    if why := _contradiction(each):
        raise Refused(why)
    title = line("title", each.title)
    if not title:
        raise Refused("A project needs a title.")
    return replace(
        each, title=title, result=body("result", each.result), steps=tuple(_step(step, today) for step in each.steps),
        concessions=tuple(_concession(asked, today) for asked in each.concessions),
    )  # fmt: skip


def _contradiction(each: ProjectRecord) -> str:
    started, finished = each.started_on is not None, each.finished_on is not None
    if each.status is Status.LEAD and (started or finished):
        return "A lead has neither begun nor ended."
    if each.status is Status.ACTIVE and (not started or finished):
        return "A running project has begun and has not ended."
    if each.status is Status.DONE and not (started and finished and each.verdict):
        return "A project that is done has begun and ended, with a verdict."
    if each.status is Status.LOST and not finished:
        return "A project that is lost has the day it ended."
    if each.status is not Status.DONE and each.verdict:
        return "Only a project that is done has a verdict."
    if each.started_on and each.finished_on and each.started_on > each.finished_on:
        return "A project cannot end before it begins."
    return ""


def _step(step: Step, today: date) -> Step:
    _not_ahead(today, step.done_on)
    title, waived = line("step", step.title), None if step.waived is None else line("reason", step.waived)
    if not title:
        raise Refused("A step needs a title.")
    if waived == "":
        raise Refused("A step is waived only with a reason.")
    return replace(step, title=title, waived=waived)


def _concession(asked: Concession, today: date) -> Concession:
    _not_ahead(today, asked.on)
    if asked.amount and asked.amount.minor < 0:
        raise Refused("What a concession costs is not less than nothing.")
    return replace(asked, note=line("note", asked.note))


def payment(each: PaymentRecord, today: date) -> PaymentRecord:
    """Cleaned."""
    _not_ahead(today, each.date)
    if each.amount.minor == 0:
        raise Refused("A payment of nothing is none.")
    return replace(each, note=line("note", each.note))


def _not_ahead(today: date, *days: date | None) -> None:
    if any(day and day > today for day in days):
        raise Refused("A day in this line is after today.")
