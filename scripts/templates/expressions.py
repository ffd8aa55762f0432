"""The portrait again with the eyes shut, and with the mouth open: crops that match it exactly.

The head is moved by MakeHuman's units of expression and probed anew. Skin is painted in the view of
the moved head: what the resting portrait shows is carried along, what it hides is made up.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from brushes import Field, blur, smoothstep, stroke, to_linear, to_srgb
from features import Features, Surface
from finish import finish
from geometry import BaseMesh, Camera, Head, lip_drop, make_head, sample_mask
from hair import Locks
from landmarks import N_MESH, outline, spacing, walk
from numpy.typing import NDArray
from paint import Paint, Painter, paint
from scipy.spatial import cKDTree
from strands import Strands, shut_lashes
from studio import Blender, Portrait, flatten, probe, render
from teeth import furnish

from app.pipeline.swap.mesh.topology import (
    LOWER_LID,
    LOWER_LIP,
    LOWER_MIDDLE_LIPS,
    LOWER_OUTER_LIP,
    UPPER_LID,
    UPPER_LIP,
    UPPER_MIDDLE_LIPS,
    UPPER_OUTER_LIP,
)

Floats = NDArray[np.float64]
Box = tuple[int, int, int, int]

OVAL_SIDES = (234, 454)
BROW_TOPS = (105, 334)
NOSTRILS = (98, 327)
BRIDGE, CHIN = 197, 152
LIPS_APART = 0.47
"""Gap between the inner lips over their width, of the open mouth."""
LINING = 0.2
"""Height in MakeHuman's texture layout below which, near the lips, the mouth's lining lies."""
CORNER = 0.035
"""Least width of the lips at the corners of the open mouth, over the opening's."""
SKIN_DEPTH = 0.03
"""Decimetres by which teeth and tongue stay behind the skin in front of them."""
MOVED = 0.8
"""Pixels by which skin has to move to be told from resting skin."""


@dataclass(frozen=True, slots=True)
class View:
    """A crop of the portrait in another expression; `landmarks` in its own pixels."""

    picture: NDArray[np.uint8]
    landmarks: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Moved:
    """A head in an expression, probed inside `box`; outside, the resting portrait's surface."""

    head: Head
    surface: Surface
    box: Box
    source: Field
    """The pixel of the resting portrait that shows, or hides, the same bit of skin."""
    hidden: NDArray[np.bool_]
    """Skin that the resting portrait does not show."""


def boxed(x0: float, y0: float, x1: float, y1: float, size: int) -> Box:
    """A box of whole multiples of eight pixels, inside the picture."""
    low, high = np.array([x0, y0]) // 8 * 8, -(np.array([x1, y1]) // -8) * 8
    left, top = np.clip(low, 0, size).astype(int)
    right, bottom = np.clip(high, 0, size).astype(int)
    return int(left), int(top), int(right), int(bottom)


def eye_box(landmarks: NDArray[np.float32], size: int) -> Box:
    """Around brows, eyes and upper cheeks, past the temples."""
    x, y = landmarks[:, 0], landmarks[:, 1]
    left, right = x[list(OVAL_SIDES)]
    eyes = float(y[[UPPER_LID[0][0], UPPER_LID[1][0]]].mean())
    above = 1.9 * (eyes - float(y[list(BROW_TOPS)].min()))
    margin = 0.04 * (right - left)
    return boxed(left - margin, eyes - above, right + margin, y[list(NOSTRILS)].max(), size)


def mouth_box(landmarks: NDArray[np.float32], size: int) -> Box:
    """From the nose's bridge to well below the chin, past the cheeks."""
    x, y = landmarks[:, 0], landmarks[:, 1]
    left, right = x[list(OVAL_SIDES)]
    margin = 0.04 * (right - left)
    below = 0.42 * (y[CHIN] - y[BRIDGE])
    return boxed(left - margin, y[BRIDGE], right + margin, y[CHIN] + below, size)


