"""What the whole book shows: who moved, who begins, who brings the income, and whether all are served alike."""

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from bondtui.domain.contacts import ContactRef
from bondtui.domain.dependence import Dependence, dependence
from bondtui.domain.interactions import Initiator
from bondtui.domain.journey import Flow, flow
from bondtui.domain.pareto import Income, Pareto, pareto, stage_then
from bondtui.domain.parity import History, Parity, late_check_ins, parity, reply_days
from bondtui.domain.reciprocity import Reciprocity, balance, year_before
from bondtui.domain.referrals import Node, trees
from bondtui.domain.rhythm import Rhythm, rhythm
from bondtui.domain.stages import Origin, Stage
from bondtui.store import read_contacts, read_income, read_journey, read_work

if TYPE_CHECKING:
    from bondtui.book import Book


class Insights:
    """All of it is computed anew when it is asked for, so a screen asks in a worker; `year` None means all of them."""

    def __init__(self, book: "Book") -> None:
        self.book, self.reader = book, book.reader

    def people(self) -> dict[int, ContactRef]:
        """Everybody by the id that the figures name them by, in name order."""
        return dict(read_journey.everybody(self.reader))

    def stages(self) -> dict[Stage, int]:
        """How many people are in each stage, archived ones too."""
        return read_journey.counts(self.reader, archived=True)

    def first_year(self) -> int:
        """The year of the first interaction, project or payment, or else this one."""
        return (read_journey.first_day(self.reader) or self.book.today()).year

    def flow(self, since: date | None = None, until: date | None = None) -> Flow:
        """The moves dated after `since` and not after `until`."""
        return flow(read_journey.entries(self.reader), since, until)

    def origins(self) -> dict[Origin, int]:
        """How many came by each of the two roads."""
        found = dict.fromkeys(Origin, 0)
        for contact in read_income.clients(self.reader):
            road = read_contacts.origin_of(self.reader, contact)
            if road is not None:
                found[road] += 1
        return found

    def reciprocity(self) -> list[tuple[ContactRef, Reciprocity]]:
        """R10 for everybody, by name."""
        today = self.book.today()
        begun = read_journey.begun(self.reader, year_before(today), today)
        signals = read_journey.signals(self.reader, year_before(today), today)
        return [
            (who, balance(begun.get(number, {}), signals.get(number, ()), who.stage))
            for number, who in read_journey.everybody(self.reader)
        ]

    def income(self, year: int | None = None) -> list[Income]:
        """Every payment of the year."""
        return read_income.income(self.reader, *_days_of(year))

    def pareto(self, year: int | None = None) -> list[Pareto]:
        """R8, one for each currency."""
        stage_now = {number: who.stage for number, who in self.people().items()}
        clients, referrers = read_income.clients(self.reader), read_income.referrers(self.reader)
        return pareto(self.income(year), clients, stage_now, self._ledgers(), referrers)

    def _ledgers(self) -> dict[int, list[tuple[date, Stage]]]:
        entries = groupby(read_journey.entries(self.reader), key=itemgetter(0))
        return {contact: [(on, stage) for _, on, stage in ledger] for contact, ledger in entries}

    def referrals(self, year: int | None = None) -> list[Node]:
        """R9: the trees of who recommended whom."""
        names, projects = read_income.names(self.reader), read_income.project_counts(self.reader)
        return trees(read_income.referrers(self.reader), self.income(year), projects, names)

    def parity(self, year: int | None = None) -> dict[bool, Parity]:
        """R7: friends (True) beside the others. Answers and check-ins are grouped by today's stage."""
        ledgers, people, today = self._ledgers(), self.people(), self.book.today()
        numbers = {who.uid: number for number, who in people.items()}
        projects = [
            (each, stage_then(ledgers[numbers[each.contact.uid]], each.started_on) is Stage.FRIEND)
            for each in read_work.projects(self.reader)
            if each.started_on and (year is None or each.started_on.year == year)
        ]
        begun = read_income.begun(self.reader)
        histories = self._histories(begun)
        replies, late = {}, {}
        for friends in (True, False):
            group = {number for number, who in people.items() if (who.stage is Stage.FRIEND) is friends}
            replies[friends] = reply_days(each for each in begun if each[0] in group)
            late[friends] = late_check_ins((histories[number] for number in group & histories.keys()), today)
        return parity(projects, replies, late)

    def _histories(self, begun: list[tuple[int, date, Initiator]], last: date = date.max) -> dict[int, History]:
        """What everybody's check-ins follow from, as it stood at the end of the day `last`."""
        reached: dict[int, list[date]] = {}
        for contact, on, _ in begun:
            if on <= last:
                reached.setdefault(contact, []).append(on)
        return {
            number: History(added, days, reached.get(number, ()))
            for number, added, days in read_income.cadences(self.reader)
        }

    def rhythm(self, year: int | None = None) -> Rhythm:
        """Interactions day by day, who began them, and the check-ins that fell due, by today's cadences."""
        first, last = _days_of(year)
        last = min(last, self.book.today())
        histories = self._histories(read_income.begun(self.reader), last).values()
        late = late_check_ins(histories, last, first)
        return rhythm(read_journey.by_day(self.reader, first, last), late)

    def dependence(self, year: int | None = None) -> list[Dependence]:
        """What each client carries, themselves and through whom they referred, one for each currency."""
        return dependence(self.income(year), self.referrals(year), read_income.names(self.reader))


def _days_of(year: int | None) -> tuple[date, date]:
    """The first and the last day of the year, or of all of them."""
    return (date.min, date.max) if year is None else (date(year, 1, 1), date(year, 12, 31))
