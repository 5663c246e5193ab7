"""A contact's page: all that is known of them above, the whole timeline below."""

from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from bondtui.domain.interactions import Interaction
from bondtui.domain.nudges import Nudge
from bondtui.errors import BondtuiError, NotFound
from bondtui.tui.actions import bindings
from bondtui.tui.screens.acting import ActingScreen
from bondtui.tui.screens.asking import Chosen
from bondtui.tui.text import lines
from bondtui.tui.widgets.contact_header import Known, header_rows
from bondtui.tui.widgets.timeline import Timeline


class ContactScreen(ActingScreen):
    """One contact; escape goes back to where one came from."""

    CSS_PATH = "contact.tcss"
    AUTO_FOCUS = "#timeline"
    BINDINGS = [  # noqa: RUF012
        *bindings("nudge.accept", "nudge.dismiss", "contact.log", "contact.signal", "contact.snooze", "contact.done"),
        *bindings("contact.move", "contact.export", "contact.edit"),
        *bindings("contact.promise", "contact.project", "screen.back", show=False),
        *bindings("entry.amend", "contact.referrer", "contact.add", "entry.remove", "contact.archive", show=False),
    ]

    def __init__(self, uid: str, mode: str) -> None:
        self.MODE = mode
        super().__init__()
        self._uid = uid
        self._nudge: Nudge | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll(id="known"):
            yield Static(id="header", markup=False)
        yield Static(id="heading", markup=False)
        yield Timeline(id="timeline")

    def reload(self) -> None:
        book, uid, days = self.book, self._uid, self.days
        try:
            page = book.contacts.page(uid)
        except NotFound:
            self.say("This contact is no longer in the book.")
            self.action_back()
            return
        total = book.interactions.count(uid)
        newest = book.interactions.timeline(uid, limit=5)
        self._nudge = next(iter(book.nudges.of(uid)), None)
        uids = [each.change.interaction for each in page.ledger if each.change.interaction]
        shown = {each: book.interactions.get(each) for each in uids}
        turns, projects = book.contacts.reciprocity(uid), book.work.projects(uid)
        known = Known(page, newest, turns, shown, self._nudge, projects)
        rows = header_rows(known, days, max(self.app.size.width - 6, 30))
        self.query_one("#header", Static).update(lines(rows))
        count = f"{total:,} interactions" if total != 1 else "1 interaction"
        nothing = "Nothing is logged yet: l writes down what happened."
        self.query_one("#heading", Static).update(f"Timeline · {count}" if total else nothing)
        read = partial(book.interactions.timeline, uid)
        promises = [each for each in page.follow_ups if each.done_on is None]
        promises.sort(key=lambda each: each.due_on)
        self.query_one(Timeline).show(promises, total, read, days)
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.refresh_book()

    def chosen(self) -> Chosen:
        timeline = self.query_one(Timeline)
        promise, interaction = timeline.promise, timeline.interaction
        return Chosen(self._uid, promise.id if promise else None, interaction.uid if interaction else None, self._nudge)

    def show_interaction(self, interaction: Interaction) -> None:
        try:
            self.query_one(Timeline).find(interaction.uid)
        except BondtuiError as error:
            self.say(str(error), "warning")

    @on(Timeline.Selected)
    def correct_the_entry(self) -> None:
        self.action_amend()

    def action_open(self) -> None:
        self.action_amend()

    @work
    async def action_project(self) -> None:
        await self.add_project(self._uid)

    def action_back(self) -> None:
        if self.is_current:
            self.app.pop_screen()
