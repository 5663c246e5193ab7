"""What the records of a file become in the book: the people, what happened with them, and what was promised."""

from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256

from bondtui.book.contact_rows import checked
from bondtui.book.import_people import ImportPeople, record_key
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Happening, Participant, Person, Planned
from bondtui.domain.interactions import Channel, Initiator
from bondtui.domain.nudges import check_in_id
from bondtui.domain.same_person import phone
from bondtui.domain.stages import Stage
from bondtui.domain.text import MAX_LINE, clean, clean_line
from bondtui.store import keeping, kept_with
from bondtui.store.bulk import Bulk


class ImportRows:
    """Writes records through a Bulk. `doubts` are warnings that nobody has been given yet."""

    def __init__(self, bulk: Bulk, today: date, uids: Callable[[str], str], cadences: Mapping[Stage, int]) -> None:
        self.bulk, self.today, self._uids, self._cadences = bulk, today, uids, cadences
        self.people = ImportPeople(bulk, today, uids, cadences)
        self._known = {
            key for (key,) in bulk.connection.execute("SELECT key FROM source WHERE interaction_id IS NOT NULL")
        }
        self._happened: list[int] = []
        self.doubts: list[str] = []
        self._promised: set[tuple[int, str, str]] = set()

    def person(self, record: Person) -> tuple[int, bool | None]:
        """Add or fill somebody, as ImportPeople does."""
        return self.people.person(record)

    def planned(self, number: int, record: Person, each: Planned) -> bool:
        """A follow-up of the record's, unless it is there or was once brought, whatever became of it."""
        text = clean_line(each.text)
        whose = record.source_uid or record_key(record, record.form)
        key = f"planned {sha256(f'{whose} {each.due_on} {text}'.encode('utf-8', 'replace')).hexdigest()[:20]}"
        if self.people.known.known(key) is not None:
            return False
        promise = (number, each.due_on.isoformat(), text)
        if promise in self._promised:
            return False
        if number not in self.people.fresh:
            sql = "SELECT 1 FROM follow_up WHERE contact_id = ? AND due_on = ? AND text = ?"
            if self.bulk.connection.execute(sql, promise).fetchone():
                return False
        self._promised.add(promise)
        done = each.done_on.isoformat() if each.done_on else None
        self.bulk.insert("follow_up", contact_id=number, due_on=promise[1], text=text, done_on=done)
        self.bulk.insert("source", key=key, contact_id=number)
        self.people.known.note(key, number)
        return True

    def unresolved(self, happened: Happening) -> bool:
        """Whether somebody who took part may stand further down in the file."""
        known = self.people.known.known
        return any(each.source_uid and known(f"uid {each.source_uid}") is None for each in happened.people)

    def is_known(self, happened: Happening) -> bool:
        return happened.key in self._known

    def happening(self, happened: Happening, whose: int | None = None) -> bool:
        """Write an interaction with those who are in the book, or are added for it; False when there is nobody."""
        found = [self._participant(each) for each in happened.people] or [whose]
        people = [number for number in found if number is not None]
        if not people:
            return False
        # A meeting called by somebody who is not in the book, such as oneself, was not begun by those who are.
        theirs = happened.initiator is not Initiator.THEM or found[0] is not None
        initiator = happened.initiator if theirs else Initiator.BOTH
        number = self.bulk.insert(
            "interaction", uid=self._uids("i"), date=happened.date.isoformat(), channel=happened.channel.value,
            initiator=initiator.value, reached=happened.reached, private=False, text=clean(happened.text),
        )  # fmt: skip
        for person in dict.fromkeys(people):
            self.bulk.insert("participant", interaction_id=number, contact_id=person)
            if person not in self.people.fresh and happened.reached and happened.channel is not Channel.NOTE:
                end_snooze(self.bulk, person, happened.date)
            self.people.touched.add(person)
        self.bulk.insert("source", key=happened.key, interaction_id=number)
        self._known.add(happened.key)
        self._happened.append(number)
        return True

    def grown(self, happened: Happening) -> bool:
        """Bring a known interaction up to what the file says by now, unless it was changed in the book."""
        if happened.may_have_been is None:
            return False
        sql = """
            SELECT interaction.id, text, reached FROM source JOIN interaction ON interaction.id = interaction_id
            WHERE key = ? AND date = ? AND channel = ? AND initiator = ?
        """
        fetch = self.bulk.connection.execute
        same = (happened.key, happened.date.isoformat(), happened.channel.value, happened.initiator.value)
        number, text, reached = fetch(sql, same).fetchone() or (0, "", 0)
        if not happened.may_have_been(text, bool(reached)):
            return False
        self.bulk.update("interaction", number, reached=int(happened.reached), text=clean(happened.text))
        people = fetch("SELECT contact_id FROM participant WHERE interaction_id = ?", (number,)).fetchall()
        for (person,) in people:
            if happened.reached and not reached:
                end_snooze(self.bulk, person, happened.date)
            self.people.touched.add(person)
        self._happened.append(number)
        return True

    def _participant(self, who: Participant) -> int | None:
        """By the file's own id, address, number, name or the alias of one; else somebody new where any may be added."""
        known, name = self.people.known, clean_line(who.name)
        found = known.known(f"uid {who.source_uid}") if who.source_uid else None
        if found is None and who.email:
            found = known.known(f"email {who.email.strip().casefold()}", name)
        if found is None and (number := phone(name)) and not any(char.isalpha() for char in name):
            found = known.known(f"phone {number}")
        if found is not None or not name:
            return found
        last, comma, first = name.partition(", ")
        for form in (name, f"{first} {last}") if comma else (name,):
            if named := known.named(form):
                # Of several with one name nobody is meant for certain; where they may be added, the first is.
                return named[0] if len(named) == 1 or who.add else None
            if nicknamed := known.nicknamed(form):
                return nicknamed[0] if len(nicknamed) == 1 else self._newcomer(who, name, len(nicknamed))
        return self._newcomer(who, name)

    def _newcomer(self, who: Participant, name: str, nicknamed: int = 0) -> int | None:
        """Somebody new of this name, where they may be added; told when so many others have it as an alias."""
        if not who.add or len(name) > MAX_LINE:
            return None
        if nicknamed:
            self.doubts.append(f"{nicknamed} people have the alias {name[:60]}: added as somebody new.")
        return self.people.add(checked(ContactForm(name), self.today))

    def finish(self, label: str) -> None:
        """Write the rest, and what is kept of everybody and everything that was touched."""
        self.bulk.finish(label)
        kept_with.note(self.bulk.connection, self._cadences)
        keeping.keep_texts(self.bulk.connection, self._happened)
        self.people.finish()


def end_snooze(bulk: Bulk, contact: int, on: date) -> None:
    """A check-in's snooze ends with the next contact that reaches them."""
    fetch = bulk.connection.execute
    (uid,) = fetch("SELECT uid FROM contact WHERE id = ?", (contact,)).fetchone()
    snooze = fetch("SELECT id, set_on FROM snooze WHERE nudge = ?", (check_in_id(uid),)).fetchone()
    if snooze and on.isoformat() >= snooze[1]:
        bulk.delete("snooze", snooze[0])
