"""Takes NASA's portrait apart: the room, the suit, the head, and what lies behind lids and lips.

All places are in pixels of the 512 × 512 portrait, ``(0, 0)`` the centre of the top left one.
Textures are `DETAIL` times as fine.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from skimage.data import astronaut

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]

DETAIL = 3
"""Texture pixels per portrait pixel."""
SIDE = 512

# Traced on the portrait: the edges of the openings, from the image's left to its right.
EYE_UPPER = (
    ((194.2, 101.4), (196.8, 100.2), (200.0, 99.2), (203.5, 98.7), (207.0, 99.6), (210.3, 101.8),
     (213.2, 103.8)),
    ((236.4, 105.1), (239.5, 102.9), (243.0, 101.0), (247.0, 100.2), (250.5, 100.7),
     (254.0, 102.1), (257.2, 104.0)),
)  # fmt: skip
EYE_LOWER = (
    ((194.2, 101.4), (196.6, 103.0), (199.5, 104.2), (203.5, 104.8), (207.5, 104.5), (211.0, 104.1),
     (213.2, 103.8)),
    ((236.4, 105.1), (239.0, 105.7), (243.0, 106.1), (247.0, 106.2), (250.5, 105.8), (254.0, 105.0),
     (257.2, 104.0)),
)  # fmt: skip
IRIS = ((203.1, 101.4), (246.3, 103.4))
IRIS_RADIUS = 3.9
LIP_UPPER = (
    (202.9, 139.4), (207.2, 140.6), (211.4, 141.5), (216.0, 142.5), (221.0, 143.1), (225.5, 143.1),
    (230.0, 142.6), (234.5, 142.1), (239.0, 141.6), (244.4, 141.0),
)  # fmt: skip
LIP_LOWER = (
    (202.9, 139.4), (205.2, 142.0), (208.6, 145.2), (212.2, 147.9), (216.0, 149.2), (220.0, 149.7),
    (224.0, 149.6), (228.0, 149.3), (232.0, 148.4), (236.0, 146.4), (240.0, 144.0), (244.4, 141.0),
)  # fmt: skip
JAW = (
    (184.5, 130.0), (187.0, 150.0), (192.0, 160.0), (200.0, 168.5), (208.0, 174.5), (216.0, 178.0),
    (226.0, 179.0), (236.0, 176.0), (245.0, 170.5), (252.0, 163.5), (257.0, 153.0), (264.0, 136.0),
)  # fmt: skip

# The suit's neck ring, outer edge of its rim.
RING = (
    (184.6, 148.7), (167.8, 147.8), (153.5, 150.0), (135.7, 159.4), (125.9, 172.8), (125.0, 183.5),
    (256.0, 172.8), (269.4, 180.8), (287.2, 197.8), (299.7, 215.6), (303.2, 229.9), (251.5, 275.4),
    (224.8, 270.0), (189.1, 256.7), (162.4, 240.7), (135.7, 213.9),
)  # fmt: skip

# What is surely head, surely not, for the cut; the rest is decided by colour.
HEAD_CORE = (
    (163, 85), (168, 60), (185, 35), (215, 24), (250, 26), (280, 45), (292, 75), (290, 105),
    (270, 125), (262, 140), (254, 158), (251, 168), (250, 186), (215, 186), (190, 180), (190, 160),
    (188, 140), (180, 125), (165, 108),
)  # fmt: skip
HEAD_REACH = (
    (148, 85), (150, 55), (175, 20), (212, 8), (265, 14), (302, 50), (307, 85), (300, 115),
    (284, 132), (281, 140), (266, 144), (260, 162), (256, 190), (184, 186), (183, 150), (180, 136),
    (170, 134), (168, 120), (152, 108),
)  # fmt: skip
SUIT_CORE = (
    (30, 511), (40, 330), (80, 245), (115, 220), (113, 200), (112, 188), (119, 184),
    (126, 186), (134, 170), (155, 154), (190, 152),
    (250, 176), (272, 188), (295, 215), (301, 235), (330, 260), (350, 340), (350, 511),
)  # fmt: skip
SUIT_REACH = (
    (5, 511), (10, 400), (25, 300), (60, 235), (98, 208), (102, 178), (122, 162), (150, 144),
    (190, 142), (260, 170), (275, 178), (296, 200), (309, 225), (340, 240), (360, 300), (364, 345),
    (500, 345), (511, 511),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """See `take_apart`.

    Attributes:
        room: ``(512, 512, 3)`` the backdrop without her, at the portrait's size.
        suit, suit_alpha: At `DETAIL`; the ring is closed behind the neck.
        head, head_alpha: At `DETAIL`; lids and lips are painted over the openings.
        inside: At `DETAIL`; the portrait as it is, for the teeth.
        silhouette: ``(n, 2)`` points around hair and face.
    """

    room: Image
    suit: Image
    suit_alpha: Floats
    head: Image
    head_alpha: Floats
    inside: Image
    silhouette: Floats


def enlarge(picture: Image) -> Image:
    """`DETAIL` times as large, and crisp: Lanczos, two rounds of back-projection, unsharp mask."""
    wide, high = picture.shape[1] * DETAIL, picture.shape[0] * DETAIL
    original = picture.astype(np.float32)
    large = cv2.resize(original, (wide, high), interpolation=cv2.INTER_LANCZOS4)
    for _ in range(2):
        small = cv2.resize(large, picture.shape[1::-1], interpolation=cv2.INTER_AREA)
        large += cv2.resize(original - small, (wide, high), interpolation=cv2.INTER_CUBIC)
    for sigma, amount in ((2.2, 0.15), (5.0, 0.08)):
        large += amount * (large - cv2.GaussianBlur(large, (0, 0), sigma))
    return np.clip(large + 0.5, 0, 255).astype(np.uint8)


def polygon(points: object, side: int = SIDE, scale: int = 1) -> Image:
    """Mask (0 or 255) of a polygon given in portrait pixels."""
    mask = np.zeros((side * scale, side * scale), np.uint8)
    at = (np.asarray(points, np.float32) + 0.5) * scale - 0.5
    cv2.fillPoly(mask, [np.round(at * 16).astype(np.int32)], 255, cv2.LINE_8, 4)
    return mask


def curve(points: object, count: int) -> Floats:
    """A smooth curve through points, sampled evenly in x; ``(count, 2)``."""
    given = np.asarray(points, np.float64)
    xs = np.linspace(given[0, 0], given[-1, 0], count)
    return np.stack([xs, PchipInterpolator(given[:, 0], given[:, 1])(xs)], 1).astype(np.float32)


def opening(upper: object, lower: object, count: int = 48) -> Floats:
    """The loop around an opening between two edges."""
    top, bottom = curve(upper, count), curve(lower, count)
    return np.concatenate([top, bottom[-2:0:-1]])


def _cut(picture: Image, core: object, reach: object) -> Floats:
    """Alpha 0..1 at `DETAIL` of what lies surely in `core` and never outside `reach`."""
    double = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    marks = np.full(double.shape[:2], cv2.GC_BGD, np.uint8)
    marks[polygon(reach, scale=2) > 0] = cv2.GC_PR_FGD
    marks[polygon(core, scale=2) > 0] = cv2.GC_FGD
    cv2.setRNGSeed(1)
    model = np.zeros((2, 1, 65))
    cv2.grabCut(double, marks, None, model[0], model[1], 6, cv2.GC_INIT_WITH_MASK)
    mask = np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    largest = 1 + int(np.argmax(stats[1:count, cv2.CC_STAT_AREA]))
    mask = cv2.morphologyEx((labels == largest).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3)))
    large = cv2.resize(
        mask.astype(np.float32), None, fx=DETAIL / 2, fy=DETAIL / 2, interpolation=cv2.INTER_CUBIC
    )
    # The cut's teeth are rounded off, then its edge is softened again.
    smooth = np.clip((cv2.GaussianBlur(large, (0, 0), 1.0 * DETAIL) - 0.5) * 4 + 0.5, 0, 1)
    soft = cv2.GaussianBlur(smooth, (0, 0), 0.6 * DETAIL)
    # Pulled in a little: a thin lost fringe looks better than a rim of backdrop.
    return np.clip((soft - 0.2) / 0.75, 0, 1).astype(np.float32)


def _room(picture: Image, person: NDArray[np.bool_]) -> Image:
    """The backdrop alone. What stood before it is a film stretched from around her, with the
    flag's stripes drawn on a little; only slivers of it are ever seen."""
    grown = cv2.dilate(person.astype(np.uint8), cv2.getStructuringElement(2, (13, 13)))
    known = picture.astype(np.float32)
    film = known.copy()
    film[grown > 0] = (198, 203, 208)
    unknown = grown.astype(np.float32)[..., None]
    for size in (64, 128, 256, 512):
        hole = cv2.resize(unknown, (size, size), interpolation=cv2.INTER_AREA)[..., None] > 0
        given = cv2.resize(known, (size, size), interpolation=cv2.INTER_AREA)
        film = cv2.resize(film, (size, size), interpolation=cv2.INTER_LINEAR)
        film = np.where(hole, film, given)
        for _ in range(600 if size < 512 else 200):
            film = np.where(hole, cv2.blur(film, (3, 3)), given)
    # Near its edge, what inpainting makes of the stripes.
    band = cv2.inpaint(picture, grown * 255, 14, cv2.INPAINT_TELEA).astype(np.float32)
    inwards = cv2.distanceTransform(grown, cv2.DIST_L2, 5)
    near = np.clip(1 - inwards / 45, 0, 1)[..., None]
    film = film + (band - film) * near
    return np.clip(film + 0.5, 0, 255).astype(np.uint8)


