"""How projects, steps and amounts are written, so that the list, the page and the totals say it alike."""

import re
from collections.abc import Mapping

from bondtui.domain.money import Money
from bondtui.domain.work import Project, Step

DONE, WAIVED, OPEN = "■", "▣", "□"
NONE = "–"
MOST_SQUARES = 10
"""Steps drawn as squares; a longer standard is told in numbers alone."""


def square(step: Step) -> str:
    """The step as one sign, told apart without colour."""
    if step.waived is not None:
        return WAIVED
    return OPEN if step.is_open else DONE


def settled(project: Project) -> str:
    """How much of the standard is done or waived: `3/8`."""
    return f"{sum(not each.is_open for each in project.steps)}/{len(project.steps)}"


def progress(project: Project) -> str:
    """The standard as a bar of its steps: `■■▣□□□□□ 3/8`."""
    if len(project.steps) > MOST_SQUARES:
        return settled(project)
    return "".join(square(each) for each in project.steps) + f" {settled(project)}"


def short(amount: Money) -> str:
    """The amount without decimals that are all nought: `1,200 EUR`."""
    return re.sub(r"\.0+(?= )", "", str(amount))


def is_whole(minor: int, currency: str) -> bool:
    """Whether all its decimals are nought."""
    return "." not in short(Money(minor, currency))


def number(minor: int, currency: str, whole: bool) -> str:
    """The amount without its currency, where that stands above; without decimals when `whole`."""
    amount = Money(minor, currency)
    return (short(amount) if whole else str(amount)).rpartition(" ")[0]


def amounts(minor: Mapping[str, int]) -> list[str]:
    """A text for each currency; currencies are never added up."""
    return [short(Money(each, currency)) for currency, each in minor.items()]


def paid_first(project: Project) -> list[str]:
    """What was paid, the agreed currency first."""
    first = project.agreed.currency if project.agreed else ""
    return amounts(dict(sorted(project.paid.items(), key=lambda each: (each[0] != first, each[0]))))
