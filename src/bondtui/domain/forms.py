"""What a person fills in: the whole of a contact or an interaction, as it is to be from now on."""

from dataclasses import dataclass
from datetime import date

from bondtui.domain.contacts import ContactMethod, ImportantDate
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class ContactForm:
    """All that can be typed about a contact. Texts are cleaned when they are saved.

    `stage` counts when a contact is added; later it moves through the ledger. `since` is the ledger's first day.
    `referred_by` is a uid; `every_days` None means the stage's cadence, 0 never.
    """

    name: str
    stage: Stage = Stage.STRANGER
    since: date | None = None
    aliases: tuple[str, ...] = ()
    company: str = ""
    role: str = ""
    expertise: str = ""
    about: str = ""
    how_met: str = ""
    methods: tuple[ContactMethod, ...] = ()
    dates: tuple[ImportantDate, ...] = ()
    tags: tuple[str, ...] = ()
    every_days: int | None = None
    referred_by: str | None = None


@dataclass(frozen=True, slots=True)
class InteractionForm:
    """All that can be typed about an interaction; `contacts` are uids, the first named first."""

    date: date
    channel: Channel
    initiator: Initiator
    reached: bool
    private: bool
    signals: tuple[Signal, ...]
    text: str
    contacts: tuple[str, ...]
