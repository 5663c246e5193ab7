"""The board: a column for each stage, drawn line by line, so that a stage may hold a hundred thousand people."""

from typing import Protocol

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from bondtui.domain.contacts import Contact
from bondtui.domain.stages import Stage
from bondtui.tui.text import Part, fit, styled
from bondtui.tui.widgets.line_list import LineList

PAGE = 100

SUGGESTED = "◆"
"""Stands before whom the evidence says something new about, so that colour is not needed to see it."""


class Board(Protocol):
    """What the columns are read from."""

    def column(self, stage: Stage) -> tuple[int, int]: ...
    def people(self, stage: Stage, offset: int, limit: int) -> list[Contact]: ...
    def place(self, stage: Stage, contact: int) -> int | None: ...


class StageColumn(LineList):
    """The people of one stage, those with a suggestion first, read page by page."""

    class Dropped(Message):
        """A card was dragged by the mouse and let go at this place of the screen."""

        def __init__(self, column: "StageColumn", x: int, y: int) -> None:
            super().__init__()
            self.column, self.x, self.y = column, x, y

    def __init__(self, stage: Stage, board: Board) -> None:
        super().__init__(id=f"people-{stage}")
        self.stage, self._board = stage, board
        self._count, self._suggested = 0, 0
        self._pages: dict[int, list[Contact]] = {}
        self._dragging = False

    def show(self, count: int, suggested: int) -> None:
        """Show so many; the first `suggested` are marked. The cursor stays with its contact."""
        here = self.contact
        self._count, self._suggested = count, suggested
        self._pages.clear()
        self.lines_changed(self._board.place(self.stage, here.id) if here else None)

    def find(self, contact: int) -> bool:
        """Put the cursor on a contact; False when they are not in this column."""
        place = self._board.place(self.stage, contact)
        if place is not None:
            self.move_to(place)
        return place is not None

    @property
    def contact(self) -> Contact | None:
        """The contact under the cursor."""
        return None if self.cursor is None else self._contact(self.cursor)

    def count(self) -> int:
        return self._count

    def line(self, index: int, width: int) -> list[Part]:
        contact = self._contact(index)
        mark = f"{SUGGESTED} " if index < self._suggested else "  "
        return [(mark, "accent"), (fit(contact.name if contact else "", width - 2), "")]

    def _contact(self, index: int) -> Contact | None:
        page, at = divmod(index, PAGE)
        if page not in self._pages:
            self._pages[page] = self._board.people(self.stage, page * PAGE, PAGE)
        rows = self._pages[page]
        return rows[at] if at < len(rows) else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = event.get_content_offset(self)
        index = None if offset is None else offset.y + self.scroll_offset.y
        if index is not None and 0 <= index < self.count():
            self.move_to(index)
            self.capture_mouse()
            self._dragging = True

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragging:
            self.release_mouse()
            self._dragging = False
            self.post_message(self.Dropped(self, event.screen_x, event.screen_y))


class StageBoardColumn(Vertical):
    """A column with its stage and how many are in it above."""

    DEFAULT_CSS = """
    StageBoardColumn { width: 1fr; border-right: solid $border-blurred; }
    StageBoardColumn:last-of-type { border-right: none; }
    StageBoardColumn > .title { height: 1; padding: 0 1; color: $primary; text-style: bold; }
    StageBoardColumn.-here > .title { text-style: bold reverse; }
    """

    def __init__(self, stage: Stage, board: Board) -> None:
        super().__init__(id=f"column-{stage}")
        self.stage, self._board = stage, board
        self.people = StageColumn(stage, board)
        self._title = Static(classes="title", markup=False)

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.people

    def reload(self) -> None:
        """Show the stage as it is now."""
        count, suggested = self._board.column(self.stage)
        mark = f" {SUGGESTED} {suggested}" if suggested else ""
        self._title.update(styled((f"{self.stage} · {count:,}{mark}", "")))
        self.people.show(count, suggested)
