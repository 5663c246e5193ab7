"""Any mixture of records: the figures, the people and what is kept are as the rules say; undo takes all back."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Happening, Occasion, Participant, Person, Planned, Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator
from bondtui.store import doctor, keeping
from tests.book.import_oracle import Oracle, Somebody, plain
from tests.book.small_books import FEW, small_book
from tests.book.test_import_rules import bring
from tests.book.test_undo import dump
from tests.conftest import TODAY

NAMES = ("Ann Lee", "ann  LEE", "Bo", "Zoë", "Zoe")
EMAILS = ("a@x.example", "A@X.example", "b@x.example")
METHODS = st.one_of(
    st.sampled_from(EMAILS).map(lambda value: ContactMethod("email", value)),
    st.sampled_from(("+47 1", "+471", "+47 2")).map(lambda value: ContactMethod("phone", value)),
    st.just(ContactMethod("url", "https://linkedin.com/in/ann-1")),
    st.sampled_from(("https://x.example", "https://y.example")).map(lambda value: ContactMethod("url", value)),
)


def several(each: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(each, max_size=most, unique=True).map(tuple)


PARTICIPANTS = st.builds(
    Participant, st.sampled_from((*NAMES, "New", "Annie", "")), st.sampled_from(("", *EMAILS)), add=st.booleans()
)
HAPPENED = st.builds(
    Happening, st.sampled_from("abcdef"), st.dates(TODAY.replace(year=2025), TODAY.replace(year=2027)),
    st.sampled_from(Channel), st.sampled_from(Initiator), st.booleans(), st.just("said"), several(PARTICIPANTS),
)  # fmt: skip
FORMS = st.builds(
    ContactForm, st.sampled_from((*NAMES, "")), methods=several(METHODS, 3), company=st.sampled_from(("", "X", "Y")),
    about=st.sampled_from(("", "Tall.", "Short.")), tags=several(st.sampled_from(("t", "u"))),
    aliases=several(st.sampled_from(("Annie", "Bo"))),
    dates=several(st.sampled_from(("birthday", "death"))).map(
        lambda labels: tuple(ImportantDate(each, PartialDate(11, 23)) for each in labels)
    ),
)  # fmt: skip
PEOPLE = st.builds(
    Person, st.just(1), FORMS, st.sampled_from(("", "", "u1", "u2")), st.booleans(), several(HAPPENED, 1),
    several(st.sampled_from((Planned(TODAY, "call"), Planned(TODAY, "send"))), 1),
    st.sampled_from(((), ("X-A:1", "X-B:2"))),
)  # fmt: skip
OTHERS = st.one_of(
    st.builds(Occasion, st.just(2), several(HAPPENED)), st.just(Skipped(3, "a group")), st.just(Remark(4, "damaged"))
)
FILES = st.lists(st.one_of(PEOPLE, PEOPLE, OTHERS), max_size=8)


def added(records: list[Any]) -> list[Any]:
    """The same records, all who took part being added: else one who stands further down is known the next time."""
    return [
        _added(each, isinstance(each, Occasion)) if isinstance(each, Person | Occasion) else each for each in records
    ]


def _added(record: Any, to_somebody: bool) -> Any:
    new = [Participant("New", add=True)] if to_somebody else []
    return replace(
        record,
        happened=tuple(
            replace(
                happened,
                people=tuple(replace(each, name=each.name or "New", add=True) for each in happened.people or new),
            )
            for happened in record.happened
        ),
    )


@settings(FEW, max_examples=500)
@given(FILES, FILES)
def test_the_figures_and_the_people_are_as_the_rules_have_it(first: list[Any], second: list[Any]) -> None:
    oracle = Oracle(TODAY)
    with small_book() as small:
        for records in (first, second):
            oracle.bring(records)
            report = bring(small.book, *records)

            figures = {key: getattr(report, key) for key in ("added", "updated", "unchanged", "skipped")}
            assert figures == {key: oracle.report[key] for key in figures}
            assert report.read == sum(not isinstance(each, Remark) for each in records)
            assert told(small.book) == [expected(each) for each in oracle.people]
            sql = "SELECT key, name FROM source JOIN participant USING (interaction_id) JOIN contact ON contact.id = "
            people = small.book.reader.rows(f"{sql} participant.contact_id ORDER BY participant.id")
            assert sorted(map(tuple, people)) == sorted(
                (key, each.name) for key, there in oracle.happened.items() for each in unique(there)
            )


def unique(people: list[Somebody]) -> list[Somebody]:
    return [each for number, each in enumerate(people) if not any(each is other for other in people[:number])]


def expected(each: Somebody) -> tuple[object, ...]:
    return (
        each.name, sorted(each.aliases), sorted(each.tags), len(each.ways), sorted(each.days), each.company,
        "\n\n".join(each.about), 0 if "death" in each.days else None,
    )  # fmt: skip


def told(book: Book) -> list[tuple[object, ...]]:
    """Everybody as they came, with what the oracle knows of them."""
    found = []
    for (uid,) in book.reader.rows("SELECT uid FROM contact ORDER BY id"):
        form = book.contacts.form(uid)
        dates = sorted(each.label for each in form.dates)
        found.append(
            (form.name, sorted(map(plain, form.aliases)), sorted(form.tags), len(form.methods), dates, form.company,
             form.about, form.every_days)
        )  # fmt: skip
    return found


@settings(FEW, max_examples=500)
@given(FILES, FILES.map(added))
def test_what_is_kept_is_sound_again_is_nothing_and_undo_gives_every_row_back(
    first: list[Any], second: list[Any]
) -> None:
    with small_book() as small:
        book, cadences = small.book, small.book.settings.cadences
        bring(book, *first)
        before, changes = dump(book), len(book.safety.history())
        would = bring(book, *second, dry_run=True)
        assert dump(book) == before
        report = bring(book, *second)
        assert report == would

        after = dump(book)
        assert doctor.examine(book.path, cadences) == []
        keeping.keep_all(book.path, cadences)
        assert dump(book) == after
        again = bring(book, *second)
        assert (again.added, again.updated, again.skipped) == (0, 0, report.skipped)
        assert dump(book) == after
        assert len(book.safety.history()) - changes == bool(report.added or report.updated)
        if report.added or report.updated:
            book.safety.undo()
        assert dump(book) == before
        assert doctor.examine(book.path, cadences) == []
