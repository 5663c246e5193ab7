"""The whole book as JSON Lines: the one format that loses nothing, so that leaving and coming back is no risk.

Lines of UTF-8 that end in LF. The first is `{"bondtui": "book", "schema": 1}`; a file of a newer schema is refused.
Every other line is one object with a `type`; `[]` is a list, in its order, `?` may be null, a day is `2026-11-23`:

    contact      uid name aliases[] company role expertise about how_met referred_by? every_days? added_on archived
                 methods[]: kind (email phone url address) label value
                 dates[]: label, on (1986-12-04, or 12-04 without a year)       tags[]
                 ledger[]: date to reason interaction?
                 snoozes[]: nudge set_on until       answers[]: nudge answered_on evidence
                 properties[] (lines of a vCard)     sources[] (ids in files it was imported from)
    project      id contact title kind status agreed? added_on started_on? finished_on? verdict? result
                 steps[]: title done_on? waived?     concessions[]: kind granted amount? on note
    interaction  uid date channel initiator reached private text signals[] contacts[] sources[]
                 openers[]: contact offered (empty when there was none to offer)
    follow_up    id contact interaction? due_on text done_on?
    payment      id contact project? date amount note

`contact`, `contacts`, `referred_by` and `interaction` are uids; `id` and `project` are what a person types (f12, p3,
m40), an amount is `{"minor": 120000, "currency": "EUR"}`. The types come in this order, and what a line names stands
above it, but for what a contact names. What is left out of an object is empty or null. Not in the file are the
history that undo rests on, the settings, and which columns of a CSV file were said to be what.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bondtui.domain.money import Money
from bondtui.domain.records import (
    BookRecord,
    ContactRecord,
    FollowUpRecord,
    InteractionRecord,
    PaymentRecord,
    ProjectRecord,
)

SCHEMA = 1
"""Counts up whenever an older bondtui could not read what a newer one writes without losing something."""

_ENOUGH = 1 << 16
_encode = json.JSONEncoder(ensure_ascii=False).encode

Shape = dict[str, Any]


def write(records: Iterable[BookRecord]) -> Iterator[bytes]:
    """The file, some lines at a time."""
    waiting, size = [_line({"bondtui": "book", "schema": SCHEMA})], 0
    for record in records:
        waiting.append(_line(shape(record)))
        size += len(waiting[-1])
        if size > _ENOUGH:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _line(values: Shape) -> bytes:
    return _encode(values).encode() + b"\n"


def shape(record: BookRecord) -> Shape:
    """A line's object, its keys always in the same order."""
    match record:
        case ContactRecord():
            return _contact(record)
        case ProjectRecord():
            return _project(record)
        case InteractionRecord():
            return _interaction(record)
        case FollowUpRecord():
            return {
                "type": "follow_up", "id": f"f{record.number}", "contact": record.contact,
                "interaction": record.interaction, "due_on": _day(record.due_on), "text": record.text,
                "done_on": _day(record.done_on),
            }  # fmt: skip
        case PaymentRecord():
            return {
                "type": "payment", "id": f"m{record.number}", "contact": record.contact,
                "project": None if record.project is None else f"p{record.project}", "date": _day(record.date),
                "amount": _money(record.amount), "note": record.note,
            }  # fmt: skip


def _contact(record: ContactRecord) -> Shape:
    form = record.form
    return {
        "type": "contact",
        "uid": record.uid,
        "name": form.name,
        "aliases": form.aliases,
        "company": form.company,
        "role": form.role,
        "expertise": form.expertise,
        "about": form.about,
        "how_met": form.how_met,
        "referred_by": form.referred_by,
        "every_days": form.every_days,
        "added_on": _day(record.added_on),
        "archived": record.archived,
        "methods": [{"kind": each.kind, "label": each.label, "value": each.value} for each in form.methods],
        "dates": [{"label": each.label, "on": str(each.on)} for each in form.dates],
        "tags": form.tags,
        "ledger": [
            {"date": _day(each.date), "to": each.to, "reason": each.reason, "interaction": each.interaction}
            for each in record.ledger
        ],
        "snoozes": [
            {"nudge": each.nudge, "set_on": _day(each.set_on), "until": _day(each.until)} for each in record.snoozes
        ],
        "answers": [
            {"nudge": each.nudge, "answered_on": _day(each.answered_on), "evidence": each.evidence}
            for each in record.answers
        ],
        "properties": record.properties,
        "sources": record.sources,
    }


def _project(record: ProjectRecord) -> Shape:
    return {
        "type": "project",
        "id": f"p{record.number}",
        "contact": record.contact,
        "title": record.title,
        "kind": record.kind,
        "status": record.status,
        "agreed": _money(record.agreed),
        "added_on": _day(record.added_on),
        "started_on": _day(record.started_on),
        "finished_on": _day(record.finished_on),
        "verdict": record.verdict,
        "result": record.result,
        "steps": [{"title": each.title, "done_on": _day(each.done_on), "waived": each.waived} for each in record.steps],
        "concessions": [
            {
                "kind": each.kind,
                "granted": each.granted,
                "amount": _money(each.amount),
                "on": _day(each.on),
                "note": each.note,
            }
            for each in record.concessions
        ],
    }


def _interaction(record: InteractionRecord) -> Shape:
    form = record.form
    return {
        "type": "interaction",
        "uid": record.uid,
        "date": _day(form.date),
        "channel": form.channel,
        "initiator": form.initiator,
        "reached": form.reached,
        "private": form.private,
        "text": form.text,
        "signals": form.signals,
        "contacts": form.contacts,
        "sources": record.sources,
        "openers": [{"contact": each.contact, "offered": each.key} for each in record.openers],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _money(amount: Money | None) -> Shape | None:
    return None if amount is None else {"minor": amount.minor, "currency": amount.currency}
