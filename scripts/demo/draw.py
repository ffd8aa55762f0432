"""Draws a moment: room, suit, head, then eyeballs and the mouth's inside in their openings."""

from __future__ import annotations

import cv2
import numba
import numpy as np
from act import Moment
from figure import BOX, Figure, Sheet, rotation, suit_matrix
from portrait import (
    DETAIL,
    EYE_LOWER,
    EYE_UPPER,
    IRIS,
    IRIS_RADIUS,
    LIP_LOWER,
    LIP_UPPER,
    Floats,
    Image,
    Portrait,
    curve,
    opening,
    polygon,
)

WIDTH, HEIGHT = 1280, 720
ZOOM = 2.5
ORIGIN = (226.0, 0.0, 600.0, 36.0)
"""Portrait x, y that lie at clip x, y."""
ROOM_ZOOM = 2.7
ROOM_ORIGIN = (0.0, 0.0, 0.0, 0.0)
"""As `ORIGIN`: the flag stays beside the shoulder before it."""
ROOM_BLUR = 3.5
INSET = 8
"""Pixels of an eyeball's picture per portrait pixel."""


@numba.njit(cache=False, fastmath=True)
def rasterise(points: Floats, rows: int, columns: int, u: Floats, v: Floats, depth: Floats) -> None:
    """Where each pixel's colour lies on a bent grid: fills `u`, `v` (grid column and row) where
    the grid is seen; `depth` decides between its folds. ``points``: ``(rows * columns, 3)``."""
    height, width = u.shape
    for row in range(rows - 1):
        for column in range(columns - 1):
            for half in range(2):
                a = row * columns + column
                if half == 0:
                    b, c = a + 1, a + columns + 1
                    ub, vb, uc, vc = 1.0, 0.0, 1.0, 1.0
                else:
                    b, c = a + columns + 1, a + columns
                    ub, vb, uc, vc = 1.0, 1.0, 0.0, 1.0
                ax, ay, az = points[a, 0], points[a, 1], points[a, 2]
                bx, by, bz = points[b, 0], points[b, 1], points[b, 2]
                cx, cy, cz = points[c, 0], points[c, 1], points[c, 2]
                area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
                if area <= 1e-6:
                    continue
                x0 = max(int(np.ceil(min(ax, bx, cx) - 1e-3)), 0)
                x1 = min(int(np.floor(max(ax, bx, cx) + 1e-3)), width - 1)
                y0 = max(int(np.ceil(min(ay, by, cy) - 1e-3)), 0)
                y1 = min(int(np.floor(max(ay, by, cy) + 1e-3)), height - 1)
                for y in range(y0, y1 + 1):
                    for x in range(x0, x1 + 1):
                        wb = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area
                        wc = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area
                        if wb < -1e-3 or wc < -1e-3 or wb + wc > 1.001:
                            continue
                        z = az + wb * (bz - az) + wc * (cz - az)
                        if z < depth[y, x]:
                            depth[y, x] = z
                            u[y, x] = column + wb * ub + wc * uc
                            v[y, x] = row + wb * vb + wc * vc


def to_clip(points: Floats) -> Floats:
    """Portrait pixels to the clip's; depth is left as it is."""
    px, py, cx, cy = ORIGIN
    result = points.copy()
    result[:, 0] = (points[:, 0] - px) * ZOOM + cx
    result[:, 1] = (points[:, 1] - py) * ZOOM + cy
    return result


