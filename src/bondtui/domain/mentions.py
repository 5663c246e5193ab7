"""Who is named in a line: the longest names first, the likeliest contact first, and who might be new."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bondtui.domain.names import Atom, Known, Roll, atoms, counts, keys_of, spans
from bondtui.domain.text import clean_line, fold
from bondtui.domain.words import EVERYDAY_WORDS, FILLERS, JOINERS, PARTICLES

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
    taken = [*blocked, *(match.span() for match in marked)]
    words = atoms(text[:NAMED_IN])
    free = [span for span in spans(text, words) if not _overlaps(span.start, span.end, taken) and counts(text, span)]
    explicit = {match: _explicit_key(match[1]) for match in marked if match.end() <= len(text)}
    found = roll.named({span.key for span in free} | set(explicit.values()))
    mentions = []
    for match, key in explicit.items():
        fits = _best(found.get(key, ()))
        mentions.append(Mention(match.start(), match.end(), clean_line(match[1]), fits))
    for span in sorted((s for s in free if found.get(s.key)), key=lambda s: (s.start - s.end, s.start)):
        if not _overlaps(span.start, span.end, taken):
            taken.append((span.start, span.end))
            mentions.append(Mention(span.start, span.end, text[span.start : span.end], _best(found[span.key])))
    return _in_order(sorted(mentions, key=lambda mention: mention.start), roll, chosen)


def _explicit_key(name: str) -> str:
    return next(iter(keys_of(clean_line(name), ())), "")


def _overlaps(start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < right and left < end for left, right in places)


def _best(fits: Sequence[Known]) -> tuple[Known, ...]:
    """A whole name goes before an alias, an alias before a short form."""
    how = min((known.how for known in fits), default=0)
    return tuple(known for known in fits if known.how == how)


def _in_order(mentions: Sequence[Mention], roll: Roll, chosen: Mapping[str, int]) -> tuple[Mention, ...]:
    """Each mention's candidates, the likeliest first; one who is named beyond doubt elsewhere is meant here too."""
    certain = {mention.candidates[0].id for mention in mentions if len(mention.candidates) == 1}
    ordered = []
    for mention in mentions:
        candidates = mention.candidates
        picked = chosen.get(fold(mention.name))
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
        start = words[at].start
        if _stands_for_a_name(text, start, people, verb) and _capitalised(text, words[at]):
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
    return text[word.start].isupper() and word.key not in EVERYDAY_WORDS and word.key not in FILLERS


def _continues(text: str, words: Sequence[Atom], at: int) -> bool:
    touching = text[words[at - 1].end : words[at].start] in (" ", ". ")
    return touching and (_capitalised(text, words[at]) or words[at].key in PARTICLES)


def _stands_for_a_name(text: str, start: int, people: Sequence[Mention], verb: Atom | None) -> bool:
    before = text[:start].rstrip()
    if not before or (verb and verb.end == len(before)):
        return True
    if any(who.end == len(before) and start - who.end == 1 for who in people):
        return True
    last = atoms(before[-40:])
    listed = before.endswith(",") and any(who.end == len(before) - 1 for who in people)
    return listed or bool(last and last[-1].key in JOINERS and before.endswith(text[:start].split()[-1]))


def _name_start(text: str, start: int, people: Sequence[Mention]) -> int:
    """A capitalised word right after a first name belongs to it: `Anna Berg` where the book knows another Anna."""
    return next((who.start for who in people if start - who.end == 1 and text[who.end] == " "), start)


