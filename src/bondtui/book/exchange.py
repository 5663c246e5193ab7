"""What leaves the book: the contact summary in Markdown, and the calendar feed."""

from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.exchange import markdown, safe_file
from bondtui.exchange.markdown import Audience
from bondtui.store import read_contacts

if TYPE_CHECKING:
    from bondtui.book import Book
    from bondtui.book.imports import Wanted
    from bondtui.domain.imported import Report

__all__ = ["Audience", "Exchange"]


class Exchange:
    def __init__(self, book: "Book") -> None:
        self.book = book

    def summary(self, uid: str, audience: Audience) -> str:
        """The contact summary as Markdown text."""
        book, work = self.book, self.book.work
        happened = book.interactions.timeline(uid, limit=-1)
        return markdown.summary(book.contacts.page(uid), happened, audience, work.projects(uid), work.payments(uid))

    def calendar(self) -> bytes:
        """Everybody's check-ins and important dates as iCalendar; nobody archived."""
        from bondtui.exchange import ical

        contacts = self.book.contacts.list()
        dates = read_contacts.dates_of(self.book.reader, [each.id for each in contacts])
        return ical.feed(
            ical.Dated(each.uid, each.name, each.added_on, each.due_on, dates.get(each.id, ())) for each in contacts
        )

    def import_file(self, path: Path, wanted: "Wanted") -> "Report":
        """Bring a file of another program into the book."""
        from bondtui.book.imports import import_file

        return import_file(self.book, path, wanted)

    def write(self, data: bytes, to: Path) -> Path:
        """Write what was made to a file of one's own choice; where it was written."""
        return safe_file.write(to, data)

    def export(self, uid: str, audience: Audience) -> Path:
        """Write the summary to the settings' folder under the contact's name; where it was written."""
        safe_file.ensure_folder(self.book.settings.export_dir)
        to = self.book.settings.export_dir / safe_file.file_name(self.book.contacts.get(uid).name, ".md")
        return safe_file.write(to, self.summary(uid, audience).encode("utf-8"))
