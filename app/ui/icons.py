"""The app's own icons: SVG in ``assets/icons``, drawn in a colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import assets_dir

SIZES = (16, 24, 32, 48)
"""Device pixels for which an icon is drawn ahead."""


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon.

    Args:
        name: The file's, without ``.svg``.
        colour: ``#rrggbb`` in place of ``currentColor``.
        size: Side in logical pixels.
        ratio: Device pixels per logical pixel.
    """
    path = assets_dir() / "icons" / f"{name}.svg"
    drawing = path.read_bytes().replace(b"currentColor", colour.encode())
    side = round(size * ratio)
    result = QPixmap(side, side)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def icon(name: str, colour: str) -> QIcon:
    """One icon in all usual sizes."""
    result = QIcon()
    for size in SIZES:
        result.addPixmap(pixmap(name, colour, size))
    return result


def app_icon() -> QIcon:
    """The app's own; it brings its colours."""
    result = QIcon()
    for size in (*SIZES, 64, 128, 256):
        result.addPixmap(pixmap("understudy", "#000000", size))
    return result
