"""How a vCard's structured name and the name in one piece become one another."""

from bondtui.domain.text import clean_line
from bondtui.exchange.vcard_lines import Property, split


def whole(structured: Property, is_2_1: bool = False) -> str:
    """Given, middle and family name and suffix, joined by blanks; the honorific stays out.

    Since 3.0 a comma without a blank behind it divides two names of a kind.
    """
    names = [*split(structured.value, ";"), "", "", "", ""][:5]
    if not is_2_1:
        names = [" ".join(_names(each)) for each in names]
    family, given, middle, _, suffix = (clean_line(structured.unescape(each)) for each in names)
    return " ".join(filter(None, (given, middle, family, suffix)))


def parted(name: str) -> tuple[str, str]:
    """Family and given name by a guess: the family name is the last word of several."""
    given, _, family = name.rpartition(" ")
    return (family, given) if given else ("", family)


def _names(text: str) -> list[str]:
    names = [""]
    for each in split(text, ","):
        if each[:1] == " " and names[-1]:
            names[-1] += f",{each}"
        else:
            names.append(each)
    return names[1:]
