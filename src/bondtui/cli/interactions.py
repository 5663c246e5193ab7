"""log, amend: what happened, and its corrections."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from bondtui.cli import output
from bondtui.cli.verbs import Session, Verb, anew, takes_json
from bondtui.domain.contacts import ContactRef, FollowUp
from bondtui.domain.interactions import Channel, Initiator, Interaction, Signal
from bondtui.domain.stages import Stage
from bondtui.domain.text import MAX_TEXT, clean_line
from bondtui.errors import Ambiguous, NotFound, Refused, UsageError

if TYPE_CHECKING:
    from bondtui.domain.forms import InteractionForm
    from bondtui.domain.quicklog import Understood


def _log_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", nargs="+", help="what happened, and with whom; - reads it from stdin")
    parser.add_argument("--dry-run", action="store_true", help="say what would be saved and save nothing")
    takes_json(parser)


def _log(session: Session, wanted: Namespace) -> int:
    line = _stdin() if wanted.text == ["-"] else " ".join(wanted.text)
    understood = session.book.interactions.understand(line)
    _check(session, understood)
    if wanted.dry_run:
        happened, follow_ups, added = _as_if_saved(understood)
    else:
        logged = session.book.interactions.log(understood)
        happened, follow_ups, added = logged.interaction, logged.follow_ups, logged.added
    if wanted.json:
        output.print_json(
            {
                "saved": not wanted.dry_run,
                "interaction": output.interaction(happened),
                "follow_ups": [output.follow_up(each) for each in follow_ups],
                "added": [output.ref(each) for each in added],
            }
        )
        return 0
    output.say(f"{'Would save' if wanted.dry_run else 'Saved'}: {output.interaction_text(happened)}")
    for promised in follow_ups:
        output.say(f"Follow-up: {output.follow_up_text(promised, session.today)}")
    for new in added:
        output.say(f"{'Would add' if wanted.dry_run else 'Added'}: {new.name}, {new.stage}")
    return 0


def _stdin() -> str:
    try:
        return sys.stdin.read(MAX_TEXT + 1)
    except UnicodeDecodeError:
        raise Refused("What stands on stdin is no text in UTF-8.") from None


def _check(session: Session, understood: "Understood") -> None:
    """Raise for a line that cannot be saved as it stands, without a choice or a correction."""
    if understood.problem:
        raise (NotFound if understood.names_nobody else Refused)(understood.problem)
    if understood.ambiguous:
        from bondtui.book.contacts import describe

        names = " and ".join(f"“{each.name}”" for each in understood.ambiguous)
        uids = dict.fromkeys(known.uid for each in understood.ambiguous for known in each.candidates)
        lines = [describe(session.book.contacts.get(uid)) for uid in uids]
        raise Ambiguous(f"{names} could be more than one person here; write the full name.", lines)


def _as_if_saved(understood: "Understood") -> tuple[Interaction, tuple[FollowUp, ...], tuple[ContactRef, ...]]:
    """What the line would become, without the ids it would be given."""
    people = [
        ContactRef(who.candidates[0].uid, who.candidates[0].name, who.candidates[0].stage)
        if who.candidates
        else ContactRef("", who.name, Stage.STRANGER)
        for who in understood.people
    ]
    happened = Interaction(
        0, "", understood.date, understood.channel, understood.initiator, understood.reached, understood.private,
        understood.signals, understood.text, tuple(people),
    )  # fmt: skip
    promised = tuple(FollowUp("", people[0], each.due_on, each.text, None) for each in understood.promises)
    return happened, promised, tuple(each for each in people if not each.uid)


def _amend_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "uid", metavar="UID", type=clean_line, help="the interaction's uid, as `bondtui show NAME` prints it"
    )
    parser.add_argument("text", metavar="TEXT", nargs="?", help="what it is to say from now on")
    parser.add_argument("--on", metavar="DATE", help="the day it was")
    parser.add_argument("--signal", action="append", metavar="S", help="a signal that was seen in it")
    parser.add_argument("--no-signal", action="append", metavar="S", help="a signal that was not")
    parser.add_argument("--channel", metavar="C", help=", ".join(Channel))
    parser.add_argument("--began", metavar="WHO", help="me, them or both")
    reached = parser.add_mutually_exclusive_group()
    reached.add_argument("--attempt", dest="reached", action="store_false", default=None, help="it did not reach them")
    reached.add_argument("--reached", dest="reached", action="store_true", default=None, help="it reached them")
    private = parser.add_mutually_exclusive_group()
    private.add_argument("--private", dest="private", action="store_true", default=None, help="keep out of handovers")
    private.add_argument("--public", dest="private", action="store_false", default=None, help="the opposite")
    takes_json(parser)


def _amend(session: Session, wanted: Namespace) -> int:
    options = ("text", "on", "signal", "no_signal", "channel", "began", "reached", "private")
    if all(getattr(wanted, option) is None for option in options):
        raise UsageError("Say what to change: a TEXT, --on, --signal … ; `bondtui amend --help` lists all.")

    def change() -> Interaction:
        seen = session.book.interactions.form(wanted.uid)
        return session.book.interactions.amend(wanted.uid, _amended(session, seen, wanted), seen)

    happened = anew(change)
    if wanted.json:
        output.print_json({"interaction": output.interaction(happened)})
    else:
        output.say(f"Changed: {output.interaction_text(happened)}")
    return 0


def _amended(session: Session, form: "InteractionForm", wanted: Namespace) -> "InteractionForm":
    from bondtui.cli import words

    if wanted.text is not None:
        form = replace(form, text=wanted.text)
    if wanted.on is not None:
        form = replace(form, date=words.day(session, wanted.on))
    if wanted.channel is not None:
        form = replace(form, channel=words.word(Channel, wanted.channel, "channel"))
    if wanted.began is not None:
        form = replace(form, initiator=words.word(Initiator, wanted.began, "side"))
    if wanted.reached is not None:
        form = replace(form, reached=wanted.reached)
    if wanted.private is not None:
        form = replace(form, private=wanted.private)
    return replace(form, signals=_signals(form.signals, wanted))


def _signals(there: tuple[Signal, ...], wanted: Namespace) -> tuple[Signal, ...]:
    from bondtui.cli import words

    seen = dict.fromkeys(there)
    for text in wanted.no_signal or ():
        signal = words.word(Signal, text.lstrip("#"), "signal")
        if signal not in seen:
            raise Refused(f"It has no signal {signal}.")
        del seen[signal]
    for text in wanted.signal or ():
        seen[words.word(Signal, text.lstrip("#"), "signal")] = None
    return tuple(seen)


VERBS = {
    "log": Verb(
        "The names are found in the line, the channel is the verb's, the day is yesterday, on friday, 12 Nov …\n"
        "(today when none is said). #signals mark evidence of closeness, +2w and a few words at the end are a\n"
        "follow-up, !private keeps it out of handovers, **New Name** adds somebody. Quote the line for the shell.",
        (
            "bondtui log 'called Anna yesterday: her course sold out #shared-business +2w ask how the site sells'",
            "bondtui log 'lunch with Ben and **Zoe Lind**' --dry-run",
            "bondtui log - < line.txt",
        ),
        _log_arguments,
        _log,
    ),
    "amend": Verb(
        "Only what is named changes; clocks are set anew.",
        ("bondtui amend i4k2… 'her course sold out twice'", "bondtui amend i4k2… --on '12 Nov' --signal thanked"),
        _amend_arguments,
        _amend,
    ),
}
