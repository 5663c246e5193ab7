"""Marking people and doing something with all of them, by keystrokes: what one sees, the files, and the book."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from rich.cells import cell_len

from bondtui.book import Book, exports
from bondtui.domain.stages import Stage
from bondtui.tui.screens.people import PeopleScreen

from .conftest import HOSTILE, seen, settle
from .dialog_host import write
from .keystrokes import LARGE, SMALL, answered, flat, opened, over, until

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])


@pytest.fixture
def four(add: Callable[..., str]) -> list[str]:
    """Four people by name, all of them due; their uids."""
    return [
        add("Anna Petrova", stage=Stage.PARTNER, company="Studio Lumen", tags=("web",)),
        add("Ben Okafor", stage=Stage.FRIEND),
        add("Cy Lumen"),
        add("Dora Vogel", tags=("web",)),
    ]


def rows(screen: str) -> list[str]:
    """The lines of the table, with their signs."""
    names = ("Petrova", "Okafor", "Cy Lumen", "Vogel")
    return [line[:20].rstrip() for line in screen.split("\n") if any(name in line[:24] for name in names)]


@SIZES
async def test_space_marks_with_a_sign_and_the_count_is_told(
    book: Book, four: list[str], size: tuple[int, int]
) -> None:
    async with over(book, size, "2") as pilot:
        before = seen(pilot.app)
        assert "marked" not in before
        await pilot.press("space", "j", "j", "space")
        assert rows(seen(pilot.app)) == [" ✓ Anna Petrova", "   Ben Okafor", "▌✓ Cy Lumen", "   Dora Vogel"]
        assert "2 marked · 4 people" in seen(pilot.app)
        header, first = (line for line in seen(pilot.app).split("\n") if "Name ▲" in line or "Petrova" in line[:24])
        assert header.index("Name") == first.index("Anna")
        assert header.index("Stage") == first.index("partner")
        assert "space Mark" in seen(pilot.app)
        assert "T Tag" in seen(pilot.app)
        await pilot.press("space", "k", "k", "space")
        assert seen(pilot.app) == before


async def test_marks_stay_while_one_filters_and_escape_clears_them_before_the_filter(
    book: Book, four: list[str]
) -> None:
    async with over(book, SMALL, "2") as pilot:
        await pilot.press("j", "space", "slash", *"lumen", "enter")
        await settle(pilot)
        assert "1 marked · 2 people" in seen(pilot.app)
        await pilot.press("asterisk")
        assert "3 marked · 2 people" in seen(pilot.app)
        assert rows(seen(pilot.app)) == ["▌✓ Anna Petrova", " ✓ Cy Lumen"]
        await pilot.press("asterisk")
        assert "1 marked · 2 people" in seen(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert "2 people by name" in seen(pilot.app)
        assert "marked" not in seen(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert "4 people by name" in seen(pilot.app)


async def test_a_space_typed_into_the_filter_marks_nobody(book: Book, four: list[str]) -> None:
    async with over(book, SMALL, "2") as pilot:
        await pilot.press("slash", *"cy", "space", "asterisk")
        await settle(pilot)
        assert "marked" not in seen(pilot.app)


@SIZES
async def test_all_who_are_marked_are_tagged_in_one_step_and_the_step_is_taken_back(
    book: Book, four: list[str], size: tuple[int, int]
) -> None:
    async with over(book, size, "2") as pilot:
        await pilot.press("asterisk", "j", "space")
        await opened(pilot, "T")
        assert "Tag 3 people" in seen(pilot.app)
        assert "Now: #web" in seen(pilot.app)
        await write(pilot, "#fair -web")
        await answered(pilot, "enter")
        assert "3 contacts are tagged so now." in flat(pilot.app)
        assert "3 marked" in seen(pilot.app)
        assert [book.contacts.get(uid).tags for uid in four] == [("fair",), (), ("fair",), ("fair",)]
        assert book.safety.history()[0].label == "Tagged 3 contacts #fair, no longer #web"
        await pilot.press("u")
        await until(pilot, lambda: "Undone: Tagged 3 contacts" in flat(pilot.app))
        assert [book.contacts.get(uid).tags for uid in four] == [("web",), (), (), ("web",)]


async def test_without_a_mark_the_one_under_the_cursor_is_tagged(book: Book, four: list[str]) -> None:
    async with over(book, SMALL, "2", "j") as pilot:
        await opened(pilot, "T")
        assert "Tag Ben Okafor" in seen(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: "Say which tag" in seen(pilot.app))
        await write(pilot, "vip")
        await answered(pilot, "enter")
    assert [book.contacts.get(uid).tags for uid in four] == [("web",), ("vip",), (), ("web",)]


@SIZES
async def test_all_who_are_marked_are_put_off_in_one_step(book: Book, four: list[str], size: tuple[int, int]) -> None:
    async with over(book, size, "2") as pilot:
        await pilot.press("space", "j", "space")
        await opened(pilot, "s")
        assert "Remind me later of 2 people" in seen(pilot.app)
        await answered(pilot, "w")
        assert "Put off." in seen(pilot.app)
        await settle(pilot)
    snoozed = [book.contacts.get(uid).snoozed_until for uid in four]
    assert snoozed == [date(2026, 11, 30), date(2026, 11, 30), None, None]
    assert book.safety.history()[0].label == "Snoozed 2 contacts until 2026-11-30"


@SIZES
@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("m", {"Anna Petrova.md", "Cy Lumen.md"}),
        ("enter", {"Anna Petrova.md", "Cy Lumen.md"}),
        ("v", {"contacts.vcf"}),
        ("c", {"contacts.csv"}),
        ("i", {"bondtui.ics"}),
    ],
)
async def test_all_who_are_marked_are_exported_and_it_is_said_where_to(
    book: Book, four: list[str], size: tuple[int, int], key: str, names: set[str]
) -> None:
    folder = book.settings.export_dir
    async with over(book, size, "2") as pilot:
        await pilot.press("space", "j", "j", "space")
        await opened(pilot, "x")
        assert "Export 2 people" in seen(pilot.app)
        for told in ("(•) For me", "( ) Handover", "m Notes", "v vCard", "c CSV", "i Calendar", "h Handover"):
            assert told in seen(pilot.app)
        await pilot.press(key)
        where = f"2 notes are in {folder}" if key in ("m", "enter") else f"Written to {folder / min(names)}"
        await until(pilot, lambda: where.replace(" ", "") in flat(pilot.app).replace(" ", ""))
        await answered(pilot, "enter")
        assert where.replace(" ", "") in flat(pilot.app).replace(" ", "")
    assert {path.name for path in folder.iterdir()} == names
    text = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert "Anna Petrova" in text
    assert "Ben" not in text


async def test_what_is_handed_over_is_chosen_by_a_key(book: Book, four: list[str]) -> None:
    book.interactions.log(book.interactions.understand("called Anna Petrova: her divorce !private"))
    async with over(book, SMALL, "2") as pilot:
        await pilot.press("space", "j", "space")
        await opened(pilot, "x")
        await pilot.press("h")
        assert "(•) Handover" in seen(pilot.app)
        await pilot.press("m")
        await until(pilot, lambda: "2 notes are in" in flat(pilot.app))
        text = (book.settings.export_dir / "Anna Petrova.md").read_text()
        assert "divorce" not in text
        await pilot.press("h", "m")
        path = book.settings.export_dir / "Anna Petrova.md"
        await until(pilot, lambda: "divorce" in path.read_text())


async def test_an_export_that_cannot_be_written_says_so_and_the_dialog_stays(book: Book, four: list[str]) -> None:
    book.settings.export_dir.mkdir()
    there = book.settings.export_dir / "contacts.csv"
    there.write_text("mine")
    async with over(book, SMALL, "2") as pilot:
        await pilot.press("space")
        await opened(pilot, "x")
        assert "Export Anna Petrova" in seen(pilot.app)
        await pilot.press("c")
        await until(pilot, lambda: "is no export of a book" in flat(pilot.app))
        await answered(pilot, "escape")
        assert isinstance(pilot.app.screen, PeopleScreen)
    assert there.read_text() == "mine"


async def test_a_long_export_tells_how_far_it_is_and_escape_stops_it(
    book: Book, four: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PAGE", 1)
    go_on, note = threading.Event(), exports.note

    def slow(book: Book, uid: str, *more: object) -> str:
        if uid != four[0]:
            go_on.wait(30)
        return note(book, uid, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "note", slow)
    async with over(book, SMALL, "2") as pilot:
        await pilot.press("asterisk")
        await opened(pilot, "x")
        await pilot.press("m")
        await until(pilot, lambda: "1 of 4 …" in flat(pilot.app))
        await pilot.press("v", "escape")
        go_on.set()
        await until(pilot, lambda: "Stopped: 2 notes are written" in flat(pilot.app))
        await answered(pilot, "escape")
    assert {path.name for path in book.settings.export_dir.iterdir()} == {"Anna Petrova.md", "Ben Okafor.md"}


async def test_an_app_that_is_left_stops_what_it_writes(
    book: Book, four: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "PAGE", 1)
    begun, go_on, note = threading.Event(), threading.Event(), exports.note

    def slow(book: Book, uid: str, *more: object) -> str:
        begun.set()
        go_on.wait(30)
        return note(book, uid, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "note", slow)
    async with over(book, SMALL, "2") as pilot:
        await pilot.press("asterisk")
        await opened(pilot, "x")
        await pilot.press("m")
        await until(pilot, begun.is_set)
        await pilot.press("ctrl+q")
        go_on.set()
    assert len(list(book.settings.export_dir.iterdir())) <= 2


async def test_marks_of_who_was_removed_are_no_marks(book: Book, four: list[str]) -> None:
    async with over(book, SMALL, "2") as pilot:
        await pilot.press("space", "j", "space")
        book.contacts.remove(four[0])
        await opened(pilot, "T")
        assert "Tag Ben Okafor" in seen(pilot.app)
        await answered(pilot, "escape")
        book.contacts.remove(four[1])
        await pilot.press("x")
        await until(pilot, lambda: "not in the book any more" in flat(pilot.app))
        assert isinstance(pilot.app.screen, PeopleScreen)
        assert "2 people by name" in seen(pilot.app)
        assert "✓" not in seen(pilot.app)


@SIZES
async def test_hostile_names_keep_their_lines_with_signs_too(
    book: Book, add: Callable[..., str], size: tuple[int, int]
) -> None:
    for name in (*HOSTILE, "田中 健"):
        add(name, stage=Stage.PARTNER, company="[red]Co[/red]", tags=("[b]",))
    async with over(book, size, "2") as pilot:
        await pilot.press("asterisk", "j", "space")
        lines = [line for line in seen(pilot.app).split("\n") if " partner " in line and line[1:3] in ("✓ ", "  ")]
        assert [line[1:3] for line in lines].count("✓ ") == len(HOSTILE)
        assert len(lines) == len(HOSTILE) + 1
        assert len({cell_len(line[: line.index(" partner ")]) for line in lines}) == 1
        await opened(pilot, "T")
        assert "Now: #[b]" in seen(pilot.app)
        await answered(pilot, "escape")
        await opened(pilot, "x")
        await pilot.press("m")
        await until(pilot, lambda: f"{len(HOSTILE)} notes are in" in flat(pilot.app))
        await answered(pilot, "escape")
