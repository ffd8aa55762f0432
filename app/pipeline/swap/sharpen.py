"""An unsharp mask without halos, for every engine's patches."""

from __future__ import annotations

import cv2
import numpy as np

from app.frame import Image

RADIUS = 0.006
"""Standard deviation of the mask's blur over the face's height: lashes and pores, no shading."""
AMOUNT = 2.4
"""What is added of the difference to the blur, at full strength."""
CORE = 2
"""Levels of difference that are left alone: noise."""
OVERSHOOT = 5
"""Levels by which a pixel may leave the range of its neighbourhood: more is seen as a halo."""


def sharpened(pixels: Image, strength: float, height: float) -> Image:
    """A crisper copy.

    Args:
        pixels: ``(h, w, 3)`` uint8.
        strength: 0..1.
        height: Of the face in pixels.
    """
    sigma = max(0.8, RADIUS * height)
    blurred = cv2.GaussianBlur(pixels, (0, 0), sigma)
    core, amount = np.full(4, CORE, np.float64), AMOUNT * strength
    up = cv2.subtract(cv2.subtract(pixels, blurred), core)
    down = cv2.subtract(cv2.subtract(blurred, pixels), core)
    crisp = cv2.subtract(cv2.scaleAdd(up, amount, pixels), cv2.convertScaleAbs(down, None, amount))
    side = 2 * round(sigma) + 1
    near = np.ones((side, side), np.uint8)
    level = np.full(4, OVERSHOOT, np.float64)
    lowest = cv2.subtract(cv2.erode(pixels, near), level)
    highest = cv2.add(cv2.dilate(pixels, near), level)
    return np.asarray(cv2.min(cv2.max(crisp, lowest), highest), np.uint8)
