"""How much a picture of a face tells a recogniser: 0..1.

buffalo_l has no network for it. What is measured are the parts of ISO/IEC 29794-5 (face image
quality) that can be read off one picture with five points and a pose; the formulas are this
project's, and like the standard's each part is 1 where the picture lacks nothing:

- *detection*: the detector's score;
- *pose*: ``cos² yaw · cos² pitch``; roll is undone before a recogniser looks;
- *size*: distance of the eyes over the 35 pixels that it has in ArcFace's crop, at most 1: a
  smaller face is made larger, which adds nothing;
- *light*: share of the inner face that is neither black (luma below 25) nor burnt out (above 247);
- *sharpness*: see `_sharpness`.

The quality is their product, so that one lack is enough. It says nothing about who it is.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from app.alignment import crop, to_square
from app.frame import Floats, Image, Pose

SIDE = 112
EYES = 35.24
"""Pixels between the eyes in ArcFace's crop (``arcface_112_v2`` of `app.alignment`)."""
DARK, BURNT = 25, 247
SHARP = 0.032
"""Share of detail at which a face counts as sharp: the median of 56 photos of faces that are at
least as large as the crop. Blurred by one pixel of it they have half of that, by two a fifth."""
_INNER = np.s_[28:106, 20:92]
"""Of the crop: brows to chin, cheek to cheek."""


def quality(image: Image, points: Floats, pose: Pose, score: float) -> float:
    """See the module's text.

    Args:
        image: ``(h, w, 3)`` uint8 BGR.
        points: ``(5, 2)`` in pixels, as of `app.alignment.five_points`.
        pose: Of the head, in degrees.
        score: The detector's, 0..1.
    """
    turned = math.cos(math.radians(pose.yaw)) * math.cos(math.radians(pose.pitch))
    size = min(1.0, float(np.linalg.norm(points[1] - points[0])) / EYES)
    face = crop(image, to_square(points, "arcface_112_v2", SIDE), SIDE)
    grey = cv2.cvtColor(face, cv2.COLOR_BGR2GRAY)[_INNER]
    lit = float(((grey >= DARK) & (grey <= BURNT)).mean())
    return score * max(0.0, turned) ** 2 * size * lit * _sharpness(np.asarray(grey, np.uint8))


def _sharpness(grey: Image) -> float:
    """0..1: variance of the Laplacian (Pech-Pacheco et al., ICPR 2000) over that of the picture,
    so that contrast does not count, relative to `SHARP`. The picture is smoothed by a pixel first:
    noise is no detail."""
    values = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), 1.0)
    spread = float(values.var())
    if spread < 1.0:
        return 0.0
    detail = float(cv2.Laplacian(values, cv2.CV_32F).var()) / spread
    return min(1.0, detail / SHARP)
