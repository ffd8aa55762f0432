"""Mixes templates into one new face: shapes and colours by weight, details from one parent each.

Averaging pictures blurs whatever does not lie on the same pixel: pores, brow hairs, lashes. So all
parents are first bent into the mixed shape by the shared mesh; then coarse bands of their Laplacian
pyramids are averaged (tone, shading, the modelling of nose and cheeks), while fine bands are taken
whole from one parent: skin from one, brows from another, eyes and lips from others (Burt and
Adelson, "A multiresolution spline with application to image mosaics", ACM TOG 2(4), 1983).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

from app.frame import N_MESH, Floats, Image
from app.geometry import fit_similarity
from app.pipeline.swap.mesh.skin import BROWS, rim_points, spread
from app.pipeline.swap.mesh.topology import (
    EYES,
    LOWER_LID,
    LOWER_OUTER_LIP,
    N_RIM,
    RIM,
    SKIN,
    UPPER_LID,
    UPPER_OUTER_LIP,
    Indices,
    topology,
)
from app.pipeline.track.pose import RIGID, canonical, resting_shape
from app.templates.template import TEXTURE_SIDE, THUMBNAIL_SIDE, Region, Template, View

SIZE = TEXTURE_SIDE, TEXTURE_SIDE
FINE_LEVELS = 4
"""Levels of the pyramid that come whole from one parent: details of up to 32 pixels."""
FEATURE_LEVELS = 6
"""The same for brows and eyes, which would ghost otherwise: up to 128 pixels."""
LEVELS = 7
MAX_GAIN = 1.8
"""How far a mix's shape may be moved away from the mean face, over the mean of its parents'."""
LEAST_BEARD = 0.005
"""Share of the texture from which hair on the face is a beard."""
BORDER = 4096.0
"""Pixels beyond the picture at which the map ends; nothing lies out there."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Which parent, by its number, gives what whole."""

    skin: int
    brows: int
    eyes: int
    lips: int
    hair: int


def choose_cast(weights: Sequence[float], seed: int) -> Cast:
    """Shares the features out: heavier parents come first, no parent twice before all had one."""
    rng = np.random.default_rng(seed)
    share = np.asarray(weights, np.float64) / np.sum(weights)
    order = [int(i) for i in rng.choice(len(share), len(share), replace=False, p=share)]
    skin, brows, eyes, lips = (order * 4)[:4]
    return Cast(skin, brows, eyes, lips, hair=int(np.argmax(share)))


def mix(
    parents: Sequence[Template],
    weights: Sequence[float],
    seed: int,
    template_id: str,
    name: str,
    description: str,
) -> Template:
    """The mixed face. Takes about half a second a parent.

    Args:
        parents: Two or more, all of one kind.
        weights: One per parent, in any unit.
        seed: Decides which parent gives which details.
        template_id, name, description: Of the result.
    """
    share = np.asarray(weights, np.float32) / np.float32(np.sum(weights))
    cast = choose_cast(weights, seed)
    neutral = [View(parent.texture, parent.landmarks) for parent in parents]
    closed = [whole_view(parent, parent.closed) for parent in parents]
    opened = [whole_view(parent, parent.opened) for parent in parents]
    places = [_place(parent.landmarks) for parent in parents]
    mean = _mean_shape([view.landmarks for view in neutral], places, share)
    landmarks = _set_apart(mean, share)
    texture, labels, soft = _mix_view(parents, neutral, landmarks, share, cast)
    views = []
    for sources, boxes in (
        (closed, [_box(parent, parent.closed) for parent in parents]),
        (opened, [_box(parent, parent.opened) for parent in parents]),
    ):
        points = _mean_shape([view.landmarks for view in sources], places, share)
        points += _carried(landmarks - mean)
        x0, y0, x1, y1 = np.round(np.tensordot(share, np.array(boxes), 1)).astype(int).tolist()
        # Mixed whole, then cut: coarse bands must see the same surroundings as the texture's.
        picture, *_ = _mix_view(parents, sources, points, share, cast)
        x0, y0 = max(x0, 0), max(y0, 0)
        part = np.ascontiguousarray(picture[y0:y1, x0:x1])
        views.append(View(part, points - np.array([x0, y0, 0], np.float32)))
    shapes = np.stack([resting_shape(parent.geometry) for parent in parents])
    geometry = np.asarray(np.tensordot(share, shapes, 1), np.float32)
    geometry += (_gain(share) - 1) * (geometry - canonical())
    return Template(
        id=template_id,
        name=name,
        description=description,
        kind=parents[0].kind,
        texture=texture,
        landmarks=landmarks,
        geometry=geometry,
        regions=_vote(labels, soft),
        closed=views[0],
        opened=views[1],
        eye=parents[cast.eyes].eye,
        mouth=parents[cast.lips].mouth,
        thumbnail=portrait(texture, landmarks),
    )


