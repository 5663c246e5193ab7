"""A summary of hostile text, read as CommonMark and as templates are: its shape is ours, its words are theirs."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bondtui.book import Book
from bondtui.book.exchange import Audience
from bondtui.domain.text import clean_line
from bondtui.settings import Settings
from tests.conftest import TODAY
from tests.hostile import FORBIDDEN, HOSTILE, Filled

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
READER.validateLink = lambda url: True  # type: ignore[method-assign]
"""It would refuse to make a link of what runs something; here it is to be asked what a simpler reader sees."""

SECTIONS = [
    "About", "Contact methods", "Dates", "How you met", "Ledger", "Follow-ups", "Projects", "Income", "Timeline",
]  # fmt: skip
OF_ONE_LINE = {"", "Contact methods", "Dates", "Ledger", "Follow-ups", "Income"}
"""Here everything is words; elsewhere the user's own Markdown may stand."""
TEMPLATES = re.compile(r"\{\{|\{%|<%|%%|<!--")

EVERY = pytest.mark.parametrize("audience", Audience)


@pytest.fixture(scope="module")
def book(hostile_book: tuple[Path, dict[str, Filled]]) -> Iterator[Book]:
    with closing(Book.open(hostile_book[0], Settings(), lambda: TODAY)) as opened:
        yield opened


@pytest.fixture
def summaries(
    book: Book, hostile_book: tuple[Path, dict[str, Filled]]
) -> Callable[[Audience], Iterator[tuple[str, str, str]]]:
    """For each text the uid of its contact and their summary for somebody."""
    return lambda audience: (
        (what, at.contact, book.exchange.summary(at.contact, audience)) for what, at in hostile_book[1].items()
    )


Summaries = Callable[[Audience], Iterator[tuple[str, str, str]]]


def split(document: str) -> tuple[dict[str, object], str]:
    """The front matter, which is one line a key, and what follows it."""
    opening, *rest = document.split("\n")
    end = rest.index("---")
    assert opening == "---"
    lines = [line.split(": ", 1) for line in rest[:end]]
    return {key: json.loads(value) for key, value in lines}, "\n".join(rest[end + 1 :])


def by_section(body: str) -> dict[str, list[Token]]:
    """The tokens below each heading of the second level, those inside lines too; above them is ``."""
    found: dict[str, list[Token]] = {"": []}
    tokens = READER.parse(body)
    section = ""
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0:
            section = tokens[number + 1].content
            assert section not in found
            found[section] = []
        found[section] += [token, *(token.children or ())]
    return found


def headings(tokens: list[Token]) -> list[str]:
    return [token.tag for token in tokens if token.type == "heading_open"]


@EVERY
def test_the_front_matter_has_our_keys_and_their_words(book: Book, summaries: Summaries, audience: Audience) -> None:
    for _, uid, document in summaries(audience):
        contact = book.contacts.get(uid)
        known, _ = split(document)
        assert known == {
            "name": contact.name, "aliases": list(contact.aliases), "stage": "partner", "tags": list(contact.tags),
            "last_contact": "2026-09-24", "due": known["due"],
        }  # fmt: skip
        assert re.fullmatch("[0-9-]{10}", str(known["due"]))


@EVERY
def test_headings_and_sections_are_ours(summaries: Summaries, audience: Audience) -> None:
    for what, _, document in summaries(audience):
        found = by_section(split(document)[1])
        assert list(found) == ["", *(each for each in SECTIONS if each in found)], what
        assert headings(found.pop("")) == ["h1"], what
        for section, tokens in found.items():
            assert not {"h1", "h2"} & set(headings(tokens)[1:]), (what, section)
        assert headings(found["Timeline"]) == ["h2", "h3"], what


@EVERY
def test_no_html_no_template_and_no_link_that_runs_something_is_in_it(summaries: Summaries, audience: Audience) -> None:
    for what, _, document in summaries(audience):
        head, body = document.split("\n---\n", 1)
        assert not FORBIDDEN.search(document), what
        assert not re.search(r"\{\{|\{%|<|\]\(", head), what
        assert not TEMPLATES.search(body), what
        for section, tokens in by_section(body).items():
            assert not [token for token in tokens if token.type.startswith("html")], (what, section)
            links = [token.attrs.get("href") or token.attrs.get("src") for token in tokens]
            assert all(re.match("https?://", str(link)) for link in links if link), (what, section)


@EVERY
def test_where_a_line_stands_nothing_but_words_does(summaries: Summaries, audience: Audience) -> None:
    for what, uid, document in summaries(audience):
        line = clean_line(HOSTILE[what])
        for section, tokens in by_section(split(document)[1]).items():
            if section in OF_ONE_LINE:
                inline = [child for token in tokens for child in token.children or ()]
                assert {each.type for each in inline} <= {"text"}, (what, section)
                words = ["".join(child.content for child in token.children or ()) for token in tokens if token.children]
                assert section != "Contact methods" or words[1:] == [f"url ({line}): {line}"], (what, uid)
                assert section != "Dates" or words[1:] == [f"{line or 'date'}: 4 Dec"], what


def test_a_handover_tells_no_signal_and_no_concession(summaries: Summaries) -> None:
    for what, _, document in summaries(Audience.HANDOVER):
        assert "`#thanked`" not in document, what
        assert "## Income" not in document, what
        assert "rush" not in document, what
