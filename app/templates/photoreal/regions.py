"""Which pixels of a texture are skin, brows, eyes, lips and hair.

The mesh says where to look, GrabCut with colour models of this very picture says where the edges
are (Rother, Kolmogorov, Blake, "GrabCut", SIGGRAPH 2004).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.frame import N_MESH, Floats, Image
from app.pipeline.swap.mesh.topology import (
    LOWER_LID,
    LOWER_OUTER_LIP,
    UPPER_LID,
    UPPER_OUTER_LIP,
    topology,
)
from app.templates.photoreal.brushes import Mask, blur, blur_within, grid, polygon, to_lab
from app.templates.photoreal.closed import brow_mask
from app.templates.photoreal.faces import Face
from app.templates.template import Region

SHRINK = 4
"""Colour models are fitted, and cuts are made, on a picture this much smaller."""
ROUNDS = 3
BELOW = 16
"""Pixels by which low brows lie below the mesh's."""
NOSTRILS = (2, 97, 98, 99, 60, 75, 326, 327, 328, 290, 305, 94)


def map_regions(texture: Image, landmarks: Floats, face: Face) -> NDArray[np.uint8]:
    """Makes `Template.regions`.

    Args:
        texture: BGR.
        landmarks: ``(478, 3)`` on it.
        face: What hair there is.
    """
    shape = texture.shape[:2]
    points = landmarks[:N_MESH, :2]
    oval = points[topology().oval]
    middle = oval.mean(axis=0)
    inside = _inside(shape, oval)
    eyes = np.zeros(shape, bool)
    for side in (0, 1):
        eyes |= _inside(shape, points[[*UPPER_LID[side], *LOWER_LID[side][::-1]]])
    lips = _inside(shape, points[[*UPPER_OUTER_LIP, *LOWER_OUTER_LIP[::-1]]])
    brows = _brows(texture, landmarks, face)

    size = texture.shape[1] // SHRINK, texture.shape[0] // SHRINK
    small = np.asarray(cv2.resize(texture, size, interpolation=cv2.INTER_AREA), np.uint8)
    points_small = np.asarray(landmarks / SHRINK, np.float32)
    skin = _plain_skin(small, points_small)
    hair = np.zeros(small.shape[:2], bool)
    if not face.bald:
        hair = _head_hair(small, points_small, skin, face)
    bearded = np.zeros(small.shape[:2], bool)
    if face.beard:
        bearded = _beard(small, points_small, skin, face.beard)
    hair, bearded = (_enlarged(mask, texture) for mask in (hair, bearded))

    # Skin beyond the mesh: the top of the forehead and the ears are near the face and alike.
    high = 1.85 if face.bald else 1.20
    around = _inside(shape, middle + (oval - middle) * (1.10, high))
    lab = to_lab(np.asarray(cv2.GaussianBlur(texture, (0, 0), 2), np.uint8))
    alike = _likeness(lab, lab[inside & ~hair & ~bearded & ~brows & ~eyes & ~lips])
    yy = grid(texture.shape)[1]
    if face.bald:  # the shine on the scalp, too
        whole = cv2.morphologyEx(
            (alike & around).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((161, 161), np.uint8)
        )
        alike = np.asarray(whole > 0)
    beyond = around & alike & (yy < points[[105, 334], 1].mean())

    regions = np.zeros(shape, np.uint8)
    regions[inside | beyond] = Region.SKIN
    regions[hair] = Region.HEAD_HAIR
    regions[bearded & ~lips] = Region.FACIAL_HAIR
    regions[lips & ~bearded] = Region.LIPS
    regions[lips & bearded] = Region.FACIAL_HAIR
    regions[brows & ~hair] = Region.BROW
    regions[eyes] = Region.EYE
    return regions


def _inside(shape: tuple[int, ...], outline: Floats) -> Mask:
    return polygon(shape, outline) > 0.5


