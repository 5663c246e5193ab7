"""Importing in the app, by keystrokes: finding the file, answering what it does not tell, looking first, stopping."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copy
from threading import Event
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from bondtui.book import Book
from bondtui.book.exchange import Exchange
from bondtui.book.imports import Wanted
from bondtui.domain.imported import Report
from bondtui.settings import Settings
from bondtui.tui.screens.dialogs.import_columns import ColumnsDialog, FieldDialog
from bondtui.tui.screens.dialogs.import_file import FileDialog, PathInput
from bondtui.tui.screens.dialogs.import_preview import PreviewDialog
from bondtui.tui.screens.dialogs.import_sender import SenderDialog
from bondtui.tui.widgets.file_list import FileList

from .conftest import HOSTILE, settle
from .dialog_host import seen, write
from .keystrokes import BORDERS, LARGE, SMALL, answered, flat, opened, over, retype, until

SAMPLES = Path(__file__).parent.parent / "data"
BOTH_SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEND:VCARD\n"
TABLE = "Kunde,Ansprechpartner,Mail-Adresse\nLumen,Ada Palm,ada@palm.example\nFjord,Bo Lind,bo@lind.example\n"
STEERING = {chr(code) for code in (*range(32), *range(0x7F, 0xA0), 0x202E, 0x2066)} - {"\n"}


@pytest.fixture
def downloads(own_home: Path) -> Path:
    folder = own_home / "Downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator["Held"]:
    held = Held(Exchange.import_file)
    monkeypatch.setattr(Exchange, "import_file", lambda self, path, wanted: held.import_file(self, path, wanted))
    yield held
    held.go.set()


class Held:
    """Holds imports, of which `which` is true, when they have read some records, until `go` is set."""

    def __init__(self, real: Callable[[Exchange, Path, Wanted], Report]) -> None:
        self._real = real
        self.there, self.go = Event(), Event()
        self.which: Callable[[Path, Wanted], bool] = lambda path, wanted: False

    def import_file(self, exchange: Exchange, path: Path, wanted: Wanted) -> Report:
        def progress(read: int) -> None:
            wanted.progress(read)
            if self.which(path, wanted):
                self.there.set()
                self.go.wait(30)

        return self._real(exchange, path, replace(wanted, progress=progress))


def names(book: Book) -> list[str]:
    return [each.name for each in book.contacts.list()]


async def picker(pilot: Pilot[Any]) -> FileList:
    """Open the picker and wait until it shows what lies where it begins."""
    await opened(pilot, "i")
    files = pilot.app.screen.query_one(FileList)
    await until(pilot, lambda: files.count() > 0)
    return files


async def chosen(pilot: Pilot[Any], typed: str) -> None:
    """Open the picker, type, and take what is marked."""
    await picker(pilot)
    await write(pilot, typed)
    await pilot.press("enter")


async def previewed(pilot: Pilot[Any]) -> PreviewDialog:
    await until(pilot, lambda: isinstance(pilot.app.screen, PreviewDialog) and "esc Back" in words(pilot))
    await until(pilot, lambda: not pilot.app.screen.has_class("-working"))
    screen = pilot.app.screen
    assert isinstance(screen, PreviewDialog)
    return screen


def words(pilot: Pilot[Any]) -> str:
    """The words of the dialog, or of the whole screen when there is none."""
    app = pilot.app
    if not app.screen.is_modal or not app.screen.query(".dialog"):
        return flat(app)
    region = app.screen.query_one(".dialog").region
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    rows = ("".join(each.text for each in strip.crop(region.x, region.right)) for strip in strips)
    return " ".join(" ".join(rows).translate(str.maketrans(BORDERS, " " * len(BORDERS))).split())


def path_of(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one(PathInput).value


@BOTH_SIZES
async def test_a_first_run_begins_with_an_import_and_one_key_takes_it_back(
    book: Book, open_book: Callable[..., Book], downloads: Path, size: tuple[int, int]
) -> None:
    copy(SAMPLES / "google.csv", downloads)
    async with over(book, size) as pilot:
        assert "Three ways in: a add your first contact i import the contacts you have elsewhere" in words(pilot)
        await chosen(pilot, "")
        await previewed(pilot)
        for part in ("google.csv · Google Contacts · 14 rows", "13 new", "1 skipped", "[Team] Ruud Bakker"):
            assert part in words(pilot)
        assert "line 18 This row is nobody: it has no name" in words(pilot)
        assert names(open_book()) == []
        await answered(pilot, "enter")
        assert "13 added, 1 skipped. u takes it back." in words(pilot)
        assert "Welcome to bondtui" not in seen(pilot.app)
        await pilot.press("2")
        await settle(pilot)
        assert "13 people" in seen(pilot.app)
        assert len(names(open_book())) == 13
        await pilot.press("u")
        await until(pilot, lambda: "Nobody is in the book yet" in seen(pilot.app))
        assert names(open_book()) == []


@pytest.mark.parametrize(
    "way", [("2",), ("3",), ("4",), ("5",), ("enter",)], ids=["people", "journey", "work", "insights", "page"]
)
async def test_a_file_can_be_imported_from_every_screen(
    book: Book, people: dict[str, str], downloads: Path, way: tuple[str, ...]
) -> None:
    async with over(book, SMALL, *way) as pilot:
        before = pilot.app.screen
        assert isinstance(await opened(pilot, "i"), FileDialog)
        await answered(pilot, "escape")
        assert pilot.app.screen is before


async def test_the_palette_imports_too(book: Book, downloads: Path) -> None:
    async with over(book, SMALL) as pilot:
        await opened(pilot, "ctrl+p")
        await write(pilot, "Import")
        await until(pilot, lambda: "bring in contacts" in words(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FileDialog))


@BOTH_SIZES
async def test_the_picker_begins_with_what_was_downloaded_last_and_hides_what_is_hidden(
    book: Book, downloads: Path, size: tuple[int, int]
) -> None:
    for number, name in enumerate(("old.vcf", "new.vcf", "newest.png", ".secret.vcf")):
        (downloads / name).write_text("x" * 1_500)
        os.utime(downloads / name, (1_700_049_600 + number * 86_400 * 400,) * 2)
    (downloads / "Takeout").mkdir()
    async with over(book, size) as pilot:
        files = await picker(pilot)
        assert path_of(pilot) == "~/Downloads/"
        assert files.entry is not None
        assert files.entry.name == "new.vcf"
        assert [word for word in words(pilot).split() if word.endswith(("/", "png", "vcf"))] == [
            *("~/Downloads/", "../", "Takeout/", "newest.png", "new.vcf", "old.vcf")
        ]
        assert "newest.png 2 KB 23 Jan new.vcf" in words(pilot)
        await pilot.press("full_stop")
        assert ".secret.vcf" in seen(pilot.app)


async def test_without_downloads_the_picker_begins_at_home(book: Book, own_home: Path) -> None:
    (own_home / "friends.md").write_text("# Friends\n")
    async with over(book, SMALL) as pilot:
        await picker(pilot)
        assert path_of(pilot) == "~/"
        assert "friends.md" in seen(pilot.app)


async def test_a_path_is_typed_with_completion_and_the_list_shows_what_fits(book: Book, downloads: Path) -> None:
    (downloads / "Takeout" / "Contacts").mkdir(parents=True)
    (downloads / "Takeout" / "Contacts" / "Alle Kontakte.vcf").write_text(CARD.format("Ada Palm"))
    (downloads / "other.vcf").touch()
    async with over(book, SMALL) as pilot:
        files = await picker(pilot)
        await write(pilot, "take")
        assert files.count() == 1
        await pilot.press("tab")
        await until(pilot, lambda: "Contacts/" in seen(pilot.app))
        assert path_of(pilot) == "~/Downloads/Takeout/"
        await pilot.press("c", "tab")
        await until(pilot, lambda: "Alle Kontakte.vcf" in seen(pilot.app))
        await pilot.press("tab")
        assert path_of(pilot) == "~/Downloads/Takeout/Contacts/Alle Kontakte.vcf"
        await pilot.press("enter")
        await previewed(pilot)
        assert "Ada Palm" in seen(pilot.app)


async def test_the_arrows_find_a_file_through_the_folders_and_back_up(book: Book, downloads: Path) -> None:
    (downloads / "Takeout").mkdir()
    (downloads.parent / "ada.vcf").write_text(CARD.format("Ada Palm"))
    async with over(book, SMALL) as pilot:
        files = await picker(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: path_of(pilot) == "~/Downloads/Takeout/" and files.count() == 1)
        for where in ("~/Downloads/", "~/"):
            await pilot.press("pageup", "enter")
            await until(pilot, lambda where=where: path_of(pilot) == where)
        await until(pilot, lambda: "ada.vcf" in seen(pilot.app))
        await write(pilot, "ada")
        await pilot.press("enter")
        await previewed(pilot)
        assert "Ada Palm" in seen(pilot.app)


@pytest.mark.parametrize("typed", ["~/Downloads/a b.vcf", "/{}/Downloads/../Downloads/a b.vcf"], ids=["home", "root"])
async def test_a_second_slash_or_a_tilde_begins_the_path_anew(
    book: Book, own_home: Path, downloads: Path, typed: str
) -> None:
    (downloads / "a b.vcf").write_text(CARD.format("Ada Palm"))
    async with over(book, SMALL) as pilot:
        await picker(pilot)
        start, rest = typed[:2].replace("{", ""), typed[2:].replace("}", str(own_home).lstrip("/"))
        await write(pilot, start)
        assert path_of(pilot) == start
        pilot.app.screen.query_one(PathInput).insert_text_at_cursor(rest)
        await pilot.press("enter")
        await previewed(pilot)
        assert "Ada Palm" in seen(pilot.app)


@pytest.mark.parametrize("how", ["{}", "'{}'", '"{}"', "file://{}", " {} \n"])
async def test_a_pasted_or_dropped_path_takes_the_place_of_what_stood_there(
    book: Book, tmp_path: Path, downloads: Path, how: str
) -> None:
    file = tmp_path / "a b.vcf"
    file.write_text(CARD.format("Ada Palm"))
    text = str(file).replace(" ", "%20") if "file:" in how else str(file)
    async with over(book, SMALL) as pilot:
        await picker(pilot)
        pilot.app.post_message(events.Paste(how.format(text)))
        await until(pilot, lambda: "a" in path_of(pilot) and "Downloads" not in path_of(pilot))
        await pilot.press("enter")
        await previewed(pilot)
        assert "Ada Palm" in seen(pilot.app)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nobody.vcf", "nobody.vcf is not a file."),
        ("~/nowhere/x.vcf", "is not a file."),
        ("~nobody-here/x.vcf", "There is no place ~nobody-here/x.vcf."),
        ("picture.png", "picture.png is of no kind that can be imported."),
        ("empty.csv", "empty.csv is of no kind that can be imported."),
    ],
)
async def test_what_cannot_be_imported_is_said_in_one_sentence_and_what_was_typed_stays(
    book: Book, downloads: Path, typed: str, said: str
) -> None:
    (downloads / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (downloads / "empty.csv").touch()
    async with over(book, SMALL) as pilot:
        await picker(pilot)
        if typed.startswith("~"):
            await retype(pilot, typed)
        else:
            await write(pilot, typed)
        await pilot.press("enter")
        await until(pilot, lambda: said in words(pilot))
        assert isinstance(pilot.app.screen, FileDialog)
        assert path_of(pilot).endswith(typed)


async def test_hostile_file_names_are_shown_harmlessly_and_can_be_chosen(
    book: Book, open_book: Callable[..., Book], downloads: Path
) -> None:
    hostile = ["Ann [x].vcf", "[@click=app.quit]x.vcf", "osc\x1b]52;c;ZXZpbA==\x07.vcf", "two\nlines\u202e.vcf"]
    hostile += [os.fsdecode(b"no\xff\xfeutf8.vcf"), "n" * 200 + ".vcf", "\x1b[2J", "'-rf'.vcf"]
    for number, name in enumerate(hostile):
        place = downloads / name if name.endswith(".vcf") else downloads / name / "inside.vcf"
        place.parent.mkdir(exist_ok=True)
        place.write_text(CARD.format(f"Person {number}"))
    async with over(book, LARGE) as pilot:
        await picker(pilot)
        assert "[@click=app.quit]x.vcf" in seen(pilot.app)
        assert not STEERING & set(seen(pilot.app))
        found = set()
        await pilot.press("pageup", "down")
        for _ in hostile[1:]:
            await pilot.press("down", "enter")
            await previewed(pilot)
            assert not STEERING & set(seen(pilot.app))
            found |= set(re.findall(r"Person \d", seen(pilot.app)))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, FileDialog))
        await pilot.press("pageup", "down", "enter")
        await until(pilot, lambda: "inside.vcf" in seen(pilot.app))
        await pilot.press("enter")
        await previewed(pilot)
        found |= set(re.findall(r"Person \d", seen(pilot.app)))
        assert len(found) == len(hostile)
        await answered(pilot, "enter")
    assert open_book().contacts.count() == 1


@BOTH_SIZES
async def test_the_columns_of_a_table_are_said_once_and_remembered(
    book: Book, open_book: Callable[..., Book], downloads: Path, size: tuple[int, int]
) -> None:
    (downloads / "kunden.csv").write_text(TABLE)
    (downloads / "next.csv").write_text(TABLE.replace("Ada", "Eva").replace("ada", "eva"))
    async with over(book, size) as pilot:
        await chosen(pilot, "kunden")
        await until(pilot, lambda: isinstance(pilot.app.screen, ColumnsDialog) and "Such as" in words(pilot))
        assert "Kunde Lumen kept in about Ansprechpartner Ada Palm name" in words(pilot)
        assert "Mail-Adresse ada@palm.example email" in words(pilot)
        await pilot.press("space")
        await until(pilot, lambda: isinstance(pilot.app.screen, FieldDialog))
        await pilot.press("home", *["down"] * 4, "enter")
        await until(pilot, lambda: "Kunde Lumen company" in words(pilot))
        await pilot.press("enter")
        await previewed(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "Kunde Lumen company" in words(pilot))
        await pilot.press("enter")
        await previewed(pilot)
        await answered(pilot, "enter")
        await chosen(pilot, "next")
        await until(pilot, lambda: "Kunde Lumen company" in words(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FileDialog))
        assert path_of(pilot) == "~/Downloads/next"
    assert {(each.name, each.company) for each in open_book().contacts.list()} == {
        ("Ada Palm", "Lumen"),
        ("Bo Lind", "Fjord"),
    }


async def test_a_table_in_which_nothing_is_a_name_is_not_gone_on_with(book: Book, downloads: Path) -> None:
    (downloads / "t.csv").write_text("Name,Shoe\nAda,38\n")
    async with over(book, SMALL) as pilot:
        await chosen(pilot, "t.csv")
        await until(pilot, lambda: isinstance(pilot.app.screen, ColumnsDialog))
        await pilot.press("space")
        await until(pilot, lambda: isinstance(pilot.app.screen, FieldDialog))
        await pilot.press("end", "enter")
        await until(pilot, lambda: "Name Ada left out" in words(pilot))
        await pilot.press("enter")
        assert "Say which column is the name, or at least an e-mail" in words(pilot)


@BOTH_SIZES
async def test_who_one_is_in_a_chat_is_asked_and_the_senders_are_offered(
    book: Book, open_book: Callable[..., Book], downloads: Path, size: tuple[int, int]
) -> None:
    copy(SAMPLES / "whatsapp-android.txt", downloads)
    async with over(book, size) as pilot:
        await chosen(pilot, "")
        await until(pilot, lambda: isinstance(pilot.app.screen, SenderDialog) and "Ines Duarte" in seen(pilot.app))
        await pilot.press("j", "enter")
        await previewed(pilot)
        assert "WhatsApp chat · 4 days 4 new New contacts Ines Duarte" in words(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, SenderDialog) and "▌Rui Castro" in seen(pilot.app))
        await pilot.press("enter")
        await previewed(pilot)
        await answered(pilot, "enter")
        assert "4 added. u takes it back." in words(pilot)
    ines = open_book().contacts.find("Ines Duarte")
    assert open_book().interactions.count(ines.uid) == 4


async def test_the_mouse_does_it_too(book: Book, open_book: Callable[..., Book], downloads: Path) -> None:
    (downloads / "ada.vcf").write_text(CARD.format("Ada Palm"))
    async with over(book, SMALL) as pilot:
        files = await picker(pilot)
        await pilot.click(files, offset=(3, 1), times=2)
        await previewed(pilot)
        await pilot.click(".hints", offset=(1, 0))
        await until(pilot, lambda: not pilot.app.screen.is_modal)
    assert names(open_book()) == ["Ada Palm"]


async def test_importing_again_says_there_is_nothing_new_and_offers_nothing(book: Book, downloads: Path) -> None:
    copy(SAMPLES / "friends.md", downloads)
    async with over(book, SMALL) as pilot:
        await chosen(pilot, "")
        await previewed(pilot)
        await answered(pilot, "enter")
        version = book.version()
        await chosen(pilot, "")
        await previewed(pilot)
        assert "There is nothing in it that is not in the book already." in words(pilot)
        assert "enter Import" not in words(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PreviewDialog)
        assert book.version() == version


async def test_a_file_without_anybody_says_so(book: Book, downloads: Path) -> None:
    copy(SAMPLES / "meetings.ics", downloads)
    async with over(book, SMALL) as pilot:
        await chosen(pilot, "")
        await previewed(pilot)
        assert "0 new 10 skipped" in words(pilot)
        assert "There is nothing in it that could be imported." in words(pilot)


@BOTH_SIZES
async def test_all_warnings_can_be_read_before_anything_is_imported(
    book: Book, downloads: Path, size: tuple[int, int]
) -> None:
    copy(SAMPLES / "broken.vcf", downloads)
    async with over(book, size) as pilot:
        await chosen(pilot, "")
        await previewed(pilot)
        assert "broken.vcf · vCard · 8 cards 7 new 1 skipped" in words(pilot)
        assert "line 9 This line is no property" in words(pilot)
        await pilot.press("G")
        await pilot.pause()
        assert "line 37 This card has no END" in words(pilot)
        await pilot.press("g", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FileDialog))


async def test_hostile_names_cells_and_columns_stay_text(
    book: Book, open_book: Callable[..., Book], downloads: Path
) -> None:
    cells = [each.replace('"', '""') for each in HOSTILE]
    rows = "".join(f'"{cell}","=cmd|{number}","x{number}@x.example"\n' for number, cell in enumerate(cells))
    (downloads / "hostile.csv").write_text(f'Name,"[@click=app.quit]Org[/]",E-mail\n{rows}', "utf-8")
    async with over(book, SMALL) as pilot:
        await chosen(pilot, "host")
        await until(
            pilot, lambda: isinstance(pilot.app.screen, ColumnsDialog) and "[@click=app.quit]" in seen(pilot.app)
        )
        await pilot.press("enter")
        await previewed(pilot)
        assert "Ann [/x]" in seen(pilot.app)
        assert not STEERING & set(seen(pilot.app))
        await answered(pilot, "enter")
        assert pilot.app.is_running
    assert len(names(open_book())) == len(HOSTILE)


@BOTH_SIZES
async def test_a_thousand_rows_are_imported_with_the_first_names_to_see(
    book: Book, open_book: Callable[..., Book], downloads: Path, size: tuple[int, int]
) -> None:
    (downloads / "many.vcf").write_text("".join(CARD.format(f"Person {number:04}") for number in range(1_000)))
    async with over(book, size) as pilot:
        await chosen(pilot, "many")
        await previewed(pilot)
        assert "1,000 new New contacts · the first 200 Person 0000" in words(pilot)
        await answered(pilot, "enter")
        assert "1,000 added. u takes it back." in words(pilot)
    assert open_book().contacts.count() == 1_000


@BOTH_SIZES
async def test_an_import_that_is_stopped_leaves_nothing_and_can_be_begun_again(
    book: Book, open_book: Callable[..., Book], downloads: Path, held: Held, size: tuple[int, int]
) -> None:
    (downloads / "many.vcf").write_text("".join(CARD.format(f"Person {number:04}") for number in range(1_000)))
    held.which = lambda path, wanted: not wanted.dry_run
    async with over(book, size) as pilot:
        await chosen(pilot, "many")
        await previewed(pilot)
        await pilot.press("enter")
        await until(pilot, held.there.is_set)
        await until(pilot, lambda: "of 1,000 …" in words(pilot) and "Escape stops it" in words(pilot))
        await pilot.press("enter", "escape")
        await until(pilot, lambda: "Stopping …" in words(pilot))
        held.go.set()
        await until(pilot, lambda: "The import was stopped; nothing of it is in the book." in words(pilot))
        assert open_book().contacts.count() == 0
        assert "1,000 new" in words(pilot)
        await pilot.press("G")
        assert "Person 0199" in words(pilot)
        await answered(pilot, "enter")
    assert open_book().contacts.count() == 1_000


async def test_leaving_the_app_stops_an_import_and_nothing_of_it_stays(
    book: Book, open_book: Callable[..., Book], downloads: Path, held: Held
) -> None:
    (downloads / "many.vcf").write_text("".join(CARD.format(f"Person {number:04}") for number in range(1_000)))
    held.which = lambda path, wanted: not wanted.dry_run
    async with over(book, SMALL) as pilot:
        await chosen(pilot, "many")
        await previewed(pilot)
        await pilot.press("enter")
        await until(pilot, held.there.is_set)
    held.go.set()
    assert open_book().contacts.count() == 0


async def test_a_preview_that_comes_too_late_is_not_shown(book: Book, downloads: Path, held: Held) -> None:
    for name in ("slow", "quick"):
        (downloads / f"{name}.vcf").write_text("".join(CARD.format(f"{name} {number}") for number in range(300)))
    held.which = lambda path, wanted: path.stem == "slow"
    async with over(book, SMALL) as pilot:
        await chosen(pilot, "slow")
        await until(pilot, held.there.is_set)
        assert "Reading" in words(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FileDialog))
        await retype(pilot, "~/Downloads/quick")
        await until(pilot, lambda: "quick.vcf" in seen(pilot.app))
        await pilot.press("enter")
        await previewed(pilot)
        held.go.set()
        await settle(pilot)
        assert "quick.vcf · vCard · 300 cards" in words(pilot)
        assert "slow" not in words(pilot)


async def test_an_import_that_fails_says_why_and_changes_nothing(
    book: Book, open_book: Callable[..., Book], downloads: Path
) -> None:
    file = downloads / "ada.vcf"
    file.write_text(CARD.format("Ada Palm"))
    async with over(book, SMALL) as pilot:
        await chosen(pilot, "")
        await previewed(pilot)
        file.unlink()
        await pilot.press("enter")
        await until(pilot, lambda: "ada.vcf is not a file." in words(pilot))
        assert isinstance(pilot.app.screen, PreviewDialog)
        assert open_book().contacts.count() == 0
        file.write_text(CARD.format("Ada Palm"))
        await answered(pilot, "enter")
    assert names(open_book()) == ["Ada Palm"]


async def test_what_came_in_from_elsewhere_meanwhile_is_not_said_to_be_new(
    book: Book, open_book: Callable[..., Book], downloads: Path
) -> None:
    file = downloads / "ada.vcf"
    file.write_text(CARD.format("Ada Palm"))
    async with over(book, SMALL) as pilot:
        await chosen(pilot, "")
        await previewed(pilot)
        open_book().exchange.import_file(file, Wanted())
        await answered(pilot, "enter")
        assert "Nothing was new: 1 in the book already." in words(pilot)
    assert names(open_book()) == ["Ada Palm"]


async def test_the_sentence_after_it_names_the_key_that_takes_it_back(
    open_book: Callable[..., Book], settings: Settings, downloads: Path
) -> None:
    (downloads / "ada.vcf").write_text(CARD.format("Ada Palm"))
    book = open_book(settings=replace(settings, keys={"app.undo": "f5", "app.import": "f6"}))
    async with over(book, SMALL) as pilot:
        await opened(pilot, "f6")
        await until(pilot, lambda: "ada.vcf" in seen(pilot.app))
        await pilot.press("enter")
        await previewed(pilot)
        await answered(pilot, "enter")
        assert "1 added. f5 takes it back." in words(pilot)
