"""The keys a person chose in the settings, checked: Textual takes any id and drops a clashing key in silence."""

import re
from collections.abc import Mapping

from textual.keys import _character_to_key

from bondtui.errors import UsageError
from bondtui.tui.actions import ACTIONS, BY_ID, EVERYWHERE, Action, scopes

TAKEN = {
    "ctrl+c": "the terminal",
    "tab": "moving between fields",
    "shift+tab": "moving between fields",
}
"""Keys Textual itself needs."""

_WRITES_NOTHING = re.compile(r"ctrl\+.+|f\d+")


def checked(keys: Mapping[str, str]) -> dict[str, str]:
    """The overrides as `set_keymap` wants them; UsageError for an unknown action or a key that does two things."""
    overrides: dict[str, str] = {}
    for action, key in keys.items():
        if action not in BY_ID:
            raise UsageError(f"The settings give a key to {action!r}, but there is no such action.")
        names = [_named(each.strip()) for each in key.split(",") if each.strip()]
        if not names:
            raise UsageError(f"The settings give {action} no key.")
        if action in EVERYWHERE and not all(_WRITES_NOTHING.fullmatch(name) for name in names):
            raise UsageError(f"The settings give {action} a key that writes; it works in fields too, so use ctrl.")
        twins = {key for each in ACTIONS if _twins(each, BY_ID[action]) for key in each.key.split(",")}
        overrides[action] = ",".join([name for name in names if name not in twins] or names)
    users: dict[tuple[str, str], str] = {}
    for each in ACTIONS:
        for name in overrides.get(each.id, each.key).split(","):
            if name in TAKEN and each.id in overrides:
                raise UsageError(f"The settings give {each.id} the key {name}, which {TAKEN[name]} needs.")
            for scope in scopes(each):
                user = users.setdefault((scope, name), each.id)
                if user != each.id and not _twins(each, BY_ID[user]):
                    raise UsageError(f"The settings use the key {name} twice: for {user} and for {each.id}.")
    return overrides


def _twins(one: Action, other: Action) -> bool:
    """Whether both do the same, each where the other does not reach: a key of theirs may be given to either."""
    return one.id != other.id and one.call == other.call and one.group == other.group


def _named(key: str) -> str:
    return _character_to_key(key) if len(key) == 1 else key
