"""The inside of an open mouth as surfaces: two rows of teeth in their gums, and a tongue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from brushes import to_linear
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MM = 0.01
UPPER = (
    (8.5, 10.3, 1.5),
    (6.6, 9.2, 1.4),
    (7.6, 10.2, 2.4),
    (7.0, 8.4, 3.6),
    (6.8, 7.9, 3.8),
    (9.6, 7.2, 4.6),
    (9.4, 6.8, 4.6),
)
"""Width, height of the crown and half the thickness, in millimetres, from the middle outwards."""
LOWER = (
    (5.3, 6.2, 1.4),
    (5.8, 6.3, 1.5),
    (6.8, 7.0, 2.4),
    (7.0, 6.2, 3.4),
    (7.1, 6.0, 3.6),
    (10.4, 5.8, 4.6),
    (10.0, 5.6, 4.6),
)
ARCH_DEPTH = 0.85
"""How far the arch reaches back, over its half width; teeth further back show no more."""
TONGUE = (-0.07, -0.03, 0.0, 0.035, 0.06, 0.045, -0.03)
"""How high its back rises over the lower teeth's edges, from the tip to the throat."""
OVERLAP = 0.12
"""Millimetres by which neighbours touch."""
ROUND, TALL = 28, 26
"""Points around a tooth and along it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A surface: ``vertices`` ``(n, 3)``, ``faces`` ``(m, 4)``, ``colours`` ``(n, 3)`` linear."""

    vertices: Floats
    faces: Ints
    colours: Floats

    @staticmethod
    def joined(parts: list[Part]) -> Part:
        starts = np.cumsum([0, *(len(p.vertices) for p in parts)])
        return Part(
            np.concatenate([p.vertices for p in parts]),
            np.concatenate([p.faces + s for p, s in zip(parts, starts, strict=False)]),
            np.concatenate([p.colours for p in parts]),
        )


def grid_faces(rows: int, columns: int, closed: bool) -> Ints:
    """Quads of a grid of points; `closed` joins the last column to the first."""
    i, j = np.mgrid[0 : rows - 1, 0 : columns if closed else columns - 1]
    k = (j + 1) % columns
    quads = [i * columns + j, i * columns + k, (i + 1) * columns + k, (i + 1) * columns + j]
    return np.stack([q.ravel() for q in quads], axis=1)


@dataclass(frozen=True, slots=True)
class Arch:
    """The ellipse that a row of teeth stands on, seen from above; its front is at angle 0."""

    middle: Floats
    """x, y and z of the foremost point, at the teeth's edges."""
    half: float
    depth: float

    def table(self) -> tuple[Floats, Floats]:
        """Angles and the lengths of arc up to them."""
        angles = np.linspace(0, np.pi / 2, 400)
        steps = np.hypot(np.diff(self.half * np.sin(angles)), np.diff(self.depth * np.cos(angles)))
        return angles, np.concatenate([[0], np.cumsum(steps)])

    def frame(self, along: Floats) -> tuple[Floats, Floats, Floats]:
        """At signed lengths of arc: places, directions along, directions out of the mouth."""
        angles, lengths = self.table()
        a = np.sign(along) * np.interp(np.abs(along), lengths, angles)
        zero = np.zeros_like(a)
        place = self.middle + np.stack(
            [self.half * np.sin(a), zero, self.depth * (np.cos(a) - 1)], axis=-1
        )
        tangent = np.stack([self.half * np.cos(a), zero, -self.depth * np.sin(a)], axis=-1)
        tangent /= np.linalg.norm(tangent, axis=-1, keepdims=True)
        out = np.stack([-tangent[..., 2], zero, tangent[..., 0]], axis=-1)
        return place, tangent, out


