"""What happened with whom, and the signals of closeness that were seen in it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bondtui.domain.contacts import ContactRef
from bondtui.domain.stages import Stage


class Channel(StrEnum):
    CALL = "call"
    MESSAGE = "message"
    EMAIL = "email"
    MEETING = "meeting"
    MEAL = "meal"
    VIDEO = "video"
    EVENT = "event"
    NOTE = "note"


class Initiator(StrEnum):
    ME = "me"
    THEM = "them"
    BOTH = "both"


class Signal(StrEnum):
    """Evidence of closeness seen in an interaction."""

    OFF_TOPIC = "off-topic"
    REACHED_OUT = "reached-out"
    THANKED = "thanked"
    SHARED_BUSINESS = "shared-business"
    ASKED_ADVICE = "asked-advice"
    GAVE_ADVICE = "gave-advice"
    IDEA = "idea"
    TRUSTED = "trusted"
    REFERRED = "referred"
    OPENED_UP = "opened-up"
    INVITED = "invited"
    HELPED = "helped"


SEEN_WHEN: dict[Signal, str] = {
    Signal.OFF_TOPIC: "you talked about things beyond the work",
    Signal.REACHED_OUT: "they got in touch with no business reason",
    Signal.THANKED: "they thanked you for the result",
    Signal.SHARED_BUSINESS: "they told of successes or troubles in their business",
    Signal.ASKED_ADVICE: "they asked your advice beyond the project",
    Signal.GAVE_ADVICE: "you asked theirs, in their field, and they gave it",
    Signal.IDEA: "you proposed a way to grow their business",
    Signal.TRUSTED: "they took your solution without haggling",
    Signal.REFERRED: "they recommended you to somebody",
    Signal.OPENED_UP: "they shared their personal life",
    Signal.INVITED: "dinner, home, a celebration",
    Signal.HELPED: "one helped the other with no deal in it",
}

SPEAKS_FOR: dict[Signal, Stage] = {
    Signal.OFF_TOPIC: Stage.ACQUAINTANCE,
    Signal.REACHED_OUT: Stage.ACQUAINTANCE,
    Signal.THANKED: Stage.ACQUAINTANCE,
    Signal.SHARED_BUSINESS: Stage.PARTNER,
    Signal.ASKED_ADVICE: Stage.PARTNER,
    Signal.GAVE_ADVICE: Stage.PARTNER,
    Signal.IDEA: Stage.PARTNER,
    Signal.TRUSTED: Stage.PARTNER,
    Signal.REFERRED: Stage.PARTNER,
    Signal.OPENED_UP: Stage.FRIEND,
    Signal.INVITED: Stage.FRIEND,
    Signal.HELPED: Stage.FRIEND,
}

HUMAN = frozenset(Signal) - {Signal.IDEA, Signal.TRUSTED, Signal.REFERRED}
"""The signals that show a person, not a deal."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """Something that happened with one or more contacts on a day. `contacts` stand in the order they were named."""

    id: int
    uid: str
    date: date
    channel: Channel
    initiator: Initiator
    reached: bool
    private: bool
    signals: tuple[Signal, ...]
    text: str
    contacts: tuple[ContactRef, ...]

    @property
    def moves_the_clock(self) -> bool:
        """R1: only what reached them counts as contact, and a note reaches nobody."""
        return self.reached and self.channel is not Channel.NOTE
