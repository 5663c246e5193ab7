"""What workers and widgets tell their screens: requests are imperative, facts past tense."""

from typing import TYPE_CHECKING

from textual.message import Message

from bondtui.domain.journey import Flow

if TYPE_CHECKING:
    from bondtui.tui.widgets.insight_panel import Picture
    from bondtui.tui.widgets.referral_tree import Trees


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


class InsightComputed(Message):
    """A view of Insights was computed; `sequence` tells whether anybody still waits for it.

    `first_year` is the first that has anything to show; None when the book could not be read.
    """

    def __init__(self, sequence: int, computed: "Picture | Trees", first_year: int | None) -> None:
        super().__init__()
        self.sequence = sequence
        self.computed = computed
        self.first_year = first_year


class PeopleWritten(Message):
    """So many of the people who are exported are written."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
