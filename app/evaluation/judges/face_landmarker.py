"""MediaPipe's FaceLandmarker: 478 landmarks and 52 blendshapes of a face, read as a judge does.

The networks are those of the published ``face_landmarker.task``. They run here without the
mediapipe package, whose wheel brings a second OpenCV; on the same landmarks the blendshapes are
the same to the last digit, and the landmarks differ by 0.3 % of the face's height, because a face
is looked at again where it was found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.frame import N_LANDMARKS, Detection, Floats, Image
from app.inference.litert import LiteRtNet
from app.pipeline.track.mesh import Roi, place_in_frame
from app.pipeline.track.sampling import sample_crop

INPUT = 256
BLENDSHAPES = (
    *("_neutral", "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft"),
    *("browOuterUpRight", "cheekPuff", "cheekSquintLeft", "cheekSquintRight", "eyeBlinkLeft"),
    *("eyeBlinkRight", "eyeLookDownLeft", "eyeLookDownRight", "eyeLookInLeft", "eyeLookInRight"),
    *("eyeLookOutLeft", "eyeLookOutRight", "eyeLookUpLeft", "eyeLookUpRight", "eyeSquintLeft"),
    *("eyeSquintRight", "eyeWideLeft", "eyeWideRight", "jawForward", "jawLeft", "jawOpen"),
    *("jawRight", "mouthClose", "mouthDimpleLeft", "mouthDimpleRight", "mouthFrownLeft"),
    *("mouthFrownRight", "mouthFunnel", "mouthLeft", "mouthLowerDownLeft", "mouthLowerDownRight"),
    *("mouthPressLeft", "mouthPressRight", "mouthPucker", "mouthRight", "mouthRollLower"),
    *("mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "mouthSmileLeft", "mouthSmileRight"),
    *("mouthStretchLeft", "mouthStretchRight", "mouthUpperUpLeft", "mouthUpperUpRight"),
    *("noseSneerLeft", "noseSneerRight"),
)
"""Names of the blendshapes, in the network's order."""
# The landmarks that the blendshapes are told from (face_blendshapes_graph.cc of MediaPipe).
READ = (
    *(0, 1, 4, 5, 6, 7, 8, 10, 13, 14, 17, 21, 33, 37, 39, 40, 46, 52, 53, 54, 55, 58, 61, 63, 65),
    *(66, 67, 70, 78, 80, 81, 82, 84, 87, 88, 91, 93, 95, 103, 105, 107, 109, 127, 132, 133, 136),
    *(144, 145, 146, 148, 149, 150, 152, 153, 154, 155, 157, 158, 159, 160, 161, 162, 163, 168),
    *(172, 173, 176, 178, 181, 185, 191, 195, 197, 234, 246, 249, 251, 263, 267, 269, 270, 276),
    *(282, 283, 284, 285, 288, 291, 293, 295, 296, 297, 300, 308, 310, 311, 312, 314, 317, 318),
    *(321, 323, 324, 332, 334, 336, 338, 356, 361, 362, 365, 373, 374, 375, 377, 378, 379, 380),
    *(381, 382, 384, 385, 386, 387, 388, 389, 390, 397, 398, 400, 402, 405, 409, 415, 454, 466),
    *range(468, 478),
)
PRESENT = 0.5
"""The network's certainty from which there is a face."""


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """What the networks read off one face.

    Attributes:
        landmarks: ``(478, 3)`` float32 in pixels; see `app.frame.N_LANDMARKS`.
        blendshapes: ``(52,)`` float32, 0..1, in the order of `BLENDSHAPES`.
    """

    landmarks: Floats
    blendshapes: Floats


class FaceLandmarker:
    """Reads one face at a time. Not thread-safe."""

    def __init__(self) -> None:
        self._landmarks = LiteRtNet(
            "face_landmarks_detector.tflite",
            input_shape=(1, INPUT, INPUT, 3),
            output_sizes=(3 * N_LANDMARKS, 1),
        )
        self._blendshapes = LiteRtNet(
            "face_blendshapes.tflite",
            input_shape=(1, len(READ), 2),
            output_sizes=(len(BLENDSHAPES),),
        )
        self._tensor: Floats = np.empty((1, INPUT, INPUT, 3), np.float32)

    def read(self, image: Image, near: Detection | Floats, rounds: int = 2) -> Expression | None:
        """The face in a picture at a place that is roughly known; None when there is none.

        Args:
            image: ``(h, w, 3)`` uint8 BGR.
            near: A detection, or landmarks ``(≥468, ≥2)`` in pixels.
            rounds: How often to look; each time where the last look found it.
        """
        roi = Roi.from_detection(near) if isinstance(near, Detection) else Roi.from_landmarks(near)
        for _ in range(rounds):
            matrix = roi.to_frame(INPUT)
            sample_crop(image, matrix, False, self._tensor)
            points, logit = self._landmarks.run(self._tensor)
            presence = 1 / (1 + np.exp(-np.clip(float(logit.reshape(-1)[0]), -50, 50)))
            if presence < PRESENT:
                return None
            landmarks = place_in_frame(points.reshape(N_LANDMARKS, 3), matrix, roi.side / INPUT)
            roi = Roi.from_landmarks(landmarks)
        return Expression(landmarks, self.blendshapes(landmarks))

    def blendshapes(self, landmarks: Floats) -> Floats:
        """``(52,)`` of landmarks ``(478, ≥2)`` in pixels."""
        points = np.ascontiguousarray(landmarks[None, list(READ), :2], np.float32)
        (shapes,) = self._blendshapes.run(points)
        return np.asarray(shapes.reshape(-1), np.float32)
