"""The line of keys at the foot of a dialog, made from its bindings so that it always tells the truth."""

from typing import Any

from textual.content import Content
from textual.screen import Screen

_SHOWN = {"escape": "esc"}


def hints(screen: Screen[Any]) -> Content:
    """The keys this screen shows, each clickable, as the user's keymap has them."""
    active = (each.binding for each in screen.active_bindings.values() if each.node is screen)
    parts = [
        Content.from_markup(
            f"[@click=screen.{binding.action}][b]$key[/b] $label[/]",
            key=_SHOWN.get(binding.key, binding.key.replace("ctrl+", "^")),
            label=binding.description,
        )
        for binding in active
        if binding.show
    ]
    return Content("  ").join(parts)
