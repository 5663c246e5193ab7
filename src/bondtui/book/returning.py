"""A book's own export coming back: the records are the book's, so nothing is guessed and nothing is merged."""

from collections.abc import Mapping
from datetime import date

from bondtui.book.imports import Importing
from bondtui.book.record_rows import RecordRows
from bondtui.domain.imported import Report
from bondtui.domain.records import BookRecord, ContactRecord
from bondtui.domain.stages import Stage
from bondtui.store.bulk import Bulk


class Returning(Importing[BookRecord]):
    """Takes book records: what is in the book is left as it is, the rest is added."""

    def __init__(self, bulk: Bulk, today: date, cadences: Mapping[Stage, int], report: Report) -> None:
        super().__init__(report)
        self._rows = RecordRows(bulk, today, cadences, self.warn)

    def take(self, record: BookRecord) -> None:
        name = record.form.name if isinstance(record, ContactRecord) else ""
        self.count(name, True if self._rows.take(record) else None)

    def write_later(self) -> None:
        self._rows.write_later()

    def finish(self, label: str) -> None:
        self._rows.finish(label)
