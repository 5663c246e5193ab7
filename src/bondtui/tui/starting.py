"""What waits until the first frame is shown, so that it is shown soon."""

import gc
from typing import TYPE_CHECKING

from bondtui.tui.drafts import offer

if TYPE_CHECKING:
    from bondtui.tui.app import BondApp


def after_first_frame(app: "BondApp") -> None:
    """Say what is to be known of the book, offer what was kept, and make ready to write."""
    if notice := app.book.notice:
        app.notify(notice, severity="warning", markup=False, timeout=20)
    app.run_worker(offer(app))
    app.run_worker(app.book.preload, thread=True, exit_on_error=False)
    if not app.is_headless:  # what lives on is left alone by the collector
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
