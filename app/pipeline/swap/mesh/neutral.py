"""Keeps a template's proportions from being taken for an expression.

A short chin reads as a jaw that is never open, low brows as anger, a wide mouth as a smile: people
see it, and so does a network that reads blendshapes off the landmarks. A wearer's face with such
features moves right and still says something else, or nothing at all. So the template's shape is
bent as little as need be, by smooth fields, until a wearer at rest reads the same with the
template's features as with their own. Everything that says nothing about expression stays: most of
what tells one person from another.

The bend is found by damped least squares (Levenberg, 1944; Marquardt, 1963): once for the template
on a mean face, then in steps of two or three milliseconds, one now and then, for each wearer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.frame import N_MESH, Floats
from app.pipeline.swap.mesh.mirror import Sight, glide
from app.pipeline.swap.mesh.placement import features, gaze_of, with_irises
from app.pipeline.swap.mesh.skin import Target
from app.pipeline.swap.mesh.topology import topology
from app.pipeline.track.blendshapes import BLENDSHAPES, BlendshapeNet
from app.pipeline.track.pose import canonical

REACH = 0.22
"""Canonical units (a face is 2.3 wide) over which a field fades: no field is a pimple."""
CONTROLS = (
    *((61, 291), (39, 269), (0, 0), (17, 17), (181, 405), (13, 13), (14, 14), (78, 308)),  # mouth
    *((152, 152), (150, 379), (205, 425), (200, 200), (164, 164), (50, 280)),  # chin, jaw, cheeks
    *((98, 327), (4, 4), (168, 168)),  # nose
    *((105, 334), (107, 336), (70, 300)),  # brows
    *((159, 386), (145, 374), (33, 263), (133, 362)),  # eyes
)
"""Where fields sit: pairs that move like mirror images, or one vertex of the midline."""
STIFFNESS = 15.0
"""Weight of a unit's bend against one of the blendshapes: the larger, the more of the template."""
NUDGE = 0.02
"""Canonical units by which a field is moved to see what changes."""
FIRST_ROUNDS, FIRST_STEPS = 4, 3
"""Rounds for a template on a mean face, and steps when a wearer is first seen."""
EVERY, SETTLED, SELDOM = 8, 120, 45
"""Frames between two steps, until so many have passed, and after that."""
LARGEST = 0.12
"""Canonical units that no field exceeds."""
UNITS = 300.0
"""Units of the network's input to one canonical unit."""
# The gaze is the wearer's own whatever the lids' shape, and "_neutral" is no movement.
_READ = np.array(
    [i for i, name in enumerate(BLENDSHAPES) if not name.startswith(("eyeLook", "_"))], np.intp
)


@lru_cache(maxsize=1)
def _fields() -> Floats:
    """``(k, 468, 2)`` float32: how each field moves the mesh; nothing moves on the oval."""
    shape = canonical()[:, :2]
    rows = []
    for left, right in CONTROLS:
        near = [
            np.exp(-((shape - shape[v]) ** 2).sum(axis=1) / (2 * REACH**2))
            for v in dict.fromkeys((left, right))
        ]
        for axis in (0, 1):
            if axis == 0 and left == right:
                continue  # what is on the midline stays there
            field = np.zeros((N_MESH, 2), np.float32)
            field[:, axis] = near[0] if len(near) == 1 else near[0] + (-near[1], near[1])[axis]
            rows.append(field * topology().inner[:, None])
    return np.stack(rows)


class Reader:
    """Reads a resting face, frontal, in the canonical frame. Not thread-safe."""

    def __init__(self) -> None:
        self._net = BlendshapeNet()

    def read(self, points: Floats) -> Floats:
        """``(n,)`` float32: the blendshapes that count, of ``(478, ≥2)`` points."""
        return self._net.read(points[:, :2] * np.float32(UNITS))[_READ]


def bent(target: Target, bend: Floats) -> Target:
    """The target's features moved by a bend ``(k,)``, in canonical units."""
    shape = target.shape.copy()
    shape[:, :2] += np.tensordot(bend, _fields(), 1)
    return Target.of(shape)


