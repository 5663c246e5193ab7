"""The options of `add` and `edit` → a contact form: what is named changes, all else stays."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bondtui.cli import words
from bondtui.cli.verbs import Session
from bondtui.domain.contacts import BIRTHDAY, ContactMethod, ImportantDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.stages import Stage
from bondtui.domain.text import as_tag, clean_line, fold
from bondtui.errors import Refused

TEXTS = ("company", "role", "expertise", "about", "how_met")
ADDING = ("email", "phone", "tag", "alias", "date")
TAKING = ("no_tag", "no_alias", "no_email", "no_phone", "no_date")
SINGLE = (*TEXTS, "referred_by", "every", "birthday", "since")

_Part = TypeVar("_Part")


def says_something(wanted: Namespace) -> bool:
    """Whether any option names something to change, `--name` and `--stage` apart."""
    return any(getattr(wanted, option) is not None for option in (*SINGLE, *ADDING, *TAKING))


def new(session: Session, wanted: Namespace) -> ContactForm:
    stage = Stage.STRANGER if wanted.stage is None else words.stage(wanted.stage)
    return _with_options(session, ContactForm(wanted.name, stage), wanted)


def changed(session: Session, form: ContactForm, wanted: Namespace) -> ContactForm:
    """The form after `edit`'s options. Refused when something to be taken away is not there."""
    if wanted.new_name is not None:
        form = replace(form, name=wanted.new_name)
    return _with_options(session, _without(form, wanted), wanted)


def _without(form: ContactForm, wanted: Namespace) -> ContactForm:
    name = clean_line(form.name)
    tags, aliases, methods, dates = form.tags, form.aliases, form.methods, form.dates
    for tag in wanted.no_tag or ():
        tags = _take(tags, tag, lambda each: each, f"{name} has no tag", tag_key)
    for alias in wanted.no_alias or ():
        aliases = _take(aliases, alias, lambda each: each, f"{name} has no alias", fold)
    for kind, values in (("email", wanted.no_email), ("phone", wanted.no_phone)):
        for value in values or ():
            of_kind = tuple(each for each in methods if each.kind == kind)
            left = _take(of_kind, value, lambda each: each.value, f"{name} has no {kind}", _closed_up)
            methods = tuple(each for each in methods if each.kind != kind or each in left)
    for label in wanted.no_date or ():
        dates = _take(dates, label, lambda each: each.label, f"{name} has no date called", fold)
    return replace(form, tags=tags, aliases=aliases, methods=methods, dates=dates)


def _take(
    parts: Sequence[_Part], named: str, text: Callable[[_Part], str], missing: str, key: Callable[[str], str]
) -> tuple[_Part, ...]:
    left = tuple(each for each in parts if key(text(each)) != key(clean_line(named)))
    if len(left) == len(parts):
        raise Refused(f"{missing} “{clean_line(named)}”.")
    return left


def tag_key(tag: str) -> str:
    """Tags are the same whatever their case, with or without `#`, blanks written as hyphens."""
    return fold(as_tag(clean_line(tag)))


def _closed_up(value: str) -> str:
    return fold("".join(value.split()))


def _with_options(session: Session, form: ContactForm, wanted: Namespace) -> ContactForm:
    for option in ADDING:
        for value in getattr(wanted, option) or ():
            if not clean_line(value):
                raise Refused(f"--{option} wants a value; --no-{option} takes one away.")
    texts = {field: getattr(wanted, field) for field in TEXTS if getattr(wanted, field) is not None}
    form = replace(form, **texts)
    if wanted.every is not None:
        form = replace(form, every_days=words.every(wanted.every))
    if wanted.since is not None:
        form = replace(form, since=words.day(session, wanted.since))
    if wanted.referred_by is not None:
        named = clean_line(wanted.referred_by)
        form = replace(form, referred_by=session.book.contacts.find(named).uid if named else None)
    return replace(
        form,
        tags=(*form.tags, *(wanted.tag or ())),
        aliases=(*form.aliases, *(wanted.alias or ())),
        methods=_methods(form, wanted),
        dates=_dates(session, form, wanted),
    )


def _methods(form: ContactForm, wanted: Namespace) -> tuple[ContactMethod, ...]:
    methods = list(form.methods)
    for kind in ("email", "phone"):
        for value in getattr(wanted, kind) or ():
            if not any(each.kind == kind and _closed_up(each.value) == _closed_up(value) for each in methods):
                methods.append(ContactMethod(kind, value))
    return tuple(methods)


def _dates(session: Session, form: ContactForm, wanted: Namespace) -> tuple[ImportantDate, ...]:
    """The dates with the named ones set: a label stands once."""
    dates = {fold(each.label): each for each in form.dates}
    if wanted.birthday is not None:
        dates.pop(BIRTHDAY, None)
        if wanted.birthday.strip():
            dates[BIRTHDAY] = words.important_date(session, BIRTHDAY, wanted.birthday)
    for text in wanted.date or ():
        date = words.labelled_date(session, text)
        dates[fold(date.label)] = date
    return tuple(dates.values()) if wanted.birthday is not None or wanted.date else form.dates
