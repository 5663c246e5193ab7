"""add, edit, list, show, move: the contacts themselves."""

import sys
from argparse import ArgumentParser, Namespace

from bondtui.cli import output, work_output
from bondtui.cli.verbs import Session, Verb, anew, takes_json
from bondtui.domain.contacts import Contact
from bondtui.domain.dates import show
from bondtui.errors import UsageError


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    _form_arguments(parser)
    takes_json(parser)


def _edit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="who is meant: a name, an alias, part of a name, a uid")
    parser.add_argument("--name", dest="new_name", metavar="NEW", help="what they are called from now on")
    _form_arguments(parser)
    for what in ("tag", "alias", "email", "phone"):
        parser.add_argument(f"--no-{what}", action="append", metavar="X", help=f"take the {what} away")
    parser.add_argument("--no-date", action="append", metavar="LABEL", help="take the date with this label away")
    takes_json(parser)


def _form_arguments(parser: ArgumentParser) -> None:
    one = parser.add_argument
    one("--stage", metavar="S", help="stranger, acquaintance, partner or friend")
    one("--email", action="append", metavar="E")
    one("--phone", action="append", metavar="P")
    one("--company", metavar="C")
    one("--role", metavar="R", help="what they do there")
    one("--expertise", metavar="X", help="what you could ask their advice on")
    one("--about", metavar="TEXT", help="anything worth knowing")
    one("--how-met", metavar="TEXT", help="how you met")
    one("--referred-by", metavar="NAME", help="the contact who recommended you to them")
    one("--every", metavar="30d", help="how often to be in touch: 30d, 2w, 3m; 0d is never, default the stage's")
    one("--tag", action="append", metavar="T")
    one("--alias", action="append", metavar="A", help="another name they go by")
    one("--birthday", metavar="12-04", help="month and day, with the year in front if you know it")
    one("--date", action="append", metavar="LABEL=12-04", help="another day that matters to them")
    one("--since", metavar="DATE", help="the day the relationship began (the day added)")


def _add(session: Session, wanted: Namespace) -> int:
    from bondtui.cli import forms

    contact = session.book.contacts.add(forms.new(session, wanted))
    return _tell(session, wanted, contact, f"Added {contact.name}, {contact.stage}{_next(contact, session)}.")


def _edit(session: Session, wanted: Namespace) -> int:
    from bondtui.cli import forms, words

    if not forms.says_something(wanted) and wanted.new_name is None and wanted.stage is None:
        raise UsageError("Say what to change, such as --company or --tag; `bondtui edit --help` lists all.")
    book = session.book
    stage = None if wanted.stage is None else words.stage(wanted.stage)
    was = book.contacts.find(wanted.name)

    def change() -> Contact:
        seen = book.contacts.form(was.uid)
        return book.contacts.edit(was.uid, forms.changed(session, seen, wanted), seen)

    contact = anew(change)
    if stage not in (None, contact.stage):
        contact = book.journey.move(was.uid, stage)
    return _tell(session, wanted, contact, f"Changed {contact.name}.")


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="*", help="words, tag:web, stage:friend, is:archived …")
    takes_json(parser)


def _list(session: Session, wanted: Namespace) -> int:
    found = session.book.contacts.list(" ".join(wanted.query))
    if wanted.json:
        output.print_json({"contacts": [output.contact(each, session.today) for each in found]})
    elif found:
        output.say(output.contacts_table(found, session.today))
    elif wanted.query:
        print("Nobody fits that.", file=sys.stderr)
    else:
        print("Nobody is in the book yet: `bondtui add NAME`.", file=sys.stderr)
    return 0


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    takes_json(parser)


def _show(session: Session, wanted: Namespace) -> int:
    book = session.book
    uid = book.contacts.find(wanted.name).uid
    page, happened = book.contacts.page(uid), book.interactions.timeline(uid, limit=-1)
    balance, projects, payments = book.contacts.reciprocity(uid), book.work.projects(uid), book.work.payments(uid)
    if wanted.json:
        shapes = [work_output.project(each) for each in projects], [work_output.payment(each) for each in payments]
        output.print_json(output.page(page, happened, balance, session.today, *shapes))
    else:
        output.say(output.page_text(page, happened, balance, session.today))
        if projects:
            output.say(f"\nProjects\n{work_output.projects_table(projects)}")
    return 0


def _move_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("stage", metavar="STAGE", help="stranger, acquaintance, partner or friend")
    parser.add_argument("--on", metavar="DATE", help="the day it was (today)")
    parser.add_argument("--because", metavar="TEXT", default="", help="what shows it")
    takes_json(parser)


def _move(session: Session, wanted: Namespace) -> int:
    from bondtui.cli import words

    stage = words.stage(wanted.stage)
    on = None if wanted.on is None else words.day(session, wanted.on)
    uid = session.book.contacts.find(wanted.name).uid
    contact = session.book.journey.move(uid, stage, on, wanted.because)
    day = show(on or session.today, session.today)
    return _tell(session, wanted, contact, f"{contact.name}: {stage} from {day}{_next(contact, session)}.")


def _tell(session: Session, wanted: Namespace, contact: Contact, sentence: str) -> int:
    if wanted.json:
        output.print_json({"contact": output.contact(contact, session.today)})
    else:
        output.say(sentence)
    return 0


def _next(contact: Contact, session: Session) -> str:
    return f"; next check-in {show(contact.due_on, session.today)}" if contact.due_on else ""


VERBS = {
    "add": Verb(
        "Only the name is needed; the rest can come later with `bondtui edit`.",
        (
            'bondtui add "Anna Petrova"',
            'bondtui add "Ben Okri" --stage partner --company "Okri & Sons" --every 30d --tag print',
            'bondtui add "Zoe Lind" --email zoe@example.org --referred-by Anna --since "3 May 2024"',
        ),
        _add_arguments,
        _add,
    ),
    "edit": Verb(
        "An option adds to lists, --no-… takes away, an empty value clears a field.",
        (
            'bondtui edit Anna --role "owner" --tag web --no-tag print',
            'bondtui edit Anna --name "Anna Berg" --alias "Anna Petrova"',
            'bondtui edit Anna --company "" --every default',
        ),
        _edit_arguments,
        _edit,
    ),
    "list": Verb(
        "Without a query everybody who is not archived, by name.",
        ("bondtui list", "bondtui list tag:web", "bondtui list stage:friend --json"),
        _list_arguments,
        _list,
    ),
    "show": Verb(
        "What is known of them, what was promised, and what happened, newest first.",
        ('bondtui show "Anna Petrova"', "bondtui show Anna --json"),
        _show_arguments,
        _show,
    ),
    "move": Verb(
        "Forward or back, today or on an earlier day; nothing in the ledger is overwritten.",
        ("bondtui move Anna partner", 'bondtui move Anna friend --on "12 Nov" --because "came to our wedding"'),
        _move_arguments,
        _move,
    ),
}
