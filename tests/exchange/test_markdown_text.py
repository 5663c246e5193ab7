"""What a Markdown reader makes of user text: exactly the words, or Markdown that stays where it was put."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bondtui.domain.text import clean_line
from bondtui.exchange.markdown_text import contained, escape_inline, yaml_value

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

FRAGMENTS = [
    *(
        "#",
        "##",
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "-",
        "--",
        "---",
        "===",
        "=",
        "*",
        "**",
        "***",
        "_",
        "`",
        "```",
    ),
    *(
        "````",
        "~~~",
        "~~",
        ">",
        "> ",
        "- ",
        "1. ",
        "+ ",
        "1) ",
        "[",
        "]",
        "[[x]]",
        "![a](b)",
        "[a](javascript:x)",
        "\\",
    ),
    *(
        "<script>",
        "<!--",
        "-->",
        "<b",
        "</b>",
        "<?",
        "<a@b.c>",
        "<javascript:x>",
        "<pre>",
        "%%",
        "$",
        "$$",
        "==",
        "^id",
    ),
    *("&lt;", "&#35;", "&", "|", "| a |", "|---|", ":", "[x]: /y", "[^1]:", "!", "<", "a", "é", "健", "\u3000", "\x85"),
]
hostile = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join) | st.text(max_size=40)


def read(text: str) -> list[Token]:
    """All tokens, those inside lines too."""
    return [each for token in READER.parse(text) for each in (token, *(token.children or ()))]


def headings(text: str) -> list[tuple[str, str]]:
    """Tag and words of each heading, wherever it stands."""
    tokens = READER.parse(text)
    return [(a.tag, b.content) for a, b in pairwise(tokens) if a.type == "heading_open"]


def has_html(text: str) -> bool:
    return any(token.type.startswith("html") for token in read(text))


@given(hostile, st.sampled_from(["", "- ", "# ", "> ", "1. "]), st.sampled_from(["", "x: ", "[ ] 2026-12-07 "]))
def test_an_escaped_text_is_read_as_its_own_words(text: str, block: str, before: str) -> None:
    lines = [token for token in READER.parse(block + before + escape_inline(text)) if token.type == "inline"]
    parts = [part for line in lines for part in line.children or ()]
    assert "".join(part.content for part in parts) == f"{before}{clean_line(text)}".strip()
    assert {part.type for part in parts} <= {"text"}


@pytest.mark.parametrize(
    "text",
    [
        "Anna-Lena O'Brien, Dr. (née Łuk)",
        "C# and F#, 50 % off & more; 3 < 4 > 2 <3",
        "+49 170 1234567",
        "anna.petrova@studio-lumen.example",
        "https://example.org/a_b?c=d&e=f",
        "snake_case! 1.5 x = y :-)",
        "田中 健 👩‍👧",
    ],
)
def test_everyday_text_is_left_as_it_is(text: str) -> None:
    assert escape_inline(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Anna]]", r"\[\[Anna\]\]"),
        ("see #friend now", r"see \#friend now"),
        ("word ^block", r"word \^block"),
        ("%%gone%% 5%", r"\%\%gone\%\% 5%"),
        ("$x$", r"\$x\$"),
        ("==hot== a=b", r"\=\=hot\=\= a=b"),
        ("---", r"\---"),
        ("- x", r"\- x"),
        ("-5 degrees", "-5 degrees"),
        ("1. x", r"1\. x"),
        ("1.5 x", "1.5 x"),
        ("> x", r"\> x"),
        ("__init__", r"\_\_init\_\_"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)>"),
        ("&lt;", "&amp;lt;"),
        ("![x](y)", r"!\[x\](y)"),
        ("two\nlines\x85 here", "two lines here"),
    ],
)
def test_markup_is_escaped_where_it_could_act(text: str, expected: str) -> None:
    assert escape_inline(text) == expected


@given(hostile, st.sampled_from([0, 2]), st.sampled_from(["", "  "]))
def test_contained_markdown_never_reaches_what_follows(text: str, demote: int, indent: str) -> None:
    lines = "\n".join(indent + line for line in contained(text, demote))
    document = ("- item\n\n" if indent else "") + lines + "\n\n## After\n\n- words"
    found = headings(document)
    assert found[-1] == ("h2", "After")
    assert not {tag for tag, _ in found[:-1]} & ({"h1", "h2"} if demote else {"h1", "h2", "h3", "h4", "h5", "h6"})
    assert not has_html(document)
    outside = [token.type for token in READER.parse(document) if token.level == 0 and token.nesting >= 0]
    assert outside[-2:] == ["heading_open", "bullet_list_open"]
    assert not indent or outside == ["bullet_list_open", "heading_open", "bullet_list_open"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\ntext\n\n## Two", "### One\ntext\n\n#### Two"),
        ("##### Five\n> # Quoted", "###### Five\n> ### Quoted"),
        ("One\n===\n\nTwo\n---\ntext", "### One\n\n#### Two\ntext"),
        ("- list\n---\nmore\nlines\n===", "- list\n\\---\nmore\nlines\n\\==="),
        ("---\nname: x\n---", "\\---\nname: x\n\\---"),
        ("#tag and #1", "#tag and #1"),
        ("**bold** *it* `code` [[Link]]\n- a\n- b", "**bold** *it* `code` [[Link]]\n- a\n- b"),
        ("```py\n# x <b>", "```py\n# x <b>\n```"),
        ("- a\n  ~~~~\n  ~~~\nx", "- a\n~~~~\n  ~~~\nx\n~~~~"),
        ("```\na\n```\n# b", "```\na\n```\n### b"),
        ("a <b>c</b> <!-- d 1 < 2", "a &lt;b>c&lt;/b> &lt;!-- d 1 < 2"),
        (r"\<b> \\<b>", r"\<b> \\&lt;b>"),
        ("%% gone\n5% 5%%", "\\%\\% gone\n5% 5\\%\\%"),
        ("$$\nx\n\n$5", "\\$\\$\nx\n\n$5"),
        ("a\n\t```", "a\n    ```"),
    ],
)
def test_the_users_own_markdown_stays_markdown(text: str, expected: str) -> None:
    assert "\n".join(contained(text, demote=2)) == expected


def test_without_demotion_headings_are_escaped() -> None:
    assert contained("# One\nTwo\n---\n- # x") == ["\\# One", "Two", "\\---", "- \\# x"]


def test_a_long_hostile_text_takes_no_time() -> None:
    for part in ("- ", " ", "`", "#", "\\", "1. ", "=", "<", "%", "\n```"):
        assert contained(part * (65536 // len(part)), demote=2)
        assert isinstance(escape_inline(part * 65536), str)


@given(hostile | st.lists(hostile, max_size=3) | st.none())
def test_a_yaml_value_is_json_of_printable_characters_on_one_line(value: str | list[str] | None) -> None:
    made = yaml_value(value)
    assert json.loads(made) == value
    assert not re.search("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]", made)
