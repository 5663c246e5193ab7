"""Interactions as they are shown, and the two lists the parity of a day needs: timelines and single ones."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bondtui.domain.contacts import ContactRef
from bondtui.domain.interactions import Channel, Initiator, Interaction, Signal
from bondtui.domain.stages import Stage
from bondtui.store.reader import Reader

_COLUMNS = "interaction.id, uid, date, channel, initiator, reached, private, text"


def timeline(reader: Reader, contact: int, offset: int, limit: int) -> list[Interaction]:
    """The contact's interactions, newest first; `limit` -1 for all."""
    sql = f"""
        SELECT {_COLUMNS} FROM participant JOIN interaction ON interaction.id = interaction_id
        WHERE contact_id = :contact ORDER BY date DESC, interaction.id DESC LIMIT :limit OFFSET :offset
    """
    return _interactions(reader, reader.rows(sql, contact=contact, limit=limit, offset=offset))


def count(reader: Reader, contact: int) -> int:
    """How many interactions the contact has."""
    return int(reader.rows("SELECT count(*) FROM participant WHERE contact_id = :contact", contact=contact)[0][0])


def one(reader: Reader, uid: str) -> Interaction | None:
    """The interaction with this uid."""
    found = _interactions(reader, reader.rows(f"SELECT {_COLUMNS} FROM interaction WHERE uid = :uid", uid=uid))
    return found[0] if found else None


def told(reader: Reader, contact: int) -> list[Interaction]:
    """What openers rest on, newest first: the last thing that may be told again, and the last they shared of theirs."""
    sql = f"""
        SELECT {_COLUMNS} FROM participant JOIN interaction ON interaction.id = interaction_id
        WHERE contact_id = :contact AND reached AND channel <> 'note' AND private = 0 AND text <> '' {{}}
        ORDER BY date DESC, interaction.id DESC LIMIT 1
    """
    shared = """AND EXISTS (SELECT 1 FROM interaction_signal
        WHERE interaction_signal.interaction_id = interaction.id AND signal = 'shared-business')"""
    rows = {row[0]: row for which in ("", shared) for row in reader.rows(sql.format(which), contact=contact)}
    return _interactions(reader, list(rows.values()))


def offered(reader: Reader, contact: int) -> list[str]:
    """The openers that were offered to the contact, oldest first."""
    sql = "SELECT offered FROM opener WHERE contact_id = :contact ORDER BY id"
    return [row[0] for row in reader.rows(sql, contact=contact)]


def _interactions(reader: Reader, rows: Sequence[Any]) -> list[Interaction]:
    ids = [row[0] for row in rows]
    people: dict[int, list[ContactRef]] = {each: [] for each in ids}
    sql = """
        SELECT interaction_id, uid, name, stage FROM participant JOIN contact ON contact.id = contact_id
        WHERE interaction_id IN (:values) ORDER BY participant.id
    """
    for interaction, uid, name, stage in reader.chunks(sql, ids):
        people[interaction].append(ContactRef(uid, name, Stage(stage)))
    signals: dict[int, list[Signal]] = {each: [] for each in ids}
    sql = "SELECT interaction_id, signal FROM interaction_signal WHERE interaction_id IN (:values) ORDER BY id"
    for interaction, signal in reader.chunks(sql, ids):
        signals[interaction].append(Signal(signal))
    return [
        Interaction(
            number, uid, date.fromisoformat(on), Channel(channel), Initiator(initiator), bool(reached), bool(private),
            tuple(signals[number]), text, tuple(people[number]),
        )
        for number, uid, on, channel, initiator, reached, private, text in rows
    ]  # fmt: skip
