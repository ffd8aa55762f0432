"""Brings pictures to another size without stretching them."""

from __future__ import annotations

import cv2
import numpy as np

from app.frame import Image
from app.pipeline.finish.options import Fit


class Framing:
    """From one size to another.

    Args:
        source: Width and height of what comes, in pixels.
        target: Of what leaves.
        fit: See `Fit`.
    """

    def __init__(self, source: tuple[int, int], target: tuple[int, int], fit: Fit) -> None:
        self.target = target
        (width, height), (out_width, out_height) = source, target
        scales = out_width / width, out_height / height
        scale = max(scales) if fit is Fit.CROP else min(scales)
        # Whole pixels in the source: no half pixel of blur where the sizes are the same.
        w = min(width, max(1, round(out_width / scale)))
        h = min(height, max(1, round(out_height / scale)))
        self._x, self._y, self._w, self._h = (width - w) // 2, (height - h) // 2, w, h
        self._inner = (
            min(out_width, max(1, round(w * scale))),
            min(out_height, max(1, round(h * scale))),
        )
        self._filter = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        self.unchanged = source == target

    def apply(self, image: Image) -> Image:
        """``(h, w, 3)`` uint8 BGR of the source's size → that of the target's; the same array
        where nothing is to be done."""
        if self.unchanged:
            return image
        part = image[self._y : self._y + self._h, self._x : self._x + self._w]
        if part.shape[1::-1] != self._inner:
            part = np.asarray(cv2.resize(part, self._inner, interpolation=self._filter), np.uint8)
        if self._inner == self.target:
            return np.ascontiguousarray(part)
        result = np.zeros((self.target[1], self.target[0], 3), np.uint8)
        x, y = (self.target[0] - self._inner[0]) // 2, (self.target[1] - self._inner[1]) // 2
        result[y : y + self._inner[1], x : x + self._inner[0]] = part
        return result


def letterboxed(image: Image, width: int, height: int) -> Image:
    """`image` ``(h, w, 3)`` scaled to fit into a black ``(height, width, 3)``, centred."""
    size = image.shape[1], image.shape[0]
    return Framing(size, (width, height), Fit.BARS).apply(image)
