"""One stand-in face, ready for the engines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.frame import Floats, Image


class Region(IntEnum):
    """What a pixel of `Template.regions` shows."""

    OTHER = 0
    SKIN = 1
    BROW = 2
    EYE = 3
    LIPS = 4
    FACIAL_HAIR = 5
    HEAD_HAIR = 6


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The face, or a part of it, doing something.

    Attributes:
        picture: ``(h, w, 3)`` uint8 BGR; as many pixels to the face as the template's texture.
        landmarks: ``(478, 3)`` float32 in pixels of `picture`; some lie outside of it.
    """

    picture: Image
    landmarks: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A stand-in face, loaded and verified. Everything is in pixels of `texture`.

    Attributes:
        id: ``pack/name``, as typed on the command line (the pack may be left out where unique).
        name, description: For people.
        kind: ``human``, or ``character``: plainly not a person, and keeps a colour of its own.
        texture: ``(1024, 1024, 3)`` uint8 BGR: the face frontal, neutral, mouth closed, even light.
        landmarks: ``(478, 3)`` float32: the mesh and irises on `texture`.
        geometry: ``(468, 3)`` float32: the resting mesh in the head's own frame, the one of
            `app.pipeline.track.pose.canonical`.
        regions: ``(1024, 1024)`` uint8: a `Region` for each pixel of `texture`.
        closed: Both eyes gently shut; the picture holds brows, eyes and upper cheeks.
        opened: The mouth open, with teeth and tongue; the picture holds the lower face.
        eye: ``(256, 256, 3)`` uint8 BGR: the bare eyeball, no lids: the iris in the middle, its
            diameter `IRIS_SHARE` of the side, sclera to the edges.
        mouth: ``(256, 512, 3)`` uint8 BGR: the mouth's inside: upper teeth from the top edge,
            then cavity and tongue; its width is the distance between the mouth's corners.
        thumbnail: ``(256, 256, 3)`` uint8 BGR.
    """

    id: str
    name: str
    description: str
    kind: str
    texture: Image
    landmarks: Floats
    geometry: Floats
    regions: NDArray[np.uint8]
    closed: View
    opened: View
    eye: Image
    mouth: Image
    thumbnail: Image


TEXTURE_SIDE = 1024
IRIS_SHARE = 0.42
"""Diameter of the iris over the side of `Template.eye`."""
EYE_SIDE = 256
MOUTH_SIZE = 512, 256
THUMBNAIL_SIDE = 256
KINDS = ("human", "character")
