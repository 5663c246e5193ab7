"""The one-line log: a line as a person types it → what happened, with whom, when, and what was promised.

The grammar is PRODUCT.md's: names anywhere, a date phrase beside them, the channel from the verb, `#signals`,
`+2w promises` at the end, `!private`. Nothing here raises: what cannot be saved is said in `Understood.problem`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bondtui.domain.dates import DateOrder, read_day, read_when
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.mentions import NAMED_IN, Mention, find_mentions, strangers
from bondtui.domain.names import Atom, Known, Roll, atoms
from bondtui.domain.text import MAX_LINE, clean, fold, too_long
from bondtui.domain.told import ESCAPE, MARKED, Piece, without_signs, worth_keeping
from bondtui.domain.words import ABOUT, BOTH_BEGAN, CHANNEL_OF, THEIR

_PRIVATE = re.compile(r"(?<![\S])!private(?![\w-])", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<![\w\\#&/])#([^\W\d_][\w-]*)")
_PLUS = re.compile(r"(?<!\S)\+(?=[0-9]|[A-Za-z]{2}|[Aa] )")
_COLON = re.compile(r":(?=\s|$)|：")
_TRIED = re.compile(r"\btried\b", re.IGNORECASE)
_UNREACHED = re.compile(
    r"\b(?:no (?:answer|reply)(?! (?:to|from|on|about)\b)|voice ?mail"
    r"|did(?:n['’]t| not) (?:answer|pick up|reach)|could(?:n['’]t| not) reach)\b",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"(?:\.?['’]s\b)?[\s,.()\]]*")
_ESCAPED = re.compile(r"\\[\w'’-]*")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY_OF_MONTH = re.compile(
    rf"\b[0-9]{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?{_MONTH}\b"
    rf"|\b{_MONTH} [0-9]{{1,2}}(?:(?:st|nd|rd|th)\b|(?=[,:;!?)]|\.?(?:\s*$|\.\s)))",
    re.IGNORECASE,
)
_SIGNALS = {signal.value: signal for signal in Signal}
_BLANKS = re.compile(r"\s*")

_PHRASE = 80
"""Characters a date phrase is looked for in."""
_MOST = 100
"""Follow-ups in one line."""

NOBODY = "Nobody in the book is named here."
A_PLAN = "That is a plan: add a follow-up, such as +2w and what you promise."


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up to be added."""

    due_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says. It can be saved when `problem` is None; `unknown` are names that could be added."""

    line: str
    people: tuple[Mention, ...]
    unknown: tuple[str, ...]
    date: date
    date_said: bool
    channel: Channel
    initiator: Initiator
    reached: bool
    private: bool
    signals: tuple[Signal, ...]
    promises: tuple[Promise, ...]
    text: str
    pieces: tuple[Piece, ...]
    problem: str | None
    names_nobody: bool = False
    """Whether the problem is that nobody in the book is named."""

    @property
    def ambiguous(self) -> tuple[Mention, ...]:
        """The names that fit several contacts."""
        return tuple(mention for mention in self.people if len(mention.candidates) > 1)

    @property
    def added(self) -> tuple[str, ...]:
        """The names that nobody has yet and that were marked to be added."""
        return tuple(mention.name for mention in self.people if not mention.candidates)


def understand(
    line: str,
    today: date,
    roll: Roll,
    *,
    order: DateOrder = "dmy",
    chosen: Mapping[str, int] | None = None,
    implied: Known | None = None,
) -> Understood:
    """Read `line`. Lines after the first are kept as text.

    `chosen` says which contact (id) a folded name means when it fits several; `implied` is who is meant when the
    line names nobody.
    """
    if too_long(line):
        return _nothing(line[:MAX_LINE], today, "That is longer than the 64 KiB a text may have.")
    first, _, rest = clean(line).partition("\n")
    if not first:
        return _nothing("", today, "Nothing is written yet: say what happened, and with whom.")
    return _Reader(first, rest, today, roll, order, chosen or {}, implied).read()


def _nothing(line: str, today: date, problem: str) -> Understood:
    nobody: tuple[Mention, ...] = ()
    return Understood(
        line, nobody, (), today, False, Channel.MESSAGE, Initiator.BOTH, True, False, (), (), "", (), problem
    )


class _Reader:
    """Reads one line, piece by piece; each step takes away what it understood."""

    def __init__(
        self,
        line: str,
        rest: str,
        today: date,
        roll: Roll,
        order: DateOrder,
        chosen: Mapping[str, int],
        implied: Known | None,
    ) -> None:
        self.line, self.rest, self.today, self.order = line, rest, today, order
        self.roll, self.chosen, self.implied = roll, chosen, implied
        self.problem: str | None = None
        self._every_mention: tuple[Mention, ...] = ()
        self.pieces: list[Piece] = []
        self._no_names: list[tuple[int, int]] = []

    def read(self) -> Understood:
        signals = self._signals()
        private = self._mark("private", *_PRIVATE.finditer(self.line))
        promises, tail = self._promises()
        people = self._people(tail)
        words = self._free(atoms(self.line[: min(tail, NAMED_IN)]))
        head, verb = self._head(words, people, tail)
        day, people = self._day(people, verb, head)
        if verb:
            self.pieces.append(Piece(verb.start, verb.end, "verb"))
        initiator, channel = self._began(people, verb, head), _channel(verb, words, head)
        reached = not self._attempt(verb, head, tail)
        words = self._free(words)
        unknown = strangers(self.line, [w for w in words if w.end <= head], people, verb)
        if not people and self.implied:
            people = (Mention(0, 0, self.implied.name, (self.implied,)),)
        names_nobody = not people and self.problem is None
        if names_nobody:
            self.problem = _nobody(unknown)
        elif day and day > self.today:
            self.problem = self.problem or A_PLAN
        text = worth_keeping(self.line, self.pieces, words, head, tail)
        text = f"{text}\n{self.rest}".strip() if self.rest else text
        return Understood(
            self.line, people, unknown, day or self.today, day is not None, channel, initiator, reached, private,
            signals, promises, text, tuple(sorted(self.pieces, key=lambda piece: piece.start)), self.problem,
            names_nobody,
        )  # fmt: skip

    def _mark(self, kind: str, *matches: re.Match[str]) -> bool:
        self.pieces += [Piece(match.start(), match.end(), kind) for match in matches]
        return bool(matches)

    def _free(self, words: Sequence[Atom]) -> list[Atom]:
        near = [piece for piece in self.pieces if piece.start < NAMED_IN]
        return [word for word in words if not any(p.start < word.end and word.start < p.end for p in near)]

    def _signals(self) -> tuple[Signal, ...]:
        known: dict[Signal, None] = {}
        for match in _HASHTAG.finditer(self.line):
            if signal := _SIGNALS.get(match[1].lower()):
                known[signal] = None
                self._mark("signal", match)
        return tuple(known)

    def _promises(self) -> tuple[tuple[Promise, ...], int]:
        """The follow-ups at the end of the line, and where they begin."""
        found: list[tuple[int, int, date]] = []
        for plus in list(_PLUS.finditer(self.line))[-_MOST:]:
            try:
                when = read_when(self.line[plus.end() :][:_PHRASE], self.today, self.order)
            except ValueError as error:
                self.problem = self.problem or str(error)
                continue
            if when:
                found.append((plus.start(), plus.end() + when[1], when[0]))
                self._no_names.append((plus.start(), plus.end() + when[1]))
        promises = []
        ends = [*(start for start, _, _ in found), len(self.line)][1:]
        for (start, begin, due), end in zip(found, ends, strict=True):
            text = without_signs(self.line, self.pieces, begin, end).lstrip(" ,;:")
            if not text:
                said = self.line[start:begin]
                self.problem = self.problem or f"{said} wants a few words after it: what did you promise?"
            promises.append(Promise(due, text))
        tail = found[0][0] if found else len(self.line)
        if found:
            self.pieces.append(Piece(tail, len(self.line), "promise"))
        return tuple(promises), tail

    def _people(self, tail: int) -> tuple[Mention, ...]:
        signs = [(p.start, p.end) for p in self.pieces if p.kind != "promise" and p.start < NAMED_IN]
        days = [found.span() for found in _DAY_OF_MONTH.finditer(self.line[:NAMED_IN])]
        blocked = [*signs, *days, *self._escaped(), *self._no_names]
        marked = [
            mark
            for mark in MARKED.finditer(self.line, 0, NAMED_IN)
            if not any(start < mark.end() and mark.start() < end for start, end in signs)
        ]
        for end in [tail] if self.implied else dict.fromkeys((tail, len(self.line))):
            people = find_mentions(self.line[:end], self.roll, marked, blocked, self.chosen)
            if people:
                break
        self.pieces += [Piece(who.start, who.end, "name") for who in people if who.end <= tail]
        once: dict[object, Mention] = {}
        for who in people:
            once.setdefault(who.candidates[0].id if who.candidates else fold(who.name), who)
        self._every_mention = people
        return tuple(once.values())

    def _escaped(self) -> list[tuple[int, int]]:
        """Where words stand that a backslash says are no names."""
        return [
            (escape.start(), word.end())
            for escape in ESCAPE.finditer(self.line, 0, NAMED_IN)
            if (word := _ESCAPED.match(self.line, escape.start()))
        ]

    def _head(self, words: Sequence[Atom], people: Sequence[Mention], tail: int) -> tuple[int, Atom | None]:
        """Where the head ends (at the first colon after a name or a verb, else at the tail), and its verb."""
        for colon in _COLON.finditer(self.line, 0, min(tail, NAMED_IN)):
            verb = _verb(words, colon.start())
            if verb or any(who.end <= colon.start() for who in people):
                return colon.start(), verb
        return tail, _verb(words, tail)

    def _day(
        self, people: tuple[Mention, ...], verb: Atom | None, head: int
    ) -> tuple[date | None, tuple[Mention, ...]]:
        """The day said at the beginning, after a name or the verb, and the people whose name was no part of it."""
        for at in self._day_places(verb, head):
            try:
                found = read_day(self.line[at : min(head, at + _PHRASE)], self.today, self.order)
            except ValueError as error:
                self.problem = self.problem or str(error)
                return None, people
            if found is None:
                continue
            day, end = found[0], at + found[1]
            if any(who.start == at for who in self._every_mention) and not self._more_than(people, at, end, head):
                continue
            self.pieces = [p for p in self.pieces if p.kind != "name" or p.end <= at or p.start >= end]
            self.pieces.append(Piece(at, end, "date"))
            return day, tuple(who for who in people if who.end <= at or who.start >= end)
        return None, people

    def _more_than(self, people: Sequence[Mention], at: int, end: int, head: int) -> bool:
        """Whether the name is a month here: somebody else is named and no date follows it. `May 3 called Anna`."""
        named = next(who.end for who in self._every_mention if who.start == at)
        try:
            own = read_day(self.line[named:head][:_PHRASE].lstrip(), self.today, self.order)
        except ValueError:
            own = None
        return own is None and any(who.start >= end for who in people)

    def _day_places(self, verb: Atom | None, head: int) -> Iterator[int]:
        places = [0]
        for who in self._every_mention:
            if after := _AFTER_NAME.match(self.line, who.end):
                places.append(after.end())
        if tried := _TRIED.search(self.line, 0, head):
            places.append(tried.end() + 1)
        if verb and (after := _BLANKS.match(self.line, verb.end)):
            places.append(after.end())
        return (at for at in sorted(places) if at < head)

    def _began(self, people: Sequence[Mention], verb: Atom | None, head: int) -> Initiator:
        tried = None if verb else _TRIED.search(self.line, 0, head)
        begun = verb.start if verb else tried.start() if tried else None
        if begun is None or (verb and verb.key in BOTH_BEGAN):
            return Initiator.BOTH
        before_names = {self._word_before(who) for who in people if who.start < head}
        if "with" in before_names:
            return Initiator.BOTH
        if "from" in before_names or any(who.start < begun for who in people):
            return Initiator.THEM
        return Initiator.ME

    def _word_before(self, who: Mention) -> str:
        words = self.line[: who.start].rstrip(" *").rsplit(None, 1)
        return fold(words[-1]) if words else ""

    def _attempt(self, verb: Atom | None, head: int, tail: int) -> bool:
        tried = _TRIED.search(self.line, 0, head)
        said = tried if tried and not (verb and verb.start < tried.start()) else _UNREACHED.search(self.line, 0, tail)
        if said and said.end() <= head and not any(p.start < said.end() and said.start() < p.end for p in self.pieces):
            self._mark("verb", said)
        return said is not None and len(self.line[head : said.start()].split()) <= 3


def _channel(verb: Atom | None, words: Sequence[Atom], head: int) -> Channel:
    if verb:
        return CHANNEL_OF[verb.key]
    has_with = any(word.key == "with" for word in words if word.end <= head)
    return Channel.MEETING if has_with else Channel.MESSAGE


def _verb(words: Sequence[Atom], end: int) -> Atom | None:
    before = ""
    for word in words:
        if word.end > end or word.key in ABOUT:
            return None
        if word.key in CHANNEL_OF and before not in THEIR:
            return word
        before = word.key
    return None


def _nobody(unknown: Sequence[str]) -> str:
    if unknown:
        return f"Nobody in the book is called {unknown[0]}; write **{unknown[0]}** to add them."
    return NOBODY
