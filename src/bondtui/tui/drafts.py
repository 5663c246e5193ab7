"""What is typed and not saved: kept beside the book when the app ends, and offered when it starts again."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from weakref import WeakKeyDictionary

from rich.text import Text
from textual.app import App

from bondtui.domain.text import clean, clean_line
from bondtui.errors import BondtuiError, NotFound, Refused

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.book.drafts import Draft
    from bondtui.tui.app import BondApp
    from bondtui.tui.screens.dialogs.form import FormDialog

LINE = "LogScreen"
"""The kind of draft that is a line of the log bar."""

LINE_IS_BACK = "The line you had not saved is back."

unsaved_lines: "WeakKeyDictionary[App[Any], Draft]" = WeakKeyDictionary()
"""Per app, the line with which the log bar was closed; it comes back with its next opening."""


@runtime_checkable
class Typing(Protocol):
    """A screen in which something is typed."""

    def unsaved(self) -> "Draft | None": ...


def a_line(line: str, implied: str | None, chosen: dict[str, int], rest: str, was: "Draft | None") -> "Draft":
    """What stands in the log bar, in the place of what `was` kept of it."""
    from bondtui.book.drafts import Draft

    typed = {"line": line, "text": rest, "meant": chosen}
    new = Draft(LINE, (implied,), "writing a line", typed)
    return replace(new, id=was.id) if was else new


def line_of(draft: "Draft") -> tuple[str, str | None, dict[str, int], str]:
    """What was given to `a_line`; what the file does not have is empty."""
    line, meant, rest = (draft.typed.get(key) for key in ("line", "meant", "text"))
    implied = next(iter(draft.about), None)
    return (
        clean_line(str(line or "")), implied if isinstance(implied, str) else None,
        dict(meant) if isinstance(meant, dict) else {}, clean(str(rest or "")),
    )  # fmt: skip


def keep(app: "BondApp") -> Text | None:
    """Keep all that is typed and not saved; a sentence when that was not possible, else nothing."""
    if app.return_code is not None:  # a second signal finds the screens half taken down
        return None
    found = [each.unsaved() for each in app.screen_stack if isinstance(each, Typing)]
    found.append(unsaved_lines.get(app))
    if unsaved := [each for each in found if each]:
        from bondtui.book import drafts

        try:
            drafts.keep(app.book.path, unsaved)
        except Refused as error:
            return Text(f"What you had typed could not be kept: {error}")
    return None


def discard(book: "Book", draft: "Draft") -> None:
    """Drop what was kept; a file that cannot be changed is left for the next start."""
    from bondtui.book import drafts

    with suppress(Refused):
        drafts.forget(book.path, draft.id)


async def offer(app: "BondApp") -> None:
    """Ask about each form that was kept, then open the log bar with the line that was."""
    from bondtui.book import drafts
    from bondtui.tui.screens.acting import ActingScreen

    try:
        kept = drafts.kept(app.book.path)
        for draft in kept:
            if draft.kind != LINE:
                await _offer_form(app, draft)
    except BondtuiError as error:  # what is kept is asked about at the next start
        app.notify(str(error), severity="warning", timeout=30, markup=False)
        return
    line = next((each for each in kept if each.kind == LINE), None)
    if line and isinstance(app.screen, ActingScreen):
        unsaved_lines[app] = line
        app.notify(LINE_IS_BACK, markup=False)
        app.screen.action_log()


async def _offer_form(app: "BondApp", draft: "Draft") -> None:
    from bondtui.tui.screens.asking import AskingScreen
    from bondtui.tui.screens.dialogs.draft import DraftDialog

    dialog = reopened(app.book, draft)
    answer = await app.push_screen_wait(DraftDialog(draft, possible=dialog is not None))
    if answer is None:
        return
    if not answer or dialog is None:
        discard(app.book, draft)
        return
    if await app.push_screen_wait(dialog) in (None, False):
        discard(app.book, draft)
    elif isinstance(app.screen, AskingScreen):
        app.screen.changed("What you had typed is in the book.")


def reopened(book: "Book", draft: "Draft") -> "FormDialog[Any] | None":
    """The form with what had been typed in it; None when there is no such form, or what it was about is gone."""
    from bondtui.tui.screens.dialogs import kinds

    found = kinds.FORMS.get(draft.kind)
    try:
        if found is None:
            return None
        dialog = found(book, *draft.about)
        with book.snapshot():
            dialog.make_fields()
            dialog.title_line()
    except (NotFound, Refused, TypeError, ValueError, AttributeError, OverflowError):  # the file may say anything
        return None
    dialog.draft = draft
    return dialog
