"""The inside of an open mouth, drawn: upper teeth from the top edge, the hollow, the tongue."""

from __future__ import annotations

from typing import Any

import numpy as np
from brushes import Field, blur, noise, smoothstep, to_linear, to_srgb
from numpy.typing import NDArray

TEETH = ((8.6, 1.00), (6.9, 0.90), (7.6, 0.98), (6.6, 0.86), (6.2, 0.82), (7.5, 0.74), (7.0, 0.64))
"""Width in millimetres and relative length of the upper teeth, from the middle outwards."""
ARCH = 27.0
"""Radius, in millimetres, of the curve that the teeth stand on."""
HALF_WIDTH = 26.0
"""What half the picture's width spans, in millimetres."""


def draw_mouth(look: dict[str, Any], width: int, height: int, seed: int) -> NDArray[np.uint8]:
    """The picture of a character's ``[mouth]`` table; ``(height, width, 3)`` BGR."""
    rng = np.random.default_rng(seed)
    fine = 3
    w, h = width * fine, height * fine
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    x = ((xx + 0.5) / w - 0.5) * 2 * HALF_WIDTH
    y = (yy + 0.5) / h
    field_noise = noise(rng, max(w, h), w / 14)[:h, :w]
    fine_noise = noise(rng, max(w, h), w / 120)[:h, :w]

    cavity = to_linear(np.array(look["cavity"], float) / 255)
    depth = np.exp(-((x / 19) ** 2)) * (0.35 + 0.65 * smoothstep(0.2, 0.95, y))
    colour = cavity * (0.12 + 0.75 * depth[..., None])

    # The tongue: a low mound with a furrow down its middle.
    crown = 0.66 + 0.16 * (x / 17) ** 2 + 0.025 * np.exp(-((x / 1.6) ** 2))
    tongue = smoothstep(-0.02, 0.03, (y - crown).astype(np.float32)) * smoothstep(
        20.5, 17.0, np.abs(x)
    )
    flesh = to_linear(np.array(look["tongue"], float) / 255)
    rise = np.clip((y - crown) / 0.35, 0, 1)
    body = (0.30 + 0.62 * np.sqrt(rise)) * (1 - 0.5 * (np.abs(x) / 20) ** 2)
    body *= 1 - 0.28 * np.exp(-((x / 1.1) ** 2)) * smoothstep(0.0, 0.25, rise.astype(np.float32))
    body *= 1 + 0.05 * field_noise + 0.05 * fine_noise
    colour = colour * (1 - tongue[..., None]) + (flesh * body[..., None]) * tongue[..., None]

    # The gums, a dark pink band that mostly hides behind the upper lip.
    gum = to_linear(np.array(look["gum"], float) / 255)
    gums = smoothstep(0.10, 0.06, y) * smoothstep(24.5, 21.0, np.abs(x))
    round_off = np.clip(np.cos(np.clip(np.abs(x) / ARCH, 0, 1) * np.pi / 2), 0, 1)
    colour = colour * (1 - gums[..., None]) + gum * (0.5 * round_off * gums)[..., None]

    enamel = to_linear(np.array(look["teeth"], float) / 255)
    shade_at = np.interp(np.abs(x), [0, 9, 15, 20, 24], [1.0, 0.92, 0.62, 0.30, 0.08])
    # Behind the gaps between teeth there is more tooth, in the shade.
    behind = smoothstep(0.04, 0.07, y) * smoothstep(
        0.0,
        -0.05,
        (y - np.interp(np.abs(x), [0, 8, 15, 24], [0.30, 0.28, 0.24, 0.18])).astype(np.float32),
    )
    behind *= smoothstep(24.0, 20.0, np.abs(x))
    shadowed = (0.3 * enamel + 0.3 * cavity) * shade_at[..., None]
    colour = colour * (1 - behind[..., None]) + shadowed * behind[..., None]
    for side in (-1.0, 1.0):
        angle = 0.0
        for number, (size, length) in enumerate(TEETH):
            middle = angle + size / 2 / ARCH
            angle += size / ARCH
            centre = side * ARCH * np.sin(middle) + rng.normal(0, 0.06)
            half = size / 2 * np.cos(middle) * 1.0
            bottom = 0.365 * length + rng.normal(0, 0.004)
            u = (x - centre) / half
            corner = 0.05 + 0.02 * (number == 2)
            edge = bottom - corner * np.abs(u) ** (5 if number < 2 else 2.6)
            neck = 0.055 + 0.02 * np.abs(u) ** 2
            inside = smoothstep(1.03, 0.97, np.abs(u) + 0.06 * smoothstep(0.22, 0.05, y))
            inside *= smoothstep(0.006, -0.010, (y - edge).astype(np.float32))
            inside *= smoothstep(-0.008, 0.012, (y - neck).astype(np.float32))
            relief = (1 - 0.20 * np.abs(u) ** 3.0) * np.interp(
                y / bottom, [0, 0.2, 0.6, 0.9, 1], [0.70, 0.86, 1.0, 0.97, 0.86]
            )
            relief *= 1 + 0.012 * field_noise + rng.normal(0, 0.012)
            # Teeth are yellower at the neck and greyer, clearer at the edge.
            warm = smoothstep(0.25, 0.06, y)[..., None] * np.array([0.0, 0.06, 0.20])
            clear = smoothstep(0.88, 1.0, (y / bottom).astype(np.float32))[..., None]
            tone = enamel * np.exp(-warm) * (1 - clear * np.array([0.16, 0.10, 0.06]))
            if number == 2:
                tone = tone * np.array([0.97, 0.94, 0.88])
            lit = tone * (relief * shade_at)[..., None]
            colour = colour * (1 - inside[..., None]) + lit * inside[..., None]

    # The shade that the upper lip and the lips' corners cast.
    shade = (1 - 0.40 * smoothstep(0.14, 0.0, y)) * smoothstep(26.5, 18.0, np.abs(x))
    colour = colour * np.asarray(0.06 + 0.94 * shade)[..., None]
    small: Field = blur(colour.astype(np.float32), fine * 0.5)
    small = np.asarray(small.reshape(height, fine, width, fine, 3).mean((1, 3)), np.float32)
    return np.asarray(np.round(to_srgb(small)[..., ::-1] * 255), np.uint8)
