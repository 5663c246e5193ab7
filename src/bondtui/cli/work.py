"""project, paid: work for a contact and the money it brings."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from bondtui.cli import output, words, work_output
from bondtui.cli.verbs import Session, Verb, takes_json
from bondtui.domain.money import Money, parse_money
from bondtui.domain.work import ConcessionKind, Project, ProjectKind, Status, Verdict
from bondtui.errors import Refused


def amount(session: Session, text: str) -> Money:
    """`1200.50` in the settings' currency, `1200.50EUR` in its own."""
    try:
        return parse_money(text, session.settings.currency)
    except ValueError as error:
        raise Refused(str(error)) from None


def _project_arguments(parser: ArgumentParser) -> None:
    does = parser.add_subparsers(dest="does", metavar="WHAT", required=True, prog="bondtui project")
    add = does.add_parser("add", help="a new project, with every step of the standard")
    add.add_argument("name", metavar="NAME")
    add.add_argument("title", metavar="TITLE")
    add.add_argument("--kind", default="project", help="project or extra, an additional service (project)")
    add.add_argument("--amount", metavar="A", help="what is agreed, such as 1200.50 or 1200.50EUR")
    add.add_argument("--on", metavar="DATE", help="the day it began (today)")
    add.add_argument("--status", default="active", help="lead or active (active)")
    listed = does.add_parser("list", help="all projects, or a contact's")
    listed.add_argument("name", metavar="NAME", nargs="?")
    listed.add_argument("--status", metavar="S", help="lead, active, done or lost")
    does.add_parser("show", help="one project").add_argument("id", metavar="ID")
    step = does.add_parser("step", help="tick a step of the standard (today), or waive it")
    step.add_argument("id", metavar="ID")
    step.add_argument("n", metavar="N", help="the number of the step")
    how = step.add_mutually_exclusive_group()
    how.add_argument("--done", metavar="DATE", help="the day it was done")
    how.add_argument("--waive", metavar="REASON", help="why it is not needed here")
    how.add_argument("--reopen", action="store_true", help="it is open after all")
    concede = does.add_parser("concede", help="note what the client asked beyond the deal")
    concede.add_argument("id", metavar="ID")
    concede.add_argument("kind", metavar="KIND", help="rush, scope, discount or free")
    concede.add_argument("--amount", metavar="A", help="what it costs, about")
    concede.add_argument("--declined", action="store_true", help="it was not granted")
    concede.add_argument("--note", metavar="TEXT", default="")
    concede.add_argument("--on", metavar="DATE", help="the day it was asked for (today)")
    close = does.add_parser("close", help="end a project")
    close.add_argument("id", metavar="ID")
    close.add_argument("verdict", metavar="VERDICT", help="positive, mixed or negative")
    close.add_argument("--result", metavar="TEXT", default="", help="what it changed for the client's business")
    close.add_argument("--on", metavar="DATE", help="the day it ended (today)")
    lose = does.add_parser("lose", help="note that a project will not come")
    lose.add_argument("id", metavar="ID")
    lose.add_argument("--note", metavar="TEXT", default="")
    for each in does.choices.values():
        takes_json(each)


def _project(session: Session, wanted: Namespace) -> int:
    if wanted.does == "list":
        return _list(session, wanted)
    done: dict[str, Callable[[Session, Namespace], Project]] = {
        "add": _add,
        "show": lambda session, wanted: session.book.work.project(wanted.id),
        "step": _step,
        "concede": _concede,
        "close": _close,
        "lose": lambda session, wanted: session.book.work.lose(wanted.id, wanted.note),
    }
    project = done[wanted.does](session, wanted)
    if wanted.json:
        output.print_json({"project": work_output.project(project)})
    else:
        output.say(work_output.project_text(project, session.today))
    return 0


def _list(session: Session, wanted: Namespace) -> int:
    status = None if wanted.status is None else words.word(Status, wanted.status, "status")
    uid = None if wanted.name is None else session.book.contacts.find(wanted.name).uid
    found = session.book.work.projects(uid, status)
    if wanted.json:
        output.print_json({"projects": [work_output.project(each) for each in found]})
    elif found:
        output.say(work_output.projects_table(found))
    return 0


def _add(session: Session, wanted: Namespace) -> Project:
    kind, status = words.word(ProjectKind, wanted.kind, "kind"), words.word(Status, wanted.status, "status")
    agreed = None if wanted.amount is None else amount(session, wanted.amount)
    on = None if wanted.on is None else words.day(session, wanted.on)
    uid = session.book.contacts.find(wanted.name).uid
    return session.book.work.add(uid, wanted.title, kind=kind, agreed=agreed, on=on, status=status)


def _step(session: Session, wanted: Namespace) -> Project:
    if not (wanted.n.isascii() and wanted.n.isdigit() and len(wanted.n) < 5):
        raise Refused(f"“{wanted.n[:40]}” is no number of a step.")
    done = None if wanted.waive is not None or wanted.reopen else session.today
    done = words.day(session, wanted.done) if wanted.done is not None else done
    return session.book.work.step(wanted.id, int(wanted.n), done_on=done, waived=wanted.waive)


def _concede(session: Session, wanted: Namespace) -> Project:
    kind = words.word(ConcessionKind, wanted.kind, "concession")
    worth = None if wanted.amount is None else amount(session, wanted.amount)
    on = None if wanted.on is None else words.day(session, wanted.on)
    work = session.book.work
    return work.concede(wanted.id, kind, granted=not wanted.declined, amount=worth, note=wanted.note, on=on)


def _close(session: Session, wanted: Namespace) -> Project:
    verdict = words.word(Verdict, wanted.verdict, "verdict")
    on = None if wanted.on is None else words.day(session, wanted.on)
    return session.book.work.close(wanted.id, verdict, wanted.result, on)


def _paid_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("amount", metavar="AMOUNT", help="1200.50, or 1200.50EUR")
    parser.add_argument("--refund", action="store_true", help="it was paid back")
    parser.add_argument("--project", metavar="ID", help="the project it is for, such as p3")
    parser.add_argument("--on", metavar="DATE", help="the day it came (today)")
    parser.add_argument("--note", metavar="TEXT", default="")
    takes_json(parser)


def _paid(session: Session, wanted: Namespace) -> int:
    money = amount(session, wanted.amount)
    if wanted.refund:
        money = Money(-abs(money.minor), money.currency)
    on = None if wanted.on is None else words.day(session, wanted.on)
    uid = session.book.contacts.find(wanted.name).uid
    payment = session.book.work.pay(uid, money, project=wanted.project, on=on, note=wanted.note)
    if wanted.json:
        output.print_json({"payment": work_output.payment(payment)})
    else:
        output.say(f"{payment.id}  {payment.date}  {payment.contact.name}  {payment.amount}")
    return 0


VERBS = {
    "project": Verb(
        "Every new project gets every step of the standard; a step is waived only with a reason.",
        (
            'bondtui project add Anna "Spring shop" --amount 2400EUR',
            'bondtui project step p3 4 --waive "paid in full at the start"',
            'bondtui project close p3 positive --result "a third more orders"',
        ),
        _project_arguments,
        _project,
    ),
    "paid": Verb(
        "An amount without a currency takes the settings'.",
        ("bondtui paid Anna 1200.50 --project p3", 'bondtui paid Anna 50EUR --refund --on "12 Nov"'),
        _paid_arguments,
        _paid,
    ),
}
