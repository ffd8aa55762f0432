"""The panel "Output": what leaves looks like, and where else it goes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.finish_panel import FinishPanel
from app.ui.output_row import OutputRow
from app.ui.outputs import Output
from app.ui.theme import Theme

DELAYS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 1.0)
"""Seconds."""


class OutputPanel(QWidget):
    """Shows what it is told; the window connects.

    Signals:
        switched: An `Output` and whether it is to be on.
        folder_wanted: The user wants another folder for recordings.
        open_folder_wanted: The user wants to see the recordings.
        stream_changed: Where the stream is to go, as typed.
        copied: The page's address is in the clipboard.
        delay_chosen: Seconds by which live outputs are to be late.

    Attributes:
        finish: Background, size, rate, badge.
        rows: By the output.
    """

    switched = Signal(object, bool)
    folder_wanted = Signal()
    open_folder_wanted = Signal()
    stream_changed = Signal(str)
    copied = Signal()
    delay_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finish = FinishPanel()
        self.rows = {
            Output.RECORDING: OutputRow(
                self.tr("Recor&ding"),
                self.tr("Recording"),
                self.tr("A film of what others see. It has no sound."),
            ),
            Output.STREAM: OutputRow(
                self.tr("S&tream"),
                self.tr("Stream"),
                self.tr("Sends what others see to a server. Without sound."),
            ),
            Output.PAGE: OutputRow(
                self.tr("Page for &OBS"),
                self.tr("Page for OBS"),
                self.tr("For OBS's browser source, on this computer only."),
            ),
        }
        self.folder_button = _quiet(self.tr("Other folder…"))
        self.open_button = _quiet(self.tr("Open folder"))
        self.rows[Output.RECORDING].add(_line(self.folder_button, self.open_button))
        self.stream = QLineEdit()
        self.stream.setAccessibleName(self.tr("Address of the stream"))
        self.stream.setPlaceholderText("rtmp://…  srt://…  udp://…")
        self.stream.setToolTip(
            self.tr("With the key that your service gave you; it is kept on this computer only.")
        )
        self.stream.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.rows[Output.STREAM].add(self.stream)
        self.copy_button = _quiet(self.tr("Copy address"))
        self.copy_button.setEnabled(False)
        self.rows[Output.PAGE].add(_line(self.copy_button))
        self.late = QLabel()
        self.late.setProperty("role", "muted")
        self.late.setWordWrap(True)
        self.late.hide()
        self.delay = QComboBox()
        self.delay.setAccessibleName(self.tr("Delay of the picture"))
        self.delay.setToolTip(
            self.tr(
                "Where your sound comes late, as with wireless headphones: so does the picture."
            )
        )
        for seconds in DELAYS:
            text = self.tr("{ms} ms later").format(ms=round(seconds * 1000))
            self.delay.addItem(text if seconds else self.tr("At once"), seconds)
        self.delay.activated.connect(
            lambda row: self.delay_chosen.emit(float(self.delay.itemData(row)))
        )
        self._address = ""
        self._arrange()
        for output, row in self.rows.items():
            row.switch.toggled.connect(lambda on, which=output: self.switched.emit(which, on))
        self.folder_button.clicked.connect(self.folder_wanted)
        self.open_button.clicked.connect(self.open_folder_wanted)
        self.stream.editingFinished.connect(self._on_stream)
        self.copy_button.clicked.connect(self._copy)

    def show_address(self, address: str | None) -> None:
        """Where the page is; None while it is not there."""
        self._address = address or ""
        self.copy_button.setEnabled(bool(address))

    def show_delay(self, seconds: float) -> None:
        """How late live outputs are on purpose."""
        row = self.delay.findData(seconds)
        if row < 0:
            self.delay.addItem(self.tr("{ms} ms later").format(ms=round(seconds * 1000)), seconds)
            row = self.delay.count() - 1
        self.delay.setCurrentIndex(row)

    def show_latency(self, milliseconds: int | None) -> None:
        """How late the picture is; None while that is not known."""
        self.late.setVisible(milliseconds is not None)
        if milliseconds is not None:
            text = self.tr("So that lips and sound match, delay your microphone by {ms} ms.")
            self.late.setText(text.format(ms=milliseconds))

    def paint(self, _theme: Theme) -> None:
        """In the theme's colours."""
        for row in self.rows.values():
            row.paint()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.finish)
        for row in self.rows.values():
            layout.addWidget(row)
        caption = QLabel(self.tr("Dela&y of the picture"))
        caption.setProperty("role", "caption")
        caption.setBuddy(self.delay)
        layout.addWidget(caption)
        layout.addWidget(self.delay)
        layout.addWidget(self.late)
        layout.addStretch(1)

    def _on_stream(self) -> None:
        self.stream_changed.emit(self.stream.text().strip())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.copied.emit()


def _quiet(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("kind", "quiet")
    return button


def _line(*widgets: QWidget) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return line
