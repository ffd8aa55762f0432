"""Where a portrait's 478 landmarks lie: MediaPipe's nets, averaged, then the picture's own edges.

The mesh net sees a whole face in 192 pixels and is off by a pixel or more of the portrait at lids
and lips, where the engine cuts. There the edges in the picture take over, held near to what the
nets saw: outlines are the cheapest paths through a strip around the nets' own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from app.errors import TemplateError
from app.frame import N_LANDMARKS, N_MESH, Floats, Image
from app.pipeline.swap.mesh.topology import (
    LID_RINGS,
    LOWER_LID,
    LOWER_LIP,
    LOWER_MIDDLE_LIPS,
    LOWER_OUTER_LIP,
    UPPER_LID,
    UPPER_LIP,
    UPPER_MIDDLE_LIPS,
    UPPER_OUTER_LIP,
)
from app.pipeline.track.detector import FaceDetector
from app.pipeline.track.iris import EYE_SCALE, IrisNet
from app.pipeline.track.mesh import EYE_CORNERS, MeshNet, Roi
from app.pipeline.track.pose import canonical
from app.templates.photoreal.brushes import Doubles, cheapest_path, to_lab

ROUNDS = 3
LOOKS = 12
"""Crops, each seen straight and mirrored, over which the nets are averaged."""
MESH_SAMPLES, EYE_SAMPLES = 300.0, 90.0
"""Pixels that the nets' crops are shrunk to beforehand: they are sampled without a blur."""


@dataclass(slots=True)
class Nets:
    """MediaPipe's nets; made once for all faces."""

    detector: FaceDetector
    mesh: MeshNet
    irises: IrisNet

    @staticmethod
    def load() -> Nets:
        return Nets(FaceDetector(), MeshNet(), IrisNet())


@lru_cache(maxsize=1)
def mirror_order() -> NDArray[np.intp]:
    """``(478,)``: the landmark that each one becomes in a mirror."""
    shape = canonical()
    flipped = shape * np.array([-1, 1, 1], np.float32)
    order = np.empty(N_LANDMARKS, np.intp)
    distance = ((flipped[:, None] - shape[None]) ** 2).sum(axis=2)
    order[:N_MESH] = distance.argmin(axis=1)
    order[N_MESH : N_MESH + 5] = np.arange(N_MESH + 5, N_LANDMARKS)
    order[N_MESH + 5 :] = np.arange(N_MESH, N_MESH + 5)
    return order


def mirrored(landmarks: Floats, width: int) -> Floats:
    """Landmarks of the mirrored picture."""
    flipped = landmarks[mirror_order()].copy()
    flipped[:, 0] = width - 1 - flipped[:, 0]
    return flipped


def locate(nets: Nets, picture: Image, label: str) -> Floats:
    """All 478 landmarks as the nets see them, averaged over many crops of the picture.

    Raises:
        TemplateError: There is no face.
    """
    found = nets.detector.detect(picture)
    if not found:
        raise TemplateError(f"no face is found in {label}; install the pack again")
    roi = Roi.from_detection(found[0])
    scale = min(1.0, MESH_SAMPLES / roi.side)
    small = _shrunk(picture, scale)
    roi = Roi(roi.cx * scale, roi.cy * scale, roi.side * scale, roi.angle)
    for _ in range(ROUNDS):
        mesh, _presence = nets.mesh.fit(small, roi)
        roi = Roi.from_landmarks(mesh)
    rng = np.random.default_rng(1)
    flip = np.ascontiguousarray(small[:, ::-1])
    total = np.zeros((N_LANDMARKS, 3))
    for _ in range(LOOKS):
        dx, dy = rng.uniform(-0.03, 0.03, 2) * roi.side
        side, angle = roi.side * rng.uniform(0.93, 1.07), roi.angle + rng.uniform(-0.04, 0.04)
        seen = Roi(roi.cx + dx, roi.cy + dy, side, angle)
        total += nets.mesh.fit(small, seen)[0]
        seen = Roi(small.shape[1] - 1 - roi.cx - dx, roi.cy + dy, side, -angle)
        total += mirrored(nets.mesh.fit(flip, seen)[0], small.shape[1])
    landmarks = np.asarray(total / (2 * LOOKS) / scale, np.float32)
    _see_eyes(nets.irises, picture, landmarks, rng)
    return landmarks


