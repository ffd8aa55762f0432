"""What the light makes of the drawn face's own relief: a nose has a side in the shade, a chin an
underside, and a smile its cheeks. A face without them looks like paper, and expressions are read
off it less well, by people and by networks.

Where the light comes from is read off the wearer's skin: its log brightness as a linear function of
the surface's normal, which is the first order of spherical harmonics (Ramamoorthi and Hanrahan, "An
Efficient Representation for Irradiance Environment Maps", SIGGRAPH 2001) on a log scale. Three
numbers that are all that is taken; no feature goes through them.
"""

from __future__ import annotations

from functools import lru_cache

import numba
import numpy as np

from app.frame import N_MESH, Floats
from app.pipeline.swap.mesh.skin import PreparedTemplate, plain_skin, smooth_basis
from app.pipeline.swap.mesh.topology import SKIN, Indices, topology
from app.pipeline.track.pose import canonical

SETTLE = 0.3
"""Seconds in which the light's direction follows a change by two thirds."""
DAMPING = 4.0
"""Vertices' worth of doubt about the direction: a dull light has none."""
OUTLIER = 0.25
"""Log brightness at which a vertex (spectacles, a strand of hair) counts half: Cauchy's weights."""
BEARDED = 0.4
"""How much the skin from the upper lip down counts."""
ROUNDS = 4
"""Of reweighting, the first with equal weights."""
LARGEST = 0.5
"""Log factor that no vertex exceeds."""


class Relief:
    """The direction of the light on one wearer, followed over time."""

    def __init__(self) -> None:
        self._light: Floats | None = None

    def shade(
        self, tones: Floats, landmarks: Floats, drawn: Floats, template: PreparedTemplate, dt: float
    ) -> Floats:
        """Log factors ``(468,)`` float32: what the relief adds to a smooth field of light.

        Nothing on the oval, and nothing that a quadratic over the face could say: `Light` has it
        from the wearer already.

        Args:
            tones: ``(468, 3)`` log colour at each of the wearer's vertices; see `vertex_tone`.
            landmarks: ``(478, 3)`` the wearer's, in frame pixels.
            drawn: ``(≥468, 3)`` the drawn mesh, in frame pixels.
            template: What is drawn.
            dt: Seconds since this track's last frame.
        """
        seen = _direction(tones.mean(axis=1), _normals(landmarks))
        if self._light is None:
            self._light = seen
        else:
            self._light = self._light + np.float32(1 - np.exp(-dt / SETTLE)) * (seen - self._light)
        topo = topology()
        shade = _normals(drawn) @ self._light
        shade -= smooth_basis() @ (template.flatten @ shade)
        shade -= topo.from_oval @ shade[topo.oval]
        return np.asarray(np.clip(shade, -LARGEST, LARGEST) * topo.inner, np.float32)


def _direction(log: Floats, normals: Floats) -> Floats:
    """``(3,)`` float32: by how much the log brightness ``(468,)`` rises along each axis of the
    normals, over plain skin; robust against what is not skin."""
    terms = np.concatenate((np.ones((N_MESH, 1), np.float32), normals), axis=1)
    damping = np.diag(np.array([0, DAMPING, DAMPING, DAMPING], np.float32))
    found: Floats = np.zeros(4, np.float32)
    weight = trusted = _trusted()
    for _ in range(ROUNDS):
        weighted = (terms * weight[:, None]).T
        found = np.linalg.solve(weighted @ terms + damping, weighted @ log).astype(np.float32)
        weight = trusted / (1 + np.square((log - terms @ found) / OUTLIER))
    return found[1:]


@lru_cache(maxsize=1)
def _trusted() -> Floats:
    """``(468,)`` float32: `plain_skin`, less of it where beards grow: they look like light from
    above."""
    low = canonical()[:, 1] > canonical()[0, 1] - 0.1
    return np.asarray(plain_skin() * np.where(low, BEARDED, 1), np.float32)


def _normals(points: Floats) -> Floats:
    """``(468, 3)`` float32 unit normals of a mesh ``(≥468, 3)`` in frame pixels, those of each
    vertex averaged with its neighbours'. They point to the camera: z is negative there."""
    normals = _neighbours() @ _unit(_sums(points, _triangles()))
    return _unit(normals)


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-6), np.float32)


@numba.njit(nogil=True, cache=True)
def _sums(points: Floats, triangles: Indices) -> Floats:
    """Sum of the normals of each vertex' triangles, each as long as twice its area."""
    result = np.zeros((N_MESH, 3), np.float32)
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ux, uy, uz = (
            points[b, 0] - points[a, 0],
            points[b, 1] - points[a, 1],
            points[b, 2] - points[a, 2],
        )
        vx, vy, vz = (
            points[c, 0] - points[a, 0],
            points[c, 1] - points[a, 1],
            points[c, 2] - points[a, 2],
        )
        for vertex in (a, b, c):
            # Wound clockwise as seen: the cross product points away from the camera.
            result[vertex, 0] -= uy * vz - uz * vy
            result[vertex, 1] -= uz * vx - ux * vz
            result[vertex, 2] -= ux * vy - uy * vx
    return result


@lru_cache(maxsize=1)
def _triangles() -> Indices:
    """The mesh's own triangles: neither rim nor openings."""
    topo = topology()
    own = (topo.layer == SKIN) & (topo.rank == 0) & (topo.triangles < N_MESH).all(axis=1)
    return np.ascontiguousarray(topo.triangles[own])


@lru_cache(maxsize=1)
def _neighbours() -> Floats:
    """``(468, 468)`` float32: the mean of each vertex and its neighbours."""
    near = np.eye(N_MESH, dtype=np.float32)
    for first, second in ((0, 1), (1, 2), (2, 0)):
        a, b = _triangles()[:, first], _triangles()[:, second]
        near[a, b] = near[b, a] = 1
    return np.asarray(near / near.sum(axis=1, keepdims=True), np.float32)
