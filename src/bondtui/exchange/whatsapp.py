"""A WhatsApp chat as text, from Android or an iPhone in any language: who wrote on which day, never what they wrote."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TextIO

from bondtui.domain.incoming import Asked, Happening, Occasion, Participant, Record, Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator
from bondtui.domain.text import MAX_LINE, clean_line, fold
from bondtui.errors import Refused
from bondtui.exchange.source import Source

_LONGEST = 4_096
"""Characters of a line that are looked at: the sender stands among them."""

_MOST = 400_000
"""Days with somebody: all that is kept of a chat, however long it is."""

_FIRST_YEAR = 2009
"""There was no WhatsApp before."""

_MARK = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_MARKS = _MARK + "{0,4}"
_GAP = rf"{_MARKS}\s?{_MARKS}"
_HALF = r"[^\d\s\[\]:\u2013-]"
# `13/09/2026, 08:02 - `, `[28.08.26, 18:20:05] `, `9/13/26, 9:05 p. m. - `, `2026. 9. 13. 오후 8:02 - `
_HEADER = re.compile(
    rf"(?P<before>{_MARKS})(?P<bracket>\[)?{_MARKS}"
    rf"(?P<day>\d{{1,4}}{_MARKS}(?P<sep>[./-]){_GAP}\d{{1,2}}{_MARKS}(?P=sep){_GAP}\d{{1,4}}){_MARKS}"
    rf"(?P<then>(?=\D)\.?[,\u060c]?{_GAP}(?:{_HALF}{{1,8}}\s?)?)\d{{1,2}}[:.]\d{{2}}(?P<seconds>[:.]\d{{2}})?"
    rf"(?P<half>{_GAP}(?:{_HALF}{{1,8}}(?:\s{_HALF}{{1,8}})?)?){_MARKS}"
    r"(?(bracket)\]|\s[-\u2013])(?:\s|$)(?P<rest>.*)",
    re.DOTALL,
)
_NUMBER = re.compile(r"\d+")
_OF_A_PERSON = re.compile(r"\u200e{1,4}(?:<[^<>]{1,300}>\s*$|[\w ]{0,60}\b(?:omitted|deleted)\b)")
_INVISIBLE = re.compile(_MARK)
_COUNTED = re.compile(r"\D+(\d{1,9}) messages?")
_QUOTES = re.compile('["“”„«»]')

Parts = tuple[int, int, int]


class Header(NamedTuple):
    """How a message begins. A line that WhatsApp wrote itself has no sender; the shape is one in all of a file."""

    shape: tuple[object, ...]
    day: Parts
    sender: str


@dataclass(slots=True)
class Written:
    """What one person wrote on a day: how many messages, the line of the first, and how many you had sent before it."""

    count: int
    line: int
    after: int


class Exchanged(NamedTuple):
    """What went to and fro with one person on a day."""

    line: int
    day: date
    who: str
    theirs: Written | None
    mine: Written | None


def looks_like(head: str) -> bool:
    """Whether one of the first lines begins like a message, and any of those that do has a sender."""
    lines = [line for line in re.split(r"\r\n|\r|\n", head) if line.strip()]
    if not any(_header(line[:_LONGEST]) for line in lines[:10]):
        return False
    return any(header.sender for line in lines if (header := _header(line[:_LONGEST])))


def senders(source: Source, asked: Asked) -> list[str]:
    """Who wrote in the chat, in the order of their first messages."""
    chat = _Chat(asked)
    with source.text() as text:
        chat.count(text)
    return list(chat.names.values())


def read(source: Source, asked: Asked) -> Iterator[Record | Remark]:
    """A record for each day with each person, in the order of the file.

    Refused when it is no chat, or does not tell who in it is you.
    """
    chat = _Chat(asked)
    with source.text() as text:
        chat.count(text)
    if not chat.days:
        raise Refused(f"{clean_line(source.path.name)} has no message in it that WhatsApp could have written.")
    me = chat.me()
    yield from chat.no_days()
    group = len(chat.names) > 2
    for each in sorted(chat.exchanged(me, group)):
        if each.day > asked.today:
            yield Skipped(each.line, f"{each.day} is after today.")
        else:
            yield Occasion(each.line, (_happening(each, chat.names[each.who], group),))


def _happening(each: Exchanged, name: str, group: bool) -> Happening:
    """One message of the day, begun by who wrote first. In a group only what they wrote is counted."""
    theirs, mine = each.theirs, each.mine
    begun_by_me = mine and (theirs is None or mine.line < theirs.line)
    count = (theirs.count if theirs else 0) + (mine.count if mine and not group else 0)
    return Happening(
        f"whatsapp:{each.who}:{each.day}", each.day, Channel.MESSAGE, Initiator.ME if begun_by_me else Initiator.THEM,
        theirs is not None, _text(count, group), (Participant(name),), _when_shorter(count, theirs, group),
    )  # fmt: skip


def _text(count: int, group: bool) -> str:
    return f"WhatsApp{' group' if group else ''}, {count} message{'' if count == 1 else 's'}"


def _when_shorter(count: int, theirs: Written | None, group: bool) -> Callable[[str, bool], bool]:
    """What the day was when fewer messages of it were there: an attempt until they wrote."""

    def may_have_been(text: str, reached: bool) -> bool:
        found = _COUNTED.fullmatch(text)
        so_far = int(found[1]) if found else 0
        answered = theirs is not None and (group or so_far > theirs.after)
        return 0 < so_far < count and text == _text(so_far, group) and reached == answered

    return may_have_been


class _Chat:
    """Who wrote how often on which day, counted in one reading; what a day means is known when all are seen."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._me = fold(_name(asked.me))
        self.names: dict[str, str] = {}
        self.days: dict[Parts, dict[str, Written]] = {}
        self._orders = [_Order(which, asked.today) for which in dict.fromkeys((asked.order, "dmy", "mdy", "ymd"))]

    def count(self, text: TextIO) -> None:
        """Read all lines. One that begins like no message, or like one of another phone, goes on with the last."""
        shape, last, room = None, None, _MOST
        for number, line in _lines(text):
            header = _header(line)
            if header is None or (shape and header.shape != shape):
                continue
            shape = header.shape
            if header.day != last:
                last = header.day
                for order in self._orders:
                    order.see(last)
            if header.sender and not self._add(header, number):
                room -= 1
                if not room:
                    raise Refused(f"This chat has more than {_MOST:,} days with somebody in it.")

    def _add(self, header: Header, number: int) -> bool:
        """Whether the sender had already written on that day."""
        key = fold(header.sender)
        self.names.setdefault(key, header.sender)
        people = self.days.setdefault(header.day, {})
        if key in people:
            people[key].count += 1
            return True
        mine = people.get(self._me)
        people[key] = Written(1, number, mine.count if mine else 0)
        return False

    def me(self) -> str:
        """The key of who is asking. Refused when they did not say, did not write, or wrote alone."""
        me, by = _name(self.asked.me), _listed(list(self.names.values()))
        if not me:
            raise Refused(f"Say who you are in the chat with --me: it has messages by {by}.")
        if self._me not in self.names:
            raise Refused(f"Nobody in the chat is called {me[:60]}: it has messages by {by}.")
        if len(self.names) == 1:
            raise Refused(f"Only {me[:60]} wrote in this chat, so it does not tell with whom.")
        return self._me

    @property
    def _order(self) -> "_Order":
        """The likeliest meaning of the days; of equally likely ones that which was asked for."""
        return min(self._orders, key=lambda order: (order.impossible, order.backwards, order.unlikely))

    def no_days(self) -> Iterator[Remark]:
        for parts, people in self.days.items():
            if self._order.date(parts) is None:
                line = min(written.line for written in people.values())
                yield Remark(line, f"{'/'.join(map(str, parts))} is no day: what was written on it is left out.")

    def exchanged(self, me: str, group: bool) -> Iterator[Exchanged]:
        """Each day with each person. In a group a day is theirs who wrote on it; a day with only you is nobody's."""
        order, days = self._order, dict[date, dict[str, Written]]()
        for parts, people in self.days.items():
            if day := order.date(parts):
                _merge(days.setdefault(day, {}), people)
        others = [who for who in self.names if who != me]
        for day, people in days.items():
            mine = people.get(me)
            for who in (each for each in people if each != me) if group else others:
                theirs = people.get(who)
                line = min(each.line for each in (theirs, mine) if each)
                yield Exchanged(line, day, who, theirs, mine)


