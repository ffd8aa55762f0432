"""Draws textured triangles on the CPU. Compiled by numba, free of Python's lock.

Colours are packed, a whole number per pixel: blue, green, red and, in a drawn pixel, the opacity,
from the lowest byte up. Of each triangle the pixels are first listed and then gone through step by
step: each step's loop has neither a branch nor a jump in memory, or nothing else, so the compiler
makes it do many pixels at once.
"""

from __future__ import annotations

import cv2
import numba
import numpy as np

from app.frame import Floats, Image
from app.pipeline.swap.mesh.topology import Indices

NEUTRAL = np.float32(1.6)
"""What is darker than its surroundings by more than this factor starts to lose the factors' tint:
hair and nostrils do, a shaded cheek does not."""
LANES = 16
"""Lists are worked on, and spans listed, in multiples of this: a remainder would take the compiled
loops' slow path, which costs more than some pixels too many."""


def draw(
    size: tuple[int, int],
    points: Floats,
    texcoords: Floats,
    gains: Floats,
    tinted: Floats,
    opacity: Floats,
    triangles: Indices,
    layers: Indices,
    edges: Indices,
    order: Indices,
    pictures: tuple[Image, Image, Image, Image, Image],
) -> tuple[Image, Image]:
    """Draws triangles that face the camera, in the given order.

    The skin (layer 0) replaces what is there and sets the mask. Eyeballs and the mouth's inside
    (1, 2) cover it, fading out over half a pixel along `edges`. The other views (3, 4) are mixed
    in by their opacity.

    What is darker than its surroundings takes on less of the factors' tint: black hair and nostrils
    stay neutral where a brown face is given a fair one's colour. Where the skin is brightened, what
    stands out does not stand out more: the highlights of dark skin would glare on fair skin.

    Args:
        size: Height and width of what is drawn.
        points: ``(n, 2)`` float32: where the vertices lie, in drawn pixels.
        texcoords: ``(n, 2)`` float32: where their colours lie, in pixels of the layer's picture.
        gains: ``(n, 3)`` float32: factor per channel.
        tinted: ``(n, 3)`` float32: 1 over the colour of the surroundings.
        opacity: ``(n,)`` float32, 0..1.
        triangles: ``(t, 3)`` int32; drawn where the area is positive (x right, y down).
        layers: ``(t,)`` int32: 0 to 4, the picture it takes its colours from.
        edges: ``(t,)`` int32: the corner opposite a soft edge, or -1.
        order: Triangle numbers in drawing order, the farthest first.
        pictures: ``(·, ·, 3)`` uint8 BGR, layers 0 to 4: skin, eyeball, mouth's inside, view with
            shut eyes, view with an open mouth.

    Returns:
        ``(h, w, 3)`` uint8 BGR, black where nothing was drawn, and the ``(h, w)`` uint8 opacity.

    Raises:
        ValueError: Some texture coordinates are not numbers.
    """
    if not np.isfinite(texcoords).all():
        # The compiled loops would read from anywhere in memory.
        raise ValueError("the texture coordinates are not numbers")
    canvas = np.zeros(size, np.int32)
    packed = [
        cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA).view(np.int32)[:, :, 0] for picture in pictures
    ]
    _draw(
        canvas,
        points,
        texcoords,
        gains,
        tinted,
        opacity,
        triangles,
        layers,
        edges,
        order,
        *packed,
    )
    drawn = canvas.view(np.uint8).reshape(*size, 4)
    pixels = np.asarray(cv2.cvtColor(drawn, cv2.COLOR_BGRA2BGR), np.uint8)
    return pixels, (canvas >> 24).astype(np.uint8)


