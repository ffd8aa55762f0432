"""MediaPipe's FaceLandmarker: 478 landmarks and 52 blendshapes of a face, read as a judge does.

The networks are those of the published ``face_landmarker.task``. They run here without the
mediapipe package, whose wheel brings a second OpenCV; on the same landmarks the blendshapes are
the same to the last digit, and the landmarks differ by 0.3 % of the face's height, because a face
is looked at again where it was found.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.frame import Detection, Floats, Image
from app.pipeline.track.blendshapes import BlendshapeNet
from app.pipeline.track.landmark_net import LandmarkNet
from app.pipeline.track.mesh import Roi

PRESENT = 0.5
"""The network's certainty from which there is a face."""


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """What the networks read off one face.

    Attributes:
        landmarks: ``(478, 3)`` float32 in pixels; see `app.frame.N_LANDMARKS`.
        blendshapes: ``(52,)`` float32, 0..1, in the order of
            `app.pipeline.track.blendshapes.BLENDSHAPES`.
    """

    landmarks: Floats
    blendshapes: Floats


class FaceLandmarker:
    """Reads one face at a time. Not thread-safe."""

    def __init__(self) -> None:
        self._landmarks = LandmarkNet()
        self._blendshapes = BlendshapeNet()

    def read(self, image: Image, near: Detection | Floats, rounds: int = 2) -> Expression | None:
        """The face in a picture at a place that is roughly known; None when there is none.

        Args:
            image: ``(h, w, 3)`` uint8 BGR.
            near: A detection, or landmarks ``(≥468, ≥2)`` in pixels.
            rounds: How often to look; each time where the last look found it.
        """
        roi = Roi.from_detection(near) if isinstance(near, Detection) else Roi.from_landmarks(near)
        for _ in range(rounds):
            landmarks, presence = self._landmarks.fit(image, roi)
            if presence < PRESENT:
                return None
            roi = Roi.from_landmarks(landmarks)
        return Expression(landmarks, self._blendshapes.read(landmarks))
