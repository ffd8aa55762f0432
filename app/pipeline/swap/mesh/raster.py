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
    opacity: Floats,
    triangles: Indices,
    layers: Indices,
    order: Indices,
    skin: Image,
    eyeball: Image,
    inside: Image,
) -> None:
    """Draws triangles that face the camera over whatever is there, in the given order.

    Args:
        pixels: ``(h, w, 3)`` uint8 BGR, drawn into.
        mask: ``(h, w)`` uint8, drawn into: the opacity, 0..255.
        points: ``(n, 2)`` float32: where the vertices lie, in pixels of `pixels`.
        texcoords: ``(n, 2)`` float32: where their colours lie, in pixels of the layer's picture.
        gains: ``(n, 3)`` float32: factor per channel.
        opacity: ``(n,)`` float32, 0..1.
        triangles: ``(t, 3)`` int32; drawn where the area is positive (x right, y down).
        layers: ``(t,)`` int32: 0 takes colours from `skin`, 1 from `eyeball`, 2 from `inside`.
        order: Triangle numbers in drawing order, the farthest first.
        skin, eyeball, inside: ``(·, ·, 3)`` uint8 BGR pictures.
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
        picture = skin if layer == 0 else (eyeball if layer == 1 else inside)
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
        o_b, o_c = opacity[b] - opacity[a], opacity[c] - opacity[a]
        o_x = wb_x * o_b + wc_x * o_c
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
            o = opacity[a] + wb * o_b + wc * o_c
            for x in range(x_low, x_high + 1):
                uu = min(max(u, np.float32(0.0)), tex_w)
                vv = min(max(v, np.float32(0.0)), tex_h)
                iu, iv = int(uu), int(vv)
                fu = int((uu - np.float32(iu)) * np.float32(256.0))
                fv = int((vv - np.float32(iv)) * np.float32(256.0))
                w00, w01 = (256 - fu) * (256 - fv), fu * (256 - fv)
                w10, w11 = (256 - fu) * fv, fu * fv
                for channel in range(3):
                    colour = (
                        w00 * picture[iv, iu, channel]
                        + w01 * picture[iv, iu + 1, channel]
                        + w10 * picture[iv + 1, iu, channel]
                        + w11 * picture[iv + 1, iu + 1, channel]
                    )
                    gain = g0 if channel == 0 else (g1 if channel == 1 else g2)
                    value = np.float32(colour) * np.float32(1 / 65536) * gain
                    pixels[y, x, channel] = np.uint8(
                        min(max(value + np.float32(0.5), np.float32(0.0)), np.float32(255.0))
                    )
                # Smoothstep: the rim fades without a crease at either end.
                share = min(max(o, np.float32(0.0)), np.float32(1.0))
                share = share * share * (np.float32(3.0) - np.float32(2.0) * share)
                mask[y, x] = np.uint8(share * np.float32(255.0) + np.float32(0.5))
                u += u_x
                v += v_x
                g0 += g0_x
                g1 += g1_x
                g2 += g2_x
                o += o_x
