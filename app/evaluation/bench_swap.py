"""What a learned engine costs beside its network: measured with stand-ins of inswapper's shape.

``python -m app.evaluation.bench_cases`` runs these, each in a process of its own.
"""

from __future__ import annotations

import gc
import json
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from app import process
from app.alignment import five_points
from app.evaluation.standins import RESTORER, SWAPPER, open_store, write_store
from app.frame import Frame

FRAMES = 60
"""Timed frames of the demo clip."""
WARM_UP = 10
"""Frames before them, which compile and learn."""


def make(folder: str, megabytes: int = 0) -> dict[str, Any]:
    """Writes the stand-ins; apart from the others, whose memory is measured."""
    write_store(Path(folder), megabytes)
    return {"bytes": sum(path.stat().st_size for path in Path(folder).glob("*.onnx"))}


def around(
    folder: str, compare_with: str | None = None, script: str | None = None
) -> dict[str, Any]:
    """Milliseconds of a face at 1280x720 outside ``session.run``: cut out, before, after, pasted.

    Args:
        folder: With the stand-ins.
        compare_with: The Python of an environment that has InsightFace; None: there is none.
        script: That it runs: ``scripts/compare.py``.
    """
    from app.evaluation.bench_cases import demo_clip
    from app.inference import providers
    from app.models.manager import ModelManager
    from app.pipeline.composite.paste import Compositor
    from app.pipeline.restore.net import restorer_for
    from app.pipeline.restore.swapper import RestoringSwapper
    from app.pipeline.swap.base import Swapper
    from app.pipeline.swap.learned.engine import LearnedSwapper
    from app.pipeline.swap.learned.net import drawer_for
    from app.templates.library import TemplateLibrary

    process.prepare()
    inside = _timed(providers.runtime())
    manager = ModelManager(open_store(Path(folder)), providers=["cpu"], threads=1)
    library = TemplateLibrary()
    template = library.load(library.default)
    frames = _frames()
    points = [five_points(frame.faces[0].landmarks) for frame in frames]
    compositor = Compositor()

    def outside(swapper: Swapper) -> float:
        swapper.prepare(template)
        taken = []
        for frame in frames:
            inside.clear()
            start = time.perf_counter()
            patch = swapper.swap(frame, frame.faces[0], template)
            compositor.compose(frame, [patch])
            taken.append(time.perf_counter() - start - sum(inside))
        return _median_ms(taken)

    learned = LearnedSwapper(drawer_for(SWAPPER, manager))
    alone = outside(learned)
    restoring = RestoringSwapper(learned, restorer_for(RESTORER, manager))
    both = outside(restoring)
    restoring.close()
    found: dict[str, Any] = {"outside_ms": alone, "restorer_ms": round(both - alone, 3)}
    if compare_with is not None and script is not None:
        with tempfile.TemporaryDirectory(prefix="understudy-compare-") as scratch:
            np.save(Path(scratch) / "points.npy", np.array(points, np.float32))
            net = Path(folder) / f"{SWAPPER}.onnx"
            done = subprocess.run(
                [compare_with, script, "swap", net, demo_clip(), Path(scratch) / "points.npy"],
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode != 0:
            found["insightface"] = (done.stderr.strip().splitlines() or ["no message"])[-1]
        else:
            found["insightface_ms"] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def memory(folder: str) -> dict[str, Any]:
    """Megabytes (10^6 bytes) of the whole app while it draws with the network, at most, and after
    it was given back."""
    from app.evaluation.process import resident_mb
    from app.models.manager import ModelManager
    from app.pipeline.engine import EngineOptions
    from app.pipeline.sinks import make_sink
    from app.pipeline.swap.drawing import Drawing
    from app.session import SessionOptions, build_engine

    process.prepare()

    def run(drawing: Drawing) -> float:
        options = SessionOptions(
            "demo", drawing=drawing, engine_options=EngineOptions(max_frames=FRAMES)
        )
        engine = build_engine(options, [make_sink("null")], manager=manager)
        engine.start()
        engine.wait()
        if engine.error is not None:
            raise engine.error
        return engine.stats.snapshot().peak_memory_mb

    manager = ModelManager(open_store(Path(folder)), providers=["cpu"])
    run(Drawing())  # without the network: what it gives back is counted from here
    before = resident_mb()
    peak = run(Drawing(SWAPPER, adaptive=False))
    manager.cleanup()
    gc.collect()
    process.give_back_memory()
    return {"before_mb": before, "peak_mb": peak, "after_mb": resident_mb()}


def _timed(module: Any) -> list[float]:
    """Has every session of ONNX Runtime write down what its runs take, in seconds."""
    taken: list[float] = []

    class Timed(module.InferenceSession):  # type: ignore[misc]
        def run(self, *arguments: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return super().run(*arguments, **named)
            finally:
                taken.append(time.perf_counter() - start)

    module.InferenceSession = Timed
    return taken


def _frames() -> list[Frame]:
    """Of the demo clip, tracked, the first ones for warming up."""
    from app.evaluation.bench_cases import demo_frames
    from app.pipeline.track.tracker import Tracker

    tracker = Tracker()
    found: list[Frame] = []
    for number, picture in enumerate(demo_frames()):
        frame = tracker.update(Frame(picture, number, number / 30))
        if not frame.faces or len(found) == FRAMES + WARM_UP:
            break
        found.append(frame)
    tracker.close()
    return found


def _median_ms(seconds: list[float]) -> float:
    return round(1e3 * float(np.median(seconds[WARM_UP:])), 3)
