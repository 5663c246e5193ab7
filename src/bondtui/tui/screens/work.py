"""Work: every project by status with its standard's progress and its money, and what came in over a year."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from bondtui.domain.work import Project
from bondtui.tui.actions import bindings
from bondtui.tui.screens.working import WorkingScreen
from bondtui.tui.text import lines, styled
from bondtui.tui.widgets.brief import DIM, HEADING
from bondtui.tui.widgets.income_panel import IncomePanel
from bondtui.tui.widgets.project_list import ProjectList

KEY = "bold $accent"
FIRST_PROJECT = styled(("a", KEY), ("  adds your first project, for somebody in the book", ""))
FIRST_CONTACT = styled(
    ("1", KEY), (" and then ", ""), ("a", KEY), ("  add the first contact: work is for somebody", "")
)


class WorkScreen(WorkingScreen):
    """The projects on the left or above, the income of a year beside or below them."""

    MODE = "work"
    CSS_PATH = "work.tcss"
    AUTO_FOCUS = "#projects"
    BINDINGS = [  # noqa: RUF012
        *bindings("project.add", "project.pay", "project.finish", "project.edit", "contact.log"),
        *bindings("work.earlier", "work.later"),
        *bindings("project.concede", "project.lose", "project.person", "project.remove", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._year: int | None = None

    def body(self) -> ComposeResult:
        yield Static(id="nothing", markup=False)
        with Container(id="work"):
            yield ProjectList(id="projects")
            yield IncomePanel(id="income")

    def reload(self) -> None:
        projects = self.book.work.projects()
        self.query_one(ProjectList).show(projects)
        self._show_income()
        self.set_class(not projects, "-empty")
        self.set_class(not projects and not self.book.work.payments(), "-new")
        if not projects:
            self.query_one("#nothing", Static).update(self._nothing())

    def project(self) -> Project | None:
        return self.query_one(ProjectList).project

    def _nothing(self) -> Content:
        return lines(
            [
                styled(("No work is noted yet", HEADING)),
                Content(""),
                styled(("Projects will stand here: what runs, what may come, what is done.", "")),
                styled(("Each with how far your standard is kept, and what is paid and owed.", "")),
                Content(""),
                FIRST_PROJECT if self.book.contacts.count() else FIRST_CONTACT,
                styled(("?", KEY), ("  all keys", DIM)),
            ]
        )

    def _show_income(self) -> None:
        today = self.book.today()
        year = min(self._year or today.year, today.year)
        self.query_one(IncomePanel).show(self.book.work.payments(year=year), year, year == today.year)

    def action_year(self, step: int) -> None:
        this_year = self.book.today().year
        year = min(max((self._year or this_year) + step, 1), this_year)
        self._year = None if year == this_year else year
        self.refresh_book()

    @on(ProjectList.Selected)
    def open_the_project(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if (project := self.some_project()) is not None:
            self.open_project(project.id)

    def action_remove_line(self) -> None:
        if (project := self.some_project()) is not None:
            self.remove_project(project)