def _closed_ring(picture: Image, head: Floats) -> tuple[Image, Floats]:
    """The suit's ring drawn on behind the neck: in the ellipse's own polar coordinates, colours
    run on from one side to the other.

    Returns:
        Picture and how much of it, 0..1, belongs to the ring and its inside.
    """
    (cx, cy), (width, height), angle = cv2.fitEllipse(np.array(RING, np.float32))
    turn = np.radians(angle)
    ys, xs = np.mgrid[0 : SIDE * DETAIL, 0 : SIDE * DETAIL].astype(np.float32)
    xs, ys = (xs + 0.5) / DETAIL - 0.5 - cx, (ys + 0.5) / DETAIL - 0.5 - cy
    a = (xs * np.cos(turn) + ys * np.sin(turn)) / (width / 2)
    b = (-xs * np.sin(turn) + ys * np.cos(turn)) / (height / 2)
    radius, theta = np.hypot(a, b), np.arctan2(b, a)
    rows, columns = 256, 1440
    # Polar strip: rows are the radius up to 1.1, columns the angle.
    radii = (np.arange(rows, dtype=np.float32) + 0.5) / rows * 1.1
    angles = (np.arange(columns, dtype=np.float32) + 0.5) / columns * 2 * np.pi - np.pi
    aa, bb = np.outer(radii, np.cos(angles)), np.outer(radii, np.sin(angles))
    aa, bb = aa * width / 2, bb * height / 2
    px = (cx + aa * np.cos(turn) - bb * np.sin(turn) + 0.5) * DETAIL - 0.5
    py = (cy + aa * np.sin(turn) + bb * np.cos(turn) + 0.5) * DETAIL - 0.5
    px, py = px.astype(np.float32), py.astype(np.float32)
    strip = cv2.remap(picture, px, py, cv2.INTER_LINEAR).astype(np.float32)
    grown = cv2.dilate(head, np.ones((4 * DETAIL + 1, 4 * DETAIL + 1)))
    hidden = cv2.remap(grown, px, py, cv2.INTER_LINEAR) > 0.02
    for row in range(rows):
        gap = hidden[row]
        if not gap.any() or gap.all():
            continue
        known = np.flatnonzero(~gap)
        for channel in range(3):
            strip[row, gap, channel] = np.interp(
                np.flatnonzero(gap), known, strip[row, known, channel], period=columns
            )
    # Above the neck nothing but the dark of the ring's inside.
    inner = np.clip((0.80 - radii) / 0.1, 0, 1)[:, None, None] * hidden[..., None]
    strip += inner * (np.array([5.0, 5.0, 6.0], np.float32) - strip)
    u = ((theta + np.pi) / (2 * np.pi) * columns - 0.5).astype(np.float32)
    v = np.clip(radius / 1.1 * rows - 0.5, 0, rows - 1).astype(np.float32)
    back = cv2.remap(strip, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    share = np.clip((1.004 - radius) * 60, 0, 1).astype(np.float32)
    return np.clip(back + 0.5, 0, 255).astype(np.uint8), share


def _painted_over(picture: Image) -> Image:
    """The face with lids and lips instead of eyes and teeth, so that nothing of those is left
    along an edge that closes."""
    result = picture.copy()
    loops = [opening(EYE_UPPER[i], EYE_LOWER[i]) for i in (0, 1)] + [opening(LIP_UPPER, LIP_LOWER)]
    for loop in loops:
        low, high = loop.min(axis=0) - 8, loop.max(axis=0) + 8
        x0, y0 = (low * DETAIL).astype(int)
        x1, y1 = (high * DETAIL).astype(int)
        mask = polygon(loop, scale=DETAIL)[y0:y1, x0:x1]
        mask = cv2.dilate(mask, np.ones((3, 3), np.uint8), iterations=1)
        result[y0:y1, x0:x1] = cv2.inpaint(result[y0:y1, x0:x1], mask, 5, cv2.INPAINT_TELEA)
    return result


def take_apart() -> Portrait:
    """The portrait's layers. Some seconds."""
    picture = np.ascontiguousarray(astronaut()[:, :, ::-1])
    large = enlarge(picture)
    skull = _cut(picture, HEAD_CORE, HEAD_REACH)
    suit_alpha = _cut(picture, SUIT_CORE, SUIT_REACH)
    ring, inside_ring = _closed_ring(large, skull)

    # Behind the head, the suit is what the ring's ellipse says.
    behind = cv2.dilate(skull, np.ones((4 * DETAIL + 1, 4 * DETAIL + 1)))
    behind = cv2.GaussianBlur(behind, (0, 0), DETAIL * 0.6)
    rows = (np.arange(SIDE * DETAIL, dtype=np.float32) + 0.5) / DETAIL - 0.5
    above = np.clip((215 - rows) / 6, 0, 1)[:, None]
    behind = behind * above
    columns = rows[None, :]
    rim = np.clip((166 - rows) / 6, 0, 1)[:, None] * np.clip((columns - 128) / 4, 0, 1)
    share = np.maximum(behind, rim)
    suit_alpha = suit_alpha * (1 - share) + inside_ring * share
    suit = (large * (1 - behind[..., None]) + ring * behind[..., None] + 0.5).astype(np.uint8)

    # Below the chin the head's layer goes on into the black of the collar, and fades there.
    collar = polygon(
        ((188, 176), (252, 176), (253, 190), (250, 232), (186, 232), (187, 190)), scale=DETAIL
    )
    collar = cv2.GaussianBlur(collar.astype(np.float32) / 255, (0, 0), 1.5 * DETAIL)
    collar *= np.clip((228 - rows) / 30, 0, 1)[:, None]
    lower = np.clip((rows - 181) / 4, 0, 1)[:, None]
    head_alpha = np.maximum(skull, collar * lower)

    small = cv2.resize(skull, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    contours, _ = cv2.findContours(
        (small > 0.5).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    outline = max(contours, key=len)[::6, 0].astype(np.float32)
    person = (cv2.resize(np.maximum(suit_alpha, head_alpha), (SIDE, SIDE)) > 0.05) | (small > 0.05)
    return Portrait(
        room=_room(picture, person),
        suit=suit,
        suit_alpha=suit_alpha.astype(np.float32),
        head=_painted_over(large),
        head_alpha=head_alpha.astype(np.float32),
        inside=large,
        silhouette=outline,
    )
