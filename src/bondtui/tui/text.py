"""User text on its way to a widget. A plain str is markup to Textual, so nothing a person typed goes another way."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from bondtui.domain.text import clean, clean_line

Part = tuple[str, str]
"""A piece of text and the style it is drawn in; an empty style is the surrounding one."""


def plain(text: str) -> Content:
    """`text` as it is, on one line."""
    return Content(clean_line(text))


def block(text: str) -> Content:
    """`text` as it is, its line breaks kept."""
    return Content(clean(text).expandtabs(4))


def styled(*parts: Part) -> Content:
    """The parts one after the other, each in its style, markup in none of them. Line breaks are kept."""
    return Content.assemble(*((clean_edges(text), style) for text, style in parts))


def lines(rows: Iterable[Content]) -> Content:
    """The rows below one another."""
    return Content("\n").join(rows)


def clean_edges(text: str) -> str:
    """`clean(text)` with the blanks around it kept: they separate the parts of a line."""
    body = clean(text)
    if not body:
        return "".join(each for each in text if each in " \n")
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    return "".join(c for c in start if c in " \n") + body + "".join(c for c in end if c in " \n")


def first_line(text: str) -> str:
    """The first line of `text`, cleaned, with `…` when there is more."""
    head, _, rest = clean(text).partition("\n")
    return clean_line(head) + (" …" if rest.strip() else "")


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken between words; a longer word is cut where the line ends."""
    found: list[str] = []
    for row in clean(text).split("\n"):
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
    shown = clean_line(text[: width * 12])
    size = cell_len(shown)
    if size > width:
        shown = set_cell_size(shown, width - 1).rstrip() + "…"
        size = cell_len(shown)
    space = " " * (width - size)
    return space + shown if right else shown + space
