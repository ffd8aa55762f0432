"""Where every drawn vertex goes: the template's features under the wearer's pose and expression."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numba
import numpy as np

from app.frame import N_LANDMARKS, N_MESH, Face, Floats
from app.geometry import fit_similarity
from app.pipeline.swap.mesh.skin import (
    PreparedTemplate,
    Target,
    eye_openness,
    openness,
    ramp,
    rim_points,
    smile,
)
from app.pipeline.swap.mesh.topology import (
    EYES,
    LOWER_LID,
    LOWER_LIP,
    MOUTH,
    N_EYE,
    OVER,
    RIM,
    UPPER_LID,
    UPPER_LIP,
    Indices,
    topology,
)
from app.pipeline.track.mesh import seat_iris
from app.pipeline.track.pose import RIGID, canonical
from app.templates.template import IRIS_SHARE

if TYPE_CHECKING:
    from app.pipeline.swap.mesh.mirror import Sight

NEUTRAL_TIME = 4.0
"""Seconds over which the wearer's resting shape is averaged."""
NEUTRAL_YAW = 35.0
"""Degrees of yaw beyond which a frame says too little about the resting shape."""
SHUT = 0.25
"""Share of the resting opening at which the nets leave the lids of a shut eye (0.27 to 0.38 on
clips with long blinks)."""
REST_OPEN = 0.2
"""Opening over width below which nobody's eyes are taken to rest."""
OPENING_RANGE = (0.85, 1.3)
"""How much wider or narrower than the wearer's the template's eyes may open."""
LIPS_APART = 0.03
"""Share of the mouth's width below which the net's gap between the lips is noise."""
MOUTH_RING = (61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91)
"""Around the outer lips."""
MOUTH_REACH = 0.22
"""Canonical units over which the mouth's own rule fades into the face's."""
LIDS_MEET = 0.75, 0.2
"""Share of the resting opening at which the view with shut eyes begins to show, and at which it
has taken over: in between, both are bent half way."""
LIPS_PART = 0.3, 0.9
"""The same for the view with an open mouth: opening over width, over that of the view."""
THINNING = 2.0
"""Power of the mouth's stretch over a resting one's by which the template's lips get thinner."""
TEETH_SHOWN = 38.0
"""Rows of `Template.mouth` that closed lips hide."""
TEETH_END = 84.0
"""Row of `Template.mouth` where the shorter of the upper teeth end."""
IRIS_EDGES = 0.22 * np.array([[0, 0], [1, 0], [0, -1], [-1, 0], [0, 1]], np.float32)
"""Centre and edges of an iris in eye widths: an iris is 11.7 mm wide, the opening of an eye about
27 to 30."""
SCALING = 0.12
"""Share by which `SwapOptions.face_scale` makes the features larger or smaller at its ends."""
JAW_DROPS = 0.04, 0.25
"""How far the chin goes down, over the mouth's width, when the jaw begins to hang and hangs."""


