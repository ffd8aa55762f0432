"""Where the head points: the rotation that turns a neutral, frontal mesh into the tracked one."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from app.errors import ModelError
from app.frame import Floats, Pose
from app.geometry import fit_similarity
from app.paths import models_dir

# Vertices that hardly move with expression: nose bridge and ridge, eye corners, temples,
# forehead and the sides of the face.
RIGID = np.array(
    (
        *(
            10,
            338,
            297,
            332,
            284,
            251,
            389,
            356,
            127,
            162,
            21,
            54,
            103,
            67,
            109,
            151,
            9,
            8,
            168,
            6,
            197,
        ),
        *(195, 5, 4, 33, 133, 362, 263, 234, 93, 454, 323, 226, 446, 244, 464, 116, 345, 117, 346),
    ),
    np.intp,
)


@lru_cache(maxsize=1)
def canonical() -> Floats:
    """``(468, 3)`` float32: a neutral, frontal, symmetrical mesh of unit size about its rigid
    points' centre, x right, y down, z away from the camera; made by
    ``scripts/build_canonical.py``.

    Raises:
        ModelError: The file is missing or damaged.
    """
    path = models_dir() / "face_mesh" / "canonical.npy"
    try:
        points = np.load(path, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise ModelError.unreadable(path, error) from error
    if points.shape != (468, 3):
        raise ModelError.damaged(path, f"has shape {points.shape}, expected (468, 3)")
    result = np.asarray(points, dtype=np.float32)
    result.setflags(write=False)
    return result


def resting_shape(landmarks: Floats) -> Floats:
    """The mesh of a neutral, frontal face in the head's own frame.

    Args:
        landmarks: ``(≥468, 3)`` in pixels.

    Returns:
        ``(468, 3)`` float32 in the frame and units of `canonical`.
    """
    scale, rotation, shift = fit_similarity(canonical()[RIGID], landmarks[RIGID])
    return np.asarray((landmarks[: len(canonical())] - shift) @ rotation / scale, np.float32)


def estimate_pose(landmarks: Floats) -> tuple[Pose, float]:
    """Pose in degrees, and the misfit of the rigid points over the face's size (0: perfect).

    Args:
        landmarks: ``(478, 3)`` in pixels.
    """
    source = canonical()[RIGID]
    target = landmarks[RIGID]
    scale, rotation, shift = fit_similarity(source, target)
    residual = target - (scale * source @ rotation.T + shift)
    misfit = float(np.sqrt((residual**2).sum(axis=1).mean())) / max(abs(scale), 1e-6)
    return pose_of(rotation), misfit


def pose_of(rotation: Floats) -> Pose:
    """The pose of a frontal head that was turned by a rotation ``(3, 3)`` in image axes (x right,
    y down, z away from the camera)."""
    forward = rotation @ np.array([0, 0, -1], np.float32)  # where the nose points
    right = rotation @ np.array([1, 0, 0], np.float32)
    yaw = np.degrees(np.arctan2(forward[0], np.hypot(forward[1], forward[2])))
    pitch = np.degrees(np.arctan2(-forward[1], -forward[2]))
    roll = np.degrees(np.arctan2(right[1], right[0]))
    return Pose(float(yaw), float(pitch), float(roll))
