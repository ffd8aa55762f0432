"""One face, from its figure to a template."""

from __future__ import annotations

import zlib

import cv2
import numpy as np

from app.frame import N_MESH, Floats, Image
from app.pipeline.track.pose import resting_shape
from app.templates.photoreal import portrait
from app.templates.photoreal.brushes import blur
from app.templates.photoreal.closed import shut_eyes
from app.templates.photoreal.eyeball import draw_eye
from app.templates.photoreal.faces import PACK, Face
from app.templates.photoreal.landmarks import Nets, locate, mirror_order, refine
from app.templates.photoreal.opened import open_mouth
from app.templates.photoreal.regions import map_regions, skin_field
from app.templates.template import THUMBNAIL_SIDE, Region, Template

BUILDER = 1
"""Goes up with every change of what is built: a face kept from an older one is built anew."""
SYMMETRY = 0.6
"""Share of the difference between the shape's halves that is taken out: much of it is yaw that is
left, and the lens."""


def build(face: Face, figure: Image, mouth: Image, nets: Nets) -> Template:
    """Builds one face.

    Args:
        face: Which.
        figure: The dataset's figure, BGR.
        mouth: The picture that lends it the mouth's inside.
        nets: The tracker's.

    Raises:
        TemplateError: No face is found.
    """
    seed = zlib.crc32(face.id.encode())
    x0, y0, x1, y1 = face.crop
    crop = np.ascontiguousarray(figure[y0:y1, x0:x1])
    seen = locate(nets, crop, face.figure)
    matrix = portrait.upright(seen)
    sharp, plain = portrait.enlarge(crop, matrix, seed)
    landmarks = refine(plain, portrait.moved(seen, matrix))

    eye = draw_eye(plain, landmarks, seed)
    skin = skin_field(plain, landmarks)
    texture = portrait.take_glints(sharp, landmarks)
    texture = portrait.even_light(texture, landmarks, skin)
    regions = map_regions(texture, landmarks, face)
    skin_seen, lips_seen = regions == Region.SKIN, regions == Region.LIPS
    if face.beard == 1:  # skin that shows through, mostly
        skin_seen |= regions == Region.FACIAL_HAIR
    # Again, now that all skin is known, what lies in shadow too.
    texture = portrait.even_light(texture, landmarks, blur(skin_seen.astype(np.float32), 3), flat=0)
    texture = portrait.calm(texture, skin_seen, lips_seen)
    return Template(
        id=f"{PACK}/{face.id}",
        name=face.name,
        description=face.description,
        kind="human",
        texture=texture,
        landmarks=landmarks,
        geometry=_geometry(landmarks),
        regions=regions,
        closed=shut_eyes(texture, landmarks, face.lashes, seed),
        opened=open_mouth(texture, landmarks, mouth, seed, long_beard=face.beard > 2),
        eye=eye,
        mouth=mouth,
        thumbnail=_thumbnail(plain, landmarks),
    )


def _geometry(landmarks: Floats) -> Floats:
    shape = resting_shape(landmarks)
    other = shape[mirror_order()[:N_MESH]] * np.array([-1, 1, 1], np.float32)
    return np.asarray(shape + SYMMETRY / 2 * (other - shape), np.float32)


def _thumbnail(picture: Image, landmarks: Floats) -> Image:
    top, chin = landmarks[10, :2], landmarks[152, :2]
    height = float(chin[1] - top[1])
    middle = (top + chin) / 2 - (0, 0.04 * height)
    side = min(1.22 * height, 2 * float(min(middle[0], middle[1])) - 2)
    scale = THUMBNAIL_SIDE / side
    matrix = np.array(
        [[scale, 0, THUMBNAIL_SIDE / 2 - 0.5 - scale * middle[0]],
         [0, scale, THUMBNAIL_SIDE / 2 - 0.5 - scale * middle[1]]]
    )  # fmt: skip
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.3 / scale), np.uint8)
    size = THUMBNAIL_SIDE, THUMBNAIL_SIDE
    return np.asarray(cv2.warpAffine(soft, matrix, size, flags=cv2.INTER_CUBIC), np.uint8)
