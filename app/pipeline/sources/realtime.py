"""A file shown at its own pace, as if it were a camera."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from app.frame import Frame
from app.pipeline.sources.base import Source, SourceInfo

_LATE_S = 0.5
"""When the reader is this far behind, the clock is set anew instead of rushing to catch up."""


class RewindableSource(Source, Protocol):
    """A source whose frames have presentation times and that can start over."""

    def rewind(self) -> None:
        """The next `read` gives the first frame again.

        Raises:
            SourceError: The file is gone.
        """
        ...


class RealTimeSource:
    """Gives each frame of a file when its presentation time has come; optionally for ever.

    It says that it is live, so that a slow pipeline drops frames instead of lagging behind.
    """

    def __init__(self, source: RewindableSource, *, loop: bool) -> None:
        """
        Args:
            source: The file. Closed together with this.
            loop: Start over at the end; presentation times go on rising.
        """
        self._source = source
        self._loop = loop
        self._closed = threading.Event()
        self._index = 0
        self._offset = Fraction(0)
        """Added to the file's own times, one pass after another."""
        self._last: Fraction | None = None
        self._clock: float | None = None
        """What `time.monotonic` was, or would have been, at presentation time 0."""

    @property
    def info(self) -> SourceInfo:
        info = self._source.info
        return replace(info, live=True, frame_count=None if self._loop else info.frame_count)

    def read(self) -> Frame | None:
        """The next frame, at its time. See `Source.read`."""
        frame = self._source.read()
        if frame is None and self._loop and self._last is not None and not self._closed.is_set():
            self._source.rewind()
            frame = self._source.read()
            if frame is not None and frame.pts is not None:
                step = 1 / Fraction(self._source.info.fps).limit_denominator(1001)
                self._offset = self._last + step - frame.pts
        if frame is None:
            return None
        pts = self._offset + (frame.pts or Fraction(0))
        self._last = pts
        if not self._wait_until(float(pts)):
            return None
        index, self._index = self._index, self._index + 1
        return replace(frame, index=index, pts=pts, captured_at=time.monotonic())

    def _wait_until(self, pts: float) -> bool:
        """Sleeps until presentation time `pts`; False when closed meanwhile."""
        now = time.monotonic()
        if self._clock is None or now - (self._clock + pts) > _LATE_S:
            self._clock = now - pts
        return not self._closed.wait(max(0.0, self._clock + pts - now))

    def close(self) -> None:
        self._closed.set()
        self._source.close()
