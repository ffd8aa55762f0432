"""Between planar Y'CbCr 4:2:0 and BGR, for any of the usual matrices.

OpenCV converts 4:2:0 to BGR and back quickly and with exact rounding, but for one kind alone:
BT.601 in limited range. Every other kind is a linear map away from that one, and the map needs the
chroma at a quarter of the pixels only. So other kinds are first mapped to BT.601 and then converted
(and the reverse). Next to a reference in floating point the mean error is 0.25 levels for BT.601
and 0.5 for the others, without bias; swscale's fast path is 1.0 to 1.5 levels too dark.

Both directions take a 2x2 block's chroma as one value, so that pixels that nobody touched come back
as the very same samples.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from app.frame import Image

_Matrix3 = NDArray[np.float64]


class Matrix(Enum):
    """Luma coefficients ``(Kr, Kb)``: ITU-R BT.601-7, BT.709-6, BT.2020-2."""

    BT601 = (0.299, 0.114)
    BT709 = (0.2126, 0.0722)
    BT2020 = (0.2627, 0.0593)


@dataclass(frozen=True, slots=True)
class Colours:
    """How samples encode colour: the matrix, and whether luma spans 0..255 or 16..235."""

    matrix: Matrix
    full_range: bool = False


_OPENCV = Colours(Matrix.BT601)


def usual_matrix(width: int, height: int) -> Matrix:
    """What players take a picture of that size for when it is not tagged: BT.709 from 720p on."""
    return Matrix.BT709 if width >= 1280 or height > 576 else Matrix.BT601


def _to_bgr(colours: Colours) -> _Matrix3:
    """``(3, 3)``: columns Y, Cb, Cr less their offsets; rows B, G, R in levels."""
    kr, kb = colours.matrix.value
    kg = 1.0 - kr - kb
    luma, chroma = (1.0, 1.0) if colours.full_range else (255 / 219, 255 / 224)
    blue, red = 2 * (1 - kb) * chroma, 2 * (1 - kr) * chroma
    return np.array([[luma, blue, 0.0], [luma, -blue * kb / kg, -red * kr / kg], [luma, 0.0, red]])


@cache
def _map(source: Colours, target: Colours) -> list[list[float]]:
    """Rows: Y, Cb, Cr of `target`; columns: those of `source`; all less their offsets."""
    rows: list[list[float]] = (np.linalg.inv(_to_bgr(target)) @ _to_bgr(source)).tolist()
    return rows


def _remap(
    y: Image, u: Image, v: Image, source: Colours, target: Colours, out: tuple[Image, Image, Image]
) -> None:
    """Writes the planes as `target` would hold them to `out`, which may be the given planes."""
    (yy, yu, yv), (_, uu, uv), (_, vu, vv) = _map(source, target)
    # Chroma's share of luma, about 128, still at a quarter of the pixels.
    share = cv2.addWeighted(u, yu, v, yv, 128 * (1 - yu - yv))
    new_v = cv2.addWeighted(u, vu, v, vv, 128 * (1 - vu - vv))
    cv2.addWeighted(u, uu, v, uv, 128 * (1 - uu - uv), dst=out[1])
    np.copyto(out[2], new_v)
    # Each share counts for two columns and two rows; a resize takes ten times as long.
    wide = cv2.merge((share, share)).reshape(share.shape[0], -1)
    offset = (0 if target.full_range else 16) - (0 if source.full_range else 16) * yy
    for row in (0, 1):
        cv2.addWeighted(y[row::2], yy, wide, 1.0, offset - 128, dst=out[0][row::2])


class I420:
    """A buffer for one picture in 4:2:0 planes, used over and over. Width and height are even."""

    def __init__(self, width: int, height: int) -> None:
        if width % 2 or height % 2:
            raise ValueError(f"4:2:0 planes need even sides, not {width}x{height}")
        self.buffer: Image = np.empty((height * 3 // 2, width), np.uint8)
        """``(height * 3 / 2, width)`` uint8: the planes Y, U and V, one after another."""
        flat, luma, chroma = self.buffer.reshape(-1), width * height, width * height // 4
        half = (height // 2, width // 2)
        self.planes = (
            flat[:luma].reshape(height, width),
            flat[luma : luma + chroma].reshape(half),
            flat[luma + chroma :].reshape(half),
        )
        """Views into it: Y ``(height, width)``, U and V ``(height / 2, width / 2)``."""

    def to_bgr(self, y: Image, u: Image, v: Image, colours: Colours) -> Image:
        """A new ``(height, width, 3)`` uint8 BGR picture of planes ``(height, width)`` and twice
        ``(height / 2, width / 2)``; rows may be padded."""
        if colours == _OPENCV:
            for target, plane in zip(self.planes, (y, u, v), strict=True):
                np.copyto(target, plane)
        else:
            _remap(y, u, v, colours, _OPENCV, self.planes)
        return cast(Image, cv2.cvtColor(self.buffer, cv2.COLOR_YUV2BGR_I420))

    def from_bgr(self, image: Image, matrix: Matrix) -> Image:
        """The buffer, filled with `image` (``(height, width, 3)`` uint8 BGR) in limited range."""
        cv2.cvtColor(image, cv2.COLOR_BGR2YUV_I420, dst=self.buffer)
        target = Colours(matrix)
        if target != _OPENCV:
            _remap(*self.planes, _OPENCV, target, self.planes)
        return self.buffer
