"""What workers and widgets tell their screens: requests are imperative, facts past tense."""

from textual.message import Message

from bondtui.domain.journey import Flow


class TextsSearched(Message):
    """A search through all texts came back; `sequence` tells whether anybody still waits for it."""

    def __init__(self, sequence: int, ids: tuple[int, ...]) -> None:
        super().__init__()
        self.sequence = sequence
        self.ids = ids


class FlowCounted(Message):
    """The moves of a span were counted; `sequence` tells whether anybody still waits for them."""

    def __init__(self, sequence: int, flow: Flow) -> None:
        super().__init__()
        self.sequence = sequence
        self.flow = flow
