"""Two contacts who are one person: what is known of both side by side, and what it is together."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from bondtui.domain.contacts import BIRTHDAY, ContactMethod, ImportantDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.same_person import traits
from bondtui.domain.stages import StageChange
from bondtui.domain.text import fold

ONE = ("name", "company", "role", "expertise", "how_met", "about", "every_days", "referred_by")
"""Fields of a contact that hold one value: of two that differ one is chosen."""

SEVERAL = ("aliases", "methods", "dates", "tags")
"""Fields that are lists: they are united."""

_Item = TypeVar("_Item")


class Field(NamedTuple):
    """A field as both have it; the values are what a ContactForm holds, `referred_by` a uid."""

    name: str
    keep: object
    other: object

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same: one has to be chosen."""
        empty = ("", None, ())
        return self.keep not in empty and self.other not in empty and self.keep != self.other


def fields(keep: ContactForm, other: ContactForm) -> list[Field]:
    """Everything one of the two has, side by side."""
    found = [Field(name, getattr(keep, name), getattr(other, name)) for name in ONE + SEVERAL]
    return [each for each in found if each[1:] != ("", "") and each[1:] != (None, None) and each[1:] != ((), ())]


def united(keep: ContactForm, other: ContactForm) -> ContactForm:
    """One contact of both: what `keep` says, where it says nothing what `other` says, and the lists of both.

    Texts about them stand one below the other, the other's name becomes an alias, of two birthdays `keep`'s counts, and
    `since` is the earlier beginning.
    """
    about = [keep.about, other.about] if keep.about != other.about else [keep.about]
    return replace(
        keep,
        since=min((each.since for each in (keep, other) if each.since), default=None),
        aliases=aliases(keep.name, (*keep.aliases, other.name, *other.aliases)),
        company=keep.company or other.company,
        role=keep.role or other.role,
        expertise=keep.expertise or other.expertise,
        how_met=keep.how_met or other.how_met,
        about="\n\n".join(filter(None, about)),
        methods=_once((*keep.methods, *other.methods), _comparable),
        dates=_dates(keep.dates, other.dates),
        tags=_once((*keep.tags, *other.tags), fold),
        every_days=other.every_days if keep.every_days is None else keep.every_days,
        referred_by=keep.referred_by or other.referred_by,
    )


def aliases(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """The other names, each once, of somebody called `name`."""
    return tuple(each for each in _once(others, fold) if fold(each) != fold(name))


def _dates(ours: Sequence[ImportantDate], theirs: Sequence[ImportantDate]) -> tuple[ImportantDate, ...]:
    """The dates of both; a day whose year one of them knows has it, and there is one birthday."""
    found = list(ours)
    for day in theirs:
        same = [each for each in found if fold(each.label) == fold(day.label)]
        alike = [each for each in same if (each.on.month, each.on.day) == (day.on.month, day.on.day)]
        yearless = [each for each in alike if each.on.year is None]
        if yearless and day.on.year is not None:
            found[found.index(yearless[0])] = replace(yearless[0], on=day.on)
        elif not (same and fold(day.label) == BIRTHDAY) and not any(
            day.on.year in (None, each.on.year) for each in alike
        ):
            found.append(day)
    return tuple(found)


def _comparable(method: ContactMethod) -> Hashable:
    return next(iter(traits([method])), f"{method.kind}: {fold(method.value)}")


def _once(items: Iterable[_Item], key: Callable[[_Item], Hashable]) -> tuple[_Item, ...]:
    found: dict[Hashable, _Item] = {}
    for each in items:
        found.setdefault(key(each), each)
    return tuple(found.values())


def joined(keep: Sequence[StageChange], other: Sequence[StageChange]) -> list[StageChange]:
    """The entries of two ledgers that stand in the one ledger of both, in order (R4).

    Every move stays, by date, but one to the stage that is held by then; so the stage today is that of the latest move.
    The earlier beginning is the beginning. The later one, where a second card was begun for somebody who was known, is
    a move only if it is one forward: a card begun with a stranger does not make a stranger of a friend. Of two
    beginnings on one day the closer counts.
    """
    first, second = sorted((min(each, key=_order) for each in (keep, other)), key=_order)
    entries = {*keep, *other}
    if first.date == second.date and first.to.rank < second.to.rank:
        entries.discard(first)
    stay: list[StageChange] = []
    for entry in sorted(entries, key=_order):
        held = stay[-1].to if stay else None
        if held is None or (entry.to is not held and (entry is not second or entry.to.rank > held.rank)):
            stay.append(entry)
    return stay


def _order(entry: StageChange) -> tuple[object, int]:
    return entry.date, entry.id


def nudge_of(nudge: str, was: str, becomes: str) -> str:
    """The id of a nudge, where it is made from the uid `was`, made from `becomes`."""
    kind, dash, rest = nudge.partition("-")
    uid, tail, day = rest.partition("-")
    return f"{kind}-{becomes}{tail}{day}" if dash and uid == was else nudge
