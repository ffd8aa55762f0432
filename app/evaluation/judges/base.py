"""What a recogniser is, and the crop of a face that all of them are shown."""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np

from app.alignment import crop, five_points, to_square
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
FLAT = 1.0
"""Levels of standard deviation below which a crop shows nothing. The flattest of the
photos that were calibrated on has 22."""


def aligned(image: Image, landmarks: Floats) -> Image:
    """The face upright in ``(112, 112, 3)``, as ArcFace's are; black where the picture ends.

    Raises:
        NoFaceError: The landmarks are no face, or there is nothing but one colour under them.
    """
    points = five_points(landmarks)
    if not np.isfinite(points).all() or np.ptp(points, axis=0).max() < 4:
        raise NoFaceError("the landmarks are not those of a face of a usable size")
    face = crop(image, to_square(points, "arcface_112_v2", CROP), CROP)
    if float(cv2.cvtColor(face, cv2.COLOR_BGR2GRAY).std()) < FLAT:
        raise NoFaceError("the picture is flat where the face should be")
    return face
