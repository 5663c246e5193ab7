"""What R5 rests on, read for one contact: what was seen, the ledger, and what was dismissed."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from bondtui.domain.interactions import Initiator, Signal
from bondtui.domain.stages import LedgerEntry, Stage, StageChange, ledger
from bondtui.domain.suggestions import Answer, Seen

Rows = Callable[..., Iterable[Any]]
"""Runs SQL text with named parameters: a Reader's `rows`, or a connection's own."""

_SEEN = """
    SELECT uid, date, initiator, signal FROM participant
    JOIN interaction ON interaction.id = participant.interaction_id
    LEFT JOIN interaction_signal ON interaction_signal.interaction_id = interaction.id
    WHERE contact_id = :id AND reached AND channel <> 'note' AND (initiator = 'them' OR signal IS NOT NULL)
    ORDER BY interaction_signal.id
"""
_LEDGER = """
    SELECT stage_change.id, stage_change.date, stage, reason, interaction.uid
    FROM stage_change LEFT JOIN interaction ON interaction.id = interaction_id WHERE contact_id = :id
"""


def seen(rows: Rows, contact: int) -> list[Seen]:
    """What can be evidence: what reached them and has a signal or was begun by them."""
    found: dict[str, tuple[str, str, list[Signal]]] = {}
    for uid, on, initiator, signal in rows(_SEEN, id=contact):
        _, _, signals = found.setdefault(uid, (on, initiator, []))
        if signal:
            signals.append(Signal(signal))
    return [
        Seen(uid, date.fromisoformat(on), Initiator(initiator), tuple(signals))
        for uid, (on, initiator, signals) in found.items()
    ]


def ledger_of(rows: Rows, contact: int) -> tuple[LedgerEntry, ...]:
    """The contact's ledger."""
    return ledger(
        StageChange(each, date.fromisoformat(on), Stage(stage), reason, shown_by)
        for each, on, stage, reason, shown_by in rows(_LEDGER, id=contact)
    )


def answer(rows: Rows, nudge: str) -> Answer | None:
    """When this nudge was dismissed, and what was known then."""
    sql = "SELECT answered_on, evidence FROM answer WHERE nudge = :nudge"
    return next((Answer(date.fromisoformat(on), known) for on, known in rows(sql, nudge=nudge)), None)
