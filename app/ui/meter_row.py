"""The anonymity meter's row in the strip: how like the wearer is what leaves?"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.evaluation.meter import Likeness
from app.ui import icons
from app.ui.theme import Theme, current

_FULL = 1.25
"""Likeness at the bar's end: its mark, at 1, lies before it."""
_ICON = 18


class MeterRow(QWidget):
    """Words and a bar. Shows what it is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._likeness: Likeness | None = None
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._bar = _Bar()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._bar)
        self.setToolTip(
            self.tr(
                "A face recogniser compares what others see with your camera's picture, once a "
                "second, on this computer; nothing of it is kept. Left: like a stranger. At the "
                "mark it takes the picture for you. It says nothing of your voice, hair or room."
            )
        )
        self.show_likeness(None)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_likeness(self, likeness: Likeness | None) -> None:
        """None while there is nothing to say yet."""
        self._likeness = likeness
        if likeness is None:
            words = self.tr("Anonymity: waiting for your covered face…")
        elif likeness.known:
            words = self.tr("A recogniser knows you in this face: choose another one.")
        elif likeness.close:
            words = self.tr("This face comes close to you: another one is safer.")
        else:
            words = self.tr("Recognisers do not know you in this face.")
        self._words.setText(words)
        self._bar.value = None if likeness is None else likeness.value
        self._bar.setAccessibleName(words)
        self._bar.update()
        self._paint_icon()

    def paint(self, theme: Theme) -> None:
        """Draws its icon and bar."""
        self._theme = theme
        self._bar.update()
        self._paint_icon()

    def _paint_icon(self) -> None:
        if self._theme is None:
            return
        likeness = self._likeness
        name = "waiting" if likeness is None else "shielding" if likeness.close else "covered"
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(name, self._theme.text, _ICON, ratio))


class _Bar(QWidget):
    """From a stranger to the wearer, with a mark where a recogniser takes one for the other."""

    def __init__(self) -> None:
        super().__init__()
        self.value: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(170, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme = current(app)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(1, 5, self.width() - 2, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.idle.ground))
        painter.drawRoundedRect(track, 4, 4)
        if self.value is not None:
            share = min(max(self.value / _FULL, 0.03), 1.0)
            filled = QRectF(track.x(), track.y(), track.width() * share, track.height())
            bad = self.value >= 1
            painter.setBrush(QColor(theme.error.text if bad else theme.accent.ground))
            painter.drawRoundedRect(filled, 4, 4)
        mark = track.x() + track.width() / _FULL
        painter.setPen(QPen(QColor(theme.text), 2))
        painter.drawLine(int(mark), 1, int(mark), 17)
