"""The lines of jsonl.py read back as records. A line is taken whole or not at all: a damaged one costs nobody else."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from bondtui.domain.contacts import ContactMethod, ImportantDate
from bondtui.domain.forms import ContactForm, InteractionForm
from bondtui.domain.incoming import Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.records import (
    Answered,
    BookRecord,
    ContactRecord,
    FollowUpRecord,
    InteractionRecord,
    Offered,
    PaymentRecord,
    ProjectRecord,
    Snoozed,
    is_of,
)
from bondtui.domain.stages import Stage, StageChange
from bondtui.domain.text import clean_line, is_plain
from bondtui.domain.work import Concession, ConcessionKind, ProjectKind, Status, Step, Verdict
from bondtui.errors import Refused
from bondtui.exchange.jsonl import SCHEMA
from bondtui.exchange.jsonl_fields import (
    Fields,
    contact,
    day,
    flag,
    interaction,
    money,
    number,
    one_of,
    part,
    partial,
    text,
    whole,
)
from bondtui.exchange.source import Source
from bondtui.exchange.vcard_lines import parse

LONGEST = 40 << 20
"""Bytes in a line: a contact with all of a vCard's photos."""

MOST_PARTS = 1_000_000
"""Commas and brackets in a line, outside texts: two characters of JSON can take 200 bytes of memory."""

_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"')

_UID = "[0-9a-z]{11,40}"
_NUDGE = re.compile(
    f"(?:ci|su|re|th)-c{_UID}|da-c{_UID}-[0-9]{{4}}-[0-9]{{4}}|f[1-9][0-9]{{0,8}}"
    "|st-p[1-9][0-9]{0,8}-(?:begun|accepted|measured)"
)
_SEEN = re.compile(f"(?:i{_UID}#(?:{'|'.join(Signal)})(?: |$))*")
_HEARD = re.compile("(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?")
_OPENER = re.compile(
    f"(?:(?:shared|last):i{_UID}|date:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|idea:p[1-9][0-9]{{0,8}}"
    "|after:p[1-9][0-9]{0,8}:(?:1|3|12))?|advice:.{1,4000}"
)
_EDGES = ("BEGIN", "END", "VERSION")


def read(source: Source) -> Iterator[BookRecord | Skipped | Remark]:
    """The records in the file's order. Refused at once when it is no book, or of a newer bondtui."""
    lines = enumerate(source.lines(LONGEST), 1)
    name = clean_line(source.path.name)
    first = next((line for _, line in lines if line.strip()), b"")
    try:
        head = _decoded(first.decode("utf-8-sig"))
        schema = head["schema"] if head["bondtui"] == "book" else None
    except (Refused, ValueError, TypeError, KeyError):
        schema = None
    if isinstance(schema, bool) or not isinstance(schema, int) or schema < 1:
        raise Refused(f"{name} does not begin as a book in JSON Lines does.")
    if schema > SCHEMA:
        raise Refused(f"{name} was written by a newer bondtui; this one reads schema {SCHEMA}.")
    return _records(lines)


def _records(lines: Iterator[tuple[int, bytes]]) -> Iterator[BookRecord | Skipped | Remark]:
    for at, raw in lines:
        if not raw.strip():
            continue
        try:
            if len(raw) >= LONGEST:
                raise Refused(f"This line is longer than {LONGEST >> 20} MiB.")
            fields = Fields(_decoded(raw.decode()))
            kind = fields.text("type")
            if kind not in _READERS:
                raise Refused(f"“{clean_line(kind)[:40]}” is no type of line." if kind else "This line has no type.")
            record = _READERS[kind](at, fields)
        except UnicodeDecodeError:
            yield Skipped(at, "This line is not UTF-8.")
        except Refused as refused:
            yield Skipped(at, str(refused))
        else:
            if unread := fields.unread():
                yield Remark(at, f"Left out, as it has no place: {', '.join(unread[:5])}.")
            yield record


def _decoded(said: str) -> Any:
    """Refused for what is no JSON, or more than memory is for."""
    if _parts(said) > MOST_PARTS and _parts(_STRING.sub("", said)) > MOST_PARTS:
        raise Refused("This line has too many parts.")
    try:
        return json.loads(said)
    except RecursionError:
        raise Refused("This line is nested too deeply.") from None
    except ValueError:
        raise Refused("This line is no JSON: it may have been cut off.") from None


def _parts(said: str) -> int:
    return said.count(",") + said.count("[") + said.count("{")