def _shrunk(picture: Image, scale: float) -> Image:
    if scale >= 1:
        return picture
    size = round(picture.shape[1] * scale), round(picture.shape[0] * scale)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _see_eyes(net: IrisNet, picture: Image, landmarks: Floats, rng: np.random.Generator) -> None:
    """Fills in irises and lids, averaged in the same way, in place."""
    corners = landmarks[list(EYE_CORNERS[0]), :2]
    side = EYE_SCALE * float(np.linalg.norm(corners[1] - corners[0]))
    scale = min(1.0, EYE_SAMPLES / side)
    small = _shrunk(picture, scale)
    flip = np.ascontiguousarray(small[:, ::-1])
    total = np.zeros_like(landmarks, np.float64)
    for _ in range(LOOKS):
        moved = landmarks * np.float32(scale)
        moved[:, :2] += rng.uniform(-0.03, 0.03, 2) * side * scale
        about = moved[:N_MESH, :2].mean(axis=0)
        moved[:, :2] = about + (moved[:, :2] - about) * rng.uniform(0.97, 1.03)
        other = mirrored(moved, small.shape[1])
        net.refine(small, moved)
        net.refine(flip, other)
        total += moved + mirrored(other, small.shape[1])
    seen = total / (2 * LOOKS) / scale
    for side_number in (0, 1):
        lids = [*UPPER_LID[side_number], *LOWER_LID[side_number]]
        landmarks[lids, :2] = seen[lids, :2]
    landmarks[N_MESH:, :2] = seen[N_MESH:, :2]
    for side_number, (outer, inner) in enumerate(EYE_CORNERS):
        start = N_MESH + 5 * side_number
        landmarks[start : start + 5, 2] = landmarks[[outer, inner], 2].mean()


# -- the picture's own edges -----------------------------------------------------------------------


def refine(texture: Image, landmarks: Floats) -> Floats:
    """Moves lids and lips onto the picture's edges."""
    result = landmarks.copy()
    lab = to_lab(np.asarray(cv2.GaussianBlur(texture, (0, 0), 1.2), np.uint8))
    for side in (0, 1):
        _refine_lids(lab, result, side)
    _refine_lips(lab, result)
    return result


@dataclass(frozen=True, slots=True, eq=False)
class _Strip:
    """The picture along a curve: column k at share ``k / (columns - 1)`` of its length, rows across
    it from `reach` above to `reach` below, one pixel apart."""

    lab: Floats
    start: Doubles
    normal: Doubles
    reach: int

    def at(self, rows: Doubles) -> Doubles:
        """``(columns, 2)`` points of the picture, `rows` counted from the curve."""
        return self.start + self.normal * rows[:, None]