class _Order:
    """One way to read three numbers as a day, and what speaks against it."""

    def __init__(self, which: str, today: date) -> None:
        self._which, self._today = which, today
        self._last = date.min
        self.impossible = self.backwards = self.unlikely = 0

    def date(self, parts: Parts) -> date | None:
        day, month, year = (parts[self._which.index(each)] for each in "dmy")
        try:
            return date(year + 2000 if year < 100 else year, month, day)
        except ValueError:
            return None

    def see(self, parts: Parts) -> None:
        """Days come in order, exist, and lie between the first year of WhatsApp and today."""
        day = self.date(parts)
        if day is None:
            self.impossible += 1
            return
        self.backwards += day < self._last
        self.unlikely += day.year < _FIRST_YEAR or day > self._today
        self._last = day


def _merge(into: dict[str, Written], people: Mapping[str, Written]) -> None:
    """A day that is written in two ways is one."""
    for who, written in people.items():
        known = into.setdefault(who, Written(0, written.line, written.after))
        known.count += written.count
        known.line = min(known.line, written.line)


def _lines(text: TextIO) -> Iterator[tuple[int, str]]:
    """Each line's number and its beginning, however long it is."""
    number, last = 0, "\n"
    while piece := text.readline(_LONGEST):
        if last == "\r" and piece == "\n":
            last = piece
            continue
        if last in "\r\n":
            number += 1
            yield number, piece
        last = piece[-1]


