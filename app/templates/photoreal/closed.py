"""The view with both eyes shut, made of a photograph that has them open.

The upper lid comes down: what lies between the crease and the lower lashes is painted over with the
skin around it, its own grain, the eyeball's bulge, a lash line and fine lashes. The rest of the
picture is the texture, pixel for pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from app.frame import Floats, Image
from app.pipeline.swap.mesh.topology import LID_RINGS, LOWER_LID, UPPER_LID
from app.templates.photoreal.brushes import (
    Doubles,
    blur,
    blur_within,
    cheapest_path,
    lighten,
    membrane,
    noise,
    polygon,
    smoothstep,
    to_bytes,
    to_lab,
)
from app.templates.photoreal.landmarks import smooth_curve
from app.templates.template import View

MEET = 0.86
"""Where the lids meet, from the upper (0) to the lower lid (1) of the open eye."""
FINE = 4
"""Samples a pixel, each way, for lashes."""
LID_SHADE = 0.22
"""Log of light by which a shut lid is darker than the skin around the eye."""
FOLLOW = 0.22
"""How far the ring above the lid comes along when it shuts."""


BROWS = (
    (70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    (300, 293, 334, 296, 336, 285, 295, 282, 283, 276),
)


@dataclass(frozen=True, slots=True, eq=False)
class _Eye:
    """One eye in its own axes: u along the corners, from the image-left one (0) to the other (1), v
    downwards, both over the eye's width.

    Attributes:
        window: Of the texture, around everything that may change.
        width: Of the eye in pixels.
        u, v: Of every pixel in the window.
        upper, lower, crease, meet: v of curves at `grid`.
        outer: u of the outer corner, 0 or 1.
        axes: ``(2, 2)``: a step of u and of v in pixels; `corner`: where both are 0, in the window.
    """

    window: tuple[slice, slice]
    width: float
    u: Floats
    v: Floats
    grid: Doubles
    upper: Doubles
    lower: Doubles
    crease: Doubles
    meet: Doubles
    outer: float
    axes: Doubles
    corner: Doubles

    def along(self, curve: Doubles) -> Floats:
        """A curve's v at the u of every pixel."""
        return np.interp(self.u, self.grid, curve).astype(np.float32)

    def pixels(self, u: Doubles, v: Doubles) -> Doubles:
        """Places in the window, ``(n, 2)``."""
        return self.corner + np.stack([u, v], axis=-1) @ self.axes


def shut_eyes(texture: Image, landmarks: Floats, length: float, seed: int) -> View:
    """Makes `Template.closed`.

    Args:
        texture: The finished texture.
        landmarks: ``(478, 3)`` on it.
        length: Of the lashes, over the eye's width.
        seed: For lashes and grain.
    """
    rng = np.random.default_rng(seed)
    picture = texture.copy()
    points = landmarks.copy()
    brows = brow_mask(texture.shape, landmarks)
    for side in (0, 1):
        eye = _measure(texture, landmarks, side)
        picture[eye.window] = _paint(texture, brows, eye, length, rng)
        _shut_landmarks(points, eye, side)
    x0, y0, x1, y1 = _crop(landmarks)
    points[:, :2] -= (x0, y0)
    return View(np.ascontiguousarray(picture[y0:y1, x0:x1]), points)


def brow_mask(shape: tuple[int, ...], landmarks: Floats) -> Floats:
    """``(h, w)`` 0..1: where the brows are."""
    mask = np.zeros(shape[:2], np.float32)
    for row in BROWS:
        hull = cv2.convexHull(landmarks[list(row), :2].astype(np.float32))[:, 0]
        middle = hull.mean(axis=0)
        mask = np.maximum(mask, polygon(shape, middle + (hull - middle) * (1.06, 1.15), 3))
    return mask


