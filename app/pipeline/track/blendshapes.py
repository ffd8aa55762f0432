"""Reads 52 blendshapes, the usual names of a face's movements, off its landmarks."""

from __future__ import annotations

import numpy as np

from app.frame import Floats
from app.inference.litert import LiteRtNet

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
"""Names, in the network's order."""
# The landmarks that the network is shown (face_blendshapes_graph.cc of MediaPipe).
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
_ROWS = np.array(READ, np.intp)


class BlendshapeNet:
    """MediaPipe's network. 0.7 ms of one core. Not thread-safe."""

    def __init__(self) -> None:
        self._net = LiteRtNet(
            "face_blendshapes.tflite",
            input_shape=(1, len(READ), 2),
            output_sizes=(len(BLENDSHAPES),),
        )

    def read(self, landmarks: Floats) -> Floats:
        """``(52,)`` float32, 0..1, in the order of `BLENDSHAPES`.

        Args:
            landmarks: ``(478, ≥2)`` float32, x right, y down, a few hundred units to the face;
                where it lies does not matter.
        """
        (shapes,) = self._net.run(np.ascontiguousarray(landmarks[None, _ROWS, :2]))
        return np.asarray(shapes.reshape(-1), np.float32)
