"""Where each property of a vCard goes: it has its place in the form, is told in `about`, or is kept as it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bondtui.domain.contacts import DEATH, has_died
from bondtui.domain.dates import DateOrder
from bondtui.domain.incoming import Person, Remark, Skipped
from bondtui.domain.text import MAX_LINE, MAX_TEXT, clean, clean_line, cut
from bondtui.exchange.vcard_draft import Draft
from bondtui.exchange.vcard_lines import Property, quote
from bondtui.exchange.vcard_name import whole

ROOM = 2 * MAX_TEXT
"""Characters of a property that are looked at: with every one escaped, as many as a text may have."""

_MAILTO = re.compile("^(?:mailto: ?)+", re.IGNORECASE)
_TEL = re.compile("^(?:tel: ?)+", re.IGNORECASE)

_OF_EVERYBODY = "myContacts"
"""Google's category for all there are, which says nothing about one."""


def read_card(line: int, properties: Sequence[Property], order: DateOrder) -> tuple[Person | Skipped, list[Remark]]:
    """Who a card is about, and what of it could not be read; `line` is where it begins."""
    draft = Draft(line, properties, order)
    placed = {each.group.lower() for each in properties if each.group and each.name in _PLACES}
    for each in properties:
        if not each.value.strip():
            continue
        if each.unknown_charset:
            draft.remark(each, f"There is no charset {quote(each.unknown_charset)}: letters here may be wrong.")
        if each.is_damaged:
            draft.remark(each, f"This {each.name} could not be decoded and was left out.")
        elif each.name != "X-ABLABEL" or each.group.lower() not in placed:
            _take(draft, each)
    return draft.finished(), sorted(draft.remarks, key=lambda remark: remark.line or 0)


def _take(draft: Draft, said: Property) -> None:
    place, shown = _PLACES.get(said.name), _SHOWN.get(said.name)
    if not place:
        draft.kept.append(said.kept)
    if action := place or shown:
        text = said.as_text
        if len(text.value) > ROOM:
            text = replace(text, value=text.value[:ROOM])
            draft.cut_at = draft.cut_at or said.line
        action(draft, text)


def _nicknames(draft: Draft, said: Property) -> None:
    draft.aliases += filter(None, (draft.fit("Nickname", each) for each in said.parts(",")))


def _organisation(draft: Draft, said: Property) -> None:
    name, *units = said.parts(";")
    company = draft.fit("Company", name)
    if draft.companies and company not in draft.companies:
        draft.tell("Company", company)
    elif company:
        draft.companies.append(company)
    for unit in units:
        draft.tell("Department", unit)


def _title(draft: Draft, said: Property) -> None:
    draft.titles += filter(None, [draft.fit("Role", said.text)])


def _role(draft: Draft, said: Property) -> None:
    draft.roles += filter(None, [draft.fit("Role", said.text)])


def _expertise(draft: Draft, said: Property) -> None:
    if draft.expertise:
        draft.tell("Expertise", said.text)
    else:
        draft.expertise = draft.fit("Expertise", said.text)


def _how_met(draft: Draft, said: Property) -> None:
    draft.how_met = cut(clean(said.text))


def _email(draft: Draft, said: Property) -> None:
    address = _MAILTO.sub("", clean_line(said.text))
    if "@" in address and " " not in address:
        draft.add_method("email", "E-mail", said, address)
    elif address:
        draft.tell("E-mail", address)
        draft.remark(said, f"{quote(address)} is no e-mail address: it stands in the text about them.")


def _phone(draft: Draft, said: Property) -> None:
    draft.add_method("phone", "Phone", said, _TEL.sub("", clean_line(said.text)))


def _url(draft: Draft, said: Property) -> None:
    draft.add_method("url", "URL", said, said.text)


def _address(draft: Draft, said: Property) -> None:
    """On one line, all that is given in its order; else the label that a 4.0 address may have instead."""
    lines = [line for part in said.parts(";") for line in part.splitlines() if line.strip()]
    whole = ", ".join(map(clean_line, lines)) or said.param("LABEL").replace("^n", ", ").replace("\\n", ", ")
    draft.add_method("address", "Address", said, whole)


def _address_label(draft: Draft, said: Property) -> None:
    """An address as it is printed: the same as the one in parts, or the only one."""
    if "ADR" in draft.present:
        draft.kept.append(said.kept)
    else:
        lines = [line for line in said.text.splitlines() if line.strip()]
        draft.add_method("address", "Address", said, ", ".join(map(clean_line, lines)))


def _structured_name(draft: Draft, said: Property) -> None:
    if not draft.structured and said.value.strip(" ;"):
        draft.structured, draft.composed = said, whole(said, draft.is_2_1)


def _formatted_name(draft: Draft, said: Property) -> None:
    if clean_line(said.text):
        draft.formatted.append(said)