@dataclass(frozen=True, slots=True, eq=False)
class Neutral:
    """A template's bend on a mean face, and how to go on from there.

    Attributes:
        target: The template's own features.
        bend: ``(k,)`` float32 in canonical units.
        change: ``(n, k)`` float32: how the reading changes with the bend.
    """

    target: Target
    bend: Floats
    change: Floats

    @staticmethod
    def of(target: Target, reader: Reader) -> Neutral:
        """Some 150 ms."""
        mean, sight = mean_face(), Sight()
        bend = np.zeros(len(_fields()), np.float32)
        change = np.zeros((len(_READ), len(bend)), np.float32)
        wanted = reader.read(mean)
        for _ in range(FIRST_ROUNDS):
            found = _read(reader, mean, target, bend, 1.0, sight)
            for k in range(len(bend)):
                moved = bend.copy()
                moved[k] += NUDGE
                change[:, k] = (_read(reader, mean, target, moved, 1.0, sight) - found) / NUDGE
            bend = _step(reader, mean, target, bend, 1.0, sight, change, wanted, found)
        return Neutral(target, bend, change)


class NeutralFit:
    """Follows one wearer. Use from one thread."""

    def __init__(self, neutral: Neutral, reader: Reader) -> None:
        self._neutral = neutral
        self._reader = reader
        self._bend = neutral.bend
        self.sight = Sight()
        self._shown = neutral.bend
        self._frames = 0

    def follow(self, resting: Floats, amount: float) -> Target:
        """The features to draw.

        Args:
            resting: ``(478, 3)`` the wearer at rest as known so far, in the canonical frame.
            amount: How far the template's features replace the wearer's, 0..1.
        """
        frame, self._frames = self._frames, self._frames + 1
        steps = int(frame % (EVERY if frame < SETTLED else SELDOM) == 0)
        if frame == 0:
            steps = FIRST_STEPS
        if amount < 0.01:
            return self._neutral.target
        for _ in range(steps):
            wanted = self._reader.read(resting)
            found = _read(
                self._reader, resting, self._neutral.target, self._bend, amount, self.sight
            )
            self._bend = _step(
                self._reader,
                resting,
                self._neutral.target,
                self._bend,
                amount,
                self.sight,
                self._neutral.change,
                wanted,
                found,
            )
        share = np.float32(1 if frame == 0 else glide(frame))
        self._shown = self._shown + share * (self._bend - self._shown)
        return bent(self._neutral.target, self._shown)


def _read(
    reader: Reader, resting: Floats, target: Target, bend: Floats, amount: float, sight: Sight
) -> Floats:
    """The reading of a wearer at rest with the bent target's features, as they are seen."""
    mesh, _ = features(resting, resting, bent(target, bend), amount, sight.turn)
    gaze = np.stack([gaze_of(resting, side) for side in (0, 1)])
    return reader.read(with_irises(mesh, gaze) + sight.bias)


def _step(
    reader: Reader,
    resting: Floats,
    target: Target,
    bend: Floats,
    amount: float,
    sight: Sight,
    change: Floats,
    wanted: Floats,
    found: Floats,
) -> Floats:
    """One damped step, shortened until it helps; the old bend where none does."""
    stiff = STIFFNESS * np.eye(len(bend), dtype=np.float32)
    pull = change.T @ (wanted - found) - STIFFNESS * bend
    step = np.linalg.solve(change.T @ change + stiff, pull)
    cost = _cost(found - wanted, bend)
    for share in (1.0, 0.4, 0.15):
        trial = np.clip(bend + np.float32(share) * step, -LARGEST, LARGEST).astype(np.float32)
        if _cost(_read(reader, resting, target, trial, amount, sight) - wanted, trial) < cost:
            return trial
    return bend


def _cost(error: Floats, bend: Floats) -> float:
    return float((error**2).sum() + STIFFNESS * (bend**2).sum())


@lru_cache(maxsize=1)
def mean_face() -> Floats:
    """``(478, 3)`` float32: the canonical mesh, looking straight on."""
    return with_irises(canonical(), np.zeros((2, 2), np.float32))
