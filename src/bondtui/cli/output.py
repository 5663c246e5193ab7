"""What goes to stdout: the JSON shapes scripts rely on, and plain text for eyes and screen readers. No colour."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from bondtui.domain.clock import days_overdue
from bondtui.domain.contacts import Contact, ContactPage, ContactRef, FollowUp
from bondtui.domain.dates import show
from bondtui.domain.text import printable

if TYPE_CHECKING:
    from bondtui.domain.interactions import Interaction
    from bondtui.domain.nudges import Nudge
    from bondtui.domain.reciprocity import Reciprocity

SCHEMA = 1
"""The version of the shapes below, on the outermost object of everything printed as JSON."""

Shape = dict[str, Any]

_JOINED = (
    "\u200d[\u2190-\u2bff\U0001f000-\U0001faff]"
    "|(?<=[\U0001f000-\U0001f3fa\U0001f400-\U0001faff])[\U0001f3fb-\U0001f3ff]"
)
"""What a terminal draws together with the emoji before it: another one that is joined to it, a skin tone."""


def print_json(shape: Mapping[str, Any]) -> None:
    import json

    text = json.dumps({"schema": SCHEMA, **shape}, ensure_ascii=False, indent=2)
    print(re.sub("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", text))


def say(text: str) -> None:
    """Print it, without what would steer a terminal: a book may have been written by another program, too."""
    print(printable(text))


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def ref(who: ContactRef | None) -> Shape | None:
    """A contact in passing; one who is not saved yet has no uid."""
    return None if who is None else {"uid": who.uid or None, "name": who.name, "stage": who.stage.value}


def contact(who: Contact, today: date) -> Shape:
    return {
        "uid": who.uid,
        "name": who.name,
        "aliases": list(who.aliases),
        "company": who.company or None,
        "role": who.role or None,
        "stage": who.stage.value,
        "tags": list(who.tags),
        "cadence_days": who.cadence_days,
        "last_contact_on": day(who.last_contact_on),
        "due_on": day(who.due_on),
        "days_overdue": None if who.archived else days_overdue(who.due_on, today),
        "snoozed_until": day(who.snoozed_until),
        "added_on": day(who.added_on),
        "archived": who.archived,
    }


def interaction(happened: "Interaction") -> Shape:
    return {
        "uid": happened.uid or None,
        "date": day(happened.date),
        "channel": happened.channel.value,
        "initiator": happened.initiator.value,
        "reached": happened.reached,
        "private": happened.private,
        "signals": [signal.value for signal in happened.signals],
        "text": happened.text,
        "contacts": [ref(who) for who in happened.contacts],
    }


def follow_up(promised: FollowUp) -> Shape:
    return {
        "id": promised.id or None,
        "contact": ref(promised.contact),
        "due_on": day(promised.due_on),
        "text": promised.text,
        "done_on": day(promised.done_on),
    }


def nudge(about: "Nudge") -> Shape:
    return {
        "id": about.id,
        "kind": about.kind.value,
        "contact": ref(about.contact),
        "due_on": day(about.due_on),
        "days_overdue": about.days_overdue,
        "cadence_days": about.cadence_days,
        "why": about.why,
        "opener": about.opener or None,
        "evidence": list(about.evidence),
        "stage": None if about.stage is None else about.stage.value,
    }


def page(
    of: ContactPage,
    happened: Iterable["Interaction"],
    balance: "Reciprocity",
    today: date,
    projects: Sequence[Shape],
    payments: Sequence[Shape],
) -> Shape:
    """Everything of one contact; `projects` and `payments` as work_output shapes them."""
    return {
        "contact": contact(of.contact, today),
        "about": of.about or None,
        "methods": [{"kind": m.kind, "label": m.label or None, "value": m.value} for m in of.methods],
        "dates": [
            {"label": each.label, "month": each.on.month, "day": each.on.day, "year": each.on.year} for each in of.dates
        ],
        "how_met": of.how_met or None,
        "expertise": of.expertise or None,
        "ledger": [
            {
                "date": day(entry.change.date),
                "from": None if entry.came_from is None else entry.came_from.value,
                "to": entry.change.to.value,
                "reason": entry.change.reason or None,
                "interaction": entry.change.interaction,
            }
            for entry in of.ledger
        ],
        "origin": None if of.origin is None else of.origin.value,
        "interactions": [interaction(each) for each in happened],
        "follow_ups": [follow_up(each) for each in of.follow_ups],
        "projects": list(projects),
        "payments": list(payments),
        "referred_by": ref(of.referred_by),
        "referred": [ref(each) for each in of.referred],
        "reciprocity": {"me": balance.me, "them": balance.them, "both": balance.both},
        "high_point": balance.high_point,
    }


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns two blanks apart, aligned by the cells a terminal gives each text."""
    lines = [header, *rows]
    widths = [max(_cells(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(text + " " * (width - _cells(text)) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def contacts_table(found: Sequence[Contact], today: date) -> str:
    rows = [
        (who.name, who.stage.value, who.company, _shown(who.last_contact_on, today), _shown(who.due_on, today))
        for who in found
    ]
    return table(("NAME", "STAGE", "COMPANY", "LAST CONTACT", "DUE"), rows)


def nudges_text(nudges: Sequence["Nudge"]) -> str:
    """A line a nudge, its opener below it."""
    lines = table(("ID", "NAME", "STAGE", "WHY"), [(n.id, n.contact.name, n.contact.stage, n.why) for n in nudges])
    head, *rest = lines.split("\n")
    told = [head]
    for about, line in zip(nudges, rest, strict=True):
        told.append(line)
        if about.opener:
            told.append(f"    {about.opener}")
    return "\n".join(told)


def page_text(of: ContactPage, happened: Sequence["Interaction"], balance: "Reciprocity", today: date) -> str:
    """One contact as lines of `label: value`, then the promises, the stages and the timeline."""
    who = of.contact
    every = f"every {who.cadence_days} days" if who.cadence_days else "never"
    facts = (
        ("also", ", ".join(who.aliases)),
        ("stage", who.stage.value + (" (archived)" if who.archived else "")),
        ("work", ", ".join(filter(None, (who.role, who.company)))),
        ("tags", " ".join(f"#{tag}" for tag in who.tags)),
        *((each.label or each.kind, each.value) for each in of.methods),
        *((each.label, str(each.on)) for each in of.dates),
        ("expertise", of.expertise),
        ("how you met", of.how_met),
        ("about", of.about),
        ("referred by", of.referred_by.name if of.referred_by else ""),
        ("referred", ", ".join(each.name for each in of.referred)),
        ("check-in", every),
        ("last contact", _shown(who.last_contact_on, today)),
        ("due", _shown(who.due_on, today)),
        ("snoozed until", _shown(who.snoozed_until, today)),
        ("began", f"they {balance.them}, you {balance.me}, both {balance.both} in the last twelve months"),
        ("uid", who.uid),
    )
    parts = [who.name, *(f"  {label}: {_indented(value)}" for label, value in facts if value)]
    parts += _section("Follow-ups", [follow_up_text(each, today) for each in of.follow_ups])
    moves = (
        f"{each.change.date}  {each.change.to}" + (f": {each.change.reason}" if each.change.reason else "")
        for each in of.ledger
    )
    parts += _section("Stages", list(moves))
    parts += _section("Timeline", [interaction_text(each) for each in happened])
    return "\n".join(parts)


def follow_up_text(promised: FollowUp, today: date) -> str:
    done = f" (done {show(promised.done_on, today)})" if promised.done_on else ""
    said = f"{show(promised.due_on, today)}  {promised.text}{done}"
    return f"{promised.id}  {said}" if promised.id else said


def interaction_text(happened: "Interaction") -> str:
    began = {"me": "you began", "them": "they began", "both": "both began"}[happened.initiator.value]
    marks = [began] if happened.reached else ["attempt"]
    marks += ["private"] if happened.private else []
    marks += [f"#{signal}" for signal in happened.signals]
    names = ", ".join(who.name for who in happened.contacts)
    head = f"{happened.date}  {happened.channel}  {names}  ({', '.join(marks)})"
    head += f"  {happened.uid}" if happened.uid else ""
    return f"{head}\n  {_indented(happened.text)}" if happened.text else head


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title, *(f"  {_indented(line)}" for line in lines)] if lines else []


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")


def _shown(value: date | None, today: date) -> str:
    return "" if value is None else show(value, today)


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(map(_width, re.sub(_JOINED, "", text)))


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":  # the latter end a syllable
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
