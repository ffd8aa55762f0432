"""Finds faces in a whole frame: MediaPipe's full-range BlazeFace.

Reads every frame anew and remembers nothing, so that a newcomer is found in the very frame in
which the net can first see them.
"""

from __future__ import annotations

from typing import Protocol, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from app.frame import Box, Detection, Floats, Image
from app.inference.litert import LiteRtNet
from app.pipeline.track.sampling import halve_into

INPUT = 192
"""Side of the net's square input, in pixels. It would run on other shapes too, a quarter faster at
16:9 without the black bars; but then it finds fewer small faces (72 % instead of 75 % of those of
64 px, 95 % instead of 100 % of those of 96 px) and sees faces in bare walls."""
CELLS = 48
"""Anchors a side: one at the centre of every 4×4 pixels, all of the size of the input
(face_detection_full_range_sparse: SsdAnchorsCalculator, stride 4, fixed anchor size)."""
SENSITIVE = 0.20
"""Score from which a detection counts at all: the net's most sensitive useful setting. Below it,
leaves and letters outnumber faces."""
MERGE_IOU = 0.3
"""Detections that overlap more than this are one face (weighted non-maximum suppression)."""


class Detector(Protocol):
    """What looks over every frame. Not thread-safe."""

    @property
    def built_in(self) -> FaceDetector:
        """The one that is always there; it takes the closer look at half a frame."""
        ...

    def detect(self, image: Image) -> tuple[Detection, ...]:
        """Faces in a BGR picture of any size, the most certain first."""
        ...

    def close(self) -> None:
        """Gives back what it holds. May be called twice."""
        ...


class FaceDetector:
    """The whole-frame detector. Not thread-safe."""

    def __init__(self, threads: int = 1, sensitivity: float = SENSITIVE) -> None:
        self._net = LiteRtNet(
            "face_detection_full_range_sparse.tflite",
            input_shape=(1, INPUT, INPUT, 3),
            output_sizes=(CELLS * CELLS * 16, CELLS * CELLS),
            threads=threads,
        )
        self._logit = float(np.log(sensitivity / (1 - sensitivity)))
        grid = (np.arange(CELLS, dtype=np.float32) + 0.5) * (INPUT / CELLS)
        self._anchors = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
        self._tensor: Floats = np.empty((1, INPUT, INPUT, 3), np.float32)

    @property
    def built_in(self) -> Self:
        return self

    def close(self) -> None:
        """Nothing to give back: the memory goes with the object."""

    def detect(self, image: Image) -> tuple[Detection, ...]:
        """Faces in a BGR picture of any size, the most certain first."""
        height, width = image.shape[:2]
        scale = INPUT / max(width, height)
        w, h = max(1, round(width * scale)), max(1, round(height * scale))
        left, top = (INPUT - w) // 2, (INPUT - h) // 2
        double = cv2.resize(image, (2 * w, 2 * h), interpolation=cv2.INTER_LINEAR)
        # With the halving, 16 samples per pixel: as good for the net as a full area average,
        # whose cost grows with the frame (0.3 against 2.6 ms at 720p).
        halve_into(np.asarray(double, np.uint8), left, top, self._tensor)
        regressors, logits = self._net.run(self._tensor)
        logits = logits.reshape(-1)
        hits = np.flatnonzero(logits > self._logit)
        if not len(hits):
            return ()
        values = regressors.reshape(-1, 8, 2)[hits]
        centres = values[:, 0] + self._anchors[hits]
        sizes = values[:, 1]
        keypoints = values[:, 2:] + self._anchors[hits][:, None]
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


def closer_look(detector: FaceDetector, image: Image, turn: int) -> tuple[Detection, ...]:
    """Looks at one end of a frame alone, the left or upper one at even turns: a square as wide as
    the frame's shorter side, in which small faces are up to 1.8 times as large (16:9) to the net.
    """
    height, width = image.shape[:2]
    side = min(height, width)
    x, y = ((width - side) * (turn % 2), 0) if width > height else (0, (height - side) * (turn % 2))
    offset = np.array([x, y], np.float32)
    return tuple(
        Detection(
            Box(d.box.x0 + x, d.box.y0 + y, d.box.x1 + x, d.box.y1 + y),
            d.score,
            d.keypoints + offset,
        )
        for d in detector.detect(image[y : y + side, x : x + side])
    )


def merged(first: tuple[Detection, ...], more: tuple[Detection, ...]) -> tuple[Detection, ...]:
    """`first`, and what of `more` shows nobody who is in it already."""
    new = [m for m in more if all(m.box.iou(d.box) < MERGE_IOU for d in first)]
    return (*first, *new)


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
