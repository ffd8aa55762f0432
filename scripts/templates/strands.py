"""Eyebrows and lashes, strand by strand, rooted on the probed surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from features import Features, Surface
from geometry import Head
from numpy.typing import NDArray

Floats = NDArray[np.float64]

POINTS = 7
"""Points per strand."""
MM = 0.01


@dataclass(frozen=True, slots=True)
class Strands:
    """Hair: ``points`` ``(n, POINTS, 3)``, ``radii`` ``(n, POINTS)``, ``shade`` ``(n,)``."""

    points: Floats
    radii: Floats
    shade: NDArray[np.int64]

    @staticmethod
    def joined(parts: list[Strands]) -> Strands:
        return Strands(
            np.concatenate([p.points for p in parts]),
            np.concatenate([p.radii for p in parts]),
            np.concatenate([p.shade for p in parts]),
        )


def spline(knots: Floats, t: Floats) -> Floats:
    """A smooth curve through evenly spaced knots `(k, d)`, at `t` in 0..1."""
    places = np.linspace(0, 1, len(knots))
    slope = np.gradient(knots, places, axis=0)
    i = np.clip((t * (len(knots) - 1)).astype(int), 0, len(knots) - 2)
    h = 1 / (len(knots) - 1)
    u = (t / h - i)[:, None]
    a = (1 + 2 * u) * (1 - u) ** 2 * knots[i] + u * (1 - u) ** 2 * h * slope[i]
    b = u * u * (3 - 2 * u) * knots[i + 1] + u * u * (u - 1) * h * slope[i + 1]
    return np.asarray(a + b)


def brow_spine(features: Features, side: int, look: dict[str, Any]) -> Floats:
    """The brow's middle line in pixels, from the nose outwards."""
    inner, outer = features.eye_corners[side]
    width = float(np.linalg.norm(outer - inner))
    along = (outer - inner) / width
    along = np.array([np.sign(along[0]), 0.3 * along[1]])
    knots = np.array(look["line"], float)
    lift = look.get("uneven", 0.02) * (1 if side else -1)
    return np.asarray(
        inner + knots[:, :1] * width * along - (knots[:, 1:] + lift) * width * np.array([0.0, 1.0])
    )


def brow(
    surface: Surface, features: Features, side: int, look: dict[str, Any], rng: np.random.Generator
) -> Strands:
    """One eyebrow: `side` 0 is the image-left one."""
    count = int(look["count"])
    spine = brow_spine(features, side, look)
    inner, outer = features.eye_corners[side]
    width = float(np.linalg.norm(outer - inner))
    t = np.clip(rng.beta(1.2, 1.3, count) + rng.normal(0, 0.012, count), 0, 1)
    s = np.clip(rng.normal(0, 0.5, count), -1.15, 1.15)
    middle = spline(spine, t)
    tangent = spline(spine, np.minimum(t + 0.02, 1)) - spline(spine, np.maximum(t - 0.02, 0))
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    up = np.stack([tangent[:, 1], -tangent[:, 0]], 1) * (1 if side else -1)
    up *= np.sign(-up[:, 1:])
    grow = np.minimum(1, 0.55 + t / 0.18 * 0.45)
    half = look["thickness"] * width * grow * (1 - 0.7 * np.clip((t - 0.35) / 0.65, 0, 1) ** 1.3)
    root = middle + up * (s * half)[:, None]

    lean = np.interp(t, [0, 0.08, 0.3, 0.6, 1], [78, 58, 30, 14, 4])
    lean = lean - 16 * s * np.clip(t / 0.3, 0, 1) + rng.normal(0, 9, count)
    bend = -lean * 0.55 + rng.normal(0, 9, count)
    length = look["length_mm"] * MM / features.pitch
    length = length * np.interp(t, [0, 0.15, 0.6, 1], [0.72, 0.95, 1.0, 0.62])
    length = length * rng.uniform(0.65, 1.15, count)
    steps = np.linspace(0, 1, POINTS)
    path = np.zeros((count, POINTS, 2))
    path[:, 0] = root
    for k in range(1, POINTS):
        turn = np.deg2rad(lean + bend * steps[k])
        heading = tangent * np.cos(turn)[:, None] + up * np.sin(turn)[:, None]
        path[:, k] = path[:, k - 1] + heading * (length / (POINTS - 1))[:, None]
    lift = 0.05 * MM + 0.55 * MM * np.sin(steps * np.pi * 0.6)[None] * rng.uniform(
        0.3, 1.0, (count, 1)
    )
    points = surface.raised(path, np.broadcast_to(lift, (count, POINTS)))
    taper = np.interp(steps, [0, 0.25, 1], [0.75, 1.0, 0.22])
    fine = np.interp(t, [0, 0.2, 0.6, 1], [0.7, 1.0, 1.0, 0.75])[:, None]
    radii = look["radius_mm"] * MM * fine * taper[None] * rng.uniform(0.7, 1.2, (count, 1))
    return Strands(points, radii, rng.choice(3, count, p=[0.4, 0.4, 0.2]))


