"""What is gathered of one contact of a Monica export, in the measures of the book: what does not fit goes to about."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from bondtui.domain.contacts import ContactMethod, ImportantDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Happening, Participant, Person, Planned, Remark
from bondtui.domain.interactions import Channel, Initiator
from bondtui.domain.text import MAX_LINE, clean, clean_line, cut, too_long
from bondtui.exchange.monica_context import Context, participant


@dataclass
class Page:
    """Filled section by section; `person` is what it comes to, `remarks` what was left out or went elsewhere."""

    context: Context
    today: date
    uid: str
    name: str
    dead: bool = False
    birth: tuple[int, int] | None = None
    about: list[str] = field(default_factory=list)
    methods: list[ContactMethod] = field(default_factory=list)
    dates: list[ImportantDate] = field(default_factory=list)
    happened: list[Happening] = field(default_factory=list)
    planned: list[Planned] = field(default_factory=list)
    _keys: Counter[str] = field(default_factory=Counter)
    _remarks: Counter[str] = field(default_factory=Counter)

    def remark(self, why: str) -> None:
        self._remarks[why] += 1

    @property
    def remarks(self) -> Iterator[Remark]:
        for why, times in self._remarks.items():
            yield Remark(None, f"{self.name[:200]}: {why}" + (f" ({times} times)" if times > 1 else ""))

    def tell(self, what: str, *texts: str) -> None:
        """One line of about: what it is, and whatever of the texts is not empty."""
        self.about.append(f"{what}: {', '.join(filter(None, texts))}" if any(texts) else what)

    def fact(self, what: str, *texts: str) -> None:
        """The same, if there is anything to tell."""
        if any(texts):
            self.tell(what, *texts)

    def line(self, what: str, text: str) -> str:
        """`text` if it stands on one line of the book, else nothing: then it was told in about."""
        if len(clean_line(text)) <= MAX_LINE:
            return text
        self.tell(what, text)
        return ""

    def reach(self, kind: str, value: str, name: str) -> None:
        """A way to reach them under its own name, or a line of about when the value is none of that kind."""
        is_email = "@" in value and " " not in clean_line(value)
        plain = name.casefold() in (kind, "e-mail")
        if not value or max(len(value), len(name)) > MAX_LINE or (kind == "email" and not is_email):
            self.tell(name or kind, value)
        else:
            self.methods.append(ContactMethod(kind, value, "" if plain else name))

    def happen(
        self, what: str, uid: str, day: date | None, channel: Channel, initiator: Initiator, text: str,
        *, reached: bool = True, people: tuple[Participant, ...] = (),
    ) -> None:  # fmt: skip
        """An interaction; what has no day, or one after today, is none: it is told in about."""
        if day is None or day > self.today:
            self.tell(f"{what} on {day}" if day else what, text)
            self.remark(f"the {what.lower()} {f'of {day} is after today' if day else 'has no day'} and went to about.")
            return
        them = participant(self.uid, self.name)
        by = them.source_uid or self.name
        key = self._key(uid or f"{by}:{what.lower()}:{day}:{sha256(text.encode()).hexdigest()[:16]}")
        text = self._cut(f"text of a {what}", text)
        self.happened.append(Happening(key, day, channel, initiator, reached, text, people or (them,)))

    def _key(self, ident: str) -> str:
        """The same in the next export, and no other's of theirs."""
        key = f"monica:{ident}"
        self._keys[key] += 1
        again = self._keys[key]
        return key if again == 1 else f"{key}:{again}"

    def _cut(self, what: str, text: str) -> str:
        cleaned = clean(text)
        if not too_long(cleaned):
            return cleaned
        self.remark(f"the {what.lower()} was cut at 64 KiB.")
        return cut(cleaned)

    def person(self, form: ContactForm, archived: bool) -> Person:
        """The form with all that was gathered, cut to what the book holds; every cut has its remark."""
        form = replace(
            form,
            about=self._cut("text about them", "\n\n".join(filter(None, [form.about, "\n".join(self.about)]))),
            how_met=self._cut("text on how you met", form.how_met),
            methods=tuple(self.methods),
            dates=tuple(self.dates),
        )
        source_uid = participant(self.uid, self.name).source_uid
        return Person(None, form, source_uid, archived, tuple(self.happened), tuple(self.planned))
