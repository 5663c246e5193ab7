"""Who is named in a line: PRODUCT.md's rules for names, in the scripts and spellings people write."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bondtui.domain.names import PART, Known, atoms, key_of, keys_of
from bondtui.domain.quicklog import Understood, understand
from bondtui.domain.stages import Stage
from bondtui.domain.text import clean

TODAY = date(2026, 11, 23)


class Book:
    """A roll in memory. `together` are names who shared an interaction; `last` says when each was in touch."""

    def __init__(
        self,
        *people: str | tuple[str, ...],
        together: Collection[frozenset[str]] = (),
        last: Mapping[str, date] | None = None,
    ) -> None:
        self.ids: dict[str, int] = {}
        self.keys: dict[int, dict[str, int]] = {}
        self._named: dict[str, list[Known]] = {}
        self._together = together
        for number, person in enumerate(people, 1):
            name, *aliases = (person,) if isinstance(person, str) else person
            self.ids[name], self.keys[number] = number, keys_of(name, aliases)
            for key, how in self.keys[number].items():
                if how < PART:
                    known = Known(number, f"u{number}", name, Stage.STRANGER, how, (last or {}).get(name))
                    self._named.setdefault(key, []).append(known)

    def named(self, keys: Collection[str]) -> Mapping[str, Sequence[Known]]:
        return {key: self._named[key] for key in keys if key in self._named}

    def in_company_of(self, candidates: Collection[int], others: Collection[int]) -> Collection[int]:
        pairs = [{self.ids[name] for name in pair} for pair in self._together]
        return {one for one in candidates for pair in pairs if one in pair and pair & (set(others) - {one})}


BOOK = Book(
    "Anna Petrova",
    "Omar Haddad",
    "Grace Hall",
    ("Olga Brandt", "Anna's mum", "The Boss"),
    "Anna-Maria Costa",
    "Sean O'Brien",
    "Chiara D’Angelo",
    "Joris 't Veld",
    "James Cook",
    "May Ito",
    "Will Stone",
    "Mark Twain",
    "Bill Gates",
    "J.R. Smith",
    "Zoë Kravitz",
    "Łukasz Nowak",
    "Юлия Смирнова",
    "田中 健",
    "アンナ",
    "김민준",
    "สมชาย ใจดี",
    "Jean-Luc Picard",
    "Sofia van der Berg",
    "Dr. Ines Vidal",
    "Strauß & Söhne",
    "Kovács, Béla",
    "Lena",
    ("Robert (Bob) Ray", "Bobby"),
    "Müller",
)


def read(line: str, book: Book = BOOK) -> Understood:
    return understand(line, TODAY, book)


def names(line: str, book: Book = BOOK) -> list[str]:
    return [
        mention.candidates[0].name if mention.candidates else f"+{mention.name}" for mention in read(line, book).people
    ]


ANNA, OMAR = "Anna Petrova", "Omar Haddad"
CASES: list[tuple[str, str]] = [
    ("called Anna", ANNA),
    ("called anna", ANNA),
    ("CALLED ANNA", ANNA),
    ("called aNNa petROVA", ANNA),
    ("called Anna  Petrova", ANNA),
    ("called anna p", ANNA),
    ("called Anna P.", ANNA),
    ("called Anna P.: hi", ANNA),
    ("called (Anna P.)", ANNA),
    ("called Anna P's office", ANNA),
    ("called Anna P., again", ANNA),
    ("Anna P called", ANNA),
    ("“Anna” called", ANNA),
    ("called Anna!", ANNA),
    ("called Anna?", ANNA),
    ("[Anna] wrote", ANNA),
    ("@Anna wrote", ANNA),
    ("wrote Anna…", ANNA),
    ("saw Petrova", ""),
    ("visited Anna's shop", ANNA),
    ("visited Anna’s shop", ANNA),
    ("visited ANNA'S shop", ANNA),
    ("visited James' shop", "James Cook"),
    ("visited James's shop", "James Cook"),
    ("called Anna's mum", "Olga Brandt"),
    ("called anna’s mum", "Olga Brandt"),
    ("the boss called", "Olga Brandt"),
    ("Bobby called", "Robert (Bob) Ray"),
    ("called Anna's mum and Anna", f"Olga Brandt, {ANNA}"),
    ("called Anna-Maria", "Anna-Maria Costa"),
    ("called anna-maria costa", "Anna-Maria Costa"),
    ("called Anna‑Maria", "Anna-Maria Costa"),
    ("called Anna-Lena", ""),
    ("called Maria", ""),
    ("called Jean-Luc", "Jean-Luc Picard"),
    ("called Jean", ""),
    ("called Sean O'Brien", "Sean O'Brien"),
    ("called sean o’brien", "Sean O'Brien"),
    ("called Sean O.", "Sean O'Brien"),
    ("called Sean O'Brien's wife", "Sean O'Brien"),
    ("called Chiara D'Angelo", "Chiara D’Angelo"),
    ("called chiara d", "Chiara D’Angelo"),
    ("called Joris 't Veld", "Joris 't Veld"),
    ("called Joris ’t Veld", "Joris 't Veld"),
    ("called joris v.", "Joris 't Veld"),
    ("called J.R. Smith", "J.R. Smith"),
    ("called J. R. Smith", "J.R. Smith"),
    ("called jr smith", ""),
    ("Gracefully done", ""),
    ("called grace", ""),
    ("called Grace", "Grace Hall"),
    ("called grace hall", "Grace Hall"),
    ("disgrace and Graceland", ""),
    ("mail to anna@x.example", ""),
    ("mail to x@anna.example", ""),
    ("see anna.com", ""),
    ("see www.anna.com", ""),
    ("see https://x.example/anna", ""),
    ("about #anna", ""),
    ("anna_2 and anna2", ""),
    ("Joanna called", ""),
    ("lunch with Anna and Omar", f"{ANNA}, {OMAR}"),
    ("lunch with Anna, Omar", f"{ANNA}, {OMAR}"),
    ("lunch with Anna & Omar", f"{ANNA}, {OMAR}"),
    ("lunch with Anna/Omar", f"{ANNA}, {OMAR}"),
    ("lunch with Omar, Anna and Lena", f"{OMAR}, {ANNA}, Lena"),
    ("lunch with omar,anna,lena", f"{OMAR}, {ANNA}, Lena"),
    ("Anna called: Anna is fine", ANNA),
    ("called Anna: Omar is fine", f"{ANNA}, {OMAR}"),
    ("田中健さんに電話", "田中 健"),
    ("昨日田中さんに会った", "田中 健"),
    ("田中 健 called", "田中 健"),
    ("健康の話", ""),
    ("アンナと話した", "アンナ"),
    ("アンナプルナに登った", ""),
    ("김민준과 점심", "김민준"),
    ("안김민준", ""),
    ("โทรหาสมชายเมื่อวาน", "สมชาย ใจดี"),
    ("คุยกับสมชาย ใจดีแล้ว", "สมชาย ใจดี"),
    ("звонила юлия", "Юлия Смирнова"),
    ("звонила ЮЛИЯ С.", "Юлия Смирнова"),
    ("called zoe", "Zoë Kravitz"),
    ("called Zoë", "Zoë Kravitz"),
    ("called zoe\u0308 k.", "Zoë Kravitz"),
    ("called lukasz", "Łukasz Nowak"),
    ("called ŁUKASZ NOWAK", "Łukasz Nowak"),
    ("called bela", "Kovács, Béla"),
    ("called Béla Kovács", "Kovács, Béla"),
    ("called muller", "Müller"),
    ("called Strauss & Söhne", "Strauß & Söhne"),
    ("called Sofia van der Berg", "Sofia van der Berg"),
    ("called sofia b", "Sofia van der Berg"),
    ("called sofia v", "Sofia van der Berg"),
    ("called Ines", "Dr. Ines Vidal"),
    ("called Dr. Ines Vidal", "Dr. Ines Vidal"),
    (r"called \Anna", ""),
    (r"Omar: \Will she come", OMAR),
    (r"Anna said \Mark my words", ANNA),
    ("Omar: Will called", f"{OMAR}, Will Stone"),
    ("Omar: will she come in may, mark the bill", OMAR),
    ("called May", "May Ito"),
    ("called may", ""),
    ("called Mark", "Mark Twain"),
    ("called mark t.", ""),
    ("called mark twain", "Mark Twain"),
    ("called Bill and Will", "Bill Gates, Will Stone"),
    ("called bill", ""),
    ("called anna a week ago", ANNA),
    ("met **Zoe Lind**", "+Zoe Lind"),
    ("met **Anna Petrova**", ANNA),
    ("met **anna petrova** and **Tom Frey**", f"{ANNA}, +Tom Frey"),
    ("met **Anna Berg**", "+Anna Berg"),
    ("met **Tom** and **tom**", "+Tom"),
    ("met ** **", ""),
    ("met **\u200b**", ""),
    ("called nobody", ""),
]


@pytest.mark.parametrize(("line", "expected"), CASES)
def test_who_is_named(line: str, expected: str) -> None:
    assert ", ".join(names(line)) == expected


TWO = ("Anna Petrova", "Anna Berg", "Omar Haddad")
RECENT = {"Anna Berg": date(2026, 11, 1), "Anna Petrova": date(2026, 10, 1)}


def test_of_several_the_one_in_touch_most_recently_is_offered_first() -> None:
    seen = read("called Anna", Book(*TWO, last=RECENT))
    assert [known.name for known in seen.people[0].candidates] == ["Anna Berg", "Anna Petrova"]
    assert seen.ambiguous == seen.people


def test_who_shared_an_interaction_with_the_others_goes_before_who_was_in_touch_later() -> None:
    book = Book(*TWO, together=[frozenset({"Anna Petrova", "Omar Haddad"})], last=RECENT)
    assert names("lunch with Anna and Omar", book) == ["Anna Petrova", "Omar Haddad"]
    assert names("lunch with Anna", book) == ["Anna Berg"]
    assert len(read("lunch with Anna and Omar", book).ambiguous) == 1


def test_never_in_touch_comes_last_then_the_name_decides() -> None:
    candidates = read("called Anna", Book(*TWO)).people[0].candidates
    assert [known.name for known in candidates] == ["Anna Berg", "Anna Petrova"]


@pytest.mark.parametrize("line", ["called Anna Petrova: Anna is fine", "Anna P. called, so Anna is back"])
def test_a_person_named_in_full_settles_a_bare_first_name(line: str) -> None:
    seen = read(line, Book(*TWO, last=RECENT))
    assert not seen.ambiguous
    assert [mention.candidates[0].name for mention in seen.people] == ["Anna Petrova"]


def test_a_person_named_in_full_settles_the_first_name_of_one_who_has_no_other() -> None:
    assert names("called Anna Petrova: Anna is fine", Book("Anna", "Anna Petrova")) == ["Anna Petrova"]


def test_a_whole_name_goes_before_a_first_name() -> None:
    seen = read("called Anna", Book("Anna", "Anna Petrova"))
    assert [known.name for known in seen.people[0].candidates] == ["Anna"]


def test_what_was_chosen_for_a_name_is_meant() -> None:
    book = Book(*TWO, last=RECENT)
    seen = understand("called Anna: hi", TODAY, book, chosen={"anna": book.ids["Anna Petrova"]})
    assert [mention.candidates[0].name for mention in seen.people] == ["Anna Petrova"]
    assert not seen.ambiguous


def test_the_longest_match_goes_first() -> None:
    book = Book("Anna", "Anna Maria", "Anna Maria Costa")
    assert names("called anna maria costa", book) == ["Anna Maria Costa"]
    assert names("called anna maria", book) == ["Anna Maria"]


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("met Zoe Lind yesterday", ("Zoe Lind",)),
        ("called Anna Berg", ("Anna Berg",)),
        ("called Anna and Zoe: hi", ("Zoe",)),
        ("called Anna, Zoe: hi", ("Zoe",)),
        ("Zoe called", ("Zoe",)),
        ("Zoe and Anna called", ("Zoe",)),
        ("lunch with Zoe van der Meer", ("Zoe van der Meer",)),
        ("met Mark Stone at noon", ("Mark Stone",)),
        ("met Hope Lind", ("Hope Lind",)),
        ("call from Dr. Zoe", ("Dr. Zoe",)),
        ("met Zoe. Great talk", ("Zoe",)),
        ("Gracefully Anna called", ()),
        ("Good lunch with Anna", ()),
        ("called Anna: Zoe is fine", ()),
        ("called Anna On Monday", ()),
        ("called anna berg", ()),
        ("met **Zoe Lind**", ()),
    ],
)
def test_capitalised_words_where_a_name_would_stand_are_offered(line: str, unknown: tuple[str, ...]) -> None:
    assert read(line, Book("Anna Petrova", "Omar Haddad")).unknown == unknown


GRAMMAR = """
Anna|anna p|Anna P.|Petrova|Omar|Anna's mum|Anna-Maria|O'Brien|'t Veld|J.R. Smith|May|12 May|may|Will|田中健|さん
アンナ|김민준|สมชาย|юлия|zoe|called|met|tried|with|from|and|,|:|：|.|*|**|**Zoe Lind**|****|#idea|#foo|#|!private
+2w|+31 Nov|+12 Dec|+|yesterday|3 days ago|31 Nov|12.11.|tomorrow|no answer|\\|\\Will|(|)|'|’s|@|/|&|🎉|İ|ß|ﬁ
"""
FRAGMENTS = st.sampled_from([*GRAMMAR.strip().replace("\n", "|").split("|"), "\n", "\t", "\u200d", "\u0301"])
LINES = st.text() | st.lists(FRAGMENTS, max_size=14).flatmap(
    lambda parts: st.sampled_from(["", " ", "  "]).map(lambda gap: gap.join(parts))
)


@settings(max_examples=600, deadline=None)
@example("**0 \u200c**")
@given(LINES)
def test_any_text_is_read_and_names_are_where_they_are_said_to_be(line: str) -> None:
    seen = read(line)
    first = clean(line).partition("\n")[0]
    assert seen.line == first
    ends = 0
    for mention in sorted(seen.people, key=lambda mention: mention.start):
        assert ends <= mention.start < mention.end <= len(first)
        ends = mention.end
        for known in mention.candidates:
            key = key_of(atoms(mention.name))
            assert any(key in name or name in key for name in BOOK.keys[known.id])
    ends = 0
    for piece in (piece for piece in seen.pieces if piece.kind != "promise"):
        assert ends <= piece.start < piece.end <= len(first)
        ends = piece.end
    assert seen.people or seen.problem
    assert isinstance(seen.text, str)


@settings(max_examples=300, deadline=None)
@example("**0 \u200c**")
@given(LINES)
def test_any_text_is_read_with_somebody_implied(line: str) -> None:
    omar = Known(BOOK.ids[OMAR], "u2", OMAR, Stage.STRANGER, 0)
    assert understand(line, TODAY, BOOK, implied=omar).people or not clean(line)
