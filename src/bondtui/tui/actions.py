"""The one table of actions: footer, palette, the help screen, the keymap and README's key table come from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

ACTING, GOING, MOVING = "Contacts", "Going places", "Moving in a list"
WORKING, LOGGING, FILLING = "On Work and a project's page", "In the log bar", "In a form"
LOOKING, EXPORTING, ASKED = "On Insights", "Exporting", "When asked"
EXPORTING_SEVERAL = "Exporting all who are marked"
CHOOSING, TELLING, IMPORTING = "Choosing a file", "Saying what a file does not tell", "Before it is imported"
PAIRING, MERGING = "On Duplicates", "Making one contact of two"
KEPT = "When something typed was kept"
SCREENS = frozenset({ACTING, WORKING, LOOKING, PAIRING, GOING, MOVING})
"""The groups whose keys work on the screens. Each of the others has its dialog, and its keys, to itself."""

_WITH_KEYS_OF_THEIR_OWN = (WORKING, LOOKING, PAIRING)
_IN_DIALOGS = (LOGGING, FILLING, EXPORTING, EXPORTING_SEVERAL, CHOOSING, TELLING, IMPORTING, MERGING, ASKED, KEPT)
EVERYWHERE = frozenset({"app.suspend", "app.leave"})
"""What works in dialogs and fields too, so that no key that writes may be theirs."""

_ON_THEM_TOO = ("app.", "list.", "screen.", "contact.open", "contact.log")


@dataclass(frozen=True, slots=True)
class Action:
    """`key` lists its keys with commas, as Textual wants them; `call` is the action string."""

    id: str
    key: str
    call: str
    label: str
    help: str
    group: str
    in_palette: bool = True


ACTIONS: tuple[Action, ...] = (
    Action("contact.log", "l", "log", "Log", "write down what happened, in one line", ACTING),
    Action("contact.snooze", "s", "snooze", "Snooze", "be reminded later", ACTING),
    Action("contact.done", "d", "done", "Done", "close a promise; log a check-in", ACTING),
    Action("contact.move", "m", "move", "Stage", "move to another stage, with the reason", ACTING),
    Action("contact.promise", "p", "promise", "Promise", "note something promised and its day", ACTING),
    Action("contact.export", "x", "export", "Export", "write a summary of the contact to a file", ACTING),
    Action("contact.tag", "T", "tag", "Tag", "tag the marked contacts, or take tags off", ACTING),
    Action("contact.add", "a", "add", "Add", "add a contact", ACTING),
    Action("contact.edit", "e", "edit", "Edit", "change what is known of the contact", ACTING),
    Action("nudge.accept", "y", "accept_nudge", "Accept", "make the move that is suggested", ACTING),
    Action("nudge.dismiss", "n", "dismiss_nudge", "Dismiss", "put it away until there is new evidence", ACTING),
    Action("stage.forward", "greater_than_sign", "shift(1)", "Forward", "on the board: one stage on", ACTING),
    Action("stage.back", "less_than_sign", "shift(-1)", "Back", "on the board: one stage back", ACTING),
    Action("contact.signal", "number_sign", "signal", "Signal", "add a signal to the latest interaction", ACTING),
    Action("contact.referrer", "r", "referrer", "Referrer", "say who recommended them", ACTING),
    Action("contact.open", "enter", "open", "Open", "open what is under the cursor", ACTING),
    Action("contact.project", "w", "project", "Project", "on a contact's page: add a project for them", ACTING),
    Action("entry.amend", "c", "amend", "Correct", "correct the entry under the cursor", ACTING),
    Action("entry.remove", "delete", "remove", "Remove", "remove what is under the cursor", ACTING),
    Action("contact.archive", "z", "archive", "Archive", "put the contact away, or take it out again", ACTING),
    Action("project.add", "a", "add_project", "Add", "add a project", WORKING),
    Action("step.tick", "space", "tick", "Tick", "the step is done today; again: it is open", WORKING),
    Action("step.date", "c", "tick_on", "Day", "say on which day the step was done", WORKING),
    Action("step.waive", "w", "waive", "Waive", "the step is not needed here, and why", WORKING),
    Action("project.pay", "dollar_sign", "pay", "Payment", "note money received, or paid back", WORKING),
    Action("project.concede", "o", "concede", "Concession", "note what they asked beyond the deal", WORKING),
    Action("project.finish", "f", "finish", "Finish", "end the project: how it went, what it changed", WORKING),
    Action("project.lose", "L", "lose", "Lost", "note that the project will not come", WORKING),
    Action("project.edit", "e", "edit_project", "Edit", "change what is known of the project", WORKING),
    Action("project.person", "p", "person", "Person", "open the page of the project's contact", WORKING),
    Action("project.remove", "delete", "remove_line", "Remove", "remove the payment, or the project", WORKING),
    Action("work.earlier", "left_square_bracket,left", "year(-1)", "Earlier", "the income of the year before", WORKING),
    Action("work.later", "right_square_bracket,right", "year(1)", "Later", "the income of the year after", WORKING),
    Action("insight.previous", "left", "view(-1)", "Before", "the view before", LOOKING),
    Action("insight.next", "right", "view(1)", "Next", "the next view", LOOKING),
    Action("insight.earlier", "left_square_bracket", "year(-1)", "Earlier", "the year before", LOOKING),
    Action("insight.later", "right_square_bracket", "year(1)", "Later", "the year after", LOOKING),
    Action("insight.all", "t", "all_years", "All years", "all the years at once; again: one", LOOKING),
    Action("pair.merge", "m", "merge", "Merge", "make one contact of the two", PAIRING),
    Action("pair.pass", "n", "pass_over", "Two people", "leave the pair out until the app is closed", PAIRING),
    Action("app.today", "1", "app.mode('today')", "Today", "who to get in touch with, and why", GOING),
    Action("app.people", "2", "app.mode('people')", "People", "everybody in the book", GOING),
    Action("app.journey", "3", "app.mode('journey')", "Journey", "everybody by stage, and who moved", GOING),
    Action("app.work", "4", "app.mode('work')", "Work", "projects, what is owed, and the income", GOING),
    Action("app.insights", "5", "app.mode('insights')", "Insights", "what the whole book shows, in pictures", GOING),
    Action("journey.span", "t", "span", "Span", "count the moves over another span", GOING),
    Action("people.find", "slash", "find", "Find", "filter by name, company, tag or text", GOING),
    Action("people.sort", "o", "sort", "Sort", "sort by the next column", GOING),
    Action("people.reverse", "O", "reverse", "Reverse", "turn the order round", GOING),
    Action("people.duplicates", "D", "duplicates", "Duplicates", "who may be in the book twice", GOING),
    Action("people.mark", "space", "mark", "Mark", "mark for s, x and T; again: not any more", GOING),
    Action("people.mark_all", "asterisk", "mark_all", "Mark all", "mark all who are found; again: none", GOING),
    Action("screen.back", "escape", "back", "Back", "go back, or clear the marks, then the filter", GOING, False),
    Action("app.import", "i", "import", "Import", "bring in contacts, meetings and notes", GOING),
    Action("app.undo", "u", "undo", "Undo", "take the latest change back", GOING),
    Action("app.redo", "ctrl+r", "redo", "Redo", "make it again", GOING),
    Action("app.help", "question_mark", "app.help", "Help", "all keys on one screen", GOING),
    Action("app.palette", "ctrl+p", "app.command_palette", "More", "all actions and names, by typing", GOING, False),
    Action("app.theme", "f2", "app.change_theme", "Theme", "choose the colours for this session", GOING),
    Action("app.history", "U", "history", "History", "what was changed in the book, and when", GOING),
    Action("app.suspend", "ctrl+z", "app.suspend_process", "Suspend", "back to the shell; fg comes back here", GOING),
    Action("app.quit", "q", "app.quit", "Quit", "close the book", GOING),
    Action("app.leave", "ctrl+q", "app.quit", "Quit", "the same from a form; what was typed is kept", GOING, False),
    Action("list.up", "up,k", "line(-1)", "Up", "one line up", MOVING, False),
    Action("list.down", "down,j", "line(1)", "Down", "one line down", MOVING, False),
    Action("list.page_up", "pageup,ctrl+u", "page(-1)", "Page up", "one page up", MOVING, False),
    Action("list.page_down", "pagedown,ctrl+d", "page(1)", "Page down", "one page down", MOVING, False),
    Action("list.top", "home,g", "edge(-1)", "Top", "the first line", MOVING, False),
    Action("list.bottom", "end,G", "edge(1)", "Bottom", "the last line", MOVING, False),
    Action("journey.left", "left", "column(-1)", "Left", "the column on the left", MOVING, False),
    Action("journey.right", "right", "column(1)", "Right", "the column on the right", MOVING, False),
    Action("log.save", "enter", "screen.save", "Save", "write it into the book", LOGGING, False),
    Action("log.save_text", "ctrl+s", "save", "Save", "the same, from the text too", LOGGING, False),
    Action("log.complete", "tab", "complete", "Complete", "a name or #signal; again: the next", LOGGING, False),
    Action("log.next", "ctrl+n", "next_person", "Next", "mean the next who has this name", LOGGING, False),
    Action("log.add", "ctrl+y", "add_person", "Add", "add somebody who is not in the book yet", LOGGING, False),
    Action("log.text", "ctrl+t", "text", "Text", "more text, on several lines", LOGGING, False),
    Action("log.editor", "ctrl+o", "edit", "Editor", "write the text in your editor", LOGGING, False),
    Action("log.close", "escape", "close", "Close", "close; what was typed is kept", LOGGING, False),
    Action("form.save", "ctrl+s", "save", "Save", "save and close", FILLING, False),
    Action("form.cancel", "escape", "cancel", "Cancel", "close without saving", FILLING, False),
    Action("form.done", "ctrl+g", "done", "Done", "the promise is kept; again: open after all", FILLING, False),
    Action("form.remove", "ctrl+r", "remove", "Remove", "take it out of the book", FILLING, False),
    Action("text.undo", "ctrl+b", "undo", "Take back", "take back what was typed in a longer text", FILLING, False),
    Action("snooze.day", "d", "later('1d')", "1 day", "snooze for a day", FILLING, False),
    Action("snooze.week", "w", "later('1w')", "1 week", "snooze for a week", FILLING, False),
    Action("snooze.month", "m", "later('1m')", "1 month", "snooze for a month", FILLING, False),
    Action("snooze.type", "t", "type_it", "Type a day", "snooze until a day you type", FILLING, False),
    Action("export.me", "m", "write('me')", "For me", "a summary with everything", EXPORTING, False),
    Action("export.handover", "h", "write('handover')", "Handover", "one with nothing private", EXPORTING, False),
    Action("export.enter", "enter", "enter", "Write", "write it for me; close when it is written", EXPORTING, False),
    Action("export.close", "escape", "close", "Close", "close", EXPORTING, False),
    Action("file.choose", "enter", "screen.choose", "Choose", "take the file, or go into the folder", CHOOSING, False),
    Action("file.complete", "tab", "screen.complete", "Complete", "write the marked name", CHOOSING, False),
    Action("file.up", "up", "screen.line(-1)", "Up", "one line up", CHOOSING, False),
    Action("file.down", "down", "screen.line(1)", "Down", "one line down", CHOOSING, False),
    Action("file.page_up", "pageup", "screen.page(-1)", "Page up", "one page up", CHOOSING, False),
    Action("file.page_down", "pagedown", "screen.page(1)", "Page down", "one page down", CHOOSING, False),
    Action("file.close", "escape", "back", "Close", "close; nothing is imported", CHOOSING, False),
    Action("tell.go_on", "enter", "screen.go_on", "Go on", "take it, and go on", TELLING, False),
    Action("tell.change", "space", "screen.change", "Change", "say what the column is", TELLING, False),
    Action("tell.back", "escape", "back", "Back", "go back; nothing is imported", TELLING, False),
    Action("import.start", "enter", "start", "Import", "import what is shown", IMPORTING, False),
    Action("import.back", "escape", "back", "Back", "go back, or stop: then nothing of it stays", IMPORTING, False),
    Action("merge.keep", "left", "choose('keep')", "Left", "what the left one says", MERGING, False),
    Action("merge.other", "right", "choose('other')", "Right", "what the right one says", MERGING, False),
    Action("merge.next", "space", "next_choice", "Switch", "left, right, or both", MERGING, False),
    Action("merge.save", "ctrl+s", "save", "Merge", "make one contact of the two", MERGING, False),
    Action("merge.back", "escape", "back", "Back", "leave them as they are", MERGING, False),
    Action(
        "people_export.notes", "m", "write('md')", "Notes", "a note each in Markdown, linked", EXPORTING_SEVERAL, False
    ),
    Action("people_export.cards", "v", "write('vcf')", "vCard", "for address books", EXPORTING_SEVERAL, False),
    Action("people_export.table", "c", "write('csv')", "CSV", "for spreadsheets", EXPORTING_SEVERAL, False),
    Action(
        "people_export.days", "i", "write('ics')", "Calendar", "their check-ins and dates", EXPORTING_SEVERAL, False
    ),
    Action(
        "people_export.turn", "h", "turn", "Handover", "with nothing private; again: for me", EXPORTING_SEVERAL, False
    ),
    Action(
        "people_export.enter",
        "enter",
        "enter",
        "Write",
        "write notes; close when it is written",
        EXPORTING_SEVERAL,
        False,
    ),
    Action("people_export.close", "escape", "close", "Close", "close, or stop the writing", EXPORTING_SEVERAL, False),
    Action("confirm.yes", "y", "answer(True)", "Yes", "do it", ASKED, False),
    Action("confirm.no", "n,escape", "answer(False)", "No", "leave it as it is", ASKED, False),
    Action("draft.go_on", "y", "answer(True)", "Go on", "open the form with what you had typed", KEPT, False),
    Action("draft.discard", "n", "answer(False)", "Discard", "throw away what you had typed", KEPT, False),
    Action("draft.later", "escape", "answer(None)", "Later", "keep it, and ask at the next start", KEPT, False),
)

BY_ID = {action.id: action for action in ACTIONS}

_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "number_sign": "#",
    "asterisk": "*",
    "dollar_sign": "$",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "escape": "esc",
    "pageup": "page up",
    "pagedown": "page down",
    "left": "←",
    "right": "→",
}


def scopes(action: Action) -> tuple[str, ...]:
    """Where the action's keys are taken: two actions that meet in a scope cannot share one.

    The work screens and Insights are scopes of their own: what one does with a contact elsewhere is not bound there.
    """
    if action.id in EVERYWHERE:
        return ("", *_WITH_KEYS_OF_THEIR_OWN, *_IN_DIALOGS)
    if action.group not in SCREENS or action.group in _WITH_KEYS_OF_THEIR_OWN:
        return (action.group,)
    return ("", *_WITH_KEYS_OF_THEIR_OWN) if action.id.startswith(_ON_THEM_TOO) else ("",)


def bindings(*ids: str, show: bool = True) -> list[Binding]:
    """The bindings of these actions in this order, in the footer unless `show` is False."""
    return [
        Binding(
            key,
            action.call,
            action.label,
            show=show,
            id=action.id,
            tooltip=action.help,
            key_display=shown(key),
            priority=action.id in EVERYWHERE,
        )
        for action in (BY_ID[each] for each in ids)
        for key in action.key.split(",")
    ]


def shown(key: str) -> str:
    """A key as a person reads it."""
    return _SHOWN.get(key, key.replace("ctrl+", "^"))


def shown_keys(keys: str) -> str:
    """All keys of an action as a person reads them."""
    return " ".join(shown(key.strip()) for key in keys.split(","))


def grouped(actions: Iterable[Action] = ACTIONS) -> dict[str, list[Action]]:
    """The actions by their group, in the table's order."""
    groups: dict[str, list[Action]] = {}
    for action in actions:
        groups.setdefault(action.group, []).append(action)
    return groups
