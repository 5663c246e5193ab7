"""Putting tags on one contact or many, and taking them off, in one typed line."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bondtui.book.tags import on_any
from bondtui.tui.screens.dialogs.fields import Field, Reading, line_input, required
from bondtui.tui.screens.dialogs.form import FormDialog

if TYPE_CHECKING:
    from bondtui.book import Book

SHOWN = 12
"""Tags there are already that the title holds."""


class TagDialog(FormDialog[str]):
    """Answers with what was done, in one sentence."""

    def __init__(self, book: "Book", *uids: str) -> None:
        super().__init__(book, *uids)
        self._uids = uids

    def title_line(self) -> str:
        there = on_any(self._book, self._uids)
        shown = " ".join(f"#{tag}" for tag in there[:SHOWN]) + (" …" if len(there) > SHOWN else "")
        return f"Tag {whom(self._book, self._uids)}" + (f"\nNow: {shown}" if there else "")

    def make_fields(self) -> Sequence[Field]:
        return [Field("tags", "tags", line_input(placeholder="fair web puts them on, -print takes one off"))]

    def read(self, reading: Reading) -> Callable[[], str]:
        line = reading.text("tags", required("Say which tag: fair puts it on, -fair takes it off."))

        def change() -> str:
            words = [word for word in re.split(r"[\s,;]+", line) if word]
            remove = [word[1:] for word in words if word.startswith("-")]
            changed = self._book.contacts.tag(self._uids, [word for word in words if word[0] != "-"], remove)
            if not changed:
                return "Nothing to change: that is so already."
            return f"{changed:,} {'contact is' if changed == 1 else 'contacts are'} tagged so now."

        return change


def whom(book: "Book", uids: Sequence[str]) -> str:
    """Of whom a dialog is: a name, or how many."""
    return book.contacts.get(uids[0]).name if len(uids) == 1 else f"{len(uids):,} people"
