"""The bare eyeball: colours from both irises of the portrait, fine detail drawn.

An iris has some forty pixels in the portrait, half of them under lids and lights: its rings of
colour and what varies slowly around them are taken, the fibres are not there to be taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from app.frame import N_MESH, Floats, Image
from app.pipeline.swap.mesh.light import EYE_WHITE
from app.pipeline.swap.mesh.topology import LOWER_LID, UPPER_LID
from app.templates.photoreal.brushes import (
    Doubles,
    blur,
    noise,
    polygon,
    smoothstep,
    to_bytes,
    to_lab,
)
from app.templates.template import EYE_SIDE, IRIS_SHARE

ANGLES, RADII = 180, 48
REACH = 1.25
"""Radii of the iris to which it is unrolled."""
FINE = 2
PUPIL_RANGE = 0.28, 0.42
"""Radius of the pupil over that of the iris."""


@dataclass(frozen=True, slots=True, eq=False)
class _Unrolled:
    """An iris in polar coordinates: rows are radii 0..`REACH`, columns angles, from the right
    downwards; and where it can be seen."""

    colours: Floats
    seen: Floats


def draw_eye(picture: Image, landmarks: Floats, seed: int) -> Image:
    """Makes `Template.eye`.

    Args:
        picture: The portrait, enlarged but not yet retouched.
        landmarks: ``(478, 3)`` on it.
        seed: For fibres and veins.
    """
    rng = np.random.default_rng(seed)
    white = _sclera(picture, landmarks)
    irises = [_unroll(picture, landmarks, side) for side in (0, 1)]
    profile, slow = _combine(irises)
    # As the eye's white is brightened, so is the iris, but less: dark eyes stay dark.
    gain = float(np.clip((EYE_WHITE / max(float(white.mean()), 40.0)) ** 0.8, 0.9, 1.9))
    iris = _paint_iris(profile * gain, slow, rng)
    return _assemble(iris, white, rng)


def _visible(shape: tuple[int, ...], landmarks: Floats, side: int) -> Floats:
    outline = landmarks[[*UPPER_LID[side], *LOWER_LID[side][::-1]], :2]
    width = float(np.linalg.norm(landmarks[UPPER_LID[side][0], :2] - outline[8]))
    mask = polygon(shape, outline, 0)
    inset = max(1, round(0.03 * width))
    return np.asarray(cv2.erode(mask, np.ones((2 * inset + 1,) * 2)), np.float32)


def _circle(picture: Image, landmarks: Floats, side: int) -> tuple[Floats, float]:
    """Centre and radius of an iris: the nets' own, moved to the strongest round edge nearby."""
    start = N_MESH + 5 * side
    centre = landmarks[start, :2].astype(np.float32)
    radius = float(np.linalg.norm(landmarks[start + 1 : start + 5, :2] - centre, axis=1).mean())
    light = blur(to_lab(picture)[:, :, 0], 1.5)
    visible = _visible(picture.shape, landmarks, side)
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    around = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    best, found = -1e9, (centre, radius)
    for dx in np.linspace(-0.14, 0.14, 5):
        for dy in np.linspace(-0.14, 0.14, 5):
            for grow in np.linspace(0.84, 1.12, 8):
                middle = centre + np.array([dx, dy]) * radius
                inner = _look(light, middle + around * radius * (grow - 0.10))
                outer = _look(light, middle + around * radius * (grow + 0.10))
                where = _look(visible, middle + around * radius * (grow + 0.10))
                edge = np.clip(outer - inner, -5, 25) * where
                score = float(edge.sum() / max(where.sum(), 8.0))
                score -= 12 * (dx**2 + dy**2 + (grow - 1) ** 2) / 0.14**2 * 0.12
                if score > best:
                    best, found = score, (middle.astype(np.float32), float(radius * grow))
    return found


