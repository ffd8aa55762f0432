"""The skin's paint, in the portrait camera's view: colour, roughness and height.

Colour is what two pigments leave of the bare skin's: melanin (brown) and blood (red). Everything -
freckles, flushed cheeks, lips, tired eyes, stubble - adds to one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from brushes import blur, noise, smoothstep, specks, stroke, to_linear, to_srgb
from features import Features, Surface
from numpy.typing import NDArray
from strands import spline

Field = NDArray[np.float32]

MELANIN = np.array([0.75, 1.15, 1.55], np.float32)
"""Optical depth of a unit of melanin to red, green and blue light."""
BLOOD = np.array([0.12, 0.85, 0.72], np.float32)
STUBBLE = np.array([1.0, 0.92, 0.82], np.float32)
"""Hair under the skin: nearly grey."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Maps for the renderer, all uint8 or uint16: colour BGR, roughness, height."""

    colour: NDArray[np.uint8]
    rough: NDArray[np.uint8]
    height: NDArray[np.uint16]


def hollows(surface: Surface) -> Field:
    """How far, in millimetres, a place lies below its neighbourhood; creases come out above 0."""
    skin = (surface.what > 0).astype(np.float32)
    depth = surface.place[..., 2] * skin
    reach = surface.size / 90
    weight = np.maximum(blur(skin, reach), 1e-3)
    found = (blur(depth, reach) / weight - depth) * 100 * skin
    return np.asarray(found * smoothstep(0.25, 0.6, surface.normal[..., 2]), np.float32)


