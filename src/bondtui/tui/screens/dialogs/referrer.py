"""Who recommended a contact: one field with completion; left empty, nobody did."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Input

from bondtui.domain.contacts import Contact
from bondtui.domain.text import clean_line
from bondtui.tui.screens.dialogs.contact import NameSuggester
from bondtui.tui.screens.dialogs.form import Field, FormDialog, Reading, optional

if TYPE_CHECKING:
    from bondtui.book import Book


class ReferrerDialog(FormDialog[Contact | None]):
    """Refused when it would close a circle; the sentence names the chain."""

    def __init__(self, book: "Book", uid: str) -> None:
        super().__init__()
        self._book, self._uid = book, uid
        self._shown, self._was = "", ""

    def title_line(self) -> str:
        return f"Who recommended {self._book.contacts.get(self._uid).name}?"

    def make_fields(self) -> Sequence[Field]:
        referrer = self._book.contacts.page(self._uid).referred_by
        if referrer:
            self._shown, self._was = clean_line(referrer.name), referrer.uid
        suggester = NameSuggester(self._book)
        name = Input(self._shown, placeholder="a name; empty: nobody", suggester=suggester, compact=True)
        return [Field("referrer", "referred by", name)]

    def read(self, reading: Reading) -> Callable[[], Contact]:
        uid = reading.text("referrer", optional(self._find))
        form = replace(self._book.contacts.form(self._uid), referred_by=uid)
        return lambda: self._book.contacts.edit(self._uid, form)

    def _find(self, name: str) -> str:
        return self._was if name == self._shown else self._book.contacts.find(name).uid
