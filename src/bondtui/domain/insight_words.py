"""The insights in words, the same on the screen and on the command line."""

from collections.abc import Callable

from bondtui.domain.money import Money
from bondtui.domain.pareto import Pareto, share
from bondtui.domain.parity import ENOUGH, Parity

NOT_ENOUGH = "not enough yet"
NO_DATA = "no data"


def friends_sentence(of: Pareto) -> str:
    """`11 of 36 clients (31 %) are friends; they bring 64 % of the income: 38 % themselves, 19 % through …`."""
    friends = of.friends
    among = share(friends.clients, friends.of)
    are = "is a friend" if friends.clients == 1 else "are friends"
    head = f"{friends.clients} of {friends.of} clients{'' if among is None else f' ({_percent(among)})'} {are}"
    parts = [share(each, of.total) for each in (friends.own, friends.referred, friends.extras)]
    if None in parts:
        return f"{head}; what they bring: {NO_DATA}"
    own, referred, extras = (each or 0.0 for each in parts)
    brought = _percent(own + referred + extras)
    told = f"{_percent(own)} themselves, {_percent(referred)} through referrals, {_percent(extras)} as extras"
    return f"{head}; they bring {brought} of the income: {told}"


def concentration_sentence(hhi: float | None) -> str:
    """What the Herfindahl-Hirschman index says: its inverse is how many equal clients would be as concentrated.

    The bounds are those competition authorities call moderately and highly concentrated: 0.15 and 0.25.
    """
    if hhi is None:
        return f"How far the income rests on few clients: {NO_DATA}."
    rests = "rests on few clients" if hhi >= 0.25 else "rests on several clients" if hhi >= 0.15 else "is spread widely"
    alike = round(1 / hhi)
    brought = "as if one client brought it all" if alike == 1 else f"as if {alike:,} clients brought the same each"
    return f"The income {rests}, {brought} (concentration, HHI: {hhi:.2f})."


def parity_rows() -> list[tuple[str, Callable[[Parity], str]]]:
    """Each row's label, and what it says of a group; fewer than five cases say nothing yet."""
    return [
        ("projects", lambda of: str(of.projects)),
        ("steps done", lambda of: _enough(of, f"{of.steps_done:,}")),
        ("steps waived", lambda of: _enough(of, f"{of.steps_waived:,}")),
        ("concessions granted", lambda of: _enough(of, f"{of.concessions:,}")),
        ("what they cost", lambda of: _enough(of, _amounts(of))),
        ("positive verdicts", _positive),
        ("days to answer", _days_to_answer),
        ("check-ins late", lambda of: _of(*of.late)),
    ]


def _enough(of: Parity, said: str) -> str:
    return said if of.enough else NOT_ENOUGH


def _amounts(of: Parity) -> str:
    return ", ".join(str(Money(minor, currency)) for currency, minor in of.conceded.items()) or "nothing"


def _days_to_answer(of: Parity) -> str:
    return NOT_ENOUGH if of.replies < ENOUGH else f"{of.reply_days:g} in the median"


def _positive(of: Parity) -> str:
    if of.positive.of < ENOUGH:
        return NOT_ENOUGH
    interval = f"{_percent(of.positive.low)} to {_percent(of.positive.high)}"
    return f"{_of(of.positive.n, of.positive.of)}, likely {interval}"


def _of(n: int, of: int) -> str:
    return f"{n} of {of} ({_percent(n / of)})" if of >= ENOUGH else NOT_ENOUGH


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"
