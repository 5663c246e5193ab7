"""The whole book's journey: people stage by stage, every ledger, and who begins."""

from collections.abc import Iterator
from datetime import date

from bondtui.domain.contacts import ContactRef
from bondtui.domain.interactions import Initiator, Signal
from bondtui.domain.journey import Entry
from bondtui.domain.stages import Stage
from bondtui.store.count_due import SUGGESTED
from bondtui.store.reader import Reader


def counts(reader: Reader, *, archived: bool) -> dict[Stage, int]:
    """How many people are in each stage; `archived` counts those put away too."""
    sql = f"SELECT stage, count(*) FROM contact {'' if archived else 'WHERE archived = 0'} GROUP BY stage"
    found = dict(reader.rows(sql))
    return {stage: found.get(stage.value, 0) for stage in Stage}


_IN = "FROM contact WHERE stage = :stage AND archived = 0 AND"
_PLAIN = "(suggested_until IS NULL OR suggested_until < :today)"


def column(reader: Reader, stage: Stage, today: date) -> tuple[int, int]:
    """How many people a stage has on the board, and for how many of them a suggestion stands."""
    sql = f"SELECT count(*), coalesce(sum({SUGGESTED}), 0) {_IN} 1 = 1"
    every, suggested = reader.rows(sql, stage=stage.value, today=today.isoformat())[0]
    return every, suggested


def people(reader: Reader, stage: Stage, today: date, offset: int, limit: int) -> list[int]:
    """The ids of a part of a stage's people: those with a suggestion first, each group by name."""
    parameters = {"stage": stage.value, "today": today.isoformat()}
    first = [row[0] for row in reader.rows(f"SELECT id {_IN} {SUGGESTED} ORDER BY fold, id", **parameters)]
    found = first[offset : offset + limit]
    sql = f"SELECT id {_IN} {_PLAIN} ORDER BY fold, id LIMIT :limit OFFSET :offset"
    left = {"limit": limit - len(found), "offset": max(offset - len(first), 0)}
    return [*found, *(row[0] for row in reader.rows(sql, **parameters, **left))]


def place(reader: Reader, stage: Stage, today: date, contact: int) -> int | None:
    """At which place of the stage `people` has a contact; None when they are not in it."""
    parameters = {"stage": stage.value, "today": today.isoformat()}
    who = reader.rows(f"SELECT fold, {_PLAIN} {_IN} id = :id", id=contact, **parameters)
    if not who:
        return None
    fold, plain = who[0]
    before = f"SELECT count(*) {_IN} {_PLAIN if plain else SUGGESTED} AND (fold < :fold OR (fold = :fold AND id < :id))"
    found = int(reader.rows(before, fold=fold, id=contact, **parameters)[0][0])
    return found + (column(reader, stage, today)[1] if plain else 0)


def entries(reader: Reader) -> Iterator[Entry]:
    """Every entry of every ledger, contact by contact, in the ledger's order."""
    sql = "SELECT contact_id, date, stage FROM stage_change ORDER BY contact_id, date, id"
    for contact, on, stage in reader.rows(sql):
        yield contact, date.fromisoformat(on), Stage(stage)


_COUNTED = """
    participant JOIN interaction ON interaction.id = participant.interaction_id
    WHERE reached AND channel <> 'note' AND date > :start AND date <= :today
"""


def begun(reader: Reader, start: date, today: date) -> dict[int, dict[Initiator, int]]:
    """For each contact how many interactions each side began after `start`; notes and attempts do not count."""
    found: dict[int, dict[Initiator, int]] = {}
    sql = f"SELECT contact_id, initiator, count(*) FROM {_COUNTED} GROUP BY contact_id, initiator"
    for contact, initiator, n in reader.rows(sql, start=start.isoformat(), today=today.isoformat()):
        found.setdefault(contact, {})[Initiator(initiator)] = n
    return found


def signals(reader: Reader, start: date, today: date) -> dict[int, set[Signal]]:
    """For each contact the signals seen in the same interactions."""
    found: dict[int, set[Signal]] = {}
    sql = f"""
        SELECT DISTINCT contact_id, signal FROM interaction_signal JOIN ({
        "SELECT contact_id, interaction_id FROM" + _COUNTED
    }) AS counted ON counted.interaction_id = interaction_signal.interaction_id
    """
    for contact, signal in reader.rows(sql, start=start.isoformat(), today=today.isoformat()):
        found.setdefault(contact, set()).add(Signal(signal))
    return found


def by_day(reader: Reader, first: date, last: date) -> list[tuple[date, Initiator, int]]:
    """How many interactions each side began on each day from `first` to `last`; notes and attempts do not count."""
    sql = """
        SELECT date, initiator, count(*) FROM interaction
        WHERE reached AND channel <> 'note' AND date BETWEEN :first AND :last GROUP BY date, initiator ORDER BY date
    """
    rows = reader.rows(sql, first=first.isoformat(), last=last.isoformat())
    return [(date.fromisoformat(on), Initiator(who), n) for on, who, n in rows]


def first_day(reader: Reader) -> date | None:
    """The day of the first interaction, project or payment."""
    sql = """
        SELECT min(date) FROM (SELECT min(date) AS date FROM interaction UNION ALL
            SELECT min(started_on) FROM project UNION ALL SELECT min(date) FROM payment) AS firsts
    """
    found = reader.rows(sql)[0][0]
    return date.fromisoformat(found) if found else None


def everybody(reader: Reader) -> list[tuple[int, ContactRef]]:
    """All contacts, archived ones too, by name."""
    rows = reader.rows("SELECT id, uid, name, stage FROM contact ORDER BY fold, id")
    return [(number, ContactRef(uid, name, Stage(stage))) for number, uid, name, stage in rows]
