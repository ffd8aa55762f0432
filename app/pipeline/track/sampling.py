"""Cuts the nets' inputs out of a frame: one compiled call each, free of Python's lock.

A pipeline of several threads pays for every return from native code to Python while another thread
holds the lock; OpenCV and numpy needed four such returns for each of these.
"""

from __future__ import annotations

import numba
import numpy as np

from app.frame import Floats, Image


@numba.njit(nogil=True, cache=True, fastmath=True, boundscheck=False)
def sample_crop(image: Image, matrix: Floats, flip: bool, out: Floats) -> None:
    """Bilinear samples of a rotated square, black beyond the picture.

    Args:
        image: ``(h, w, 3)`` uint8 BGR.
        matrix: ``(2, 3)`` float32, from pixels of the crop to pixels of `image`.
        flip: Mirror the crop left to right.
        out: ``(1, size, size, 3)`` float32, filled with RGB 0..1.
    """
    height, width = image.shape[0], image.shape[1]
    size = out.shape[1]
    a, b, c = matrix[0, 0], matrix[0, 1], matrix[0, 2]
    d, e, f = matrix[1, 0], matrix[1, 1], matrix[1, 2]
    unit = np.float32(1.0 / (255.0 * 65536.0))
    for y in range(size):
        for x in range(size):
            sx = size - 1 - x if flip else x
            px = a * sx + b * y + c
            py = d * sx + e * y + f
            if px < 0 or py < 0 or px >= width - 1 or py >= height - 1:
                out[0, y, x, 0] = 0
                out[0, y, x, 1] = 0
                out[0, y, x, 2] = 0
                continue
            ix, iy = int(px), int(py)
            fx = int((px - ix) * 256)
            fy = int((py - iy) * 256)
            w00, w01 = (256 - fx) * (256 - fy), fx * (256 - fy)
            w10, w11 = (256 - fx) * fy, fx * fy
            for channel in range(3):
                value = (
                    w00 * image[iy, ix, channel]
                    + w01 * image[iy, ix + 1, channel]
                    + w10 * image[iy + 1, ix, channel]
                    + w11 * image[iy + 1, ix + 1, channel]
                )
                out[0, y, x, 2 - channel] = np.float32(value) * unit


@numba.njit(nogil=True, cache=True, fastmath=True, boundscheck=False)
def halve_into(image: Image, left: int, top: int, out: Floats) -> None:
    """Averages 2×2 pixels into a part of a net's input; the rest of it becomes black.

    Args:
        image: ``(2h, 2w, 3)`` uint8 BGR.
        left, top: Where the ``(h, w)`` result goes.
        out: ``(1, ·, ·, 3)`` float32, filled with RGB −1..1.
    """
    height, width = image.shape[0] // 2, image.shape[1] // 2
    unit = np.float32(1.0 / (4.0 * 127.5))
    out[:] = np.float32(-1.0)
    for y in range(height):
        for x in range(width):
            for channel in range(3):
                total = (
                    np.int32(image[2 * y, 2 * x, channel])
                    + np.int32(image[2 * y, 2 * x + 1, channel])
                    + np.int32(image[2 * y + 1, 2 * x, channel])
                    + np.int32(image[2 * y + 1, 2 * x + 1, channel])
                )
                out[0, top + y, left + x, 2 - channel] = np.float32(total) * unit - np.float32(1.0)
