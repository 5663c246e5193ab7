"""insights: what the whole book shows."""

from argparse import ArgumentParser, Namespace

from bondtui.cli import output
from bondtui.cli.verbs import Session, Verb, takes_json


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("which", choices=tuple(_SHOWN), nargs="?", default="journey", help="which one (journey)")
    takes_json(parser)


def _insights(session: Session, wanted: Namespace) -> int:
    return _SHOWN[wanted.which](session, wanted.json)


def _journey(session: Session, as_json: bool) -> int:
    stages, flow = session.book.insights.stages(), session.book.insights.flow()
    if as_json:
        moves = [
            {"from": each.came_from.value, "to": each.to.value, "n": each.n, "median_days": each.median_days}
            for each in flow.moves
        ]
        counted = {stage.value: n for stage, n in stages.items()}
        # A client has a project or a payment; the book keeps neither yet, so nobody is one.
        output.print_json({"stages": counted, "moves": moves, "friend_clients": 0, "client_friends": 0})
        return 0
    rows = [(stage.value, str(n), _days(flow.stays.get(stage))) for stage, n in stages.items()]
    print(output.table(("STAGE", "PEOPLE", "MEDIAN STAY"), rows))
    if flow.moves:
        moved = [(each.came_from.value, each.to.value, str(each.n), _days(each.median_days)) for each in flow.moves]
        print(f"\n{output.table(('FROM', 'TO', 'MOVES', 'AFTER'), moved)}")
    return 0


def _days(days: float | None) -> str:
    return "" if days is None else f"{days} days" if days != 1 else "1 day"


def _reciprocity(session: Session, as_json: bool) -> int:
    found = session.book.insights.reciprocity()
    if as_json:
        shapes = [
            {
                "contact": output.ref(who),
                "me": turns.me,
                "them": turns.them,
                "both": turns.both,
                "high_point": turns.high_point,
            }
            for who, turns in found
        ]
        output.print_json({"contacts": shapes})
        return 0
    rows = [
        (who.name, who.stage.value, str(turns.me), str(turns.them), str(turns.both), "yes" if turns.high_point else "")
        for who, turns in found
        if turns.me + turns.them + turns.both
    ]
    print(output.table(("NAME", "STAGE", "YOU", "THEY", "BOTH", "HIGH POINT"), rows))
    return 0


_SHOWN = {"journey": _journey, "reciprocity": _reciprocity}

VERBS = {
    "insights": Verb(
        "journey: people in each stage, moves between them and how long people stayed.\n"
        "reciprocity: who began the interactions of the last twelve months.",
        ("bondtui insights", "bondtui insights reciprocity --json"),
        _arguments,
        _insights,
    )
}
