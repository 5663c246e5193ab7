"""Insights: six pictures of the whole book, one at a time, each with its numbers beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from bondtui.book.insights import Insights
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.messages import InsightComputed
from bondtui.tui.screens.acting import ActingScreen
from bondtui.tui.screens.asking import Chosen
from bondtui.tui.text import styled
from bondtui.tui.widgets.brief import DIM, HEADING
from bondtui.tui.widgets.income_pictures import read_dependence, read_pareto
from bondtui.tui.widgets.insight_panel import InsightPanel, Picture, Words
from bondtui.tui.widgets.people_pictures import read_journey, read_parity, read_rhythm
from bondtui.tui.widgets.referral_tree import ReferralTree, Trees, read_trees


@dataclass(frozen=True, slots=True)
class View:
    """`label` is its name in the line of views, `title` what it shows; `read` computes it, in a thread."""

    label: str
    title: str
    read: Callable[[Insights, int | None], Picture | Trees]


VIEWS = (
    View("Pareto", "Who brings the income", read_pareto),
    View("Referrals", "Who recommended whom, and what came of it", read_trees),
    View("One standard", "Friends beside the others", read_parity),
    View("Journey", "From stranger to friend", read_journey),
    View("Rhythm", "Days in touch", read_rhythm),
    View("If one left", "What hangs on each client", read_dependence),
)


class InsightsScreen(ActingScreen):
    """One view and one year at a time; going away and coming back keeps both."""

    MODE = "insights"
    CSS_PATH = "insights.tcss"
    AUTO_FOCUS = "#picture"
    BINDINGS = [  # noqa: RUF012
        *bindings("insight.previous", "insight.next", "insight.earlier", "insight.later", "insight.all"),
        *bindings("contact.log"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view = 0
        self._year: int | None = None
        self._all = False
        self._first_year: int | None = None
        self._sequence = 0

    def body(self) -> ComposeResult:
        yield Static(id="views", markup=False)
        yield Static(id="title", markup=False)
        yield Static(id="columns", markup=False)
        yield InsightPanel(id="picture")
        yield ReferralTree(id="tree")

    @property
    def view(self) -> View:
        return VIEWS[self._view]

    @property
    def year(self) -> int | None:
        """The chosen year; None for all of them. Unless one was chosen it is today's, also when that changes."""
        return None if self._all else self._year or self.book.today().year

    def reload(self) -> None:
        self._say_where()
        self._sequence += 1
        compute = partial(self._compute, self._sequence, self.view, self.year)
        self.run_worker(compute, thread=True, exclusive=True, group="insight")

    def _compute(self, sequence: int, view: View, year: int | None) -> None:
        insights = self.book.insights
        try:
            with self.book.snapshot():
                computed, first_year = view.read(insights, year), insights.first_year()
        except BondtuiError as error:
            computed, first_year = Words(str(error)), None
        self.post_message(InsightComputed(sequence, computed, first_year))

    @on(InsightComputed)
    def show_the_insight(self, message: InsightComputed) -> None:
        if message.sequence != self._sequence:
            return
        self._first_year = message.first_year or self._first_year
        tree, panel = self.query_one(ReferralTree), self.query_one(InsightPanel)
        in_tree = isinstance(message.computed, Trees)
        self.set_class(in_tree, "-tree")
        if isinstance(message.computed, Trees):
            tree.show(message.computed)
            self._head_the_tree()
        else:
            panel.show(message.computed)
        self.set_focus(tree if in_tree else panel)

    def on_resize(self) -> None:
        self._head_the_tree()

    def _head_the_tree(self) -> None:
        tree = self.query_one(ReferralTree)
        self.query_one("#columns", Static).update(styled((tree.head(max(self.size.width - 4, 20)), DIM)))

    def _say_where(self) -> None:
        names = []
        for number, view in enumerate(VIEWS):
            here = number == self._view
            link = Content.from_markup(f"[@click=screen.view_at({number})]$label[/]", label=view.label)
            edges = ("[", "]") if here else (" ", " ")
            names += [Content(edges[0]), link.stylize("bold" if here else "$text-muted"), Content(edges[1])]
        self.query_one("#views", Static).update(Content("").join(names))
        year = "all the years" if self.year is None else str(self.year)
        self.query_one("#title", Static).update(styled((self.view.title, HEADING), (f" · {year}", DIM)))

    def _turn_to(self, view: int) -> None:
        if view != self._view:
            self._view = view
            self.query_one(InsightPanel).show(None)
            self.remove_class("-tree")
            self.query_one(InsightPanel).scroll_home(animate=False)
            self.refresh_book()

    def action_view(self, step: int) -> None:
        self._turn_to((self._view + step) % len(VIEWS))

    def action_view_at(self, number: int) -> None:
        self._turn_to(number)

    def action_year(self, step: int) -> None:
        """From all the years to the last one; else a year back or on, where there are any."""
        last = self.book.today().year
        year = last if self.year is None else self.year + step
        year = min(max(year, self._first_year or last), last)
        self._all, self._year = False, None if year == last else year
        self.refresh_book()

    def action_all_years(self) -> None:
        self._all = not self._all
        self.refresh_book()

    def chosen(self) -> Chosen:
        contact = self.query_one(ReferralTree).contact if self.has_class("-tree") else None
        return Chosen(contact.uid if contact else None)

    @on(ReferralTree.Selected)
    def open_the_person(self) -> None:
        self.action_open()