def move(
    blender: Blender, portrait: Portrait, head: Head, folder: Path, box: Box
) -> tuple[Moved, dict[str, Any]]:
    """Probe a head in an expression; also the scene to render it in."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "mesh.npz", vertices=head.vertices, faces=head.faces, face_uvs=head.face_uvs)
    resting, camera = portrait.surface, portrait.camera
    size = resting.size
    left, top, right, bottom = box
    nudge = 0.01  # Blender cuts fractions of pixels off
    border = [left + nudge, size - bottom + nudge, right + nudge, size - top + nudge]
    scene = portrait.scene | {
        "probe_box": [int(v) for v in box],
        "border": [v / size for v in border],
    }
    (folder / "scene.json").write_text(json.dumps(scene))
    probed = probe(blender, folder, scene)

    window = (slice(top, bottom), slice(left, right))
    fields = {}
    for name in ("what", "place", "normal", "uv", "triangle", "share"):
        merged = getattr(resting, name).copy()
        merged[window] = getattr(probed, name)[window]
        fields[name] = merged
    surface = replace(probed, **fields)

    yy, xx = np.mgrid[0:size, 0:size].astype(np.float32)
    source = np.stack([xx, yy], axis=-1)
    before = surface.elsewhere(resting)
    seen = surface.triangle >= 0
    shift = camera.project(before[seen], size) - camera.project(surface.place[seen], size)
    source[seen] += shift.astype(np.float32)
    x, y = source[..., 0], source[..., 1]
    shown = cv2.remap(resting.place[..., 2], x, y, cv2.INTER_NEAREST)
    skin = cv2.remap(resting.what, x, y, cv2.INTER_NEAREST) == 1
    hidden = seen & ~(skin & (np.abs(shown - before[..., 2]) < 0.015))
    hidden &= np.abs(source - np.stack([xx, yy], axis=-1)).max(-1) > 0.1
    return Moved(head, surface, box, source, hidden), scene


def carry(landmarks: NDArray[np.float32], portrait: Portrait, moved: Moved) -> NDArray[np.float32]:
    """Landmarks where the skin that they lie on goes."""
    resting, camera = portrait.surface, portrait.camera
    size = resting.size
    rows, columns = np.nonzero(resting.triangle >= 0)
    tree = cKDTree(np.stack([columns, rows], axis=1))
    nearest = tree.query(landmarks[:N_MESH, :2])[1]
    rows, columns = rows[nearest], columns[nearest]
    before = resting.place[rows, columns]
    after = resting.elsewhere(moved.surface)[rows, columns]
    carried = landmarks.copy()
    carried[:N_MESH, :2] += camera.project(after, size) - camera.project(before, size)
    carried[:N_MESH, 2] -= (after - before)[:, 2] / portrait.features.pitch
    return carried


def carried_points(points: Floats, portrait: Portrait, moved: Moved) -> Floats:
    """By how much the skin under each point moves, ``(n, 3)``."""
    nearest = cKDTree(portrait.surface.smooth).query(points)[1]
    return np.asarray(moved.surface.smooth[nearest] - portrait.surface.smooth[nearest], np.float64)


def carried_hair(portrait: Portrait, moved: Moved) -> tuple[Strands, Locks]:
    """Brows, lashes, hair and beard, each strand moved along with the skin at its root."""
    strands, locks = portrait.strands, portrait.locks
    shift = carried_points(strands.points[:, 0], portrait, moved)
    strands = replace(strands, points=strands.points + shift[:, None])
    if len(locks.sizes):
        first = np.concatenate([[0], np.cumsum(locks.sizes)[:-1]])
        shift = carried_points(locks.points[first], portrait, moved)
        spread = np.repeat(shift, locks.sizes, axis=0)
        locks = replace(locks, points=(locks.points + spread).astype(np.float32))
    return strands, locks


def write_inputs(folder: Path, maps: Paint, strands: Strands, locks: Locks, eye: Path) -> None:
    """What `render` reads, beside the mesh and the scene."""
    for name in ("colour", "rough", "height"):
        cv2.imwrite(str(folder / f"{name}.png"), getattr(maps, name))
    np.savez(folder / "hair.npz", points=strands.points, radii=strands.radii, shade=strands.shade)
    locks.save(folder / "locks.npz")
    (folder / "eye.png").write_bytes(eye.read_bytes())


def finished(
    portrait: Portrait, features: Features, folder: Path, box: Box, character: dict[str, Any]
) -> NDArray[np.uint8]:
    """The rendered crop, finished as a part of the whole picture."""
    whole = portrait.picture.copy()
    left, top, right, bottom = box
    whole[top:bottom, left:right] = flatten(folder / "beauty.png")
    done = finish(whole, features, character["finish"], int(character["seed"]))
    return done[top:bottom, left:right]


def in_crop(landmarks: NDArray[np.float32], box: Box) -> NDArray[np.float32]:
    return np.asarray(landmarks - np.array([box[0], box[1], 0]), np.float32)


# -- eyes shut -------------------------------------------------------------------------------------


def lash_line(moved: Moved, features: Features, number: int) -> Floats:
    """Where the lids of a shut eye meet, in pixels from the image-left corner to the other."""
    corners = np.array(sorted(features.eye_corners[number], key=lambda c: float(c[0])))
    (x0, y0), (x1, y1) = corners
    width = x1 - x0
    yy = np.mgrid[0 : features.size, 0 : features.size][0]
    drop = yy - moved.source[..., 1]
    near = (np.abs(yy - (y0 + y1) / 2) < 0.5 * width) & (drop > MOVED) & (moved.surface.what == 1)
    columns = np.arange(int(np.ceil(x0)) + 1, int(x1))
    rows = [np.flatnonzero(near[:, x]) for x in columns]
    found = np.array([(x, r[-1] + 0.5) for x, r in zip(columns, rows, strict=True) if len(r)])
    # Near the corners hardly anything moves: the line runs straight into them.
    inner = (found[:, 0] > x0 + 0.08 * width) & (found[:, 0] < x1 - 0.08 * width)
    knots = np.concatenate([corners[:1], found[inner], corners[1:]])
    xs = np.arange(x0, x1 + 0.5, 0.5)
    ys = np.interp(xs, knots[:, 0], knots[:, 1])
    reach = max(3, round(0.09 * len(xs))) | 1
    padded = np.pad(ys, reach // 2, mode="reflect", reflect_type="odd")
    kernel = np.hanning(reach + 2)[1:-1]
    return np.stack([xs, np.convolve(padded, kernel / kernel.sum(), mode="valid")], axis=1)


class ShutPainter(Painter):
    """Paints the same person with the lids shut: a line where they meet, and their fine veins."""

    lines: Sequence[Floats]

    def meeting(self, above: float, below: float) -> Field:
        """A soft line where the lids meet, reaching so many pixels of a 1024 picture each way."""
        field = np.zeros((self.size, self.size), np.float32)
        unit = self.size / 1024
        for line in self.lines:
            points = (line + 0.5) * self.scale
            x0, x1 = points[0, 0], points[-1, 0]
            y = np.interp(self.xx[0], points[:, 0], points[:, 1]).astype(np.float32)
            away = self.yy - y[None]
            reach = np.where(away < 0, above * unit, below * unit)
            ends = smoothstep(x0 - 2 * unit, x0 + 0.25 * (x1 - x0), self.xx)
            ends *= smoothstep(x1 + 3 * unit, x1 - 0.12 * (x1 - x0), self.xx)
            field = np.maximum(field, ends * np.exp(-((away / reach) ** 2)))
        return field

    def lash_lines(self) -> Field:
        return self.meeting(1.5, 1.0)

    def lid_rims(self) -> Field:
        return 0.35 * self.meeting(1.6, 2.6)

    def pigments(self, look: dict[str, Any]) -> tuple[Field, Field, Field]:
        melanin, blood, stubble = super().pigments(look)
        rng = np.random.default_rng(5)  # its own: the rest must come out as in the portrait
        veins = np.zeros_like(blood)
        for line in self.lines:
            points = (line + 0.5) * self.scale
            wide = points[-1, 0] - points[0, 0]
            for _ in range(9):
                start = points[int(rng.uniform(0.15, 0.85) * len(points))]
                heading = -np.pi / 2 + rng.normal(0, 0.5)
                path = [start - (0, rng.uniform(0.03, 0.20) * wide)]
                for _ in range(8):
                    heading += rng.normal(0, 0.35)
                    step = 0.022 * wide * np.array([np.cos(heading), np.sin(heading)])
                    path.append(path[-1] + step)
                stroke(veins, np.array(path), self.size / 1024 * 1.1, rng.uniform(0.3, 1.0))
        blood += 0.07 * blur(veins, self.size / 1600)
        return melanin, blood, stubble


def shoot_closed(
    blender: Blender,
    root: Path,
    base: BaseMesh,
    character: dict[str, Any],
    portrait: Portrait,
    landmarks: NDArray[np.float32],
    folder: Path,
) -> View:
    """The portrait with both eyes gently shut; `landmarks` are the resting ones."""
    seed = int(character["seed"])
    size = portrait.surface.size
    head = make_head(root, base, character["shape"], seed, shut=True)
    box = eye_box(landmarks, size)
    moved, scene = move(blender, portrait, head, folder, box)
    lines = [lash_line(moved, portrait.features, number) for number in (0, 1)]
    nothing = np.zeros((size, size), np.bool_)
    features = replace(portrait.features, eye_masks=(nothing, nothing))
    side = portrait.shadow.shape[0]
    painter = ShutPainter(moved.surface, features, portrait.shadow, portrait.roots, side, seed + 1)
    painter.lines = lines
    strands, locks = carried_hair(portrait, moved)
    look = character["lashes"]
    if look["upper_count"]:
        # `grow` puts the lashes last, the lower lids' first.
        upper = 2 * int(look["upper_count"])
        kept = Strands(strands.points[:-upper], strands.radii[:-upper], strands.shade[:-upper])
        rng = np.random.default_rng(seed + 6)
        parts = [kept]
        for number, line in enumerate(lines):
            path = line[::-1] if number == 0 else line  # from the inner corner
            knots = path[np.linspace(0, len(path) - 1, 12).round().astype(int)]
            roots = moved.surface.raised(knots[None], np.zeros((1, len(knots))))[0]
            parts.append(shut_lashes(roots, -1.0 if number == 0 else 1.0, look, rng))
        strands = Strands.joined(parts)
    maps = paint(painter, character["skin"])
    write_inputs(folder, maps, strands, locks, folder.parent / "eye.png")
    render(blender, folder, scene)
    picture = finished(portrait, features, folder, box, character)

    points = carry(landmarks, portrait, moved)
    for number, line in enumerate(lines):
        for lids in (UPPER_LID[number], LOWER_LID[number]):
            # Both rows share out the lash line alike: they coincide.
            share = spacing(landmarks[:N_MESH], UPPER_LID[number])
            path = line if points[lids[0], 0] < points[lids[-1], 0] else line[::-1]
            points[list(lids), :2] = walk(path, share)
        depth = points[list(LOWER_LID[number]), 2]
        points[list(UPPER_LID[number]), 2] = depth
    return View(picture, in_crop(points, box))


# -- mouth open ------------------------------------------------------------------------------------


def mouth_opening(moved: Moved, lips: Field) -> NDArray[np.bool_]:
    """Where one looks into the mouth: past the inner lips' edges, at its lining."""
    lining = (moved.surface.what == 1) & (moved.surface.uv[..., 1] < LINING)
    near = cv2.dilate((lips > 0.5).astype(np.uint8), np.ones((9, 9), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(lining.astype(np.uint8))
    touched = np.unique(labels[(near > 0) & lining])
    if not len(touched):
        raise SystemExit("the open mouth was not found")
    found = labels == max(touched, key=lambda k: stats[k, cv2.CC_STAT_AREA])
    return np.asarray(found)


def spread(colours: Field, known: Field) -> Field:
    """Fills what is not known from what is near, coarser the farther away."""
    height, width = known.shape
    if min(height, width) <= 2:
        total = max(float(known.sum()), 1e-6)
        mean = (colours * known[..., None]).sum(axis=(0, 1)) / total
        return np.broadcast_to(mean, colours.shape).astype(np.float32)
    half = (width + 1) // 2, (height + 1) // 2
    small = cv2.resize(known, half, interpolation=cv2.INTER_AREA)
    mean = cv2.resize(colours * known[..., None], half, interpolation=cv2.INTER_AREA)
    mean = mean.reshape(*small.shape, -1) / np.maximum(small, 1e-6)[..., None]
    below = spread(mean.astype(np.float32), np.minimum(small * 4, 1))
    coarse = cv2.resize(below, (width, height)).reshape(colours.shape)
    return np.asarray(colours * known[..., None] + coarse * (1 - known[..., None]), np.float32)


def paint_open(
    folder: Path, moved: Moved, portrait: Portrait, lips: Field, look: dict[str, Any]
) -> Paint:
    """The resting portrait's paint, in `folder`, carried along; flesh where it shows none.

    `look` is the character's ``[mouth]`` table.
    """
    maps = {
        name: cv2.imread(str(folder / f"{name}.png"), cv2.IMREAD_UNCHANGED)
        for name in ("colour", "rough", "height")
    }
    size = maps["colour"].shape[0]
    scale = size / moved.surface.size
    left, top, right, bottom = (round(v * scale) for v in moved.box)
    window = (slice(top, bottom), slice(left, right))

    def grown(field: Field, how: int = cv2.INTER_LINEAR) -> Field:
        return np.asarray(cv2.resize(field, (size, size), interpolation=how)[window], np.float32)

    yy, xx = np.mgrid[0 : moved.surface.size, 0 : moved.surface.size].astype(np.float32)
    shift = moved.source - np.stack([xx, yy], axis=-1)
    opening = mouth_opening(moved, lips)
    # Shifts must not be mixed over the lips' edges with those of the mouth's lining.
    outside = (~opening & ~moved.hidden).astype(np.float32)
    shift = np.where(outside[..., None] > 0, shift, spread(shift, outside))
    moving = grown(shift) * scale
    down, across = np.mgrid[top:bottom, left:right].astype(np.float32)
    x, y = across + moving[..., 0], down + moving[..., 1]
    carried = {
        name: cv2.remap(field, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        for name, field in maps.items()
    }
    still = np.abs(moving).max(-1) < 0.02
    for name, field in maps.items():
        carried[name][still] = field[window][still]

    # The dark line between the resting lips, and all that they hid, is made of the lips around it.
    parting = (portrait.features.parting + 0.5) * scale
    line = np.interp(x, parting[:, 0], parting[:, 1])
    red = smoothstep(0.3, 0.7, grown(lips))
    wet = np.exp(-(((y - line) / (0.0052 * size)) ** 2)).astype(np.float32) * red
    wet = np.maximum(wet, grown((moved.hidden & ~opening).astype(np.float32)) * red)
    # At the corners so little red is stretched so far that next to none is left.
    rest = cv2.resize(portrait.features.lips, (size, size), interpolation=cv2.INTER_LINEAR)
    painted = cv2.remap(rest, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    wet = np.maximum(wet, red * smoothstep(0.9, 0.6, painted))
    known = smoothstep(0.5, 0.12, wet) * smoothstep(0.6, 0.9, red)
    soft = blur(grown(opening.astype(np.float32)), size / 1600)
    linear = to_linear(carried["colour"][..., ::-1].astype(np.float32) / 255)
    flesh = spread(linear, known)
    flesh = flesh * np.array([0.97, 0.86, 0.88], np.float32)  # moist and well supplied with blood
    blend = smoothstep(0.08, 0.45, wet)[..., None]
    linear = linear * (1 - blend) + flesh * blend

    # Behind the lips their own red turns into the dark one of the mouth's lining.
    depth = moved.surface.place[..., 2]
    edge = cv2.dilate(np.where(opening, -9.0, depth).astype(np.float32), np.ones((25, 25)))
    deep = smoothstep(0.02, 0.16, grown((edge - depth) * opening))
    lining = to_linear(np.array(look["gum"], float) / 255) * (1 - deep[..., None])
    lining = lining + to_linear(np.array(look["cavity"], float) / 255) * deep[..., None]
    linear = linear * (1 - soft[..., None]) + lining * soft[..., None]

    whole = {name: field.copy() for name, field in maps.items()}
    colour = np.round(to_srgb(linear)[..., ::-1] * 255).astype(np.uint8)
    colour[still & (soft < 1e-3)] = carried["colour"][still & (soft < 1e-3)]
    whole["colour"][window] = colour
    moist = np.maximum(0.8 * wet, soft)
    rough = carried["rough"].astype(np.float32)
    whole["rough"][window] = np.round(rough * (1 - 0.4 * moist)).astype(np.uint8)
    height = carried["height"].astype(np.float32)
    whole["height"][window] = np.round(height + (32768 - height) * soft).astype(np.uint16)
    return Paint(**whole)


def open_features(
    moved: Moved, features: Features, lips: Field
) -> tuple[Features, NDArray[np.bool_]]:
    """The features of the open mouth, for the finish; and the opening, smoothly bounded."""
    opening = mouth_opening(moved, lips)
    soft = cv2.GaussianBlur(opening.astype(np.float32), (0, 0), features.size / 340)
    opening = soft > 0.5
    upper, lower = outline(opening, True), outline(opening, False)
    parting = np.stack([upper[:, 0], (upper[:, 1] + lower[:, 1]) / 2], axis=1)
    return replace(features, lips=lips, parting=parting), opening


def place_lips(points: NDArray[np.float32], opening: NDArray[np.bool_], features: Features) -> None:
    """Put the lips' outlines on the painted lips' edge and the opening's; and the rows between."""
    red = cv2.GaussianBlur(features.lips, (0, 0), features.size / 260) > 0.5
    red |= opening
    # The corners lie level with the opening's tips; carried ones may slip inside.
    least = CORNER * float(features.parting[-1, 0] - features.parting[0, 0])
    for index, outwards in ((0, -1), (-1, 1)):
        x, y = features.parting[index]
        edge = np.flatnonzero(red[round(float(y))])[index]
        x = x + outwards * max(least, outwards * (edge - x))
        points[UPPER_OUTER_LIP[index], :2] = x, y
    for outer, inner, rows, upper in (
        (UPPER_OUTER_LIP, UPPER_LIP, UPPER_MIDDLE_LIPS, True),
        (LOWER_OUTER_LIP, LOWER_LIP, LOWER_MIDDLE_LIPS, False),
    ):
        rim, line = outline(red, upper), outline(opening, upper)
        rim[0], rim[-1] = points[[outer[0], outer[-1]], :2]
        points[list(outer), :2] = walk(rim, spacing(points, outer))
        points[list(inner), :2] = walk(line, np.linspace(0, 1, len(inner)))
        a, b = points[list(outer)], points[list(inner)]
        for row, part in zip(rows, (0.3, 0.75), strict=True):
            points[list(row), :2] = (a + (b - a) * part)[:, :2]


def behind_skin(points: Floats, moved: Moved, opening: NDArray[np.bool_], camera: Camera) -> Floats:
    """Points, pushed back where they would come out of the face beside the opening."""
    size = moved.surface.size
    column, row = np.clip(np.round(camera.project(points, size)), 0, size - 1).astype(int).T
    covered = (moved.surface.what[row, column] == 1) & ~opening[row, column]
    skin = moved.surface.place[row, column, 2] - SKIN_DEPTH
    kept = points.copy()
    kept[:, 2] = np.where(covered, np.minimum(points[:, 2], skin), points[:, 2])
    return kept


def mouth_inside(
    moved: Moved, opening: NDArray[np.bool_], camera: Camera, look: dict[str, Any], seed: int
) -> dict[str, NDArray[Any]]:
    """Teeth, gums and tongue behind the lips, as arrays for ``inside.npz``."""
    place = moved.surface.place
    columns = np.flatnonzero(opening.any(0))
    middle = int(columns.mean())
    rows = np.flatnonzero(opening[:, middle])
    upper, lower = place[rows[0] - 2, middle], place[rows[-1] + 2, middle]
    left, right = (
        place[int(np.flatnonzero(opening[:, x]).mean()), x + step, 0]
        for x, step in ((columns[0], -2), (columns[-1], 2))
    )
    half = float(right - left) / 2
    parts = furnish(upper.astype(float), lower.astype(float), half, look, seed)
    parts = {
        name: replace(part, vertices=behind_skin(part.vertices, moved, opening, camera))
        for name, part in parts.items()
    }
    return {
        f"{name}_{field}": getattr(part, field)
        for name, part in parts.items()
        for field in ("vertices", "faces", "colours")
    }


def shoot_open(
    blender: Blender,
    root: Path,
    base: BaseMesh,
    character: dict[str, Any],
    portrait: Portrait,
    landmarks: NDArray[np.float32],
    folder: Path,
) -> View:
    """The portrait with the mouth open as for "ah"; `landmarks` are the resting ones."""
    seed = int(character["seed"])
    size = portrait.surface.size
    origin = character["shape"]["origin"]
    ends = landmarks[[UPPER_LIP[0], UPPER_LIP[-1]], :2]
    width = float(np.linalg.norm(ends[1] - ends[0])) * portrait.features.pitch
    weight = LIPS_APART * width / lip_drop(root, base, origin)
    head = make_head(root, base, character["shape"], seed, expression={"mouth-open": weight})
    box = mouth_box(landmarks, size)
    moved, scene = move(blender, portrait, head, folder, box)
    lips = sample_mask(root, "mpfb_lips.jpg", moved.surface.uv.astype(np.float64))
    lips = (lips * (moved.surface.what == 1)).astype(np.float32)
    features, opening = open_features(moved, portrait.features, lips)
    inside = mouth_inside(moved, opening, portrait.camera, character["mouth"], seed + 7)
    np.savez(folder / "inside.npz", **inside)
    maps = paint_open(folder.parent, moved, portrait, lips, character["mouth"])
    strands, locks = carried_hair(portrait, moved)
    write_inputs(folder, maps, strands, locks, folder.parent / "eye.png")
    render(blender, folder, scene)
    picture = finished(portrait, features, folder, box, character)
    points = carry(landmarks, portrait, moved)
    place_lips(points, opening, features)
    return View(picture, in_crop(points, box))
