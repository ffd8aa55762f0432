"""One-Euro filter over arrays (Casiez, Roussel, Vogel, "1€ Filter", CHI 2012)."""

from __future__ import annotations

import math

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
        speed = (value - self._value) / np.float32(dt * max(size, 1e-3))
        self._speed = self._speed + np.float32(_alpha(self._derivative_cutoff, dt)) * (
            speed - self._speed
        )
        cutoff = np.abs(self._speed)
        cutoff *= self._beta
        cutoff += self._min_cutoff
        # alpha = 1 / (1 + tau / dt), tau = 1 / (2 pi cutoff)
        cutoff *= 2 * math.pi * dt
        alpha = cutoff / (cutoff + 1)
        self._value = self._value + alpha * (value - self._value)
        return self._value


def _alpha(cutoff: float, dt: float) -> float:
    r = 2 * math.pi * cutoff * dt
    return r / (r + 1)
