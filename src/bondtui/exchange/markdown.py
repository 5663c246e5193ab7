"""A contact as one Markdown file: for the user's own notes, or for the person who takes over.

The same book gives the same bytes: nothing in it depends on the day it is written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from bondtui.domain.clock import due_on, last_contact
from bondtui.domain.contacts import (
    Contact,
    ContactMethod,
    ContactPage,
    ContactRef,
    FollowUp,
    ImportantDate,
    PartialDate,
)
from bondtui.domain.interactions import Channel, Initiator, Interaction
from bondtui.domain.money import Money
from bondtui.domain.stages import LedgerEntry, ledger
from bondtui.domain.suggestions import tells_signals
from bondtui.domain.work import Concession, Payment, Project, Step
from bondtui.exchange.markdown_text import contained, escape_inline, wiki_link, yaml_value

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BEGAN = {Initiator.ME: "you began", Initiator.THEM: "they began", Initiator.BOTH: "both began"}
_BELOW_SECTION = 2
"""Levels a heading of the user's goes down, so that `# x` stands below `## About`."""

MARK = "bondtui"
"""The key in a note's front matter that says whose note it is, by uid."""

Notes = Mapping[str, str]
"""By the uids of those who can be linked to, the names of their notes."""

_NOBODY: Notes = MappingProxyType({})


class Audience(StrEnum):
    ME = "me"
    HANDOVER = "handover"


def summary(
    page: ContactPage,
    interactions: Sequence[Interaction],
    audience: Audience,
    projects: Sequence[Project] = (),
    payments: Sequence[Payment] = (),
    notes: Notes | None = None,
) -> str:
    """The contact summary; interactions, projects and payments are all of theirs, the newest first.

    For `handover` it leaves out private interactions with every trace of them, all signals, the names in the referral
    lines, income and concessions. With `notes` it is itself one of them, and links to the others unless handed over.
    """
    for_me = audience is Audience.ME
    links = notes if notes and for_me else _NOBODY
    if audience is Audience.HANDOVER:
        page, interactions = _without_private(page, interactions)
    blocks = (
        front_matter(_facts(page.contact) if notes is None else _facts_of_note(page.contact, notes)),
        f"# {escape_inline(page.contact.name)}",
        _who(page),
        _section("About", _own_markdown(page.about)),
        _section("Contact methods", _bullets(map(_method, page.methods))),
        _section("Dates", _bullets(map(_important_date, page.dates))),
        _section("How you met", _own_markdown(page.how_met), _referrals(page, audience, links)),
        _section("Ledger", _ledger(page.ledger, interactions)),
        _section("Follow-ups", _bullets(_follow_up(each) for each in page.follow_ups if each.done_on is None)),
        _section("Projects", *(_project(each, for_me=for_me) for each in projects)),
        _section("Income", _bullets(map(_payment, payments))) if for_me else "",
        _section("Timeline", *_years(page.contact, interactions, links)),
    )
    return "\n\n".join(filter(None, blocks)) + "\n"


def _without_private(
    page: ContactPage, interactions: Sequence[Interaction]
) -> tuple[ContactPage, Sequence[Interaction]]:
    """Taken away before a line is written, so that no line can give it away; the clock runs on what is left."""
    private = {each.uid for each in interactions if each.private}
    shown = [replace(each, signals=()) for each in interactions if not each.private]
    promised = tuple(each for each in page.follow_ups if each.interaction not in private)
    contact = page.contact
    if len(shown) < len(interactions):
        last = last_contact(shown)
        due = contact.due_on and due_on(last, contact.added_on, contact.cadence_days, contact.snoozed_until)
        contact = replace(contact, last_contact_on=last, due_on=due)
    moves = [each.change for each in page.ledger]
    told = [replace(move, reason="" if tells_signals(move.reason) else move.reason) for move in moves]
    return replace(page, contact=contact, ledger=ledger(told), follow_ups=promised), shown


def front_matter(values: Mapping[str, str | list[str] | None]) -> str:
    """The values, each in a line of its own, between the lines that make them YAML."""
    return "\n".join(["---", *(f"{key}: {yaml_value(value)}" for key, value in values.items()), "---"])


def _facts(contact: Contact) -> dict[str, str | list[str] | None]:
    return {
        "name": contact.name,
        "aliases": list(contact.aliases),
        "stage": contact.stage.value,
        "tags": list(contact.tags),
        "last_contact": _iso(contact.last_contact_on),
        "due": _iso(contact.due_on),
    }


def _facts_of_note(contact: Contact, notes: Notes) -> dict[str, str | list[str] | None]:
    """With whose note it is; a name that the file cannot have is found by as an alias."""
    facts = {MARK: contact.uid} | _facts(contact)
    if notes.get(contact.uid) != contact.name:
        facts["aliases"] = [contact.name, *contact.aliases]
    return facts


def _who(page: ContactPage) -> str:
    contact = page.contact
    parts = (
        contact.stage.value,
        _comma(filter(None, (contact.role, contact.company))),
        f"also known as {_comma(contact.aliases)}" if contact.aliases else "",
        f"knows: {escape_inline(page.expertise)}" if page.expertise else "",
    )
    return " · ".join(filter(None, parts))


