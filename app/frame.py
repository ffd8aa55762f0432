"""The value types that every stage hands on.

Pixels are ``uint8`` arrays of shape ``(height, width, 3)`` in **BGR** order (OpenCV's), upright and
unmirrored. Coordinates are in pixels of that picture, x to the right, y down, with ``(0, 0)`` the
centre of the top left pixel. Times are seconds of ``time.monotonic()``.

Two types carry pictures, and they are not interchangeable: a `Frame` holds what the camera saw and
stays inside the pipeline; a `SafeFrame` is made by the guard alone, and is the only thing that a
sink accepts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]

N_MESH = 468
"""Vertices of the MediaPipe face mesh."""
N_LANDMARKS = 478
"""Mesh vertices followed by the two irises: 468..472 the image-left one, 473..477 the image-right
one; of each the centre, then its right, top, left and bottom edge."""


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned box in pixels; may reach outside the picture."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    def intersection(self, other: Box) -> float:
        """Area shared with `other`, in square pixels."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, width) * max(0.0, height)

    def iou(self, other: Box) -> float:
        """Intersection over union, 0..1."""
        shared = self.intersection(other)
        union = self.area + other.area - shared
        return shared / union if union > 0 else 0.0

    def scaled(self, factor: float) -> Box:
        """The box grown (or shrunk) about its centre."""
        cx, cy = self.centre
        w, h = self.width * factor / 2, self.height * factor / 2
        return Box(cx - w, cy - h, cx + w, cy + h)

    def clipped(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Whole-pixel ``(x0, y0, x1, y1)`` inside a picture of that size; may be empty."""
        x0 = min(max(int(np.floor(self.x0)), 0), width)
        y0 = min(max(int(np.floor(self.y0)), 0), height)
        x1 = min(max(int(np.ceil(self.x1)), x0), width)
        y1 = min(max(int(np.ceil(self.y1)), y0), height)
        return x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class Pose:
    """Head rotation in degrees, as seen in the picture.

    yaw: positive when the nose points to the right edge of the picture; pitch: positive when it
    points up; roll: positive when the head tilts clockwise.
    """

    yaw: float
    pitch: float
    roll: float


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """What the whole-frame detector found: a box, a score 0..1 and six keypoints ``(6, 2)``.

    Keypoints: image-left eye, image-right eye, nose tip, mouth centre, image-left ear,
    image-right ear.
    """

    box: Box
    score: float
    keypoints: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One tracked face in one frame.

    Attributes:
        track_id: Stable while the face stays in the picture; never used again after.
        box: Tight box around the mesh.
        score: Confidence 0..1 that a visible face lies under the mesh, in this very frame.
        landmarks: ``(478, 3)`` float32, smoothed; x and y in pixels, z in the same scale,
            negative towards the camera. See `N_LANDMARKS`.
        pose: Head rotation in degrees.
    """

    track_id: int
    box: Box
    score: float
    landmarks: Floats
    pose: Pose


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture from the source, and what the tracker found in it. Never leaves the pipeline.

    Attributes:
        image: ``(height, width, 3)`` uint8 BGR; not to be written to.
        index: Counts the source's frames from 0, dropped ones included.
        captured_at: `time.monotonic()` seconds when the picture arrived.
        pts: Presentation time within the source in seconds; None from a camera.
        detections: Faces that the detector found in this very frame.
        faces: Faces with a mesh fitted to this very frame.
    """

    image: Image
    index: int
    captured_at: float
    pts: Fraction | None = None
    detections: tuple[Detection, ...] = ()
    faces: tuple[Face, ...] = ()

    @property
    def width(self) -> int:
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        return int(self.image.shape[0])

    @property
    def time(self) -> float:
        """Seconds on the source's own clock: `pts` where there is one, else `captured_at`."""
        return float(self.pts) if self.pts is not None else self.captured_at

    def with_faces(self, faces: tuple[Face, ...], detections: tuple[Detection, ...]) -> Frame:
        return replace(self, faces=faces, detections=detections)


@dataclass(frozen=True, slots=True, eq=False)
class Tint:
    """How the wearer's visible skin around a patch is recoloured, so that it goes with the patch.

    Attributes:
        gain: ``(3,)`` float32 factor for blue, green and red.
        outline: ``(n, 2)`` float32: the face's outline in frame pixels, a loop.
        down: ``(2,)`` float32: unit vector from the forehead to the chin.
    """

    gain: Floats
    outline: Floats
    down: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """What a swapper makes of one face, placed by a whole-pixel offset.

    Attributes:
        pixels: ``(h, w, 3)`` uint8 BGR.
        mask: ``(h, w)`` uint8; 255 replaces the frame's pixel, 0 keeps it.
        x, y: Where the patch's top left pixel lies in the frame; the patch lies inside the frame.
        track_id: Whose face it covers.
        frame_index: The frame it was made for. The guard refuses it for any other.
        tint: For the skin around it; None leaves that alone.
    """

    pixels: Image
    mask: Image
    x: int
    y: int
    track_id: int
    frame_index: int
    tint: Tint | None = None


class Verdict(StrEnum):
    """What the guard decided about an output frame."""

    SWAPPED = "swapped"
    SHIELDED = "shielded"
    EMPTY = "empty"
    """An empty room, shown because the user allowed it and no face was seen for a set time."""


class Shield(StrEnum):
    """What goes out instead of a frame that is not safe."""

    HOLD = "hold"
    """The last safe frame for a second, then the card."""
    MOSAIC = "mosaic"
    """Coarse blocks over every face; over the whole frame where no box is trusted."""
    CARD = "card"
    """A plain picture that says that the camera is covered."""


@dataclass(frozen=True, slots=True, eq=False)
class SafeFrame:
    """A picture that may leave the app. Only the guard makes these.

    Attributes:
        image: ``(height, width, 3)`` uint8 BGR; not to be written to.
        verdict: Why it may leave.
        reason: For a shielded frame, why it was shielded, in plain words; else empty.
        faces: How many faces were seen in the frame.
        index, captured_at, pts: Those of the `Frame` it stands for.
    """

    image: Image
    verdict: Verdict
    reason: str
    faces: int
    index: int
    captured_at: float
    pts: Fraction | None = None

    @property
    def time(self) -> float:
        """Seconds on the source's own clock: `pts` where there is one, else `captured_at`."""
        return float(self.pts) if self.pts is not None else self.captured_at
