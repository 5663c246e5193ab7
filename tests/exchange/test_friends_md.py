"""The friends command's file: its friends are contacts, its activities meetings, its notes notes; nothing else is."""

from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Asked, Happening, Occasion, Participant, Person, Record, Remark, Skipped
from bondtui.domain.interactions import Channel, Initiator
from bondtui.exchange.friends_md import looks_like, read
from bondtui.exchange.source import Source
from tests.conftest import TODAY


def reading(content: str | bytes, folder: Path) -> list[Record | Remark]:
    path = folder / "any.name"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(Source(path), Asked(TODAY)))


def friend(line: str, folder: Path) -> ContactForm:
    (person,) = reading(f"### Friends:\n{line}\n", folder)
    assert isinstance(person, Person)
    return person.form


def happened(found: list[Record | Remark]) -> list[Happening]:
    return [each for record in found if isinstance(record, Occasion) for each in record.happened]


def activity(text: str, folder: Path, friends: str = "") -> Happening:
    (happening,) = happened(reading(f"### Activities:\n- 2026-10-18: {text}\n### Friends:\n{friends}", folder))
    return happening


def names(happening: Happening) -> list[str]:
    return [who.name for who in happening.people]


def test_the_sample_gives_what_its_table_says() -> None:
    found = list(read(Source(Path("tests/data/friends.md")), Asked(TODAY)))
    people = {each.form.name: each.form for each in found if isinstance(each, Person)}
    assert list(people) == ["Bram de Wit", "Linh Tran", "Père Anselm", "Ødegaard Lise", "周 明"]
    assert people["Bram de Wit"] == ContactForm(
        "Bram de Wit", aliases=("Brammetje", "BdW"), about="Location: Antwerpen", tags=("cycling", "client:2024")
    )
    assert {name for each in happened(found) for name in names(each)} == {
        *("Bram de Wit", "Linh Tran", "Père Anselm", "Ødegaard Lise", "Quirine Vos")
    }
    assert [each.channel for each in happened(found)] == [Channel.MEETING] * 6 + [Channel.NOTE] * 2
    assert len(found) == 13


