"""The sections that hang on a contact of a Monica export: what each kind of record becomes in the book."""

import re
from collections.abc import Callable
from typing import Any

from bondtui.domain.contacts import ImportantDate, PartialDate
from bondtui.domain.incoming import Planned
from bondtui.domain.interactions import Channel, Initiator
from bondtui.domain.text import MAX_LINE, clean_line
from bondtui.exchange.monica_context import Kind
from bondtui.exchange.monica_item import Item, ident, label, shown
from bondtui.exchange.monica_page import Page

_URL = re.compile(r"(?:[a-z][a-z0-9+.-]{1,30}://|www\.)\S|[\w-]{1,60}(?:\.[\w-]{1,60}){1,8}/\S", re.I)
_NUMBER = re.compile(r"\+?[0-9][0-9 ()./-]{4,30}")
_STREET = ("street", "city", "province", "postal_code", "country")


def read_section(page: Page, kind: str, record: Any) -> None:
    """One record of a section of that kind; what has no shape that can be read goes to about as it is."""
    if kind == "activity":
        _activity(page, record)
    elif kind in _UNSEEN:
        _file(page, kind, record)
    elif isinstance(record, dict) and kind in _KINDS:
        _KINDS[kind](page, Item(record))
    elif isinstance(record, dict):
        page.tell(label(kind), *Item(record).rest())
    else:
        page.tell(label(kind), shown(record))
        page.remark(f"a part ({clean_line(kind)[:40]}) has not the shape it should and went to about as it is.")


def _file(page: Page, kind: str, record: Any) -> None:
    """The book holds no files: their names are told, and they are counted where the account lists them."""
    if isinstance(record, dict):
        page.context.left_out[kind] += 1
        page.fact("Document", Item(record).text("original_filename"))
    else:
        page.fact("Document", page.context.documents.get(ident(record), ""))


def _note(page: Page, item: Item) -> None:
    """A note is of the day it was written."""
    body = item.text("body")
    page.happen("Note", item.uid, item.created, Channel.NOTE, Initiator.ME, _lines(body, *item.rest()))


def _call(page: Page, item: Item) -> None:
    theirs, content, felt = item.flag("contact_called"), item.text("content"), item.words("emotions")
    day = item.day("called_at")
    text = _lines(content, f"Emotions: {', '.join(felt)}" if felt else "", *item.rest())
    page.happen("Call", item.uid, day, Channel.CALL, Initiator.THEM if theirs else Initiator.ME, text)


def _conversation(page: Page, item: Item) -> None:
    """Begun by who wrote its first message; one in which only you wrote is an attempt, as in a chat."""
    day = item.day("happened_at")
    kind = page.context.kinds.get(item.known("contact_field_type"))
    messages = [Item(each) for each in item.several("messages")]
    mine = [each.flag("written_by_me") for each in messages]
    said = []
    for each, by_me in zip(messages, mine, strict=True):
        written, content = each.day("written_at"), each.text("content")
        when = "" if written in (None, day) else f"{written} "
        said.append(f"{when}{'Me' if by_me else page.name[:200]}: {_lines(content, *each.rest())}")
    begun = Initiator.BOTH if not mine else Initiator.ME if mine[0] else Initiator.THEM
    text = _lines(kind.name if kind else "", *said, *item.rest())
    page.happen("Conversation", item.uid, day, Channel.MESSAGE, begun, text, reached=not (mine and all(mine)))


def _activity(page: Page, record: Any) -> None:
    """What several did together is one interaction of all: it comes with the first of them in the file."""
    uid = Item(record).uid if isinstance(record, dict) else ident(record)
    found = page.context.activities.get(uid)
    if found is None:
        page.remark("an activity is not in the file.")
    elif uid not in page.context.met:
        page.context.met.add(uid)
        people = page.context.participants(uid)
        page.happen("Activity", uid, found.day, found.channel, Initiator.BOTH, found.text, people=people)


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _contact_field(page: Page, item: Item) -> None:
    """Email and phone by the type's own kind; what looks like an address on the web; the rest is told."""
    kind = page.context.kinds.get(item.known("type"), Kind())
    value, name = item.text("data"), kind.name or kind.key
    if kind.key in ("email", "phone"):
        bare = value.removeprefix("mailto:" if kind.key == "email" else "tel:")
        page.reach(kind.key, bare, name)
    elif _URL.match(value):
        page.reach("url", value, name)
    elif name.casefold() in ("whatsapp", "signal") and _NUMBER.fullmatch(value):
        page.reach("phone", value, name)
    else:
        page.tell(name or "Contact field", value)
    page.fact(f"{name or 'Contact field'} {value[:200]}".strip(), *item.rest())


