"""Bends a finished face: eyes wider apart, a longer nose, a broader mouth.

The base mesh makes people who look like cousins, to recognisers even like one person. A few
measures of each face are therefore changed a little more than the mesh's own targets do, the same
way in all views. How much is in ``sculpt.toml``, found by ``set_apart.py``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.frame import N_MESH, Floats
from app.pipeline.swap.mesh.skin import BROWS
from app.pipeline.swap.mesh.topology import (
    LOWER_LID,
    LOWER_OUTER_LIP,
    UPPER_LID,
    UPPER_OUTER_LIP,
)
from app.pipeline.track.pose import resting_shape
from app.templates.mix import bend
from app.templates.template import Template

AMOUNTS = Path(__file__).with_name("sculpt.toml")
LIMITS = {
    "eye_distance": 0.24,
    "eye_size": 0.14,
    "eye_height": 0.14,
    "brow_drop": 0.20,
    "nose_width": 0.24,
    "nose_drop": 0.26,
    "mouth_size": 0.10,
    "mouth_width": 0.08,
    "mouth_drop": 0.20,
    "face_width": 0.06,
}
"""How far each measure may go, both ways: well inside what people differ by. Shares of the feature
itself, or (distance and drop) tenths of the face's height."""
LIPS = (*UPPER_OUTER_LIP, *LOWER_OUTER_LIP)
ONE_WAY = {
    "amara": {"mouth_size": -1, "mouth_width": -1},
    "kenji": {"eye_size": 1, "eye_height": 1},
    "kofi": {"nose_width": -1, "mouth_size": -1, "mouth_width": -1},
    "mei": {"eye_size": 1, "eye_height": 1},
    "samir": {"nose_width": -1},
    "zuri": {"nose_width": -1, "mouth_size": -1, "mouth_width": -1},
}
"""Where more of the same would make a caricature: the only direction that a measure may take."""
NOSE = (1, 2, 4, 5, 19, 45, 48, 49, 64, 94, 98, 129, 131, 275, 278, 279, 294, 327, 358, 360)


def sculpt(template: Template, amounts: Mapping[str, float]) -> Template:
    """The template with its measures changed; `amounts` are of `LIMITS`."""
    if not amounts:
        return template
    moved = displaced(template.landmarks, amounts)
    bent = bend(template, moved)
    # What the tracker would see of the new face: the old shape, moved in the picture's plane.
    shape = template.geometry + resting_shape(moved) - resting_shape(template.landmarks)
    return replace(bent, geometry=np.asarray(shape, np.float32))


def read_amounts(path: Path = AMOUNTS) -> dict[str, dict[str, float]]:
    """Character → measure → amount; nothing where there is no file yet."""
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def bounds(character: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Least and largest amount of each of `LIMITS` for one character."""
    ways = ONE_WAY.get(character, {})
    low = [0.0 if ways.get(key) == 1 else -limit for key, limit in LIMITS.items()]
    high = [0.0 if ways.get(key) == -1 else limit for key, limit in LIMITS.items()]
    return np.array(low), np.array(high)


def displaced(landmarks: Floats, amounts: Mapping[str, float]) -> Floats:
    """Where the landmarks ``(478, 3)`` go."""
    mesh = landmarks[:N_MESH, :2]
    height = float(np.linalg.norm(mesh[152] - mesh[10]))
    step = 0.1 * height
    shift = np.zeros_like(mesh)
    for side, outwards in ((0, -1.0), (1, 1.0)):
        lids = [*UPPER_LID[side], *LOWER_LID[side]]
        middle = mesh[lids].mean(axis=0)
        near = _near(mesh, lids, 0.05 * height)[:, None]
        shift += near * (mesh - middle) * amounts.get("eye_size", 0.0)
        shift[:, 1:] += near * (mesh - middle)[:, 1:] * amounts.get("eye_height", 0.0)
        around = _near(mesh, lids, 0.07 * height)
        shift[:, 0] += around * outwards * step * amounts.get("eye_distance", 0.0)
    shift[:, 1] += _near(mesh, BROWS, 0.04 * height) * step * amounts.get("brow_drop", 0.0)
    nose = _near(mesh, NOSE, 0.05 * height)
    shift[:, 0] += nose * (mesh[:, 0] - mesh[1, 0]) * amounts.get("nose_width", 0.0)
    shift[:, 1] += _near(mesh, NOSE, 0.06 * height) * step * amounts.get("nose_drop", 0.0)
    lips = _near(mesh, LIPS, 0.05 * height)[:, None]
    from_mouth = mesh - mesh[list(LIPS)].mean(axis=0)
    shift += lips * from_mouth * amounts.get("mouth_size", 0.0)
    shift[:, :1] += lips * from_mouth[:, :1] * amounts.get("mouth_width", 0.0)
    shift[:, 1] += lips[:, 0] * step * amounts.get("mouth_drop", 0.0)
    shift[:, 0] += (mesh[:, 0] - mesh[:, 0].mean()) * amounts.get("face_width", 0.0)

    moved = landmarks.copy()
    moved[:N_MESH, :2] += shift
    for side in (0, 1):
        lids = [*UPPER_LID[side], *LOWER_LID[side]]
        moved[N_MESH + 5 * side : N_MESH + 5 * side + 5, :2] += shift[lids].mean(axis=0)
    return moved


def _near(mesh: Floats, vertices: tuple[int, ...] | list[int], reach: float) -> Floats:
    """``(468,)``: 1 on these vertices, falling off around them."""
    away = np.linalg.norm(mesh[:, None] - mesh[None, list(vertices)], axis=2).min(axis=1)
    return np.asarray(np.exp(-((away / reach) ** 2)), np.float32)
