"""A folder of notes: names any system and any link takes, links that lead somewhere, and files of others left alone."""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bondtui.domain.contacts import Contact, ContactPage, ContactRef
from bondtui.domain.interactions import Channel, Initiator, Interaction
from bondtui.domain.stages import Stage
from bondtui.domain.text import clean_line
from bondtui.exchange.markdown import Audience, summary
from bondtui.exchange.markdown_text import bare, escape_inline, wiki_link
from bondtui.exchange.vault import INDEX, index, note_name, owner, vault

LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")
"""A link as Obsidian reads it: the note's name, and what is shown in its place."""

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def spoken(body: str) -> str:
    """The words of a Markdown text; anything but words and what summaries are built of is refused."""
    tokens = [each for token in READER.parse(body) for each in (token, *(token.children or ()))]
    assert not {each.type for each in tokens} & {"link_open", "image", "em_open", "s_open", "html_inline", "html_block"}
    return "\n".join(each.content for each in tokens if each.type == "text")


def links(body: str) -> list[str]:
    """Where the links lead; a reader who knows none shows each as it stands."""
    words = spoken(body)
    assert all(found[0] in words for found in LINK.finditer(body))
    return [target for target, _ in LINK.findall(body)]


def front(note: str) -> dict[str, object]:
    head, end, _ = note.removeprefix("---\n").partition("\n---\n")
    assert end
    return {key: json.loads(value) for key, value in (line.split(": ", 1) for line in head.split("\n"))}


def contact(number: int, name: str, **more: object) -> Contact:
    plain = Contact(
        number, f"c{number:011}", name, (), "", "", Stage.STRANGER, (), 90, None, None, None, date(2026, 1, 5), False
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def page(of: Contact, referred_by: Contact | None = None, referred: Iterable[Contact] = ()) -> ContactPage:
    by = referred_by.ref if referred_by else None
    return ContactPage(of, None, "", "", "", (), (), (), (), by, tuple(each.ref for each in referred))


def met(*people: ContactRef) -> Interaction:
    return Interaction(1, "i1", date(2026, 10, 12), Channel.CALL, Initiator.ME, True, False, (), "it went well", people)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Petrova", "Anna Petrova"),
        ("Dr. Åsa Björk-Łuk Jr.", "Dr. Åsa Björk-Łuk Jr"),
        ("田中 健", "田中 健"),
        ("../../etc/passwd", "etc passwd"),
        ("[[Anna]]|#x^y", "Anna x y"),
        ("a`b`c $x$ ~~y~~ ==z== %%w%%", "a b c x y z w"),
        ("_under_ snake_case", "under snake_case"),
        ("{{title}} <% x %>", "title}} % x %"),
        ("AT&amp;T &#91;x", "AT amp;T 91;x"),
        ("index.md", "index md"),
        ("***", "contact"),
        ("CON", "CON_"),
    ],
)
def test_a_note_is_called_like_the_person_without_what_a_link_could_stumble_over(name: str, expected: str) -> None:
    made = note_name(name)
    assert made == expected
    assert [target for target, _ in LINK.findall(wiki_link(made, name))] == [made]


def test_a_link_shows_the_name_and_leaves_out_what_would_break_it() -> None:
    assert wiki_link("Anna Petrova", "Anna Petrova") == "[[Anna Petrova]]"
    assert wiki_link("Anna Petrova (c1)", "Anna Petrova") == "[[Anna Petrova (c1)|Anna Petrova]]"
    assert wiki_link("Ann x", "Ann [/x]]|**b**") == "[[Ann x|Ann /x b]]"
    assert wiki_link("contact", "|[]") == "[[contact]]"


def test_of_several_who_are_called_the_same_the_first_keeps_the_name_and_the_others_get_their_uid(
    tmp_path: Path,
) -> None:
    people = [("c1", "Zoë"), ("c2", "ZOE\u0308"), ("c3", "Zoë!"), ("c4", "zoë"), ("c5", "Index"), ("c6", "Zoe")]
    names = vault(people, tmp_path).names
    assert names == {
        INDEX: "index", "c1": "Zoë", "c2": "ZOË (c2)", "c3": "Zoë!", "c4": "zoë (c4)", "c5": "Index (c5)", "c6": "Zoe",
    }  # fmt: skip
    assert vault([*people, ("c7", "Zoë"), ("c8", "Zoë (c4)")], tmp_path).names == {
        **names, "c7": "Zoë (c7)", "c8": "Zoë (c4) (c8)",
    }  # fmt: skip


def test_a_note_takes_the_place_of_nothing_but_the_note_of_the_same_person(tmp_path: Path) -> None:
    ours, theirs = '---\nbondtui: "c1"\n---\n', '---\ntitle: x\n---\n\nbondtui: "c2"\n'
    (tmp_path / "Anna.md").write_text(ours)
    (tmp_path / "ben.MD").write_text(theirs)
    (tmp_path / "Cy.md").mkdir()
    (tmp_path / "Di.md").symlink_to(tmp_path / "Anna.md")
    os.mkfifo(tmp_path / "Ed.md")
    (tmp_path / "Flo.md").write_text("---\nbondtui: c6\nmore: true\n---\n")  # as an editor of properties leaves it
    (tmp_path / "index.md").write_text("mine")
    people = [(f"c{number}", name) for number, name in enumerate(("Anna", "Ben", "Cy", "Di", "Ed", "Flo"), 1)]
    found = vault(people, tmp_path)
    assert found.names == {
        INDEX: "index (index)", "c1": "Anna", "c2": "Ben (c2)", "c3": "Cy (c3)", "c4": "Di (c4)", "c5": "Ed (c5)",
        "c6": "Flo",
    }  # fmt: skip
    assert found.there == {"c1", "c6"}
    assert vault([("c9", "Anna")], tmp_path).names["c9"] == "Anna (c9)"


