"""Which size and rate the camera is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.pipeline.sources.camera import CameraMode


class ModePicker(QComboBox):
    """The usual, and what the camera has; hidden while there is nothing to choose.

    Signals:
        chosen: A `CameraMode`, or None for the usual.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modes: tuple[CameraMode, ...] = ()
        self.setAccessibleName(self.tr("Size and rate of the camera"))
        self.setToolTip(
            self.tr("What the camera is asked for. Larger pictures take a faster computer.")
        )
        self.activated.connect(self._on_activated)
        self.show_modes(())

    def show_modes(self, modes: Sequence[CameraMode]) -> None:
        """Lists what the camera can be asked for; chooses nothing."""
        self._modes = tuple(modes)
        self.clear()
        usual = CameraMode()
        self.addItem(self.tr("Usual size ({mode})").format(mode=self._words(usual)))
        for mode in self._modes:
            self.addItem(self._words(mode))
        self.setVisible(bool(modes))

    def mark(self, mode: CameraMode | None) -> None:
        """Shows which one is asked for, without choosing it."""
        known = mode is not None and mode in self._modes
        self.setCurrentIndex(1 + self._modes.index(mode) if known and mode is not None else 0)

    def _on_activated(self, row: int) -> None:
        self.chosen.emit(None if row == 0 else self._modes[row - 1])

    def _words(self, mode: CameraMode) -> str:
        fps = QLocale().toString(float(mode.fps), "g", 6)
        return self.tr("{width} × {height}, {fps} fps").format(
            width=mode.width, height=mode.height, fps=fps
        )