def _crop(landmarks: Floats) -> tuple[int, int, int, int]:
    low, high = landmarks[:, :2].min(axis=0), landmarks[:, :2].max(axis=0)
    brow = float(landmarks[[70, 63, 105, 66, 107, 300, 293, 334, 296, 336], 1].min())
    lids = float(landmarks[[145, 374], 1].max())
    width = float(np.linalg.norm(landmarks[33, :2] - landmarks[133, :2]))
    return (
        max(0, int(low[0]) - 24),
        max(0, int(brow - 0.75 * width)),
        min(1024, int(high[0]) + 24),
        min(1024, int(lids + 1.1 * width)),
    )


def _measure(texture: Image, landmarks: Floats, side: int) -> _Eye:
    rows = {"upper": UPPER_LID[side], "lower": LOWER_LID[side]}
    lids = {k: landmarks[list(v), :2].astype(np.float64) for k, v in rows.items()}
    flipped = lids["upper"][0, 0] > lids["upper"][-1, 0]
    if flipped:
        lids = {k: v[::-1] for k, v in lids.items()}
    left, right = lids["upper"][0], lids["upper"][-1]
    width = float(np.linalg.norm(right - left))
    unit = (right - left) / width
    axes = np.stack([unit, [-unit[1], unit[0]]]) * width
    middle = (left + right) / 2
    x0, y0 = (middle - np.array([0.85, 0.75]) * width).astype(int)
    x1, y1 = (middle + np.array([0.85, 0.65]) * width).astype(int)
    window = (slice(max(y0, 0), y1), slice(max(x0, 0), x1))
    corner = left - (max(x0, 0), max(y0, 0))
    yy, xx = np.mgrid[0 : y1 - max(y0, 0), 0 : x1 - max(x0, 0)]
    local = (np.stack([xx, yy], axis=-1) - corner) @ np.linalg.inv(axes)
    u, v = local[..., 0].astype(np.float32), local[..., 1].astype(np.float32)

    at = np.linspace(0, 1, 161)

    def curve(points: Doubles) -> Doubles:
        seen = smooth_curve((points - left) @ np.linalg.inv(axes))
        return np.interp(at, seen[:, 0], seen[:, 1])

    upper, lower = curve(lids["upper"]), curve(lids["lower"])
    upper = np.minimum(upper, lower)
    meet = upper + MEET * (lower - upper)
    # The line between shut lids sags evenly: its own best parabola takes most of it over.
    bow = at * (1 - at)
    sag = max(float((meet * bow).sum() / (bow * bow).sum()), 0.12)
    meet = 0.35 * meet + 0.65 * sag * bow
    crease = _find_crease(texture[window], at, upper, corner, axes, width)
    return _Eye(
        window, width, u, v, at, upper, lower, crease, meet, 1.0 if flipped else 0.0, axes, corner
    )


