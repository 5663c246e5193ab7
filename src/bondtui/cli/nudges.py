"""due, snooze, promise, done. Status bars ask for `due --format count`: what that does not need is imported late."""

import re
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bondtui.cli.verbs import Session, Verb, takes_json

if TYPE_CHECKING:
    from bondtui.domain.contacts import FollowUp

SOMETHING_DUE = 10
"""The exit code of `due --exit-code` when something is due."""

FOLLOW_UP_ID = re.compile("f[0-9]+", re.IGNORECASE)


def _due_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("plain", "json", "count", "waybar"), default="plain", help="how to print it (plain)"
    )
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="the same as --format json")
    parser.add_argument("--exit-code", action="store_true", help=f"exit with {SOMETHING_DUE} when something is due")


def _due(session: Session, wanted: Namespace) -> int:
    if wanted.format == "count":
        count = session.book.due_count()
        print(count)
    else:
        _print_nudges(session, wanted.format)
        count = session.book.due_count() if wanted.exit_code else 0
    return SOMETHING_DUE if wanted.exit_code and count else 0


def _print_nudges(session: Session, form: str) -> None:
    from bondtui.cli import output
    from bondtui.domain.dates import show

    nudges, today = session.book.nudges.due(), session.today
    if form == "json":
        output.print_json({"today": today.isoformat(), "nudges": [output.nudge(each) for each in nudges]})
    elif form == "waybar":
        _print_waybar(session)
    elif nudges:
        print(output.nudges_text(nudges))
    else:
        ahead = session.book.nudges.next_due()
        next_one = f" Next: {ahead.contact.name}, {show(ahead.due_on, today)}." if ahead and ahead.due_on else ""
        print(f"Nothing is due today.{next_one}", file=sys.stderr)


def _print_waybar(session: Session) -> None:
    """One line, as Waybar reads it: it takes text and tooltip for Pango markup."""
    import json

    count = session.book.due_count()
    lines = "\n".join(_pango(f"{each.contact.name}: {each.why}") for each in session.book.nudges.due())
    shape = {"text": str(count), "tooltip": lines or "Nothing is due today.", "class": "due" if count else "clear"}
    print(json.dumps(shape, ensure_ascii=False))


def _pango(text: str) -> str:
    for plain, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        text = text.replace(plain, escaped)
    return text


def _snooze_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a contact, or a follow-up's id such as f12")
    parser.add_argument("when", metavar="WHEN", help="2w, friday, 12 Dec …")
    takes_json(parser)


def _snooze(session: Session, wanted: Namespace) -> int:
    from bondtui.cli import output, words
    from bondtui.domain.dates import show

    until = words.when(session, wanted.when)
    if FOLLOW_UP_ID.fullmatch(wanted.name):
        promised = session.book.nudges.snooze_follow_up(wanted.name.lower(), until)
        return _tell(session, wanted, promised, "Put off")
    uid = session.book.contacts.find(wanted.name).uid
    contact = session.book.nudges.snooze(uid, until)
    if wanted.json:
        output.print_json({"contact": output.contact(contact, session.today)})
    else:
        print(f"{contact.name} is snoozed until {show(contact.snoozed_until or until, session.today)}.")
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
    return _tell(session, wanted, session.book.nudges.promise(uid, until, " ".join(wanted.text)), "Promised")


def _done_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the follow-up's id, such as f12")
    parser.add_argument("--undo", action="store_true", help="open it again")
    takes_json(parser)


def _done(session: Session, wanted: Namespace) -> int:
    promised = session.book.nudges.done(wanted.id.lower(), undo=wanted.undo)
    return _tell(session, wanted, promised, "Open again" if wanted.undo else "Done")


def _tell(session: Session, wanted: Namespace, promised: "FollowUp", what: str) -> int:
    from bondtui.cli import output
    from bondtui.domain.dates import show

    if wanted.json:
        output.print_json({"follow_up": output.follow_up(promised)})
    else:
        on = show(promised.due_on, session.today)
        print(f"{what}: {promised.text} ({promised.contact.name}, {on}, {promised.id})")
    return 0


VERBS = {
    "due": Verb(
        "Check-ins come first, whoever has waited longest for their cadence at the top;\nthen what you promised.",
        ("bondtui due", "bondtui due --format count --exit-code", "bondtui due --format waybar"),
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
}
