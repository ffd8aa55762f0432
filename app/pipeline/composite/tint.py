"""Recolours the wearer's visible skin around a patch: ears, neck, what shows of the forehead.

What is skin is told by colour, from the very frame: the face itself (the wearer's own, which the
patch will cover) shows what colours this skin has in this light, and what lies beside and above the
head shows those of hair and room. Where the two are alike, little is touched. The weight is found
at a quarter of the resolution, where noise is gone, and held back pixel by pixel where the full
picture says otherwise, so that it ends where skin ends.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from app.frame import Floats, Image, Tint

STEP = 4
"""Pixels of the picture to one of the weight's, along either axis."""
REACH = 0.24, 0.34, 0.62
"""How far from the outline it reaches, in heights of the face: beside, above and below it."""
FULL = 0.4
"""Share of the reach up to which it is in full."""
INNER = 0.85
"""Share of the outline, about its middle, within which the picture shows the wearer's skin, and
the patch covers it in full."""
HAIR = 0.1
"""Heights of the face from the outline, beside and above, from where the picture is taken for hair
and room. (It may be a bald head: the more so, the less it counts.)"""
SHARES = (0.28, 0.66), (0.22, 0.42)
"""Range of the shares of red and green in a colour that are told apart: skin's, and some more."""
BINS = 38, 32, 8
"""Steps of these ranges, and of the brightness: the latter in halves of octaves."""
WIDER = 0.3
"""Share of the skin's colours that is spread widely."""
RARE = 2e-5
"""How often a colour must be around the head to count: noise."""
BRIGHTEST = 1.8
"""Brightness over the face's at which the last of its steps ends."""
ODDS = 1.0, 0.05, 3.0
"""How likely skin is where nothing is known of a colour: beside, above and below the face, over
what is not."""
# A share times the first, less the second, is its step.
_U, _V = (
    (np.float32(bins / (high - low)), np.float32(low * bins / (high - low)))
    for bins, (low, high) in zip(BINS, SHARES, strict=False)
)


def sound(tint: Tint) -> bool:
    """True when a tint is well formed."""
    arrays = (tint.gain, tint.outline, tint.down)
    return (
        np.shape(tint.gain) == (3,)
        and np.ndim(tint.outline) == 2
        and np.shape(tint.outline)[1:] == (2,)
        and len(tint.outline) >= 3
        and np.shape(tint.down) == (2,)
        and all(np.isfinite(array).all() for array in arrays)
        and bool((tint.gain > 0).all())
        and float(np.abs(tint.outline).max()) < 1e5
    )