def lashes(head: Head, rim: str, look: dict[str, Any], rng: np.random.Generator) -> Strands:
    """The lashes of one lid; `rim` is a key of `Head.rims`."""
    upper = rim.startswith("upper")
    outwards = 1.0 if rim.endswith("right") else -1.0
    count = int(look["upper_count" if upper else "lower_count"])
    margin = 0.05 if upper else 0.15
    t = np.sort(rng.uniform(margin, 0.985, count))
    root = spline(head.rims[rim], t)
    root[:, 2] += rng.uniform(-0.25, 0.2, count) * MM
    length = look["upper_mm" if upper else "lower_mm"] * MM
    length = length * np.interp(t, [0, 0.3, 0.75, 1], [0.55, 0.85, 1.0, 0.8])
    length = length * rng.uniform(0.6, 1.1, count)
    fan = np.interp(t, [0, 0.4, 1], [-0.45, 0.05, 0.95]) + rng.normal(0, 0.10, count)
    # Lashes stick together in little wisps.
    group = np.floor(t * count / 3.2)
    fan += 0.35 * (np.array([np.mean(t[group == g]) for g in group]) - t) * count / 9
    sign = 1.0 if upper else -1.0
    first = np.stack([0.35 * fan * outwards, np.full(count, -0.12 * sign), np.ones(count)], 1)
    last = np.stack([0.9 * fan * outwards, np.full(count, 1.0 * sign), np.full(count, 0.35)], 1)
    if not upper:
        first[:, 1] -= 0.35
        last[:, 2] += 0.4
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    last /= np.linalg.norm(last, axis=1, keepdims=True)
    steps = np.linspace(0, 1, POINTS)
    points = np.zeros((count, POINTS, 3))
    points[:, 0] = root
    for k in range(1, POINTS):
        mix = steps[k] ** 0.9
        heading = first * (1 - mix) + last * mix
        heading /= np.linalg.norm(heading, axis=1, keepdims=True)
        points[:, k] = points[:, k - 1] + heading * (length / (POINTS - 1))[:, None]
    taper = np.interp(steps, [0, 0.3, 1], [1.0, 0.9, 0.2])
    thick = look["radius_mm"] * MM * (1.0 if upper else 0.75)
    radii = thick * taper[None] * rng.uniform(0.8, 1.15, (count, 1))
    return Strands(points, radii, np.full(count, 3))


def shut_lashes(
    roots: Floats, outwards: float, look: dict[str, Any], rng: np.random.Generator
) -> Strands:
    """The upper lashes of a shut eye: forwards and down over the lower lid, ends turned up a bit.

    `roots` is the line where the lids meet, from the inner corner; `outwards` is +1 or -1.
    """
    count = int(look["upper_count"])
    t = np.sort(rng.uniform(0.10, 0.985, count))
    root = spline(roots, t)
    root[:, 1] += rng.uniform(-0.12, 0.22, count) * MM
    length = look["upper_mm"] * MM * np.interp(t, [0, 0.3, 0.75, 1], [0.45, 0.7, 0.85, 0.75])
    length = length * rng.uniform(0.6, 1.1, count)
    fan = np.interp(t, [0, 0.4, 1], [-0.35, 0.05, 0.85]) + rng.normal(0, 0.09, count)
    group = np.floor(t * count / 3.2)
    fan += 0.35 * (np.array([np.mean(t[group == g]) for g in group]) - t) * count / 9
    first = np.stack([0.5 * fan * outwards, np.full(count, -0.75), np.full(count, 0.75)], 1)
    last = np.stack([0.9 * fan * outwards, np.full(count, -0.25), np.ones(count)], 1)
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    last /= np.linalg.norm(last, axis=1, keepdims=True)
    steps = np.linspace(0, 1, POINTS)
    points = np.zeros((count, POINTS, 3))
    points[:, 0] = root
    for k in range(1, POINTS):
        heading = first * (1 - steps[k]) + last * steps[k]
        heading /= np.linalg.norm(heading, axis=1, keepdims=True)
        points[:, k] = points[:, k - 1] + heading * (length / (POINTS - 1))[:, None]
    taper = np.interp(steps, [0, 0.3, 1], [1.0, 0.9, 0.2])
    radii = look["radius_mm"] * MM * taper[None] * rng.uniform(0.8, 1.15, (count, 1))
    return Strands(points, radii, np.full(count, 3))


def grow(
    head: Head,
    surface: Surface,
    features: Features,
    brows: dict[str, Any],
    lash_look: dict[str, Any],
    seed: int,
) -> Strands:
    """All of a character's brows and lashes. Shades 0..2 are the brows', 3 the lashes'."""
    rng = np.random.default_rng(seed)
    parts = [Strands(np.zeros((0, POINTS, 3)), np.zeros((0, POINTS)), np.zeros(0, np.int64))]
    parts += [brow(surface, features, side, brows, rng) for side in (0, 1) if brows["count"]]
    parts += [
        lashes(head, rim, lash_look, rng) for rim in sorted(head.rims) if lash_look["upper_count"]
    ]
    return Strands.joined(parts)


def brow_shadow(features: Features, look: dict[str, Any], size: int) -> NDArray[np.float32]:
    """Where the brows grow, softly, 0..1, for the skin's paint; `size` is the paint's side."""
    field = np.zeros((size, size), np.float32)
    scale = size / features.size
    for side in (0, 1):
        inner, outer = features.eye_corners[side]
        width = float(np.linalg.norm(outer - inner)) * scale
        t = np.linspace(0.02, 0.97, 60)
        line = spline(brow_spine(features, side, look), t) * scale
        half = look["thickness"] * width
        for (x, y), k in zip(line, t, strict=True):
            radius = half * min(1, 0.5 + k / 0.2 * 0.5) * (1 - 0.8 * max(0, (k - 0.35) / 0.65))
            cv2.circle(field, (int(x), int(y)), max(1, int(radius * 0.8)), 1.0, -1, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(field, (0, 0), size / 300), np.float32)
