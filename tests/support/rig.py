"""An engine on a bench: real parts, and a sink that keeps what came out."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from app.evaluation.unswapped import Likeness, likeness
from app.frame import Frame, Image, SafeFrame
from app.pipeline.composite.paste import Compositor
from app.pipeline.engine import Engine, EngineOptions
from app.pipeline.raw_view import RawView
from app.pipeline.sinks.base import OutputFormat
from app.pipeline.sources.base import Source
from app.pipeline.swap.base import Swapper
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.track.detector import FaceDetector
from app.pipeline.track.mesh import MeshNet, Roi
from app.pipeline.track.tracker import Tracker
from app.templates.library import TemplateLibrary
from app.templates.template import Template


class KeepingSink:
    """Keeps every frame that leaves."""

    name = "kept"

    def __init__(self) -> None:
        self.frames: list[SafeFrame] = []
        self.format: OutputFormat | None = None
        self.closed = 0
        self.arrived = threading.Condition()

    def open(self, fmt: OutputFormat) -> None:
        self.format = fmt

    def write(self, frame: SafeFrame) -> None:
        with self.arrived:
            self.frames.append(frame)
            self.arrived.notify_all()

    def close(self) -> None:
        self.closed += 1

    def wait_for(self, condition, timeout: float = 30.0) -> bool:
        """Waits until `condition` holds for the list of frames so far."""
        with self.arrived:
            return self.arrived.wait_for(lambda: condition(self.frames), timeout)


def default_template() -> Template:
    library = TemplateLibrary()
    return library.load(library.default)


def make_engine(
    source: Source,
    *,
    tracker: Tracker | None = None,
    swapper: Swapper | None = None,
    compositor: Compositor | None = None,
    options: EngineOptions | None = None,
    sinks: Sequence[object] | None = None,
    raw_view: RawView | None = None,
) -> tuple[Engine, KeepingSink]:
    sink = KeepingSink()
    engine = Engine(
        source,
        tracker or Tracker(),
        swapper or MeshSwapper(),
        default_template(),
        [sink, *(sinks or ())],
        options or EngineOptions(keep_records=True),
        compositor,
        raw_view,
    )
    return engine, sink


class Judge:
    """Says for each output frame whether a face of the input is still in it.

    Looks for the input's faces itself, frame by frame, with nets of its own and no memory."""

    def __init__(self) -> None:
        self._detector = FaceDetector(sensitivity=0.3)
        self._mesh = MeshNet()

    def faces(self, image: Image) -> list:
        found = []
        for detection in self._detector.detect(image):
            landmarks, _ = self._mesh.fit(image, Roi.from_detection(detection))
            landmarks, presence = self._mesh.fit(image, Roi.from_landmarks(landmarks))
            if presence > 0.5:
                found.append(landmarks)
        return found

    def raw_faces(self, before: Image, after: Image) -> list[Likeness]:
        """Likeness of every face of `before` that is unswapped in `after`."""
        likenesses = [likeness(before, after, landmarks) for landmarks in self.faces(before)]
        return [one for one in likenesses if one.unswapped]


def frame_of(image: Image, index: int = 0) -> Frame:
    image = image.copy()
    image.setflags(write=False)
    return Frame(image, index, float(index) / 25)
