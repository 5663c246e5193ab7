"""Projects and payments as they are shown, and what is owed to the standard and to referrers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bondtui.domain.contacts import ContactRef
from bondtui.domain.money import Money
from bondtui.domain.stages import Stage
from bondtui.domain.work import Concession, ConcessionKind, Payment, Project, ProjectKind, Status, Step, Verdict
from bondtui.store.read_contacts import day
from bondtui.store.reader import Reader

_PROJECT = """
    SELECT project.id, uid, name, stage, title, kind, status, agreed_minor, agreed_currency, started_on, finished_on,
        verdict, result
    FROM project JOIN contact ON contact.id = contact_id
"""


def projects(reader: Reader, where: str = "1 = 1", **parameters: object) -> list[Project]:
    """Projects, the newest first; `where` is this package's own SQL."""
    order = "ORDER BY coalesce(started_on, project.added_on) DESC, project.id DESC"
    rows = reader.rows(f"{_PROJECT} WHERE {where} {order}", **parameters)
    ids = [row[0] for row in rows]
    steps, concessions, paid = _steps(reader, ids), _concessions(reader, ids), _paid(reader, ids)
    return [
        Project(
            f"p{number}", ContactRef(uid, name, Stage(stage)), title, ProjectKind(kind), Status(status),
            money(minor, currency), day(started), day(finished), Verdict(verdict) if verdict else None, result,
            tuple(steps.get(number, ())), tuple(concessions.get(number, ())), paid.get(number, {}),
        )
        for number, uid, name, stage, title, kind, status, minor, currency, started, finished, verdict, result in rows
    ]  # fmt: skip


def money(minor: int | None, currency: str | None) -> Money | None:
    """A stored amount."""
    return None if minor is None or currency is None else Money(minor, currency)


def _steps(reader: Reader, ids: Sequence[int]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    sql = "SELECT project_id, n, title, done_on, waived FROM step WHERE project_id IN (:values) ORDER BY project_id, n"
    for project, n, title, done, waived in reader.chunks(sql, ids):
        found.setdefault(project, []).append(Step(n, title, day(done), waived))
    return found


def _concessions(reader: Reader, ids: Sequence[int]) -> dict[int, list[Concession]]:
    found: dict[int, list[Concession]] = {}
    sql = """
        SELECT project_id, kind, granted, minor, currency, asked_on, note FROM concession
        WHERE project_id IN (:values) ORDER BY asked_on, id
    """
    for project, kind, granted, minor, currency, on, note in reader.chunks(sql, ids):
        each = Concession(ConcessionKind(kind), bool(granted), money(minor, currency), date.fromisoformat(on), note)
        found.setdefault(project, []).append(each)
    return found


def _paid(reader: Reader, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    sql = """
        SELECT project_id, currency, sum(minor) FROM payment WHERE project_id IN (:values)
        GROUP BY project_id, currency ORDER BY currency
    """
    for project, currency, minor in reader.chunks(sql, ids):
        found.setdefault(project, {})[currency] = minor
    return found


def payments(reader: Reader, where: str = "1 = 1", **parameters: object) -> list[Payment]:
    """Payments, the newest first; `where` is this package's own SQL."""
    sql = f"""
        SELECT payment.id, uid, name, stage, project_id, date, minor, currency, note
        FROM payment JOIN contact ON contact.id = contact_id WHERE {where} ORDER BY date DESC, payment.id DESC
    """
    return [_payment(row) for row in reader.rows(sql, **parameters)]


def _payment(row: Any) -> Payment:
    number, uid, name, stage, project, on, minor, currency, note = row
    who = ContactRef(uid, name, Stage(stage))
    paid_for = f"p{project}" if project else None
    return Payment(f"m{number}", who, paid_for, date.fromisoformat(on), Money(minor, currency), note)
