"""The last touches on a render: depth in the eyes, a little grain, and the gallery's picture."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from brushes import blur, noise, smoothstep, to_linear, to_srgb
from features import Features
from numpy.typing import NDArray
from studio import MIDDLE_GREY

Field = NDArray[np.float32]


def eye_depth(features: Features, number: int, look: dict[str, Any]) -> tuple[Field, Field]:
    """What a lid's shade and the inner corner's flesh leave of the light in one eye.

    Returns the eye's soft mask and a factor ``(h, w, 3)`` in linear light.
    """
    mask = features.eye_masks[number].astype(np.float32)
    size = features.size
    inner, outer = features.eye_corners[number]
    width = float(np.linalg.norm(outer - inner))
    top = np.argmax(mask > 0, axis=0)
    bottom = size - 1 - np.argmax(mask[::-1] > 0, axis=0)
    yy = np.mgrid[0:size, 0:size][0].astype(np.float32)
    below_lid = (yy - top[None]) / width
    above_lid = (bottom[None] - yy) / width
    shade = 1 - look["lid_shade"] * np.exp(-np.maximum(below_lid, 0) / 0.085)
    shade *= 1 - 0.35 * look["lid_shade"] * np.exp(-np.maximum(above_lid, 0) / 0.03)
    xx = np.mgrid[0:size, 0:size][1].astype(np.float32)
    along = (xx - inner[0]) / (outer[0] - inner[0])
    shade *= 1 - 0.30 * smoothstep(0.35, 0.0, along) - 0.25 * smoothstep(0.75, 1.0, along)
    factor = np.repeat(shade[..., None], 3, axis=2)
    flesh = smoothstep(0.15, 0.05, along + 0.012 * noise(np.random.default_rng(3), size, 6))
    rosy = np.exp(-np.array([0.05, 0.75, 0.65], np.float32) * look["caruncle"])
    factor *= 1 - flesh[..., None] * (1 - rosy)
    soft = blur(mask, size / 1400)
    return soft, np.asarray(factor, np.float32)


def opened_shadows(light: Field, features: Features, shadow: list[float]) -> Field:
    """No black holes: nostrils, the slit between the lips and the eyes' corners are lightened.

    `shadow` is the share of the red, green and blue light near them that they keep.
    """
    size = features.size
    near = blur(light, size / 60)
    mouth = blur((features.lips > 0.3).astype(np.float32), size / 128)
    yy, xx = np.mgrid[0:size, 0:size].astype(np.float32)
    x, y = (
        (xx - features.nose[0]) / (0.11 * size),
        (yy - features.nose[1] - 0.02 * size) / (0.055 * size),
    )
    nostrils = np.exp(-((x * x + y * y) ** 2))
    corners = np.zeros((size, size), np.float32)
    for inner, outer in features.eye_corners:
        reach = 0.13 * float(np.linalg.norm(outer - inner))
        for px, py in (inner, outer):
            away = ((xx - px) ** 2 + (yy - py) ** 2) / reach**2
            corners = np.maximum(corners, np.exp(-(away**2)).astype(np.float32))
    where = np.maximum(smoothstep(0.1, 0.5, mouth), smoothstep(0.2, 0.6, nostrils))
    where = np.maximum(where, corners)
    # The slit gapes a little at the mouth's corners: most of the light stays there.
    share = np.ones((size, size), np.float32)
    wide = float(np.linalg.norm(features.parting[-1] - features.parting[0]))
    for px, py in features.parting[
        [round(0.08 * len(features.parting)), round(0.92 * len(features.parting)) - 1]
    ]:
        away = ((xx - px) / (0.13 * wide)) ** 2 + ((yy - py) / (0.06 * wide)) ** 2
        share += 0.9 * np.exp(-(away**2)).astype(np.float32)
    floor = near * np.array(shadow, np.float32) * (where * share)[..., None]
    return np.asarray(light + 0.7 * np.maximum(floor - light, 0), np.float32)


def finish(
    picture: NDArray[np.uint8], features: Features, look: dict[str, Any], seed: int
) -> NDArray[np.uint8]:
    """The texture made of a render; `look` is the character's ``[finish]`` table."""
    light = to_linear(picture[..., ::-1].astype(np.float32) / 255)
    if look["lid_shade"] > 0:
        for number in (0, 1):
            mask, factor = eye_depth(features, number, look)
            light *= 1 - mask[..., None] * (1 - factor)
    light = opened_shadows(light, features, look["shadow"])
    srgb = to_srgb(light)
    rng = np.random.default_rng(seed)
    grain = 0.7 * noise(rng, picture.shape[0], 1.6) + 0.5 * noise(rng, picture.shape[0], 3.5)
    srgb = srgb + look["grain"] / 255 * grain[..., None]
    return np.asarray(np.clip(np.round(srgb[..., ::-1] * 255), 0, 255), np.uint8)


def thumbnail(
    texture: NDArray[np.uint8],
    landmarks: NDArray[np.float32],
    look: dict[str, Any],
    opacity: Field,
    size: int = 256,
) -> NDArray[np.uint8]:
    """Head and hair on the character's own backdrop, a catch-light in each eye: for the gallery.

    `look` is the ``[finish]`` table, `opacity` the render's.
    """
    yy, xx = np.mgrid[0 : texture.shape[0], 0 : texture.shape[1]].astype(np.float32)
    light = to_linear(texture[..., ::-1].astype(np.float32) / 255)
    grey = to_linear(np.array(MIDDLE_GREY / 255))
    away = np.hypot(xx / texture.shape[1] - 0.5, yy / texture.shape[0] - 0.35)
    backdrop = to_linear(np.array(look["backdrop"], float) / 255)
    backdrop = backdrop * (1.15 - 0.75 * away[..., None])
    light += (1 - opacity)[..., None] * (backdrop - grey)
    picture = to_srgb(light)[..., ::-1] * 255
    for start in (468, 473):
        iris = landmarks[start, :2]
        radius = float(np.linalg.norm(landmarks[start + 1, :2] - iris))
        spot = iris + radius * np.array([-0.30, -0.36])
        away = np.hypot(xx - spot[0], (yy - spot[1]) * 1.1)
        glint = look["glint"] * smoothstep(0.24 * radius, 0.12 * radius, away)
        picture += (250 - picture) * glint[..., None]
    top, chin = landmarks[10, :2], landmarks[152, :2]
    face = float(np.linalg.norm(chin - top))
    side = min(round(1.66 * face), texture.shape[0])
    x0 = max(round((top[0] + chin[0]) / 2 - side / 2), 0)
    y0 = max(round(top[1] - 0.48 * face), 0)
    crop = picture[y0 : y0 + side, x0 : x0 + side]
    small = cv2.resize(crop, (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(np.clip(np.round(small), 0, 255), np.uint8)
