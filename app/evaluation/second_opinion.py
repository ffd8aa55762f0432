"""What buffalo_l says of a swap, beside the judges' own networks: those are of the family that the
tracker uses as well, and these were trained by others on other faces."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.errors import ModelError
from app.frame import Floats, Image
from app.models.manager import ModelManager
from app.pipeline.track.analysis import AnalysedFace, FaceAnalyser
from app.pipeline.track.analysis.analyser import NETWORKS
from app.pipeline.track.tracker import mesh_box

SAME = 0.2
"""Intersection over union of a mesh's box and the detector's from which they are one face."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One clip's.

    Attributes:
        frames: In which buffalo_l sees the face in the input.
        kept: Share of these in which it sees one in the output too.
        pose: Mean absolute error in degrees over yaw, pitch and roll; NaN when nothing is kept.
        quality_before, quality_after: Mean of `app.pipeline.track.analysis.quality` over the frames
            that are kept; NaN when there is none.
    """

    frames: int
    kept: float
    pose: float
    quality_before: float
    quality_after: float


class SecondOpinion:
    """Collects what is found in one clip. Not thread-safe.

    Args:
        analyser: Reads both pictures; whoever made it closes it.
    """

    def __init__(self, analyser: FaceAnalyser) -> None:
        self._analyser = analyser
        self._pairs: list[tuple[AnalysedFace, AnalysedFace | None]] = []

    def take(self, before: Image, after: Image, landmarks: Floats) -> None:
        """One frame.

        Args:
            before, after: Of the input and the output, ``(h, w, 3)`` uint8 BGR.
            landmarks: ``(≥468, ≥2)``: where the wearer's face is in the input.
        """
        worn = _nearest(landmarks, self._analyser.analyse(before))
        if worn is not None:
            self._pairs.append((worn, _nearest(landmarks, self._analyser.analyse(after))))

    def result(self) -> Opinion:
        """Of all frames so far."""
        kept = [(a, b) for a, b in self._pairs if b is not None]
        frames = len(self._pairs)
        if not kept:
            nothing = float("nan")
            return Opinion(frames, 0.0, nothing, nothing, nothing)
        angles = np.array(
            [[(p.yaw, p.pitch, p.roll) for p in (a.pose, b.pose)] for a, b in kept], np.float64
        )
        error = np.abs((angles[:, 0] - angles[:, 1] + 180) % 360 - 180)
        return Opinion(
            frames,
            len(kept) / frames,
            float(error.mean()),
            float(np.mean([a.quality for a, _ in kept])),
            float(np.mean([b.quality for _, b in kept])),
        )


def open_analyser(manager: ModelManager) -> tuple[FaceAnalyser | None, list[str]]:
    """buffalo_l, where the user has it and InsightFace; to be closed.

    Returns:
        The analyser, and in a line why one that is there is not used.
    """
    store = manager.store
    there = all(store.is_there(store.registry[name]) for name in NETWORKS)
    if not there or importlib.util.find_spec("insightface") is None:
        return None, []
    try:
        return FaceAnalyser(manager), []
    except ModelError as error:
        return None, [str(error)]


def _nearest(landmarks: Floats, faces: Sequence[AnalysedFace]) -> AnalysedFace | None:
    box = mesh_box(landmarks)
    best = max(faces, key=lambda face: box.iou(face.box), default=None)
    return best if best is not None and box.iou(best.box) >= SAME else None
