"""The drawn mesh: MediaPipe's 468 vertices and what is added to them.

Vertices, in this order:

====================  =======  ==================================================================
``0 … 467``           skin     MediaPipe's face mesh
``RIM`` (36)          skin     the face oval pushed outwards, where the patch has faded out
``EYES`` (2 × 17)     eyeball  each eye's 16 lid vertices again, and the middle of the opening
``MOUTH`` (20)        mouth    the inner lips' vertices again
``OVER`` (see below)  views    the skin around the eyes again, then that around the mouth
====================  =======  ==================================================================

The doubled vertices lie where their twins lie but take their colours from another picture: the
eyeball and the inside of the mouth, so that an iris can move behind the lids and teeth stay where
the skull is; and the template's other two views, with shut eyes and with an open mouth, which are
laid over the skin as much as the wearer shuts or opens theirs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.errors import ModelError
from app.frame import N_MESH, Floats
from app.paths import models_dir
from app.pipeline.track.pose import canonical

Indices = NDArray[np.int32]
Triangle = tuple[int, int, int]

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
# The next ring outwards from the lids: upper and lower, of each eye, outer to inner corner.
LID_RINGS = (
    ((130, 247, 30, 29, 27, 28, 56, 190, 243), (130, 25, 110, 24, 23, 22, 26, 112, 243)),
    ((359, 467, 260, 259, 257, 258, 286, 414, 463), (359, 255, 339, 254, 253, 252, 256, 341, 463)),
)
# Outer lips, and the rows between these and the inner lips, the outer one first.
UPPER_OUTER_LIP = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291)
LOWER_OUTER_LIP = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291)
UPPER_MIDDLE_LIPS = (
    (76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306),
    (62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292),
)
LOWER_MIDDLE_LIPS = (
    (76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306),
    (62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292),
)

SKIN, EYEBALL, INSIDE, CLOSED, OPENED = 0, 1, 2, 3, 4
"""Which picture a triangle takes its colours from."""
CLOSED_REACH, CLOSED_FULL = (1.9, 1.6), 0.55
"""How far the view with shut eyes reaches from the middle of the eye, in half widths of the eye
across and upright, and the share of that way on which it covers in full."""
OPENED_REACH, OPENED_FULL = (1.8, 1.5), 0.5
"""The same for the view with an open mouth, in half widths of the mouth."""

N_RIM = 36
RIM = N_MESH
EYES = RIM + N_RIM
N_EYE = 17
MOUTH = EYES + 2 * N_EYE
N_MOUTH = 20
OVER = MOUTH + N_MOUTH


@dataclass(frozen=True, slots=True, eq=False)
class Topology:
    """Everything that does not change from frame to frame.

    Attributes:
        triangles: ``(t, 3)`` int32 into the drawn vertices, wound so that those which face the
            camera have a positive area in image axes (x right, y down).
        layer: ``(t,)`` int32: `SKIN`, `EYEBALL`, `INSIDE`, `CLOSED` or `OPENED`.
        rank: ``(t,)`` int32: what is drawn later whatever its depth: the skin, what lies under the
            openings' soft edges, eyeballs and the mouth's inside.
        edge: ``(t,)`` int32: which of a triangle's corners lies opposite the opening's edge (0, 1
            or 2), where its colours fade into the skin; -1 for none.
        twins: ``(k,)`` int32: the skin's vertices that are drawn again from `OVER` on.
        view: ``(k,)`` int32: which eye (0, 1) or the mouth (2) they belong to.
        share: ``(k,)`` float32 0..1: how far they cover when the eye is shut, the mouth open.
        oval: ``(36,)`` int32: the face oval, a loop from the top of the forehead.
        eye_loops: For each eye the 16 lid vertices as a loop.
        mouth_loop: The 20 inner lip vertices as a loop: upper lip, then lower lip without corners.
        inner: ``(468,)`` float32 0..1: 0 on the oval, 1 well inside.
        from_oval: ``(468, 36)`` float32: harmonic weights; what each vertex takes over from the
            values on the oval. Rows sum to 1.
    """

    triangles: Indices
    layer: Indices
    rank: Indices
    edge: Indices
    twins: Indices
    view: Indices
    share: Floats
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
        raise ModelError.unreadable(path, error) from error

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
    # Under the edges of the openings lies the texture's own eye and its closed lips.
    openings = (
        _strip(UPPER_LID[0], LOWER_LID[0]),
        _strip(UPPER_LID[1][::-1], LOWER_LID[1][::-1]),
        _strip(UPPER_LIP, LOWER_LIP),
    )
    # From the outer corner over the upper lid is clockwise on the left, the other way on the right.
    eyeballs = [(EYES + i, EYES + (i + 1) % 16, EYES + 16) for i in range(16)] + [
        (EYES + N_EYE + (i + 1) % 16, EYES + N_EYE + i, EYES + N_EYE + 16) for i in range(16)
    ]
    # Lower lip vertex i (1..9) is drawn vertex MOUTH + 10 + i.
    mouth = _strip(
        [MOUTH + i for i in range(11)], [MOUTH, *(MOUTH + 10 + i for i in range(1, 10)), MOUTH + 10]
    )
    inner, from_oval = _harmonic(skin, oval)
    twins, view, share, again = _views(skin, inner)
    groups: list[tuple[Sequence[Triangle], int, int]] = [
        ([*skin.tolist(), *rim], SKIN, 0),
        (eyeballs, EYEBALL, 2),
        (mouth, INSIDE, 2),
        *((opening, SKIN, 1) for opening in openings),
    ]
    for number, opening in enumerate(openings):
        layer_of_view = OPENED if number == 2 else CLOSED
        near = skin[(again[number][skin] >= 0).all(axis=1)]
        groups.append((again[number][near].tolist(), layer_of_view, 0))
        groups.append((again[number][np.array(opening)].tolist(), layer_of_view, 1))
    sizes = [len(group) for group, _, _ in groups]
    triangles = np.concatenate([np.array(group, np.int32) for group, _, _ in groups])
    layer = np.repeat([layer for _, layer, _ in groups], sizes).astype(np.int32)
    edge = np.full(len(triangles), -1, np.int32)
    edge[layer == EYEBALL] = 2
    edge[layer == INSIDE] = [_opposite_edge(triangle) for triangle in mouth]
    return Topology(
        triangles=triangles,
        layer=layer,
        rank=np.repeat([rank for _, _, rank in groups], sizes).astype(np.int32),
        edge=edge,
        twins=twins,
        view=view,
        share=share,
        oval=oval,
        eye_loops=(loops[0], loops[1]),
        mouth_loop=np.array([*UPPER_LIP, *LOWER_LIP[1:-1]], np.int32),
        inner=inner,
        from_oval=from_oval,
    )


def _quad(a: int, b: int, c: int, d: int) -> list[Triangle]:
    return [(a, b, c), (a, c, d)]


def _strip(upper: Sequence[int], lower: Sequence[int]) -> list[Triangle]:
    """Fills an opening between two rows of vertices, left to right, that share both ends."""
    last = len(upper) - 1
    result = [
        (upper[0], upper[1], lower[1]),
        (upper[last - 1], upper[last], lower[last - 1]),
    ]
    for i in range(1, last - 1):
        result += _quad(upper[i], upper[i + 1], lower[i + 1], lower[i])
    return result


def _opposite_edge(triangle: Triangle) -> int:
    """The corner of one of the mouth's triangles that lies alone on its lip; -1 at the corners of
    the mouth, where two sides lie on the edge and both lips meet anyway."""
    on_upper = [MOUTH < vertex < MOUTH + 10 for vertex in triangle]
    if MOUTH in triangle or MOUTH + 10 in triangle:
        return -1
    return on_upper.index(sum(on_upper) == 1)


def _views(skin: Indices, inner: Floats) -> tuple[Indices, Indices, Floats, list[Indices]]:
    """The skin around eyes and mouth once more: see `Topology.twins`, `view`, `share`; then, for
    each of the three, ``(468,)`` the drawn vertex that a vertex is there, or -1."""
    shape = canonical()[:, :2]
    middles, reaches = [], []
    for side in (0, 1):
        corners = shape[[UPPER_LID[side][0], UPPER_LID[side][-1]]]
        middles.append(corners.mean(axis=0))
        reaches.append(np.multiply(CLOSED_REACH, np.linalg.norm(corners[1] - corners[0]) / 2))
    corners = shape[[61, 291]]
    middles.append(corners.mean(axis=0))
    reaches.append(np.multiply(OPENED_REACH, np.linalg.norm(corners[1] - corners[0]) / 2))
    twins: list[int] = []
    view: list[int] = []
    share: list[float] = []
    numbers = []
    for number, (middle, reach) in enumerate(zip(middles, reaches, strict=True)):
        away = np.linalg.norm((shape - middle) / reach, axis=1)
        full = OPENED_FULL if number == 2 else CLOSED_FULL
        there = np.clip((1 - away) / (1 - full), 0, 1) * inner
        again = np.full(N_MESH, -1, np.int32)
        for vertex in np.unique(skin[(there[skin] > 0).any(axis=1)]):
            again[vertex] = OVER + len(twins)
            twins.append(int(vertex))
            view.append(number)
            share.append(float(there[vertex]))
        numbers.append(again)
    return (
        np.array(twins, np.int32),
        np.array(view, np.int32),
        np.array(share, np.float32),
        numbers,
    )


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
