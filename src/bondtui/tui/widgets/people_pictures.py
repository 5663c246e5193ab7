"""How all are served, who moved through the stages, and how steadily one is in touch."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from textual.content import Content

from bondtui.book.insights import Insights
from bondtui.domain.clock import days_after
from bondtui.domain.insight_words import NOT_ENOUGH, parity_rows
from bondtui.domain.interactions import Initiator
from bondtui.domain.journey import Flow
from bondtui.domain.parity import ENOUGH, Parity
from bondtui.domain.rhythm import Rhythm, thresholds, week
from bondtui.domain.stages import Origin, Stage
from bondtui.tui.text import fit, wrap
from bondtui.tui.widgets.brief import HEADING
from bondtui.tui.widgets.charts import ACCENT, DIM, STRONG, Row, bar, beside, content, interval_bar, width_of
from bondtui.tui.widgets.facts import BEGAN, DAYS, MONTHS
from bondtui.tui.widgets.flow_panel import moves_of
from bondtui.tui.widgets.insight_panel import Picture, Words

_BLANK: Row = []
_LONGEST_BAR = 40
SHADES = "·░▒▓█"
"""No interaction on a day, and the four densities."""
_DAY_LABEL = 5


@dataclass(frozen=True, slots=True)
class ParityPicture:
    """R7: friends beside the others."""

    friends: Parity
    others: Parity
    year: int | None

    def draw(self, width: int, height: int) -> list[Content]:
        label = 21
        half = min((width - label) // 2, 48)
        rows: list[Row] = [[(" " * label, ""), (fit("friends", half), HEADING), ("the others", HEADING)]]
        for name, figure in parity_rows():
            cells = [_broken(figure(each), half - 2) for each in (self.friends, self.others)]
            drawn = _BARS.get(name)
            bars = [drawn(each, half - 4) for each in (self.friends, self.others)] if drawn else ["", ""]
            sides = [
                [*([(row, DIM if row == NOT_ENOUGH else "")] for row in told), *([[(chart, ACCENT)]] if chart else [])]
                for told, chart in zip(cells, bars, strict=True)
            ]
            block = beside(sides[0], sides[1], half)
            rows += beside([[(name, DIM)]], block, label)
            rows += [_BLANK] if any(bars) and height > 22 else []
        rows += [_BLANK, *([(row, DIM)] for row in wrap(self._note(), width))]
        return content(rows)

    def _note(self) -> str:
        begun = "that began in all the years" if self.year is None else f"that began in {self.year}"
        return (
            f"Projects are those {begun}. Answers are of all the years and check-ins of the last twelve months, "
            f"by today's stage. Fewer than {ENOUGH} cases say nothing yet. █ sure, ▒ likely, ░ the rest."
        )


def _broken(told: str, width: int) -> list[str]:
    """The figure on lines of at most so many cells, broken at its commas first."""
    if len(told) <= width:
        return [told]
    return [row for part in told.replace(", ", ",\n").split("\n") for row in wrap(part, width)]


def _positive_bar(of: Parity, width: int) -> str:
    found = of.positive
    return interval_bar(found.low, found.high, min(width, _LONGEST_BAR)) if found.of >= ENOUGH else ""


def _late_bar(of: Parity, width: int) -> str:
    late, due = of.late
    return interval_bar(late / due, late / due, min(width, _LONGEST_BAR)) if due >= ENOUGH else ""


_BARS: dict[str, Callable[[Parity, int], str]] = {"positive verdicts": _positive_bar, "check-ins late": _late_bar}


def read_parity(insights: Insights, year: int | None) -> Picture:
    found = insights.parity(year)
    groups = found[True], found[False]
    if not any(each.projects or each.late[1] or each.reply_days is not None for each in groups):
        return Words(
            "Here friends will stand beside the others: the same steps, the same answers for everybody.",
            keys=(("4", "goes to Work, where a adds a project"), ("l", "logs what happened with somebody")),
        )
    return ParityPicture(*groups, year)


@dataclass(frozen=True, slots=True)
class JourneyPicture:
    """Moves, time in each stage, and the two roads between client and friend."""

    stages: dict[Stage, int]
    flow: Flow
    origins: dict[Origin, int]
    high: tuple[str, ...]

    def draw(self, width: int, height: int) -> list[Content]:
        most, size = max(*self.stages.values(), 1), max(len(f"{n:,}") for n in self.stages.values())
        room = min(max(width - 66 - size, 6), _LONGEST_BAR)
        head = fit("today", room + size + 4) + fit("median stay", 13) + "moved"
        rows: list[Row] = [[(fit("", 13), ""), (head, DIM)]]
        for stage, n in self.stages.items():
            row: Row = [
                (fit(stage, 13), ""),
                (fit(bar(n / most, room), room), ACCENT),
                (f" {n:>{size},}   ", ""),
                (fit(f"{self.flow.stays[stage]:g} days" if stage in self.flow.stays else "·", 13), DIM),
            ]
            moves = moves_of(self.flow, stage)
            if len(moves) > width - width_of(row):
                moves, *others = moves.split("   ")
            else:
                others = []
            rows += [[*row, (moves, "")], *([(" " * width_of(row), ""), (each, "")] for each in others)]
        rows += [_BLANK, [("Moves   ", HEADING), (f"{self.flow.forward:,} forward, {self.flow.back:,} back", "")]]
        rows += [_BLANK, *self._roads(width)]
        return content(rows)

    def _roads(self, width: int) -> list[Row]:
        befriended, came = self.origins[Origin.CLIENT_FRIEND], self.origins[Origin.FRIEND_CLIENT]
        most, room = max(befriended, came, 1), min(max(width - 60, 8), _LONGEST_BAR)
        rows: list[Row] = [[("Two roads", HEADING)]]
        for name, n, means in (
            ("client-friends", befriended, "clients who became friends"),
            ("friend-clients", came, "friends who became clients"),
        ):
            rows.append([(fit(name, 16), ""), (fit(bar(n / most, room), room), ACCENT), (f" {n:>3,}  {means}", "")])
        told = ", ".join(self.high) if self.high else "nobody yet"
        said = f"{told}. Friends where both sides begin and three human signals were seen in twelve months."
        rows += [_BLANK, [("The high point", HEADING)]]
        return rows + [[(row, "")] for row in wrap(said, width)]


def read_journey(insights: Insights, year: int | None) -> Picture:
    stages = insights.stages()
    if not any(stages.values()):
        return Words(
            "How people move from stranger to friend, and how long it takes, will be drawn here.",
            keys=(("2", "goes to People, where a adds the first contact"), ("3", "goes to Journey, where > moves")),
        )
    bounds = (None, None) if year is None else (days_after(date(year, 1, 1), -1), date(year, 12, 31))
    high = tuple(who.name for who, turns in insights.reciprocity() if turns.high_point)
    return JourneyPicture(stages, insights.flow(*bounds), insights.origins(), high)


@dataclass(frozen=True, slots=True)
class RhythmPicture:
    """A year's interactions day by day, one map for each year, and who began them."""

    of: Rhythm
    today: date

    def draw(self, width: int, height: int) -> list[Content]:
        bounds = thresholds(list(self.of.days.values()))
        wide = 2 if width >= 2 * 54 + _DAY_LABEL + 8 else 1
        rows = [*self._sums(width), _BLANK, *self._legend(bounds, width)]
        for year in self.of.years:
            rows += [_BLANK, *_map(self.of, year, self.today, bounds, wide)]
        return content(rows)

    def _legend(self, bounds: tuple[int, ...], width: int) -> list[Row]:
        ends = [*(f"{low - 1}" for low in bounds[1:]), ""]
        told = [
            f"{shade} {low}" if end == str(low) else f"{shade} {low} to {end}" if end else f"{shade} {low} or more"
            for shade, low, end in zip(SHADES[1:], bounds, ends, strict=True)
        ]
        legend = f"{SHADES[0]} none   {'   '.join(told)}   interactions on a day"
        return [[(row, DIM)] for row in ([legend] if len(legend) <= width else wrap(legend, width))]

    def _sums(self, width: int) -> list[Row]:
        total, days = self.of.total, len(self.of.days)
        rows: list[Row] = [
            [(f"{total:,}", STRONG), (f" interaction{'' if total == 1 else 's'} on {_n(days, 'day')}", "")]
        ]
        room = min(max(width - 46, 8), _LONGEST_BAR)
        for who in (Initiator.THEM, Initiator.ME, Initiator.BOTH):
            n = self.of.begun[who]
            share = f"{100 * n / total:.0f} %" if total else ""
            chart = fit(bar(n / max(total, 1), room), room)
            rows.append([(fit(BEGAN[who], 19), ""), (chart, ACCENT), (f" {n:>6,}", ""), (f"{share:>6}", DIM)])
        late, due = self.of.late
        if due < ENOUGH:
            return [*rows, [(fit("check-ins in time", 19), ""), (NOT_ENOUGH, DIM)]]
        met = due - late
        chart = fit(bar(met / due, room), room)
        told = (f" {met:>6,}", ""), (f"{f'{100 * met / due:.0f} %':>6}", DIM), (f" of {due:,}", DIM)
        return [*rows, [(fit("check-ins in time", 19), ""), (chart, ACCENT), *told]]


