"""duplicates, merge: who is in the book twice, and how they become one."""

from argparse import ArgumentParser, Namespace

from bondtui.cli import output
from bondtui.cli.verbs import Session, Verb, takes_json, tell
from bondtui.domain.merging import ONE, Field, fields


def _duplicates(session: Session, wanted: Namespace) -> int:
    found = session.book.contacts.duplicates()
    if wanted.json:
        pairs = [{"keep": output.ref(p.keep), "other": output.ref(p.other), "why": p.why} for p in found.pairs]
        output.print_json({"pairs": pairs, "notes": list(found.notes)})
        return 0
    if found.pairs:
        rows = [(p.keep.name, p.keep.uid, p.other.name, p.other.uid, p.why) for p in found.pairs]
        output.say(output.table(("KEEP", "UID", "OTHER", "UID", "WHY"), rows))
    else:
        tell("Nobody seems to be in the book twice.")
    for note in found.notes:
        tell(note)
    return 0


def _merge_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("keep", metavar="KEEP", help="who stays: a name, an alias, part of a name, a uid")
    parser.add_argument("other", metavar="OTHER", help="who becomes part of them")
    takes_json(parser)


def _merge(session: Session, wanted: Namespace) -> int:
    contacts = session.book.contacts
    keep, other = contacts.find(wanted.keep), contacts.find(wanted.other)
    before = fields(contacts.form(keep.uid), contacts.form(other.uid))
    merged = contacts.merge(keep.uid, other.uid)
    if wanted.json:
        output.print_json({"contact": output.contact(merged, session.today)})
        return 0
    output.say(f"Merged {other.name} into {merged.name}; `bondtui undo` makes two of them again.")
    for field in before:
        if field.name in ONE and field.name not in ("name", "about") and field.differs:
            output.say(f"  {_left_out(session, field)}")
    return 0


def _left_out(session: Session, field: Field) -> str:
    """What stays and what does not, of a field that holds one value."""
    keep, other = str(field.keep), str(field.other)
    if field.name == "referred_by":
        keep, other = (session.book.contacts.get(uid).name for uid in (keep, other))
    label = {"how_met": "how you met", "every_days": "days between check-ins", "referred_by": "referred by"}
    return f"{label.get(field.name, field.name)}: {_short(keep)} stays, not {_short(other)}"


def _short(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= 60 and line == text else f"{line[:60]}…"


VERBS = {
    "duplicates": Verb(
        "Who share an address or a number, a name and a company, or a similar name and a detail. The contact with\n"
        "more history stands first. Nothing is changed.",
        ("bondtui duplicates", "bondtui duplicates --json"),
        takes_json,
        _duplicates,
    ),
    "merge": Verb(
        "KEEP gets all that both have: interactions, stages, promises, projects, payments, referrals, ways to reach\n"
        "them. What OTHER says of a field counts where KEEP says nothing. A backup is taken first, and undo makes two\n"
        "of them again.",
        ('bondtui merge "Bo Lindström" "Bo Lind"', "bondtui merge c8x2m4p1q0z7 cw3k9d5v2r1t"),
        _merge_arguments,
        _merge,
    ),
}