def _contact(line: int, of: Fields) -> ContactRecord:
    uid = of.need("uid", contact)
    form = ContactForm(
        of.text("name"), aliases=of.each("aliases", text), company=of.text("company"), role=of.text("role"),
        expertise=of.text("expertise"), about=of.text("about"), how_met=of.text("how_met"),
        referred_by=of.maybe("referred_by", contact), every_days=of.maybe("every_days", whole),
        methods=tuple(
            ContactMethod(each.text("kind"), each.text("value"), each.text("label"))
            for each in of.each("methods", part)
        ),
        dates=tuple(ImportantDate(each.text("label"), each.need("on", partial)) for each in of.each("dates", part)),
        tags=of.each("tags", text),
    )  # fmt: skip
    return ContactRecord(
        uid, form, of.need("added_on", day), of.maybe("archived", flag) or False,
        tuple(_change(place, each) for place, each in enumerate(of.each("ledger", part), 1)),
        tuple(
            Snoozed(_nudge(each, uid), each.need("set_on", day), each.need("until", day))
            for each in of.each("snoozes", part)
        ),
        tuple(_answer(each, uid) for each in of.each("answers", part)),
        of.each("properties", _property), of.each("sources", text), line,
    )  # fmt: skip


def _change(place: int, of: Fields) -> StageChange:
    to, shown_by = of.need("to", one_of(Stage)), of.maybe("interaction", interaction)
    return StageChange(place, of.need("date", day), to, of.text("reason"), shown_by)


def _nudge(of: Fields, uid: str) -> str:
    nudge = of.text("nudge")
    if not (_NUDGE.fullmatch(nudge) and is_of(nudge, uid)):
        raise Refused(f"“{clean_line(nudge)[:40]}” is no id of a nudge of theirs.")
    return nudge


def _answer(of: Fields, uid: str) -> Answered:
    nudge, known = _nudge(of, uid), of.text("evidence")
    kind = nudge[:2]
    shape = {"su": _SEEN, "re": _HEARD}.get(kind)
    if kind not in ("su", "re", "da", "th", "st") or not (shape.fullmatch(known) if shape else known == ""):
        raise Refused(f"That is no answer to {nudge}.")
    return Answered(nudge, of.need("answered_on", day), known)


def _property(key: str, value: Any) -> str:
    """A line of a vCard that can be written again without becoming another."""
    said = text(key, value)
    found = None if "\n" in said or "\r" in said else parse(0, said.encode())
    if found is None or found.name in _EDGES:
        raise Refused(f"“{clean_line(said[:200])[:40]}” is no line of a vCard.")
    return said


def _project(line: int, of: Fields) -> ProjectRecord:
    return ProjectRecord(
        of.need("id", number("p")), of.need("contact", contact), of.text("title"), of.need("kind", one_of(ProjectKind)),
        of.need("status", one_of(Status)), of.maybe("agreed", money), of.need("added_on", day),
        of.maybe("started_on", day), of.maybe("finished_on", day), of.maybe("verdict", one_of(Verdict)),
        of.text("result"),
        tuple(
            Step(n, each.text("title"), each.maybe("done_on", day), each.maybe("waived", text))
            for n, each in enumerate(of.each("steps", part), 1)
        ),
        tuple(map(_concession, of.each("concessions", part))), line,
    )  # fmt: skip


def _concession(of: Fields) -> Concession:
    kind, granted = of.need("kind", one_of(ConcessionKind)), of.maybe("granted", flag) is not False
    return Concession(kind, granted, of.maybe("amount", money), of.need("on", day), of.text("note"))


def _interaction(line: int, of: Fields) -> InteractionRecord:
    form = InteractionForm(
        of.need("date", day), of.need("channel", _CHANNEL), of.need("initiator", _INITIATOR),
        of.maybe("reached", flag) is not False, of.maybe("private", flag) or False, of.each("signals", _SIGNAL),
        of.text("text"), of.each("contacts", contact),
    )  # fmt: skip
    openers = tuple(Offered(each.need("contact", contact), _opener(each)) for each in of.each("openers", part))
    return InteractionRecord(of.need("uid", interaction), form, openers, of.each("sources", text), line)


def _opener(of: Fields) -> str:
    """As it is: it is compared with what is made of the field the same way, and folding may undo NFC."""
    key = of.text("offered")
    if not (_OPENER.fullmatch(key) and is_plain(key)):
        raise Refused(f"“{clean_line(key[:200])[:40]}” is no opener.")
    return key


def _follow_up(line: int, of: Fields) -> FollowUpRecord:
    return FollowUpRecord(
        of.need("id", number("f")), of.need("contact", contact), of.maybe("interaction", interaction),
        of.need("due_on", day), of.text("text"), of.maybe("done_on", day), line,
    )  # fmt: skip


def _payment(line: int, of: Fields) -> PaymentRecord:
    return PaymentRecord(
        of.need("id", number("m")), of.need("contact", contact), of.maybe("project", number("p")),
        of.need("date", day), of.need("amount", money), of.text("note"), line,
    )  # fmt: skip


_CHANNEL, _INITIATOR, _SIGNAL = one_of(Channel), one_of(Initiator), one_of(Signal)

_READERS: dict[str, Callable[[int, Fields], BookRecord]] = {
    "contact": _contact,
    "project": _project,
    "interaction": _interaction,
    "follow_up": _follow_up,
    "payment": _payment,
}
