"""Tables as files: what the tests of the CSV kinds have in common."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bondtui.book.contact_rows import checked
from bondtui.domain.contacts import ContactMethod
from bondtui.domain.forms import ContactForm
from bondtui.domain.incoming import Asked, Occasion, Person, Record, Remark, Skipped
from bondtui.exchange.source import Source

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parents[1] / "data"

Reader = Callable[[Source, Asked], Iterator[Record | Remark]]


def read(reader: Reader, text: str | bytes, asked: Asked | None = None) -> list[Record | Remark]:
    """All that the reader finds in a file of this text; each person as the book takes them, which refuses none."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return [_taken(each) for each in reader(Source(path), asked or Asked(TODAY))]


def sample(reader: Reader, name: str) -> list[Record | Remark]:
    return [_taken(each) for each in reader(Source(DATA / name), Asked(TODAY))]


def _taken(each: Record | Remark) -> Record | Remark:
    return replace(each, form=checked(each.form, TODAY)) if isinstance(each, Person) else each


def forms(found: list[Record | Remark]) -> list[ContactForm]:
    return [each.form for each in found if isinstance(each, Person)]


def only(found: list[Record | Remark]) -> ContactForm:
    (form,) = forms(found)
    return form


def warned(found: list[Record | Remark]) -> list[int | None]:
    """The lines the report warns of."""
    return [each.line for each in found if isinstance(each, Skipped | Remark)]


def counted(found: list[Record | Remark]) -> tuple[int, int, int]:
    """How many are read, brought and skipped."""
    records = [each for each in found if isinstance(each, Person | Occasion | Skipped)]
    return len(records), len(forms(found)), len(records) - len(forms(found))


def methods(form: ContactForm, kind: str) -> list[tuple[str, str]]:
    return [(each.value, each.label) for each in form.methods if each.kind == kind]


def email(value: str, label: str = "") -> ContactMethod:
    return ContactMethod("email", value, label)
