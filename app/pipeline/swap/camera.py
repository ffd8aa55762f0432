"""Makes a drawn patch look as if the wearer's camera had taken it: as soft, and as noisy.

A patch that is sharper than the frame around it looks pasted, one without grain like plastic. Edges
(lids, lips, brows) and grain (what is left on plain skin) are measured apart: the strongest of the
Laplacian's values tell the edges, its median the grain. Blur follows the first, added grain the
second.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from app.frame import Box, Image

EVERY = 8
"""Frames between two looks at what the camera does."""
SOFTEST, SHARPEST = 2.0, -0.7
"""Blur in pixels at most; below zero, the strength of an unsharp mask instead."""
LEAST = 0.15
"""Blur, or strength, that is not worth its time."""
PACE = 0.5
"""Change of the softness for edges that are e times as strong as the camera's."""
INNER = 0.62
"""Share of the face's box that is measured: features, no outline."""
EDGES = 99.9
"""Percentile of the Laplacian at which single pixels (a glint, a tooth's edge) are cut."""
GRAIN_SIDE = 1024
"""Pixels of the grain's tile."""
TILE_LEVELS = 24.0
"""Median of the tile's absolute Laplacian: as large as its bytes can hold."""
COARSE = 0.5
"""Blur of the grain in pixels: a sensor's noise is spread by demosaicking and compression."""
GRAIN_SHARE = 0.6
"""Of the grain that is missing: ours is new in each frame, a camera's compressed noise often stands
still for some. All of it would make the face tremble by a third more."""
MOST_GRAIN = 6.0
"""Levels of the Laplacian's median that are imitated at most."""


@dataclass(slots=True)
class Camera:
    """What is known of one track's camera.

    Attributes:
        softness: Standard deviation of the blur in pixels; below zero, strength of sharpening.
        grain: Median of the absolute Laplacian that is added.
    """

    softness: float = 0.4
    grain: float = 0.0
    _frames: int = 0

    def develop(
        self, image: Image, pixels: Image, mask: Image | None, box: Box, origin: tuple[int, int]
    ) -> Image:
        """The patch as the camera would have taken it.

        Args:
            image: The camera's picture, ``(H, W, 3)`` uint8 BGR.
            pixels, mask: The patch, ``(h, w, 3)`` and ``(h, w)`` uint8; not written to. None where
                pixels are sound beyond the mask too.
            box: The wearer's face.
            origin: Where the patch lies.
        """
        x, y = origin
        if mask is None:
            around = pixels
        else:
            # What is beyond the patch is blurred into its clear rim, not black.
            h, w = mask.shape
            around = image[y : y + h, x : x + w].copy()
            cv2.copyTo(pixels, mask, around)
        soft = _soften(around, self.softness)
        if self._frames % EVERY == 0:
            self._compare(image, soft, box, origin)
        self._frames += 1
        if self.grain > 0.3:
            soft = soft.copy() if soft is pixels else soft
            # Another part of the tile in each frame: grain that stood still would be dirt.
            step = np.array([self._frames * 193, self._frames * 71]) % GRAIN_SIDE
            strength = round(self.grain * 256 / TILE_LEVELS)
            _add_grain(soft, _tile(), strength, int(step[0]), int(step[1]))
        return soft

    def _compare(self, image: Image, soft: Image, box: Box, origin: tuple[int, int]) -> None:
        x0, y0, x1, y1 = box.scaled(INNER).clipped(image.shape[1], image.shape[0])
        px, py = x0 - origin[0], y0 - origin[1]
        if x1 - x0 < 8 or y1 - y0 < 8 or px < 0 or py < 0:
            return
        theirs = _detail(image[y0:y1, x0:x1])
        ours = _detail(soft[py : py + y1 - y0, px : px + x1 - x0])
        # From the first look on it is nearly right, and follows calmly after.
        share = 1.0 if self._frames == 0 else 0.25
        missing = np.sqrt(max(theirs.grain**2 - ours.grain**2, 0.0))
        wanted = GRAIN_SHARE * min(float(missing), MOST_GRAIN)
        self.grain += share * (wanted - self.grain)
        # The grain that is still to come makes edges of its own: a bell curve's median is 0.674.
        edges = np.hypot(ours.edges, self.grain / 0.674)
        log = float(np.clip(np.log(edges / theirs.edges), -1.5, 1.5))
        self.softness = float(np.clip(self.softness + PACE * log, SHARPEST, SOFTEST))


@dataclass(frozen=True, slots=True)
class _Detail:
    """Of the Laplacian: its median, and the root mean square of its cut values."""

    grain: float
    edges: float


def _detail(image: Image) -> _Detail:
    grey = np.ascontiguousarray(image[:, :, 1])
    fine = np.abs(cv2.Laplacian(grey, cv2.CV_16S)).ravel()
    ranks = np.bincount(fine, minlength=2).cumsum()
    median, cut = np.searchsorted(ranks, np.array([0.5, EDGES / 100]) * len(fine))
    below = np.minimum(fine, cut).astype(np.int32)
    # The median of whole numbers, to a fraction.
    before = ranks[median - 1] if median > 0 else 0
    part = (len(fine) / 2 - before) / max(ranks[median] - before, 1)
    return _Detail(float(median) + float(part), float(np.sqrt((below**2).mean())) + 0.1)


def _soften(pixels: Image, softness: float) -> Image:
    """A copy, blurred or sharpened."""
    if abs(softness) < LEAST:
        return pixels
    if softness > 0:
        return np.asarray(cv2.GaussianBlur(pixels, (0, 0), softness), np.uint8)
    blurred = cv2.GaussianBlur(pixels, (0, 0), 1.0)
    return np.asarray(cv2.addWeighted(pixels, 1 - softness, blurred, softness, 0), np.uint8)


@lru_cache(maxsize=1)
def _tile() -> NDArray[np.int8]:
    """``(1024, 3 · 2048)`` int8: grain whose Laplacian has a median of `TILE_LEVELS`, each value
    three times, for the channels; it repeats every 1024 pixels."""
    noise = np.random.default_rng(1).normal(size=(GRAIN_SIDE, GRAIN_SIDE)).astype(np.float32)
    fine = cv2.GaussianBlur(noise, (0, 0), COARSE)
    fine *= TILE_LEVELS / np.median(np.abs(cv2.Laplacian(fine, cv2.CV_32F)))
    levels = np.clip(np.round(fine), -127, 127).astype(np.int8)
    tile = np.repeat(np.tile(levels, (1, 2)), 3, axis=1)
    tile.setflags(write=False)
    return tile


@numba.njit(nogil=True, cache=True, boundscheck=False, error_model="numpy")
def _add_grain(pixels: Image, tile: NDArray[np.int8], strength: int, left: int, top: int) -> None:
    """Adds grey grain in place: 256ths of the tile's part that begins at ``(left, top)``."""
    side = tile.shape[0]
    factor = np.int32(strength)
    for y in range(pixels.shape[0]):
        row = pixels[y].reshape(-1)
        grains = tile[(y + top) % side, 3 * left :]
        for start in range(0, row.size, 3 * side):
            part = row[start : start + 3 * side]
            for x in range(part.size):
                grain = (factor * np.int32(grains[x]) + np.int32(128)) >> np.int32(8)
                level = np.int32(part[x]) + grain
                part[x] = np.uint8(min(max(level, np.int32(0)), np.int32(255)))
