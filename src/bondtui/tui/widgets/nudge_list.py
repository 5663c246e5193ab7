"""Today's nudges, by kind: whom to be in touch with in fair order, what was promised, days ahead, stages to look at."""

from datetime import date

from bondtui.domain.nudges import Nudge, NudgeKind
from bondtui.tui.text import Part, fit
from bondtui.tui.widgets.facts import day_ahead, due_short, stage_question
from bondtui.tui.widgets.line_list import LineList

HEADINGS = {
    "Check-ins": {NudgeKind.CHECK_IN},
    "Promised": {NudgeKind.FOLLOW_UP},
    "To be done": {NudgeKind.STANDARD, NudgeKind.THANK},
    "Coming up": {NudgeKind.DATE},
    "Worth a look": {NudgeKind.SUGGESTION, NudgeKind.REVIEW},
}
STAGE, DAYS = 13, 7


class NudgeList(LineList):
    """Groups with a heading and a count; the cursor stays with its nudge when the list changes."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Nudge | str] = []
        self._today = date.min

    def show(self, nudges: list[Nudge], today: date) -> None:
        """Show these from now on."""
        here = self.nudge
        self._today = today
        self._lines = []
        for heading, kinds in HEADINGS.items():
            group = [each for each in nudges if each.kind in kinds]
            if group:
                self._lines += [*([""] if self._lines else []), f"{heading} · {len(group)}", *group]
        ids = [None if isinstance(each, str) else each.id for each in self._lines]
        self.lines_changed(ids.index(here.id) if here is not None and here.id in ids else None)

    @property
    def nudge(self) -> Nudge | None:
        """The nudge under the cursor."""
        if self.cursor is None or self.cursor >= len(self._lines):
            return None
        line = self._lines[self.cursor]
        return None if isinstance(line, str) else line

    def count(self) -> int:
        return len(self._lines)

    def can_choose(self, index: int) -> bool:
        return not isinstance(self._lines[index], str)

    def line(self, index: int, width: int) -> list[Part]:
        nudge = self._lines[index]
        if isinstance(nudge, str):
            return [(fit(nudge, width), "heading")]
        if nudge.kind is NudgeKind.FOLLOW_UP:
            return self._told(nudge, nudge.why, due_short(nudge.due_on, self._today), width)
        if nudge.kind is NudgeKind.DATE:
            label, _, _ = nudge.why.rpartition(", ")
            return self._told(nudge, label, day_ahead(nudge.due_on, self._today), width)
        if nudge.kind in (NudgeKind.STANDARD, NudgeKind.THANK):
            return self._told(nudge, "say thank you" if nudge.kind is NudgeKind.THANK else nudge.why, "", width)
        if nudge.stage is not None:
            return self._told(nudge, stage_question(nudge), "", width)
        bar = 8 if width >= 56 else 4
        late = f"{nudge.days_overdue} d" if nudge.days_overdue else "today"
        return [
            (fit(nudge.contact.name, width - STAGE - DAYS - bar - 2), "strong"),
            (" " + fit(nudge.contact.stage, STAGE), "dim"),
            (fit(late, DAYS - 1, right=True) + " ", ""),
            (fit(self._bar(nudge, bar), bar + 1), "accent"),
        ]

    @staticmethod
    def _told(nudge: Nudge, what: str, when: str, width: int) -> list[Part]:
        name, room = min(width // 3, 24), 12 if when else 1
        return [
            (fit(nudge.contact.name, name), "strong"),
            (" " + fit(what, width - name - room - 1), ""),
            (fit(when, room - 1, right=True) + " ", "dim"),
        ]

    @staticmethod
    def _bar(nudge: Nudge, width: int) -> str:
        share = (nudge.days_overdue or 0) / (nudge.cadence_days or 1)
        return "█" * max(1, min(width, round(share * width)))