@dataclass(slots=True)
class Wearer:
    """What is known of one wearer's resting shape, in the canonical frame."""

    shape: Floats | None = None
    """``(478, 3)`` float32."""
    weight: float = 0.0

    def learn(self, aligned: Floats, yaw: float, dt: float) -> Floats:
        """Takes one frame's ``(478, 3)`` in; returns the resting shape as known so far."""
        if self.shape is None:
            self.shape, self.weight = aligned.copy(), 0.2
        elif abs(yaw) < NEUTRAL_YAW:
            self.weight = min(self.weight + dt, NEUTRAL_TIME)
            share = np.float32(min(1.0, dt / max(self.weight, 1e-3)))
            self.shape += share * (aligned - self.shape)
        return self.shape


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """See `place`.

    Attributes:
        points: ``(OVER, 3)`` float32 in frame pixels.
        texcoords: ``(OVER, 2)`` float32.
        scale: Frame pixels per canonical unit.
        doing: ``(3,)`` float32 0..1: how shut each eye is, how open the mouth.
        mesh: ``(468, 3)`` float32: the drawn mesh in the canonical frame.
        gaze: ``(2, 2)`` float32: where the drawn irises look; see `gaze_of`.
    """

    points: Floats
    texcoords: Floats
    scale: float
    doing: Floats
    mesh: Floats
    gaze: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A tracked face in the canonical frame.

    Attributes:
        points: ``(478, 3)`` float32: what the wearer does.
        scale, rotation, shift: From there to frame pixels; see `fit_similarity`.
        yaw: Degrees.
    """

    points: Floats
    scale: float
    rotation: Floats
    shift: Floats
    yaw: float

    @staticmethod
    def of(face: Face) -> Head:
        scale, rotation, shift = fit_similarity(canonical()[RIGID], face.landmarks[RIGID])
        points = _to_head(face.landmarks, scale, rotation, shift)
        return Head(points, scale, rotation, shift, face.pose.yaw)

    def take(self, landmarks: Floats) -> Floats:
        """Landmarks in frame pixels, in this head's frame."""
        return np.asarray(_to_head(landmarks, self.scale, self.rotation, self.shift))


def features(
    aligned: Floats, resting: Floats, target: Target, amount: float, turn: Floats
) -> tuple[Floats, tuple[float, float]]:
    """The wearer's mesh with the target's features, in the canonical frame.

    The difference of the resting shapes, a constant in the head's own frame, is added to what the
    wearer does. On the oval it is nothing.

    A mouth hardly ever rests: people smile and talk, and what is learnt of it would take the smile
    out again. Around it the target is compared with a neutral mean mouth instead, hung at the
    wearer's own place (the middle between the corners, which a smile moves least).

    Args:
        aligned: ``(478, 3)`` what the wearer does.
        resting: ``(≥468, 3)`` the wearer at rest.
        target: Whose features.
        amount: 0: the wearer's; 1: the target's.
        turn: ``(3, 3)`` rotation of the features about the middle of the head.

    Returns:
        ``(468, 3)`` float32, and the opening of each eye over that at rest.
    """
    mesh = np.empty((N_MESH, 3), np.float32)
    _move_features(
        aligned,
        resting,
        target.shape,
        canonical(),
        topology().inner,
        _mouth_share(),
        amount,
        turn,
        mesh,
    )
    openings = []
    for side in (0, 1):
        # Who keeps their eyes shut for long has open ones all the same.
        theirs = max(eye_openness(resting, side), REST_OPEN)
        ratio = float(np.clip(target.eye_open[side] / theirs, *OPENING_RANGE))
        ratio = 1 + amount * (ratio - 1)
        opening = _shut(eye_openness(aligned, side), theirs)
        openings.append(opening)
        _pair(mesh, aligned, _UPPER_LID[side], _LOWER_LID[side], ratio * opening, 0.0)
    _pair(mesh, aligned, _UPPER_LIP, _LOWER_LIP, 1.0, LIPS_APART)
    return mesh, (openings[0], openings[1])


