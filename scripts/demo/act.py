"""What she does in eight seconds: the curves of head, face, gaze and light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator

FPS = 30
SECONDS = 8
FRAMES = FPS * SECONDS

# (time, value); every curve ends where it began, so that the clip loops.
YAW = ((0, -3), (0.8, 7), (1.7, -19), (2.5, -7), (3.2, 5), (4.2, 20), (5.0, 9), (5.7, -3),
       (6.5, -14), (7.3, 3), (8, -3))  # fmt: skip
PITCH = ((0, 0), (0.6, 3), (1.3, -4), (2.0, 1), (2.8, -9), (3.5, 2), (4.2, 5), (5.0, 9),
         (5.8, -1), (6.6, -7), (7.3, 2), (8, 0))  # fmt: skip
ROLL = ((0, 1), (1.0, -5), (2.0, 2), (3.0, 7), (4.0, 0), (5.0, -7), (6.0, -2), (7.0, 5), (8, 1))
X = ((0, 0), (1.5, -15), (3.0, -4), (4.5, 18), (6.0, 7), (7.0, -6), (8, 0))
Y = ((0, 0), (1.2, 2), (2.6, 5), (4.0, -1), (5.2, -4), (6.4, 3), (8, 0))
SCALE = ((0, 1), (1.4, 1.035), (2.8, 0.98), (4.4, 1.0), (5.4, 1.05), (6.8, 0.985), (8, 1))
LEAN = ((0, 0), (1.5, -1.4), (3.0, 0.6), (4.6, 1.8), (6.2, -0.6), (8, 0))
# Where she looks, in degrees off the camera; the eyes make up for what the head does.
LOOK_X = ((0, 0), (1.2, 0), (1.35, -14), (2.3, -14), (2.4, 0), (4.0, 0), (4.1, 22), (4.9, 22),
          (5.02, 0), (6.1, 0), (6.2, -20), (6.9, -20), (7.0, 0), (8, 0))  # fmt: skip
LOOK_Y = ((0, 0), (2.55, 0), (2.65, -11), (3.1, -11), (3.2, 0), (4.1, 0), (4.2, 6), (4.9, 6),
          (5.0, 0), (8, 0))  # fmt: skip
BROWS = ((0, 0.2), (0.5, 0.2), (0.8, 2.6), (1.3, 2.2), (1.6, 0), (3.3, 0), (3.6, 3.0), (4.2, 2.0),
         (4.6, -0.6), (5.4, -0.3), (6.2, 0.5), (6.6, 2.6), (7.1, 0.8), (8, 0.2))  # fmt: skip
BLINKS = (1.27, 3.12, 5.02, 6.95)
"""When the lids begin to fall."""
BLINK = ((0, 0), (0.034, 0.35), (0.067, 0.9), (0.1, 1), (0.2, 1), (0.234, 0.8), (0.3, 0.35),
         (0.37, 0.08), (0.42, 0))  # fmt: skip
PHRASES = ((0.45, 2.55), (3.35, 5.55), (6.2, 7.55))
"""From when to when she speaks."""
# Between phrases: lips closed, or the portrait's smile.
RESTS = ((0.0, 0.0), (2.85, 0.9), (5.85, 0.0), (8.0, 0.0))
SYLLABLE = 0.21


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame's worth. Angles in degrees, lengths in portrait pixels, others 0..1 and about."""

    yaw: float
    pitch: float
    roll: float
    x: float
    y: float
    scale: float
    lean: float
    gaze_x: float
    gaze_y: float
    jaw: float
    close: float
    narrow: float
    brows: float
    blink: float
    brightness: float
    warmth: float
    side_light: float


