"""What widgets tell their screens: requests are imperative, facts past tense."""

from textual.message import Message

from bondtui.domain.contacts import Contact


class OpenContact(Message):
    """Show the contact's page."""

    def __init__(self, uid: str) -> None:
        super().__init__()
        self.uid = uid


class TextsSearched(Message):
    """A search through all texts came back; `sequence` tells whether anybody still waits for it."""

    def __init__(self, sequence: int, ids: tuple[int, ...]) -> None:
        super().__init__()
        self.sequence = sequence
        self.ids = ids


class ContactArchived(Message):
    """A contact was put away or taken out again."""

    def __init__(self, contact: Contact) -> None:
        super().__init__()
        self.contact = contact
