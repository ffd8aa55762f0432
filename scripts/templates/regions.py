"""Which part of the face each pixel of the texture shows."""

from __future__ import annotations

import cv2
import numpy as np
from features import Surface
from hair import BEARD, HEAD
from numpy.typing import NDArray
from studio import Portrait

Mask = NDArray[np.bool_]

SKIN, BROW, EYE, LIPS, FACIAL_HAIR, HEAD_HAIR = 1, 2, 3, 4, 5, 6
"""As `app.templates.template.Region`."""
BEHIND = 0.02
"""Decimetres below the skin at which a strand still counts as lying on it."""
FINE = 4
"""Strands are drawn on a picture so many times finer, to see how densely they cover a pixel."""


def covered(portrait: Portrait, points: NDArray[np.float64], joined: Mask, dense: float) -> Mask:
    """Where strands hide what is below them.

    Args:
        portrait: Its surface hides strands that run behind it.
        points: ``(n, 3)``, of all strands one after the other.
        joined: ``(n - 1,)``, true where a point is joined to the next one.
        dense: Share of a pixel's neighbourhood that has to be covered.
    """
    surface, size = portrait.surface, portrait.surface.size
    at = portrait.camera.project(points, size)
    column, row = (np.clip(np.round(at[:, k]), 0, size - 1).astype(int) for k in (0, 1))
    solid = surface.what[row, column] > 0
    shown = ~solid | (points[:, 2] > surface.place[row, column, 2] - BEHIND)
    drawn = joined & shown[:-1] & shown[1:]
    ends = np.round((at + 0.5) * FINE * 16).astype(np.int32)
    segments = np.stack([ends[:-1], ends[1:]], axis=1)[drawn]
    fine = np.zeros((size * FINE, size * FINE), np.uint8)
    cv2.polylines(fine, list(segments), False, 255, 1, cv2.LINE_8, 4)
    share = cv2.resize(fine, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return np.asarray(cv2.GaussianBlur(share, (0, 0), size / 700) > dense)


def tidy(mask: Mask, size: int) -> Mask:
    """Without small holes and lone specks."""
    round_tool = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * (size // 400) + 1,) * 2)
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, round_tool)
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, round_tool) > 0)


def brows(portrait: Portrait) -> Mask:
    """Grown strand by strand, or painted or carved where there is no hair."""
    strands, size = portrait.strands, portrait.surface.size
    hairs = strands.points[strands.shade < 3]
    if not len(hairs):
        shadow = cv2.resize(portrait.shadow, (size, size), interpolation=cv2.INTER_AREA)
        return np.asarray(shadow > 0.4)
    joined = np.ones(hairs.shape[:2], np.bool_)
    joined[:, -1] = False
    return covered(portrait, hairs.reshape(-1, 3), joined.ravel()[:-1], 0.10)


def locks(portrait: Portrait, kind: int) -> Mask:
    """Head hair or beard."""
    hair, size = portrait.locks, portrait.surface.size
    if not (hair.kind == kind).any():
        return np.zeros((size, size), np.bool_)
    owner = np.repeat(np.arange(len(hair.sizes)), hair.sizes)
    chosen = np.repeat(hair.kind == kind, hair.sizes)
    joined = (owner[:-1] == owner[1:]) & chosen[:-1]
    return covered(portrait, hair.points.astype(np.float64), joined, 0.12)


def lips(portrait: Portrait) -> Mask:
    soft = cv2.GaussianBlur(portrait.features.lips, (0, 0), portrait.surface.size / 260)
    return np.asarray(soft > 0.5)


def label(portrait: Portrait) -> NDArray[np.uint8]:
    """The map of the texture's regions."""
    surface: Surface = portrait.surface
    labels = np.where(surface.what > 0, SKIN, 0).astype(np.uint8)
    labels[lips(portrait)] = LIPS
    for mask in portrait.features.eye_masks:
        labels[mask] = EYE
    for mask, value in (
        (brows(portrait), BROW),
        (locks(portrait, BEARD), FACIAL_HAIR),
        (locks(portrait, HEAD), HEAD_HAIR),
    ):
        labels[tidy(mask, surface.size)] = value
    return labels
