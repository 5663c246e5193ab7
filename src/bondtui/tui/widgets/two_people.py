"""Two contacts who may be one person, field by field beside one another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from textual.content import Content

from bondtui.domain.contacts import ContactMethod, ContactPage, ImportantDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Interaction
from bondtui.domain.merging import SEVERAL, fields, united
from bondtui.tui.text import first_line, fit, styled, wrap
from bondtui.tui.widgets.brief import DIM
from bondtui.tui.widgets.facts import Days, cadence_words, last_words, stage_since

Choice = Literal["keep", "other", "both"]

LABELS = {
    "name": "name",
    "aliases": "also called",
    "company": "company",
    "role": "role",
    "expertise": "knows",
    "methods": "reach at",
    "dates": "dates",
    "tags": "tags",
    "every_days": "check in",
    "how_met": "how you met",
    "about": "about",
    "referred_by": "referred by",
}
"""The fields as the form of a contact calls them, in its order."""

LABEL = 13
LONGEST = 400
"""Characters of a text that are looked at to show its beginning."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: `form` is what can be chosen of them, `newest` their latest interactions."""

    page: ContactPage
    form: ContactForm
    newest: list[Interaction]


@dataclass(frozen=True, slots=True)
class Row:
    """A field as lines of both. `name` is the form's; a fact that is no field has none."""

    name: str
    label: str
    keep: tuple[str, ...]
    other: tuple[str, ...]
    same: bool = False
    """Whether there is nothing to choose. Of long texts only the beginning stands here."""


def field_rows(keep: Side, other: Side) -> list[Row]:
    """Every field one of the two has, in the order of the form of a contact."""
    found = {each.name: each for each in fields(keep.form, other.form)}
    return [
        Row(name, label, _told(name, each.keep, keep), _told(name, each.other, other), each.keep == each.other)
        for name, label in LABELS.items()
        if (each := found.get(name))
    ]


def fact_rows(keep: Side, other: Side, days: Days) -> list[Row]:
    """What stays of both, whatever is chosen: their stages, and what happened last."""
    return [
        Row("", "stage", (_stage(keep, days),), (_stage(other, days),)),
        Row("", "last", (_last(keep, days),), (_last(other, days),)),
    ]


def _stage(side: Side, days: Days) -> str:
    return f"{side.page.contact.stage} {stage_since(side.page, days.today)}".strip()


def _last(side: Side, days: Days) -> str:
    text = next((first_line(each.text) for each in side.newest if each.moves_the_clock), "")
    return last_words(side.page, side.newest, days) + (f": {text}" if text else "")


def choices(name: str) -> tuple[Choice, ...]:
    """What can be chosen of a field: the one's, the other's, and where both can stand together, both."""
    return ("keep", "other", "both") if name in SEVERAL or name == "about" else ("keep", "other")


def first_choice(row: Row) -> Choice:
    """What is chosen until the person says otherwise: nothing is lost that can stay."""
    if row.keep and row.other and not row.same:
        return "both" if "both" in choices(row.name) else "keep"
    return "keep" if row.keep else "other"


def _told(name: str, value: object, side: Side) -> tuple[str, ...]:
    """A field's value as lines a person reads; nothing for an empty one."""
    match value:
        case None | "" | ():
            return ()
        case int():
            return (cadence_words(value),)
        case str():
            referrer = side.page.referred_by
            text = referrer.name if name == "referred_by" and referrer else value
            return tuple(line for line in text[:LONGEST].split("\n") if line.strip())
        case tuple() if name == "tags":
            return (" ".join(f"#{each}" for each in value),)
        case tuple():
            return tuple(_item(each) for each in value)
    return (str(value),)


def _item(item: object) -> str:
    match item:
        case ContactMethod(value=value, label=label):
            return f"{value} ({label})" if label else value
        case ImportantDate(label=label, on=on):
            return f"{label} {on}"
    return str(item)


def laid_out(row: Row, width: int, most: int) -> list[tuple[str, str]]:
    """The lines of both in two columns of `width` cells, `most` of them at most."""
    columns = []
    for lines in (row.keep, row.other):
        cells = [piece for line in lines for piece in wrap(line, max(width, 2))] or ["–"]
        columns.append([*cells[: most - 1], f"{cells[most - 1]} …"] if len(cells) > most else cells)
    height = max(map(len, columns))
    for column in columns:
        column += [""] * (height - len(column))
    return list(zip(*columns, strict=True))


class PairPicture:
    """Both in brief, with the reason above them."""

    def __init__(self, why: str, keep: Side, other: Side, days: Days) -> None:
        self._why = why
        name, *others = field_rows(keep, other)
        self._rows = [name, *fact_rows(keep, other, days), *others]

    def draw(self, width: int, height: int) -> list[Content]:
        column = max((width - LABEL) // 2 - 1, 4)
        rows = [styled((line, "italic")) for line in wrap(self._why[:1].upper() + self._why[1:], width)]
        rows.append(Content(""))
        for row in self._rows:
            style = "bold" if row.name == "name" else ""
            for number, (keep, other) in enumerate(laid_out(row, column, 4)):
                label = row.label if number == 0 else ""
                rows.append(
                    styled((fit(label, LABEL), DIM), (fit(keep, column) + "  ", style), (fit(other, column), style))
                )
        return rows


def merged(keep: Side, other: Side, chosen: Mapping[str, Choice]) -> ContactForm:
    """The one contact that comes of what was chosen, field by field."""
    forms = {"keep": keep.form, "other": other.form}
    parts = {name: getattr(forms[choice], name) for name, choice in chosen.items() if choice != "both"}
    return replace(united(keep.form, other.form), **parts)
