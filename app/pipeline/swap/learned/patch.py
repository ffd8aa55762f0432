"""Between the frame and a network's square: cutting out, the mask, and going back.

Nothing here is as large as the frame; all is done in the face's own box.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from app.alignment import five_points, scale_of, to_square
from app.frame import N_MESH, Face, Floats, Frame, Image
from app.pipeline.guard.checks import SAMPLE, band, raw_share
from app.pipeline.swap.learned.masks import outside_only
from app.pipeline.swap.mesh.topology import topology

SKIPPED = 0.3
"""Of a pixel, that a step over the frame may leave out before means are taken."""
DENSE = 0.6
"""Pixels of the square for one of the frame below which the drawn square is made finer first."""
MASK_HEIGHT = 96
"""Pixels of a face in which its mask is made: it has no detail finer than its soft edge."""
GROWN, SOFT = 1.03, 0.022
"""How far beyond the face's outline the mask's edge lies, and its softness over the height."""
INNER = 0.8
"""The inner face, which nothing may uncover: the outline shrunk to this. The guard's is smaller."""
BORDER = 0.06
"""Share of the square's side over which its border fades out: what networks draw there is poor."""
REACH = 0.12
"""How much larger or smaller features get at either end of `SwapOptions.face_scale`."""
RIGID = 0.6
"""Share of the way to the outline within which features grow alike; beyond, ever less."""
SAME_LEVEL, SAME_PATTERN = 2.0, 0.985
"""The field's definition of an unswapped face: mean absolute difference in levels below the first,
or correlation of the band-passed grey pictures above the second."""
SAME_ENERGY, RAW_SHARE = 0.06, 0.08
"""As the guard's, and stricter: neither colours nor the camera's grain have been laid over the
network's own pixels yet. Squares of which a half, the eyes or the mouth are the wearer's have 0.08
to 0.38 (five clips); drawn ones, however smooth, 0.01 at most."""
COARSE = 4
"""Pixels of `_SEEN` to either side, whose mean is the coarse detail."""
_SEEN = SAMPLE
_BENT_AT = 32


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A face brought into a network's square.

    Attributes:
        frame: Where it was.
        face: In the frame.
        matrix: ``(2, 3)`` float32, from pixels of the frame to those of the square.
        square: ``(side, side, 3)`` uint8 BGR.
        points: ``(≥468, 2)`` float32, the mesh in the square.
    """

    frame: Frame
    face: Face
    matrix: Floats
    square: Image
    points: Floats

    @classmethod
    def of(cls, frame: Frame, face: Face, alignment: str, side: int) -> Cut:
        """
        Raises:
            ValueError: The landmarks are no numbers.
        """
        points = face.landmarks[:, :2]
        if not np.isfinite(points).all():
            raise ValueError(f"the landmarks of track {face.track_id} are not numbers")
        matrix = to_square(five_points(face.landmarks), alignment, side)
        if not np.isfinite(matrix).all() or scale_of(matrix) < 1e-3:
            raise ValueError(f"the face of track {face.track_id} has no size")
        local = points @ matrix[:, :2].T + matrix[:, 2]
        return cls(frame, face, matrix, _square(frame.image, matrix, side), local)

    def is_unchanged(self, pixels: Image) -> bool:
        """True where `pixels` ``(side, side, 3)`` uint8 still show the wearer's inner face. The
        guard asks the same of what leaves; here neither noise nor moved features hide it."""
        oval = self.points[topology().oval]
        middle = oval.mean(axis=0)
        polygon = (middle + INNER * (oval - middle) + 0.5) * (_SEEN / self.square.shape[0]) - 0.5
        inside = np.zeros((_SEEN, _SEEN), np.uint8)
        cv2.fillConvexPoly(inside, np.round(polygon).astype(np.int32), 1)
        before, after = _grey(self.square), _grey(pixels)
        levels, pattern = _likeness(before, after, inside)
        if levels < SAME_LEVEL or pattern > SAME_PATTERN:
            return True
        # A part of it, too: what a network draws is nowhere the camera's picture to the pixel.
        bands = band(before), band(after)
        return raw_share(bands[0], bands[1], inside > 0, SAME_ENERGY) > RAW_SHARE


@dataclass(frozen=True, slots=True)
class Roi:
    """The box of the frame that a patch fills."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def of(cls, frame: Frame, outline: Floats, margin: float) -> Roi:
        """
        Raises:
            ValueError: It lies outside the frame.
        """
        low = np.maximum(np.floor(outline.min(axis=0) - margin), 0).astype(int)
        high = np.ceil(outline.max(axis=0) + margin).astype(int) + 1
        x1, y1 = min(int(high[0]), frame.width), min(int(high[1]), frame.height)
        x0, y0 = int(low[0]), int(low[1])
        if x1 - x0 < 2 or y1 - y0 < 2:
            raise ValueError("the face lies outside the picture")
        return cls(x0, y0, x1 - x0, y1 - y0)

    def warp(self, square: Image, matrix: Floats, flags: int, border: int) -> Image:
        """A square's pixels where `matrix` (frame to square) says that they belong."""
        return _warped(square, matrix, self, (self.width, self.height), flags, border)


