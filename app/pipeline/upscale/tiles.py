"""Pictures of any size through networks that take small ones: overlapping tiles.

What a network makes of a pixel depends on the pixels around it, as far as its receptive field
reaches. Tiles share so many with their neighbours that the outermost ones, which lack a part of
theirs, are thrown away: where the overlap is no smaller than that field, the result is the one of
the whole picture, and no seam can be seen.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from app.frame import Image
from app.pipeline.upscale.base import Alive, silent

Run = Callable[[Image], Image]
"""``(n, h, w, 3)`` uint8 → ``(n, scale h, scale w, 3)`` uint8."""


@dataclass(frozen=True, slots=True)
class Tiling:
    """
    Attributes:
        side: Of a tile, in pixels.
        overlap: Pixels at each of a tile's inner edges that are computed and thrown away.
        multiple: Of which the network's sides have to be.
        batch: Tiles at once.
        fixed: The network takes tiles of this side only, or works out each new size anew; else a
            small picture is one small tile.
        least: Side of the smallest tile that it can take.

    Raises:
        ValueError: Nothing would be left of a tile, or it is no multiple.
    """

    side: int
    overlap: int
    multiple: int = 1
    batch: int = 1
    fixed: bool = False
    least: int = 1

    def __post_init__(self) -> None:
        if not 0 <= 2 * self.overlap < self.side:
            raise ValueError(f"nothing is left of tiles of {self.side} less {self.overlap}")
        if self.side % self.multiple or 2 * self.overlap % self.multiple:
            raise ValueError(f"{self.side} and twice {self.overlap} by {self.multiple}")
        if self.batch < 1:
            raise ValueError("no tile at once")


def upscale_tiled(
    image: Image, scale: int, tiling: Tiling, run: Run, alive: Alive = silent
) -> Image:
    """A picture through `run`, tile by tile. All tiles of a picture have one shape.

    Args:
        image: ``(h, w, 3)`` uint8 BGR.
        scale: Of the network.
        alive: Called after each batch.

    Returns:
        ``(scale h, scale w, 3)`` uint8 BGR.

    Raises:
        ValueError: The picture is empty, or `run` gave another shape than it must.
    """
    height, width = image.shape[:2]
    if not (height and width):
        raise ValueError("the picture is empty")
    # Its last row and column once more: for a pixel or two that are cut off again, or where a
    # network with tiles of one size gets a picture that is smaller.
    below, beside = _padded(height, tiling) - height, _padded(width, tiling) - width
    bordered = cv2.copyMakeBorder(image, 0, below, 0, beside, cv2.BORDER_REPLICATE)
    whole: Image = np.asarray(bordered, np.uint8)
    rows, columns = (_spans(size, tiling) for size in whole.shape[:2])
    result: Image = np.empty((scale * height, scale * width, 3), np.uint8)
    for chunk in _chunks([(row, column) for row in rows for column in columns], tiling.batch):
        tiles = np.stack([whole[r.start : r.stop, c.start : c.stop] for r, c in chunk])
        made = run(tiles)
        _, h, w, _ = tiles.shape
        if made.shape != (len(chunk), scale * h, scale * w, 3) or made.dtype != np.uint8:
            raise ValueError(f"tiles came back as {made.shape} of {made.dtype}")
        for (r, c), tile in zip(chunk, made, strict=True):
            inner = tile[scale * (r.first - r.start) :, scale * (c.first - c.start) :]
            place = result[scale * r.first : scale * r.last, scale * c.first : scale * c.last]
            place[:] = inner[: place.shape[0], : place.shape[1]]
        alive()
    return result


@dataclass(frozen=True, slots=True)
class _Span:
    """A tile along one axis: it covers start..stop, of which first..last is kept."""

    start: int
    stop: int
    first: int
    last: int


def _padded(size: int, tiling: Tiling) -> int:
    least = max(size, tiling.side if tiling.fixed else tiling.least)
    return -(-least // tiling.multiple) * tiling.multiple


def _spans(size: int, tiling: Tiling) -> list[_Span]:
    """Tiles of one side that cover `size`; the last one is moved back until it ends there. Two
    neighbours meet in the middle of what they share."""
    side = min(tiling.side, size)
    step = tiling.side - 2 * tiling.overlap
    number = 1 if size <= side else -(-(size - 2 * tiling.overlap) // step)
    starts = [min(step * i, size - side) for i in range(number)]
    meets = [(a + side + b) // 2 for a, b in itertools.pairwise(starts)]
    bounds = [0, *meets, size]
    return [
        _Span(start, start + side, first, last)
        for start, (first, last) in zip(starts, itertools.pairwise(bounds), strict=True)
    ]


def _chunks(windows: list[tuple[_Span, _Span]], number: int) -> Iterator[list[tuple[_Span, _Span]]]:
    for i in range(0, len(windows), number):
        yield windows[i : i + number]
