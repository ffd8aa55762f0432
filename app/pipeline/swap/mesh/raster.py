"""Draws textured triangles on the CPU. Compiled by numba, free of Python's lock."""

from __future__ import annotations

import numba
import numpy as np

from app.frame import Floats, Image
from app.pipeline.swap.mesh.topology import Indices


@numba.njit(nogil=True, cache=True, fastmath=True, boundscheck=False)
def draw(
    pixels: Image,
    mask: Image,
    points: Floats,
    texcoords: Floats,
    gains: Floats,
    tinted: Floats,
    opacity: Floats,
    triangles: Indices,
    layers: Indices,
    edges: Indices,
    order: Indices,
    skin: Image,
    eyeball: Image,
    inside: Image,
    closed: Image,
    opened: Image,
) -> None:
    """Draws triangles that face the camera over whatever is there, in the given order.

    The skin (layer 0) replaces what is there and sets the mask. Eyeballs and the mouth's inside
    (1, 2) cover it, fading out over half a pixel along `edges`. The other views (3, 4) are mixed
    in by their opacity.

    What is darker than its surroundings takes on less of the factors' tint: black hair and nostrils
    stay neutral where a brown face is given a fair one's colour. Where the skin is brightened, what
    stands out does not stand out more: the highlights of dark skin would glare on fair skin.

    Args:
        pixels: ``(h, w, 3)`` uint8 BGR, drawn into.
        mask: ``(h, w)`` uint8, drawn into: the opacity, 0..255.
        points: ``(n, 2)`` float32: where the vertices lie, in pixels of `pixels`.
        texcoords: ``(n, 2)`` float32: where their colours lie, in pixels of the layer's picture.
        gains: ``(n, 3)`` float32: factor per channel.
        tinted: ``(n, 3)`` float32: 1 over the colour of the surroundings.
        opacity: ``(n,)`` float32, 0..1.
        triangles: ``(t, 3)`` int32; drawn where the area is positive (x right, y down).
        layers: ``(t,)`` int32: 0 to 4, the picture it takes its colours from.
        edges: ``(t,)`` int32: the corner opposite a soft edge, or -1.
        order: Triangle numbers in drawing order, the farthest first.
        skin, eyeball, inside, closed, opened: ``(·, ·, 3)`` uint8 BGR pictures, layers 0 to 4.
    """
    height, width = mask.shape
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
        tex_w = np.float32(picture.shape[1] - 1.001)
        tex_h = np.float32(picture.shape[0] - 1.001)
        inv = np.float32(1.0) / area
        # Barycentric weight of b and c grows by these along x and y.
        wb_x, wb_y = (cy - ay) * inv, -(cx - ax) * inv
        wc_x, wc_y = -(by - ay) * inv, (bx - ax) * inv
        du_b, du_c = texcoords[b, 0] - texcoords[a, 0], texcoords[c, 0] - texcoords[a, 0]
        dv_b, dv_c = texcoords[b, 1] - texcoords[a, 1], texcoords[c, 1] - texcoords[a, 1]
        u_x = wb_x * du_b + wc_x * du_c
        v_x = wb_x * dv_b + wc_x * dv_c
        g0_b, g0_c = gains[b, 0] - gains[a, 0], gains[c, 0] - gains[a, 0]
        g1_b, g1_c = gains[b, 1] - gains[a, 1], gains[c, 1] - gains[a, 1]
        g2_b, g2_c = gains[b, 2] - gains[a, 2], gains[c, 2] - gains[a, 2]
        g0_x = wb_x * g0_b + wc_x * g0_c
        g1_x = wb_x * g1_b + wc_x * g1_c
        g2_x = wb_x * g2_b + wc_x * g2_c
        t0_b, t0_c = tinted[b, 0] - tinted[a, 0], tinted[c, 0] - tinted[a, 0]
        t1_b, t1_c = tinted[b, 1] - tinted[a, 1], tinted[c, 1] - tinted[a, 1]
        t2_b, t2_c = tinted[b, 2] - tinted[a, 2], tinted[c, 2] - tinted[a, 2]
        t0_x = wb_x * t0_b + wc_x * t0_c
        t1_x = wb_x * t1_b + wc_x * t1_c
        t2_x = wb_x * t2_b + wc_x * t2_c
        calmed = layer == 0 or layer > 2
        o_b, o_c = opacity[b] - opacity[a], opacity[c] - opacity[a]
        o_x = wb_x * o_b + wc_x * o_c
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
            u = texcoords[a, 0] + wb * du_b + wc * du_c
            v = texcoords[a, 1] + wb * dv_b + wc * dv_c
            g0 = gains[a, 0] + wb * g0_b + wc * g0_c
            g1 = gains[a, 1] + wb * g1_b + wc * g1_c
            g2 = gains[a, 2] + wb * g2_b + wc * g2_c
            t0 = tinted[a, 0] + wb * t0_b + wc * t0_c
            t1 = tinted[a, 1] + wb * t1_b + wc * t1_c
            t2 = tinted[a, 2] + wb * t2_b + wc * t2_c
            o = opacity[a] + wb * o_b + wc * o_c
            for x in range(x_low, x_high + 1):
                uu = min(max(u, np.float32(0.0)), tex_w)
                vv = min(max(v, np.float32(0.0)), tex_h)
                iu, iv = int(uu), int(vv)
                fu = int((uu - np.float32(iu)) * np.float32(256.0))
                fv = int((vv - np.float32(iv)) * np.float32(256.0))
                w00, w01 = (256 - fu) * (256 - fv), fu * (256 - fv)
                w10, w11 = (256 - fu) * fv, fu * fv
                share = o if layer > 0 else np.float32(1.0)
                if corner >= 0:
                    weight = wb if corner == 1 else wc
                    if corner == 0:
                        weight = np.float32(1.0) - wb - wc
                    share *= min(weight * per_weight + np.float32(0.5), np.float32(1.0))
                share = min(max(share, np.float32(0.0)), np.float32(1.0))
                grey = (g0 + g1 + g2) * np.float32(1 / 3)
                calm = np.float32(0.0)
                if calmed and grey > np.float32(1.0):
                    calm = np.float32(1.0) - np.float32(1.0) / grey
                for channel in range(3):
                    colour = (
                        w00 * picture[iv, iu, channel]
                        + w01 * picture[iv, iu + 1, channel]
                        + w10 * picture[iv + 1, iu, channel]
                        + w11 * picture[iv + 1, iu + 1, channel]
                    )
                    gain = g0 if channel == 0 else (g1 if channel == 1 else g2)
                    value = np.float32(colour) * np.float32(1 / 65536)
                    full = t0 if channel == 0 else (t1 if channel == 1 else t2)
                    level = value * full
                    if level > np.float32(1.0):
                        value *= gain * (np.float32(1.0) - calm * (level - np.float32(1.0)) / level)
                    else:
                        value *= grey + (gain - grey) * level
                    if share < np.float32(1.0):
                        under = np.float32(pixels[y, x, channel])
                        value = under + share * (value - under)
                    pixels[y, x, channel] = np.uint8(
                        min(max(value + np.float32(0.5), np.float32(0.0)), np.float32(255.0))
                    )
                if layer == 0:
                    # Smoothstep: the rim fades without a crease at either end.
                    clear = min(max(o, np.float32(0.0)), np.float32(1.0))
                    clear = clear * clear * (np.float32(3.0) - np.float32(2.0) * clear)
                    mask[y, x] = np.uint8(clear * np.float32(255.0) + np.float32(0.5))
                wb += wb_x
                wc += wc_x
                u += u_x
                v += v_x
                g0 += g0_x
                g1 += g1_x
                g2 += g2_x
                t0 += t0_x
                t1 += t1_x
                t2 += t2_x
                o += o_x
