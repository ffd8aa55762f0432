"""Pixel boost: a larger square through a small network, as several that lie between each other.

A square of ``k · side`` pixels is ``k²`` squares of ``side``: every ``k``-th pixel, beginning at
each of the first ``k × k``. Each is the whole face, a fraction of a pixel apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.frame import Image

FACTORS = (1, 2, 4)
"""What a side may be multiplied by; the network runs this squared times."""


def split(square: Image, factor: int) -> list[Image]:
    """Views of ``(k · side, k · side, 3)``: `factor` squared of ``(side, side, 3)``, by rows."""
    return [square[y::factor, x::factor] for y in range(factor) for x in range(factor)]


def join(parts: Sequence[Image], factor: int) -> Image:
    """The inverse of `split`."""
    if factor == 1:
        return parts[0]
    height, width, channels = parts[0].shape
    square = np.empty((height * factor, width * factor, channels), parts[0].dtype)
    for view, part in zip(split(square, factor), parts, strict=True):
        view[:] = part
    return square
