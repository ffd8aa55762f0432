"""Makes ``models/face_mesh``: the neutral, frontal, symmetrical mesh that pose is measured against,
and which vertex mirrors which.

The mesh net is run over pictures of frontal faces (the built-in templates and NASA's portrait of
Eileen Collins, public domain, from scikit-image); their meshes are aligned, averaged and made
symmetrical. Needs the test extras: ``.venv/bin/python scripts/build_canonical.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
from scipy.optimize import linear_sum_assignment
from skimage.data import astronaut

from app.geometry import fit_similarity
from app.paths import assets_dir, models_dir
from app.pipeline.track.detector import FaceDetector
from app.pipeline.track.mesh import MeshNet, Roi
from app.pipeline.track.pose import RIGID

OUTPUT = models_dir() / "face_mesh"
MIDLINE = [10, 151, 9, 8, 168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 164, 0, 13, 14, 17, 18, 200, 152]


def frontal_meshes() -> list[np.ndarray]:
    """``(468, 3)`` each, in pixels of its picture."""
    pictures = [cv2.cvtColor(astronaut(), cv2.COLOR_RGB2BGR)]
    for path in sorted((assets_dir() / "templates").glob("*/*/texture.*")):
        pictures.append(cv2.imread(str(path)))
    detector, net = FaceDetector(), MeshNet()
    meshes = []
    for picture in pictures:
        found = detector.detect(picture)
        roi = Roi.from_detection(found[0])
        for _ in range(4):
            landmarks, _ = net.fit(picture, roi)
            roi = Roi.from_landmarks(landmarks)
        meshes.append(landmarks[:468].astype(np.float64))
    return meshes


def level(mesh: np.ndarray) -> np.ndarray:
    """Turns the midline upright in the picture plane and centres it."""
    top, bottom = mesh[10], mesh[152]
    angle = np.arctan2(bottom[0] - top[0], bottom[1] - top[1])
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
    mesh = (mesh - mesh[RIGID].mean(axis=0)) @ turn.T
    return mesh - [mesh[MIDLINE, 0].mean(), 0, 0]


def mirror_map(mesh: np.ndarray) -> np.ndarray:
    """``(468,)``: the vertex on the other side; a one-to-one pairing of least distance."""
    flipped = mesh * [-1, 1, 1]
    cost = ((mesh[:, None] - flipped[None]) ** 2).sum(axis=2)
    pairs = linear_sum_assignment(np.minimum(cost, cost.T))[1]
    if not np.array_equal(pairs[pairs], np.arange(len(mesh))):
        raise SystemExit("the pairing is not its own inverse: check the pictures")
    return pairs


def main() -> None:
    meshes = frontal_meshes()
    reference = level(meshes[0])
    for _ in range(3):
        aligned = []
        for mesh in meshes:
            scale, rotation, shift = fit_similarity(mesh[RIGID], reference[RIGID])
            aligned.append(scale * mesh @ rotation.T + shift)
        reference = level(np.mean(aligned, axis=0))
        pairs = mirror_map(reference)
        reference = (reference + reference[pairs] * [-1, 1, 1]) / 2
    reference -= reference[RIGID].mean(axis=0)
    reference /= np.sqrt((reference[RIGID] ** 2).sum(axis=1).mean())
    OUTPUT.mkdir(parents=True, exist_ok=True)
    np.save(OUTPUT / "canonical.npy", reference.astype(np.float32), allow_pickle=False)
    (OUTPUT / "mirror.json").write_text(json.dumps(pairs.tolist()) + "\n", encoding="utf-8")
    print(f"{len(meshes)} meshes → {Path(OUTPUT).name}/canonical.npy, mirror.json")


if __name__ == "__main__":
    main()
