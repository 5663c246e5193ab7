"""What is due, and answering it. Status bars ask for `due --format count`: what it does not need is imported late."""

import re
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bondtui.cli.verbs import Session, Verb, takes_json

if TYPE_CHECKING:
    from bondtui.domain.contacts import FollowUp
    from bondtui.domain.nudges import Nudge

SOMETHING_DUE = 10
"""The exit code of `due --exit-code` when something is due."""

FOLLOW_UP_ID = "[fF][0-9]+"
NUDGE_ID = "(su|re|da|th|st)-[a-z0-9-]+"
"""Patterns and not compiled ones: compiling them is time `due` does not have."""

NAMED = 5
"""Names in a notification, at most."""


def _id(text: str) -> str:
    from bondtui.domain.text import clean_line

    return clean_line(text)


def _due_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("plain", "json", "count", "waybar"), default="plain", help="how to print it (plain)"
    )
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="the same as --format json")
    parser.add_argument("--notify", action="store_true", help="show what is due as one desktop notification instead")
    parser.add_argument("--exit-code", action="store_true", help=f"exit with {SOMETHING_DUE} when something is due")


def _due(session: Session, wanted: Namespace) -> int:
    if wanted.notify:
        _notify(session)
    elif wanted.format == "count":
        print(session.book.due_count())
    else:
        _print_nudges(session, wanted.format)
    return SOMETHING_DUE if wanted.exit_code and session.book.due_count() else 0


def _notify(session: Session) -> None:
    """One notification with names only: it may be read on a locked screen."""
    from bondtui.cli.notify import notify

    nudges = [each for each in session.book.nudges.due(openers=False) if not each.is_ahead]
    names = list(dict.fromkeys(each.contact.name for each in nudges))
    if not names:
        return
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    notify(f"{len(nudges)} due today", ", ".join(names[:NAMED]) + more)


def _print_nudges(session: Session, form: str) -> None:
    from bondtui.cli import output
    from bondtui.domain.dates import show

    nudges, today = session.book.nudges.due(), session.today
    if form == "json":
        output.print_json({"today": today.isoformat(), "nudges": [output.nudge(each) for each in nudges]})
    elif form == "waybar":
        _print_waybar(session)
    elif nudges:
        output.say(output.nudges_text(nudges))
    else:
        ahead = session.book.nudges.next_due()
        next_one = f" Next: {ahead.contact.name}, {show(ahead.due_on, today)}." if ahead and ahead.due_on else ""
        print(f"Nothing is due today.{next_one}", file=sys.stderr)


def _print_waybar(session: Session) -> None:
    """One line, as Waybar reads it: it takes text and tooltip for Pango markup."""
    import json

    count = session.book.due_count()
    lines = "\n".join(_pango(f"{each.contact.name}: {each.why}") for each in session.book.nudges.due(openers=False))
    shape = {"text": str(count), "tooltip": lines or "Nothing is due today.", "class": "due" if count else "clear"}
    print(json.dumps(shape, ensure_ascii=False))


def _pango(text: str) -> str:
    for plain, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        text = text.replace(plain, escaped)
    return text


def _snooze_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", type=_id, help="a contact, or a nudge's id such as f12")
    parser.add_argument("when", metavar="WHEN", help="2w, friday, 12 Dec …")
    takes_json(parser)


def _snooze(session: Session, wanted: Namespace) -> int:
    from bondtui.cli import output, words
    from bondtui.domain.dates import show

    until = words.when(session, wanted.when)
    if re.fullmatch(FOLLOW_UP_ID, wanted.name):
        promised = session.book.follow_ups.snooze(wanted.name.lower(), until)
        return _tell(session, wanted, promised, "Put off")
    if re.fullmatch(NUDGE_ID, wanted.name):
        return _tell_nudge(wanted, session.book.nudges.snooze_nudge(wanted.name, until), "Put off")
    uid = session.book.contacts.find(wanted.name).uid
    contact = session.book.nudges.snooze(uid, until)
    if wanted.json:
        output.print_json({"contact": output.contact(contact, session.today)})
    else:
        output.say(f"{contact.name} is snoozed until {show(contact.snoozed_until or until, session.today)}.")
    return 0


