"""What must hold before a frame may leave: plain questions about pixels and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.frame import N_MESH, Box, Detection, Face, Floats, Frame, Image, Patch

SAMPLE = 64
"""Side of the square on which an inner face is compared, in pixels."""
INNER = 0.72
"""The inner face: the face oval shrunk to this about its middle."""
SAME_LEVEL = 3.0
"""Mean absolute difference, in levels, below which a face counts as the wearer's own. The field's
definition of an unswapped face says 2."""
SAME_PATTERN = 0.975
"""Correlation of the band-passed grey pictures above which it does. The definition says 0.985; a
raw face has 0.998 even after strong compression, a swapped one 0.963 at most."""
WINDOW, TEXTURE = 8, 2.0
"""Pixels of `SAMPLE` and levels of contrast of a place that is looked at by itself."""
LEAST_SEEN = 0.1
"""Share of the inner face that must have detail for its places to say something."""
SAME_ENERGY, RAW_SHARE = 0.08, 0.10
"""Share of a place's detail that may be another before it counts as the wearer's own, and share of
such places above which the face does. Drawn faces have 0.03 at most (six clips, three templates);
of those that are half the camera's own, on purpose, three in four frames have more."""
COVERED = 250
"""Mask value from which nothing of the frame is left."""
COVERED_SHARE = 0.97
"""Share of the inner face that a patch must cover."""
# Face oval of the mesh, a loop. The engines have their own: what judges them stands alone.
OVAL = np.array(
    (
        *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
        *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
    ),
    np.intp,
)


def sane(frame: Frame) -> bool:
    """True when what the tracker says of a frame can be true at all."""
    reach = 4.0 * max(frame.width, frame.height)
    for detection in frame.detections:
        box = detection.box
        numbers = np.array([box.x0, box.y0, box.x1, box.y1, detection.score])
        if not np.isfinite(numbers).all() or np.abs(numbers).max() > reach:
            return False
        if box.width <= 0 or box.height <= 0:
            return False
    for face in frame.faces:
        points = face.landmarks
        if points.ndim != 2 or points.shape[0] < N_MESH or not np.isfinite(points).all():
            return False
        if np.abs(points).max() > reach or face.box.width < 2 or face.box.height < 2:
            return False
    return len({face.track_id for face in frame.faces}) == len(frame.faces)