def test_an_activity_is_a_meeting_of_the_starred_without_their_stars(tmp_path: Path) -> None:
    content = "### Activities:\n- 2026-10-18: Pho with **Linh Tran** and **Bram**'s *dog* at _the loft_. @food\n"
    (record,) = reading(content, tmp_path)
    assert isinstance(record, Occasion)
    (happening,) = record.happened
    assert (record.line, happening.date, happening.reached) == (2, date(2026, 10, 18), True)
    assert (happening.channel, happening.initiator) == (Channel.MEETING, Initiator.BOTH)
    assert happening.text == "Pho with Linh Tran and Bram's *dog* at _the loft_. @food"
    assert happening.people == (Participant("Linh Tran"), Participant("Bram"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Ann", ContactForm("Ann")),
        ("* Ann @a @b:c-d", ContactForm("Ann", tags=("a", "b:c-d"))),
        ("+\tAnn [New York (NY)]", ContactForm("Ann", about="Location: New York (NY)")),
        ("Ann (a.k.a. A)", ContactForm("Ann", aliases=("A",))),
        ("- Ann [Gent] (a.k.a. A a.k.a. The B (old)) @x", ContactForm(
            "Ann", aliases=("A", "The B (old)"), about="Location: Gent", tags=("x",))),
        ("- Ann @x [Gent]", ContactForm("Ann", about="Location: Gent", tags=("x",))),
        ("- [Team] Ruud (Rudi) Bakker, Jr. [Gent]", ContactForm(
            "[Team] Ruud (Rudi) Bakker, Jr.", about="Location: Gent")),
        ("- [Team]", ContactForm("[Team]")),
        ("- (a.k.a. Ghost)", ContactForm("(a.k.a. Ghost)")),
        ("- @work", ContactForm("@work")),
        ("- 't Veld", ContactForm("'t Veld")),
        ("- Ann  de\tWit @", ContactForm("Ann de Wit @")),
        ("- 周 明 [上海] @家", ContactForm("周 明", about="Location: 上海", tags=("家",))),
        ("- Ann []", ContactForm("Ann")),
    ],
)  # fmt: skip
def test_a_friend_is_name_nicknames_place_and_tags(tmp_path: Path, line: str, expected: ContactForm) -> None:
    assert friend(line, tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Ann** and **Ben**", ["Ann", "Ben"]),
        ("**Ann** **Ann**", ["Ann"]),
        ("**'t Veld**, **[Team] Ruud (R)** and **周 明**", ["'t Veld", "[Team] Ruud (R)", "周 明"]),
        ("2 ** 3 ** 4 is not **Ann**", ["Ann"]),
        ("**Ann** and **Ben", ["Ann"]),
        ("**** **Ann**", ["Ann"]),
        ("***Ann*** or **Ben**", ["Ben"]),
    ],
)
def test_who_stands_between_stars_took_part(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert names(activity(text, tmp_path)) == expected


def test_a_nickname_between_stars_is_its_friend_unless_it_could_be_two(tmp_path: Path) -> None:
    friends = "- Samantha Lee (a.k.a. Sam a.k.a. Lee)\n- Sam\n- Ann (a.k.a. Captain a.k.a. Lee)\n"
    assert names(activity("**Captain**, **Sam** and **Lee**", tmp_path, friends)) == ["Ann", "Sam", "Lee"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- Had lunch with **Ann**", "has no day"),
        ("- 2026-02-30: **Ann**", "is in no calendar"),
        ("- 2026-11-24: **Ann**", "is after today"),
        ("- 2026-11-22: Ann came", "nobody's name between stars"),
        ("- 2026-11-22", "nobody's name between stars"),
        ("- 2026-11-222: **Ann**", "has no day"),
        ("**Ann** without anything", "has no day"),
    ],
)
@pytest.mark.parametrize("section", ["Activities", "Notes"])
def test_a_line_that_is_no_interaction_is_skipped_with_the_reason(
    tmp_path: Path, section: str, line: str, why: str
) -> None:
    found = reading(f"### {section}:\n\n{line}\n- 2026-11-23: **Ann**\n", tmp_path)
    assert [type(each) for each in found] == [Skipped, Occasion]
    skipped = found[0]
    assert isinstance(skipped, Skipped)
    assert (skipped.line, why in skipped.why) == (3, True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_order_of_sections_bullets_line_ends_and_encodings_change_nothing(
    tmp_path: Path, encoding: str, end: str
) -> None:
    lines = [
        "My friends", "", "### Locations:", "- Gent (a.k.a. Ghent)", "###  Friends: ", "* Renée [Gent]",
        "", "### Notes:", "-\t2026-11-09: **Renée** moved", "## activities", "2026-9-1 **Renée** came",
    ]  # fmt: skip
    found = reading((end.join(lines) + end).encode(encoding), tmp_path)
    assert [(each.line, type(each)) for each in found] == [(6, Person), (9, Occasion), (11, Occasion)]
    assert [(str(each.date), each.text, each.channel) for each in happened(found)] == [
        ("2026-11-09", "Renée moved", Channel.NOTE),
        ("2026-09-01", "Renée came", Channel.MEETING),
    ]


def test_the_same_line_twice_has_two_keys_and_each_the_same_in_the_next_file(tmp_path: Path) -> None:
    first = ["- 2026-10-18: **Ann**", "- 2026-10-18: **Ann**", "- 2026-10-17: **Ann**"]
    once = {each.key for each in happened(reading("### Activities:\n" + "\n".join(first), tmp_path))}
    first.insert(1, "- 2026-10-18: **Ben**")
    again = {each.key for each in happened(reading("### Activities:\n" + "\n".join(first), tmp_path))}
    noted = {each.key for each in happened(reading("### Notes:\n" + "\n".join(first), tmp_path))}
    assert len(once) == 3
    assert once < again
    assert not noted & again


def test_a_section_nobody_knows_is_left_out_line_by_line(tmp_path: Path) -> None:
    found = reading("### Pets:\n- Rex\n### Friends:\n- Ann\n", tmp_path)
    assert [(type(each), each.line) for each in found] == [(Person, 4), (Remark, 2)]


def test_what_is_too_long_for_a_line_is_kept_in_the_text_and_that_is_said(tmp_path: Path) -> None:
    tag, alias, name = "t" * 1001, "n" * 1001, "x" * 1001
    remark, person = reading(f"### Friends:\n- {name} (a.k.a. {alias} a.k.a. A) @{tag} @t", tmp_path)
    assert isinstance(remark, Remark)
    assert isinstance(person, Person)
    assert person.form == ContactForm("x" * 1000, aliases=("A",), tags=("t",), about="\n".join((name, alias, tag)))


def test_a_line_of_ten_megabytes_is_cut_where_the_book_ends_and_that_is_said(tmp_path: Path) -> None:
    for section in ("Activities", "Friends"):
        found = reading(f"### {section}:\n- 2026-10-18: **Ann** {'ö' * 5_000_000}\n- 2026-10-18: **Ben**\n", tmp_path)
        assert {each.line for each in found if isinstance(each, Remark)} == {2}
        assert [each.line for each in found if not isinstance(each, Remark)] == [2, 3]
        for each in found:
            text = each.form.about if isinstance(each, Person) else ""
            text = each.happened[0].text if isinstance(each, Occasion) else text
            assert len(text.encode()) <= 64 * 1024


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("### Activities:\n- 2026-10-18: x", True),
        ("\n\nwords\r\n### Friends:\r\n- Ann", True),
        ("### Locations:", True),
        ("# Friends\n- Ann", False),
        ("Name,Notes\nAnn,### Notes:", False),
        ("### Notes: of today", False),
        ("", False),
    ],
)
def test_the_file_is_known_by_a_heading_of_its_own(head: str, expected: bool) -> None:
    assert looks_like(head) is expected


