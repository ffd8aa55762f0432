"""Python's search for cycles, on the window's thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000
"""Between two searches through what is new."""
OLDER = 10
"""Looks until what has lived through one is looked through, too."""
ALL_LIVE, ALL = 30, 300
"""Looks until everything is. In a live session that is what the session made, and takes 0.7 ms (see
`process.in_good_time`): a video that starts over leaves 1.5 MB each time. Else it takes 70."""


class Garbage(QObject):
    """Searches from time to time, where Python by itself does so on whichever thread happens to
    make the next object: a timer or a window that ends on the camera's thread takes the app with
    it. Python's own search is off meanwhile.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._looks = 0
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def close(self) -> None:
        """Leaves it to Python again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    def look(self) -> None:
        """One turn of the timer."""
        self._looks += 1
        if self._looks % (ALL_LIVE if gc.get_freeze_count() else ALL) == 0:
            gc.collect()
        else:
            gc.collect(1 if self._looks % OLDER == 0 else 0)
