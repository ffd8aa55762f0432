"""The portrait as something that moves: depth for every point of the head, and what each part of
an expression does to it.

The head is one closed sheet, a grid over the portrait at one point per pixel, so that nothing can
tear: the face, its hair and the neck are bent together. Eyes and mouth are holes in what is drawn
of it, not in the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from act import Moment
from portrait import EYE_LOWER, EYE_UPPER, JAW, LIP_LOWER, LIP_UPPER, Floats, curve, opening
from scipy.interpolate import RBFInterpolator

BOX = (136, 0, 320, 240)
"""The head's part of the portrait: x0, y0, x1, y1."""
HEAD_PIVOT = (226.0, 145.0, 45.0)
"""Where the head turns and nods."""
NECK_PIVOT = (222.0, 195.0)
"""Where it tilts."""
SUIT_PIVOT = (222.0, 300.0)
SILHOUETTE_DEPTH = 48.0
DISTANCE = 620.0
"""Of the camera, in portrait pixels."""

PARTS = ("jaw", "close", "narrow", "brows")

# How far the jaw takes the vertices of the mesh along.
_JAW = {
    152: 1.0, 148: 0.98, 377: 0.98, 176: 0.93, 400: 0.93, 149: 0.85, 378: 0.85, 150: 0.74,
    379: 0.74, 136: 0.6, 365: 0.6, 172: 0.42, 397: 0.42, 58: 0.25, 288: 0.25, 132: 0.1, 361: 0.1,
    93: 0.03, 323: 0.03, 234: 0.0, 454: 0.0, 18: 1.0, 200: 1.0, 199: 1.0, 175: 1.0, 212: 0.42,
    432: 0.42, 214: 0.32, 434: 0.32, 192: 0.2, 416: 0.2, 207: 0.1, 427: 0.1, 216: 0.14, 436: 0.14,
    202: 0.68, 422: 0.68, 204: 0.8, 424: 0.8, 211: 0.8, 431: 0.8, 210: 0.66, 430: 0.66,
}  # fmt: skip
_OUTER_UPPER = (185, 40, 39, 37, 0, 267, 269, 270, 409)
_OUTER_LOWER = (146, 91, 181, 84, 17, 314, 405, 321, 375)
_BROWS = (
    70, 63, 105, 66, 107, 46, 53, 52, 65, 55, 336, 296, 334, 293, 300, 285, 295, 282, 283, 276,
)  # fmt: skip
_STILL = (1, 2, 4, 5, 98, 327, 64, 294, 48, 278, 50, 280, 101, 330, 116, 345, 117, 346, 123, 352)
_MOUTH_X, _MOUTH_HALF = 223.6, 20.8


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Points that move with the head.

    Attributes:
        rest: ``(n, 3)`` in the portrait; z away from the camera.
        grip: ``(n,)`` 0..1: how far the head, not the suit, takes them along.
        parts: ``(4, n, 2)`` shifts per unit of each of `PARTS`.
        lids: ``(2, n)``: way down at a full blink of each eye.
    """

    rest: Floats
    grip: Floats
    parts: Floats
    lids: Floats


class Figure:
    """The head's sheet and the loops around its openings.

    Args:
        landmarks: ``(478, 3)`` of the portrait, in its pixels.
        silhouette: Points around hair and face.
    """

    def __init__(self, landmarks: Floats, silhouette: Floats) -> None:
        self._depth = self._fit_depth(landmarks, silhouette)
        self._parts = self._fit_parts(landmarks, silhouette)
        x0, y0, x1, y1 = BOX
        xs, ys = np.meshgrid(np.arange(x0, x1), np.arange(y0, y1))
        self.shape = xs.shape
        self.sheet = self._sheet(np.stack([xs.ravel(), ys.ravel()], 1).astype(np.float32))
        self.eyes = tuple(self._sheet(opening(EYE_UPPER[i], EYE_LOWER[i])) for i in (0, 1))
        self.mouth = self._sheet(opening(LIP_UPPER, LIP_LOWER))

    def _fit_depth(self, landmarks: Floats, silhouette: Floats) -> RBFInterpolator:
        neck = [(188, 176, 42), (205, 186, 30), (222, 190, 26), (240, 186, 30), (251, 176, 42),
                (180, 200, 40), (222, 205, 26), (262, 200, 40), (180, 238, 40), (222, 238, 26),
                (262, 238, 40), (136, 238, 48), (320, 238, 48), (136, 150, 48), (320, 150, 48),
                (136, 0, 48), (320, 0, 48)]  # fmt: skip
        around = silhouette[silhouette[:, 1] < 176]
        edge = np.interp(around[:, 1], (128, 150, 176), (SILHOUETTE_DEPTH, 41, 42))
        # The net's guess at the far edge of the face gives way to the outline's.
        mesh = landmarks[:468]
        apart = np.linalg.norm(mesh[:, None, :2] - around[None], axis=2).min(axis=1)
        mesh = mesh[apart > 7]
        points = np.concatenate([mesh[:, :2], around, np.array(neck)[:, :2]])
        values = np.concatenate([mesh[:, 2], edge, np.array(neck)[:, 2]])
        _, first = np.unique(points.round(1), axis=0, return_index=True)
        return RBFInterpolator(points[first], values[first], smoothing=100.0)

    def _fit_parts(self, landmarks: Floats, silhouette: Floats) -> RBFInterpolator:
        """Thin plates through what is known of each part at some points."""
        at: list[tuple[float, float]] = []
        values: list[list[float]] = []

        def put(
            x: float,
            y: float,
            jaw: float = 0,
            close: float = 0,
            narrow: tuple[float, float] = (0, 0),
            brows: float = 0,
        ) -> None:
            at.append((x, y))
            values.append([0, jaw, 0, close, *narrow, 0, brows])

        upper, lower = curve(LIP_UPPER, 17), curve(LIP_LOWER, 17)
        for i, ((x, top), (_, bottom)) in enumerate(zip(upper, lower, strict=True)):
            off = (x - _MOUTH_X) / _MOUTH_HALF
            arch = max(0.0, 1 - off * off)
            meet = top + 0.5 * (bottom - top)
            inward = (-off, 0.45 * off * off)
            if i in (0, 16):
                put(x, top, 0.33, 0.0, inward)
                continue
            put(x, top, 0.33 * (1 - arch**0.5), meet - top, inward)
            put(x, bottom, 0.33 + 0.67 * arch**0.85, meet - bottom, inward)
        for vertex in _OUTER_UPPER:
            x, y = landmarks[vertex, :2]
            off = (x - _MOUTH_X) / _MOUTH_HALF
            arch = max(0.0, 1 - off * off)
            put(x, y, 0.25 * (1 - arch**0.5), 1.5 * arch, (-0.9 * off, 0.4 * off * off))
        for vertex in _OUTER_LOWER:
            x, y = landmarks[vertex, :2]
            off = (x - _MOUTH_X) / _MOUTH_HALF
            arch = max(0.0, 1 - off * off)
            put(x, y, 0.35 + 0.65 * arch**0.85, -2.2 * arch, (-0.9 * off, 0.4 * off * off))
        for vertex, share in _JAW.items():
            x, y = landmarks[vertex, :2]
            off = float(np.clip((x - _MOUTH_X) / _MOUTH_HALF, -1.3, 1.3))
            near = max(0.0, 1 - np.hypot(abs(x - _MOUTH_X) / 40, (y - 146) / 26))
            chin = -0.6 * share if 195 < x < 255 else 0.0
            put(x, y, share, chin * near * 2, (-0.8 * off * near, 0.2 * near))
        for vertex in _STILL:
            put(*landmarks[vertex, :2])
        for vertex in _BROWS:
            put(*landmarks[vertex, :2], brows=-1)
        for vertex, share in ((9, -0.5), (8, -0.35), (168, -0.1), (6, 0.0), (33, 0.0), (133, 0.0),
                              (362, 0.0), (263, 0.0), (145, 0.0), (374, 0.0), (159, -0.25),
                              (386, -0.25), (197, 0.0), (195, 0.0)):  # fmt: skip
            put(*landmarks[vertex, :2], brows=share)
        for x in range(176, 277, 10):  # the fringe
            put(x, 72)
            put(x, 45)
        for x, y in silhouette:
            if y < 150:
                put(x, y)
        # The neck gives way under the chin.
        put(187.5, 166, 0.12)
        put(254, 166, 0.12)
        for x in (188, 205, 222, 238, 252):
            put(x, 190, 0.42)
            put(x, 210, 0.15)
        for x in (140, 170, 188, 205, 222, 238, 252, 280, 316):
            put(x, 236)
        points = np.array(at)
        _, first = np.unique(points.round(1), axis=0, return_index=True)
        return RBFInterpolator(points[first], np.array(values)[first], smoothing=0.3)

    def _sheet(self, points: Floats) -> Sheet:
        parts = self._parts(points.astype(np.float64)).reshape(-1, 4, 2).transpose(1, 0, 2)
        jaw = curve(JAW, 200)
        chin = np.interp(points[:, 0], jaw[:, 0], jaw[:, 1])
        below = np.clip((points[:, 1] - chin + 2) / 52, 0, 1)
        grip = 1 - below * below * (3 - 2 * below)
        depth = self._depth(points.astype(np.float64))
        return Sheet(
            np.column_stack([points, depth]).astype(np.float32),
            grip.astype(np.float32),
            parts.astype(np.float32),
            np.stack([_lid_shift(points, i) for i in (0, 1)]),
        )

    def placed(self, sheet: Sheet, moment: Moment, skull: bool = False) -> Floats:
        """Where the points are at a moment, ``(n, 3)`` in portrait pixels (z for hiding).

        Args:
            skull: For what does not take part in the expression: eyeballs, teeth.
        """
        points = sheet.rest.copy()
        if not skull:
            amounts = (moment.jaw, moment.close, moment.narrow, moment.brows)
            for part, amount in zip(sheet.parts, amounts, strict=True):
                points[:, :2] += np.float32(amount) * part
            points[:, 1] += np.float32(moment.blink) * sheet.lids.sum(axis=0)
        return moved(points, sheet.grip, moment)


def _lid_shift(points: Floats, side: int) -> Floats:
    """``(n,)``: way down at a full blink. A strip of lashes along the upper lid goes as it is, the
    skin above it unfolds."""
    upper, lower = curve(EYE_UPPER[side], 60), curve(EYE_LOWER[side], 60)
    x, y = points[:, 0], points[:, 1]
    top = np.interp(x, upper[:, 0], upper[:, 1])
    bottom = np.interp(x, lower[:, 0], lower[:, 1])
    within = (x >= upper[0, 0]) & (x <= upper[-1, 0])
    way = np.where(within, bottom - top, 0)
    down, up = 0.86 * way, -0.14 * way
    above = np.clip((top - y - 1.6) / 6.2, 0, 1)
    folded = 1 - above * above * (3 - 2 * above)
    under = np.clip((y - bottom) / 5.0, 0, 1)
    between = np.clip((y - top) / np.maximum(way, 1e-3), 0, 1)
    shift = np.where(y <= top, down * folded, down + (up - down) * between)
    shift = np.where(y >= bottom, up * (1 - under) ** 2, shift)
    return np.where(within, shift, 0).astype(np.float32)


def rotation(moment: Moment) -> Floats:
    """Nodding and turning; see `app.frame.Pose` for the signs."""
    yaw, pitch = np.radians([moment.yaw, moment.pitch])
    turn = np.array(
        [[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]], np.float32
    )
    nod = np.array(
        [[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]],
        np.float32,
    )
    return turn @ nod


def suit_matrix(moment: Moment) -> Floats:
    """``(2, 3)``: what the shoulders do, in portrait pixels."""
    angle = np.radians(moment.lean)
    c, s = moment.scale * np.cos(angle), moment.scale * np.sin(angle)
    px, py = SUIT_PIVOT
    return np.array(
        [
            [c, -s, px - c * px + s * py + moment.x],
            [s, c, py - s * px - c * py + moment.y],
        ],
        np.float32,
    )


def moved(points: Floats, grip: Floats, moment: Moment) -> Floats:
    """Turns the head, then lets the suit carry it."""
    pivot = np.array(HEAD_PIVOT, np.float32)
    turned = (points - pivot) @ rotation(moment).T + pivot
    near = DISTANCE / (DISTANCE + turned[:, 2:] - pivot[2])
    flat = (turned[:, :2] - pivot[:2]) * near + pivot[:2]
    rest_near = DISTANCE / (DISTANCE + points[:, 2:] - pivot[2])
    flat = flat + (points[:, :2] - pivot[:2]) * (1 - rest_near)  # at rest it is the portrait
    roll = np.radians(moment.roll)
    neck = np.array(NECK_PIVOT, np.float32)
    c, s = np.cos(roll), np.sin(roll)
    flat = (flat - neck) @ np.array([[c, s], [-s, c]], np.float32) + neck
    flat = points[:, :2] + (flat - points[:, :2]) * grip[:, None]
    suit = suit_matrix(moment)
    flat = flat @ suit[:, :2].T + suit[:, 2]
    return np.column_stack([flat, turned[:, 2]]).astype(np.float32)