def _find_crease(
    picture: Image, at: Doubles, upper: Doubles, corner: Doubles, axes: Doubles, width: float
) -> Doubles:
    """v of the fold above the lid: a dark valley a little above it, where there is one."""
    light = to_lab(picture)[:, :, 0]
    valley = blur(light, 0.06 * width) - blur(light, 0.012 * width)
    steps = np.linspace(0.30, 0.07, 40)  # above the lid
    v = upper[None] - steps[:, None]
    place = corner + np.stack([np.broadcast_to(at, v.shape), v], axis=-1) @ axes
    seen = cv2.remap(
        valley,
        place[..., 0].astype(np.float32),
        place[..., 1].astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    expected = 0.13 + 0.04 * np.sin(np.pi * at)
    cost = -np.clip(seen, -6, 6) + 260 * (steps[:, None] - expected[None]) ** 2
    path = cheapest_path(cost.astype(np.float32), 1.2, 1)
    height = steps[path]
    basis = np.stack([at**k for k in range(4)], axis=1)
    return upper - np.maximum(basis @ np.linalg.lstsq(basis, height, rcond=None)[0], 0.10)


def _shut_landmarks(points: Floats, eye: _Eye, side: int) -> None:
    """Both rows of lids onto the line where they meet, in place; the ring above follows."""
    origin = np.array([eye.window[1].start, eye.window[0].start], np.float64)
    rows = [list(lids[side]) for lids in (UPPER_LID, LOWER_LID)]
    local = [(points[row, :2] - origin - eye.corner) @ np.linalg.inv(eye.axes) for row in rows]
    # Lashes that face each other meet at one point.
    u = np.clip((local[0][:, 0] + local[1][:, 0]) / 2, 0, 1)
    goal = eye.pixels(u, np.interp(u, eye.grid, eye.meet)) + origin
    moved = goal - points[rows[0], :2]
    for row in rows:
        points[row, :2] = goal
    points[list(LID_RINGS[side][0][1:-1]), :2] += FOLLOW * moved[1:-1]


def _paint(
    texture: Image, brows: Floats, eye: _Eye, length: float, rng: np.random.Generator
) -> Image:
    before = texture[eye.window].astype(np.float32)
    lab = to_lab(texture[eye.window])
    u, v = eye.u, eye.v
    meet, crease = eye.along(eye.meet), eye.along(eye.crease)
    lower = eye.along(eye.lower)
    brow = brows[eye.window]

    # What is painted over: from the crease to the lower lid, and beyond that what is dark (lashes,
    # liner) rather than skin.
    ends = smoothstep(-0.11, 0.05, u) * smoothstep(1.11, 0.95, u)
    core = smoothstep(-0.07, 0.01, v - crease) * smoothstep(0.045, 0.005, v - lower) * ends
    near = smoothstep(-0.20, -0.12, v - crease) * smoothstep(0.17, 0.10, v - lower)
    aside = np.where(u < 0.5, -u, u - 1)  # beyond the nearer corner
    outside = (u < 0.5) == (eye.outer == 0)
    reach = np.where(outside, 0.30, 0.14)
    slope = np.where(outside, -0.25, 0.1) * np.clip(aside, 0, None)
    beside = smoothstep(-0.05, 0.14, np.asarray(aside, np.float32))
    band = smoothstep(0.26, 0.14, np.abs(v - slope))
    wing = smoothstep(1.0, 0.4, aside / reach) * (1 - beside * (1 - band))
    near = near * wing * (1 - brow)
    skin, seen = _fill(before, lab, np.maximum(core, 0.6 * near), brow, eye)
    away = blur(seen - lab[:, :, 0], 1.2)
    odd = smoothstep(2.0, 6.0, away - 3 * beside)
    # The lower lid's wet rim is all that is lighter than the skin.
    odd = np.maximum(odd, smoothstep(2.5, 6.0, -away) * smoothstep(0.14, 0.08, v - lower) * ends)
    odd = np.maximum(odd, smoothstep(5.0, 10.0, -away))
    share = np.maximum(core, blur(np.asarray(near * odd, np.float32), 1.5))
    share = share * (1 - brow)

    grain = _grain(texture, eye, rng)
    # Beside the eye much of the shade is the socket's, and stays.
    stays = 0.6 * smoothstep(-0.05, 0.10, aside)[:, :, None]
    painted = skin + (blur(before, 0.07 * eye.width) - skin) * stays
    painted = lighten(painted, grain)
    light = _lid_light(rng, u, v, meet, crease, lower)
    result = before + (painted - before) * share[:, :, None]
    result = lighten(result, (light * (1 - brow))[:, :, None])
    lash = _lash_colour(before, lab, brow)
    line = _line(rng, u, v, meet)
    strokes = _lashes(eye, rng, length, before.shape[:2])
    hair = (1 - (1 - line) * (1 - strokes))[:, :, None]
    result = result * (1 - hair) + lash * hair
    edge = _window_fade(eye)[:, :, None]
    return to_bytes(np.asarray(before + (result - before) * edge, np.float32))


def _window_fade(eye: _Eye) -> Floats:
    """0 on the window's border."""
    return np.asarray(
        smoothstep(-0.34, -0.26, eye.u)
        * smoothstep(1.34, 1.26, eye.u)
        * smoothstep(-0.62, -0.5, eye.v)
        * smoothstep(0.6, 0.5, eye.v),
        np.float32,
    )


def _fill(
    before: Floats, lab: Floats, over: Floats, brow: Floats, eye: _Eye
) -> tuple[Floats, Floats]:
    """Skin over the eye, from the clean skin around it (no lashes, folds, shine); and how light
    such skin is, ``(h, w)`` L."""
    free = np.asarray((1 - over) * (1 - brow) > 0.9)
    around = blur_within(lab[:, :, 0], free.astype(np.float32), 0.10 * eye.width)
    away = lab[:, :, 0] - around
    clean = free & (away > -2.0) & (away < 5)
    clean &= (np.abs(eye.u - 0.5) < 0.95) & (eye.v > -0.6) & (eye.v < 0.5)
    clean = cv2.erode(clean.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    shrink = 2
    size = (over.shape[1] // shrink, over.shape[0] // shrink)

    def smooth(values: Floats) -> Floats:
        weight = clean.astype(np.float32)
        known = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
        seen = cv2.resize(values * weight[:, :, None], size, interpolation=cv2.INTER_AREA)
        seen = seen / np.maximum(known, 1e-3)[:, :, None]
        small = blur(membrane(np.asarray(seen, np.float32), known > 0.5), 0.03 * eye.width)
        whole = cv2.resize(small, over.shape[::-1], interpolation=cv2.INTER_CUBIC)
        return np.asarray(whole, np.float32)

    both = smooth(np.concatenate([before, lab[:, :, :1]], axis=2))
    return both[:, :, :3], both[:, :, 3]


def _grain(texture: Image, eye: _Eye, rng: np.random.Generator) -> Floats:
    """Log of the fine detail of the cheek below, and the lid's own fine wrinkles."""
    rows, columns = eye.window
    down = round(0.80 * eye.width)
    source = texture[rows.start + down : rows.stop + down, columns].astype(np.float32)
    log = 2.2 * np.log(source + 8)
    fine = log - blur(np.asarray(log, np.float32), 0.08 * eye.width)
    spread = 2.2 * float(fine.std())
    fine = np.clip(fine, -spread, spread)
    wrinkles = cv2.resize(
        noise(rng, (fine.shape[0], max(8, fine.shape[1] // 7)), 2.2),
        (fine.shape[1], fine.shape[0]),
        interpolation=cv2.INTER_CUBIC,
    )
    return np.asarray(1.0 * fine + 0.016 * wrinkles[:, :, None], np.float32)


def _lid_light(
    rng: np.random.Generator,
    u: Floats,
    v: Floats,
    meet: Floats,
    crease: Floats,
    lower: Floats,
) -> Floats:
    """Log of the light on the shut lid: bulge, crease, the shade at the line and the corners."""
    height = np.maximum(meet - crease, 0.05)
    along = np.clip((v - crease) / height, 0, 1)
    arch = np.clip(4 * u * (1 - u), 0, 1)
    on_lid = smoothstep(0.0, 0.05, v - crease) * smoothstep(0.01, -0.01, v - meet)
    on_lid *= smoothstep(-0.04, 0.10, u) * smoothstep(1.04, 0.90, u)
    bulge = 0.42 * np.exp(-(((along - 0.40) / 0.27) ** 2)) * arch**0.9
    shade = -0.42 * smoothstep(0.50, 1.0, along) - 0.34 * smoothstep(0.34, 0.0, along)
    shade = shade - 0.36 * smoothstep(0.6, 0.0, arch)
    light = on_lid * (bulge + shade - LID_SHADE)
    wobble = 0.006 * np.interp(u, np.linspace(-0.3, 1.3, 12), rng.standard_normal(12))
    fold = np.exp(-(((v - crease - 0.008 + wobble) / 0.024) ** 2))
    light -= 0.30 * fold * smoothstep(-0.04, 0.12, u) * smoothstep(1.04, 0.88, u)
    second = crease + 0.33 * height + 0.012 * np.sin(5 * u + 1)
    light -= 0.05 * np.exp(-(((v - second) / 0.013) ** 2)) * arch
    # Below the line: the lashes' shade, and the lower lid's roll that stays.
    below = v - meet
    shadow = np.exp(-np.clip(below, 0, None) / 0.05) * (below > 0) * np.clip(1.4 * arch, 0, 1)
    light -= 0.26 * shadow * smoothstep(-0.02, 0.06, u) * smoothstep(1.02, 0.94, u)
    roll = np.exp(-(((v - lower - 0.05) / 0.045) ** 2)) * arch
    light += 0.06 * roll
    return np.asarray(light, np.float32)


def _lash_colour(before: Floats, lab: Floats, brow: Floats) -> Floats:
    """``(3,)``: that of the brow's darker half, darker still."""
    within = brow > 0.8
    light = lab[:, :, 0]
    dark = within & (light <= np.percentile(light[within], 35))
    colour = before[dark].mean(axis=0)
    return np.asarray(colour * min(0.72, 62 / max(float(colour.mean()), 1)), np.float32)


def _line(rng: np.random.Generator, u: Floats, v: Floats, meet: Floats) -> Floats:
    """The dark line between the lids, 0..1: uneven, fading at the corners."""
    uneven = np.interp(u, np.linspace(-0.1, 1.1, 40), rng.uniform(0.7, 1.1, 40))
    wide = (0.006 + 0.008 * np.clip(4 * u * (1 - u), 0, 1)) * uneven
    below = v - meet
    core = np.exp(-((below / wide) ** 2))
    soft = 0.34 * np.exp(-((below / (2.6 * wide)) ** 2))
    ends = smoothstep(-0.03, 0.10, u) * smoothstep(1.03, 0.90, u)
    return np.asarray(np.clip(0.80 * core + soft, 0, 0.9) * ends, np.float32)


def _lashes(eye: _Eye, rng: np.random.Generator, length: float, shape: tuple[int, int]) -> Floats:
    """Fine curved strokes from the line downwards and outwards, ``(h, w)`` 0..1."""
    layer = np.zeros((shape[0] * FINE, shape[1] * FINE), np.uint8)
    count = 74
    for k in range(count):
        u = 0.04 + 0.92 * (k + rng.uniform(-0.45, 0.45)) / (count - 1)
        outwards = 1 - 2 * u if eye.outer == 0 else 2 * u - 1  # −1 at the inner corner
        lean = 0.25 + 0.75 * outwards + rng.normal(0, 0.14)
        if eye.outer == 0:
            lean = -lean
        size = length * (0.62 + 0.30 * outwards) * rng.uniform(0.65, 1.1)
        size *= float(np.clip(min(u, 1 - u) / 0.10, 0.35, 1))
        t = np.linspace(0, 1, 7)
        du = size * lean * (0.55 * t + 0.45 * t**2)
        dv = size * (0.95 * t - 0.25 * t**2)
        v = np.interp(u, eye.grid, eye.meet)
        line = (eye.pixels(u + du, v + dv) + 0.5) * FINE - 0.5
        # Thick at the root, thin at the tip.
        strength = int(rng.uniform(150, 240))
        for part in range(6):
            shade = round(strength * (1 - 0.11 * part))
            thick = 3 if part < 2 else 2
            ends = [tuple(int(c) for c in np.rint(line[part + e] * 16)) for e in (0, 1)]
            cv2.line(layer, ends[0], ends[1], shade, thick, cv2.LINE_AA, 4)
    soft = cv2.resize(layer, shape[::-1], interpolation=cv2.INTER_AREA)
    return np.asarray(blur(soft.astype(np.float32) / 255, 0.55), np.float32)