def skin_field(texture: Image, landmarks: Floats) -> Floats:
    """``(h, w)`` 0..1: where plain skin is, before regions are known; for evening the light."""
    shape = texture.shape
    points = landmarks[:N_MESH, :2]
    oval = points[topology().oval]
    middle = oval.mean(axis=0)
    field = polygon(shape, middle + (oval - middle) * 0.99, 4)
    for side in (0, 1):
        ring = points[[*UPPER_LID[side], *LOWER_LID[side][::-1]]]
        centre = ring.mean(axis=0)
        field *= 1 - polygon(shape, centre + (ring - centre) * (1.18, 1.55), 4)
    field *= 1 - brow_mask(shape, landmarks)
    ring = points[[*UPPER_OUTER_LIP, *LOWER_OUTER_LIP[::-1]]]
    centre = ring.mean(axis=0)
    field *= 1 - polygon(shape, centre + (ring - centre) * 1.1, 4)
    nose = np.asarray(cv2.convexHull(points[list(NOSTRILS)]), np.float32)[:, 0]
    field *= 1 - polygon(shape, nose, 4)
    # Hair on the face is far from the skin's colours.
    lab = to_lab(np.asarray(cv2.GaussianBlur(texture, (0, 0), 3), np.uint8))
    sure = polygon(shape, points[[117, 123, 205, 36, 142, 6, 371, 266, 425, 352, 346, 9]], 0) > 0.5
    sure &= field > 0.9
    alike = _likeness(lab, lab[sure], 4.0).astype(np.float32)
    return np.asarray(field * blur(alike, 3), np.float32)


def _likeness(lab: Floats, sample: Floats, limit: float = 3.2) -> Mask:
    """Where colours lie within `limit` spreads of a sample's; shadows and lights pass more easily
    than other hues."""
    mean = np.median(sample, axis=0)
    spread = np.maximum(1.48 * np.median(np.abs(sample - mean), axis=0), (7.0, 2.5, 3.0))
    away = (lab - mean) / spread
    away[:, :, 0] = np.where(away[:, :, 0] > 0, 0.45, 0.75) * away[:, :, 0]
    return np.asarray(np.sqrt((away**2).sum(axis=2)) < limit)


def _plain_skin(small: Image, points: Floats) -> Mask:
    return skin_field(small, points) > 0.85


