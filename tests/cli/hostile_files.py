"""Files that mean no good, or were made by programs that had bad days: each as large as is asked for."""

from collections.abc import Callable, Iterator

Maker = Callable[[int], str | bytes]


def card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def calendar(events: str) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"


def cards(each: Callable[[int], str]) -> Maker:
    return lambda size: "".join(map(each, range(size)))


def table(header: str, row: Callable[[int], str]) -> Maker:
    return lambda size: f"{header}\n" + "".join(f"{row(number)}\n" for number in range(size))


def _marks(size: int) -> Iterator[str]:
    """Combining marks in the order that is the worst to sort."""
    return ("\u1dfc\u0316\u0f73\u034f\u200d\uff9e"[number % 6] for number in range(size))


MEETING = ("DTSTART:20250101T090000Z", "ATTENDEE:mailto:ann@x.example")

CARDS: dict[str, Maker] = {
    "cards": cards(lambda n: card(f"FN:Person {n}", f"EMAIL:p{n}@x.example", f"TEL:+47 {n}", f"UID:u{n}")),
    "one name": cards(lambda n: card("FN:Same Name", f"EMAIL:p{n}@x.example", "NICKNAME:Nick")),
    "one phone": cards(lambda n: card(f"FN:Person {n}", "TEL:+47 22 00 00 00", "ORG:All of us")),
    "one uid": cards(lambda n: card(f"FN:Person {n}", f"EMAIL:p{n}@x.example", "UID:1", f"ORG:Firm {n}")),
    "one person": cards(lambda n: card("FN:Ann", "TEL:+1", f"EMAIL:p{n}@x.example", f"NOTE:Note {n}")),
    "cards without end": cards(lambda n: f'BEGIN:VCARD\r\nFN:Person {n}\r\nTEL;TYPE="CELL:+47 {n}\r\n'),
}
"""Many records, of which each alone is nothing much; the size is their number."""