@numba.njit(nogil=True, fastmath=True, boundscheck=False, error_model="numpy")
def _shade(
    flat: Indices,
    n: np.int64,
    place: Indices,
    reals: Floats,
    whole: Indices,
    corners: tuple[int, int, int],
    texcoords: Floats,
    gains: Floats,
    tinted: Floats,
    opacity: Floats,
    layer: int,
    soft: int,
    per_weight: np.float32,
    picture: Indices,
) -> None:
    """Colours the listed pixels of one triangle.

    Args:
        flat: The canvas, row after row.
        n: How many pixels are listed; the lists are longer by `LANES` at least.
        place: Where they lie in `flat`.
        reals: Rows 0 and 1 hold the weights of the second and third corner; the others are room.
        whole: Room.
        corners: The triangle.
        texcoords, gains, tinted, opacity: As for `draw`.
        layer: The triangle's layer.
        soft: The corner opposite its soft edge, or -1.
        per_weight: Pixels from that edge, over the corner's weight.
        picture: The layer's packed picture.
    """
    zero, half, one, top = np.float32(0.0), np.float32(0.5), np.float32(1.0), np.float32(255.0)
    filled = (n + LANES - 1) // LANES * LANES
    a, b, c = corners
    # Where the colours lie, in whole and in 256ths of the picture's pixels; the mean factor, and
    # how much of what stands out stays.
    last_u, last_v = np.float32(picture.shape[1] - 1.001), np.float32(picture.shape[0] - 1.001)
    stride = np.int32(picture.shape[1])
    u_a, v_a = texcoords[a, 0], texcoords[a, 1]
    u_b, u_c = texcoords[b, 0] - u_a, texcoords[c, 0] - u_a
    v_b, v_c = texcoords[b, 1] - v_a, texcoords[c, 1] - v_a
    grey_a = (gains[a, 0] + gains[a, 1] + gains[a, 2]) * np.float32(1 / 3)
    grey_b = (gains[b, 0] + gains[b, 1] + gains[b, 2]) * np.float32(1 / 3) - grey_a
    grey_c = (gains[c, 0] + gains[c, 1] + gains[c, 2]) * np.float32(1 / 3) - grey_a
    # Neither eyeballs nor the mouth's inside are held back.
    held = np.float32(1e9) if layer == 1 or layer == 2 else one
    for i in range(filled):
        wb, wc = reals[0, i], reals[1, i]
        u = min(max(u_a + wb * u_b + wc * u_c, zero), last_u)
        v = min(max(v_a + wb * v_b + wc * v_c, zero), last_v)
        iu, iv = np.int32(u), np.int32(v)
        whole[0, i] = np.int32(iv * stride + iu)
        reals[2, i] = np.float32(np.int32((u - np.float32(iu)) * np.float32(256.0)))
        reals[3, i] = np.float32(np.int32((v - np.float32(iv)) * np.float32(256.0)))
        grey = grey_a + wb * grey_b + wc * grey_c
        reals[4, i] = grey
        reals[5, i] = min(held / max(grey, np.float32(1e-3)), one)
    # The four colours around that place.
    texels = picture.reshape(-1)
    right, below = np.uint64(1), np.uint64(stride)
    for i in range(n):
        at = np.uint64(whole[0, i])
        whole[1, i] = texels[at]
        whole[2, i] = texels[at + right]
        whole[3, i] = texels[at + below]
        whole[4, i] = texels[at + below + right]
    # What is there: nothing but the opacity, or what the triangle covers, and by how much.
    o_a = opacity[a]
    o_b, o_c = opacity[b] - o_a, opacity[c] - o_a
    if layer == 0:
        for i in range(filled):
            # Smoothstep: the rim fades without a crease at either end.
            clear = min(max(o_a + reals[0, i] * o_b + reals[1, i] * o_c, zero), one)
            clear = clear * clear * (np.float32(3.0) - np.float32(2.0) * clear)
            whole[5, i] = np.int32(np.int32(clear * top + half) << 24)
    else:
        s_a, s_b, s_c = one, zero, zero
        if soft == 0:
            s_a, s_b, s_c = per_weight + half, -per_weight, -per_weight
        elif soft == 1:
            s_a, s_b = half, per_weight
        elif soft == 2:
            s_a, s_c = half, per_weight
        for i in range(n):
            whole[5, i] = flat[np.uint64(place[i])]
        for i in range(filled):
            wb, wc = reals[0, i], reals[1, i]
            share = min(max(o_a + wb * o_b + wc * o_c, zero), one)
            reals[6, i] = share * min(max(s_a + wb * s_b + wc * s_c, zero), one)
    for channel in range(3):
        gain_a, tinted_a = gains[a, channel], tinted[a, channel]
        gain_b, gain_c = gains[b, channel] - gain_a, gains[c, channel] - gain_a
        tinted_b, tinted_c = tinted[b, channel] - tinted_a, tinted[c, channel] - tinted_a
        shift = np.int32(8 * channel)
        others = np.int32(~(255 << shift))
        for i in range(filled):
            wb, wc = reals[0, i], reals[1, i]
            fu, fv = reals[2, i] * np.float32(1 / 256), reals[3, i] * np.float32(1 / 256)
            upper = np.float32(np.int32((whole[1, i] >> shift) & 255))
            lower = np.float32(np.int32((whole[3, i] >> shift) & 255))
            upper += fu * (np.float32(np.int32((whole[2, i] >> shift) & 255)) - upper)
            lower += fu * (np.float32(np.int32((whole[4, i] >> shift) & 255)) - lower)
            value = upper + fv * (lower - upper)
            gain = gain_a + wb * gain_b + wc * gain_c
            around = one / (tinted_a + wb * tinted_b + wc * tinted_c)
            # Up to the surroundings' colour, and what stands out.
            grey, dark = reals[4, i], min(value, around)
            tint = min(dark / around * NEUTRAL, one)
            value = dark * (grey + (gain - grey) * tint) + (gain * reals[5, i] * (value - dark))
            packed = whole[5, i]
            if layer > 0:
                under = np.float32(np.int32((packed >> shift) & 255))
                value = under + reals[6, i] * (value - under)
            level = np.int32(min(max(value + half, zero), top))
            whole[5, i] = np.int32((packed & others) | (level << shift))
    for i in range(n):
        flat[np.uint64(place[i])] = whole[5, i]


