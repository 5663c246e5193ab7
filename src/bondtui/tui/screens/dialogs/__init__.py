"""The small dialogs: each changes one thing in the book, in place, with what is wrong said under its field."""

from bondtui.tui.screens.dialogs.confirm import ConfirmDialog
from bondtui.tui.screens.dialogs.contact import ContactDialog
from bondtui.tui.screens.dialogs.export import ExportDialog
from bondtui.tui.screens.dialogs.follow_up import FollowUpDialog, PromiseDialog
from bondtui.tui.screens.dialogs.interaction import InteractionDialog
from bondtui.tui.screens.dialogs.move import MoveDialog, ShiftDialog
from bondtui.tui.screens.dialogs.referrer import ReferrerDialog
from bondtui.tui.screens.dialogs.signals import SignalDialog
from bondtui.tui.screens.dialogs.snooze import SnoozeDialog

__all__ = [
    "ConfirmDialog",
    "ContactDialog",
    "ExportDialog",
    "FollowUpDialog",
    "InteractionDialog",
    "MoveDialog",
    "PromiseDialog",
    "ReferrerDialog",
    "ShiftDialog",
    "SignalDialog",
    "SnoozeDialog",
]
