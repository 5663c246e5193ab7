"""Projects and payments as JSON shapes and as plain text."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bondtui.cli.output import Shape, day, ref, table
from bondtui.domain.dates import show
from bondtui.domain.money import Money
from bondtui.domain.work import Concession, Payment, Project, Step


def money(amount: Money | None) -> Shape | None:
    return None if amount is None else {"minor": amount.minor, "currency": amount.currency}


def project(of: Project) -> Shape:
    return {
        "id": of.id,
        "contact": ref(of.contact),
        "title": of.title,
        "kind": of.kind.value,
        "status": of.status.value,
        "agreed": money(of.agreed),
        "started_on": day(of.started_on),
        "finished_on": day(of.finished_on),
        "verdict": None if of.verdict is None else of.verdict.value,
        "result": of.result or None,
        "steps": [{"n": s.n, "title": s.title, "done_on": day(s.done_on), "waived": s.waived} for s in of.steps],
        "concessions": [_concession(each) for each in of.concessions],
        "paid": dict(of.paid),
    }


def _concession(of: Concession) -> dict[str, Any]:
    return {
        "kind": of.kind.value, "granted": of.granted, "amount": money(of.amount), "on": day(of.on),
        "note": of.note or None,
    }  # fmt: skip


def payment(of: Payment) -> Shape:
    return {
        "id": of.id, "contact": ref(of.contact), "project": of.project, "date": day(of.date),
        "amount": money(of.amount), "note": of.note or None,
    }  # fmt: skip


def amounts(minor: dict[str, int] | Any) -> str:
    """`1,200.00 EUR, 50 JPY`; amounts of different currencies stand side by side."""
    return ", ".join(str(Money(each, currency)) for currency, each in sorted(minor.items()))


def progress(steps: Sequence[Step]) -> str:
    """`3 of 8`: steps that are done or waived."""
    return f"{sum(not each.is_open for each in steps)} of {len(steps)}"


def projects_table(found: Sequence[Project]) -> str:
    rows = [
        (p.id, p.title, p.contact.name, p.status.value, progress(p.steps), str(p.agreed or ""), amounts(p.paid))
        for p in found
    ]
    return table(("ID", "TITLE", "CONTACT", "STATUS", "STEPS", "AGREED", "PAID"), rows)


def project_text(of: Project, today: date) -> str:
    facts = (
        ("contact", of.contact.name),
        ("kind", of.kind.value),
        ("status", of.status.value),
        ("agreed", str(of.agreed or "")),
        ("paid", amounts(of.paid)),
        ("owed", str(of.owed or "")),
        ("began", show(of.started_on, today) if of.started_on else ""),
        ("ended", show(of.finished_on, today) if of.finished_on else ""),
        ("verdict", of.verdict.value if of.verdict else ""),
        ("result", of.result.replace("\n", "\n    ")),
    )
    lines = [f"{of.id}  {of.title}", *(f"  {label}: {value}" for label, value in facts if value), "", "Steps"]
    lines += [f"  {_step(each, today)}" for each in of.steps]
    if of.concessions:
        lines += ["", "Concessions", *(f"  {_conceded(each, today)}" for each in of.concessions)]
    return "\n".join(lines)


def _step(step: Step, today: date) -> str:
    state = f"done {show(step.done_on, today)}" if step.done_on else f"waived: {step.waived}" if step.waived else "open"
    return f"{step.n}. {step.title} ({state})"


def _conceded(each: Concession, today: date) -> str:
    worth = f", about {each.amount}" if each.amount else ""
    note = f": {each.note}" if each.note else ""
    return f"{show(each.on, today)}  {each.kind}, {'granted' if each.granted else 'declined'}{worth}{note}"
