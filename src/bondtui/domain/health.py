"""What `doctor` finds in a book."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`what` is a sentence for a person. What is `mendable` can be computed anew from what a person entered."""

    what: str
    mendable: bool
