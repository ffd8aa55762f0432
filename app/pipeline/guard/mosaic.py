"""Coarse blocks over faces."""

from __future__ import annotations

import cv2
import numpy as np

from app.frame import Box, Frame, Image, Patch

CELLS = 8
"""Blocks across a face, at most: far below what recognisers and people need."""
COVER_SCALE = 1.5
"""The box over which the blocks lie, over the detector's: from hair to neck, ear to ear."""


def pixelate(image: Image, cells: float) -> Image:
    """Averages `image` into square blocks, `cells` of them along its shorter side."""
    height, width = image.shape[:2]
    block = max(1.0, min(width, height) / max(1.0, cells))
    size = max(1, round(width / block)), max(1, round(height / block))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


def cover(frame: Frame, box: Box) -> Patch | None:
    """A patch of blocks over a face whose mesh is not known; None where it lies outside."""
    large = box.scaled(COVER_SCALE)
    x0, y0, x1, y1 = large.clipped(frame.width, frame.height)
    if x1 <= x0 or y1 <= y0:
        return None
    # The blocks' size is that of the whole box, also where the frame's border cuts it.
    cells = CELLS * COVER_SCALE * min(x1 - x0, y1 - y0) / max(1.0, min(large.width, large.height))
    pixels = pixelate(frame.image[y0:y1, x0:x1], max(1.0, np.floor(cells)))
    mask = np.full((y1 - y0, x1 - x0), 255, np.uint8)
    return Patch(pixels, mask, x0, y0, -1, frame.index)