WORD = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
NAME = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
BRACKETED = st.tuples(NAME, st.sampled_from(["{}", "{} (x)", "[x] {}", "{} [x] y", "({})"])).map(
    lambda parts: parts[1].format(parts[0])
)


@given(BRACKETED, st.lists(NAME, max_size=3), st.none() | NAME, st.lists(WORD, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_friend_as_the_command_writes_them_is_read(
    tmp_path: Path, name: str, aliases: list[str], place: str | None, tags: list[str]
) -> None:
    line = name + (f" (a.k.a. {' a.k.a. '.join(aliases)})" if aliases else "")
    line += (f" [{place}]" if place else "") + "".join(f" @{tag}" for tag in tags)
    found = friend(f"- {line}", tmp_path)
    # The file is in no normal form; what enters is.
    wanted = ContactForm(name, aliases=tuple(aliases), about=f"Location: {place}" if place else "", tags=tuple(tags))
    assert found == friend_normal(wanted)


def friend_normal(form: ContactForm) -> ContactForm:
    from unicodedata import normalize

    def normal(text: str) -> str:
        return normalize("NFC", text)

    return ContactForm(
        normal(form.name), aliases=tuple(map(normal, form.aliases)), about=normal(form.about),
        tags=tuple(map(normal, form.tags)),
    )  # fmt: skip


PARTS = st.sampled_from(
    [
        "### Activities:", "### Notes:", "### Friends:", "### Locations:", "### Else:", "#", "- ", "* ", "+\t",
        "\n", "\r\n", "\r", "2026-10-18", "2026-02-30", "9999-12-31", "0000-00-00", ": ", "**", "*", "_", "Ann",
        "(a.k.a. ", " a.k.a. ", ")", " [", "]", " @", "@", "é", "周", "\u2028", "\x00", "\ufeff", "😀", "\t",
    ]
)  # fmt: skip


@given(st.lists(PARTS | st.text(max_size=5), max_size=60).map("".join), st.binary(max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_above_the_good_line_below_is_read(tmp_path: Path, text: str, junk: bytes) -> None:
    content = b"-" + text.encode("utf-8", "replace") + junk + b"\n### Activities:\n- 2025-01-01: **Good One**\n"
    found = reading(content, tmp_path)
    assert [names(each) for each in happened(found) if str(each.date) == "2025-01-01"][-1] == ["Good One"]
    assert all(each.line for each in found)
    assert all(each.date <= TODAY and each.people for each in happened(found))
    assert all(each.form.name for each in found if isinstance(each, Person))


@pytest.mark.parametrize(
    "bomb",
    ["**" * 1_000_000, "** " * 1_000_000, "**A" * 700_000, "_" * 2_000_000, " (a.k.a. " * 200_000 + ")",
     " [" * 1_000_000 + "]", " @a" * 700_000, " @a [b] (a.k.a. c)" * 100_000, "-" * 2_000_000, "\n" * 500_000,
     "\r" * 500_000, "#" * 1_000_000],
    ids=lambda bomb: repr(bomb[:12]),
)  # fmt: skip
@pytest.mark.parametrize("section", ["Activities", "Friends"])
def test_a_bomb_costs_time_in_proportion_and_nobody_else(tmp_path: Path, section: str, bomb: str) -> None:
    began = process_time()
    found = reading(
        f"### {section}:\n- 2026-10-18: {bomb}\n- {bomb}\n### Activities:\n- 2026-10-18: **Ann**\n", tmp_path
    )
    assert names(happened(found)[-1]) == ["Ann"]
    assert process_time() - began < 5
