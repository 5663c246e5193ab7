"""What workers and widgets tell their screens: requests are imperative, facts past tense."""

from textual.message import Message


class TextsSearched(Message):
    """A search through all texts came back; `sequence` tells whether anybody still waits for it."""

    def __init__(self, sequence: int, ids: tuple[int, ...]) -> None:
        super().__init__()
        self.sequence = sequence
        self.ids = ids
