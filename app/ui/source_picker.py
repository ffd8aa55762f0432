"""Which camera, clip or file to take the picture from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.pipeline.sources.camera import Camera
from app.ui import icons
from app.ui.theme import Theme

_OPEN = "open"
"""Not a source: asks for a file."""
_SOURCE = Qt.ItemDataRole.UserRole
_ICON = Qt.ItemDataRole.UserRole + 1


class SourcePicker(QComboBox):
    """Cameras by name, the demo clip, the file that was opened, and "Open file…".

    Signals:
        chosen: SRC of the command line.
        file_wanted: The user wants to look for a file.
    """

    chosen = Signal(str)
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cameras: list[Camera] = []
        self._file: str | None = None
        self._source: str | None = None
        self._theme: Theme | None = None
        self.setAccessibleName(self.tr("Picture from"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.activated.connect(self._on_activated)
        self._fill()

    def show_cameras(self, cameras: Sequence[Camera]) -> None:
        """Lists the cameras that are there now."""
        self._cameras = list(cameras)
        self._fill()

    def mark(self, source: str | None) -> None:
        """Shows which source is taken, without choosing it."""
        self._source = source
        if source is not None and source != "demo" and not source.startswith("camera:"):
            self._file = source
        self._fill()

    def paint(self, theme: Theme) -> None:
        """Draws its icons."""
        self._theme = theme
        for row in range(self.count()):
            name = self.itemData(row, _ICON)
            if name:
                self.setItemIcon(row, icons.icon(name, theme.text))

    def _fill(self) -> None:
        self.clear()
        for camera in self._cameras:
            self._add(camera.name, f"camera:{camera.index}", "camera")
        known = [f"camera:{camera.index}" for camera in self._cameras]
        source = self._listed()
        if source is not None and source.startswith("camera:") and source not in known:
            # By name on the command line, or unplugged: still what was asked for.
            self._add(source.partition(":")[2], source, "camera")
        self._add(self.tr("Demo clip"), "demo", "clip")
        if self._file is not None:
            self._add(Path(self._file).name, self._file, "clip")
            self.setItemData(self.count() - 1, self._file, Qt.ItemDataRole.ToolTipRole)
        self.insertSeparator(self.count())
        self._add(self.tr("Open file…"), _OPEN, "folder")
        self._show_taken()
        if self._theme is not None:
            self.paint(self._theme)

    def _add(self, title: str, source: str, icon: str) -> None:
        self.addItem(title, source)
        self.setItemData(self.count() - 1, icon, _ICON)

    def _listed(self) -> str | None:
        """The source as the list has it: a camera that is there by its number."""
        for camera in self._cameras:
            if self._source == f"camera:{camera.name}":
                return f"camera:{camera.index}"
        return self._source

    def _show_taken(self) -> None:
        source = self._listed()
        self.setCurrentIndex(self.findData(source) if source is not None else -1)

    def _on_activated(self, row: int) -> None:
        source = self.itemData(row, _SOURCE)
        if source == _OPEN:
            self._show_taken()
            self.file_wanted.emit()
        elif source is not None and source != self._listed():
            self.chosen.emit(source)
