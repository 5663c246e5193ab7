"""Who moved from which stage to which, and how long people stayed, a line for each stage."""

from textual.widgets import Static

from bondtui.domain.journey import Flow
from bondtui.domain.stages import Stage
from bondtui.tui.text import fit, lines, styled


class FlowPanel(Static):
    """The moves of a span; days are the median of the stays that ended in it."""

    DEFAULT_CSS = """
    FlowPanel { height: 5; margin: 1 1 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, flow: Flow, span: str) -> None:
        """Show the moves counted over `span`, in words."""
        counts = f"{flow.forward:,} forward, {flow.back:,} back"
        rows = [styled((f"Moves in {span} · {counts}", "bold $primary"))]
        for stage in Stage:
            stay = f"stayed {flow.stays[stage]:g} days" if stage in flow.stays else ""
            rows.append(styled((fit(stage, 14), ""), (fit(stay, 18), "$text-muted"), (moves_of(flow, stage), "")))
        self.update(lines(rows))


def moves_of(flow: Flow, stage: Stage) -> str:
    """Where those went who left the stage."""
    return "   ".join(
        f"{'→' if each.to.rank > stage.rank else '←'} {each.n:,} to {each.to}"
        for each in flow.moves
        if each.came_from is stage
    )
