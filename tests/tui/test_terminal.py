"""The real program in a real terminal: what arrives there, byte by byte, and what a person sees of it.

Names and texts try to steer the terminal and to be read as markup. They are to be shown, and to do nothing.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.forms import ContactForm
from bondtui.domain.stages import Stage
from bondtui.settings import Settings

from .terminal import HEIGHT, Terminal, clean_environment, steered

TODAY, ADDED = date(2026, 11, 23), date(2026, 1, 5)

STEERING = "\x1b]52;c;aGk=\x07\x1b[2J\x1b[31m\x9b2J\x9d0;t\x9c\x00\x08\x7f\u202e\u2066"
"""Takes the clipboard, empties the screen, colours it, sets its title, turns the writing round."""

ANN, CLICK, FAMILY = "Ann [/x]", "[@click=app.quit]x[/]", "👨‍👩‍👧‍👦 Family [bold]"
NAMES = (
    ANN,
    CLICK,
    FAMILY,
    f"Bo{STEERING} Steers",
    "Cy Plain",
    "\u202eנועה\u202c לוי",
    "田中 健",
    "q\u0303\u0323 Marks",
    "🙂 Smile",
    "n" * 300,
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which every text steers or is markup; Ann was called once and is promised a quote."""
    folder = tmp_path_factory.mktemp("written")
    settings = Settings(cadences=dict(DEFAULT_CADENCES), export_dir=folder)
    with closing(Book.open(folder / "book.db", settings, lambda: ADDED)) as book:
        for name in NAMES:
            form = ContactForm(
                name, Stage.PARTNER, ADDED, aliases=(f"A{STEERING}",), company=f"[red]Co[/red]{STEERING}",
                role="[/]", expertise=f"[link=x]y{STEERING}", about=f"[b\n{STEERING}", tags=("[b]", f"t{STEERING}"),
            )  # fmt: skip
            book.contacts.add(form)
        line = f"called {ANN} today: [blink]sold[/blink] 田中{STEERING}"
        book.interactions.log(book.interactions.understand(line))
    with closing(Book.open(folder / "book.db", settings, lambda: TODAY)) as book:
        book.follow_ups.promise(book.contacts.find(ANN).uid, TODAY, f"[b]quote[/b]{STEERING}")
    return folder / "book.db"


@pytest.fixture
def start(tmp_path: Path, written: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts the program over a copy of the book, changed by another program if told, up to its first screen."""
    opened: list[Terminal] = []

    def starter(changes: Sequence[str] = (), shown: str = "Promised") -> Terminal:
        path = shutil.copy(written, tmp_path / "book.db")
        with closing(sqlite3.connect(path)) as other_program, other_program:
            for change in changes:
                other_program.execute(change, {"steering": STEERING})
        book = {"BONDTUI_DB": str(path), "BONDTUI_TODAY": TODAY.isoformat()}
        opened.append(Terminal(clean_environment(tmp_path) | book))
        opened[-1].until(shown)
        return opened[-1]

    yield starter
    for terminal in opened:
        terminal.close()


def test_today_shows_markup_as_it_is_and_its_border_stays_straight(start: Callable[..., Terminal]) -> None:
    terminal = start()
    screen = terminal.until("Check-ins · 10", ANN, CLICK, "Family [bold]", "[b]quote[/b]", "田中 健", "🙂 Smile")
    assert "nnnnnnnnn…" in screen
    borders = [{x for x, cell in enumerate(row) if cell == "│"} for row in terminal.cells()[1:-1]]
    assert borders == [{45}] * (HEIGHT - 2)
    assert len(set(terminal.columns_of("partner  "))) == 1
    assert steered(terminal.raw) == []


def test_a_column_of_people_begins_in_the_same_cell_whatever_the_name(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.press("2")
    terminal.until("10 people by name", ANN, CLICK, "Family [bold]", "[red]Co[/r", "田中 健", "Marks", "נועה לוי")
    for column in ("partner ", "[red]Co[/"):
        assert len(terminal.columns_of(column)) == len(NAMES)
        assert len(set(terminal.columns_of(column))) == 1
    assert set(terminal.columns_of("Stage  ")) == set(terminal.columns_of("partner "))
    terminal.press("G")
    terminal.until("▌🙂 Smile")
    assert len(set(terminal.columns_of("partner "))) == 1
    assert steered(terminal.raw) == []


def test_a_contact_page_shows_markup_as_it_is(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.press("2")
    terminal.until("10 people by name")
    terminal.press("j")
    terminal.until(f"▌{ANN}")
    terminal.press("\r")
    terminal.until(ANN, "[red]Co[/red]", ", [/]", "[link=x]y", "[b] t", "[blink]sold[/blink] 田中", "[b]quote[/b]")
    terminal.press("\x1b")
    terminal.until("10 people by name")
    assert steered(terminal.raw) == []


def test_the_log_bar_shows_what_is_typed_and_a_toast_says_with_whom(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.press("l")
    terminal.until("enter Save")
    terminal.press(f"met {ANN} today: {CLICK} [/b] さくら #thanked")
    terminal.until(
        f"met {ANN} today: {CLICK} [/b] さくら #thanked",
        f"meeting · both began · {ANN} ·",
        f"“met {ANN} today: {CLICK} [/b]",
    )
    terminal.press("\r")
    terminal.until(f"Logged with {ANN}.", "Check-ins · 9")
    assert steered(terminal.raw) == []
    assert terminal.leave() == 0


def test_a_contact_is_added_under_a_name_of_markup_and_signs(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.press("a")
    terminal.until("Add a contact")
    terminal.press("[b]Ida[/] 山田")
    terminal.until("[b]Ida[/] 山田")
    rows = ["".join(row) for row in terminal.cells()]
    framed = [row for row in rows if row.count("│") == 2]
    assert len(framed) > HEIGHT // 2
    assert len({column for column in terminal.columns_of("│") if column < 10}) == 1
    assert "[b]Ida[/] 山田" in "".join(framed)
    terminal.press("\x13")
    terminal.until("[b]Ida[/] 山田 is in the book.", "Nothing is logged yet")
    assert steered(terminal.raw) == []


def test_what_another_program_wrote_into_the_book_does_not_steer_the_terminal(start: Callable[..., Terminal]) -> None:
    terminal = start(
        (
            "UPDATE contact SET name = '[raw]' || :steering || name, company = :steering, about = :steering",
            "UPDATE interaction SET text = :steering || text",
            "UPDATE follow_up SET text = :steering || text",
            "UPDATE tag SET name = :steering || name",
            "UPDATE stage_change SET reason = :steering",
        )
    )
    terminal.press("2")
    terminal.until("10 people by name", "[raw]")
    assert len(set(terminal.columns_of("partner "))) == 1
    terminal.press("j\r")
    terminal.until("Timeline ·", "[raw]")
    assert steered(terminal.raw) == []


def test_q_leaves_with_0_and_gives_the_terminal_back(start: Callable[..., Terminal]) -> None:
    terminal = start()
    assert b"\x1b[?1049h" in terminal.raw
    assert terminal.leave() == 0
    taken, _, given_back = terminal.raw.rpartition(b"\x1b[?1049l")
    assert b"\x1b[?1049h" in taken
    assert b"\x1b[?25h" in given_back
    assert b"Traceback" not in terminal.raw
    assert steered(terminal.raw) == []
