"""Turning pictures upright."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from app.frame import Image


@dataclass(frozen=True, slots=True)
class Turn:
    """How a stored picture becomes the shown one: transposed first, then mirrored."""

    transpose: bool = False
    mirror_x: bool = False
    mirror_y: bool = False

    def apply(self, image: Image) -> Image:
        """`image` ``(height, width[, 3])`` upright; the very same array where nothing is to do."""
        if self.transpose and self.mirror_x != self.mirror_y:
            code = cv2.ROTATE_90_CLOCKWISE if self.mirror_x else cv2.ROTATE_90_COUNTERCLOCKWISE
            return cast(Image, cv2.rotate(image, code))
        if self.transpose:
            image = cast(Image, cv2.transpose(image))
        if self.mirror_x and self.mirror_y:
            return cast(Image, cv2.rotate(image, cv2.ROTATE_180))
        if self.mirror_x or self.mirror_y:
            return cast(Image, cv2.flip(image, 1 if self.mirror_x else 0))
        return image

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Width and height of the upright picture."""
        return (height, width) if self.transpose else (width, height)


UPRIGHT = Turn()

_EXIF_TURNS = {
    2: Turn(mirror_x=True),
    3: Turn(mirror_x=True, mirror_y=True),
    4: Turn(mirror_y=True),
    5: Turn(transpose=True),
    6: Turn(transpose=True, mirror_x=True),
    7: Turn(transpose=True, mirror_x=True, mirror_y=True),
    8: Turn(transpose=True, mirror_y=True),
}
_EXIF_ORIENTATION = 0x0112


def turn_from_display_matrix(matrix: bytes) -> Turn:
    """The turn that a video's display matrix asks for (nine native int32, as libav keeps it).

    A picture's point (x, y) is shown at (a x + c y, b x + d y). Whatever the matrix holds, the
    nearest of the eight turns that map the pixel grid to itself is taken.
    """
    if len(matrix) < 36:
        return UPRIGHT
    a, b, _, c, d = struct.unpack("=9i", matrix[:36])[:5]
    if abs(a) >= abs(b):
        return Turn(mirror_x=a < 0, mirror_y=d < 0)
    return Turn(transpose=True, mirror_x=c < 0, mirror_y=b < 0)


def turn_from_exif(exif: bytes) -> Turn:
    """The turn that a photo's EXIF block (a TIFF header and its first directory) asks for.

    A block that is cut short or makes no sense asks for none.
    """
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (entries,) = struct.unpack_from(order + "H", exif, start)
        for i in range(entries):
            tag, _, _, value = struct.unpack_from(order + "HHIH", exif, start + 2 + 12 * i)
            if tag == _EXIF_ORIENTATION:
                return _EXIF_TURNS.get(value, UPRIGHT)
    except struct.error:
        pass
    return UPRIGHT


def sealed(image: Image) -> Image:
    """`image` as sources hand it on: C-contiguous, and not to be written to."""
    image = np.ascontiguousarray(image)
    image.flags.writeable = False
    return image
