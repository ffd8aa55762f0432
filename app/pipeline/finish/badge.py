"""The mark on the picture that says that the face is made by a computer."""

from __future__ import annotations

import cv2
import numpy as np

from app.errors import ModelError
from app.frame import Floats, Image
from app.paths import assets_dir

HEIGHT = 0.05
"""Of the badge over the picture's; at least `_LEGIBLE` pixels."""
_LEGIBLE = 22
MARGIN = 0.025
"""Between the badge and the picture's edges, over the picture's height."""


class Badge:
    """Lies at the lower left. Ready for pictures of one size.

    Args:
        width, height: Of the pictures, in pixels.

    Raises:
        ModelError: Its file is missing: install the app anew.
    """

    def __init__(self, width: int, height: int) -> None:
        path = assets_dir() / "badge" / "badge.png"
        drawn = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        if drawn is None or drawn.ndim != 3 or drawn.shape[2] != 4:
            raise ModelError.missing(path)
        margin = round(MARGIN * height)
        scale = max(_LEGIBLE, HEIGHT * height) / drawn.shape[0]
        scale = min(scale, max(1, width - 2 * margin) / drawn.shape[1], height / drawn.shape[0])
        size = max(1, round(drawn.shape[1] * scale)), max(1, round(drawn.shape[0] * scale))
        alpha = drawn[:, :, 3:].astype(np.float32) / 255
        # Scaled with its transparency multiplied in: none of the colour beyond its edge comes in.
        inked = cv2.resize(drawn[:, :, :3] * alpha, size, interpolation=cv2.INTER_AREA)
        self._ink: Floats = np.asarray(inked, np.float32)
        seen = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
        self._clear: Floats = 1 - np.asarray(seen, np.float32)[:, :, None]
        self._y = max(0, height - margin - size[1])
        self._x = min(margin, width - size[0])

    def put(self, image: Image) -> Image:
        """A copy of a picture ``(h, w, 3)`` uint8 BGR of that size, with the badge on it."""
        result = image.copy()
        h, w = self._ink.shape[:2]
        place = result[self._y : self._y + h, self._x : self._x + w]
        place[:] = (self._ink + self._clear * place + 0.5).astype(np.uint8)
        return result
