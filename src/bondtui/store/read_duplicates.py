"""Everybody in the book as they are compared with one another: a few columns, whatever the size of the book."""

from collections import Counter, defaultdict
from datetime import date

from bondtui.domain.contacts import ContactMethod, PartialDate
from bondtui.domain.duplicates import Entry, places
from bondtui.domain.same_person import traits
from bondtui.store.reader import Reader


def entries(reader: Reader) -> list[Entry]:
    """All contacts, archived ones too."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for contact, name in reader.rows("SELECT contact_id, name FROM alias ORDER BY id"):
        aliases[contact].append(name)
    methods: dict[int, list[ContactMethod]] = defaultdict(list)
    for contact, kind, value in reader.rows("SELECT contact_id, kind, value FROM contact_method"):
        methods[contact].append(ContactMethod(kind, value))
    sql = "SELECT contact_id, month, day, year FROM important_date WHERE lower(label) = 'birthday' ORDER BY id DESC"
    birthdays = {contact: PartialDate(month, day, year) for contact, month, day, year in reader.rows(sql)}
    happened: Counter[int] = Counter(
        dict(reader.rows("SELECT contact_id, count(*) FROM participant GROUP BY contact_id"))
    )
    return [
        Entry(
            number, name, tuple(aliases.get(number, ())), company, traits(methods.get(number, ())),
            places(methods.get(number, ())), birthdays.get(number), happened[number], date.fromisoformat(added),
        )
        for number, name, company, added in reader.rows("SELECT id, name, company, added_on FROM contact ORDER BY id")
    ]  # fmt: skip
