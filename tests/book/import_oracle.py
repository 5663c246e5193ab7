"""What an import has to come to, by the letter of its rules: everybody is looked at for every record."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bondtui.domain.contacts import ContactMethod
from bondtui.domain.incoming import Happening, Occasion, Participant, Person, Remark, Skipped

Record = Person | Occasion | Skipped | Remark


def plain(text: str) -> str:
    """A name as it is compared; the tests' names have no other marks."""
    return " ".join(text.split()).lower().replace("ë", "e")


def trait(method: ContactMethod) -> str:
    """An e-mail address, a phone number or a profile; the tests' ones are written with case and blanks only."""
    if method.kind == "url" and "linkedin" not in method.value:
        return ""
    address = "".join(method.value.lower().split()).rstrip("/")
    return address if method.kind != "address" else ""


@dataclass
class Somebody:
    name: str
    fresh: bool = True
    traits: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    first: str | None = None
    aliases: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    ways: list[str] = field(default_factory=list)
    days: set[str] = field(default_factory=set)
    company: str = ""
    about: list[str] = field(default_factory=list)
    properties: bool = False
    promised: set[str] = field(default_factory=set)

    def state(self) -> tuple[object, ...]:
        return (
            frozenset(self.aliases), frozenset(self.tags), tuple(self.ways), frozenset(self.days), self.company,
            tuple(self.about), self.properties, frozenset(self.keys),
        )  # fmt: skip


@dataclass
class Oracle:
    """The book as it has to be after the records so far, and what the report has to say of the last file."""

    today: date
    people: list[Somebody] = field(default_factory=list)
    happened: dict[str, list[Somebody]] = field(default_factory=dict)
    promised: set[tuple[str, str]] = field(default_factory=set)
    report: Counter[str] = field(default_factory=Counter)

    def bring(self, records: Iterable[Record]) -> None:
        self.report = Counter()
        for each in self.people:
            each.fresh = False
        for record in records:
            if isinstance(record, Person):
                self.report[self._person(record)] += 1
            elif isinstance(record, Occasion):
                self.report[self._occasion(record)] += 1
            elif isinstance(record, Skipped):
                self.report["skipped"] += 1

    def _person(self, record: Person) -> str:
        form = record.form
        if not plain(form.name):
            return "skipped"
        ways = [trait(each) or each.value for each in form.methods]
        its = {found for each in form.methods if (found := trait(each))}
        first = next((found for each in form.methods if (found := trait(each))), "")
        known = f"{plain(form.name)} {first}"
        who = self._same(record, its, known)
        is_new = who is None
        if who is None:
            who = Somebody(" ".join(form.name.split()), first=None if record.source_uid else known)
            self.people.append(who)
        before = who.state()
        if not is_new and who.fresh:
            if plain(form.name) != plain(who.name):
                who.aliases.add(plain(form.name))
            said = [form.about] if form.about else []
            said += [f"Company: {form.company}"] if form.company and who.company not in ("", form.company) else []
            who.about += [each for each in said if each not in who.about]
        elif form.about and not who.about:
            who.about = [form.about]
        who.company = who.company or form.company
        who.aliases |= {plain(each) for each in form.aliases} - {plain(who.name)}
        who.tags |= set(form.tags)
        who.ways += ways if is_new else [each for each in dict.fromkeys(ways) if each not in who.ways]
        who.days |= {each.label for each in form.dates}
        who.traits |= its
        who.keys |= {record.source_uid} - {""}
        who.properties |= bool(record.properties)
        more = [self._happened(each, who) for each in record.happened]
        more += [self._promised(record, known, who, each.text) for each in record.planned]
        return "added" if is_new else "updated" if any(more) or who.state() != before else "unchanged"

    def _same(self, record: Person, its: set[str], known: str) -> Somebody | None:
        for each in self.people:
            if record.source_uid in each.keys if record.source_uid else each.first == known:
                return each
        for each in self.people:
            if any("linkedin" in shared for shared in each.traits & its):
                return each
        namesakes = [each for each in self.people if plain(each.name) == plain(record.form.name)]
        sharing = [each for each in namesakes if each.traits & its]
        bare = [each for each in namesakes if not each.traits]
        return next(iter(sharing + bare + ([] if its else namesakes)), None)

    def _promised(self, record: Person, known: str, who: Somebody, text: str) -> bool:
        key = (record.source_uid or known, text)
        if key in self.promised or text in who.promised:
            return False
        self.promised.add(key)
        who.promised.add(text)
        return True

    def _occasion(self, record: Occasion) -> str:
        known = [each.key in self.happened for each in record.happened if each.date <= self.today]
        written = [self._happened(each, None) for each in record.happened]
        return "added" if any(written) and not any(known) else (
            "updated" if any(written) else "unchanged" if any(known) else "skipped"
        )  # fmt: skip

    def _happened(self, each: Happening, whose: Somebody | None) -> bool:
        if each.key in self.happened or each.date > self.today:
            return False
        found = [self._participant(who) for who in each.people] or [whose]
        there = [who for who in found if who is not None]
        if there:
            self.happened[each.key] = there
        return bool(there)

    def _participant(self, who: Participant) -> Somebody | None:
        holders = [each for each in self.people if who.email and who.email.lower() in each.traits]
        named = [each for each in holders if plain(each.name) == plain(who.name)]
        if holders:
            return (named or holders)[0]
        called = [each for each in self.people if plain(each.name) == plain(who.name)]
        if called:
            return called[0] if who.add or len(called) == 1 else None
        nicknamed = [each for each in self.people if plain(who.name) in each.aliases]
        if len(nicknamed) == 1:
            return nicknamed[0]
        if not who.add or not plain(who.name):
            return None
        self.people.append(Somebody(" ".join(who.name.split())))
        return self.people[-1]