class Stage:
    """Draws frames of one figure."""

    def __init__(self, portrait: Portrait, figure: Figure) -> None:
        self._figure = figure
        self._room = _blurred_room(portrait.room)
        self._suit = _premultiplied(portrait.suit, portrait.suit_alpha)
        x0, y0, x1, y1 = (DETAIL * side for side in BOX)
        self._head = _premultiplied(portrait.head, portrait.head_alpha)[y0:y1, x0:x1].copy()
        self._teeth = _teeth(portrait.inside)
        self._normals = _normals(figure)
        self._rng = np.random.default_rng(5)

    def draw(self, moment: Moment) -> Image:
        """The frame, BGR."""
        picture = self._room.copy()
        suit = _matrix_to_clip(suit_matrix(moment))
        layer = cv2.warpAffine(
            self._suit, suit @ _from_texture(), (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR
        )
        picture = layer[..., :3] + picture * (1 - layer[..., 3:])
        uv = self._bent(self._figure.sheet, moment)
        head = _sampled(self._head, uv, DETAIL)
        light = _sampled(self._lit(moment), uv, 1)
        self._fill_openings(head, moment)
        head[..., :3] *= light
        picture = head[..., :3] + picture * (1 - head[..., 3:])
        return self._camera(picture, moment)

    def _bent(self, sheet: Sheet, moment: Moment, skull: bool = False) -> tuple[Floats, Floats]:
        rows, columns = self._figure.shape
        u = np.full((HEIGHT, WIDTH), -10, np.float32)
        v = np.full((HEIGHT, WIDTH), -10, np.float32)
        depth = np.full((HEIGHT, WIDTH), 1e9, np.float32)
        points = to_clip(self._figure.placed(sheet, moment, skull))
        rasterise(points, rows, columns, u, v, depth)
        return u, v

    def _lit(self, moment: Moment) -> Floats:
        """Gain for each point of the head's sheet: the light from the side, and what turning does
        under the studio's own light."""
        normals = self._normals @ rotation(moment).T
        key = np.array([-0.35, -0.45, -0.82], np.float32)
        lamp = np.array([-0.88, -0.15, -0.45], np.float32)
        before = 0.7 + 0.3 * np.clip(self._normals @ key, 0, 1)
        after = 0.7 + 0.3 * np.clip(normals @ key, 0, 1)
        base = (after / before)[..., None]
        side = np.clip(normals @ lamp, 0, 1)[..., None] * np.array([0.34, 0.46, 0.54], np.float32)
        return np.asarray(base + moment.side_light * (side - 0.22), np.float32)

    def _fill_openings(self, head: Floats, moment: Moment) -> None:
        """Draws eyeballs and the mouth's inside where lids and lips are apart."""
        u, v = self._bent(self._figure.sheet, moment, skull=True)
        x, y = u + BOX[0], v + BOX[1]
        for side in (0, 1):
            loop = to_clip(self._figure.placed(self._figure.eyes[side], moment))
            inset, at = _eyeball(side, moment)
            eye_u, eye_v = ((a - b + 0.5) * INSET - 0.5 for a, b in zip((x, y), at, strict=True))
            _fill(head, loop, inset, eye_u, eye_v, (0.45, 1.3, 2.2))
            _lashes(head, loop[: len(loop) // 2 + 1], moment.blink)
        loop = to_clip(self._figure.placed(self._figure.mouth, moment))
        inset = _mouth(self._teeth, moment)
        mouth_u, mouth_v = ((a + 0.5) * DETAIL - 0.5 for a in (x, y))
        _fill(head, loop, inset, mouth_u, mouth_v, (0.45, 0.6, 2.6))

    def _camera(self, picture: Floats, moment: Moment) -> Image:
        """Exposure, colour and noise."""
        gain = moment.brightness * np.array([1 - moment.warmth, 1.0, 1 + moment.warmth], np.float32)
        across = np.linspace(1, 0, WIDTH, dtype=np.float32)[None, :, None]
        lamp = 1 + moment.side_light * 0.10 * across * np.array([0.6, 0.95, 1.15], np.float32)
        picture = picture * gain * lamp
        picture = cv2.GaussianBlur(picture, (0, 0), 0.75)
        noise = self._rng.normal(0, 1.0, (HEIGHT, WIDTH, 1)).astype(np.float32)
        noise = cv2.GaussianBlur(noise, (0, 0), 0.6)[..., None] * 3.0
        picture = picture + noise * (0.6 + 0.4 * (1 - picture.mean(axis=2, keepdims=True) / 255))
        # A soft shoulder: nothing clips hard.
        over = np.maximum(picture - 225, 0)
        picture = picture - over + 30 * np.tanh(over / 30)
        return np.clip(picture + 0.5, 0, 255).astype(np.uint8)


def _premultiplied(colours: Image, alpha: Floats) -> Floats:
    share = alpha[..., None]
    return np.concatenate([colours.astype(np.float32) * share, share], axis=2).astype(np.float32)


def _blurred_room(room: Image) -> Floats:
    """The backdrop out of focus, at the clip's size."""
    px, py, cx, cy = ROOM_ORIGIN
    shift = np.array(
        [[ROOM_ZOOM, 0, cx - px * ROOM_ZOOM], [0, ROOM_ZOOM, cy - py * ROOM_ZOOM]], np.float32
    )
    large = cv2.warpAffine(
        room.astype(np.float32), shift, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT_101,
    )  # fmt: skip
    # A disc, as a lens blurs, then a little softness.
    radius = int(2 * ROOM_BLUR)
    ys, xs = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    disc = np.clip(radius + 0.5 - np.hypot(xs, ys), 0, 1).astype(np.float32)
    bright = np.clip(large / 255, 0, 1) ** 2.2
    soft = cv2.filter2D(bright, -1, disc / disc.sum(), borderType=cv2.BORDER_REFLECT_101)
    soft = 255 * np.clip(soft, 0, 1) ** (1 / 2.2)
    return np.asarray(cv2.GaussianBlur(soft, (0, 0), 2.0), np.float32)


def _matrix_to_clip(matrix: Floats) -> Floats:
    px, py, cx, cy = ORIGIN
    clip = np.array([[ZOOM, 0, cx - ZOOM * px], [0, ZOOM, cy - ZOOM * py]], np.float32)
    return clip @ np.vstack([matrix, (0, 0, 1)])


def _from_texture() -> Floats:
    """Texture pixels to portrait pixels."""
    offset = 0.5 / DETAIL - 0.5
    return np.array([[1 / DETAIL, 0, offset], [0, 1 / DETAIL, offset], [0, 0, 1]], np.float32)


def _sampled(texture: Floats, uv: tuple[Floats, Floats], detail: int) -> Floats:
    u, v = uv
    mapped = cv2.remap(
        texture, (u + 0.5) * detail - 0.5, (v + 0.5) * detail - 0.5, cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    mapped[u < -5] = 0
    return np.asarray(mapped, np.float32)


def _fill(
    head: Floats, loop: Floats, inset: Floats, u: Floats, v: Floats,
    soft: tuple[float, float, float],
) -> None:  # fmt: skip
    """Paints a picture through an opening: antialiased, and darker along the upper edge.

    Args:
        soft: How dark the edge's shadow, how far it falls, how soft it is, in pixels.
    """
    low = np.floor(loop[:, :2].min(axis=0)).astype(int) - 8
    high = np.ceil(loop[:, :2].max(axis=0)).astype(int) + 9
    x0, y0 = np.maximum(low, 0)
    x1, y1 = np.minimum(high, (WIDTH, HEIGHT))
    fine = np.zeros(((y1 - y0) * 4, (x1 - x0) * 4), np.uint8)
    at = (loop[:, :2] - (x0, y0) + 0.5) * 4 - 0.5
    cv2.fillPoly(fine, [np.round(at * 16).astype(np.int32)], 255, cv2.LINE_8, 4)
    mask = cv2.resize(fine, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA)
    mask = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), 0.7)[..., None]
    depth, fall, blur = soft
    open_above = cv2.warpAffine(mask, np.float32([[1, 0, 0], [0, 1, fall]]), mask.shape[1::-1])
    light = cv2.GaussianBlur(open_above, (0, 0), blur)[..., None]
    area = np.s_[y0:y1, x0:x1]
    seen = cv2.remap(inset, u[area], v[area], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    seen = seen * (1 - depth + depth * np.clip(light * 1.25, 0, 1))
    head[area][..., :3] = head[area][..., :3] * (1 - mask) + seen * mask


def _lashes(head: Floats, lid: Floats, blink: float) -> None:
    """Thickens the line of the upper lid as it comes down."""
    low = np.floor(lid[:, :2].min(axis=0)).astype(int) - 6
    high = np.ceil(lid[:, :2].max(axis=0)).astype(int) + 7
    x0, y0 = np.maximum(low, 0)
    x1, y1 = np.minimum(high, (WIDTH, HEIGHT))
    fine = np.zeros(((y1 - y0) * 4, (x1 - x0) * 4), np.uint8)
    at = (lid[:, :2] - (x0, y0) + (0.5, 0.3)) * 4 - 0.5
    cv2.polylines(fine, [np.round(at * 16).astype(np.int32)], False, 255, 7, cv2.LINE_AA, 4)
    line = cv2.resize(fine, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA)
    line = cv2.GaussianBlur(line.astype(np.float32) / 255, (0, 0), 0.8)[..., None]
    area = np.s_[y0:y1, x0:x1]
    share = line * np.float32(0.75 * np.clip(blink, 0, 1))
    head[area][..., :3] += share * (np.array([38, 44, 62], np.float32) - head[area][..., :3])


def _normals(figure: Figure) -> Floats:
    """``(rows, columns, 3)`` of the head's sheet, smooth, towards the camera."""
    depth = figure.sheet.rest[:, 2].reshape(figure.shape)
    depth = cv2.GaussianBlur(depth, (0, 0), 3.0)
    dy, dx = np.gradient(depth)
    normals = np.stack([dx, dy, np.full_like(dx, -1)], axis=-1)
    return np.asarray(normals / np.linalg.norm(normals, axis=-1, keepdims=True), np.float32)


def _eyeball(side: int, moment: Moment) -> tuple[Floats, tuple[float, float]]:
    """An eyeball's picture for a gaze, and the portrait pixel at its corner."""
    loop = opening(EYE_UPPER[side], EYE_LOWER[side])
    low, high = loop.min(axis=0) - 5, loop.max(axis=0) + 5
    x0, y0 = float(np.floor(low[0])), float(np.floor(low[1]))
    width, height = int((high[0] - x0) * INSET), int((high[1] - y0) * INSET)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    xs, ys = (xs + 0.5) / INSET - 0.5 + x0, (ys + 0.5) / INSET - 0.5 + y0
    middle, half = loop[:, 0].mean(), np.ptp(loop[:, 0]) / 2
    # White, greyer and redder towards the corners.
    off = np.abs(xs - middle) / half
    white = np.array([186, 192, 207], np.float32) - (off**2)[..., None] * np.array(
        [66, 62, 36], np.float32
    )
    cx = IRIS[side][0] + 8.0 * np.sin(np.radians(moment.gaze_x))
    cy = IRIS[side][1] - 7.0 * np.sin(np.radians(moment.gaze_y))
    squeeze = np.cos(np.radians(moment.gaze_x))
    radius = np.hypot((xs - cx) / squeeze, ys - cy)

    def within(limit: float, softness: float) -> Floats:
        return np.clip((limit - radius) / softness + 0.5, 0, 1)[..., None]

    picture = white
    lower = np.clip((ys - cy) / IRIS_RADIUS, -1, 1)[..., None]
    brown = np.array([24, 40, 66], np.float32) + lower * np.array([10, 16, 26], np.float32)
    picture += within(IRIS_RADIUS, 1.1) * (np.array([22, 28, 40], np.float32) - picture)
    picture += within(IRIS_RADIUS - 0.9, 1.2) * (brown - picture)
    picture += within(1.7, 0.8) * (np.array([8, 9, 11], np.float32) - picture)
    gx = IRIS[side][0] + 0.55 * (cx - IRIS[side][0]) + 0.5
    gy = IRIS[side][1] + 0.55 * (cy - IRIS[side][1]) - 0.9
    glint = np.exp(-((xs - gx) ** 2 + (ys - gy) ** 2) / (2 * 0.6**2))[..., None]
    picture += 0.95 * glint * (np.array([250, 250, 250], np.float32) - picture)
    return np.ascontiguousarray(picture, np.float32), (x0, y0)


def _teeth(inside: Image) -> Floats:
    """``(·, ·, 4)``: the upper teeth as the portrait shows them, with how much of each pixel is
    theirs. At `DETAIL`, the size of the portrait."""
    loop = opening(LIP_UPPER, LIP_LOWER)
    mask = polygon(loop, scale=DETAIL)
    area = np.s_[128 * DETAIL : 165 * DETAIL, 190 * DETAIL : 258 * DETAIL]
    sure = cv2.erode(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
    grown = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
    # Their own colours run on to the edge, where the portrait's mix with the lips'.
    colours = inside.copy()
    colours[area] = cv2.inpaint(inside[area], (255 - sure)[area] & grown[area], 4, cv2.INPAINT_NS)
    colours = colours.astype(np.float32)
    # Upwards they go on behind the lip.
    ys = np.arange(mask.shape[0])[:, None]
    first = np.where(grown.any(axis=0), grown.argmax(axis=0), 0)
    above = (ys < first) & grown.any(axis=0) & (ys > first - 12)
    rows = np.where(above, np.minimum(2 * first - ys, mask.shape[0] - 1), ys)
    colours = np.take_along_axis(colours, np.repeat(rows[..., None], 3, axis=2), axis=0)
    share = cv2.GaussianBlur(np.maximum(grown / 255.0, above).astype(np.float32), (0, 0), 0.9)
    return np.concatenate([colours, share[..., None]], axis=2).astype(np.float32)


def _mouth(teeth: Floats, moment: Moment) -> Floats:
    """The mouth's inside: dark, a tongue that goes with the jaw, the upper teeth."""
    scale = DETAIL
    x0, y0, x1, y1 = 195 * scale, 130 * scale, 252 * scale, 178 * scale
    ys, xs = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    xs, ys = (xs + 0.5) / scale - 0.5, (ys + 0.5) / scale - 0.5
    across = (xs - 223.8) / 20.0
    dark = np.array([24, 24, 46], np.float32) * np.clip(1.15 - across**2, 0.25, 1)[..., None]
    lip = curve(LIP_LOWER, 80)
    arch = np.clip(1 - across**2, 0, 1)
    floor = np.interp(xs, lip[:, 0], lip[:, 1]).astype(np.float32) + moment.jaw * arch
    top = floor - 1.2 - 0.34 * moment.jaw + 5.0 * across**2
    tongue = np.clip((ys - top) / 3.5, 0, 1) * np.clip((0.75 - np.abs(across)) / 0.3, 0, 1)
    flesh = np.array([74, 66, 134], np.float32)
    picture = dark + tongue[..., None] * (flesh - dark) * 0.8
    canvas = np.zeros((*teeth.shape[:2], 3), np.float32)
    canvas[:] = np.array([20, 18, 36], np.float32)
    canvas[y0:y1, x0:x1] = picture
    share = teeth[..., 3:]
    # Little light gets in between lips that are almost closed.
    shown = float(np.clip((1 - moment.close) * 1.5 + moment.jaw / 6, 0.2, 1))
    return np.asarray(canvas * (1 - share) + teeth[..., :3] * (shown * share), np.float32)
