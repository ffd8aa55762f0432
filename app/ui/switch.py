"""A switch: on or off, told by the knob's place as well as by its colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.ui.theme import current


class Switch(QAbstractButton):
    """A checkable button; focus and space bar as usual."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(46, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme = current(app)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(3, 3, self.width() - 6, self.height() - 6)
        round_ = track.height() / 2
        on = self.isChecked()
        painter.setPen(QPen(QColor(theme.accent.ground if on else theme.outline), 1.5))
        painter.setBrush(QColor(theme.accent.ground if on else theme.field))
        painter.drawRoundedRect(track, round_, round_)
        side = track.height() - 6
        x = track.right() - side - 3 if on else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent.text if on else theme.outline))
        painter.drawEllipse(QRectF(x, track.top() + 3, side, side))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = track.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(around, round_ + 2, round_ + 2)