def inner_polygon(face: Face) -> Floats:
    """``(36, 2)`` float32: the inner face in frame pixels."""
    oval = face.landmarks[OVAL, :2]
    middle = oval.mean(axis=0)
    return np.asarray(middle + INNER * (oval - middle), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Sampling:
    """How a face's inner part is read: an affine from a `SAMPLE` square to the frame, and which of
    the square's pixels lie in the polygon and in the picture."""

    matrix: Floats
    inside: NDArray[np.bool_]


def sampling(frame: Frame, face: Face) -> Sampling:
    """Where to look for the wearer's own face."""
    polygon = inner_polygon(face)
    low, high = polygon.min(axis=0), polygon.max(axis=0)
    step = np.maximum((high - low) / SAMPLE, 1e-3)
    mask = np.zeros((SAMPLE, SAMPLE), np.uint8)
    cv2.fillConvexPoly(mask, np.round((polygon - low) / step).astype(np.int32), 1)
    inside = mask > 0
    grid = np.arange(SAMPLE, dtype=np.float32)
    xs, ys = step[0] * grid + low[0], step[1] * grid + low[1]
    inside &= ((xs > -0.5) & (xs < frame.width - 0.5))[None, :]
    inside &= ((ys > -0.5) & (ys < frame.height - 0.5))[:, None]
    return Sampling(np.array([[step[0], 0, low[0]], [0, step[1], low[1]]], np.float32), inside)


def is_covered(where: Sampling, patch: Patch) -> bool:
    """True when the patch's mask is closed over the inner face, as far as it is in the picture."""
    local = where.matrix.copy()
    local[:, 2] -= (patch.x, patch.y)
    seen = cv2.warpAffine(
        patch.mask,
        local,
        (SAMPLE, SAMPLE),
        flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    total = int(where.inside.sum())
    return int((seen[where.inside] >= COVERED).sum()) >= COVERED_SHARE * total


def differs(where: Sampling, frame: Frame, output: Image) -> bool:
    """True when the output's inner face is no longer the input's, by the field's definition of an
    unswapped face (mean difference, and correlation of what is left after the coarse and the
    finest detail are taken out), with a margin, and no large part of it either. A face outside the
    picture differs."""
    if not where.inside.any():
        return True
    before, after = (
        cv2.warpAffine(
            image,
            where.matrix,
            (SAMPLE, SAMPLE),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        for image in (frame.image, output)
    )
    if float(cv2.absdiff(before, after)[where.inside].mean()) < SAME_LEVEL:
        return False
    bands = [band(np.asarray(image, np.uint8)) for image in (before, after)]
    if raw_share(bands[0], bands[1], where.inside, SAME_ENERGY) > RAW_SHARE:
        return False
    a, b = (one[where.inside] for one in bands)
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return norm < 1e-3 or float((a * b).sum()) / norm < SAME_PATTERN


def raw_share(before: Floats, after: Floats, inside: NDArray[np.bool_], energy: float) -> float:
    """How much of a face is the wearer's own, place by place: a face may be half another's.

    Args:
        before, after: ``(SAMPLE, SAMPLE)`` float32, as `band` makes them.
        inside: Which of their pixels count.
        energy: See `SAME_ENERGY`.

    Returns:
        0..1; of the places that have detail at all. 0 where hardly any has.
    """
    counts = inside.astype(np.float32)

    def mean(values: Floats) -> Floats:
        sums = cv2.boxFilter(values * counts, -1, (WINDOW, WINDOW), normalize=False)
        return np.asarray(sums, np.float32)

    held = np.maximum(mean(counts), 1e-3)
    own, other = mean(before * before) / held, mean(np.square(before - after)) / held
    seen = inside & (own > TEXTURE**2) & (held > WINDOW**2 / 2)
    if int(seen.sum()) < LEAST_SEEN * int(inside.sum()):
        return 0.0
    return float((seen & (other < energy * own)).sum()) / max(1, int(seen.sum()))


def band(image: Image) -> Floats:
    """Grey ``(SAMPLE, SAMPLE)`` float32 of a picture of that size, BGR or grey, less its coarse and
    its finest detail."""
    plain = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    grey = plain.astype(np.float32)
    coarse = cv2.resize(grey, (SAMPLE // 8, SAMPLE // 8), interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(coarse, (SAMPLE, SAMPLE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.blur(grey, (3, 3)) - coarse, np.float32)


def confirms(detection: Detection, face: Face) -> bool:
    """True when the detector sees a face where the mesh lies."""
    (ax, ay), (bx, by) = detection.box.centre, face.box.centre
    width = max(detection.box.width, face.box.width)
    height = max(detection.box.height, face.box.height)
    size = (detection.box.area / max(face.box.area, 1e-6)) ** 0.5
    return abs(ax - bx) < 0.4 * width and abs(ay - by) < 0.4 * height and 0.4 < size < 2.5


def uncovered(frame: Frame, box: Box, patches: Sequence[Patch]) -> bool:
    """True when some of the middle of a detection's box shows the frame."""
    x0, y0, x1, y1 = box.scaled(0.5).clipped(frame.width, frame.height)
    if x1 <= x0 or y1 <= y0:
        return False
    seen = np.zeros((y1 - y0, x1 - x0), np.uint8)
    for patch in patches:
        height, width = patch.mask.shape
        left, top = max(x0, patch.x), max(y0, patch.y)
        right, bottom = min(x1, patch.x + width), min(y1, patch.y + height)
        if left < right and top < bottom:
            part = patch.mask[top - patch.y : bottom - patch.y, left - patch.x : right - patch.x]
            view = seen[top - y0 : bottom - y0, left - x0 : right - x0]
            np.maximum(view, part, out=view)
    return int((seen >= COVERED).sum()) < COVERED_SHARE * seen.size
