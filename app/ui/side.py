"""The window's right side: what goes in, which face, how it looks, and out it goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons
from app.ui.command_button import CommandButton
from app.ui.controls import ControlsPanel
from app.ui.engine_panel import EnginePanel
from app.ui.gallery import Gallery
from app.ui.gallery_bar import GalleryBar
from app.ui.mode_picker import ModePicker
from app.ui.output_panel import OutputPanel
from app.ui.source_picker import SourcePicker
from app.ui.switch import Switch
from app.ui.theme import Theme

FACES, LOOK, OUTPUT, NUMBERS = range(4)
"""The tabs."""
_WIDTH = 352, 524
"""The tabs' titles have room in every language; at most four faces of the gallery side by side."""


class Side(QFrame):
    """Holds and arranges; the window connects."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setMinimumWidth(_WIDTH[0])
        self.setMaximumWidth(_WIDTH[1])
        self.source_picker = SourcePicker()
        self.mode_picker = ModePicker()
        self.mirror = QCheckBox(self.tr("Mirror preview"))
        self.more_button = QPushButton(self.tr("&More faces"))
        self.more_button.setProperty("kind", "quiet")
        self.gallery = Gallery()
        self.gallery.setMinimumHeight(130)
        self.gallery_bar = GalleryBar(self.gallery)
        self.controls = ControlsPanel()
        self.engine = EnginePanel()
        self.tabs = QTabWidget()
        self.output = OutputPanel()
        self.tabs.tabBar().setAccessibleName(self.tr("Faces, look, output, numbers"))
        self.virtual_camera = Switch()
        self.virtual_camera_state = QLabel()
        self.start_button = CommandButton()
        self._arrange()

    def hold_numbers(self, panel: QWidget) -> None:
        """Puts the panel with the figures into its tab."""
        layout = self._numbers_tab.layout()
        assert layout is not None
        layout.addWidget(panel)

    def paint(self, theme: Theme) -> None:
        """Draws every icon."""
        for part in (
            self.source_picker,
            self.gallery,
            self.gallery_bar,
            self.controls,
            self.engine,
            self.output,
            self.start_button,
        ):
            part.paint(theme)
        self.more_button.setIcon(icons.icon("more", theme.accent.ground))
        self.virtual_camera.update()

    def _arrange(self) -> None:
        source = _caption(self.tr("P&icture from"), self.source_picker)
        face = _caption(self.tr("Stan&d-in face"), self.gallery)
        output = _caption(self.tr("Vi&rtual camera"), self.virtual_camera)
        self.virtual_camera.setAccessibleName(self.tr("Virtual camera"))
        self.virtual_camera_state.setProperty("role", "muted")
        self.virtual_camera_state.setWordWrap(True)
        self.start_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        switch = QHBoxLayout()
        switch.addWidget(output, 1)
        switch.addWidget(self.virtual_camera)
        title = QHBoxLayout()
        title.addWidget(face, 1)
        title.addWidget(self.more_button)
        faces = QWidget()
        beside = QVBoxLayout(faces)
        beside.setContentsMargins(0, 8, 0, 0)
        beside.addLayout(title)
        beside.addWidget(self.gallery_bar)
        beside.addWidget(self.gallery, 1)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(faces, self.tr("Fac&es"))
        look = QWidget()
        below = QVBoxLayout(look)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.controls)
        below.addWidget(self.engine)
        below.addStretch(1)
        self.tabs.addTab(_scrolling(look), self.tr("&Look"))
        self.tabs.addTab(_scrolling(self.output), self.tr("O&utput"))
        self._numbers_tab = QWidget()
        QVBoxLayout(self._numbers_tab).setContentsMargins(0, 8, 0, 0)
        self.tabs.addTab(_scrolling(self._numbers_tab), self.tr("&Numbers"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(source)
        layout.addWidget(self.source_picker)
        layout.addWidget(self.mode_picker)
        layout.addWidget(self.mirror)
        layout.addSpacing(10)
        layout.addWidget(self.tabs, 1)
        layout.addSpacing(6)
        layout.addLayout(switch)
        layout.addWidget(self.virtual_camera_state)
        layout.addSpacing(10)
        layout.addWidget(self.start_button)


def _caption(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "caption")
    label.setBuddy(buddy)
    return label


def _scrolling(panel: QWidget) -> QScrollArea:
    """A panel that may be higher than its place."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(panel)
    # The side's ground shows through; setWidget turns it on.
    panel.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
