"""Where the face's 478 landmarks lie on a portrait: MediaPipe's nets, then the known geometry.

The mesh net sees a whole face in 192 pixels and is off by a pixel or two of the portrait at lids
and lips, where the engine cuts. There the probe's exact outlines take over.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from features import Features
from numpy.typing import NDArray

from app.pipeline.swap.mesh.topology import (
    LID_RINGS,
    LOWER_LID,
    LOWER_LIP,
    LOWER_MIDDLE_LIPS,
    LOWER_OUTER_LIP,
    UPPER_LID,
    UPPER_LIP,
    UPPER_MIDDLE_LIPS,
    UPPER_OUTER_LIP,
)

Floats = NDArray[np.float32]

N_MESH = 468
MESH_INPUT, IRIS_INPUT = 192, 64
MESH_SHARE = 1.5
"""Side of the mesh net's crop over the longer side of the face's box."""
IRIS_SHARE = 2.3
"""Side of the iris net's crop over the eye's width."""
ROUNDS = 3


SECOND_RINGS = (
    (226, 113, 225, 224, 223, 222, 221, 189, 244),
    (446, 342, 445, 444, 443, 442, 441, 413, 464),
)
"""Above the first ring above the upper lids, below the brows."""
RING_SHARE = 0.45


class Net:
    """A LiteRT net that takes one square RGB picture 0..1."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise SystemExit(
                f"{path} is missing: put MediaPipe's nets there first (scripts/download_models.py)"
            )
        from ai_edge_litert.interpreter import Interpreter

        self._net = Interpreter(model_path=str(path), num_threads=1)
        self._net.allocate_tensors()
        self._input = self._net.get_input_details()[0]["index"]
        self._outputs = self._net.get_output_details()

    def __call__(self, crop: NDArray[np.uint8]) -> dict[int, Floats]:
        """Outputs by their number of values."""
        rgb = cv2.cvtColor(crop, cv2.COLOR_BGR2RGB).astype(np.float32) / 255
        self._net.set_tensor(self._input, rgb[None])
        self._net.invoke()
        found = (self._net.get_tensor(o["index"]).ravel() for o in self._outputs)
        return {values.size: values for values in found}


def cut(picture: NDArray[np.uint8], centre: Floats, side: float, size: int) -> NDArray[np.uint8]:
    """A square crop, resized well."""
    scale = size / side
    # Shrink from a blurred picture: a plain bilinear step would skip pixels.
    if scale < 0.6:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.35 / scale), np.uint8)
    shift = size / 2 - 0.5 - scale * centre
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    return np.asarray(
        cv2.warpAffine(
            picture, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
        np.uint8,
    )


def fit_mesh(
    net: Net, picture: NDArray[np.uint8], box: tuple[float, float, float, float], seed: int
) -> tuple[Floats, float]:
    """The mesh ``(468, 3)`` from a first box, averaged over jittered crops; and its presence."""
    rng = np.random.default_rng(seed)
    x0, y0, x1, y1 = box
    centre = np.array([(x0 + x1) / 2, (y0 + y1) / 2], np.float32)
    side = MESH_SHARE * max(x1 - x0, y1 - y0)

    def look(at: Floats, across: float) -> tuple[Floats, float]:
        outputs = net(cut(picture, at, across, MESH_INPUT))
        mesh = outputs[N_MESH * 3].reshape(N_MESH, 3) * (across / MESH_INPUT)
        # The net counts from the corner of the first pixel, the app from its centre.
        mesh[:, :2] += at - across / 2
        return mesh, float(outputs[1][0])

    for _ in range(ROUNDS):
        mesh, presence = look(centre, side)
        low, high = mesh[:, :2].min(0), mesh[:, :2].max(0)
        centre = np.asarray((low + high) / 2, np.float32)
        side = MESH_SHARE * float((high - low).max())
    meshes, scores = [mesh], [presence]
    for _ in range(12):
        shift = rng.uniform(-0.03, 0.03, 2) * side
        mesh, presence = look(
            np.asarray(centre + shift, np.float32), side * float(rng.uniform(0.94, 1.06))
        )
        meshes.append(mesh)
        scores.append(presence)
    return np.asarray(np.mean(meshes, axis=0), np.float32), float(np.mean(scores))


def fit_irises(net: Net, picture: NDArray[np.uint8], mesh: Floats) -> Floats:
    """What the iris net sees, ``(10, 2)``: used to check the geometry."""
    found = []
    for number, lids in enumerate(UPPER_LID):
        ends = mesh[[lids[0], lids[-1]], :2]
        side = IRIS_SHARE * float(np.linalg.norm(ends[1] - ends[0]))
        crop = cut(picture, ends.mean(0), side, IRIS_INPUT)
        points = net(crop[:, ::-1].copy() if number else crop)[15].reshape(5, 3)[:, :2]
        if number:
            points = points * (-1, 1) + (IRIS_INPUT, 0)
        found.append(points * side / IRIS_INPUT + ends.mean(0) - side / 2)
    return np.asarray(np.concatenate(found), np.float32)


def walk(line: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of a polyline at shares 0..1 of its length."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    reached = np.concatenate([[0], np.cumsum(steps)])
    return np.stack([np.interp(share * reached[-1], reached, line[:, k]) for k in (0, 1)], axis=1)


def spacing(mesh: Floats, indices: tuple[int, ...]) -> NDArray[np.float64]:
    """How a row of landmarks shares out its length, 0..1."""
    row = mesh[list(indices), :2].astype(np.float64)
    reached = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(row, axis=0), axis=1))])
    return np.asarray(reached / reached[-1])


