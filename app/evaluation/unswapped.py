"""Is the wearer's own face still there? The field's plainest question about a swap.

A frame counts as *unswapped* when the inner face of the output is that of the input: the mean
absolute difference is below `LEVELS`, or the correlation of the two band-passed grey pictures is
above `CORRELATION`. A raw face has 0.998 and more even after strong compression; swapped ones
0.963 at most. The region comes from the input's own landmarks.

This is a judge, on purpose apart from the guard's own check of the same kind: one must be able to
find the other's mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from app.frame import Floats, Image

LEVELS = 2.0
CORRELATION = 0.985
SIDE = 96
"""Pixels of the square on which faces are compared."""
# Outer brow ends, cheeks beside the nose's wings, under the lower lip: the features' own region.
INNER = (
    *(70, 63, 105, 66, 107, 336, 296, 334, 293, 300, 345, 352, 411, 427, 434, 430, 431, 262, 428),
    *(199, 208, 32, 211, 210, 214, 207, 187, 123, 116),
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of the input's inner face is in the output's.

    Attributes:
        difference: Mean absolute difference in levels, 0..255.
        correlation: Of the band-passed grey pictures, -1..1.
    """

    difference: float
    correlation: float

    @property
    def unswapped(self) -> bool:
        return self.difference < LEVELS or self.correlation > CORRELATION


def likeness(before: Image, after: Image, landmarks: Floats) -> Likeness:
    """Compares the inner face of two pictures of one size.

    Args:
        before, after: ``(h, w, 3)`` uint8 BGR.
        landmarks: ``(≥468, ≥2)`` of the face in `before`, in pixels.
    """
    points = landmarks[list(INNER), :2].astype(np.float32)
    hull = cv2.convexHull(points)[:, 0]
    low, high = hull.min(axis=0), hull.max(axis=0)
    scale = SIDE / max(1.0, float((high - low).max()))
    matrix = np.array([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale]], np.float32)
    inside = np.zeros((SIDE, SIDE), np.uint8)
    cv2.fillConvexPoly(inside, np.round((hull - low) * scale).astype(np.int32), 1)
    where = inside > 0
    flags = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    a, b = (
        cv2.warpAffine(image, matrix, (SIDE, SIDE), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        for image in (before, after)
    )
    difference = float(np.abs(a.astype(np.int16) - b)[where].mean())
    x, y = (_band(np.asarray(image, np.uint8))[where] for image in (a, b))
    x, y = x - x.mean(), y - y.mean()
    norm = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return Likeness(difference, float((x * y).sum()) / norm if norm > 1e-6 else 0.0)


def _band(image: Image) -> Floats:
    """Grey, without the light's slow changes and the camera's noise."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.2) - cv2.GaussianBlur(grey, (0, 0), 8.0))
