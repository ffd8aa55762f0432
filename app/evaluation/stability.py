"""Does a swap tremble or flicker more than what it covers?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.evaluation.readings import Reading
from app.frame import Floats
from app.pipeline.track.pose import RIGID

CUT = 0.05
"""Share of the largest second differences that is left out: cuts and true jerks."""


@dataclass(frozen=True, slots=True)
class Stability:
    """See `measure`; NaN where there is nothing to compare.

    Attributes:
        jitter: RMS second difference of the landmarks that expression hardly moves, output over
            input; 1: as still.
        jitter_added: RMS second difference of output − input, in % of the face's size.
        flicker: Frame-to-frame change of the face's mean LAB colour, output over input.
    """

    jitter: float
    jitter_added: float
    flicker: float


def measure(
    before: Sequence[Reading | None],
    after: Sequence[Reading | None],
    colours_before: Floats,
    colours_after: Floats,
) -> Stability:
    """Compares how one face moves and how its colour changes, from frame to frame.

    Args:
        before, after: Of the input and the output, None where there is no face; of one length.
        colours_before, colours_after: ``(n, 3)`` the face's mean LAB colour at the input's
            landmarks; NaN where there is no face.
    """
    nan = np.full((len(RIGID), 2), np.nan, np.float32)
    a, b = (
        np.array([nan if r is None else r.landmarks[RIGID, :2] for r in rows])
        for rows in (before, after)
    )
    added = b - a
    unknown = ~np.isfinite(added)
    a[unknown], b[unknown] = np.nan, np.nan
    sizes = [reading.size for reading in before if reading is not None]
    size = float(np.median(sizes)) if sizes else 1.0
    theirs, ours, apart = (_jerk(points) for points in (a, b, added))
    steps = [
        np.linalg.norm(np.diff(colours, axis=0), axis=1)
        for colours in (colours_before, colours_after)
    ]
    both = np.isfinite(steps[0]) & np.isfinite(steps[1])
    flicker = (
        float(steps[1][both].mean() / max(steps[0][both].mean(), 1e-6))
        if both.any()
        else float("nan")
    )
    return Stability(
        jitter=ours / theirs if theirs > 0 else float("nan"),
        jitter_added=100 * apart / size,
        flicker=flicker,
    )


def _jerk(points: Floats) -> float:
    """RMS second difference in pixels of ``(n, points, 2)``, without the largest; NaN where there
    is none."""
    if len(points) < 3:
        return float("nan")
    second = points[2:] - 2 * points[1:-1] + points[:-2]
    per_frame = np.sqrt((second**2).sum(axis=2).mean(axis=1))
    kept = np.sort(per_frame[np.isfinite(per_frame)])
    kept = kept[: max(1, int(np.ceil(len(kept) * (1 - CUT))))] if len(kept) else kept
    return float(np.sqrt((kept**2).mean())) if len(kept) else float("nan")
