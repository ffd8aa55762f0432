"""Proxies of how real a swap looks. They are no judgement of beauty: a picture can be ugly with
good figures here, so look at it as well."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from app.evaluation.unswapped import INNER
from app.frame import Floats, Image
from app.pipeline.swap.mesh.topology import topology

RINGS = tuple(float(v) for v in np.geomspace(0.75, 1.41, 10))
"""Sizes of the face's oval between which steps of colour are looked for."""
RING_POINTS = 72
BLUR = 0.012
"""Blur before colours are read off, over the face's height: not the camera's noise."""
AWAY = 1.7
"""Size of the face's box beyond which everything is background."""


@dataclass(frozen=True, slots=True)
class Realism:
    """Of one face in one frame; NaN where it lies outside the picture.

    Attributes:
        sharpness: Variance of the Laplacian on the inner face, output over input.
        seam: Largest step of LAB colour between neighbouring rings around the face's oval, in
            excess of the input's, in units of LAB.
        colour: ``(2, 3)``: mean LAB of the inner face, input and output.
    """

    sharpness: float
    seam: float
    colour: Floats


def measure(before: Image, after: Image, landmarks: Floats) -> Realism:
    """Compares one face of two pictures.

    Args:
        before, after: ``(h, w, 3)`` uint8 BGR, of one size.
        landmarks: ``(≥468, ≥2)`` of the face in `before`.
    """
    low, high = landmarks[:468, :2].min(axis=0), landmarks[:468, :2].max(axis=0)
    reach = (high - low) * 0.3
    h, w = before.shape[:2]
    x0, y0 = (int(v) for v in np.clip(low - reach, 0, (w - 2, h - 2)))
    x1, y1 = (int(v) for v in np.clip(high + reach + 1, (x0 + 2, y0 + 2), (w, h)))
    points = np.asarray(landmarks[:, :2] - (x0, y0), np.float32)
    inside = np.zeros((y1 - y0, x1 - x0), np.uint8)
    hull = cv2.convexHull(np.round(points[list(INNER)]).astype(np.int32))
    cv2.fillConvexPoly(inside, hull, 1)
    where = inside > 0
    crops = [np.ascontiguousarray(image[y0:y1, x0:x1]) for image in (before, after)]
    if not where.any():
        return Realism(float("nan"), float("nan"), np.full((2, 3), np.nan, np.float32))
    fine = [
        cv2.Laplacian(cv2.cvtColor(c, cv2.COLOR_BGR2GRAY), cv2.CV_32F)[where].var() for c in crops
    ]
    labs = [_lab(crop) for crop in crops]
    colour = np.array([lab[where].mean(axis=0) for lab in labs], np.float32)
    sigma = max(0.5, BLUR * float(high[1] - low[1]))
    soft = (np.asarray(cv2.GaussianBlur(lab, (0, 0), sigma), np.float32) for lab in labs)
    steps = [_steps(lab, points) for lab in soft]
    return Realism(
        sharpness=float(fine[1] / max(float(fine[0]), 1e-6)),
        seam=float(np.max(steps[1] - steps[0])),
        colour=colour,
    )


def _lab(image: Image) -> Floats:
    """L 0..100, a and b about -100..100."""
    scaled = image.astype(np.float32) / 255
    return np.asarray(cv2.cvtColor(scaled, cv2.COLOR_BGR2LAB), np.float32)


def _steps(lab: Floats, points: Floats) -> Floats:
    """Mean step of colour from each ring to the next, around the face; those outside the picture
    do not count."""
    oval = points[topology().oval]
    closed = np.concatenate([oval, oval[:1]])
    at = np.linspace(0, len(oval), RING_POINTS, endpoint=False)
    ring = np.stack([np.interp(at, np.arange(len(closed)), closed[:, k]) for k in (0, 1)], axis=1)
    middle = oval.mean(axis=0)
    places = middle + np.array(RINGS)[:, None, None] * (ring - middle)
    h, w = lab.shape[:2]
    inside = ((places >= 0) & (places <= (w - 1, h - 1))).all(axis=2)
    maps = places.astype(np.float32)
    colours = cv2.remap(lab, maps[:, :, 0], maps[:, :, 1], cv2.INTER_LINEAR)
    step = np.linalg.norm(np.diff(colours, axis=0), axis=2)
    both = inside[1:] & inside[:-1]
    return np.array(
        [
            row[ok].mean() if ok.sum() > RING_POINTS // 4 else 0.0
            for row, ok in zip(step, both, strict=True)
        ],
        np.float32,
    )


def background(before: Image, after: Image, faces: list[Floats]) -> float:
    """Mean absolute difference in levels away from every face."""
    away = np.ones(before.shape[:2], bool)
    for landmarks in faces:
        low, high = landmarks[:468, :2].min(axis=0), landmarks[:468, :2].max(axis=0)
        middle, half = (low + high) / 2, (high - low) / 2 * AWAY
        x0, y0 = np.maximum(middle - half, 0).astype(int)
        x1, y1 = np.ceil(np.maximum(middle + half, 0)).astype(int)
        away[y0:y1, x0:x1] = False
    if not away.any():
        return 0.0
    return float(cv2.absdiff(before, after)[away].mean())
