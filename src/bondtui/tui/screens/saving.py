"""What the forms and the log bar share: one change saves what is typed, and on the way nothing typed is lost."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, cast

from textual import work
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from bondtui.errors import BondtuiError, Refused
from bondtui.tui.text import block

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.book.drafts import Draft

T = TypeVar("T")


class _Commits(Protocol):
    def commit(self, change: Callable[[], T]) -> Awaitable[T]: ...


async def commit(widget: Widget, change: Callable[[], T]) -> T:
    """Run `change` where the app runs its writes. BondtuiError: it was refused, and nothing was changed."""
    return await cast(_Commits, widget.app).commit(change)


class SavingScreen(ModalScreen[T]):
    """Something is typed into `TYPED_INTO`; `draft` is what was kept of it, before this opened or since."""

    TYPED_INTO: ClassVar[str]
    SENTENCE: ClassVar[str]

    def __init__(self, book: "Book") -> None:
        super().__init__()
        self._book = book
        self._busy = False
        self.draft: Draft | None = None

    @abstractmethod
    def unsaved(self) -> "Draft | None":
        """What would be lost if the app ended now; it is the `draft` from now on."""

    def refusal(self, error: BondtuiError) -> str:
        """What is said when saving was refused."""
        return str(error)

    def say(self, sentence: str) -> None:
        """Show a sentence that is about all of it; an empty one takes it away."""
        told = self.query_one(self.SENTENCE, Static)
        told.update(block(sentence))
        told.display = bool(sentence)

    def finish(self, change: Callable[[], T]) -> None:
        """Write, then close; a refusal is shown and everything stays as it is."""
        if not self._busy:
            self._busy = True
            self._write(change)

    @work
    async def _write(self, change: Callable[[], T]) -> None:
        """While the book is busy nothing can be typed that would not be saved."""
        typed_into, control = self.query_one(self.TYPED_INTO), self.focused
        typed_into.disabled = True
        try:
            result = await commit(self, lambda: self._saved(change))
        except BondtuiError as error:
            self._busy = typed_into.disabled = False
            if control:
                control.focus()
            self.say(self.refusal(error))
        else:
            self.pop_until_active()
            self.dismiss(result)

    def _saved(self, change: Callable[[], T]) -> T:
        """Do it, and leave no draft of it, also when the app has been ended meanwhile; called in a thread."""
        result = change()
        if self.draft:
            from bondtui.book import drafts

            with suppress(Refused):  # it is saved; the draft is offered once more
                drafts.forget(self._book.path, self.draft.id)
        return result
