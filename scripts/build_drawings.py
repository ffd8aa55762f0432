"""Draws ``assets/shield/card.png`` and ``assets/badge/badge.png`` from the SVG files beside them,
with Qt, where DejaVu Sans is installed."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.paths import assets_dir

DRAWINGS = {
    "shield/card": (1280, 720, QImage.Format.Format_RGB32),
    "badge/badge": (640, 96, QImage.Format.Format_ARGB32),
}


def main() -> None:
    application = QGuiApplication(sys.argv)
    for name, (width, height, kind) in DRAWINGS.items():
        renderer = QSvgRenderer(str(assets_dir() / f"{name}.svg"))
        image = QImage(width, height, kind)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        if not image.save(str(assets_dir() / f"{name}.png")):
            raise SystemExit(f"{name}.png cannot be written")
    application.quit()


if __name__ == "__main__":
    main()
