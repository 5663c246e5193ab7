"""The line of keys at the foot of a dialog, made from its bindings so that it always tells the truth."""

from typing import Any

from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen

_SHOWN = {"escape": "esc"}


def hints(screen: Screen[Any], *others: DOMNode) -> Content:
    """The keys of this screen and the other nodes as the user's keymap has them, one for each thing they do."""
    parts: dict[str, Content] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.show or not binding.id or active.node not in (screen, *others):
            continue
        action = f"screen.{binding.action}" if active.node is screen else binding.action
        parts.setdefault(
            binding.description,
            Content.from_markup(
                f"[@click={action}][b]$key[/b] $label[/]" if "." in action else "[b]$key[/b] $label",
                key=_SHOWN.get(binding.key, binding.key.replace("ctrl+", "^")),
                label=binding.description,
            ),
        )
    return Content("  ").join(parts.values())