def place(square: Image, matrix: Floats, roi: Roi) -> Image:
    """``(h, w, 3)`` uint8: a drawn square back in its place."""
    finer = _steps(matrix)
    if finer > 1:
        # Cubic where it is cheap, on the square; the rest of the way is short enough for lines.
        side = square.shape[0] * finer
        square = np.asarray(cv2.resize(square, (side, side), interpolation=cv2.INTER_CUBIC))
        matrix = times(matrix, finer)
    # Beyond the square lie pixels of the square, so that what has to be covered is.
    return roi.warp(square, matrix, cv2.INTER_LINEAR, cv2.BORDER_REFLECT_101)


def outline_of(landmarks: Floats) -> Floats:
    """``(n, 2)`` float32: what the mesh covers, nose and all; the face oval where it is frontal."""
    hull = cv2.convexHull(np.ascontiguousarray(landmarks[:N_MESH, :2], np.float32))[:, 0]
    middle = landmarks[topology().oval, :2].mean(axis=0)
    return np.asarray(middle + GROWN * (hull - middle), np.float32)


def margin_of(face: Face) -> float:
    """Pixels by which the mask's soft edge reaches beyond the outline."""
    return 2.5 * max(1.0, SOFT * face.box.height)


def cover(
    cut: Cut,
    roi: Roi,
    outline: Floats,
    own: Image | None = None,
    other: tuple[Image, Floats] | None = None,
) -> Image:
    """The patch's mask ``(h, w)`` uint8: closed over the inner face whatever the masks say.

    Args:
        outline: See `outline_of`.
        own: The network's mask, ``(side, side)`` uint8 in the cut's square.
        other: Another mask, and the matrix from the frame to it.
    """
    height = max(cut.face.box.height, 1.0)
    shrink = min(1.0, MASK_HEIGHT / height)
    size = max(2, round(roi.width * shrink)), max(2, round(roi.height * shrink))
    factor = np.array(size, np.float32) / (roi.width, roi.height)

    def local(points: Floats) -> Floats:
        return np.asarray((points - (roi.x - 0.5, roi.y - 0.5)) * factor - 0.5, np.float32)

    area = np.zeros(size[::-1], np.uint8)
    cv2.fillConvexPoly(area, np.round(local(outline) * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    # Two boxes as wide as a bell curve of that sigma: 12 sigma² = 2 (width² - 1).
    width = 2 * round((np.sqrt(6 * (SOFT * height * shrink) ** 2 + 1) - 1) / 2) + 1
    result = np.asarray(cv2.blur(cv2.blur(area, (width, width)), (width, width)), np.uint8)
    side = cut.square.shape[0]
    window = _window(side) if own is None else _product(_window(side), own)
    masks = [(window, cut.matrix, 0)]
    if other is not None:
        masks.append((*other, 255))  # where it did not look it takes nothing away
    for mask, matrix, beyond in masks:
        seen = _warped(mask, matrix, roi, size, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT, beyond)
        result = _product(result, seen)
    oval = cut.face.landmarks[topology().oval, :2]
    middle = oval.mean(axis=0)
    closed = outside_only(result, local(middle + INNER * (oval - middle)))
    if closed.shape == (roi.height, roi.width):
        return np.asarray(closed, np.uint8)
    return np.asarray(cv2.resize(closed, (roi.width, roi.height)), np.uint8)


def rescaled(pixels: Image, points: Floats, face_scale: float) -> Image:
    """Features larger or smaller about the face's middle; its outline stays.

    Args:
        pixels: ``(side, side, 3)`` uint8.
        points: ``(≥468, 2)`` the mesh in the square.
        face_scale: As of `SwapOptions`.
    """
    scale = 1 + 2 * REACH * (face_scale - 0.5)
    oval = points[topology().oval]
    low, high = oval.min(axis=0), oval.max(axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, 1.0)
    side = pixels.shape[0]
    step = (np.arange(_BENT_AT, dtype=np.float32) + 0.5) / _BENT_AT * side - 0.5
    away = np.stack(np.meshgrid(step, step), axis=2) - middle
    share = (np.linalg.norm(away / half, axis=2) - RIGID) / (1 - RIGID)
    share = np.clip(share, 0, 1)
    fading = 1 - share * share * (3 - 2 * share)
    moved = (away * ((1 / scale - 1) * fading)[:, :, None]).astype(np.float32)
    at = cv2.resize(moved, (side, side), interpolation=cv2.INTER_LINEAR) + _grid(side)
    how, border = cv2.INTER_CUBIC, cv2.BORDER_REPLICATE
    bent = cv2.remap(pixels, at[..., 0], at[..., 1], how, borderMode=border)
    return np.asarray(bent, np.uint8)


def _square(image: Image, matrix: Floats, side: int) -> Image:
    """Cuts out: where the square is coarser than the frame each of its pixels is a mean."""
    halvings = int(np.log2(max(1 / scale_of(matrix) + SKIPPED, 1)))
    if halvings > 0:
        image, matrix = _halved(image, matrix, side, min(halvings, 5))
    flags, border = cv2.INTER_LINEAR, cv2.BORDER_REPLICATE
    cut = cv2.warpAffine(image, matrix, (side, side), flags=flags, borderMode=border)
    return np.asarray(cut, np.uint8)


def _halved(image: Image, matrix: Floats, side: int, halvings: int) -> tuple[Image, Floats]:
    """What lies under the square, made half as large so many times: of all factors OpenCV is
    fastest with two, by far."""
    factor = 2**halvings
    back = cv2.invertAffineTransform(matrix)
    middle, reach = back @ (side / 2, side / 2, 1), np.abs(back[:, :2]).sum(axis=1) * side / 2
    size = np.array([image.shape[1], image.shape[0]])
    # Whole blocks only; of a picture's last ones up to a block's side is left out.
    limits = np.maximum(size // factor, 1)
    x0, y0 = np.clip(np.floor((middle - reach) / factor) - 1, 0, limits - 1).astype(int)
    x1, y1 = np.clip(np.ceil((middle + reach) / factor) + 1, (x0 + 1, y0 + 1), limits).astype(int)
    part = image[y0 * factor : y1 * factor, x0 * factor : x1 * factor]
    for _ in range(halvings):
        width, height = max(1, part.shape[1] // 2), max(1, part.shape[0] // 2)
        part = np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA))
    # Pixel u of the small picture is pixel factor * (x0 + u) + (factor - 1) / 2 of the large one.
    local = matrix.astype(np.float64)
    local[:, 2] += local[:, :2] @ (factor * np.array([x0, y0]) + (factor - 1) / 2)
    local[:, :2] *= factor
    return part, np.asarray(local, np.float32)


def _steps(matrix: Floats) -> int:
    """How many times finer a square must be, for its pixels to be no larger than the frame's."""
    return int(np.clip(np.ceil(DENSE / scale_of(matrix)), 1, 4))


def times(matrix: Floats, factor: float) -> Floats:
    """A matrix from the frame to a square, to the same square with so many times the pixels."""
    return np.asarray(matrix * factor + np.array([0, 0, (factor - 1) / 2]), np.float32)


def _grey(square: Image) -> Image:
    """``(_SEEN, _SEEN)`` uint8."""
    grey = cv2.cvtColor(square, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, (_SEEN, _SEEN), interpolation=cv2.INTER_AREA), np.uint8)


@numba.njit(nogil=True, cache=True, boundscheck=False)
def _likeness(before: Image, after: Image, inside: Image) -> tuple[float, float]:
    """Mean absolute difference of two grey pictures in levels, and correlation of what is left of
    them without coarse and finest detail; both where `inside` is not 0. Nothing inside is alike
    in nothing."""
    height, width = inside.shape
    tables = np.zeros((2, height + 1, width + 1), np.int32)
    for y in range(height):
        for x in range(width):
            for i, picture in enumerate((before, after)):
                left = tables[i, y + 1, x] - tables[i, y, x]
                tables[i, y + 1, x + 1] = tables[i, y, x + 1] + left + picture[y, x]
    count, apart = 0, 0.0
    a, b, aa, bb, ab = 0.0, 0.0, 0.0, 0.0, 0.0
    for y in range(height):
        for x in range(width):
            if inside[y, x] == 0:
                continue
            count += 1
            apart += abs(np.float64(before[y, x]) - np.float64(after[y, x]))
            one = _mean(tables[0], y, x, 1) - _mean(tables[0], y, x, COARSE)
            other = _mean(tables[1], y, x, 1) - _mean(tables[1], y, x, COARSE)
            a, b = a + one, b + other
            aa, bb, ab = aa + one * one, bb + other * other, ab + one * other
    if count == 0:
        return 255.0, 0.0
    spread = (aa - a * a / count) * (bb - b * b / count)
    # What is plain after rounding is like nothing.
    pattern = (ab - a * b / count) / np.sqrt(spread) if spread > 1e-3 * count else 0.0
    return apart / count, pattern


@numba.njit(nogil=True, cache=True, boundscheck=False)
def _mean(table: NDArray[np.int32], y: int, x: int, reach: int) -> float:
    """Of the square about a pixel, as far as it is in the picture, from its integral."""
    height, width = table.shape[0] - 1, table.shape[1] - 1
    y0, y1 = max(y - reach, 0), min(y + reach + 1, height)
    x0, x1 = max(x - reach, 0), min(x + reach + 1, width)
    total = table[y1, x1] - table[y0, x1] - table[y1, x0] + table[y0, x0]
    return float(total / ((y1 - y0) * (x1 - x0)))


def _warped(
    square: Image,
    matrix: Floats,
    roi: Roi,
    size: tuple[int, int],
    flags: int,
    border: int,
    beyond: int = 0,
) -> Image:
    """A square in a box of the frame that is `size` pixels wide and high; `beyond` is what lies
    around it where `border` says that it is one value."""
    step = np.array([roi.width / size[0], roi.height / size[1]])
    # Pixel centres: pixel u of the box is frame pixel x + (u + 0.5) * step - 0.5.
    start = np.array([roi.x, roi.y]) + 0.5 * step - 0.5
    local = np.column_stack([matrix[:, :2] * step, matrix[:, :2] @ start + matrix[:, 2]])
    flags |= cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(square, local, size, flags=flags, borderMode=border, borderValue=beyond),
        np.uint8,
    )


def _product(a: Image, b: Image) -> Image:
    return np.asarray(cv2.multiply(a, b, scale=1 / 255), np.uint8)


@lru_cache(maxsize=8)
def _window(side: int) -> Image:
    """``(side, side)`` uint8: 255, and fading out to 0 at the border."""
    edge = (np.minimum(np.arange(side), np.arange(side)[::-1]) + 0.5) / (BORDER * side)
    ramp = np.clip(edge, 0, 1)
    ramp = ramp * ramp * (3 - 2 * ramp)
    window = np.round(255 * np.outer(ramp, ramp)).astype(np.uint8)
    window.setflags(write=False)
    return window


@lru_cache(maxsize=8)
def _grid(side: int) -> Floats:
    """``(side, side, 2)`` float32: each pixel's own place."""
    step = np.arange(side, dtype=np.float32)
    grid = np.stack(np.meshgrid(step, step), axis=2)
    grid.setflags(write=False)
    return grid
