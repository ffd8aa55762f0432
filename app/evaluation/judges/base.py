"""What a recogniser is, and the crop of a face that all of them are shown."""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np

from app.errors import SourceError
from app.frame import Floats, Image


class NoFaceError(SourceError):
    """A picture has no face in it that a judge could read."""


class Recogniser(Protocol):
    """Turns a face into a vector; the vectors of one person's pictures point the same way.

    Not thread-safe: every thread makes its own.
    """

    name: str
    """Under which its threshold is kept."""

    def embed(self, image: Image, landmarks: Floats) -> Floats:
        """The face's vector, of unit length.

        Args:
            image: ``(h, w, 3)`` uint8 BGR.
            landmarks: ``(≥468, ≥2)`` of the face in `image`, in pixels.

        Raises:
            NoFaceError: There is nothing but one colour where the face should be.
        """
        ...


def similarity(a: Floats, b: Floats) -> float:
    """Cosine of two vectors of unit length, -1..1."""
    return float(np.dot(a, b))


def unit(vector: Floats) -> Floats:
    """The vector at length 1, not to be written to."""
    result = np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), np.float32)
    result.setflags(write=False)
    return result


CROP = 112
ARCFACE = np.array(
    [
        [38.2946, 51.6963],
        [73.5318, 51.5014],
        [56.0252, 71.7366],
        [41.5493, 92.3655],
        [70.7299, 92.2041],
    ],
    np.float32,
)
"""Where the eyes, the nose's tip and the mouth's corners go in a crop of `CROP` pixels (the
template of ArcFace, arXiv:1801.07698, as InsightFace publishes it)."""
EYES = ((33, 133), (263, 362))
NOSE, MOUTH = 4, (61, 291)
FLAT = 1.0
"""Levels of standard deviation below which a crop shows nothing. The flattest of the
photos that were calibrated on has 22."""


def aligned(image: Image, landmarks: Floats) -> Image:
    """The face upright in ``(112, 112, 3)``; black where the picture ends.

    Raises:
        NoFaceError: The landmarks are no face, or there is nothing but one colour under them.
    """
    eyes = [landmarks[list(corners), :2].mean(axis=0) for corners in EYES]
    points = np.stack([*eyes, landmarks[NOSE, :2], *landmarks[list(MOUTH), :2]])
    if not np.isfinite(points).all() or np.ptp(points, axis=0).max() < 4:
        raise NoFaceError("the landmarks are not those of a face of a usable size")
    matrix = _similarity(np.asarray(points, np.float32), ARCFACE)
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if scale < 0.6:  # a bilinear step this long would skip pixels
        image, matrix = _shrunk(image, matrix, points, scale)
    crop = cv2.warpAffine(image, matrix, (CROP, CROP), flags=cv2.INTER_LINEAR)
    if float(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).std()) < FLAT:
        raise NoFaceError("the picture is flat where the face should be")
    return np.asarray(crop, np.uint8)


def _shrunk(image: Image, matrix: Floats, points: Floats, scale: float) -> tuple[Image, Floats]:
    """The face's surroundings, blurred for a step of ``1 / scale`` pixels."""
    reach = 1.5 * CROP / scale
    low = np.maximum(np.floor(points.mean(axis=0) - reach), 0).astype(int)
    high = np.ceil(points.mean(axis=0) + reach).astype(int)
    part = image[low[1] : max(high[1], low[1] + 1), low[0] : max(high[0], low[0] + 1)]
    moved = matrix.copy()
    moved[:, 2] += matrix[:, :2] @ low
    if not part.size:
        return image, matrix
    return np.asarray(cv2.GaussianBlur(part, (0, 0), 0.35 / scale), np.uint8), moved


def _similarity(source: Floats, target: Floats) -> Floats:
    """``(2, 3)`` of the least-squares rotation, scale and shift; points as complex numbers."""
    s, t = (p[:, 0].astype(np.complex128) + 1j * p[:, 1] for p in (source, target))
    turn = np.vdot(s - s.mean(), t - t.mean()) / (np.abs(s - s.mean()) ** 2).sum()
    shift = t.mean() - turn * s.mean()
    return np.array(
        [[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]], np.float32
    )
