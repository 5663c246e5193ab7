"""What is gathered of a vCard until it is a person: which name counts, what fits on a line, what is told in `about`."""

import re
from collections.abc import Sequence
from datetime import date

from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate, has_died
from bondtui.domain.dates import DateOrder, parse_partial
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Person, Remark, Skipped
from bondtui.domain.text import MAX_LINE, MAX_TEXT, clean, clean_line, cut, fold, too_long
from bondtui.exchange.vcard_lines import Property, escape, quote
from bondtui.exchange.vcard_name import parted

_NO_YEAR = (0, 1604)
"""Years that stand for none in programs that cannot leave it out."""

_DAY = re.compile("([0-9]{4}|-)-?([0-9]{2})-?([0-9]{2})(?:[T ][0-9:.,+Z-]*)?")
_PART_OF_A_DAY = re.compile("[0-9]{4}(?:-[0-9]{2})?|--[0-9]{2}|---[0-9]{2}|T[0-9].*", re.DOTALL)
_CUT = "The text about them is longer than the 64 KiB it may have: the rest was left out."


class Draft:
    """What was found so far."""

    def __init__(self, line: int, properties: Sequence[Property], order: DateOrder) -> None:
        self.line = line
        self.order = order
        self.present = {each.name for each in properties if each.value.strip(" ;,")}
        self.is_2_1 = any(each.name == "VERSION" and each.value.strip() == "2.1" for each in properties)
        self.labels = {each.group.lower(): each.label for each in properties if each.name == "X-ABLABEL" and each.group}
        self.formatted: list[Property] = []
        self.structured: Property | None = None
        self.composed = ""
        self.aliases: list[str] = []
        self.companies: list[str] = []
        self.titles: list[str] = []
        self.roles: list[str] = []
        self.expertise = ""
        self.how_met = ""
        self.methods: dict[ContactMethod, None] = {}
        self.dates: dict[ImportantDate, None] = {}
        self.tags: list[str] = []
        self.notes: list[str] = []
        self.told: list[str] = []
        self.kept: list[str] = []
        self.uid = ""
        self.is_group = False
        self.has_died = False
        self.remarks: list[Remark] = []
        self.cut_at: int | None = None

    def tell(self, label: str, text: str) -> None:
        """Put a line into `about`."""
        if text := clean_line(text):
            self.told.append(f"{label[:1].upper()}{label[1:]}: {text}")

    def fit(self, what: str, text: str) -> str:
        """`text` on one line; nothing when it is too long for one, and then it is told."""
        if len(line := clean_line(text)) <= MAX_LINE:
            return line
        self.tell(what, line)
        return ""

    def label(self, of: Property) -> str:
        """Their own word for it, else its types."""
        return self.fit("Label", self.labels.get(of.group.lower(), "") or ", ".join(of.types))

    def remark(self, of: Property, why: str) -> None:
        self.remarks.append(Remark(of.line, why))

    def add_method(self, kind: str, what: str, of: Property, text: str) -> None:
        if value := self.fit(what, text):
            self.methods[ContactMethod(kind, value, self.label(of))] = None

    def add_date(self, label: str, of: Property) -> None:
        """A day of the year. What is none is told: words and parts of a date without a warning, nonsense with one."""
        said = of.text.strip()
        if not said.strip("0-/. "):
            return
        try:
            day = _day(said, of.param("X-APPLE-OMIT-YEAR"), self.order)
        except ValueError:
            self.tell(label, said)
            meant = of.param("VALUE").lower() == "text" or _PART_OF_A_DAY.fullmatch(said)
            if not meant and re.search("[0-9]", said):
                self.remark(of, f"{quote(said)} is no day: it stands in the text about them.")
        else:
            self.dates[ImportantDate(self.fit("Date", label) or "date", day)] = None

    def finished(self) -> Person | Skipped:
        names = [clean_line(each.text) for each in self.formatted]
        name = self._name(names)
        if self.is_group:
            whose = quote(name) if name else "This"
            return Skipped(self.line, f"{whose} is a group, not a contact.")
        if not name:
            return Skipped(self.line, "Nobody is named on this card.")
        kept_name = self._kept_name(name)
        if self.has_died and not has_died(self.dates):
            # Who died on a day nobody knows has no days that are told.
            for each in self.dates:
                self.tell(each.label, str(each.on))
            self.dates.clear()
        if len(name) > MAX_LINE:
            self.tell("Name", name)
            name = name[:MAX_LINE].rstrip()
        others = [self.fit("Name", each) for each in names[1:] if fold(each) != fold(names[0])]
        form = ContactForm(
            name, aliases=_once([*self._own_aliases(), *others]), company=next(iter(self.companies), ""),
            role=self._role(), expertise=self.expertise, about=self._about(), how_met=self.how_met,
            methods=tuple(self.methods), dates=tuple(self.dates), tags=_once(self.tags),
            every_days=0 if self.has_died else None,
        )  # fmt: skip
        return Person(self.line, form, self.uid, properties=(*kept_name, *self.kept))

    def _name(self, names: Sequence[str]) -> str:
        by_kind = {kind: [each.value for each in self.methods if each.kind == kind] for kind in ("email", "phone")}
        candidates = (*names, self.composed, *self.aliases, *self.companies, *by_kind["email"], *by_kind["phone"])
        return next(filter(None, candidates), "")

    def _own_aliases(self) -> Sequence[str]:
        """Without the one that serves as the name."""
        return self.aliases if self.formatted or self.composed else self.aliases[1:]

    def _role(self) -> str:
        role, *others = [*self.titles, *self.roles] or [""]
        for each in others:
            if each != role:
                self.tell("Role", each)
        return role

    def _about(self) -> str:
        """The notes as they are, below them what has no place of its own and is not in them already."""
        note = "\n\n".join(filter(None, map(clean, self.notes)))
        known = set(note.split("\n"))
        told = "\n".join(each for each in dict.fromkeys(self.told) if each not in known)
        about = "\n\n".join(filter(None, (note, told)))
        if self.cut_at is None and not too_long(about):
            return about
        self.remarks.append(Remark(self.cut_at or self.line, _CUT))
        room = MAX_TEXT - len(told.encode()) - 2
        return cut("\n\n".join(filter(None, (cut(note, room), told))))

    def _kept_name(self, name: str) -> list[str]:
        """The structured name, unless it would be guessed from `name`; with the name in one piece that goes with it."""
        parts = [clean_line(each) for each in self.structured.parts(";")] if self.structured else []
        while parts and not parts[-1]:
            parts.pop()
        if not self.structured or not parts or len(name) > MAX_LINE or tuple(parts) == parted(name):
            return []
        # In 2.1 a comma divides nothing, in the 3.0 that will be written it does.
        kept = f"N:{';'.join(map(escape, parts))}" if self.is_2_1 else self.structured.kept
        goes_with = f"FN:{escape(name)}" if self.composed != name else ""
        return [kept, goes_with] if goes_with else [kept]


def _once(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _day(text: str, no_year: str, order: DateOrder) -> PartialDate:
    """ValueError when there is no such day. A time behind it is let go."""
    if not (found := _DAY.fullmatch(text)):
        return parse_partial(text, order)
    year, month, day = (int(part.replace("-", "0")) for part in found.groups())
    known = year not in _NO_YEAR and found[1] != no_year
    date(year if known else 2000, month, day)
    return PartialDate(month, day, year if known else None)
