"""Who recommended a contact: one field with completion; left empty, nobody did."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Input

from bondtui.domain.contacts import Contact
from bondtui.domain.text import clean_line
from bondtui.tui.screens.dialogs.contact import NameSuggester
from bondtui.tui.screens.dialogs.fields import Field, Reading, optional
from bondtui.tui.screens.dialogs.form import FormDialog

if TYPE_CHECKING:
    from bondtui.book import Book


class ReferrerDialog(FormDialog[Contact | None]):
    """Refused when it would close a circle; the sentence names the chain."""

    def __init__(self, book: "Book", uid: str) -> None:
        super().__init__(book, uid)
        self._uid = uid
        self._shown, self._was = "", ""

    def title_line(self) -> str:
        return f"Who recommended {self._book.contacts.get(self._uid).name}?"

    def make_fields(self) -> Sequence[Field]:
        referrer = self._book.contacts.page(self._uid).referred_by
        self._shown, self._was = (clean_line(referrer.name), referrer.uid) if referrer else ("", "")
        suggester = NameSuggester(self._book)
        name = Input(self._shown, placeholder="a name; empty: nobody", suggester=suggester, compact=True)
        return [Field("referrer", "referred by", name)]

    def read(self, reading: Reading) -> Callable[[], Contact]:
        uid = reading.text("referrer", optional(self._find))
        seen = self._was or None

        def save() -> Contact:
            now = self._book.contacts.form(self._uid)
            return self._book.contacts.edit(self._uid, replace(now, referred_by=uid), replace(now, referred_by=seen))

        return save

    def _find(self, name: str) -> str:
        return self._was if name == self._shown else self._book.contacts.find(name).uid
