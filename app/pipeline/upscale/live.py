"""Whether an upscaler keeps up with a camera."""

from __future__ import annotations

import math
import time

import numpy as np

from app.errors import UsageError
from app.frame import Image
from app.pipeline.upscale.base import Upscaler

SAMPLE = 128
"""Side of the piece that is tried first: a processor would take minutes for a whole picture."""
SHARE = 0.7
"""Of a frame's time that it may take: the sink's thread has other work, and other programs too."""
TRIALS = 3


def check_live(upscaler: Upscaler, width: int, height: int, period: float) -> None:
    """Tries it on pictures of the source's size. Takes a fraction of a second where it is too slow.

    Args:
        width, height: Of the source's pictures.
        period: Seconds between two of them; infinite for a file, which waits.

    Raises:
        UsageError: It takes longer than a live picture may.
        ModelError: As `Upscaler.upscale`.
    """
    if math.isinf(period):
        return
    rows, columns = min(height, SAMPLE), min(width, SAMPLE)
    share = rows * columns / (width * height)
    upscaler.upscale(_noise(rows, columns))  # the first plans memory
    seconds = _timed(upscaler, rows, columns)
    if seconds < SHARE * period:
        upscaler.upscale(_noise(height, width))
        share, seconds = 1.0, max(_timed(upscaler, height, width) for _ in range(TRIALS))
    seconds /= share
    if seconds > SHARE * period:
        raise UsageError(
            f"{upscaler.name} takes about {seconds:.2g} s for a picture of {width}×{height} on "
            f"{upscaler.provider}, and a live one has {SHARE * period:.2g} s; upscale files only"
        )


def _timed(upscaler: Upscaler, height: int, width: int) -> float:
    image = _noise(height, width)
    began = time.perf_counter()
    upscaler.upscale(image)
    return time.perf_counter() - began


def _noise(height: int, width: int) -> Image:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
