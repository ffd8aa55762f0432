"""What leaves the app when the nets that the mesh engine consults raise, stall or give rubbish.

Neither is needed to cover a face: what they cost is exactness, or the frame, never the wearer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.frame import N_LANDMARKS, Face, Floats, Frame, Image, Patch, SafeFrame, Verdict
from app.pipeline.guard.guard import STALLED
from app.pipeline.sources import SourceOptions, open_source
from app.pipeline.sources.file import FileSource
from app.pipeline.swap.mesh import MeshSwapper
from app.pipeline.swap.mesh.mirror import Mirror
from app.pipeline.swap.mesh.neutral import Reader
from app.pipeline.swap.mesh.raster import draw
from app.pipeline.track.blendshapes import BLENDSHAPES, BlendshapeNet
from app.templates.template import Template
from tests.support import clips
from tests.support.rig import Judge, make_engine

FRAMES = 22
FAULT = range(8, 18)
"""Frames in which the fault is active."""


@pytest.fixture(scope="module")
def pictures() -> list[Image]:
    return clips.wandering_face(FRAMES)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory, pictures: list[Image]) -> Path:
    return clips.write(tmp_path_factory.mktemp("clip") / "one.mp4", pictures)


class Clock:
    """Knows which frame is being drawn, and how often the fault struck."""

    def __init__(self) -> None:
        self.frame = -1
        self.struck = 0

    @property
    def faulty(self) -> bool:
        if self.frame in FAULT:
            self.struck += 1
            return True
        return False


class Swapper(MeshSwapper):
    """Tells the clock which frame it is."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def swap(self, frame: Frame, face: Face, template: Template) -> Patch:
        self.clock.frame = frame.index % FRAMES
        return super().swap(frame, face, template)


class FaultyMirror(Mirror):
    def __init__(self, clock: Clock, fault: Callable[[Floats | None], object]) -> None:
        super().__init__()
        self.clock, self.fault = clock, fault

    def look(
        self, image: Image, pixels: Image, mask: Image, origin: tuple[int, int], wearer: Floats
    ) -> Floats | None:
        seen = super().look(image, pixels, mask, origin, wearer)
        return self.fault(seen) if self.clock.faulty else seen  # type: ignore[return-value]


class FaultyBlendshapes(BlendshapeNet):
    def __init__(self, clock: Clock, fault: Callable[[Floats], object]) -> None:
        super().__init__()
        self.clock, self.fault = clock, fault

    def read(self, landmarks: Floats) -> Floats:
        found = super().read(landmarks)
        return self.fault(found) if self.clock.faulty else found  # type: ignore[return-value]


def _raise(*_: object) -> object:
    raise RuntimeError("injected")


MIRROR_FAULTS: dict[str, Callable[[Floats | None], object]] = {
    "raises": _raise,
    "nothing": lambda seen: None,
    "rubbish type": lambda seen: "a face",
    "wrong shape": lambda seen: np.zeros((7, 2), np.float32),
    "meshes only": lambda seen: np.zeros((468, 3), np.float32),
    "not numbers": lambda seen: np.full((N_LANDMARKS, 3), np.nan, np.float32),
    "endless": lambda seen: np.full((N_LANDMARKS, 3), np.inf, np.float32),
    "a point": lambda seen: np.zeros((N_LANDMARKS, 3), np.float32),
    "noise": lambda seen: (
        np.random.default_rng(3).normal(300, 200, (N_LANDMARKS, 3)).astype(np.float32)
    ),
}
READ_FAULTS: dict[str, Callable[[Floats], object]] = {
    "raises": _raise,
    "nothing": lambda found: None,
    "wrong shape": lambda found: found[:7],
    "not numbers": lambda found: np.full(len(BLENDSHAPES), np.nan, np.float32),
    "endless": lambda found: np.full(len(BLENDSHAPES), np.inf, np.float32),
    "noise": lambda found: np.random.default_rng(3).normal(0, 50, len(found)).astype(np.float32),
}
SHIELDED = {"raises", "nothing", "wrong shape"}
"""Faults of the reader that cost the frames in which it is asked."""


def run(clip: Path, judge: Judge, swapper: MeshSwapper, pictures: list[Image]) -> list[SafeFrame]:
    """What left the app. No frame went missing or shows the wearer; past the fault all are
    swapped."""
    engine, sink = make_engine(FileSource(clip), swapper=swapper)
    engine.start()
    assert engine.wait(120)
    assert engine.error is None
    assert [safe.index for safe in sink.frames] == list(range(FRAMES)), "a frame went missing"
    outside = [safe for safe in sink.frames if safe.index not in FAULT]
    assert {safe.verdict for safe in outside} == {Verdict.SWAPPED}
    assert_no_raw_face(judge, sink.frames, pictures)
    return sink.frames