def _map(of: Rhythm, year: int, today: date, bounds: tuple[int, ...], wide: int) -> list[Row]:
    """Seven rows of weeks with the months above and each weekday's sum at the end; days to come are blank."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    weeks = week(last) + 1
    months = [" "] * (weeks * wide + 3)
    cells = [[" "] * weeks for _ in range(7)]
    sums = [0] * 7
    for number in range((min(last, today) - first).days + 1):
        day = first + timedelta(days=number)
        n = of.days.get(day, 0)
        cells[day.weekday()][week(day)] = SHADES[sum(n >= low for low in bounds)]
        sums[day.weekday()] += n
    for month, name in enumerate(MONTHS, 1):
        begins = date(year, month, 1)
        start = (week(begins) + (begins.weekday() > 0 and month > 1)) * wide
        months[start : start + 3] = name
    size = max(len(f"{n:,}") for n in sums)
    rows: list[Row] = [[(f"{year:<{_DAY_LABEL}}", HEADING), ("".join(months).rstrip(), DIM)]]
    for number, row in enumerate(cells):
        shades = "".join(each * wide for each in row)
        rows.append([(fit(DAYS[number], _DAY_LABEL), DIM), (shades, ACCENT), (f"  {sums[number]:>{size},}", "")])
    return rows


def _n(n: int, thing: str) -> str:
    return f"{n:,} {thing}{'' if n == 1 else 's'}"


def read_rhythm(insights: Insights, year: int | None) -> Picture:
    found = insights.rhythm(year)
    if found.total:
        return RhythmPicture(found, insights.book.today())
    if year is not None and insights.rhythm().total:
        said = f"Nothing is logged in {year}."
        return Words(said, keys=(("[", "the year before"), ("t", "all the years at once")))
    return Words(
        "Your year in touch will be drawn here, a mark for each day, and who began.",
        keys=(("l", "logs what happened with somebody"),),
    )
