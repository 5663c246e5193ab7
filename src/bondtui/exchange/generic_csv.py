"""Any other table of people: what its columns are is guessed, or said by the person who imports it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import islice

from bondtui.domain.incoming import Asked, Record, Remark
from bondtui.domain.text import clean_line, fold
from bondtui.errors import Refused
from bondtui.exchange import google_csv, linkedin_csv, outlook_csv
from bondtui.exchange.csv_days import Days, told_order
from bondtui.exchange.csv_names import Field, born_in_parts, guess, is_address_part, is_further, is_ours, label_of
from bondtui.exchange.csv_people import Put, Step, cells_of, people, telling
from bondtui.exchange.csv_person import Draft, commas, one_line
from bondtui.exchange.csv_rows import Header, IsHeader, header_in, most_rows_fit, open_table
from bondtui.exchange.source import Source

__all__ = ["WHO", "Field", "examples", "guess", "header", "looks_like", "read", "signature"]

WHO = {Field.NAME, Field.GIVEN, Field.FAMILY, Field.EMAIL, Field.PHONE, Field.COMPANY}
"""What a column must be for a row to be somebody."""

_SPOKEN = (Field.NAME, Field.GIVEN, Field.FAMILY)
_DATES = {Field.BIRTHDAY, Field.ANNIVERSARY}
_YES = {"yes", "true", "1", "x", "ja", "wahr", "oui", "vrai", "si", "sí", "verdadero"}
_OTHER_KIND = re.compile(r"\s*(?:begin:|[{\[#<])", re.IGNORECASE)
_COLUMN = re.compile(r"[^\W\d_][^:@]{0,59}")
_BETWEEN = re.compile(r"[;\n]|:::")
_COMMAS_TOO = re.compile(r"[;,\n]|:::")
_DIGITS = re.compile("[0-9]")


def looks_like(head: str) -> bool:
    """Whether the text is a table of no other kind: its names tell who somebody is, or the first line is all names."""
    if any(kind.looks_like(head) for kind in (google_csv, linkedin_csv, outlook_csv)):
        return False
    if _OTHER_KIND.match(head) or "\nBEGIN:V" in head:
        return False
    is_header = _header_of(head)
    names = header_in(head, is_header) or ()
    return (_tells_who(names) or _is_named(names)) and most_rows_fit(head, is_header)


def header(source: Source) -> Header:
    """The names of the columns. Refused when there are none."""
    with source.text() as text:
        table = open_table(text, _header_of(source.head))
    if table is None:
        raise Refused(f"{clean_line(source.path.name)} has no line with the names of its columns.")
    return table.header


def examples(source: Source, rows: int = 100) -> dict[str, str]:
    """What stands first in each column that is filled among the first rows, the beginning of it."""
    found: dict[str, str] = {}
    with source.text() as text:
        table = open_table(text, _header_of(source.head))
        for row in islice(table.rows(), rows) if table else ():
            if not isinstance(row, Remark):
                for name, cell in zip(table.header if table else (), row[1], strict=False):
                    if name and name not in found and (shown := clean_line(cell[:200])):
                        found[name] = shown
    return found


def signature(header: Sequence[str]) -> str:
    """The same for the same names in any order and case: what was said of them is found again by it."""
    return sha256("\n".join(sorted({fold(name) for name in header})).encode()).hexdigest()[:16]


def read(source: Source, asked: Asked, mapping: Mapping[str, Field] | None = None) -> Iterator[Record | Remark]:
    """Everybody in the file. `mapping` is by the names of the columns; without it, `guess` says what they are.

    A column that is not in the mapping is kept as `Field.OTHER` is. Refused when there is no header, or when by a guess
    none of its columns is who somebody is.
    """
    names = header(source)
    fields = guess(names) if mapping is None else mapping
    if mapping is None and WHO.isdisjoint(fields.values()):
        raise Refused(f"{clean_line(source.path.name)} has no column that is known to be a name, e-mail or phone.")
    is_header = _header_of(source.head)
    told = told_order(cells_of(source, is_header, lambda name: fields.get(name) in _DATES))
    yield from people(source, is_header, "a table", partial(_plan, fields, Days(told, asked.order)))


def _header_of(head: str) -> IsHeader:
    """What to look for: names that tell who somebody is, else the first line there is."""
    return _tells_who if header_in(head, _tells_who) else _is_filled


def _tells_who(names: Header) -> bool:
    known = [field for field in guess(names).values() if field is not Field.OTHER]
    return not WHO.isdisjoint(known) and (len(known) > 1 or len(names) == 1)


def _is_filled(names: Header) -> bool:
    """Excel's own note of the separator is no header."""
    return not names[0].lower().startswith("sep=")


