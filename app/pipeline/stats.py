"""What is measured while the pipeline runs."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from app.frame import SafeFrame, Verdict

WINDOW = 512
"""Frames over which the running medians are taken."""


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Of milliseconds."""

    p50: float
    p95: float
    p99: float

    @staticmethod
    def of(values: Sequence[float]) -> Percentiles:
        """Of any number of values, with straight lines between neighbours."""
        if not values:
            return Percentiles(0.0, 0.0, 0.0)
        # Not numpy's: for so few values it takes ten times as long, and a window asks often.
        ordered = sorted(values)
        p50, p95, p99 = (round(_between(ordered, share), 3) for share in (0.5, 0.95, 0.99))
        return Percentiles(p50, p95, p99)


def _between(ordered: list[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


@dataclass(frozen=True, slots=True)
class FrameRecord:
    """One output frame, for the report."""

    index: int
    pts: float | None
    verdict: str
    reason: str
    faces: int
    latency_ms: float
    stages_ms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures at one moment.

    Attributes:
        frames: Frames judged so far.
        seconds: Since the first frame was judged.
        fps: Frames per second over all of it.
        recent_fps: The same over the last second or two.
        verdicts: How many frames of each verdict.
        reasons: Why frames were shielded, and how many.
        stages_ms: Per stage, of the last `WINDOW` frames.
        latencies_ms: Per sink, from capture to its write done.
        latency_ms: Of the slowest of them: until all have the frame.
        dropped: Frames overtaken by newer ones.
        first_frame_s: From start to the first swapped frame; None before it.
        peak_memory_mb: Of the whole process.
    """

    frames: int
    seconds: float
    fps: float
    recent_fps: float
    verdicts: dict[str, int]
    reasons: dict[str, int]
    stages_ms: dict[str, Percentiles]
    latencies_ms: dict[str, Percentiles]
    latency_ms: Percentiles
    dropped: int
    first_frame_s: float | None
    peak_memory_mb: float

    def microphone_delay(self, sinks: Iterable[str], on_purpose: float) -> int | None:
        """By how much the sound has to be late for lips and sound to match.

        Args:
            sinks: The slowest of these counts; of all, while none of them is known.
            on_purpose: Seconds for which pictures wait after they were written.

        Returns:
            Milliseconds, in steps of five; None while no frame has arrived.
        """
        known = [self.latencies_ms[name].p50 for name in sinks if name in self.latencies_ms]
        late = max(known, default=self.latency_ms.p50)
        return round((late + 1000 * on_purpose) / 5) * 5 if late > 0 else None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


@dataclass(slots=True)
class Stats:
    """Thread-safe. Keeps one record per frame when asked to."""

    keep_records: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _started: float = field(default_factory=time.monotonic)
    _stages: dict[str, deque[float]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=WINDOW))
    )
    _pending: dict[int, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    _latencies: dict[str, deque[float]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=WINDOW))
    )
    _delivered: dict[str, int] = field(default_factory=dict)
    """Sink → the last frame that it got."""
    _verdicts: Counter[str] = field(default_factory=Counter)
    _reasons: Counter[str] = field(default_factory=Counter)
    _times: deque[float] = field(default_factory=lambda: deque(maxlen=64))
    _frames: int = 0
    _first: float | None = None
    _last: float | None = None
    _first_swapped: float | None = None
    dropped: int = 0
    records: list[FrameRecord] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str, index: int) -> Iterator[None]:
        """Times a block as one stage of frame `index`."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, index, time.perf_counter() - start)

    def add(self, name: str, index: int, seconds: float) -> None:
        """Notes what a stage took for one frame."""
        with self._lock:
            self._stages[name].append(seconds * 1000)
            if self.keep_records:
                self._pending[index][name] = round(seconds * 1000, 3)

    def judged(self, frame: SafeFrame) -> None:
        """Counts a verdict."""
        now = time.monotonic()
        with self._lock:
            self._frames += 1
            self._first = now if self._first is None else self._first
            self._last = now
            self._times.append(now)
            self._verdicts[frame.verdict.value] += 1
            if frame.reason:
                self._reasons[frame.reason] += 1
            if frame.verdict is Verdict.SWAPPED and self._first_swapped is None:
                self._first_swapped = now - self._started
            if self.keep_records:
                self.records.append(
                    FrameRecord(
                        index=frame.index,
                        pts=float(frame.pts) if frame.pts is not None else None,
                        verdict=frame.verdict.value,
                        reason=frame.reason,
                        faces=frame.faces,
                        latency_ms=round((now - frame.captured_at) * 1000, 3),
                        stages_ms=self._pending.pop(frame.index, {}),
                    )
                )

    def delivered(self, frame: SafeFrame, sink: str) -> None:
        """A sink has written the frame: glass to glass, as far as this side of the glass goes."""
        with self._lock:
            # Once: a frame that is sent again while none comes is older each time, but no later.
            if frame.index == self._delivered.get(sink):
                return
            self._delivered[sink] = frame.index
            self._latencies[sink].append((time.monotonic() - frame.captured_at) * 1000)

    def snapshot(self) -> Snapshot:
        """The figures now. Copied at once, worked out after: no stage waits for it."""
        with self._lock:
            first, last = self._first, self._last
            times = list(self._times)
            frames, dropped, first_swapped = self._frames, self.dropped, self._first_swapped
            verdicts = {verdict.value: self._verdicts[verdict.value] for verdict in Verdict}
            reasons = dict(self._reasons.most_common())
            stages = {name: list(values) for name, values in sorted(self._stages.items())}
            sinks = {name: list(values) for name, values in self._latencies.items()}
        seconds = last - first if last is not None and first is not None else 0.0
        span = times[-1] - times[0] if len(times) > 1 else 0.0
        latencies = {name: Percentiles.of(values) for name, values in sinks.items()}
        return Snapshot(
            frames=frames,
            seconds=round(seconds, 3),
            fps=round((frames - 1) / seconds, 2) if seconds > 0 else 0.0,
            recent_fps=round((len(times) - 1) / span, 1) if span > 0 else 0.0,
            verdicts=verdicts,
            reasons=reasons,
            stages_ms={name: Percentiles.of(values) for name, values in stages.items()},
            latencies_ms=latencies,
            latency_ms=max(latencies.values(), key=lambda one: one.p50, default=Percentiles.of([])),
            dropped=dropped,
            first_frame_s=first_swapped and round(first_swapped, 3),
            peak_memory_mb=peak_memory_mb(),
        )


def peak_memory_mb() -> float:
    """Largest resident size of this process so far, in megabytes (10^6 bytes)."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        class Counters(ctypes.Structure):
            _fields_ = [
                ("cb", wintypes.DWORD),
                ("PageFaultCount", wintypes.DWORD),
                ("PeakWorkingSetSize", ctypes.c_size_t),
                ("WorkingSetSize", ctypes.c_size_t),
                ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
                ("QuotaPagedPoolUsage", ctypes.c_size_t),
                ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
                ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
                ("PagefileUsage", ctypes.c_size_t),
                ("PeakPagefileUsage", ctypes.c_size_t),
            ]

        counters = Counters(cb=ctypes.sizeof(Counters))
        kernel32 = ctypes.WinDLL("kernel32")
        kernel32.GetCurrentProcess.restype = wintypes.HANDLE
        kernel32.K32GetProcessMemoryInfo(
            wintypes.HANDLE(kernel32.GetCurrentProcess()),
            ctypes.byref(counters),
            counters.cb,
        )
        return round(counters.PeakWorkingSetSize / 1e6, 1)
    if sys.platform == "linux":
        # Not getrusage: its peak is inherited from the process that started this one.
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) * 1024 / 1e6, 1)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6, 1)
