"""The plot of the panel of numbers: a line for each stage, over the last minute."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget

from app.frame import Floats
from app.pipeline.stats import Percentiles
from app.ui.theme import DARK, Theme
from app.ui.translation import translate

SPAN_S = 60.0
"""Seconds that it goes back."""
STEP_S = 1.0
"""Seconds between two points, and between two drawings: a drawing takes milliseconds."""
_TICK_S = 20

_LINES = (
    (("#0b5bd3", "#6aa6ff"), ()),
    (("#a84400", "#ffab5c"), (5, 2)),
    (("#0d7239", "#6fdc95"), (1.5, 1.5)),
    (("#8326aa", "#d79bff"), (7, 2, 1.5, 2)),
    (("#a8123a", "#ff9aa8"), (3, 3)),
    (("#08717a", "#5fd6dd"), (7, 2, 1.5, 2, 1.5, 2)),
    (("#6b5d00", "#e0cf5a"), (10, 4)),
    (("#4c545f", "#c0c8d2"), (1.5, 4)),
)
"""Colour in light and in dark (contrast with every ground 4.5 or more), and dashes in widths of the
line: whoever does not tell the colours apart has these."""


class StagePlot:
    """Milliseconds of every stage over the last minute: half of the frames are under the line.

    Keeps them from the start; draws once there is a widget.

    Args:
        clock: Seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._points: deque[tuple[float, dict[str, float]]] = deque()
        self._names: list[str] = []
        self._theme: Theme | None = None
        self._chosen: int | None = None
        self._top = 0.0
        self._pyqtgraph: Any = None
        self._widget: Any = None
        self._box: Any = None
        self._axes: dict[str, Any] = {}
        self._curves: list[Any] = []

    @property
    def widget(self) -> QWidget | None:
        """What it is drawn on; None before `made`."""
        return self._widget  # type: ignore[no-any-return]

    @property
    def times(self) -> list[float]:
        """When each point was taken that is still kept, by the clock."""
        return [when for when, _ in self._points]

    def line(self, name: str) -> tuple[Floats, Floats]:
        """Seconds before now, 0 or less, and milliseconds; NaN where there is nothing."""
        now = self._clock()
        seconds = np.array([when - now for when, _ in self._points], np.float32)
        ms = np.array([stages.get(name, np.nan) for _, stages in self._points], np.float32)
        return seconds, ms

    def add(self, stages: dict[str, Percentiles]) -> None:
        """Appends a point to every line, and draws; not more often than every `STEP_S`."""
        now = self._clock()
        # A little early is in time: who calls has a timer that is not exact.
        if self._points and self._points[-1][1] and now - self._points[-1][0] < 0.9 * STEP_S:
            return
        self._points.append((now, {name: ms.p50 for name, ms in stages.items()}))
        while self._points[0][0] < now - SPAN_S:
            self._points.popleft()
        self._draw()

    def leave_gap(self) -> None:
        """What comes next is not joined to what was."""
        if self._points and self._points[-1][1]:
            self._points.append((self._clock(), {}))

    def clear(self) -> None:
        """Forgets everything."""
        self._points.clear()
        self.set_names([])

    def set_names(self, names: list[str]) -> None:
        """Which stages there are; a line's place in this list says how it looks."""
        self._names = names
        if self._widget is None:
            return
        for curve in self._curves:
            self._box.removeItem(curve)
        self._curves = [
            self._pyqtgraph.PlotCurveItem(connect="finite", antialias=True) for _ in names
        ]
        for curve in self._curves:
            self._box.addItem(curve)
        self._set_pens()
        self._draw()

    def emphasise(self, number: int | None) -> None:
        """Has one line stand out; None for none."""
        if number != self._chosen:
            self._chosen = number
            self._set_pens()

    def made(self, pyqtgraph: ModuleType) -> QWidget:
        """The widget. Call once."""
        self._pyqtgraph = pyqtgraph
        # From parts: its ready-made plot brings menus and buttons, and takes three times as long.
        widget, grid = pyqtgraph.GraphicsView(), pyqtgraph.GraphicsLayout()
        widget.setCentralItem(grid)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(0)
        box = grid.addViewBox(row=0, col=1, enableMenu=False, enableMouse=False)
        box.disableAutoRange()
        box.setXRange(-SPAN_S, 0, padding=0.06)  # room for the outermost words
        for side, (row, column) in {"left": (0, 0), "bottom": (1, 1)}.items():
            axis = pyqtgraph.AxisItem(side)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(hideOverlappingLabels=False)
            axis.linkToView(box)
            grid.addItem(axis, row, column)
            self._axes[side] = axis
        # One that measured its numbers would widen and narrow under the lines.
        self._axes["left"].setWidth(46)
        self._axes["left"].setGrid(64)
        ticks = [(-s, _tick(s)) for s in range(0, int(SPAN_S) + 1, _TICK_S)]
        self._axes["bottom"].setTicks([ticks])
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widget.setFrameShape(pyqtgraph.QtWidgets.QFrame.Shape.NoFrame)
        widget.setAccessibleName(translate("Numbers", "Plot of milliseconds per stage"))
        widget.setAccessibleDescription(
            translate(
                "Numbers",
                "A line for each stage over the last minute. The table below has the same "
                "figures as they are now.",
            )
        )
        widget.setToolTip(
            translate(
                "Numbers",
                "Milliseconds per stage. The table below says which line is which.",
            )
        )
        self._widget, self._box = widget, box
        self.set_names(self._names)
        return widget  # type: ignore[no-any-return]

    def paint(self, theme: Theme) -> None:
        """Takes the theme's colours."""
        self._theme = theme
        if self._widget is None:
            return
        self._widget.setBackground(QColor(theme.panel))
        for axis in self._axes.values():
            axis.setPen(QPen(QColor(theme.outline), 1))
            axis.setTextPen(QPen(QColor(theme.muted), 1))
        self._set_pens()

    def _set_pens(self) -> None:
        if self._theme is None:
            return
        for number, curve in enumerate(self._curves):
            chosen = number == self._chosen
            curve.setPen(line_pen(self._theme, number, 3.5 if chosen else 1.6))
            curve.setZValue(1 if chosen else 0)

    def _draw(self) -> None:
        if self._widget is None:
            return
        highest = 0.0
        for name, curve in zip(self._names, self._curves, strict=True):
            seconds, ms = self.line(name)
            if ms.size and not np.isnan(ms).all():
                highest = max(highest, float(np.nanmax(ms)))
                curve.setData(seconds, ms)
        # In steps, and down only when much is free: an axis is dear to draw, and must not flicker.
        if not self._top * 0.4 <= highest <= self._top:
            self._top = max(4.0, float(4 * np.ceil(highest * 1.15 / 4)))
            self._box.setYRange(0, self._top, padding=0.09)  # room for the outermost words
            # Few, and no lesser ones: they are drawn anew with every point.
            ticks = [
                (ms, translate("Numbers", "{n} ms").format(n=f"{ms:g}"))
                for ms in (0.0, self._top / 2, self._top)
            ]
            self._axes["left"].setTicks([ticks])


def _tick(seconds: int) -> str:
    if seconds == 0:
        return translate("Numbers", "now")
    return translate("Numbers", "−{n} s").format(n=seconds)


def line_pen(theme: Theme, number: int, width: float) -> QPen:
    """How the line of a stage looks.

    Args:
        theme: Light or dark.
        number: The stage's row in the table; they repeat after `len(_LINES)`.
        width: Pixels.
    """
    (light, dark), dashes = _LINES[number % len(_LINES)]
    pen = QPen(QColor(dark if theme is DARK else light), width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern(list(dashes))
    return pen


def load_pyqtgraph() -> ModuleType:
    """Imports it, which takes 0.3 s: too long for the window's thread.

    It makes itself the handler of every uncaught failure of the process; that is taken back.
    """
    import pyqtgraph
    from pyqtgraph import exceptionHandling

    handler = exceptionHandling.handler
    if sys.excepthook == handler.sys_excepthook:
        sys.excepthook = handler.orig_sys_excepthook
    if threading.excepthook == handler.threading_excepthook:
        threading.excepthook = handler.orig_threading_excepthook
    return pyqtgraph  # type: ignore[no-any-return]
