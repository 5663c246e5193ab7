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
from bondtui.exchange.jsonl_fields import Fields
from bondtui.exchange.source import Source
from bondtui.exchange.vcard_lines import parse

LONGEST = 40 << 20
"""Bytes in a line: a contact with all of a vCard's photos."""

MOST_PARTS = 100_000
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
    for number, raw in lines:
        if not raw.strip():
            continue
        try:
            if len(raw) >= LONGEST:
                raise Refused(f"This line is longer than {LONGEST >> 20} MiB.")
            fields = Fields(_decoded(raw.decode()))
            kind = fields.text("type")
            if kind not in _READERS:
                raise Refused(f"“{clean_line(kind)[:40]}” is no type of line." if kind else "This line has no type.")
            record = _READERS[kind](number, fields)
        except UnicodeDecodeError:
            yield Skipped(number, "This line is not UTF-8.")
        except Refused as refused:
            yield Skipped(number, str(refused))
        else:
            if unread := fields.unread():
                yield Remark(number, f"Left out, as it has no place: {', '.join(unread[:5])}.")
            yield record


def _decoded(text: str) -> Any:
    """Refused for what is no JSON, or more than memory is for."""
    if _parts(text) > MOST_PARTS and _parts(_STRING.sub("", text)) > MOST_PARTS:
        raise Refused("This line has too many parts.")
    try:
        return json.loads(text)
    except RecursionError:
        raise Refused("This line is nested too deeply.") from None
    except ValueError:
        raise Refused("This line is no JSON: it may have been cut off.") from None


def _parts(text: str) -> int:
    return text.count(",") + text.count("[") + text.count("{")


def _contact(line: int, of: Fields) -> ContactRecord:
    uid = of.uid("uid", "c")
    form = ContactForm(
        of.text("name"), aliases=of.texts("aliases"), company=of.text("company"), role=of.text("role"),
        expertise=of.text("expertise"), about=of.text("about"), how_met=of.text("how_met"),
        referred_by=of.maybe_uid("referred_by", "c"), every_days=of.whole("every_days"),
        methods=tuple(
            ContactMethod(each.text("kind"), each.text("value"), each.text("label")) for each in of.parts("methods")
        ),
        dates=tuple(ImportantDate(each.text("label"), each.partial("on")) for each in of.parts("dates")),
        tags=of.texts("tags"),
    )  # fmt: skip
    return ContactRecord(
        uid, form, of.day("added_on"), of.flag("archived", False),
        tuple(_change(place, each) for place, each in enumerate(of.parts("ledger"), 1)),
        tuple(
            Snoozed(_nudge(each, uid), each.day("set_on"), each.day("until")) for each in of.parts("snoozes")
        ),
        tuple(_answer(each, uid) for each in of.parts("answers")),
        tuple(map(_property, of.texts("properties"))), of.texts("sources"), line,
    )  # fmt: skip


def _change(place: int, of: Fields) -> StageChange:
    return StageChange(
        place, of.day("date"), of.one_of("to", Stage), of.text("reason"), of.maybe_uid("interaction", "i")
    )


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
    return Answered(nudge, of.day("answered_on"), known)


def _property(said: str) -> str:
    """A line of a vCard that can be written again without becoming another."""
    found = None if "\n" in said or "\r" in said else parse(0, said.encode())
    if found is None or found.name in _EDGES:
        raise Refused(f"“{clean_line(said[:200])[:40]}” is no line of a vCard.")
    return said


def _project(line: int, of: Fields) -> ProjectRecord:
    return ProjectRecord(
        of.number("id", "p"), of.uid("contact", "c"), of.text("title"), of.one_of("kind", ProjectKind),
        of.one_of("status", Status), of.maybe_money("agreed"), of.day("added_on"), of.maybe_day("started_on"),
        of.maybe_day("finished_on"), of.maybe_one_of("verdict", Verdict), of.text("result"),
        tuple(
            Step(n, each.text("title"), each.maybe_day("done_on"), each.maybe_text("waived"))
            for n, each in enumerate(of.parts("steps"), 1)
        ),
        tuple(
            Concession(
                each.one_of("kind", ConcessionKind), each.flag("granted", True), each.maybe_money("amount"),
                each.day("on"), each.text("note"),
            )
            for each in of.parts("concessions")
        ),
        line,
    )  # fmt: skip


def _interaction(line: int, of: Fields) -> InteractionRecord:
    form = InteractionForm(
        of.day("date"), of.one_of("channel", Channel), of.one_of("initiator", Initiator), of.flag("reached", True),
        of.flag("private", False), of.every("signals", Signal), of.text("text"), of.uids("contacts", "c"),
    )  # fmt: skip
    openers = tuple(Offered(each.uid("contact", "c"), _opener(each)) for each in of.parts("openers"))
    return InteractionRecord(of.uid("uid", "i"), form, openers, of.texts("sources"), line)


def _opener(of: Fields) -> str:
    """As it is: it is compared with what is made of the field the same way, and folding may undo NFC."""
    key = of.text("offered")
    if not (_OPENER.fullmatch(key) and is_plain(key)):
        raise Refused(f"“{clean_line(key[:200])[:40]}” is no opener.")
    return key


def _follow_up(line: int, of: Fields) -> FollowUpRecord:
    return FollowUpRecord(
        of.number("id", "f"), of.uid("contact", "c"), of.maybe_uid("interaction", "i"), of.day("due_on"),
        of.text("text"), of.maybe_day("done_on"), line,
    )  # fmt: skip


def _payment(line: int, of: Fields) -> PaymentRecord:
    return PaymentRecord(
        of.number("id", "m"), of.uid("contact", "c"), of.maybe_number("project", "p"), of.day("date"),
        of.money("amount"), of.text("note"), line,
    )  # fmt: skip


_READERS: dict[str, Callable[[int, Fields], BookRecord]] = {
    "contact": _contact,
    "project": _project,
    "interaction": _interaction,
    "follow_up": _follow_up,
    "payment": _payment,
}