def _strip(lab: Floats, curve: Doubles, reach: int, columns: int) -> _Strip:
    points = walk(smooth_curve(curve), np.linspace(0, 1, columns))
    along = np.gradient(points, axis=0)
    along = np.stack([np.convolve(np.pad(along[:, k], 4, "edge"), np.ones(9) / 9, "valid")
                      for k in (0, 1)], axis=1)  # fmt: skip
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    normal *= np.sign(normal[:, 1:2])  # downwards
    rows = np.arange(-reach, reach + 1)
    at = points[None] + normal[None] * rows[:, None, None]
    sampled = cv2.remap(
        lab,
        at[..., 0].astype(np.float32),
        at[..., 1].astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return _Strip(np.asarray(sampled, np.float32), points, normal, reach)


def _edge(field: Floats) -> Floats:
    """How much `field` grows downwards across each pixel."""
    return np.asarray(cv2.Sobel(field, cv2.CV_32F, 0, 1, ksize=5) / 128 * 4, np.float32)


def _follow(strip: _Strip, gain: Floats, hold: float, stiff: float) -> Doubles:
    """The path of greatest `gain`; `hold` is what leaving the curve by the whole reach costs."""
    rows = np.arange(-strip.reach, strip.reach + 1) / strip.reach
    cost = -gain + hold * (rows**2)[:, None]
    # At the ends it stays where the corners are.
    ends = np.abs(np.linspace(-1, 1, gain.shape[1])) ** 12
    cost += 40 * (ends[None] * np.abs(rows)[:, None])
    path = cheapest_path(np.asarray(cost, np.float32), stiff, 2)
    middle = path.astype(np.float64)
    # To a share of a pixel: the vertex of the parabola through the three gains.
    for x, y in enumerate(path):
        if 0 < y < gain.shape[0] - 1:
            a, b, c = (float(gain[y + d, x]) for d in (-1, 0, 1))
            bend = a - 2 * b + c
            if bend < -1e-3:
                middle[x] += float(np.clip(0.5 * (a - c) / bend, -0.5, 0.5))
    middle -= strip.reach
    return middle


def _smoothed(rows: Doubles, degree: int) -> Doubles:
    """The nearest polynomial that is nothing at both ends, found twice: without what lies off."""
    t = np.linspace(-1, 1, len(rows))
    basis = np.stack([(1 - t * t) * t**k for k in range(degree - 1)], axis=1)
    weight = np.ones(len(rows))
    fitted = rows
    for _ in range(3):
        root = np.sqrt(weight)[:, None]
        fitted = basis @ np.linalg.lstsq(basis * root, rows * root[:, 0], rcond=None)[0]
        weight = 1 / (1 + ((rows - fitted) / 1.5) ** 2)
    return np.asarray(fitted, np.float64)


def _refine_lids(lab: Floats, landmarks: Floats, side: int) -> None:
    outer, inner = UPPER_LID[side][0], UPPER_LID[side][-1]
    width = float(np.linalg.norm(landmarks[outer, :2] - landmarks[inner, :2]))
    reach = max(4, round(0.08 * width))
    for lids, rings, upper in ((UPPER_LID, 0, True), (LOWER_LID, 1, False)):
        indices = list(lids[side])
        curve = landmarks[indices, :2].astype(np.float64)
        strip = _strip(lab, curve, reach, 96)
        light, red, yellow = (strip.lab[:, :, k] for k in range(3))
        if upper:
            # Dark lashes end, the eye begins; on a dark iris there is hardly an edge.
            gain = np.clip(_edge(light), 0, 30) - 0.5 * np.clip(_edge(red + 0.6 * yellow), -20, 0)
        else:
            # The white or the iris ends, the rosy or lighter rim of the lid begins.
            gain = np.clip(_edge(red + 0.7 * yellow), 0, 20) + 0.6 * np.clip(_edge(light), 0, 20)
        rows = _smoothed(_follow(strip, gain, hold=16.0, stiff=1.5), 6)
        _set_row(landmarks, indices, strip.at(rows), list(LID_RINGS[side][rings]), 0.5)


def _set_row(
    landmarks: Floats, indices: list[int], line: Doubles, ring: list[int], follow: float
) -> None:
    """Puts a row of landmarks onto a line, shared out as before; the ring beyond comes along."""
    goal = walk(line, _spacing(landmarks, indices))
    goal[0], goal[-1] = landmarks[indices[0], :2], landmarks[indices[-1], :2]
    moved = goal - landmarks[indices, :2]
    landmarks[indices, :2] = goal
    landmarks[ring[1:-1], :2] += follow * moved[1:-1]


def _refine_lips(lab: Floats, landmarks: Floats) -> None:
    inner = landmarks[list(UPPER_LIP), :2] + landmarks[list(LOWER_LIP), :2]
    curve = inner.astype(np.float64) / 2
    outer = [landmarks[i, :2].astype(np.float64) for i in (61, 291)]
    curve[0], curve[-1] = 0.35 * outer[0] + 0.65 * curve[0], 0.35 * outer[1] + 0.65 * curve[-1]
    width = float(np.linalg.norm(curve[-1] - curve[0]))
    strip = _strip(lab, curve, max(5, round(0.09 * width)), 120)
    light = strip.lab[:, :, 0]
    dark = cv2.GaussianBlur(light, (0, 0), 0.05 * width) - light
    rows = _smoothed(_follow(strip, np.asarray(dark, np.float32), hold=12.0, stiff=0.8), 9)
    parting = strip.at(rows)
    for outline, row, middles, sign in (
        (UPPER_OUTER_LIP, UPPER_LIP, UPPER_MIDDLE_LIPS, 1.0),
        (LOWER_OUTER_LIP, LOWER_LIP, LOWER_MIDDLE_LIPS, -1.0),
    ):
        edge = landmarks[list(outline), :2].astype(np.float64)
        border = _strip(lab, edge, max(4, round(0.05 * width)), 120)
        redness = border.lab[:, :, 1] - 0.35 * border.lab[:, :, 0]
        gain = np.clip(sign * _edge(np.asarray(redness, np.float32)), 0, 25)
        line = border.at(_smoothed(_follow(border, gain, hold=14.0, stiff=1.5), 8))
        goal = walk(line, _spacing(landmarks, list(outline)))
        goal[0], goal[-1] = outer[0], outer[1]
        landmarks[list(outline), :2] = goal
        landmarks[list(row), :2] = walk(parting, _spacing(landmarks, list(row)))
        a, b = landmarks[list(outline), :2], landmarks[list(row), :2]
        for middle, part in zip(middles, (0.3, 0.75), strict=True):
            landmarks[list(middle), :2] = a + (b - a) * part


def walk(line: Doubles, share: Doubles) -> Doubles:
    """Points of a polyline at shares 0..1 of its length."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    reached = np.concatenate([[0], np.cumsum(steps)])
    return np.stack([np.interp(share * reached[-1], reached, line[:, k]) for k in (0, 1)], axis=1)


def smooth_curve(points: Doubles, rounds: int = 3) -> Doubles:
    """A polyline with its corners cut (Chaikin), its ends kept."""
    for _ in range(rounds):
        a, b = points[:-1], points[1:]
        cut = np.stack([0.75 * a + 0.25 * b, 0.25 * a + 0.75 * b], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], cut[1:-1], points[-1:]])
    return points


def _spacing(landmarks: Floats, indices: list[int]) -> Doubles:
    row = landmarks[indices, :2].astype(np.float64)
    reached = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(row, axis=0), axis=1))])
    return np.asarray(reached / reached[-1], np.float64)
