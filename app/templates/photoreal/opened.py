"""The view with the mouth open, made of a photograph that has it shut.

The jaw turns about its hinge before the ears and takes the lower lip, the chin and, less and less,
the cheeks with it; between the lips appears the picture of a mouth's inside.
"""

from __future__ import annotations

import cv2
import numba
import numpy as np

from app.frame import N_MESH, Floats, Image
from app.geometry import fit_similarity
from app.pipeline.swap.mesh.skin import openness
from app.pipeline.swap.mesh.topology import (
    LOWER_LIP,
    LOWER_MIDDLE_LIPS,
    LOWER_OUTER_LIP,
    UPPER_LIP,
    UPPER_MIDDLE_LIPS,
    UPPER_OUTER_LIP,
    Indices,
    topology,
)
from app.pipeline.track.pose import RIGID, canonical
from app.templates.photoreal.brushes import (
    Doubles,
    blur,
    blur_within,
    grid,
    noise,
    polygon,
    smoothstep,
    to_bytes,
)
from app.templates.photoreal.landmarks import smooth_curve
from app.templates.template import View

GAP = 0.56
"""Between the inner lips, over the mouth's width."""
LIFT = 0.045
"""How far the upper lip rises, over the mouth's width."""
PURSE = 0.055
"""How far each corner moves inwards, over the mouth's width."""
CORNER = 0.45
"""How far the corners go down, over the way of the lower lip's middle."""
RIMS = ((0.10, 0.75), (0.24, 0.35), (0.45, 0.0))
LONG_BEARD_RIMS = ((0.25, 0.97), (0.60, 0.65), (1.10, 0.0))
"""Rings around the face: how far beyond the oval, over its distance to the middle, and how much of
the oval's movement they share: the neck gives way, a long beard comes along."""
TEETH_UNDER = 0.055
"""How far the picture of the mouth's inside begins above the raised lip's edge, over the mouth's
width: gums stay hidden."""
RIM_LIP = 0.05
"""Width of the moist inner edge of the lips, over the mouth's width."""


def open_mouth(
    texture: Image, landmarks: Floats, inside: Image, seed: int, *, long_beard: bool = False
) -> View:
    """Makes `Template.opened`.

    Args:
        texture: The finished texture.
        landmarks: ``(478, 3)`` on it.
        inside: `Template.mouth`.
        seed: For grain.
        long_beard: It hangs below the chin and goes with it.
    """
    corners = landmarks[[UPPER_LIP[0], UPPER_LIP[-1]], :2]
    width = float(np.linalg.norm(corners[1] - corners[0]))
    points = landmarks.copy()
    points[:N_MESH] = _drop_jaw(landmarks[:N_MESH], width)
    x0, y0, x1, y1 = _crop(landmarks, points)
    offset = np.array([x0, y0], np.float32)
    picture = _warp(
        texture, landmarks, points, (x0, y0, x1, y1), LONG_BEARD_RIMS if long_beard else RIMS
    )
    points[:, :2] -= offset
    picture = _fill_mouth(picture, points, landmarks[:, :2] - offset, inside, width, seed)
    return View(picture, points)


def _crop(before: Floats, after: Floats) -> tuple[int, int, int, int]:
    low = np.minimum(before[:, :2].min(axis=0), after[:, :2].min(axis=0))
    high = np.maximum(before[:, :2].max(axis=0), after[:, :2].max(axis=0))
    top = float(before[[6, 197], 1].mean())
    return (
        max(0, int(low[0]) - 40),
        max(0, int(top)),
        min(1024, int(high[0]) + 40),
        min(1024, int(high[1]) + 90),
    )


def _drop_jaw(mesh: Floats, width: float) -> Floats:
    """``(468, 3)`` with the mouth open."""
    scale, rotation, shift = fit_similarity(canonical()[RIGID], mesh[RIGID])
    shape = ((mesh - shift) @ rotation / scale).astype(np.float64)
    unit = width / scale
    hinge = shape[[127, 356, 234, 454]].mean(axis=0)
    lip = shape[[14, 15, 16]].mean(axis=0)
    arm = lip[1:] - hinge[1:]  # y and z
    angle = _angle(arm, (GAP - LIFT) * unit)
    share = _jaw_share(shape)
    for _ in range(5):  # how far the lips part depends on their shape, and on where the head points
        moved = _swing(shape, share, hinge, angle, unit) * scale @ rotation.T + shift
        gap = openness(moved.astype(np.float32), _UPPER, _LOWER)
        angle *= float(np.clip(GAP / max(gap, 0.05), 0.4, 1.6))
    return np.asarray(
        _swing(shape, share, hinge, angle, unit) * scale @ rotation.T + shift, np.float32
    )