class Painter:
    """Paints one person. Lengths are in units of the distance between the irises."""

    def __init__(
        self,
        surface: Surface,
        features: Features,
        brow_shadow: Field,
        roots: Field,
        size: int,
        seed: int,
    ) -> None:
        self.size = size
        self.rng = np.random.default_rng(seed)
        self.scale = size / features.size
        self.eyes = [np.asarray((p + 0.5) * self.scale) for p in features.iris]
        self.corners = [
            tuple(np.asarray((c + 0.5) * self.scale) for c in pair) for pair in features.eye_corners
        ]
        self.unit = float(np.linalg.norm(self.eyes[1] - self.eyes[0]))
        self.nose = (features.nose + 0.5) * self.scale
        self.chin = (features.chin + 0.5) * self.scale
        self.parting = (features.parting + 0.5) * self.scale
        self.mouth = self.parting[len(self.parting) // 2]
        self.yy, self.xx = (a.astype(np.float32) for a in np.mgrid[0:size, 0:size])
        self.lips = blur(self.grown(features.lips), size / 260)
        self.eye_masks = [self.grown(m.astype(np.float32)) for m in features.eye_masks]
        self.brow_shadow = brow_shadow
        self.roots = roots
        self.facing = self.grown(surface.normal[..., 2])
        self.hollows = self.grown(hollows(surface))

    def grown(self, field: Field) -> Field:
        return np.asarray(
            cv2.resize(field, (self.size, self.size), interpolation=cv2.INTER_CUBIC), np.float32
        )

    def shifted(
        self, point: NDArray[np.float64], across: float, down: float
    ) -> NDArray[np.float64]:
        return np.asarray(point + self.unit * np.array([across, down]))

    def blob(self, centre: NDArray[np.float64], wide: float, high: float) -> Field:
        """A soft oval of strength 1."""
        x = (self.xx - centre[0]) / (wide * self.unit)
        y = (self.yy - centre[1]) / (high * self.unit)
        return np.asarray(np.exp(-(x * x + y * y)), np.float32)

    def both(
        self, base: NDArray[np.float64], across: float, down: float, wide: float, high: float
    ) -> Field:
        """Two ovals, mirrored about the face's middle line."""
        left = self.blob(self.shifted(base, -across, down), wide, high)
        right = self.blob(self.shifted(base, across, down), wide, high)
        return np.maximum(left, right)

    def noise(self, grain: float) -> Field:
        """Noise with grains of so many pixels of a 2048 picture."""
        return noise(self.rng, self.size, grain * self.size / 2048)

    def lash_lines(self) -> Field:
        """The dark foot of the lashes: just above each eye opening, a little below too."""
        line = np.zeros((self.size, self.size), np.float32)
        reach = self.size / 300
        for mask in self.eye_masks:
            near = blur(mask, reach)
            raised = np.roll(near, -round(reach * 0.7), axis=0)
            line = np.maximum(line, smoothstep(0.12, 0.45, raised) * smoothstep(0.9, 0.3, mask))
        return line

    def mottled(self, *layers: tuple[float, float]) -> Field:
        """Noises added up, each of a grain and a strength."""
        return np.asarray(sum(power * self.noise(grain) for grain, power in layers), np.float32)

    def beard_area(self, size: int | None = None) -> Field:
        """Where a beard grows: jaw, chin, upper lip, not the cheeks or the red of the lips."""
        middle = self.nose[0]
        x = (self.xx - middle) / self.unit
        y = (self.yy - self.mouth[1]) / self.unit
        edge = np.interp(
            np.abs(x),
            [0, 0.34, 0.46, 0.62, 0.80, 0.94, 1.06, 1.3],
            [-0.36, -0.34, -0.14, -0.02, -0.14, -0.42, -0.95, -1.1],
        )
        line = blur(edge.astype(np.float32), self.size / 120)
        area = smoothstep(-0.10, 0.12, (y - line).astype(np.float32))
        area *= smoothstep(1.45, 1.0, y.astype(np.float32))
        area *= smoothstep(1.2, 1.1, np.abs(x).astype(np.float32))
        pale = np.exp(-((x / 0.5) ** 2 + ((y - 0.30) / 0.07) ** 2)) * (np.abs(x) < 0.5)
        area *= (1 - 0.45 * pale).astype(np.float32)
        area *= 1 - smoothstep(0.1, 0.5, blur(self.lips, self.size / 400))
        area = np.clip(area * (1 + 0.15 * self.noise(60)), 0, 1)
        side = size or self.size
        return np.asarray(cv2.resize(area, (side, side), interpolation=cv2.INTER_AREA), np.float32)

    def crease(
        self, field: Field, points: NDArray[np.float64], width: float, strength: float
    ) -> None:
        """A fold through points given in eye distances from the face's middle at eye height."""
        origin = np.array([self.nose[0], (self.eyes[0][1] + self.eyes[1][1]) / 2])
        count = 26
        places = np.linspace(0, 1, len(points))
        t = np.linspace(0, 1, count)
        line = np.stack([np.interp(t, places, points[:, k]) for k in (0, 1)], 1)
        line[:, 1] += np.interp(t, np.linspace(0, 1, 6), self.rng.normal(0, 0.008, 6))
        pixels = origin + line * self.unit
        stroke(field, pixels, width * self.size / 2048, strength)

    def creases(self, age: float) -> Field:
        """Folds of an ageing face, 0..1: forehead, crow's feet, under the eyes."""
        field = np.zeros((self.size, self.size), np.float32)
        amount = float(np.clip((age - 26) / 40, 0, 1))
        if amount <= 0:
            return field
        for height in (-0.80, -0.98, -1.17):
            half = self.rng.uniform(0.5, 0.8)
            xs = np.linspace(-half, half, 7)
            ys = height + 0.05 * np.cos(xs * 3.0) + self.rng.normal(0, 0.012, 7)
            self.crease(field, np.stack([xs, ys], 1), 9, amount * self.rng.uniform(0.5, 0.9))
        for sign in (-1, 1):
            for k in range(3):
                tilt = -0.12 + 0.13 * k
                start = np.array([sign * 0.80, 0.0 + 0.05 * (k - 1)])
                end = start + np.array([sign * self.rng.uniform(0.12, 0.2), tilt])
                self.crease(
                    field,
                    np.stack([start, (start + end) / 2 + (0, 0.012), end]),
                    5,
                    amount * self.rng.uniform(0.5, 0.9),
                )
            xs = np.linspace(0.30, 0.72, 6)
            for drop, power in ((0.21, 0.9), (0.27, 0.55)):
                ys = drop - 0.09 * ((xs - 0.5) / 0.22) ** 2
                self.crease(field, np.stack([sign * xs, ys], 1), 7, amount * power)
            frown = np.array([[sign * 0.10, -0.52], [sign * 0.12, -0.42], [sign * 0.10, -0.33]])
            self.crease(field, frown, 8, amount * 0.6)
        return field

    def lid_rims(self) -> Field:
        """The wet, pink edge around each eye opening."""
        rim = np.zeros((self.size, self.size), np.float32)
        for mask in self.eye_masks:
            near = blur(mask, self.size / 420)
            rim = np.maximum(rim, smoothstep(0.02, 0.35, near))
        return rim

    def pigments(self, look: dict[str, Any]) -> tuple[Field, Field, Field]:
        """Melanin, blood and stubble at every pixel."""
        uneven, flush = look["uneven"], look["flush"]
        melanin = uneven * self.mottled(
            (260, 0.016), (60, 0.010), (18, 0.012), (6, 0.020), (2.5, 0.024)
        )
        blood = uneven * self.mottled((200, 0.016), (40, 0.014), (12, 0.020), (5, 0.024))
        eyes = (self.eyes[0] + self.eyes[1]) / 2

        blood += flush * 0.26 * self.both(self.nose, 0.62, -0.02, 0.34, 0.27)
        blood += flush * 0.24 * self.blob(self.nose, 0.20, 0.17)
        blood += flush * 0.22 * self.both(self.nose, 0.24, 0.06, 0.10, 0.14)
        blood += flush * 0.14 * self.blob(self.shifted(self.chin, 0, -0.18), 0.26, 0.16)
        blood += flush * 0.40 * self.both(eyes, 1.22, 0.30, 0.10, 0.40)
        blood += flush * 0.10 * self.blob(self.shifted(eyes, 0, -0.85), 0.7, 0.35)
        blood -= flush * 0.06 * self.both(self.mouth, 0.42, 0.05, 0.14, 0.25)
        melanin += look["contour"] * 0.12 * smoothstep(0.75, 0.2, self.facing)
        melanin += look["contour"] * 0.10 * self.blob(self.shifted(eyes, 0, -1.1), 1.1, 0.4)

        pale = smoothstep(0.6, 1.6, self.noise(34)) * look["uneven"]
        blood -= 0.05 * pale
        pores = self.noise(3.2)
        melanin += 0.02 * look["pores"] * np.clip(pores, -1, 2.5)
        hollow = np.zeros_like(blood)
        for sign, (inner, outer) in zip((-1, 1), self.corners, strict=True):
            middle = self.shifted(inner * 0.6 + outer * 0.4, 0, 0.17)
            hollow += self.blob(middle, 0.19, 0.085)
            side = self.shifted(inner, -sign * 0.06, 0.04)
            hollow += 0.7 * self.blob(side, 0.09, 0.13)
            lid = self.blob(self.shifted((inner + outer) / 2, 0, -0.13), 0.27, 0.10)
            blood += flush * 0.12 * lid
            melanin += look["lid_tint"] * lid
        melanin += look["under_eye"] * 0.26 * hollow
        blood += look["under_eye"] * 0.18 * hollow
        rims = self.lid_rims()
        blood += 0.30 * rims
        melanin += look["lash_line"] * self.lash_lines()
        flesh = np.maximum(*(self.blob(inner, 0.06, 0.05) for inner, _ in self.corners))
        blood += 0.7 * rims * flesh

        facing = smoothstep(0.2, 0.7, self.facing)
        where = facing * np.clip(
            0.15 + self.both(self.nose, 0.5, -0.12, 0.5, 0.3) + self.blob(self.nose, 0.3, 0.4), 0, 1
        )
        scale = self.size / 2048
        clear = (1 - 0.85 * smoothstep(0.05, 0.3, self.lips)) * (1 - rims)
        freckles = specks(self.rng, where, int(look["freckles"]), (2.0 * scale, 6.0 * scale))
        melanin += 0.5 * freckles * clear
        spots = specks(self.rng, facing * 0.6, int(look["spots"]), (7 * scale, 16 * scale))
        melanin += 0.15 * spots * clear
        flecks = specks(self.rng, facing * 0.6, int(look["spots"]), (5 * scale, 12 * scale))
        blood += 0.25 * flecks * clear
        moles = specks(self.rng, facing * 0.5, int(look["moles"]), (5 * scale, 8 * scale))
        melanin += 0.7 * moles * clear
        blood += 0.35 * moles * clear

        deep = smoothstep(0.15, 1.6, self.hollows) * (1 - rims)
        blood += 0.16 * look["contour"] * deep
        melanin += 0.20 * look["contour"] * deep
        blood += 0.10 * self.creases(look["age"])
        melanin += look["brow_tint"] * self.brow_shadow * (1 + 0.15 * self.noise(10))

        stubble = np.zeros_like(blood)
        if look["stubble"] > 0:
            area = self.beard_area() * facing
            dots = specks(self.rng, area, int(60000 * look["stubble"]), (1.0 * scale, 1.9 * scale))
            stubble = look["stubble"] * (0.42 * area + 1.3 * dots * area)
        return melanin, blood, stubble

    def lip_lines(self) -> Field:
        """Fine upright furrows of the lips, about -1..1."""
        stretched = self.noise(7)
        half = cv2.resize(stretched, (self.size, self.size // 5), interpolation=cv2.INTER_AREA)
        lines = cv2.resize(
            half[: self.size // 5], (self.size, self.size), interpolation=cv2.INTER_CUBIC
        )
        rows = cv2.resize(
            stretched[: self.size // 7], (self.size, self.size), interpolation=cv2.INTER_CUBIC
        )
        mixed = 0.35 * lines + rows
        return np.asarray(mixed / mixed.std(), np.float32)

    def colour(self, look: dict[str, Any]) -> Field:
        """Linear RGB."""
        melanin, blood, stubble = self.pigments(look)
        lips = smoothstep(0.30, 0.86, np.clip(self.lips + 0.04 * self.noise(14), 0, 1))
        lines = self.lip_lines()
        y = self.yy
        above = np.interp(np.arange(self.size), self.parting[:, 0], self.parting[:, 1])
        upper = smoothstep(6.0, -6.0, y - above[None].astype(np.float32))
        blood += lips * (
            look["lip_blood"] * (1 + 0.05 * lines + 0.12 * upper) + 0.06 * self.noise(30)
        )
        melanin += lips * (look["lip_melanin"] * (1 + 0.25 * upper) + 0.015 * lines)
        line = np.exp(-(((y - above[None]) / (self.size / 500)) ** 2)).astype(np.float32)
        blood += 0.55 * line * lips
        melanin += 0.25 * line * lips

        bare = to_linear(np.array(look["bare"], float) / 255)
        for end in (self.parting[0], self.parting[-1]):
            corner = self.blob(end, 0.07, 0.05)
            melanin += 0.22 * corner
            blood += 0.18 * corner
        depth = (
            melanin[..., None] * MELANIN + blood[..., None] * BLOOD + stubble[..., None] * STUBBLE
        )
        skin = bare * np.exp(-depth)
        # Between the strands the scalp is dark with their roots.
        roots = (look["scalp"] * self.roots)[..., None]
        hair = to_linear(np.array(look["hair"], float) / 255)
        return np.asarray(skin * (1 - roots) + hair * roots, np.float32)

    def height(self, look: dict[str, Any]) -> Field:
        """Relief about 0.5: pores, fine mesh of lines, folds, lips' furrows."""
        scale = self.size / 2048
        fine = self.noise(3.2) - 0.6 * self.noise(8)
        even = np.ones((self.size, self.size), np.float32)
        oily = np.clip(
            0.35 + self.blob(self.nose, 0.35, 0.4) + self.both(self.nose, 0.5, -0.05, 0.3, 0.3),
            0,
            1,
        )
        pores = specks(self.rng, even * oily, 46000, (1.3 * scale, 2.4 * scale))
        lips = smoothstep(0.2, 0.8, self.lips)
        relief = look["pores"] * (0.12 * fine - 0.5 * pores) * (1 - lips)
        relief += 0.03 * self.noise(26) * (1 - lips)
        relief += 0.05 * lips * self.lip_lines()
        relief -= look["creases"] * 1.0 * self.creases(look["age"])
        return np.asarray(0.5 + 0.35 * relief, np.float32)

    def roughness(self, look: dict[str, Any]) -> Field:
        lips = smoothstep(0.2, 0.8, self.lips)
        rough = look["roughness"] + 0.03 * self.noise(8) + 0.02 * self.noise(80)
        rough -= 0.06 * self.blob(self.nose, 0.25, 0.5)
        rough -= 0.06 * lips
        rough -= 0.2 * self.lid_rims()
        return np.asarray(np.clip(rough, 0.15, 1), np.float32)


def veined(painter: Painter, look: dict[str, Any]) -> Field:
    """Marble: grey veins that wander and branch in a cloudy white."""
    warp = [painter.noise(420) * 60 + painter.noise(120) * 18 for _ in range(2)]
    scale = painter.size / 2048
    x = (painter.xx + warp[0] * scale).astype(np.float32)
    y = (painter.yy + warp[1] * scale).astype(np.float32)
    vein = np.zeros_like(x)
    for grain, width, power in ((520, 0.07, 1.0), (260, 0.05, 0.65), (110, 0.06, 0.3)):
        wave = cv2.remap(
            painter.noise(grain), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
        )
        patchy = smoothstep(-1.1, 0.8, painter.noise(300))
        vein = np.maximum(vein, power * np.exp(-np.abs(wave) / width) * patchy)
    cloud = 0.5 + 0.25 * painter.noise(300) + 0.12 * painter.noise(70)
    base, grey = (to_linear(np.array(look[k], float) / 255) for k in ("bare", "second"))
    cloud = cloud + 1.2 * smoothstep(0.3, 0.9, painter.lips)
    share = np.clip(0.75 * look["veining"] * vein + 0.14 * cloud, 0, 1)[..., None]
    return np.asarray(base * (1 - share) + grey * share, np.float32)


def glazed(painter: Painter, look: dict[str, Any]) -> Field:
    """Porcelain: white, with blush, lips and brows painted on."""
    colour = np.ones((painter.size, painter.size, 3), np.float32)
    colour *= to_linear(np.array(look["bare"], float) / 255)
    lips = smoothstep(0.45, 0.75, painter.lips)
    blush = painter.both(painter.nose, 0.66, 0.02, 0.30, 0.26)
    paint = to_linear(np.array(look["second"], float) / 255)
    colour = colour * (1 - 0.28 * blush[..., None]) + paint * (0.28 * blush[..., None])
    colour = colour * (1 - 0.9 * lips[..., None]) + paint * (0.9 * lips[..., None])
    brows = smoothstep(0.25, 0.6, painter.brow_shadow) * look["brow_tint"]
    ink = to_linear(np.array(look["ink"], float) / 255)
    colour = colour * (1 - brows[..., None]) + ink * brows[..., None]
    rims = 0.85 * painter.lash_lines()[..., None]
    return np.asarray(colour * (1 - rims) + ink * rims, np.float32)


def cast(painter: Painter, look: dict[str, Any]) -> Field:
    """Bronze: bright where hands would rub it, dark and a little green in the hollows."""
    base, dark, green = (
        to_linear(np.array(look[k], float) / 255) for k in ("bare", "second", "ink")
    )
    worn = 0.25 * painter.noise(90) + 0.15 * painter.noise(25) + 0.1 * painter.noise(6)
    # The neck behind the chin is no hollow, only far away.
    hollow = painter.hollows * smoothstep(4.5, 2.2, painter.hollows)
    deep = smoothstep(-0.5, 1.5, hollow + 0.5 * worn)[..., None]
    moss = smoothstep(0.6, 2.4, hollow + 0.9 * worn)[..., None] * look["veining"]
    colour = base * (1 - 0.75 * deep) + dark * (0.75 * deep)
    colour = colour * (1 - moss) + green * moss
    return np.asarray(colour * (1 + 0.07 * worn[..., None]), np.float32)


PLATE = (
    (0, -1.62),
    (0.62, -1.48),
    (1.02, -1.02),
    (1.16, -0.35),
    (1.12, 0.25),
    (0.98, 0.80),
    (0.74, 1.22),
    (0.42, 1.52),
    (0, 1.64),
)
"""The right half of a robot's face plate: eye distances from between the eyes."""
SEAMS = (
    ((0, -1.62), (0, -1.2), (0, -0.72)),
    ((0, -0.72), (0.22, -0.80), (0.62, -0.92), (1.02, -1.02)),
    ((1.15, -0.05), (0.98, 0.10), (0.86, 0.42), (0.70, 0.80), (0.42, 1.12), (0.34, 1.56)),
    ((0.37, 1.40), (0.18, 1.36), (0, 1.35)),
)
LIGHTS = (
    ((1.10, -0.30), (0.98, -0.12), (0.96, 0.02)),
    ((0.93, 0.36), (0.86, 0.56), (0.74, 0.84)),
    ((0, -1.36), (0, -1.14), (0, -0.92)),
)


def halves(
    painter: Painter, lines: tuple[tuple[tuple[float, float], ...], ...], width: float
) -> Field:
    """Lines in eye distances from between the eyes, and their mirror images; 0..1."""
    field = np.zeros((painter.size, painter.size), np.float32)
    origin = (painter.eyes[0] + painter.eyes[1]) / 2
    origin[0] = (painter.nose[0] + origin[0]) / 2
    for line in lines:
        path = spline(np.array(line, float), np.linspace(0, 1, 60))
        for sign in (-1, 1):
            pixels = np.round((origin + path * (sign, 1) * painter.unit) * 16).astype(np.int32)
            cv2.polylines(field, [pixels], False, 1.0, max(1, round(width)), cv2.LINE_AA, 4)
    return field


def plated(painter: Painter, look: dict[str, Any]) -> Field:
    """A robot: a pale face plate in panels, on a dark head, with lines of light."""
    shell, dark, light = (
        to_linear(np.array(look[k], float) / 255) for k in ("bare", "second", "ink")
    )
    origin = (painter.eyes[0] + painter.eyes[1]) / 2
    origin[0] = (painter.nose[0] + origin[0]) / 2
    half = spline(np.array(PLATE, float), np.linspace(0, 1, 80))
    outline = np.concatenate([half, half[::-1] * (-1, 1)])
    plate = np.zeros((painter.size, painter.size), np.float32)
    corners = np.round((origin + outline * painter.unit) * 16).astype(np.int32)
    cv2.fillPoly(plate, [corners], 1.0, cv2.LINE_AA, 4)
    brushed = cv2.blur(painter.noise(2), (painter.size // 40, 1))
    colour = dark + (shell - dark) * plate[..., None]
    colour = colour * (1 + 0.25 * brushed[..., None])
    lips = smoothstep(0.45, 0.75, painter.lips)[..., None]
    colour = colour * (1 - lips) + to_linear(np.array(look["lips"], float) / 255) * lips
    brows = smoothstep(0.3, 0.65, painter.brow_shadow)[..., None] * look["brow_tint"]
    rims = 0.9 * painter.lash_lines()[..., None]
    seams = 0.85 * blur(seamed(painter), painter.size / 1600)[..., None]
    for mask in (brows, rims, np.clip(seams, 0, 1)):
        colour = colour * (1 - mask) + dark * mask
    lines = halves(painter, LIGHTS, painter.size / 420)
    ring = halves(painter, (PLATE,), painter.size / 300)
    core = np.maximum(lines, ring)
    glow = np.clip(
        0.5 * blur(core, painter.size / 110) + 0.35 * blur(core, painter.size / 300), 0, 1
    )
    colour = colour + light * (0.9 * glow)[..., None]
    bright = blur(core, painter.size / 1500)[..., None]
    return np.asarray(colour * (1 - bright) + (0.35 + 0.65 * light) * bright, np.float32)


def seamed(painter: Painter) -> Field:
    """The gaps between a robot's panels."""
    return np.maximum(
        halves(painter, SEAMS, painter.size / 420), halves(painter, (PLATE,), painter.size / 130)
    )


STUFFS = {"marble": veined, "porcelain": glazed, "bronze": cast, "shell": plated}


def paint_stuff(painter: Painter, look: dict[str, Any]) -> Paint:
    """A statue's surface from a ``[skin]`` table with a `stuff`; brows are carved."""
    colour = to_srgb(STUFFS[look["stuff"]](painter, look))[..., ::-1]
    fine = painter.noise(4) * 0.4 + painter.noise(30)
    carved = painter.brow_shadow * (0.8 + 0.35 * painter.lip_lines())
    height = 0.5 + 0.02 * look["pores"] * fine + 0.45 * look["carved_brows"] * carved
    if look["stuff"] == "shell":
        height -= 0.3 * blur(seamed(painter), painter.size / 900)
    rough = np.clip(look["roughness"] + 0.04 * painter.noise(40), 0.1, 1)
    return Paint(
        np.asarray(np.round(np.clip(colour, 0, 1) * 255), np.uint8),
        np.asarray(np.round(rough * 255), np.uint8),
        np.asarray(np.round(np.clip(height, 0, 1) * 65535), np.uint16),
    )


def paint(painter: Painter, look: dict[str, Any]) -> Paint:
    """The maps for a ``[skin]`` table."""
    return paint_stuff(painter, look) if "stuff" in look else paint_human(painter, look)


def paint_human(painter: Painter, look: dict[str, Any]) -> Paint:
    """A person's skin from a ``[skin]`` table."""
    colour = to_srgb(painter.colour(look))[..., ::-1]
    return Paint(
        np.asarray(np.round(colour * 255), np.uint8),
        np.asarray(np.round(painter.roughness(look) * 255), np.uint8),
        np.asarray(np.round(np.clip(painter.height(look), 0, 1) * 65535), np.uint16),
    )
