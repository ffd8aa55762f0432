"""The anonymity meter says what the judges say, and forgets."""

from __future__ import annotations

import gc
import queue
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest

from app.errors import ModelError
from app.evaluation.judges import Recogniser, threshold
from app.evaluation.meter import Likeness, Meter, likeness, open_present
from app.frame import Floats, Frame, Image, SafeFrame, Verdict
from app.pipeline.composite.paste import Compositor
from app.pipeline.sources import open_source
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.track.tracker import Tracker
from app.templates.library import TemplateLibrary

PATIENCE = 60.0


@pytest.fixture(scope="module")
def recognisers() -> Sequence[Recogniser]:
    try:
        return open_present()
    except ModelError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def demo() -> list[Frame]:
    tracker, source = Tracker(), open_source("demo")
    frames = []
    for _ in range(70):
        frame = source.read()
        assert frame is not None
        frames.append(tracker.update(frame))
    tracker.close()
    source.close()
    # As a camera would have them, a second apart.
    return [replace(frame, captured_at=float(i) * 2) for i, frame in enumerate(frames[10::6])]


def safe(frame: Frame, image: Image, verdict: Verdict = Verdict.SWAPPED) -> SafeFrame:
    return SafeFrame(image, verdict, "", 1, frame.index, frame.captured_at)


def swapped(frames: list[Frame], name: str) -> list[Image]:
    swapper, compositor, template = MeshSwapper(), Compositor(), TemplateLibrary().load(name)
    return [
        compositor.compose(frame, [swapper.swap(frame, face, template) for face in frame.faces])
        for frame in frames
    ]


class Told:
    """A meter, and what it says."""

    def __init__(self, opener=open_present) -> None:
        self.said: queue.Queue[Likeness | ModelError] = queue.Queue()
        self.meter = Meter(self.said.put, opener)

    def after(self, frames: list[Frame], images: list[Image], name: str = "a") -> Likeness:
        """The last word on some frames, each of which it takes in."""
        last: Likeness | ModelError | None = None
        for frame, image in zip(frames, images, strict=True):
            self.meter.offer(frame, safe(frame, image), name)
            last = self.said.get(timeout=PATIENCE)
        assert isinstance(last, Likeness)
        return last


@pytest.fixture
def told() -> Iterator[Told]:
    told = Told()
    yield told
    told.meter.switch(False)


def test_it_knows_the_wearer_and_no_stand_in(
    told: Told, demo: list[Frame], recognisers: Sequence[Recogniser]
) -> None:
    told.meter.switch(True)
    bare = told.after(demo, [frame.image for frame in demo])
    assert bare.known
    assert bare.recognisers == len(recognisers)
    later = [replace(frame, captured_at=frame.captured_at + 100) for frame in demo]
    covered = told.after(later, swapped(later, "ruth"), "ruth")
    assert not covered.known
    assert covered.value < bare.value - 0.3


@pytest.mark.parametrize("what", ["shielded", "nobody", "two", "too soon", "off"])
def test_what_says_nothing_is_not_asked(demo: list[Frame], what: str) -> None:
    asked: list[Image] = []

    class Counting:
        name = "mobilefacenet"

        def embed(self, image: Image, landmarks: Floats) -> Floats:
            asked.append(image)
            return np.ones(1, np.float32)

    told = Told(lambda: [Counting()])
    frame = demo[0]
    told.meter.switch(True)
    told.after([frame], [frame.image])
    assert len(asked) == 2
    other = replace(demo[1], captured_at=frame.captured_at + (0.5 if what == "too soon" else 5))
    verdict = Verdict.SWAPPED
    if what == "shielded":
        verdict = Verdict.SHIELDED
    elif what == "nobody":
        other = other.with_faces((), ())
    elif what == "two":
        other = other.with_faces(other.faces * 2, other.detections)
    elif what == "off":
        told.meter.switch(False)
    told.meter.offer(other, safe(other, other.image, verdict), "a")
    told.meter.switch(True)
    late = replace(demo[2], captured_at=frame.captured_at + 10)
    told.after([late], [late.image])
    assert len(asked) == 4
    told.meter.switch(False)