_UPPER = np.array(UPPER_LIP, np.int32)
_LOWER = np.array(LOWER_LIP, np.int32)


def _swing(shape: Doubles, share: Doubles, hinge: Doubles, angle: float, unit: float) -> Doubles:
    """The mesh in the head's own frame with the jaw turned; `unit` is the mouth's width."""
    c, s = np.cos(angle), np.sin(angle)
    turned = shape.copy()
    y, z = shape[:, 1] - hinge[1], shape[:, 2] - hinge[2]
    turned[:, 1] = hinge[1] + c * y - s * z
    turned[:, 2] = hinge[2] + s * y + c * z
    moved = shape + (turned - shape) * share[:, None]

    # The corners come inwards, and the upper lip rises; both fade out around the mouth.
    left, right = shape[UPPER_LIP[0]], shape[UPPER_LIP[-1]]
    for corner, sign in ((left, 1.0), (right, -1.0)):
        away = np.linalg.norm((shape - corner)[:, :2], axis=1) / unit
        moved[:, 0] += sign * PURSE * unit * np.exp(-((away / 0.33) ** 2))
    middle = (left + right) / 2
    rise = np.exp(-(((shape[:, 0] - middle[0]) / (0.36 * unit)) ** 2))
    nose = shape[2, 1]
    upper = np.clip((shape[:, 1] - nose) / max(middle[1] - nose, 1e-6), 0, 1)
    moved[:, 1] -= LIFT * unit * rise * upper * (1 - np.clip(share / CORNER, 0, 1))
    return moved


def _angle(arm: Doubles, way: float) -> float:
    """Of the turn that takes the end of `arm` (y, z) down by `way`."""
    low, high = 0.0, 1.2
    for _ in range(40):
        middle = (low + high) / 2
        down = np.cos(middle) * arm[0] - np.sin(middle) * arm[1] - arm[0]
        low, high = (middle, high) if down < way else (low, middle)
    return (low + high) / 2


def _jaw_share(shape: Doubles) -> Doubles:
    """``(468,)``: how far each vertex goes with the jaw: 1 on the chin and the lower lip, 0 above
    the mouth, and in the cheeks what the skin around pulls."""
    fixed = np.full(N_MESH, np.nan)
    oval = topology().oval
    y = shape[:, 1]
    corner = (shape[61, 1] + shape[291, 1]) / 2
    chin, brow = shape[152, 1], shape[9, 1]
    fixed[y < shape[4, 1]] = 0  # the tip of the nose, and all above
    fixed[[2, 97, 326, 98, 327, 164, 94, 141, 370, 60, 290]] = 0
    depth = (y[oval] - brow) / (chin - brow)
    fixed[oval] = np.clip((depth - 0.42) / 0.30, 0, 1)
    below = (y > shape[17, 1] + 0.25 * (chin - shape[17, 1])) & (
        np.abs(shape[:, 0] - shape[152, 0]) < 0.6 * abs(shape[291, 0] - shape[61, 0])
    )
    fixed[below & (y > corner)] = 1
    t = np.linspace(-1, 1, 11)
    round_off = np.sqrt(np.clip(1 - np.abs(t) ** 2.4, 0, 1))
    for rows, power in (
        ((LOWER_LIP,), 1.0),
        (reversed(LOWER_MIDDLE_LIPS), 1.0),
        ((LOWER_OUTER_LIP,), 1.15),
    ):
        for row in rows:
            fixed[list(row)] = CORNER + (1 - CORNER) * round_off**power
    for rows, power in (
        ((UPPER_LIP,), 1.0),
        (reversed(UPPER_MIDDLE_LIPS), 1.0),
        ((UPPER_OUTER_LIP,), 1.0),
    ):
        for row in rows:
            fixed[list(row)] = CORNER * (1 - round_off**power)
    return _soap(shape, fixed)


