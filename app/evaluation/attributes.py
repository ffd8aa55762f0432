"""What a swap keeps of the wearer: pose, expression, gaze. 0..100, by the project's definition.

Attributes = 100 × kept × (0.35 pose + 0.40 expression + 0.25 gaze). A re-encoded original scores
91 to 96: that is the noise of the measure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.evaluation.readings import Reading
from app.frame import Floats
from app.pipeline.track.blendshapes import BLENDSHAPES

Values = NDArray[np.float64]

POSE_SHARE, EXPRESSION_SHARE, GAZE_SHARE = 0.35, 0.40, 0.25
POSE_LIMIT = 15.0
"""Degrees of error at which nothing of the pose is kept."""
GAZE_LIMIT = 0.15
"""Eye widths of error at which nothing of the gaze is kept."""
MOVING = 0.02
"""Standard deviation from which a blendshape, or the gaze in eye widths, counts as moving."""
OPEN = 0.15
"""Opening over width from which an eye shows where it looks."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "jaw": ("jawOpen",),
    "blink": ("eyeBlinkLeft", "eyeBlinkRight"),
    "smile": ("mouthSmileLeft", "mouthSmileRight"),
}
"""What people look at most, each the mean of its blendshapes."""


@dataclass(frozen=True, slots=True)
class Follow:
    """How one movement follows the wearer's.

    Attributes:
        correlation: -1..1.
        amplitude: Standard deviation over the wearer's.
    """

    correlation: float
    amplitude: float

    @property
    def kept(self) -> float:
        """Right in time and as large: 0..1."""
        return max(self.correlation, 0.0) * min(1.0, self.amplitude)


@dataclass(frozen=True, slots=True)
class Attributes:
    """See `measure`.

    Attributes:
        kept: Share of the frames with a face in which the output has one too.
        pose: Mean absolute error in degrees over yaw, pitch, roll and two judges; NaN when nothing
            is kept.
        gaze: Mean error of the irises in eye widths, over frames in which the wearer's eyes are
            open; NaN when there is none.
        gaze_follow: 0..1: mean correlation along the axes along which the wearer's gaze moves; 1
            where it does not.
        parts: Jaw, blink and smile; those that move.
        moving: Every blendshape that moves, by its name.
    """

    kept: float
    pose: float
    gaze: float
    gaze_follow: float
    parts: Mapping[str, Follow]
    moving: Mapping[str, Follow]

    @property
    def correlation(self) -> float:
        """Mean over the moving blendshapes; 1 in a clip in which nothing moves."""
        return _mean([follow.correlation for follow in self.moving.values()])

    @property
    def expression(self) -> float:
        """0..1: mean of what is kept of all moving blendshapes and of the parts."""
        groups = [
            _mean([follow.kept for follow in group.values()])
            for group in (self.moving, self.parts)
            if group
        ]
        return _mean(groups)

    @property
    def score(self) -> float:
        """0..100. Eyes that are never open keep their gaze."""
        if self.kept == 0:
            return 0.0
        pose = max(0.0, 1 - self.pose / POSE_LIMIT)
        error = 0.0 if np.isnan(self.gaze) else self.gaze
        gaze = max(0.0, 1 - error / GAZE_LIMIT) * (0.5 + 0.5 * self.gaze_follow)
        share = POSE_SHARE * pose + EXPRESSION_SHARE * self.expression + GAZE_SHARE * gaze
        return 100 * self.kept * share


def measure(before: Sequence[Reading | None], after: Sequence[Reading | None]) -> Attributes:
    """Compares one face's readings frame by frame.

    Args:
        before, after: Of the input and the output, None where there is no face; of one length.
    """
    there = [(a, b) for a, b in zip(before, after, strict=True) if a is not None]
    pairs = [(a, b) for a, b in there if b is not None]
    kept = len(pairs) / len(there) if there else 0.0
    if not pairs:
        return Attributes(0.0, float("nan"), float("nan"), 0.0, {}, {})
    pose = float(np.mean([np.abs(_turn(a.poses - b.poses)).mean() for a, b in pairs]))
    shapes = np.array(
        [(a.expression.blendshapes, b.expression.blendshapes) for a, b in pairs], np.float64
    )
    moving = {
        name: follow
        for column, name in enumerate(BLENDSHAPES)
        if (follow := _follow(shapes[:, 0, column], shapes[:, 1, column])) is not None
    }
    parts = {}
    for part, names in PARTS.items():
        columns = [BLENDSHAPES.index(name) for name in names]
        mean = shapes[:, :, columns].mean(axis=2)
        if (follow := _follow(mean[:, 0], mean[:, 1])) is not None:
            parts[part] = follow
    gaze, gaze_follow = _gaze(pairs)
    return Attributes(kept, pose, gaze, gaze_follow, parts, moving)


def _gaze(pairs: Sequence[tuple[Reading, Reading]]) -> tuple[float, float]:
    """Error in eye widths, and how the gaze follows. Whose eyes are open is the input's to say: an
    output that shuts them hides nothing."""
    open_ = [(a.gaze, b.gaze) for a, b in pairs if a.opening > OPEN]
    if not open_:
        return float("nan"), 1.0
    rows = np.array(open_, np.float64)  # (frame, before or after, eye, axis)
    error = float(np.linalg.norm(rows[:, 1] - rows[:, 0], axis=2).mean())
    both = rows.mean(axis=2)
    axes = [_follow(both[:, 0, axis], both[:, 1, axis]) for axis in (0, 1)]
    return error, _mean([max(follow.correlation, 0.0) for follow in axes if follow is not None])


def _follow(before: Values, after: Values) -> Follow | None:
    """None where the input does not move."""
    moved = float(before.std())
    if moved <= MOVING:
        return None
    spread = float(after.std())
    if spread < 1e-9:
        return Follow(0.0, 0.0)
    return Follow(float(np.corrcoef(before, after)[0, 1]), spread / moved)


def _turn(degrees: Floats) -> Floats:
    """An angle's difference, -180..180."""
    return np.asarray((degrees + 180) % 360 - 180)


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else 1.0
