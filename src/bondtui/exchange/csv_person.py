"""What the cells of one row say of one person, put together so that the book takes it and nothing is lost."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bondtui.domain.contacts import ContactMethod, ImportantDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Person, Record, Remark, Skipped
from bondtui.domain.text import MAX_LINE, MAX_TEXT, clean, clean_line, cut, fold, too_long
from bondtui.exchange.csv_days import Days

_WORD = re.compile(r"\w+")
_BORN = re.compile("([0-9]{4}|-)-[0-9]{1,2}-[0-9]{1,2}")
_NFC_GROWTH = 3
"""How many times longer NFC can make a text."""

NOBODY = "This row is nobody: it has no name, no company, no e-mail address and no phone."
_CUT = "The text about them is longer than the 64 KiB it may have: what is over was left out."


@dataclass(slots=True)
class Draft:
    """Filled cell by cell, with texts as the file has them.

    What takes a text and a label can be what becomes of a column; the label is that of the column beside it, if any.
    """

    line: int
    uid: str = ""
    name: str = ""
    parts: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    company: str = ""
    role: str = ""
    expertise: str = ""
    how_met: str = ""
    archived: bool = False
    tags: list[str] = field(default_factory=list)
    methods: dict[tuple[str, str], ContactMethod] = field(default_factory=dict)
    dates: list[ImportantDate] = field(default_factory=list)
    born: dict[str, tuple[str, Callable[[], None]]] = field(default_factory=dict)
    """The year, month and day of birth where each has a cell, with what becomes of it if they are no day together."""
    _notes: list[str] = field(default_factory=list)
    _titled: list[str] = field(default_factory=list)
    _places: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _made_of_others: list[tuple[str, str]] = field(default_factory=list)
    _remarks: list[Remark] = field(default_factory=list)

    def leave_out(self, text: str, label: str = "") -> None:
        """What is no knowledge of a person."""

    def set_name(self, text: str, label: str = "") -> None:
        """The whole name; another one is an alias."""
        if self.name:
            self.tell_if_new("", text)
        else:
            self.name = text

    def add_part(self, text: str, label: str = "") -> None:
        """A part of the name; they come in the order in which it is spoken."""
        self.parts.append(text)

    def add_alias(self, text: str, label: str = "") -> None:
        self.aliases.append(text)

    def add_company(self, text: str, label: str = "") -> None:
        """The first is theirs; any other goes to `about`."""
        if self.company:
            self.tell("Company", text)
        else:
            self.company = text

    def add_role(self, text: str, label: str = "") -> None:
        """The first is theirs; any other goes to `about`."""
        if self.role:
            self.tell("Role", text)
        else:
            self.role = text

    def add_note(self, text: str, label: str = "") -> None:
        """A text about them, which stays as it is."""
        self._notes.append(text)

    def tell(self, title: str, text: str) -> None:
        """Keep for `about` what has no place of its own."""
        if text := clean(text):
            self._titled.append(f"{title}: {text}")

    def tell_if_new(self, title: str, text: str) -> None:
        """The same for what a program makes of name, company and address; without a title it would be an alias."""
        self._made_of_others.append((title, text))

    def method(self, kind: str, text: str, label: str, title: str) -> None:
        """A way to reach them; what cannot be one goes to `about` under its label or `title`."""
        value = one_line(text)
        if kind == "phone" and value[:4].lower() == "tel:":
            value = value[4:].strip()
        if not value:
            return
        if (kind == "email" and ("@" not in value or " " in value)) or not (_fits(value) and _fits(label)):
            self.tell(label or title, text)
        else:
            self.methods.setdefault((kind, value), ContactMethod(kind, value, label))

    def place(self, key: str, label: str, text: str) -> None:
        """A part of the address of this key and label; parts come in the order in which they are to be read."""
        if text := commas(text):
            self._places.setdefault((key, label), []).append(text)

    def has_place(self, key: str, label: str) -> bool:
        return (key, label) in self._places

    def date(self, days: Days, label: str, text: str, title: str = "") -> None:
        """A date, as far as it can be read; other words go to `about` under `title`, else the label."""
        text, title = one_line(text), title or label[:1].upper() + label[1:]
        if not _fits(label):
            self.tell(title, text)
            return
        try:
            found, whole = days.read(text)
        except ValueError as error:
            found, whole = None, False
            self._remarks.append(Remark(self.line, f"{error} “{text[:40]}” is kept in the text about them."))
        if found:
            self.dates.append(ImportantDate(label, found))
        if not whole:
            self.tell(title, text)

    def finish(self) -> Iterator[Record | Remark]:
        """The person, or that it is nobody; then what could not be read."""
        if self.born:
            self._add_birthday()
        for (_, label), parts in self._places.items():
            self.method("address", ", ".join(parts), label, "Address")
        name = self._whole_name()
        if not name:
            yield Skipped(self.line, NOBODY)
            return
        self._add_news(name, " ".join(self.parts))
        form = ContactForm(
            name=self._line("Name", name) or clean_line(name)[:MAX_LINE],
            aliases=tuple(each for alias in self.aliases if alias != name and (each := self._line("Alias", alias))),
            company=self._line("Company", self.company),
            role=self._line("Role", self.role),
            expertise=self._line("Expertise", self.expertise),
            how_met=self._text("How you met", self.how_met),
            methods=tuple(self.methods.values()),
            dates=tuple(self.dates),
            tags=tuple(each for tag in self.tags if (each := self._line("Tag", tag))),
            about=self._about(),
        )
        yield Person(self.line, form, source_uid=self.uid, archived=self.archived)
        yield from self._remarks

    def _add_birthday(self) -> None:
        texts = {part: text for part, (text, _) in self.born.items()}
        day = f"{texts.get('year', '-')}-{texts.get('month', '')}-{texts.get('day', '')}"
        if _BORN.fullmatch(day):
            self.date(Days(), "birthday", day)
            return
        for _, otherwise in self.born.values():
            otherwise()

    def _whole_name(self) -> str:
        if name := one_line(self.name) or " ".join(filter(None, map(one_line, self.parts))):
            return name
        first = {kind: value for kind, value in reversed(self.methods)}
        known = (*self.aliases, self.company, first.get("email", ""), first.get("phone", ""))
        return next(filter(None, map(one_line, known)), "")

    def _add_news(self, name: str, parts: str) -> None:
        """Of what a program made of the rest, only what has a word of its own."""
        if self.name and not _stands_in(parts, name):
            self.aliases.append(parts)
        if not self._made_of_others:
            return
        words = _words(name)
        initials = [word[0] for word in words]
        known = {*words, *initials, "".join(initials), *_words(self.company)}
        known.update(word for kind, value in self.methods if kind == "email" for word in _words(value))
        for title, text in self._made_of_others:
            if known.issuperset(_words(text)):
                continue
            if title:
                self.tell(title, text)
            else:
                self.aliases.append(text)

    def _line(self, title: str, text: str) -> str:
        """`text` if it stands on one line; what is longer than that goes to `about`."""
        if _fits(text):
            return one_line(text)
        self.tell(title, text)
        return ""

    def _text(self, title: str, text: str) -> str:
        if not _is_over(text):
            return text
        self.tell(title, text)
        return ""

    def _about(self) -> str:
        about = "\n\n".join(filter(None, [*self._notes, "\n".join(self._titled)]))
        if not _is_over(about):
            return about
        self._remarks.append(Remark(self.line, _CUT))
        return cut(clean(about))


def one_line(text: str) -> str:
    """`text` without the blanks around it; cleaned where there is something to clean."""
    return text.strip() if text.isprintable() else clean_line(text)


def commas(text: str) -> str:
    """The lines of `text` as one, with a comma where a line ended."""
    if text.isprintable():
        return text.strip()
    *lines, last = [line for each in clean(text).split("\n") if (line := clean_line(each))] or [""]
    return ", ".join([*(line.removesuffix(",") for line in lines), last])


def _fits(text: str) -> bool:
    return len(text) * _NFC_GROWTH <= MAX_LINE or len(clean_line(text)) <= MAX_LINE


def _is_over(text: str) -> bool:
    return len(text) * 4 * _NFC_GROWTH > MAX_TEXT and too_long(clean(text))


def _stands_in(parts: str, name: str) -> bool:
    """Whether the name has each word of its parts, with blanks between them or without. Of endless names no."""
    folded = fold(name[: MAX_LINE + 1])
    return len(parts) <= MAX_LINE and all(word in folded for word in _words(parts))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
