"""What the judges see in one picture: every face with its landmarks, expression and pose.

The judges' networks are their own copies. They know nothing of the tracker's tracks or smoothing:
a picture is read by itself, but for where the faces were a frame ago, since what the detector
misses for a moment is there all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.evaluation.judges.face_landmarker import Expression, FaceLandmarker
from app.frame import N_MESH, Detection, Floats, Image
from app.pipeline.track.detector import FaceDetector
from app.pipeline.track.mesh import MeshNet, Roi
from app.pipeline.track.pose import estimate_pose

SEEN = 0.5
"""Detector score from which a place is looked at for a face: MediaPipe's own default. What is
filled with one colour reaches 0.48, and the landmark network is easily talked into a face there."""
SAME = 0.5
"""Distance of two faces' middles over the larger one's size below which they are one face."""
IRIS_OF = ((33, 133, 468), (263, 362, 473))
"""Outer corner, inner corner, iris centre."""
LIDS = ((159, 145), (386, 374))
"""Upper and lower lid in the middle of either eye."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One face as the judges see it.

    Attributes:
        expression: Landmarks and blendshapes.
        poses: ``(2, 3)`` float32: yaw, pitch, roll in degrees, by each of two landmark networks.
        score: The detector's, 0..1; 0 where it saw nothing and the face was found by its place.
    """

    expression: Expression
    poses: Floats
    score: float

    @property
    def landmarks(self) -> Floats:
        return self.expression.landmarks

    @property
    def size(self) -> float:
        """Longer side of the face's box in pixels."""
        return float(np.ptp(self.landmarks[:N_MESH, :2], axis=0).max())

    @property
    def gaze(self) -> Floats:
        """``(2, 2)``: where each iris stands from the middle of the eye's corners, along the line
        from the image-left corner to the other and across it (down), in eye widths."""
        rows = []
        for outer, inner, iris in IRIS_OF:
            corners = self.landmarks[[outer, inner], :2]
            first, last = corners[np.argsort(corners[:, 0])]
            width = max(float(np.linalg.norm(last - first)), 1e-6)
            along = (last - first) / width
            off = (self.landmarks[iris, :2] - (first + last) / 2) / width
            rows.append((off @ along, off @ np.array([-along[1], along[0]])))
        return np.array(rows, np.float32)

    @property
    def opening(self) -> float:
        """The wider eye's opening over its width."""

        def length(a: int, b: int) -> float:
            return float(np.linalg.norm(self.landmarks[a, :2] - self.landmarks[b, :2]))

        return max(
            length(*lids) / max(length(outer, inner), 1e-6)
            for lids, (outer, inner, _) in zip(LIDS, IRIS_OF, strict=True)
        )


class FaceReader:
    """Reads one clip's pictures in their order. Not thread-safe."""

    def __init__(self) -> None:
        self._detector = FaceDetector(sensitivity=SEEN)
        self._landmarker = FaceLandmarker()
        self._mesh = MeshNet()

    def read(self, image: Image, before: Sequence[Floats] = ()) -> list[Reading]:
        """Every face of a BGR picture, the largest first.

        Args:
            image: ``(h, w, 3)`` uint8 BGR.
            before: Landmarks of the faces of the frame before, for faces that the detector misses.
        """
        found: list[Reading] = []
        places: list[tuple[Detection | Floats, float]] = [
            (detection, detection.score) for detection in self._detector.detect(image)
        ]
        places += [(landmarks, 0.0) for landmarks in before]
        for near, score in places:
            reading = self._read(image, near, score)
            if reading is not None and not any(same(reading.landmarks, r.landmarks) for r in found):
                found.append(reading)
        return sorted(found, key=lambda reading: -reading.size)

    def _read(self, image: Image, near: Detection | Floats, score: float) -> Reading | None:
        expression = self._landmarker.read(image, near)
        if expression is None:
            return None
        mesh, _ = self._mesh.fit(image, Roi.from_landmarks(expression.landmarks))
        poses = [estimate_pose(points)[0] for points in (expression.landmarks, mesh)]
        angles = np.array([(pose.yaw, pose.pitch, pose.roll) for pose in poses], np.float32)
        return Reading(expression, angles, score)


def apart(a: Floats, b: Floats) -> float:
    """Distance of the middles of two sets of landmarks over the larger one's size."""
    boxes = [(p[:N_MESH, :2].min(axis=0), p[:N_MESH, :2].max(axis=0)) for p in (a, b)]
    first, second = ((low + high) / 2 for low, high in boxes)
    size = max(float((high - low).max()) for low, high in boxes)
    return float(np.linalg.norm(first - second)) / max(size, 1e-6)


def same(a: Floats, b: Floats) -> bool:
    """Whether two sets of landmarks lie on one face of a picture."""
    return apart(a, b) < SAME


def nearest(landmarks: Floats, readings: Sequence[Reading]) -> Reading | None:
    """The reading that lies on the face that `landmarks` describe, if there is one."""
    on = [reading for reading in readings if same(landmarks, reading.landmarks)]
    return min(on, key=lambda reading: apart(landmarks, reading.landmarks), default=None)
