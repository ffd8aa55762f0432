"""One of a few, each with a line that says what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import Theme, current
from app.ui.words import widest

_DOT = 16
_GAP = 9
_PAD = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """
    Attributes:
        value: What is chosen with it.
        title: In a few words.
        meaning: One plain line.
        tip: What else there is to know; empty for the same line.
    """

    value: object
    title: str
    meaning: str
    tip: str = ""


class ChoiceList(QWidget):
    """Offers below each other. Arrow keys choose, as with all radio buttons.

    Signals:
        chosen: The user chose another: its `Offer.value`.

    Args:
        name: What is chosen, for those who hear the window.
        offers: The first is chosen at first.
    """

    chosen = Signal(object)

    def __init__(self, name: str, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._offers = tuple(offers)
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, offer in enumerate(self._offers):
            button = ChoiceButton(offer.title, offer.meaning)
            button.setToolTip(offer.tip or offer.meaning)
            self._group.addButton(button, number)
            layout.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def value(self) -> object:
        """What is chosen."""
        return self._offers[self._group.checkedId()].value

    def button_of(self, value: object) -> QRadioButton:
        """The button of one offer.

        Raises:
            KeyError: There is none of that value.
        """
        for number, offer in enumerate(self._offers):
            if offer.value == value:
                button = self._group.button(number)
                assert isinstance(button, QRadioButton)
                return button
        raise KeyError(value)

    def mark(self, value: object) -> None:
        """Shows what is chosen, without choosing it."""
        blocked = self._group.blockSignals(True)
        self.button_of(value).setChecked(True)
        self._group.blockSignals(blocked)

    def _on_toggled(self, number: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._offers[number].value)


class ChoiceButton(QRadioButton):
    """A radio button whose words wrap, which Qt's own do not."""

    def __init__(self, title: str, meaning: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._meaning = meaning
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def meaning(self) -> str:
        """The line below the title."""
        return self._meaning

    def minimumSizeHint(self) -> QSize:
        least = widest(self.fontMetrics(), self.text(), self._meaning)
        return QSize(least + _DOT + _GAP + 2 * _PAD + 1, _DOT + 2 * _PAD)

    def sizeHint(self) -> QSize:
        width = max(260, self.minimumSizeHint().width())
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title, meaning = self._places(width)
        return max(meaning.bottom() + 1, title.top() + _DOT) + _PAD

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme = current(app)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent.ground), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        direction = self.layoutDirection()
        title, meaning = self._places(self.width())
        line = self.fontMetrics().height()
        dot = QRect(_PAD, title.top() + (line - _DOT) // 2, _DOT, _DOT)
        self._draw_dot(painter, QRectF(QStyle.visualRect(direction, self.rect(), dot)), theme)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.muted))
        painter.drawText(QStyle.visualRect(direction, self.rect(), title), flags, self.text())
        painter.setPen(QColor(theme.muted))
        painter.drawText(QStyle.visualRect(direction, self.rect(), meaning), flags, self._meaning)

    def _draw_dot(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        on = self.isChecked()
        marked = on or self.underMouse()
        colour = theme.accent.ground if marked and self.isEnabled() else theme.outline
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(QColor(theme.field))
        painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QPointF(place.center()), 4.2, 4.2)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Where title and meaning are drawn, from left to right."""
        left = _PAD + _DOT + _GAP
        room = QRect(0, 0, max(1, width - left - _PAD), 10_000)
        metrics, wrap = self.fontMetrics(), Qt.TextFlag.TextWordWrap
        heights = [
            metrics.boundingRect(room, wrap, t).height() for t in (self.text(), self._meaning)
        ]
        top = max(_PAD, _PAD + (_DOT - metrics.height()) // 2)
        title = QRect(left, top, room.width(), heights[0])
        return title, QRect(left, title.bottom() + 2, room.width(), heights[1])