def _note(draft: Draft, said: Property) -> None:
    draft.notes.append(said.text)


def _birthday(draft: Draft, said: Property) -> None:
    draft.add_date("birthday", said)


def _anniversary(draft: Draft, said: Property) -> None:
    draft.add_date("anniversary", said)


def _other_date(draft: Draft, said: Property) -> None:
    draft.add_date(draft.label(said) or "date", said)


def _categories(draft: Draft, said: Property) -> None:
    tags = (draft.fit("Tag", each) for each in said.parts(","))
    draft.tags += (each for each in tags if each and each != _OF_EVERYBODY)


def _uid(draft: Draft, said: Property) -> None:
    uid = clean_line(said.text)
    if len(uid) <= MAX_LINE:
        draft.uid = draft.uid or uid
    else:
        draft.remark(said, f"The UID is longer than the {MAX_LINE} characters it may have and was left out.")


def _kind(draft: Draft, said: Property) -> None:
    if said.value.strip().lower() == "group":
        draft.is_group = True
    else:
        draft.kept.append(said.kept)


def _nothing(draft: Draft, said: Property) -> None:
    pass


def _profile(draft: Draft, said: Property) -> None:
    """Where they are found in a network: a page of theirs, or only a name."""
    if said.value.lower().startswith(("http:", "https:")):
        draft.add_method("url", "Profile", said, said.text)
    else:
        draft.tell(draft.label(said) or said.param("X-SERVICE-TYPE") or "Chat", said.text)


def _told(label: str) -> Callable[[Draft, Property], None]:
    def tell(draft: Draft, said: Property) -> None:
        if not said.value.lower().startswith("urn:"):
            draft.tell(draft.label(said) or label, said.text)

    return tell


def _death(draft: Draft, said: Property) -> None:
    draft.has_died = True
    draft.add_date(DEATH, said)
    if not has_died(draft.dates):
        draft.kept.append(said.kept)


_PLACES: dict[str, Callable[[Draft, Property], None]] = {
    "VERSION": _nothing, "FN": _formatted_name, "N": _structured_name, "NICKNAME": _nicknames, "ORG": _organisation,
    "TITLE": _title, "ROLE": _role, "EXPERTISE": _expertise, "X-BONDTUI-EXPERTISE": _expertise,
    "X-BONDTUI-HOW-MET": _how_met, "EMAIL": _email, "TEL": _phone, "URL": _url, "ADR": _address,
    "LABEL": _address_label, "BDAY": _birthday, "ANNIVERSARY": _anniversary, "X-ANNIVERSARY": _anniversary,
    "X-EVOLUTION-ANNIVERSARY": _anniversary, "X-KADDRESSBOOK-X-ANNIVERSARY": _anniversary, "X-ABDATE": _other_date,
    "DEATHDATE": _death,
    "NOTE": _note, "CATEGORIES": _categories, "UID": _uid, "KIND": _kind, "X-ADDRESSBOOKSERVER-KIND": _kind,
}  # fmt: skip

_SHOWN: dict[str, Callable[[Draft, Property], None]] = {
    "IMPP": _profile, "X-SOCIALPROFILE": _profile, "DEATHPLACE": _told("Died in"),
    "BIRTHPLACE": _told("Born in"), "HOBBY": _told("Hobby"), "INTEREST": _told("Interest"),
    "X-ABRELATEDNAMES": _told("Related"), "RELATED": _told("Related"), "X-CHILDREN": _told("Children"),
    "X-SPOUSE": _told("Spouse"), "X-EVOLUTION-SPOUSE": _told("Spouse"),
    "X-KADDRESSBOOK-X-SPOUSESNAME": _told("Spouse"), "X-ASSISTANT": _told("Assistant"),
    "X-EVOLUTION-ASSISTANT": _told("Assistant"), "X-KADDRESSBOOK-X-ASSISTANTSNAME": _told("Assistant"),
    "X-MANAGER": _told("Manager"), "X-EVOLUTION-MANAGER": _told("Manager"),
    "X-KADDRESSBOOK-X-MANAGERSNAME": _told("Manager"), "X-MAIDENNAME": _told("Maiden name"),
    "X-SKYPE": _told("Skype"), "X-SKYPE-USERNAME": _told("Skype"), "X-JABBER": _told("Jabber"),
    "X-AIM": _told("AIM"), "X-ICQ": _told("ICQ"), "X-MSN": _told("MSN"), "X-YAHOO": _told("Yahoo"),
    "X-GOOGLE-TALK": _told("Google Talk"), "X-QQ": _told("QQ"), "X-TWITTER": _told("Twitter"),
}  # fmt: skip
"""What a person would want to see and no field is for: shown where it fits best, and kept for programs that know it."""
