"""Fits irises and lids to a face whose mesh is known, in stills.

The tracker has no use for it: its landmark net sees both by itself.
"""

from __future__ import annotations

import numpy as np

from app.frame import N_MESH, Floats, Image
from app.inference.litert import LiteRtNet
from app.pipeline.track.mesh import EYE_CORNERS, Roi, place_in_frame, seat_iris
from app.pipeline.track.sampling import sample_crop

IRIS_INPUT = 64
EYE_SCALE = 2.3
"""Side of the net's crop over the eye's width (iris_landmark_left_and_right)."""

# The net's first 71 points lie on these mesh vertices, given here for the image-left eye: the lids,
# then rings around them out to the brow (refine_landmarks_from_eye of MediaPipe).
# Only the lids' 16 are taken over: they close with a blink, which the mesh net's do not.
EYELIDS = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173),
    (263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398),
)
N_EYELID = 16


class IrisNet:
    """MediaPipe's iris network. Not thread-safe."""

    def __init__(self) -> None:
        self._net = LiteRtNet(
            "iris_landmark.tflite",
            input_shape=(1, IRIS_INPUT, IRIS_INPUT, 3),
            output_sizes=(71 * 3, 5 * 3),
        )
        self._tensor: Floats = np.empty((1, IRIS_INPUT, IRIS_INPUT, 3), np.float32)

    def refine(self, image: Image, landmarks: Floats) -> None:
        """Fills in the irises and moves the lids to where the net sees them, in place."""
        for side in (0, 1):
            self._refine(image, landmarks, side)

    def _refine(self, image: Image, landmarks: Floats, side: int) -> None:
        outer, inner = EYE_CORNERS[side]
        # The net knows the image-left eye; the other one is shown to it in the mirror.
        flip = side == 1
        first, second = (inner, outer) if flip else (outer, inner)
        eye = Roi.around(
            landmarks[[outer, inner], :2], landmarks[first, :2], landmarks[second, :2], EYE_SCALE
        )
        matrix = eye.to_frame(IRIS_INPUT)
        sample_crop(image, matrix, flip, self._tensor)
        contour, iris = (out.reshape(-1, 3) for out in self._net.run(self._tensor))
        points = np.concatenate([contour[:N_EYELID], iris])
        if flip:
            points[:, 0] = IRIS_INPUT - 1 - points[:, 0]
        placed = place_in_frame(points, matrix, eye.side / IRIS_INPUT)
        landmarks[list(EYELIDS[side]), :2] = placed[:N_EYELID, :2]
        start = N_MESH + 5 * side
        landmarks[start : start + 5, :2] = placed[N_EYELID:, :2]
        seat_iris(landmarks, side)
