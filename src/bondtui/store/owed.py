"""What is owed to the standard and to referrers, as SQL that counts and lists the same rows."""

from datetime import date, timedelta

from bondtui.domain.clock import days_after
from bondtui.store.reader import Reader

SETTLING = timedelta(days=7)
"""After so long with an early step open, or closed without acceptance, the standard is told of."""
EFFECT = timedelta(days=90)
"""So long after its end a project's effect is to be measured."""
EARLY = 5
"""The first steps, which come before the work."""

_UNANSWERED = """
    NOT EXISTS (SELECT 1 FROM answer WHERE nudge = {0})
    AND NOT EXISTS (SELECT 1 FROM snooze WHERE nudge = {0} AND until > :today)
"""
_OPEN = """
    EXISTS (SELECT 1 FROM step WHERE project_id = project.id AND done_on IS NULL AND waived IS NULL AND {})
"""
_PROJECTS = """
    SELECT '{what}' AS what, project.id AS id FROM project JOIN contact ON contact.id = contact_id
    WHERE archived = 0 AND {when} AND {open} AND {unanswered}
"""


def _project(what: str, when: str, step: str) -> str:
    unanswered = _UNANSWERED.format(f"'st-p' || project.id || '-{what}'")
    return _PROJECTS.format(what=what, when=when, open=_OPEN.format(step), unanswered=unanswered)


STANDARD = " UNION ALL ".join(
    (
        _project("begun", "status = 'active' AND started_on <= :begun", "n <= :early"),
        _project("accepted", "status = 'done' AND finished_on <= :begun", "title = 'result accepted in writing'"),
        _project("measured", "status = 'done' AND finished_on <= :ended", "title = 'effect measured after delivery'"),
    )
)
"""What and the id of every project that owes the standard a step."""

THANKS = f"""
    SELECT referrer.id AS id, contact.id AS paid FROM contact JOIN contact AS referrer
        ON referrer.id = contact.referred_by_id
    WHERE referrer.archived = 0 AND EXISTS (SELECT 1 FROM payment WHERE payment.contact_id = contact.id)
        AND {_UNANSWERED.format("'th-' || contact.uid")}
"""
"""The referrer, and the referred contact who has paid."""


def marks(today: date) -> dict[str, object]:
    """The parameters both queries take."""
    return {
        "today": today.isoformat(),
        "begun": _before(today, SETTLING),
        "ended": _before(today, EFFECT),
        "early": EARLY,
    }


def _before(today: date, span: timedelta) -> str:
    """The day that far back; an empty text, which is before every day, where there is none."""
    day = days_after(today, -span.days)
    return day.isoformat() if day else ""


def standard(reader: Reader, today: date) -> list[tuple[str, int]]:
    """What is owed (`begun`, `accepted`, `measured`) and the project's id, the oldest project first."""
    return [(what, number) for what, number in reader.rows(f"{STANDARD} ORDER BY id", **marks(today))]


def thanks(reader: Reader, today: date) -> list[tuple[int, int]]:
    """The ids of referrer and referred for every first payment nobody was thanked for."""
    rows = reader.rows(f"{THANKS} ORDER BY referrer.fold, contact.fold, contact.id", today=today.isoformat())
    return [(referrer, referred) for referrer, referred in rows]
