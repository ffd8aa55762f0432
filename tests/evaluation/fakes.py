"""An engine whose output a test chooses, and what clips of it are made of."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import cv2
import numpy as np

from app.evaluation.evaluate import EvaluationOptions, Evaluator
from app.evaluation.faces import StillReader
from app.evaluation.judges import Recogniser
from app.evaluation.results import Evaluation
from app.frame import N_MESH, Floats, Image, SafeFrame, Verdict
from app.pipeline.sinks.base import Sink
from app.pipeline.sources import open_source
from app.pipeline.stats import Stats
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.mesh.topology import topology
from app.pipeline.track.analysis import FaceAnalyser
from app.session import SessionOptions
from app.templates.library import TemplateLibrary

Change = Callable[[Image, int], Image]
"""Makes an output picture of an input picture and its index."""


class FakeEngine:
    """Passes changed pictures to its sinks, as if they were swapped."""

    error = None
    swapper = MeshSwapper()

    def __init__(self, options: SessionOptions, sinks: Sequence[Sink], change: Change) -> None:
        self.stats = Stats(keep_records=True)
        self._options = options
        self._sinks = sinks
        self._change = change
        self._thread = threading.Thread(target=self._work, daemon=True)

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()

    stop = wait

    def _work(self) -> None:
        source = open_source(self._options.source)
        limit = self._options.engine_options.max_frames
        index = 0
        try:
            while index != limit and (frame := source.read()) is not None:
                picture = self._change(frame.image, index)
                out = SafeFrame(
                    picture, Verdict.SWAPPED, "", 1, index, frame.captured_at, frame.pts
                )
                for sink in self._sinks:
                    sink.write(out)
                index += 1
        finally:
            source.close()
            for sink in self._sinks:
                sink.close()


def evaluate(
    options: EvaluationOptions,
    recognisers: list[Recogniser],
    change: Change,
    analyser: FaceAnalyser | None = None,
) -> Evaluation:
    def make(
        session: SessionOptions, sinks: Sequence[Sink], _library: TemplateLibrary, manager: object
    ) -> object:
        return FakeEngine(session, sinks, change)

    return Evaluator(options, recognisers, make_engine=make, analyser=analyser).run()


class Covered:
    """Covers every face, or only those on the picture's left, with what `fill` makes of it."""

    def __init__(self, fill: Callable[[Image], Image], *, left_only: bool = False) -> None:
        self._fill = fill
        self._left_only = left_only
        self._reader = StillReader()
        self._last: list[Floats] = []

    def __call__(self, picture: Image, index: int) -> Image:
        self._last = self._reader.faces(picture) or self._last
        out = picture
        for landmarks in self._last:
            if self._left_only and landmarks[:N_MESH, 0].mean() > picture.shape[1] / 2:
                continue
            oval = landmarks[topology().oval, :2]
            middle = oval.mean(axis=0)
            grown = np.round(middle + 1.35 * (oval - middle)).astype(np.int32)
            inside = np.zeros(picture.shape[:2], np.uint8)
            cv2.fillConvexPoly(inside, cv2.convexHull(grown), 1)
            out = np.where(inside[:, :, None] > 0, self._fill(out), out)
        return out


def one_colour(picture: Image) -> Image:
    return np.full_like(picture, (120, 140, 170))


def blurred(picture: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), picture.shape[0] / 12), np.uint8)
