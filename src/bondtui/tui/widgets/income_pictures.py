"""Who brings the income, and what would be missing if one left: each currency by itself, never added across."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from textual.content import Content

from bondtui.book.insights import Insights
from bondtui.domain.contacts import ContactRef
from bondtui.domain.dependence import Carrier, Dependence
from bondtui.domain.insight_words import concentration_sentence, friends_sentence
from bondtui.domain.pareto import Pareto, curve, earned, share
from bondtui.domain.stages import Stage
from bondtui.tui.text import fit, wrap
from bondtui.tui.widgets.brief import HEADING
from bondtui.tui.widgets.charts import ACCENT, DIM, STRONG, Row, bar, beside, content, curve_chart, split_bar
from bondtui.tui.widgets.insight_panel import Picture, Words
from bondtui.tui.widgets.work_words import is_whole, number

_LABEL = 13
_LONGEST_BAR = 40
_MOST_CARRIERS = 12
_WIDEST_LIST, _LOWEST = 46, 7
_BLANK: Row = []


@dataclass(frozen=True, slots=True)
class ParetoPicture:
    """R8: the clients by income as a curve, and income by stage, on the day it was paid and today."""

    currencies: list[tuple[Pareto, list[tuple[str, int]]]]

    def draw(self, width: int, height: int) -> list[Content]:
        rows: list[Row] = []
        for of, clients in self.currencies:
            rows += [*([_BLANK] if rows else []), *_pareto(of, clients, width, 0 if rows else height)]
        return content(rows)


def read_pareto(insights: Insights, year: int | None) -> Picture:
    found = insights.pareto(year)
    if not found:
        return no_payments(insights, year, "Which clients bring the income will be drawn here")
    paid, people = earned(insights.income(year)), insights.people()
    return ParetoPicture([(each, _by_income(paid[each.currency], people)) for each in found])


def no_payments(insights: Insights, year: int | None, what: str) -> Words:
    """Why there is nothing to draw, and which key gets there."""
    if year is not None and insights.income():
        said = f"No payment is noted in {year}."
        return Words(said, keys=(("[", "the year before"), ("t", "all the years at once")))
    said = f"{what}, once the first payment is noted."
    return Words(said, keys=(("4", "goes to Work, where $ notes a payment"),))


def _by_income(paid: Mapping[int, int], people: Mapping[int, ContactRef]) -> list[tuple[str, int]]:
    """Names and what they brought, the most first; `people` are in name order."""
    return sorted(((people[each].name, paid[each]) for each in people if each in paid), key=lambda each: -each[1])


def _writer(currency: str, sums: Iterable[int]) -> Callable[[int], str]:
    """How amounts are written where their currency stands above: with decimals unless all of these sums are whole."""
    whole = all(is_whole(minor, currency) for minor in sums)
    return lambda minor: number(minor, currency, whole)


def _pareto(of: Pareto, clients: list[tuple[str, int]], width: int, height: int) -> list[Row]:
    text = _writer(of.currency, [minor for _, minor in clients])
    few = len(of.smallest_80)
    said = "" if not few else f" · 80 % comes from {few:,} of {of.of:,} client{'' if of.of == 1 else 's'}"
    rows: list[Row] = [[(f"{of.currency}  ", HEADING), (text(of.total), STRONG), (said, "")]]
    sentence: list[Row] = [[(row, "")] for row in wrap(f"{friends_sentence(of)}.", width)]
    shares = curve([minor for _, minor in clients] + [0] * (of.of - len(clients)))
    high = min(max(height - 10 - len(sentence), _LOWEST), 16)
    if shares:
        left = width - min(width // 2, _WIDEST_LIST)
        chart = curve_chart(shares, few, left - 3, high)
        rows += beside(chart, _list(of, clients, text, (width - left - 1, high + 2)), left)
    else:
        rows += _list(of, clients, text, (width, high))
    return [*rows, _BLANK, *_stages(of, text, width), _BLANK, *sentence]


def _list(of: Pareto, clients: list[tuple[str, int]], text: Callable[[int], str], room: tuple[int, int]) -> list[Row]:
    """The clients who bring most; the mark stands below those that bring 80 %."""
    width, high = room
    size = max(len(text(minor)) for _, minor in clients)
    few, reached = len(of.smallest_80), 0
    rows: list[Row] = []
    for place, (name, minor) in enumerate(clients, 1):
        reached += minor
        part = share(reached, of.total)
        told = "" if part is None else f"{min(part, 1):4.0%}".replace("%", " %")
        rows.append(
            [
                (f"{place:>2} ", DIM),
                (fit(name, width - size - 11), ""),
                (f" {fit(text(minor), size, right=True)}", ""),
                (fit(told, 7, right=True), DIM),
            ]
        )
        if place == few and place < len(clients):
            rows.append([(fit("── 80 % " + "─" * width, width - 1).replace("…", "─"), DIM)])
    if len(rows) > high:
        left_out = sum(1 for row in rows[high - 1 :] if len(row) > 1)
        rows = [*rows[: high - 1], [(f"   and {left_out:,} more", DIM)]]
    return rows


def _stages(of: Pareto, text: Callable[[int], str], width: int) -> list[Row]:
    """Income by stage in both lenses, as bars with amounts."""
    sums = [*of.by_stage_then.values(), *of.by_stage_now.values()]
    size = max(len(text(minor)) for minor in sums)
    half = (width - _LABEL) // 2
    room = min(max(half - size - 10, 3), _LONGEST_BAR)
    half = min(half, room + size + 10)
    rows: list[Row] = [[(fit("by stage", _LABEL), HEADING), (fit("when it was paid", half), DIM), ("today", DIM)]]
    for stage in Stage:
        row: Row = [(fit(stage, _LABEL), "")]
        for minor in (of.by_stage_then[stage], of.by_stage_now[stage]):
            part = share(minor, of.total)
            row += [
                (fit(bar(minor / max(*sums, 1), room), room), ACCENT),
                (" " + fit(text(minor) if minor else "·", size, right=True), "" if minor else DIM),
                (fit(f"{part:.0%}".replace("%", " %") if part is not None and minor else "", 6, right=True), DIM),
                (" " * (half - room - size - 7), ""),
            ]
        rows.append(row)
    return rows


@dataclass(frozen=True, slots=True)
class DependencePicture:
    """What each of the clients carries, and how far the income rests on few."""

    currencies: list[Dependence]
    names: Mapping[int, str]

    def draw(self, width: int, height: int) -> list[Content]:
        rows: list[Row] = []
        most = min(max(height - 13, 5), _MOST_CARRIERS)
        for of in self.currencies:
            rows += [*([_BLANK] if rows else []), *self._currency(of, width, most)]
        rows += [_BLANK]
        for sentence in (
            "█ what they paid   ▒ what came through those they recommended, to the last friend of friends",
            "Shares overlap where one came through another, so they do not add up.",
        ):
            rows += [[(row, DIM)] for row in wrap(sentence, width)]
        return content(rows)

    def _currency(self, of: Dependence, width: int, most: int) -> list[Row]:
        text = _writer(of.currency, (minor for each in of.carriers for minor in (each.own, each.through)))
        rows: list[Row] = [
            [
                (f"{of.currency}  ", HEADING),
                (text(of.total), STRONG),
                (f" from {of.clients:,} client{'' if of.clients == 1 else 's'}", ""),
            ]
        ]
        rows += [[(row, "")] for row in wrap(concentration_sentence(of.hhi), width)]
        if of.total <= 0 or not of.carriers:
            return rows
        rows += [_BLANK, *self._carriers(of, text, width, most), _BLANK]
        return rows + [[(row, "")] for row in wrap(self._sentence(of), width)]

    def _sentence(self, of: Dependence) -> str:
        first = of.carriers[0]
        name, own, through = self.names[first.contact], _share(first.own, of), _share(first.through, of)
        if not first.through:
            return f"If {name} left, {own} of the income would go with them."
        if not first.own:
            return f"Without {name}, {through} of the income would not have come: those they recommended brought it."
        return f"If {name} left, {own} of the income would go with them; another {through} came through them."

    def _carriers(self, of: Dependence, text: Callable[[int], str], width: int, most: int) -> list[Row]:
        shown = of.carriers[:most]
        own = max(3, *(len(text(each.own)) for each in shown))
        through = max(12, *(len(text(each.through)) for each in shown))
        name = min(max(width // 4, 12), 30)
        room = min(max(width - name - own - through - 13, 4), _LONGEST_BAR)
        head: Row = [
            (" " * (name + room + 8), ""),
            (fit("own", own + 2, right=True) + fit("through them", through + 3, right=True), DIM),
        ]
        rows = [head]
        for each in shown:
            row = self._carrier(of, each, name, room)
            amounts = (text(each.own) if each.own else "·", text(each.through) if each.through else "·")
            rows.append([*row, (fit(amounts[0], own + 2, right=True) + fit(amounts[1], through + 3, right=True), "")])
        more = len(of.carriers) - most
        return [*rows, [(f"and {more:,} more", DIM)]] if more > 0 else rows

    def _carrier(self, of: Dependence, each: Carrier, name: int, room: int) -> Row:
        most = of.carriers[0].carried
        drawn = split_bar(each.own / most, each.through / most, room)
        return [
            (fit(self.names[each.contact], name), ""),
            (" " + fit(drawn, room), ACCENT),
            (fit(_share(each.carried, of), 7, right=True), STRONG),
        ]


def read_dependence(insights: Insights, year: int | None) -> Picture:
    found = insights.dependence(year)
    if not found:
        return no_payments(insights, year, "How much of the income hangs on each client will stand here")
    people = insights.people()
    names = {each.contact: people[each.contact].name for of in found for each in of.carriers}
    return DependencePicture(found, names)


def _share(minor: int, of: Dependence) -> str:
    part = share(minor, of.total)
    return "–" if part is None else f"{100 * part:.0f} %"
