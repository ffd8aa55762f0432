"""Where every drawn vertex goes: the template's features under the wearer's pose and expression."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.frame import N_MESH, Face, Floats
from app.pipeline.swap.mesh.skin import PreparedTemplate, eye_openness, rim_points
from app.pipeline.swap.mesh.topology import (
    EYES,
    LOWER_LID,
    LOWER_LIP,
    MOUTH,
    N_DRAWN,
    N_EYE,
    RIM,
    UPPER_LID,
    UPPER_LIP,
    topology,
)
from app.pipeline.track.pose import RIGID, canonical, fit_similarity
from app.templates.template import IRIS_SHARE

NEUTRAL_TIME = 4.0
"""Seconds over which the wearer's resting shape is averaged."""
NEUTRAL_YAW = 35.0
"""Degrees of yaw beyond which a frame says too little about the resting shape."""
SHUT = 0.33
"""Share of the resting opening at which the nets leave the lids of a shut eye (0.27 to 0.36 on
webcam clips with long blinks)."""
OPENING_RANGE = (0.85, 1.3)
"""How much wider or narrower than the wearer's the template's eyes may open."""
LIPS_APART = 0.03
"""Share of the mouth's width below which the net's gap between the lips is noise."""
MOUTH_RING = (61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91)
"""Around the outer lips."""
MOUTH_REACH = 0.22
"""Canonical units over which the mouth's own rule fades into the face's."""
TEETH_SHOWN = 62.0
"""Rows of `Template.mouth` that closed lips hide; teeth end some rows below."""


@dataclass(slots=True)
class Wearer:
    """What is known of one wearer's resting shape, in the canonical frame."""

    shape: Floats | None = None
    weight: float = 0.0

    def learn(self, aligned: Floats, yaw: float, dt: float) -> Floats:
        """Takes one frame in; returns the resting shape as known so far."""
        if self.shape is None:
            self.shape, self.weight = aligned.copy(), 0.2
        elif abs(yaw) < NEUTRAL_YAW:
            self.weight = min(self.weight + dt, NEUTRAL_TIME)
            share = np.float32(min(1.0, dt / max(self.weight, 1e-3)))
            self.shape += share * (aligned - self.shape)
        return self.shape


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """See `place`: ``points`` ``(N_DRAWN, 3)`` in frame pixels, ``texcoords`` ``(N_DRAWN, 2)``,
    and ``scale``, frame pixels per canonical unit."""

    points: Floats
    texcoords: Floats
    scale: float


def place(
    face: Face, template: PreparedTemplate, wearer: Wearer, dt: float, shape: float
) -> Placement:
    """Moves the wearer's features to where the template's are, and lets them do the same.

    The wearer's resting shape is learnt over time; the difference to the template's, a constant
    in the head's own frame, is added to what the wearer does. On the oval it is nothing.

    Args:
        face: The wearer, this frame.
        template: What is drawn.
        wearer: What is known of them; taught here.
        dt: Seconds since this track's last frame.
        shape: 0: the wearer's features; 1: the template's.
    """
    scale, rotation, shift = fit_similarity(canonical()[RIGID], face.landmarks[RIGID])
    aligned = ((face.landmarks - shift) @ rotation / np.float32(scale)).astype(np.float32)
    resting = wearer.learn(aligned[:N_MESH], face.pose.yaw, dt)
    topo = topology()
    delta = _difference(template.shape, resting) * (topo.inner[:, None] * np.float32(shape))
    mesh = aligned[:N_MESH] + delta
    for side in (0, 1):
        ratio = template.eye_open[side] / max(eye_openness(resting, side), 1e-3)
        ratio = 1 + shape * (float(np.clip(ratio, *OPENING_RANGE)) - 1)
        ratio *= _shut(eye_openness(aligned, side), eye_openness(resting, side))
        _pair(mesh, aligned, delta, UPPER_LID[side], LOWER_LID[side], ratio)
    _pair(mesh, aligned, delta, UPPER_LIP, LOWER_LIP, 1.0)
    _close_noise(mesh)

    drawn = np.empty((N_DRAWN, 3), np.float32)
    drawn[:N_MESH] = mesh
    drawn[RIM:EYES] = rim_points(mesh)
    texcoords = template.texcoords.copy()
    for side, loop in enumerate(topo.eye_loops):
        start = EYES + side * N_EYE
        drawn[start : start + 16] = mesh[loop]
        drawn[start + 16] = mesh[loop].mean(axis=0)
        iris = _gaze(aligned, mesh, side)
        texcoords[start : start + N_EYE] = _eyeball_at(
            drawn[start : start + N_EYE, :2], iris, template
        )
    drawn[MOUTH:] = mesh[topo.mouth_loop]
    texcoords[MOUTH:] = _mouth_at(drawn[MOUTH:, :2], mesh, template)
    points = drawn @ (rotation.T * np.float32(scale)) + shift
    return Placement(points.astype(np.float32), texcoords, scale)