def place(
    head: Head,
    resting: Floats,
    template: PreparedTemplate,
    target: Target,
    shape: float,
    sight: Sight,
    face_scale: float = 0.5,
) -> Placement:
    """Moves the wearer's features to where the target's are, and lets them do the same.

    Args:
        head: The wearer, this frame.
        resting: ``(478, 3)`` the wearer at rest; see `Wearer.learn`.
        template: What is drawn.
        target: Its features, as they are to be on this wearer.
        shape: 0: the wearer's features; 1: the target's.
        sight: How what is drawn is seen, and what to do about it.
        face_scale: See `SwapOptions`.
    """
    aligned = head.points
    topo = topology()
    mesh, openings = features(aligned, resting, target, shape, sight.shown_turn)
    drawn = np.empty((OVER, 3), np.float32)
    drawn[:N_MESH] = mesh
    doing = np.empty(3, np.float32)
    for side in (0, 1):
        doing[side] = ramp(openings[side], *LIDS_MEET)
    gap = float(openness(mesh, _UPPER_LIP, _LOWER_LIP))
    doing[2] = ramp(gap / template.mouth_gap, *LIPS_PART)

    drawn[RIM:EYES] = rim_points(mesh)
    texcoords = template.texcoords.copy()
    gaze = np.stack([gaze_of(aligned, side) for side in (0, 1)]) + sight.shown_gaze
    for side, loop in enumerate(topo.eye_loops):
        start = EYES + side * N_EYE
        drawn[start : start + 16] = mesh[loop]
        drawn[start + 16] = mesh[loop].mean(axis=0)
        iris = _iris_at(mesh, side, gaze[side])
        texcoords[start : start + N_EYE] = _eyeball_at(
            drawn[start : start + N_EYE, :2], iris, template
        )
    drawn[MOUTH:] = mesh[topo.mouth_loop]
    # Teeth stand on teeth as long as a mouth is drawn wide and the jaw is up.
    shut = smile(aligned) * (1 - _jaw(aligned, resting, template.mouth_width))
    texcoords[MOUTH:] = _mouth_at(drawn[MOUTH:, :2], mesh, shut, template, target)
    if face_scale != 0.5:
        # Last, so that irises and teeth keep to lids and lips. The oval stays where it is, and
        # depth stays: a turned head's nearer side would be pushed over its edge.
        grown = 1 + SCALING * (2 * face_scale - 1) * _inner()[:, None]
        drawn[:, :2] = _middle() + grown * (drawn[:, :2] - _middle())
        mesh = drawn[:N_MESH]
    points = _to_frame(drawn, head.scale, head.rotation, head.shift)
    return Placement(points, texcoords, head.scale, doing, mesh, gaze)


@lru_cache(maxsize=1)
def _inner() -> Floats:
    """``(OVER,)``: `Topology.inner` of every drawn vertex; 0 on the oval and beyond."""
    topo = topology()
    inner = np.zeros(OVER, np.float32)
    inner[:N_MESH] = topo.inner
    for side, loop in enumerate(topo.eye_loops):
        start = EYES + side * N_EYE
        inner[start : start + 16] = topo.inner[loop]
        inner[start + 16] = topo.inner[loop].mean()
    inner[MOUTH:] = topo.inner[topo.mouth_loop]
    return inner


@lru_cache(maxsize=1)
def _middle() -> Floats:
    """``(2,)``: the middle between eyes and mouth, in the canonical frame."""
    corners = canonical()[[UPPER_LID[0][0], UPPER_LID[1][0], MOUTH_RING[0], MOUTH_RING[6]], :2]
    return np.asarray(corners.mean(axis=0), np.float32)


def with_irises(mesh: Floats, gaze: Floats) -> Floats:
    """``(478, 3)`` float32: a mesh ``(468, 3)`` and irises that look where `gaze` ``(2, 2)`` has
    them."""
    whole = np.zeros((N_LANDMARKS, 3), np.float32)
    whole[:N_MESH] = mesh
    for side in (0, 1):
        _, _, width = _eye(mesh, side)
        start = N_MESH + 5 * side
        whole[start : start + 5, :2] = _iris_at(mesh, side, gaze[side]) + IRIS_EDGES * width
        seat_iris(whole, side)
    return whole


_UPPER_LID = np.array(UPPER_LID, np.int32)
_LOWER_LID = np.array(LOWER_LID, np.int32)
_UPPER_LIP = np.array(UPPER_LIP, np.int32)
_LOWER_LIP = np.array(LOWER_LIP, np.int32)


@numba.njit(nogil=True, cache=True)
def _to_head(points: Floats, scale: float, rotation: Floats, shift: Floats) -> Floats:
    """From frame pixels to the canonical frame."""
    result = np.empty_like(points)
    factor = np.float32(1.0 / scale)
    for i in range(points.shape[0]):
        x, y, z = points[i, 0] - shift[0], points[i, 1] - shift[1], points[i, 2] - shift[2]
        for k in range(3):
            result[i, k] = factor * (x * rotation[0, k] + y * rotation[1, k] + z * rotation[2, k])
    return result