@numba.njit(nogil=True, cache=True, fastmath=True, boundscheck=False, error_model="numpy")
def _draw(
    canvas: Indices,
    points: Floats,
    texcoords: Floats,
    gains: Floats,
    tinted: Floats,
    opacity: Floats,
    triangles: Indices,
    layers: Indices,
    edges: Indices,
    order: Indices,
    skin: Indices,
    eyeball: Indices,
    inside: Indices,
    closed: Indices,
    opened: Indices,
) -> None:
    """`draw` on packed pixels, `canvas` being what is drawn into."""
    height, width = canvas.shape
    flat = canvas.reshape(-1)
    # What is listed of a triangle's pixels: mostly some dozens, but it may be all there are.
    room = height * width + LANES
    place = np.empty(room, np.int32)
    reals = np.empty((7, room), np.float32)
    whole = np.empty((6, room), np.int32)
    # Spans are a hair wider than the triangle: neighbours overlap rather than leave a gap.
    slack = np.float32(1e-3)
    for position in range(order.shape[0]):
        t = order[position]
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay = points[a, 0], points[a, 1]
        bx, by = points[b, 0], points[b, 1]
        cx, cy = points[c, 0], points[c, 1]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if not area > np.float32(1e-4):
            continue
        y_low = max(int(np.ceil(min(ay, by, cy) - slack)), 0)
        y_high = min(int(np.floor(max(ay, by, cy) + slack)), height - 1)
        if y_low > y_high:
            continue
        layer = layers[t]
        if layer == 0:
            picture = skin
        elif layer == 1:
            picture = eyeball
        elif layer == 2:
            picture = inside
        else:
            picture = closed if layer == 3 else opened
        inv = np.float32(1.0) / area
        # Barycentric weight of b and c grows by these along x and y.
        wb_x, wb_y = (cy - ay) * inv, -(cx - ax) * inv
        wc_x, wc_y = -(by - ay) * inv, (bx - ax) * inv
        # The opposite corner's weight grows from nothing at an edge: with its slope, pixels.
        corner = edges[t]
        steep = np.float32(0.0)
        if corner == 0:
            steep = np.hypot(wb_x + wc_x, wb_y + wc_y)
        elif corner == 1:
            steep = np.hypot(wb_x, wb_y)
        elif corner == 2:
            steep = np.hypot(wc_x, wc_y)
        per_weight = np.float32(1.0) / max(steep, np.float32(1e-6))
        # Unsigned: numba looks at every index that may be negative, one by one.
        n = np.uint64(0)
        for y in range(y_low, y_high + 1):
            dy = np.float32(y) - ay
            # The span is where all three weights are at least zero.
            left, right = np.float32(-1e9), np.float32(1e9)
            for edge in range(3):
                if edge == 0:
                    slope, at = wb_x, wb_y * dy - wb_x * ax
                elif edge == 1:
                    slope, at = wc_x, wc_y * dy - wc_x * ax
                else:
                    slope = -(wb_x + wc_x)
                    at = np.float32(1.0) - (wb_y + wc_y) * dy + (wb_x + wc_x) * ax
                if slope > np.float32(1e-12):
                    left = max(left, -at / slope)
                elif slope < np.float32(-1e-12):
                    right = min(right, -at / slope)
                elif at < -slack:
                    left = np.float32(1e9)
            x_low = max(int(np.ceil(left - slack)), 0)
            x_high = min(int(np.floor(right + slack)), width - 1)
            if x_low > x_high:
                continue
            dx = np.float32(x_low) - ax
            wb = wb_x * dx + wb_y * dy
            wc = wc_x * dx + wc_y * dy
            start = y * width + x_low
            count = x_high - x_low + 1
            for k in range((count + LANES - 1) // LANES * LANES):
                i = n + np.uint64(k)
                place[i] = np.int32(start + k)
                reals[0, i] = wb + np.float32(k) * wb_x
                reals[1, i] = wc + np.float32(k) * wc_x
            n += np.uint64(count)
        _shade(
            flat,
            np.int64(n),
            place,
            reals,
            whole,
            (a, b, c),
            texcoords,
            gains,
            tinted,
            opacity,
            layer,
            corner,
            per_weight,
            picture,
        )