@lru_cache(maxsize=1)
def _mouth_share() -> Floats:
    """``(468, 1)``: 1 on the lips, falling to 0 around them."""
    shape = canonical()[:, :2]
    lips = shape[list(MOUTH_RING)]
    away = np.linalg.norm(shape[:, None] - lips[None], axis=2).min(axis=1)
    return np.exp(-((away / MOUTH_REACH) ** 2)).astype(np.float32)[:, None]


def _difference(theirs: Floats, resting: Floats) -> Floats:
    """From the wearer's resting shape to the template's.

    A mouth hardly ever rests: people smile and talk, and what is learnt of it would take the smile
    out again. Around it the template is compared with a neutral mean mouth instead, hung at the
    wearer's own place (the middle between the corners, which a smile moves least)."""
    share = _mouth_share()
    mean = canonical()
    corners = [UPPER_LIP[0], UPPER_LIP[-1]]
    place = theirs[corners].mean(axis=0) - resting[corners].mean(axis=0)
    mouth = (theirs - theirs[corners].mean(axis=0)) - (mean - mean[corners].mean(axis=0)) + place
    return np.asarray((1 - share) * (theirs - resting) + share * mouth, np.float32)


def _pair(
    mesh: Floats,
    aligned: Floats,
    delta: Floats,
    upper: tuple[int, ...],
    lower: tuple[int, ...],
    ratio: float,
) -> None:
    """Moves two lids as one, so that what closes on the wearer closes on the template."""
    top, bottom = list(upper), list(lower)
    middle = (aligned[top] + aligned[bottom] + delta[top] + delta[bottom]) / 2
    half = (aligned[bottom] - aligned[top]) * np.float32(ratio / 2)
    mesh[top] = middle - half
    mesh[bottom] = middle + half


def _shut(opening: float, resting: float) -> float:
    """Factor for the opening that shuts what the nets leave ajar."""
    floor = SHUT * resting
    return max(0.0, opening - floor) / max(opening * (1 - SHUT), 1e-6)


def _close_noise(mesh: Floats) -> None:
    """Shuts lips that are only apart by the net's noise."""
    top, bottom = list(UPPER_LIP[1:-1]), list(LOWER_LIP[1:-1])
    width = float(np.linalg.norm(mesh[UPPER_LIP[-1], :2] - mesh[UPPER_LIP[0], :2]))
    gap = mesh[bottom] - mesh[top]
    apart = np.maximum(gap[:, 1], 0)
    kept = np.maximum(apart - LIPS_APART * width, 0) / np.maximum(apart, 1e-6)
    middle = (mesh[bottom] + mesh[top]) / 2
    half = gap * kept[:, None].astype(np.float32) / 2
    mesh[top] = middle - half
    mesh[bottom] = middle + half


def _gaze(aligned: Floats, mesh: Floats, side: int) -> Floats:
    """Where the iris' centre goes, ``(2,)`` in the canonical frame: as far from the middle of the
    corners as the wearer's, measured in widths of the eye."""
    outer, inner = UPPER_LID[side][0], UPPER_LID[side][-1]
    iris = aligned[N_MESH + 5 * side, :2]
    theirs = aligned[inner, :2] - aligned[outer, :2]
    ours = mesh[inner, :2] - mesh[outer, :2]
    offset = iris - (aligned[inner, :2] + aligned[outer, :2]) / 2
    grown = np.linalg.norm(ours) / max(float(np.linalg.norm(theirs)), 1e-6)
    return np.asarray((mesh[inner, :2] + mesh[outer, :2]) / 2 + offset * grown, np.float32)


def _eyeball_at(points: Floats, iris: Floats, template: PreparedTemplate) -> Floats:
    """Texture coordinates on the eyeball's picture, whose middle is the iris."""
    side = template.eyeball[0].shape[0]
    per_unit = IRIS_SHARE * side / 2 / template.iris
    return np.asarray((points - iris) * per_unit + side / 2, np.float32)


def _mouth_at(points: Floats, mesh: Floats, template: PreparedTemplate) -> Floats:
    """Texture coordinates on the mouth's inside, which is fixed to the skull: parting lips
    uncover it."""
    height, width = template.inside[0].shape[:2]
    per_unit = width / template.mouth_width
    nose = mesh[2, :2] - template.shape[2, :2]
    line = template.lip_line[:, 1].mean() + nose[1]
    middle = template.lip_line[:, 0].mean() + nose[0]
    u = (points[:, 0] - middle) * per_unit + width / 2
    v = TEETH_SHOWN + (points[:, 1] - line) * per_unit
    return np.stack([np.clip(u, 1, width - 2), np.clip(v, 1, height - 2)], axis=1).astype(
        np.float32
    )
