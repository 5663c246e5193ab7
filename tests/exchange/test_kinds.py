"""A file is known by what is in it, whatever it is called."""

import json
from pathlib import Path

import pytest

from bondtui.exchange.kinds import Kind, recognised
from bondtui.exchange.source import HEAD, Source

SAMPLES = {
    "apple.vcf": Kind.VCARD,
    "broken.vcf": Kind.VCARD,
    "friends.md": Kind.FRIENDS,
    "google-old.csv": Kind.GOOGLE,
    "google.csv": Kind.GOOGLE,
    "linkedin.csv": Kind.LINKEDIN,
    "meetings.ics": Kind.ICALENDAR,
    "monica.json": Kind.MONICA,
    "nextcloud.vcf": Kind.VCARD,
    "nokia.vcf": Kind.VCARD,
    "outlook.csv": Kind.OUTLOOK,
    "whatsapp-android.txt": Kind.WHATSAPP,
    "whatsapp-ios.txt": Kind.WHATSAPP,
}


@pytest.mark.parametrize(("name", "kind"), SAMPLES.items())
@pytest.mark.parametrize("encoding", ["", "utf-8-sig", "utf-16"])
def test_a_file_is_known_by_its_content_in_any_encoding(tmp_path: Path, name: str, kind: Kind, encoding: str) -> None:
    sample = Source(Path("tests/data") / name)
    path = tmp_path / "file"
    with sample.text() as text:
        path.write_bytes(text.read().encode(encoding) if encoding else sample.path.read_bytes())
    assert recognised(Source(path).head) is kind


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_empty_lines_above_and_other_line_ends_change_nothing(name: str, end: str) -> None:
    head = Source(Path("tests/data") / name).head.replace("\r\n", "\n").replace("\n", end)
    assert recognised(end + head) is SAMPLES[name]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('{"bondtui": 1, "kind": "book"}\n{"name": "Ann"}\n', Kind.JSONL),
        (json.dumps({"version": "1", "bondtui": "0.5"}) + "\r\n{}", Kind.JSONL),
        ("Name,Email\nAnn,ann@x.example\n", Kind.CSV),
        ("name;phone\nAnn;+47 22\n", Kind.CSV),
        ("First Name,Last Name,Email,Job Title,Home Phone,Mobile\nAnn,Lind,a@x,Baker,1,2\n", Kind.CSV),
        ("BEGIN:VCARD\nVERSION:4.0\nFN:Ann\nNOTE:BEGIN:VCALENDAR ### Notes:\nEND:VCARD\n", Kind.VCARD),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDESCRIPTION:BEGIN:VCARD\\n### Friends:\nEND:VEVENT\n", Kind.ICALENDAR),
        ("### Friends:\n- Ann, Name (a.k.a. Email)\n", Kind.FRIENDS),
        ("### Notes:\n- 2026-11-09: **Ann**, Name, Email\n", Kind.FRIENDS),
    ],
)
def test_what_begins_like_this_is(head: str, kind: Kind) -> None:
    assert recognised(head) is kind


@pytest.mark.parametrize(
    "head",
    [
        "", "\n\n", "A letter, as one writes it.\nWith love\n", "%PDF-1.7\n%âãÏÓ", "PK\x03\x04\x14\x00",
        "{}", "[]", "null", '"bondtui"', '["bondtui"]', '{"bondtui": 1', "[" * HEAD, '{"a":' * (HEAD // 5),
        "# Notes\n\n- one\n", "<!DOCTYPE html><html><body>Name, Email</body></html>",
        "\x00" * HEAD, "a" * HEAD, "," * HEAD, '"' * HEAD,
    ],
    ids=lambda head: repr(head[:12]),
)  # fmt: skip
def test_what_nobody_here_can_read_is_of_no_kind(head: str) -> None:
    assert recognised(head) is None