def _soap(shape: Doubles, fixed: Doubles) -> Doubles:
    """Harmonic values over the mesh with some held."""
    topo = topology()
    skin = topo.triangles[(topo.triangles < N_MESH).all(axis=1)]
    weights = np.zeros((N_MESH, N_MESH))
    for i, j in ((0, 1), (1, 2), (2, 0)):
        a, b = skin[:, i], skin[:, j]
        near = 1 / np.maximum(np.linalg.norm(shape[a] - shape[b], axis=1), 1e-3)
        weights[a, b] = near
        weights[b, a] = near
    laplacian = np.diag(weights.sum(axis=1)) - weights
    free = np.isnan(fixed)
    result = fixed.copy()
    system = laplacian[np.ix_(free, free)]
    result[free] = np.linalg.solve(system, weights[np.ix_(free, ~free)] @ fixed[~free])
    return result


def _warp(
    texture: Image,
    before: Floats,
    after: Floats,
    crop: tuple[int, int, int, int],
    rims: tuple[tuple[float, float], ...],
) -> Image:
    """The texture where the mesh went; beyond the face everything gives way softly."""
    topo = topology()
    skin = topo.triangles[(topo.triangles < N_MESH).all(axis=1)]
    oval = topo.oval
    middle = before[oval, :2].mean(axis=0)
    sources, targets = [before[:N_MESH, :2]], [after[:N_MESH, :2]]
    triangles = [skin]
    inner, n = oval, N_MESH
    shift = after[oval, :2] - before[oval, :2]
    for reach, share in rims:
        ring = middle + (before[oval, :2] - middle) * (1 + reach)
        sources.append(ring)
        targets.append(ring + shift * share)
        outer = np.arange(n, n + len(oval), dtype=np.int32)
        a, b = np.roll(inner, -1), np.roll(outer, -1)
        triangles += [np.stack([inner, outer, b], 1), np.stack([inner, b, a], 1)]
        inner, n = outer, n + len(oval)
    x0, y0, x1, y1 = crop
    offset = np.array([x0, y0], np.float32)
    source = np.concatenate(sources).astype(np.float32)
    target = (np.concatenate(targets) - offset).astype(np.float32)
    yy, xx = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    field = np.stack([xx, yy], axis=-1)
    _interpolate(target, np.concatenate(triangles).astype(np.int32), source, field)
    # The mesh's creases are ironed out, save at the lips, where both sides must not mix.
    lips = after[[*UPPER_OUTER_LIP, *LOWER_OUTER_LIP[::-1]], :2] - offset
    near = np.clip(polygon(field.shape, lips, 6) * 3, 0, 1)
    away = field - np.stack([xx, yy], axis=-1)
    soft = blur_within(away, np.asarray(1 - near, np.float32), 5.0)
    away = away * near[:, :, None] + soft * (1 - near[:, :, None])
    at = away + np.stack([xx, yy], axis=-1)
    return np.asarray(
        cv2.remap(
            texture,
            at[..., 0].astype(np.float32),
            at[..., 1].astype(np.float32),
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )


@numba.njit(nogil=True, cache=True)
def _interpolate(points: Floats, triangles: Indices, values: Floats, out: Floats) -> None:
    """Draws triangles whose corners have two values each; what no triangle covers stays."""
    height, width = out.shape[0], out.shape[1]
    for t in range(triangles.shape[0]):
        i, j, k = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay = points[i, 0], points[i, 1]
        bx, by = points[j, 0] - ax, points[j, 1] - ay
        cx, cy = points[k, 0] - ax, points[k, 1] - ay
        area = bx * cy - by * cx
        if abs(area) < 1e-6:
            continue
        x_low = max(0, int(np.floor(ax + min(0.0, bx, cx))))
        x_high = min(width - 1, int(np.ceil(ax + max(0.0, bx, cx))))
        y_low = max(0, int(np.floor(ay + min(0.0, by, cy))))
        y_high = min(height - 1, int(np.ceil(ay + max(0.0, by, cy))))
        for y in range(y_low, y_high + 1):
            for x in range(x_low, x_high + 1):
                px, py = x - ax, y - ay
                s = (px * cy - py * cx) / area
                r = (bx * py - by * px) / area
                if s < -1e-4 or r < -1e-4 or s + r > 1.0001:
                    continue
                q = 1 - s - r
                for channel in range(2):
                    out[y, x, channel] = (
                        q * values[i, channel] + s * values[j, channel] + r * values[k, channel]
                    )


def _fill_mouth(
    picture: Image, after: Floats, before: Floats, inside: Image, width: float, seed: int
) -> Image:
    """Draws the mouth's inside into the opening, and the lips' moist inner edge around it."""
    upper = smooth_curve(after[list(UPPER_LIP), :2].astype(np.float64))
    lower = smooth_curve(after[list(LOWER_LIP), :2].astype(np.float64))
    hole = polygon(picture.shape, np.concatenate([upper, lower[::-1]]), 0)
    deep = np.asarray(
        cv2.distanceTransform((hole > 0.5).astype(np.uint8), cv2.DIST_L2, 5), np.float32
    )
    xx, yy = grid(picture.shape)
    top = np.interp(xx, upper[:, 0], upper[:, 1])
    floor = np.interp(xx, lower[:, 0], lower[:, 1])
    middle = before[[UPPER_LIP[0], UPPER_LIP[-1]]].mean(axis=0)
    highest = float(upper[:, 1].min())
    height, w = inside.shape[:2]
    u = (xx - middle[0]) / width * w + w / 2
    v = (yy - (highest - TEETH_UNDER * width)) / width * w
    lowest = float((v * (hole > 0.5)).max())
    v = np.clip(v * min(1.0, 0.94 * height / max(lowest, 1)), 1, height - 2)
    drawn = cv2.remap(
        inside,
        np.clip(u, 1, w - 2).astype(np.float32),
        v.astype(np.float32),
        cv2.INTER_AREA,
        borderMode=cv2.BORDER_REPLICATE,
    )
    content = np.asarray(drawn, np.float32)

    # Less light under the upper lip, in the corners and behind the lower lip.
    open_at = np.maximum(floor - top, 1)
    shade = 0.42 + 0.58 * smoothstep(0.0, 0.14, (yy - top) / width)
    shade *= 0.55 + 0.45 * smoothstep(0.0, 0.10, (floor - yy) / width)
    shade *= 0.35 + 0.65 * smoothstep(0.05, 0.40, open_at / width)
    shade *= 0.5 + 0.5 * smoothstep(0.0, 0.06, deep / width)
    # As bright as teeth are in this light: paler than the skin, not shining.
    face = picture[(hole < 0.01)].reshape(-1, 3).astype(np.float32)
    bright = float(np.percentile(face.max(axis=1), 80))
    content *= (shade * np.clip(bright / 205, 0.45, 1.0))[:, :, None]
    content *= np.array([0.97, 1.0, 1.02], np.float32)  # in the mouth all light is a little red

    # The inner edge of the lips rolls inwards: their own colour, redder, then darker.
    ring = ((hole < 0.02) & (_near(after, picture.shape) > 0.5)).astype(np.float32)
    lips = blur_within(picture.astype(np.float32), ring, 0.05 * width)
    rolled = lips * np.array([0.80, 0.76, 0.90], np.float32)
    inward = deep / (RIM_LIP * width)
    is_lower = smoothstep(0.4, 0.6, (yy - top) / open_at)
    thick = 0.45 + 0.75 * is_lower
    roll = smoothstep(1.15, 0.55, inward / thick) * (hole > 0.01)
    light = 1.08 - 0.62 * np.clip(inward / thick, 0, 1) ** 1.5
    rng = np.random.default_rng(seed)
    wet = np.exp(-(((inward / thick - 0.40) / 0.22) ** 2)) * is_lower
    wet *= np.exp(-(((xx - middle[0]) / (0.20 * width)) ** 2))
    wet *= np.clip(0.7 + 0.5 * noise(rng, picture.shape[:2], 9), 0, 1)
    shone = (46 * wet * bright / 200)[:, :, None]
    rolled = np.asarray(rolled * light[:, :, None] + shone, np.float32)
    content += (rolled - content) * roll[:, :, None]
    content += 0.9 * noise(rng, picture.shape[:2], 1.6)[:, :, None]
    soft = blur(hole, 1.2)[:, :, None]
    result = picture.astype(np.float32) * (1 - soft) + content * soft
    return to_bytes(result)


def _near(after: Floats, shape: tuple[int, ...]) -> Floats:
    """1 on the lips themselves."""
    outline = after[[*UPPER_OUTER_LIP, *LOWER_OUTER_LIP[::-1]], :2]
    return polygon(shape, outline, 0)
