"""What leaves the book: the contact summary in Markdown."""

from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.exchange import markdown, safe_file
from bondtui.exchange.markdown import Audience

if TYPE_CHECKING:
    from bondtui.book import Book

__all__ = ["Audience", "Exchange"]


class Exchange:
    def __init__(self, book: "Book") -> None:
        self.book = book

    def summary(self, uid: str, audience: Audience) -> str:
        """The contact summary as Markdown text."""
        return markdown.summary(self.book.contacts.page(uid), self.book.interactions.timeline(uid, limit=-1), audience)

    def export(self, uid: str, audience: Audience, to: Path | None = None) -> Path:
        """Write the summary to `to`, or to the settings' folder under the contact's name; where it was written."""
        if to is None:
            safe_file.ensure_folder(self.book.settings.export_dir)
            to = self.book.settings.export_dir / safe_file.file_name(self.book.contacts.get(uid).name, ".md")
        return safe_file.write(to, self.summary(uid, audience).encode("utf-8"))
