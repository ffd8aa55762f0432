"""Fits MediaPipe's 468-point face mesh and both irises to a face whose place is roughly known."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from app.frame import N_LANDMARKS, N_MESH, Detection, Floats, Image
from app.inference.litert import LiteRtNet

MESH_INPUT = 192
IRIS_INPUT = 64
ROI_SCALE = 1.5
"""Side of the mesh net's crop over the longer side of the face's box (face_landmark_front)."""
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
    angle = float(np.arctan2(right[1] - left[1], right[0] - left[0]))
    c, s = np.cos(angle), np.sin(angle)
    turned = points @ np.array([[c, -s], [s, c]], np.float32)
    low, high = turned.min(axis=0), turned.max(axis=0)
    mid = (low + high) / 2
    return Roi(
        float(c * mid[0] - s * mid[1]),
        float(s * mid[0] + c * mid[1]),
        float((high - low).max()) * scale,
        angle,
    )


def _crop(image: Image, roi: Roi, size: int, out: Floats, flip: bool = False) -> Floats:
    """Samples `roi` into ``out`` (1, size, size, 3) as RGB 0..1; returns the affine back."""
    matrix = roi.to_frame(size)
    sampling = matrix
    if flip:
        sampling = matrix @ np.array([[-1, 0, size - 1], [0, 1, 0], [0, 0, 1]], np.float32)
    patch = cv2.warpAffine(
        image,
        sampling,
        (size, size),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
    )
    cv2.cvtColor(patch, cv2.COLOR_BGR2RGB, dst=patch)
    np.multiply(patch, np.float32(1 / 255), out=out[0])
    return matrix


def _place(points: Floats, matrix: Floats, side_scale: float) -> Floats:
    """Crop pixels ``(n, 3)`` to frame pixels; z only scaled."""
    placed = np.empty_like(points)
    placed[:, :2] = points[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    placed[:, 2] = points[:, 2] * side_scale
    return placed


class MeshNet:
    """The mesh and iris networks. Not thread-safe."""

    def __init__(self, threads: int = 1) -> None:
        self._mesh = LiteRtNet(
            "face_landmark.tflite",
            input_shape=(1, MESH_INPUT, MESH_INPUT, 3),
            output_sizes=(N_MESH * 3, 1),
            threads=threads,
        )
        self._iris = LiteRtNet(
            "iris_landmark.tflite",
            input_shape=(1, IRIS_INPUT, IRIS_INPUT, 3),
            output_sizes=(71 * 3, 5 * 3),
            threads=threads,
        )
        self._mesh_tensor = np.empty((1, MESH_INPUT, MESH_INPUT, 3), np.float32)
        self._iris_tensor = np.empty((1, IRIS_INPUT, IRIS_INPUT, 3), np.float32)

    def fit(self, image: Image, roi: Roi) -> tuple[Floats, float]:
        """Fits the mesh inside `roi`.

        Returns:
            ``(478, 3)`` float32 landmarks in frame pixels, of which the irises are still missing
            (zeros), and the net's own certainty 0..1 that there is a face.
        """
        matrix = _crop(image, roi, MESH_INPUT, self._mesh_tensor)
        points, logit = self._mesh.run(self._mesh_tensor)
        landmarks = np.zeros((N_LANDMARKS, 3), np.float32)
        landmarks[:N_MESH] = _place(points.reshape(N_MESH, 3), matrix, roi.side / MESH_INPUT)
        return landmarks, float(1 / (1 + np.exp(-np.clip(logit.reshape(-1)[0], -50, 50))))

    def refine_eyes(self, image: Image, landmarks: Floats) -> None:
        """Fills in the irises and moves the lids to where the iris net sees them, in place."""
        for side, (outer, inner) in enumerate(EYE_CORNERS):
            first, second = (outer, inner) if side == 0 else (inner, outer)
            eye = _around(
                landmarks[[outer, inner], :2],
                landmarks[first, :2],
                landmarks[second, :2],
                EYE_SCALE,
            )
            # The net knows the image-left eye; the other one is shown to it in the mirror.
            flip = side == 1
            matrix = _crop(image, eye, IRIS_INPUT, self._iris_tensor, flip)
            contour, iris = (out.reshape(-1, 3) for out in self._iris.run(self._iris_tensor))
            points = np.concatenate([contour[:N_EYELID], iris])
            if flip:
                points[:, 0] = IRIS_INPUT - 1 - points[:, 0]
            placed = _place(points, matrix, eye.side / IRIS_INPUT)
            landmarks[list(EYELIDS[side]), :2] = placed[:N_EYELID, :2]
            start = N_MESH + 5 * side
            landmarks[start : start + 5] = placed[N_EYELID:]
            landmarks[start : start + 5, 2] = landmarks[[outer, inner], 2].mean()
