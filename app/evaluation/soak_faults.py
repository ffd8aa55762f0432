"""Parts of the pipeline that fail on demand, for the soak test.

They share a `Trouble`; what it names at the moment goes wrong, and nothing else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace

from app.errors import Kind, SourceError
from app.frame import Face, Frame, Image, Patch, SafeFrame
from app.pipeline.composite.paste import Compositor
from app.pipeline.guard.guard import Guard
from app.pipeline.sources.base import Source, SourceInfo
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.track.tracker import Scouted, Tracker
from app.templates.template import Template

FAULTS = (
    "source stalls",
    "source vanishes",
    "detector raises",
    "tracker raises",
    "tracker stalls",
    "tracker finds nobody",
    "swapper raises",
    "swapper stalls",
    "swapper gives nothing",
    "swapper gives the camera's pixels",
    "compositor raises",
    "compositor gives the camera's picture",
    "guard raises",
)


class Trouble:
    """What goes wrong at the moment. For any thread."""

    def __init__(self) -> None:
        self._name = ""
        self._over = threading.Event()
        self._over.set()

    def begin(self, name: str) -> None:
        """One of `FAULTS` from now on."""
        self._over.clear()
        self._name = name

    def end(self) -> None:
        """Nothing any more; whoever stalls goes on."""
        self._name = ""
        self._over.set()

    def at(self, part: str) -> None:
        """Called by a part, as ``"tracker"``: raises, stalls, or does nothing.

        Raises:
            RuntimeError: It is to raise now.
        """
        if self._name == f"{part} raises":
            raise RuntimeError("injected")
        if self._name == f"{part} stalls":
            self._over.wait()

    def is_now(self, name: str) -> bool:
        return self._name == name


class FaultySource:
    """A source that stalls or vanishes."""

    def __init__(self, source: Source, trouble: Trouble) -> None:
        self._source, self._trouble = source, trouble

    @property
    def info(self) -> SourceInfo:
        return self._source.info

    def read(self) -> Frame | None:
        """See `Source.read`.

        Raises:
            SourceError: It is to vanish now.
        """
        self._trouble.at("source")
        if self._trouble.is_now("source vanishes"):
            raise SourceError("the camera was pulled out", kind=Kind.CAMERA_GONE)
        return self._source.read()

    def close(self) -> None:
        self._source.close()


def reopening(make: Callable[[], Source], trouble: Trouble) -> Callable[[], Source]:
    """What opens the source again, once it may be back."""

    def again() -> Source:
        if trouble.is_now("source vanishes"):
            raise SourceError("it is not plugged in", kind=Kind.CAMERA_GONE)
        return FaultySource(make(), trouble)

    return again


class FaultyTracker(Tracker):
    """Its detector fails, or itself."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(low_latency=True, closer=True)
        self._trouble = trouble

    def update(self, frame: Frame, scouted: Future[Scouted] | None = None) -> Frame:
        self._trouble.at("tracker")
        tracked = super().update(frame, scouted)
        if self._trouble.is_now("tracker finds nobody"):
            return tracked.with_faces((), tracked.detections)
        return tracked

    def _look(self, image: Image) -> Scouted:
        self._trouble.at("detector")
        return super()._look(image)


class FaultySwapper(MeshSwapper):
    """Draws nothing, too late, or what the camera saw."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self._trouble = trouble

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        """See `Swapper.swap`."""
        self._trouble.at("swapper")
        patch = super().swap(frame, face, template)
        if self._trouble.is_now("swapper gives nothing"):
            return None  # type: ignore[return-value]
        if self._trouble.is_now("swapper gives the camera's pixels"):
            height, width = patch.mask.shape
            part = frame.image[patch.y : patch.y + height, patch.x : patch.x + width]
            return replace(patch, pixels=part.copy())
        return patch


class FaultyCompositor(Compositor):
    """Does nothing, or leaves the picture as it was."""

    def __init__(self, trouble: Trouble) -> None:
        self._trouble = trouble

    def compose(self, frame: Frame, patches: Sequence[Patch]) -> Image:
        self._trouble.at("compositor")
        output = super().compose(frame, patches)
        if self._trouble.is_now("compositor gives the camera's picture"):
            return frame.image.copy()
        return output


def make_faulty(guard: Guard, trouble: Trouble) -> None:
    """Lets this guard's judgement fail."""
    judge = guard.judge

    def judged(
        frame: Frame, output: Image, patches: Sequence[Patch], covers: Sequence[Patch] = ()
    ) -> SafeFrame:
        trouble.at("guard")
        return judge(frame, output, patches, covers)

    guard.judge = judged  # type: ignore[method-assign]
