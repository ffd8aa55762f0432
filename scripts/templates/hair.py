"""Head hair and beards, strand by strand, from a character's ``[hair]`` and ``[beard]`` tables.

Head hair grows from the scalp of the mesh and is combed by walking every strand over the skull: a
direction to comb in, gravity, and a surface that it cannot enter. It never hangs into the face:
strands that would are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from brushes import blur, noise, smoothstep, to_linear
from features import Features, Surface
from geometry import Camera, Head, sample_mask
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Field = NDArray[np.float32]

MM = 0.01
HEAD, BEARD = 0, 1
"""Kinds of locks."""

AZIMUTHS = (0, 14, 26, 36, 45, 52, 58, 63, 66, 69, 74, 78, 82, 90, 97, 105, 112, 125, 150, 180)
"""Degrees from straight ahead, at which the hairlines are given."""
HAIRLINES = {
    "round": (
        *(0.57, 0.57, 0.545, 0.50, 0.44, 0.36, 0.26, 0.16, 0.06, -0.06),
        *(-0.14, -0.02, 0.08, 0.13, 0.13, 0.03, -0.16, -0.45, -0.66, -0.70),
    ),
    "square": (
        *(0.57, 0.58, 0.59, 0.575, 0.50, 0.38, 0.27, 0.17, 0.04, -0.12),
        *(-0.27, -0.06, 0.07, 0.13, 0.13, 0.03, -0.16, -0.42, -0.58, -0.62),
    ),
    "receding": (
        *(0.61, 0.66, 0.75, 0.80, 0.68, 0.50, 0.35, 0.22, 0.06, -0.10),
        *(-0.24, -0.05, 0.07, 0.13, 0.13, 0.03, -0.16, -0.42, -0.58, -0.62),
    ),
}
"""Height of the hairline above the eyes, in units of eyes to chin, at the azimuths."""

OVAL_HEIGHTS = (-1.03, -0.96, -0.86, -0.70, -0.44, -0.04, 0.22, 0.40, 0.50)
OVAL_WIDTHS = (0.10, 0.20, 0.34, 0.49, 0.59, 0.63, 0.60, 0.46, 0.20)
"""Half the width of MediaPipe's face oval at heights above the eyes, both in units of eyes to chin,
measured in the portrait's plane."""


def sampled(field: Field, x: Floats, y: Floats) -> Floats:
    """A field or picture at pixels, between them linearly (cv2.remap takes no long lists)."""
    height, width = field.shape[:2]
    x, y = np.clip(x, 0, width - 1.001), np.clip(y, 0, height - 1.001)
    column, row = x.astype(int), y.astype(int)
    more = (1,) * (field.ndim - 2)
    u, v = (x - column).reshape(*x.shape, *more), (y - row).reshape(*y.shape, *more)
    above = field[row, column] * (1 - u) + field[row, column + 1] * u
    below = field[row + 1, column] * (1 - u) + field[row + 1, column + 1] * u
    return np.asarray(above * (1 - v) + below * v, np.float64)


@dataclass(frozen=True, slots=True)
class Locks:
    """Many strands of differing numbers of points.

    Attributes:
        points, radii: Of all strands, one after the other: ``(n, 3)``, ``(n,)``.
        sizes: Points of each strand.
        colours: ``(strands, 3)`` linear RGB.
        kind: `HEAD` or `BEARD` for each strand.
    """

    points: NDArray[np.float32]
    radii: NDArray[np.float32]
    sizes: NDArray[np.int32]
    colours: NDArray[np.float32]
    kind: NDArray[np.uint8]

    @staticmethod
    def of(points: Floats, radii: Floats, colours: Floats, kind: int) -> Locks:
        """Strands of one size: points ``(strands, k, 3)``."""
        count, size = points.shape[:2]
        return Locks(
            points.reshape(-1, 3).astype(np.float32),
            radii.reshape(-1).astype(np.float32),
            np.full(count, size, np.int32),
            colours.astype(np.float32),
            np.full(count, kind, np.uint8),
        )

    @staticmethod
    def joined(parts: list[Locks]) -> Locks:
        none = Locks.of(np.zeros((0, 2, 3)), np.zeros((0, 2)), np.zeros((0, 3)), HEAD)
        parts = [none, *parts]
        return Locks(
            np.concatenate([p.points for p in parts]),
            np.concatenate([p.radii for p in parts]),
            np.concatenate([p.sizes for p in parts]),
            np.concatenate([p.colours for p in parts]),
            np.concatenate([p.kind for p in parts]),
        )

    def save(self, path: Path) -> None:
        np.savez(
            path,
            points=self.points,
            radii=self.radii,
            sizes=self.sizes,
            colours=self.colours,
            kind=self.kind,
        )


