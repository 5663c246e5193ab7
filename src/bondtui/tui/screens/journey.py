"""Journey: everybody by stage on a board, and below it who moved and how long people stayed."""

from datetime import date
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from bondtui.domain.clock import days_after
from bondtui.domain.interactions import Interaction
from bondtui.domain.nudges import Nudge
from bondtui.domain.stages import Stage
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.messages import FlowCounted
from bondtui.tui.screens.acting import ActingScreen
from bondtui.tui.screens.asking import Chosen
from bondtui.tui.text import lines, styled, wrap
from bondtui.tui.widgets.facts import a_stage
from bondtui.tui.widgets.flow_panel import FlowPanel
from bondtui.tui.widgets.stage_board import SUGGESTED, StageBoardColumn, StageColumn

SPANS: dict[str, int | None] = {"twelve months": 365, "three months": 91, "all the years": None}
"""What moves can be counted over, in days."""


class JourneyScreen(ActingScreen):
    """Cards are moved with < and >, or dragged; whom the evidence says something new about stands first, marked."""

    MODE = "journey"
    CSS_PATH = "journey.tcss"
    AUTO_FOCUS = "#people-stranger"
    BINDINGS = [  # noqa: RUF012
        *bindings("nudge.accept", "nudge.dismiss", "stage.back", "stage.forward", "contact.log", "journey.span"),
        *bindings("contact.move", "contact.snooze", "contact.promise", "contact.export", "contact.edit", show=False),
        *bindings("contact.add", "contact.archive", "entry.remove", "contact.signal", "contact.referrer", show=False),
        *bindings("journey.left", "journey.right", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._span = next(iter(SPANS))
        self._sequence = 0
        self._nudge: Nudge | None = None

    def body(self) -> ComposeResult:
        with Horizontal(id="board"):
            for stage in Stage:
                yield StageBoardColumn(stage, self.book.journey)
        yield Static(id="worth", markup=False)
        yield FlowPanel()

    def reload(self) -> None:
        for column in self.query(StageBoardColumn):
            column.reload()
        self._read_nudge()
        self._count_moves()

    @property
    def column(self) -> StageColumn:
        """The column one is in."""
        focused = self.focused
        return focused if isinstance(focused, StageColumn) else self.query(StageColumn).first()

    def chosen(self) -> Chosen:
        contact = self.column.contact
        return Chosen(contact.uid if contact else None)

    def proposal(self) -> Nudge | None:
        return self._nudge

    def show_interaction(self, interaction: Interaction) -> None:
        if interaction.contacts:
            self._follow(interaction.contacts[0].uid)

    def _follow(self, uid: str) -> None:
        """Put the cursor on somebody wherever they stand now."""
        number = self.book.contacts.id_of(uid)
        for column in self.query(StageColumn):
            if column.find(number):
                self.set_focus(column)

    @on(StageColumn.Highlighted)
    def look_at_the_card(self) -> None:
        try:
            self._read_nudge()
        except BondtuiError as error:
            self.say(str(error), "warning")

    def on_descendant_focus(self) -> None:
        self.look_at_the_card()

    def _read_nudge(self) -> None:
        contact = self.column.contact
        found = self.book.nudges.of(contact.uid) if contact else []
        self._nudge = found[0] if found else None
        worth = Content("")
        if self._nudge is not None:
            said = f"{SUGGESTED} {self._nudge.contact.name} {self._nudge.why}"
            rows = wrap(said, max(self.size.width - 4, 20))
            rows[1:] = [rows[1] + " …"] if len(rows) > 2 else rows[1:]
            worth = lines(styled((each, "")) for each in rows)
        elif contact is not None:
            worth = styled((f"{contact.name} is {a_stage(contact.stage)}", "$text-muted"))
        self.query_one("#worth", Static).update(worth)
        for column in self.query(StageBoardColumn):
            column.set_class(column.people is self.column, "-here")
        self.refresh_bindings()

    def _count_moves(self) -> None:
        self._sequence += 1
        days = SPANS[self._span]
        since = days_after(self.book.today(), -days) if days else None
        count = partial(self._read_flow, self._sequence, since)
        self.run_worker(count, thread=True, exclusive=True, group="flow")

    def _read_flow(self, sequence: int, since: date | None) -> None:
        try:
            flow = self.book.insights.flow(since)
        except BondtuiError:
            return  # the columns have said it already
        self.post_message(FlowCounted(sequence, flow))

    @on(FlowCounted)
    def show_the_flow(self, message: FlowCounted) -> None:
        if message.sequence == self._sequence:
            self.query_one(FlowPanel).show(message.flow, self._span)

    def action_column(self, step: int) -> None:
        columns = list(self.query(StageColumn))
        place = columns.index(self.column) + step
        if 0 <= place < len(columns):
            self.set_focus(columns[place])

    def action_span(self) -> None:
        spans = list(SPANS)
        self._span = spans[(spans.index(self._span) + 1) % len(spans)]
        self._count_moves()

    def action_shift(self, step: int) -> None:
        stages = list(Stage)
        place = self.column.stage.rank + step
        if 0 <= place < len(stages):
            self.shift_to(stages[place])

    @work
    async def shift_to(self, stage: Stage) -> None:
        """Ask the reason and move the card; the cursor goes with it."""
        from bondtui.tui.screens.dialogs import ShiftDialog

        if (uid := self.someone()) is None:
            return
        moved = await self.ask(lambda: ShiftDialog(self.book, uid, stage))
        if moved is not None:
            self.changed(f"{moved.name} is {a_stage(moved.stage)} now.")
            self._follow(uid)

    @on(StageColumn.Dropped)
    def drop_the_card(self, message: StageColumn.Dropped) -> None:
        for column in self.query(StageBoardColumn):
            if column.region.contains(message.x, message.y) and column.stage is not message.column.stage:
                self.set_focus(message.column)
                self.shift_to(column.stage)

    @on(StageColumn.Selected)
    def open_the_card(self) -> None:
        self.action_open()
