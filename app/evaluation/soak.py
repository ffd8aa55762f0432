"""`make soak`: a session that lasts, in which everything goes wrong again and again.

``python -m app.evaluation.soak [--minutes N] [--seed N] [--json FILE]`` shows the demo clip at a
camera's pace, injects a fault every few seconds (`soak_faults.FAULTS`, the panic key, other
templates), and looks at what reaches the device: a real virtual camera where there is one, else a
sink that does its work. Every picture that leaves is compared with the clip's own. Ends with 1
where a goal was missed.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from app import process
from app.evaluation.bench_cases import demo_clip
from app.evaluation.device_probe import Delivery, DeviceProbe
from app.evaluation.process import open_handles, resident_mb
from app.evaluation.soak_faults import (
    FAULTS,
    FaultyCompositor,
    FaultySource,
    FaultySwapper,
    FaultyTracker,
    Trouble,
    make_faulty,
    reopening,
)
from app.evaluation.unswapped import likeness
from app.frame import Floats, Image, SafeFrame
from app.pipeline.engine import Engine
from app.pipeline.sinks.base import Sink
from app.pipeline.sinks.v4l2loopback import State, devices
from app.pipeline.sinks.virtual_camera import VirtualCameraSink
from app.pipeline.sources.base import Source
from app.pipeline.sources.file import FileSource
from app.pipeline.sources.patient import PatientSource
from app.pipeline.sources.realtime import RealTimeSource
from app.pipeline.track.detector import FaceDetector
from app.pipeline.track.mesh import MeshNet, Roi
from app.templates.library import TemplateLibrary

EVENTS = (*FAULTS, "panic key", "another template")
CALM = (1.0, 3.0)
"""Seconds between two events; and each lasts `EVENT`."""
EVENT = (0.3, 2.5)
WARM = 30.0
"""Seconds until memory counts: caches fill, nets and kernels are loaded."""
LONGEST_STALL_MS, GROWTH = 100.0, 0.02


@dataclass(frozen=True, slots=True)
class Soaked:
    """What came of it.

    Attributes:
        seconds: How long it went on.
        device: Where frames went.
        events: How often each thing went wrong.
        delivery: At the device.
        judged: Pictures that were compared with the clip's own.
        raw: How many of them showed its face.
        growth: Of the process's memory after `WARM` seconds, relatively; None where the run was
            shorter than three times that, or the system does not tell.
        threads, handles: More than before, once all was closed.
        error: What ended the session early; empty where nothing did.
    """

    seconds: float
    device: str
    events: dict[str, int]
    delivery: Delivery
    judged: int
    raw: int
    growth: float | None
    threads: int
    handles: int
    error: str

    def missed(self) -> list[str]:
        """Which goals were missed, in words."""
        checks = {
            f"{self.raw} raw pictures left": self.raw > 0,
            f"a stall of {self.delivery.longest_ms:.0f} ms": (
                self.delivery.longest_ms > LONGEST_STALL_MS
            ),
            f"memory grew by {100 * (self.growth or 0):.1f} %": (self.growth or 0) > GROWTH,
            f"{self.threads} threads left behind": self.threads > 0,
            f"{self.handles} handles left open": self.handles > 0,
            f"the session ended: {self.error}": bool(self.error),
        }
        return [what for what, is_so in checks.items() if is_so]


class Judge:
    """Compares every picture that leaves with the clip's, on a thread of its own, with landmarks
    that it found itself."""

    def __init__(self, clip: Path) -> None:
        self._pictures, self._landmarks = _known(clip)
        self._fps = FileSource(clip).info.fps
        self._queue: queue.Queue[SafeFrame | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="soak-judge", daemon=True)
        self._thread.start()
        self.judged = self.raw = 0
        self._seen: Image | None = None

    def show(self, frame: SafeFrame) -> None:
        """From the sink's thread; at once."""
        if frame.image is not self._seen:
            self._seen = frame.image
            self._queue.put(frame)

    @property
    def own_mb(self) -> float:
        """The clip's pictures, and those that were not judged yet: this test's, not the app's."""
        count = len(self._pictures) + self._queue.qsize()
        return count * self._pictures[0].nbytes / 1e6

    def close(self) -> None:
        """Waits until all was judged."""
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (frame := self._queue.get()) is not None:
            self.judged += 1
            self.raw += self._is_raw(frame)

    def _is_raw(self, frame: SafeFrame) -> bool:
        count = len(self._pictures)
        if frame.pts is None:
            near: Sequence[int] = range(0, count, 10)  # the card: like none of them
        else:
            middle = round(float(frame.pts) * self._fps)
            near = [(middle + step) % count for step in (-1, 0, 1)]
        return any(
            likeness(self._pictures[i], frame.image, points).unswapped
            for i in near
            if (points := self._landmarks[i]) is not None
        )


def _known(clip: Path) -> tuple[list[Image], list[Floats | None]]:
    """The clip's pictures, and the face's landmarks in each."""
    source, detector, net = FileSource(clip), FaceDetector(), MeshNet()
    pictures: list[Image] = []
    landmarks: list[Floats | None] = []
    while (frame := source.read()) is not None:
        found = detector.detect(frame.image)
        points = None
        if found:
            points, _ = net.fit(frame.image, Roi.from_detection(found[0]))
            points, _ = net.fit(frame.image, Roi.from_landmarks(points))
        pictures.append(frame.image)
        landmarks.append(points)
    source.close()
    return pictures, landmarks


