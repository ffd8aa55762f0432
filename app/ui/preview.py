"""The large picture: what others see, or would; beside it, for the wearer alone, their own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.frame import Image
from app.ui import icons
from app.ui.preview_sink import GAP, Compare, PreviewSink, View, fitted
from app.ui.theme import current

_EMPTY_ICON = 56


class Preview(QWidget):
    """Paints the newest view of a `PreviewSink`, letterboxed. Raster only: no OpenGL needed.

    The sink has scaled the picture to this widget's device pixels already; painting copies it.
    """

    def __init__(self, sink: PreviewSink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sink = sink
        self._mirrored = False
        self._view: View | None = None
        self._image: QImage | None = None
        self._raw: QImage | None = None
        """Both share the memory of `_view`."""
        self._compare = Compare.OUTPUT
        self._raw_blanked = False
        self._icon, self._title, self._text = "understudy", "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 160)
        self.setAccessibleName(self.tr("Preview"))
        self.setAccessibleDescription(self.tr("What others see"))

    def sizeHint(self) -> QSize:
        return QSize(960, 540)

    @property
    def view(self) -> View | None:
        """What is shown; None while it is empty."""
        return self._view

    def set_mirrored(self, mirrored: bool) -> None:
        """From the next frame on; nobody else sees it."""
        self._mirrored = mirrored
        self._tell_size()

    @property
    def compare(self) -> Compare:
        return self._compare

    def set_compare(self, compare: Compare) -> None:
        """How it is shown from now on; what is there of the camera's own picture goes at once."""
        self._compare = compare
        self._drop_raw()
        self._tell_size()
        words = {
            Compare.OUTPUT: self.tr("What others see"),
            Compare.SPLIT: self.tr("On the left your camera, for you alone; else what others see"),
            Compare.SIDE: self.tr("On the left your camera, for you alone; right what others see"),
        }
        self.setAccessibleDescription(words[compare])

    def blank_raw(self, blanked: bool) -> None:
        """The panic key: nothing of the camera's own picture is shown while it is down."""
        self._raw_blanked = blanked
        if blanked:
            self._drop_raw()

    def _drop_raw(self) -> None:
        self._raw = None
        if self._view is not None:
            self._view = replace(self._view, raw=None)
        self.update()

    def show_view(self, view: View) -> None:
        """Shows a picture."""
        if self._raw_blanked or self._compare is Compare.OUTPUT:
            view = replace(view, raw=None)
        # The mirror of an older wish may be underway; the next frame puts it right.
        self._image = _image(view.pixels)
        self._raw = None if view.raw is None else _image(view.raw)
        self._view = view
        self.update()

    def clear(self, title: str, text: str, icon: str = "understudy") -> None:
        """Shows words instead of a picture."""
        self._view = self._image = self._raw = None
        self._icon, self._title, self._text = icon, title, text
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._tell_size()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.Show):
            self._tell_size()
        return super().event(event)

    def device_size(self) -> tuple[int, int]:
        """Width and height in device pixels."""
        ratio = self.devicePixelRatioF()
        return round(self.width() * ratio), round(self.height() * ratio)

    def _tell_size(self) -> None:
        self._sink.fit(*self.device_size(), mirrored=self._mirrored, compare=self._compare)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image is None:
            self._paint_words(painter)
            return
        painter.fillRect(self.rect(), QColor(current(_app()).stage.ground))
        width, height = self.device_size()
        if self._compare is Compare.SIDE:
            cell = max(1, width - GAP) // 2
            self._paint_picture(painter, self._raw, QRect(0, 0, cell, height))
            place = self._paint_picture(painter, self._image, QRect(width - cell, 0, cell, height))
            raw_place = place.translated(-(width - cell), 0)
        else:
            place = raw_place = self._paint_picture(
                painter, self._image, QRect(0, 0, width, height)
            )
        if self._compare is Compare.OUTPUT:
            return
        if self._compare is Compare.SPLIT:
            half = place.width() // 2
            raw_place = QRect(place.x(), place.y(), half, place.height())
            if self._raw is not None:
                ratio = self.devicePixelRatioF()
                painter.save()
                painter.setClipRect(_logical(raw_place, ratio))
                self._paint_picture(painter, self._raw, QRect(0, 0, width, height))
                painter.restore()
            place = QRect(place.x() + half, place.y(), place.width() - half, place.height())
            edge = QRect(place.x() - 1, place.y(), 2, place.height())
            painter.fillRect(
                _logical(edge, self.devicePixelRatioF()), QColor(current(_app()).stage.text)
            )
        if self._raw is not None:
            self._paint_label(painter, raw_place, self.tr("Only you see this"))
        elif self._compare is Compare.SIDE:
            self._paint_label(painter, raw_place, self.tr("Your camera is not shown now"))
        self._paint_label(painter, place, self.tr("Others see this"))

    def _paint_picture(self, painter: QPainter, image: QImage | None, area: QRect) -> QRect:
        """Paints a picture in the middle of `area`; returns where. Both in device pixels."""
        if image is None:
            return area
        ratio = self.devicePixelRatioF()
        width, height = fitted(image.width(), image.height(), area.width(), area.height())
        place = QRect(
            area.x() + (area.width() - width) // 2,
            area.y() + (area.height() - height) // 2,
            width,
            height,
        )
        target = _logical(place, ratio)
        if (image.width(), image.height()) == (width, height):
            image.setDevicePixelRatio(ratio)
            painter.drawImage(QPointF(target.topLeft()), image)
        else:  # the window has just changed its size; the next frame fits
            image.setDevicePixelRatio(1)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, image, QRectF(image.rect()))
        return place

    def _paint_label(self, painter: QPainter, place: QRect, text: str) -> None:
        """Words on a plate at a picture's upper edge."""
        tone = current(_app()).stage
        area = _logical(place, self.devicePixelRatioF()).adjusted(8, 8, -8, -8)
        metrics = QFontMetrics(self.font())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()) - 20)
        plate = QRectF(
            area.x(), area.y(), metrics.horizontalAdvance(text) + 20, metrics.height() + 8
        )
        ground = QColor(tone.ground)
        ground.setAlpha(215)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(plate, 6, 6)
        painter.setPen(QColor(tone.text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_words(self, painter: QPainter) -> None:
        tone = current(_app()).stage
        painter.fillRect(self.rect(), QColor(tone.ground))
        painter.setPen(QColor(tone.text))
        title = self.font()
        title.setPointSizeF(title.pointSizeF() * 1.35)
        title.setBold(True)
        area = QRect(24, 0, self.width() - 48, self.height())
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.setFont(title)
        head = painter.boundingRect(area, flags, self._title)
        painter.setFont(self.font())
        body = painter.boundingRect(area, flags, self._text)
        gap = 12
        total = _EMPTY_ICON + gap + head.height() + gap // 2 + body.height()
        y = max(8, (self.height() - total) // 2)
        picture = icons.pixmap(self._icon, tone.text, _EMPTY_ICON, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - _EMPTY_ICON) // 2, y, picture)
        y += _EMPTY_ICON + gap
        painter.setFont(title)
        painter.drawText(QRect(area.x(), y, area.width(), head.height()), flags, self._title)
        y += head.height() + gap // 2
        painter.setFont(self.font())
        painter.drawText(QRect(area.x(), y, area.width(), body.height()), flags, self._text)


def _image(pixels: Image) -> QImage:
    """Shares the memory of `pixels`, which the caller keeps."""
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)


def _logical(place: QRect, ratio: float) -> QRectF:
    """From device pixels to Qt's."""
    return QRectF(
        place.x() / ratio, place.y() / ratio, place.width() / ratio, place.height() / ratio
    )


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
