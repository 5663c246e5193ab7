"""remove, archive, unarchive: what was wrong goes, who is no longer current is put away."""

import re
import sys
from argparse import ArgumentParser, Namespace

from bondtui.cli import output
from bondtui.cli.nudges import FOLLOW_UP_ID
from bondtui.cli.verbs import Session, Verb, takes_json
from bondtui.domain.contacts import Contact
from bondtui.domain.text import clean_line, printable
from bondtui.errors import NotFound, Refused

WORK_ID = re.compile("[pm][0-9]+", re.IGNORECASE)
"""A project's id, or a payment's."""


def _remove_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        metavar="UID|ID|NAME",
        type=clean_line,
        help="an interaction's uid, the id of a follow-up, project or payment, or a contact",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before a contact is removed")
    takes_json(parser)


def _remove(session: Session, wanted: Namespace) -> int:
    book, what = session.book, wanted.what
    if re.fullmatch(FOLLOW_UP_ID, what):
        removed = what.lower()
        book.follow_ups.remove(removed)
    elif WORK_ID.fullmatch(what):
        removed = what.lower()
        (book.work.remove if removed[0] == "p" else book.work.remove_payment)(removed)
    elif _is_interaction(session, what):
        removed = what
        book.interactions.remove(what)
    else:
        contact = book.contacts.find(what)
        _confirm(contact, agreed=wanted.yes)
        removed = contact.uid
        book.contacts.remove(contact.uid)
    if wanted.json:
        output.print_json({"removed": [removed]})
    else:
        output.say(f"Removed {what}.")
    return 0


def _is_interaction(session: Session, uid: str) -> bool:
    try:
        session.book.interactions.get(uid)
    except NotFound:
        return False
    return True


def _confirm(contact: Contact, *, agreed: bool) -> None:
    """Refused unless it is certain that the contact and all that hangs on them is to go."""
    if agreed:
        return
    if not sys.stdin.isatty():
        raise Refused(f"Removing {contact.name} also removes what only they took part in; pass --yes if you mean it.")
    name = printable(contact.name)
    print(f"Remove {name} and all that is written about them? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Refused("Nothing was removed.")


def _name_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    takes_json(parser)


def _archive(session: Session, wanted: Namespace) -> int:
    contact = session.book.contacts.archive(session.book.contacts.find(wanted.name).uid)
    return _tell(session, wanted, contact, "is put away: no nudges, not in lists")


def _unarchive(session: Session, wanted: Namespace) -> int:
    contact = session.book.contacts.unarchive(session.book.contacts.find(wanted.name).uid)
    return _tell(session, wanted, contact, "is back")


def _tell(session: Session, wanted: Namespace, contact: Contact, what: str) -> int:
    if wanted.json:
        output.print_json({"contact": output.contact(contact, session.today)})
    else:
        output.say(f"{contact.name} {what}.")
    return 0


VERBS = {
    "remove": Verb(
        "Removing a contact asks first; a script says --yes.",
        ("bondtui remove f12", 'bondtui remove "Anna Petrova" --yes'),
        _remove_arguments,
        _remove,
    ),
    "archive": Verb(
        "An archived contact has no nudges and is listed by `bondtui list is:archived` only.",
        ('bondtui archive "Anna Petrova"',),
        _name_arguments,
        _archive,
    ),
    "unarchive": Verb("", ('bondtui unarchive "Anna Petrova"',), _name_arguments, _unarchive),
}
