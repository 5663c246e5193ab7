"""Who recommended whom, and what came of it, to the last friend of friends (R9)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bondtui.domain.money import Money, totals
from bondtui.domain.pareto import Income


@dataclass(frozen=True, slots=True)
class Node:
    """A contact in a referral tree; amounts map a currency to minor units, without currencies nobody paid in.

    `own` was paid by the contact, `direct` by those they referred, `subtree` by everybody below. `people` and
    `projects` count everybody below, and `depth` the levels; all but `own` are without the person.
    Trees can be deeper than Python recurses: walk them with a stack, and never compare, print or encode one whole.
    """

    contact: int
    own: dict[str, int]
    direct: dict[str, int]
    subtree: dict[str, int]
    people: int
    projects: int
    depth: int
    children: tuple["Node", ...]


def trees(
    referrer: Mapping[int, int], income: Iterable[Income], projects: Mapping[int, int], names: Mapping[int, str]
) -> list[Node]:
    """The trees below everybody who referred somebody and was referred by nobody; siblings and trees by name.

    `projects` maps a contact to how many they have, `names` everybody to the folded name. Who stands in a cycle, which
    no book should hold, is in no tree.
    """
    referred: dict[int, list[int]] = {}
    for contact in sorted(referrer, key=lambda contact: (names[contact], contact)):
        referred.setdefault(referrer[contact], []).append(contact)
    paid: dict[int, list[Money]] = {}
    for each in income:
        paid.setdefault(each.contact, []).append(each.amount)
    roots = sorted(referred.keys() - referrer.keys(), key=lambda contact: (names[contact], contact))
    made: dict[int, Node] = {}
    for contact in reversed(_from_the_top(roots, referred)):
        children = tuple(made.pop(child) for child in referred.get(contact, ()))
        made[contact] = _node(contact, totals(paid.get(contact, ())), children, projects)
    return [made[root] for root in roots]


def _from_the_top(roots: Sequence[int], referred: Mapping[int, Sequence[int]]) -> list[int]:
    """Everybody in the trees, each after who referred them."""
    order = list(roots)
    for contact in order:
        order.extend(referred.get(contact, ()))
    return order


def _node(contact: int, own: dict[str, int], children: tuple[Node, ...], projects: Mapping[int, int]) -> Node:
    return Node(
        contact,
        own,
        direct=_added(child.own for child in children),
        subtree=_added(amounts for child in children for amounts in (child.own, child.subtree)),
        people=sum(1 + child.people for child in children),
        projects=sum(projects.get(child.contact, 0) + child.projects for child in children),
        depth=max((1 + child.depth for child in children), default=0),
        children=children,
    )


def _added(amounts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    return totals(Money(minor, currency) for each in amounts for currency, minor in each.items())


def walk(roots: Sequence[Node]) -> Iterator[tuple[int, Node]]:
    """Every node below these, each before its children, with its level; as deep as the trees are."""
    left = [(0, root) for root in reversed(roots)]
    while left:
        level, node = left.pop()
        yield level, node
        left.extend((level + 1, child) for child in reversed(node.children))


def closing(above: Mapping[int, int], new: Iterable[int]) -> list[int]:
    """Whose link to who referred them has to go so that nobody stands above themselves: one for each circle.

    `above` maps everybody to who referred them; only the links of `new` can close a circle, and the last of them goes.
    """
    order = {contact: place for place, contact in enumerate(new)}
    settled: set[int] = set()
    refused = []
    for start in order:
        path: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in settled and at not in path:
            path[at] = None
            at = above.get(at)
        if at in path:
            circle = list(path)[list(path).index(at) :]
            refused.append(max((each for each in circle if each in order), key=order.__getitem__))
        settled.update(path)
    return refused
