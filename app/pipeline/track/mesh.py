"""Fits MediaPipe's 468-point face mesh and both irises to a face whose place is roughly known."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numba
import numpy as np

from app.frame import N_LANDMARKS, N_MESH, Detection, Floats, Image
from app.inference.litert import LiteRtNet
from app.pipeline.pools import end
from app.pipeline.track.sampling import sample_crop

MESH_INPUT = 192
IRIS_INPUT = 64
ROI_SCALE = 1.5
"""Side of the mesh net's crop over the longer side of the face's box (face_landmark_front)."""
EYE_TIMEOUT = 2.0
"""Seconds after which the second eye's net counts as stalled."""
EYE_SCALE = 2.3
"""Side of the iris net's crop over the eye's width (iris_landmark_left_and_right)."""

EYE_CORNERS = ((33, 133), (263, 362))
"""Outer and inner corner: the image-left eye of a frontal face, then the image-right one."""

# The iris net's first 71 points lie on these mesh vertices, given here for the image-left eye:
# the lids, then rings around them out to the brow (refine_landmarks_from_eye of MediaPipe).
# Only the lids' 16 are taken over: they close with a blink, which the mesh net's do not.
EYELIDS = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173),
    (263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398),
)
N_EYELID = 16


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
        return _around(landmarks[:N_MESH, :2], landmarks[33, :2], landmarks[263, :2], ROI_SCALE)


def _around(points: Floats, left: Floats, right: Floats, scale: float) -> Roi:
    """Square around `points` in axes along which `left` and `right` are level."""
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


class _IrisNet:
    """The iris net with its own input: one for each eye, so that two threads may run them."""

    def __init__(self, side: int, threads: int) -> None:
        self._side = side
        self._net = LiteRtNet(
            "iris_landmark.tflite",
            input_shape=(1, IRIS_INPUT, IRIS_INPUT, 3),
            output_sizes=(71 * 3, 5 * 3),
            threads=threads,
        )
        self._tensor: Floats = np.empty((1, IRIS_INPUT, IRIS_INPUT, 3), np.float32)

    def refine(self, image: Image, landmarks: Floats) -> None:
        """Fills in one iris and moves its lids to where the net sees them, in place."""
        outer, inner = EYE_CORNERS[self._side]
        # The net knows the image-left eye; the other one is shown to it in the mirror.
        flip = self._side == 1
        first, second = (inner, outer) if flip else (outer, inner)
        eye = _around(
            landmarks[[outer, inner], :2], landmarks[first, :2], landmarks[second, :2], EYE_SCALE
        )
        matrix = eye.to_frame(IRIS_INPUT)
        sample_crop(image, matrix, flip, self._tensor)
        contour, iris = (out.reshape(-1, 3) for out in self._net.run(self._tensor))
        points = np.concatenate([contour[:N_EYELID], iris])
        if flip:
            points[:, 0] = IRIS_INPUT - 1 - points[:, 0]
        placed = place_in_frame(points, matrix, eye.side / IRIS_INPUT)
        landmarks[list(EYELIDS[self._side]), :2] = placed[:N_EYELID, :2]
        start = N_MESH + 5 * self._side
        landmarks[start : start + 5, :2] = placed[N_EYELID:, :2]
        seat_iris(landmarks, self._side)


class MeshNet:
    """The mesh and iris networks. Not thread-safe.

    Args:
        threads: CPU threads of one inference.
        low_latency: Read the second eye on a thread of its own: 1.4 ms sooner where a core is
            free, 3 % less throughput where none is.
    """

    def __init__(self, threads: int = 1, *, low_latency: bool = False) -> None:
        self._mesh = LiteRtNet(
            "face_landmark.tflite",
            input_shape=(1, MESH_INPUT, MESH_INPUT, 3),
            output_sizes=(N_MESH * 3, 1),
            threads=threads,
        )
        self._eyes = (_IrisNet(0, threads), _IrisNet(1, threads))
        self._mesh_tensor: Floats = np.empty((1, MESH_INPUT, MESH_INPUT, 3), np.float32)
        self._other_eye = ThreadPoolExecutor(1, "understudy-iris") if low_latency else None

    def fit(self, image: Image, roi: Roi) -> tuple[Floats, float]:
        """Fits the mesh inside `roi`.

        Returns:
            ``(478, 3)`` float32 landmarks in frame pixels, of which the irises are still missing
            (zeros), and the net's own certainty 0..1 that there is a face.
        """
        matrix = roi.to_frame(MESH_INPUT)
        sample_crop(image, matrix, False, self._mesh_tensor)
        points, logit = self._mesh.run(self._mesh_tensor)
        landmarks = np.zeros((N_LANDMARKS, 3), np.float32)
        landmarks[:N_MESH] = place_in_frame(
            points.reshape(N_MESH, 3), matrix, roi.side / MESH_INPUT
        )
        return landmarks, certainty(logit, landmarks)

    def refine_eyes(self, image: Image, landmarks: Floats) -> None:
        """Fills in the irises and moves the lids to where the iris nets see them, in place."""
        if self._other_eye is None:
            for eye in self._eyes:
                eye.refine(image, landmarks)
            return
        other = self._other_eye.submit(self._eyes[1].refine, image, landmarks)
        self._eyes[0].refine(image, landmarks)
        other.result(EYE_TIMEOUT)

    def close(self) -> None:
        """Ends the second eye's thread. May be called twice."""
        if self._other_eye is not None:
            end(self._other_eye)