def _method(method: ContactMethod) -> str:
    label = f" ({escape_inline(method.label)})" if method.label else ""
    return f"{escape_inline(method.kind)}{label}: {escape_inline(method.value)}"


def _important_date(each: ImportantDate) -> str:
    year = "" if each.on.year is None else f" {each.on.year:04}"
    return f"{escape_inline(each.label)}: {_day(each.on)}{year}"


def _referrals(page: ContactPage, audience: Audience, links: Notes) -> str:
    """Names only for `me`: who recommended whom is the business of people who are not asked."""
    count = len(page.referred)
    if audience is Audience.HANDOVER:
        came = "Came through a referral." if page.referred_by else ""
        sent = f"Referred {count} {'person' if count == 1 else 'people'}." if count else ""
    else:
        came = f"Referred by {_names([page.referred_by], links)}." if page.referred_by else ""
        sent = f"Referred {_names(page.referred, links)}." if count else ""
    return " ".join(filter(None, (came, sent)))


def _ledger(entries: Iterable[LedgerEntry], interactions: Iterable[Interaction]) -> str:
    shown = {each.uid: f" ({each.channel} on {each.date})" for each in interactions}
    return _bullets(_stage_change(entry, shown.get(entry.change.interaction or "", "")) for entry in entries)


def _stage_change(entry: LedgerEntry, evidence: str) -> str:
    change = entry.change
    moved = f"{entry.came_from} → {change.to}" if entry.came_from else f"began as {change.to}"
    because = f", because {escape_inline(change.reason)}" if change.reason else ""
    return f"{change.date}: {moved}{because}{evidence}"


def _follow_up(follow_up: FollowUp) -> str:
    return f"[ ] {follow_up.due_on} {escape_inline(follow_up.text)}"


def _project(of: Project, *, for_me: bool) -> str:
    """A project as a section of its own: what it was, what it changed, and how far its standard has come."""
    ran = " to ".join(str(day) for day in (of.started_on, of.finished_on) if day)
    facts = [
        of.kind.value,
        of.status.value,
        *([ran] if ran else []),
        *([f"verdict {of.verdict}"] if of.verdict else []),
    ]
    blocks = [f"### {escape_inline(of.title)}", " · ".join(facts), _own_markdown(of.result)]
    blocks.append(_bullets(_step(each) for each in of.steps))
    if for_me:
        agreed = [f"agreed {of.agreed}"] if of.agreed else []
        paid = [f"paid {Money(minor, currency)}" for currency, minor in of.paid.items()]
        blocks.append(_comma([*agreed, *paid]))
        blocks.append(_bullets(map(_concession, of.concessions)))
    return "\n\n".join(block for block in blocks if block)


def _step(step: Step) -> str:
    if step.waived:
        return f"[-] {escape_inline(step.title)}, waived: {escape_inline(step.waived)}"
    return f"[{'x' if step.done_on else ' '}] {escape_inline(step.title)}" + (
        f", {step.done_on}" if step.done_on else ""
    )


def _concession(each: Concession) -> str:
    said = f"{each.on} {each.kind}, {'granted' if each.granted else 'declined'}"
    worth = f", about {each.amount}" if each.amount else ""
    return said + worth + (f": {escape_inline(each.note)}" if each.note else "")


def _payment(each: Payment) -> str:
    return f"{each.date} {each.amount}" + (f": {escape_inline(each.note)}" if each.note else "")


def _years(contact: Contact, interactions: Iterable[Interaction], links: Notes) -> Iterable[str]:
    for year, group in groupby(interactions, key=lambda each: each.date.year):
        yield f"### {year}"
        yield _bullets(_interaction(each, contact, links) for each in group)


def _interaction(interaction: Interaction, contact: Contact, links: Notes) -> str:
    """A text of one line follows its heading; a longer one stands below it, indented into its list item."""
    lines = contained(interaction.text)
    heading = _what_happened(interaction, contact, links)
    if len(lines) == 1:
        return f"{heading}: {lines[0]}" if lines[0] else heading
    return "\n".join([heading, "", *(f"  {line}" if line else "" for line in lines)])


def _what_happened(interaction: Interaction, contact: Contact, links: Notes) -> str:
    others = [each for each in interaction.contacts if each.uid != contact.uid]
    said = f"**{_day(interaction.date)}** {interaction.channel}"
    if interaction.channel is not Channel.NOTE:
        said += f", {_BEGAN[interaction.initiator]}" + ("" if interaction.reached else " (not reached)")
    if others:
        said += f", with {_names(others, links)}"
    if interaction.private:
        said += " (private)"
    return said + "".join(f" `#{signal}`" for signal in interaction.signals)


def _section(title: str, *blocks: str) -> str:
    filled = [block for block in blocks if block]
    return "\n\n".join([f"## {title}", *filled]) if filled else ""


def _own_markdown(text: str) -> str:
    return "\n".join(contained(text, _BELOW_SECTION))


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _comma(texts: Iterable[str]) -> str:
    return ", ".join(map(escape_inline, texts))


def _names(contacts: Iterable[ContactRef], links: Notes) -> str:
    return ", ".join(
        wiki_link(links[each.uid], each.name) if each.uid in links else escape_inline(each.name) for each in contacts
    )


def _day(day: date | PartialDate) -> str:
    """`12 Oct`, in English whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
