"""From a figure's crop to a texture: enlarged and upright, then evenly lit."""

from __future__ import annotations

import cv2
import numpy as np

from app.frame import N_MESH, Floats, Image
from app.pipeline.swap.mesh.topology import topology
from app.pipeline.track.pose import canonical
from app.templates.photoreal.brushes import (
    Mask,
    blur,
    blur_within,
    from_lab,
    grid,
    lighten,
    noise,
    polygon,
    smoothstep,
    to_bytes,
    to_lab,
)
from app.templates.photoreal.landmarks import mirror_order
from app.templates.template import TEXTURE_SIDE

FACE_SHARE = 0.62
"""Of the picture's height, from the chin to the top of the forehead, as in the built-in pack."""
SHARPEN = 5
"""Rounds of Richardson and Lucy's deconvolution (Lucy, Astronomical Journal 79, 1974)."""
ABOVE = 4
"""How far the crop is enlarged before it is turned and scaled."""
OVERSHOOT = 2.0
"""Levels by which sharpening may leave the range of a pixel's neighbours: no halos."""
GRAIN = 1.3
"""Levels of grain: what enlarging cannot bring back."""
EVEN = 0.85
"""Share of the difference between the halves of the face that is taken out."""
FLAT = 0.5
"""Share of what is uneven beyond that, and beyond a smooth field, that is taken out."""
ABOVE_SKIN, BELOW_SKIN = 11.0, 22.0
"""Lightness (L) from which a place is far lighter or darker than the face's skin."""
ONE_HUE = 0.3
"""Share of the difference in hue between places on the skin that is taken out."""
STRONGEST = 0.9
"""Log of light by which no place is changed more."""
REACH = 34.0
"""Pixels over which the vertices' corrections are spread."""


def upright(landmarks: Floats) -> Floats:
    """``(2, 3)`` from pixels of a crop to pixels of the texture: eyes level, the face in the middle
    with `FACE_SHARE` of the height."""
    left = landmarks[[33, 133], :2].mean(axis=0) + landmarks[N_MESH, :2]
    right = landmarks[[263, 362], :2].mean(axis=0) + landmarks[N_MESH + 5, :2]
    dx, dy = right - left
    angle = -np.arctan2(dy, dx)
    c, s = np.cos(angle), np.sin(angle)
    turned = landmarks[:N_MESH, :2] @ np.array([[c, -s], [s, c]]).T
    top, chin = turned[10, 1], turned[152, 1]
    scale = FACE_SHARE * TEXTURE_SIDE / (chin - top)
    # Across, half the outline's middle and half the features': neither turns with the head alone.
    middle = (turned[[234, 454], 0].mean() + turned[[10, 152, 4, 168], 0].mean()) / 2
    goal = TEXTURE_SIDE / 2 - 0.5
    return np.array(
        [
            [scale * c, -scale * s, goal - scale * middle],
            [scale * s, scale * c, goal - scale * (top + chin) / 2],
        ],
        np.float32,
    )