def _cut(small: Image, seeds: NDArray[np.uint8]) -> Mask:
    """GrabCut from seeds: cv2.GC_BGD, GC_FGD and the probable ones."""
    sure = [(seeds == value).sum() for value in (cv2.GC_BGD, cv2.GC_FGD)]
    if min(sure) < 20:
        return np.asarray(seeds == cv2.GC_FGD)
    cv2.setRNGSeed(1)
    mask = seeds.copy()
    back, front = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(small, mask, (0, 0, 1, 1), back, front, ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.asarray((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD))


def _head_hair(small: Image, points: Floats, skin: Mask, face: Face) -> Mask:
    """Above and beside the face; as a fringe, down to the brows; as a curtain, over the cheeks."""
    mesh = points[:N_MESH, :2]
    oval = mesh[topology().oval]
    middle, low, high = oval.mean(axis=0), oval.min(axis=0), oval.max(axis=0)
    width, height = high - low
    xx, yy = grid(small.shape)
    aside = np.abs(xx - middle[0])

    def scaled(x: float, y: float) -> Mask:
        return _inside(small.shape, middle + (oval - middle) * (x, y))

    lab = to_lab(np.asarray(cv2.GaussianBlur(small, (0, 0), 1.5), np.uint8))
    alike = _likeness(lab, lab[skin], 1.8)
    brow = float(mesh[[105, 334], 1].mean())
    zone = scaled(1.55, 1.60) & (yy < low[1] + (0.55 if face.fringe else 0.45) * height)
    seeds = np.full(small.shape[:2], cv2.GC_BGD, np.uint8)
    seeds[zone] = cv2.GC_PR_BGD
    near = zone & ~scaled(1.0, 1.0) & scaled(1.30, 1.40)
    seeds[near & ~alike] = cv2.GC_PR_FGD
    crown = zone & ~scaled(1.2, 1.20) & scaled(1.4, 1.36) & (aside < 0.25 * width)
    seeds[crown] = cv2.GC_FGD
    temples = zone & ~scaled(1.07, 1.05) & scaled(1.2, 1.18) & (yy < brow)
    other = ~_likeness(lab, lab[skin], 2.6)
    seeds[temples & other] = cv2.GC_FGD
    if face.fringe:
        forehead = scaled(1, 1) & (yy < brow)
        seeds[forehead & ~alike] = cv2.GC_PR_FGD
        seeds[forehead & skin & _likeness(lab, lab[skin], 1.3)] = cv2.GC_BGD
        seeds[scaled(0.93, 0.93) & (yy > brow)] = cv2.GC_BGD
        sides = scaled(1.0, 1.0) & ~scaled(0.86, 1.0) & (yy < float(mesh[4, 1])) & other
        seeds[sides] = cv2.GC_PR_FGD
        seeds[skin & (yy > brow)] = cv2.GC_BGD
    else:
        seeds[scaled(0.93, 0.93)] = cv2.GC_BGD
    cut = _cut(small, seeds) & zone
    if face.curtain:
        cut |= scaled(1.1, 1.0) & ~scaled(0.80, 1.0) & (yy < float(mesh[14, 1])) & other
    return np.asarray(cv2.medianBlur(cut.astype(np.uint8) * 255, 5) > 127)


def _beard(small: Image, points: Floats, skin: Mask, beard: int) -> Mask:
    """Around the mouth, on the jaw and, if it is long, below."""
    mesh = points[:N_MESH, :2]
    oval = mesh[topology().oval]
    middle = oval.mean(axis=0)
    xx, yy = grid(small.shape)
    nose, chin = float(mesh[2, 1]), float(mesh[152, 1])
    lips = mesh[[*UPPER_OUTER_LIP, *LOWER_OUTER_LIP[::-1]]]
    zone = _inside(small.shape, middle + (oval - middle) * 1.03) & (yy > nose)
    ears = float(mesh[[234, 454], 1].mean())
    if beard > 1:
        sides = _inside(small.shape, oval) & ~_inside(
            small.shape, middle + (oval - middle) * (0.82, 1)
        )
        zone |= sides & (yy > ears)
    if beard > 2:
        far = (yy - chin) / (0.75 * (chin - nose))
        half = 0.56 * (oval[:, 0].max() - oval[:, 0].min()) * np.sqrt(np.clip(1 - far**2, 0, 1))
        zone |= (yy > nose + 0.25 * (chin - nose)) & (np.abs(xx - mesh[152, 0]) < half)
    lab = to_lab(np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), np.uint8))
    cheeks = skin & (yy < nose) & (yy > float(mesh[[159, 386], 1].mean()))
    sample = lab[cheeks]
    mean = np.median(sample, axis=0)
    # Skin in the zone has the cheeks' hue, brightened or darkened; hair is greyer or much darker.
    around = blur_within(lab[:, :, 0], np.asarray(skin, np.float32), 14)
    darker = around - lab[:, :, 0]
    chroma = np.hypot(lab[:, :, 1], lab[:, :, 2])
    usual = float(np.hypot(mean[1], mean[2]))
    paler = (usual - chroma) / max(usual, 6)
    rough = blur(np.abs(lab[:, :, 0] - blur(lab[:, :, 0], 2.0)), 2.0)
    hairy = darker / 14 + 2.2 * np.clip(paler, 0, 1) + (rough - 1.0) / 2.5
    inner_lips = lips.mean(axis=0) + (lips - lips.mean(axis=0)) * 0.8
    mouth = _inside(small.shape, inner_lips)
    seeds = np.full(small.shape[:2], cv2.GC_BGD, np.uint8)
    seeds[zone] = cv2.GC_PR_BGD
    seeds[zone & (hairy > 0.9)] = cv2.GC_PR_FGD
    seeds[zone & (hairy > 1.7) & ~mouth] = cv2.GC_FGD
    seeds[zone & mouth & (paler < 0.3)] = cv2.GC_BGD
    if beard == 1:  # too little for models of its own
        about = np.abs(xx - mesh[17, 0]) < 0.55 * np.ptp(lips[:, 0])
        patches = zone & about & ~mouth & (hairy > 1.3)
        return np.asarray(cv2.medianBlur(patches.astype(np.uint8) * 255, 5) > 127)
    cut = _cut(small, seeds) & zone
    soft = cv2.medianBlur(cut.astype(np.uint8) * 255, 5)
    return np.asarray(soft > 127)


def _brows(texture: Image, landmarks: Floats, face: Face) -> Mask:
    """Hair, not the skin between it, where the mesh has the brows."""
    where = brow_mask(texture.shape, landmarks)
    if face.low_brows:
        where = np.roll(where, BELOW, axis=0)
    lab = to_lab(np.asarray(cv2.GaussianBlur(texture, (0, 0), 2.0), np.uint8))
    skin = skin_field(texture, landmarks)
    around = blur_within(lab, skin, 26)
    away = lab - around
    light = away[:, :, 0]
    if not face.white_brows:
        light = np.minimum(light, 0)
    far = np.abs(light) + 0.4 * np.hypot(away[:, :, 1], away[:, :, 2]) * (light != 0)
    limit = max(3.0, 0.45 * float(np.percentile(far[where > 0.8], 85)))
    found = ((far > limit) & (where > 0.35)).astype(np.uint8) * 255
    found = cv2.morphologyEx(found, cv2.MORPH_CLOSE, np.ones((7, 11), np.uint8))
    return np.asarray(cv2.medianBlur(found, 9) > 127)


def _enlarged(mask: Mask, texture: Image) -> Mask:
    size = texture.shape[1], texture.shape[0]
    whole = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(blur(np.asarray(whole, np.float32), 2.0) > 0.5)
