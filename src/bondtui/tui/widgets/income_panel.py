"""The income of a year by month and by client, each currency by itself: amounts are never added across them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bondtui.domain.work import Payment
from bondtui.tui.text import Part, fit, lines, styled
from bondtui.tui.widgets.brief import DIM, HEADING
from bondtui.tui.widgets.facts import MONTHS
from bondtui.tui.widgets.work_words import is_whole, number

ACCENT, BAR = "$accent", "▆"
BROAD = 70
"""From so many cells on the two halves of the year and the clients stand side by side."""
MOST_CLIENTS, LONGEST_BAR = 30, 24


@dataclass(slots=True)
class Income:
    """Minor units of one currency: by month, January first, and by client's uid, with the names beside."""

    currency: str
    months: list[int] = field(default_factory=lambda: [0] * 12)
    clients: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def sums(self) -> list[int]:
        """All that is shown."""
        return [*self.months, *self.clients.values()]

    def text(self, minor: int) -> str:
        """An amount without its currency; all have decimals when one needs them, so that they align."""
        return number(minor, self.currency, all(is_whole(each, self.currency) for each in self.sums()))

    def largest_first(self) -> list[tuple[str, int]]:
        """Clients by what they paid, then by name."""
        found = [(self.names[uid], minor) for uid, minor in self.clients.items()]
        return sorted(found, key=lambda each: (-each[1], each[0]))


def incomes(payments: Iterable[Payment]) -> list[Income]:
    """What was paid, a sum for each currency; refunds subtract."""
    found: dict[str, Income] = {}
    for each in payments:
        amount, who = each.amount, each.contact
        income = found.setdefault(amount.currency, Income(amount.currency))
        income.months[each.date.month - 1] += amount.minor
        income.clients[who.uid] = income.clients.get(who.uid, 0) + amount.minor
        income.names[who.uid] = who.name
    return [found[currency] for currency in sorted(found)]


class IncomePanel(VerticalScroll):
    """Redraws itself when its width changes, so that its columns stay aligned."""

    DEFAULT_CSS = """
    IncomePanel { scrollbar-size: 0 1; scrollbar-gutter: stable; }
    IncomePanel:focus { background: $boost; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._incomes: list[Income] = []
        self._year, self._last = 1, True
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, payments: list[Payment], year: int, last: bool) -> None:
        """Show the payments of this year; `last` says that no later one can have any."""
        self._incomes, self._year, self._last = incomes(payments), year, last
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = max(self.scrollable_content_region.width, 24)
        keys = "   [ earlier" + ("" if self._last else "   ] later")
        rows = [styled((f"Income in {self._year}", HEADING), (keys, DIM))]
        if not self._incomes:
            rows.append(styled((f"No payment is noted in {self._year}.", DIM)))
        size = max((cell_len(income.text(each)) for income in self._incomes for each in income.sums()), default=0)
        for income in self._incomes:
            draw = side_by_side if width >= BROAD else below_one_another
            rows += draw(income, width, size)
        self._text.update(lines(rows))


def below_one_another(income: Income, width: int, size: int) -> list[Content]:
    """The months, then the clients."""
    sums = income.largest_first()
    bar = max(min(width - 6 - size, LONGEST_BAR), 2)
    rows = [Content(""), _total(income)]
    rows += [styled(*_month(income, month, bar, size)) for month in range(12)]
    rows += [Content(""), styled((f"By client, {income.currency}", HEADING))]
    room = min(width, 4 + bar + 1 + size) - size - 1
    rows += [styled(*_client(income, each, room, size)) for each in sums[:MOST_CLIENTS]]
    more = len(sums) - MOST_CLIENTS
    return [*rows, styled((f"and {more:,} more", DIM))] if more > 0 else rows


def side_by_side(income: Income, width: int, size: int) -> list[Content]:
    """January to June, July to December, and the clients who paid most."""
    sums = income.largest_first()
    half = (width - 6) // 3
    bar, room = max(half - 5 - size, 1), max(width - 2 * half - 6 - size - 1, 4)
    clients = [_client(income, each, room, size) for each in sums[:6]]
    if len(sums) > 6:
        clients[5] = [(f"and {len(sums) - 5:,} more", DIM)]
    clients += [[] for _ in range(6 - len(clients))]
    first, second = (range(0, 6), range(6, 12))
    return [
        _total(income),
        *(
            styled(
                *_month(income, one, bar, size), ("   ", ""), *_month(income, other, bar, size), ("   ", ""), *client
            )
            for one, other, client in zip(first, second, clients, strict=True)
        ),
    ]


def _total(income: Income) -> Content:
    return styled((f"{income.currency}  ", HEADING), (income.text(sum(income.months)), "bold"))


def _month(income: Income, month: int, bar: int, size: int) -> list[Part]:
    minor, most = income.months[month], max(max(income.months), 1)
    cells = max(round(minor * bar / most), 1) if minor > 0 else 0
    amount = income.text(minor) if minor else "·"
    return [
        (fit(MONTHS[month], 4), DIM),
        (fit(BAR * cells, bar) + " ", ACCENT),
        (fit(amount, size, right=True), "" if minor else DIM),
    ]


def _client(income: Income, who: tuple[str, int], room: int, size: int) -> list[Part]:
    name, minor = who
    return [(fit(name, room) + " ", ""), (fit(income.text(minor), size, right=True), "")]
