"""The command palette: every action of the screen one is on, and every contact by name."""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from bondtui.errors import BondtuiError
from bondtui.tui.actions import ACTIONS, Action
from bondtui.tui.screens.acting import ActingScreen
from bondtui.tui.text import plain

FIRST, NAMES = 200.0, 100.0
"""Scores: an action that begins with what was typed, then names that do, then whatever else fits."""


class BondCommands(Provider):
    """Names go to the palette as content, never as markup."""

    def _actions(self) -> list[Action]:
        bound = {each.binding.id for each in self.screen.active_bindings.values()}
        return [each for each in ACTIONS if each.in_palette and each.id in bound]

    async def discover(self) -> Hits:
        for each in self._actions():
            yield DiscoveryHit(Content(each.label), self._doing(each), each.label, each.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for each in self._actions():
            score = matcher.match(each.label) or (0.1 if query.casefold() in each.help else 0)
            score = FIRST if each.label.casefold().startswith(query.casefold()) else score
            if score > 0:
                yield Hit(score, matcher.highlight(each.label), self._doing(each), each.label, each.help)
        screen = self.screen
        if not isinstance(screen, ActingScreen):
            return
        try:
            found = screen.book.contacts.complete(query)
        except BondtuiError:
            return
        for number, contact in enumerate(found):
            shown = plain(contact.name)
            yield Hit(NAMES - number, shown, partial(screen.open_contact, contact.uid), shown.plain, contact.stage)

    def _doing(self, action: Action) -> "partial[Coroutine[Any, Any, None]]":
        return partial(self.screen.run_action, action.call)