class OneHot:
    """Says that each call shows somebody else."""

    name = "mobilefacenet"

    def __init__(self) -> None:
        self.calls = 0

    def embed(self, image: Image, landmarks: Floats) -> Floats:
        vector = np.zeros(64, np.float32)
        vector[self.calls % 64] = 1
        self.calls += 1
        return vector


def test_it_forgets(demo: list[Frame]) -> None:
    told = Told(lambda: [OneHot()])
    told.meter.switch(True)
    told.after(demo[:4], [frame.image for frame in demo[:4]])
    assert len(told.meter._gallery) == 4
    told.meter.forget()
    assert not told.meter._gallery
    told.after(demo[:2], [frame.image for frame in demo[:2]])
    stranger = demo[3].faces[0]
    other = replace(demo[3], captured_at=50.0).with_faces(
        (replace(stranger, track_id=99),), demo[3].detections
    )
    told.after([other], [other.image])
    assert len(told.meter._gallery) == 1
    told.meter.switch(False)
    assert not told.meter._gallery
    assert not told.meter._values


@pytest.mark.parametrize("fault", [ModelError("not installed; get it"), ValueError("odd")])
def test_a_recogniser_that_fails_switches_it_off(demo: list[Frame], fault: Exception) -> None:
    def broken() -> Sequence[Recogniser]:
        raise fault

    told = Told(broken)
    told.meter.switch(True)
    said = told.said.get(timeout=PATIENCE)
    assert isinstance(said, ModelError)
    assert str(fault) in str(said)
    assert not told.meter.on
    told.meter.offer(demo[0], safe(demo[0], demo[0].image), "a")  # harmless
    told.meter.switch(True)  # once more
    assert isinstance(told.said.get(timeout=PATIENCE), ModelError)


def test_the_scale_goes_from_strangers_to_the_threshold() -> None:
    scale = threshold("mobilefacenet")
    here = np.array([1.0, 0.0], np.float32)

    def at(cosine: float) -> Floats:
        return np.array([cosine, np.sqrt(1 - cosine**2)], np.float32)

    for cosine, value in ((scale.impostor_mean, 0.0), (scale.cosine, 1.0)):
        found = likeness({"mobilefacenet": at(cosine)}, {"mobilefacenet": here}, [])
        assert found == pytest.approx(value, abs=1e-5)
    # Two have to agree: the second highest counts.
    faces = {"mobilefacenet": at(1.0), "dlib": at(threshold("dlib").impostor_mean)}
    both = likeness(faces, {"mobilefacenet": here, "dlib": here}, [])
    assert both == pytest.approx(0.0, abs=1e-5)
    assert likeness(faces, {}, []) is None


def test_nothing_of_a_picture_outlives_its_comparison(demo: list[Frame]) -> None:
    told = Told(lambda: [OneHot()])
    told.meter.switch(True)
    image = demo[0].image.copy()
    gone = weakref.ref(image)
    frame = replace(demo[0], image=image)
    told.after([frame], [image])
    del frame, image
    told.meter.forget()
    later = replace(demo[1], captured_at=1e6)  # the thread waits again once it took this one
    told.after([later], [later.image])
    gc.collect()
    assert gone() is None
    told.meter.switch(False)


def test_what_was_begun_before_it_forgot_is_not_taken_in(demo: list[Frame]) -> None:
    asked, go_on = threading.Event(), threading.Event()

    class Slow(OneHot):
        def embed(self, image: Image, landmarks: Floats) -> Floats:
            asked.set()
            assert go_on.wait(PATIENCE)
            return super().embed(image, landmarks)

    told = Told(lambda: [Slow()])
    told.meter.switch(True)
    told.meter.offer(demo[0], safe(demo[0], demo[0].image), "a")
    assert asked.wait(PATIENCE)
    told.meter.forget()
    go_on.set()
    other = replace(demo[1], captured_at=1e6)
    told.after([other], [other.image])
    assert told.said.empty()
    assert len(told.meter._gallery) == 1
    told.meter.switch(False)
