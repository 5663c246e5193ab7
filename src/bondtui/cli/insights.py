"""insights: what the whole book shows."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping

from bondtui.cli import output, work_output
from bondtui.cli.verbs import Session, Verb, takes_json
from bondtui.domain.contacts import ContactRef
from bondtui.domain.insight_words import friends_sentence, parity_rows
from bondtui.domain.money import Money
from bondtui.domain.pareto import Pareto, share
from bondtui.domain.parity import Parity
from bondtui.domain.referrals import Node, walk
from bondtui.domain.stages import Origin, Stage
from bondtui.errors import UsageError


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("which", choices=tuple(_SHOWN), nargs="?", default="pareto", help="which one (pareto)")
    parser.add_argument("--year", type=int, metavar="Y", help="of one year only (all the years)")
    takes_json(parser)


def _insights(session: Session, wanted: Namespace) -> int:
    if wanted.year is not None and not 1 <= wanted.year <= 9999:
        raise UsageError("A year is written like 2026.")
    with session.book.snapshot():
        return _SHOWN[wanted.which](session, wanted)


def _pareto(session: Session, wanted: Namespace) -> int:
    insights = session.book.insights
    found, people = insights.pareto(wanted.year), insights.people()
    if wanted.json:
        output.print_json({"currencies": [_pareto_shape(each, people) for each in found]})
        return 0
    for each in found:
        output.say(f"{each.currency}: {Money(each.total, each.currency)}")
        rows = [
            (stage.value, _part(each.by_stage_then[stage], each), _part(each.by_stage_now[stage], each))
            for stage in Stage
        ]
        output.say(output.table(("  STAGE", "THEN", "NOW"), [(f"  {name}", then, now) for name, then, now in rows]))
        names = ", ".join(people[number].name for number in each.smallest_80)
        output.say(f"  80 % comes from {len(each.smallest_80)} of {each.of} clients: {names}")
        output.say(f"  {friends_sentence(each)}")
    return 0


def _part(minor: int, of: Pareto) -> str:
    part = share(minor, of.total)
    return f"{Money(minor, of.currency)}{'' if part is None else f' ({part:.0%})'}"


def _pareto_shape(of: Pareto, people: Mapping[int, ContactRef]) -> output.Shape:
    return {
        "currency": of.currency,
        "total": of.total,
        "by_stage_then": {stage.value: of.by_stage_then[stage] for stage in Stage},
        "by_stage_now": {stage.value: of.by_stage_now[stage] for stage in Stage},
        "smallest_80": {"clients": [output.ref(people[number]) for number in of.smallest_80], "of": of.of},
        "friends": {
            "clients": of.friends.clients,
            "of": of.friends.of,
            "own": of.friends.own,
            "referred": of.friends.referred,
            "extras": of.friends.extras,
        },
    }


def _referrals(session: Session, wanted: Namespace) -> int:
    insights = session.book.insights
    found, people = insights.referrals(wanted.year), insights.people()
    if wanted.json:
        output.print_json({"trees": [_node_shape(each, people) for each in found]})
        return 0
    rows = [
        ("  " * level + people[node.contact].name, str(node.people), str(node.depth), str(node.projects),
         work_output.amounts(node.own), work_output.amounts(node.subtree))
        for level, node in walk(found)
    ]  # fmt: skip
    if rows:
        output.say(output.table(("NAME", "PEOPLE", "DEPTH", "PROJECTS", "OWN", "THROUGH THEM"), rows))
    return 0


def _node_shape(root: Node, people: Mapping[int, ContactRef]) -> output.Shape:
    """Built from the leaves up: a tree may be deeper than functions may call each other."""
    shapes: dict[int, output.Shape] = {}
    for _, node in reversed(list(walk([root]))):
        shapes[node.contact] = {
            "contact": output.ref(people[node.contact]),
            "own": node.own,
            "direct": node.direct,
            "subtree": node.subtree,
            "people": node.people,
            "projects": node.projects,
            "depth": node.depth,
            "children": [shapes.pop(child.contact) for child in node.children],
        }
    return shapes[root.contact]


def _parity(session: Session, wanted: Namespace) -> int:
    found = session.book.insights.parity(wanted.year)
    groups = {"friends": found[True], "others": found[False]}
    if wanted.json:
        output.print_json({"groups": {name: _parity_shape(each) for name, each in groups.items()}})
        return 0
    rows = [(label, *(figure(each) for each in groups.values())) for label, figure in parity_rows()]
    output.say(output.table(("", "FRIENDS", "OTHERS"), rows))
    return 0


def _parity_shape(of: Parity) -> output.Shape:
    return {
        "projects": of.projects,
        "steps_done": of.steps_done,
        "steps_waived": of.steps_waived,
        "concessions": of.concessions,
        "conceded": of.conceded,
        "positive": {"n": of.positive.n, "of": of.positive.of, "low": of.positive.low, "high": of.positive.high},
        "reply_days": of.reply_days,
        "late": {"n": of.late[0], "of": of.late[1]},
        "enough": of.enough,
    }


def _journey(session: Session, wanted: Namespace) -> int:
    insights = session.book.insights
    stages, flow, origins = insights.stages(), insights.flow(), insights.origins()
    if wanted.json:
        moves = [
            {"from": each.came_from.value, "to": each.to.value, "n": each.n, "median_days": each.median_days}
            for each in flow.moves
        ]
        shape = {"stages": {stage.value: n for stage, n in stages.items()}, "moves": moves}
        roads = {"friend_clients": origins[Origin.FRIEND_CLIENT], "client_friends": origins[Origin.CLIENT_FRIEND]}
        output.print_json(shape | roads)
        return 0
    rows = [(stage.value, str(n), _days(flow.stays.get(stage))) for stage, n in stages.items()]
    output.say(output.table(("STAGE", "PEOPLE", "MEDIAN STAY"), rows))
    if flow.moves:
        moved = [(each.came_from.value, each.to.value, str(each.n), _days(each.median_days)) for each in flow.moves]
        output.say(f"\n{output.table(('FROM', 'TO', 'MOVES', 'AFTER'), moved)}")
    output.say(f"\nfriend-clients: {origins[Origin.FRIEND_CLIENT]}, client-friends: {origins[Origin.CLIENT_FRIEND]}")
    return 0


def _days(days: float | None) -> str:
    return "" if days is None else f"{days} days" if days != 1 else "1 day"


def _reciprocity(session: Session, wanted: Namespace) -> int:
    found = session.book.insights.reciprocity()
    if wanted.json:
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
    output.say(output.table(("NAME", "STAGE", "YOU", "THEY", "BOTH", "HIGH POINT"), rows))
    return 0


_SHOWN = {
    "pareto": _pareto,
    "journey": _journey,
    "referrals": _referrals,
    "parity": _parity,
    "reciprocity": _reciprocity,
}

VERBS = {
    "insights": Verb(
        "pareto: who brings the income, and how much of it hangs on friends.\n"
        "journey: people in each stage, moves between them and how long people stayed.\n"
        "referrals: who recommended whom, and what came of it. parity: friends beside the others.\n"
        "reciprocity: who began the interactions of the last twelve months.",
        ("bondtui insights", "bondtui insights parity --year 2026", "bondtui insights reciprocity --json"),
        _arguments,
        _insights,
    )
}