@numba.njit(nogil=True, cache=True)
def _to_frame(points: Floats, scale: float, rotation: Floats, shift: Floats) -> Floats:
    """From the canonical frame to frame pixels."""
    result = np.empty_like(points)
    factor = np.float32(scale)
    for i in range(points.shape[0]):
        x, y, z = points[i, 0], points[i, 1], points[i, 2]
        for k in range(3):
            turned = x * rotation[k, 0] + y * rotation[k, 1] + z * rotation[k, 2]
            result[i, k] = factor * turned + shift[k]
    return result


@lru_cache(maxsize=1)
def _mouth_share() -> Floats:
    """``(468,)``: 1 on the lips, falling to 0 around them."""
    shape = canonical()[:, :2]
    lips = shape[list(MOUTH_RING)]
    away = np.linalg.norm(shape[:, None] - lips[None], axis=2).min(axis=1)
    return np.asarray(np.exp(-((away / MOUTH_REACH) ** 2)), np.float32)


@numba.njit(nogil=True, cache=True)
def _move_features(
    aligned: Floats,
    resting: Floats,
    theirs: Floats,
    mean: Floats,
    inner: Floats,
    mouth: Floats,
    amount: float,
    turn: Floats,
    mesh: Floats,
) -> None:
    """``mesh = aligned + the difference of the shapes``; see `place`."""
    left, right = 78, 308  # the mouth's inner corners
    wide = aligned[right, 0] - aligned[left, 0]
    stretch = max(wide / max(mean[right, 0] - mean[left, 0], 1e-6), 1.0)
    for k in range(3):
        # A mouth that is drawn wide has thin lips, whoever's they are.
        thinner = stretch**-THINNING if k == 1 else 1.0
        place = (theirs[left, k] + theirs[right, k] - resting[left, k] - resting[right, k]) / 2
        ours = (theirs[left, k] + theirs[right, k]) / 2
        neutral = (mean[left, k] + mean[right, k]) / 2
        for i in range(mesh.shape[0]):
            face = theirs[i, k] - resting[i, k]
            lips = thinner * ((theirs[i, k] - ours) - (mean[i, k] - neutral)) + place
            difference = (1 - mouth[i]) * face + mouth[i] * lips
            mesh[i, k] = aligned[i, k] + inner[i] * amount * difference
    for i in range(mesh.shape[0]):
        x, y, z = mesh[i, 0], mesh[i, 1], mesh[i, 2]
        for k in range(3):
            turned = turn[k, 0] * x + turn[k, 1] * y + turn[k, 2] * z
            mesh[i, k] += inner[i] * (turned - mesh[i, k])


@numba.njit(nogil=True, cache=True)
def _pair(
    mesh: Floats, aligned: Floats, upper: Indices, lower: Indices, ratio: float, slack: float
) -> None:
    """Sets two lids as far apart as the wearer's, so that what closes on them closes here.

    Args:
        mesh: ``(468, 3)``, where the features were moved to; changed in place.
        aligned: ``(478, 3)``, what the wearer does.
        upper, lower: Vertices of the two lids, corner to corner.
        ratio: Factor for the opening.
        slack: Share of the width by which the nets leave shut lids apart.
    """
    last = upper.shape[0] - 1
    width = 0.0
    for k in range(2):
        width += (mesh[upper[last], k] - mesh[upper[0], k]) ** 2
    width = np.sqrt(width)
    for i in range(upper.shape[0]):
        a, b = upper[i], lower[i]
        gap = aligned[b, 1] - aligned[a, 1]
        kept = ratio * max(0.0, gap - slack * width) / gap if gap > 1e-6 else 0.0
        for k in range(3):
            middle = (mesh[a, k] + mesh[b, k]) / 2
            half = (aligned[b, k] - aligned[a, k]) * kept / 2
            mesh[a, k] = middle - half
            mesh[b, k] = middle + half