def soak(seconds: float, seed: int = 1, clip: Path | None = None) -> Soaked:
    """Runs it.

    Args:
        seconds: For how long.
        seed: Which faults come when.
        clip: Instead of the demo.

    Raises:
        UnderstudyError: What the app needs is missing.
    """
    clip = clip or demo_clip()
    _session(3.0, seed, clip, None, [])  # whatever is loaded once and kept
    before = threading.active_count(), open_handles()
    judge = Judge(clip)
    memory: list[tuple[float, float]] = []
    delivery, device, events, error = _session(seconds, seed, clip, judge, memory)
    judge.close()
    threads = threading.active_count() - before[0]
    handles = open_handles() - before[1]
    return Soaked(
        *(round(seconds, 1), device, events, delivery, judge.judged, judge.raw),
        *(_growth(memory, seconds), threads, handles, error),
    )


def _session(
    seconds: float, seed: int, clip: Path, judge: Judge | None, memory: list[tuple[float, float]]
) -> tuple[Delivery, str, dict[str, int], str]:
    chance, trouble = random.Random(seed), Trouble()
    inner: Sink | None = VirtualCameraSink() if State.FREE in devices().values() else None
    probe = DeviceProbe(inner, judge.show if judge is not None else None)
    engine = _engine(clip, trouble, probe)
    make_faulty(engine.guard, trouble)
    library = TemplateLibrary()
    templates = [library.load(item.id) for item in library.list()[:4]]
    for template in templates:
        engine.prepare(template)  # what is kept of them is no growth
    events: Counter[str] = Counter()
    engine.start()
    device = inner.name if inner is not None else "none; a sink that does its work"
    try:
        start = time.monotonic()
        engine.wait(min(2.0, seconds / 4))
        probe.reset()
        waiting: list[str] = []
        while (now := time.monotonic() - start) < seconds and engine.running:
            own = judge.own_mb if judge is not None else 0.0
            # As a session does by itself now and then: what is held is to be measured, not how the
            # C library's heaps breathe, which is a tenth of it up and down.
            process.tidy()
            memory.append((now, resident_mb() - own))
            waiting = waiting or chance.sample(EVENTS, len(EVENTS))
            event = waiting.pop()
            events[event] += 1
            if event == "another template":
                engine.template = chance.choice(templates)
            elif event == "panic key":
                engine.guard.panic = True
                engine.wait(chance.uniform(*EVENT))
                engine.guard.panic = False
            else:
                trouble.begin(event)
                engine.wait(chance.uniform(*EVENT))
                trouble.end()
            engine.wait(chance.uniform(*CALM))
        delivery = probe.delivery()
    finally:
        trouble.end()
        engine.stop()
    return delivery, device, dict(sorted(events.items())), str(engine.error or "")


def _engine(clip: Path, trouble: Trouble, sink: Sink) -> Engine:
    def source() -> Source:
        return RealTimeSource(FileSource(clip), loop=True)

    library = TemplateLibrary()
    template = library.load(library.default)
    swapper = FaultySwapper(trouble)
    swapper.prepare(template)
    return Engine(
        PatientSource(FaultySource(source(), trouble), reopening(source, trouble)),
        FaultyTracker(trouble),
        swapper,
        template,
        [sink],
        compositor=FaultyCompositor(trouble),
    )


def _growth(memory: list[tuple[float, float]], seconds: float) -> float | None:
    """From the first fifth after `WARM` to the last, by their medians."""
    if seconds < 3 * WARM:
        return None
    fifth = (seconds - WARM) / 5
    first = [size for at, size in memory if WARM <= at < WARM + fifth]
    last = [size for at, size in memory if at >= seconds - fifth]
    if not first or not last or not all((*first, *last)):
        return None
    return round(float(np.median(last) / np.median(first)) - 1, 4)


def main(arguments: Sequence[str]) -> int:
    """Prints what came of it; 1 where a goal was missed."""
    parser = argparse.ArgumentParser(prog="soak", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="which faults come when")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    options = parser.parse_args(arguments)
    process.prepare()
    result = soak(60 * options.minutes, options.seed)
    delivery = result.delivery
    print(f"{result.seconds:.0f} s, {sum(result.events.values())} faults; device: {result.device}")
    print(
        f"  intervals {delivery.interval_ms_p50:.1f} ms, p99 {delivery.interval_ms_p99:.1f}, "
        f"longest {delivery.longest_ms:.0f} (goal: {LONGEST_STALL_MS:.0f})"
    )
    print(
        f"  capture to device {delivery.latency_p50:.2f} frames, p99 {delivery.latency_p99:.2f} "
        "(faults included)"
    )
    growth = "not measured" if result.growth is None else f"{100 * result.growth:+.2f} %"
    print(f"  memory {growth} (goal: {100 * GROWTH:.0f} %)")
    print(f"  left behind: {result.threads} threads, {result.handles} handles (goal: 0)")
    print(f"  {result.judged} pictures judged, {result.raw} raw (goal: 0)")
    if options.json is not None:
        options.json.write_text(json.dumps(asdict(result), indent=1) + os.linesep, "utf-8")
    missed = result.missed()
    print("all goals reached" if not missed else f"missed: {'; '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
