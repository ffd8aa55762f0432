"""Paste back: patches over a copy of the frame, inside their own boxes; around them, tints."""

from __future__ import annotations

from collections.abc import Sequence

import numba
import numpy as np

from app.frame import Frame, Image, Patch
from app.pipeline.composite import tint


@numba.njit(nogil=True, cache=True, boundscheck=False)
def blend(canvas: Image, pixels: Image, mask: Image, x0: int, y0: int) -> None:
    """``canvas = mask · pixels + (1 − mask) · canvas``, in place, rounded.

    All uint8 and contiguous; ``pixels`` lies at ``x0, y0`` of the canvas, and wholly inside."""
    height, width = mask.shape
    for y in range(height):
        for x in range(width):
            share = np.int32(mask[y, x])
            if share == 0:
                continue
            if share == 255:  # most of a patch, and three times as fast
                for channel in range(3):
                    canvas[y0 + y, x0 + x, channel] = pixels[y, x, channel]
                continue
            rest = np.int32(255) - share
            for channel in range(3):
                mixed = (
                    share * np.int32(pixels[y, x, channel])
                    + rest * np.int32(canvas[y0 + y, x0 + x, channel])
                    + np.int32(127)
                )
                canvas[y0 + y, x0 + x, channel] = np.uint8(mixed // np.int32(255))


def fits(frame: Frame, patch: Patch) -> bool:
    """True when a patch is well formed and lies inside the frame."""
    height, width = patch.mask.shape[:2]
    return (
        patch.mask.ndim == 2
        and patch.pixels.shape == (height, width, 3)
        and patch.pixels.dtype == np.uint8
        and patch.mask.dtype == np.uint8
        and patch.x >= 0
        and patch.y >= 0
        and patch.x + width <= frame.width
        and patch.y + height <= frame.height
        and (patch.tint is None or tint.sound(patch.tint))
    )


class Compositor:
    """Puts patches over a frame."""

    def compose(self, frame: Frame, patches: Sequence[Patch]) -> Image:
        """A new picture with `patches` drawn over `frame`, in their order, and the skin around
        them recoloured where they have a `Tint`.

        Returns:
            ``(height, width, 3)`` uint8 BGR, the caller's own.

        Raises:
            ValueError: A patch is malformed or reaches outside the frame.
        """
        canvas = frame.image.copy()
        for patch in patches:
            if not fits(frame, patch):
                raise ValueError(f"the patch of track {patch.track_id} does not fit the frame")
        # All skin before any patch: what covers a face is not recoloured by its neighbour's tint.
        tints = [patch.tint for patch in patches if patch.tint is not None]
        taken = tint.nothing_taken(canvas) if len(tints) > 1 else None
        for one in tints:
            tint.apply(canvas, one, taken)
        for patch in patches:
            blend(canvas, patch.pixels, patch.mask, patch.x, patch.y)
        return canvas
