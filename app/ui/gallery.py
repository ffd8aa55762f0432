"""The faces to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QListView, QListWidget, QListWidgetItem, QWidget

from app.frame import Image
from app.ui import icons
from app.ui.controller import Card
from app.ui.theme import Theme, current

THUMBNAIL = 100
_ID = Qt.ItemDataRole.UserRole


class Gallery(QListWidget):
    """Thumbnails with names. Arrow keys and typing choose, as in every list.

    Signals:
        chosen: Id of a template that the user picked.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        self.setGridSize(QSize(THUMBNAIL + 16, THUMBNAIL + 14 + self.fontMetrics().height()))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Stand-in face"))
        self.currentItemChanged.connect(self._on_current)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Fills the list anew; chooses nothing."""
        self._cards = list(cards)
        self.blockSignals(True)
        self.clear()
        for card in cards:
            item = QListWidgetItem(card.name)
            item.setData(_ID, card.id)
            item.setToolTip(card.error or card.description)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                self.tr("{name}: {description}").format(
                    name=card.name, description=card.error or card.description
                ),
            )
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.addItem(item)
        self.blockSignals(False)
        self.paint(current(_app()))

    def mark(self, template_id: str) -> None:
        """Shows which one is on, without choosing it."""
        for row in range(self.count()):
            if self.item(row).data(_ID) == template_id:
                self.blockSignals(True)
                self.setCurrentRow(row)
                self.blockSignals(False)
                self.scrollToItem(self.item(row))
                self.viewport().update()
                return

    def paint(self, theme: Theme) -> None:
        """Draws the thumbnails: the chosen one has a ring and a tick."""
        ratio = self.devicePixelRatioF()
        for row, card in enumerate(self._cards):
            icon = QIcon()
            for mode, chosen in ((QIcon.Mode.Normal, False), (QIcon.Mode.Selected, True)):
                picture = _thumbnail(card.thumbnail, theme, ratio, chosen=chosen)
                icon.addPixmap(picture, mode)
            self.item(row).setIcon(icon)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ID))


def _thumbnail(image: Image | None, theme: Theme, ratio: float, *, chosen: bool) -> QPixmap:
    side = round(THUMBNAIL * ratio)
    result = QPixmap(side, side)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    area = QRectF(3, 3, THUMBNAIL - 6, THUMBNAIL - 6)
    shape = QPainterPath()
    shape.addRoundedRect(area, 12, 12)
    painter.setClipPath(shape)
    if image is None:
        painter.fillRect(area, QColor(theme.error.ground))
        sign = icons.pixmap("error", theme.error.text, 32, ratio)
        painter.drawPixmap(round(area.center().x()) - 16, round(area.center().y()) - 16, sign)
    else:
        height, width = image.shape[:2]
        picture = QImage(image.data, width, height, image.strides[0], QImage.Format.Format_BGR888)
        painter.drawImage(area, picture, QRectF(picture.rect()))
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if chosen:
        painter.setPen(QPen(QColor(theme.accent.ground), 3))
        painter.drawRoundedRect(area, 12, 12)
        spot = QRectF(THUMBNAIL - 27, THUMBNAIL - 27, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent.ground))
        painter.drawEllipse(spot)
        tick = icons.pixmap(f"check-{theme.name}", theme.accent.text, 16, ratio)
        painter.drawPixmap(round(spot.x()) + 3, round(spot.y()) + 3, tick)
    else:
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawRoundedRect(area, 12, 12)
    painter.end()
    return result


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
