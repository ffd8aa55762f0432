"""Finds faces in a whole frame: MediaPipe's full-range BlazeFace.

Reads every frame anew and remembers nothing, so that a newcomer is found in the very frame in
which the net can first see them.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.frame import Box, Detection, Floats, Image
from app.inference.litert import LiteRtNet
from app.pipeline.track.sampling import halve_into

INPUT = 192
"""Longer side of the net's input, in pixels. It was trained on squares, but is made of convolutions
alone: the shorter side follows the frame's, so that no time is spent on black bars (3.0 instead of
4.0 ms for a frame of 16:9)."""
STRIDE = 4
"""Pixels of the input between two anchors, each the size of a square input
(face_detection_full_range_sparse: SsdAnchorsCalculator, stride 4, fixed anchor size)."""
COARSEST = 32
"""The input's sides are multiples of this, the stride of the net's deepest layer."""
_UPSAMPLED = {48520: 16, 26916: 8, 15444: 4}
"""Where in the file the sizes of its three upsampling layers stand, and their strides."""
SENSITIVE = 0.20
"""Score from which a detection counts at all: the net's most sensitive useful setting. Below it,
leaves and letters outnumber faces."""
MERGE_IOU = 0.3
"""Detections that overlap more than this are one face (weighted non-maximum suppression)."""


class FaceDetector:
    """The whole-frame detector. Not thread-safe."""

    def __init__(self, threads: int = 1, sensitivity: float = SENSITIVE) -> None:
        self._threads = threads
        self._logit = float(np.log(sensitivity / (1 - sensitivity)))
        self._nets: dict[tuple[int, int], _SizedNet] = {}
        self._net(INPUT, INPUT)  # a missing or altered file is found now, not in a frame

    def _net(self, width: int, height: int) -> _SizedNet:
        key = (width, height)
        if key not in self._nets:
            self._nets[key] = _SizedNet(width, height, self._threads)
        return self._nets[key]

    def detect(self, image: Image) -> tuple[Detection, ...]:
        """Faces in a BGR picture of any size, the most certain first."""
        height, width = image.shape[:2]
        scale = INPUT / max(width, height)
        w, h = max(1, round(width * scale)), max(1, round(height * scale))
        net = self._net(_padded(w), _padded(h))
        left, top = (_padded(w) - w) // 2, (_padded(h) - h) // 2
        double = cv2.resize(image, (2 * w, 2 * h), interpolation=cv2.INTER_LINEAR)
        # With the halving, 16 samples per pixel: as good for the net as a full area average,
        # whose cost grows with the frame (0.3 against 2.6 ms at 720p).
        halve_into(np.asarray(double, np.uint8), left, top, net.tensor)
        regressors, logits = net.run()
        logits = logits.reshape(-1)
        hits = np.flatnonzero(logits > self._logit)
        if not len(hits):
            return ()
        values = regressors.reshape(-1, 8, 2)[hits]
        centres = values[:, 0] + net.anchors[hits]
        sizes = values[:, 1]
        keypoints = values[:, 2:] + net.anchors[hits][:, None]
        certainty = 1 / (1 + np.exp(-np.clip(logits[hits], -50, 50)))
        scores = np.asarray(certainty, np.float32)
        boxes = np.concatenate([centres - sizes / 2, centres + sizes / 2], axis=1)
        offset = np.array([left, top], np.float32)
        factor = np.array([width / w, height / h], np.float32)
        return tuple(
            _detection(
                (boxes[keep].reshape(-1, 2, 2) - offset) * factor,
                (keypoints[keep] - offset) * factor,
                scores[keep],
            )
            for keep in _clusters(boxes, scores)
        )


def _padded(side: int) -> int:
    return -(-side // COARSEST) * COARSEST


class _SizedNet:
    """The net at one size of its input."""

    def __init__(self, width: int, height: int, threads: int) -> None:
        cells = (width // STRIDE) * (height // STRIDE)
        self._net = LiteRtNet(
            "face_detection_full_range_sparse.tflite",
            input_shape=(1, height, width, 3),
            output_sizes=(cells * 16, cells),
            threads=threads,
            sizes={
                offset: (height // stride, width // stride) for offset, stride in _UPSAMPLED.items()
            },
        )
        xs, ys = np.meshgrid(
            (np.arange(width // STRIDE, dtype=np.float32) + 0.5) * STRIDE,
            (np.arange(height // STRIDE, dtype=np.float32) + 0.5) * STRIDE,
        )
        self.anchors: Floats = np.stack([xs, ys], axis=-1).reshape(-1, 2)
        self.tensor: Floats = np.empty((1, height, width, 3), np.float32)

    def run(self) -> list[Floats]:
        """Regressors and logits for what is in `tensor`."""
        return self._net.run(self.tensor)


def _clusters(boxes: Floats, scores: Floats) -> list[NDArray[np.intp]]:
    """Groups hits that are one face; the best score first."""
    order = np.argsort(-scores)
    groups: list[NDArray[np.intp]] = []
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    while len(order):
        best = boxes[order[0]]
        low = np.maximum(boxes[order, :2], best[:2])
        high = np.minimum(boxes[order, 2:], best[2:])
        shared = np.prod(np.clip(high - low, 0, None), axis=1)
        same = shared / (areas[order] + areas[order[0]] - shared + 1e-6) > MERGE_IOU
        same[0] = True
        groups.append(order[same])
        order = order[~same]
    return groups


def _detection(corners: Floats, keypoints: Floats, scores: Floats) -> Detection:
    """Score-weighted mean of the hits of one face (MediaPipe's weighted suppression)."""
    weights = scores / scores.sum()
    (x0, y0), (x1, y1) = np.tensordot(weights, corners, axes=1)
    points = np.tensordot(weights, keypoints, axes=1).astype(np.float32)
    return Detection(Box(float(x0), float(y0), float(x1), float(y1)), float(scores.max()), points)
