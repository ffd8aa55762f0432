"""A template made ready for drawing: everything that does not change from frame to frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from app.frame import N_MESH, Floats, Image
from app.geometry import fit_similarity
from app.pipeline.swap.mesh.topology import (
    EYES,
    LOWER_LID,
    LOWER_LIP,
    OVER,
    RIM,
    UPPER_LID,
    UPPER_LIP,
    Indices,
    topology,
)
from app.pipeline.track.landmark_net import LandmarkNet
from app.pipeline.track.mesh import EYE_CORNERS, Roi
from app.pipeline.track.pose import RIGID, canonical, resting_shape
from app.templates.template import Region, Template

LEVELS_PER_OCTAVE = 4
N_LEVELS = 17
"""Sizes of the texture, each 2^(1/4) smaller than the one before: down to a sixteenth."""
TONE_WIDTH = 40
"""Pixels across a face from which colours are taken for relighting: no feature survives."""
RIM_REACH = (0.16, 0.05, 0.07)
"""How far the patch fades out beyond the oval, over the distance to the middle of the face: at the
forehead, the sides, the chin."""
SKIN_REACH = (1.14, 0.93)
"""How far from the middle of the face the texture is taken for skin, over the oval's distance: at
the forehead, and at the cheeks and jaw, where the landmarks lie on the edge to the background."""
TONE_INSET = 0.03
"""The tone of a vertex on the oval is read this share of the way in, for the same reason."""
BROWS = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46, 300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
NOSTRILS = (2, 97, 98, 99, 60, 75, 326, 327, 328, 290, 305, 94, 19, 20, 250, 141, 370)
SMILES = 1.05, 1.22
"""Width of the mouth over the eyes', over the mean face's, at which a smile begins and is broad."""
SEEN_ROUNDS = 3
SEEN_REACH = 0.12
"""Canonical units over which `_seen` is smoothed."""
HAIR_NEAR = 25
"""Pixels of the texture around a vertex that are looked at for hair."""
PATCH_STEP = 4
PATCH_SIZES = 7.0, 28.0
"""Blurs, in `PATCH_STEP` pixels of the texture, between which a dark patch is seen."""
EDGE = 41
"""Twice the pixels of the texture beside hair and background that are not taken for skin: strands,
their shade, and the dark rim of a cheek that turns away."""
EDGE_BLUR = 5.0
"""Pixels of the texture over which what is filled in and what is not run into one another."""
FEATURE_EDGE = 71
"""Twice the pixels of the texture around brows, eyes, lips and beards that stay as they are."""
OUTER = 0.58
"""Share of the way from the middle of the face to the oval beyond which shaded skin is left out."""
SHADED = 0.9
"""Brightness over that of the middle of the face below which outer skin counts as shaded."""
TONE_FLOOR = 12.0
"""Levels added before a ratio of colours is taken, so that black does not explode."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Whose features are drawn.

    Attributes:
        shape: ``(468, 3)`` float32: the resting mesh in the canonical frame.
        eye_open: Opening over width, for each eye.
    """

    shape: Floats
    eye_open: tuple[float, float]

    @staticmethod
    def of(shape: Floats) -> Target:
        return Target(shape, (eye_openness(shape, 0), eye_openness(shape, 1)))


@dataclass(frozen=True, slots=True, eq=False)
class PreparedTemplate:
    """See `prepare`.

    Attributes:
        levels: The texture in falling sizes; level k is ``2 ** (-k / LEVELS_PER_OCTAVE)``.
        size: Pixels of the texture per unit of the canonical mesh.
        texcoords: ``(OVER, 2)`` float32 on level 0; eyes and mouth are set per frame.
        closed, opened: The other two views, in the same sizes.
        view_texcoords: ``(k, 2)`` float32: `Topology.twins` on level 0 of their view.
        target: The template's own features.
        iris: Radius of the iris in canonical units.
        mouth_width: In canonical units.
        mouth_gap: Opening over width of the mouth in the view that has it open.
        plain: ``(468,)`` float32: 1 on plain skin, near 0 on features and on hair.
        flatten: ``(6, 468)`` float32: finds the quadratic of `smooth_basis` that fits values on
            plain skin.
        tone: ``(468, 3)`` log of the low-frequency colour at each vertex.
        tinted: ``(OVER + k, 3)`` 1 over the colour around each vertex, 0..255; eyeballs and the
            mouth's inside are tinted in full.
        shading: ``(468, 3)`` what is left in `tone` on plain skin beside a smooth field: shadows
            of the template's own light.
        eyeball, inside: The other two pictures, each in sizes that halve from level to level.
    """

    levels: tuple[Image, ...]
    closed: tuple[Image, ...]
    opened: tuple[Image, ...]
    size: float
    texcoords: Floats
    view_texcoords: Floats
    target: Target
    iris: float
    mouth_width: float
    mouth_gap: float
    plain: Floats
    flatten: Floats
    tone: Floats
    tinted: Floats
    shading: Floats
    eyeball: tuple[Image, ...]
    inside: tuple[Image, ...]


def prepare(template: Template) -> PreparedTemplate:
    """Builds the pyramids, the texture coordinates and the template's own measures. Some 250 ms."""
    scale, rotation, shift = fit_similarity(canonical()[RIGID], template.landmarks[RIGID])
    seen = _seen(template.texture, template.landmarks)
    landmarks = template.landmarks + seen
    drawn = resting_shape(landmarks)
    shape = resting_shape(template.geometry + seen[:N_MESH] @ rotation / scale)
    texcoords = np.zeros((OVER, 2), np.float32)
    texcoords[:N_MESH] = landmarks[:N_MESH, :2]
    rim = rim_points(drawn) * scale @ rotation.T + shift
    texcoords[RIM:EYES] = rim[:, :2]
    even = _without_dark_patches(template.texture, template.regions, landmarks)
    texture = _only_skin(even, template.regions, landmarks)
    irises = landmarks[N_MESH:].reshape(2, 5, 3)
    radius = np.linalg.norm(irises[:, 1:, :2] - irises[:, :1, :2], axis=2).mean()
    lips = shape[list(UPPER_LIP), :2]
    tone = vertex_tone(texture, landmarks)
    plain = _plain_on(template)
    flatten = _fit_smooth(plain)
    topo = topology()
    shut, open_ = (
        view.landmarks[:, :2] + seen[:, :2] for view in (template.closed, template.opened)
    )
    around_eyes = (topo.view < 2)[:, None]
    return PreparedTemplate(
        levels=_pyramid(texture),
        closed=_pyramid(template.closed.picture),
        opened=_pyramid(template.opened.picture),
        size=scale,
        texcoords=texcoords,
        view_texcoords=np.where(around_eyes, shut[topo.twins], open_[topo.twins]),
        target=Target.of(shape),
        iris=float(radius / scale),
        mouth_width=float(np.linalg.norm(lips[-1] - lips[0])),
        mouth_gap=max(0.1, openness(open_, _UPPER_LIP, _LOWER_LIP)),
        plain=plain,
        flatten=flatten,
        tone=tone,
        tinted=_tinted(tone),
        shading=_shading(tone, plain, flatten),
        eyeball=_halvings(template.eye),
        inside=_halvings(template.mouth),
    )


