"""Pictures as networks take them, planes of RGB in a range of their own, and back again.

What both ways cost is paid for every face of every frame: one pass over the pixels, outside
Python's lock, into buffers that callers may keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numba
import numpy as np
from numpy.typing import DTypeLike, NDArray

from app.errors import ModelError
from app.frame import Floats, Image

Channels = float | Sequence[float]
"""One number for all channels, or three for red, green and blue."""


def planes(
    square: Image,
    mean: Channels = 0.0,
    std: Channels = 1.0,
    dtype: DTypeLike = np.float32,
    *,
    out: NDArray[Any] | None = None,
) -> NDArray[Any]:
    """``(pixel / 255 - mean) / std`` as planes.

    Args:
        square: ``(h, w, 3)`` uint8 BGR.
        mean, std: Over 0..1. 0 and 1 give 0..1, 0.5 and 0.5 give -1..1.
        dtype: float32 or float16.
        out: ``(1, 3, h, w)`` of `dtype`, contiguous, to be written to; a new array by default.

    Returns:
        ``(1, 3, h, w)`` in the order red, green, blue.
    """
    height, width = square.shape[:2]
    values = np.empty((1, 3, height, width), dtype) if out is None else out
    if values.shape != (1, 3, height, width) or values.dtype != np.dtype(dtype):
        raise ValueError(f"a buffer of {values.shape} {values.dtype} for {square.shape} {dtype}")
    levels = np.arange(256, dtype=np.float64)[None, :] / 255
    table = ((levels - _column(mean)) / _column(std)).astype(dtype)
    # The kernel moves bits: it knows no float16.
    bits = np.uint16 if values.dtype == np.float16 else np.uint32
    _spread(np.ascontiguousarray(square), table.view(bits), values.view(bits)[0])
    return values


def picture(
    tensor: NDArray[Any],
    mean: Channels = 0.0,
    std: Channels = 1.0,
    *,
    out: Image | None = None,
) -> Image:
    """The inverse of `planes`: ``(value * std + mean) * 255``, rounded and cut to 0..255.

    Args:
        tensor: ``(1, 3, h, w)`` or ``(3, h, w)`` in the order red, green, blue.
        mean, std: As of `planes`.
        out: ``(h, w, 3)`` uint8, contiguous, to be written to; a new array by default.

    Returns:
        ``(h, w, 3)`` uint8 BGR.

    Raises:
        ModelError: The tensor has another shape, or values that are no numbers.
    """
    values = tensor[0] if tensor.ndim == 4 and tensor.shape[0] == 1 else tensor
    if values.ndim != 3 or values.shape[0] != 3:
        raise ModelError(f"a network gave {tensor.shape} where a picture was expected")
    values = np.ascontiguousarray(values, np.float32)
    height, width = values.shape[1:]
    scale = np.broadcast_to(255 * _column(std), (3, 1)).astype(np.float32)[:, 0]
    shift = np.broadcast_to(255 * _column(mean) + 0.5, (3, 1)).astype(np.float32)[:, 0]
    levels = np.empty((3, height, width), np.uint8)
    if not _quantise(values, scale, shift, levels):
        raise ModelError("a network gave values that are no numbers")
    red, green, blue = levels
    return np.asarray(cv2.merge((blue, green, red), out), np.uint8)


def rows(square: Image) -> Floats:
    """``(1, h, w, 3)`` float32 BGR 0..1 of a square uint8 BGR: as DeepFaceLab's networks want."""
    return np.multiply(square[None], np.float32(1 / 255), dtype=np.float32)


def _column(value: Channels) -> NDArray[np.float64]:
    """``(1, 1)`` or ``(3, 1)``."""
    return np.atleast_1d(np.asarray(value, np.float64))[:, None]


@numba.njit(nogil=True, cache=True, boundscheck=False)
def _spread(square: Image, table: NDArray[Any], values: NDArray[Any]) -> None:
    """Planes ``(3, h, w)`` of the table's rows, one for each channel or one for all."""
    last = table.shape[0] - 1
    red, green, blue = table[0], table[min(1, last)], table[last]
    height, width = square.shape[:2]
    for y in range(height):
        for x in range(width):
            values[0, y, x] = red[square[y, x, 2]]
            values[1, y, x] = green[square[y, x, 1]]
            values[2, y, x] = blue[square[y, x, 0]]


@numba.njit(nogil=True, cache=True, boundscheck=False, error_model="numpy")
def _quantise(values: Floats, scale: Floats, shift: Floats, levels: Image) -> bool:
    """Levels 0..255; False where a value is no finite number."""
    flat, out = values.reshape(3, -1), levels.reshape(3, -1)
    bits = flat.view(np.uint32)
    strange = np.uint32(0)
    for channel in range(3):
        factor, offset = scale[channel], shift[channel]
        for i in range(flat.shape[1]):
            strange |= np.uint32((bits[channel, i] & np.uint32(0x7F800000)) == 0x7F800000)
            value = flat[channel, i] * factor + offset
            value = min(max(value, np.float32(0)), np.float32(255))
            out[channel, i] = np.uint8(np.int32(value))
    return bool(strange == np.uint32(0))
