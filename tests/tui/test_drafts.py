"""Every form can be kept and opened again with what had been typed, also when the book has changed meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from bondtui.book import Book, drafts
from bondtui.book.drafts import Draft
from bondtui.domain.stages import Stage
from bondtui.tui import drafts as app_drafts
from bondtui.tui.app import BondApp
from bondtui.tui.screens.dialogs import ConfirmDialog
from bondtui.tui.screens.dialogs.draft import DraftDialog
from bondtui.tui.screens.dialogs.fields import Choice
from bondtui.tui.screens.dialogs.form import FormDialog
from bondtui.tui.screens.dialogs.kinds import FORMS
from bondtui.tui.screens.dialogs.work import WorkDialog
from bondtui.tui.screens.log import LogScreen

from .conftest import seen
from .dialog_host import Host, a_book, write
from .keystrokes import SMALL, flat, opened, over, until

ANNA, MARKUP = "Anna Petrova", "[@click=app.quit]x[/]"


def about(book: Book) -> dict[str, tuple[str | int | None, ...]]:
    """For each form, what it could be opened on."""
    uid = book.contacts.find(ANNA).uid
    happened = book.interactions.log(book.interactions.understand(f"called {ANNA}: the course #thanked")).interaction
    promise = book.follow_ups.promise(uid, date(2026, 12, 1), "send the quote")
    project = book.work.add(uid, "Web shop")
    one = {"ContactDialog": (uid,), "InteractionDialog": (happened.uid,), "FollowUpDialog": (promise.id,)}
    on_contact = dict.fromkeys(("MoveDialog", "PromiseDialog", "ReferrerDialog"), (uid,))
    more = {"ShiftDialog": (uid, Stage.FRIEND), "SnoozeDialog": (uid, None), "NewProjectDialog": (None,)}
    on_project = dict.fromkeys(
        ("ConcessionDialog", "EditProjectDialog", "FinishDialog", "LoseDialog", "PaymentDialog"), (project.id,)
    )
    several = dict.fromkeys(("SnoozeSeveralDialog", "TagDialog"), (uid, book.contacts.find("Omar Haddad").uid))
    steps = dict.fromkeys(("TickDialog", "WaiveDialog"), (project.id, 1))
    return one | on_contact | more | on_project | steps | several


def leaves(form: type[Any]) -> set[str]:
    """The forms there are, by name."""
    return {form.__name__}.union(*(leaves(each) for each in form.__subclasses__()))


async def fill(pilot: Pilot[Any], form: FormDialog[Any]) -> dict[str, object]:
    """Write something else into every field; what stands in them then."""
    for key, field in form.fields.items():
        match field.value, field.control:
            case was, Choice() as choice:
                field.put(next(each for each in choice.words if each != was))
            case bool() as yes, _:
                field.put(not yes)
            case tuple(), _:
                field.put(["idea", "invited"])
            case _:
                field.put(f"{key} [b] 田中")
    await pilot.pause()
    return form.values()


def test_every_form_there_is_can_be_opened_again() -> None:
    assert set(FORMS) == leaves(FormDialog) - {FormDialog.__name__, WorkDialog.__name__}


@pytest.mark.parametrize("name", FORMS)
async def test_a_form_comes_back_from_the_file_as_it_was_left(tmp_path: Path, name: str) -> None:
    book = a_book(tmp_path)
    on = about(book)[name]
    app = Host(book, lambda: FORMS[name](book, *on))
    async with app.run_test(size=(100, 50)) as pilot:
        form = app.screen
        assert isinstance(form, FormDialog)
        assert form.unsaved() is None
        typed = await fill(pilot, form)
        draft = form.unsaved()
        assert draft is not None
        assert draft.doing
    drafts.keep(book.path, [draft])
    app = Host(book, lambda: app_drafts.reopened(book, *drafts.kept(book.path)) or ConfirmDialog("gone"))
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.pause()
        again = app.screen
        assert isinstance(again, FormDialog)
        assert again.values() == typed
        assert again.changed
        assert "This is what you had typed; it is not in the book yet." in seen(app)
    book.close()


@pytest.mark.parametrize(
    "draft",
    [
        Draft("ContactDialog", (), "editing", {"name": "Zoe"}),
        Draft("ContactDialog", ("c1",), "editing", {"name": "Zoe"}),
        Draft("ContactDialog", ("c1", "c2", "c3"), "editing", {"name": "Zoe"}),
        Draft("FollowUpDialog", (5,), "changing", {"text": "Zoe"}),
        Draft("ContactDialog", (10**30,), "editing", {"name": "Zoe"}),
        Draft("ShiftDialog", ("c1", "boss"), "moving", {"reason": "Zoe"}),
        Draft("TickDialog", ("p1", 99), "ticking", {"on": "Zoe"}),
        Draft("SecretDialog", ("c1",), "doing what an older version could", {"name": "Zoe"}),
    ],
    ids=["nobody", "gone", "too many", "no id", "too high", "no stage", "no step", "unknown"],
)
async def test_a_form_that_cannot_be_opened_again_can_still_be_read(book: Book, draft: Draft) -> None:
    drafts.keep(book.path, [draft])
    app = BondApp(book)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DraftDialog) and "Zoe" in seen(app))
        await pilot.press("y", "enter")
        await until(pilot, lambda: not isinstance(app.screen, DraftDialog))
    assert [each.id for each in drafts.kept(book.path)] == [draft.id]


async def test_ctrl_q_leaves_a_form_and_keeps_what_was_typed_until_it_is_discarded(
    book: Book, people: dict[str, str]
) -> None:
    app = BondApp(book)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "e")
        await write(pilot, " Berg")
        await pilot.press("ctrl+q")
    assert app.return_code == 0
    assert [each.typed for each in drafts.kept(book.path)] == [{"name": "Anna Petrova Berg"}]
    app = BondApp(book)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DraftDialog))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, DraftDialog))
        await pilot.press("q")
    assert len(drafts.kept(book.path)) == 1
    app = BondApp(book)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DraftDialog))
        await pilot.press("y")
        await until(pilot, lambda: "Not saved yet." in seen(app))
        await pilot.press("escape", "y")
        await until(pilot, lambda: not isinstance(app.screen, FormDialog))
        await until(pilot, lambda: drafts.kept(book.path) == [])
    assert book.contacts.get(people["anna"]).name == ANNA


async def test_a_line_that_waits_in_the_closed_log_bar_is_kept_too(book: Book, people: dict[str, str]) -> None:
    app = BondApp(book)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot, "l")
        await write(pilot, "met Ben Okafor: the park")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, LogScreen))
        await pilot.press("q")
    assert [each.typed["line"] for each in drafts.kept(book.path)] == ["met Ben Okafor: the park"]


async def test_drafts_that_cannot_be_read_do_not_stop_the_start(book: Book, people: dict[str, str]) -> None:
    drafts.file_of(book.path).write_text('{"drafts": [{"kind": "Contact')
    async with over(book, SMALL) as pilot:
        await until(pilot, lambda: "could not be read; it lies in" in flat(pilot.app))
        assert "Check-ins" in seen(pilot.app)
    assert book.path.with_name("book.draft.unreadable.json").exists()


async def test_what_the_book_says_by_now_stands_beside_what_had_been_typed(book: Book, people: dict[str, str]) -> None:
    uid = people["anna"]
    form = book.contacts.form(uid)
    typed = {"company": "Lumen Oslo", "role": "owner"}
    drafts.keep(
        book.path, [Draft("ContactDialog", (uid,), f"editing {ANNA}", typed, {"company": form.company, "role": ""})]
    )
    book.contacts.edit(uid, replace(form, company="Northlight"))
    app = BondApp(book)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: f"You were editing {ANNA} when bondtui was closed. Go on with it?" in flat(app))
        await pilot.press("y")
        await until(pilot, lambda: "Not saved yet. In the book now: Northlight" in flat(app))
        assert flat(app).count("In the book now") == 1
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "What you had typed is in the book." in flat(app))
    assert (book.contacts.form(uid).company, book.contacts.form(uid).role) == ("Lumen Oslo", "owner")
    assert drafts.kept(book.path) == []


async def test_drafts_are_offered_one_after_the_other_and_a_line_at_the_end(book: Book, people: dict[str, str]) -> None:
    line = {"line": "met Ben Okafor: the park", "text": "", "meant": {}}
    kept = [
        Draft("LogScreen", (people["ben"],), "writing a line", line),
        Draft("ContactDialog", (None,), "adding a contact", {"name": "Zoe Lind"}, {"name": ""}),
        Draft("PromiseDialog", (people["anna"],), "noting a promise", {"when": "2w", "text": "call"}),
    ]
    drafts.keep(book.path, kept)
    app = BondApp(book)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: "You were adding a contact" in flat(app))
        await pilot.press("y")
        await until(pilot, lambda: "Add a contact" in seen(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "You were noting a promise" in flat(app))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, LogScreen) and "met Ben Okafor: the park" in seen(app))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, LogScreen))
        assert [each.kind for each in drafts.kept(book.path)] == ["LogScreen"]
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, LogScreen))
        await pilot.press("ctrl+u", "escape")
        await until(pilot, lambda: not isinstance(app.screen, LogScreen))
    assert drafts.kept(book.path) == []
    assert [each.name for each in book.contacts.list("zoe")] == ["Zoe Lind"]
    assert not [each for each in book.contacts.page(people["anna"]).follow_ups if each.text == "call"]


async def test_a_line_about_somebody_who_is_gone_comes_back_and_says_so(
    book: Book, people: dict[str, str], open_book: Callable[..., Book]
) -> None:
    line = {"line": "talked about the park", "text": "and more", "meant": {"ben": 99}}
    drafts.keep(book.path, [Draft("LogScreen", (people["ben"],), "writing a line", line)])
    book.contacts.remove(people["ben"])
    app = BondApp(book)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: "Whom this was about is no longer in the book." in flat(app))
        await until(pilot, lambda: "talked about the park" in seen(app) and "and more" in seen(app))


async def test_what_another_wrote_into_a_draft_does_not_steer_the_terminal(book: Book, people: dict[str, str]) -> None:
    hostile = f"\x1b]52;c;aGk=\x07{MARKUP}\u202e"
    typed = {"name": hostile, "about": f"{hostile}\n{hostile}", "company": 5, "role": ["x"], "tags": None}
    drafts.keep(book.path, [Draft("ContactDialog", (None,), f"adding {hostile}", typed)])
    drafts.keep(book.path, [Draft("LogScreen", (None,), hostile, {"line": hostile, "text": hostile, "meant": [1]})])
    app = BondApp(book)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DraftDialog) and MARKUP in seen(app))
        assert not set(seen(app)) & set("\x1b\x07\u202e")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, FormDialog) and MARKUP in seen(app))
        assert not set(seen(app)) & set("\x1b\x07\u202e")
        await pilot.press("escape", "y")
        await until(pilot, lambda: isinstance(app.screen, LogScreen) and MARKUP in seen(app))
        assert not set(seen(app)) & set("\x1b\x07\u202e")
