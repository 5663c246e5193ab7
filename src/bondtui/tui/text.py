"""User text on its way to a widget. A plain str is markup to Textual, so nothing a person typed goes another way."""

import re
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from bondtui.domain.text import clean, clean_line

Part = tuple[str, str]
"""A piece of text and the style it is drawn in; an empty style is the surrounding one."""

_EMOJI = "[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
_TONE, _FLAG = "[\U0001f3fb-\U0001f3ff]", "[\U0001f1e6-\U0001f1ff]"
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_DISPUTED = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b\u200e\u200f\u2060-\u206f\u3164\uffa0\ufe00-\ufe0e\ufff9-\ufffb]"  # unseen
    f"|{_TONE}"
    f"|(?<!{_EMOJI})(?<!{_EMOJI}[\ufe0f\U0001f3fb-\U0001f3ff])\u200d|\u200d(?!{_EMOJI})"  # joins no emoji
    f"|(?<!{_EMOJI})\ufe0f|\ufe0f(?!\u200d{_EMOJI})"  # asks for a coloured sign
    f"|({_FLAG}{{2}})|{_FLAG}"  # half a flag
    f"|({_MARK}{{4}}){_MARK}+"  # reaches into the lines above and below
)
"""What terminals give different numbers of cells, so that what follows would begin at another place."""


def drawn(text: str) -> str:
    """`text` with nothing in it that terminals draw on different numbers of cells; the words stay.

    An emoji keeps what is joined to it, and loses its skin tone and its plea for colour.
    """
    return text if text.isascii() else _DISPUTED.sub(r"\1\2", text)


def plain(text: str) -> Content:
    """`text` as it is, on one line."""
    return Content(drawn(clean_line(text)))


def block(text: str) -> Content:
    """`text` as it is, its line breaks kept."""
    return Content(drawn(clean(text)).expandtabs(4))


def styled(*parts: Part) -> Content:
    """The parts one after the other, each in its style, markup in none of them. Line breaks are kept."""
    return Content.assemble(*((clean_edges(text), style) for text, style in parts))


def lines(rows: Iterable[Content]) -> Content:
    """The rows below one another."""
    return Content("\n").join(rows)


def clean_edges(text: str) -> str:
    """`clean(text)` with the blanks around it kept: they separate the parts of a line."""
    body = drawn(clean(text))
    if not body:
        return "".join(each for each in text if each in " \n")
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    return "".join(c for c in start if c in " \n") + body + "".join(c for c in end if c in " \n")


def first_line(text: str) -> str:
    """The first line of `text`, cleaned, with `…` when there is more."""
    head, _, rest = clean(text).partition("\n")
    return drawn(clean_line(head)) + (" …" if rest.strip() else "")


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken between words; a longer word is cut where the line ends."""
    found: list[str] = []
    for row in drawn(clean(text)).split("\n"):
        line = ""
        for word in row.split():
            if line and cell_len(line) + 1 + cell_len(word) > width:
                found.append(line)
                line = ""
            line = f"{line} {word}" if line else word
            while cell_len(line) > width > 1:
                head = set_cell_size(line, width).rstrip()
                found.append(head)
                line = line[len(head) :]
        found.append(line)
    return found


def fact(label: str, value: str, width: int, indent: int, style: str = "") -> Iterable[Content]:
    """A dim label and its value, which hangs at `indent` when it takes several lines."""
    for number, row in enumerate(wrap(value, max(width - indent, 2))):
        yield styled((label.ljust(indent) if number == 0 else " " * indent, "$text-muted"), (row, style))


def fit(text: str, width: int, *, right: bool = False) -> str:
    """`text` on exactly `width` terminal cells, cut with `…`; wide characters count as two."""
    if width <= 0:
        return ""
    shown = drawn(clean_line(text[: width * 12]))
    size = cell_len(shown)
    if size > width:
        shown = set_cell_size(shown, width - 1).rstrip() + "…"
        size = cell_len(shown)
    space = " " * (width - size)
    return space + shown if right else shown + space
