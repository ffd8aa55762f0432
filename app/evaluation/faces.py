"""Finds the face in a still picture, for judges: landmarks without a track or smoothing."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from app.evaluation.judges.base import NoFaceError
from app.frame import N_MESH, Detection, Floats, Image
from app.pipeline.track.detector import FaceDetector
from app.pipeline.track.iris import IrisNet
from app.pipeline.track.mesh import MeshNet, Roi

SEEN = 0.4
"""Detector score from which a mesh is fitted."""
PRESENT = 0.5
"""Mesh net's certainty from which there is a face."""
ROUNDS = 2
"""How often the mesh is fitted again where it was found: the detector's box is rough."""
OFF_CENTRE = 0.6
"""By how much a face in the picture's corner counts as smaller than one of its size in the middle:
portraits have their person in the middle."""


class StillReader:
    """Reads stills with networks of its own. Not thread-safe."""

    def __init__(self) -> None:
        self._detector = FaceDetector(sensitivity=SEEN)
        self._mesh = MeshNet()
        self._irises = IrisNet()

    def faces(self, image: Image) -> list[Floats]:
        """Landmarks ``(478, 3)`` of every face in a BGR picture of any size.

        A face that fills the picture is too close for the detector; where it sees none, it looks
        once more from further away.
        """
        found = self._fit(image, self._detector.detect(image))
        if found:
            return found
        margin = max(image.shape[:2]) // 2
        bordered = cv2.copyMakeBorder(image, *(margin,) * 4, cv2.BORDER_REPLICATE)
        wide = np.asarray(bordered, np.uint8)
        found = self._fit(wide, self._detector.detect(wide))
        for landmarks in found:
            landmarks[:, :2] -= margin
        return found

    def face(self, image: Image, name: str = "the picture") -> Floats:
        """Landmarks of the person that the picture is of: a large face near the middle.

        Raises:
            NoFaceError: There is none.
        """
        height, width = image.shape[:2]

        def weight(landmarks: Floats) -> float:
            low, high = (f(landmarks[:N_MESH, :2], axis=0) for f in (np.min, np.max))
            off = np.hypot(*((low + high) / 2 / (width, height) - 0.5)) / np.hypot(0.5, 0.5)
            return float((high - low)[1] * (1 - OFF_CENTRE * off))

        found = self.faces(image)
        if not found:
            raise NoFaceError(f"no face was found in {name}; take one with a face to the front")
        return max(found, key=weight)

    def _fit(self, image: Image, detections: tuple[Detection, ...]) -> list[Floats]:
        found = []
        for detection in detections:
            landmarks, presence = self._mesh.fit(image, Roi.from_detection(detection))
            for _ in range(ROUNDS):
                landmarks, presence = self._mesh.fit(image, Roi.from_landmarks(landmarks))
            if presence > PRESENT:
                self._irises.refine(image, landmarks)
                found.append(landmarks)
        return found


def read_picture(path: Path) -> Image:
    """A picture file as ``(h, w, 3)`` uint8 BGR.

    Raises:
        NoFaceError: It cannot be read or is not a picture.
    """
    try:
        content = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise NoFaceError(f"{path} cannot be read ({error.strerror})") from error
    image = cv2.imdecode(content, cv2.IMREAD_COLOR) if content.size else None
    if image is None:
        raise NoFaceError(f"{path} is not a picture (JPEG, PNG or WebP)")
    return np.asarray(image, np.uint8)
