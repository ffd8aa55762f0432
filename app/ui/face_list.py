"""Thumbnails of faces with names, in sections: what the gallery and the mixing dialog show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.frame import Image
from app.ui import icons
from app.ui.faces import Card, Section
from app.ui.theme import Theme, current
from app.ui.translation import QT_TRANSLATE_NOOP, translate

_ID = Qt.ItemDataRole.UserRole
_GAP = 5
"""Around a thumbnail."""
_ROUND = 12
_HEAD = 30
"""Height of a section's title."""
_TITLES = {
    Section.PEOPLE: QT_TRANSLATE_NOOP("Faces", "People"),
    Section.CHARACTERS: QT_TRANSLATE_NOOP("Faces", "Characters"),
    Section.PHOTOREAL: QT_TRANSLATE_NOOP("Faces", "Photoreal"),
    Section.BLENDS: QT_TRANSLATE_NOOP("Faces", "Your own"),
}

_Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction


class FaceList(QListWidget):
    """Cards in rows as wide as the list. Arrow keys and typing choose, as in every list."""

    def __init__(self, parent: QWidget | None = None, *, thumbnail: int = 100) -> None:
        """
        Args:
            thumbnail: The least side of one, in logical pixels; they grow to fill the row.
        """
        super().__init__(parent)
        self._least = thumbnail
        self._shown: dict[str, Card] = {}
        self._pictures: dict[tuple[str, int], QPixmap] = {}
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(28)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(self))

    # -- filling ------------------------------------------------------------------------------

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Fills the list anew, with titles where there is more than one section."""
        self._shown = {card.id: card for card in cards}
        self._pictures.clear()
        self._fill()

    def _fill(self) -> None:
        groups = self._grouped(list(self._shown.values()))
        self.blockSignals(True)
        self.clear()
        for title, cards in groups:
            if len(groups) > 1:
                self._add_title(title)
            for card in cards:
                item = QListWidgetItem(self)
                item.setData(_ID, card.id)
                self._describe(item, card)
        self.blockSignals(False)
        self.scheduleDelayedItemsLayout()

    def _grouped(self, cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
        """Titles and what stands below them; none is empty."""
        groups = [
            (translate("Faces", _TITLES[section]), [c for c in cards if c.section is section])
            for section in Section
        ]
        return [(title, inside) for title, inside in groups if inside]

    def show_card(self, card: Card) -> None:
        """Shows what has changed of one of them."""
        item = self.item_of(card.id)
        if item is None:
            return
        self._shown[card.id] = card
        self._pictures.clear()
        self._describe(item, card)
        self.viewport().update()

    def paint(self, _theme: Theme) -> None:
        """Draws everything anew, in the colours and for the pixels of now."""
        self._pictures.clear()
        self.viewport().update()

    def items_(self) -> Iterator[QListWidgetItem]:
        """Those that are faces, in their order."""
        for row in range(self.count()):
            if self.item(row).data(_ID) is not None:
                yield self.item(row)

    def item_of(self, template_id: str) -> QListWidgetItem | None:
        return next((i for i in self.items_() if i.data(_ID) == template_id), None)

    @staticmethod
    def id_of(item: QListWidgetItem) -> str | None:
        """Id of the template; None for a section's title."""
        found = item.data(_ID)
        return None if found is None else str(found)

    def card_at(self, index: _Index) -> Card | None:
        return self._shown.get(index.data(_ID))

    def _add_title(self, title: str) -> None:
        item = QListWidgetItem(title, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _describe(self, item: QListWidgetItem, card: Card) -> None:
        text = card.about
        item.setText(card.name)
        item.setToolTip(text)
        spoken = self.tr("{name}: {description}").format(name=card.name, description=text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    # -- arrangement --------------------------------------------------------------------------

    def cell(self) -> QSize:
        """What one face takes up: a whole number of them fills a row."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = max(self.width() - bar - 2 * self.frameWidth() - 1, self._least)
        columns = max(1, room // (self._least + 2 * _GAP))
        side = room // columns
        return QSize(side, side + self.fontMetrics().height() + 4)

    def title_size(self) -> QSize:
        cell = self.cell()
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * self.frameWidth()
        return QSize(max(cell.width(), room - 1), _HEAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pictures.clear()  # each is as large as its cell
        self.scheduleDelayedItemsLayout()

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The arrow keys step over titles, and from row to row at the ends."""
        faces = [
            item
            for item in self.items_()
            if item.flags() & Qt.ItemFlag.ItemIsEnabled and not item.isHidden()
        ]
        at = self.currentItem()
        if not faces or at is None or at not in faces:
            return self.indexFromItem(faces[0]) if faces else QModelIndex()
        page = max(1, self.viewport().height() // self.cell().height())
        steps: dict[_Move, Callable[[], int]] = {
            _Move.MoveLeft: lambda: faces.index(at) - 1,
            _Move.MovePrevious: lambda: faces.index(at) - 1,
            _Move.MoveRight: lambda: faces.index(at) + 1,
            _Move.MoveNext: lambda: faces.index(at) + 1,
            _Move.MoveHome: lambda: 0,
            _Move.MoveEnd: lambda: len(faces) - 1,
            _Move.MoveUp: lambda: self._rows_on(faces, at, -1),
            _Move.MoveDown: lambda: self._rows_on(faces, at, 1),
            _Move.MovePageUp: lambda: self._rows_on(faces, at, -page),
            _Move.MovePageDown: lambda: self._rows_on(faces, at, page),
        }
        if action not in steps:
            return super().moveCursor(action, modifiers)
        row = min(max(steps[action](), 0), len(faces) - 1)
        return self.indexFromItem(faces[row])

    def _rows_on(self, faces: Sequence[QListWidgetItem], at: QListWidgetItem, rows: int) -> int:
        """Number of the face so many rows further down that is least to the side."""
        places = [self.visualItemRect(face) for face in faces]
        here = self.visualItemRect(at)
        tops = sorted({place.top() for place in places})
        top = tops[min(max(tops.index(here.top()) + rows, 0), len(tops) - 1)]
        inside = [i for i, place in enumerate(places) if place.top() == top]
        return min(inside, key=lambda i: abs(places[i].left() - here.left()))

    def place_of(self, item: QListWidgetItem) -> QRectF:
        """Where its thumbnail is, on the viewport."""
        return _thumbnail_in(self.visualItemRect(item))

    # -- pictures -----------------------------------------------------------------------------

    def draw_more(
        self, painter: QPainter, place: QRectF, card: Card, state: QStyle.StateFlag, theme: Theme
    ) -> None:
        """Draws over a thumbnail at `place` what a list of another kind has to show there."""

    def picture(self, card: Card, side: int) -> QPixmap | None:
        """The thumbnail, `side` device pixels large."""
        if card.thumbnail is None:
            return None
        key = card.id, side
        if key not in self._pictures:
            self._pictures[key] = scaled(card.thumbnail, side)
        return self._pictures[key]


class _Painter(QStyledItemDelegate):
    """Draws a face's cell, or a section's title."""

    def __init__(self, view: FaceList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        title = index.data(_ID) is None
        return self._view.title_size() if title else self._view.cell()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current(_app())
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = self._view.card_at(index)
        if card is None:
            _draw_title(painter, area, font, str(index.data()), theme)
        else:
            self._draw_face(painter, area, font, state, card, theme)
        painter.restore()

    def _draw_face(
        self,
        painter: QPainter,
        area: QRect,
        font: QFont,
        state: QStyle.StateFlag,
        card: Card,
        theme: Theme,
    ) -> None:
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        place = _thumbnail_in(area)
        side = place.width()
        ratio = self._view.devicePixelRatioF()
        painter.setOpacity(1.0 if enabled else 0.35)
        draw_thumbnail(painter, place, self._view.picture(card, round(side * ratio)), card, theme)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if chosen:
            painter.setPen(QPen(QColor(theme.accent.ground), 3))
            painter.drawRoundedRect(place, _ROUND, _ROUND)
            _draw_tick(painter, place, theme, ratio)
        else:
            hovered = enabled and state & QStyle.StateFlag.State_MouseOver
            line = QPen(QColor(theme.outline), 2) if hovered else QPen(QColor(theme.border), 1)
            painter.setPen(line)
            painter.drawRoundedRect(place, _ROUND, _ROUND)
        self._view.draw_more(painter, place, card, state, theme)
        words = QRectF(area.x() + 2, place.bottom() + 3, area.width() - 4, area.height())
        words.setBottom(area.bottom())
        if chosen:
            font = QFont(font)
            font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if enabled else theme.muted))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(card.name, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setPen(QPen(QColor(theme.text), 1.5))
            painter.drawRoundedRect(place.adjusted(-3, -3, 3, 3), _ROUND + 3, _ROUND + 3)


# -- drawing ---------------------------------------------------------------------------------------


def _thumbnail_in(area: QRect) -> QRectF:
    """The square at the top of a face's cell."""
    side = area.width() - 2 * _GAP
    return QRectF(area.x() + _GAP, area.y() + _GAP, side, side)


def scaled(image: Image, side: int) -> QPixmap:
    """BGR pixels as a picture of `side` device pixels."""
    image = np.ascontiguousarray(image)  # Qt reads past the rows of a part of a picture
    height, width = image.shape[:2]
    whole = QImage(image.data, width, height, image.strides[0], QImage.Format.Format_BGR888)
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(whole.scaled(side, side, *ways))


def draw_thumbnail(
    painter: QPainter,
    place: QRectF,
    picture: QPixmap | None,
    card: Card,
    theme: Theme,
    rounded: float = _ROUND,
) -> None:
    """The face; a sign where it is still being made, or cannot be shown."""
    shape = QPainterPath()
    shape.addRoundedRect(place, rounded, rounded)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    if picture is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, picture, QRectF(picture.rect()))
    else:
        tone, sign = (theme.error, "error") if card.error else (theme.idle, "waiting")
        painter.fillRect(place, QColor(tone.ground))
        size = min(32, int(place.width() / 2))
        ratio = painter.device().devicePixelRatioF()
        corner = place.center() - QPointF(size / 2, size / 2)
        painter.drawPixmap(corner, icons.pixmap(sign, tone.text, size, ratio))
    painter.restore()


def _draw_title(painter: QPainter, area: QRect, font: QFont, text: str, theme: Theme) -> None:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    small.setBold(True)
    painter.setFont(small)
    painter.setPen(QColor(theme.muted))
    words = area.adjusted(_GAP + 1, 0, -_GAP, -4)
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)


def _draw_tick(painter: QPainter, place: QRectF, theme: Theme, ratio: float) -> None:
    spot = QRectF(place.right() - 25, place.bottom() - 25, 22, 22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent.ground))
    painter.drawEllipse(spot)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    tick = icons.pixmap(f"check-{theme.name}", theme.accent.text, 16, ratio)
    painter.drawPixmap(spot.topLeft() + QPointF(3, 3), tick)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
