"""An output that is late on purpose, so that lips and a slower sound match."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from app.errors import UsageError
from app.frame import Image, SafeFrame, Verdict
from app.pipeline.guard.card import card
from app.pipeline.guard.guard import PANIC, STARTING
from app.pipeline.sinks.base import OutputFormat, Sink, SinkStatus, is_paced, status_of
from app.pipeline.sinks.picture import even
from app.yuv import I420, Matrix

MAX_SECONDS = 2.0
MAX_BYTES = 256 << 20
"""Of pictures that wait: two seconds at 1280x720 and 60 frames per second are 166 MB. Where that is
too little (4K) fewer frames a second come out, as late as they should."""


@dataclass(frozen=True, slots=True)
class _Kept:
    frame: SafeFrame
    planes: bytes
    due: float


class DelayedSink:
    """Hands frames on to another sink a fixed time after they came, to within one frame.

    **What waits here was judged before it waits, so it is judged again**: while the panic key is
    down the queue is thrown away, and what the engine sends instead leaves at once. Nothing leaves
    but from within `write`. After the key is up, the card stays until the delay has passed.

    Pictures wait as 4:2:0 planes in BT.601, half the memory of BGR and what nearly every output
    makes of them anyway.
    """

    def __init__(self, sink: Sink, seconds: float, shielded: Callable[[], bool]) -> None:
        """
        Args:
            sink: Where they go.
            seconds: How much later, 0 to `MAX_SECONDS`.
            shielded: Whether the panic key is down. Asked from the sink's thread.

        Raises:
            UsageError: `seconds` is out of range.
        """
        if not 0 <= seconds <= MAX_SECONDS:
            raise UsageError(f"a delay of {seconds:g} s: give 0 to {MAX_SECONDS:g}")
        self._sink = sink
        self.paced = is_paced(sink)
        self._seconds = seconds
        self._shielded = shielded
        self._anew = threading.Event()
        self._waiting: deque[_Kept] = deque()
        self._bytes = 0
        self._live, self._period = True, 0.0
        self._last: SafeFrame | None = None
        self._planes = I420(2, 2)
        self._card: Image = card(2, 2)
        self._thinned = 0

    @property
    def name(self) -> str:
        return self._sink.name

    def drop_waiting(self) -> None:
        """What waits does not leave: pictures are finished otherwise from now on. From any thread;
        takes effect with the next frame."""
        self._anew.set()

    def status(self) -> SinkStatus:
        """See `Telling.status`; the other sink's."""
        status = status_of(self._sink)
        return replace(status, dropped=status.dropped + self._thinned)

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`. A file is not delayed: nobody waits for it."""
        self._live, self._period = fmt.live, 1 / max(1.0, fmt.fps)
        self._planes = I420(fmt.width + fmt.width % 2, fmt.height + fmt.height % 2)
        self._card = card(fmt.width, fmt.height)
        self._forget()
        self._sink.open(fmt)

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`. Hands on what is due by now, or the last one again."""
        if not self._live or not self._seconds:
            self._sink.write(frame)
            return
        if self._shielded() or frame.reason == PANIC:
            self._forget()
            # The key may have gone down after the engine asked: then this one does not leave, a
            # held picture neither.
            if frame.reason == PANIC:
                self._last = frame
                self._sink.write(frame)
            return
        if self._anew.is_set():
            self._anew.clear()
            self._forget()
            self._last = frame  # stands still until the next are due
        now = time.monotonic()
        self._keep(frame, now)
        due = self._due(now)
        if due is not None:
            self._last = self._restored(due)
        elif self._last is None:
            # At the start, in the middle of a session too: whoever watches need not wait for the
            # card.
            self._last = self._card_instead(frame)
        if self._shielded():
            self._forget()
        elif self._last is not None:
            self._sink.write(self._last)

    def _card_instead(self, frame: SafeFrame) -> SafeFrame:
        if frame.verdict is Verdict.SHIELDED:
            return frame
        return replace(frame, image=self._card, verdict=Verdict.SHIELDED, reason=STARTING)

    def _keep(self, frame: SafeFrame, now: float) -> None:
        size = self._planes.buffer.nbytes
        if self._bytes + size > MAX_BYTES:
            self._thinned += 1
            return
        planes = self._planes.from_bgr(even(frame.image), Matrix.BT601).tobytes()
        self._bytes += size
        self._waiting.append(_Kept(frame, planes, now + self._seconds))

    def _due(self, now: float) -> _Kept | None:
        """What is to leave now. One that came a little early waits for the next turn, so that
        uneven steps before do not become repeated and skipped frames here."""
        due: _Kept | None = None
        while self._waiting and self._waiting[0].due <= now - (self._period if due else 0):
            due = self._waiting.popleft()
            self._bytes -= len(due.planes)
        return due

    def _restored(self, kept: _Kept) -> SafeFrame:
        height, width = kept.frame.image.shape[:2]
        shape = self._planes.buffer.shape
        planes = np.frombuffer(kept.planes, np.uint8).reshape(shape)
        image = np.asarray(cv2.cvtColor(planes, cv2.COLOR_YUV2BGR_I420), np.uint8)
        image = np.ascontiguousarray(image[:height, :width])
        image.setflags(write=False)
        return replace(kept.frame, image=image)

    def _forget(self) -> None:
        self._waiting.clear()
        self._bytes = 0
        self._last = None

    def close(self) -> None:
        """See `Sink.close`. What still waits never leaves."""
        self._forget()
        self._sink.close()