def bend(template: Template, landmarks: Floats) -> Template:
    """The same face with its landmarks elsewhere, in all views; its geometry is left as it is.

    Args:
        template: What to bend.
        landmarks: ``(478, 3)`` on the texture. What moves there moves alike in the other views.
    """
    at = _bending(template.landmarks, landmarks, SIZE)
    shift = _carried(landmarks - template.landmarks)
    views = []
    for view in (template.closed, template.opened):
        points = view.landmarks + shift
        picture = warp(view.picture, view.landmarks, points, cv2.INTER_LANCZOS4)
        views.append(View(picture, points))
    return replace(
        template,
        texture=_remap(template.texture, at, cv2.INTER_LANCZOS4),
        landmarks=landmarks,
        regions=_remap(template.regions, at, cv2.INTER_NEAREST),
        closed=views[0],
        opened=views[1],
    )


def _carried(shift: Floats) -> Floats:
    """A displacement of the resting landmarks as the other views take it: shut lids stay shut."""
    result = shift.copy()
    for upper, lower in zip(UPPER_LID, LOWER_LID, strict=True):
        rows = list(upper), list(lower)
        result[rows[0]] = result[rows[1]] = (shift[rows[0]] + shift[rows[1]]) / 2
    return result


def warp(picture: Image, landmarks: Floats, goal: Floats, how: int = cv2.INTER_CUBIC) -> Image:
    """A picture of a frontal face bent so that its landmarks ``(478, 3)`` lie at `goal`.

    `how` is one of OpenCV's interpolations.
    """
    height, width = picture.shape[:2]
    return _remap(picture, _bending(landmarks, goal, (height, width)), how)


def _bending(landmarks: Floats, goal: Floats, size: tuple[int, int]) -> Floats:
    """See `warp_map`; `size` is height and width."""
    return np.asarray(warp_map(_sheet(goal), _sheet(landmarks), _sheet_triangles(), *size))


