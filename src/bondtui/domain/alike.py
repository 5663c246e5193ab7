"""Whether two names could be one person's: in another order, with an initial, a middle name or a typing variant."""

import re

from rapidfuzz.fuzz import ratio

from bondtui.domain.names import MAX_WORDS, atoms
from bondtui.domain.words import HONORIFICS, PARTICLES

SIMILAR, SAME = 1, 2

LOOSE, TIGHT = 75, 85
"""How like two words are, in percent: one may be `erik` for `eric`; more than one only `katharina` for `katarina`."""

# Don is a name as well, and Sr. is not Jr.
_TITLES = HONORIFICS - {"don", "dona", "sr"} | {"phd", "md"}

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")

Parts = tuple[str, ...]


def parts(name: str) -> Parts:
    """The words of a name folded, without titles, in alphabetical order: `Vance, Dr. Odile` is `Odile Vance`."""
    words: list[str] = []
    after_dense = False
    for atom in atoms(_BRACKETED.sub(" ", name)) or atoms(name):
        if atom.dense and after_dense:
            words[-1] += atom.key
        else:
            words += atom.key.replace("'", "").split("-")
        after_dense = atom.dense
    return tuple(sorted([word for word in words if word not in _TITLES][:MAX_WORDS]))


def is_telling(name: Parts) -> bool:
    """Whether it is more than a first name or initials."""
    words = [word for word in name if len(word) > 1 and word not in PARTICLES]
    return len(words) > 1 or (len(words) == 1 and len(words[0]) > 2 and all(each.dense for each in atoms(words[0])))


def likeness(one: Parts, other: Parts) -> int:
    """SAME, SIMILAR or 0. A single word is never similar to anything: a first name alone says nothing."""
    if one == other:
        return SAME if one else 0
    few, many = sorted((one, other), key=lambda name: (len(name), name))
    if len(few) < 2:
        return 0
    left = list(many)
    unmatched = []
    firm = False
    for word in few:
        if word in left:
            left.remove(word)
            firm |= len(word) > 1 and word not in PARTICLES
        else:
            unmatched.append(word)
    return _fit(unmatched, left, firm)


def _fit(unmatched: list[str], left: list[str], firm: bool) -> int:
    """SIMILAR when each unmatched word has one of its own in `left`, an initial or a variant, and one is certain."""
    loose = 0
    for word in unmatched:
        like, best = max(((_like(word, each), each) for each in left), default=(0.0, ""))
        if like < LOOSE:
            return 0
        left.remove(best)
        if len(word) > 1 and len(best) > 1:
            loose += like < TIGHT
            firm |= like >= TIGHT
    return SIMILAR if firm and loose < 2 else 0


def _like(word: str, other: str) -> float:
    if len(word) == 1 or len(other) == 1:
        return 100.0 if word[:1] == other[:1] else 0.0
    if min(len(word), len(other)) < 3:
        return 0.0
    # Alex for Alexander: a name cut short is as likely as a loose variant.
    return max(ratio(word, other), LOOSE if word.startswith(other) or other.startswith(word) else 0.0)
