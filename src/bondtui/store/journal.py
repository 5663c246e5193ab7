"""The journal: what every changed row was before and is after, gathered from the session's own events."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlmodel import Session

from bondtui.store.kept_with import KEPT
from bondtui.store.tables import ChangedRow, ChangeRow, ContactRow, InteractionRow, SignalRow
from bondtui.store.undo import END_REDO


@dataclass
class Journal:
    """Gathers the images of one use case, and the contacts it touched."""

    session: Session
    images: list[tuple[Any, str | None]] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)
    contacts: set[int] = field(default_factory=set)
    interactions: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        event.listen(self.session, "before_flush", self._before)
        event.listen(self.session, "after_flush", self._after)

    def _before(self, session: Any, *_: object) -> None:
        """Note what changed and deleted rows were."""
        self.images = [(row, None) for row in session.new]
        self.images += [(row, _image(row, before=True)) for row in session.dirty if session.is_modified(row)]
        self.images += [(row, _image(row, before=True)) for row in session.deleted]

    def _after(self, session: Any, *_: object) -> None:
        deleted = session.deleted  # made anew at every look
        for row, before in self.images:
            after = None if row in deleted else _image(row)
            self.rows.append({"table_name": row.__tablename__, "row_id": row.id, "before": before, "after": after})
            self._touch(row)
        self.images = []

    def _touch(self, row: Any) -> None:
        if isinstance(row, ContactRow) and row.id is not None:
            self.contacts.add(row.id)
        if isinstance(row, InteractionRow) and row.id is not None:
            self.interactions.add(row.id)
        if isinstance(row, SignalRow):
            self.interactions.add(row.interaction_id)
        if contact := getattr(row, "contact_id", None):
            self.contacts.add(contact)

    def write(self, label: str, at: datetime) -> None:
        """Save the images as one change. Nothing changed, nothing saved."""
        if self.rows:
            connection = self.session.connection()
            done = connection.execute(insert(ChangeRow).values(at=at, label=label))
            (change,) = done.inserted_primary_key or (None,)
            connection.execute(insert(ChangedRow), [{**row, "change_id": change} for row in self.rows])
            connection.exec_driver_sql(END_REDO, {"change": change})


def _image(row: Any, *, before: bool = False) -> str:
    """The row without its kept columns, as JSON with dates in ISO form."""
    state = inspect(row)
    values = {}
    for column in _columns(state):
        history = state.attrs[column].history
        old = history.deleted[0] if before and history.deleted else getattr(row, column)
        values[column] = old.isoformat() if isinstance(old, date) else old
    return json.dumps(values, ensure_ascii=False)


def _columns(state: Any) -> Iterable[str]:
    return (attr.key for attr in state.mapper.column_attrs if not (state.class_ is ContactRow and attr.key in KEPT))