def _shut(opening: float, resting: float) -> float:
    """Factor for the opening that shuts what the nets leave ajar."""
    floor = SHUT * resting
    return max(0.0, opening - floor) / max(opening * (1 - SHUT), 1e-6)


def gaze_of(points: Floats, side: int) -> Floats:
    """``(2,)``: how far an iris stands from the middle of the eye's corners, in eye widths, along
    the line between them (to the right) and across it (down).

    Args:
        points: ``(478, ≥2)`` in any unit.
        side: 0 for the image-left eye of a frontal face, 1 for the other.
    """
    middle, along, width = _eye(points, side)
    off = (points[N_MESH + 5 * side, :2] - middle) / width
    return np.array([off @ along, off[1] * along[0] - off[0] * along[1]], np.float32)


def _iris_at(mesh: Floats, side: int, gaze: Floats) -> Floats:
    """Where an iris' centre is, ``(2,)``, for a gaze as `gaze_of` has it."""
    middle, along, width = _eye(mesh, side)
    across = np.array([-along[1], along[0]], np.float32)
    return np.asarray(middle + width * (gaze[0] * along + gaze[1] * across), np.float32)


def _eye(points: Floats, side: int) -> tuple[Floats, Floats, float]:
    """Middle of an eye's corners, direction from the left one to the right one, distance."""
    outer, inner = points[UPPER_LID[side][0], :2], points[UPPER_LID[side][-1], :2]
    left, right = (outer, inner) if side == 0 else (inner, outer)
    width = max(float(np.hypot(*(right - left))), 1e-6)
    middle, along = (left + right) / 2, (right - left) / width
    return np.asarray(middle, np.float32), np.asarray(along, np.float32), width


def _eyeball_at(points: Floats, iris: Floats, template: PreparedTemplate) -> Floats:
    """Texture coordinates on the eyeball's picture, whose middle is the iris."""
    side = template.eyeball[0].shape[0]
    per_unit = IRIS_SHARE * side / 2 / template.iris
    return np.asarray((points - iris) * per_unit + side / 2, np.float32)


def _mouth_at(
    points: Floats, mesh: Floats, shut: float, template: PreparedTemplate, target: Target
) -> Floats:
    """Texture coordinates on the mouth's inside.

    It is fixed to the skull: parting lips uncover it. In a smile, teeth stand on teeth and fill the
    whole gap; a wide mouth also shows more of them to the sides.

    Args:
        points: ``(20, 2)`` the inner lips.
        mesh: ``(468, 3)``.
        shut: Share 0..1 to which the rows of teeth stand on one another.
        template: What is drawn.
        target: Its features, as they are to be on this wearer.
    """
    height, width = template.inside[0].shape[:2]
    per_unit = width / template.mouth_width
    nose = mesh[2, :2] - target.shape[2, :2]
    closed = target.shape[_UPPER_LIP, :2].mean(axis=0)
    middle, line = closed + nose
    wider = float(np.linalg.norm(points[10] - points[0])) / template.mouth_width
    u = (points[:, 0] - middle) * per_unit / max(1.0, wider) + width / 2
    v = TEETH_SHOWN + (points[:, 1] - line) * per_unit
    top, bottom = float(v[4:7].min()), float(v[14:17].max())
    filled = min(1.0, max(TEETH_END - top, 0.0) / max(bottom - top, 1.0))
    v = top + (v - top) * (1 + shut * (filled - 1))
    return np.stack([np.clip(u, 1, width - 2), np.clip(v, 1, height - 2)], axis=1).astype(
        np.float32
    )


def _jaw(aligned: Floats, resting: Floats, mouth_width: float) -> float:
    """Share 0..1 to which the jaw hangs, told by the chin's way from the nose."""
    base, chin = 2, 152
    drop = (aligned[chin, 1] - aligned[base, 1]) - (resting[chin, 1] - resting[base, 1])
    return ramp(float(drop) / mouth_width, *JAW_DROPS)
