"""The first line of every screen: where one is, where one can go, and what the day holds."""

from datetime import date

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from bondtui.tui.widgets.facts import long_day

MODES = {"today": "1 Today", "people": "2 People", "journey": "3 Journey", "work": "4 Work", "insights": "5 Insights"}


class ModeLine(Widget):
    """The modes, the one shown in brackets, can be clicked."""

    DEFAULT_CSS = """
    ModeLine { height: 1; background: $surface; color: $foreground; padding: 0 1; dock: top;
        link-style: none; link-color: $foreground; link-background: $surface; link-style-hover: bold; }
    """

    def __init__(self, mode: str) -> None:
        super().__init__()
        self._mode = mode
        self._right: tuple[str, ...] = ("",)

    def show(self, due: int, today: date, *, read_only: bool) -> None:
        count, day = f"{due or 'nothing'} due", long_day(today)
        if read_only:
            count = f"read-only · {count}"
        self._right = (f"{count} · {day}", f"{count} · {day[4:-5]}", count)  # the first that fits
        self.refresh()

    def render(self) -> Content:
        parts = [Content.styled("bondtui", "bold $primary")]
        for name, label in MODES.items():
            here = name == self._mode
            link = Content.from_markup(f"[@click=app.mode('{name}')]$label[/]", label=label)
            edges = ("[", "]") if here else (" ", " ")
            parts += [Content(f" {edges[0]}"), link.stylize("bold" if here else "$text-muted"), Content(edges[1])]
        left = Content("").join(parts)
        room = self.size.width - left.cell_length
        right = next((each for each in self._right if cell_len(each) <= room), self._right[-1])
        space = " " * max(room - cell_len(right), 0)
        return Content("").join([left, Content(space), Content.styled(right, "$text-muted")])
