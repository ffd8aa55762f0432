"""Fits MediaPipe's 468-point face mesh to a face whose place is roughly known."""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np

from app.frame import N_LANDMARKS, N_MESH, Detection, Floats, Image
from app.inference.litert import LiteRtNet
from app.pipeline.track.sampling import sample_crop

MESH_INPUT = 192
ROI_SCALE = 1.5
"""Side of the mesh net's crop over the longer side of the face's box (face_landmark_front)."""

EYE_CORNERS = ((33, 133), (263, 362))
"""Outer and inner corner: the image-left eye of a frontal face, then the image-right one."""


@dataclass(frozen=True, slots=True)
class Roi:
    """A rotated square in the frame: centre and side in pixels, angle in radians (clockwise)."""

    cx: float
    cy: float
    side: float
    angle: float

    def to_frame(self, size: int) -> Floats:
        """``(2, 3)`` affine from pixels of a crop of side `size` to pixels of the frame."""
        s = self.side / size
        c, n = s * np.cos(self.angle), s * np.sin(self.angle)
        half = size / 2
        return np.array(
            [
                [c, -n, self.cx - c * half + n * half],
                [n, c, self.cy - n * half - c * half],
            ],
            np.float32,
        )

    @staticmethod
    def from_detection(detection: Detection) -> Roi:
        """Around the detector's box, turned so that the eyes are level."""
        left, right = detection.keypoints[0], detection.keypoints[1]
        box = detection.box
        cx, cy = box.centre
        angle = float(np.arctan2(right[1] - left[1], right[0] - left[0]))
        return Roi(cx, cy, max(box.width, box.height) * ROI_SCALE, angle)

    @staticmethod
    def from_landmarks(landmarks: Floats) -> Roi:
        """Around a mesh, turned so that the outer eye corners are level."""
        return Roi.around(landmarks[:N_MESH, :2], landmarks[33, :2], landmarks[263, :2], ROI_SCALE)

    @staticmethod
    def around(points: Floats, left: Floats, right: Floats, scale: float) -> Roi:
        """`scale` times as large as `points`, turned so that `left` and `right` are level."""
        return Roi(*_enclose(points, left, right, scale))


@numba.njit(nogil=True, cache=True)
def _enclose(
    points: Floats, left: Floats, right: Floats, scale: float
) -> tuple[float, float, float, float]:
    angle = np.arctan2(right[1] - left[1], right[0] - left[0])
    c, s = np.cos(angle), np.sin(angle)
    x_low, x_high, y_low, y_high = np.inf, -np.inf, np.inf, -np.inf
    for i in range(points.shape[0]):
        x = c * points[i, 0] + s * points[i, 1]
        y = c * points[i, 1] - s * points[i, 0]
        x_low, x_high = min(x_low, x), max(x_high, x)
        y_low, y_high = min(y_low, y), max(y_high, y)
    x, y = (x_low + x_high) / 2, (y_low + y_high) / 2
    side = max(x_high - x_low, y_high - y_low) * scale
    return c * x - s * y, s * x + c * y, side, angle


def place_in_frame(points: Floats, matrix: Floats, side_scale: float) -> Floats:
    """Crop pixels ``(n, 3)`` to frame pixels; z only scaled."""
    placed = np.empty_like(points)
    placed[:, :2] = points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    placed[:, 2] = points[:, 2] * side_scale
    return placed


def certainty(logit: Floats, landmarks: Floats) -> float:
    """A net's certainty 0..1 that it sees a face; 0 where what it found is not numbers, since the
    next crop is cut where the landmarks are."""
    if not (np.isfinite(logit).all() and np.isfinite(landmarks).all()):
        return 0.0
    return float(1 / (1 + np.exp(-np.clip(logit.reshape(-1)[0], -50, 50))))


def seat_iris(landmarks: Floats, side: int) -> None:
    """Puts an iris as deep as its eye's corners are, in place. The nets give it no depth of its
    own, and one that floats before or behind its lids looks elsewhere once the head is turned."""
    start = N_MESH + 5 * side
    landmarks[start : start + 5, 2] = landmarks[list(EYE_CORNERS[side]), 2].mean()


class MeshNet:
    """The older of MediaPipe's mesh networks: its lids do not close with a blink, and it has no
    irises (see `app.pipeline.track.iris`). Not thread-safe."""

    def __init__(self) -> None:
        self._net = LiteRtNet(
            "face_landmark.tflite",
            input_shape=(1, MESH_INPUT, MESH_INPUT, 3),
            output_sizes=(N_MESH * 3, 1),
        )
        self._tensor: Floats = np.empty((1, MESH_INPUT, MESH_INPUT, 3), np.float32)

    def fit(self, image: Image, roi: Roi) -> tuple[Floats, float]:
        """Fits the mesh inside `roi`.

        Returns:
            ``(478, 3)`` float32 landmarks in frame pixels, of which the irises are missing (zeros),
            and the net's own certainty 0..1 that there is a face.
        """
        matrix = roi.to_frame(MESH_INPUT)
        sample_crop(image, matrix, False, self._tensor)
        points, logit = self._net.run(self._tensor)
        landmarks = np.zeros((N_LANDMARKS, 3), np.float32)
        landmarks[:N_MESH] = place_in_frame(
            points.reshape(N_MESH, 3), matrix, roi.side / MESH_INPUT
        )
        return landmarks, certainty(logit, landmarks)
