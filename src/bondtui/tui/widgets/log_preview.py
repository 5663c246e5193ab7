"""What a typed line means, in words: two lines, and below them what could be chosen."""

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from bondtui.domain.contacts import Contact
from bondtui.domain.dates import show, span
from bondtui.domain.interactions import Initiator
from bondtui.domain.quicklog import Understood
from bondtui.tui.text import Part, lines, styled
from bondtui.tui.widgets.log_bar import Candidate

_BEGAN = {Initiator.ME: "you began", Initiator.THEM: "they began", Initiator.BOTH: "both began"}
_SHOWN = 5


def preview(
    understood: Understood,
    today: date,
    same_name: Sequence[Contact],
    meant: int | None,
    candidates: Sequence[Candidate],
) -> Content:
    """`same_name` are those an ambiguous name fits, `meant` the id of the one it is taken for."""
    rows = [_what(understood, today), _then(understood, today)]
    if understood.unknown:
        name = understood.unknown[0]
        rows.append(styled(("^y", "bold"), (f" adds {name}, who is not in the book yet, as a stranger", "")))
    if same_name:
        rows.append(styled((f"{len(same_name)} people fit; ", ""), ("^n", "bold"), (" takes the next one:", "")))
        rows += [_same(contact, today, contact.id == meant) for contact in _window(same_name, meant)]
    if candidates:
        rows.append(_candidates(candidates))
    return lines(rows)


def _what(understood: Understood, today: date) -> Content:
    people = [f"{who.name} (new)" if not who.candidates else who.candidates[0].name for who in understood.people] or [
        "nobody yet"
    ]
    ago = (today - understood.date).days
    when = "today" if ago == 0 else "yesterday" if ago == 1 else f"{span(ago)} ago" if ago > 0 else "ahead"
    parts: list[Part] = [
        (understood.channel.value, "italic"),
        (f" · {_BEGAN[understood.initiator]} · ", ""),
        (", ".join(people), "bold"),
        (f" · {understood.date:%a} {show(understood.date, today)}, {when}", ""),
    ]
    if understood.signals:
        parts.append((" · " + " ".join(f"#{signal}" for signal in understood.signals), "bold"))
    if understood.private:
        parts.append((" · private", "reverse"))
    if not understood.reached:
        parts.append((" · an attempt, not reached", ""))
    return styled(*parts)


def _then(understood: Understood, today: date) -> Content:
    if understood.problem:
        return styled((understood.problem, "$text-warning"))
    promised = [f"→ {p.due_on:%a} {show(p.due_on, today)}: {p.text}" for p in understood.promises]
    if promised:
        return styled(("   ".join(promised), ""))
    head = understood.text.partition("\n")[0]
    return styled((f"“{head}”" if head else "no text", "dim"))


def _window(same_name: Sequence[Contact], meant: int | None) -> Sequence[Contact]:
    at = next((index for index, contact in enumerate(same_name) if contact.id == meant), 0)
    start = max(0, min(at - 1, len(same_name) - _SHOWN))
    return same_name[start : start + _SHOWN]


def _same(contact: Contact, today: date, taken: bool) -> Content:
    last = contact.last_contact_on
    told = [contact.company, contact.stage.value, f"last {show(last, today)}" if last else "no contact yet"]
    said = " · ".join(word for word in (contact.name, *told) if word)
    return styled(("▸ " if taken else "  ", "bold"), (said, "bold" if taken else ""))


def _candidates(candidates: Sequence[Candidate]) -> Content:
    parts: list[Part] = [("tab", "bold"), (" ", "")]
    for candidate in candidates[:4]:
        parts += [(candidate.written, "bold"), (f" {candidate.explained}   ", "dim")]
    return styled(*parts)
