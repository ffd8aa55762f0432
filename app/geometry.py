"""Similarity transforms between point sets."""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

from app.frame import Floats

_SWEEPS = 12
"""Jacobi rotations over a symmetric 4×4 matrix: it is diagonal to float32 after six or seven."""


@numba.njit(nogil=True, cache=True)
def fit_similarity(source: Floats, target: Floats) -> tuple[float, Floats, Floats]:
    """Least-squares similarity between two sets of 3D points (Horn, "Closed-form solution of
    absolute orientation using unit quaternions", JOSA A 4(4), 1987; the scale is Umeyama's).

    Args:
        source, target: ``(n, 3)`` float32.

    Returns:
        scale, rotation ``(3, 3)`` float32 and translation ``(3,)`` float32 so that
        ``target ≈ scale * source @ rotation.T + translation``.
    """
    n = source.shape[0]
    ms, mt = np.zeros(3), np.zeros(3)
    for i in range(n):
        for k in range(3):
            ms[k] += source[i, k]
            mt[k] += target[i, k]
    ms /= n
    mt /= n
    s = np.zeros((3, 3))
    spread = 0.0
    for i in range(n):
        for k in range(3):
            a = source[i, k] - ms[k]
            spread += a * a
            for m in range(3):
                s[k, m] += a * (target[i, m] - mt[m])
    q = _largest_eigenvector(
        np.array(
            [
                [
                    s[0, 0] + s[1, 1] + s[2, 2],
                    s[1, 2] - s[2, 1],
                    s[2, 0] - s[0, 2],
                    s[0, 1] - s[1, 0],
                ],
                [
                    s[1, 2] - s[2, 1],
                    s[0, 0] - s[1, 1] - s[2, 2],
                    s[0, 1] + s[1, 0],
                    s[2, 0] + s[0, 2],
                ],
                [
                    s[2, 0] - s[0, 2],
                    s[0, 1] + s[1, 0],
                    s[1, 1] - s[0, 0] - s[2, 2],
                    s[1, 2] + s[2, 1],
                ],
                [
                    s[0, 1] - s[1, 0],
                    s[2, 0] + s[0, 2],
                    s[1, 2] + s[2, 1],
                    s[2, 2] - s[0, 0] - s[1, 1],
                ],
            ]
        )
    )
    w, x, y, z = q[0], q[1], q[2], q[3]
    rotation = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )
    # Scale: trace(R S) over the source's spread.
    along = 0.0
    for k in range(3):
        for m in range(3):
            along += rotation[m, k] * s[k, m]
    scale = along / max(spread, 1e-12)
    shift = np.empty(3, np.float32)
    for k in range(3):
        moved = 0.0
        for m in range(3):
            moved += rotation[k, m] * ms[m]
        shift[k] = mt[k] - scale * moved
    return scale, rotation.astype(np.float32), shift


@numba.njit(nogil=True, cache=True)
def _largest_eigenvector(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit eigenvector of the largest eigenvalue of a symmetric 4×4 matrix (cyclic Jacobi)."""
    a = matrix.copy()
    v = np.eye(4)
    for _ in range(_SWEEPS):
        off = 0.0
        for i in range(4):
            for j in range(i + 1, 4):
                off += a[i, j] * a[i, j]
        if off < 1e-24:
            break
        for i in range(4):
            for j in range(i + 1, 4):
                if abs(a[i, j]) < 1e-30:
                    continue
                theta = (a[j, j] - a[i, i]) / (2 * a[i, j])
                sign = 1.0 if theta >= 0 else -1.0
                t = sign / (abs(theta) + np.sqrt(theta * theta + 1))
                c = 1 / np.sqrt(t * t + 1)
                s = t * c
                for k in range(4):
                    aki, akj = a[k, i], a[k, j]
                    a[k, i] = c * aki - s * akj
                    a[k, j] = s * aki + c * akj
                for k in range(4):
                    aik, ajk = a[i, k], a[j, k]
                    a[i, k] = c * aik - s * ajk
                    a[j, k] = s * aik + c * ajk
                for k in range(4):
                    vki, vkj = v[k, i], v[k, j]
                    v[k, i] = c * vki - s * vkj
                    v[k, j] = s * vki + c * vkj
    best = 0
    for i in range(1, 4):
        if a[i, i] > a[best, best]:
            best = i
    return v[:, best].copy()
