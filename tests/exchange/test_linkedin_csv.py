"""LinkedIn's connections: below notes, by name, and met nowhere but there."""

import pytest

from bondtui.domain.incoming import Skipped
from bondtui.errors import Refused
from bondtui.exchange.linkedin_csv import looks_like, read
from tests.exchange import csv_files
from tests.exchange.csv_files import DATA, counted, forms, methods, only, sample

FOUND = sample(read, "linkedin.csv")
HEADER = "First Name,Last Name,Email Address,Company,Position,Connected On\n"


def test_the_sample_is_read_whole() -> None:
    assert counted(FOUND) == (8, 7, 1)
    assert [each.line for each in FOUND] == [5, 6, 7, 8, 9, 10, 11, 12]
    assert isinstance(FOUND[4], Skipped)
    femke, rasmus, chidi, lucia = forms(FOUND)[:4]
    assert (femke.name, femke.company, femke.role) == ("Femke Dijkstra", "Polder Analytics", "Head of Data")
    assert femke.how_met == "LinkedIn, 2025-12-07"
    assert methods(femke, "url") == [("https://www.linkedin.com/in/femke-dijkstra-0001-xmpl00", "LinkedIn")]
    assert methods(rasmus, "email") == [("rasmus@holmbyg.example", "")]
    assert (chidi.name, chidi.company, chidi.role) == ("Chidi Okoro, MBA", "Brandt, Weil & Co", 'Consultant "Retail"')
    assert (lucia.name, lucia.about) == ("Lucía 🚀 Ferrer", "")


@pytest.mark.parametrize(
    ("cell", "how_met"),
    [
        ("07 Dec 2025", "LinkedIn, 2025-12-07"),
        ("7-Feb-22", "LinkedIn, 2022-02-07"),
        ("1 September 2019", "LinkedIn, 2019-09-01"),
        ("30 Feb 2022", "LinkedIn, 30 Feb 2022"),
        ("07 déc. 2025", "LinkedIn, 07 déc. 2025"),
        ("last summer", "LinkedIn, last summer"),
        ("", ""),
    ],
)
def test_the_day_of_the_connection_is_how_one_met(cell: str, how_met: str) -> None:
    found = csv_files.read(read, f"{HEADER}Ann,Lind,,,,{cell}\n")
    assert only(found).how_met == how_met


@pytest.mark.parametrize("notes", ["", "Notes:\n", 'Notes:\n"One, two\nthree ""four"""\n\n', "a\nb\nc\n\n\n"])
def test_notes_above_the_header_are_of_any_length(notes: str) -> None:
    (found,) = csv_files.read(read, f"\ufeff{notes}{HEADER}Ann,Lind,,,,\n")
    assert found.line == notes.count("\n") + 2


def test_a_column_nobody_foresaw_is_kept() -> None:
    text = "First Name,Last Name,Connected On,Mood\nAnn,Lind,07 Dec 2025,sunny\n"
    assert only(csv_files.read(read, text)).about == "Mood: sunny"


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(Refused, match="no header of LinkedIn"):
        csv_files.read(read, "Name,Mail\nAnn,a@x\n")


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_only_its_own_kind_is_recognised(path: csv_files.Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    assert looks_like(text) == (path.name == "linkedin.csv")