def _look(field: Floats, points: Doubles | Floats) -> Floats:
    at = np.asarray(points, np.float32)[None]
    seen = cv2.remap(field, at[..., 0], at[..., 1], cv2.INTER_LINEAR)
    return np.asarray(seen[0], np.float32)


def _unroll(picture: Image, landmarks: Floats, side: int) -> _Unrolled:
    centre, radius = _circle(picture, landmarks, side)
    angle = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)
    share = np.linspace(0, REACH, RADII)
    x = (centre[0] + radius * share[:, None] * np.cos(angle)).astype(np.float32)
    y = (centre[1] + radius * share[:, None] * np.sin(angle)).astype(np.float32)
    colours = cv2.remap(picture.astype(np.float32), x, y, cv2.INTER_CUBIC)
    seen = cv2.remap(_visible(picture.shape, landmarks, side), x, y, cv2.INTER_LINEAR)
    light = colours.mean(axis=2)
    iris = (share[:, None] > 0.35) & (share[:, None] < 0.92) & (seen > 0.5)
    usual = float(np.median(light[iris])) if iris.any() else float(np.median(light))
    spread = float(np.std(light[iris])) if iris.any() else 20.0
    glint = (light > usual + max(22.0, 1.3 * spread)) & (share[:, None] < 0.9)
    glint = cv2.dilate(glint.astype(np.uint8), np.ones((5, 9), np.uint8)) > 0
    seen = seen * ~glint
    # The upper lid's shadow darkens what is right below it.
    seen = seen * (1 - 0.75 * smoothstep(-0.30, -0.85, np.sin(angle)[None] * share[:, None]))
    if side == 1:  # in the mirror: its lights lie elsewhere then
        order = (ANGLES // 2 - np.arange(ANGLES)) % ANGLES
        colours, seen = colours[:, order], seen[:, order]
    return _Unrolled(np.asarray(colours, np.float32), np.asarray(seen, np.float32))


def _combine(irises: list[_Unrolled]) -> tuple[Floats, Floats]:
    """Colour by radius, ``(RADII, 3)``, and the log of how it slowly varies around,
    ``(RADII, ANGLES)``."""
    seen = np.stack([iris.seen for iris in irises])
    weight = seen.sum(axis=0) + 1e-4
    total = (np.stack([iris.colours for iris in irises]) * seen[..., None]).sum(axis=0)
    mean = np.asarray(total / weight[:, :, None], np.float32)
    sure = np.clip(weight, 0, 1)
    profile = np.empty((RADII, 3), np.float32)
    for row in range(RADII):
        order = np.argsort(mean[row].mean(axis=1))
        share = np.cumsum(sure[row][order]) / max(float(sure[row].sum()), 1e-6)
        kept = order[(share > 0.2) & (share < 0.85)]
        kept = kept if len(kept) else order
        profile[row] = np.average(mean[row][kept], axis=0, weights=sure[row][kept] + 1e-6)
    profile = np.asarray(cv2.GaussianBlur(profile[:, None], (1, 5), 1.0)[:, 0], np.float32)
    away = np.log((mean.mean(axis=2) + 8) / (profile.mean(axis=1)[:, None] + 8)) * sure
    wide = np.concatenate([away, away, away], axis=1)
    known = np.concatenate([sure, sure, sure], axis=1)
    slow = cv2.GaussianBlur(wide, (0, 0), 9, sigmaY=3) / (
        cv2.GaussianBlur(known, (0, 0), 9, sigmaY=3) + 0.15
    )
    return profile, np.asarray(np.clip(slow[:, ANGLES : 2 * ANGLES], -0.25, 0.25), np.float32)


def fibres(
    rng: np.random.Generator, angle: Floats, radius: Floats, count: int, depth: int
) -> Floats:
    """Noise that is fine around the pupil's circle and long along its radii."""
    around = rng.standard_normal((depth, count)).astype(np.float32)
    around = np.concatenate([around, around[:, :1]], axis=1)
    bend = 0.05 * np.sin(angle * 5 + radius * 6) + 0.03 * np.sin(angle * 11 - radius * 9)
    u = ((angle + bend) / (2 * np.pi) % 1.0) * count
    v = np.clip(radius, 0, 0.999) * (depth - 1)
    u0, v0 = np.floor(u).astype(int) % count, np.floor(v).astype(int)
    fu, fv = u - np.floor(u), v - np.floor(v)
    low = around[v0, u0] * (1 - fu) + around[v0, u0 + 1] * fu
    high = around[v0 + 1, u0] * (1 - fu) + around[v0 + 1, u0 + 1] * fu
    return np.asarray(low * (1 - fv) + high * fv, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Iris:
    colours: Floats
    radius: Floats


def _paint_iris(profile: Floats, slow: Floats, rng: np.random.Generator) -> _Iris:
    size = EYE_SIDE * FINE
    yy, xx = np.mgrid[0:size, 0:size].astype(np.float32)
    x, y = (xx + 0.5) / size - 0.5, (yy + 0.5) / size - 0.5
    angle = np.arctan2(y, x)
    ragged = 1 + 0.006 * np.sin(angle * 7 + 1) + 0.004 * np.sin(angle * 13)
    radius = np.asarray(np.hypot(x, y) / (IRIS_SHARE / 2) * ragged, np.float32)
    share = np.linspace(0, REACH, RADII)

    body = profile.mean(axis=1)
    pupil = _pupil_radius(share, body)
    # Colours between pupil and edge only: the pupil's and the edge's own are drawn.
    first, last = pupil + 0.10, 0.86
    along = np.clip(radius, first, last)
    colours = np.stack([np.interp(along, share, profile[:, k]) for k in range(3)], axis=-1)
    row = np.clip(along / REACH * (RADII - 1), 0, RADII - 1)
    column = (angle % (2 * np.pi)) / (2 * np.pi) * ANGLES
    around = cv2.remap(
        np.concatenate([slow, slow[:, :1]], axis=1),
        column.astype(np.float32),
        row.astype(np.float32),
        cv2.INTER_LINEAR,
    )
    depth = np.clip((radius - pupil) / (1 - pupil), 0, 1)
    strands = (
        0.6 * fibres(rng, angle, depth, 130, 5)
        + 0.5 * fibres(rng, angle, depth, 54, 4)
        + 0.3 * fibres(rng, angle, depth, 280, 7)
    )
    light = float(np.interp(0.7, share, body))
    strength = 0.10 + 0.14 * smoothstep(25, 110, np.array(light, np.float32))
    log = 0.8 * around + strength * np.clip(strands, -2.2, 2.2)
    log -= 0.30 * smoothstep(0.16, 0.0, depth)  # the pupil's frayed edge
    log += 0.10 * np.exp(-(((depth - 0.28) / 0.12) ** 2))  # the collarette
    colours = colours * np.exp(log)[:, :, None]
    # The limbus: darker, a little bluish.
    rim = smoothstep(0.76, 1.0, radius)[:, :, None]
    colours = colours * (1 - rim * np.array([0.42, 0.47, 0.50], np.float32))
    hole = smoothstep(pupil + 0.035, pupil - 0.035, radius)[:, :, None]
    colours = colours * (1 - hole) + np.array([12, 10, 10], np.float32) * hole
    return _Iris(np.asarray(colours, np.float32), radius)


def _pupil_radius(share: Doubles, light: Floats) -> float:
    """Where the dark middle ends; in dark eyes, which do not show it, a usual size."""
    plateau = float(np.interp(0.65, share, light))
    core = float(light[:4].mean())
    if plateau - core < 14:
        return 0.36
    half = (plateau + core) / 2
    inside = np.flatnonzero(light[: RADII // 2 + 8] < half)
    radius = float(share[inside[-1]]) if len(inside) else 0.36
    return float(np.clip(radius, *PUPIL_RANGE))


def _sclera(picture: Image, landmarks: Floats) -> Floats:
    """``(3,)`` colour of the white of both eyes: its brighter, paler half."""
    lab = to_lab(picture)
    found = []
    for side in (0, 1):
        start = N_MESH + 5 * side
        centre = landmarks[start, :2]
        radius = np.linalg.norm(landmarks[start + 1 : start + 5, :2] - centre, axis=1).mean()
        visible = _visible(picture.shape, landmarks, side) > 0.5
        yy, xx = np.nonzero(visible)
        beside = np.hypot(xx - centre[0], yy - centre[1]) > 1.15 * radius
        yy, xx = yy[beside], xx[beside]
        if len(yy) < 20:
            continue
        light = lab[yy, xx, 0]
        kept = (light > np.percentile(light, 45)) & (light < np.percentile(light, 92))
        found.append(picture[yy[kept], xx[kept]].astype(np.float32))
    if not found:
        return np.array([190, 196, 204], np.float32)
    return np.asarray(np.median(np.concatenate(found), axis=0), np.float32)


def _veins(rng: np.random.Generator, size: int) -> Floats:
    """Thin wandering lines from the sides inwards, ending well before the iris."""
    field = np.zeros((size, size), np.uint8)
    for _ in range(22):
        side = rng.choice([-1.0, 1.0])
        x, y = 0.5 + side * rng.uniform(0.38, 0.5), 0.5 + rng.normal(0, 0.16)
        heading = np.pi * (side > 0) + rng.normal(0, 0.35)
        strength = rng.uniform(60, 200)
        for step in range(int(rng.integers(10, 22))):
            heading += rng.normal(0, 0.28)
            to = x + 0.009 * np.cos(heading), y + 0.009 * np.sin(heading)
            ends = [(round(a * size * 16), round(b * size * 16)) for a, b in ((x, y), to)]
            fade = int(strength * np.sin(np.pi * (step + 0.5) / 22))
            cv2.line(field, ends[0], ends[1], fade, 1, cv2.LINE_AA, 4)
            x, y = to
    return blur(field.astype(np.float32) / 255, 0.9)


def _assemble(iris: _Iris, white: Floats, rng: np.random.Generator) -> Image:
    size = EYE_SIDE * FINE
    yy, xx = np.mgrid[0:size, 0:size].astype(np.float32)
    x, y = (xx + 0.5) / size - 0.5, (yy + 0.5) / size - 0.5
    # The light's cast is halved: the engine brings the wearer's.
    tint = white / max(float(white.mean()), 1)
    tint = 0.3 * tint + 0.7 * np.array([0.985, 0.995, 1.02], np.float32)
    tint = np.clip(tint / tint.mean(), 0.94, 1.06)
    sclera = np.ones((size, size, 3), np.float32) * (tint * EYE_WHITE)
    sclera *= (1 + 0.010 * noise(rng, (size, size), size / 10))[:, :, None]
    rosy = smoothstep(0.45, 1.05, np.abs(x) * 2)
    log = -rosy[:, :, None] * np.array([0.16, 0.16, 0.04], np.float32)
    lines = _veins(rng, size) * smoothstep(1.2, 1.8, iris.radius)
    log -= lines[:, :, None] * np.array([0.30, 0.32, 0.08], np.float32)
    log -= (0.14 * smoothstep(0.42, 0.72, np.hypot(x, y)))[:, :, None]
    log -= (0.20 * np.exp(-(((iris.radius - 1.04) / 0.07) ** 2)))[:, :, None]
    sclera = sclera * np.exp(log)
    edge = smoothstep(0.93, 1.07, iris.radius)[:, :, None]
    whole = iris.colours * (1 - edge) + sclera * edge
    small = cv2.resize(whole, (EYE_SIDE, EYE_SIDE), interpolation=cv2.INTER_AREA)
    return to_bytes(np.asarray(small, np.float32))
