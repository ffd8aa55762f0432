"""A sink that measures how frames reach a device: how evenly, and how old."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.frame import SafeFrame, Verdict
from app.pipeline.sinks.base import OutputFormat, Sink
from app.yuv import I420, Matrix


@dataclass(frozen=True, slots=True)
class Delivery:
    """How frames reached the device.

    Attributes:
        frames: Written ones.
        fps: Of the output, nominal.
        interval_ms_p50, interval_ms_p99: Between the ends of two writes.
        jitter_ms_p99: How far, in absolute value, an interval is from the nominal one.
        longest_ms: The longest interval.
        latency_p50, latency_p99: From capture to the end of the first write of each frame, in
            frames of the output.
        repeated: Share of the writes that sent the picture before once more.
    """

    frames: int
    fps: float
    interval_ms_p50: float
    interval_ms_p99: float
    jitter_ms_p99: float
    longest_ms: float
    latency_p50: float
    latency_p99: float
    repeated: float


class DeviceProbe:
    """Stands where a virtual camera does. Without an inner sink it does the work of one: pictures
    become I420."""

    def __init__(
        self,
        inner: Sink | None = None,
        on_frame: Callable[[SafeFrame], None] | None = None,
        *,
        paced: bool = True,
    ) -> None:
        """
        Args:
            inner: A real device's sink.
            on_frame: Is shown each frame after it was written, on the sink's thread.
            paced: See `Sink`.
        """
        self.paced = paced
        self.name = "device"
        self._inner = inner
        self._on_frame = on_frame or (lambda _frame: None)
        self._planes: I420 | None = None
        self._fps = 0.0
        self._lock = threading.Lock()
        self._written: list[float] = []
        self._ages: list[float] = []
        self._last = -1

    def open(self, fmt: OutputFormat) -> None:
        """See `Sink.open`."""
        self._fps = fmt.fps
        if self._inner is not None:
            self._inner.open(fmt)
        else:
            self._planes = I420(fmt.width // 2 * 2, fmt.height // 2 * 2)

    def write(self, frame: SafeFrame) -> None:
        """See `Sink.write`."""
        if self._inner is not None:
            self._inner.write(frame)
        elif self._planes is not None:
            height, width = self._planes.planes[0].shape
            self._planes.from_bgr(np.ascontiguousarray(frame.image[:height, :width]), Matrix.BT601)
        now = time.monotonic()
        with self._lock:
            self._written.append(now)
            if frame.verdict is not Verdict.SHIELDED and frame.index != self._last:
                self._last = frame.index
                self._ages.append(now - frame.captured_at)
        self._on_frame(frame)

    def close(self) -> None:
        """See `Sink.close`."""
        if self._inner is not None:
            self._inner.close()

    def reset(self) -> None:
        """Forgets what was measured so far. From any thread."""
        with self._lock:
            self._written, self._ages = self._written[-1:], []

    def delivery(self) -> Delivery:
        """What was measured since `reset`; needs ten frames. From any thread.

        Raises:
            ValueError: There were fewer.
        """
        with self._lock:
            intervals = np.diff(self._written) * 1000
            ages = np.array(self._ages) * self._fps
        if len(intervals) < 10 or len(ages) < 10:
            raise ValueError("too few frames came out to measure anything")
        p50, p99 = np.percentile(intervals, [50, 99])
        young, old = np.percentile(ages, [50, 99])
        jitter = np.percentile(np.abs(intervals - 1000 / self._fps), 99)
        return Delivery(
            frames=len(intervals) + 1,
            fps=self._fps,
            interval_ms_p50=round(float(p50), 2),
            interval_ms_p99=round(float(p99), 2),
            jitter_ms_p99=round(float(jitter), 2),
            longest_ms=round(float(intervals.max()), 1),
            latency_p50=round(float(young), 2),
            latency_p99=round(float(old), 2),
            repeated=round(max(0.0, 1 - len(ages) / (len(intervals) + 1)), 3),
        )
