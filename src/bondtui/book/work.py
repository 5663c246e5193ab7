"""Projects, the standard, concessions and payments."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from bondtui.book import meanwhile, nudge_rows
from bondtui.book.contact_rows import body, line
from bondtui.domain.money import Money
from bondtui.domain.work import STANDARD, ConcessionKind, Payment, Project, ProjectKind, Status, Verdict
from bondtui.errors import NotFound, Refused
from bondtui.store import read_work

if TYPE_CHECKING:
    from bondtui.book import Book


class Work:
    def __init__(self, book: "Book") -> None:
        self.book, self.reader = book, book.reader

    def projects(self, uid: str | None = None, status: Status | None = None) -> list[Project]:
        """Projects, the newest first, of a contact or of everybody, in one status or in all."""
        where, parameters = "1 = 1", dict[str, object]()
        if uid is not None:
            where, parameters["contact"] = f"{where} AND contact_id = :contact", self.book.contacts.id_of(uid)
        if status is not None:
            where, parameters["status"] = f"{where} AND status = :status", status.value
        return read_work.projects(self.reader, where, **parameters)

    def project(self, ident: str) -> Project:
        """The project with this id, such as `p3`."""
        found = read_work.projects(self.reader, "project.id = :id", id=nudge_rows.number_of(ident, "p", "project"))
        if not found:
            raise NotFound(f"There is no project {ident.strip()[:40]}.")
        return found[0]

    def payments(self, uid: str | None = None, year: int | None = None) -> list[Payment]:
        """Payments, the newest first, of a contact or of everybody, in one year or in all."""
        where, parameters = "1 = 1", dict[str, object]()
        if uid is not None:
            where, parameters["contact"] = f"{where} AND contact_id = :contact", self.book.contacts.id_of(uid)
        if year is not None:
            where += " AND date BETWEEN :first AND :last"
            parameters |= {"first": f"{year:04}-01-01", "last": f"{year:04}-12-31"}
        return read_work.payments(self.reader, where, **parameters)

    def payments_for(self, ident: str) -> list[Payment]:
        """The payments for a project, the newest first."""
        return read_work.payments(self.reader, "project_id = :id", id=nudge_rows.number_of(ident, "p", "project"))

    def add(
        self, uid: str, title: str, *, kind: ProjectKind = ProjectKind.PROJECT, agreed: Money | None = None,
        on: date | None = None, status: Status = Status.ACTIVE,
    ) -> Project:  # fmt: skip
        """Add a lead or a running project, with every step of the standard."""
        from bondtui.store.work_tables import ProjectRow, StepRow

        contact, title = self.book.contacts.get(uid), self._title(title)
        if status not in (Status.LEAD, Status.ACTIVE):
            raise Refused("A new project is a lead or active; it is closed or lost later.")
        self._not_ahead(on, "A project cannot begin after today.")
        if agreed is not None and agreed.minor < 0:
            raise Refused("What is agreed is not less than nothing.")
        today = self.book.today()
        with self.book.writer.change(f"Added a project for {contact.name}: {title[:60]}") as session:
            row = ProjectRow(
                contact_id=contact.id, title=title, kind=kind.value, status=status.value, added_on=today,
                started_on=(on or today) if status is Status.ACTIVE else None,
                agreed_minor=agreed.minor if agreed else None, agreed_currency=agreed.currency if agreed else None,
            )  # fmt: skip
            session.add(row)
            session.flush()
            steps = self.book.settings.standard or STANDARD
            session.add_all(StepRow(project_id=row.id or 0, n=n, title=step) for n, step in enumerate(steps, 1))
        return self.project(f"p{row.id}")

    def edit(
        self, ident: str, *, title: str, kind: ProjectKind, agreed: Money | None, started_on: date | None, result: str,
        seen: Project | None = None,
    ) -> Project:  # fmt: skip
        """Change what is known of a project. A lead with a day to begin on becomes active.

        `seen` is what the person saw when they began: ChangedElsewhere when the book says something else by now.
        """
        was, title, result = self.project(ident), self._title(title), body("result", result)
        self._not_ahead(started_on, "A project cannot begin after today.")
        if was.finished_on and started_on and started_on > was.finished_on:
            raise Refused(f"The project ended on {was.finished_on}; it cannot begin after that.")
        with self._changing(was, "Changed", seen) as row:
            row.title, row.kind, row.result = title, kind.value, result
            row.agreed_minor, row.agreed_currency = (agreed.minor, agreed.currency) if agreed else (None, None)
            row.started_on = started_on or row.started_on
            if was.status is Status.LEAD and started_on:
                row.status = Status.ACTIVE.value
        return self.project(ident)

    def close(
        self, ident: str, verdict: Verdict, result: str = "", on: date | None = None, *, seen: Project | None = None
    ) -> Project:
        """End a project, with what it changed for the client. Refused when it has ended already.

        `seen` is what the person saw when they began: ChangedElsewhere when the book says something else by now.
        """
        was, result = self.project(ident), body("result", result)
        self._not_ahead(on, "A project cannot end after today.")
        end = on or self.book.today()
        self._can_end(was, end)
        with self._changing(was, "Closed", seen) as row:
            row.status, row.verdict, row.finished_on = Status.DONE.value, verdict.value, end
            row.started_on = row.started_on or end
            row.result = result or row.result
        return self.project(ident)

    def lose(self, ident: str, note: str = "") -> Project:
        """Note that a project will not come; the note is kept as its result."""
        was, note, end = self.project(ident), body("note", note), self.book.today()
        self._can_end(was, end)
        with self._changing(was, "Lost") as row:
            row.status, row.finished_on, row.result = Status.LOST.value, end, note or row.result
        return self.project(ident)

    def remove(self, ident: str) -> None:
        """Delete a project with its steps and concessions; its payments stay with the contact."""
        from sqlmodel import select

        from bondtui.store import work_tables as t

        was = self.project(ident)
        with self._changing(was, "Removed") as row:
            session = row._sa_instance_state.session
            for table in (t.StepRow, t.ConcessionRow):
                for each in session.exec(select(table).where(table.project_id == row.id)):
                    session.delete(each)
            for payment in session.exec(select(t.PaymentRow).where(t.PaymentRow.project_id == row.id)):
                payment.project_id = None
            session.flush()
            session.delete(row)

    def step(self, ident: str, n: int, *, done_on: date | None = None, waived: str | None = None) -> Project:
        """Tick a step of the standard on a day, or waive it for a reason; with neither it is open again."""
        from sqlmodel import select

        from bondtui.store.work_tables import StepRow

        was, reason = self.project(ident), None if waived is None else line("reason", waived)
        if n not in {each.n for each in was.steps}:
            raise Refused(f"Project {was.id} has no step {n}; it has {len(was.steps)}.")
        if reason == "":
            raise Refused("A step is waived only with a reason: why is it not needed here?")
        self._not_ahead(done_on, "A step cannot be done after today.")
        with self._changing(was, "Ticked a step of") as row:
            session = row._sa_instance_state.session
            step = session.exec(select(StepRow).where(StepRow.project_id == row.id, StepRow.n == n)).one()
            step.done_on, step.waived = done_on, reason
        return self.project(ident)

    def concede(
        self, ident: str, kind: ConcessionKind, *, granted: bool = True, amount: Money | None = None, note: str = "",
        on: date | None = None,
    ) -> Project:  # fmt: skip
        """Note what the client asked beyond the deal, and whether it was granted."""
        from bondtui.store.work_tables import ConcessionRow

        was, note = self.project(ident), line("note", note)
        self._not_ahead(on, "A concession cannot be asked for after today.")
        if amount is not None and amount.minor < 0:
            raise Refused("What a concession costs is not less than nothing.")
        with self._changing(was, "Noted a concession in") as row:
            row._sa_instance_state.session.add(
                ConcessionRow(
                    project_id=row.id,
                    kind=kind.value,
                    granted=granted,
                    asked_on=on or self.book.today(),
                    note=note,
                    minor=amount.minor if amount else None,
                    currency=amount.currency if amount else None,
                )
            )
        return self.project(ident)

    def pay(
        self, uid: str, amount: Money, *, project: str | None = None, on: date | None = None, note: str = ""
    ) -> Payment:
        """Note money received; less than nothing is a refund, which cannot be anybody's first payment."""
        from bondtui.store.work_tables import PaymentRow

        contact, note = self.book.contacts.get(uid), line("note", note)
        paid_for = self.project(project) if project else None
        if paid_for and paid_for.contact.uid != uid:
            raise Refused(f"Project {paid_for.id} is {paid_for.contact.name}'s, not {contact.name}'s.")
        self._not_ahead(on, "A payment cannot be dated after today.")
        day = on or self.book.today()
        if amount.minor == 0:
            raise Refused("A payment of nothing is none.")
        if amount.minor < 0 and not any(each.date <= day for each in self.payments(uid) if each.amount.minor > 0):
            raise Refused(f"{contact.name} has paid nothing yet that could be paid back.")
        with self.book.writer.change(f"{contact.name} paid {amount}") as session:
            row = PaymentRow(
                contact_id=contact.id, project_id=int(paid_for.id[1:]) if paid_for else None,
                date=day, minor=amount.minor, currency=amount.currency, note=note,
            )  # fmt: skip
            session.add(row)
        return self.payment(f"m{row.id}")

    def payment(self, ident: str) -> Payment:
        """The payment with this id, such as `m40`."""
        found = read_work.payments(self.reader, "payment.id = :id", id=nudge_rows.number_of(ident, "m", "payment"))
        if not found:
            raise NotFound(f"There is no payment {ident.strip()[:40]}.")
        return found[0]

    def remove_payment(self, ident: str) -> None:
        from bondtui.store.work_tables import PaymentRow

        was = self.payment(ident)
        with self.book.writer.change(f"Removed a payment of {was.contact.name}") as session:
            session.delete(session.get_one(PaymentRow, int(was.id[1:])))

    @contextmanager
    def _changing(self, was: Project, what: str, seen: Project | None = None) -> Iterator[Any]:
        from bondtui.store.work_tables import ProjectRow

        with self.book.writer.change(f"{what} {was.title[:60]} for {was.contact.name}") as session:
            meanwhile.check(session, was.title, seen and _terms(seen), lambda: _terms(self.project(was.id)))
            yield session.get_one(ProjectRow, int(was.id[1:]))

    def _title(self, title: str) -> str:
        cleaned = line("title", title)
        if not cleaned:
            raise Refused("A project needs a title.")
        return cleaned

    def _not_ahead(self, day: date | None, sentence: str) -> None:
        if day and day > self.book.today():
            raise Refused(sentence)

    @staticmethod
    def _can_end(project: Project, end: date) -> None:
        if project.status in (Status.DONE, Status.LOST):
            ended = "closed" if project.status is Status.DONE else "lost"
            raise Refused(f"Project {project.id} was {ended} on {project.finished_on} already.")
        if project.started_on and end < project.started_on:
            raise Refused(f"The project began on {project.started_on}; it cannot end before that.")


def _terms(project: Project) -> tuple[object, ...]:
    """What `edit` changes of a project."""
    return project.title, project.kind, project.agreed, project.started_on, project.result
