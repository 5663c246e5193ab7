"""Texts that try to be more than text: what they would do to a terminal, a file or a query, each with a name.

`fill` writes every one of them into every field of a book there is, by the use cases a person has.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bondtui.book import Book
from bondtui.domain.contacts import ContactMethod, ImportantDate, PartialDate
from bondtui.domain.forms import ContactForm, InteractionForm
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.domain.money import Money
from bondtui.domain.stages import Stage
from bondtui.domain.work import ConcessionKind, Verdict

_ZALGO = "".join(f"{letter}{''.join(chr(0x300 + mark) for mark in range(12))}" for letter in "Zalgo")

MARKUP = {
    "closing tag": "Ann [/x]",
    "click": "[@click=app.quit]x[/]",
    "style": "[bold]Bo[/bold] [red]red",
    "link tag": "[link=https://example.org]y[/link]",
    "variable": "$name $primary ${HOME}",
    "unbalanced": "[[ ]] [ ][ [/] [/",
    "escaped tag": r"\[bold] \\[/x] \x1b[31m",
    "emoji code": ":warning: :smile:",
}
STEERING = {
    "colour": "red\x1b[31mred",
    "clear screen": "\x1b[2J\x1b[3J\x1b[HGone",
    "hyperlink": "\x1b]8;;https://example.org\x1b\\Link\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;aGk=\x07Clip",
    "window title": "\x1b]0;owned\x07Title",
    "device control": "\x1bP$qm\x1b\\Dcs",
    "application command": "\x1b_Gf=100;AAAA\x1b\\Apc",
    "one-byte controls": "\x9b2J\x9d0;t\x9c\x90q\x9cC1",
    "bell": "Bel\x07l",
    "backspace": "secret\x08\x08\x08\x08\x08\x08public",
    "overwriting": "Bad\rGood",
    "nul": "Nul\x00l",
    "delete": "Del\x7fete\x1f\x0e\x0f",
    "status report": "\x1b[6n\x1b[c\x1bcAsk",
}
WRITING = {
    "override": "\u202eoverridden\u202c left",
    "isolates": "\u2066iso\u2069 \u2067lated\u2069",
    "zero width": "zero\u200bwidth\u2060joined\u00adsoft",
    "joined letters": "j\u200do\u200di\u200dn\u200de\u200dd",
    "byte order mark": "\ufeffBom",
    "lone surrogate": "Lone\ud800ly \udcff",
    "zalgo": _ZALGO,
    "decomposed": "Zoe\u0308 A\u030angstro\u0308m",
    "family": "👨‍👩‍👧‍👦 Family",
    "flags": "🇳🇴🇯🇵 Flags 🏳️‍🌈",
    "half a flag": "Half 🇳 flag",
    "skin tones": "👋🏽 Tone 👩🏿‍🚀",
    "tone alone": "Tone 🏽 alone",
    "keycap": "1️⃣ Key #️⃣",
    "variation selectors": "❤️ Heart ☺︎ ⌚️",
    "cjk": "田中 健",
    "wide latin": "Ｗｉｄｅ ﾊﾝｶｸ",
    "hangul": "김민준",
    "jamo": "\u1112\u1161\u11ab\u1100\u1173\u11af",
    "filler": "Fill\u3164\u115f\uffa0er",
    "arabic": "محمد الأحمد",
    "hebrew": "שָׁלוֹם לוי",
    "thai": "สมชาย ใจดี น้ำ",
    "devanagari": "नमस्ते क्‍ष",
    "line separators": "one\u2028two\u2029three\x85four\x0bfive\x0csix",
}
SIZE = {
    "a thousand letters": "n" * 1_000,
    "a thousand signs": "健" * 1_000,
    "one long word": "Sesquipedalian" * 12,
    "only blanks": " \t\u3000\u00a0 ",
}
SPREADSHEET = {
    "formula": "=1+1",
    "plus": "+1-800",
    "minus": "-1",
    "at": "@SUM(A1)",
    "tab": "\tcmd|' /C calc'!A0",
    "hyperlink formula": '=HYPERLINK("https://example.org","x")',
}
PATHS = {
    "up the tree": "../../etc/passwd",
    "absolute": "/etc/passwd",
    "drive": "C:\\new\\table",
    "device": "CON",
    "dot": ".",
    "dots": "..",
    "option": "-rf",
    "long option": "--yes",
    "home": "~/x $HOME `id` $(id)",
}
DOCUMENTS = {
    "heading": "# h",
    "setext": "Setext\n===\nand\n---",
    "front matter": "---\nname: x\nstage: friend\n---",
    "front matter end": "...\n---",
    "script link": "[x](javascript:1) [y]( <JavaScript:2> )",
    "reference": "[x]\n\n[x]: javascript:1",
    "embed": "![[x]] ![a](https://example.org/pixel)",
    "script": "<script>alert(1)</script> <img src=x onerror=y>",
    "comment": "<!-- gone --> %%gone%%",
    "fence": "```\n~~~\n`tick",
    "table": "| a | b |\n|---|---|\n| c | d |",
    "list": "- [x] done\n1. one\n> quoted",
    "template": "{{templater}} {% raw %} <% tp.file.title %> ${x}",
    "calendar": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:two",
    "calendar signs": "a;b,c\\d\\n\\\\;\\,:\"'^n",
    "folded line": "é" * 60 + "\r\n folded",
    "pango": "<b>&amp; <span size='1'>\"</span> &#60;",
    "octal": "\\074b\\076 \\033]0;t\\007 \\x1b \\",
    "sql": "'; DROP TABLE contact;--",
    "search operators": '" OR * NEAR( -x NOT ^y:z',
    "like": "100%_ \\%",
    "format": "%s %n {0} {name!r} {0.__class__}",
}

HOSTILE: Mapping[str, str] = MARKUP | STEERING | WRITING | SIZE | SPREADSHEET | PATHS | DOCUMENTS

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What may stand nowhere in what leaves the book; a tab and a newline may, each in its place."""


