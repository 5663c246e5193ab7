"""Who is named in a line: the longest names first, the likeliest contact first, and who might be new."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bondtui.domain.names import Atom, Known, Roll, Span, atoms, counts, keys_of, spans
from bondtui.domain.text import clean_line, fold
from bondtui.domain.words import CHANNEL_OF, EVERYDAY_WORDS, FILLERS, HONORIFICS, JOINERS, PARTICLES, PLAIN

NAMED_IN = 4_000
"""Characters of a line in which names are looked for; a longer line is a text, not a line."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the line. `candidates` are whom it fits, the likeliest first; none when it is a name to be added."""

    start: int
    end: int
    name: str
    candidates: tuple[Known, ...]


def find_mentions(
    text: str,
    roll: Roll,
    marked: Sequence[re.Match[str]],
    blocked: Sequence[tuple[int, int]],
    chosen: Mapping[str, int],
) -> tuple[Mention, ...]:
    """Everybody named in `text`, in order. `marked` are the `**Name**`s, `blocked` the places that hold no name."""
    near = text[:NAMED_IN]
    taken = bytearray(len(near))
    for start, end in (*blocked, *(match.span() for match in marked)):
        taken[start:end] = b"\1" * (min(end, len(near)) - start)
    free = [span for span in spans(near, atoms(near)) if not any(taken[span.start : span.end]) and counts(near, span)]
    explicit = {match: key for match in marked if match.end() <= len(near) and (key := _explicit_key(match[1]))}
    found = roll.named({span.key for span in free} | set(explicit.values()))
    places = [(Span(*match.span(), key), clean_line(match[1])) for match, key in explicit.items()]
    for span in sorted((s for s in free if found.get(s.key)), key=lambda s: (s.start - s.end, s.start)):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            places.append((span, near[span.start : span.end]))
    sole = [fits[0] for span, _ in places if " " in span.key and len(fits := _best(found.get(span.key, ()))) == 1]
    whole = {known.id for known in sole}
    mentions = [
        Mention(span.start, span.end, name, _best(found.get(span.key, ()), whole))
        for span, name in sorted(places, key=lambda place: place[0].start)
    ]
    return _in_order(mentions, roll, chosen)


def _explicit_key(name: str) -> str:
    return next(iter(keys_of(clean_line(name), ())), "")


def _best(fits: Sequence[Known], whole: Collection[int] = ()) -> tuple[Known, ...]:
    """A whole name goes before an alias, an alias before a short form, those in `whole` before all others."""
    if settled := tuple(known for known in fits if known.id in whole):
        return settled
    how = min((known.how for known in fits), default=0)
    return tuple(known for known in fits if known.how == how)


def _in_order(mentions: Sequence[Mention], roll: Roll, chosen: Mapping[str, int]) -> tuple[Mention, ...]:
    """Each mention's candidates, the likeliest first; one who is named beyond doubt elsewhere is meant here too."""
    certain = {mention.candidates[0].id for mention in mentions if len(mention.candidates) == 1}
    picks = {mention: chosen.get(fold(mention.name)) for mention in mentions}
    certain |= {known.id for mention, picked in picks.items() for known in mention.candidates if known.id == picked}
    ordered = []
    for mention in mentions:
        candidates = mention.candidates
        picked = picks[mention]
        sure = [known for known in candidates if known.id == picked or (picked is None and known.id in certain)]
        if len(candidates) > 1 and sure:
            candidates = (sure[0],)
        elif len(candidates) > 1:
            close = roll.in_company_of([known.id for known in candidates], certain) if certain else ()
            candidates = tuple(sorted(candidates, key=lambda known: _likelihood(known, known.id in close)))
        ordered.append(Mention(mention.start, mention.end, mention.name, candidates))
    return tuple(ordered)


def _likelihood(known: Known, close: bool) -> tuple[bool, int, str]:
    last = known.last_contact_on or date.min
    return (not close, -last.toordinal(), fold(known.name))


def strangers(text: str, words: Sequence[Atom], people: Sequence[Mention], verb: Atom | None) -> tuple[str, ...]:
    """Capitalised words where a name would stand that nobody in the book goes by. `words` are those not understood."""
    names: list[str] = []
    at = 0
    while at < len(words):
        if _capitalised(text, words[at]) and _stands_for_a_name(text, words, at, people, verb):
            start = words[at].start
            last = at
            while last + 1 < len(words) and _continues(text, words, last + 1):
                last += 1
            while words[last].key in PARTICLES and last > at:
                last -= 1
            names.append(text[_name_start(text, start, people) : words[last].end])
            at = last
        at += 1
    return tuple(dict.fromkeys(clean_line(name) for name in names))


def _capitalised(text: str, word: Atom) -> bool:
    return text[word.start].isupper() and word.key not in PLAIN | FILLERS and word.key not in CHANNEL_OF


def _continues(text: str, words: Sequence[Atom], at: int) -> bool:
    gap = text[words[at - 1].end : words[at].start]
    touching = gap == " " or (gap == ". " and (len(words[at - 1].key) == 1 or words[at - 1].key in HONORIFICS))
    return touching and (_capitalised(text, words[at]) or words[at].key in PARTICLES)


def _stands_for_a_name(text: str, words: Sequence[Atom], at: int, people: Sequence[Mention], verb: Atom | None) -> bool:
    start = words[at].start
    before = text[:start].rstrip(' *("“,')
    if not before:
        return words[at].key not in EVERYDAY_WORDS and (not people or _acts(text, words, at, verb))
    if verb and verb.end == len(before):
        return True
    if any(who.end == len(before) for who in people):
        return text[len(before) : start] in (" ", ", ")
    last = atoms(before[-40:])
    joined = bool(last) and last[-1].key in JOINERS and last[-1].end == len(before[-40:])
    return joined or before.endswith("&")


def _acts(text: str, words: Sequence[Atom], at: int, verb: Atom | None) -> bool:
    """Whether what begins the line is followed by the verb, or by another name after a comma or an `and`."""
    while at + 1 < len(words) and _continues(text, words, at + 1):
        at += 1
    after = text[words[at].end :][:40].lstrip()
    following = atoms(after)
    if verb and text[words[at].end : verb.start].strip() == "":
        return True
    return after[:1] in (",", "&") or bool(following and following[0].key in ("and", "&"))


def _name_start(text: str, start: int, people: Sequence[Mention]) -> int:
    """A capitalised word right after a first name belongs to it: `Anna Berg` where the book knows another Anna."""
    return next((who.start for who in people if start - who.end == 1 and text[who.end] == " "), start)
