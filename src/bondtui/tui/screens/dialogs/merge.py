"""Making one contact of two: which of them is right is said field by field, and all that happened stays."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from bondtui.domain.contacts import Contact
from bondtui.errors import BondtuiError
from bondtui.tui.actions import bindings
from bondtui.tui.screens.dialogs.step import StepDialog
from bondtui.tui.screens.duplicates import side
from bondtui.tui.widgets.merge_list import MergeList
from bondtui.tui.widgets.two_people import field_rows, merged

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.tui.app import BondApp


class MergeDialog(StepDialog[Contact]):
    """Answers with the one contact. BondtuiError: one of the two is not in the book any more."""

    AUTO_FOCUS = "#fields"
    NOTE = "← and → take one side, space switches. All that happened, was promised and paid stays, of both."
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("merge.save", "merge.back")]

    def __init__(self, book: "Book", keep: str, other: str) -> None:
        super().__init__()
        self._book = book
        self._keep, self._other = side(book, keep), side(book, other)
        self._busy = False

    def title_line(self) -> str:
        return f"Make one contact of {self._keep.form.name} and {self._other.form.name}"

    def body(self) -> ComposeResult:
        yield MergeList(field_rows(self._keep, self._other), id="fields")

    @work
    async def action_save(self) -> None:
        if self._busy:
            return
        self._busy = True
        form = merged(self._keep, self._other, self.query_one(MergeList).chosen)
        keep, other = self._keep.page.contact.uid, self._other.page.contact.uid
        try:
            app = cast("BondApp", self.app)
            contact = await app.commit(partial(self._book.contacts.merge, keep, other, form))
        except BondtuiError as error:
            self._busy = False
            self.say(str(error))
        else:
            self.dismiss(contact)

    def action_back(self) -> None:
        if not self._busy:
            self.dismiss(None)
