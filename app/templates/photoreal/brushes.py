"""Small tools for retouching: colour spaces, blurs, noise, ramps, filling in."""

from __future__ import annotations

from typing import Any

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from app.frame import Floats, Image
from app.pipeline.swap.mesh.skin import spread

Mask = NDArray[np.bool_]
Doubles = NDArray[np.float64]
Reals = NDArray[np.floating[Any]]


def to_lab(image: Image) -> Floats:
    """``(h, w, 3)`` float32 CIE L 0..100, a, b of a BGR picture."""
    unit = np.asarray(image, np.float32) / 255
    return np.asarray(cv2.cvtColor(unit, cv2.COLOR_BGR2Lab), np.float32)


def from_lab(lab: Floats) -> Image:
    """The inverse of `to_lab`, rounded."""
    unit = cv2.cvtColor(np.asarray(lab, np.float32), cv2.COLOR_Lab2BGR)
    return to_bytes(np.asarray(unit, np.float32) * 255)


def to_bytes(values: Reals) -> Image:
    """0..255, rounded and clipped."""
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)


def blur(field: Reals, sigma: float) -> Floats:
    """Gaussian blur of float32; wide ones are done on a smaller picture."""
    shrink = int(max(1, sigma // 6))
    if shrink > 1:
        height, width = field.shape[:2]
        size = max(1, width // shrink), max(1, height // shrink)
        small = cv2.resize(np.asarray(field, np.float32), size, interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), sigma / shrink, borderType=cv2.BORDER_REPLICATE)
        whole = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
        return np.asarray(whole, np.float32)
    soft = cv2.GaussianBlur(
        np.asarray(field, np.float32), (0, 0), sigma, borderType=cv2.BORDER_REPLICATE
    )
    return np.asarray(soft, np.float32)


def blur_within(field: Floats, weight: Floats, sigma: float) -> Floats:
    """Gaussian mean of what `weight` (0..1) lets in; where nothing is near, of what is nearest."""
    if field.ndim == 2:
        return blur_within(np.repeat(field[:, :, None], 2, axis=2), weight, sigma)[:, :, 0]
    total = blur(weight, sigma)
    mean = blur(field * weight[:, :, None], sigma) / np.maximum(total, 1e-4)[:, :, None]
    known = np.asarray(np.clip(total * 20, 0, 1), np.float32)
    return spread(np.asarray(mean, np.float32), known)


def membrane(colours: Floats, known: Mask, rounds: int = 60) -> Floats:
    """Fills what is not known as smoothly as can be (Laplace's equation), from a push-pull start.

    Args:
        colours: ``(h, w, c)`` float32.
        known: ``(h, w)`` bool.
    """
    field = spread(colours, known.astype(np.float32))
    hold = known[:, :, None]
    for number in range(rounds):
        sigma = 4.0 if number < rounds // 2 else 1.5
        soft = cv2.GaussianBlur(field, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
        field = np.where(hold, colours, soft.reshape(colours.shape)).astype(np.float32)
    return field


def noise(rng: np.random.Generator, shape: tuple[int, int], grain: float) -> Floats:
    """Smooth noise of unit spread whose grains are about `grain` pixels wide."""
    shrink = int(max(1, grain // 4))
    side = shape[0] // shrink + 2, shape[1] // shrink + 2
    raw = rng.standard_normal(side).astype(np.float32)
    field = cv2.GaussianBlur(raw, (0, 0), max(grain / shrink / 2, 0.4))
    if shrink > 1:
        whole = side[1] * shrink, side[0] * shrink
        field = cv2.resize(field, whole, interpolation=cv2.INTER_CUBIC)
    part = np.asarray(field, np.float32)[: shape[0], : shape[1]]
    return np.asarray((part - part.mean()) / part.std(), np.float32)


def smoothstep(low: float | Reals, high: float | Reals, value: Reals) -> Floats:
    """0 below `low`, 1 above `high`, smooth between; `low` may be the greater one."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def polygon(shape: tuple[int, ...], points: Reals, feather: float = 0.0) -> Floats:
    """``(h, w)`` float32: 1 inside, with a soft edge of about `feather` pixels."""
    mask = np.zeros(shape[:2], np.uint8)
    fixed = np.rint(np.asarray(points, np.float64)[:, :2] * 16).astype(np.int32)
    cv2.fillPoly(mask, [fixed], 255, cv2.LINE_AA, 4)
    field = mask.astype(np.float32) / 255
    return blur(field, feather) if feather > 0 else np.asarray(field, np.float32)


def grid(shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """x and y of every pixel, ``(h, w)`` float32 each."""
    yy, xx = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    return xx, yy


def lighten(image: Floats, log: Floats) -> Floats:
    """A picture 0..255 with the log of its light changed; sRGB taken for a gamma of 2.2."""
    return np.asarray(image * np.exp(log / 2.2), np.float32)


@numba.njit(nogil=True, cache=True)
def cheapest_path(cost: Floats, steep: float, jump: int) -> NDArray[np.int32]:
    """The path from the left to the right edge with the least sum of costs.

    Args:
        cost: ``(h, w)``.
        steep: Cost of the square of a step of one row between columns.
        jump: Rows that a step may take at most.

    Returns:
        ``(w,)`` row of each column.
    """
    height, width = cost.shape
    total = np.empty((height, width), np.float32)
    came = np.zeros((height, width), np.int32)
    total[:, 0] = cost[:, 0]
    for x in range(1, width):
        for y in range(height):
            best = np.float32(1e30)
            for other in range(max(0, y - jump), min(height, y + jump + 1)):
                value = total[other, x - 1] + steep * (y - other) ** 2
                if value < best:
                    best = value
                    came[y, x] = other
            total[y, x] = best + cost[y, x]
    path = np.empty(width, np.int32)
    path[width - 1] = np.argmin(total[:, width - 1])
    for x in range(width - 1, 0, -1):
        path[x - 1] = came[path[x], x]
    return path
