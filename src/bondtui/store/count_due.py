"""How much is due, for status bars: one query, and nothing imported but what runs it."""

from datetime import date

from bondtui.store.reader import Reader

OPEN = """
    SELECT follow_up.id, contact.uid, contact.name, contact.stage, coalesce(snooze.until, follow_up.due_on) AS due, text
    FROM follow_up JOIN contact ON contact.id = follow_up.contact_id
    LEFT JOIN snooze ON snooze.nudge = 'f' || follow_up.id
    WHERE done_on IS NULL AND archived = 0
"""
"""The follow-ups still open."""


def count_due(reader: Reader, today: date) -> int:
    """How many check-ins and follow-ups are due."""
    sql = f"""
        SELECT (SELECT count(*) FROM contact WHERE due_on <= :today)
            + (SELECT count(*) FROM ({OPEN} AND coalesce(snooze.until, follow_up.due_on) <= :today))
    """
    return int(reader.rows(sql, today=today.isoformat())[0][0])
