"""What would be missing if a client left: what they bring themselves, and what came through them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bondtui.domain.pareto import Income, concentration, earned
from bondtui.domain.referrals import Node, walk


@dataclass(frozen=True, slots=True)
class Carrier:
    """A contact, what they paid, and what everybody below them in the referral tree paid, in minor units."""

    contact: int
    own: int
    through: int

    @property
    def carried(self) -> int:
        return self.own + self.through


@dataclass(frozen=True, slots=True)
class Dependence:
    """One currency's income and who carries it, the most first; `hhi` as `concentration` has it, over the clients.

    Carriers overlap where one came through another, so they do not add up to the total.
    """

    currency: str
    total: int
    carriers: tuple[Carrier, ...]
    clients: int
    hhi: float | None


def dependence(income: Iterable[Income], roots: Sequence[Node], names: Mapping[int, str]) -> list[Dependence]:
    """One for each currency somebody paid in, by its code; `names` are the folded names of everybody."""
    through = {node.contact: node.subtree for _, node in walk(roots)}
    found = []
    for currency, paid in earned(income).items():
        below = {contact: amounts[currency] for contact, amounts in through.items() if amounts.get(currency)}
        carriers = [Carrier(each, paid.get(each, 0), below.get(each, 0)) for each in paid.keys() | below.keys()]
        carriers.sort(key=lambda each: (-each.carried, names[each.contact], each.contact))
        amounts = list(paid.values())
        found.append(
            Dependence(
                currency,
                sum(amounts),
                tuple(each for each in carriers if each.carried > 0),
                sum(minor > 0 for minor in amounts),
                concentration(amounts),
            )
        )
    return found
