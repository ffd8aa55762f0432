"""One stand-in face, ready for the engines."""

from __future__ import annotations

from dataclasses import dataclass

from app.frame import Floats, Image


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A stand-in face, loaded and verified. Everything is in pixels of `texture`.

    Attributes:
        id: ``pack/name``, as typed on the command line (the pack may be left out where unique).
        name, description: For people.
        kind: ``human``, or ``character``: plainly not a person, and keeps a colour of its own.
        texture: ``(1024, 1024, 3)`` uint8 BGR: the face frontal, neutral, mouth closed, even light.
        landmarks: ``(478, 3)`` float32: the mesh and irises on `texture`.
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
    eye: Image
    mouth: Image
    thumbnail: Image


IRIS_SHARE = 0.42
"""Diameter of the iris over the side of `Template.eye`."""