def _remap(picture: NDArray[np.uint8], at: Floats, how: int) -> NDArray[np.uint8]:
    bent = cv2.remap(picture, at[..., 0], at[..., 1], how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(bent, np.uint8)


def portrait(texture: Image, landmarks: Floats) -> Image:
    """``(256, 256, 3)``: head and hair, framed as the built-in pack's thumbnails are."""
    top, chin = landmarks[10, :2], landmarks[152, :2]
    face = float(np.linalg.norm(chin - top))
    side = min(round(1.66 * face), TEXTURE_SIDE)
    corner = (top + chin) / 2 - side / 2, top - 0.48 * face
    x = int(np.clip(round(float(corner[0][0])), 0, TEXTURE_SIDE - side))
    y = int(np.clip(round(float(corner[1][1])), 0, TEXTURE_SIDE - side))
    size = (THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    small = cv2.resize(texture[y : y + side, x : x + side], size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


# -- shapes ----------------------------------------------------------------------------------------


def _place(landmarks: Floats) -> tuple[float, Floats]:
    """Size and place of a frontal face on its picture."""
    scale, _, shift = fit_similarity(canonical()[RIGID], landmarks[RIGID])
    return scale, shift


def _mean_shape(
    shapes: Sequence[Floats], places: Sequence[tuple[float, Floats]], share: Floats
) -> Floats:
    """Weighted mean of landmarks, each freed of its own size and place; as large, and where, the
    parents are on the whole."""
    size = float(np.dot(share, [scale for scale, _ in places]))
    middle = np.tensordot(share, np.stack([shift for _, shift in places]), 1)
    free = [(s - shift) / scale for s, (scale, shift) in zip(shapes, places, strict=True)]
    return np.asarray(np.tensordot(share, np.stack(free), 1) * size + middle, np.float32)


def _gain(share: Floats) -> float:
    """How much less a mean of these parents differs from the mean face than each of them does, if
    they differ in ways of their own."""
    return min(float(1 / np.sqrt((share**2).sum())), MAX_GAIN)


def _set_apart(landmarks: Floats, share: Floats) -> Floats:
    """Moves a mean of faces away from the mean of all faces, as far as any face is from it: means
    look like everyone a little, to people and to recognisers."""
    scale, rotation, shift = fit_similarity(canonical()[RIGID], landmarks[RIGID])
    ordinary = scale * canonical() @ rotation.T + shift
    moved = landmarks.copy()
    moved[:N_MESH] += (_gain(share) - 1) * (landmarks[:N_MESH] - ordinary)
    for side in (0, 1):
        lids = [*UPPER_LID[side], *LOWER_LID[side]]
        iris = slice(N_MESH + 5 * side, N_MESH + 5 * side + 5)
        moved[iris] += (moved[lids] - landmarks[lids]).mean(axis=0)
    return moved


def view_offset(template: Template, view: View) -> tuple[int, int]:
    """Where the view's picture lies on the texture: most of the face does not move."""
    shift = np.median(template.landmarks[:, :2] - view.landmarks[:, :2], axis=0)
    return round(float(shift[0])), round(float(shift[1]))


def _box(template: Template, view: View) -> tuple[int, int, int, int]:
    x, y = view_offset(template, view)
    height, width = view.picture.shape[:2]
    return x, y, x + width, y + height


def whole_view(template: Template, view: View) -> View:
    """The view as a picture as large as the texture."""
    x, y, right, bottom = _box(template, view)
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(right, TEXTURE_SIDE), min(bottom, TEXTURE_SIDE)
    picture = template.texture.copy()
    picture[y0:y1, x0:x1] = view.picture[y0 - y : y1 - y, x0 - x : x1 - x]
    return View(picture, view.landmarks + np.array([x, y, 0], np.float32))


# -- pictures --------------------------------------------------------------------------------------


def _mix_view(
    parents: Sequence[Template],
    views: Sequence[View],
    landmarks: Floats,
    share: Floats,
    cast: Cast,
) -> tuple[Image, list[NDArray[np.uint8]], Floats]:
    """One view as large as the texture; then the parents' regions bent alike, and the weights
    ``(parents, h, w)`` with which they speak there."""
    pictures, regions = [], []
    for parent, view in zip(parents, views, strict=True):
        at = _bending(view.landmarks, landmarks, SIZE)
        pictures.append(_remap(view.picture, at, cv2.INTER_CUBIC).astype(np.float32))
        regions.append(_remap(parent.regions, at, cv2.INTER_NEAREST))
    points = landmarks[:, :2]
    bearded = _share_with_beards(parents, share) > 0.5
    face = _filled(points, tuple(topology().oval), *SIZE)
    for number, (picture, label) in enumerate(zip(pictures, regions, strict=True)):
        unwanted = (label == Region.HEAD_HAIR) & face
        if not bearded:
            unwanted |= label == Region.FACIAL_HAIR
        pictures[number] = _without(picture, unwanted)
    soft, fine, feature = _who_gives_what(points, regions, share, cast, bearded)
    layers = [fine] * FINE_LEVELS + [feature] * (FEATURE_LEVELS - FINE_LEVELS)
    layers += [soft] * (LEVELS + 1 - FEATURE_LEVELS)
    mixed = np.clip(_join(pictures, layers) + 0.5, 0, 255)
    return np.asarray(mixed, np.uint8), regions, soft


def _share_with_beards(parents: Sequence[Template], share: Floats) -> float:
    """A beard is there or not: half of one is a grey shadow."""
    beards = [float((parent.regions == Region.FACIAL_HAIR).mean()) for parent in parents]
    return float(sum(w for w, beard in zip(share, beards, strict=True) if beard > LEAST_BEARD))


def _without(picture: Floats, unwanted: NDArray[np.bool_]) -> Floats:
    """The picture with hair that the mix will not have replaced by the skin around it, so that it
    does not darken the coarse bands either."""
    if not unwanted.any():
        return picture
    gone = _softened(unwanted, 11, 3.0)[:, :, None]
    around = 1 - _softened(unwanted, 25, 1.0)
    return np.asarray(picture * (1 - gone) + spread(picture, around) * gone, np.float32)


def _who_gives_what(
    points: Floats,
    regions: Sequence[NDArray[np.uint8]],
    share: Floats,
    cast: Cast,
    bearded: bool,
) -> tuple[Floats, Floats, Floats]:
    """Weights ``(parents, h, w)`` for coarse bands, for fine ones, and for those in between."""
    height, width = regions[0].shape
    soft = np.empty((len(regions), height, width), np.float32)
    soft[:] = share[:, None, None]
    beards = [_softened(label == Region.FACIAL_HAIR, 9) for label in regions]
    somewhere = np.max(beards, axis=0)
    if somewhere.any():
        # Where anyone has a beard, those who do (or do not, as the mix) speak alone.
        for weights, beard in zip(soft, beards, strict=True):
            weights *= 1 - somewhere + somewhere * (1e-3 + (beard if bearded else 1 - beard))
        soft /= soft.sum(axis=0)
    fine = _strongest(soft, cast.skin) if somewhere.any() else _one(cast.skin, soft)
    feature = soft.copy()
    brows = np.any([label == Region.BROW for label in regions], axis=0)
    brows = brows | _filled(points, BROWS, height, width)
    eyes = np.any([label == Region.EYE for label in regions], axis=0)
    for side in (0, 1):
        eyes = eyes | _filled(points, (*UPPER_LID[side], *LOWER_LID[side]), height, width)
    lips = _filled(points, (*UPPER_OUTER_LIP, *LOWER_OUTER_LIP), height, width)
    _give(fine, cast.lips, _softened(lips, 13))
    around_brows, around_eyes = _softened(brows, 25), _softened(eyes, 31)
    for weights in (fine, feature):
        _give(weights, cast.brows, around_brows)
        _give(weights, cast.eyes, around_eyes)
    beyond = 1 - _softened(_filled(points, tuple(topology().oval), height, width), 1, 8.0)
    for weights in (soft, fine, feature):
        _give(weights, cast.hair, beyond)
    return soft, fine, feature


def _one(number: int, like: Floats) -> Floats:
    result = np.zeros_like(like)
    result[number] = 1
    return result


def _strongest(soft: Floats, wanted: int) -> Floats:
    """One parent per pixel: the wanted one wherever it has its say, else whoever has most."""
    liking = soft.copy()
    liking[wanted] *= 3
    best = liking.argmax(axis=0)
    result = np.stack([(best == i).astype(np.float32) for i in range(len(soft))])
    result = np.stack([np.asarray(cv2.GaussianBlur(r, (0, 0), 3), np.float32) for r in result])
    return np.asarray(result / result.sum(axis=0), np.float32)


def _give(weights: Floats, number: int, mask: Floats) -> None:
    """Hands the masked part to one parent."""
    weights *= 1 - mask
    weights[number] += mask


def _filled(points: Floats, vertices: Sequence[int], height: int, width: int) -> NDArray[np.bool_]:
    mask = np.zeros((height, width), np.uint8)
    hull = cv2.convexHull(np.round(points[list(vertices)]).astype(np.int32))
    cv2.fillConvexPoly(mask, hull, 1)
    return np.asarray(mask > 0)


def _softened(mask: NDArray[np.bool_], wider: int, sigma: float = 5.0) -> Floats:
    """The mask grown by `wider` pixels in all and with soft edges, 0..1."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wider, wider))
    grown = cv2.dilate(np.asarray(mask, np.uint8), kernel).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(grown, (0, 0), sigma), np.float32)


def _join(pictures: Sequence[Floats], layers: Sequence[Floats]) -> Floats:
    """Laplacian pyramids added up band by band with weights of that band's own."""
    bands: list[Floats] = []
    masks = [list(layer) for layer in layers]
    current = list(pictures)
    for level in range(LEVELS):
        below = [np.asarray(cv2.pyrDown(picture), np.float32) for picture in current]
        size = current[0].shape[1], current[0].shape[0]
        total = np.zeros_like(current[0])
        for i, picture in enumerate(current):
            detail = picture - cv2.pyrUp(below[i], dstsize=size)
            total += detail * masks[level][i][:, :, None]
        bands.append(total)
        current = below
        for rest in masks[level + 1 :]:
            for i, mask in enumerate(rest):
                if mask.shape == (size[1], size[0]):
                    rest[i] = np.asarray(cv2.pyrDown(mask), np.float32)
    result = np.zeros_like(current[0])
    for i, picture in enumerate(current):
        result += picture * masks[LEVELS][i][:, :, None]
    for band in reversed(bands):
        up = cv2.pyrUp(result, dstsize=(band.shape[1], band.shape[0]))
        result = np.asarray(up + band, np.float32)
    return result


def _vote(regions: Sequence[NDArray[np.uint8]], soft: Floats) -> NDArray[np.uint8]:
    votes = np.stack(
        [
            np.sum([w * (label == region) for w, label in zip(soft, regions, strict=True)], axis=0)
            for region in Region
        ]
    )
    return np.asarray(votes.argmax(axis=0), np.uint8)


# -- the mesh as a sheet over the whole picture ----------------------------------------------------


def _sheet(landmarks: Floats) -> Floats:
    """``(468 + 36 + 36, 2)``: the mesh, its rim, and points far outside."""
    scale, rotation, shift = fit_similarity(canonical()[RIGID], landmarks[RIGID])
    rim = rim_points(resting_shape(landmarks)) * scale @ rotation.T + shift
    oval = topology().oval
    away = canonical()[oval, :2] - canonical()[oval, :2].mean(axis=0)
    # The same way for every face: what lies beyond the rim is only shifted.
    far = rim[:, :2] + away / np.linalg.norm(away, axis=1, keepdims=True) * BORDER
    return np.concatenate([landmarks[:N_MESH, :2], rim[:, :2], far]).astype(np.float32)


def _sheet_triangles() -> Indices:
    topo = topology()
    sheet = topo.triangles[(topo.layer == SKIN) & (topo.triangles.max(axis=1) < EYES)]
    outer = []
    for i in range(N_RIM):
        a, b = RIM + i, RIM + (i + 1) % N_RIM
        outer += [(a, a + N_RIM, b + N_RIM), (a, b + N_RIM, b)]
    return np.concatenate([sheet, np.array(outer, np.int32)]).astype(np.int32)


@numba.njit(nogil=True, cache=True)
def warp_map(goal: Floats, source: Floats, triangles: Indices, height: int, width: int) -> Floats:
    """``(height, width, 2)`` float32: for each pixel of the goal, where it lies on the source.

    Args:
        goal, source: ``(n, 2)`` float32 vertices in pixels.
        triangles: ``(t, 3)`` int32; later ones win where they overlap.
    """
    result = np.empty((height, width, 2), np.float32)
    for y in range(height):
        for x in range(width):
            result[y, x, 0], result[y, x, 1] = x, y
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay, bx, by = goal[a, 0], goal[a, 1], goal[b, 0], goal[b, 1]
        cx, cy = goal[c, 0], goal[c, 1]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if abs(area) < 1e-3:
            continue
        y_low, y_high = max(int(np.ceil(min(ay, by, cy))), 0), min(max(ay, by, cy), height - 1.0)
        x_low, x_high = max(int(np.ceil(min(ax, bx, cx))), 0), min(max(ax, bx, cx), width - 1.0)
        for y in range(y_low, int(np.floor(y_high)) + 1):
            for x in range(x_low, int(np.floor(x_high)) + 1):
                wb = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area
                wc = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area
                if wb < -1e-4 or wc < -1e-4 or wb + wc > 1.0001:
                    continue
                wa = 1 - wb - wc
                for k in range(2):
                    result[y, x, k] = wa * source[a, k] + wb * source[b, k] + wc * source[c, k]
    return result
