"""What a project consists of, as lines under headings: the steps of the standard, concessions, payments."""

from datetime import date

from rich.cells import cell_len

from bondtui.domain.work import Concession, Payment, Project, Step
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.facts import Days
from bondtui.tui.widgets.line_list import LineList
from bondtui.tui.widgets.work_words import settled, short, square

Line = Step | Concession | Payment | str
DAY = 12
NO_CONCESSION = "Concessions · none; o notes what they asked beyond the deal"
NO_PAYMENT = "Payments · none; $ notes one"


class ProjectLines(LineList):
    """The cursor stays on its step or payment when the lines change."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._days = Days(date.min)

    def show(self, project: Project, payments: list[Payment], days: Days) -> None:
        """Show this project from now on."""
        here, self._days = self.chosen, days
        count = len(project.concessions)
        self._lines = [
            f"Standard · {settled(project)}",
            *project.steps,
            "",
            f"Concessions · {count}" if count else NO_CONCESSION,
            *project.concessions,
            "",
            f"Payments · {len(payments):,}" if payments else NO_PAYMENT,
            *payments,
        ]
        known = [each.id if isinstance(each, Payment) else None for each in self._lines]
        self.lines_changed(known.index(here.id) if isinstance(here, Payment) and here.id in known else None)

    @property
    def chosen(self) -> Step | Concession | Payment | None:
        """What is under the cursor."""
        if self.cursor is None or self.cursor >= len(self._lines):
            return None
        line = self._lines[self.cursor]
        return None if isinstance(line, str) else line

    def count(self) -> int:
        return len(self._lines)

    def can_choose(self, index: int) -> bool:
        return not isinstance(self._lines[index], str)

    def line(self, index: int, width: int) -> list[Part]:
        match self._lines[index]:
            case Step() as step:
                return self._step(step, width)
            case Concession() as each:
                amount = short(each.amount) if each.amount else ""
                return [
                    (fit(self._days.show(each.on), DAY), "dim"),
                    (fit(each.kind, 10), "strong"),
                    (fit("granted" if each.granted else "declined", 10), ""),
                    *self._amount_and_note(amount, each.note, width - DAY - 20),
                ]
            case Payment() as each:
                note = each.note or ("paid back" if each.amount.minor < 0 else "")
                return [
                    (fit(self._days.show(each.date), DAY), "dim"),
                    *self._amount_and_note(short(each.amount), note, width - DAY),
                ]
            case heading:
                return [(fit(heading, width), "heading")]

    def _step(self, step: Step, width: int) -> list[Part]:
        titles = max((cell_len(each.title) for each in self._lines if isinstance(each, Step)), default=0)
        title = min(titles, width // 2)
        if step.waived is not None:
            became = f"waived: {step.waived}"
        else:
            became = self._days.show(step.done_on) if step.done_on else ""
        return [
            (f"{step.n:>2} ", "dim"),
            (square(step) + " ", "accent"),
            (fit(step.title, title), "strong" if step.is_open else ""),
            ("  " + fit(became, width - title - 7), "dim"),
        ]

    def _amount_and_note(self, amount: str, note: str, width: int) -> list[Part]:
        """The amounts of concessions and payments end below one another."""
        money = [each.amount for each in self._lines if isinstance(each, Concession | Payment) and each.amount]
        size = min(max((cell_len(short(each)) for each in money), default=0), max(width - 2, 0))
        return [(fit(amount, size, right=True), "strong"), ("  " + fit(note, width - size - 2), "")]
