"""Whatever is in a file, each CSV kind brings records the book takes, or refuses with a sentence."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.errors import Refused
from bondtui.exchange import generic_csv, google_csv, linkedin_csv, outlook_csv
from tests.exchange import csv_files

KINDS = {
    "google": (
        google_csv,
        "First Name,Last Name,File As,Labels,E-mail 1 - Label,E-mail 1 - Value,Address 1 - Street,Event 1 - Label,"
        "Event 1 - Value,Birthday,Phone 1 - Value,Notes,Initials",
    ),
    "linkedin": (linkedin_csv, "First Name,Last Name,URL,Email Address,Company,Position,Connected On"),
    "outlook": (
        outlook_csv,
        "First Name,Last Name,E-mail Address,E-mail Display Name,Home Phone,Home Street,Home City,Birthday,Categories,"
        "Web Page,Spouse,Initials",
    ),
    "generic": (
        generic_csv,
        "Name,Vorname,Email,Phone,Website,Street,City,Birthday,Tags,Alias,How met,Skills,UID,Archived,X,Suffix,"
        "Birth Year,Birth Month,Birth Day",
    ),
}
PIECES = [
    *(",", ",", ",", ",", "\n", "\n", '"', '"', "'", ";", "\t", "\r\n", " ::: ", "* ", ":", "=", "+", "-", "@", "\0"),
    *("a@x", "Ann", "Lind", "1990-02-30", "--03-07", "0/0/00", "13/2/85", "12.4.1990", "7-Feb-22", "+47 22", "tel:"),
    *(
        "\u202e",
        "\u2028",
        "\u200d",
        "\ufeff",
        "\x1b[2J",
        "é",
        "林",
        "🌻",
        "\U0001d160" * 400,
        "x" * 999,
        "=1+1",
        "#",
        " ",
    ),
]
CELLS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=60).map("".join)


@pytest.mark.parametrize(("kind", "header"), KINDS.values(), ids=KINDS)
@given(
    below=CELLS,
    above=st.sampled_from(["", "Notes:\n\n", '"', "a,b\n"]),
    encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]),
)
def test_only_declared_errors_come_of_any_table(
    kind: object, header: str, below: str, above: str, encoding: str
) -> None:
    _try(kind, f"{above}{header}\n{below}".encode(encoding, "replace"))


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS.values()], ids=KINDS)
@given(data=st.one_of(st.binary(max_size=200), CELLS.map(str.encode)))
def test_only_declared_errors_come_of_any_bytes(kind: object, data: bytes) -> None:
    _try(kind, data)


def _try(kind: object, data: bytes) -> None:
    """Reading checks that the book takes each person."""
    with contextlib.suppress(Refused):
        csv_files.read(kind.read, data)  # type: ignore[attr-defined]
    kind.looks_like(data.decode("utf-8", "replace"))  # type: ignore[attr-defined]
