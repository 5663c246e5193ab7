"""What kind of file one is, by its content: a name says nothing, and nobody should have to know."""

import json
from enum import StrEnum


class Kind(StrEnum):
    VCARD = "vcard"
    GOOGLE = "google"
    LINKEDIN = "linkedin"
    OUTLOOK = "outlook"
    CSV = "csv"
    ICALENDAR = "icalendar"
    FRIENDS = "friends"
    MONICA = "monica"
    WHATSAPP = "whatsapp"
    JSONL = "jsonl"


def recognised(head: str) -> Kind | None:
    """The kind of the file that begins with `head`; None when nobody here can read it."""
    # Naming a kind is to cost no more than its name: the readers are imported when a file is there.
    from bondtui.exchange import (
        friends_md,
        generic_csv,
        google_csv,
        ical_read,
        linkedin_csv,
        monica,
        outlook_csv,
        vcard,
        whatsapp,
    )

    # From what its first words tell to what could be any table.
    readers = (
        (Kind.JSONL, _is_our_lines),
        (Kind.MONICA, monica.looks_like),
        (Kind.VCARD, vcard.looks_like),
        (Kind.ICALENDAR, ical_read.looks_like),
        (Kind.WHATSAPP, whatsapp.looks_like),
        (Kind.FRIENDS, friends_md.looks_like),
        (Kind.GOOGLE, google_csv.looks_like),
        (Kind.LINKEDIN, linkedin_csv.looks_like),
        (Kind.OUTLOOK, outlook_csv.looks_like),
        (Kind.CSV, generic_csv.looks_like),
    )
    return next((kind for kind, looks_like in readers if looks_like(head)), None)


def _is_our_lines(head: str) -> bool:
    """Whether the first line is an object that names us. One that the head cuts off is not ours: ours is short."""
    try:
        first = json.loads(head.lstrip().partition("\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and "bondtui" in first
