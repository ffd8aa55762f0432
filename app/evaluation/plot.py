"""Lines over time as SVG, for the report, so that its page needs nothing from outside."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from app.evaluation.results import Curve

WIDTH, HEIGHT = 340, 120
LEFT, RIGHT, TOP, BOTTOM = 38, 8, 8, 18
POINTS = 260
"""Steps along the time axis; in each the lowest and the highest value are drawn."""
LEAST_SPAN = {"°": 4.0, "": 0.2, "eye widths": 0.1}
"""Least height of a plot by its unit, so that noise does not look like movement."""


def plot(title: str, unit: str, times: Sequence[float], curve: Curve) -> str:
    """One plot of an input's value and its output's.

    Args:
        title: What it is.
        unit: A key of `LEAST_SPAN`.
        times: Seconds, ascending.
        curve: A value for each time; NaN leaves a gap.
    """
    known = [value for row in curve for value in row if math.isfinite(value)]
    if not known or len(times) < 2:
        return ""
    low, high = min(known), max(known)
    missing = max(0.0, LEAST_SPAN[unit] - (high - low))
    low, high = low - missing / 2, high + missing / 2
    span = max(times[-1] - times[0], 1e-9)

    def x(time: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (time - times[0]) / span

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)

    label = escape(f"{title}{f' in {unit}' if unit else ''}")
    places = 0 if unit == "°" else 2
    lines = "".join(
        f'<path class="{name}" d="{_path(times, values, x, y)}"/>'
        for name, values in zip(("before", "after"), curve, strict=True)
    )
    return (
        f'<figure class="plot"><figcaption>{label}</figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label} over '
        f'{times[-1] - times[0]:.0f} seconds: the input and the output">'
        f'<path class="axis" d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}"/>'
        f'<text x="{LEFT - 4}" y="{TOP + 8}" text-anchor="end">{high:.{places}f}</text>'
        f'<text x="{LEFT - 4}" y="{HEIGHT - BOTTOM}" text-anchor="end">{low:.{places}f}</text>'
        f'<text x="{LEFT}" y="{HEIGHT - 4}">0 s</text>'
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 4}" text-anchor="end">{span:.1f} s</text>'
        f"{lines}</svg></figure>"
    )


def _path(
    times: Sequence[float],
    values: Sequence[float],
    x: Callable[[float], float],
    y: Callable[[float], float],
) -> str:
    """SVG path data; starts anew after each gap."""
    parts: list[str] = []
    pen = "M"
    for time, value in _thinned(times, values):
        if math.isfinite(value):
            parts.append(f"{pen}{x(time):.1f} {y(value):.1f}")
            pen = "L"
        else:
            pen = "M"
    return "".join(parts)


def _thinned(times: Sequence[float], values: Sequence[float]) -> list[tuple[float, float]]:
    """All points, or of each of `POINTS` steps its extremes in their order: no peak is lost."""
    rows = list(zip(times, values, strict=True))
    if len(rows) <= 2 * POINTS:
        return rows
    kept = []
    for step in range(POINTS):
        part = rows[step * len(rows) // POINTS : (step + 1) * len(rows) // POINTS]
        seen = [row for row in part if math.isfinite(row[1])]
        ends = [min(seen, key=lambda r: r[1]), max(seen, key=lambda r: r[1])] if seen else part[:1]
        kept += sorted(ends)
    return kept