def _seen(texture: Image, landmarks: Floats) -> Floats:
    """``(478, 3)`` float32, pixels: where the tracker sees the texture's landmarks, from where the
    pack has them. Packs were made with an older net, which puts chins higher and noses lower; a
    template must lie under the mesh as a wearer does. Smooth, so that the pack's exact outlines of
    eyes and lips keep their form."""
    net = LandmarkNet()
    found = landmarks
    for _ in range(SEEN_ROUNDS):
        found, _ = net.fit(texture, Roi.from_landmarks(found))
    shape = canonical()[:, :2]
    near = np.exp(-((shape[:, None] - shape[None]) ** 2).sum(axis=2) / (2 * SEEN_REACH**2))
    off = found - landmarks
    smooth = np.zeros_like(off)
    smooth[:N_MESH] = near @ off[:N_MESH] / near.sum(axis=1, keepdims=True)
    for side, corners in enumerate(EYE_CORNERS):
        start = N_MESH + 5 * side
        smooth[start : start + 5] = smooth[list(corners)].mean(axis=0)
    return smooth.astype(np.float32)


def _tinted(tone: Floats) -> Floats:
    """See `PreparedTemplate.tinted`."""
    result = np.full((OVER, 3), 1.0, np.float32)
    result[:N_MESH] = 1 / np.maximum(np.exp(tone) - TONE_FLOOR, 1)
    result[RIM:EYES] = result[topology().oval]
    return np.concatenate((result, result[topology().twins]))


