"""The first line of every screen: where one is, where one can go, and what the day holds."""

from datetime import date

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from bondtui.tui.widgets.facts import long_day

MODES = {"today": "1 Today", "people": "2 People", "journey": "3 Journey"}


class ModeLine(Widget):
    """The modes, the one shown in brackets, can be clicked."""

    DEFAULT_CSS = """
    ModeLine { height: 1; background: $surface; color: $foreground; padding: 0 1; dock: top;
        link-style: none; link-color: $foreground; link-background: $surface; link-style-hover: bold; }
    """

    def __init__(self, mode: str) -> None:
        super().__init__()
        self._mode = mode
        self._right = ""

    def show(self, due: int, today: date) -> None:
        self._right = f"{due or 'nothing'} due · {long_day(today)}"
        self.refresh()

    def render(self) -> Content:
        parts = [Content.styled("bondtui", "bold $primary"), Content(" ")]
        for name, label in MODES.items():
            here = name == self._mode
            link = Content.from_markup(f"[@click=app.mode('{name}')]$label[/]", label=label)
            edges = ("[", "]") if here else (" ", " ")
            parts += [Content(f" {edges[0]}"), link.stylize("bold" if here else "$text-muted"), Content(edges[1])]
        left = Content("").join(parts)
        space = self.size.width - left.cell_length - cell_len(self._right)
        return Content("").join([left, Content(" " * max(space, 1)), Content.styled(self._right, "$text-muted")])
