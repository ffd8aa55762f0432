"""What buffalo_l says of a swap, beside the judges' own networks: those are of the family that the
tracker uses as well, and these were trained by others on other faces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.errors import ModelError
from app.evaluation.results import Opinion, mean, share
from app.frame import Floats, Image
from app.models.manager import ModelManager
from app.pipeline.track.analysis import AnalysedFace, FaceAnalyser
from app.pipeline.track.analysis.analyser import NETWORKS
from app.pipeline.track.tracker import mesh_box

SAME = 0.2
"""Intersection over union of a mesh's box and the detector's from which they are one face."""


class SecondOpinion:
    """Collects what is found in one run over a clip. Not thread-safe.

    Args:
        analyser: Reads both pictures; whoever made it closes it.
        inputs: What it has read of the clip's input so far, by the frame's index; filled on. Every
            run over the same clip gets the same one, so that its input is read once.
    """

    def __init__(
        self, analyser: FaceAnalyser, inputs: dict[int, AnalysedFace | None] | None = None
    ) -> None:
        self._analyser = analyser
        self._inputs = {} if inputs is None else inputs
        self._pairs: list[tuple[AnalysedFace, AnalysedFace | None]] = []

    def take(self, index: int, before: Image, after: Image, landmarks: Floats) -> None:
        """One frame.

        Args:
            index: In the clip.
            before, after: Of the input and the output, ``(h, w, 3)`` uint8 BGR.
            landmarks: ``(≥468, ≥2)``: where the wearer's face is in the input.

        Raises:
            ModelError: A network failed.
        """
        if index not in self._inputs:
            self._inputs[index] = _nearest(landmarks, self._analyser.analyse(before))
        worn = self._inputs[index]
        if worn is not None:
            self._pairs.append((worn, _nearest(landmarks, self._analyser.analyse(after))))

    def result(self) -> Opinion:
        """Of all frames so far."""
        kept = [(a, b) for a, b in self._pairs if b is not None]
        angles = np.array(
            [[(p.yaw, p.pitch, p.roll) for p in (a.pose, b.pose)] for a, b in kept], np.float64
        ).reshape(-1, 2, 3)
        error = np.abs((angles[:, 0] - angles[:, 1] + 180) % 360 - 180)
        return Opinion(
            len(self._pairs),
            share(len(kept), len(self._pairs)),
            mean(error.ravel().tolist()),
            mean([a.quality for a, _ in kept]),
            mean([b.quality for _, b in kept]),
        )


def open_analyser(manager: ModelManager) -> tuple[FaceAnalyser | None, list[str]]:
    """buffalo_l, where the user has its files; to be closed.

    Returns:
        The analyser, and in a line why one that is there is not used, as where InsightFace is not
        installed.
    """
    store = manager.store
    if not all(store.is_there(store.registry[name]) for name in NETWORKS):
        return None, []
    try:
        return FaceAnalyser(manager), []
    except ModelError as error:
        return None, [f"buffalo_l gives no second opinion: {error}"]


def _nearest(landmarks: Floats, faces: Sequence[AnalysedFace]) -> AnalysedFace | None:
    box = mesh_box(landmarks)
    best = max(faces, key=lambda face: box.iou(face.box), default=None)
    return best if best is not None and box.iou(best.box) >= SAME else None