LONG: dict[str, Maker] = {
    "note": lambda size: card("FN:Ann", f"NOTE:{'a note, and more\\; '.replace(',', '\\,') * (size // 18)}"),
    "folded note": lambda size: card("FN:Ann", "NOTE:x" + "\r\n and so on" * (size // 12)),
    "quoted-printable": lambda size: card("FN:Ann", "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=C3=A9=\r\n" * (size // 9)),
    "photo": lambda size: card("FN:Ann", "PHOTO;ENCODING=b;TYPE=JPEG:" + "/9j/" * (size // 4)),
    "marks": lambda size: card(f"FN:Ann{''.join(_marks(size // 3))}", f"NOTE:a{''.join(_marks(size // 3))}"),
    "categories": lambda size: card("FN:Ann", f"CATEGORIES:{'a,' * (size // 2)}"),
    "backslashes": lambda size: card(f"FN:{'\\' * (size // 2)}", f"N:{'\\;' * (size // 4)}"),
    "types": lambda size: card("FN:Ann", f"TEL{';TYPE=home' * (size // 10)}:1"),
    "nested cards": lambda size: "BEGIN:VCARD\r\n" * (size // 13) + "FN:Ann\r\nEND:VCARD\r\n",
    "unterminated quote": lambda size: 'Name,Email,Notes\nAnn,ann@x.example,"and so on\n' + "Bo,bo@x.example,x\n" * (size // 18),
    "quotes": lambda size: 'Name,Email,Notes\nAnn,ann@x.example,"' + '""' * (size // 2) + '"\n',
    "commas": lambda size: "Name,Email\nAnn,ann@x.example" + "," * size + "\n",
    "joined cells": lambda size: "Name,E-mail 1 - Value\nAnn," + " ::: ".join(["a@x.example"] * (size // 16)) + "\n",
    "nested components": lambda size: calendar(event(*MEETING, *["BEGIN:VALARM"] * (size // 14))),
    "rule": lambda size: calendar(event(*MEETING, f"RRULE:FREQ=DAILY;BYDAY={'MO,' * (size // 3)}TU")),
    "exceptions": lambda size: calendar(event(*MEETING, "RRULE:FREQ=DAILY", f"EXDATE:{'20250102T090000Z,' * (size // 17)}")),
    "attendees": lambda size: calendar(event(MEETING[0], *["ATTENDEE:mailto:ann@x.example"] * (size // 31))),
    "cut export": lambda size: '{"version": "1", "account": {"data": [{"type": "contact", "values": ['
    + '{"uuid": "a", "properties": {"first_name": "A"}},' * (size // 49),
    "brackets": lambda size: '{"account": {"data": ' + "[" * size,
    "json string": lambda size: '{"account": {"data": [], "x": "' + "\\u00e9" * (size // 6) + '"}}',
    "chat": lambda size: "13/09/2026, 08:02 - Ann: hello\n" + "13/09/2026, 08:02 - " + "a" * size,
    "chat senders": lambda size: "".join(f"13/09/2026, 08:02 - Ann {n}: hello\n" for n in range(size // 34)),
    "friends": lambda size: "### Friends:\n- Ann " + "(a.k.a. b) [c] @d " * (size // 18) + "\n",
    "stars": lambda size: "### Activities:\n- 2026-01-02: " + "**" * (size // 2) + "\n\n### Friends:\n- Ann\n",
}  # fmt: skip
"""One record, or none, that does not end; the size is in bytes."""

BOMBS = {
    "aaaa!": "a" * 50_000 + "!", "dots": "a." * 25_000, "at": "@" * 50_000, "digits": "1" * 50_000,
    "slashes": "1/" * 25_000, "brackets": "(" * 50_000, "blanks": "a" + " " * 50_000 + "b", "ors": "|" * 50_000,
    "url": "http://" + "www." * 12_000, "dashes": "--" * 25_000, "quotes": "\"'" * 25_000, "colons": ": " * 25_000,
}  # fmt: skip
"""What patterns with two ways to match one thing stumble over."""


def bombed(bomb: str) -> dict[str, str]:
    """A file of each kind with the bomb wherever there is a text."""
    return {
        "vcard": card(
            f"FN:{bomb}", f"N:{bomb};{bomb}", f"BDAY:{bomb}", f"TEL:{bomb}", f"EMAIL:{bomb}", f"URL:{bomb}",
            f"ADR:{bomb}", f"CATEGORIES:{bomb}", f"X-{bomb}:1", f"item1.X-ABDATE:{bomb}", f"item1.X-ABLabel:{bomb}",
            f"DEATHDATE:{bomb}", f"NOTE:{bomb}", bomb,
        ),
        "google": "Given Name,Family Name,Birthday,Notes,Group Membership,E-mail 1 - Value,Phone 1 - Value\n"
        + ",".join(['"' + bomb.replace('"', '""') + '"'] * 7),
        "linkedin": f"{bomb[:20_000]}\n\nFirst Name,Last Name,URL,Company,Position,Connected On\n"
        + ",".join(['"' + bomb.replace('"', '""') + '"'] * 6),
        "outlook": '"Title","First Name","Last Name","Birthday","Categories","E-mail Address","Notes"\n'
        + ",".join(['"' + bomb.replace('"', '""') + '"'] * 7),
        "csv": "Name,Email,Phone,Birthday,Notes,Tags\n" + ",".join(['"' + bomb.replace('"', '""') + '"'] * 6),
        "icalendar": calendar(
            event(
                *MEETING, f"SUMMARY:{bomb}", f"RRULE:{bomb}", f"EXDATE:{bomb}", f"ATTENDEE;CN={bomb}:{bomb}",
                f"DTSTART;TZID={bomb}:{bomb}", f"ORGANIZER:{bomb}", bomb,
            )
        ),
        "friends": f"### Activities:\n- 2026-01-02: {bomb} **{bomb}**\n- {bomb}: {bomb}\n\n### Friends:\n- {bomb}\n"
        f"- Ann (a.k.a. {bomb}) [{bomb}] @{bomb}\n",
        "whatsapp": f"13/09/2026, 08:02 - Ann: {bomb}\n{bomb}\n[{bomb}\n13/09/2026, 08:02 - {bomb}: x\n",
    }  # fmt: skip
