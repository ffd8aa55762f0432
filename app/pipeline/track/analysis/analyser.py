"""Face analysis with InsightFace's buffalo_l: who is in a picture, where and how they look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import numpy as np

from app.alignment import crop, to_square
from app.frame import Box, Floats, Image, Pose
from app.inference.onnx import OnnxNet
from app.models.manager import ModelManager
from app.pipeline.track.analysis import insight, turns
from app.pipeline.track.analysis.quality import quality

DETECTOR, RECOGNISER, ATTRIBUTES = "det_10g", "w600k_r50", "genderage"
FLAT, SOLID = "2d106det", "1k3d68"
NETWORKS = (DETECTOR, FLAT, SOLID, RECOGNISER, ATTRIBUTES)
"""Names in the registry: the group buffalo_l."""
THRESHOLD = 0.5
"""Score from which InsightFace's own analysis takes a face for one."""
SAME = 0.4
"""Intersection over union above which two looks have seen one face: InsightFace's."""


@dataclass(frozen=True, slots=True, eq=False)
class AnalysedFace:
    """One face of a picture. Coordinates are pixels of the picture, whichever way the head is up.

    Attributes:
        box: The detector's: from the forehead to the chin.
        score: The detector's, 0..1.
        points: ``(5, 2)`` float32, the detector's: the eyes, the nose's tip, the mouth's corners,
            in the order of `app.alignment.ALIGNMENTS`.
        landmarks106: ``(106, 2)`` float32; 0 to 32 are the outline.
        landmarks68: ``(68, 3)`` float32, in the usual order of 68; depth in pixels, as the network
            gives it (larger towards the camera).
        pose: Of the head, in degrees.
        embedding: ``(512,)`` float32 of unit length: ArcFace's. Not to be logged.
        age: In years, as the network guesses.
        gender: ``female`` or ``male``, as the network guesses.
        quality: 0..1; see `app.pipeline.track.analysis.quality`.
    """

    box: Box
    score: float
    points: Floats = field(repr=False)
    landmarks106: Floats = field(repr=False)
    landmarks68: Floats = field(repr=False)
    pose: Pose
    embedding: Floats = field(repr=False)
    age: int
    gender: str
    quality: float


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A face that the detector found, in the picture; `quarters` turn it upright."""

    box: Box
    score: float
    points: Floats
    quarters: int


class FaceAnalyser:
    """Finds every face of a picture and reads it. Not thread-safe.

    Every face is read in the one of four quarter turns of the picture in which it stands upright,
    so for upright heads everything is what InsightFace's ``FaceAnalysis`` gives, but for the
    recogniser's crop, which is ours (`app.alignment`): small steps do not skip pixels.

    >>> with FaceAnalyser(ModelManager(ModelStore())) as analyser:  # doctest: +SKIP
    ...     faces = analyser.analyse(cv2.imread("people.jpg"))

    Args:
        manager: Has the networks; they are given back by `close`.
        any_roll: Look for heads that lie or hang too: four looks of the detector instead of one.
        threshold: Detector's score from which a face counts.

    Raises:
        ModelError: InsightFace or ONNX Runtime is not installed, or a network of buffalo_l is
            missing, altered or not what it must be; one line with a remedy.
    """

    def __init__(
        self, manager: ModelManager, *, any_roll: bool = True, threshold: float = THRESHOLD
    ) -> None:
        insight.check()  # before half a gigabyte is read
        self._manager = manager
        self._quarters = turns.QUARTERS if any_roll else (0,)
        self._threshold = threshold
        self._nets: dict[str, OnnxNet] = {}
        self._models: dict[str, Any] = {}
        try:
            for name in NETWORKS:
                self._nets[name] = manager.get(name)
                self._models[name] = insight.model(self._nets[name])
            # What cannot be read is found out here and not in the middle of somebody's clip.
            grey = np.full((320, 320, 3), 128, np.uint8)
            self._look(grey, 0)
            points = np.array([(130, 140), (190, 140), (160, 175), (136, 206), (184, 206)])
            self._read(_Seen(Box(96, 80, 224, 240), 1.0, points.astype(np.float32), 0), {0: grey})
        except BaseException:
            self.close()
            raise

    @property
    def providers(self) -> Mapping[str, str]:
        """Network → execution provider that it really runs on."""
        return {name: net.provider for name, net in self._nets.items()}

    def analyse(self, image: Image) -> list[AnalysedFace]:
        """Every face of a picture, the largest first.

        Args:
            image: ``(h, w, 3)`` uint8 BGR.

        Raises:
            ModelError: A network failed.
        """
        copies = {quarters: turns.turned(image, quarters) for quarters in self._quarters}
        seen = [one for quarters, copy in copies.items() for one in self._look(copy, quarters)]
        kept: list[_Seen] = []
        for one in sorted(seen, key=lambda one: -one.score):
            if all(one.box.iou(other.box) <= SAME for other in kept):
                kept.append(one)
        faces = [self._read(one, copies) for one in kept]
        return sorted(faces, key=lambda face: -face.box.area)

    def close(self) -> None:
        """Gives the networks back. May be called twice."""
        self._models.clear()
        while self._nets:
            name, _ = self._nets.popitem()
            self._manager.release(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- inside -------------------------------------------------------------------------------

    def _look(self, copy: Image, quarters: int) -> list[_Seen]:
        """Faces of a turned copy, as they lie in the picture."""
        net = self._nets[DETECTOR]
        found = insight.look(net, self._models[DETECTOR], copy, self._threshold, near=True)
        size = _unturned(copy, quarters)
        seen = []
        for corners, score, points in zip(*found, strict=True):
            box = turns.box_back(Box(*(float(v) for v in corners)), quarters, *size)
            placed = turns.points_back(points, quarters, *size)
            # A face that was seen lying is read standing; what was not turned for stays as it is.
            upright = turns.upright(turns.roll_of(placed))
            upright = upright if upright in self._quarters else quarters
            seen.append(_Seen(box, float(score), placed, upright))
        return seen

    def _read(self, seen: _Seen, copies: Mapping[int, Image]) -> AnalysedFace:
        quarters = seen.quarters
        copy = copies[quarters]
        size = _unturned(copy, quarters)
        height, width = copy.shape[:2]
        box = turns.box_back(seen.box, -quarters, width, height)
        points = turns.points_back(seen.points, -quarters, width, height)
        face = insight.face(np.array((box.x0, box.y0, box.x1, box.y1), np.float32))
        flat = self._get(FLAT, copy, face)
        solid = self._get(SOLID, copy, face)
        gender, age = self._get(ATTRIBUTES, copy, face)
        upright = crop(copy, to_square(points, "arcface_112_v2", 112), 112)
        with insight.blamed(self._nets[RECOGNISER]):
            vector = np.asarray(self._models[RECOGNISER].get_feat(upright), np.float32).reshape(512)
        for name, values in ((FLAT, flat), (SOLID, solid), (RECOGNISER, vector)):
            if not np.isfinite(values).all():
                raise insight.no_numbers(self._nets[name])
        pose = turns.pose_back(face["pose"], quarters)
        level = turns.pose_back(face["pose"], 0)
        return AnalysedFace(
            box=seen.box,
            score=seen.score,
            points=seen.points,
            landmarks106=turns.points_back(flat, quarters, *size),
            landmarks68=turns.points_back(solid, quarters, *size),
            pose=pose,
            embedding=vector / max(float(np.linalg.norm(vector)), 1e-12),
            age=int(age),
            gender="male" if int(gender) == 1 else "female",
            quality=quality(copy, points, level, seen.score),
        )

    def _get(self, name: str, copy: Image, face: Any) -> Any:
        """What one of InsightFace's readers says; it leaves more in `face`."""
        with insight.blamed(self._nets[name]):
            return self._models[name].get(copy, face)


def _unturned(copy: Image, quarters: int) -> tuple[int, int]:
    """Width and height of the picture of which this is a turned copy."""
    height, width = copy.shape[:2]
    return (height, width) if quarters % 2 else (width, height)