def _pyramid(picture: Image) -> tuple[Image, ...]:
    """A picture in `N_LEVELS` falling sizes."""
    height, width = picture.shape[:2]
    factors = [2 ** (-k / LEVELS_PER_OCTAVE) for k in range(1, N_LEVELS)]
    sizes = [(max(2, round(width * f)), max(2, round(height * f))) for f in factors]
    return (
        picture,
        *(
            np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
            for size in sizes
        ),
    )


def _plain_on(template: Template) -> Floats:
    """See `PreparedTemplate.plain`."""
    skin = (template.regions == Region.SKIN).astype(np.float32)
    near = cv2.blur(skin, (HAIR_NEAR, HAIR_NEAR))
    at = np.round(template.landmarks[:N_MESH, :2]).astype(int)
    share = near[at[:, 1], at[:, 0]]
    # Features are told by the mesh; of the picture only hair matters here.
    hair = template.regions[at[:, 1], at[:, 0]] >= Region.FACIAL_HAIR
    return np.asarray(np.where(hair, 0.02, plain_skin()) * np.maximum(share, 0.02), np.float32)


def _halvings(picture: Image) -> tuple[Image, ...]:
    """A picture and its halves, quarters … down to some pixels."""
    levels = [picture]
    while min(levels[-1].shape[:2]) > 16:
        height, width = levels[-1].shape[:2]
        half = cv2.resize(levels[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        levels.append(np.asarray(half, np.uint8))
    return tuple(levels)


def _without_dark_patches(texture: Image, regions: NDArray[np.uint8], landmarks: Floats) -> Image:
    """Cheeks, jaw and temples freed of the shade of hair, ears and cheekbones: in other light and
    on other skin it looks like a bruise. The middle of the face keeps its modelling."""
    height, width = regions.shape
    size = width // PATCH_STEP, height // PATCH_STEP
    small = cv2.resize(texture, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    log = np.log(small.mean(axis=2) + TONE_FLOOR)
    skin = cv2.resize((regions == Region.SKIN).astype(np.float32), size)
    oval = landmarks[topology().oval, :2] / PATCH_STEP
    inside = np.zeros(size[::-1], np.uint8)
    cv2.fillPoly(inside, [np.round(oval).astype(np.int32)], 1)
    known = np.asarray(skin * inside, np.float32)
    fine, coarse = (
        cv2.GaussianBlur(log * known, (0, 0), sigma)
        / np.maximum(cv2.GaussianBlur(known, (0, 0), sigma), 1e-3)
        for sigma in PATCH_SIZES
    )
    middle, reach = oval.mean(axis=0), np.ptp(oval, axis=0) / 2
    yy, xx = np.mgrid[0 : size[1], 0 : size[0]]
    away = np.hypot((xx - middle[0]) / reach[0], (yy - middle[1]) / reach[1])
    outer = np.clip((away - 0.5) / 0.2, 0, 1) * cv2.GaussianBlur(known, (0, 0), 3)
    lift = np.exp(np.maximum(coarse - fine, 0) * outer).astype(np.float32)
    lift = np.asarray(cv2.resize(lift, (width, height)), np.float32)[:, :, None]
    return np.asarray(np.minimum(texture * lift + 0.5, 255), np.uint8)


def _only_skin(texture: Image, regions: NDArray[np.uint8], landmarks: Floats) -> Image:
    """The texture with everything beyond the face replaced by the skin next to it, so that neither
    ears nor hair nor background show at the patch's edge."""
    oval = landmarks[topology().oval, :2]
    middle = oval.mean(axis=0)
    away = oval - middle
    up = np.clip(-away[:, 1] / np.abs(away[:, 1]).max(), 0, 1)[:, None] ** 2
    polygon = middle + away * (SKIN_REACH[1] + (SKIN_REACH[0] - SKIN_REACH[1]) * up)
    inside = np.zeros(texture.shape[:2], np.uint8)
    cv2.fillPoly(inside, [np.round(polygon).astype(np.int32)], 255)
    beyond = (regions == Region.OTHER) | (regions == Region.HEAD_HAIR)
    inside[cv2.dilate(beyond.astype(np.uint8), np.ones((EDGE, EDGE), np.uint8)) > 0] = 0
    inside[_turned_away(texture, regions, landmarks)] = 0
    # Neither brows nor eyes bleed into what is filled in.
    known = (inside > 0) & ~np.isin(regions, (Region.BROW, Region.EYE))
    filled = spread(texture.astype(np.float32), known.astype(np.float32))
    soft = cv2.GaussianBlur(cv2.erode(inside, np.ones((9, 9), np.uint8)), (0, 0), EDGE_BLUR)
    share = soft[:, :, None].astype(np.float32) / 255
    return np.asarray(texture * share + filled * (1 - share) + 0.5, np.uint8)


def _turned_away(
    texture: Image, regions: NDArray[np.uint8], landmarks: Floats
) -> NDArray[np.bool_]:
    """Where the face's outer skin is darker than its cheeks: it turns away from the template's own
    light, and would be a stain in any other."""
    grey = cv2.GaussianBlur(cv2.cvtColor(texture, cv2.COLOR_BGR2GRAY), (0, 0), EDGE_BLUR)
    oval = landmarks[topology().oval, :2]
    middle, reach = oval.mean(axis=0), np.ptp(oval, axis=0) / 2
    yy, xx = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]]
    away = np.hypot((xx - middle[0]) / reach[0], (yy - middle[1]) / reach[1])
    skin = regions == Region.SKIN
    cheeks = grey[skin & (away < OUTER)]
    if not cheeks.size:
        return np.zeros(grey.shape, np.bool_)
    features = np.isin(regions, (Region.BROW, Region.EYE, Region.LIPS, Region.FACIAL_HAIR))
    near = cv2.dilate(features.astype(np.uint8), np.ones((FEATURE_EDGE, FEATURE_EDGE), np.uint8))
    shaded = skin & (near == 0) & (grey < SHADED * np.median(cheeks))
    return np.asarray((away > OUTER) & shaded, np.bool_)


def spread(colours: Floats, known: Floats) -> Floats:
    """Fills what is not known from what is near: averages of known pixels, coarser the farther
    away (push and pull over a pyramid; Gortler et al., "The Lumigraph", SIGGRAPH 1996)."""
    height, width = known.shape
    weighted = colours * known[:, :, None]
    if min(height, width) > 2:
        half = (width + 1) // 2, (height + 1) // 2
        small = cv2.resize(known, half, interpolation=cv2.INTER_AREA)
        mean = np.asarray(cv2.resize(weighted, half, interpolation=cv2.INTER_AREA), np.float32)
        mean /= np.maximum(small, 1e-6)[:, :, None]
        below = spread(mean, np.asarray(np.minimum(small * 4, 1), np.float32))
        coarse = cv2.resize(below, (width, height))
    else:
        total = max(float(known.sum()), 1e-6)
        coarse = np.broadcast_to(weighted.sum(axis=(0, 1)) / total, colours.shape)
    return np.asarray(weighted + coarse * (1 - known[:, :, None]), np.float32)


def rim_points(shape: Floats) -> Floats:
    """``(36, 3)``: the oval pushed outwards in the canonical frame, where the patch is clear."""
    oval = shape[topology().oval]
    middle = np.array([0.0, oval[:, 1].mean(), 0.0], np.float32)
    away = oval - middle
    away[:, 2] = 0
    up = np.clip(-away[:, 1] / (np.abs(away[:, 1]).max() + 1e-6), -1, 1)
    top, side, chin = RIM_REACH
    reach = side + np.where(up > 0, (top - side) * up**2, (chin - side) * up**2)
    return np.asarray(oval + away * reach[:, None], np.float32)


@lru_cache(maxsize=1)
def plain_skin() -> Floats:
    """``(468,)`` float32: 1 on plain skin, near 0 on and around eyes, brows, nostrils and lips."""
    weight = np.ones(N_MESH, np.float32)
    shape = canonical()[:, :2]
    for group in (*UPPER_LID, *LOWER_LID, UPPER_LIP, LOWER_LIP, BROWS, NOSTRILS):
        for vertex in group:
            weight[np.linalg.norm(shape - shape[vertex], axis=1) < 0.13] = 0.02
    weight.setflags(write=False)
    return weight


@lru_cache(maxsize=1)
def smooth_basis() -> Floats:
    """``(468, 6)`` float32: a quadratic over the face."""
    x, y = canonical()[:, 0], canonical()[:, 1]
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1).astype(np.float32)