def moments() -> list[Moment]:
    """The clip's frames."""
    t = np.arange(FRAMES) / FPS
    smooth = {
        name: _loop(points)(t)
        for name, points in (
            ("yaw", YAW), ("pitch", PITCH), ("roll", ROLL), ("x", X), ("y", Y), ("scale", SCALE),
            ("lean", LEAN), ("brows", BROWS),
        )
    }  # fmt: skip
    # Nobody holds quite still.
    rng = np.random.default_rng(3)
    for name, size in (("yaw", 0.5), ("pitch", 0.6), ("roll", 0.4), ("x", 0.4), ("y", 0.4)):
        for k in (7, 11, 17):
            smooth[name] = smooth[name] + size * np.sin(
                2 * np.pi * (k * t / SECONDS + rng.random())
            ) * (7 / k)
    smooth["y"] = smooth["y"] + 0.7 * np.sin(2 * np.pi * 2 * t / SECONDS)  # breath
    look_x, look_y = (_steps(points)(t) for points in (LOOK_X, LOOK_Y))
    gaze_x = np.clip(look_x - 0.75 * smooth["yaw"], -24, 24)
    gaze_y = np.clip(look_y - 0.7 * smooth["pitch"], -13, 10)
    blink = np.zeros(FRAMES)
    course = PchipInterpolator(*zip(*BLINK, strict=True), extrapolate=False)
    for start in BLINKS:
        blink = np.maximum(blink, np.nan_to_num(course(t - start)))
    droop = np.clip(-gaze_y / 13, 0, 1) * 0.25
    blink = blink + (1 - blink) * droop
    jaw, close, narrow = (curve(t) for curve in _speech())
    brightness = (
        1 + 0.05 * np.sin(2 * np.pi * t / SECONDS + 0.6) - 0.03 * np.cos(4 * np.pi * t / SECONDS)
    )
    warmth = 0.05 * np.sin(2 * np.pi * t / SECONDS - 1.2)
    side = np.interp(t, (0, 4.3, 4.9, 6.1, 6.8, 8), (0, 0, 1, 1, 0, 0))
    side = side * side * (3 - 2 * side)
    columns = (
        smooth["yaw"], smooth["pitch"], smooth["roll"], smooth["x"], smooth["y"], smooth["scale"],
        smooth["lean"], gaze_x, gaze_y, jaw, close, narrow, smooth["brows"], blink, brightness,
        warmth, side,
    )  # fmt: skip
    return [Moment(*map(float, row)) for row in zip(*columns, strict=True)]


def _loop(points: tuple[tuple[float, float], ...]) -> CubicSpline:
    times, values = zip(*points, strict=True)
    return CubicSpline(times, values, bc_type="periodic")


def _steps(points: tuple[tuple[float, float], ...]) -> PchipInterpolator:
    return PchipInterpolator(*zip(*points, strict=True))


def _speech() -> tuple[PchipInterpolator, PchipInterpolator, PchipInterpolator]:
    """Jaw (pixels down), lips closed (0..1) and lips narrowed (pixels), over time."""
    rng = np.random.default_rng(12)
    keys: list[tuple[float, float, float, float]] = [(t, 0.0, c, 0.0) for t, c in RESTS]
    for start, end in PHRASES:
        count = round((end - start) / SYLLABLE)
        step = (end - start) / count
        for i in range(count):
            at = start + i * step
            vowel = rng.choice(5, p=(0.3, 0.22, 0.2, 0.16, 0.12))
            jaw, narrow = ((6.0, 2.0), (3.4, 0.6), (4.6, 3.6), (2.6, 4.6), (7.4, 2.8))[vowel]
            shut = rng.random() < 0.28
            jaw *= rng.uniform(0.8, 1.1)
            keys.append((at, 0.2 if shut else 1.2, 0.9 if shut else 0.45, 1.4))
            keys.append((at + step * rng.uniform(0.42, 0.58), jaw, 0.25, narrow))
    keys.sort()
    times, jaws, closes, narrows = zip(*keys, strict=True)
    return (
        PchipInterpolator(times, jaws),
        PchipInterpolator(times, closes),
        PchipInterpolator(times, narrows),
    )
