"""The bare eyeball, drawn: iris fibres, pupil, limbal ring, sclera and faint veins. No light."""

from __future__ import annotations

from typing import Any

import numpy as np
from brushes import Field, blur, noise, smoothstep, stroke, to_linear, to_srgb
from numpy.typing import NDArray

from app.templates.photoreal.eyeball import fibres
from app.templates.template import IRIS_SHARE


def veins(rng: np.random.Generator, size: int, count: int) -> Field:
    """Thin wandering lines from the sides inwards, ending well before the iris."""
    field = np.zeros((size, size), np.float32)
    for _ in range(count):
        side = rng.choice([-1.0, 1.0])
        x = 0.5 + side * rng.uniform(0.40, 0.5)
        y = 0.5 + rng.normal(0, 0.16)
        heading = np.pi * (side > 0) + rng.normal(0, 0.35)
        points = []
        for _ in range(rng.integers(10, 22)):
            points.append((x * size, y * size))
            heading += rng.normal(0, 0.28)
            x += 0.009 * np.cos(heading)
            y += 0.009 * np.sin(heading)
        line = np.clip(np.array(points), 2, size - 3)
        stroke(field, line, size / 512 * rng.uniform(0.8, 1.8), rng.uniform(0.3, 1.0))
    return field


def draw_eye(look: dict[str, Any], size: int, seed: int) -> NDArray[np.uint8]:
    """The eyeball of a character's ``[eye]`` table; ``(size, size, 3)`` BGR."""
    rng = np.random.default_rng(seed)
    yy, xx = np.mgrid[0:size, 0:size].astype(np.float32)
    x, y = (xx + 0.5) / size - 0.5, (yy + 0.5) / size - 0.5
    angle = np.arctan2(y, x)
    ragged = 1 + 0.006 * np.sin(angle * 7 + 1) + 0.004 * np.sin(angle * 13)
    radius = np.asarray(np.hypot(x, y) / (IRIS_SHARE / 2) * ragged, np.float32)

    outer, inner = (to_linear(np.array(look[k], float) / 255) for k in ("iris", "iris_inner"))
    pupil = look["pupil"]
    ring = look["limbus"]
    along = np.clip((radius - pupil) / (1 - pupil), 0, 1)
    texture = (
        0.6 * fibres(rng, angle, along, 150, 5)
        + 0.5 * fibres(rng, angle, along, 60, 4)
        + 0.35 * fibres(rng, angle, along, 320, 7)
    )
    collar = along + 0.05 * fibres(rng, angle, along, 40, 2)
    share = smoothstep(0.55, 0.12, np.asarray(collar, np.float32))[..., None]
    iris = outer * (1 - share) + inner * share
    iris = iris * np.exp(look["fibre"] * np.clip(texture, -2.2, 2.2))[..., None]
    crypts = np.clip(fibres(rng, angle, along, 26, 6) - 1.1, 0, 1) * smoothstep(0.9, 0.5, along)
    iris *= (1 - 0.45 * crypts)[..., None]
    iris *= (1 - 0.35 * smoothstep(0.16, 0.0, along))[..., None]
    iris *= (1 - ring * smoothstep(0.72, 1.0, radius))[..., None]

    white = to_linear(np.array(look["sclera"], float) / 255)
    sclera = np.ones((size, size, 3), np.float32) * white
    mottled = noise(rng, size, size / 10)
    sclera *= (1 + 0.012 * mottled)[..., None]
    aside = np.abs(x) * 2
    rosy = smoothstep(0.45, 1.05, aside) * look["redness"]
    sclera *= np.exp(-rosy[..., None] * np.array([0.10, 0.42, 0.40]))
    lines = veins(rng, size, look["veins"]) * smoothstep(1.15, 1.7, radius)
    sclera *= np.exp(-lines[..., None] * np.array([0.10, 0.55, 0.5]) * look["redness"])
    sclera *= (1 - 0.22 * smoothstep(0.45, 0.75, np.hypot(x, y)))[..., None]

    edge = smoothstep(0.93, 1.05, radius)[..., None]
    colour = iris * (1 - edge) + sclera * edge
    colour *= 1 - 0.25 * ring * np.exp(-(((radius - 1.02) / 0.07) ** 2))[..., None]
    hole = smoothstep(pupil + 0.025, pupil - 0.025, radius)[..., None]
    black = to_linear(np.array(look["hole"], float) / 255)
    colour = colour * (1 - hole) + black * hole
    picture = to_srgb(blur(colour.astype(np.float32), size / 900))
    return np.asarray(np.round(picture[..., ::-1] * 255), np.uint8)