def outline(mask: NDArray[np.bool_], upper: bool) -> NDArray[np.float64]:
    """The upper or lower edge of a blob, from left to right, between its two tips."""
    columns = np.flatnonzero(mask.any(0))
    first, last = columns[0], columns[-1]
    rows = [np.flatnonzero(mask[:, x]) for x in columns]
    edge = np.array([r[0] - 0.5 if upper else r[-1] + 0.5 for r in rows], np.float64)
    width = 9
    padded = np.pad(edge, width // 2, mode="reflect", reflect_type="odd")
    edge = np.convolve(padded, np.ones(width) / width, mode="valid")
    tips = [(x, float(np.median(rows[k]))) for x, k in ((first - 0.5, 0), (last + 0.5, -1))]
    line = [tips[0], *zip(columns.astype(float), edge, strict=True), tips[1]]
    return np.array(line)


def snap_eyes(mesh: Floats, features: Features) -> None:
    """Put the lids' landmarks on the eye openings' exact edges."""
    for number, mask in enumerate(features.eye_masks):
        for lids, rings, upper in ((UPPER_LID, 0, True), (LOWER_LID, 1, False)):
            indices = lids[number]
            line = outline(mask, upper)
            if mesh[indices[0], 0] > mesh[indices[-1], 0]:
                line = line[::-1]
            goal = walk(line, spacing(mesh, indices))
            moved = goal - mesh[list(indices), :2]
            mesh[list(indices), :2] = goal
            ring = list(LID_RINGS[number][rings])
            inside = slice(1, -1) if not upper else slice(None)
            mesh[ring[inside], :2] += 0.5 * moved[inside]


def snap_lips(mesh: Floats, features: Features) -> None:
    """Put the lips' outlines on the painted lips' edge and the inner ones on their parting."""
    parting = features.parting
    red = cv2.GaussianBlur(features.lips, (0, 0), features.size / 260) > 0.5
    columns = np.flatnonzero(red.any(0))
    parting = parting[(parting[:, 0] >= columns[0]) & (parting[:, 0] <= columns[-1])]
    shut = walk(parting, np.linspace(0, 1, 400))
    for outer, inner, rows, upper in (
        (UPPER_OUTER_LIP, UPPER_LIP, UPPER_MIDDLE_LIPS, True),
        (LOWER_OUTER_LIP, LOWER_LIP, LOWER_MIDDLE_LIPS, False),
    ):
        rim = outline(red, upper)
        rim[0], rim[-1] = parting[0], parting[-1]
        mesh[list(outer), :2] = walk(rim, spacing(mesh, outer))
        margin = 0.035
        share = margin + (1 - 2 * margin) * spacing(mesh, inner)
        mesh[list(inner), :2] = walk(shut, share)
        a, b = mesh[list(outer)], mesh[list(inner)]
        for row, part in zip(rows, (0.3, 0.75), strict=True):
            mesh[list(row), :2] = (a + (b - a) * part)[:, :2]


def lift_rings(points: Floats) -> None:
    """Keep the first ring above shut lids at least `RING_SHARE` of the way to the second one.

    Where a fold hides the lid of the open eye, the ring lies on the fold's edge, and shutting the
    eye takes that edge down to the lashes: what is between would be drawn with lashes all over.
    """
    for lids, (first, _), second in zip(UPPER_LID, LID_RINGS, SECOND_RINGS, strict=True):
        lid, ring, beyond = (points[list(row), 1] for row in (lids, first, second))
        points[list(first), 1] = np.minimum(ring, lid + RING_SHARE * (beyond - lid))


def place_irises(mesh: Floats, features: Features) -> Floats:
    """The ten iris landmarks from the geometry; z from the lids around them."""
    points = []
    radius = features.iris_radius
    for number, centre in enumerate(features.iris):
        z = float(mesh[list(UPPER_LID[number] + LOWER_LID[number]), 2].mean())
        for dx, dy in ((0, 0), (1, 0), (0, -1), (-1, 0), (0, 1)):
            points.append((centre[0] + dx * radius, centre[1] + dy * radius, z))
    return np.array(points, np.float32)


def fit(
    nets: Path, picture: NDArray[np.uint8], features: Features, seed: int
) -> tuple[Floats, dict[str, float]]:
    """All 478 landmarks of a portrait, and how they were found.

    The report has ``presence`` (the mesh net's, 0..1), ``lid_shift`` and ``lip_shift`` (mean pixels
    by which the geometry corrected the net) and ``iris_error`` (mean pixels between the iris net's
    centres and the geometry's).
    """
    size = picture.shape[0]
    box = (0.2 * size, 0.15 * size, 0.8 * size, 0.85 * size)
    mesh, logit = fit_mesh(Net(nets / "face_landmark.tflite"), picture, box, seed)
    irises = fit_irises(Net(nets / "iris_landmark.tflite"), picture, mesh)
    before = mesh.copy()
    snap_eyes(mesh, features)
    snap_lips(mesh, features)
    exact = place_irises(mesh, features)

    def shift(rows: tuple[tuple[int, ...], ...]) -> float:
        chosen = [i for row in rows for i in row]
        return float(np.linalg.norm((mesh - before)[chosen, :2], axis=1).mean())

    report = {
        "presence": float(1 / (1 + np.exp(-logit))),
        "lid_shift": shift(UPPER_LID + LOWER_LID),
        "lip_shift": shift((UPPER_OUTER_LIP, LOWER_OUTER_LIP, UPPER_LIP, LOWER_LIP)),
        "iris_error": float(np.linalg.norm(irises[[0, 5]] - exact[[0, 5], :2], axis=1).mean()),
    }
    return np.concatenate([mesh, exact]).astype(np.float32), report
