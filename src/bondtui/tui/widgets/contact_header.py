"""All that is known of a contact but the timeline, as lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from bondtui.domain.contacts import ContactPage, ImportantDate
from bondtui.domain.dates import next_occurrence, show, span
from bondtui.domain.interactions import Interaction
from bondtui.domain.nudges import Nudge
from bondtui.domain.reciprocity import Reciprocity
from bondtui.domain.stages import Origin
from bondtui.domain.work import Project
from bondtui.tui.text import fact, first_line, styled, wrap
from bondtui.tui.widgets.brief import DIM, FEW
from bondtui.tui.widgets.facts import MONTHS, Days, cadence_words, due_sentence, last_words, stage_age, work
from bondtui.tui.widgets.work_words import settled

LABEL = 10


@dataclass(frozen=True, slots=True)
class Known:
    """What the header is made of: `shown` are the interactions that stage changes rest on, by uid."""

    page: ContactPage
    newest: list[Interaction]
    turns: Reciprocity
    shown: Mapping[str, Interaction]
    nudge: Nudge | None
    projects: Sequence[Project] = ()


def header_rows(known: Known, days: Days, width: int) -> list[Content]:
    """The header of a contact's page; what is unknown takes no line."""
    page, contact, today = known.page, known.page.contact, days.today
    aliases = f"  ({', '.join(contact.aliases)})" if contact.aliases else ""
    archived = "  archived" if contact.archived else ""
    head = wrap(contact.name, width)
    first = styled(("\n".join(head), "bold"), (aliases + archived, DIM))
    second = f"{contact.stage} {stage_age(page, today)} · {cadence_words(contact.cadence_days)}"
    facts = [
        ("", f"{second} · {work(contact)}" if work(contact) else second),
        ("look", known.nudge.why if known.nudge else ""),
        ("last", f"{last_words(page, known.newest, days)} · {due_sentence(contact, today)}"),
        ("knows", page.expertise),
        ("reach", " · ".join(each.value + (f" ({each.label})" if each.label else "") for each in page.methods)),
        ("dates", " · ".join(_important(each, today) for each in page.dates)),
        ("tags", " ".join(contact.tags)),
        ("met", page.how_met),
        ("came by", page.referred_by.name if page.referred_by else ""),
        ("sent you", ", ".join(each.name for each in page.referred)),
        ("work", _work(known.projects)),
        ("road", _ROADS[page.origin] if page.origin else ""),
        ("begun", _turns(known.turns)),
        ("stages", _ledger(known, today)),
        ("about", page.about),
    ]
    rows = [row for label, value in facts if value for row in fact(label, value, width, LABEL if label else 0)]
    return [first, *rows]


_ROADS = {Origin.FRIEND_CLIENT: "a friend who became a client", Origin.CLIENT_FRIEND: "a client who became a friend"}


def _important(each: ImportantDate, today: date) -> str:
    day = next_occurrence(each.on, today)
    ahead = (day - today).days if day else -1
    return (
        f"{each.label} {each.on.day} {MONTHS[each.on.month - 1]}"
        + (f" {each.on.year}" if each.on.year else "")
        + (f", in {span(ahead)}" if 0 < ahead <= 31 else ", today" if ahead == 0 else "")
    )


def _work(projects: Sequence[Project]) -> str:
    """The newest projects, a line each: how they stand, how far the standard is kept, what they changed."""
    shown = [
        f"{each.title} ({each.status}, {settled(each)})" + (f": {first_line(each.result)}" if each.result else "")
        for each in projects[:FEW]
    ]
    more = len(projects) - len(shown)
    return "\n".join([*shown, f"{more:,} more"] if more else shown)


def _turns(turns: Reciprocity) -> str:
    if not turns.me + turns.them + turns.both:
        return ""
    counts = f"← {turns.them} by them, → {turns.me} by you, ↔ {turns.both} by both, in twelve months"
    return counts + (" · ★ a friendship at its high point" if turns.high_point else "")


def _ledger(known: Known, today: date) -> str:
    """A line for each move, newest first, with the reason and the interaction that shows it."""
    lines = []
    for entry in reversed(known.page.ledger):
        change = entry.change
        shown = known.shown.get(change.interaction or "")
        told = [
            change.reason.rstrip("."),
            f"shown by the {shown.channel} of {show(shown.date, today)}" if shown else "",
        ]
        because = "; ".join(part for part in told if part)
        lines.append(f"{change.to} {show(change.date, today)}" + (f": {because}" if because else ""))
    return "\n".join(lines)