def _fit_smooth(plain: Floats) -> Floats:
    """The pseudo-inverse ``(6, 468)`` of `smooth_basis`, weighted to plain skin."""
    weight = plain.copy()
    weight[topology().oval] *= 0.5
    root = np.sqrt(weight)[:, None]
    return (np.linalg.pinv(smooth_basis() * root) * root.T).astype(np.float32)


def _shading(tone: Floats, plain: Floats, flatten: Floats) -> Floats:
    """See `PreparedTemplate.shading`; spread smoothly over the mesh, nothing on the oval."""
    rest = tone - smooth_basis() @ (flatten @ tone)
    rest *= np.where(plain > 0.5, 1, 0)[:, None]
    shape = canonical()[:, :2]
    near = np.exp(-(((shape[:, None] - shape[None]) ** 2).sum(axis=2)) / (2 * 0.08**2))
    near *= np.where(plain > 0.5, 1, 0.15)[None, :]
    smooth = near @ rest / near.sum(axis=1, keepdims=True)
    return np.asarray(smooth, np.float32)


def eye_openness(points: Floats, side: int) -> float:
    """Widest opening between the lids over the distance of the corners.

    Args:
        points: ``(≥468, ≥2)`` in any unit.
        side: 0 for the image-left eye of a frontal face, 1 for the other.
    """
    return float(openness(points, _UPPER_LID[side], _LOWER_LID[side]))


