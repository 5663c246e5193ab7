"""The five modes and their screens; what is not seen first is imported when one goes there first."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from bondtui.tui.screens.journey import JourneyScreen
from bondtui.tui.screens.people import PeopleScreen
from bondtui.tui.screens.today import TodayScreen
from bondtui.tui.screens.work import WorkScreen


def insights() -> Screen[Any]:
    from bondtui.tui.screens.insights import InsightsScreen

    return InsightsScreen()


MODES: dict[str, str | Callable[[], Screen[Any]]] = {
    "today": TodayScreen,
    "people": PeopleScreen,
    "journey": JourneyScreen,
    "work": WorkScreen,
    "insights": insights,
}
