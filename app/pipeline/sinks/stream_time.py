"""When a live frame is shown in a stream that begins with the first one."""

from __future__ import annotations

import time

from app.frame import SafeFrame

_STEP = 0.001
"""Seconds between two frames, at least: no container takes the same time twice, and FLV counts
milliseconds."""


class StreamTime:
    """Times from 0 that always rise.

    A frame's time is that of its capture. The engine sends frames again while none comes: those
    are as much later as they come later.
    """

    def __init__(self) -> None:
        self._start: float | None = None
        self._last = 0.0
        self._written = 0.0

    def seconds(self, frame: SafeFrame) -> float:
        """The time of the next frame, greater than that of the last one. Once a frame."""
        now = time.monotonic()
        if self._start is None:
            self._start, self._written = frame.captured_at, now
            return 0.0
        time_ = frame.captured_at - self._start
        if time_ < self._last + _STEP:
            time_ = self._last + max(_STEP, now - self._written)
        self._last, self._written = time_, now
        return time_