def test_a_file_is_somebodys_only_when_its_front_matter_says_so(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    for text, whose in [
        ('---\nbondtui: "c1"\n---\n', "c1"),
        ("---\r\ntags: []\r\nbondtui: c1\r\n---\r\n", "c1"),
        ('---\n---\nbondtui: "c1"\n', None),
        ('bondtui: "c1"\n', None),
        ("", None),
        ("---", None),
    ]:
        file.write_bytes(text.encode())
        assert owner(file) == whose
    file.write_bytes(b"---\nx: \xff\xfe\x00\nbondtui: c2\n---\n")
    assert owner(file) == "c2"
    assert owner(tmp_path / "nothing.md") is None


def test_the_index_lists_everybody_by_stage_the_closest_first() -> None:
    people = [
        contact(1, "Omar [x]", company="Haddad *Catering*", role="owner"),
        contact(2, "åsa", stage=Stage.FRIEND),
        contact(3, "Ben", stage=Stage.FRIEND, company="Okri"),
        contact(4, "Gone", stage=Stage.FRIEND, archived=True),
    ]
    names = vault([(each.uid, each.name) for each in people], Path("/nowhere")).names
    assert index(people, names) == (
        '---\nbondtui: "index"\n---\n\n# People\n\n## Friends\n\n- [[åsa]]\n- [[Ben]] · Okri\n\n## Strangers\n\n'
        "- [[Omar x]] · owner, Haddad \\*Catering\\*\n\n## Archived\n\n- [[Gone]]\n"
    )


def test_people_lead_to_each_other_by_referrals_and_by_what_they_shared() -> None:
    anna, omar, jo = contact(1, "Anna"), contact(2, "Omar [/x]"), contact(3, "Jo")
    names = vault([(each.uid, each.name) for each in (anna, omar, jo)], Path("/nowhere")).names
    text = summary(page(anna, omar, [jo]), [met(anna.ref, jo.ref)], Audience.ME, notes=names)
    assert "Referred by [[Omar x|Omar /x]]. Referred [[Jo]]." in text
    assert "**12 Oct** call, you began, with [[Jo]]: it went well" in text
    assert front(text)["bondtui"] == anna.uid
    assert front(summary(page(omar), [], Audience.ME, notes=names))["aliases"] == ["Omar [/x]"]


def test_a_link_leads_only_to_those_who_have_a_note() -> None:
    anna, omar, jo = contact(1, "Anna"), contact(2, "Omar [x]"), contact(3, "Jo")
    text = summary(page(anna, omar), [met(anna.ref, jo.ref)], Audience.ME, notes={anna.uid: "Anna", jo.uid: "Jo"})
    assert "Referred by Omar \\[x\\]." in text
    assert "[[Jo]]" in text


def test_what_is_handed_over_has_no_links() -> None:
    anna, omar, jo = contact(1, "Anna"), contact(2, "Omar"), contact(3, "Jo")
    names = {each.uid: each.name for each in (anna, omar, jo)}
    text = summary(page(anna, omar, [jo]), [met(anna.ref, jo.ref)], Audience.HANDOVER, notes=names)
    assert not LINK.search(text)
    assert "Omar" not in text
    assert front(text)["bondtui"] == anna.uid


SIGNS = [*'#=-+*_`~%$|:<>!&\\^"./?{}()[]@', "[[", "]]", "==", "%%", "~~", "{{", "<%", "&lt;", "&#91;", "<b>", ".md"]
WORDS = ["a", "Anna", "index", "CON", "健", "é", "e\u0301", "ß", "🌻", "👨‍👩‍👧", "\u202e", "\x1b", " ", "\n", "--- "]
NAMES = st.lists(st.sampled_from(SIGNS + WORDS), max_size=8).map("".join) | st.text(max_size=20)


@given(NAMES)
def test_whatever_is_made_bare_is_read_as_it_stands(text: str) -> None:
    plain = bare(text)
    assert bare(plain) == plain
    assert escape_inline(f"x {plain}") == f"x {plain}".rstrip()
    assert clean_line(spoken(f"x {plain} y")) == clean_line(f"x {plain} y")


@given(st.lists(NAMES.filter(clean_line), min_size=1, max_size=6))
def test_whatever_people_are_called_every_link_leads_to_a_note_of_its_own(called: list[str]) -> None:
    people = [contact(number, clean_line(name)) for number, name in enumerate(called, 1)]
    with TemporaryDirectory() as made:
        folder = Path(made)
        names = vault([(each.uid, each.name) for each in people], folder).names
        notes = {}
        for each in people:
            others = [other for other in people if other is not each]
            text = summary(page(each, people[0], others), [met(*(one.ref for one in people))], Audience.ME, notes=names)
            notes[names[each.uid]] = (each, text)
            (folder / f"{names[each.uid]}.md").write_text(text, encoding="utf-8")
        (folder / f"{names[INDEX]}.md").write_text(index(people, names), encoding="utf-8")
        assert {owner(file) for file in folder.iterdir()} == {INDEX, *(each.uid for each in people)}
        assert len({name.upper().casefold() for name in names.values()}) == len(people) + 1
        for each, text in notes.values():
            facts = front(text)
            assert (facts["bondtui"], facts["name"]) == (each.uid, each.name)
            body = text.partition("\n---\n")[2]
            wanted = [names[one.uid] for one in people if one is not each]
            expected = [names[people[0].uid], *wanted, *wanted]
            assert links(body) == expected
        listed = index(people, names).partition("\n---\n")[2]
        assert sorted(links(listed)) == sorted(names[each.uid] for each in people)
        assert vault([(each.uid, each.name) for each in people], folder).names == names