def is_legal(text: str) -> bool:
    """Whether the text is to come back exactly as it went in, where several lines may stand."""
    return not FORBIDDEN.search(text) and unicodedata.is_normalized("NFC", text) and text == text.strip()


def on_a_line(text: str) -> bool:
    """The same where one line may stand."""
    return is_legal(text) and text == " ".join(text.split())


@dataclass(frozen=True)
class Filled:
    """Where a text stands in the book: the uids of the contact and the interaction, the ids of the others."""

    contact: str
    interaction: str
    follow_up: str
    project: str


def name_of(what: str) -> str:
    """The name of the contact who has this text everywhere: the text itself, unless nobody can be called so."""
    return HOSTILE[what] if HOSTILE[what].strip() else f"Has {what}"


def fill(book: Book, today: date) -> dict[str, Filled]:
    """A contact for each text, who has it in every field, and work, promises and a past that have it too.

    The first of them recommended all the others. Each was last spoken to 60 days ago.
    """
    filled: dict[str, Filled] = {}
    book.backed_up = False
    book.today = lambda: today - timedelta(days=200)
    for what, text in HOSTILE.items():
        name = name_of(what)
        form = ContactForm(
            name, Stage.ACQUAINTANCE, aliases=(text,), company=text, role=text, expertise=text, about=text,
            how_met=text, methods=(ContactMethod("url", text, text),) if text.strip() else (),
            dates=(ImportantDate(text, PartialDate(12, 4)),), tags=(text,),
            referred_by=next((each.contact for each in filled.values()), None),
        )  # fmt: skip
        filled[what] = _live_through(book, book.contacts.add(form).uid, text, today)
        book.today = lambda: today - timedelta(days=200)
    book.today = lambda: today
    return filled


def _live_through(book: Book, uid: str, text: str, today: date) -> Filled:
    said = text if text.strip() else "said nothing"
    met = book.interactions.understand("met them", implied=uid)
    happened = book.interactions.log(met, text).interaction
    work = book.work
    project = work.add(uid, said, agreed=Money(100_00, "EUR")).id
    work.step(project, 1, waived=said)
    work.concede(project, ConcessionKind.RUSH, note=text)
    work.pay(uid, Money(50_00, "EUR"), project=project, note=text)
    book.journey.move(uid, Stage.PARTNER, reason=text, interaction=happened.uid)
    book.today = lambda: today
    follow_up = book.follow_ups.promise(uid, today, said).id
    day, twice = today - timedelta(days=60), f"{text}\n\n{text}"
    second = book.interactions.log(book.interactions.understand("met them", implied=uid)).interaction
    called = InteractionForm(day, Channel.CALL, Initiator.THEM, True, False, (Signal.THANKED,), twice, (uid,))
    book.interactions.amend(second.uid, called)
    work.close(project, Verdict.POSITIVE, text)
    return Filled(uid, happened.uid, follow_up, project)
