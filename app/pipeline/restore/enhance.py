"""What a restored face is given besides: more local contrast, less grain."""

from __future__ import annotations

import cv2
import numpy as np

from app.frame import Image

CLIP_LIMIT = 1.8
"""Of CLAHE (Zuiderveld, Graphics Gems IV, 1994): the steepest part of a tile's curve."""
TILES = 8
"""Along each side of the square: one for an eye."""
COARSE = 24
"""Pixels per side of the picture of what counts as shading, which is left as it is."""
DENOISED_LEVELS = 30.0
"""Difference between neighbours that counts as an edge, at full strength."""


def detailed(square: Image, amount: float) -> Image:
    """A square with more local contrast: CLAHE of L in CIELAB, less what it does to the shading,
    so that the face does not part from the neck.

    Args:
        square: ``(side, side, 3)`` uint8 BGR.
        amount: 0..1.
    """
    lab = cv2.cvtColor(square, cv2.COLOR_BGR2LAB)
    light = np.ascontiguousarray(lab[:, :, 0])
    # One for each call: it is cheap, and not for several threads.
    contrasted = cv2.createCLAHE(CLIP_LIMIT, (TILES, TILES)).apply(light)
    change = cv2.subtract(contrasted, light, dtype=cv2.CV_16S)
    coarse = cv2.resize(change, (COARSE, COARSE), interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(coarse, light.shape[::-1], interpolation=cv2.INTER_LINEAR)
    change = cv2.subtract(change, coarse)
    lab[:, :, 0] = cv2.addWeighted(light, 1.0, change, amount, 0.0, dtype=cv2.CV_8U)
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), np.uint8)


def denoised(pixels: Image, level: float) -> Image:
    """A copy with less grain, as sharp at edges (bilateral filter, Tomasi and Manduchi 1998).

    Args:
        pixels: ``(h, w, 3)`` uint8 BGR, as large as it is seen.
        level: 0..1.
    """
    smooth = cv2.bilateralFilter(pixels, 5, DENOISED_LEVELS * level, 2.0)
    return np.asarray(smooth, np.uint8)
