"""What a Monica export knows of a contact: each fact to its place in the book, and what has none to about."""

from datetime import date
from typing import Any

from bondtui.domain.contacts import DEATH, ImportantDate, has_died
from bondtui.domain.dates import LONGEST_CADENCE
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Person
from bondtui.domain.text import clean_line
from bondtui.exchange.monica_context import Context, Heading, Kind, day_of_year, participant
from bondtui.exchange.monica_item import Item, sections
from bondtui.exchange.monica_page import Page
from bondtui.exchange.monica_sections import read_section, reminder

_BOOKKEEPING = (
    *("is_partial", "avatar", "last_consulted_at", "number_of_views", "stay_in_touch_trigger_date", "distant_etag"),
    *("id", "account_id"),
)


def page_of(who: Heading, record: Any, context: Context, today: date) -> tuple[Page, Person]:
    """Everything that hangs on a contact. BadValue when a part of it cannot even be written down."""
    item = Item(record)
    page = Page(context, today, who.uid, participant(who.uid, who.name).name, dead=item.flag("is_dead"))
    if page.name != who.name:
        page.tell("Name", who.name)
    item.drop(*_BOOKKEEPING, "first_name", "middle_name", "last_name")
    archived, talked = not item.flag("is_active", missing=True), item.day("last_talked_to")
    form = _form(page, item)
    for kind, each in sections(item.sections):
        read_section(page, kind, each)
    for relation in context.relations(who.uid):
        page.tell(*relation)
    days = {each.date for each in page.happened} | {context.day_of(each) for each in who.activities}
    if talked and talked not in days:
        page.tell("Last talked to", str(talked))
    return page, page.person(form, archived)


def _form(page: Page, item: Item) -> ContactForm:
    """The contact's own fields."""
    about = item.text("description")
    _death(page, item)
    nickname, company, role = (page.line(what, item.text(what.lower())) for what in ("Nickname", "Company", "Job"))
    page.fact("Food preferences", item.text("food_preferences"))
    gender = item.text("gender")
    page.fact("Gender", page.context.kinds.get(gender, Kind()).name or gender)
    tags = tuple(filter(None, (page.line("Tag", tag) for tag in item.words("tags"))))
    every_days = _cadence(page, item)
    _birthday(page, item)
    how_met = _how_met(page, item)
    if item.text("vcard"):
        page.context.left_out["vCard kept for syncing"] += 1
    for each in item.rest():
        page.tell(each)
    aliases = (nickname,) if nickname and clean_line(nickname) != page.name else ()
    return ContactForm(
        page.name, aliases=aliases, company=company, role=role, about=about, how_met=how_met, tags=tags,
        every_days=every_days,
    )  # fmt: skip


def _cadence(page: Page, item: Item) -> int | None:
    days = item.whole("stay_in_touch_frequency")
    if page.dead:
        return 0
    if days is not None and not 0 <= days <= LONGEST_CADENCE:
        page.tell("Stay in touch", f"every {days} days")
    return days if days and 0 < days <= LONGEST_CADENCE else None


def _birthday(page: Page, item: Item) -> None:
    """A birthday; told in about when the age was estimated, or when they died on a day nobody knows."""
    special = item.inner("birthdate")
    if special is None:
        return
    estimated = special.flag("is_age_based")
    on = day_of_year(special)
    page.birth = (on.month, on.day) if on else None
    if on and estimated:
        page.tell("Born", f"about {on.year} (estimated)" if on.year else "")
    elif on and page.dead and not has_died(page.dates):
        page.tell("Birthday", str(on))
    elif on:
        page.dates.insert(0, ImportantDate("birthday", on))
    page.fact("Birthdate", *special.rest())


def _death(page: Page, item: Item) -> None:
    """The day somebody died is a date of theirs; of the dead no date is told any more."""
    special = item.inner("deceased_date")
    on = day_of_year(special) if special else None
    estimated = special is not None and special.flag("is_age_based")
    page.dead = page.dead or special is not None
    if on and not estimated:
        page.dates.append(ImportantDate(DEATH, on))
    elif page.dead:
        page.tell("Died", f"about {on.year} (estimated)" if on and on.year else "")
    page.fact("Died", *(special.rest() if special else ()))
    if kept := item.inner("deceased_reminder"):
        reminder(page, kept)


def _how_met(page: Page, item: Item) -> str:
    """Through whom, when and where one met; `Through Ilse Brandauer, 2023-05-13`."""
    parts = []
    if through := item.known("first_met_through"):
        parts.append(f"Through {page.context.told(through)}")
    if special := item.inner("first_met_date"):
        estimated = special.flag("is_age_based")
        on = day_of_year(special)
        parts += [f"about {on.year}" if estimated else str(on)] if on else []
        parts += special.rest()
    parts += [item.text(key) for key in ("first_met_where", "first_met_place")]
    if kept := item.inner("first_met_reminder"):
        reminder(page, kept)
    told = ", ".join(filter(None, parts))
    more = [item.text(key) for key in ("first_met_additional_info", "first_met_additional_information")]
    return "\n".join(filter(None, [told, *more]))
