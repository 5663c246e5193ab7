"""Contact methods and important dates as lines a person types, one a line."""

import re
from collections.abc import Iterable

from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.dates import DateOrder, parse_partial
from bondtui.domain.text import clean_line
from bondtui.tui.screens.dialogs.fields import non_empty_lines

KINDS = ("email", "phone", "url", "address")
_METHOD = re.compile(r"(\w+)\s+(?:(.*?):\s+)?(.*)")


def method_lines(methods: Iterable[ContactMethod]) -> str:
    """`phone work: +47 …`; a value that looks labelled gets an empty label, so that it is read back as it was."""
    lines = []
    for method in methods:
        marked = method.label or ": " in method.value
        label = f"{method.label}: " if marked else ""
        lines.append(clean_line(f"{method.kind} {label}{method.value}"))
    return "\n".join(lines)


def parse_methods(text: str) -> tuple[ContactMethod, ...]:
    """ValueError names the line that is no contact method."""
    return tuple(_method(line) for line in non_empty_lines(text))


def _method(line: str) -> ContactMethod:
    match = _METHOD.fullmatch(line)
    if not match or match[1].lower() not in KINDS:
        raise ValueError(f"Begin “{line[:40]}” with email, phone, url or address.")
    kind, label, value = match[1].lower(), (match[2] or "").strip(), match[3].strip()
    if not value:
        raise ValueError(f"“{line[:40]}” has nothing after the {kind}.")
    if kind == "email" and "@" not in value:
        raise ValueError(f"“{value[:40]}” is no email address: it has no @.")
    return ContactMethod(kind, value, label)


def date_lines(dates: Iterable[ImportantDate]) -> str:
    """`birthday 1986-12-04`, one a line."""
    return "\n".join(clean_line(f"{each.label} {each.on}") for each in dates)


def parse_dates(text: str, order: DateOrder) -> tuple[ImportantDate, ...]:
    """ValueError names the line that is no date."""
    return tuple(_date(line, order) for line in non_empty_lines(text))


def _date(line: str, order: DateOrder) -> ImportantDate:
    words = line.split()
    if len(words) == 1:
        raise ValueError(f"“{line[:40]}” wants a word and a date, such as birthday 4 Dec.")
    problem = ""
    for at in range(1, min(len(words), 20)):
        try:
            found: PartialDate = parse_partial(" ".join(words[at:]), order)
        except ValueError as error:
            problem = problem or str(error)
        else:
            return ImportantDate(" ".join(words[:at]).rstrip(":"), found)
    raise ValueError(problem)
