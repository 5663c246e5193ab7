"""A contact in brief, beside a list: what one wants to remember before getting in touch."""

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bondtui.domain.contacts import ContactPage
from bondtui.domain.interactions import Interaction
from bondtui.domain.nudges import Nudge, NudgeKind
from bondtui.tui.text import fact, first_line, fit, lines, styled
from bondtui.tui.widgets.facts import (
    Days,
    cadence_words,
    due_sentence,
    due_short,
    last_words,
    open_promises,
    stage_since,
    work,
)
from bondtui.tui.widgets.timeline import interaction_parts

DIM, HEADING = "$text-muted", "bold $primary"
LABEL = 7
NEWEST = 30
"""Interactions read; as many are shown as there is room for, but some even where there is little."""
FEW = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the brief is about; `mark` is the interaction to point at."""

    page: ContactPage
    newest: list[Interaction]
    nudge: Nudge | None = None
    mark: str | None = None


class Brief(VerticalScroll, can_focus=False):
    """Redraws itself when its width changes, so that its lines stay aligned."""

    DEFAULT_CSS = """
    Brief { padding: 0 1; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._subject: Subject | None = None
        self._days = Days(date.min)
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, subject: Subject | None, days: Days) -> None:
        """Show this contact, or nobody."""
        self._subject, self._days = subject, days
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        region, subject = self.scrollable_content_region, self._subject
        rows = brief_rows(subject, self._days, max(region.width, 20), region.height) if subject else []
        self._text.update(lines(rows))


def brief_rows(subject: Subject, days: Days, width: int, height: int) -> list[Content]:
    """The lines of the brief on `width` cells, as many as fit `height`."""
    page, contact, today = subject.page, subject.page.contact, days.today
    stage = f"{contact.stage} {stage_since(page, today)}".strip()
    rows = [styled(("Just logged", DIM))] if subject.mark else []
    rows += [styled((fit(contact.name, width), "bold"))]
    rows += fact("", f"{stage} · {cadence_words(contact.cadence_days)}", width, 0)
    rows += fact("", work(contact), width, 0) if work(contact) else ()
    nudge = subject.nudge
    for label, value in (
        ("say", (nudge.opener or "") if nudge is not None else ""),
        ("why", nudge.why if nudge is not None and nudge.kind is not NudgeKind.FOLLOW_UP else ""),
        ("knows", page.expertise),
        ("last", last_words(page, subject.newest, days)),
        ("next", due_sentence(contact, today)),
        ("tags", " ".join(contact.tags)),
    ):
        rows += fact(label, value, width, LABEL, "bold" if label == "say" else "") if value else ()
    promised = open_promises(page)
    if promised:
        rows += [Content(""), styled(("Promised", HEADING))]
        rows += [
            styled((fit(due_short(each.due_on, today), 11), DIM), (fit(first_line(each.text), width - 11), ""))
            for each in promised[:5]
        ]
    rows += [Content(""), styled(("Timeline", HEADING))]
    room = max(height - len(rows), FEW)
    rows += [_happened(each, days, width, each.uid == subject.mark) for each in subject.newest[:room]]
    return rows if subject.newest else [*rows, styled(("Nothing is logged yet.", DIM))]


def _happened(each: Interaction, days: Days, width: int, marked: bool) -> Content:
    styles = {"dim": DIM, "accent": "$accent", "": "bold" if marked else ""}
    return styled(*((text, styles.get(style, "")) for text, style in interaction_parts(each, days, width)))
