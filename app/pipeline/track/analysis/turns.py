"""Quarter turns of a picture, and what was found in a turned copy brought back.

Networks see heads that are upright, give or take 45 degrees. Of four quarter turns one always shows
a head so, and a quarter turn moves pixels without blending them.
"""

from __future__ import annotations

import math

import numpy as np

from app.frame import Box, Floats, Image, Pose
from app.pipeline.track.pose import pose_of

QUARTERS = (0, 1, 2, 3)


def turned(image: Image, quarters: int) -> Image:
    """The picture, turned counter-clockwise by so many quarters; itself for none."""
    return image if quarters % 4 == 0 else np.ascontiguousarray(np.rot90(image, quarters))


def points_back(points: Floats, quarters: int, width: int, height: int) -> Floats:
    """Points of a turned copy where they lie in the picture.

    Args:
        points: ``(…, ≥2)`` in pixels of the copy; a depth is left as it is.
        quarters: By which the copy was turned.
        width, height: Of the picture, unturned.

    Returns:
        ``(…, ≥2)`` float32 in pixels of the picture.
    """
    result = np.array(points, np.float32)
    x, y = np.array(result[..., 0]), np.array(result[..., 1])
    match quarters % 4:
        case 1:
            result[..., 0], result[..., 1] = width - 1 - y, x
        case 2:
            result[..., 0], result[..., 1] = width - 1 - x, height - 1 - y
        case 3:
            result[..., 0], result[..., 1] = y, height - 1 - x
    return result


def box_back(box: Box, quarters: int, width: int, height: int) -> Box:
    """A box of a turned copy where it lies in the picture; see `points_back`."""
    corners = np.array([(box.x0, box.y0), (box.x1, box.y1)], np.float32)
    (x0, y0), (x1, y1) = points_back(corners, quarters, width, height).tolist()
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def roll_of(points: Floats) -> float:
    """Clockwise tilt in degrees, -180..180, of a face with these two eyes.

    Args:
        points: ``(≥2, 2)``: the image-left eye of the upright face, then the other.
    """
    along = points[1] - points[0]
    return math.degrees(math.atan2(float(along[1]), float(along[0])))


def upright(roll: float) -> int:
    """By how many quarters a picture is to be turned for a face of that tilt to stand upright,
    give or take 45 degrees."""
    return round(roll / 90.0) % 4


def pose_back(angles: Floats, quarters: int) -> Pose:
    """A head's pose in the picture, by what InsightFace reads in a turned copy.

    Args:
        angles: ``(3,)`` degrees: pitch, yaw and roll as ``transform.matrix2angle`` of InsightFace
            gives them, of ``R = Rz · Ry · Rx`` in axes x right, y down, z towards the camera.
        quarters: By which the copy was turned.
    """
    x, y, z = np.radians(np.asarray(angles, np.float64))
    rotation = _about(2, z) @ _about(1, y) @ _about(0, x)
    away = np.diag([1.0, 1.0, -1.0])  # ours: z away from the camera
    rotation = _about(2, quarters * math.pi / 2) @ away @ rotation @ away
    return pose_of(np.asarray(rotation, np.float32))


def _about(axis: int, angle: float) -> Floats:
    """``(3, 3)``: rotation about a coordinate axis."""
    i, j = ((1, 2), (2, 0), (0, 1))[axis]
    matrix = np.eye(3, dtype=np.float32)
    matrix[i, i] = matrix[j, j] = math.cos(angle)
    matrix[i, j], matrix[j, i] = -math.sin(angle), math.sin(angle)
    return matrix
