"""The large picture: what others see, or would."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.ui import icons
from app.ui.preview_sink import PreviewSink, View, fitted
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
        """Shares the memory of `_view`."""
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

    def show_view(self, view: View) -> None:
        """Shows a picture."""
        height, width = view.pixels.shape[:2]
        # The mirror of an older wish may be underway; the next frame puts it right.
        self._image = QImage(
            view.pixels.data, width, height, view.pixels.strides[0], QImage.Format.Format_RGB32
        )
        self._view = view
        self.update()

    def clear(self, title: str, text: str, icon: str = "understudy") -> None:
        """Shows words instead of a picture."""
        self._view = self._image = None
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
        self._sink.fit(*self.device_size(), mirrored=self._mirrored)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image is None:
            self._paint_words(painter)
            return
        stage = QColor(current(_app()).stage.ground)
        ratio = self.devicePixelRatioF()
        width, height = self.device_size()
        size = fitted(self._image.width(), self._image.height(), width, height)
        x, y = (width - size[0]) // 2, (height - size[1]) // 2
        target = QRectF(x / ratio, y / ratio, size[0] / ratio, size[1] / ratio)
        for bar in _around(self.rect(), target):
            painter.fillRect(bar, stage)
        if (self._image.width(), self._image.height()) == size:
            self._image.setDevicePixelRatio(ratio)
            painter.drawImage(QPointF(target.topLeft()), self._image)
        else:  # the window has just changed its size; the next frame fits
            self._image.setDevicePixelRatio(1)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, self._image, QRectF(self._image.rect()))

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


def _around(whole: QRect, inner: QRectF) -> list[QRectF]:
    """The four bars that `inner` leaves of `whole`."""
    outer = QRectF(whole)
    return [
        QRectF(outer.left(), outer.top(), outer.width(), inner.top() - outer.top()),
        QRectF(outer.left(), inner.bottom(), outer.width(), outer.bottom() - inner.bottom()),
        QRectF(outer.left(), inner.top(), inner.left() - outer.left(), inner.height()),
        QRectF(inner.right(), inner.top(), outer.right() - inner.right(), inner.height()),
    ]


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
