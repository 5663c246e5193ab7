"""What can go wrong, each as one sentence for a person and an exit code for a script."""

from collections.abc import Sequence


class BondtuiError(Exception):
    """Something could not be done; the message is the sentence a person reads, and nothing was changed."""

    exit_code = 1


class Refused(BondtuiError):
    """The input was understood but cannot stand: an impossible date, an unknown stage, a text too long."""


class UsageError(BondtuiError):
    """The command line or the settings file was written wrongly."""

    exit_code = 2


class NotFound(BondtuiError):
    """Nobody and nothing of that name or id is in the book."""

    exit_code = 3


class Ambiguous(BondtuiError):
    """A name fits several contacts. `candidates` are lines that tell them apart, the likeliest first."""

    exit_code = 3

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class ChangedElsewhere(BondtuiError):
    """What is to be changed is not any more what the person saw when they began to change it."""


class BookRefused(BondtuiError):
    """The file is damaged, not a book, or of a newer bondtui. It was not touched."""

    exit_code = 4


class BookBusy(BondtuiError):
    """Another process held the book for longer than we wait."""


class Cancelled(BondtuiError):
    """The person stopped what takes long; the message says what became of it."""