def _header(line: str) -> Header | None:
    match = _HEADER.match(line)
    if not match:
        return None
    first, second, third = (int(each) for each in _NUMBER.findall(match["day"]))
    bracket, half = bool(match["bracket"]), bool(_INVISIBLE.sub("", match["half"]).strip())
    shape = (bracket, match["sep"], not {",", "\u060c"}.isdisjoint(match["then"]), bool(match["seconds"]), half)
    return Header(shape, (first, second, third), _sender(match["rest"], bracket, bool(match["before"])))


def _sender(rest: str, bracket: bool, marked: bool) -> str:
    """Who wrote it; empty when WhatsApp did.

    Its own lines have no sender on Android. An iPhone gives them the chat's name and begins their text with an
    invisible mark. So begins the text of files and calls, but there the line begins with one, too.
    """
    name, colon, text = rest.partition(": ")
    if not colon:
        name = rest.rstrip()
        if not name.endswith(":"):
            return ""
        name = name[:-1]
    if bracket and not marked and text.startswith("\u200e") and not _OF_A_PERSON.match(text):
        return ""
    # `Ann named the group "Trip: Lisbon"` has a colon, and is no message by `Ann named the group "Trip`.
    torn = not bracket and len(_QUOTES.findall(name)) % 2 and len(_QUOTES.findall(text)) % 2
    return "" if torn else _name(name)


def _listed(names: list[str]) -> str:
    """At most six names, and how many there are besides."""
    shown = [name[:60] for name in names[: 6 if len(names) == 6 else 5]]
    last = f"{len(names) - 5} others" if len(names) > 6 else shown.pop()
    return f"{', '.join(shown)} and {last}" if shown else last


def _name(written: str) -> str:
    """A sender as one reads it: a number without the marks around it, a stranger without the `~`."""
    name = clean_line(_INVISIBLE.sub("", written)).removeprefix("~").strip()
    if name.startswith("+"):
        name = name.replace("\u2010", "-").replace("\u2011", "-")
    return name if len(name) <= MAX_LINE else ""
