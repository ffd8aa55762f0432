"""Makes the pictures of README: gallery, the demo clip with several faces, and the window twice.

``.venv/bin/python scripts/build_pictures.py``; the window needs a display, or
``QT_QPA_PLATFORM=offscreen``. The meter in the second one needs the judges' weights
(`understudy models download judges`).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import cv2
import numpy as np

from app.frame import Frame, Image, Verdict
from app.pipeline.composite.paste import Compositor
from app.pipeline.guard import Guard
from app.pipeline.sources import open_source
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.track.tracker import Tracker
from app.templates.library import TemplateLibrary

OUTPUT = Path(__file__).resolve().parent.parent / "docs" / "images"
FACES = ("ruth", "samir", "mei", "ines", "vesper")
MOMENTS = (34, 112, 196)
WIDTH = 300
PER_ROW, GAP = 8, 8


def swapped(frames: list[Frame], template_id: str) -> list[Image]:
    """What leaves for the frames at `MOMENTS`, after all that came before."""
    library = TemplateLibrary()
    template = library.load(template_id)
    swapper, compositor = MeshSwapper(), Compositor()
    guard = Guard(frames[0].width, frames[0].height)
    pictures = []
    for frame in frames:
        patches = [swapper.swap(frame, face, template) for face in frame.faces]
        covers = guard.covers(frame, patches)
        safe = guard.judge(frame, compositor.compose(frame, [*covers, *patches]), patches, covers)
        if frame.index in MOMENTS:
            if safe.verdict is not Verdict.SWAPPED:
                raise SystemExit(f"frame {frame.index} is shielded: {safe.reason}")
            pictures.append(safe.image)
    return pictures


def close_up(picture: Image) -> Image:
    """The middle of a picture, where the person sits."""
    height, width = picture.shape[:2]
    left = round(width * 0.21)
    part = picture[:, left : left + height * 4 // 5]
    return np.asarray(
        cv2.resize(part, (WIDTH, WIDTH * 5 // 4), interpolation=cv2.INTER_AREA), np.uint8
    )


def gallery() -> None:
    """``gallery.jpg``: the built-in templates."""
    library = TemplateLibrary(home=Path("nobody's"))
    tiles = [item.pack.thumbnail(item.entry.id) for item in library.list()]
    gap = np.full((tiles[0].shape[0], GAP, 3), 255, np.uint8)
    rows = []
    for start in range(0, len(tiles), PER_ROW):
        row = [part for tile in tiles[start : start + PER_ROW] for part in (tile, gap)]
        row += [np.full_like(tiles[0], 255), gap] * (PER_ROW - len(row) // 2)
        rows.append(np.hstack(row[:-1]))
    between = np.full((GAP, rows[0].shape[1], 3), 255, np.uint8)
    sheet = np.vstack([part for row in rows for part in (row, between)][:-1])
    cv2.imwrite(str(OUTPUT / "gallery.jpg"), sheet, [cv2.IMWRITE_JPEG_QUALITY, 88])


def faces() -> None:
    """``faces.jpg``: three moments down, the wearer and several faces across."""
    source, tracker = open_source("demo"), Tracker()
    frames = []
    while (frame := source.read()) is not None and frame.index <= max(MOMENTS):
        frames.append(tracker.update(frame))
    source.close()
    tracker.close()
    columns = [[frames[moment].image for moment in MOMENTS]]
    columns += [swapped(frames, name) for name in FACES]
    sheet = np.hstack([np.vstack([close_up(picture) for picture in c]) for c in columns])
    cv2.imwrite(str(OUTPUT / "faces.jpg"), sheet, [cv2.IMWRITE_JPEG_QUALITY, 88])


def window() -> None:
    """``window.png``: the app on the demo clip, once it says that the face is covered."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from app.run import RunOptions
    from app.ui.application import run_window
    from app.ui.main_window import MainWindow
    from app.ui.side import LOOK

    os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp()  # nobody's settings
    application = QApplication.instance() or QApplication([])

    def window() -> MainWindow:
        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))

    def shoot() -> None:
        window().grab().save(str(OUTPUT / "window.png"))
        window().actions_["view.side"].trigger()
        window().banner.hide()
        window().tabs.setCurrentIndex(LOOK)
        window().actions_["session.meter"].trigger()

    def shoot_again() -> None:
        window().grab().save(str(OUTPUT / "compare.png"))
        window().quit()

    QTimer.singleShot(5200, shoot)
    QTimer.singleShot(12000, shoot_again)
    run_window(RunOptions(source="demo", sinks=("window",)))
    del application


if __name__ == "__main__":
    OUTPUT.mkdir(parents=True, exist_ok=True)
    gallery()
    faces()
    window()
