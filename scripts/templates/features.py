"""What the probe saw, as fields to sample and as a face's measured features."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from geometry import Camera, Head, sample_mask
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Surface:
    """The probe's pictures, all of one size: see `render.probe`."""

    what: NDArray[np.uint8]
    place: Field
    normal: Field
    uv: Field
    triangle: NDArray[np.int32]
    share: Field
    smooth: Field
    """Vertices of the smooth surface, ``(n, 3)``; the same one in every expression."""
    corners: NDArray[np.int32]

    @property
    def size(self) -> int:
        return int(self.what.shape[0])

    @staticmethod
    def load(path: Path) -> Surface:
        with np.load(path) as data:
            return Surface(**data)

    def elsewhere(self, other: Surface) -> Field:
        """Where on `other`'s surface each pixel's bit of skin lies, ``(size, size, 3)``; 0 where
        there is no skin."""
        found = np.zeros_like(self.place)
        seen = self.triangle >= 0
        corners = other.smooth[self.corners[self.triangle[seen]]]
        found[seen] = (corners * self.share[seen][..., None]).sum(axis=1)
        return found

    def raised(self, path: Floats, lift: Floats) -> Floats:
        """Points above the surface: pixels ``(..., 2)`` and heights to ``(..., 3)``."""
        x, y = path[..., 0].astype(np.float32), path[..., 1].astype(np.float32)
        place = cv2.remap(self.place, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        normal = cv2.remap(self.normal, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(place + normal * lift[..., None], np.float64)


@dataclass(frozen=True, slots=True)
class Features:
    """Where things are in the portrait, in pixels of the probe.

    Attributes:
        size: The picture's side.
        pitch: Decimetres per pixel at the eyes.
        eye_corners: Of the image-left and image-right eye: inner corner, outer corner.
        eye_masks: Where each eyeball shows.
        iris: Centre of each iris, and in common its radius.
        gaze: How far up, in decimetres, the irises lie off the eyeballs' middles.
        lips: 0..1, the red of the lips.
        parting: ``(k, 2)`` the line between the lips, corner to corner.
        nose, chin: Tip of the nose; lowest point of the chin.
    """

    size: int
    pitch: float
    eye_corners: tuple[tuple[Floats, Floats], tuple[Floats, Floats]]
    eye_masks: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    iris: tuple[Floats, Floats]
    iris_radius: float
    gaze: float
    lips: Field
    parting: Floats
    nose: Floats
    chin: Floats


def find_parting(surface: Surface, lips: Field) -> Floats:
    """The line between the lips: in each column the deepest place between the two lips' crests."""
    columns = np.flatnonzero((lips > 0.5).sum(0) > 2)
    line = []
    for x in columns:
        rows = np.flatnonzero(lips[:, x] > 0.5)
        rows = np.arange(rows[0], rows[-1] + 1)
        depth = np.where(surface.what[rows, x] == 1, surface.place[rows, x, 2], 0)
        middle = len(rows) // 2
        third = max(1, len(rows) // 5)
        low, high = max(middle - 2 * third, 0), min(middle + 2 * third, len(rows))
        line.append((x, rows[low + int(np.argmin(depth[low:high]))]))
    found = np.array(line, float)
    found[:, 1] = cv2.GaussianBlur(found[:, 1:], (0, 0), surface.size / 340)[:, 0]
    return found


def level_gaze(irises: Floats, masks: list[NDArray[np.bool_]], radius: float) -> float:
    """By how many pixels both irises must move down to lie well between their lids.

    A little above the middle of the opening: the upper lid covers more of the iris than the lower.
    """
    shifts = []
    for (x, y), mask in zip(irises, masks, strict=True):
        rows = np.flatnonzero(mask[:, round(x) - 2 : round(x) + 3].all(axis=1))
        shifts.append((rows[0] + rows[-1]) / 2 - 0.1 * radius - y)
    return float(np.mean(shifts))


def measure(
    root: Path, head: Head, camera: Camera, surface: Surface, iris_diameter: float
) -> Features:
    """Find the features of a probed head."""
    size = surface.size
    corners, masks = [], []
    for number in (2, 3):
        mask = surface.what == number
        # A lone pixel may see an eyeball past the edge of a lid or an ear.
        count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
        mask = labels == 1 + int(np.argmax(stats[1:count, cv2.CC_STAT_AREA]))
        rows, columns = np.nonzero(mask)
        ends = [
            np.array([x, rows[columns == x].mean()], float) for x in (columns.min(), columns.max())
        ]
        corners.append((ends[1], ends[0]) if number == 2 else (ends[0], ends[1]))
        masks.append(mask)
    skin = surface.what == 1
    lips = sample_mask(root, "mpfb_lips.jpg", surface.uv.astype(np.float64)) * skin
    front = np.array([e.centre + np.array([0, 0, e.radius * 1.04]) for e in head.eyes])
    iris = camera.project(front, size)
    scale = size / camera.side * camera.distance / (camera.z - front[0, 2])
    radius = float(iris_diameter / 2 * scale)
    gaze = level_gaze(iris, masks, radius)
    iris = iris + np.array([0.0, gaze])
    depth = np.where(skin, surface.place[..., 2], -9)
    nose = np.unravel_index(int(np.argmax(depth)), depth.shape)
    chin = camera.project(np.array([[0.0, head.chin_y, 1.4]]), size)[0]
    return Features(
        size=size,
        pitch=camera.side / size,
        eye_corners=(corners[0], corners[1]),
        eye_masks=(masks[0], masks[1]),
        iris=(iris[0], iris[1]),
        iris_radius=radius,
        gaze=-gaze / scale,
        lips=lips.astype(np.float32),
        parting=find_parting(surface, lips.astype(np.float32)),
        nose=np.array([nose[1], nose[0]], float),
        chin=chin,
    )