class Skull:
    """The head as hair sees it: a frame, a scalp to grow from, and a distance to keep."""

    def __init__(self, root: Path, head: Head) -> None:
        self.eye_y = head.eye_y
        self.unit = head.eye_y - head.chin_y
        a, b, c, d = (head.vertices[head.faces[:, k]] for k in range(4))
        self.corners = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
        uvs = head.face_uvs
        ears = sample_mask(root, "mpfb_ears.jpg", uvs.astype(np.float32)).reshape(-1, 4).mean(1)
        self.ear = np.tile(ears > 0.5, 2)
        cranium = head.vertices[head.vertices[:, 1] > head.eye_y + 0.3]
        self.centre = np.array(
            [0.0, head.eye_y + 0.25, (cranium[:, 2].min() + cranium[:, 2].max()) / 2]
        )
        lobes = self.corners[self.ear].reshape(-1, 3)
        self.ear_z = float(lobes[:, 2].mean())
        self.ear_x = float(np.abs(lobes[:, 0]).max())
        self.top = float(cranium[:, 1].max())
        whole = np.cross(
            self.corners[:, 1] - self.corners[:, 0], self.corners[:, 2] - self.corners[:, 0]
        )
        self.areas = np.linalg.norm(whole, axis=1) / 2
        self.bare = self._reach(~self.ear)
        self.eared = self._reach(np.ones(len(self.ear), bool))

    def angles(self, points: Floats) -> tuple[Floats, Floats]:
        """Azimuth from straight ahead and elevation about the centre, in radians."""
        away = points - self.centre
        azimuth = np.arctan2(away[..., 0], away[..., 2])
        return azimuth, np.arctan2(away[..., 1], np.hypot(away[..., 0], away[..., 2]))

    def _reach(self, chosen: NDArray[np.bool_]) -> Field:
        """How far the head reaches in every direction (one pixel a degree and a half)."""
        rng = np.random.default_rng(0)
        low = self.corners[:, :, 1].max(1) > self.eye_y - 1.15 * self.unit
        use = np.flatnonzero(chosen & low)
        pick = rng.choice(use, 300_000, p=self.areas[use] / self.areas[use].sum())
        points = self.inside(self.corners[pick], rng)
        azimuth, elevation = self.angles(points)
        column = ((azimuth / np.pi + 1) * 120).astype(int).clip(0, 239)
        row = ((elevation / np.pi + 0.5) * 120).astype(int).clip(0, 119)
        field = np.zeros((120, 240), np.float32)
        np.maximum.at(field, (row, column), np.linalg.norm(points - self.centre, axis=1))
        # Directions without a sample take the greatest of their neighbours.
        empty = field == 0
        field[empty] = cv2.dilate(field, np.ones((5, 5)))[empty]
        wide = np.concatenate([field[:, -20:], field, field[:, :20]], 1)
        return np.asarray(cv2.GaussianBlur(wide, (0, 0), 1.2)[:, 20:-20], np.float32)

    @staticmethod
    def inside(corners: Floats, rng: np.random.Generator) -> Floats:
        """A random point in each triangle."""
        u, v = rng.uniform(0, 1, (2, len(corners), 1))
        over = u + v > 1
        u, v = np.where(over, 1 - u, u), np.where(over, 1 - v, v)
        a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
        return np.asarray(a + u * (b - a) + v * (c - a))

    def distance(self, points: Floats, ears: bool) -> tuple[Floats, Floats]:
        """How far points lie from the centre and how far the head reaches there."""
        azimuth, elevation = self.angles(points)
        x, y = (azimuth / np.pi + 1) * 120 - 0.5, (elevation / np.pi + 0.5) * 120 - 0.5
        reach = sampled(self.eared if ears else self.bare, x, y)
        return np.linalg.norm(points - self.centre, axis=-1), reach

    def outside(self, points: Floats, gap: Floats, ears: bool) -> Floats:
        """Points moved out of the head, at least `gap` above it; below the jaw left alone."""
        away, reach = self.distance(points, ears)
        low = points[..., 1] < self.eye_y - 0.85 * self.unit
        grow = np.where(low, 1.0, np.maximum((reach + gap) / np.maximum(away, 1e-6), 1.0))
        return np.asarray(self.centre + (points - self.centre) * grow[..., None])

    def cover(self, points: Floats, look: dict[str, Any]) -> Floats:
        """How densely the scalp is covered, 0..1, by height over the hairline."""
        azimuth, _ = self.angles(points)
        degrees = np.rad2deg(np.abs(azimuth))
        line = np.interp(degrees, AZIMUTHS, HAIRLINES[look["hairline"]]) + look["lift"]
        x, y = points[..., 0] / self.unit, (points[..., 1] - self.eye_y) / self.unit
        # A hairline wanders, in big and small waves, and differs left from right.
        line = line + 0.014 * np.sin(9 * x + 2.1) + 0.008 * np.sin(23 * x + 0.7)
        line = line + 0.006 * np.sin(57 * x + 1.9)
        edge = look["edge"]
        above = np.clip((y - line + 0.4 * edge) / edge, 0, 1)
        cover = above * above * (3 - 2 * above)
        # Thinning on the crown.
        crown = (points - np.array([0.0, self.top, self.centre[2] + 0.25])) / (0.62, 0.5, 0.62)
        return np.asarray(cover * (1 - look["thin"] * np.exp(-(crown**2).sum(-1))))

    def in_face(self, points: Floats, camera: Camera) -> NDArray[np.bool_]:
        """Which points hang in front of the face's oval, as the camera sees it."""
        scale = camera.distance / (camera.z - points[..., 2]) / self.unit
        x = np.abs(points[..., 0] - camera.x) * scale
        y = (points[..., 1] - camera.y) * scale + (camera.y - self.eye_y) / self.unit
        half = np.interp(y, OVAL_HEIGHTS, OVAL_WIDTHS, left=0.0, right=0.0)
        return np.asarray((x < half) & (points[..., 2] > self.ear_z))


def unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def comb(skull: Skull, places: Floats, side: Floats, look: dict[str, Any]) -> Floats:
    """The direction that hair at `places` is combed in; `side` is -1 or 1: of the parting."""
    x, y = places[:, 0], (places[:, 1] - skull.eye_y) / skull.unit
    top = smoothstep(0.42, 0.78, y.astype(np.float32)).astype(float)[:, None]
    zero = np.zeros_like(x)
    down = np.stack([0.15 * np.sign(x), zero - 1.0, zero - 0.45], 1)
    style = look["style"]
    if style == "back":
        over = np.stack([0.25 * x, zero + 0.1, zero - 1.0], 1)
        down = np.stack([zero, zero - 0.35, zero - 1.0], 1)
    elif style == "parted":
        front = np.clip((places[:, 2] - skull.centre[2]) / 0.8, -0.5, 1)
        over = np.stack([side, zero, -0.35 - 0.35 * front], 1)
    else:
        crown = np.array([0.08, skull.top, skull.centre[2] - 0.35])
        over = places - crown
        over[:, 1] = 0
    return unit(top * unit(over) + (1 - top) * unit(down))


def walk(
    skull: Skull, roots: Floats, lengths: Floats, look: dict[str, Any], rng: np.random.Generator
) -> Floats:
    """Comb strands over the head: ``(n, k, 3)``."""
    count, size = len(roots), int(look["points"])
    normal = unit(roots - skull.centre)
    part = look["part"] + 0.02 * np.sin(14 * roots[:, 2]) + rng.normal(0, 0.012, count)
    side = np.where(roots[:, 0] > part, 1.0, -1.0)
    heading = comb(skull, roots, side, look)
    heading = unit(heading - (heading * normal).sum(1, keepdims=True) * normal)
    stray = rng.normal(0, look["stray"], (count, 3))
    heading = unit(heading + stray)
    layer = look["volume_mm"] * MM * rng.beta(1.6, 1.6, count)
    height = smoothstep(0.2, 0.8, ((roots[:, 1] - skull.eye_y) / skull.unit).astype(np.float32))
    direction = unit(heading + look["rise"] * (0.4 + 0.6 * height)[:, None] * normal)
    step = lengths / (size - 1)
    line = np.zeros((count, size, 3))
    line[:, 0] = roots
    long = bool(look["long"])
    for k in range(1, size):
        here = line[:, k - 1]
        keep = look["stiff"] * (1 - 0.5 * k / (size - 1))
        pull = np.zeros((count, 3))
        pull[:, 1] = -look["gravity"]
        level = ((here[:, 1] - skull.eye_y) / skull.unit).astype(np.float32)
        if long:
            # Behind the cheeks, not over them.
            limit = skull.ear_z + look["forward"]
            past = np.clip(here[:, 2] - limit, 0, 0.5)
            pull[:, 2] -= 2.5 * smoothstep(0.75, 0.1, level) * past
        if not long:
            heading = unit(comb(skull, here, side, look) + stray)
        direction = unit(keep * direction + (1 - keep) * heading * (not long) + pull)
        there = here + direction * step[:, None]
        # Hair lies closer at the sides than on top.
        high = 0.3 + 0.7 * smoothstep(0.2, 0.8, level)
        gap = (
            layer
            * (high if not long else 1.0)
            * min(1.0, k * float(step.mean()) / (0.12 + 0.6 * long))
        )
        # And it is drawn back to the head where it would stand off.
        away, reach = skull.distance(there, long)
        off = look["lie"] * np.maximum(away - reach - gap, 0)
        there -= unit(there - skull.centre) * off[:, None]
        line[:, k] = skull.outside(there, gap, long)
        direction = unit(line[:, k] - here)
        line[:, k] = here + direction * step[:, None]
    return line