_UPPER_LID = np.array(UPPER_LID, np.int32)
_LOWER_LID = np.array(LOWER_LID, np.int32)
_UPPER_LIP = np.array(UPPER_LIP, np.int32)
_LOWER_LIP = np.array(LOWER_LIP, np.int32)


def smile(points: Floats) -> float:
    """0 for a mouth as wide as people's at rest, 1 for one drawn as wide as in a broad smile.

    Args:
        points: ``(≥468, ≥2)`` in any unit; seen from the side, eyes and mouth get narrower alike.
    """

    def wide(shape: Floats) -> float:
        mouth, eyes = shape[308, :2] - shape[78, :2], shape[263, :2] - shape[33, :2]
        return float(np.linalg.norm(mouth)) / max(float(np.linalg.norm(eyes)), 1e-6)

    return ramp(wide(points) / wide(canonical()), *SMILES)


def ramp(value: float, start: float, end: float) -> float:
    """0 at `start`, 1 at `end`, smooth at both."""
    share = min(max((value - start) / (end - start), 0.0), 1.0)
    return share * share * (3 - 2 * share)


@numba.njit(nogil=True, cache=True)
def openness(points: Floats, upper: Indices, lower: Indices) -> float:
    """Widest opening between two rows of vertices over the distance of their ends."""
    first, last = upper[0], upper[upper.shape[0] - 1]
    dx, dy = points[last, 0] - points[first, 0], points[last, 1] - points[first, 1]
    widest = 0.0
    for i in range(upper.shape[0]):
        gx = points[upper[i], 0] - points[lower[i], 0]
        gy = points[upper[i], 1] - points[lower[i], 1]
        widest = max(widest, gx * gx + gy * gy)
    return math.sqrt(widest) / max(math.sqrt(dx * dx + dy * dy), 1e-6)