def _is_named(names: Header) -> bool:
    """Short words, each once; columns without a name may stand between them."""
    there = [name for name in names if name]
    return len(there) == len(set(there)) > 1 and all(map(_COLUMN.fullmatch, there))


def _plan(fields: Mapping[str, Field], days: Days, names: Header) -> list[Step]:
    """The parts of the name first, in the order in which it is spoken; then all other columns as they stand."""
    ours, guessed = is_ours(names), guess(names)
    columns = [(at, name, fields.get(name, Field.OTHER)) for at, name in enumerate(names) if name]
    columns.sort(key=_turn)
    parted = {label_of(name) for _, name, field in columns if field is Field.ADDRESS and is_address_part(name)}
    born = born_in_parts(names)
    if any(fields.get(name) is not guessed[name] for name in born):
        born = {}
    steps = []
    for at, name, field in columns:
        known = guessed.get(name) is field
        label = label_of(name) if known and not ours else ""
        put: Put
        if field in _SINGLE:
            put = _SINGLE[field]
        elif field in _DATES:
            put = partial(_date, days, field.value, name)
        elif ours and (field in _SEVERAL or field is Field.ADDRESS):
            put = partial(_several, str.splitlines, field, "", name)
        elif field in _SEVERAL:
            put = partial(_several, _SEVERAL[field], field, label, name)
        elif field is Field.ADDRESS:
            put = partial(_place, "" if label in parted or not known else str(at), label)
        else:
            put = telling(name)
        steps.append(Step(at, partial(_born, born[name], put) if name in born else put))
    return steps


def _turn(column: tuple[int, str, Field]) -> tuple[int, bool]:
    """When the column's part of the name is spoken."""
    _, name, field = column
    return (_SPOKEN.index(field), is_further(name)) if field in _SPOKEN else (len(_SPOKEN), False)


def _several(
    split: Callable[[str], list[str]], field: Field, label: str, title: str, draft: Draft, text: str, _: str
) -> None:
    for each in split(text):
        if field is Field.TAGS:
            draft.tags.append(each)
        elif field is Field.ALIAS:
            draft.add_alias(each)
        else:
            draft.method(field.value, each, label, title)


def _place(key: str, label: str, draft: Draft, text: str, _: str) -> None:
    draft.place(key, label, text)


def _date(days: Days, label: str, title: str, draft: Draft, text: str, _: str) -> None:
    draft.date(days, label, text, title)


def _born(part: str, otherwise: Put, draft: Draft, text: str, label: str) -> None:
    draft.born[part] = (text, partial(otherwise, draft, text, label))


def _uid(draft: Draft, text: str, _: str) -> None:
    draft.uid = one_line(text)


def _how_met(draft: Draft, text: str, _: str) -> None:
    draft.how_met = f"{draft.how_met}\n{text}".strip()


def _expertise(draft: Draft, text: str, _: str) -> None:
    draft.expertise = ", ".join(filter(None, (draft.expertise, commas(text))))


def _archived(draft: Draft, text: str, _: str) -> None:
    draft.archived = text.casefold() in _YES


def _emails(text: str) -> list[str]:
    """All that a blank or a comma divides, if each is an address."""
    pieces = [piece for piece in re.split(r"[\s;,]+", text) if piece not in ("", ":::")]
    return pieces if all("@" in piece for piece in pieces) else [text]


def _phones(text: str) -> list[str]:
    """All that a comma divides, if each is long enough for a number."""
    pieces = _COMMAS_TOO.split(text)
    return pieces if all(len(_DIGITS.findall(piece)) > 4 for piece in pieces) else [text]


def _urls(text: str) -> list[str]:
    pieces = text.split()
    return pieces if all("." in piece for piece in pieces) else [text]


_SINGLE: dict[Field, Put] = {
    Field.NAME: Draft.set_name,
    Field.GIVEN: Draft.add_part,
    Field.FAMILY: Draft.add_part,
    Field.COMPANY: Draft.add_company,
    Field.ROLE: Draft.add_role,
    Field.ABOUT: Draft.add_note,
    Field.HOW_MET: _how_met,
    Field.EXPERTISE: _expertise,
    Field.UID: _uid,
    Field.ARCHIVED: _archived,
    Field.NONE: Draft.leave_out,
}
_SEVERAL: dict[Field, Callable[[str], list[str]]] = {
    Field.EMAIL: _emails,
    Field.PHONE: _phones,
    Field.URL: _urls,
    Field.TAGS: _COMMAS_TOO.split,
    Field.ALIAS: _BETWEEN.split,
}