def _address(page: Page, item: Item) -> None:
    name, street, city, province, code, country = (item.text(key) for key in ("name", *_STREET))
    place = ", ".join(filter(None, (street, f"{code} {city}".strip(), province, country)))
    if place:
        page.reach("address", place, name)
    page.fact(f"Address {name[:200] or place[:200]}".strip(), *item.rest())


def _debt(page: Page, item: Item) -> None:
    """Who owes whom is told: it is no payment for work."""
    who = "I owe them" if item.flag("in_debt") else "they owe me"
    amount = " ".join(filter(None, (item.text("amount"), item.text("currency"))))
    status = {"inprogress": "open", "complete": "settled"}.get(was := item.text("status"), was)
    page.tell("Debt", f"{who} {amount}".strip(), item.text("reason"), status, str(item.created or ""), *item.rest())


def _gift(page: Page, item: Item) -> None:
    to = item.known("recipient")
    status, name = item.text("status"), item.text("name")
    texts = [item.text(key) for key in ("comment", "url", "amount", "currency")]
    item.drop("photos")
    day = item.day("date")
    page.tell(
        f"Gift ({status})" if status else "Gift",
        name,
        f"for {page.context.told(to)}" if to else "",
        *texts,
        str(day or ""),
        *item.rest(),
    )


def _task(page: Page, item: Item) -> None:
    """A task has no day it is due on, so it is told."""
    done, on = item.flag("completed"), item.day("completed_at")
    what = "Task" if not done else f"Task done on {on}" if on else "Task done"
    page.tell(what, item.text("title"), item.text("description"), *item.rest())


def reminder(page: Page, item: Item) -> None:
    """Once and ahead: a follow-up. Every year: an important date, and told. What is past or off is told only.

    The birthday's own reminder is nothing new; the dead have no follow-ups and no dates to come.
    """
    title, description, day = item.text("title"), item.text("description"), item.day("initial_date")
    unit, number = item.text("frequency_type"), item.whole("frequency_number") or 1
    own, off = not item.flag("delible"), item.flag("inactive")
    yearly, birthday = unit == "year" and number == 1, day is not None and (day.month, day.day) == page.birth
    text = ": ".join(filter(None, (title, description))) or "Reminder"
    if yearly and birthday and own:
        return
    rest, live = item.rest(), not off and not page.dead
    if unit == "one_time" and day and day >= page.today and live and not rest and len(clean_line(text)) <= MAX_LINE:
        page.planned.append(Planned(day, text))
        return
    if yearly and day and live and not birthday and len(clean_line(text)) <= MAX_LINE:
        page.dates.append(ImportantDate(title or text, PartialDate(day.month, day.day)))
    often = "" if unit in ("one_time", "") else f"every {unit}" if number == 1 else f"every {number} {unit}s"
    when = " ".join(filter(None, (often, "from" if often and day else "", str(day or ""))))
    page.tell(f"Reminder{' (off)' if off else ''}{f', {when}' if when else ''}", text, *rest)


def _life_event(page: Page, item: Item) -> None:
    kind = page.context.kinds.get(item.known("type"), Kind())
    day = item.day("happened_at")
    texts = [item.text(key) for key in ("name", "note", "specific_information")]
    what = f"Life event, {day}" if day else "Life event"
    page.tell(what, kind.name or label(kind.key), *texts, *item.rest())


def _pet(page: Page, item: Item) -> None:
    page.tell("Pet", item.text("name"), item.text("category"), *item.rest())


_UNSEEN = ("photo", "document")
_KINDS: dict[str, Callable[[Page, Item], None]] = {
    "note": _note,
    "call": _call,
    "conversation": _conversation,
    "contact_field": _contact_field,
    "address": _address,
    "debt": _debt,
    "gift": _gift,
    "task": _task,
    "reminder": reminder,
    "life_event": _life_event,
    "pet": _pet,
}
