"""How much is due, for status bars: one query, and nothing imported but what runs it."""

from datetime import date, timedelta

from bondtui.store import owed
from bondtui.store.owed import STANDARD, THANKS
from bondtui.store.reader import Reader

OPEN = """
    SELECT follow_up.id, contact.uid, contact.name, contact.stage, coalesce(snooze.until, follow_up.due_on) AS due, text
    FROM follow_up JOIN contact ON contact.id = follow_up.contact_id
    LEFT JOIN snooze ON snooze.nudge = 'f' || follow_up.id
    WHERE done_on IS NULL AND archived = 0
"""
"""The follow-ups still open."""


SUGGESTED = "suggested_until >= :today"
IN_REVIEW = "review_on <= :today"

LIVING = """
    NOT EXISTS (SELECT 1 FROM important_date AS last WHERE last.contact_id = contact.id AND lower(last.label) = 'death')
"""
"""Whose days are told: nobody is to be reminded of the birthday of somebody who has died."""

_SNOOZED = "EXISTS (SELECT 1 FROM snooze WHERE nudge = '{}-' || uid AND until > :today)"
_DATES = """
    (SELECT count(DISTINCT uid) FROM important_date JOIN contact ON contact.id = contact_id
     WHERE month = :month{0} AND day = :day{0} AND coalesce(year, :year) <= :year AND archived = 0 AND {1}
     AND NOT EXISTS (SELECT 1 FROM answer WHERE nudge = 'da-' || uid || :occasion{0})
     AND NOT EXISTS (SELECT 1 FROM snooze WHERE nudge = 'da-' || uid || :occasion{0} AND until > :today))
"""


def count_due(reader: Reader, today: date, daily_cap: int | None) -> int:
    """How many nudges are due, without the dates still ahead: what `Nudges.due` lists, counted by the database."""
    anchors = [(today.month, today.day)]
    if anchors == [(2, 28)] and (today + timedelta(days=1)).day == 1:
        anchors.append((2, 29))
    marks: dict[str, object] = owed.marks(today) | {"year": today.year}
    for number, (month, day) in enumerate(anchors):
        occasion = f"-{month:02}{day:02}-{today.year}"
        marks |= {f"month{number}": month, f"day{number}": day, f"occasion{number}": occasion}
    sql = f"""
        SELECT (SELECT count(*) FROM contact WHERE due_on <= :today),
            (SELECT count(*) FROM ({OPEN} AND coalesce(snooze.until, follow_up.due_on) <= :today))
            + (SELECT count(*) FROM contact WHERE {SUGGESTED} AND NOT {_SNOOZED.format("su")})
            + (SELECT count(*) FROM contact WHERE {IN_REVIEW} AND NOT {_SNOOZED.format("re")})
            + (SELECT count(*) FROM ({STANDARD})) + (SELECT count(*) FROM ({THANKS}))
            + {" + ".join(_DATES.format(number, LIVING) for number in range(len(anchors)))}
    """
    check_ins, others = reader.rows(sql, **marks)[0]
    return int(check_ins if daily_cap is None else min(check_ins, daily_cap)) + int(others)
