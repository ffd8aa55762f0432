"""What a slider under a hand gives, at a pace that the rest of the app can follow."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

PACE_MS = 30
"""About once a frame."""


class Paced(QObject):
    """Passes on the newest of many values: the first at once, then at most one every `PACE_MS`;
    the last always comes.

    Signals:
        came: A value's turn has come.
    """

    came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._value: object = None
        self._waits = False
        self._timer = QTimer(self, interval=PACE_MS, singleShot=True)
        self._timer.timeout.connect(self.settle)

    def offer(self, value: object) -> None:
        """Passes `value` on when its turn comes, unless a newer one is offered before."""
        self._value, self._waits = value, True
        if not self._timer.isActive():
            self.settle()

    def send(self, value: object) -> None:
        """Passes `value` on now; those after it wait for their turn."""
        self._value, self._waits = value, True
        self.settle()

    def settle(self) -> None:
        """Passes on now what waits, if anything does."""
        if self._waits:
            value, self._value, self._waits = self._value, None, False
            self._timer.start()
            self.came.emit(value)

    def forget(self) -> None:
        """What waits is out of date."""
        self._value, self._waits = None, False
