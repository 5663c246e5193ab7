"""What is asked about a project: its terms, a step's day or reason, money, concessions, and how it ended."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.widgets import Input

from bondtui.domain.dates import parse_day
from bondtui.domain.money import Money, parse_money
from bondtui.domain.work import ConcessionKind, Payment, Project, ProjectKind, Status, Step, Verdict
from bondtui.errors import NotFound
from bondtui.tui.screens.dialogs.contact import NameSuggester
from bondtui.tui.screens.dialogs.fields import Choice, Field, Reading, line_input, lines_input, optional, required
from bondtui.tui.screens.dialogs.form import FormDialog
from bondtui.tui.widgets.work_words import short

if TYPE_CHECKING:
    from bondtui.book import Book

_TITLE = required("A project needs a title.")
_REASON = required("A step is waived only with a reason: why is it not needed here?")
_DAYS = "today, yesterday, 12 Nov"


class WorkDialog(FormDialog["Project | None"]):
    """A form about one project that is in the book."""

    def __init__(self, book: "Book", ident: str, *more: str | int) -> None:
        super().__init__(book, ident, *more)
        self._ident = ident
        self._seen: Project | None = None

    @property
    def was(self) -> Project:
        """The project as it is in the book."""
        return self._book.work.project(self._ident)


def _day(book: "Book") -> Callable[[str], date]:
    return lambda said: parse_day(said, book.today(), book.settings.date_order)


def _amount(book: "Book") -> Callable[[str], Money]:
    return lambda said: parse_money(said, book.settings.currency)


def _example(book: "Book", more: str = "") -> str:
    """What an amount looks like, and the currency of one that names none."""
    return f"1200.50, in {book.settings.currency} unless you say another{more}"


def _choice(values: Sequence[str], value: str | None, prompt: str = "") -> Choice:
    return Choice({each: each for each in values}, value, prompt)


class NewProjectDialog(FormDialog[Project | None]):
    """A project for a contact; without a uid the contact is named in the form."""

    def __init__(self, book: "Book", uid: str | None) -> None:
        super().__init__(book, uid)
        self._uid = uid

    def title_line(self) -> str:
        return f"Add a project for {self._book.contacts.get(self._uid).name}" if self._uid else "Add a project"

    def make_fields(self) -> Sequence[Field]:
        name = Input(placeholder="a name", suggester=NameSuggester(self._book), compact=True)
        return [
            *([] if self._uid else [Field("contact", "for", name)]),
            Field("title", "title", line_input(placeholder="what you do for them")),
            Field("kind", "kind", _choice(list(ProjectKind), ProjectKind.PROJECT)),
            Field("status", "status", _choice([Status.ACTIVE, Status.LEAD], Status.ACTIVE)),
            Field("agreed", "agreed", line_input(placeholder=_example(self._book))),
            Field("on", "began", line_input("today", "today, 12 Nov; a lead has not begun")),
        ]

    def read(self, reading: Reading) -> Callable[[], Project]:
        book, text = self._book, reading.text
        uid = self._uid or text("contact", self._find)
        title, kind = text("title", _TITLE), text("kind", ProjectKind)
        status, agreed = text("status", Status), text("agreed", optional(_amount(book)))
        on = text("on", optional(_day(book)))
        return lambda: book.work.add(uid, title, kind=kind, agreed=agreed, on=on, status=status)

    def _find(self, name: str) -> str:
        return self._book.contacts.find(required("Say whom the project is for.")(name)).uid


class EditProjectDialog(WorkDialog):
    """All that is known of a project but its lines. A lead with a day to begin on becomes active."""

    def title_line(self) -> str:
        return f"Edit {self.was.title}, for {self.was.contact.name}"

    def doing(self) -> str:
        return f"editing {self._seen.title}" if self._seen else "editing a project"

    def make_fields(self) -> Sequence[Field]:
        was = self._seen = self.was
        agreed = str(was.agreed) if was.agreed else ""
        began = was.started_on.isoformat() if was.started_on else ""
        return [
            Field("title", "title", line_input(was.title)),
            Field("kind", "kind", _choice(list(ProjectKind), was.kind)),
            Field("agreed", "agreed", line_input(agreed, _example(self._book))),
            Field("began", "began", line_input(began, _DAYS)),
            Field("result", "changed", lines_input(was.result, "what it changed for them"), 3),
        ]

    def read(self, reading: Reading) -> Callable[[], Project]:
        book, text = self._book, reading.text
        title, kind = text("title", _TITLE), text("kind", ProjectKind)
        agreed, began = text("agreed", optional(_amount(book))), text("began", optional(_day(book)))
        result, seen = text("result", str), self._seen
        return lambda: book.work.edit(
            self._ident, title=title, kind=kind, agreed=agreed, started_on=began, result=result, seen=seen
        )


class TickDialog(WorkDialog):
    """The day a step was done."""

    def __init__(self, book: "Book", ident: str, n: int) -> None:
        super().__init__(book, ident, n)
        self._n = n

    @property
    def _step(self) -> Step:
        """The step as it is in the book."""
        found = next((each for each in self.was.steps if each.n == self._n), None)
        if found is None:
            raise NotFound("This step is no longer in the book.")
        return found

    def title_line(self) -> str:
        return f"Done: {self._step.title}"

    def make_fields(self) -> Sequence[Field]:
        step = self._step
        day = step.done_on.isoformat() if step.done_on else ""
        return [Field("on", "on", line_input(day, f"{_DAYS}; empty: today"))]

    def read(self, reading: Reading) -> Callable[[], Project]:
        book, on = self._book, reading.text("on", optional(_day(self._book)))
        return lambda: book.work.step(self._ident, self._n, done_on=on or book.today())


class WaiveDialog(TickDialog):
    """Why a step of the standard is not needed in this project."""

    def title_line(self) -> str:
        return f"Waive: {self._step.title}"

    def make_fields(self) -> Sequence[Field]:
        return [Field("reason", "because", line_input(self._step.waived or "", "why it is not needed here"))]

    def read(self, reading: Reading) -> Callable[[], Project]:
        reason = reading.text("reason", _REASON)
        return lambda: self._book.work.step(self._ident, self._n, waived=reason)


class PaymentDialog(FormDialog[Payment | None]):
    """Money received for a project; less than nothing is a refund."""

    def __init__(self, book: "Book", ident: str) -> None:
        super().__init__(book, ident)
        self._ident = ident

    def title_line(self) -> str:
        was = self._book.work.project(self._ident)
        owed = f", who owes {short(was.owed)}" if was.owed else ""
        return f"Payment for {was.title} by {was.contact.name}{owed}"

    def make_fields(self) -> Sequence[Field]:
        return [
            Field("amount", "amount", line_input(placeholder=_example(self._book, "; -50 pays back"))),
            Field("on", "on", line_input(placeholder=f"{_DAYS}; empty: today")),
            Field("note", "note", line_input(placeholder="may be left empty")),
        ]

    def read(self, reading: Reading) -> Callable[[], Payment]:
        book, amount = self._book, reading.text("amount", _amount(self._book))
        on, note = reading.text("on", optional(_day(book))), reading.text("note", str)

        def pay() -> Payment:
            uid = book.work.project(self._ident).contact.uid
            return book.work.pay(uid, amount, project=self._ident, on=on, note=note)

        return pay


class ConcessionDialog(WorkDialog):
    """What the client asked beyond the deal, and the answer."""

    def title_line(self) -> str:
        return f"What did {self.was.contact.name} ask beyond the deal?"

    def make_fields(self) -> Sequence[Field]:
        return [
            Field("kind", "kind", _choice(list(ConcessionKind), ConcessionKind.SCOPE)),
            Field("answer", "answer", _choice(["granted", "declined"], "granted")),
            Field("amount", "worth", line_input(placeholder=_example(self._book, ", about; may be empty"))),
            Field("on", "on", line_input(placeholder=f"{_DAYS}; empty: today")),
            Field("note", "note", line_input(placeholder="what they asked")),
        ]

    def read(self, reading: Reading) -> Callable[[], Project]:
        book, text = self._book, reading.text
        kind, granted = text("kind", ConcessionKind), text("answer", str) == "granted"
        amount, on = text("amount", optional(_amount(book))), text("on", optional(_day(book)))
        note = text("note", str)
        return lambda: book.work.concede(self._ident, kind, granted=granted, amount=amount, note=note, on=on)


class FinishDialog(WorkDialog):
    """The end of a project: the result is not the website but what it changed for the client."""

    def title_line(self) -> str:
        return f"Finish {self.was.title}: what did it change for {self.was.contact.name}?"

    def make_fields(self) -> Sequence[Field]:
        was = self._seen = self.was
        verdict = _choice(list(Verdict), None, "how did it go?")
        return [
            Field("verdict", "verdict", verdict),
            Field("result", "changed", lines_input(was.result, "sales, time, peace of mind; may be empty"), 3),
            Field("on", "on", line_input(placeholder=f"{_DAYS}; empty: today")),
        ]

    def read(self, reading: Reading) -> Callable[[], Project]:
        verdict, result = reading.text("verdict", _verdict), reading.text("result", str)
        on, seen = reading.text("on", optional(_day(self._book))), self._seen
        return lambda: self._book.work.close(self._ident, verdict, result, on, seen=seen)


def _verdict(text: str) -> Verdict:
    if text not in list(Verdict):
        raise ValueError("Say how it went: positive, mixed or negative.")
    return Verdict(text)


class LoseDialog(WorkDialog):
    """A project that will not come."""

    def title_line(self) -> str:
        return f"{self.was.title} will not come"

    def make_fields(self) -> Sequence[Field]:
        return [Field("note", "because", line_input(placeholder="what you learned; may be left empty"))]

    def read(self, reading: Reading) -> Callable[[], Project]:
        note = reading.text("note", str)
        return lambda: self._book.work.lose(self._ident, note)
