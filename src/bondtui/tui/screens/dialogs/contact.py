"""Adding somebody to the book, or changing all that is known of them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.suggester import Suggester
from textual.widgets import Input

from bondtui.domain.contacts import Contact
from bondtui.domain.dates import parse_day, parse_every
from bondtui.domain.forms import ContactForm
from bondtui.domain.stages import Stage
from bondtui.domain.text import clean_line, fold, too_long
from bondtui.tui.screens.dialogs.contact_lines import date_lines, method_lines, parse_dates, parse_methods
from bondtui.tui.screens.dialogs.fields import Choice, Field, Reading, line_input, lines_input, optional, required
from bondtui.tui.screens.dialogs.form import FormDialog

if TYPE_CHECKING:
    from bondtui.book import Book


class NameSuggester(Suggester):
    """Completes the name of somebody in the book; the right arrow takes it."""

    def __init__(self, book: "Book") -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._book = book

    async def get_suggestion(self, value: str) -> str | None:
        names = (clean_line(ref.name) for ref in self._book.contacts.complete(value))
        return next((name for name in names if fold(name).startswith(fold(value))), None)


METHODS = "email anna@example.org\nphone work: +47 22 00 00 00\nor url, address; one on each line"


class ContactDialog(FormDialog[Contact | None]):
    """All of a contact in one form; without a uid somebody new."""

    def __init__(self, book: "Book", uid: str | None) -> None:
        super().__init__(book, uid)
        self._uid = uid
        self._form = ContactForm("")
        self._referrer = ("", "")  # name as shown, uid

    def title_line(self) -> str:
        return f"Edit {self._form.name}" if self._uid else "Add a contact"

    def doing(self) -> str:
        return f"editing {self._form.name}" if self._uid else "adding a contact"

    def make_fields(self) -> Sequence[Field]:
        if self._uid:
            self._form = self._book.contacts.form(self._uid)
        form = self._form
        name = clean_line(self._book.contacts.get(form.referred_by).name) if form.referred_by else ""
        self._referrer = (name, form.referred_by or "")
        referrer = Input(self._referrer[0], suggester=NameSuggester(self._book), compact=True, select_on_focus=False)
        every = "" if form.every_days is None else f"{form.every_days}d"
        stage = Choice({each: each.value for each in Stage}, form.stage)
        since = form.since.isoformat() if form.since else ""
        return [
            Field("name", "name", line_input(form.name)),
            *([] if self._uid else [Field("stage", "stage", stage)]),
            Field("since", "since", line_input(since, "today, 12 Nov, 2024-03-01")),
            Field("aliases", "also called", line_input(", ".join(form.aliases), "with commas between")),
            Field("company", "company", line_input(form.company)),
            Field("role", "role", line_input(form.role)),
            Field("expertise", "knows", line_input(form.expertise, "what they know better than you")),
            Field("methods", "reach at", lines_input(method_lines(form.methods), METHODS), 3),
            Field("dates", "dates", lines_input(date_lines(form.dates), "birthday 4 Dec 1986, one on each line"), 2),
            Field("tags", "tags", line_input(", ".join(form.tags), "with commas between")),
            Field("every", "check in", line_input(every, "30d, 2w; 0 is never; empty is the stage's")),
            Field("how_met", "how you met", line_input(form.how_met)),
            Field("about", "about", lines_input(form.about, "who they are, in Markdown"), 4),
            Field("referred_by", "referred by", referrer),
        ]

    def read(self, reading: Reading) -> Callable[[], Contact]:
        text = reading.text
        form = ContactForm(
            name=text("name", required("A contact wants a name.")),
            stage=self._form.stage if self._uid else Stage(text("stage", str)),
            since=text("since", optional(self._day)),
            aliases=text("aliases", _words),
            company=text("company", str),
            role=text("role", str),
            expertise=text("expertise", str),
            about=text("about", _fitting),
            how_met=text("how_met", str),
            methods=text("methods", parse_methods),
            dates=text("dates", lambda lines: parse_dates(lines, self._book.settings.date_order)),
            tags=text("tags", _words),
            every_days=text("every", optional(parse_every)),
            referred_by=text("referred_by", optional(self._find)),
        )
        uid, contacts, seen = self._uid, self._book.contacts, self._form
        return lambda: contacts.edit(uid, form, seen) if uid else contacts.add(form)

    def _day(self, phrase: str) -> date:
        today = self._book.today()
        day = parse_day(phrase, today, self._book.settings.date_order)
        if day > today:
            raise ValueError("A relationship cannot begin after today.")
        return day

    def _find(self, name: str) -> str:
        shown, uid = self._referrer
        return uid if shown and name == shown.strip() else self._book.contacts.find(name).uid


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _fitting(text: str) -> str:
    if too_long(text):
        raise ValueError("That is longer than the 64 KiB a text may have.")
    return text