def assert_no_raw_face(judge: Judge, frames: list[SafeFrame], pictures: list[Image]) -> None:
    for safe in frames:
        if safe.index >= 0:
            raw = judge.raw_faces(pictures[safe.index % FRAMES], safe.image)
            assert not raw, f"frame {safe.index} ({safe.verdict}) shows the face: {raw}"


@pytest.mark.parametrize("name", MIRROR_FAULTS)
def test_a_faulty_mirror_costs_no_frame(
    clip: Path,
    judge: Judge,
    pictures: list[Image],
    name: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    swapper = Swapper(clock)
    swapper._mirror = FaultyMirror(clock, MIRROR_FAULTS[name])
    with caplog.at_level(logging.ERROR):
        frames = run(clip, judge, swapper, pictures)
    assert clock.struck >= 3
    assert {safe.verdict for safe in frames} == {Verdict.SWAPPED}
    complaints = [r for r in caplog.records if r.name.startswith("app.pipeline.swap.mesh")]
    raised = name in ("raises", "rubbish type", "wrong shape", "meshes only")
    assert len(complaints) == raised, "it is told, and told once"


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("name", READ_FAULTS)
def test_a_faulty_reader_leaks_nothing(
    clip: Path, judge: Judge, pictures: list[Image], name: str
) -> None:
    clock = Clock()
    swapper = Swapper(clock)
    swapper._reader._net = FaultyBlendshapes(clock, READ_FAULTS[name])
    frames = run(clip, judge, swapper, pictures)
    assert clock.struck >= 1
    shielded = [safe for safe in frames if safe.verdict is Verdict.SHIELDED]
    assert bool(shielded) == (name in SHIELDED)
    assert all(safe.reason for safe in shielded)
    assert len(shielded) <= 2, "only frames in which it is asked"


def test_a_template_whose_reading_fails_is_not_drawn_half_ready(
    clip: Path, judge: Judge, pictures: list[Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader fails while the template is made ready: shielded, and made ready later."""
    clock = Clock()
    asked = Reader.read

    def read(self: Reader, points: Floats) -> Floats:
        if clock.frame < 5:
            clock.struck += 1
            raise RuntimeError("injected")
        return asked(self, points)

    monkeypatch.setattr(Reader, "read", read)
    engine, sink = make_engine(FileSource(clip), swapper=Swapper(clock))
    engine.start()
    assert engine.wait(120)
    assert clock.struck > 0
    verdicts = [safe.verdict for safe in sink.frames]
    assert verdicts == [Verdict.SHIELDED] * 5 + [Verdict.SWAPPED] * (FRAMES - 5)
    assert_no_raw_face(judge, sink.frames, pictures)


@pytest.mark.parametrize("rubbish", [np.nan, np.inf])
def test_colours_from_nowhere_are_refused(rubbish: float) -> None:
    """The compiled drawing would read from anywhere in memory."""
    corners = np.array([[2, 2], [30, 2], [2, 30]], np.float32)
    texcoords = corners.copy()
    picture = np.full((32, 32, 3), 99, np.uint8)

    def drawn() -> Image:
        pixels, _ = draw(
            (32, 32),
            corners,
            texcoords,
            np.ones((3, 3), np.float32),
            np.full((3, 3), 0.01, np.float32),
            np.ones(3, np.float32),
            np.array([[0, 1, 2]], np.int32),
            np.zeros(1, np.int32),
            np.full(1, -1, np.int32),
            np.zeros(1, np.int32),
            (picture,) * 5,
        )
        return pixels

    assert drawn()[10, 10].all()
    texcoords[1, 0] = rubbish
    with pytest.raises(ValueError, match="not numbers"):
        drawn()


@pytest.mark.parametrize("part", ["mirror", "reader"])
def test_a_net_that_stalls_is_bridged_by_safe_frames(
    clip: Path, judge: Judge, pictures: list[Image], part: str
) -> None:
    """Live: the sink's clock sends the last safe frame and then the card, and it comes back."""

    def hang(found: Floats | None) -> object:
        if clock.struck == 1:
            time.sleep(2.0)
        return found

    clock = Clock()
    swapper = Swapper(clock)
    if part == "mirror":
        swapper._mirror = FaultyMirror(clock, hang)
    else:
        swapper._reader._net = FaultyBlendshapes(clock, hang)
    source = open_source(str(clip), SourceOptions(realtime=True, loop=True))
    engine, sink = make_engine(source, swapper=swapper)
    engine.start()

    def came_back(frames: list[SafeFrame]) -> bool:
        # The card, too: a busy machine has short stalls of its own.
        cards = [i for i, safe in enumerate(frames) if safe.reason == STALLED and safe.index < 0]
        return bool(cards) and any(safe.verdict is Verdict.SWAPPED for safe in frames[cards[-1] :])

    assert sink.wait_for(came_back, 60)
    engine.stop()
    assert_no_raw_face(judge, sink.frames, pictures)
