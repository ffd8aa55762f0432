"""The card: a plain picture that says that the camera is covered."""

from __future__ import annotations

import cv2
import numpy as np

from app.frame import Image
from app.paths import assets_dir

BACKGROUND = (46, 38, 34)
"""BGR of the card; also around its picture where the shapes differ."""


def card(width: int, height: int) -> Image:
    """The card at the size of the output, read-only. A plain surface where its picture is missing:
    a shield must never fail."""
    result = np.full((height, width, 3), BACKGROUND, np.uint8)
    picture = cv2.imread(str(assets_dir() / "shield" / "card.png"), cv2.IMREAD_COLOR)
    if picture is not None:
        scale = min(width / picture.shape[1], height / picture.shape[0])
        w, h = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
        x, y = (width - w) // 2, (height - h) // 2
        result[y : y + h, x : x + w] = cv2.resize(picture, (w, h), interpolation=cv2.INTER_AREA)
    result.setflags(write=False)
    return result
