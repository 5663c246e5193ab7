"""What the whole book shows: the journey of everybody, and who begins."""

from datetime import date
from typing import TYPE_CHECKING

from bondtui.domain.contacts import ContactRef
from bondtui.domain.journey import Flow, flow
from bondtui.domain.reciprocity import Reciprocity, balance, year_before
from bondtui.domain.stages import Stage
from bondtui.store import read_journey

if TYPE_CHECKING:
    from bondtui.book import Book


class Insights:
    def __init__(self, book: "Book") -> None:
        self.book, self.reader = book, book.reader

    def stages(self) -> dict[Stage, int]:
        """How many people are in each stage, archived ones too."""
        return read_journey.counts(self.reader, archived=True)

    def flow(self, since: date | None = None) -> Flow:
        """The moves dated after `since`; reads every ledger, so a screen asks in a worker."""
        return flow(read_journey.entries(self.reader), since)

    def reciprocity(self) -> list[tuple[ContactRef, Reciprocity]]:
        """R10 for everybody, by name."""
        today = self.book.today()
        begun = read_journey.begun(self.reader, year_before(today), today)
        signals = read_journey.signals(self.reader, year_before(today), today)
        return [
            (who, balance(begun.get(number, {}), signals.get(number, ()), who.stage))
            for number, who in read_journey.everybody(self.reader)
        ]
