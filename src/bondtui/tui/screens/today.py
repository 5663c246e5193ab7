"""Today: who to get in touch with and why, and what was promised, with the contact in brief beside it."""

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from bondtui.domain.dates import show, span
from bondtui.domain.interactions import Interaction
from bondtui.domain.nudges import Nudge, NudgeKind
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.screens.acting import ActingScreen
from bondtui.tui.screens.asking import Chosen
from bondtui.tui.text import lines, styled
from bondtui.tui.widgets.brief import DIM, HEADING, NEWEST, Brief, Subject
from bondtui.tui.widgets.nudge_list import NudgeList

GREETING = lines(
    styled(*parts)
    for parts in (
        [("Welcome to bondtui", HEADING)],
        [("", "")],
        [("A book of the people you work with, and how you grow closer.", "")],
        [("It is empty still. Three ways in:", "")],
        [("", "")],
        [("a", "bold $accent"), ("             add your first contact", "")],
        [("i", "bold $accent"), ("             import the contacts you have elsewhere", "")],
        [("bondtui demo", "bold $accent"), ("  in the shell: look around in a sample book", "")],
        [("", "")],
        [("?", "bold $accent"), ("             all keys", DIM)],
    )
)


class TodayScreen(ActingScreen):
    """Nudges on the left, the contact under the cursor on the right."""

    CSS_PATH = "today.tcss"
    AUTO_FOCUS = "#nudges"
    BINDINGS = [  # noqa: RUF012
        *bindings("nudge.accept", "nudge.dismiss", "contact.log", "contact.snooze", "contact.done", "contact.move"),
        *bindings("contact.promise", "contact.add"),
        *bindings("contact.edit", "contact.export", "entry.amend", "entry.remove", "contact.archive", show=False),
        *bindings("contact.signal", "contact.referrer", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._next: Nudge | None = None
        self._logged: Interaction | None = None

    def body(self) -> ComposeResult:
        yield Static(GREETING, id="greeting", markup=False)
        with Horizontal(id="day"):
            with Vertical(id="left"):
                yield Static(id="quiet", markup=False)
                yield NudgeList(id="nudges")
            yield Brief(id="brief")

    def reload(self) -> None:
        book, today = self.book, self.book.today()
        empty = book.contacts.count() == 0
        nudges = [] if empty else book.nudges.due(openers=False)
        self._next = None if nudges or empty else book.nudges.next_due()
        self.set_class(empty, "-empty")
        self.set_class(not nudges, "-quiet")
        self.query_one(NudgeList).show(nudges, today)
        if not nudges:
            self._show_quiet()
        self._show_brief()

    def chosen(self) -> Chosen:
        nudge = self.query_one(NudgeList).nudge or self._next
        if nudge is None:
            return Chosen()
        return Chosen(nudge.contact.uid, nudge.id if nudge.kind is NudgeKind.FOLLOW_UP else None, nudge=nudge)

    def show_interaction(self, interaction: Interaction) -> None:
        self._logged = interaction
        self._show_brief()

    def _show_quiet(self) -> None:
        rows = [styled(("Nothing is due today.", "bold"))]
        if (nudge := self._next) is not None:
            today = self.book.today()
            what = "to be in touch" if nudge.kind is NudgeKind.CHECK_IN else nudge.why
            ahead = span((nudge.due_on - today).days)
            rows += [
                styled(("", "")),
                styled(("Next  ", DIM), (nudge.contact.name, "bold")),
                styled(("      ", ""), (f"{show(nudge.due_on, today)}, in {ahead}: {what}", "")),
            ]
        self.query_one("#quiet", Static).update(lines(rows))

    def _show_brief(self) -> None:
        """The contact just logged with, until the cursor moves; else the one under the cursor."""
        nudge = self.query_one(NudgeList).nudge or self._next
        uid = nudge.contact.uid if nudge else None
        logged = self._logged
        if logged is not None and logged.contacts and uid not in {each.uid for each in logged.contacts}:
            uid, nudge = logged.contacts[0].uid, None
        if uid is None:
            self.query_one(Brief).show(None, self.days)
            return
        if nudge is not None and nudge.kind is NudgeKind.CHECK_IN:
            nudge = replace(nudge, opener=self.book.nudges.opener(uid))
        newest = self.book.interactions.timeline(uid, limit=NEWEST)
        subject = Subject(self.book.contacts.page(uid), newest, nudge, logged.uid if logged else None)
        self.query_one(Brief).show(subject, self.days)

    @on(NudgeList.Highlighted)
    def follow_the_cursor(self, message: NudgeList.Highlighted) -> None:
        if message.moved:
            self._logged = None
        try:
            self._show_brief()
        except BondtuiError as error:
            self.say(str(error), "warning")
        self.refresh_bindings()

    @on(NudgeList.Selected)
    def open_the_nudge(self) -> None:
        self.action_open()