def apply(canvas: Image, tint: Tint, taken: NDArray[np.uint8] | None = None) -> None:
    """Recolours what is skin around one face, in place.

    Args:
        canvas: ``(h, w, 3)`` uint8 BGR, no patch in it yet.
        tint: See there.
        taken: See `nothing_taken`; this tint's share is added. None where there is no other tint.
    """
    height = max(float(np.ptp(tint.outline @ tint.down)), 1.0)
    region = _region(canvas, tint, height)
    if region is None:
        return
    x0, y0, x1, y1 = region
    part = canvas[y0:y1, x0:x1]
    size = (x1 - x0) // STEP, (y1 - y0) // STEP
    # Every other pixel says enough, in half the time.
    small = np.asarray(cv2.resize(part[::2, ::2], size, interpolation=cv2.INTER_AREA), np.uint8)
    outline = (tint.outline - (x0, y0) + 0.5) / STEP - 0.5
    middle = outline.mean(axis=0)
    beyond, inside = np.ones(size[::-1], np.uint8), np.zeros(size[::-1], np.uint8)
    cv2.fillPoly(beyond, [np.round(outline).astype(np.int32)], 0)
    inner = middle + INNER * (outline - middle)
    cv2.fillPoly(inside, [np.round(inner).astype(np.int32)], 1)
    if not inside.any():
        return
    away = np.asarray(cv2.distanceTransform(beyond, cv2.DIST_L2, 3), np.float32)
    away *= np.float32(STEP / height)
    lower = _lower(size, middle, tint.down)
    shades = _shades(max(sum(cv2.mean(small, inside)[:3]), 1.0))
    likely = _likely(small, inside, away, lower, shades)
    weight = np.zeros(size[::-1], np.float32)
    _weigh(small, inside, away, lower, likely, shades, _per_total(), weight)
    weight = np.asarray(cv2.blur(weight, (3, 3)), np.float32)
    if taken is not None:
        there = taken[y0 // STEP : y0 // STEP + size[1], x0 // STEP : x0 // STEP + size[0]]
        weight = np.maximum(weight - there / np.float32(255), 0)
        there += np.round(weight * 255).astype(np.uint8)
    full = np.asarray(cv2.resize(weight, (x1 - x0, y1 - y0)), np.float32)
    # Noise makes single pixels a little unlike: only what is clearly so is held back, and softly.
    held = _smooth(np.minimum(3 * likely, 1), 1.5, 1.0)
    _recolour(part, full, held, shades, _per_total(), tint.gain - 1)


def nothing_taken(canvas: Image) -> NDArray[np.uint8]:
    """Weights 0..255, a quarter of `canvas` in size, that tints have used up: faces side by side
    do not recolour the same skin twice."""
    height, width = canvas.shape[:2]
    return np.zeros((-(-height // STEP), -(-width // STEP)), np.uint8)


def _region(canvas: Image, tint: Tint, height: float) -> tuple[int, int, int, int] | None:
    """What of the picture can be reached, in multiples of `STEP`; None for nothing."""
    side, above, below = REACH
    x, y = (float(v) for v in tint.down)

    def reach(towards: float) -> float:
        return height * (side + ((below if towards > 0 else above) - side) * towards**2)

    limit = canvas.shape[1] // STEP, canvas.shape[0] // STEP
    low = np.floor((tint.outline.min(axis=0) - np.array([reach(-x), reach(-y)])) / STEP)
    high = np.ceil((tint.outline.max(axis=0) + np.array([reach(x), reach(y)])) / STEP)
    x0, y0 = (STEP * int(v) for v in np.clip(low, 0, limit))
    x1, y1 = (STEP * int(v) for v in np.clip(high, 0, limit))
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def _lower(size: tuple[int, int], middle: Floats, down: Floats) -> Floats:
    """-1..1 for each pixel: above, beside, below the face's middle (a cosine)."""
    dx = (np.arange(size[0], dtype=np.float32) - middle[0])[None, :]
    dy = (np.arange(size[1], dtype=np.float32) - middle[1])[:, None]
    return np.asarray(
        (dx * down[0] + dy * down[1]) / np.maximum(np.sqrt(dx * dx + dy * dy), 1e-3), np.float32
    )


def _likely(
    small: Image,
    inside: NDArray[np.uint8],
    away: Floats,
    lower: Floats,
    shades: NDArray[np.int32],
) -> Floats:
    """``BINS`` float32: how often a colour is in the face over how often it is around the head."""
    skin, other = np.zeros(BINS, np.float32), np.zeros(BINS, np.float32)
    _count(small, inside, away, lower, shades, _per_total(), skin, other)
    skin /= max(float(skin.sum()), 1.0)
    other /= max(float(other.sum()), 1.0)
    # A neck is darker than a face, and its light is another: skin's colours reach a little further
    # than the face shows, as long as nothing else has them.
    skin = (1 - WIDER) * _smooth(skin, 1.0, 1.2) + WIDER * _smooth(skin, 2.5, 2.5)
    return np.asarray(skin / (_smooth(other, 1.0, 1.0) + RARE), np.float32)


def _smooth(counts: Floats, chroma: float, level: float) -> Floats:
    """Spread over the neighbouring steps."""
    levels = cv2.GaussianBlur(
        counts.reshape(-1, BINS[2]), (9, 1), level, borderType=cv2.BORDER_REPLICATE
    )
    return np.asarray(cv2.GaussianBlur(levels.reshape(BINS), (0, 0), chroma), np.float32)


@lru_cache(maxsize=1)
def _per_total() -> Floats:
    """``(766,)``: 1 over the sum of three channels."""
    return np.asarray(1 / np.maximum(np.arange(766), 1), np.float32)


def _shades(bright: float) -> NDArray[np.int32]:
    """``(766,)``: for the sum of three channels, its step of brightness."""
    level = np.maximum(np.arange(766), 1) / (bright * BRIGHTEST)
    return np.asarray(np.clip(np.floor(-2 * np.log2(level)), 0, BINS[2] - 1), np.int32)


@numba.njit(nogil=True, cache=True, fastmath=True, boundscheck=False)
def _bin(
    blue: np.uint8,
    green: np.uint8,
    red: np.uint8,
    shades: NDArray[np.int32],
    per_total: Floats,
) -> np.int32:
    """Which of `BINS` a colour is in, flat; -1 for none."""
    total = np.uint64(blue) + np.uint64(green) + np.uint64(red)
    scale = per_total[total]
    u = np.int32(np.float32(red) * scale * _U[0] - _U[1])
    v = np.int32(np.float32(green) * scale * _V[0] - _V[1])
    if u < 0 or v < 0 or u >= BINS[0] or v >= BINS[1]:
        return np.int32(-1)
    return np.int32((u * BINS[1] + v) * BINS[2] + shades[total])


@numba.njit(nogil=True, cache=True, fastmath=True)
def _count(
    small: Image,
    inside: NDArray[np.uint8],
    away: Floats,
    lower: Floats,
    shades: NDArray[np.int32],
    per_total: Floats,
    skin: Floats,
    other: Floats,
) -> None:
    """Counts the colours of the face and those around the head."""
    skins, others = skin.reshape(-1), other.reshape(-1)
    for y in range(small.shape[0]):
        for x in range(small.shape[1]):
            is_skin = inside[y, x] > 0
            if not is_skin and (away[y, x] < HAIR or lower[y, x] > np.float32(0.3)):
                continue
            where = _bin(small[y, x, 0], small[y, x, 1], small[y, x, 2], shades, per_total)
            if where < 0:
                continue
            if is_skin:
                skins[where] += 1
            else:
                others[where] += 1


@numba.njit(nogil=True, cache=True, fastmath=True)
def _weigh(
    small: Image,
    inside: NDArray[np.uint8],
    away: Floats,
    lower: Floats,
    likely: Floats,
    shades: NDArray[np.int32],
    per_total: Floats,
    weight: Floats,
) -> None:
    """Weights 0..1 of the small picture's pixels: near the face, and like its skin."""
    side, above, below = REACH
    odds_side, odds_above, odds_below = ODDS
    flat = likely.reshape(-1)
    for y in range(small.shape[0]):
        for x in range(small.shape[1]):
            if inside[y, x] > 0:
                continue
            towards = lower[y, x]
            share = towards * towards
            reach = side + ((below if towards > 0 else above) - side) * share
            near = (reach - away[y, x]) / (reach * np.float32(1 - FULL))
            if near <= 0:
                continue
            near = min(near, np.float32(1.0))
            near = near * near * (3 - 2 * near)
            where = _bin(small[y, x, 0], small[y, x, 1], small[y, x, 2], shades, per_total)
            if where < 0:
                continue
            odds = odds_side + ((odds_below if towards > 0 else odds_above) - odds_side) * share
            odds *= flat[where]
            weight[y, x] = near * odds / (odds + np.float32(1.0))


@numba.njit(nogil=True, cache=True, fastmath=True, boundscheck=False)
def _recolour(
    part: Image,
    weight: Floats,
    held: Floats,
    shades: NDArray[np.int32],
    per_total: Floats,
    gain: Floats,
) -> None:
    """``part *= 1 + weight · gain``, in place, less where a pixel is not like skin: `held`,
    ``BINS``, 0..1."""
    flat = held.reshape(-1)
    half, top = np.float32(0.5), np.float32(255.0)
    for y in range(part.shape[0]):
        for x in range(part.shape[1]):
            share = weight[y, x]
            if share <= np.float32(0.004):
                continue
            where = _bin(part[y, x, 0], part[y, x, 1], part[y, x, 2], shades, per_total)
            if where < 0:
                continue
            blue = np.float32(part[y, x, 0])
            green = np.float32(part[y, x, 1])
            red = np.float32(part[y, x, 2])
            share *= flat[where]
            part[y, x, 0] = np.uint8(min(blue + share * gain[0] * blue + half, top))
            part[y, x, 1] = np.uint8(min(green + share * gain[1] * green + half, top))
            part[y, x, 2] = np.uint8(min(red + share * gain[2] * red + half, top))
