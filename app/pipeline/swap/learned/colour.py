"""The drawn face's colours: matched to the wearer's skin, and as a field without features."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numba
import numpy as np

from app.frame import N_MESH, Floats, Image
from app.pipeline.swap.mesh.skin import plain_skin

PLACE = 0.01
"""Share of the square's side that is looked at about each place of skin, to either side."""
FEWEST = 24
"""Places of skin within the square below which nothing is said about its colour."""
SETTLE = 0.4
"""Seconds in which what is known of a skin follows what is seen."""
SPREAD = 0.75, 1.33
"""Factors of contrast that are not exceeded: the network's light is its own."""
SPECK = 1.5
"""Standard deviations beyond which a place counts as no skin: a glint, a strand of hair."""
FIELD = 24
"""Pixels of the field's square."""
# Luma and two opponent colours of gamma-coded values (BT.601): about as even to the eye as sums of
# channels can be, so that a match is one sum per pixel. Rows give Y, Y - B and Y - R.
_LUMA = np.array([0.114, 0.587, 0.299])
_OPPONENT = np.stack([_LUMA, _LUMA - (1, 0, 0), _LUMA - (0, 0, 1)]).astype(np.float32)
_BACK = np.linalg.inv(_OPPONENT)


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """Plain skin as it is seen: mean and standard deviation ``(3,)`` in the opponent space."""

    mean: Floats
    spread: Floats


def skin_of(square: Image, points: Floats) -> Skin | None:
    """Skin in a square; specks do not count.

    Args:
        square: ``(side, side, 3)`` uint8 BGR.
        points: ``(≥468, ≥2)`` the mesh in its pixels.

    Returns:
        None where too little skin is in it.
    """
    colours, _ = _samples(square, points)
    if len(colours) < FEWEST:
        return None
    sound, mean, spread = _sound(colours @ _OPPONENT.T)
    return Skin(mean, spread + np.float32(0.5)) if sound >= FEWEST else None


@numba.njit(nogil=True, cache=True)
def _sound(values: Floats) -> tuple[int, Floats, Floats]:
    """How many of ``(n, 3)`` values are no specks, and their mean and standard deviation."""
    kept = np.ones(values.shape[0], np.bool_)
    for channel in range(3):
        middle = np.median(values[:, channel])
        away = np.abs(values[:, channel] - middle)
        # 1.4826: from the median of the distances to a bell curve's standard deviation.
        kept &= away <= SPECK * 1.4826 * np.median(away) + 1.0
    mean, spread = np.zeros(3, np.float32), np.zeros(3, np.float32)
    if kept.any():
        for channel in range(3):
            sound = values[:, channel][kept]
            mean[channel], spread[channel] = sound.mean(), sound.std()
    return int(kept.sum()), mean, spread


class Match:
    """Of one track: from the network's colours to the wearer's, followed over time."""

    def __init__(self) -> None:
        self._wearer: Skin | None = None
        self._drawn: Skin | None = None

    def update(self, wearer: Skin | None, drawn: Skin | None, dt: float) -> None:
        """Takes in what is seen in one frame, `dt` seconds after the last."""
        share = float(1 - np.exp(-dt / SETTLE))
        self._wearer = _followed(self._wearer, wearer, share)
        self._drawn = _followed(self._drawn, drawn, share)

    def apply(self, pixels: Image, amount: float) -> Image:
        """Pixels with the wearer's tone: 1 wholly, 0 their own."""
        if amount <= 0 or self._wearer is None or self._drawn is None:
            return pixels
        factor = np.clip(self._wearer.spread / self._drawn.spread, *SPREAD)
        factor = 1 + amount * (factor - 1)
        shift = self._drawn.mean + amount * (self._wearer.mean - self._drawn.mean)
        turn = _BACK @ (factor[:, None] * _OPPONENT)
        offset = _BACK @ (shift - factor * self._drawn.mean)
        matrix = np.hstack([turn, offset[:, None]]).astype(np.float32)
        return np.asarray(cv2.transform(pixels, matrix), np.uint8)


def field_of(square: Image, points: Floats) -> Image:
    """A smooth field through the colours of plain skin, in which nobody's features are.

    Args:
        square: ``(side, side, 3)`` uint8 BGR.
        points: ``(≥468, ≥2)`` the mesh in its pixels.

    Returns:
        ``(FIELD, FIELD, 3)`` uint8 BGR over the same square.
    """
    colours, at = _samples(square, points)
    if len(colours) < FEWEST:
        mean = square.reshape(-1, 3).mean(axis=0)
        return np.full((FIELD, FIELD, 3), mean, np.uint8)
    low, high = at.min(axis=0), at.max(axis=0)
    middle, reach = (low + high) / 2, np.maximum((high - low) / 2, 1e-3)
    basis = _quadratic((at - middle) / reach)
    inverse = np.linalg.pinv(basis)
    fitted = basis @ (inverse @ colours)
    for _ in range(2):  # away from beards, strands of hair and glints
        off = np.median(np.abs(colours - fitted), axis=0) * SPECK + 1.0
        fitted = basis @ (inverse @ (fitted + np.clip(colours - fitted, -off, off)))
    step = (np.arange(FIELD, dtype=np.float32) + 0.5) / FIELD * square.shape[0] - 0.5
    grid = np.stack(np.meshgrid(step, step), axis=2).reshape(-1, 2)
    # Beyond the skin that it was fitted to a quadratic runs away.
    values = _quadratic(np.clip((grid - middle) / reach, -1, 1)) @ (inverse @ fitted)
    return np.clip(np.round(values), 0, 255).astype(np.uint8).reshape(FIELD, FIELD, 3)


def _samples(square: Image, points: Floats) -> tuple[Floats, Floats]:
    """Colours ``(n, 3)`` of plain skin, and where ``(n, 2)`` they lie, as far as within."""
    side = square.shape[0]
    at = np.asarray(points[:N_MESH, :2], np.float32)
    inside = (plain_skin() > 0.5) & (at > 0).all(axis=1) & (at < side - 1).all(axis=1)
    at = np.ascontiguousarray(at[inside])
    return _means(square, at, max(1, round(PLACE * side))), at


@numba.njit(nogil=True, cache=True, boundscheck=False)
def _means(square: Image, at: Floats, reach: int) -> Floats:
    """``(n, 3)`` mean colours of the small squares about ``(n, 2)`` points."""
    height, width = square.shape[0], square.shape[1]
    result = np.zeros((at.shape[0], 3), np.float32)
    for i in range(at.shape[0]):
        x, y = int(at[i, 0] + 0.5), int(at[i, 1] + 0.5)
        count = 0
        for v in range(max(y - reach, 0), min(y + reach + 1, height)):
            for u in range(max(x - reach, 0), min(x + reach + 1, width)):
                count += 1
                for channel in range(3):
                    result[i, channel] += square[v, u, channel]
        result[i] /= count
    return result


def _followed(known: Skin | None, seen: Skin | None, share: float) -> Skin | None:
    if known is None or seen is None:
        return seen or known
    return Skin(
        known.mean + share * (seen.mean - known.mean),
        known.spread + share * (seen.spread - known.spread),
    )


def _quadratic(at: Floats) -> Floats:
    x, y = at[:, 0], at[:, 1]
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)
