"""What is known of a project but its lines: whose it is, how it stands, the money, what it changed."""

from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bondtui.domain.dates import span
from bondtui.domain.money import totals
from bondtui.domain.work import Project, Status
from bondtui.tui.text import fact, lines, styled, wrap
from bondtui.tui.widgets.facts import Days
from bondtui.tui.widgets.work_words import amounts, paid_first, short

LABEL = 10


class ProjectFacts(VerticalScroll):
    """Redraws itself when its width changes."""

    DEFAULT_CSS = """
    ProjectFacts { scrollbar-size: 0 1; scrollbar-gutter: stable; }
    ProjectFacts:focus { background: $boost; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._project: Project | None = None
        self._days = Days(date.min)
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, project: Project, days: Days) -> None:
        """Show this project from now on."""
        self._project, self._days = project, days
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._project is not None:
            width = max(self.scrollable_content_region.width, 24)
            self._text.update(lines(fact_rows(self._project, self._days, width)))


def fact_rows(project: Project, days: Days, width: int) -> list[Content]:
    """The facts on `width` cells; what is unknown takes no line."""
    facts = [
        ("for", f"{project.contact.name}, {project.contact.stage}"),
        (project.kind.value, _standing(project, days)),
        ("money", _money(project)),
        ("beyond", _conceded(project)),
        ("verdict", project.verdict or ""),
        ("because" if project.status is Status.LOST else "changed", project.result),
    ]
    rows = [styled((each, "bold")) for each in wrap(project.title, width)]
    return [*rows, *(row for label, value in facts if value for row in fact(label, value, width, LABEL))]


def _standing(project: Project, days: Days) -> str:
    began, ended = project.started_on, project.finished_on
    since = f" since {days.show(began)}" if began and not ended else ""
    if ended is None:
        return f"{project.status}{since}"
    lasted = f", begun {days.show(began)}, {span((ended - began).days)}" if began and ended > began else ""
    return f"{project.status} {days.show(ended)}{lasted}"


def _money(project: Project) -> str:
    told = [
        f"{short(project.agreed)} agreed" if project.agreed else "",
        f"{' and '.join(paid_first(project))} paid" if project.paid else "",
        f"{short(project.owed)} owed" if project.owed else "",
    ]
    return " · ".join(each for each in told if each)


def _conceded(project: Project) -> str:
    """What was granted beyond the deal, and how often the answer was no."""
    granted = [each for each in project.concessions if each.granted]
    declined = len(project.concessions) - len(granted)
    worth = " and ".join(amounts(totals(each.amount for each in granted if each.amount)))
    told = [
        f"{len(granted)} granted" + (f", {worth}" if worth else "") if granted else "",
        f"{declined} declined" if declined else "",
    ]
    return "; ".join(each for each in told if each)
