"""vCards for the tests, read as a file is read."""

import tempfile
from datetime import date
from pathlib import Path

from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Asked, Person, Record, Remark, Skipped
from bondtui.exchange import vcard
from bondtui.exchange.source import Source

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parent.parent / "data"


def read(data: bytes) -> list[Record | Remark]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        return list(vcard.read(Source(path), Asked(TODAY)))


def people(data: bytes) -> list[Person]:
    return [each for each in read(data) if isinstance(each, Person)]


def warnings(records: list[Record | Remark]) -> list[int | None]:
    return [each.line for each in records if isinstance(each, Remark | Skipped)]


def card(*lines: str | bytes, version: str = "3.0") -> bytes:
    every = ["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]
    return b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in every)


def one(*lines: str | bytes, version: str = "3.0") -> Person:
    """The only person on a card of these lines, which nothing is wrong with."""
    (who,) = read(card(*lines, version=version))
    assert isinstance(who, Person)
    return who


def form(*lines: str | bytes, version: str = "3.0") -> ContactForm:
    return one("FN:Ann", *lines, version=version).form
