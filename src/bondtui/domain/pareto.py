"""Who brings the income, and how much of it hangs on friends (R8)."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from operator import itemgetter

from bondtui.domain.money import Money
from bondtui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class Income:
    """One payment; negative for a refund. `extra`: it is for a project of kind `extra`."""

    contact: int
    date: date
    amount: Money
    extra: bool


@dataclass(frozen=True, slots=True)
class Friends:
    """How many of all clients are friends today, and the income that hangs on them, each payment counted once.

    `own` and `extras` were paid by friends, `referred` by others who have a friend above them in the referral tree.
    """

    clients: int
    of: int
    own: int
    referred: int
    extras: int


@dataclass(frozen=True, slots=True)
class Pareto:
    """One currency's income, in minor units; the stages, every one of them, on the day of the payment and today's.

    `smallest_80`: the fewest clients that bring 80 %, the highest income first; none when the total is zero or less.
    `of`: all clients, also those who paid nothing or in another currency.
    """

    currency: str
    total: int
    by_stage_then: dict[Stage, int]
    by_stage_now: dict[Stage, int]
    smallest_80: tuple[int, ...]
    of: int
    friends: Friends


def pareto(
    income: Iterable[Income],
    clients: Mapping[int, str],
    stage_now: Mapping[int, Stage],
    ledgers: Mapping[int, Sequence[tuple[date, Stage]]],
    referrer: Mapping[int, int],
) -> list[Pareto]:
    """One for each currency somebody paid in, by its code.

    `clients` maps all clients to their folded names; whoever paid is one, and has a ledger, in its order. `stage_now`
    knows referrers too: a friend who never was a client can stand above one.
    """
    payments: dict[str, list[Income]] = {}
    for each in income:
        payments.setdefault(each.amount.currency, []).append(each)
    friends = {contact for contact, stage in stage_now.items() if stage is Stage.FRIEND}
    introduced = below_friends({each.contact for paid in payments.values() for each in paid}, friends, referrer)
    found = []
    for currency, paid in sorted(payments.items()):
        then, now = dict.fromkeys(Stage, 0), dict.fromkeys(Stage, 0)
        own = referred = extras = 0
        for each in paid:
            minor = each.amount.minor
            then[stage_then(ledgers[each.contact], each.date)] += minor
            now[stage_now[each.contact]] += minor
            if each.contact in friends and each.extra:
                extras += minor
            elif each.contact in friends:
                own += minor
            elif each.contact in introduced:
                referred += minor
        hanging = Friends(len(friends & clients.keys()), len(clients), own, referred, extras)
        smallest = smallest_80(earned(paid)[currency], clients)
        found.append(Pareto(currency, sum(now.values()), then, now, smallest, len(clients), hanging))
    return found


def earned(income: Iterable[Income]) -> dict[str, dict[int, int]]:
    """What each contact who paid brought, by currency in order of the codes; nobody's zero is invented."""
    found: dict[str, dict[int, int]] = {}
    for each in income:
        by_contact = found.setdefault(each.amount.currency, {})
        by_contact[each.contact] = by_contact.get(each.contact, 0) + each.amount.minor
    return dict(sorted(found.items()))


def stage_then(ledger: Sequence[tuple[date, Stage]], day: date) -> Stage:
    """The stage at the end of `day`; before the first entry its stage, for a relationship begins as something."""
    return ledger[max(bisect_right(ledger, day, key=itemgetter(0)) - 1, 0)][1]


def below_friends(contacts: Iterable[int], friends: Collection[int], referrer: Mapping[int, int]) -> set[int]:
    """Those of the contacts, and of who is between, that are no friends but have a friend above them at any height.

    Everybody is passed once however high the trees are, and a cycle, which no book should hold, ends.
    """
    known: dict[int, bool] = {}
    for contact in contacts:
        way: list[int] = []
        at: int | None = contact
        while at is not None and at not in friends and at not in known:
            known[at] = False
            way.append(at)
            at = referrer.get(at)
        if at is not None and (at in friends or known[at]):
            known.update(dict.fromkeys(way, True))
    return {contact for contact, is_below in known.items() if is_below}


def smallest_80(by_contact: Mapping[int, int], names: Mapping[int, str]) -> tuple[int, ...]:
    """The fewest contacts whose income reaches 80 % of the total, by income, then name; none without a total."""
    total = sum(by_contact.values())
    if total <= 0:
        return ()
    order = sorted(by_contact, key=lambda contact: (-by_contact[contact], names[contact], contact))
    sums = accumulate(by_contact[contact] for contact in order)
    return tuple(order[: next(n for n, reached in enumerate(sums, 1) if 5 * reached >= 4 * total)])


def share(part: int, total: int) -> float | None:
    """What part of the total; None when the total is zero or less, for then shares say nothing."""
    return part / total if total > 0 else None


def curve(by_client: Sequence[int]) -> list[float]:
    """The share of the total, 0 to 1, that the first, the first two ... clients bring, the highest income first.

    Somebody who got back more than they paid lowers the total, so others can reach it early; there the curve stays.
    Empty when the total is zero or less.
    """
    total = sum(by_client)
    if total <= 0:
        return []
    return [min(reached / total, 1.0) for reached in accumulate(sorted(by_client, reverse=True))]


def concentration(by_client: Sequence[int]) -> float | None:
    """The Herfindahl-Hirschman index of the positive incomes: 1 when one client brings it all, 1/n when n bring alike.

    None without a positive income.
    """
    positive = [minor for minor in by_client if minor > 0]
    return sum(minor**2 for minor in positive) / sum(positive) ** 2 if positive else None
