"""Every form by its name, so that one that was kept can be opened again."""

from collections.abc import Callable
from typing import Any

from bondtui.tui.screens import dialogs
from bondtui.tui.screens.dialogs import work
from bondtui.tui.screens.dialogs.form import FormDialog
from bondtui.tui.screens.dialogs.snooze import SnoozeSeveralDialog
from bondtui.tui.screens.dialogs.tags import TagDialog

_ALL: tuple[Callable[..., FormDialog[Any]], ...] = (
    dialogs.ContactDialog, dialogs.FollowUpDialog, dialogs.InteractionDialog, dialogs.MoveDialog,
    dialogs.PromiseDialog, dialogs.ReferrerDialog, dialogs.ShiftDialog, dialogs.SnoozeDialog,
    work.ConcessionDialog, work.EditProjectDialog, work.FinishDialog, work.LoseDialog, work.NewProjectDialog,
    SnoozeSeveralDialog, TagDialog, work.PaymentDialog, work.TickDialog, work.WaiveDialog,
)  # fmt: skip

FORMS = {form.__name__: form for form in _ALL}
