"""One-Euro filter over arrays (Casiez, Roussel, Vogel, "1€ Filter", CHI 2012)."""

from __future__ import annotations

import math

import numba
import numpy as np

from app.frame import Floats


class OneEuro:
    """Low-pass whose cutoff rises with speed: still faces do not tremble, fast ones do not lag.

    Speeds are measured in face sizes per second, so that a face moves alike near and far.

    Args:
        min_cutoff: Cutoff of a point at rest, in hertz.
        beta: Hertz of cutoff per face size per second of speed.
        derivative_cutoff: Cutoff of the speed's own low-pass, in hertz.
    """

    def __init__(
        self, min_cutoff: float = 2.0, beta: float = 60.0, derivative_cutoff: float = 2.0
    ) -> None:
        self._min_cutoff = min_cutoff
        self._beta = beta
        self._derivative_cutoff = derivative_cutoff
        self._value: Floats | None = None
        self._speed: Floats | None = None

    def __call__(self, value: Floats, dt: float, size: float) -> Floats:
        """Filters one sample.

        Args:
            value: Any shape; the same in every call.
            dt: Seconds since the last call.
            size: Face size in the units of `value`.
        """
        if self._value is None or self._speed is None or dt <= 0:
            self._value = value.copy()
            self._speed = np.zeros_like(value)
            return value
        filtered = np.empty_like(value)
        _step(
            value,
            self._value,
            self._speed,
            filtered,
            dt,
            max(size, 1e-3),
            self._min_cutoff,
            self._beta,
            self._derivative_cutoff,
        )
        self._value = filtered
        return filtered


@numba.njit(nogil=True, cache=True)
def _step(
    value: Floats,
    before: Floats,
    speed: Floats,
    filtered: Floats,
    dt: float,
    size: float,
    min_cutoff: float,
    beta: float,
    derivative_cutoff: float,
) -> None:
    """One sample of every element; `speed` is updated in place, `filtered` written."""
    turn = 2 * math.pi * dt
    share = turn * derivative_cutoff / (turn * derivative_cutoff + 1)
    for i in range(value.size):
        move = (value.flat[i] - before.flat[i]) / (dt * size)
        speed.flat[i] += share * (move - speed.flat[i])
        cutoff = turn * (min_cutoff + beta * abs(speed.flat[i]))
        filtered.flat[i] = before.flat[i] + cutoff / (cutoff + 1) * (value.flat[i] - before.flat[i])
