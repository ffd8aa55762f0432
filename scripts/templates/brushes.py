"""Small tools for painting by numbers: noise, blobs, ramps and strokes."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]


def blur(field: Field, sigma: float) -> Field:
    """Gaussian blur; large ones are done on a smaller picture."""
    shrink = int(max(1, sigma // 6))
    if shrink > 1:
        height, width = field.shape[:2]
        small = cv2.resize(field, (width // shrink, height // shrink), interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), sigma / shrink)
        return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC))
    return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma))


def noise(rng: np.random.Generator, size: int, grain: float) -> Field:
    """Smooth noise of unit spread whose grains are about `grain` pixels wide."""
    shrink = int(max(1, grain // 4))
    side = size // shrink + 2
    raw = rng.standard_normal((side, side)).astype(np.float32)
    field: Field = np.asarray(
        cv2.GaussianBlur(raw, (0, 0), max(grain / shrink / 2, 0.5)), np.float32
    )
    if shrink > 1:
        field = np.asarray(
            cv2.resize(field, (side * shrink, side * shrink), interpolation=cv2.INTER_CUBIC),
            np.float32,
        )
    field = field[:size, :size]
    return np.asarray((field - field.mean()) / field.std(), np.float32)


def smoothstep(low: float, high: float, value: Field) -> Field:
    """0 below `low`, 1 above `high`, smooth between; `low` may be the greater one."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def specks(rng: np.random.Generator, where: Field, count: int, radii: tuple[float, float]) -> Field:
    """Round soft specks of strength 0..1, scattered by the density `where`."""
    size = where.shape[0]
    field = np.zeros_like(where)
    xs = rng.uniform(0, size - 1, count)
    ys = rng.uniform(0, size - 1, count)
    chance = rng.uniform(0, 1, count)
    radius = rng.uniform(*radii, count)
    strength = rng.uniform(0.35, 1.0, count)
    stretch = rng.uniform(0.7, 1.4, count)
    for x, y, c, r, s, e in zip(xs, ys, chance, radius, strength, stretch, strict=True):
        column, row = int(x), int(y)
        if c > where[row, column]:
            continue
        reach = int(np.ceil(2.5 * r * e)) + 1
        x0, x1 = max(column - reach, 0), min(column + reach + 1, size)
        y0, y1 = max(row - reach, 0), min(row + reach + 1, size)
        yy, xx = np.mgrid[y0:y1, x0:x1]
        blob = s * np.exp(-(((xx - x) / e) ** 2 + ((yy - y) * e) ** 2) / (2 * (r * 0.6) ** 2))
        field[y0:y1, x0:x1] = np.maximum(field[y0:y1, x0:x1], blob)
    return field


def stroke(field: Field, points: NDArray[np.float64], width: float, strength: float) -> None:
    """Draw a soft line through `points`, fading at both ends, into `field` (the greater wins)."""
    parts = len(points) - 1
    layer = np.zeros(field.shape, np.uint8)
    for k in range(parts):
        fade = np.sin(np.pi * (k + 0.5) / parts) ** 0.6
        a, b = (tuple(round(v * 16) for v in p) for p in (points[k], points[k + 1]))
        cv2.line(layer, a, b, int(255 * fade), max(1, round(width)), cv2.LINE_AA, 4)
    low = np.maximum(np.floor(points.min(0) - 4 * width - 2).astype(int), 0)
    high = np.ceil(points.max(0) + 4 * width + 3).astype(int)
    window = (slice(low[1], high[1]), slice(low[0], high[0]))
    soft = cv2.GaussianBlur(layer[window].astype(np.float32), (0, 0), max(0.45 * width, 0.5))
    field[window] = np.maximum(field[window], strength * np.asarray(soft, np.float32) / 255)


def to_linear(srgb: NDArray[np.floating[Any]]) -> Field:
    """sRGB 0..1 to linear light."""
    low, high = srgb / 12.92, ((np.maximum(srgb, 0) + 0.055) / 1.055) ** 2.4
    return np.asarray(np.where(srgb <= 0.04045, low, high), np.float32)


def to_srgb(linear: NDArray[np.floating[Any]]) -> Field:
    """Linear light to sRGB 0..1."""
    clipped = np.clip(linear, 0, 1)
    high = 1.055 * np.maximum(clipped, 1e-8) ** (1 / 2.4) - 0.055
    return np.asarray(np.where(clipped <= 0.0031308, clipped * 12.92, high), np.float32)