def tooth(size: tuple[float, float, float], number: int, enamel: Floats, grow: float) -> Part:
    """One crown and a bit of root about the origin: x along the row, y up, z out of the mouth.

    Its edge is at height 0, its neck at `grow` times its height (+1 for upper teeth).
    """
    width, height, thick = size
    t = np.linspace(0, 1, TALL)[:, None]  # from beyond the neck to the edge
    turn = np.linspace(0, 2 * np.pi, ROUND, endpoint=False)[None]
    front = number < 3
    y = height * 1.25 * (1 - t)
    crown = np.clip(y / height, 0, 1)  # 0 at the edge, 1 at the neck
    wide = np.interp(crown, [0, 0.25, 0.6, 1], [0.97, 1.0, 0.95, 0.74 if front else 0.84])
    if number == 2:
        wide = np.interp(crown, [0, 0.12, 0.35, 0.7, 1], [0.30, 0.72, 1.0, 0.96, 0.76])
    deep = np.interp(crown, [0, 0.5, 1], [0.42, 0.85, 1.25] if front else [0.85, 1.1, 0.95])
    # The edge is rounded off over its last tenth, more at the tooth's corners than in its middle.
    closing = np.sqrt(np.clip(1 - ((t - 0.93) / 0.07).clip(0, 1) ** 2, 0, 1))
    power = 2 / 2.7
    c, s = np.cos(turn), np.sin(turn)
    x = width / 2 * wide * np.sign(c) * np.abs(c) ** power * (0.90 + 0.10 * closing)
    z = thick * deep * np.sign(s) * np.abs(s) ** power * closing
    aside = np.abs(x) / (width / 2)
    y = y + (0.35 if number < 2 else 0.7) * aside**3 * (1 - crown) ** 2
    # The face of a tooth bulges along its height, and its edge leans in.
    z = z + thick * 0.40 * np.sin(np.pi * np.clip(crown, 0, 1)) * 0.6 - thick * 0.5 * (1 - crown)
    z = z - 0.12 * width * aside**2
    places = np.stack([x, grow * (y + np.zeros_like(x)), z], axis=-1).reshape(-1, 3) * MM
    # Yellower at the neck, clearer and greyer at the edge.
    neck = np.clip((crown - 0.55) / 0.45, 0, 1) ** 1.5
    clear = np.clip((0.16 - crown) / 0.16, 0, 1) * (1.0 if number < 2 else 0.5)
    tone = np.exp(-neck[..., None] * [0.05, 0.13, 0.30] - clear[..., None] * [0.20, 0.14, 0.09])
    tone = tone * (0.96 if number == 2 else 1.0)
    colours = np.broadcast_to(tone * enamel, (TALL, ROUND, 3)).reshape(-1, 3)
    faces = grid_faces(TALL, ROUND, closed=True)
    return Part(places, faces if grow > 0 else faces[:, ::-1], colours)


def row(arch: Arch, upper: bool, look: dict[str, Any], rng: np.random.Generator) -> Part:
    """A row of teeth on its arch; `look` is a character's ``[mouth]`` table."""
    sizes = UPPER if upper else LOWER
    enamel = to_linear(np.array(look["teeth"], float) / 255).astype(float)
    lengths = arch.table()[1]
    scale = min(1.1, 0.97 * lengths[-1] / MM / sum(s[0] for s in sizes))
    tall = max(scale, 1.0) if upper else scale  # in a narrow row too no gum shows
    parts = []
    for side in (-1.0, 1.0):
        reached = 0.0
        for number, (width, height, thick) in enumerate(sizes):
            size = (scale * width, tall * height * rng.uniform(0.97, 1.03), scale * thick)
            tone = enamel * rng.normal(1, 0.015) * (1 - 0.035 * number)
            part = tooth(size, number, tone, 1.0 if upper else -1.0)
            middle = np.array(side * (reached + size[0] / 2) * MM)
            reached += size[0] - OVERLAP
            place, along, out = arch.frame(middle)
            turn = rng.normal(0, 0.035)
            along, out = along + turn * out, out - turn * along
            tip = rng.normal(0, 0.02)
            x = part.vertices[:, 0] + tip * part.vertices[:, 1]
            # Canines stand out a little, the side incisors are shorter and stand back.
            lift = (0.0, 0.5, 0.1, 0.4, 0.7, 1.0, 1.2)[number] * MM * (1 if upper else -0.6)
            stand = (0.0, -0.3, 0.3, 0.0, 0.0, 0.0, 0.0)[number] * MM
            moved = place + x[:, None] * along + (part.vertices[:, 2:] + stand) * out
            moved[:, 1] += part.vertices[:, 1] + lift + rng.normal(0, 0.12) * MM
            parts.append(Part(moved, part.faces, part.colours))
    return Part.joined(parts)


