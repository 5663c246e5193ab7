"""User text inside a Markdown file: a name stays words, the user's own Markdown stays in its place.

The rules are CommonMark's, with what Obsidian adds: `[[links]]`, `#tags`, `^blocks`, `%%comments%%`, `$math$`, and
what fills templates: `{{…}}`, `{%…%}`, `<%…%>`.
"""

import json
import re

from bondtui.domain.text import clean, clean_line

# `<` becomes an entity and not `\<`: several Markdown readers do not know that escape.
_INLINE = re.compile(
    r"[\\`*\[\]$^~]"
    r"|(?<!\w)#"  # `C#` is no tag
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word emphasises nothing
    r"|={2,}|%{2,}|\{[{%]"
    r"|<(?=[A-Za-z/!?%])|&(?=#?\w+;)"
)
_LINE_START = re.compile(r"(?:[0-9]{1,9}[.)]|[-+])(?=\s|$)|-(?=[ -]*$)|=$|>")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}

# The end of a link's text, or of a definition's label, unless it leads to the web, to a person or to another note.
_UNSAFE_LINK = r"\][(:](?![ \t]*+(?:<?(?:https?|mailto|tel|obsidian):|<[^:&<>\]]*>|\)|[^\s:&<)\]]++(?:[\s)]|$)))"

_CONTAINERS = r"(?:[ \t]|>|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*"
_HEADING = re.compile(rf"({_CONTAINERS})(#{{1,6}})(?=[ \t]|$)")
_UNDERLINE = re.compile(rf"({_CONTAINERS})(=+|-+)[ \t]*$")
_TITLE = re.compile(r"(?![0-9]+[.)])\w")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_MARKUP = re.compile(r"(?<!\\)(\\*)(<(?=[A-Za-z/!?%])|%{2,}|\${2,}|\{[{%]|" + _UNSAFE_LINK + ")", re.IGNORECASE)

# Some readers know no front matter and take it for Markdown.
_HIDDEN = re.compile(r"<|(?<=\])\(|{(?=[{%])|[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def escape_inline(text: str) -> str:
    """`text` on one line, to be read as exactly these words wherever it stands in a line of Markdown.

    Also harmless at the start of a line. What cannot be taken for markup is left as it is.
    """
    escaped = _INLINE.sub(lambda found: "".join(_ENTITIES.get(c, f"\\{c}") for c in found[0]), clean_line(text))
    if start := _LINE_START.match(escaped):
        last = start.end() - 1
        return f"{escaped[:last]}\\{escaped[last:]}"
    return escaped


def bare(text: str) -> str:
    """`text` on one line without what could be taken for markup: for where nothing can be escaped, as in a link."""
    text = clean_line(text).replace("|", " ")
    while (plain := " ".join(_INLINE.sub(" ", text).split())) != text:
        text = plain  # what went may have kept something from being markup
    return plain


def wiki_link(note: str, text: str) -> str:
    """A link to a note, as Obsidian has it; `note` is a file's name without its suffix, itself bare."""
    shown = bare(text)
    return f"[[{note}|{shown}]]" if shown not in ("", note) else f"[[{note}]]"


def contained(text: str, demote: int = 0) -> list[str]:
    """The lines of the user's own Markdown, which cannot reach beyond the place they are put in.

    Headings go `demote` levels down, or are escaped when that is 0. Code fences are closed, raw HTML, comments,
    display math, templates, links that run something and `---` lines escaped. The lines may be indented together; a
    heading must follow them.
    """
    lines: list[str] = []
    fence = ""
    for line in map(_spaces_first, clean(text).split("\n")):
        if fence:
            lines.append(line)
            if re.fullmatch(rf" {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*", line):
                fence = ""
        elif opening := _FENCE.match(line):
            fence = opening[1]
            # Only at the margin is a fence certain to open, and not to end early with the list it stands in.
            lines.append(line.lstrip(" "))
        elif demote and _underlines_title(line, lines):
            level = demote + (1 if "=" in line else 2)
            lines[-1] = f"{'#' * min(level, 6)} {lines[-1]}"
        else:
            lines.append(_outside_code(line, demote))
    return [*lines, fence] if fence else lines


def yaml_value(value: str | list[str] | None) -> str:
    """`value` as JSON that is YAML too: a quoted text, a list of them, or null, without HTML, links and templates."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _spaces_first(line: str) -> str:
    """Leading tabs as spaces: a tab's width would change with the indentation the line is given."""
    rest = line.lstrip(" \t")
    return line[: len(line) - len(rest)].expandtabs(4) + rest


def _underlines_title(line: str, before: list[str]) -> bool:
    """Whether `line` makes the last of `before` a heading, one that is certain to be a paragraph of its own."""
    if not before or not re.fullmatch(r" {0,3}(?:=+|-+)[ \t]*", line) or not _TITLE.match(before[-1]):
        return False
    return len(before) == 1 or not before[-2].strip(" ")


def _outside_code(line: str, demote: int) -> str:
    line = _MARKUP.sub(_escape_markup, line)
    if heading := _HEADING.match(line):
        marks = "#" * min(len(heading[2]) + demote, 6) if demote else f"\\{heading[2]}"
        return heading[1] + marks + line[heading.end() :]
    if underline := _UNDERLINE.match(line):
        return f"{underline[1]}\\{line[underline.end(1) :]}"
    return line


def _escape_markup(found: re.Match[str]) -> str:
    """An odd number of backslashes in front has escaped the first character already."""
    slashes, markup = found.groups()
    escaped = [_ENTITIES.get(char, f"\\{char}") for char in markup]
    if len(slashes) % 2:
        escaped[0] = markup[0]
    return slashes + "".join(escaped)
