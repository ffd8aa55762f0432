"""Draws ``assets/shield/card.png`` from ``card.svg`` with Qt, where DejaVu Sans is installed."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.paths import assets_dir


def main() -> None:
    application = QGuiApplication(sys.argv)
    folder = assets_dir() / "shield"
    renderer = QSvgRenderer(str(folder / "card.svg"))
    image = QImage(1280, 720, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    if not image.save(str(folder / "card.png")):
        raise SystemExit("card.png cannot be written")
    application.quit()


if __name__ == "__main__":
    main()
