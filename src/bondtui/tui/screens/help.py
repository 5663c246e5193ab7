"""All keys on one screen, from the table of actions."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from bondtui.tui.actions import bindings, grouped, shown_keys
from bondtui.tui.text import fit, lines, styled


class HelpScreen(ModalScreen[None]):
    """`keys` are the overrides of the settings, so that what is shown is what works."""

    CSS_PATH = "help.tcss"
    BINDINGS = [*bindings("screen.back"), *bindings("app.help", show=False)]  # noqa: RUF012

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            yield Static(lines(self._rows()), markup=False)

    def _rows(self) -> list[Content]:
        rows: list[Content] = []
        for group, actions in grouped().items():
            rows += [*([Content("")] if rows else []), styled((group, "bold $primary"))]
            rows += [
                styled(
                    (fit(shown_keys(self._keys.get(each.id, each.key)), 13), "bold $accent"),
                    (fit(each.label, 11), ""),
                    (each.help, "$text-muted"),
                )
                for each in actions
            ]
        return [*rows, Content(""), styled(("Press escape to go back.", "$text-muted"))]

    def action_back(self) -> None:
        self.dismiss(None)
