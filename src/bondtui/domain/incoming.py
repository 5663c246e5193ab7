"""What a file brings: people, what happened with them, and what of it could not be read. Nothing is in the book yet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bondtui.domain.dates import DateOrder
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Channel, Initiator


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person who imports says beside the file: today, who they are in a chat, how 12/11 is read."""

    today: date
    me: str = ""
    order: DateOrder = "dmy"


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning: something was left out or could not be read. `line` counts from 1; None where there are no lines."""

    line: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is nobody, or no contact, and why. It counts as read and skipped and is a warning, too."""

    line: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part, as far as the file says. `source_uid` is the file's own id of a person in it.

    `add` is False where nobody is added for having taken part: a calendar knows people one never meets.
    """

    name: str
    email: str = ""
    source_uid: str = ""
    add: bool = True


@dataclass(frozen=True, slots=True)
class Happening:
    """One interaction on one day. `key` tells it from all others of its kind of file, in this file and the next.

    `may_have_been` says of a text and of `reached` whether the same file, when it was shorter, may have said so; None
    where what has happened says no more the next time.
    """

    key: str
    date: date
    channel: Channel
    initiator: Initiator
    reached: bool
    text: str
    people: tuple[Participant, ...]
    may_have_been: Callable[[str, bool], bool] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Planned:
    """A follow-up the file knows of."""

    due_on: date
    text: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A record that is somebody. `form` is as typed: nothing is cleaned twice, nothing in it is a uid of ours.

    `source_uid` is the file's own id of them. `properties` are vCard lines without a place in the book, unfolded and
    undecoded: they come out again. `happened` and `planned` hang on this person in the file.
    """

    line: int | None
    form: ContactForm
    source_uid: str = ""
    archived: bool = False
    happened: tuple[Happening, ...] = ()
    planned: tuple[Planned, ...] = ()
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """A record that is no person but something that happened, on one day or, for a series, on several."""

    line: int | None
    happened: tuple[Happening, ...]


Record = Person | Occasion | Skipped
"""What is counted as read."""