def clumped(line: Floats, look: dict[str, Any], rng: np.random.Generator) -> Floats:
    """Strands drawn together into wisps, most at their tips; then curled and frizzed."""
    count, size = line.shape[:2]
    centres = rng.choice(count, max(2, count // int(look["wisp"])), replace=False)
    roots = line[:, 0].astype(np.float32)
    nearest = np.zeros(count, np.int64)
    heads = roots[centres]
    for start in range(0, count, 2000):
        part = slice(start, start + 2000)
        away = (roots[part] ** 2).sum(1)[:, None] - 2 * roots[part] @ heads.T + (heads**2).sum(1)
        nearest[part] = away.argmin(1)
    leader = line[centres][nearest]
    t = np.linspace(0, 1, size)
    power = look["clump"] * rng.uniform(0.5, 1.0, (count, 1)) * t[None] ** look["clump_from"]
    line = line + (leader - line) * power[..., None]
    along = np.gradient(line, axis=1)
    along = unit(along)
    other = unit(np.cross(along, np.array([0.31, 0.2, 0.93])))
    third = np.cross(along, other)
    grown = np.minimum(1, t * 3)[None, :, None]
    if look["curl_mm"] > 0:
        phase = rng.uniform(0, 2 * np.pi, len(centres))[nearest] + rng.normal(
            0, look["curl_loose"], count
        )
        turns = look["turns"] * rng.uniform(0.7, 1.3, len(centres))[nearest]
        angle = phase[:, None] + 2 * np.pi * turns[:, None] * t[None]
        wide = look["curl_mm"] * MM * rng.uniform(0.5, 1.2, (count, 1))
        coil = np.cos(angle)[..., None] * other + np.sin(angle)[..., None] * third
        line = line + coil * wide[..., None] * grown
    if look["frizz_mm"] > 0:
        jitter = rng.normal(0, 1, (count, size, 3))
        jitter = np.cumsum(jitter, 1) / np.sqrt(size)
        flying = np.where(rng.uniform(0, 1, count) < 0.05, 2.2, 1.0)
        line = line + jitter * (look["frizz_mm"] * MM * flying)[:, None, None] * t[None, :, None]
    return np.asarray(line)


def tints(look: dict[str, Any], count: int, rng: np.random.Generator) -> Floats:
    """Colours of strands: between a dark and a light shade, some of them grey."""
    dark, light, grey = (
        to_linear(np.array(look[k], float) / 255).astype(float) for k in ("dark", "light", "grey")
    )
    share = rng.beta(1.6, 1.8, (count, 1))
    colour = dark + (light - dark) * share
    silver = rng.uniform(0, 1, (count, 1)) < look["greying"]
    return np.asarray(
        np.where(silver, grey * rng.uniform(0.6, 1.1, (count, 1)), colour)
        * rng.uniform(0.85, 1.15, (count, 1))
    )


def tapered(size: int, radius_mm: float, fine: Floats, rng: np.random.Generator) -> Floats:
    taper = np.interp(np.linspace(0, 1, size), [0, 0.15, 0.7, 1], [0.8, 1.0, 0.85, 0.25])
    return np.asarray(
        radius_mm * MM * taper[None] * (fine * rng.uniform(0.75, 1.2, len(fine)))[:, None]
    )


def grow_head(root: Path, head: Head, camera: Camera, look: dict[str, Any], seed: int) -> Locks:
    """A head of hair from a ``[hair]`` table."""
    if not look["count"]:
        return Locks.joined([])
    rng = np.random.default_rng(seed)
    skull = Skull(root, head)
    high = skull.corners[:, :, 1].max(1) > skull.eye_y - 0.75 * skull.unit
    use = np.flatnonzero(high & ~skull.ear)
    wanted = int(look["count"])
    pick = rng.choice(use, 6 * wanted, p=skull.areas[use] / skull.areas[use].sum())
    roots = skull.inside(skull.corners[pick], rng)
    cover = skull.cover(roots, look)
    # The back of the head is hardly seen: a third of the strands do.
    azimuth, _ = skull.angles(roots)
    seen = np.interp(np.abs(np.rad2deg(azimuth)), [100, 130], [1.0, 0.35])
    kept = np.flatnonzero(rng.uniform(0, 1, len(roots)) < cover * seen)[:wanted]
    roots, cover = roots[kept], cover[kept]

    height = ((roots[:, 1] - skull.eye_y) / skull.unit).astype(np.float32)
    top = smoothstep(0.35, 0.75, height).astype(float)
    lengths = (look["side_mm"] + (look["top_mm"] - look["side_mm"]) * top) * MM
    lengths = lengths * rng.uniform(1 - look["ragged"], 1.0, len(roots))
    # Baby hairs: at the hairline hair is shorter and finer.
    baby = np.clip(cover, 0, 1)
    lengths = lengths * (0.3 + 0.7 * baby) if not look["long"] else lengths * (0.55 + 0.45 * baby)
    if look["long"]:
        # All ends at about the same height, however long the way from the root.
        away = np.maximum(roots[:, 1] - (skull.eye_y + look["ends"] * skull.unit), 0.25)
        round_way = 0.55 * np.abs(skull.ear_x - np.abs(roots[:, 0]))
        lengths = (away + round_way) * rng.uniform(1 - look["ragged"], 1.0, len(roots))
        lengths = lengths * (0.6 + 0.4 * baby)
    line = walk(skull, roots, lengths, look, rng)
    line = clumped(line, look, rng)
    clear = ~skull.in_face(line[:, 1:], camera).any(1)
    radii = tapered(line.shape[1], look["radius_mm"], 0.55 + 0.45 * baby, rng)
    colours = tints(look, len(line), rng)
    return Locks.of(line[clear], radii[clear], colours[clear], HEAD)


def grow_beard(
    surface: Surface, features: Features, area: Field, look: dict[str, Any], seed: int
) -> Locks:
    """A beard from a ``[beard]`` table; `area` is where it grows, 0..1 at the probe's pixels."""
    rng = np.random.default_rng(seed)
    size, pitch = surface.size, features.pitch
    mouth = features.parting[len(features.parting) // 2]
    x = (np.arange(size)[None] - mouth[0]) * pitch
    y = (np.arange(size)[:, None] - mouth[1]) * pitch
    # The beard is trimmed along the jaw: the neck is bare.
    jaw = (features.chin[1] - mouth[1]) * pitch - 0.02 - 0.9 * np.maximum(np.abs(x) - 0.1, 0) ** 1.5
    area = area * smoothstep(0.02, -0.06, (y - jaw).astype(np.float32))
    lip = np.exp(-((x / 0.29) ** 4) - ((y + 0.10) / 0.09) ** 2)
    share = look["beard"] + (look["moustache"] - look["beard"]) * lip
    slope = np.clip(surface.normal[..., 2], 0.15, 1)
    chance = area**1.2 * share / slope * (surface.what == 1)
    rows, columns = np.nonzero(chance > 0.01)
    weight = chance[rows, columns]
    pick = rng.choice(len(rows), int(look["count"]), p=weight / weight.sum())
    pixels = np.stack([columns[pick], rows[pick]], 1).astype(float)
    # Not between pixels: at the jaw's edge the neighbour is the neck, far behind.
    root = surface.place[rows[pick], columns[pick]].astype(float)
    normal = unit(surface.normal[rows[pick], columns[pick]].astype(float))
    root[:, :2] += rng.uniform(-0.5, 0.5, (len(pick), 2)) * pitch
    across = (pixels[:, 0] - mouth[0]) * pitch
    above = (pixels[:, 1] - mouth[1]) * pitch
    on_lip = np.exp(-((across / 0.36) ** 2) - ((above + 0.1) / 0.1) ** 2)
    down = np.stack(
        [0.25 * across + 2.2 * on_lip * across, -1 + 0.25 * on_lip, 0.1 + 0 * across], 1
    )
    down = unit(down - (down * normal).sum(1, keepdims=True) * normal)
    down = unit(down + rng.normal(0, look["stray"], down.shape))
    full = area[rows[pick], columns[pick]].astype(float)
    length = look["length_mm"] * MM * rng.uniform(0.5, 1.0, len(pick)) * (0.35 + 0.65 * full)
    length = length * (1 - 0.45 * np.clip(on_lip, 0, 1))
    count, points = len(pick), 6
    line = np.zeros((count, points, 3))
    line[:, 0] = root
    for k in range(1, points):
        lift = look["rise"] * (1 - k / points)
        line[:, k] = line[:, k - 1] + unit(down + lift * normal) * (length / (points - 1))[:, None]
    line = clumped(line, look, rng)
    radii = tapered(points, look["radius_mm"], 0.6 + 0.4 * full, rng)
    return Locks.of(line, radii, tints(look, count, rng), BEARD)


def rooted(root: Path, head: Head, surface: Surface, look: dict[str, Any], size: int) -> Field:
    """Where head hair grows, 0..1, for the skin's paint; `size` is the paint's side."""
    if not look["count"]:
        return np.zeros((size, size), np.float32)
    skull = Skull(root, head)
    cover = skull.cover(surface.place.astype(np.float64), look) * (surface.what == 1)
    ears = sample_mask(root, "mpfb_ears.jpg", surface.uv.astype(np.float64))
    high = surface.place[..., 1] > skull.eye_y - 0.75 * skull.unit
    field = (cover * (ears < 0.5) * high).astype(np.float32)
    rng = np.random.default_rng(5)
    field *= np.clip(0.9 + 0.12 * noise(rng, surface.size, surface.size / 200), 0, 1)
    return np.asarray(cv2.resize(blur(field, surface.size / 340), (size, size)), np.float32)
