"""What a contact form becomes in the book: checked first, then written in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bondtui.book import meanwhile
from bondtui.domain.contacts import ContactMethod, ImportantDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.stages import Stage
from bondtui.domain.text import MAX_LINE, as_tag, clean, clean_line, fold, too_long
from bondtui.errors import Refused
from bondtui.store import read_contacts

if TYPE_CHECKING:
    from sqlmodel import Session

    from bondtui.book import Book

METHOD_KINDS = ("email", "phone", "url", "address")
FIELDS = ("name", "company", "role", "expertise", "about", "how_met", "every_days")


def line(what: str, text: str) -> str:
    """`text` cleaned for one line; Refused when it is too long for one."""
    if not text:
        return text
    cleaned = clean_line(text)
    if len(cleaned) > MAX_LINE:
        raise Refused(f"The {what} is longer than the {MAX_LINE} characters it may have.")
    return cleaned


def body(what: str, text: str) -> str:
    """`text` cleaned for several lines; Refused over 64 KiB."""
    cleaned = clean(text)
    if too_long(cleaned):
        raise Refused(f"The {what} is longer than the 64 KiB a text may have.")
    return cleaned


def checked(form: ContactForm, today: date) -> ContactForm:
    """The form cleaned, nothing in it twice; Refused with one sentence when something in it cannot stand."""
    form = sound(form, today)
    if max(map(len, (form.aliases, form.methods, form.dates, form.tags))) < 2:
        return form
    return replace(
        form,
        aliases=_once(form.aliases),
        methods=tuple(dict.fromkeys(form.methods)),
        dates=tuple(dict.fromkeys(form.dates)),
        tags=_once(form.tags),
    )


def sound(form: ContactForm, today: date) -> ContactForm:
    """The form cleaned, its lists as they are. Refused as by `checked`."""
    name = line("name", form.name)
    if not name:
        raise Refused("A contact needs a name.")
    if form.every_days is not None and not 0 <= form.every_days <= 3650:
        raise Refused("A cadence is between 0 days, which means never, and ten years.")
    if form.since and form.since > today:
        raise Refused("A relationship cannot begin after today.")
    return ContactForm(
        name=name,
        stage=form.stage,
        since=form.since,
        aliases=_each("alias", form.aliases),
        company=line("company", form.company),
        role=line("role", form.role),
        expertise=line("expertise", form.expertise),
        about=body("text about them", form.about),
        how_met=body("text on how you met", form.how_met),
        methods=tuple(_method(each) for each in form.methods),
        dates=tuple(ImportantDate(line("label", each.label) or "date", each.on) for each in form.dates),
        tags=tuple(tag for each in _each("tag", form.tags) if (tag := as_tag(each))),
        every_days=form.every_days,
        referred_by=form.referred_by,
    )


def _each(what: str, texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(cleaned for text in texts if (cleaned := line(what, text)))


def _once(texts: Sequence[str]) -> tuple[str, ...]:
    once: dict[str, str] = {}
    for text in texts:
        once.setdefault(fold(text), text)
    return tuple(once.values())


def _method(method: ContactMethod) -> ContactMethod:
    value = line("contact method", method.value)
    if method.kind not in METHOD_KINDS:
        raise Refused(f"“{clean_line(method.kind)[:40]}” is no way to reach somebody: use {', '.join(METHOD_KINDS)}.")
    if not value or (method.kind == "email" and ("@" not in value or " " in value)):
        raise Refused(f"“{value[:60]}” is not an e-mail address." if value else f"The {method.kind} is empty.")
    return ContactMethod(method.kind, value, line("label", method.label))


def add(book: "Book", form: ContactForm) -> str:
    """Write a new contact; the uid."""
    form = checked(form, book.today())
    with book.writer.change(f"Added {form.name}") as session:
        row = new_row(book, session, form)
        write_parts(session, row.id, form)
    return str(row.uid)


def new_row(book: "Book", session: "Session", form: ContactForm) -> Any:
    """The contact's own row with the first entry of its ledger, flushed so that it has an id."""
    from bondtui.store.tables import ContactRow, StageChangeRow

    row = ContactRow(
        uid=book.uids("c"), added_on=book.today(), referred_by_id=_referrer(book, form.referred_by),
        **{field: getattr(form, field) for field in FIELDS},
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(StageChangeRow(contact_id=row.id or 0, date=form.since or book.today(), stage=form.stage.value))
    return row


def _referrer(book: "Book", uid: str | None) -> int | None:
    return book.contacts.id_of(uid) if uid else None


def edit(book: "Book", uid: str, form: ContactForm, seen: ContactForm | None) -> None:
    """Make the contact what the form says, if the book still says what was seen."""
    from bondtui.store.tables import ContactRow

    form = checked(form, book.today())
    number = book.contacts.id_of(uid)
    referrer = _referrer(book, form.referred_by)
    if referrer is not None and read_contacts.is_above(book.reader, number, referrer):
        chain = " ← ".join(read_contacts.referrers(book.reader, referrer))
        raise Refused(f"{form.name} cannot be referred by somebody they referred: {chain}.")
    with book.writer.change(f"Changed {form.name}") as session:
        meanwhile.check(session, (seen or form).name, seen and _kept(seen), lambda: _kept(book.contacts.form(uid)))
        row = session.get_one(ContactRow, number)
        for field in FIELDS:
            setattr(row, field, getattr(form, field))
        row.referred_by_id = referrer
        _set_since(session, number, form.since)
        write_parts(session, number, form)


def _kept(form: ContactForm) -> ContactForm:
    """The form without the stage, which moves through the ledger only."""
    return replace(form, stage=Stage.STRANGER)


def _set_since(session: "Session", number: int, since: date | None) -> None:
    from sqlmodel import select

    from bondtui.store.tables import StageChangeRow

    query = select(StageChangeRow).where(StageChangeRow.contact_id == number)
    entries = sorted(session.exec(query), key=lambda entry: (entry.date, entry.id or 0))
    if since is None or since == entries[0].date:
        return
    if len(entries) > 1 and since > entries[1].date:
        raise Refused(f"The relationship moved on {entries[1].date}; it cannot begin after that.")
    entries[0].date = since
    session.add(entries[0])


def write_parts(session: "Session", number: int | None, form: ContactForm) -> None:
    """Aliases, methods, dates and tags: what is there already stays, what is gone is deleted, the rest is added."""
    from bondtui.store.tables import AliasRow, DateRow, MethodRow, TagRow

    _sync(session, number, AliasRow, ("name",), [(alias,) for alias in form.aliases])
    _sync(session, number, TagRow, ("name",), [(tag,) for tag in form.tags])
    _sync(session, number, MethodRow, ("kind", "label", "value"), [(m.kind, m.label, m.value) for m in form.methods])
    days = [(each.label, each.on.month, each.on.day, each.on.year) for each in form.dates]
    _sync(session, number, DateRow, ("label", "month", "day", "year"), days)


def _sync(
    session: "Session", number: int | None, table: Any, columns: Sequence[str], wanted: Sequence[tuple[Any, ...]]
) -> None:
    from sqlmodel import select

    meant, kept = set(wanted), set[tuple[Any, ...]]()
    for row in session.exec(select(table).where(table.contact_id == number).order_by(table.id)).all():
        says = tuple(getattr(row, column) for column in columns)
        if says in meant:
            kept.add(says)
        else:
            session.delete(row)
    new = (dict(zip(columns, each, strict=True)) for each in wanted if each not in kept)
    session.add_all(table(contact_id=number, **each) for each in new)


def set_archived(book: "Book", uid: str, archived: bool) -> None:
    from bondtui.store.tables import ContactRow

    number = book.contacts.id_of(uid)
    name = book.contacts.get(uid).name
    with book.writer.change(f"Archived {name}" if archived else f"Brought {name} back") as session:
        session.get_one(ContactRow, number).archived = archived


def remove(book: "Book", uid: str) -> None:
    """Delete the contact and all that is only theirs; those they referred stay, without a referrer."""
    from sqlmodel import select

    from bondtui.store import tables as t
    from bondtui.store import work_tables as w

    number = book.contacts.id_of(uid)
    name = book.contacts.get(uid).name
    with book.writer.change(f"Removed {name}") as session:
        for referred in session.exec(select(t.ContactRow).where(t.ContactRow.referred_by_id == number)):
            referred.referred_by_id = None
        mine = list(session.exec(select(t.ParticipantRow).where(t.ParticipantRow.contact_id == number)))
        for table in (
            t.SnoozeRow,
            t.AnswerRow,
            t.OpenerRow,
            t.FollowUpRow,
            t.StageChangeRow,
            t.AliasRow,
            t.MethodRow,
            t.DateRow,
            t.TagRow,
            t.SourceRow,
            t.PropertyRow,
        ):
            _delete_all(session, session.exec(select(table).where(table.contact_id == number)))
        work = session.exec(select(w.ProjectRow).where(w.ProjectRow.contact_id == number)).all()
        _delete_all(session, session.exec(select(w.PaymentRow).where(w.PaymentRow.contact_id == number)))
        for part in (w.StepRow, w.ConcessionRow):
            for project in work:
                _delete_all(session, session.exec(select(part).where(part.project_id == project.id)))
        _delete_all(session, work)
        _delete_all(session, mine)
        for participant in mine:
            delete_if_empty(session, participant.interaction_id)
        session.delete(session.get_one(t.ContactRow, number))


def _delete_all(session: "Session", rows: Any) -> None:
    for row in list(rows):
        session.delete(row)
    session.flush()


def delete_if_empty(session: "Session", interaction: int) -> None:
    """Delete an interaction in which nobody takes part any more, with its signals; what it showed or began stays."""
    from sqlmodel import select

    from bondtui.store import tables as t

    if session.exec(select(t.ParticipantRow).where(t.ParticipantRow.interaction_id == interaction)).first():
        return
    for table in (t.SignalRow, t.OpenerRow, t.SourceRow):
        _delete_all(session, session.exec(select(table).where(table.interaction_id == interaction)))
    for kept in (t.StageChangeRow, t.FollowUpRow):
        for row in session.exec(select(kept).where(kept.interaction_id == interaction)):
            row.interaction_id = None
    session.flush()
    session.delete(session.get_one(t.InteractionRow, interaction))
    session.flush()
