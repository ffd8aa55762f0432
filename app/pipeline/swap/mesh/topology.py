"""The drawn mesh: MediaPipe's 468 vertices and what is added to them.

Vertices, in this order:

====================  =======  ==================================================================
``0 … 467``           skin     MediaPipe's face mesh
``RIM`` (36)          skin     the face oval pushed outwards, where the patch has faded out
``EYES`` (2 × 17)     eyeball  each eye's 16 lid vertices again, and the middle of the opening
``MOUTH`` (20)        mouth    the inner lips' vertices again
====================  =======  ==================================================================

The doubled vertices lie where their twins lie but take their colours from another picture (the
eyeball, the inside of the mouth), so that an iris can move behind the lids and teeth stay where
the skull is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.errors import ModelError
from app.frame import N_MESH, Floats
from app.paths import models_dir
from app.pipeline.track.pose import canonical

Indices = NDArray[np.int32]

# Both lids from the outer to the inner corner; image-left eye, then image-right.
UPPER_LID = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133),
    (263, 466, 388, 387, 386, 385, 384, 398, 362),
)
LOWER_LID = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133),
    (263, 249, 390, 373, 374, 380, 381, 382, 362),
)
# Inner lips from the image-left to the image-right corner.
UPPER_LIP = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
LOWER_LIP = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)

SKIN, EYEBALL, INSIDE = 0, 1, 2
"""Which picture a triangle takes its colours from."""

N_RIM = 36
RIM = N_MESH
EYES = RIM + N_RIM
N_EYE = 17
MOUTH = EYES + 2 * N_EYE
N_MOUTH = 20
N_DRAWN = MOUTH + N_MOUTH


@dataclass(frozen=True, slots=True, eq=False)
class Topology:
    """Everything that does not change from frame to frame.

    Attributes:
        triangles: ``(t, 3)`` int32 into the drawn vertices, wound so that those which face the
            camera have a positive area in image axes (x right, y down).
        layer: ``(t,)`` int32: `SKIN`, `EYEBALL` or `INSIDE`.
        oval: ``(36,)`` int32: the face oval, a loop from the top of the forehead.
        eye_loops: For each eye the 16 lid vertices as a loop.
        mouth_loop: The 20 inner lip vertices as a loop: upper lip, then lower lip without corners.
        inner: ``(468,)`` float32 0..1: 0 on the oval, 1 well inside.
        from_oval: ``(468, 36)`` float32: harmonic weights; what each vertex takes over from the
            values on the oval. Rows sum to 1.
    """

    triangles: Indices
    layer: Indices
    oval: Indices
    eye_loops: tuple[Indices, Indices]
    mouth_loop: Indices
    inner: Floats
    from_oval: Floats


@lru_cache(maxsize=1)
def topology() -> Topology:
    """Built once from ``models/mediapipe/face_mesh_topology.json``.

    Raises:
        ModelError: The file is missing or damaged.
    """
    path = models_dir() / "mediapipe" / "face_mesh_topology.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        skin = np.array(data["triangles"], np.int32)[:, ::-1]  # there counterclockwise
        oval = np.array(data["face_oval"], np.int32)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path} cannot be read ({error}); install Understudy again") from error

    rim = [
        triangle
        for i in range(N_RIM)
        for triangle in _quad(
            int(oval[i]), RIM + i, RIM + (i + 1) % N_RIM, int(oval[(i + 1) % N_RIM])
        )
    ]
    loops = tuple(
        np.array([*UPPER_LID[side], *reversed(LOWER_LID[side][1:-1])], np.int32) for side in (0, 1)
    )
    # From the outer corner over the upper lid is clockwise on the left, the other way on the right.
    eyeballs = [(EYES + i, EYES + (i + 1) % 16, EYES + 16) for i in range(16)] + [
        (EYES + N_EYE + (i + 1) % 16, EYES + N_EYE + i, EYES + N_EYE + 16) for i in range(16)
    ]
    mouth = _mouth_triangles()
    triangles = np.array([*skin.tolist(), *rim, *eyeballs, *mouth], np.int32)
    layer = np.array(
        [SKIN] * (len(skin) + len(rim)) + [EYEBALL] * len(eyeballs) + [INSIDE] * len(mouth),
        np.int32,
    )
    inner, from_oval = _harmonic(skin, oval)
    return Topology(
        triangles=triangles,
        layer=layer,
        oval=oval,
        eye_loops=(loops[0], loops[1]),
        mouth_loop=np.array([*UPPER_LIP, *LOWER_LIP[1:-1]], np.int32),
        inner=inner,
        from_oval=from_oval,
    )


def _quad(a: int, b: int, c: int, d: int) -> list[tuple[int, int, int]]:
    return [(a, b, c), (a, c, d)]


def _mouth_triangles() -> list[tuple[int, int, int]]:
    """A strip between the lips; lower lip vertex i (1..9) is drawn vertex ``MOUTH + 10 + i``."""
    upper = [MOUTH + i for i in range(11)]
    lower = [MOUTH, *(MOUTH + 10 + i for i in range(1, 10)), MOUTH + 10]
    result = [(upper[0], upper[1], lower[1]), (upper[9], upper[10], lower[9])]
    for i in range(1, 9):
        result += _quad(upper[i], upper[i + 1], lower[i + 1], lower[i])
    return result


def _harmonic(skin: Indices, oval: Indices) -> tuple[Floats, Floats]:
    """Solves the graph Laplacian with the oval held: a soap film over the mesh."""
    weights = np.zeros((N_MESH, N_MESH))
    shape = canonical().astype(np.float64)
    for i, j in ((0, 1), (1, 2), (2, 0)):
        a, b = skin[:, i], skin[:, j]
        near = 1 / np.maximum(np.linalg.norm(shape[a] - shape[b], axis=1), 1e-3)
        weights[a, b] = near
        weights[b, a] = near
    laplacian = np.diag(weights.sum(axis=1)) - weights
    held = np.zeros(N_MESH, bool)
    held[oval] = True
    free = ~held
    position = np.full(N_MESH, -1)
    position[oval] = np.arange(N_RIM)
    from_oval = np.zeros((N_MESH, N_RIM))
    from_oval[oval, position[oval]] = 1
    system = laplacian[np.ix_(free, free)]
    from_oval[free] = np.linalg.solve(system, weights[np.ix_(free, np.asarray(oval))])
    # A film that is pushed up evenly and held at the oval: a smooth distance from it.
    dome = np.zeros(N_MESH)
    dome[free] = np.linalg.solve(system, np.ones(int(free.sum())))
    inner = np.clip(dome / np.percentile(dome[free], 40), 0, 1)
    inner = inner * inner * (3 - 2 * inner)
    return inner.astype(np.float32), from_oval.astype(np.float32)