def gums(arch: Arch, upper: bool, look: dict[str, Any]) -> Part:
    """The flesh that a row of teeth stands in, drawn down between them."""
    sizes = UPPER if upper else LOWER
    grow = 1.0 if upper else -1.0
    lengths = arch.table()[1]
    scale = min(1.1, 0.97 * lengths[-1] / MM / sum(s[0] for s in sizes))
    ends = np.cumsum([0.0, *(scale * s[0] - OVERLAP for s in sizes)])
    along = np.linspace(-1, 1, 361) * lengths[-1]
    at = np.abs(along) / MM
    tooth_at = np.clip(np.searchsorted(ends, at, side="right") - 1, 0, len(sizes) - 1)
    wide = np.diff(ends)[tooth_at]
    inside = np.clip((at - ends[tooth_at]) / wide, 0, 1)
    heights = np.array([s[1] for s in sizes]) * (max(scale, 1.0) if upper else scale)
    margin = heights[tooth_at] * (0.90 - 0.26 * np.abs(2 * inside - 1) ** 3)
    margin = np.convolve(np.pad(margin, 2, mode="edge"), [0.1, 0.2, 0.4, 0.2, 0.1], mode="valid")
    place, _, out = arch.frame(along)
    # From the back of the teeth over the margin to the front, then up behind the lip.
    across = np.array([-4.0, -1.0, 0.6, 1.6, 2.0, 2.2, 2.2, 1.4, -2.0])
    rise = np.array([3.0, 0.6, 0.0, 0.15, 0.6, 1.2, 2.5, 4.0, 5.0])
    bulge = (0.35 * (1 - np.abs(2 * inside - 1) ** 2))[None] * (rise[:, None] > 0.1)
    points = place[None] + (across[:, None] + bulge)[..., None] * MM * out[None]
    points[..., 1] += grow * (margin[None] + rise[:, None]) * MM
    flesh = to_linear(np.array(look["gum"], float) / 255).astype(float)
    faces = grid_faces(len(rise), len(along), closed=False)
    flat = points.reshape(-1, 3)
    return Part(flat, faces if upper else faces[:, ::-1], np.tile(flesh, (len(flat), 1)))


def tongue(lower: Arch, look: dict[str, Any], rng: np.random.Generator) -> Part:
    """A mound behind the lower teeth, with a furrow along its middle."""
    half = 0.80 * lower.half
    length = 0.46
    across = np.linspace(-1, 1, 81)[None]
    back = np.linspace(0, 1, 101)[:, None]  # from the tip to the throat
    # Seen from above the tip is round.
    wide = half * np.sqrt(np.clip(1 - (1 - np.clip(back / 0.5, 0, 1)) ** 2, 0.0, 1))
    x = lower.middle[0] + across * wide
    z = lower.middle[2] - 0.075 - back * length + 0 * across
    dome = np.sqrt(np.clip(1 - np.abs(across) ** 2.2, 0, 1))
    ridge = np.interp(back, [0, 0.03, 0.1, 0.3, 0.6, 0.8, 1], TONGUE)
    furrow = (
        0.016 * np.exp(-((across / 0.08) ** 2)) * np.interp(back, [0.05, 0.25, 0.5], [0, 1, 0.15])
    )
    fall = 0.10 * (1 - dome) * np.interp(back, [0, 0.3], [0.3, 1])
    y = lower.middle[1] + ridge - furrow - fall + 0.001 * rng.standard_normal(fall.shape)
    flesh = to_linear(np.array(look["tongue"], float) / 255).astype(float)
    pale = 1 + 0.10 * rng.standard_normal(y.shape)[..., None] * [0.4, 0.6, 0.6]
    darker = np.interp(back, [0, 0.3, 1], [1.0, 0.95, 0.7])[..., None]
    colours = np.clip(flesh * pale * darker, 0, 1)
    points = np.stack([x, y, z], axis=-1).reshape(-1, 3)
    return Part(points, grid_faces(101, 81, closed=False), colours.reshape(-1, 3))


def furnish(
    upper_lip: Floats, lower_lip: Floats, half: float, look: dict[str, Any], seed: int
) -> dict[str, Part]:
    """What is in a mouth.

    Args:
        upper_lip, lower_lip: The middle of the inner lips' edges.
        half: Half the mouth's width.
        look: A character's ``[mouth]`` table.
        seed: For what no two teeth have alike.
    """
    rng = np.random.default_rng(seed)
    behind = 0.055
    wide = float(np.clip(1.02 * half, 0.22, 0.31))
    upper = Arch(
        np.array([upper_lip[0], upper_lip[1] - 0.056, upper_lip[2] - behind]),
        wide,
        ARCH_DEPTH * wide * 1.25,
    )
    lower = Arch(
        np.array([lower_lip[0], lower_lip[1] + 0.012, lower_lip[2] - behind - 0.01]),
        0.92 * wide,
        ARCH_DEPTH * wide * 1.2,
    )
    return {
        "teeth": Part.joined([row(upper, True, look, rng), row(lower, False, look, rng)]),
        "gums": Part.joined([gums(upper, True, look), gums(lower, False, look)]),
        "tongue": tongue(lower, look, rng),
    }