def _promise_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="whom you promise it to")
    parser.add_argument("when", metavar="WHEN", help="2w, friday, 12 Dec …")
    parser.add_argument("text", metavar="TEXT", nargs="+", help="what you promise")
    takes_json(parser)


def _promise(session: Session, wanted: Namespace) -> int:
    from bondtui.cli import words

    until = words.when(session, wanted.when)
    uid = session.book.contacts.find(wanted.name).uid
    return _tell(session, wanted, session.book.follow_ups.promise(uid, until, " ".join(wanted.text)), "Promised")


def _done_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=_id, help="a follow-up's id such as f12, or an important day's")
    parser.add_argument("--undo", action="store_true", help="open it again")
    takes_json(parser)


def _done(session: Session, wanted: Namespace) -> int:
    if re.fullmatch(NUDGE_ID, wanted.id):
        nudge = session.book.nudges.keep(wanted.id, undo=wanted.undo)
        return _tell_nudge(wanted, nudge, "Open again" if wanted.undo else "Done")
    promised = session.book.follow_ups.done(wanted.id.lower(), undo=wanted.undo)
    return _tell(session, wanted, promised, "Open again" if wanted.undo else "Done")


def _accept_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=_id, help="the suggestion's or review's id, such as su-…")
    takes_json(parser)


def _accept(session: Session, wanted: Namespace) -> int:
    nudge = session.book.nudges.accept(wanted.id)
    return _tell_nudge(wanted, nudge, f"Moved to {nudge.stage}")


def _dismiss_arguments(parser: ArgumentParser) -> None:
    _accept_arguments(parser)
    parser.add_argument("--undo", action="store_true", help="bring it back")


def _dismiss(session: Session, wanted: Namespace) -> int:
    nudge = session.book.nudges.dismiss(wanted.id, undo=wanted.undo)
    return _tell_nudge(wanted, nudge, "Back" if wanted.undo else "Dismissed")


def _tell_nudge(wanted: Namespace, nudge: "Nudge", what: str) -> int:
    from bondtui.cli import output

    if wanted.json:
        output.print_json({"nudge": output.nudge(nudge)})
    else:
        output.say(f"{what}: {nudge.contact.name}, {nudge.why} ({nudge.id})")
    return 0


def _tell(session: Session, wanted: Namespace, promised: "FollowUp", what: str) -> int:
    from bondtui.cli import output
    from bondtui.domain.dates import show

    if wanted.json:
        output.print_json({"follow_up": output.follow_up(promised)})
    else:
        on = show(promised.due_on, session.today)
        output.say(f"{what}: {promised.text} ({promised.contact.name}, {on}, {promised.id})")
    return 0


VERBS = {
    "due": Verb(
        "Check-ins come first, whoever has waited longest for their cadence at the top, with something to say;\n"
        "then what you promised, important days ahead, and stages worth a look.",
        (
            "bondtui due",
            "bondtui due --format count --exit-code",
            "bondtui due --notify",
        ),
        _due_arguments,
        _due,
    ),
    "snooze": Verb(
        "The check-in comes back on that day; getting in touch ends the snooze.",
        ("bondtui snooze Anna 2w", 'bondtui snooze "Anna Petrova" "12 Dec"', "bondtui snooze f12 friday"),
        _snooze_arguments,
        _snooze,
    ),
    "promise": Verb(
        "It is listed by `bondtui due` from its day on.",
        ("bondtui promise Anna 2w ask how the site sells", 'bondtui promise Ben "3 Jan" send the offer'),
        _promise_arguments,
        _promise,
    ),
    "done": Verb(
        "`bondtui due` and `bondtui show NAME` print the ids.",
        ("bondtui done f12", "bondtui done f12 --undo"),
        _done_arguments,
        _done,
    ),
    "accept": Verb(
        "The move is written into the ledger with its evidence. `bondtui due` prints the ids.",
        ("bondtui accept su-c97xt3v8xty2",),
        _accept_arguments,
        _accept,
    ),
    "dismiss": Verb(
        "It stays away until there is new evidence.",
        ("bondtui dismiss su-c97xt3v8xty2", "bondtui dismiss su-c97xt3v8xty2 --undo"),
        _dismiss_arguments,
        _dismiss,
    ),
}
