"""Where everything is logged: one line at the foot of any screen, and below it what was understood."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from bondtui.book.interactions import Logged
from bondtui.domain.mentions import Mention
from bondtui.domain.quicklog import Understood
from bondtui.domain.text import clean_line, fold
from bondtui.errors import BondtuiError, NotFound
from bondtui.tui.actions import bindings
from bondtui.tui.drafts import a_line, discard, line_of, unsaved_lines
from bondtui.tui.screens.dialogs.fields import Lines
from bondtui.tui.screens.dialogs.hints import hints
from bondtui.tui.screens.editor import edit_text
from bondtui.tui.screens.log_candidates import candidates
from bondtui.tui.screens.saving import SavingScreen
from bondtui.tui.text import block
from bondtui.tui.widgets.log_bar import Candidate, LogInput
from bondtui.tui.widgets.log_preview import preview

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.book.drafts import Draft


class LogScreen(SavingScreen[Logged | None]):
    """Opened on a contact, a line that names nobody means that contact."""

    CSS_PATH = "log.tcss"
    TYPED_INTO, SENTENCE = "#bar", "#sentence"
    AUTO_FOCUS = "#line"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("log.save_text", "log.next", "log.add", "log.text", "log.editor", "log.close")
    ]

    def __init__(self, book: "Book", uid: str | None) -> None:
        super().__init__(book)
        self._uid, self._implied = uid, uid
        self._chosen: dict[str, int] = {}
        self._prefill = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="bar"):
            yield LogInput(self.show_understood, lambda before: candidates(self._book, before), self.mean_the_completed)
            yield Static(id="preview")
            yield Lines(id="rest", compact=True)
            yield Static(id="sentence")
            yield Static(id="hints")

    def on_mount(self) -> None:
        self._read_contact()
        if draft := unsaved_lines.pop(self.app, None):
            self._put_back(draft)
        else:
            self.line.replace_line(self._prefill, select=True)
        if not self.line.value:
            self.line.understood = self.show_understood("")
        # Once the line has the focus, its keys count too.
        self.call_after_refresh(lambda: self.query_one("#hints", Static).update(hints(self, self.line)))

    def _put_back(self, draft: "Draft") -> None:
        """The line comes back as it was left, meant for the same contact if they are still in the book."""
        self.draft = draft
        line, self._implied, self._chosen, rest = line_of(draft)
        self.rest.text = rest
        self.rest.set_class(bool(rest), "open")
        self.line.replace_line(line)
        try:
            if self._implied:
                self._book.contacts.get(self._implied)
        except NotFound:
            self._implied = None
            self.line.watch_value(line)
            self.say("Whom this was about is no longer in the book.")

    def _read_contact(self) -> None:
        try:
            self._prefill = clean_line(self._book.contacts.get(self._uid).name) if self._uid else ""
        except BondtuiError as error:  # taken away by another process meanwhile
            self._uid = self._implied = None
            self.say(str(error))

    @property
    def line(self) -> LogInput:
        return self.query_one(LogInput)

    @property
    def rest(self) -> TextArea:
        return self.query_one("#rest", TextArea)

    def show_understood(self, value: str) -> Understood | None:
        """Read the line and say what it means, in the frame in which it was typed."""
        if not value:
            self._implied, self._chosen = self._uid, {}
        self.say("")
        told = self.query_one("#preview", Static)
        try:
            understood = self._understand(value)
            mention = self._same_name(value)
            same = self._book.contacts.rows([known.id for known in mention.candidates]) if mention else []
            meant = _meant(self._chosen, mention) if mention else None
            told.update(preview(understood, self._book.today(), same, meant, _offered(self.line)))
        except BondtuiError as error:
            told.update(block(str(error)))
            return None
        return understood

    def _understand(self, text: str) -> Understood:
        return self._book.interactions.understand(text, chosen=self._chosen, implied=self._implied)

    def _same_name(self, value: str) -> Mention | None:
        """The ambiguous name at or before the cursor, with everybody it fits."""
        plain = self._book.interactions.understand(value, implied=self._implied) if self._chosen else None
        ambiguous = (plain or self._understand(value)).ambiguous
        before = [mention for mention in ambiguous if mention.start <= self.line.cursor_position]
        return before[-1] if before else next(iter(ambiguous), None)

    def mean_the_completed(self, candidate: Candidate) -> None:
        """A name taken by Tab means the person it was offered for, whoever else is called so."""
        if candidate.contact:
            self._chosen[fold(candidate.written)] = self._book.contacts.get(candidate.contact).id

    def action_next_person(self) -> None:
        if mention := self._same_name(self.line.value):
            ids = [known.id for known in mention.candidates]
            at = ids.index(_meant(self._chosen, mention)) if _meant(self._chosen, mention) in ids else -1
            self._chosen[fold(mention.name)] = ids[(at + 1) % len(ids)]
            self.line.watch_value(self.line.value)

    def action_add_person(self) -> None:
        understood = self.line.understood
        name = understood.unknown[0] if understood and understood.unknown else ""
        at = self.line.value.find(name)
        if name and at >= 0:
            end = at + len(name)
            self.line.replace_line(f"{self.line.value[:at]}**{name}**{self.line.value[end:]}")

    @on(LogInput.Pasted)
    def keep_the_rest(self, message: LogInput.Pasted) -> None:
        self.rest.text = f"{self.rest.text}\n{message.rest}".strip()
        self.rest.add_class("open")

    def action_text(self) -> None:
        self.rest.toggle_class("open") if not self.rest.text.strip() else self.rest.add_class("open")
        (self.rest if self.rest.has_class("open") else self.line).focus()

    def action_edit(self) -> None:
        try:
            text = edit_text(self.app, self.rest.text)
        except BondtuiError as error:
            self.say(str(error))
            return
        self.rest.text = text
        self.rest.set_class(bool(text), "open")
        self.say("")

    def action_save(self) -> None:
        if self._busy:
            return
        if self.line.value.strip() == self._prefill and not self.rest.text.strip():
            self.say("Nothing is written yet: say what happened.")
            return
        text = self.rest.text.strip()
        whole = f"{self.line.value.strip()}\n{text}" if text else self.line.value
        self.finish(lambda: self._book.interactions.log(self._understand(whole)))

    def unsaved(self) -> "Draft | None":
        line, rest = self.line.value, self.rest.text
        if not rest.strip() and line.strip() in ("", self._prefill):
            return None
        self.draft = a_line(line, self._implied, self._chosen, rest, self.draft)
        return self.draft

    def action_close(self) -> None:
        if self._busy:
            return
        was = self.draft
        if draft := self.unsaved():
            unsaved_lines[self.app] = draft
        elif was:
            discard(self._book, was)
        self.dismiss(None)


def _meant(chosen: Mapping[str, int], mention: Mention) -> int:
    return chosen.get(fold(mention.name), mention.candidates[0].id)


def _offered(line: LogInput) -> list[Candidate]:
    """Candidates are shown for a `#` or a capital; Tab finds the others."""
    return [
        each
        for each in line.candidates
        if line.value[each.start : each.start + 1] == "#" or line.value[each.start : each.start + 1].isupper()
        if line.value[each.start :].strip() != each.written
    ]