def moved(landmarks: Floats, matrix: Floats) -> Floats:
    """Landmarks under a similarity ``(2, 3)``; z is scaled with them."""
    result = landmarks.copy()
    result[:, :2] = landmarks[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    result[:, 2] *= np.hypot(matrix[0, 0], matrix[1, 0])
    return result


def enlarge(crop: Image, matrix: Floats, seed: int) -> tuple[Image, Image]:
    """The texture's pixels, and the same without sharpening and grain.

    Beyond the crop's edges its last pixels are carried on, more and more out of focus.
    """
    size = TEXTURE_SIDE, TEXTURE_SIDE
    # In two steps: OpenCV's warps know 32 places between two pixels, which shows as a weave.
    larger = cv2.resize(crop, None, fx=ABOVE, fy=ABOVE, interpolation=cv2.INTER_CUBIC)
    fine = matrix.astype(np.float64).copy()
    fine[:, :2] /= ABOVE
    fine[:, 2] -= fine[:, :2] @ np.full(2, (ABOVE - 1) / 2)
    plain = cv2.warpAffine(
        larger, fine, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    beyond = cv2.warpAffine(np.full(crop.shape[:2], 255, np.uint8), matrix, size)
    soft = blur(np.asarray(plain, np.float32), 18)
    kept = blur(np.asarray(cv2.erode(beyond, np.ones((13, 13), np.uint8)), np.float32), 5) / 255
    whole = plain * kept[:, :, None] + soft * (1 - kept[:, :, None])
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    sharp = _sharpen(np.asarray(whole, np.float32), 0.36 * scale + 0.25)
    rng = np.random.default_rng(seed)
    shape = sharp.shape[:2]
    grain = 0.8 * noise(rng, shape, 1.5) + 0.6 * noise(rng, shape, 3.0)
    strength = GRAIN * (0.5 + 0.5 * np.clip(sharp.mean(axis=2) / 90, 0, 1))
    return to_bytes(sharp + (strength * grain)[:, :, None]), to_bytes(whole)


def _sharpen(image: Floats, sigma: float) -> Floats:
    """Takes a blur of `sigma` out of the light, kept between each pixel's neighbours."""
    light = image @ np.array([0.114, 0.587, 0.299], np.float32) + 4
    guess = light.copy()
    for _ in range(SHARPEN):
        ratio = light / np.maximum(cv2.GaussianBlur(guess, (0, 0), sigma), 1)
        guess = guess * cv2.GaussianBlur(ratio, (0, 0), sigma)
    side = 2 * round(1.2 * sigma) + 3
    around = np.ones((side, side), np.uint8)
    low, high = cv2.erode(light, around), cv2.dilate(light, around)
    guess = np.clip(guess, low - OVERSHOOT, high + OVERSHOOT)
    return np.asarray(image + (guess - light)[:, :, None], np.float32)


def even_light(texture: Image, landmarks: Floats, skin: Floats, flat: float = FLAT) -> Image:
    """Takes out what the light does differently to the two halves of the face, and some shadows.

    Args:
        texture: BGR.
        landmarks: ``(478, 3)`` on it.
        skin: ``(h, w)`` 0..1, where plain skin shows.
        flat: See `FLAT`.
    """
    image = texture.astype(np.float32)
    log = 2.2 * np.log(np.maximum(image, 1) + 6)
    low = blur_within(np.asarray(log, np.float32), skin, 15)
    points = landmarks[:N_MESH, :2]
    at = np.clip(np.rint(points).astype(int), 0, TEXTURE_SIDE - 1)
    tone = low[at[:, 1], at[:, 0]]
    other = tone[mirror_order()[:N_MESH]]
    # How far a vertex' own colour can be trusted: on skin, and away from the outline.
    sure = blur(skin, 9)[at[:, 1], at[:, 0]]
    sure = np.minimum(sure, sure[mirror_order()[:N_MESH]])[:, None]
    goal = (tone + other) / 2
    change = EVEN * (goal - tone)
    x, y = canonical()[:, 0], canonical()[:, 1]
    basis = np.stack([np.ones_like(x), x * x, y, y * y, y * y * y], axis=1)
    root = np.sqrt(sure)
    smooth = basis @ np.linalg.lstsq(basis * root, goal * root, rcond=None)[0]
    change -= flat * (goal - smooth).mean(axis=1, keepdims=True)
    change = np.clip(change, -STRONGEST, STRONGEST) * sure
    field = _scatter(points, change, sure[:, 0] + 0.02)
    fade = polygon(texture.shape, _outline(points, 1.25), 30)
    return to_bytes(lighten(image, field * fade[:, :, None]))


def _outline(points: Floats, reach: float) -> Floats:
    oval = points[topology().oval]
    middle = oval.mean(axis=0)
    return np.asarray(middle + (oval - middle) * reach, np.float32)


def _scatter(points: Floats, values: Floats, weight: Floats) -> Floats:
    """Values at vertices spread over the texture by Gaussians; ``(h, w, 3)``."""
    step = 16
    side = TEXTURE_SIDE // step
    xx, yy = grid((side, side))
    at = np.stack([xx, yy], axis=-1).reshape(-1, 2) * step + (step - 1) / 2
    away = ((at[:, None] - points[None]) ** 2).sum(axis=2)
    near = np.exp(-away / (2 * REACH**2)) * weight[None] + 1e-9 * np.exp(-away / (2 * 150.0**2))
    field = (near @ values / near.sum(axis=1, keepdims=True)).reshape(side, side, 3)
    whole = cv2.resize(
        field.astype(np.float32), (TEXTURE_SIDE, TEXTURE_SIDE), interpolation=cv2.INTER_CUBIC
    )
    return np.asarray(whole, np.float32)


def calm(texture: Image, skin: Mask, lips: Mask) -> Image:
    """Softens shine and deep shade on skin and lips: what is far lighter or darker than the face as
    a whole, then what is lighter than its surroundings; and takes the light's own colour out of it.

    Relit as another face, what is twice as light as its skin would burn out.
    """
    lab = to_lab(texture)
    light = lab[:, :, 0].copy()
    on_skin = np.asarray(cv2.erode(skin.astype(np.float32), np.ones((3, 3))), np.float32)
    both = blur((skin | lips).astype(np.float32), 2.0)
    usual = float(np.median(light[skin]))
    low = blur(light, 3.0)  # pores keep their contrast
    top = usual + ABOVE_SKIN - 6 * blur(lips.astype(np.float32), 3.0)
    floor = usual - BELOW_SKIN
    calmed = np.where(low > top, top + (low - top) * 0.40, low)
    calmed = np.where(low < floor, floor + (low - floor) * 0.75, calmed)
    shine = smoothstep(0, 16, low - top)
    light += (calmed - low) * both
    for sigma, limit, bright, dark in ((34.0, 3.5, 0.25, 0.55), (12.0, 3.0, 0.5, 1.0)):
        excess = light - blur_within(light, on_skin, sigma)
        fine = light - blur(light, 2.5)
        eased = np.where(excess > limit, limit + (excess - limit) * bright, excess)
        eased = np.where(excess < -limit, -limit + (excess + limit) * dark, eased)
        shine = np.maximum(shine, smoothstep(limit, limit + 9, excess - fine))
        light += blur(np.asarray((eased - excess) * on_skin, np.float32), 2.0)
    # Shine is pale, and light has colours: the skin's own hue is what most of it has.
    tint = lab[:, :, 1:].copy()
    own = np.median(tint[skin], axis=0)
    chroma = float(np.hypot(*own))
    pale = smoothstep(0.15, 0.55, 1 - blur(np.hypot(tint[:, :, 0], tint[:, :, 1]), 2.0) / chroma)
    weight = np.asarray(on_skin * (1 - np.maximum(shine, pale)) ** 2, np.float32)
    pull = blur(np.asarray(0.75 * np.maximum(shine, pale) * on_skin, np.float32), 2.0)[:, :, None]
    tint += pull * (blur_within(tint, weight, 30.0) - tint)
    cast = own - blur_within(tint, on_skin, 14.0)
    tint += ONE_HUE * cast * blur(on_skin, 3.0)[:, :, None]
    lab[:, :, 1:] = tint
    lab[:, :, 0] = light
    return from_lab(lab)


def take_glints(texture: Image, landmarks: Floats) -> Image:
    """Takes the lights out of the irises."""
    result = texture.copy()
    xx, yy = grid(texture.shape)
    light = to_lab(texture)[:, :, 0]
    mask = np.zeros(texture.shape[:2], np.uint8)
    for start in (N_MESH, N_MESH + 5):
        centre = landmarks[start, :2]
        radius = float(np.linalg.norm(landmarks[start + 1 : start + 5, :2] - centre, axis=1).mean())
        away = np.hypot(xx - centre[0], yy - centre[1]) / radius
        inside = away < 0.8
        usual = np.median(light[inside])
        bright = inside & (light > usual + 9)
        spread = cv2.dilate(bright.astype(np.uint8), np.ones((5, 5), np.uint8))
        mask |= np.asarray(spread, np.uint8)
    return np.asarray(cv2.inpaint(result, mask, 4, cv2.INPAINT_TELEA), np.uint8)