def vertex_tone(image: Image, landmarks: Floats) -> Floats:
    """``(468, 3)`` log colour around each vertex, at `TONE_WIDTH` pixels to the face."""
    points = landmarks[:N_MESH, :2].copy()
    oval = topology().oval
    points[oval] += TONE_INSET * (points[oval].mean(axis=0) - points[oval])
    height, width = image.shape[:2]
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.05 * (high - low).max()
    x0, y0 = np.clip(np.floor(low - margin), 0, (width - 2, height - 2)).astype(int)
    x1, y1 = np.clip(np.ceil(high + margin), (x0 + 2, y0 + 2), (width, height)).astype(int)
    step = max(1.0, float((high - low)[0]) / TONE_WIDTH)
    size = max(2, round((x1 - x0) / step)), max(2, round((y1 - y0) / step))
    # Strides first: an area average over a large face costs a millisecond, and shows no more.
    stride = max(1, int(step) // 4)
    small = cv2.resize(image[y0:y1:stride, x0:x1:stride], size, interpolation=cv2.INTER_AREA)
    at = (points - (x0, y0)) * (size[0] / (x1 - x0), size[1] / (y1 - y0)) - 0.5
    # Only the face's own pixels: neither wall nor hair beyond the oval run into its border.
    inside = np.zeros(size[::-1], np.uint8)
    cv2.fillPoly(inside, [np.round(at[oval]).astype(np.int32)], 255)
    share = cv2.blur(inside, (5, 5), borderType=cv2.BORDER_REPLICATE)
    own = cv2.bitwise_and(small, small, mask=inside)
    own = cv2.blur(own, (5, 5), borderType=cv2.BORDER_REPLICATE)
    weight = 255 / np.maximum(share, 16).astype(np.float32)
    mean = np.minimum(own * weight[:, :, None], 255).astype(np.uint8)
    colours = sample_points(mean, np.asarray(at, np.float32))
    return np.asarray(np.log(colours + TONE_FLOOR), np.float32)


@numba.njit(nogil=True, cache=True)
def sample_points(image: Image, points: Floats) -> Floats:
    """``(n, 3)`` float32 bilinear colours at ``(n, 2)`` points; outside, those of the border."""
    height, width = image.shape[0], image.shape[1]
    result = np.empty((points.shape[0], 3), np.float32)
    for i in range(points.shape[0]):
        x = min(max(points[i, 0], 0.0), width - 1.001)
        y = min(max(points[i, 1], 0.0), height - 1.001)
        ix, iy = int(x), int(y)
        fx, fy = x - ix, y - iy
        for channel in range(3):
            top = image[iy, ix, channel] * (1 - fx) + image[iy, ix + 1, channel] * fx
            low = image[iy + 1, ix, channel] * (1 - fx) + image[iy + 1, ix + 1, channel] * fx
            result[i, channel] = top * (1 - fy) + low * fy
    return result
